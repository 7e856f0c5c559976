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
    Credential::new("digest", &[CredentialPart::scheme("digest", "Digest")]),
    Credential::new("admin", &[CredentialPart::bearer("admin").environment("A")]).group(1),
]);

fn explicit(values: &[(usize, &[&str])]) -> Result<Vec<Credentials>, Error> {
    let values = values.iter().map(|(index, values)| {
        (
            *index,
            values.iter().map(|value| Sensitive::from(*value)).collect(),
        )
    });
    let mut given = Given {
        fetched: Vec::new(),
        explicit: values.collect(),
        environment: Vec::new(),
    };
    Credentials::choose(&API, &mut given, &Uri::default())
}

fn only(values: &[(usize, &[&str])]) -> Credentials {
    let [only] = <[Credentials; 1]>::try_from(explicit(values).unwrap())
        .ok()
        .unwrap();
    only
}

fn environment(values: &[(&'static str, &str)]) -> Result<Vec<Credentials>, Error> {
    let values = values
        .iter()
        .map(|(name, value)| (*name, Sensitive::from(*value)));
    let mut given = Given {
        fetched: Vec::new(),
        explicit: Vec::new(),
        environment: values.collect(),
    };
    Credentials::choose(&API, &mut given, &Uri::default())
}

fn headers(credentials: &Credentials) -> Vec<String> {
    let headers = credentials.headers.iter();
    headers
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect()
}

fn error(result: Result<Vec<Credentials>, Error>) -> String {
    let error = result.err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Config);
    error.to_string()
}

#[test]
fn each_kind_travels_in_its_place() {
    let token = only(&[(0, &[" tok \n"])]);
    assert_eq!(headers(&token), ["authorization: Bearer tok"]);
    assert!(token.headers.iter().all(|(_, value)| value.is_sensitive()));
    let key = only(&[(1, &["k", "e@example.com"])]);
    assert_eq!(headers(&key), ["x-key: k", "x-email: e@example.com"]);
    let login = only(&[(2, &["Aladdin", "open sesame"])]);
    assert_eq!(
        headers(&login),
        ["authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]
    );
    let digest = only(&[(5, &["username=\"me\", response=\"x\""])]);
    assert_eq!(
        headers(&digest),
        ["authorization: Digest username=\"me\", response=\"x\""]
    );
    assert_eq!(only(&[(3, &["a&b"])]).query, "api%20key=a%26b");
    assert_eq!(only(&[(4, &["a;b"])]).cookie, "session=a%3Bb");
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
    for part in ["`.token(..)`", "`.key(.., ..)`", "T, or K and E, or A set"] {
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
    let name = |values| {
        let names = environment(values)
            .unwrap()
            .into_iter()
            .map(|held| held.name);
        names.collect::<Vec<_>>().join("+")
    };
    assert_eq!(
        name(&[("A", "a"), ("K", "k"), ("E", "e"), ("T", "t")]),
        "token+admin"
    );
    assert_eq!(name(&[("A", "a")]), "admin");
    assert_eq!(name(&[("K", "k"), ("E", "e"), ("T", "t")]), "token");
    assert_eq!(name(&[("K", "k"), ("E", "e")]), "key");
    assert_eq!(name(&[("E", "e"), ("T", "t")]), "token");
    assert!(error(environment(&[("K", "k")])).contains("not E"));
}

#[test]
fn the_secrets_are_those_that_are_sent() {
    let login = only(&[(2, &["Aladdin", "open sesame"])]);
    let secrets: Vec<_> = login.secrets.iter().map(Sensitive::expose).collect();
    assert_eq!(secrets, ["Aladdin:open sesame", "open sesame"]);
}

#[test]
fn a_half_of_the_basic_scheme_may_be_empty() {
    let key = only(&[(2, &["sk_hunter2", ""])]);
    assert_eq!(headers(&key), ["authorization: Basic c2tfaHVudGVyMjo="]);
    let secrets: Vec<_> = key.secrets.iter().map(Sensitive::expose).collect();
    assert_eq!(secrets, ["sk_hunter2", "sk_hunter2:"]);
    assert!(error(explicit(&[(2, &["", ""])])).contains("`password` is empty"));
    assert!(error(explicit(&[(2, &["a:b", "c"])])).contains("`user` has a colon"));
}

#[test]
fn an_operation_gets_the_first_that_it_takes() {
    use http::Method;
    let held = explicit(&[(6, &["admin"]), (0, &["token"])]).unwrap();
    let name = |operation: &Operation| Credentials::of(&held, operation).map(|found| found.name);
    let operation = || Operation::new("a", Method::GET, "/a");
    assert_eq!(name(&operation()), Some("token"));
    assert_eq!(name(&operation().credentials(&[6, 0])), Some("admin"));
    assert_eq!(name(&operation().credentials(&[1, 0])), Some("token"));
    assert_eq!(name(&operation().credentials(&[1])), None);
    assert_eq!(name(&operation().security(Security::None)), None);
    let message = missing(&API, Some(&[1]), &held);
    assert_eq!(
        message,
        "the call does not take the credential `admin`: call `.key(.., ..)` on the client builder, or \
         build the client from the environment with K and E set"
    );
}
