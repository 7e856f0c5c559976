//! The program of the generated crate, so that cargo builds it for the tests.

fn main() -> std::process::ExitCode {
    cloudflare_secrets_store::cli::main()
}
