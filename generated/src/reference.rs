//! The examples of the reference, to be compiled with the tests of the crate. Generated: do not edit, the next run overwrites it.

#[doc = include_str!("../docs/secrets_store/quota/get.md")]
mod call_0 {}

#[doc = include_str!("../docs/secrets_store/stores/list.md")]
mod call_1 {}

#[doc = include_str!("../docs/secrets_store/stores/create.md")]
mod call_2 {}

#[doc = include_str!("../docs/secrets_store/stores/get.md")]
mod call_3 {}

#[doc = include_str!("../docs/secrets_store/stores/delete.md")]
mod call_4 {}

#[doc = include_str!("../docs/secrets_store/stores/secrets/list.md")]
mod call_5 {}

#[doc = include_str!("../docs/secrets_store/stores/secrets/create.md")]
mod call_6 {}

#[doc = include_str!("../docs/secrets_store/stores/secrets/bulk_delete.md")]
mod call_7 {}

#[doc = include_str!("../docs/secrets_store/stores/secrets/get.md")]
mod call_8 {}

#[doc = include_str!("../docs/secrets_store/stores/secrets/delete.md")]
mod call_9 {}

#[doc = include_str!("../docs/secrets_store/stores/secrets/edit.md")]
mod call_10 {}

#[doc = include_str!("../docs/secrets_store/stores/secrets/duplicate.md")]
mod call_11 {}
