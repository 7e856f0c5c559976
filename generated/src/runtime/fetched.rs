//! Credentials that are fetched before a call and run out: what a call asks of them. It is a part that knows how.

use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::SystemTime;

use super::credentials::Credentials;
use super::draft::Draft;
use super::envelope::Answer;

/// Where a credential comes from that is fetched, shared by all calls of a client.
pub(crate) trait Tokens: Send + Sync {
    /// The credential, or what has to be done first.
    fn ask(self: Arc<Self>, wall: SystemTime) -> Ask;

    /// Forgets a credential that the server refused.
    fn refuse(&self, refused: &Arc<Credentials>);
}

/// What a call gets that asks for a credential.
pub(crate) enum Ask {
    /// The credential.
    Ready(Arc<Credentials>),
    /// The request that fetches it, and who takes the answer. Until then, or until it is dropped, nobody else fetches.
    Fetch(Box<Draft>, Box<dyn Ticket>),
    /// Another call fetches it.
    Wait(Box<dyn Wait>),
}

/// The task to fetch a credential.
pub(crate) trait Ticket: Send {
    /// Takes the answer; the error says what is wrong with it, and holds nothing of it.
    fn take(&self, answer: &Answer, wall: SystemTime) -> Result<Arc<Credentials>, String>;
}

/// The end of another call's task to fetch a credential.
pub(crate) trait Wait: Send + Sync {
    /// Whether it has come.
    fn poll(&self, context: &mut Context<'_>) -> Poll<()>;

    /// Waits for it on this thread, but not for longer.
    #[cfg(feature = "blocking")]
    fn block(&self, most: std::time::Duration);
}

/// Makes the credential of this index from an address that others are relative to.
pub(crate) type Make = Box<
    dyn FnOnce(&'static super::api::Api, usize, &http::Uri) -> Result<Credentials, String> + Send,
>;
