//! Names that are taken in the emitted crate before the document is asked.

/// Methods and locals that every request builder has, which a setter or an argument must not hide.
pub const BUILDER_METHODS: &[&str] = &[
    "all",
    "attempt_timeout",
    "clone",
    "fmt",
    "header",
    "idempotent",
    "into_future",
    "items",
    "max_retries",
    "pages",
    "query",
    "request",
    "send",
    "send_with_response",
    "timeout",
];

/// Methods of a handle or the client that an accessor or a call must not hide.
pub const HANDLE_METHODS: &[&str] = &["builder", "clone", "fmt", "from_env", "new", "session"];

/// Methods of the client's builder that a credential or a parameter must not hide.
pub const CLIENT_BUILDER_METHODS: &[&str] = &[
    "allow_insecure_http",
    "attempt_timeout",
    "base_url",
    "build",
    "client_parameter",
    "clone",
    "credential",
    "environment",
    "environment_from",
    "fetch_tokens",
    "fetched",
    "fmt",
    "header",
    "max_body_size",
    "max_retries",
    "new",
    "query",
    "served_at",
    "server",
    "session",
    "timeout",
    "transport",
    "validate",
];

/// Options of every command of a program.
pub const PROGRAM_OPTIONS: &[&str] = &[
    "base-url",
    "dry-run",
    "help",
    "max-retries",
    "output",
    "timeout",
    "version",
];

/// Options that some commands of a program have.
pub const OPTIONS: &[&str] = &["all", "body", "out", "yes"];

/// Cargo features of every client, and names that a manifest gives to other things.
pub const FEATURES: &[&str] = &[
    "all",
    "blocking",
    "bytes",
    "cli",
    "default",
    "futures-core",
    "http",
    "jiff",
    "mock",
    "native-tls",
    "percent-encoding",
    "reqwest",
    "rustls",
    "secrecy",
    "serde",
    "serde_json",
    "tokio",
    "tower",
    "tower-service",
    "tracing",
    "ureq",
];

/// Methods of a server that a variable of it must not hide.
pub const SERVER_METHODS: &[&str] = &["address", "clone", "default", "eq", "fmt", "new"];

/// Modules that would be files of another meaning, or none at all on Windows.
pub const FILES: &[&str] = &["aux", "con", "nul", "prn", "r#mod"];

/// Modules that hide what a resource's own module refers to, and those that no file may be called.
pub const CHILD_MODULES: &[&str] = &[
    "alloc",
    "aux",
    "con",
    "core",
    "http",
    "jiff",
    "nul",
    "prn",
    "r#mod",
    "serde",
    "serde_json",
    "std",
    "types",
];

/// What the emitted code of an object calls its own: a field of such a name would hide it.
pub const OBJECT_LOCALS: &[&str] = &["additional", "new", "unknown_fields"];

/// What the code of a type, or an example that uses one, refers to by these names alone.
pub const TYPE_ITEMS: &[&str] = &[
    "Box",
    "Client",
    "Default",
    "Err",
    "Error",
    "ErrorKind",
    "From",
    "Into",
    "IntoIterator",
    "None",
    "Ok",
    "Option",
    "Request",
    "Response",
    "Result",
    "Sensitive",
    "Some",
    "String",
    "Vec",
];

/// What the module of a resource refers to by these names alone: a handle or a request must not hide it.
pub const RESOURCE_ITEMS: &[&str] = &[
    "Async",
    "Client",
    "Default",
    "Err",
    "From",
    "Into",
    "IntoIterator",
    "M",
    "Method",
    "Mode",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Pagination",
    "Parameter",
    "Request",
    "Result",
    "Security",
    "Session",
    "Some",
    "String",
    "Style",
    "Vec",
];
