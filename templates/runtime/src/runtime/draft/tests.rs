//! What is sent, and what is refused before it is.

use std::sync::Arc;

use bytes::Bytes;
use http::Method;

use super::*;
use crate::runtime::api::{Api, ClientParameter, Credential, CredentialPart};
use crate::runtime::operation::Style;
use crate::runtime::transport::Nowhere;
use crate::runtime::{Async, ClientBuilder, Request, Rules};

static API: Api = Api::new("Things", "https://a.example/v1/")
    .user_agent("things/1")
    .client_parameters(&[ClientParameter::new("account_id").environment("THINGS_ACCOUNT")])
    .credentials(&[
        Credential::new("token", &[CredentialPart::bearer("token")]),
        Credential::new("key", &[CredentialPart::query("key", "key")]),
        Credential::new("session", &[CredentialPart::cookie("session", "sid")]),
    ]);

static EVERYTHING: Operation = Operation::new(
    "things.everything",
    Method::POST,
    "/accounts/{account_id}/things/{thing_id}/all",
)
.parameters(&[
    Parameter::path("account_id")
        .client(0)
        .rules(Rules::ANY.max_length(8)),
    Parameter::path("thing_id").rules(Rules::ANY.max_length(8)),
    Parameter::query("b"),
    Parameter::query("a")
        .style(Style::Form, false)
        .rules(Rules::ANY.max_items(2)),
    Parameter::header("X-Trace"),
    Parameter::cookie("flavour"),
]);

static PLAIN: Operation = Operation::new("things.plain", Method::GET, "/plain");
static OPEN: Operation =
    Operation::new("things.open", Method::GET, "/open").security(Security::None);

fn body(draft: &Draft) -> Bytes {
    let body = draft.body.as_ref().unwrap().open().unwrap();
    body.as_bytes().unwrap().clone()
}

fn client() -> ClientBuilder<Async> {
    ClientBuilder::<Async>::new(&API)
        .transport(Nowhere)
        .credential(0, vec![Sensitive::from("hunter2-token")])
}

fn config(client: ClientBuilder<Async>) -> Arc<Config> {
    client.session().unwrap().config
}

fn draft(config: &Config) -> Draft {
    let mut draft = Draft::new(&EVERYTHING);
    draft.parameter(config, 1, &"t1");
    draft
}

fn url(draft: &mut Draft, config: &Config) -> String {
    draft.complete(config).unwrap().to_string()
}

fn error(draft: &mut Draft, config: &Config) -> (ErrorKind, String) {
    let error = draft.complete(config).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
    (error.kind(), error.to_string())
}

fn header(draft: &Draft, config: &Config, name: &str) -> Option<String> {
    let headers = draft.headers(config, false);
    headers
        .get(name)
        .map(|value| value.to_str().unwrap().to_owned())
}

#[test]
fn everything_ends_up_in_its_place() {
    let config = config(client().client_parameter(0, "acc").header("x-client", "c"));
    let mut draft = draft(&config);
    draft.query("z z", "1&2");
    draft.parameter(&config, 3, &vec!["x", "y,z"]);
    draft.parameter(&config, 2, &"q");
    draft.parameter(&config, 4, &"trace 1");
    draft.parameter(&config, 5, &"va nilla");
    draft.header(&config, "x-mine", "m");
    draft.header(&config, "user-agent", "mine/1");
    draft.json(&config, &vec![1, 2]);
    assert_eq!(
        url(&mut draft, &config),
        "https://a.example/v1/accounts/acc/things/t1/all?b=q&a=x,y%2Cz&z%20z=1%262"
    );
    for (name, value) in [
        ("accept", "application/json"),
        ("user-agent", "mine/1"),
        ("authorization", "Bearer hunter2-token"),
        ("x-client", "c"),
        ("x-mine", "m"),
        ("x-trace", "trace 1"),
        ("cookie", "flavour=va%20nilla"),
        ("content-type", "application/json"),
    ] {
        assert_eq!(
            header(&draft, &config, name).as_deref(),
            Some(value),
            "{name}"
        );
    }
    assert_eq!(body(&draft), "[1,2]");
    let headers = draft.headers(&config, false);
    assert!(!format!("{headers:?}").contains("hunter2"), "{headers:?}");

    let abroad = draft.headers(&config, true);
    let mut names: Vec<_> = abroad.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "user-agent"]);
}

#[test]
fn the_last_value_of_a_parameter_counts() {
    let config = config(client().client_parameter(0, "acc"));
    let mut draft = draft(&config);
    draft.parameter(&config, 2, &"first");
    draft.parameter(&config, 2, &"second");
    draft.client_parameter(&config, 0, "other");
    let once = url(&mut draft, &config);
    assert_eq!(
        once,
        "https://a.example/v1/accounts/other/things/t1/all?b=second"
    );
    let none: Option<String> = None;
    draft.parameter(&config, 2, &none);
    assert!(!url(&mut draft, &config).contains('?'));
}

#[test]
fn a_part_of_the_path_cannot_become_another_path() {
    let config = config(client().client_parameter(0, "acc"));
    for (value, expected) in [
        ("a/b", "a%2Fb"),
        ("../..", "..%2F.."),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("a?b#c", "a%3Fb%23c"),
        ("é", "%C3%A9"),
        ("\\", "%5C"),
    ] {
        let mut draft = draft(&config);
        draft.parameter(&config, 1, &value);
        let expected = format!("https://a.example/v1/accounts/acc/things/{expected}/all");
        assert_eq!(url(&mut draft, &config), expected, "{value}");
    }
    for value in ["", ".", ".."] {
        for unchecked in [true, false] {
            let config = self::config(client().client_parameter(0, "acc").validate(!unchecked));
            let mut draft = draft(&config);
            draft.parameter(&config, 1, &value);
            let (kind, message) = error(&mut draft, &config);
            assert_eq!(kind, ErrorKind::Validation, "{value}");
            assert!(
                message.starts_with("things.everything: thing_id is "),
                "{message}"
            );
        }
    }
}

#[test]
fn a_segment_may_have_several_parts_and_a_part_several_segments() {
    static TREE: Operation = Operation::new(
        "things.tree",
        Method::GET,
        "/compare/{base}...{head}/{path}?view=tree",
    )
    .security(Security::None)
    .parameters(&[
        Parameter::path("base"),
        Parameter::path("head"),
        Parameter::path("path").reserved(),
        Parameter::query("page"),
        Parameter::header("Cookie"),
        Parameter::cookie("a"),
        Parameter::cookie("b"),
    ]);
    let config = config(client());
    let draft = |path: &str| {
        let mut draft = Draft::new(&TREE);
        for (index, value) in [(0, "main"), (1, "a/b"), (2, path), (3, "2")] {
            draft.parameter(&config, index, &value);
        }
        draft
    };
    let mut sent = draft("src/a b.rs");
    sent.parameter(&config, 4, &"sid=1");
    sent.parameter(&config, 5, &"x;y");
    sent.parameter(&config, 6, &vec!["1", "2"]);
    assert_eq!(
        url(&mut sent, &config),
        "https://a.example/v1/compare/main...a%2Fb/src/a%20b.rs?view=tree&page=2"
    );
    assert_eq!(
        header(&sent, &config, "cookie").as_deref(),
        Some("sid=1; a=x%3By; b=1; b=2")
    );
    for path in ["", "..", "a/../b", "a/.", "./a"] {
        let (kind, message) = error(&mut draft(path), &config);
        assert_eq!(kind, ErrorKind::Validation, "{path}");
        assert!(message.starts_with("things.tree: path "), "{message}");
    }
}

#[test]
fn a_call_goes_to_its_own_server_unless_the_caller_named_one() {
    const SERVER: &str = "{origin=https://upload.example/}";
    static UPLOAD: Operation = Operation::new("things.upload", Method::POST, "/upload")
        .server(SERVER)
        .security(Security::None)
        .parameters(&[Parameter::server("origin")]);
    static BESIDE: Operation =
        Operation::new("things.beside", Method::GET, "/beside").server("/v2");
    let usual = config(client());
    let mut own = Draft::new(&UPLOAD);
    assert_eq!(
        url(&mut own.clone(), &usual),
        "https://upload.example/upload"
    );
    assert_eq!(
        url(&mut Draft::new(&BESIDE), &usual),
        "https://a.example/v2/beside"
    );
    own.parameter(&usual, 0, &"https://other.example/v9");
    assert_eq!(
        url(&mut own.clone(), &usual),
        "https://other.example/v9/upload"
    );
    let pinned = config(client().base_url("http://localhost:1/x"));
    assert_eq!(
        url(&mut own.clone(), &pinned),
        "http://localhost:1/x/upload"
    );
    own.parameter(&usual, 0, &"http://other.example");
    let (kind, message) = error(&mut own, &usual);
    assert_eq!(kind, ErrorKind::Config);
    assert!(message.contains("allow_insecure_http"), "{message}");
}

#[test]
fn limits_are_checked_unless_that_is_off() {
    for (index, value, message) in [
        (
            1,
            &"hunter2-is-long" as &dyn Encode,
            "thing_id has 15 characters, at most 8 are allowed",
        ),
        (
            3,
            &vec!["a", "b", "c"],
            "a has 3 items, at most 2 are allowed",
        ),
    ] {
        let strict = config(client().client_parameter(0, "acc"));
        let mut draft = draft(&strict);
        draft.parameter(&strict, index, value);
        let expected = (
            ErrorKind::Validation,
            format!("things.everything: {message}"),
        );
        assert_eq!(error(&mut draft, &strict), expected);

        let lax = config(client().client_parameter(0, "acc").validate(false));
        let mut draft = self::draft(&lax);
        draft.parameter(&lax, index, value);
        assert!(draft.complete(&lax).is_ok());
    }
    // What the client knows is checked by the rules of the operation too.
    let config = config(client().client_parameter(0, "hunter2-is-long"));
    assert_eq!(error(&mut draft(&config), &config).0, ErrorKind::Validation);
}

#[test]
fn a_missing_client_parameter_says_what_to_do() {
    let config = config(client());
    let (kind, message) = error(&mut draft(&config), &config);
    assert_eq!(kind, ErrorKind::Config);
    for part in [
        "account_id is not set",
        "`.account_id(..)`",
        "THINGS_ACCOUNT",
    ] {
        assert!(message.contains(part), "{message}");
    }
    assert_eq!(
        error(&mut Draft::new(&EVERYTHING), &config).0,
        ErrorKind::Config
    );
}

#[test]
fn the_first_problem_is_the_one_that_is_told() {
    let config = config(client());
    let mut draft = draft(&config);
    draft.header(&config, "x-a", "hunter2\r\nx-b: c");
    draft.parameter(&config, 1, &"");
    let (kind, message) = error(&mut draft, &config);
    assert_eq!(kind, ErrorKind::Validation);
    assert!(message.contains("`x-a`"), "{message}");
}

#[test]
fn a_header_parameter_cannot_split_the_request() {
    let config = config(client().client_parameter(0, "acc"));
    let mut draft = draft(&config);
    draft.parameter(&config, 4, &"hunter2\r\nx-admin: 1");
    let (kind, message) = error(&mut draft, &config);
    assert_eq!(kind, ErrorKind::Validation);
    assert!(message.contains("X-Trace holds a character"), "{message}");
}

#[test]
fn credentials_go_where_the_operation_wants_them() {
    let token = config(client());
    assert!(header(&Draft::new(&PLAIN), &token, "authorization").is_some());
    assert!(header(&Draft::new(&OPEN), &token, "authorization").is_none());

    let client = || ClientBuilder::<Async>::new(&API).transport(Nowhere);
    let key = config(client().credential(1, vec![Sensitive::from("k&k")]));
    assert_eq!(
        url(&mut Draft::new(&PLAIN), &key),
        "https://a.example/v1/plain?key=k%26k"
    );
    assert_eq!(
        url(&mut Draft::new(&OPEN), &key),
        "https://a.example/v1/open"
    );
    let session = config(client().credential(2, vec![Sensitive::from("s")]));
    assert_eq!(
        header(&Draft::new(&PLAIN), &session, "cookie").as_deref(),
        Some("sid=s")
    );
    assert_eq!(header(&Draft::new(&OPEN), &session, "cookie"), None);
}

#[test]
#[cfg_attr(miri, ignore = "a text this long takes an interpreter minutes")]
fn an_address_that_is_too_long_is_refused() {
    let config = config(client());
    let mut draft = Draft::new(&PLAIN);
    draft.query("q", &"x".repeat(70_000));
    let (kind, message) = error(&mut draft, &config);
    assert_eq!(kind, ErrorKind::Validation);
    assert!(message.contains("65534"), "{message}");
}

#[test]
fn a_fixed_part_of_a_path_is_made_fit() {
    static ODD: Operation = Operation::new("odd", Method::GET, "/a b/{é?x=y");
    let config = config(client());
    let mut draft = Draft::new(&ODD);
    draft.query("q", "1");
    assert_eq!(
        url(&mut draft, &config),
        "https://a.example/v1/a%20b/%7B%C3%A9?x=y&q=1"
    );
}

#[test]
fn secrets_of_a_body_are_known_and_checked() {
    let config = config(client().client_parameter(0, "acc"));
    let mut draft = draft(&config);
    draft.json(&config, &vec![Sensitive::from("hunter2-body")]);
    assert_eq!(draft.secrets, [Sensitive::from("hunter2-body")]);
    assert_eq!(body(&draft), "[\"hunter2-body\"]");
    draft.json(&config, &f64::NAN);
    assert_eq!(error(&mut draft, &config).0, ErrorKind::Validation);
}

#[test]
fn a_request_shows_no_values() {
    let session = client()
        .client_parameter(0, "hunter2-account")
        .session()
        .unwrap();
    let mut request = Request::<(), Async>::new(&session, &EVERYTHING);
    request.parameter(1, &"hunter2");
    request.header(&"x-mine", &"hunter2");
    request.query(&"q", &"hunter2");
    request.json(&Sensitive::from("hunter2"));
    let shown = format!("{request:?} {session:?} {:?}", client());
    assert!(
        shown.contains("things.everything") && !shown.contains("hunter2"),
        "{shown}"
    );
}
