//! The headers of answers, each with its type.

use openapiv3::{Header, ParameterSchemaOrContent, ReferenceOr};

use super::Lowering;
use super::content::is_json;
use super::responses::Listed;
use super::schema::Words;
use crate::ir::{HeaderForm, ResponseHeader, Slot, TypeRef};
use crate::openapi::{At, EXPLODED, by_ref};

impl<'a> Lowering<'a> {
    /// The headers that some response has, in the order of the document; of those that are called the same, the first
    /// says what it is.
    pub fn response_headers(
        &mut self,
        listed: &[Listed<'a>],
        words: &Words,
    ) -> Vec<ResponseHeader> {
        let mut headers: Vec<ResponseHeader> = Vec::new();
        for listed in listed {
            let at = listed.at.key("headers");
            for (name, header) in &listed.response.headers {
                let known = headers
                    .iter_mut()
                    .find(|known| known.name.eq_ignore_ascii_case(name));
                if let Some(known) = known {
                    known.statuses.push(listed.status.clone());
                    continue;
                }
                // The media type is told apart from other headers by the specification.
                if is_name(name) && !name.eq_ignore_ascii_case("content-type") {
                    let header = self.response_header(name, header, &at.key(name), words);
                    headers.extend(header.map(|header| ResponseHeader {
                        statuses: vec![listed.status.clone()],
                        ..header
                    }));
                }
            }
        }
        headers
    }

    fn response_header(
        &mut self,
        name: &str,
        header: &'a ReferenceOr<Header>,
        at: &At,
        words: &Words,
    ) -> Option<ResponseHeader> {
        let (header, at) = self.resolver.header(header, at, self.diagnostics)?;
        let mut words = words.clone();
        words.push(name.to_owned());
        let is_exploded = header.extensions.contains_key(EXPLODED);
        let (form, mut slot) = match &header.format {
            ParameterSchemaOrContent::Schema(schema) => {
                let form = if is_exploded {
                    HeaderForm::Exploded
                } else {
                    HeaderForm::Plain
                };
                (form, self.slot(&by_ref(schema), &at.key("schema"), &words))
            }
            ParameterSchemaOrContent::Content(content) => {
                let json = content.iter().find(|(media_type, _)| is_json(media_type));
                match json
                    .and_then(|(media_type, media)| Some((media_type, media.schema.as_ref()?)))
                {
                    Some((media_type, schema)) => {
                        let at = at.key("content").key(media_type).key("schema");
                        (HeaderForm::Json, self.slot(&by_ref(schema), &at, &words))
                    }
                    None if json.is_some() => (HeaderForm::Json, Slot::of(TypeRef::Json)),
                    None => (HeaderForm::Plain, Slot::of(TypeRef::Text)),
                }
            }
        };
        if slot.ty == TypeRef::Json && form == HeaderForm::Plain {
            slot.ty = TypeRef::Text;
        }
        if header.description.is_some() {
            slot.docs.description.clone_from(&header.description);
        }
        slot.deprecated |= header.deprecated.unwrap_or_default();
        Some(ResponseHeader {
            name: name.to_owned(),
            form,
            statuses: Vec::new(),
            slot,
        })
    }
}

/// Whether a header can be called so.
fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}
