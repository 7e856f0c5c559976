//! The calls of `secrets_store().stores().secrets()`. Generated: do not edit, the next run overwrites it.

use crate::{runtime::{Method, Mode, Operation, Pagination, Parameter, Request, Style}, types};

crate::handle!(
    /// The calls of `client.secrets_store().stores().secrets()`
    Secrets
);

impl<M: Mode> Secrets<M> {
    /// Lists the secrets of a store
    ///
    /// Returns one page of secrets, the newest first unless told otherwise. `search` and `scopes`
    /// narrow the list down.
    ///
    /// Values are never part of the answer.
    ///
    /// `GET /accounts/{account_id}/secrets_store/stores/{store_id}/secrets`
    ///
    /// # Permissions
    ///
    /// The token needs one of the permissions `Secrets Store Write` or `Secrets Store Read`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    /// - `store_id` (path, text, required): The store to work in. Limits: at most 32 characters.
    /// - `direction` (query, [`Direction`](crate::types::Direction), optional, `.direction(..)`): Which end of the list
    ///   comes first. Default: `desc`.
    /// - `order` (query, [`SecretOrder`](crate::types::SecretOrder), optional, `.order(..)`): Which field to sort the
    ///   secrets by. Default: `created`.
    /// - `page` (query, `i64`, optional, `.page(..)`): Which page to return. The first page is 1. Limits: at least 0.
    /// - `per_page` (query, `i64`, optional, `.per_page(..)`): How many entries a page holds, 100 at most. The last
    ///   page may hold fewer. Limits: at least 0 and at most 100.
    /// - `search` (query, text, optional, `.search(..)`): Keeps only the secrets that have this text in their name or
    ///   comment.
    /// - `scopes` (query, list of [`Scope`](crate::types::Scope) as `scopes=a,b`, optional, `.scopes(..)`): Keeps only
    ///   the secrets that have these scopes. Sent as one comma-separated value, such as `scopes=workers,ai_gateway`.
    ///
    /// # Answer
    ///
    /// A page of [`Secret`](crate::types::Secret), with status `200`. One page of secrets.
    ///
    /// - `id` (text, required): The identifier of the secret. The service assigns it and it never changes. Limits: at
    ///   most 32 characters.
    /// - `name` (text, required): What the secret is called. No two secrets of a store have the same name, and it
    ///   cannot be changed later.
    /// - `store_id` (text, required): The identifier of the store. The service assigns it and it never changes. Limits:
    ///   at most 32 characters.
    /// - `status` ([`SecretStatus`](crate::types::SecretStatus), required): How far along a secret is. One of
    ///   `pending`, `active` or `deleted`.
    /// - `scopes` (list of [`Scope`](crate::types::Scope), optional): The services that may use the secret, one at
    ///   least. Others cannot see its value. One of `workers`, `ai_gateway`, `dex`, `access`, `containers` or
    ///   `websearch`.
    /// - `comment` (text, optional): A note on what the secret is for. Anyone who may list secrets can read it, so keep
    ///   confidential text out of it.
    /// - `created` (date and time, required): When it was created.
    /// - `modified` (date and time, required): When it was last changed. The same as the time of creation if it never
    ///   was.
    ///
    /// A sample answer:
    ///
    /// ```json
    /// {
    ///   "success": true,
    ///   "errors": [],
    ///   "messages": [],
    ///   "result": [
    ///     {
    ///       "id": "3fd85f74b32742f1bff64a85009dda07",
    ///       "name": "MY_API_KEY",
    ///       "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///       "status": "active",
    ///       "scopes": [
    ///         "workers",
    ///         "ai_gateway"
    ///       ],
    ///       "comment": "Billing, owned by the payments team",
    ///       "created": "2025-11-03T14:07:02.861450Z",
    ///       "modified": "2025-11-20T09:15:33.047112Z"
    ///     },
    ///     {
    ///       "id": "8c1b6f0e9d3a4725b04f6e2d7a915c38",
    ///       "name": "SMTP_PASSWORD",
    ///       "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///       "status": "pending",
    ///       "scopes": [
    ///         "workers"
    ///       ],
    ///       "created": "2025-11-03T14:06:10.308225Z",
    ///       "modified": "2025-11-03T14:06:10.308225Z"
    ///     }
    ///   ],
    ///   "result_info": {
    ///     "count": 2,
    ///     "page": 1,
    ///     "per_page": 20,
    ///     "total_count": 2,
    ///     "total_pages": 1
    ///   }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: The request was refused: a parameter is out of range, the account has no such store (1001,
    ///   `store_not_found`), the account does not exist (7003), or the credentials are not accepted (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::{Client, types::{Direction, Scope, SecretOrder}};
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let page = client
    ///     .secrets_store()
    ///     .stores()
    ///     .secrets()
    ///     .list("023e105f4ecef8ad9ca31a8372d0c353")
    ///     .direction(Direction::Asc)
    ///     .order(SecretOrder::Name)
    ///     .page(2)
    ///     .per_page(50)
    ///     .search("billing")
    ///     .scopes([Scope::Workers, Scope::AiGateway])
    ///     .await?;
    /// for item in &page {
    ///     println!("{item:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self, store_id: impl Into<String>) -> ListRequest<M> {
        let mut request = Request::new(&self.session, &LIST);
        request.text(1, store_id);
        ListRequest { request }
    }

    /// Adds secrets to a store
    ///
    /// Creates one secret for every element of the array in the body and returns them without
    /// their values. Keep a value elsewhere if you will need to read it: it cannot be fetched
    /// again.
    ///
    /// Names are unique within a store. A name that is taken fails with
    /// `secret_name_already_exists` (1003); to change the secret that has it, edit that secret.
    ///
    /// `POST /accounts/{account_id}/secrets_store/stores/{store_id}/secrets`
    ///
    /// # Permissions
    ///
    /// The token needs the permission `Secrets Store Write`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    /// - `store_id` (path, text, required): The store to work in. Limits: at most 32 characters.
    ///
    /// # Body
    ///
    /// list of [`CreateSecret`](crate::types::CreateSecret) as `application/json`, required. The secrets to create.
    ///
    /// - `name` (text, required): What the secret is called. No two secrets of a store have the same name, and it
    ///   cannot be changed later.
    /// - `value` (secret text, required): What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written
    ///   but not read: no answer contains it. Limits: at most 65536 characters. Never shown: `Debug` prints
    ///   `[REDACTED]`.
    /// - `scopes` (list of [`Scope`](crate::types::Scope), required): The services that may use the secret, one at
    ///   least. Others cannot see its value. One of `workers`, `ai_gateway`, `dex`, `access`, `containers` or
    ///   `websearch`.
    /// - `comment` (text, optional): A note on what the secret is for. Anyone who may list secrets can read it, so keep
    ///   confidential text out of it.
    ///
    /// # Answer
    ///
    /// List of [`Secret`](crate::types::Secret), with status `200`. The new secrets, without their values.
    ///
    /// - `id` (text, required): The identifier of the secret. The service assigns it and it never changes. Limits: at
    ///   most 32 characters.
    /// - `name` (text, required): What the secret is called. No two secrets of a store have the same name, and it
    ///   cannot be changed later.
    /// - `store_id` (text, required): The identifier of the store. The service assigns it and it never changes. Limits:
    ///   at most 32 characters.
    /// - `status` ([`SecretStatus`](crate::types::SecretStatus), required): How far along a secret is. One of
    ///   `pending`, `active` or `deleted`.
    /// - `scopes` (list of [`Scope`](crate::types::Scope), optional): The services that may use the secret, one at
    ///   least. Others cannot see its value. One of `workers`, `ai_gateway`, `dex`, `access`, `containers` or
    ///   `websearch`.
    /// - `comment` (text, optional): A note on what the secret is for. Anyone who may list secrets can read it, so keep
    ///   confidential text out of it.
    /// - `created` (date and time, required): When it was created.
    /// - `modified` (date and time, required): When it was last changed. The same as the time of creation if it never
    ///   was.
    ///
    /// A sample answer:
    ///
    /// ```json
    /// {
    ///   "success": true,
    ///   "errors": [],
    ///   "messages": [],
    ///   "result": [
    ///     {
    ///       "id": "3fd85f74b32742f1bff64a85009dda07",
    ///       "name": "MY_API_KEY",
    ///       "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///       "status": "pending",
    ///       "scopes": [
    ///         "workers",
    ///         "ai_gateway"
    ///       ],
    ///       "comment": "Billing, owned by the payments team",
    ///       "created": "2025-11-03T14:07:02.861450Z",
    ///       "modified": "2025-11-03T14:07:02.861450Z"
    ///     },
    ///     {
    ///       "id": "8c1b6f0e9d3a4725b04f6e2d7a915c38",
    ///       "name": "SMTP_PASSWORD",
    ///       "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///       "status": "pending",
    ///       "scopes": [
    ///         "workers"
    ///       ],
    ///       "created": "2025-11-03T14:07:02.861450Z",
    ///       "modified": "2025-11-03T14:07:02.861450Z"
    ///     }
    ///   ]
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: The request was refused: a name is taken (1003, `secret_name_already_exists`) or empty (1001,
    ///   `secret_name_empty`), scopes are missing (1001, `secret_scopes_empty`) or unknown (1001,
    ///   `secret_scope_invalid`), the body is not valid (1001, `invalid_json_body`), the account has no such store
    ///   (1001, `store_not_found`), the account does not exist (7003), or the credentials are not accepted (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::{Client, types::{CreateSecret, Scope}};
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let answer = client
    ///     .secrets_store()
    ///     .stores()
    ///     .secrets()
    ///     .create(
    ///         "023e105f4ecef8ad9ca31a8372d0c353",
    ///         [
    ///             CreateSecret::new(
    ///                     "MY_API_KEY",
    ///                     "not-a-real-key",
    ///                     [Scope::Workers, Scope::AiGateway],
    ///                 )
    ///                 .comment("Billing, owned by the payments team"),
    ///             CreateSecret::new(
    ///                 "SMTP_PASSWORD",
    ///                 "not-a-real-password",
    ///                 [Scope::Workers],
    ///             ),
    ///         ],
    ///     )
    ///     .await?;
    /// println!("{answer:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(
        &self,
        store_id: impl Into<String>,
        body: impl IntoIterator<Item = impl Into<types::CreateSecret>>,
    ) -> CreateRequest<M> {
        let mut request = Request::new(&self.session, &CREATE);
        request.text(1, store_id);
        let body: Vec<types::CreateSecret> = body.into_iter().map(Into::into).collect();
        request.json(&body);
        CreateRequest { request }
    }

    /// Deletes several secrets
    ///
    /// Asks for the secrets named in the body to be removed from the store. The service accepts
    /// the request with status 202 and a null result, and removes the secrets afterwards.
    ///
    /// A deleted value cannot be recovered, and each service that uses one of the secrets loses
    /// it. The identifiers travel in the body of a `DELETE` request, which some proxies strip.
    ///
    /// `DELETE /accounts/{account_id}/secrets_store/stores/{store_id}/secrets`
    ///
    /// # Permissions
    ///
    /// The token needs the permission `Secrets Store Write`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    /// - `store_id` (path, text, required): The store to work in. Limits: at most 32 characters.
    ///
    /// # Body
    ///
    /// [`BulkDeleteSecrets`](crate::types::BulkDeleteSecrets) as `application/json`, required. Which secrets to delete.
    ///
    /// - `ids` (list of text, required): The identifiers of the secrets to delete. Limits: each at most 32 characters.
    ///
    /// # Answer
    ///
    /// Nothing, with status `202`. The deletion is under way. The result is null.
    ///
    /// A sample answer:
    ///
    /// ```json
    /// {
    ///   "success": true,
    ///   "errors": [],
    ///   "messages": [],
    ///   "result": null
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: The request was refused: the store has no such secret (1001, `secret_not_found`), the account has no
    ///   such store (1001, `store_not_found`), the body is not valid (1001, `invalid_json_body`), the account does not
    ///   exist (7003), or the credentials are not accepted (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::{Client, types::BulkDeleteSecrets};
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// client
    ///     .secrets_store()
    ///     .stores()
    ///     .secrets()
    ///     .bulk_delete(
    ///         "023e105f4ecef8ad9ca31a8372d0c353",
    ///         BulkDeleteSecrets::new([
    ///             "3fd85f74b32742f1bff64a85009dda07",
    ///             "8c1b6f0e9d3a4725b04f6e2d7a915c38",
    ///         ]),
    ///     )
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn bulk_delete(
        &self,
        store_id: impl Into<String>,
        body: types::BulkDeleteSecrets,
    ) -> BulkDeleteRequest<M> {
        let mut request = Request::new(&self.session, &BULK_DELETE);
        request.text(1, store_id);
        request.json(&body);
        BulkDeleteRequest { request }
    }

    /// Fetches one secret, without its value
    ///
    /// Returns what is known about a secret: its name, scopes, comment, status and timestamps. Its
    /// value is not part of the answer and cannot be had from any other operation.
    ///
    /// Poll this to learn when a new secret has become `active`.
    ///
    /// `GET /accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}`
    ///
    /// # Permissions
    ///
    /// The token needs one of the permissions `Secrets Store Write` or `Secrets Store Read`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    /// - `store_id` (path, text, required): The store to work in. Limits: at most 32 characters.
    /// - `secret_id` (path, text, required): The secret to work on. This is its identifier, not its name. Limits: at
    ///   most 32 characters.
    ///
    /// # Answer
    ///
    /// [`Secret`](crate::types::Secret), with status `200`. The secret, without its value.
    ///
    /// - `id` (text, required): The identifier of the secret. The service assigns it and it never changes. Limits: at
    ///   most 32 characters.
    /// - `name` (text, required): What the secret is called. No two secrets of a store have the same name, and it
    ///   cannot be changed later.
    /// - `store_id` (text, required): The identifier of the store. The service assigns it and it never changes. Limits:
    ///   at most 32 characters.
    /// - `status` ([`SecretStatus`](crate::types::SecretStatus), required): How far along a secret is. One of
    ///   `pending`, `active` or `deleted`.
    /// - `scopes` (list of [`Scope`](crate::types::Scope), optional): The services that may use the secret, one at
    ///   least. Others cannot see its value. One of `workers`, `ai_gateway`, `dex`, `access`, `containers` or
    ///   `websearch`.
    /// - `comment` (text, optional): A note on what the secret is for. Anyone who may list secrets can read it, so keep
    ///   confidential text out of it.
    /// - `created` (date and time, required): When it was created.
    /// - `modified` (date and time, required): When it was last changed. The same as the time of creation if it never
    ///   was.
    ///
    /// A sample answer:
    ///
    /// ```json
    /// {
    ///   "success": true,
    ///   "errors": [],
    ///   "messages": [],
    ///   "result": {
    ///     "id": "3fd85f74b32742f1bff64a85009dda07",
    ///     "name": "MY_API_KEY",
    ///     "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///     "status": "active",
    ///     "scopes": [
    ///       "workers",
    ///       "ai_gateway"
    ///     ],
    ///     "comment": "Billing, owned by the payments team",
    ///     "created": "2025-11-03T14:07:02.861450Z",
    ///     "modified": "2025-11-20T09:15:33.047112Z"
    ///   }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: The request was refused: the store has no such secret (1001, `secret_not_found`), the account has no
    ///   such store (1001, `store_not_found`), the account does not exist (7003), or the credentials are not accepted
    ///   (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::Client;
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let secret = client
    ///     .secrets_store()
    ///     .stores()
    ///     .secrets()
    ///     .get("023e105f4ecef8ad9ca31a8372d0c353", "3fd85f74b32742f1bff64a85009dda07")
    ///     .await?;
    /// println!("{secret:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(
        &self,
        store_id: impl Into<String>,
        secret_id: impl Into<String>,
    ) -> GetRequest<M> {
        let mut request = Request::new(&self.session, &GET);
        request.text(1, store_id);
        request.text(2, secret_id);
        GetRequest { request }
    }

    /// Deletes one secret
    ///
    /// Asks for a secret to be removed from the store. The service accepts the request with status
    /// 202 and a null result, and removes the secret afterwards.
    ///
    /// A deleted value cannot be recovered, and each service that uses the secret loses it.
    ///
    /// `DELETE /accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}`
    ///
    /// # Permissions
    ///
    /// The token needs the permission `Secrets Store Write`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    /// - `store_id` (path, text, required): The store to work in. Limits: at most 32 characters.
    /// - `secret_id` (path, text, required): The secret to work on. This is its identifier, not its name. Limits: at
    ///   most 32 characters.
    ///
    /// # Answer
    ///
    /// Nothing, with status `202`. The deletion is under way. The result is null.
    ///
    /// A sample answer:
    ///
    /// ```json
    /// {
    ///   "success": true,
    ///   "errors": [],
    ///   "messages": [],
    ///   "result": null
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: Nothing was deleted: the store has no such secret (1001, `secret_not_found`), the account has no such
    ///   store (1001, `store_not_found`), the account does not exist (7003), or the credentials are not accepted
    ///   (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::Client;
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// client
    ///     .secrets_store()
    ///     .stores()
    ///     .secrets()
    ///     .delete("023e105f4ecef8ad9ca31a8372d0c353", "3fd85f74b32742f1bff64a85009dda07")
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(
        &self,
        store_id: impl Into<String>,
        secret_id: impl Into<String>,
    ) -> DeleteRequest<M> {
        let mut request = Request::new(&self.session, &DELETE);
        request.text(1, store_id);
        request.text(2, secret_id);
        DeleteRequest { request }
    }

    /// Changes the value, scopes or comment of a secret
    ///
    /// Replaces the parts that are in the body and keeps the others. Use it to rotate a value
    /// without touching the services that use the secret. `scopes` replaces the whole list, so a
    /// service that is left out of it loses the secret.
    ///
    /// A secret cannot be renamed. To get the same value under another name, duplicate the secret
    /// and delete the original.
    ///
    /// `PATCH /accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}`
    ///
    /// # Permissions
    ///
    /// The token needs the permission `Secrets Store Write`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    /// - `store_id` (path, text, required): The store to work in. Limits: at most 32 characters.
    /// - `secret_id` (path, text, required): The secret to work on. This is its identifier, not its name. Limits: at
    ///   most 32 characters.
    ///
    /// # Body
    ///
    /// [`EditSecret`](crate::types::EditSecret) as `application/json`, required. What to change.
    ///
    /// - `value` (secret text, optional): What is to be kept secret, 64 KiB (65,536 bytes) at most. It can be written
    ///   but not read: no answer contains it. Limits: at most 65536 characters. Never shown: `Debug` prints
    ///   `[REDACTED]`.
    /// - `scopes` (list of [`Scope`](crate::types::Scope), optional): The services that may use the secret, one at
    ///   least. Others cannot see its value. One of `workers`, `ai_gateway`, `dex`, `access`, `containers` or
    ///   `websearch`.
    /// - `comment` (text, optional): A note on what the secret is for. Anyone who may list secrets can read it, so keep
    ///   confidential text out of it.
    ///
    /// # Answer
    ///
    /// [`Secret`](crate::types::Secret), with status `200`. The secret as it is now, without its value.
    ///
    /// - `id` (text, required): The identifier of the secret. The service assigns it and it never changes. Limits: at
    ///   most 32 characters.
    /// - `name` (text, required): What the secret is called. No two secrets of a store have the same name, and it
    ///   cannot be changed later.
    /// - `store_id` (text, required): The identifier of the store. The service assigns it and it never changes. Limits:
    ///   at most 32 characters.
    /// - `status` ([`SecretStatus`](crate::types::SecretStatus), required): How far along a secret is. One of
    ///   `pending`, `active` or `deleted`.
    /// - `scopes` (list of [`Scope`](crate::types::Scope), optional): The services that may use the secret, one at
    ///   least. Others cannot see its value. One of `workers`, `ai_gateway`, `dex`, `access`, `containers` or
    ///   `websearch`.
    /// - `comment` (text, optional): A note on what the secret is for. Anyone who may list secrets can read it, so keep
    ///   confidential text out of it.
    /// - `created` (date and time, required): When it was created.
    /// - `modified` (date and time, required): When it was last changed. The same as the time of creation if it never
    ///   was.
    ///
    /// A sample answer:
    ///
    /// ```json
    /// {
    ///   "success": true,
    ///   "errors": [],
    ///   "messages": [],
    ///   "result": {
    ///     "id": "3fd85f74b32742f1bff64a85009dda07",
    ///     "name": "MY_API_KEY",
    ///     "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///     "status": "active",
    ///     "scopes": [
    ///       "workers",
    ///       "ai_gateway"
    ///     ],
    ///     "comment": "Rotated in November",
    ///     "created": "2025-11-03T14:07:02.861450Z",
    ///     "modified": "2025-11-20T09:15:33.047112Z"
    ///   }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: Nothing was changed: scopes are empty (1001, `secret_scopes_empty`) or unknown (1001,
    ///   `secret_scope_invalid`), the body is not valid (1001, `invalid_json_body`), the store has no such secret
    ///   (1001, `secret_not_found`), the account has no such store (1001, `store_not_found`), the account does not
    ///   exist (7003), or the credentials are not accepted (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::{Client, types::EditSecret};
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let secret = client
    ///     .secrets_store()
    ///     .stores()
    ///     .secrets()
    ///     .edit(
    ///         "023e105f4ecef8ad9ca31a8372d0c353",
    ///         "3fd85f74b32742f1bff64a85009dda07",
    ///         EditSecret::new()
    ///             .value("not-a-real-key-either")
    ///             .comment("Rotated in November"),
    ///     )
    ///     .await?;
    /// println!("{secret:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn edit(
        &self,
        store_id: impl Into<String>,
        secret_id: impl Into<String>,
        body: types::EditSecret,
    ) -> EditRequest<M> {
        let mut request = Request::new(&self.session, &EDIT);
        request.text(1, store_id);
        request.text(2, secret_id);
        request.json(&body);
        EditRequest { request }
    }

    /// Copies a secret under a new name
    ///
    /// Creates a second secret in the same store with the same value. The value is copied by the
    /// service and is in neither the request nor the answer, so this works without knowing it.
    ///
    /// The copy has the name and scopes given in the body. From then on the two are independent:
    /// editing or deleting one does not touch the other. The original is not changed.
    ///
    /// A secret cannot be renamed; copy it, then delete the original. A name that is taken fails
    /// with `secret_name_already_exists` (1003).
    ///
    /// `POST /accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}/duplicate`
    ///
    /// # Permissions
    ///
    /// The token needs the permission `Secrets Store Write`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    /// - `store_id` (path, text, required): The store to work in. Limits: at most 32 characters.
    /// - `secret_id` (path, text, required): The secret to work on. This is its identifier, not its name. Limits: at
    ///   most 32 characters.
    ///
    /// # Body
    ///
    /// [`DuplicateSecret`](crate::types::DuplicateSecret) as `application/json`, required. The name, scopes and comment
    /// of the copy.
    ///
    /// - `name` (text, required): What the secret is called. No two secrets of a store have the same name, and it
    ///   cannot be changed later.
    /// - `scopes` (list of [`Scope`](crate::types::Scope), required): The services that may use the secret, one at
    ///   least. Others cannot see its value. One of `workers`, `ai_gateway`, `dex`, `access`, `containers` or
    ///   `websearch`.
    /// - `comment` (text, optional): A note on what the secret is for. Anyone who may list secrets can read it, so keep
    ///   confidential text out of it.
    ///
    /// # Answer
    ///
    /// [`Secret`](crate::types::Secret), with status `200`. The copy, without its value.
    ///
    /// - `id` (text, required): The identifier of the secret. The service assigns it and it never changes. Limits: at
    ///   most 32 characters.
    /// - `name` (text, required): What the secret is called. No two secrets of a store have the same name, and it
    ///   cannot be changed later.
    /// - `store_id` (text, required): The identifier of the store. The service assigns it and it never changes. Limits:
    ///   at most 32 characters.
    /// - `status` ([`SecretStatus`](crate::types::SecretStatus), required): How far along a secret is. One of
    ///   `pending`, `active` or `deleted`.
    /// - `scopes` (list of [`Scope`](crate::types::Scope), optional): The services that may use the secret, one at
    ///   least. Others cannot see its value. One of `workers`, `ai_gateway`, `dex`, `access`, `containers` or
    ///   `websearch`.
    /// - `comment` (text, optional): A note on what the secret is for. Anyone who may list secrets can read it, so keep
    ///   confidential text out of it.
    /// - `created` (date and time, required): When it was created.
    /// - `modified` (date and time, required): When it was last changed. The same as the time of creation if it never
    ///   was.
    ///
    /// A sample answer:
    ///
    /// ```json
    /// {
    ///   "success": true,
    ///   "errors": [],
    ///   "messages": [],
    ///   "result": {
    ///     "id": "51f7c2a09be84d6f8a3e0c94d2b76e1a",
    ///     "name": "MY_API_KEY_STAGING",
    ///     "store_id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///     "status": "pending",
    ///     "scopes": [
    ///       "workers",
    ///       "ai_gateway"
    ///     ],
    ///     "comment": "for staging",
    ///     "created": "2025-11-21T16:48:20.917004Z",
    ///     "modified": "2025-11-21T16:48:20.917004Z"
    ///   }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: No copy was made: the name is taken (1003, `secret_name_already_exists`) or empty (1001,
    ///   `secret_name_empty`), scopes are missing (1001, `secret_scopes_empty`) or unknown (1001,
    ///   `secret_scope_invalid`), the body is not valid (1001, `invalid_json_body`), the store has no such secret
    ///   (1001, `secret_not_found`), the account has no such store (1001, `store_not_found`), the account does not
    ///   exist (7003), or the credentials are not accepted (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::{Client, types::{DuplicateSecret, Scope}};
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let secret = client
    ///     .secrets_store()
    ///     .stores()
    ///     .secrets()
    ///     .duplicate(
    ///         "023e105f4ecef8ad9ca31a8372d0c353",
    ///         "3fd85f74b32742f1bff64a85009dda07",
    ///         DuplicateSecret::new(
    ///                 "MY_API_KEY_STAGING",
    ///                 [Scope::Workers, Scope::AiGateway],
    ///             )
    ///             .comment("for staging"),
    ///     )
    ///     .await?;
    /// println!("{secret:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn duplicate(
        &self,
        store_id: impl Into<String>,
        secret_id: impl Into<String>,
        body: types::DuplicateSecret,
    ) -> DuplicateRequest<M> {
        let mut request = Request::new(&self.session, &DUPLICATE);
        request.text(1, store_id);
        request.text(2, secret_id);
        request.json(&body);
        DuplicateRequest { request }
    }
}

crate::request!(ListRequest ["Secrets::list"] -> page of types::Secret; static LIST =
    Operation::new("secrets_store.stores.secrets.list", Method::GET, "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets").pagination(&Pagination::page("page", "per_page", 1)), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
    /// Which end of the list comes first. Default: `desc`. Example: `asc`.
    direction(into types::Direction) => 2: Parameter::query("direction"),
    /// Which field to sort the secrets by. Default: `created`. Example: `name`.
    order(into types::SecretOrder) => 3: Parameter::query("order"),
    /// Which page to return. The first page is 1. Limits: at least 0. Example: `2`.
    page(into i64) => 4: Parameter::query("page").rules(crate::runtime::Rules::ANY.minimum(crate::runtime::Bound::Integer(0))),
    /// How many entries a page holds, 100 at most. The last page may hold fewer.
    /// Limits: at least 0 and at most 100. Example: `50`.
    per_page(into i64) => 5: Parameter::query("per_page").rules(crate::runtime::Rules::ANY.minimum(crate::runtime::Bound::Integer(0)).maximum(crate::runtime::Bound::Integer(100))),
    /// Keeps only the secrets that have this text in their name or comment. Example: `billing`.
    search(into String) => 6: Parameter::query("search"),
    /// Keeps only the secrets that have these scopes. Sent as one comma-separated value, such as
    /// `scopes=workers,ai_gateway`.
    ///
    /// Example: `["workers","ai_gateway"]`.
    scopes(each types::Scope) => 7: Parameter::query("scopes").style(Style::Form, false),
});

crate::request!(CreateRequest ["Secrets::create"] -> Vec<types::Secret>; static CREATE =
    Operation::new("secrets_store.stores.secrets.create", Method::POST, "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
});

crate::request!(BulkDeleteRequest ["Secrets::bulk_delete"] -> (); static BULK_DELETE =
    Operation::new("secrets_store.stores.secrets.bulk_delete", Method::DELETE, "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
});

crate::request!(GetRequest ["Secrets::get"] -> types::Secret; static GET =
    Operation::new("secrets_store.stores.secrets.get", Method::GET, "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
    2: Parameter::path("secret_id").rules(crate::runtime::Rules::ANY.max_length(32)),
});

crate::request!(DeleteRequest ["Secrets::delete"] -> (); static DELETE =
    Operation::new("secrets_store.stores.secrets.delete", Method::DELETE, "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
    2: Parameter::path("secret_id").rules(crate::runtime::Rules::ANY.max_length(32)),
});

crate::request!(EditRequest ["Secrets::edit"] -> types::Secret; static EDIT =
    Operation::new("secrets_store.stores.secrets.edit", Method::PATCH, "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
    2: Parameter::path("secret_id").rules(crate::runtime::Rules::ANY.max_length(32)),
});

crate::request!(DuplicateRequest ["Secrets::duplicate"] -> types::Secret; static DUPLICATE =
    Operation::new("secrets_store.stores.secrets.duplicate", Method::POST, "/accounts/{account_id}/secrets_store/stores/{store_id}/secrets/{secret_id}/duplicate"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
    2: Parameter::path("secret_id").rules(crate::runtime::Rules::ANY.max_length(32)),
});
