//! What all requests of a client share.

use std::fmt::{self, Debug, Formatter};
use std::sync::Arc;

use http::{HeaderName, HeaderValue};

use super::Sensitive;
use super::api::Api;
use super::credentials::Credentials;
use super::mode::{Async, Mode};
use super::settings::Settings;
use super::url::BaseUrl;

/// What all requests of a client share: where they go, who they come from, what sends them. Cheap to clone.
pub struct Session<M: Mode = Async> {
    pub(crate) config: Arc<Config>,
    pub(crate) transport: Arc<M::Transport>,
}

/// What a client was built with, checked.
pub(crate) struct Config {
    pub(crate) api: &'static Api,
    pub(crate) base_url: BaseUrl,
    /// Whether the caller named the base URL, so that calls with a server of their own go there as well.
    pub(crate) is_pinned: bool,
    /// One of each group at most.
    pub(crate) credentials: Vec<Credentials>,
    /// What must not show anywhere.
    pub(crate) secrets: Vec<Sensitive>,
    /// In the order of [`Api::client_parameters`].
    pub(crate) client_parameters: Vec<Option<String>>,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// Escaped pairs, joined by `&`.
    pub(crate) query: String,
    pub(crate) settings: Settings,
}

impl<M: Mode> Clone for Session<M> {
    fn clone(&self) -> Self {
        Self {
            config: Arc::clone(&self.config),
            transport: Arc::clone(&self.transport),
        }
    }
}

impl<M: Mode> Session<M> {
    /// Shows a handle of this name, which holds nothing else.
    pub fn describe(&self, name: &str, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct(name).field("session", self).finish()
    }
}

impl<M: Mode> Debug for Session<M> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let config = &self.config;
        f.debug_struct("Session")
            .field("api", &config.api.name)
            .field("base_url", &config.base_url.text)
            .field(
                "credentials",
                &config
                    .credentials
                    .iter()
                    .map(|held| held.name)
                    .collect::<Vec<_>>(),
            )
            .field("timeout", &config.settings.timeout)
            .field("attempt_timeout", &config.settings.attempt_timeout)
            .field("max_retries", &config.settings.max_retries)
            .field("validate", &config.settings.validate)
            .finish_non_exhaustive()
    }
}
