//! The documented headers of an answer, with their types.

use std::borrow::Cow;
use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use http::HeaderMap;

use crate::parts::text::Plain;
use crate::runtime::{Decode, Error, ErrorKind, Fault, Input, Response, read_json};

/// A header that an answer may have, by its name and its type: what `response.header(..)` takes.
pub struct Header<T> {
    name: &'static str,
    form: Form,
    value: PhantomData<fn() -> T>,
}

/// How the value of a header is written.
#[derive(Clone, Copy)]
enum Form {
    /// `a,b` for a list, `name,value` for an object.
    Plain,
    /// `name=value` for an object.
    Exploded,
    /// JSON.
    Json,
}

impl<T> Header<T> {
    const fn of(name: &'static str, form: Form) -> Self {
        Self {
            name,
            form,
            value: PhantomData,
        }
    }

    /// A header of this name.
    pub const fn new(name: &'static str) -> Self {
        Self::of(name, Form::Plain)
    }

    /// A header that holds an object as `name=value`.
    pub const fn exploded(name: &'static str) -> Self {
        Self::of(name, Form::Exploded)
    }

    /// A header that holds JSON.
    pub const fn json(name: &'static str) -> Self {
        Self::of(name, Form::Json)
    }

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: Decode> Header<T> {
    /// Reads the header, `None` where there is none of that name.
    pub fn read(&self, headers: &HeaderMap) -> Result<Option<T>, Error> {
        let mut value = None;
        read(headers, self.name, self.form, &mut |input| {
            value = Some(T::decode(input)?);
            Ok(())
        })
        .map_err(|fault| {
            let message = format!("the header cannot be read: {}", fault.message());
            Error::new(ErrorKind::Decode, self.name, message)
        })?;
        Ok(value)
    }
}

fn read(
    headers: &HeaderMap,
    name: &str,
    form: Form,
    decode: &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut text: Option<Cow<'_, str>> = None;
    for value in headers.get_all(name) {
        let line = std::str::from_utf8(value.as_bytes())
            .map_err(|_| Fault::new("it is not UTF-8 text"))?
            .trim();
        match &mut text {
            None => text = Some(line.into()),
            // Lines of one name are the items of one list.
            Some(text) => text.to_mut().extend([", ", line]),
        }
    }
    let Some(text) = text else {
        return Ok(());
    };
    match form {
        Form::Json => read_json(text.as_bytes(), decode),
        form => decode(&mut Plain::new(&text, matches!(form, Form::Exploded))),
    }
}

impl<R> Response<R> {
    /// Reads a documented header, such as `response.header(ListRequest::TOTAL)`; `None` where the answer has none.
    ///
    /// A header that is not what the document says is an error of the kind [`ErrorKind::Decode`].
    pub fn header<T: Decode>(&self, header: Header<T>) -> Result<Option<T>, Error> {
        header.read(self.headers())
    }
}

impl Error {
    /// Reads a documented header of the answer; `None` where it has none, or where there was no answer.
    pub fn header<T: Decode>(&self, header: Header<T>) -> Result<Option<T>, Self> {
        match self.headers() {
            Some(headers) => header.read(headers),
            None => Ok(None),
        }
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> Debug for Header<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers() -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("x-count", "12"),
            ("x-list", "a, b"),
            ("x-list", "c"),
            ("x-json", r#"{"a":[1]}"#),
            ("x-bad", "hunter2"),
            ("x-pairs", "a=1,b=2"),
        ] {
            headers.append(name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_header_is_read_by_its_type() {
        let headers = headers();
        assert_eq!(
            Header::<i64>::new("X-Count").read(&headers).unwrap(),
            Some(12)
        );
        assert_eq!(Header::<i64>::new("X-None").read(&headers).unwrap(), None);
        let list = Header::<Vec<String>>::new("x-list").read(&headers).unwrap();
        assert_eq!(list.unwrap(), ["a", "b", "c"]);
        let json = Header::<serde_json::Value>::json("x-json").read(&headers);
        assert_eq!(json.unwrap(), Some(serde_json::json!({"a": [1]})));
        let pairs = Header::<std::collections::BTreeMap<String, i64>>::exploded("x-pairs");
        assert_eq!(pairs.read(&headers).unwrap().unwrap().len(), 2);
    }

    #[test]
    fn a_header_of_another_type_is_an_error_that_does_not_show_it() {
        let error = Header::<i64>::new("x-bad").read(&headers()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains("x-bad") && !shown.contains("hunter2"),
            "{shown}"
        );
    }
}
