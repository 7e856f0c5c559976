//! The type [`Scope`]. Generated: do not edit, the next run overwrites it.

/// A Cloudflare service that may use a secret:
///
/// - `workers`: Workers
/// - `ai_gateway`: AI Gateway
/// - `dex`: Digital Experience Monitoring
/// - `access`: Access
/// - `containers`: Containers
/// - `websearch`: web search
#[derive(Clone, Debug)]
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
crate::string_enum!(Scope {
    "workers" => Workers, "ai_gateway" => AiGateway, "dex" => Dex, "access" => Access,
    "containers" => Containers, "websearch" => Websearch,
});
