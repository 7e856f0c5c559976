//! The type [`Scope`].

// Generated. Do not edit: the next run overwrites it.

use crate::string_enum;

/// A Cloudflare service that may use a secret:
///
/// - `workers`: Workers
/// - `ai_gateway`: AI Gateway
/// - `dex`: Digital Experience Monitoring
/// - `access`: Access
/// - `containers`: Containers
/// - `websearch`: web search
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Scope {
    /// Workers
    ///
    /// On the wire: `workers`
    Workers,
    /// AI Gateway
    ///
    /// On the wire: `ai_gateway`
    AiGateway,
    /// Digital Experience Monitoring
    ///
    /// On the wire: `dex`
    Dex,
    /// Access
    ///
    /// On the wire: `access`
    Access,
    /// Containers
    ///
    /// On the wire: `containers`
    Containers,
    /// Web search
    ///
    /// On the wire: `websearch`
    Websearch,
    /// A value that was not known when this client was made, as it stands on the wire
    Unknown(String),
}

impl Scope {
    /// The value as it stands on the wire.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Workers => "workers",
            Self::AiGateway => "ai_gateway",
            Self::Dex => "dex",
            Self::Access => "access",
            Self::Containers => "containers",
            Self::Websearch => "websearch",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for Scope {
    fn from(value: &str) -> Self {
        match value {
            "workers" => Self::Workers,
            "ai_gateway" => Self::AiGateway,
            "dex" => Self::Dex,
            "access" => Self::Access,
            "containers" => Self::Containers,
            "websearch" => Self::Websearch,
            _ => Self::Unknown(value.to_owned()),
        }
    }
}

string_enum!(Scope);
