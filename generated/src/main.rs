//! The program that makes the calls from a command line. Generated: do not edit, the next run overwrites it.

fn main() -> std::process::ExitCode {
    cloudflare_secrets_store::cli::main()
}
