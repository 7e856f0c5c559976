//! Bytes that a document carries as Base64 text.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

use super::super::base64;
use super::{Decode, Encode, Fault, Input, Shape};

/// Bytes, as the Base64 text that a document carries them in.
///
/// The text is kept as it came, whatever alphabet and padding it uses, so that it goes back the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Base64(String);

impl Base64 {
    /// Encodes bytes, with the standard alphabet and padding (RFC 4648, section 4).
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(base64::encode(bytes.as_ref()))
    }

    /// The bytes, with the standard or the URL-safe alphabet, padded or not; `None` where the text is no Base64.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        base64::decode(&self.0)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::encode(bytes)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::encode(bytes)
    }
}

impl Display for Base64 {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Encode for Base64 {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(Cow::Borrowed(&self.0))
    }
}

impl Decode for Base64 {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        input.string().map(Self)
    }
}

crate::serde_impls!(Base64);

#[cfg(test)]
mod tests {
    use super::Base64;

    #[test]
    fn bytes_survive_and_text_stays_as_it_came() {
        for bytes in [&b""[..], b"f", b"fo", b"foo", &[0, 255, 254]] {
            assert_eq!(Base64::encode(bytes).to_bytes().as_deref(), Some(bytes));
        }
        for (text, bytes) in [
            ("_-8", Some(&[255, 239][..])),
            ("/+8=", Some(&[255, 239])),
            ("Zg", Some(b"f")),
            ("a b", None),
            ("a", None),
        ] {
            let value: Base64 = serde_json::from_value(serde_json::json!(text)).unwrap();
            assert_eq!(value.to_bytes().as_deref(), bytes, "{text}");
            assert_eq!(value.as_str(), text);
        }
    }
}
