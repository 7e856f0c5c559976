//! What a mock remembers.

use super::{Call, Refusal, Reply};

/// What makes an API out of a description: it remembers what it is told, and answers by that.
pub trait State: Send + 'static {
    /// Answers a call that is as the document says; `None` for a sample.
    fn answer(&mut self, call: &Call) -> Option<Reply>;

    /// Answers a request that is not; `None` for the usual answer with the reason.
    fn refuse(&mut self, refusal: &Refusal) -> Option<Reply> {
        let _ = refusal;
        None
    }
}

/// Remembers nothing, so that every answer is a sample.
pub struct Stateless;

impl State for Stateless {
    fn answer(&mut self, _: &Call) -> Option<Reply> {
        None
    }
}
