//! The types that calls take and return.
// Generated. Do not edit: the next run overwrites it.

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

pub use bulk_delete_secrets::BulkDeleteSecrets;
pub use create_secret::CreateSecret;
pub use create_store::CreateStore;
pub use direction::Direction;
pub use duplicate_secret::DuplicateSecret;
pub use edit_secret::EditSecret;
pub use scope::Scope;
pub use secret::Secret;
pub use secret_order::SecretOrder;
pub use secret_status::SecretStatus;
pub use secrets_usage::SecretsUsage;
pub use store::Store;
pub use store_order::StoreOrder;
pub use usage::Usage;
