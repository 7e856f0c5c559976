//! The command line: a command for every operation. Generated: do not edit, the next run overwrites it.

mod secrets_store;

/// Runs the program with the arguments of this process, and says what it ends with.
pub fn main() -> std::process::ExitCode {
    crate::parts::cli::run::run(&PROGRAM)
}

static PROGRAM: crate::parts::cli::table::Program = crate::parts::cli::table::Program {
    name: "secrets-store",
    version: env!("CARGO_PKG_VERSION"),
    about: "A client of Cloudflare's Secrets Store that keeps secrets out of logs, errors and other hosts",
    api: &crate::api::API,
    parameters: &[
        ("account-id", "The account to work in. The dashboard shows its identifier."),
    ],
    completions: "completions",
    manual: "man",
    mock: MOCK,
    has_help: true,
    calls: &[
        secrets_store::quota::CALLS,
        secrets_store::stores::CALLS,
        secrets_store::stores::secrets::CALLS,
    ],
};

#[cfg(not(feature = "mock"))]
const MOCK: Option<crate::parts::cli::table::Mock> = None;

#[cfg(feature = "mock")]
const MOCK: Option<crate::parts::cli::table::Mock> = Some(crate::parts::cli::table::Mock {
    name: "mock",
    serve,
});

#[cfg(feature = "mock")]
fn serve(
    port: u16,
    script: Option<&str>,
    ready: &mut dyn FnMut(&str),
) -> Result<(), String> {
    let mock = crate::mock::Mock::new();
    if let Some(script) = script {
        mock.script_json(script).map_err(|error| error.to_string())?;
    }

    let server = mock
        .serve(port)
        .map_err(|error| format!("port {port} of this machine cannot be had: {error}"))?;
    ready(&server.url());
    server.wait();
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn commands_are_sound() {
        crate::parts::cli::commands::command(&super::PROGRAM).debug_assert();
    }
}
