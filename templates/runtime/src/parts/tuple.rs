//! Lists of fixed length whose positions have types of their own.

use std::ops::ControlFlow;

use serde_json::Value;

use crate::runtime::{Decode, Encode, Fault, Input, List, Shape, from_value};

macro_rules! tuple {
    ($length:literal: $($type:ident $value:ident),+) => {
        impl<$($type: Encode),+> List for ($($type,)+) {
            fn len(&self) -> usize {
                $length
            }

            fn each(&self, visit: &mut dyn FnMut(&dyn Encode) -> ControlFlow<()>) -> ControlFlow<()> {
                let ($($value,)+) = self;
                $(visit($value)?;)+
                ControlFlow::Continue(())
            }
        }

        impl<$($type: Encode),+> Encode for ($($type,)+) {
            fn shape(&self) -> Shape<'_> {
                Shape::List(self)
            }
        }

        impl<$($type: Decode),+> Decode for ($($type,)+) {
            fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
                let mut items = Vec::<Value>::decode(input)?.into_iter();
                if items.len() != $length {
                    return Err(Fault::new(concat!("expected ", $length, " items")));
                }
                let mut index = 0;
                Ok(($({
                    let item = items.next().unwrap_or_default();
                    index += 1;
                    from_value::<$type>(&item).map_err(|fault| fault.in_item(index - 1))?
                },)+))
            }
        }
    };
}

tuple!(2: A a, B b);
tuple!(3: A a, B b, C c);
tuple!(4: A a, B b, C c, D d);
tuple!(5: A a, B b, C c, D d, E e);
tuple!(6: A a, B b, C c, D d, E e, F f);
tuple!(7: A a, B b, C c, D d, E e, F f, G g);
tuple!(8: A a, B b, C c, D d, E e, F f, G g, H h);

#[cfg(test)]
mod tests {
    use crate::runtime::{from_json, to_json};

    #[test]
    fn a_tuple_is_a_list_of_its_length() {
        let pair: (String, i64) = from_json(br#"["a",1]"#).unwrap();
        assert_eq!(pair, ("a".to_owned(), 1));
        assert_eq!(to_json(&pair).unwrap(), br#"["a",1]"#);
        let fault = from_json::<(String, i64)>(br#"["a","b"]"#).unwrap_err();
        assert!(fault.to_string().contains("[1]"), "{fault}");
        assert!(from_json::<(String, i64)>(br#"["a"]"#).is_err());
    }
}
