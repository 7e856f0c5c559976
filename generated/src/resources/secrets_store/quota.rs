//! The calls of `secrets_store().quota()`. Generated: do not edit, the next run overwrites it.

use crate::{runtime::{Method, Mode, Operation, Parameter, Request}, types};

crate::handle!(
    /// The calls of `client.secrets_store().quota()`
    Quota
);

impl<M: Mode> Quota<M> {
    /// Reports how many secrets the account holds and may hold
    ///
    /// Counts the secrets of the whole account and says how many it is entitled to. Check it
    /// before adding many secrets at once.
    ///
    /// Nothing is changed. The count is a snapshot: other clients may add or delete secrets at any
    /// moment.
    ///
    /// `GET /accounts/{account_id}/secrets_store/quota`
    ///
    /// # Permissions
    ///
    /// The token needs one of the permissions `Secrets Store Write` or `Secrets Store Read`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    ///
    /// # Answer
    ///
    /// [`Usage`](crate::types::Usage), with status `200`. The count and the limit.
    ///
    /// - `secrets` ([`SecretsUsage`](crate::types::SecretsUsage), required): How many secrets the account holds, and
    ///   how many it may hold.
    ///
    /// A sample answer:
    ///
    /// ```json
    /// {
    ///   "success": true,
    ///   "errors": [],
    ///   "messages": [],
    ///   "result": {
    ///     "secrets": {
    ///       "usage": 12,
    ///       "quota": 100
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: The request was refused: the account does not exist (7003), or the credentials are not accepted
    ///   (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::Client;
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let usage = client.secrets_store().quota().get().await?;
    /// println!("{usage:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self) -> GetRequest<M> {
        let request = Request::new(&self.session, &GET);
        GetRequest { request }
    }
}

crate::request!(GetRequest ["Quota::get"] -> types::Usage; static GET =
    Operation::new("secrets_store.quota.get", Method::GET, "/accounts/{account_id}/secrets_store/quota"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
});
