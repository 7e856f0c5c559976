//! Text of a document as a Rust identifier: case, characters that have no place there, reserved words.

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// More bytes than a name needs, and few enough for the name of a file; the rest of a longer one is cut, and a clash is
/// told apart by number.
const LONGEST: usize = 120;

/// A type or variant: `SecretStatus`.
pub fn pascal(text: &str) -> String {
    let name = valid(&spoken(text).to_pascal_case(), "Empty");
    // `Self` cannot be a raw identifier.
    if name == "Self" {
        "Self_".to_owned()
    } else {
        name
    }
}

/// A field, argument, method or module: `store_id`, `r#type`.
pub fn snake(text: &str) -> String {
    let name = valid(&spoken(text).to_snake_case(), "empty");
    match name.as_str() {
        "self" | "super" | "crate" | "_" => format!("{}_", name.trim_end_matches('_')),
        _ if is_keyword(&name) => format!("r#{name}"),
        _ => name,
    }
}

/// A static: `DUPLICATE`.
pub fn constant(text: &str) -> String {
    valid(&spoken(text).to_shouty_snake_case(), "EMPTY")
}

/// Signs at the start of a name that tell values apart, such as `+1` and `-1`, or `-date` for the reverse order, as words; characters that no
/// identifier can hold part words.
fn spoken(text: &str) -> String {
    let mut spoken = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = match first {
            '+' => "plus ",
            '-' if rest.chars().nth(1).is_none_or(char::is_alphanumeric) => "minus ",
            '*' => "star ",
            '<' => "less ",
            '>' => "greater ",
            '=' => "equal ",
            '!' => "not ",
            _ => break,
        };
        spoken.push_str(word);
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    if !text.is_ascii() && !text.chars().any(char::is_alphanumeric) {
        // An emoji is called by its code: it has no better name, and others have another.
        return rest.chars().take(4).fold(spoken, |spoken, each| {
            format!("{spoken}u{:x} ", u32::from(each))
        });
    }
    let fitting = |each: char| unicode_ident::is_xid_continue(each) || each.is_ascii();
    spoken.extend(
        rest.chars()
            .map(|each| if fitting(each) { each } else { ' ' }),
    );
    spoken
}

/// The characters of a name that an identifier can hold; `empty` where none is left.
fn valid(name: &str, empty: &str) -> String {
    let mut kept = String::with_capacity(name.len().min(LONGEST));
    let fitting = |each: &char| *each == '_' || unicode_ident::is_xid_continue(*each);
    for each in name.chars().filter(fitting) {
        if kept.len() + each.len_utf8() > LONGEST {
            break;
        }
        kept.push(each);
    }
    let kept = kept.trim_end_matches('_');
    match kept.chars().next() {
        None => empty.to_owned(),
        Some(first) if first == '_' || unicode_ident::is_xid_start(first) => kept.to_owned(),
        Some(_) if empty.starts_with(char::is_lowercase) => format!("n{kept}"),
        Some(_) => format!("N{kept}"),
    }
}

/// Whether a word of the language, of any edition up to 2024, stands in the way.
pub fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::{pascal, snake};

    #[test]
    fn long_names_are_cut_between_words_or_inside_one() {
        let words = snake(&"word ".repeat(60));
        assert_eq!(words.len(), 119);
        assert!(words.ends_with("word"));
        assert_eq!(pascal(&"é".repeat(300)).len(), 120);
    }

    #[test]
    fn any_text_becomes_an_identifier() {
        let cases = [
            ("store_id", "store_id", "StoreId"),
            ("type", "r#type", "Type"),
            ("self", "self_", "Self_"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            ("-", "minus", "Minus"),
            ("", "empty", "Empty"),
            ("2fa", "n2fa", "N2fa"),
            ("ai_gateway", "ai_gateway", "AiGateway"),
            ("größe", "größe", "Größe"),
            ("🚀", "u1f680", "U1f680"),
            ("²", "empty", "Empty"),
            ("a.b/c d", "a_b_c_d", "ABCD"),
            ("X-Auth-Key", "x_auth_key", "XAuthKey"),
            ("a ² b", "a_b", "AB"),
            ("__", "empty", "Empty"),
            ("naïve café", "naïve_café", "NaïveCafé"),
        ];
        for (text, as_snake, as_pascal) in cases {
            assert_eq!(
                (snake(text).as_str(), pascal(text).as_str()),
                (as_snake, as_pascal),
                "{text}"
            );
        }
    }
}
