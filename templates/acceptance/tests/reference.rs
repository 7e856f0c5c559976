//! The command lines of the reference, run by a real shell: each sends what the client sends for the example in Rust beside
//! it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

use cloudflare_secrets_store::blocking::Client;
use cloudflare_secrets_store::types::{
    BulkDeleteSecrets, CreateSecret, CreateStore, Direction, DuplicateSecret, EditSecret, Scope,
    SecretOrder, StoreOrder,
};
use secrets_store_acceptance::support::{ACCOUNT, SECRET, STORE, blocking_client};
use secrets_store_acceptance::{Recorded, Server, json};

type Call = fn(&Client);

const OTHER: &str = "8c1b6f0e9d3a4725b04f6e2d7a915c38";

/// The calls of the examples, by their pages. What comes back is of no interest here.
const CALLS: &[(&str, Call)] = &[
    ("quota/get", |client| {
        drop(client.secrets_store().quota().get().send());
    }),
    ("stores/list", |client| {
        let request = client.secrets_store().stores().list();
        let request = request.direction(Direction::Asc).order(StoreOrder::Name);
        drop(request.page(2).per_page(50).send());
    }),
    ("stores/create", |client| {
        let stores = client.secrets_store().stores();
        drop(stores.create(CreateStore::new("production")).send());
    }),
    ("stores/get", |client| {
        drop(client.secrets_store().stores().get(STORE).send());
    }),
    ("stores/delete", |client| {
        let request = client.secrets_store().stores().delete(STORE);
        drop(request.force(true).send());
    }),
    ("stores/secrets/list", |client| {
        let request = client.secrets_store().stores().secrets().list(STORE);
        let request = request.direction(Direction::Asc).order(SecretOrder::Name);
        let request = request.page(2).per_page(50).search("billing");
        drop(request.scopes([Scope::Workers, Scope::AiGateway]).send());
    }),
    ("stores/secrets/create", |client| {
        let scopes = [Scope::Workers, Scope::AiGateway];
        let key = CreateSecret::new("MY_API_KEY", "not-a-real-key", scopes)
            .comment("Billing, owned by the payments team");
        let password = CreateSecret::new("SMTP_PASSWORD", "not-a-real-password", [Scope::Workers]);
        let secrets = client.secrets_store().stores().secrets();
        drop(secrets.create(STORE, [key, password]).send());
    }),
    ("stores/secrets/bulk_delete", |client| {
        let secrets = client.secrets_store().stores().secrets();
        let body = BulkDeleteSecrets::new([SECRET, OTHER]);
        drop(secrets.bulk_delete(STORE, body).send());
    }),
    ("stores/secrets/get", |client| {
        let secrets = client.secrets_store().stores().secrets();
        drop(secrets.get(STORE, SECRET).send());
    }),
    ("stores/secrets/edit", |client| {
        let secrets = client.secrets_store().stores().secrets();
        let body = EditSecret::new().value("not-a-real-key-either");
        let body = body.comment("Rotated in November");
        drop(secrets.edit(STORE, SECRET, body).send());
    }),
    ("stores/secrets/delete", |client| {
        let secrets = client.secrets_store().stores().secrets();
        drop(secrets.delete(STORE, SECRET).send());
    }),
    ("stores/secrets/duplicate", |client| {
        let secrets = client.secrets_store().stores().secrets();
        let scopes = [Scope::Workers, Scope::AiGateway];
        let body = DuplicateSecret::new("MY_API_KEY_STAGING", scopes).comment("for staging");
        drop(secrets.duplicate(STORE, SECRET, body).send());
    }),
];

/// The command on a page, below a title.
fn command(page: &str, title: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated/docs/secrets_store");
    let text = std::fs::read_to_string(folder.join(page).with_extension("md")).unwrap();
    let start = format!("## {title}\n\n```sh\n");
    let (_, after) = text.split_once(&start).unwrap();
    let (command, _) = after.split_once("\n```\n").unwrap();
    command.to_owned()
}

/// What matters of a request: where it goes, who asks, what for, and what it brings.
fn essence(sent: &Recorded) -> (&str, Vec<Option<&str>>, serde_json::Value) {
    let headers = ["authorization", "accept", "content-type"];
    let headers = headers.map(|name| sent.header(name)).to_vec();
    let body = serde_json::from_str(&sent.body).unwrap_or_default();
    (&sent.request_line, headers, body)
}

#[test]
fn a_command_line_sends_what_the_client_sends() {
    if Command::new("curl").arg("--version").output().is_err() {
        println!("skipped: there is no curl here");
        return;
    }
    for (page, call) in CALLS {
        let nothing = r#"{"success":true,"errors":[],"messages":[],"result":null}"#;
        let server = Server::start(vec![json("200 OK", nothing)]).unwrap();
        call(&blocking_client(&server));
        let command = command(page, "curl");
        let here = command.replace("https://api.cloudflare.com/client/v4", &server.url());
        assert_ne!(here, command);
        let ran = Command::new("sh")
            .args(["-euc", &here])
            .env("CLOUDFLARE_ACCOUNT_ID", ACCOUNT)
            .env("CLOUDFLARE_API_TOKEN", "test-token")
            .env("no_proxy", "*")
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{page}: {said}");
        assert_eq!(String::from_utf8_lossy(&ran.stdout), nothing, "{page}");
        let sent = server.recorded();
        assert_eq!(sent.len(), 2, "{page}");
        assert_eq!(essence(&sent[0]), essence(&sent[1]), "{page}");
    }
}

#[test]
#[cfg(unix)]
fn the_program_sends_what_the_client_sends() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("secrets-store");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_command-line"), program).unwrap();
    let mut path = folder.path().as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap());
    for (page, call) in CALLS {
        let nothing = r#"{"success":true,"errors":[],"messages":[],"result":null}"#;
        let server = Server::start(vec![json("200 OK", nothing)]).unwrap();
        call(&blocking_client(&server));
        let mut command = command(page, "Command line");
        let expected: serde_json::Value =
            serde_json::from_str(&server.recorded()[0].body).unwrap_or_default();
        // Where a command names a file with a secret, it is there.
        if let Some(value) = expected["value"].as_str() {
            assert!(!command.contains(value), "{page}: {command}");
            std::fs::write(folder.path().join("value.txt"), value).unwrap();
        }
        if page.ends_with("delete") {
            command.push_str(" --yes");
        }
        let ran = Command::new("sh")
            .args(["-euc", &command])
            .current_dir(&folder)
            .env_clear()
            .env("PATH", &path)
            .env("CLOUDFLARE_ACCOUNT_ID", ACCOUNT)
            .env("CLOUDFLARE_API_TOKEN", "test-token")
            .env("CLOUDFLARE_BASE_URL", server.url())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stderr);
        assert!(ran.status.success(), "{page}: {said}\n{command}");
        let sent = server.recorded();
        assert_eq!(sent.len(), 2, "{page}");
        assert_eq!(essence(&sent[0]), essence(&sent[1]), "{page}");
    }
}

#[test]
fn every_call_has_a_page() {
    let index = include_str!("../../../generated/docs/README.md");
    let linked = index.matches("(secrets_store/").count();
    assert_eq!(linked, CALLS.len());
}
