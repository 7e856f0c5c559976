//! Addresses, as they should and should not be.

use super::*;

fn base(text: &str) -> Result<String, &'static str> {
    BaseUrl::parse(text, false).map(|base| base.text)
}

#[test]
fn base_urls_are_normalised() {
    for (text, expected) in [
        (
            "https://api.example.com/client/v4",
            "https://api.example.com/client/v4",
        ),
        (
            " https://API.example.com/v4/// ",
            "https://api.example.com/v4",
        ),
        ("https://api.example.com:443", "https://api.example.com"),
        (
            "https://api.example.com:8443/",
            "https://api.example.com:8443",
        ),
        ("HTTPS://api.example.com", "https://api.example.com"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://127.8.9.10", "http://127.8.9.10"),
        ("http://localhost:80", "http://localhost"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("http://[::ffff:127.0.0.1]", "http://[::ffff:127.0.0.1]"),
    ] {
        assert_eq!(base(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn base_urls_are_refused() {
    for (text, reason) in [
        ("", "not a valid URL"),
        ("api.example.com", "must start with"),
        ("/v4", "must start with"),
        ("ftp://example.com", "must start with"),
        ("https://", "not a valid URL"),
        (
            "https://user:hunter2@example.com",
            "user name or a password",
        ),
        ("https://example.com?a=b", "neither a query"),
        ("https://example.com#top", "neither a query"),
        ("https://example.com/a/../b", "segment"),
        ("https://example.com:99999", "must start with"),
        ("https://exa mple.com", "not a valid URL"),
        ("http://example.com", "allow_insecure_http"),
        ("http://10.0.0.1", "allow_insecure_http"),
        ("http://localhost.example.com", "allow_insecure_http"),
        ("http://127.0.0.1.example.com", "allow_insecure_http"),
        ("http://128.0.0.1", "allow_insecure_http"),
    ] {
        let error = base(text).expect_err(text);
        assert!(error.contains(reason), "{text}: {error}");
        assert!(!error.contains("hunter2"), "{error}");
    }
    assert!(BaseUrl::parse("http://example.com", true).is_ok());
}

#[test]
fn a_component_cannot_leave_its_place() {
    let mut url = String::new();
    push_encoded(&mut url, "a/b?c#d%2e e&f=g+h:@é~-._");
    assert_eq!(url, "a%2Fb%3Fc%23d%252e%20e%26f%3Dg%2Bh%3A%40%C3%A9~-._");
}

#[test]
fn redirects_resolve() {
    let base: Uri = "https://a.example/b/c/d?q=1".parse().unwrap();
    for (location, expected) in [
        ("https://other.example/x", "https://other.example/x"),
        ("//other.example/x", "https://other.example/x"),
        ("/x?y=z#frag", "https://a.example/x?y=z"),
        ("/x/../y/./z", "https://a.example/y/z"),
        ("x", "https://a.example/b/c/x"),
        ("../x", "https://a.example/b/x"),
        ("../../../x", "https://a.example/x"),
        ("..", "https://a.example/b/"),
        ("?y", "https://a.example/b/c/d?y"),
        ("", "https://a.example/b/c/d?q=1"),
        ("x:y/z", "x:y/z"),
    ] {
        let found = resolve(&base, location).map(|uri| uri.to_string());
        match expected {
            "x:y/z" => assert_eq!(found, None, "{location}"),
            expected => assert_eq!(found.as_deref(), Some(expected), "{location}"),
        }
    }
}

#[test]
fn origins_differ_by_scheme_host_and_port() {
    let origin = |text: &str| Origin::of(&text.parse().unwrap());
    assert_eq!(
        origin("https://A.example"),
        origin("https://a.example:443/x")
    );
    assert_ne!(origin("https://a.example"), origin("http://a.example"));
    assert_ne!(origin("https://a.example"), origin("https://a.example:444"));
    assert_ne!(origin("https://a.example"), origin("https://b.example"));
    assert_eq!(origin("https://u:p@a.example"), None);
    assert_eq!(origin("ftp://a.example"), None);
}
