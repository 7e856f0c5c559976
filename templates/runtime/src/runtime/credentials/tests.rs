//! Which credential is sent, and which is refused.

use super::*;
use crate::runtime::api::CredentialPart;

static API: Api = Api::new("Things", "https://api.example.com").credentials(&[
    Credential::new("token", &[CredentialPart::bearer("token").environment("T")]),
    Credential::new(
        "key",
        &[
            CredentialPart::header("key", "x-key").environment("K"),
            CredentialPart::header("email", "x-email").environment("E"),
        ],
    ),
    Credential::new(
        "login",
        &[
            CredentialPart::username("user"),
            CredentialPart::password("password"),
        ],
    ),
    Credential::new("query", &[CredentialPart::query("q", "api key")]),
    Credential::new("cookie", &[CredentialPart::cookie("c", "session")]),
]);

fn explicit(values: &[(usize, &[&str])]) -> Result<Option<Credentials>, Error> {
    let values = values.iter().map(|(index, values)| {
        (
            *index,
            values.iter().map(|value| Sensitive::from(*value)).collect(),
        )
    });
    let given = Given {
        explicit: values.collect(),
        environment: Vec::new(),
    };
    Credentials::choose(&API, &given)
}

fn environment(values: &[(&'static str, &str)]) -> Result<Option<Credentials>, Error> {
    let values = values
        .iter()
        .map(|(name, value)| (*name, Sensitive::from(*value)));
    let given = Given {
        explicit: Vec::new(),
        environment: values.collect(),
    };
    Credentials::choose(&API, &given)
}

fn headers(credentials: &Credentials) -> Vec<String> {
    let headers = credentials.headers.iter();
    headers
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect()
}

fn error(result: Result<Option<Credentials>, Error>) -> String {
    let error = result.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Config);
    error.to_string()
}

#[test]
fn each_kind_travels_in_its_place() {
    let token = explicit(&[(0, &[" tok \n"])]).unwrap().unwrap();
    assert_eq!(headers(&token), ["authorization: Bearer tok"]);
    assert!(token.headers.iter().all(|(_, value)| value.is_sensitive()));
    let key = explicit(&[(1, &["k", "e@example.com"])]).unwrap().unwrap();
    assert_eq!(headers(&key), ["x-key: k", "x-email: e@example.com"]);
    let login = explicit(&[(2, &["Aladdin", "open sesame"])])
        .unwrap()
        .unwrap();
    assert_eq!(
        headers(&login),
        ["authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]
    );
    assert_eq!(
        explicit(&[(3, &["a&b"])]).unwrap().unwrap().query,
        "api%20key=a%26b"
    );
    assert_eq!(
        explicit(&[(4, &["a;b"])]).unwrap().unwrap().cookie,
        "session=a%3Bb"
    );
}

#[test]
fn two_are_refused_by_name() {
    let message = error(explicit(&[(0, &["hunter2"]), (1, &["hunter2", "e"])]));
    assert!(
        message.contains("`.token(..)`") && message.contains("`.key(..)`"),
        "{message}"
    );
    assert!(!message.contains("hunter2"));
}

#[test]
fn none_is_refused_with_what_to_do() {
    let message = error(explicit(&[]));
    for part in ["`.token(..)`", "`.key(.., ..)`", "T, or K and E set"] {
        assert!(message.contains(part), "{part}: {message}");
    }
}

#[test]
fn unusable_values_are_refused_without_a_repeat() {
    for values in [
        &[" "][..],
        &["hunter2\r\nx: y"],
        &["hunter2\u{e9}"],
        &["hunter2\0"],
    ] {
        let message = error(explicit(&[(0, values)]));
        assert!(message.contains("`token`"), "{message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
    assert!(error(explicit(&[(1, &["k", ""])])).contains("`email` is empty"));
}

#[test]
fn the_environment_prefers_the_first_that_is_complete() {
    let name = |values| environment(values).unwrap().unwrap().name;
    assert_eq!(name(&[("K", "k"), ("E", "e"), ("T", "t")]), "token");
    assert_eq!(name(&[("K", "k"), ("E", "e")]), "key");
    assert_eq!(name(&[("E", "e"), ("T", "t")]), "token");
    assert!(error(environment(&[("K", "k")])).contains("not E"));
}

#[test]
fn the_secrets_are_those_that_are_sent() {
    let login = explicit(&[(2, &["Aladdin", "open sesame"])])
        .unwrap()
        .unwrap();
    let secrets: Vec<_> = login.secrets.iter().map(Sensitive::expose).collect();
    assert_eq!(secrets, ["Aladdin:open sesame", "open sesame"]);
}
