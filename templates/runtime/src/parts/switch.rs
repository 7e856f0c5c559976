//! A member of the body that asks for another form of the answer.

use crate::runtime::{Mode, Request, read_json};

impl<T, M: Mode> Request<T, M> {
    /// Sets a member of the body to `true`, unless the caller has set it to something already, or the body is no object.
    #[must_use]
    pub fn switch_on(mut self, member: &str) -> Self {
        if let Some(content) = &mut self.draft.body {
            content.rewrite(&mut |bytes| switched(bytes, member));
        }
        self
    }
}

/// The same object with the member at its end.
fn switched(object: &[u8], member: &str) -> Option<Vec<u8>> {
    let (mut is_there, mut is_empty) = (false, true);
    read_json(object, &mut |input| {
        input.object(&mut |name, input| {
            is_there |= name == member;
            is_empty = false;
            input.skip()
        })
    })
    .ok()?;
    if is_there {
        return None;
    }
    let open = object.trim_ascii_end().strip_suffix(b"}")?;
    let mut switched = Vec::with_capacity(object.len() + member.len() + 8);
    switched.extend_from_slice(open);
    if !is_empty {
        switched.push(b',');
    }
    switched.extend_from_slice(serde_json::Value::from(member).to_string().as_bytes());
    switched.extend_from_slice(b":true}");
    Some(switched)
}

#[cfg(test)]
mod tests {
    use super::switched;

    #[test]
    fn a_member_is_set_unless_it_is_there() {
        for (object, expected) in [
            ("{}", Some(r#"{"stream":true}"#)),
            (
                r#"{"a":{"stream":1}}"#,
                Some(r#"{"a":{"stream":1},"stream":true}"#),
            ),
            (r#"{"stream":false}"#, None),
            ("[]", None),
            ("text", None),
            ("{", None),
            ("", None),
        ] {
            let switched = switched(object.as_bytes(), "stream");
            let switched = switched.map(|bytes| String::from_utf8(bytes).unwrap());
            assert_eq!(switched.as_deref(), expected, "{object}");
        }
    }
}
