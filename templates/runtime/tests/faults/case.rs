//! What a file says: the calls that are made, what the server does, what has to come of it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// A scenario.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows, in one line.
    pub shows: String,
    #[serde(default)]
    pub client: Client,
    pub calls: Vec<Call>,
    /// What the server answers with, in this order.
    #[serde(default)]
    pub server: Vec<Answer>,
    /// The same for a server of another origin, which speaks no TLS.
    #[serde(default)]
    pub other: Vec<Answer>,
    /// What the server proves itself with, if it speaks TLS.
    pub tls: Option<Proof>,
    pub seen: Seen,
}

/// A certificate.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// One that the client trusts.
    Trusted,
    /// One that the client trusts, of another server.
    WrongName,
    /// One that the client trusts, from the past.
    Expired,
    /// One that nobody trusts.
    SelfSigned,
    /// None at all: the server speaks no TLS although it should.
    Missing,
}

/// What is set on the client.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Client {
    pub timeout_ms: Option<u64>,
    pub attempt_timeout_ms: Option<u64>,
    pub max_retries: Option<u32>,
    pub max_body_size: Option<usize>,
    pub validate: Option<bool>,
    pub headers: BTreeMap<String, String>,
    pub query: BTreeMap<String, String>,
    /// A key and an e-mail address in place of a token.
    pub key: bool,
    pub no_account: bool,
    /// Pauses take the time that they take; they only last as long as they are set down otherwise.
    pub real_pauses: bool,
    /// An address in place of the server's.
    pub base_url: Option<String>,
}

/// Which call is made.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Get,
    Create,
    Delete,
    Archive,
    BulkDelete,
    List,
    Pages,
    All,
    Download,
    Status,
}

/// A call.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    #[serde(rename = "call")]
    pub kind: Kind,
    #[serde(default = "id")]
    pub id: String,
    #[serde(default = "title")]
    pub title: String,
    /// What must not show anywhere.
    #[serde(default = "password")]
    pub password: String,
    pub account_id: Option<String>,
    pub page: Option<i64>,
    pub per_page: Option<i64>,
    pub timeout_ms: Option<u64>,
    pub attempt_timeout_ms: Option<u64>,
    pub max_retries: Option<u32>,
    pub idempotent: Option<bool>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub query: BTreeMap<String, String>,
    /// How long nothing happens before the call.
    #[serde(default)]
    pub after_ms: u64,

    /// What the call comes back with: the name of a note, the names of all notes of a page, and so on.
    pub value: Option<String>,
    pub error: Option<Failure>,
    pub attempts: Option<u32>,
    /// The time that it takes at least and at most.
    pub takes_ms: Option<(u64, u64)>,
}

fn id() -> String {
    "n".to_owned()
}

fn title() -> String {
    "a".to_owned()
}

fn password() -> String {
    "hunter2-password".to_owned()
}

/// An error.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    pub kind: String,
    pub status: Option<u16>,
    /// The whole of its text.
    pub text: Option<String>,
    /// Parts of its text.
    #[serde(default)]
    pub says: Vec<String>,
    /// What must not be a part of it.
    #[serde(default)]
    pub hides: Vec<String>,
    #[serde(default)]
    pub codes: Vec<i64>,
    pub request_id: Option<String>,
    /// Which questions it says yes to, of all there are.
    pub is: Option<Vec<String>>,
}

/// What the server does about a request. In a text `{self}`, `{by_name}` and `{other}` stand for the addresses of the
/// servers, and `{date+30}` for half a minute from now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// It happens without waiting for a request.
    #[serde(default)]
    pub early: bool,
    #[serde(default)]
    pub wait_ms: u64,
    #[serde(default = "success")]
    pub status: u16,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,

    /// A result in the envelope.
    pub result: Option<Value>,
    /// What is said of the page that the result is.
    pub info: Option<Value>,
    /// An error in the envelope: a code and a message.
    pub failure: Option<(i64, String)>,
    /// Any JSON.
    pub json: Option<Value>,
    pub text: Option<String>,
    pub hex: Option<String>,
    /// A result that is a list in a list and so on, so often.
    pub nest: Option<usize>,
    /// A text, so often.
    pub fill: Option<(String, usize)>,
    /// The request as it came, on a page or in the message of an error.
    pub echo: Option<Echo>,
    /// All of the answer, head and body, as it is; what fills it comes after it.
    pub raw: Option<String>,

    #[serde(default)]
    pub framing: Framing,
    /// Another length than the body has.
    pub length: Option<u64>,
    /// So many bytes are written, and no more; from the end if negative.
    pub cut: Option<i64>,
    /// So many bytes at once, with so many milliseconds between.
    pub drip: Option<(usize, u64)>,
    #[serde(default)]
    pub then: Then,
}

fn success() -> u16 {
    200
}

/// How a request comes back.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Echo {
    Html,
    Error,
}

/// How the end of a body is told.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Framing {
    #[default]
    Length,
    Chunked,
    /// Chunks of the body over and over.
    Endless,
    /// By the end of the connection.
    Nothing,
}

/// What becomes of the connection.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    #[default]
    Keep,
    Close,
    Reset,
    Stall,
}

/// What the servers have seen in the end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    pub requests: Requests,
    pub connections: Option<usize>,
    /// How many bytes the server got rid of, at most.
    pub written: Option<u64>,
    #[serde(default)]
    pub other: Vec<Carried>,
    /// The pauses that the calls made, in milliseconds.
    #[serde(default)]
    pub pauses: Vec<(u64, u64)>,
}

/// Requests in their order.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Requests {
    Count(usize),
    Each(Vec<Carried>),
}

/// A request: what comes first in it, or more of it.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Carried {
    Line(String),
    More {
        line: String,
        /// What it says in the headers; nothing for one that must not be there.
        #[serde(default)]
        headers: BTreeMap<String, Option<String>>,
        body: Option<String>,
    },
}
