//! What a client is built from, and what is refused.

use super::*;
use crate::runtime::api::{ClientParameter, Credential, CredentialPart};
use crate::runtime::transport::Nowhere;

static API: Api = Api::new("Things", "https://a.example/v1")
    .base_url_environment("T_URL")
    .client_parameters(&[ClientParameter::new("account_id").environment("T_ACCOUNT")])
    .credentials(&[
        Credential::new(
            "token",
            &[CredentialPart::bearer("token").environment("T_TOKEN")],
        ),
        Credential::new(
            "key",
            &[CredentialPart::header("key", "x-key").environment("T_KEY")],
        ),
    ]);

fn builder() -> ClientBuilder {
    ClientBuilder::<Async>::new(&API).transport(Nowhere)
}

fn environment(variable: &str) -> Option<String> {
    let value = match variable {
        "T_URL" => " https://b.example/ \n",
        "T_ACCOUNT" => " acc ",
        "T_TOKEN" => "hunter2-token\n",
        "T_KEY" => "hunter2-key",
        _ => return None,
    };
    Some(value.to_owned())
}

fn credential(config: &Config) -> Option<&'static str> {
    config.credentials.first().map(|held| held.name)
}

#[test]
fn the_environment_fills_in_what_is_not_set() {
    let config = builder()
        .environment_from(environment)
        .session()
        .unwrap()
        .config;
    assert_eq!(config.base_url.text, "https://b.example");
    assert_eq!(config.client_parameters, [Some("acc".to_owned())]);
    assert_eq!(credential(&config), Some("token"));

    let set = builder()
        .base_url("https://c.example")
        .client_parameter(0, "mine")
        .credential(1, vec!["k".into()]);
    let config = set.environment_from(environment).session().unwrap().config;
    assert_eq!(config.base_url.text, "https://c.example");
    assert_eq!(config.client_parameters, [Some("mine".to_owned())]);
    assert_eq!(credential(&config), Some("key"));
    // Before or after, what is set counts.
    let late = builder()
        .environment_from(environment)
        .credential(1, vec!["k".into()]);
    assert_eq!(credential(&late.session().unwrap().config), Some("key"));
}

#[test]
fn an_empty_variable_is_none() {
    let blank = |_: &str| Some(" ".to_owned());
    let error = builder().environment_from(blank).session().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("no credentials"), "{error}");
}

#[test]
fn nothing_is_taken_from_the_environment_unasked() {
    assert!(builder().session().is_err());
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[test]
fn a_client_without_a_transport_says_what_to_do() {
    let builder = ClientBuilder::<Async>::new(&API).credential(0, vec!["t".into()]);
    let error = builder.session().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("`.transport(..)`"), "{error}");
}

#[test]
fn what_cannot_be_is_refused() {
    let builder = || builder().credential(0, vec!["hunter2".into()]);
    for (builder, reason) in [
        (
            builder().base_url("http://b.example"),
            "allow_insecure_http",
        ),
        (builder().base_url(""), "not a valid URL"),
        (
            builder().base_url("https://u:hunter2@b.example"),
            "user name",
        ),
        (builder().header("x-a", "hunter2\nx"), "`x-a`"),
        (
            builder().credential(1, vec!["hunter2".into()]),
            "`.token(..)` and `.key(..)`",
        ),
    ] {
        let error = builder.session().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().starts_with("Things: "), "{error}");
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
    assert!(
        builder()
            .base_url("http://b.example")
            .allow_insecure_http(true)
            .session()
            .is_ok()
    );
    assert!(
        builder()
            .credential(0, vec!["again".into()])
            .session()
            .is_ok()
    );
}
