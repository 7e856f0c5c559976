//! The same calls without `async`. Generated: do not edit, the next run overwrites it.

use crate::{api::API, runtime::{Blocking, ClientBuilder, Error, Session}};

/// A client of the Cloudflare Secrets Store
///
/// Cheap to clone: clones share connections and settings.
#[derive(Clone, Debug)]
pub struct Client {
    session: Session<Blocking>,
}

impl Client {
    /// Starts a client that is set up by hand. Nothing is read from the environment.
    pub fn builder() -> ClientBuilder<Blocking> {
        ClientBuilder::<Blocking>::new(&API)
    }

    /// A client that is set up from the environment
    ///
    /// - `CLOUDFLARE_API_TOKEN`: `api_token`
    /// - `CLOUDFLARE_API_KEY` with `CLOUDFLARE_EMAIL`: `api_key`
    /// - `CLOUDFLARE_API_USER_SERVICE_KEY`: `user_service_key`
    /// - `CLOUDFLARE_ACCOUNT_ID`: `account_id`
    /// - `CLOUDFLARE_BASE_URL`: the address, instead of <https://api.cloudflare.com/client/v4>
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) names the variables that are missing. Nothing is sent.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().environment().build()
    }

    /// The calls of `secrets_store`: `quota()`, `stores()`
    pub fn secrets_store(
        &self,
    ) -> crate::resources::secrets_store::SecretsStore<Blocking> {
        crate::resources::secrets_store::SecretsStore::new(self.session.clone())
    }
}

impl ClientBuilder<Blocking> {
    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) says what is missing or contradictory. Nothing is sent.
    pub fn build(self) -> Result<Client, Error> {
        Ok(Client { session: self.session()? })
    }
}
