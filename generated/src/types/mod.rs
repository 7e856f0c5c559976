//! The types that calls take and return. Generated: do not edit, the next run overwrites it.

mod bulk_delete_secrets; mod create_secret; mod create_store; mod direction; mod duplicate_secret;
mod edit_secret; mod scope; mod secret; mod secret_order; mod secret_status; mod secrets_usage; mod store;
mod store_order; mod usage;

pub use self::{
    bulk_delete_secrets::*, create_secret::*, create_store::*, direction::*, duplicate_secret::*,
    edit_secret::*, scope::*, secret::*, secret_order::*, secret_status::*, secrets_usage::*, store::*,
    store_order::*, usage::*,
};
