//! An upload as a body of its own.

use super::{Pieces, Upload};
use crate::runtime::{Content, Encode, Format};

/// Bytes as they are, of this media type, or of a range of them such as `image/*`, of which the upload names one.
#[derive(Debug)]
pub struct Binary(pub &'static str);

impl Format for Binary {
    fn content(&self, value: &dyn Encode, _: bool) -> Result<Content, String> {
        let Some(upload) = super::of(value) else {
            return Err("only an upload can be sent as it is".to_owned());
        };
        if !upload.headers.is_empty() {
            return Err("only a part of a multipart body has headers of its own".to_owned());
        }
        let media_type = upload.media_type(self.0)?;
        Pieces::content(&media_type, vec![upload.piece("")])
    }
}

impl Upload {
    /// Its media type, where the document names one, a range such as `image/*`, or several, separated by commas.
    pub(crate) fn media_type(&self, documented: &str) -> Result<String, String> {
        let is_open = documented.contains(['*', ',']);
        match &self.content_type {
            Some(own) if is_open && !is_one_of(own, documented) => Err(format!(
                "its media type is not what the API takes, which is {documented}"
            )),
            Some(own) => Ok(own.clone()),
            None if !is_open => Ok(documented.to_owned()),
            None if is_one_of(ANY, documented) => Ok(ANY.to_owned()),
            None => Err(format!(
                "name its media type with `.content_type(..)`, one of {documented}"
            )),
        }
    }
}

/// Bytes of which nothing is known.
const ANY: &str = "application/octet-stream";

/// Whether a media type is among those that stand there, ranges and all.
fn is_one_of(media_type: &str, documented: &str) -> bool {
    let essence = |text: &str| {
        let essence = text.split(';').next().unwrap_or_default();
        essence.trim().to_ascii_lowercase()
    };
    let own = essence(media_type);
    for range in documented.split(',') {
        let range = essence(range);
        let is_within = match range.strip_suffix('*') {
            Some("*/" | "") => true,
            Some(start) => own.starts_with(start),
            None => own == range,
        };
        if is_within {
            return true;
        }
    }
    false
}
