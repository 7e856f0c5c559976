//! The types that calls take and return. Generated: do not edit, the next run overwrites it.

mod bulk_delete_secrets;
mod create_secret;
mod create_store;
mod direction;
mod duplicate_secret;
mod edit_secret;
mod scope;
mod secret;
mod secret_order;
mod secret_status;
mod secrets_usage;
mod store;
mod store_order;
mod usage;

pub use bulk_delete_secrets::*;
pub use create_secret::*;
pub use create_store::*;
pub use direction::*;
pub use duplicate_secret::*;
pub use edit_secret::*;
pub use scope::*;
pub use secret::*;
pub use secret_order::*;
pub use secret_status::*;
pub use secrets_usage::*;
pub use store::*;
pub use store_order::*;
pub use usage::*;
