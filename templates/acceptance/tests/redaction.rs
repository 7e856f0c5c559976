//! Nothing that is secret appears in any text that a client makes: `Debug`, `Display`, errors and logs, for values that
//! would be recognised anywhere.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use cloudflare_secrets_store::Client;
use cloudflare_secrets_store::types::{CreateSecret, EditSecret, Scope};
use secrets_store_acceptance::support::{SECRET, STORE, builder};
use secrets_store_acceptance::{Server, json};

const TOKEN: &str = "tok-QXJNVb71 /+ö";
const KEY: &str = "key-93hfGH2k";
const EMAIL: &str = "owner-77@example.com";
const VALUE: &str = "val-\"zz91\"\n\u{2028}<&>";

fn assert_clean(text: &str) {
    let escaped = serde_json::to_string(VALUE).unwrap();
    let forms = [
        TOKEN,
        "QXJNVb71",
        KEY,
        "93hfGH2k",
        EMAIL,
        "owner-77",
        VALUE,
        escaped.trim_matches('"'),
        "zz91",
    ];
    for form in forms {
        assert!(!text.contains(form), "`{form}` shows in: {text}");
    }
}

fn clients(server: &Server) -> Vec<Client> {
    vec![
        builder(server)
            .api_token(TOKEN.replace('ö', "o"))
            .build()
            .unwrap(),
        builder(server).api_key(KEY, EMAIL).build().unwrap(),
        builder(server).user_service_key(KEY).build().unwrap(),
    ]
}

#[tokio::test]
async fn no_text_of_any_value_shows_a_secret() {
    let server = Server::start(vec![json("200 OK", "{}")]).unwrap();
    let create = CreateSecret::new("n", VALUE, [Scope::Workers]);
    let edit = EditSecret::new().value(VALUE);
    assert_clean(&format!("{create:?} {create:#?} {edit:?}"));
    assert!(format!("{create:?}").contains("[REDACTED]"));
    let started = builder(&server)
        .api_token(TOKEN)
        .api_key(KEY, EMAIL)
        .user_service_key(KEY);
    assert_clean(&format!("{started:?} {started:#?}"));
    assert_clean(&format!("{:?}", started.build().unwrap_err()));
    for client in clients(&server) {
        let secrets = client.secrets_store().stores().secrets();
        let request = secrets.create(STORE, [create.clone()]);
        assert_clean(&format!(
            "{client:?} {client:#?} {secrets:?} {request:?} {request:#?}"
        ));
    }
}

#[tokio::test]
async fn a_server_that_repeats_what_it_was_sent_gives_nothing_away() {
    let value = serde_json::to_string(VALUE).unwrap();
    let value = value.trim_matches('"');
    let token = TOKEN.replace('ö', "o");
    let said = format!(
        "Bearer {token} X-Auth-Key: {KEY} X-Auth-Email: {EMAIL} value={VALUE} json={value}"
    );
    let message = serde_json::to_string(&said).unwrap();
    let echo = format!(
        r#"{{"success":false,"errors":[{{"code":1001,"message":{message}}}],"messages":[],"result":null}}"#
    );
    let html = format!("<html>{said}</html>");
    let answers = [
        json("400 Bad Request", &echo),
        json("200 OK", &echo),
        json("200 OK", &said),
        format!(
            "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{html}",
            html.len()
        ),
        format!(
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: https://other.example.com/?k={KEY}&e={EMAIL}\r\ncontent-length: 0\r\n\r\n"
        ),
    ];
    for answer in answers {
        let server = Server::start(vec![answer.clone()]).unwrap();
        for client in clients(&server) {
            let secrets = client.secrets_store().stores().secrets();
            let create = secrets
                .create(STORE, [CreateSecret::new("n", VALUE, [Scope::Workers])])
                .await
                .unwrap_err();
            let edit = secrets
                .edit(STORE, SECRET, EditSecret::new().value(VALUE))
                .await
                .unwrap_err();
            for error in [create, edit] {
                // What this call did not send is not known to it: look for what it sent.
                let text = format!(
                    "{error} {error:?} {error:#?} {:?} {:?}",
                    error.api_errors(),
                    error.body_excerpt()
                );
                assert!(!text.contains("zz91"), "{answer}\n{text}");
                let own = format!("{client:?}");
                assert_clean(&own);
                if server
                    .recorded()
                    .last()
                    .unwrap()
                    .header("authorization")
                    .is_some()
                {
                    assert!(!text.contains("QXJNVb71"), "{answer}\n{text}");
                } else {
                    assert!(!text.contains("93hfGH2k"), "{answer}\n{text}");
                }
            }
        }
    }
}

/// A log that a test can read.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn logs_name_the_call_and_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::FULL)
        .with_writer(move || writer.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let server = Server::start(vec![json("404 Not Found", "{}")]).unwrap();
    for client in clients(&server) {
        let secrets = client.secrets_store().stores().secrets();
        secrets
            .create(STORE, [CreateSecret::new("n", VALUE, [Scope::Workers])])
            .await
            .unwrap_err();
    }
    drop(guard);
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert_clean(&text);
    for part in ["POST", "404", "127.0.0.1"] {
        assert!(text.contains(part), "{part} is not in the log:\n{text}");
    }
}
