//! What stands beside the calls of stores: the store of an account that has one.

#[cfg(feature = "blocking")]
use crate::Blocking;
use crate::resources::secrets_store::stores::Stores;
use crate::transport::BoxFuture;
use crate::types::Store;
use crate::{Async, Error, ErrorKind, Mode, Page};

impl Stores<Async> {
    /// The store of the account, when it has exactly one, as accounts usually do.
    ///
    /// Lists two stores at most, in one request.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Precondition`] when there is no store, or more than one, so that no store is picked by chance;
    /// and those of `list`.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let stores = cloudflare_secrets_store::Client::from_env()?.secrets_store().stores();
    /// let store = stores.default_store().await?;
    /// let secrets = stores.secrets().list(store.id).all().await?;
    /// println!("{} holds {} secrets", store.name, secrets.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn default_store(&self) -> BoxFuture<'static, Result<Store, Error>> {
        let request = self.list().per_page(2);
        Box::pin(async move { only(request.await?) })
    }
}

#[cfg(feature = "blocking")]
impl Stores<Blocking> {
    /// The store of the account, when it has exactly one, as accounts usually do.
    ///
    /// Lists two stores at most, in one request.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Precondition`] when there is no store, or more than one, so that no store is picked by chance;
    /// and those of `list`.
    pub fn default_store(&self) -> Result<Store, Error> {
        only(self.list().per_page(2).send()?)
    }
}

/// The store of a list that has one, also by what the API says of the whole list.
fn only<M: Mode>(page: Page<Store, M>) -> Result<Store, Error> {
    let is_whole = page.info().total_count.is_none_or(|total| total <= 1);
    let mut stores = page.into_items().into_iter();
    let problem = match (stores.next(), stores.next()) {
        (Some(store), None) if is_whole => return Ok(store),
        (None, _) => "the account has no store: create one with `stores().create(..)`",
        _ => {
            "the account has more than one store: choose one of `stores().list()` by its identifier"
        }
    };
    let subject = "secrets_store.stores.default_store";
    Err(Error::new(ErrorKind::Precondition, subject, problem))
}
