//! The Secrets Store as tests meet it: stores and secrets that last as long as the mock, with the limits of the service.

#![cfg(feature = "mock")]

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::mock::{Call, Place, Refusal, Reply, State};

/// As many stores as a new account may have.
const STORES: usize = 1;

/// As many secrets as an account may have.
const SECRETS: usize = 100;

/// As many items as a page holds unless the request says otherwise.
const PAGE: usize = 20;

/// What a mock of the Secrets Store remembers. Every account whose identifier is one exists, and begins with nothing.
///
/// It keeps no value of a secret: none can be had from it. A secret is `pending` in the answer that creates it, and
/// `active` from then on.
#[derive(Debug)]
pub struct MockState {
    accounts: BTreeMap<String, Vec<Store>>,
    most_stores: usize,
    most_secrets: usize,
    /// How many things have been made, which identifiers are made of.
    made: u64,
    /// When something was last made or changed, in microseconds since 1970.
    now: i64,
}

#[derive(Debug)]
struct Store {
    id: String,
    name: String,
    created: i64,
    modified: i64,
    secrets: Vec<Secret>,
}

#[derive(Debug)]
struct Secret {
    id: String,
    name: String,
    scopes: Value,
    comment: Option<String>,
    created: i64,
    modified: i64,
}

/// A failure, by its status, its code and its message.
type Failure = (u16, u32, &'static str);

const NO_STORE: Failure = (404, 1001, "store_not_found");
const NO_SECRET: Failure = (404, 1001, "secret_not_found");
const NO_NAME: Failure = (400, 1001, "secret_name_empty");
const NO_SCOPES: Failure = (400, 1001, "secret_scopes_empty");
const BAD_SCOPE: Failure = (400, 1001, "secret_scope_invalid");
const BAD_BODY: Failure = (400, 1001, "invalid_json_body");
const BAD_PARAMETER: Failure = (400, 1001, "invalid_parameter");
const NAME_TAKEN: Failure = (400, 1003, "secret_name_already_exists");
const TOO_MANY_STORES: Failure = (400, 1003, "maximum_stores_exceeded");
const TOO_MANY_SECRETS: Failure = (400, 1003, "maximum_secrets_exceeded");
const NOT_EMPTY: Failure = (409, 1003, "store_not_empty");
const NO_ACCOUNT: Failure = (
    404,
    7003,
    "Could not route to the account, perhaps your object identifier is invalid?",
);

impl Default for MockState {
    fn default() -> Self {
        Self {
            accounts: BTreeMap::new(),
            most_stores: STORES,
            most_secrets: SECRETS,
            made: 0,
            now: 0,
        }
    }
}

impl MockState {
    /// One whose accounts may have so many stores and secrets, instead of 1 and 100.
    pub fn with_limits(stores: usize, secrets: usize) -> Self {
        Self {
            most_stores: stores,
            most_secrets: secrets,
            ..Self::default()
        }
    }

    fn respond(&mut self, call: &Call) -> Result<Reply, Failure> {
        let account = call.text("account_id");
        if account.len() != 32 || !account.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(NO_ACCOUNT);
        }
        self.tick();
        match call.id().unwrap_or_default() {
            "secrets-store-quota" => Ok(self.quota(account)),
            "secrets-store-list" => Ok(self.list_stores(account, call)),
            "secrets-store-create" => self.create_store(account, call),
            "secrets-store-get-store-by-id" => {
                let store = self.store(account, call)?;
                Ok(success(200, &shown_store(store, account)))
            }
            "secrets-store-delete-by-id" => self.delete_store(account, call),
            "secrets-store-secrets-list" => self.list_secrets(account, call),
            "secrets-store-secret-create" => self.create_secrets(account, call),
            "secrets-store-get-by-id" => {
                let store = self.store(account, call)?;
                let secret = store.secret(call)?;
                Ok(success(200, &shown(secret, call.text("store_id"), "active")))
            }
            "secrets-store-patch-by-id" => self.edit_secret(account, call),
            "secrets-store-secret-delete-by-id" => {
                let store = self.store(account, call)?;
                let id = store.secret(call)?.id.clone();
                store.secrets.retain(|secret| secret.id != id);
                Ok(success(202, &Value::Null))
            }
            "secrets-store-delete-bulk" => self.delete_secrets(account, call),
            "secrets-store-duplicate-by-id" => self.duplicate_secret(account, call),
            _ => Err((404, 1000, "not_found")),
        }
    }

    /// Lets the time go on, so that what comes later is later.
    fn tick(&mut self) {
        self.now = jiff::Timestamp::now().as_microsecond().max(self.now + 1);
    }

    /// An identifier that nothing has yet, the same in every run.
    fn identifier(&mut self) -> String {
        self.made += 1;
        let half = |seed: u64| {
            let mut mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed ^ (mixed >> 27)
        };
        format!("{:016x}{:016x}", half(self.made), half(!self.made))
    }

    fn stores(&mut self, account: &str) -> &mut Vec<Store> {
        self.accounts.entry(account.to_owned()).or_default()
    }

    fn store(&mut self, account: &str, call: &Call) -> Result<&mut Store, Failure> {
        let id = call.text("store_id");
        let mut stores = self.stores(account).iter_mut();
        stores.find(|store| store.id == id).ok_or(NO_STORE)
    }

    fn count(&mut self, account: &str) -> usize {
        let stores = self.stores(account).iter();
        stores.map(|store| store.secrets.len()).sum()
    }

    fn quota(&mut self, account: &str) -> Reply {
        let (usage, quota) = (self.count(account), self.most_secrets);
        success(200, &json!({ "secrets": { "usage": usage, "quota": quota } }))
    }

    fn list_stores(&mut self, account: &str, call: &Call) -> Reply {
        let stores = self.stores(account);
        let total = stores.len();
        let mut stores: Vec<&Store> = stores.iter().collect();
        sort(call, &mut stores, |store, order| match order {
            "name" => Key::Text(store.name.clone()),
            "modified" => Key::Time(store.modified),
            _ => Key::Time(store.created),
        });
        let items = stores.into_iter().map(|store| shown_store(store, account));
        page(call, items.collect(), total)
    }

    fn create_store(&mut self, account: &str, call: &Call) -> Result<Reply, Failure> {
        if self.stores(account).len() >= self.most_stores {
            return Err(TOO_MANY_STORES);
        }
        let name = body_text(call, "name").filter(|name| !name.is_empty());
        let store = Store {
            id: self.identifier(),
            name: name.ok_or(BAD_BODY)?,
            created: self.now,
            modified: self.now,
            secrets: Vec::new(),
        };
        let answer = success(200, &shown_store(&store, account));
        self.stores(account).push(store);
        Ok(answer)
    }

    fn delete_store(&mut self, account: &str, call: &Call) -> Result<Reply, Failure> {
        let store = self.store(account, call)?;
        let is_forced = call.parameter("force") == Some(&Value::Bool(true));
        if !store.secrets.is_empty() && !is_forced {
            return Err(NOT_EMPTY);
        }
        let id = store.id.clone();
        self.stores(account).retain(|store| store.id != id);
        Ok(success(200, &Value::Null))
    }

    fn list_secrets(&mut self, account: &str, call: &Call) -> Result<Reply, Failure> {
        let store = self.store(account, call)?;
        let search = call.text("search").to_lowercase();
        let scopes = call.parameter("scopes").and_then(Value::as_array);
        let is_wanted = |secret: &&Secret| {
            let comment = secret.comment.as_deref().unwrap_or_default();
            let is_found = [secret.name.as_str(), comment]
                .iter()
                .any(|text| text.to_lowercase().contains(&search));
            let own = secret.scopes.as_array();
            let mut wanted = scopes.into_iter().flatten();
            is_found && wanted.all(|scope| own.is_some_and(|own| own.contains(scope)))
        };
        let mut secrets: Vec<&Secret> = store.secrets.iter().filter(is_wanted).collect();
        sort(call, &mut secrets, |secret, order| match order {
            "name" => Key::Text(secret.name.clone()),
            "comment" => Key::Text(secret.comment.clone().unwrap_or_default()),
            "modified" => Key::Time(secret.modified),
            "status" => Key::Text("active".to_owned()),
            _ => Key::Time(secret.created),
        });
        let items = secrets.into_iter();
        let items = items.map(|secret| shown(secret, call.text("store_id"), "active"));
        Ok(page(call, items.collect(), store.secrets.len()))
    }

    fn create_secrets(&mut self, account: &str, call: &Call) -> Result<Reply, Failure> {
        let wanted = call.body().and_then(Value::as_array).ok_or(BAD_BODY)?;
        let (count, most) = (self.count(account), self.most_secrets);
        let store = self.store(account, call)?;
        let mut names: Vec<&str> = store.secrets.iter().map(|secret| &*secret.name).collect();
        for secret in wanted {
            let name = secret["name"].as_str().unwrap_or_default();
            check(name, &secret["scopes"], &names)?;
            names.push(name);
        }
        if count + wanted.len() > most {
            return Err(TOO_MANY_SECRETS);
        }
        let mut answers = Vec::new();
        for secret in wanted {
            answers.push(self.add(account, call, secret)?);
        }
        Ok(success(200, &Value::Array(answers)))
    }

    /// Adds a secret that was found to be good.
    fn add(&mut self, account: &str, call: &Call, wanted: &Value) -> Result<Value, Failure> {
        self.tick();
        let (id, now) = (self.identifier(), self.now);
        let store = self.store(account, call)?;
        let secret = Secret {
            id,
            name: wanted["name"].as_str().unwrap_or_default().to_owned(),
            scopes: wanted["scopes"].clone(),
            comment: wanted["comment"].as_str().map(str::to_owned),
            created: now,
            modified: now,
        };
        let answer = shown(&secret, call.text("store_id"), "pending");
        store.secrets.push(secret);
        Ok(answer)
    }

    fn edit_secret(&mut self, account: &str, call: &Call) -> Result<Reply, Failure> {
        let now = self.now;
        let store = self.store(account, call)?;
        let secret = store.secret(call)?;
        let changes = call.body().unwrap_or(&Value::Null);
        if let Some(scopes) = changes.get("scopes") {
            check(&secret.name, scopes, &[])?;
            secret.scopes = scopes.clone();
        }
        if let Some(comment) = changes["comment"].as_str() {
            secret.comment = Some(comment.to_owned());
        }
        if ["value", "scopes", "comment"].iter().any(|key| !changes[*key].is_null()) {
            secret.modified = now;
        }
        Ok(success(200, &shown(secret, call.text("store_id"), "active")))
    }

    fn delete_secrets(&mut self, account: &str, call: &Call) -> Result<Reply, Failure> {
        let store = self.store(account, call)?;
        let ids = call.body().and_then(|body| body["ids"].as_array());
        let ids = ids.ok_or(BAD_BODY)?;
        let has = |id: &Value| store.secrets.iter().any(|secret| id == secret.id.as_str());
        if !ids.iter().all(has) {
            return Err(NO_SECRET);
        }
        store.secrets.retain(|secret| !ids.iter().any(|id| id == secret.id.as_str()));
        Ok(success(202, &Value::Null))
    }

    fn duplicate_secret(&mut self, account: &str, call: &Call) -> Result<Reply, Failure> {
        let (count, most) = (self.count(account), self.most_secrets);
        let store = self.store(account, call)?;
        store.secret(call)?;
        let wanted = call.body().unwrap_or(&Value::Null);
        let names: Vec<&str> = store.secrets.iter().map(|secret| &*secret.name).collect();
        check(wanted["name"].as_str().unwrap_or_default(), &wanted["scopes"], &names)?;
        if count >= most {
            return Err(TOO_MANY_SECRETS);
        }
        self.add(account, call, wanted).map(|secret| success(200, &secret))
    }
}

impl State for MockState {
    fn answer(&mut self, call: &Call) -> Option<Reply> {
        Some(self.respond(call).unwrap_or_else(|failure| failed(failure, &[])))
    }

    fn refuse(&mut self, refusal: &Refusal) -> Option<Reply> {
        let failure = match &refusal.place {
            Place::Credentials => (403, 10000, "Authentication error"),
            Place::Path | Place::Method => (refusal.status(), 1000, "not_found"),
            Place::Parameter(_, name) => match name.as_str() {
                "account_id" => NO_ACCOUNT,
                "store_id" => NO_STORE,
                "secret_id" => NO_SECRET,
                _ => BAD_PARAMETER,
            },
            Place::Body(pointer) => {
                let steps: Vec<&str> = pointer.split('/').collect();
                match steps.as_slice() {
                    [.., "scopes", _] => BAD_SCOPE,
                    // What is missing is empty to the service.
                    _ if refusal.reason.starts_with("\"name\"") => NO_NAME,
                    _ if refusal.reason.starts_with("\"scopes\"") => NO_SCOPES,
                    _ => BAD_BODY,
                }
            }
            _ => BAD_BODY,
        };
        Some(failed(failure, &[refusal.message()]))
    }
}

impl Store {
    fn secret(&mut self, call: &Call) -> Result<&mut Secret, Failure> {
        let id = call.text("secret_id");
        let mut secrets = self.secrets.iter_mut();
        secrets.find(|secret| secret.id == id).ok_or(NO_SECRET)
    }
}

/// Whether a secret can have this name and these scopes.
fn check(name: &str, scopes: &Value, taken: &[&str]) -> Result<(), Failure> {
    match scopes.as_array() {
        _ if name.is_empty() => Err(NO_NAME),
        None => Err(BAD_BODY),
        Some(scopes) if scopes.is_empty() => Err(NO_SCOPES),
        Some(_) if taken.contains(&name) => Err(NAME_TAKEN),
        Some(_) => Ok(()),
    }
}

fn body_text(call: &Call, key: &str) -> Option<String> {
    call.body()?[key].as_str().map(str::to_owned)
}

/// What items are sorted by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Time(i64),
}

/// Sorts items as the request says; those that are equal stay as they were made, or the other way round.
fn sort<T>(call: &Call, items: &mut [&T], key: impl Fn(&T, &str) -> Key) {
    let order = call.text("order");
    items.sort_by_key(|item| key(item, order));
    if call.text("direction") != "asc" {
        items.reverse();
    }
}

/// The page of a list that the request asks for.
fn page(call: &Call, items: Vec<Value>, total: usize) -> Reply {
    let number = |name: &str, usual| {
        let given = call.parameter(name).and_then(Value::as_u64);
        given.and_then(|given| usize::try_from(given).ok()).unwrap_or(usual)
    };
    let (page, size) = (number("page", 1).max(1), number("per_page", PAGE).max(1));
    let pages = items.len().div_ceil(size);
    let items: Vec<Value> = items.into_iter().skip((page - 1).saturating_mul(size)).take(size).collect();
    let info = json!({
        "count": items.len(), "page": page, "per_page": size, "total_count": total, "total_pages": pages,
    });
    Reply::json(200, json!({ "success": true, "errors": [], "messages": [], "result": items, "result_info": info }))
}

fn success(status: u16, result: &Value) -> Reply {
    Reply::json(status, json!({ "success": true, "errors": [], "messages": [], "result": result }))
}

fn failed((status, code, message): Failure, reasons: &[String]) -> Reply {
    let reasons: Vec<Value> = reasons.iter().map(|reason| json!({ "code": code, "message": reason })).collect();
    let errors = [json!({ "code": code, "message": message })];
    Reply::json(status, json!({ "success": false, "errors": errors, "messages": reasons, "result": null }))
}

fn shown_store(store: &Store, account: &str) -> Value {
    json!({
        "id": store.id, "name": store.name, "account_id": account,
        "created": time(store.created), "modified": time(store.modified),
    })
}

fn shown(secret: &Secret, store_id: &str, status: &str) -> Value {
    let mut shown = json!({
        "id": secret.id, "name": secret.name, "store_id": store_id, "status": status, "scopes": secret.scopes,
        "created": time(secret.created), "modified": time(secret.modified),
    });
    if let (Some(comment), Some(members)) = (&secret.comment, shown.as_object_mut()) {
        members.insert("comment".to_owned(), comment.as_str().into());
    }
    shown
}

fn time(microseconds: i64) -> String {
    let time = jiff::Timestamp::from_microsecond(microseconds).unwrap_or_default();
    format!("{time:.6}")
}
