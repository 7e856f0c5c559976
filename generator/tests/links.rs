//! Links of answers and callbacks of operations: what the documentation of a call says of them.

use openapi_client_generator::{Source, generate};

const DOCUMENT: &str = include_str!("cases/ok/links.yaml");

const CALLBACKS: &str = include_str!("cases/ok/callbacks.yaml");

/// The documentation in a file, its lines joined.
fn documentation(document: &str, path: &str) -> String {
    let (files, _) = generate(&Source::new("a.yaml", document), None);
    let lines = files[path].lines();
    let lines = lines.filter_map(|line| line.trim_start().strip_prefix("///"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

#[test]
fn a_link_leads_to_the_call() {
    let text = documentation(DOCUMENT, "src/resources/users.rs");
    for expected in [
        "`get`: [`users().get`](crate::resources::users::Users::get), whose `user_id` is the answer's `id`",
        "whose `path.user_id` is this call's query parameter `name`",
        "`replace`: [`users().update`](crate::resources::users::Users::update), whose `user_id` is the answer's `a/b` and whose body is the answer's body",
        "`shared`: [`users().delete`](crate::resources::users::Users::delete)",
    ] {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
    for wrong in ["`lost`", "`gone`", "[User]"] {
        assert!(!text.contains(wrong), "{wrong} is in {text}");
    }
}

#[test]
fn what_a_link_says_cannot_leave_its_comment() {
    let hostile = DOCUMENT
        .replace("'$response.body#/id'", "\"a\\n` */ pub fn x() {}\"")
        .replace(
            "            get:\n",
            "            \"g`\\n*/ ```rust\": &get\n",
        );
    let (files, _) = generate(&Source::new("a.yaml", hostile), None);
    let text = &files["src/resources/users.rs"];
    let leaks = text.lines().filter(|line| line.contains("*/"));
    for line in leaks {
        assert!(line.trim_start().starts_with("///"), "{line}");
    }
}

#[test]
fn a_call_tells_its_callbacks() {
    let text = documentation(CALLBACKS, "src/resources/streams.rs");
    let expected = "[`OnEnd`](crate::webhooks::Webhook::OnEnd), sent to `{$request.query.callbackUrl}/end`: The stream is at its end.";
    assert!(text.contains(expected), "{text}");
    let text = documentation(CALLBACKS, "src/webhooks.rs");
    let expected =
        "The callback `onEnd` of [`streams().create`](crate::resources::streams::Streams::create)";
    assert!(text.contains(expected), "{text}");
}
