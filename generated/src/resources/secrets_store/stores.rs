//! The calls of `secrets_store().stores()`. Generated: do not edit, the next run overwrites it.

pub mod secrets;

use crate::{runtime::{Method, Mode, Operation, Pagination, Parameter, Request}, types};

crate::handle!(
    /// The calls of `client.secrets_store().stores()`
    Stores
);

impl<M: Mode> Stores<M> {
    /// The calls of `secrets`: `list`, `create`, `bulk_delete`, `get`, `delete`, `edit`, `duplicate`
    pub fn secrets(&self) -> secrets::Secrets<M> {
        secrets::Secrets::new(self.session.clone())
    }

    /// Lists the stores of the account
    ///
    /// Returns one page of stores, the newest first unless told otherwise. An account that has no
    /// store yet gets an empty page, not an error.
    ///
    /// The secrets inside a store are not part of the answer; list them store by store.
    ///
    /// `GET /accounts/{account_id}/secrets_store/stores`
    ///
    /// # Permissions
    ///
    /// The token needs one of the permissions `Secrets Store Write` or `Secrets Store Read`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    /// - `direction` (query, [`Direction`](crate::types::Direction), optional, `.direction(..)`): Which end of the list
    ///   comes first. Default: `desc`.
    /// - `order` (query, [`StoreOrder`](crate::types::StoreOrder), optional, `.order(..)`): Which field to sort the
    ///   stores by. Default: `created`.
    /// - `page` (query, `i64`, optional, `.page(..)`): Which page to return. The first page is 1. Limits: at least 0.
    /// - `per_page` (query, `i64`, optional, `.per_page(..)`): How many entries a page holds, 100 at most. The last
    ///   page may hold fewer. Limits: at least 0 and at most 100.
    ///
    /// # Answer
    ///
    /// A page of [`Store`](crate::types::Store), with status `200`. One page of stores.
    ///
    /// - `id` (text, required): The identifier of the store. The service assigns it and it never changes. Limits: at
    ///   most 32 characters.
    /// - `name` (text, required): What the store is called.
    /// - `account_id` (text, optional): The account that the store belongs to. Limits: at most 32 characters.
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
    ///       "id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///       "name": "default_secrets_store",
    ///       "account_id": "985e105f4ecef8ad9ca31a8372d0c353",
    ///       "created": "2025-04-09T08:30:12.514907Z",
    ///       "modified": "2025-04-09T08:30:12.514907Z"
    ///     }
    ///   ],
    ///   "result_info": {
    ///     "count": 1,
    ///     "page": 1,
    ///     "per_page": 20,
    ///     "total_count": 1,
    ///     "total_pages": 1
    ///   }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: The request was refused: a parameter is out of range, the account does not exist (7003), or the
    ///   credentials are not accepted (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::{Client, types::{Direction, StoreOrder}};
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let page = client
    ///     .secrets_store()
    ///     .stores()
    ///     .list()
    ///     .direction(Direction::Asc)
    ///     .order(StoreOrder::Name)
    ///     .page(2)
    ///     .per_page(50)
    ///     .await?;
    /// for item in &page {
    ///     println!("{item:?}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> ListRequest<M> {
        let request = Request::new(&self.session, &LIST);
        ListRequest { request }
    }

    /// Adds a store to the account
    ///
    /// Creates an empty store and returns it with its new identifier.
    ///
    /// An account has a limit on stores, and for a new account that limit is one. Once it is
    /// reached the call fails with `maximum_stores_exceeded` (1003). Since the account may have
    /// been given a store already, list the stores first and use the one you find.
    ///
    /// `POST /accounts/{account_id}/secrets_store/stores`
    ///
    /// # Permissions
    ///
    /// The token needs the permission `Secrets Store Write`.
    ///
    /// # Parameters
    ///
    /// - `account_id` (path, text, set on the client, or here with `.account_id(..)`): The account to work in. The
    ///   dashboard shows its identifier. Limits: at most 32 characters.
    ///
    /// # Body
    ///
    /// [`CreateStore`](crate::types::CreateStore) as `application/json`, required. The store to create.
    ///
    /// - `name` (text, required): What the store is called.
    ///
    /// # Answer
    ///
    /// [`Store`](crate::types::Store), with status `200`. The new store.
    ///
    /// - `id` (text, required): The identifier of the store. The service assigns it and it never changes. Limits: at
    ///   most 32 characters.
    /// - `name` (text, required): What the store is called.
    /// - `account_id` (text, optional): The account that the store belongs to. Limits: at most 32 characters.
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
    ///     "id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///     "name": "production",
    ///     "account_id": "985e105f4ecef8ad9ca31a8372d0c353",
    ///     "created": "2025-11-03T14:05:41.200318Z",
    ///     "modified": "2025-11-03T14:05:41.200318Z"
    ///   }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: No store was created: the account has as many as it may have (1003, `maximum_stores_exceeded`), the
    ///   body is not valid (1001, `invalid_json_body`), the account does not exist (7003), or the credentials are not
    ///   accepted (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::{Client, types::CreateStore};
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let store = client
    ///     .secrets_store()
    ///     .stores()
    ///     .create(CreateStore::new("production"))
    ///     .await?;
    /// println!("{store:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(&self, body: types::CreateStore) -> CreateRequest<M> {
        let mut request = Request::new(&self.session, &CREATE);
        request.json(&body);
        CreateRequest { request }
    }

    /// Fetches one store
    ///
    /// Returns the name and the timestamps of a store. Its secrets are not part of the answer;
    /// list them separately.
    ///
    /// `GET /accounts/{account_id}/secrets_store/stores/{store_id}`
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
    ///
    /// # Answer
    ///
    /// [`Store`](crate::types::Store), with status `200`. The store.
    ///
    /// - `id` (text, required): The identifier of the store. The service assigns it and it never changes. Limits: at
    ///   most 32 characters.
    /// - `name` (text, required): What the store is called.
    /// - `account_id` (text, optional): The account that the store belongs to. Limits: at most 32 characters.
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
    ///     "id": "023e105f4ecef8ad9ca31a8372d0c353",
    ///     "name": "production",
    ///     "account_id": "985e105f4ecef8ad9ca31a8372d0c353",
    ///     "created": "2025-11-03T14:05:41.200318Z",
    ///     "modified": "2025-11-03T14:05:41.200318Z"
    ///   }
    /// }
    /// ```
    ///
    /// # Errors
    ///
    /// - `4XX`: The request was refused: the account has no such store (1001, `store_not_found`), the account does not
    ///   exist (7003), or the credentials are not accepted (10000).
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::Client;
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let client = Client::from_env()?;
    /// let store = client
    ///     .secrets_store()
    ///     .stores()
    ///     .get("023e105f4ecef8ad9ca31a8372d0c353")
    ///     .await?;
    /// println!("{store:?}");
    /// # Ok(())
    /// # }
    /// ```
    pub fn get(&self, store_id: impl Into<String>) -> GetRequest<M> {
        let mut request = Request::new(&self.session, &GET);
        request.text(1, store_id);
        GetRequest { request }
    }

    /// Deletes a store
    ///
    /// Removes a store for good. An empty store is removed at once. A store that still holds
    /// secrets is left alone: the call fails with status 409 and `store_not_empty`, unless `force`
    /// is set.
    ///
    /// **With `force=true` every secret in the store is destroyed along with it.** Their values
    /// cannot be recovered, and each service that uses one of them loses it.
    ///
    /// A store created later under the same name gets a new identifier.
    ///
    /// `DELETE /accounts/{account_id}/secrets_store/stores/{store_id}`
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
    /// - `force` (query, `bool`, optional, `.force(..)`): Set to `true` to delete the store together with every secret
    ///   it still holds. An empty store is deleted either way. Default: `false`.
    ///
    /// # Answer
    ///
    /// Nothing, with status `200`. The store is gone. The result is null.
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
    /// - `409`: Nothing was deleted, since the store still holds secrets (`store_not_empty`). Delete them first, or
    ///   repeat the call with `force=true` to lose them all.
    /// - `4XX`: Nothing was deleted: the account has no such store (1001, `store_not_found`), the account does not
    ///   exist (7003), or the credentials are not accepted (10000).
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
    ///     .delete("023e105f4ecef8ad9ca31a8372d0c353")
    ///     .force(true)
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn delete(&self, store_id: impl Into<String>) -> DeleteRequest<M> {
        let mut request = Request::new(&self.session, &DELETE);
        request.text(1, store_id);
        DeleteRequest { request }
    }
}

crate::request!(ListRequest ["Stores::list"] -> page of types::Store; static LIST =
    Operation::new("secrets_store.stores.list", Method::GET, "/accounts/{account_id}/secrets_store/stores").pagination(&Pagination::page("page", "per_page", 1)), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    /// Which end of the list comes first. Default: `desc`. Example: `asc`.
    direction(into types::Direction) => 1: Parameter::query("direction"),
    /// Which field to sort the stores by. Default: `created`. Example: `name`.
    order(into types::StoreOrder) => 2: Parameter::query("order"),
    /// Which page to return. The first page is 1. Limits: at least 0. Example: `2`.
    page(into i64) => 3: Parameter::query("page").rules(crate::runtime::Rules::ANY.minimum(crate::runtime::Bound::Integer(0))),
    /// How many entries a page holds, 100 at most. The last page may hold fewer.
    /// Limits: at least 0 and at most 100. Example: `50`.
    per_page(into i64) => 4: Parameter::query("per_page").rules(crate::runtime::Rules::ANY.minimum(crate::runtime::Bound::Integer(0)).maximum(crate::runtime::Bound::Integer(100))),
});

crate::request!(CreateRequest ["Stores::create"] -> types::Store; static CREATE =
    Operation::new("secrets_store.stores.create", Method::POST, "/accounts/{account_id}/secrets_store/stores"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
});

crate::request!(GetRequest ["Stores::get"] -> types::Store; static GET =
    Operation::new("secrets_store.stores.get", Method::GET, "/accounts/{account_id}/secrets_store/stores/{store_id}"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
});

crate::request!(DeleteRequest ["Stores::delete"] -> (); static DELETE =
    Operation::new("secrets_store.stores.delete", Method::DELETE, "/accounts/{account_id}/secrets_store/stores/{store_id}"), {
    /// For this request, in place of the client's.
    account_id(into String) => 0: Parameter::path("account_id").client(0).rules(crate::runtime::Rules::ANY.max_length(32)),
    1: Parameter::path("store_id").rules(crate::runtime::Rules::ANY.max_length(32)),
    /// Set to `true` to delete the store together with every secret it still holds. An empty store is deleted either
    /// way.
    /// Default: `false`. Example: `true`.
    force(into bool) => 2: Parameter::query("force"),
});
