//! The resources of the API: one module for each, below the one it hangs on. Generated: do not edit, the next run overwrites it.

pub mod secrets_store;
