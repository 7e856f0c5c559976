//! The client, and how it is made. Generated: do not edit, the next run overwrites it.

use crate::{api::API, runtime::{Async, ClientBuilder, Error, Mode, Sensitive, Session}};

/// A client of the Cloudflare Secrets Store
///
/// Cheap to clone: clones share connections and settings.
#[derive(Clone, Debug)]
pub struct Client {
    session: Session<Async>,
}

impl Client {
    /// Starts a client that is set up by hand. Nothing is read from the environment.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::<Async>::new(&API)
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
    pub fn secrets_store(&self) -> crate::resources::secrets_store::SecretsStore<Async> {
        crate::resources::secrets_store::SecretsStore::new(self.session.clone())
    }
}

impl ClientBuilder<Async> {
    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) says what is missing or contradictory. Nothing is sent.
    pub fn build(self) -> Result<Client, Error> {
        Ok(Client { session: self.session()? })
    }
}

impl<M: Mode> ClientBuilder<M> {
    /// Authenticates with the API token
    ///
    /// An API token, the recommended way. It can be limited to the permissions that the call
    /// needs, and revoked on its own.
    ///
    /// Exactly one way to authenticate is sent: asking for a second one that the same calls take is an error of
    /// `build`.
    pub fn api_token(self, token: impl Into<Sensitive>) -> Self {
        self.credential(0, vec![token.into()])
    }

    /// Authenticates with the API key
    ///
    /// The global API key of a user, sent together with the user's e-mail address. It opens
    /// everything that the user may do, so prefer an API token.
    ///
    /// The e-mail address of the user whose global API key is sent along.
    ///
    /// Exactly one way to authenticate is sent: asking for a second one that the same calls take is an error of
    /// `build`.
    pub fn api_key(
        self,
        key: impl Into<Sensitive>,
        email: impl Into<Sensitive>,
    ) -> Self {
        self.credential(1, vec![key.into(), email.into()])
    }

    /// Authenticates with the user service key
    ///
    /// A user service key, for the few callers that were issued one.
    ///
    /// Exactly one way to authenticate is sent: asking for a second one that the same calls take is an error of
    /// `build`.
    pub fn user_service_key(self, key: impl Into<Sensitive>) -> Self {
        self.credential(2, vec![key.into()])
    }

    /// The account to work in. The dashboard shows its identifier.
    ///
    /// Sent with every request that does not set its own.
    pub fn account_id(self, account_id: impl Into<String>) -> Self {
        self.client_parameter(0, account_id)
    }
}
