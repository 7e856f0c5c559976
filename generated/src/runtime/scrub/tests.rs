//! What is found of a secret, and what is left of a text.

use super::*;

fn secrets(values: &[&str]) -> Secrets<'static> {
    let values: Vec<_> = values.iter().map(|value| Sensitive::from(*value)).collect();
    Secrets {
        session: values.leak(),
        request: &[],
    }
}

#[test]
fn a_secret_is_found_in_every_form() {
    let secret = "pa\"ss/w\\rd é+ 😀%";
    let known = secrets(&[secret]);
    let percent = percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC)
        .to_string();
    let ascii = "pa\\\"ss\\/w\\\\rd \\u00e9+ \\uD83D\\ude00%";
    for form in [
        secret.to_owned(),
        serde_json::to_string(secret)
            .unwrap()
            .trim_matches('"')
            .to_owned(),
        ascii.to_owned(),
        percent.clone(),
        percent.replace("%20", "+"),
        percent.to_lowercase(),
        base64::encode(secret.as_bytes()),
        base64::encode(secret.as_bytes())
            .replace('+', "-")
            .replace('/', "_"),
    ] {
        let text = format!("before {form} after");
        let clean = known.clean(&text);
        assert!(clean.starts_with("before [REDACTED]"), "{form}: {clean}");
        assert!(clean.ends_with(" after"), "{form}: {clean}");
    }
}

#[test]
fn base64_of_more_than_the_secret_is_found() {
    let known = secrets(&["hunter2hunter2"]);
    let text = base64::encode(b"hunter2hunter2:and more");
    assert!(
        known.clean(&text).starts_with("[REDACTED]"),
        "{}",
        known.clean(&text)
    );
}

#[test]
fn a_cut_secret_leaves_no_part_behind() {
    let known = secrets(&["correct horse battery staple"]);
    assert_eq!(known.clean("value is correct ho"), "value is [REDACTED]");
    assert_eq!(
        known.clean("value is correct hors… too long"),
        "value is [REDACTED]… too long"
    );
    assert_eq!(
        known.clean("value is \"correct\" he said"),
        "value is \"correct\" he said"
    );
    assert_eq!(known.clean("correct%20horse%2"), "[REDACTED]");

    let mut body = "x".repeat(WINDOW - 3);
    body.push_str("correct horse battery staple");
    let window = known.redact(body.get(..WINDOW).unwrap(), 1);
    assert!(window.ends_with("x[REDACTED]"));
}

#[test]
fn a_character_is_never_split() {
    let known = secrets(&["ééééééé"]);
    assert_eq!(known.clean("éééééé\u{ea} x"), "[REDACTED] x");
}

#[test]
fn a_short_secret_is_found_where_it_stands_alone() {
    let known = secrets(&["ab"]);
    assert_eq!(
        known.clean("value `ab` is about"),
        "value `[REDACTED]` is about"
    );
}

#[test]
fn several_secrets_and_repeats_are_found() {
    let known = secrets(&["first-one", "second-one"]);
    assert_eq!(
        known.clean("first-onefirst-one, second-one."),
        "[REDACTED], [REDACTED]."
    );
    assert_eq!(secrets(&[""]).clean("nothing"), "nothing");
}

#[test]
#[cfg_attr(miri, ignore = "everything takes time in an interpreter")]
fn many_backslashes_take_no_time() {
    let known = secrets(&["\\".repeat(4000).as_str()]);
    let text = format!("{}x", "\\".repeat(3999));
    assert!(known.clean(&text).len() < 4000);
}

#[test]
fn control_characters_become_visible() {
    let clean = Secrets::default().clean("a\r\nb\u{1b}[31mc\u{202e}d\u{0}\u{7f}");
    assert_eq!(clean, "a\\r\\nb\\u{1b}[31mc\\u{202e}d\\u{0}\\u{7f}");
}

#[test]
fn an_excerpt_is_short() {
    let none = Secrets::default();
    assert_eq!(none.excerpt(b" \n\t "), None);
    assert_eq!(none.excerpt(b"<html>").as_deref(), Some("<html>"));
    let long = none.excerpt("é".repeat(5000).as_bytes()).unwrap();
    assert_eq!(long.chars().count(), EXCERPT + 1);
    assert_eq!(none.excerpt(&[0xff, b'a']).as_deref(), Some("\u{fffd}a"));
}
