//! A text that must not be seen: a password, a key, a token.

use std::fmt::{self, Debug, Formatter};
use std::hint::black_box;

use secrecy::zeroize::Zeroize;
use secrecy::{ExposeSecret, SecretString};

use super::{Decode, Encode, Fault, Input, Shape};

/// A text that is shown as `[REDACTED]`, and wiped from memory when it is dropped.
///
/// Serialising a value that holds one does write the text, since that is how it reaches the wire.
#[derive(Clone)]
pub struct Sensitive(SecretString);

impl Sensitive {
    /// The text itself; every copy made of it is for the caller to look after.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl Debug for Sensitive {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("[REDACTED]")
    }
}

impl From<&str> for Sensitive {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Sensitive {
    fn from(mut text: String) -> Self {
        // Shrinking the string in place might move it, and leave a copy behind that nobody wipes.
        let sensitive = Self::from(text.as_str());
        text.zeroize();
        sensitive
    }
}

impl From<SecretString> for Sensitive {
    fn from(text: SecretString) -> Self {
        Self(text)
    }
}

impl PartialEq for Sensitive {
    /// Takes the same time wherever two texts of one length differ.
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.expose().as_bytes(), other.expose().as_bytes());
        let difference = left.iter().zip(right).fold(0, |difference, (left, right)| {
            black_box(difference | (left ^ right))
        });
        left.len() == right.len() && difference == 0
    }
}

impl Eq for Sensitive {}

impl Encode for Sensitive {
    fn shape(&self) -> Shape<'_> {
        Shape::Sensitive(self.expose())
    }
}

impl Decode for Sensitive {
    fn decode(input: &mut dyn Input) -> Result<Self, Fault> {
        let mut sensitive = Self::from("");
        input.text(&mut |text| {
            sensitive = Self::from(text);
            Ok(())
        })?;
        Ok(sensitive)
    }
}
