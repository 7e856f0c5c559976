//! What may be set about a call: on the client for all of them, on a request for one.

use std::time::Duration;

/// The longest time that any limit is taken for; what asks for more means no limit.
pub(crate) const FOREVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What is set on the client.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// For a call as a whole, with all its attempts, the pauses between them, and the bodies.
    pub(crate) timeout: Duration,
    /// For each attempt on its own.
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_retries: u32,
    /// In bytes.
    pub(crate) max_body_size: usize,
    pub(crate) validate: bool,
    pub(crate) allow_insecure_http: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(60),
            attempt_timeout: None,
            max_retries: 2,
            max_body_size: 64 * 1024 * 1024,
            validate: true,
            allow_insecure_http: false,
        }
    }
}

/// What is set on a request, over what is set on the client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) idempotent: Option<bool>,
}

/// What holds for a call.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub(crate) timeout: Duration,
    pub(crate) attempt_timeout: Duration,
    pub(crate) max_retries: u32,
    pub(crate) max_body_size: usize,
    pub(crate) idempotent: bool,
    pub(crate) allow_insecure_http: bool,
}

impl Limits {
    /// The longest pause in a body that may go on without end.
    pub(crate) fn pause(&self) -> Duration {
        self.timeout.min(self.attempt_timeout)
    }

    /// Puts both together; `idempotent` is what the method says.
    pub(crate) fn new(settings: &Settings, options: &Options, idempotent: bool) -> Self {
        let attempt_timeout = options.attempt_timeout.or(settings.attempt_timeout);
        Self {
            timeout: options.timeout.unwrap_or(settings.timeout).min(FOREVER),
            attempt_timeout: attempt_timeout.unwrap_or(FOREVER).min(FOREVER),
            max_retries: options.max_retries.unwrap_or(settings.max_retries),
            max_body_size: settings.max_body_size,
            idempotent: options.idempotent.unwrap_or(idempotent),
            allow_insecure_http: settings.allow_insecure_http,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_overrides_the_client() {
        let settings = Settings {
            attempt_timeout: Some(Duration::from_secs(5)),
            ..Settings::default()
        };
        let limits = Limits::new(&settings, &Options::default(), true);
        assert_eq!(limits.timeout, Duration::from_secs(60));
        assert_eq!(limits.attempt_timeout, Duration::from_secs(5));
        assert_eq!((limits.max_retries, limits.idempotent), (2, true));

        let options = Options {
            timeout: Some(Duration::MAX),
            attempt_timeout: Some(Duration::ZERO),
            max_retries: Some(0),
            idempotent: Some(false),
        };
        let limits = Limits::new(&settings, &options, true);
        assert_eq!(limits.timeout, FOREVER);
        assert_eq!(limits.attempt_timeout, Duration::ZERO);
        assert_eq!((limits.max_retries, limits.idempotent), (0, false));
    }
}
