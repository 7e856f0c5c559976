//! Spans and events for those who watch calls; nothing at all without the feature `tracing`.
//!
//! Names and fields are those of OpenTelemetry's conventions for HTTP clients. Of a request they tell the method, the
//! template of the path and the server; never a header, a body or a filled-in path.

#[cfg(feature = "tracing")]
pub(crate) use on::{SpanCell, Trace};

#[cfg(not(feature = "tracing"))]
pub(crate) use off::Trace;

#[cfg(not(feature = "tracing"))]
mod off {
    use http::StatusCode;

    use super::super::envelope::Answer;
    use super::super::operation::Operation;
    use super::super::session::Config;
    use super::super::{Error, ErrorKind, TransportPhase};

    /// What is told of a call: nothing.
    #[derive(Clone)]
    pub(crate) struct Trace;

    #[expect(
        clippy::unused_self,
        reason = "each has the form that it has with the feature"
    )]
    impl Trace {
        pub(crate) fn new(_: &Config, _: &'static Operation) -> Self {
            Self
        }

        pub(crate) fn follow<F: Future>(&self, work: F) -> F {
            work
        }

        #[cfg(feature = "blocking")]
        pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
            work()
        }

        pub(crate) fn answered(&self, _: u32, _: StatusCode) {}

        pub(crate) fn failed(&self, _: u32, _: TransportPhase) {}

        pub(crate) fn done(
            &self,
            _: &Result<Answer, Error>,
            _: impl FnOnce(&Answer) -> Option<String>,
        ) {
        }

        pub(crate) fn error(&self, _: ErrorKind, _: Option<StatusCode>) {}
    }
}

#[cfg(feature = "tracing")]
mod on {
    use std::fmt::{self, Debug, Formatter};
    use std::sync::OnceLock;

    use http::StatusCode;
    use tracing::callsite::{Callsite, Identifier};
    use tracing::field::{FieldSet, Value};
    use tracing::metadata::Kind;
    use tracing::subscriber::Interest;
    use tracing::{Instrument, Level, Metadata, Span, dispatcher};

    use super::super::envelope::Answer;
    use super::super::operation::Operation;
    use super::super::session::Config;
    use super::super::{Error, ErrorKind, TransportPhase};

    /// What the span of a call tells.
    const FIELDS: &[&str] = &[
        "otel.kind",
        "http.request.method",
        "server.address",
        "server.port",
        "url.template",
        "http.response.status_code",
        "http.request.resend_count",
        "request_id",
        "error.type",
    ];

    /// The span of an operation, which has its name from it. Made when it is called for the first time.
    pub(crate) struct SpanCell(OnceLock<&'static Site>);

    impl SpanCell {
        pub(crate) const fn new() -> Self {
            Self(OnceLock::new())
        }
    }

    impl Debug for SpanCell {
        fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
            f.write_str("SpanCell")
        }
    }

    /// What `tracing` wants to know of a place that makes spans.
    struct Site(OnceLock<Metadata<'static>>);

    impl Callsite for Site {
        fn set_interest(&self, _: Interest) {}

        fn metadata(&self) -> &Metadata<'_> {
            static NOBODY: Site = Site(OnceLock::new());
            // A site has its metadata before anybody hears of it.
            self.0
                .get()
                .unwrap_or_else(|| NOBODY.0.get_or_init(|| metadata("HTTP", &NOBODY)))
        }
    }

    fn metadata(name: &'static str, site: &'static Site) -> Metadata<'static> {
        let fields = FieldSet::new(FIELDS, Identifier(site));
        let module = module_path!();
        Metadata::new(
            name,
            module,
            Level::INFO,
            None,
            None,
            Some(module),
            fields,
            Kind::SPAN,
        )
    }

    /// What is known of an operation's span; once per operation, so that it may stay for good.
    fn site(operation: &'static Operation) -> &'static Metadata<'static> {
        let site: &'static Site = operation.span.0.get_or_init(|| {
            let name = format!("{} {}", operation.method, operation.path);
            let site: &'static Site = Box::leak(Box::new(Site(OnceLock::new())));
            site.0.get_or_init(|| metadata(name.leak(), site));
            tracing::callsite::register(site);
            site
        });
        site.metadata()
    }

    /// What is told of a call.
    #[derive(Clone)]
    pub(crate) struct Trace(Span);

    impl Trace {
        pub(crate) fn new(config: &Config, operation: &'static Operation) -> Self {
            let span = if tracing::level_filters::LevelFilter::current() >= Level::INFO {
                span(config, operation)
            } else {
                Span::none()
            };
            Self(span)
        }

        /// Makes everything that the work tells a part of the call.
        pub(crate) fn follow<F: Future>(&self, work: F) -> impl Future<Output = F::Output> {
            work.instrument(self.0.clone())
        }

        /// Makes everything that the work tells a part of the call.
        #[cfg(feature = "blocking")]
        pub(crate) fn within<T>(&self, work: impl FnOnce() -> T) -> T {
            self.0.in_scope(work)
        }

        /// An attempt has been answered.
        pub(crate) fn answered(&self, attempt: u32, status: StatusCode) {
            let status = status.as_u16();
            self.0.in_scope(|| {
                tracing::debug!(attempt, "http.response.status_code" = status, "answered");
            });
        }

        /// An attempt has failed.
        pub(crate) fn failed(&self, attempt: u32, phase: TransportPhase) {
            self.0
                .in_scope(|| tracing::debug!(attempt, "error.type" = ?phase, "failed"));
        }

        /// The call is over; `request_id` finds in an answer what its request is known by.
        pub(crate) fn done(
            &self,
            result: &Result<Answer, Error>,
            request_id: impl FnOnce(&Answer) -> Option<String>,
        ) {
            if self.0.is_disabled() {
                return;
            }
            let (status, attempts, id) = match result {
                Ok(answer) => (Some(answer.status), answer.attempts, request_id(answer)),
                Err(error) => {
                    self.error(error.kind(), error.status());
                    let id = error.request_id().map(str::to_owned);
                    (error.status(), error.attempts(), id)
                }
            };
            if attempts > 1 {
                self.0.record("http.request.resend_count", attempts - 1);
            }
            if let Some(status) = status {
                self.0.record("http.response.status_code", status.as_u16());
            }
            if let Some(id) = id {
                self.0.record("request_id", id);
            }
        }

        /// The call has not succeeded, for this reason: the status, or the kind of the error where it is no status.
        pub(crate) fn error(&self, kind: ErrorKind, status: Option<StatusCode>) {
            match status {
                Some(status) if !status.is_success() => {
                    self.0.record("error.type", status.as_str());
                }
                _ => {
                    self.0.record("error.type", tracing::field::debug(kind));
                }
            }
        }
    }

    /// A span, if anybody listens.
    fn span(config: &Config, operation: &'static Operation) -> Span {
        let metadata = site(operation);
        if !dispatcher::get_default(|dispatch| dispatch.enabled(metadata)) {
            return Span::none();
        }
        let fields = metadata.fields();
        let known = [
            "otel.kind",
            "http.request.method",
            "server.address",
            "server.port",
            "url.template",
        ]
        .map(|name| fields.field(name));
        let [Some(kind), Some(method), Some(host), Some(port), Some(path)] = &known else {
            return Span::none();
        };
        let origin = &config.base_url.origin;
        let (sent, server) = (operation.method.as_str(), origin.host.as_str());
        let values: [(_, Option<&dyn Value>); 5] = [
            (kind, Some(&"client")),
            (method, Some(&sent)),
            (host, Some(&server)),
            (port, Some(&origin.port)),
            (path, Some(&operation.path)),
        ];
        Span::new(metadata, &fields.value_set(&values))
    }
}
