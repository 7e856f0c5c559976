//! The types of a document to and from JSON: one plain function per type, everything else shared.
//!
//! A type says what it is made of ([`Encode`], [`Object`]) and how it is put together again ([`Decode`]); both speak to
//! trait objects, so that nothing heavy is compiled once per type. serde is met at the edge only, by [`serialize`] and
//! [`deserialize`].

mod base64_text;
mod decimal;
mod decode;
mod encode;
mod enum_macros;
mod fault;
mod impls;
mod macros;
mod member;
mod object_macro;
mod read;
mod rules;
mod sensitive;
mod serde_bridge;
mod source;
mod timestamp;
mod unknown;
mod value;
mod violation;
mod want;
mod write;

pub use base64_text::Base64;
pub use decode::{Decode, Input};
pub use encode::{Encode, Entries, List, Object, Shape};
pub use fault::Fault;
pub use macros::{compare, decode_integer, decode_text, is_same, known, parse, scalar};
pub use member::{Member, MemberSlot, Undeclared, read_members};
pub use read::{from_json, from_value, read_json};
pub use rules::{Bound, Rules};
pub use sensitive::Sensitive;
pub use serde_bridge::{deserialize, serialize};
pub use timestamp::Timestamp;
pub use unknown::UnknownFields;
pub use violation::{Violation, check};
pub use want::{Take, TakeEntry, Want};
pub use write::to_json;
