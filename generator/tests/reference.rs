//! The reference in Markdown: its links lead somewhere, and nothing that a document says is more than text in it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use openapi_client_generator::{Files, Source, generate};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The titles of the sections that a page of a call can have.
const SECTIONS: &[&str] = &[
    "Permissions",
    "Credentials",
    "Parameters",
    "Body",
    "Answer",
    "Response headers",
    "Errors",
    "Callbacks",
    "Links",
    "Rust",
    "Blocking Rust",
    "Command line",
    "curl",
];

/// The pages of a document, by path.
fn pages(document: &str, config: &str) -> Files {
    let document = Source::new("a.yaml", document);
    let config = Source::new("a.sdk.yaml", format!("{config}\ndocs: true\n"));
    let (files, _) = generate(&document, Some(&config));
    files
        .into_iter()
        .filter_map(|(path, text)| Some((path.strip_prefix("docs/")?.to_owned(), text)))
        .collect()
}

/// What a page is made of, as readers of Markdown see it.
#[derive(Default)]
struct Seen {
    anchors: BTreeSet<String>,
    headings: Vec<(HeadingLevel, String)>,
    links: Vec<String>,
    html: Vec<String>,
}

fn see(text: &str) -> Seen {
    let mut seen = Seen::default();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => {
                let title = heading.take().unwrap();
                let slug: String = title
                    .to_lowercase()
                    .chars()
                    .filter(|each| each.is_alphanumeric() || "-_ ".contains(*each))
                    .map(|each| if each == ' ' { '-' } else { each })
                    .collect();
                let count = times.entry(slug.clone()).or_default();
                seen.anchors.insert(match *count {
                    0 => slug,
                    count => format!("{slug}-{count}"),
                });
                *count += 1;
                seen.headings.push((level, title));
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(title) = &mut heading {
                    title.push_str(&text);
                }
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                seen.links.push(dest_url.into_string());
            }
            Event::Html(text) | Event::InlineHtml(text) => seen.html.push(text.into_string()),
            _ => {}
        }
    }
    seen
}

/// The page that a link leads to.
fn target(from: &str, link: &str) -> String {
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in link.split('/') {
        if step == ".." {
            steps.pop().unwrap();
        } else {
            steps.push(step);
        }
    }
    steps.join("/")
}

/// Holds pages to what all of them promise.
fn check(name: &str, pages: &Files) {
    assert!(pages.contains_key("README.md"), "{name} has no index");
    let seen: BTreeMap<&String, Seen> =
        pages.iter().map(|(path, text)| (path, see(text))).collect();
    for (path, page) in &seen {
        assert_eq!(page.html, [""; 0], "{name}: HTML in {path}");
        for link in &page.links {
            if link.starts_with("https://") || link.starts_with("http://") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = target(path, file);
            let is_there = seen
                .get(&target)
                .is_some_and(|there| anchor.is_empty() || there.anchors.contains(anchor));
            assert!(is_there, "{name}: {path} links to {link}");
        }
        let (first, others) = page.headings.split_first().unwrap();
        assert_eq!(first.0, HeadingLevel::H1, "{name}: {path}");
        for (level, title) in others {
            assert_eq!(*level, HeadingLevel::H2, "{name}: {title} in {path}");
            let is_call = path.contains('/');
            let is_known = !is_call || SECTIONS.contains(&title.as_str());
            assert!(is_known, "{name}: {title} in {path}");
        }
    }
    let index = &seen[&"README.md".to_owned()];
    let linked: BTreeSet<&String> = index.links.iter().collect();
    for path in pages.keys().filter(|path| *path != "README.md") {
        assert!(linked.contains(path), "{name}: no link to {path}");
    }
}

#[test]
fn links_lead_somewhere_and_pages_are_what_they_say() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut count = 0;
    for folder in ["ok", "features", "hostile", "wire"] {
        for entry in fs::read_dir(cases.join(folder)).unwrap() {
            let mut path = entry.unwrap().path();
            if path.is_dir() {
                path.push("document.yaml");
            }
            let name = path.to_string_lossy().into_owned();
            let is_document = path
                .extension()
                .is_some_and(|extension| extension == "yaml")
                && !name.ends_with(".sdk.yaml");
            if !is_document || !path.exists() {
                continue;
            }
            let config = fs::read_to_string(path.with_extension("sdk.yaml")).unwrap_or_default();
            let pages = pages(&fs::read_to_string(&path).unwrap(), &config);
            if !pages.is_empty() {
                check(&name, &pages);
                count += 1;
            }
        }
    }
    assert!(count > 50, "{count} documents");
}

#[test]
fn the_committed_pages_link_to_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/docs");
    let mut pages = Files::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                pages.insert(name.replace('\\', "/"), fs::read_to_string(&path).unwrap());
            }
        }
    }
    check("generated", &pages);
}

#[test]
fn a_crate_has_no_reference_unless_it_is_to_have_one() {
    let document = Source::new("a.yaml", HOSTILE);
    let (files, _) = generate(&document, None);
    assert!(!files.is_empty());
    assert!(!files.keys().any(|path| path.starts_with("docs/")));
    assert!(!files.contains_key("src/reference.rs"));
}

/// Everything in it tries to be more than text.
const HOSTILE: &str = r##"openapi: 3.0.3
info: {title: "# Evil <script>alert(1)</script>", version: '1'}
servers: [{url: "https://example.com/a'$(touch x)`touch x`"}]
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: "X-Key"}
  schemas:
    Thing:
      type: object
      description: "a\n\n# Types\n\nb\n===\n\n<div onclick='x'>\n\n```\n## Thing\n"
      required: [na`me]
      properties:
        na`me: {type: string, description: "</details> [x](javascript:alert(1))", example: "it's $(touch x) `touch x` !! \\ \" ``` "}
security: [{key: []}]
paths:
  /things/{id}:
    post:
      operationId: makeThing
      summary: "<img src=x onerror=alert(1)> [click](javascript:x)"
      description: "text\n\n## curl\n\ntext\n---\n\n~~~\n```\n# x\n~~~~\n\n<!-- gone\n\n[ref]: javascript:x\n"
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, example: "a/b'c\"$HOME`x`"}
        - {name: X-Note, in: header, required: true, schema: {type: string}, example: "@/etc/passwd '\"$HOME"}
        - {name: q, in: query, schema: {type: string}, example: "&'$(touch x)"}
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: '#/components/schemas/Thing'}}
      responses:
        '200':
          description: "```\n# x"
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Thing'}
              example: {"na`me": "```\n# x\n"}
"##;

#[test]
fn what_a_document_says_stays_text() {
    let pages = pages(HOSTILE, "");
    check("hostile", &pages);
    for text in pages.values() {
        let seen = see(text);
        let strange = seen.links.iter().find(|link| link.contains("javascript"));
        assert_eq!(strange, None);
    }
}

/// The arguments that a shell hands to a program, by a function of its name.
fn arguments(program: &str, command: &str) -> Vec<String> {
    let script = format!("{program}() {{ printf '%s\\0' \"$@\"; }}\n{command}\n");
    let ran = Command::new("sh")
        .args(["-euc", &script])
        .env("HOME", "/wrong")
        .env("X_KEY", "token")
        .env("KEY", "token")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && said.is_empty(), "{said}{command}");
    let text = String::from_utf8(ran.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

/// The command below a title, on the page of the only call.
fn command(pages: &Files, title: &str) -> String {
    let (_, page) = pages.iter().find(|(path, _)| path.contains('/')).unwrap();
    let (_, after) = page.split_once(&format!("\n## {title}\n\n")).unwrap();
    let (fence, after) = after.split_once("sh\n").unwrap();
    let (command, _) = after.split_once(&format!("\n{fence}\n")).unwrap();
    command.to_owned()
}

#[test]
#[cfg(unix)]
fn a_shell_reads_nothing_in_a_command_but_words_and_credentials() {
    let pages = pages(HOSTILE, "");
    let arguments = arguments("curl", &command(&pages, "curl"));
    let body = arguments.last().unwrap();
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["na`me"], "it's $(touch x) `touch x` !! \\ \" ``` ");
    let url = arguments.iter().find(|text| text.starts_with("https://"));
    assert_eq!(
        url.unwrap(),
        "https://example.com/a'$(touch%20x)%60touch%20x%60/things/a%2Fb%27c%22%24HOME%60x%60?q=%26%27%24%28touch%20x%29"
    );
    let header = |text: &str| arguments.iter().any(|argument| argument == text);
    assert!(header("X-Key: token"), "{arguments:?}");
    assert!(header("X-Note: @/etc/passwd '\"$HOME"), "{arguments:?}");
}

#[test]
#[cfg(unix)]
fn the_program_gets_what_the_examples_send() {
    let pages = pages(HOSTILE, "cli: {name: things}");
    let arguments = arguments("things", &command(&pages, "Command line"));
    assert_eq!(
        arguments,
        [
            "things",
            "create",
            "a/b'c\"$HOME`x`",
            "--x-note",
            "@/etc/passwd '\"$HOME",
            "--q",
            "&'$(touch x)",
            "--na-me",
            "it's $(touch x) `touch x` !! \\ \" ``` ",
        ]
    );
}

/// Values that options can say in one way alone, or not at all.
const AWKWARD: &str = r#"openapi: 3.0.3
info: {title: Awkward, version: '1'}
servers: [{url: "https://example.com"}]
paths:
  /a/{id}/{ids}:
    post:
      operationId: make
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}, example: "-x"}
        - {name: ids, in: path, required: true, schema: {type: array, items: {type: integer}}, example: [1, 2]}
        - {name: below, in: query, schema: {type: integer}, example: -3}
        - {name: off, in: query, schema: {type: boolean}, example: false}
        - {name: tags, in: query, schema: {type: array, items: {type: string}}, example: [a, "-b"]}
        - {name: deep, in: query, style: deepObject, schema: {type: object, properties: {a: {type: string}}}, example: {a: x}}
        - {name: X-Secret, in: header, required: true, schema: {type: string, format: password}, example: hush}
      requestBody: {$ref: '#/components/requestBodies/Body'}
      responses: {'204': {description: Done.}}
components:
  requestBodies:
    Body:
      required: true
      content:
        application/json:
          schema:
            type: object
            required: [kind, place]
            properties:
              kind: {type: string, enum: [only]}
              labels: {type: object, additionalProperties: {type: string}}
              place: {type: object, required: [at], properties: {at: {type: number}, note: {type: string, nullable: true}}}
              token: {type: string, format: password}
          example: BODY
"#;

#[test]
#[cfg(unix)]
fn a_body_is_said_in_options_where_those_can_say_all_of_it() {
    let before = [
        "a",
        "create",
        "--below=-3",
        "--off=false",
        "--tag",
        "a",
        "--tag=-b",
        "--deep",
        r#"{"a":"x"}"#,
        "--x-secret",
        "@x-secret.txt",
    ];
    for (body, expected) in [
        (
            "{kind: only, place: {at: -1.5, note: x}, token: hush}",
            &[
                "--place-at=-1.5",
                "--place-note",
                "x",
                "--token",
                "@token.txt",
            ][..],
        ),
        // No option says that there are no labels, and the body may hold a secret.
        ("{kind: only, labels: {}, place: {at: 1}}", &["--body", "-"]),
    ] {
        let pages = pages(&AWKWARD.replace("BODY", body), "cli: {name: things}");
        let command = command(&pages, "Command line");
        let arguments = arguments("things", &command);
        let mut all: Vec<&str> = before.to_vec();
        all.extend(expected);
        all.extend(["--", "-x", "1,2"]);
        assert_eq!(arguments, all, "{command}");
        assert!(!command.contains("hush"), "{command}");
    }
}
