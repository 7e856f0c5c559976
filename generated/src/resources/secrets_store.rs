//! The calls of `secrets_store()`. Generated: do not edit, the next run overwrites it.

pub mod quota;
pub mod stores;

use crate::runtime::Mode;

crate::handle!(
    /// The calls of `client.secrets_store()`
    SecretsStore
);

impl<M: Mode> SecretsStore<M> {
    /// The calls of `quota`: `get`
    pub fn quota(&self) -> quota::Quota<M> {
        quota::Quota::new(self.session.clone())
    }

    /// The calls of `stores`: `list`, `create`, `get`, `delete`, `secrets()`
    pub fn stores(&self) -> stores::Stores<M> {
        stores::Stores::new(self.session.clone())
    }
}
