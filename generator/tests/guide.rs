//! The guide of an API: the chapters that it gets, what is filled in, and what hand-written files add.

use openapi_client_generator::{Files, Source, generate, generate_with};

const LIST: &str = "openapi: 3.0.3
info: {title: Shelves, version: '1'}
servers: [{url: 'https://example.com'}]
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
security: [{token: []}]
paths:
  /shelves:
    post:
      operationId: createShelf
      responses: {'204': {description: Created.}}
    get:
      operationId: listShelves
      parameters:
        - {name: page, in: query, schema: {type: integer}}
        - {name: room, in: query, required: true, schema: {type: string}, example: '{{page}} {{client}}'}
      responses:
        '200':
          description: Shelves.
          content:
            application/json:
              schema:
                type: object
                properties:
                  result: {type: array, items: {type: string}}
                  ok: {type: boolean}
";

const NOTHING: &str = "openapi: 3.0.3
info: {title: Nothing, version: '1'}
servers: [{url: 'https://example.com'}]
paths: {}
";

const UPLOAD: &str = "openapi: 3.0.3
info: {title: Pictures, version: '1'}
servers: [{url: 'https://example.com'}]
paths:
  /pictures:
    post:
      requestBody:
        required: true
        content: {image/png: {schema: {type: string, format: binary}}}
      responses: {'204': {description: Sent.}}
";

const SERVERS: &str = "openapi: 3.0.3
info: {title: Regions, version: '1'}
servers: [{url: 'https://{region}.example.com', variables: {region: {default: eu, enum: [eu, us]}}}]
paths: {}
";

const TOKENS: &str = "openapi: 3.0.3
info: {title: Tokens, version: '1'}
servers: [{url: 'https://example.com'}]
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://example.com/token', scopes: {}}}}
paths:
  /things:
    get: {operationId: listThings, security: [{oauth: []}], responses: {'204': {description: Done.}}}
";

const WEBHOOKS: &str = "openapi: 3.1.0
info: {title: Events, version: '1'}
servers: [{url: 'https://example.com'}]
webhooks:
  ping: {post: {responses: {'200': {description: Seen.}}}}
  pet: {post: {requestBody: {content: {text/plain: {schema: {type: string}}}}, responses: {'200': {description: Seen.}}}}
";

fn files(document: &str, config: &str) -> Files {
    let config = Source::new("a.sdk.yaml", config);
    let (files, diagnostics) = generate(&Source::new("a.yaml", document), Some(&config));
    assert!(!files.is_empty(), "{diagnostics:?}");
    files
}

/// The chapters by their names, the page on transports among them.
fn chapters(files: &Files) -> Vec<&str> {
    let chapters = files
        .keys()
        .filter_map(|path| path.strip_prefix("src/guide/"));
    chapters
        .filter_map(|path| path.strip_suffix(".md"))
        .collect()
}

#[test]
fn an_api_that_takes_files_gets_a_chapter_with_its_call() {
    let files = files(UPLOAD, "");
    assert!(chapters(&files).contains(&"uploads"));
    let chapter = &files["src/guide/uploads.md"];
    let call = "let request = client.pictures().create(pictures::Upload::from_path(\"file.bin\"));";
    assert!(chapter.contains(call), "{chapter}");
    assert!(!chapter.contains("{{"), "{chapter}");
}

#[test]
fn what_only_some_apis_have_gets_a_chapter_there() {
    for (document, chapter, lines) in [
        (
            SERVERS,
            "servers",
            &[
                "use regions::types::ServerRegion;",
                ".server(server::Server::new().region(ServerRegion::Us))",
            ][..],
        ),
        (
            TOKENS,
            "oauth",
            &["Client::builder().oauth_client_credentials(credentials).build()?;"],
        ),
        (
            WEBHOOKS,
            "webhooks",
            &["        Ok(Webhook::Pet(payload)) => println!(\"{payload:?}\"),"],
        ),
    ] {
        let files = files(document, "");
        let all = chapters(&files);
        let special = ["servers", "oauth", "webhooks"];
        let own: Vec<&str> = special
            .into_iter()
            .filter(|name| all.contains(name))
            .collect();
        assert_eq!(own, [chapter]);
        let text = &files[&format!("src/guide/{chapter}.md")];
        for line in lines {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("{{"), "{text}");
    }
}

#[test]
fn an_api_gets_the_chapters_that_it_has_calls_for() {
    let general = ["errors", "retries", "secrets", "testing", "transport"];
    assert_eq!(chapters(&files(NOTHING, "")), general);
    let without_pages = [
        "errors",
        "extending",
        "retries",
        "secrets",
        "testing",
        "transport",
    ];
    assert_eq!(chapters(&files(LIST, "")), without_pages);
    let all = [
        "errors",
        "extending",
        "pagination",
        "retries",
        "secrets",
        "testing",
        "transport",
    ];
    let config = "envelope: {success: ok}\npagination: {page: page}\n";
    let files = files(LIST, config);
    assert_eq!(chapters(&files), all);
    let module = &files["src/guide/mod.rs"];
    for chapter in all {
        assert_eq!(
            module.contains(&format!("pub mod {chapter} {{}}")),
            chapter != "transport"
        );
    }
}

#[test]
fn examples_are_filled_in_once() {
    let files = files(LIST, "envelope: {success: ok}\npagination: {page: page}\n");
    let pages = &files["src/guide/pagination.md"];
    for line in [
        "use shelves::Client;\n",
        "let builder = Client::builder().base_url(\"https://api.example.com\").token(\"token\");\n",
        "Memory(200, r#\"{\"ok\":true,\"result\":[]}\"#)",
        "let request = client.shelves().list(\"{{page}} {{client}}\");\n",
    ] {
        assert!(pages.contains(line), "{line} is not in\n{pages}");
    }
    // The call that changes nothing is shown, though another one comes first.
    assert!(files["src/guide/errors.md"].contains("let result = client.shelves().list("));
    for (path, text) in files
        .iter()
        .filter(|(path, _)| path.starts_with("src/guide/"))
    {
        let text = text.replace("\"{{page}} {{client}}\"", "");
        assert!(
            !text.contains("{{"),
            "{path} has a placeholder left:\n{text}"
        );
    }
}

#[test]
fn chapters_written_by_hand_follow_or_stand_alone_and_modules_are_copied() {
    let chapter = "More.\n\n```\n{{client}}\nuse {{library}}::Client;\n```\n";
    let module = "//! A module with {{client}}.\n";
    let by_hand = [
        Source::new("hand/errors.md", chapter),
        Source::new("hand/shelves.md", chapter),
        Source::new("hand/shelves.rs", module),
    ];
    let document = Source::new("a.yaml", LIST);
    let (files, diagnostics) = generate_with(&document, None, &by_hand);
    assert_eq!(diagnostics, []);
    let errors = &files["src/guide/errors.md"];
    assert!(
        errors.starts_with("Errors: ") && errors.contains("\n\nMore.\n"),
        "{errors}"
    );
    let own = &files["src/guide/shelves.md"];
    assert!(
        own.starts_with("More.\n\n```\nlet builder = Client::builder()"),
        "{own}"
    );
    assert!(own.ends_with("\nuse shelves::Client;\n```\n"), "{own}");
    assert_eq!(files["src/extensions/shelves.rs"], module);
    let root = files["src/lib.rs"]
        .lines()
        .find(|line| line.ends_with("mod extensions;"));
    assert_eq!(root.unwrap(), "pub mod extensions;");
}
