//! What stands beside the calls of a store's secrets: finding one by its name, and setting one, new or not.

#[cfg(feature = "blocking")]
use crate::Blocking;
use crate::resources::secrets_store::stores::secrets::{ListRequest, Secrets};
use crate::transport::BoxFuture;
use crate::types::{CreateSecret, EditSecret, Secret};
use crate::{Async, Error, ErrorKind, Mode};

/// As many secrets as a page can hold.
const PAGE: i64 = 100;

/// How often a secret is set that others delete each time it was found to exist.
const ROUNDS: u32 = 3;

impl Secrets<Async> {
    /// Finds the secret of a store that has exactly this name, in upper and lower case too.
    ///
    /// Searches the store and follows the pages of what it finds until the name is there, 100 secrets to a request.
    /// A secret whose comment holds the name, or whose name holds it along with more, is passed over.
    ///
    /// # Errors
    ///
    /// Those of `list`. That there is no such secret is no error.
    ///
    /// # Example
    ///
    /// ```no_run
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let secrets = cloudflare_secrets_store::Client::from_env()?.secrets_store().stores().secrets();
    /// match secrets.find_by_name("023e105f4ecef8ad9ca31a8372d0c353", "MY_API_KEY").await? {
    ///     Some(secret) => println!("{} is {}", secret.id, secret.status),
    ///     None => println!("there is none"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn find_by_name(
        &self,
        store_id: impl Into<String>,
        name: impl Into<String>,
    ) -> BoxFuture<'static, Result<Option<Secret>, Error>> {
        let name = name.into();
        let mut found = self.search(store_id.into(), &name).items();
        Box::pin(async move {
            while let Some(secret) = found.next().await {
                let secret = secret?;
                if secret.name == name {
                    return Ok(Some(secret));
                }
            }
            Ok(None)
        })
    }

    /// Sets a secret: creates it, or gives the secret that has its name already its value and its scopes.
    ///
    /// Creating comes first, and the service decides whether the name is taken, so that two callers at once end with
    /// one secret, set to what the later one says. Setting twice is the same as setting once: both steps are sent
    /// again even where the server may have acted on them.
    ///
    /// A secret that exists keeps its identifier and is changed for everything that uses it. Its scopes become those
    /// of `secret`, and a service that is not among them loses it. Its comment becomes that of `secret`, but stays
    /// where `secret` has none: no request takes a comment away.
    ///
    /// # Errors
    ///
    /// Those of `create`, `list` and `edit`. After `secret_name_already_exists` somebody else kept deleting and
    /// creating the secret meanwhile.
    ///
    /// # Example
    ///
    /// ```no_run
    /// use cloudflare_secrets_store::{Client, types::{CreateSecret, Scope}};
    ///
    /// # async fn run() -> Result<(), cloudflare_secrets_store::Error> {
    /// let secrets = Client::from_env()?.secrets_store().stores().secrets();
    /// let secret = CreateSecret::new("MY_API_KEY", "not-a-real-key", [Scope::Workers]);
    /// let secret = secrets.upsert("023e105f4ecef8ad9ca31a8372d0c353", secret).await?;
    /// println!("{} was set at {}", secret.id, secret.modified);
    /// # Ok(())
    /// # }
    /// ```
    pub fn upsert(
        &self,
        store_id: impl Into<String>,
        secret: CreateSecret,
    ) -> BoxFuture<'static, Result<Secret, Error>> {
        let (secrets, store_id) = (self.clone(), store_id.into());
        Box::pin(async move {
            let mut round = 0;
            loop {
                round += 1;
                let create = secrets.create(&store_id, [secret.clone()]);
                match created(create.idempotent(true).await) {
                    Err(error) if is_taken(&error) && round < ROUNDS => {}
                    done => return done,
                }
                if let Some(found) = secrets.find_by_name(&store_id, &secret.name).await? {
                    let edit = secrets.edit(&store_id, found.id, changes(&secret));
                    match edit.idempotent(true).await {
                        Err(error) if is_gone(&error) => {}
                        done => return done,
                    }
                }
            }
        })
    }
}

#[cfg(feature = "blocking")]
impl Secrets<Blocking> {
    /// Finds the secret of a store that has exactly this name, in upper and lower case too.
    ///
    /// Searches the store and follows the pages of what it finds until the name is there, 100 secrets to a request.
    /// A secret whose comment holds the name, or whose name holds it along with more, is passed over.
    ///
    /// # Errors
    ///
    /// Those of `list`. That there is no such secret is no error.
    pub fn find_by_name(
        &self,
        store_id: impl Into<String>,
        name: impl Into<String>,
    ) -> Result<Option<Secret>, Error> {
        let name = name.into();
        for secret in self.search(store_id.into(), &name).items() {
            let secret = secret?;
            if secret.name == name {
                return Ok(Some(secret));
            }
        }
        Ok(None)
    }

    /// Sets a secret: creates it, or gives the secret that has its name already its value and its scopes.
    ///
    /// Creating comes first, and the service decides whether the name is taken, so that two callers at once end with
    /// one secret, set to what the later one says. Setting twice is the same as setting once: both steps are sent
    /// again even where the server may have acted on them.
    ///
    /// A secret that exists keeps its identifier and is changed for everything that uses it. Its scopes become those
    /// of `secret`, and a service that is not among them loses it. Its comment becomes that of `secret`, but stays
    /// where `secret` has none: no request takes a comment away.
    ///
    /// # Errors
    ///
    /// Those of `create`, `list` and `edit`. After `secret_name_already_exists` somebody else kept deleting and
    /// creating the secret meanwhile.
    pub fn upsert(
        &self,
        store_id: impl Into<String>,
        secret: CreateSecret,
    ) -> Result<Secret, Error> {
        let store_id = store_id.into();
        let mut round = 0;
        loop {
            round += 1;
            let create = self.create(&store_id, [secret.clone()]);
            match created(create.idempotent(true).send()) {
                Err(error) if is_taken(&error) && round < ROUNDS => {}
                done => return done,
            }
            if let Some(found) = self.find_by_name(&store_id, &secret.name)? {
                let edit = self.edit(&store_id, found.id, changes(&secret));
                match edit.idempotent(true).send() {
                    Err(error) if is_gone(&error) => {}
                    done => return done,
                }
            }
        }
    }
}

impl<M: Mode> Secrets<M> {
    /// The secrets that have this text somewhere.
    fn search(&self, store_id: String, text: &str) -> ListRequest<M> {
        self.list(store_id).search(text).per_page(PAGE)
    }
}

/// The one secret that was asked for.
fn created(answer: Result<Vec<Secret>, Error>) -> Result<Secret, Error> {
    answer?.into_iter().next().ok_or_else(|| {
        let subject = "secrets_store.stores.secrets.upsert";
        Error::new(
            ErrorKind::Decode,
            subject,
            "the API created a secret, and answered without it",
        )
    })
}

/// All that a secret can be changed in; the rest is its name, which it has already.
fn changes(secret: &CreateSecret) -> EditSecret {
    let mut changes = EditSecret::new()
        .value(secret.value.clone())
        .scopes(secret.scopes.clone());
    changes.comment.clone_from(&secret.comment);
    changes
}

/// Whether a secret of this name exists.
fn is_taken(error: &Error) -> bool {
    error.has_message("secret_name_already_exists")
}

/// Whether the secret does not exist any more.
fn is_gone(error: &Error) -> bool {
    error.has_message("secret_not_found") || error.is_not_found()
}
