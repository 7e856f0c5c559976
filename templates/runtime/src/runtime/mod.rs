//! What every generated client shares: the codec of its types, and the calls over it.

// Codec: the types of the document to and from JSON.
pub mod codec;

pub use codec::{
    Base64, Bound, Decode, Encode, Entries, Fault, Input, List, Member, Object, Rules, Sensitive,
    Shape, Timestamp, UnknownFields, Violation, check, from_json, from_value, read_json, to_json,
};

// Calls: requests, answers, retries and pages.
mod api;
mod assemble;
pub(crate) mod base64;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod call;
pub(crate) mod content;
pub(crate) mod credentials;
mod cursor;
pub(crate) mod draft;
mod driver;
pub(crate) mod envelope;
mod error;
pub(crate) mod fetched;
mod headers;
mod kept;
mod links;
mod macros;
mod message;
mod mode;
mod operation;
mod page;
mod pagination;
mod redirect;
mod request;
mod request_builder;
mod response;
mod retry;
mod scrub;
mod server;
mod session;
mod settings;
mod stream;
mod style;
mod trace;
mod transport;
pub(crate) mod url;

pub use api::{Api, ClientParameter, Credential, CredentialPart, Envelope};
pub use builder::ClientBuilder;
pub use content::{Content, Format, Json, Limited, Source};
pub use driver::ResponseFuture;
pub use envelope::ReadBody;
pub use error::{Error, ErrorKind};
pub use http::Method;
pub use kept::{ErrorBody, Kept};
pub use message::{ApiMessage, MessageSource};
#[cfg(feature = "blocking")]
pub use mode::Blocking;
pub use mode::{Async, Mode};
pub use operation::{Operation, Parameter, Security, Style};
pub use page::{Page, PageInfo, Whole};
pub use pagination::Pagination;
pub use request::Request;
pub use request_builder::{Answered, Builder};
pub use response::{Leave, Left, Output, Raw, Received, Response};
pub use server::server_address;
pub use session::Session;
pub use stream::{Items, Pages};
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use transport::ReqwestTransport;
#[cfg(feature = "tower")]
pub use transport::TowerTransport;
#[cfg(feature = "blocking")]
pub use transport::{BlockingTransport, BodyReader, UreqTransport};
pub use transport::{Body, BoxFuture, Transport, TransportError, TransportPhase};

// What the parts need and nobody else.
pub(crate) use {
    content::wiped, style::holds_structures, style::write as write_parameter, url::push_encoded,
};
