//! What was written by hand for this API, beside the calls of its document. Generated: do not edit, the next run overwrites it.

pub mod mock_state;

pub mod secrets;

pub mod stores;
