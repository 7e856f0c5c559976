//! Names and prose as people write them, and as nobody should.

use crate::random::Random;

/// Nouns that names are made of, words of Rust and of the client's own types among them.
const WORDS: [&str; 40] = [
    "account",
    "zone",
    "item",
    "order",
    "user",
    "file",
    "type",
    "self",
    "match",
    "async",
    "name",
    "value",
    "id",
    "key",
    "status",
    "code",
    "error",
    "result",
    "option",
    "box",
    "vec",
    "string",
    "client",
    "request",
    "response",
    "body",
    "header",
    "page",
    "cursor",
    "limit",
    "default",
    "new",
    "builder",
    "send",
    "text",
    "url",
    "IPv4",
    "OAuth2",
    "HTTPServer",
    "2fa",
];

/// Names that no style of writing makes.
const STRANGE: [&str; 24] = [
    "",
    "1st",
    "@type",
    "$filter",
    "+1",
    "-1",
    "x[y]",
    "_",
    "__typename",
    "null",
    "true",
    "Self",
    "crate",
    "größe",
    "名前",
    "a.b.c",
    "a/b",
    "a b",
    "#",
    "r#type",
    "{x}",
    "\"",
    "\\",
    "unknown_fields",
];

const PROSE: [&str; 16] = [
    "What it is called.",
    "Ends `with an open code span",
    "A list:\n\n- one\n- two\n  - three",
    "Look at [the guide](https://example.com/a_(b)) and at [nothing].",
    "Takes <b>markup</b>, `Vec<T>` and a lone < or >.",
    "```json\n{\"a\": 1}\n```",
    "```\nnever closed",
    "    indented as code\n",
    "Ends a comment: */ and begins one: /* // ///",
    "A table:\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "Trailing blanks   \n\n\n\nand many lines",
    "Tabs\there, \"quotes\", back\\slashes and #hashes {braces}",
    "# A heading\n\nand text",
    "See https://example.com/path?x=1&y=[z] for more.",
    "[link]: https://example.com \"title\"",
    "Ünïcode — “quotes” and 🚀; a right-to-left mark \u{200f}and a zero\u{200b}width.",
];

/// A name in any style of writing.
pub fn name(random: &mut Random) -> String {
    if random.chance(4) {
        return random
            .pick(&STRANGE)
            .copied()
            .unwrap_or_default()
            .to_owned();
    }
    let number = 1 + random.below(3);
    let words: Vec<&str> = (0..number)
        .filter_map(|_| random.pick(&WORDS).copied())
        .collect();
    styled(random, &words)
}

fn styled(random: &mut Random, words: &[&str]) -> String {
    let capital = |word: &&str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    let pascal: String = words.iter().map(capital).collect();
    match random.below(10) {
        0..4 => words.join("_"),
        4..6 => {
            let (first, rest) = words.split_first().unwrap_or((&"", &[]));
            let rest: String = rest.iter().map(capital).collect();
            format!("{first}{rest}")
        }
        6 => pascal,
        7 => words.join("-"),
        8 => words.join("_").to_uppercase(),
        _ => words.join("."),
    }
}

/// A name that may stand anywhere: in a header, in a cookie, in a path, as that of a component.
pub fn plain_name(random: &mut Random) -> String {
    let number = 1 + random.below(2);
    let words: Vec<&str> = (0..number)
        .filter_map(|_| random.pick(&WORDS).copied())
        .collect();
    styled(random, &words)
}

/// A segment of a path, or a tag.
pub fn segment(random: &mut Random) -> String {
    let strange = [
        "größe",
        "商品",
        "a b",
        "año-nuevo",
        "it's",
        "v1.0",
        "~user",
        "@me",
        "(all)",
        "a,b",
    ];
    match random.pick(&strange) {
        Some(strange) if random.chance(8) => (*strange).to_owned(),
        _ => plain_name(random),
    }
}

/// Some prose; now and then none.
pub fn prose(random: &mut Random) -> Option<&'static str> {
    if random.chance(60) {
        return None;
    }
    random.pick(&PROSE).copied()
}

/// A name that is not among these; what is the same but for case is one name.
pub fn unused(name: &str, used: &mut Vec<String>) -> String {
    let mut found = name.to_owned();
    let mut number = 2;
    while used.contains(&found.to_ascii_lowercase()) {
        found = format!("{name}{number}");
        number += 1;
    }
    used.push(found.to_ascii_lowercase());
    found
}
