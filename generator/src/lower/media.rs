//! Media types: what kind each is, and what a variant of a choice between several is called.

/// A media type of the document, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    /// Type and subtype in lower case, without parameters.
    pub essence: String,
    /// The charset, in lower case.
    pub charset: Option<String>,
}

/// What a media type tells of the bytes, before anybody looks at the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// JSON.
    Json,
    /// A line of JSON for each item.
    Lines,
    /// YAML, of which JSON is a part.
    Yaml,
    /// Fields of HTML forms.
    Form,
    /// Parts.
    Multipart,
    /// Text of another kind.
    Text,
    /// Bytes that are no text.
    Binary,
    /// Any of several media types, such as `image/*`.
    Range,
    /// One that nobody here knows.
    Unknown,
}

/// Subtypes of `application` that are text.
const TEXT: [&str; 16] = [
    "csv",
    "ecmascript",
    "graphql",
    "javascript",
    "jose",
    "jwt",
    "pgp-signature",
    "sdp",
    "sql",
    "toml",
    "typescript",
    "x-javascript",
    "x-pem-file",
    "x-sh",
    "xml",
    "xml-dtd",
];

/// Subtypes that are JSON values one after the other.
const LINES: [&str; 12] = [
    "json-lines",
    "json-stream",
    "jsonlines",
    "ndjson",
    "stream+json",
    "vnd.apache.jsonlines",
    "x-json-lines",
    "x-json-stream",
    "x-jsonl",
    "x-jsonlines",
    "x-ldjson",
    "x-ndjson",
];

/// Subtypes of `application` that are no text.
const BINARY: [&str; 25] = [
    "avro",
    "bson",
    "cbor",
    "gzip",
    "java-archive",
    "msgpack",
    "octet-stream",
    "ogg",
    "pdf",
    "pkcs10",
    "pkcs12",
    "protobuf",
    "vnd.apache.parquet",
    "vnd.google.protobuf",
    "vnd.ms-excel",
    "vnd.msgpack",
    "wasm",
    "x-7z-compressed",
    "x-binary",
    "x-bzip2",
    "x-gzip",
    "x-msgpack",
    "x-protobuf",
    "x-tar",
    "zip",
];

impl MediaType {
    /// Takes a media type apart.
    pub fn of(text: &str) -> Self {
        let mut parameters = text.split(';');
        let essence = parameters.next().unwrap_or_default();
        let charset = parameters.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let is_charset = name.trim().eq_ignore_ascii_case("charset");
            is_charset.then(|| value.trim().trim_matches('"').to_ascii_lowercase())
        });
        Self {
            essence: essence.trim().to_ascii_lowercase(),
            charset,
        }
    }

    /// Whether it can be one at all.
    pub fn is_sound(&self) -> bool {
        let is_plain = |text: &str| {
            let allowed = |each: char| each.is_ascii_alphanumeric() || "!#$&^_.+-*".contains(each);
            !text.is_empty() && text.chars().all(allowed)
        };
        let parts = self.essence.split_once('/');
        parts.is_some_and(|(kind, subtype)| is_plain(kind) && is_plain(subtype))
    }

    /// What it tells of the bytes.
    pub fn family(&self) -> Family {
        let (kind, subtype) = self.essence.split_once('/').unwrap_or_default();
        let suffix = subtype.rsplit_once('+').map(|(_, suffix)| suffix);
        let last = suffix.unwrap_or(subtype);
        match (kind, last) {
            _ if LINES.contains(&subtype) => Family::Lines,
            (_, "json") => Family::Json,
            (_, "json-seq" | "jsonl") => Family::Lines,
            ("application", "x-www-form-urlencoded") => Family::Form,
            ("multipart", _) => Family::Multipart,
            (_, "yaml" | "x-yaml") => Family::Yaml,
            (_, "*") | ("*", _) => Family::Range,
            (_, "xml") | ("text" | "message", _) => Family::Text,
            (_, "zip" | "gzip" | "cbor" | "protobuf")
            | ("image" | "audio" | "video" | "font" | "model" | "chemical", _) => Family::Binary,
            ("application", subtype) if TEXT.contains(&subtype) => Family::Text,
            ("application", subtype) if BINARY.contains(&subtype) => Family::Binary,
            // The name of a vendor may end in that of a format.
            ("application", subtype)
                if subtype
                    .rsplit_once('.')
                    .is_some_and(|(_, format)| BINARY.contains(&format)) =>
            {
                Family::Binary
            }
            _ => Family::Unknown,
        }
    }

    /// Whether text in it is written in a way that this client can write.
    pub fn is_unicode(&self) -> bool {
        let charset = self.charset.as_deref();
        charset.is_none_or(|charset| matches!(charset, "utf-8" | "utf8" | "us-ascii" | "ascii"))
    }

    /// The words that a variant for it is named after.
    pub fn name(&self) -> String {
        let (kind, subtype) = self.essence.split_once('/').unwrap_or_default();
        match (kind, subtype) {
            ("multipart", "form-data") => "multipart".to_owned(),
            (_, "x-www-form-urlencoded") => "form".to_owned(),
            (_, "octet-stream") => "bytes".to_owned(),
            ("text", "plain") => "text".to_owned(),
            ("*", _) => "any".to_owned(),
            (kind, "*") => kind.to_owned(),
            ("multipart" | "image" | "audio" | "video" | "font", subtype) => {
                format!("{kind} {}", subtype.trim_start_matches("x-"))
            }
            (_, subtype) => {
                let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
                subtype.replace(['.', '+', '-'], " ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, MediaType};

    #[test]
    fn families_are_told_by_name() {
        for (media_type, family) in [
            ("application/json", Family::Json),
            ("Application/JSON; charset=utf-8", Family::Json),
            ("application/vnd.api+json", Family::Json),
            ("application/*+json", Family::Json),
            ("text/json", Family::Json),
            ("application/x-ndjson", Family::Lines),
            ("application/yaml", Family::Yaml),
            ("application/x-www-form-urlencoded", Family::Form),
            ("multipart/related", Family::Multipart),
            ("text/csv", Family::Text),
            ("application/soap+xml", Family::Text),
            ("image/svg+xml", Family::Text),
            ("application/javascript", Family::Text),
            ("application/octet-stream", Family::Binary),
            ("image/png", Family::Binary),
            ("application/epub+zip", Family::Binary),
            ("image/*", Family::Range),
            ("*/*", Family::Range),
            ("application/vnd.example.protobuf", Family::Binary),
            ("application/vnd.example.v1", Family::Unknown),
        ] {
            assert_eq!(MediaType::of(media_type).family(), family, "{media_type}");
        }
    }

    #[test]
    fn what_is_none_is_told() {
        for (text, expected) in [
            ("application/json", true),
            ("*/*", true),
            ("json", false),
            ("", false),
            ("a/", false),
            ("a/b\nc", false),
            ("a/b c", false),
        ] {
            assert_eq!(MediaType::of(text).is_sound(), expected, "{text}");
        }
        assert!(MediaType::of("text/plain; charset=\"UTF-8\"").is_unicode());
        assert!(!MediaType::of("text/plain;charset=iso-8859-1").is_unicode());
    }

    #[test]
    fn names_are_short() {
        for (media_type, name) in [
            ("application/json", "json"),
            ("multipart/form-data", "multipart"),
            ("multipart/mixed", "multipart mixed"),
            ("application/x-www-form-urlencoded", "form"),
            ("text/plain", "text"),
            ("text/x-markdown", "markdown"),
            ("application/vnd.api+json", "vnd api json"),
            ("image/png", "image png"),
            ("image/*", "image"),
            ("*/*", "any"),
        ] {
            assert_eq!(MediaType::of(media_type).name(), name);
        }
    }
}
