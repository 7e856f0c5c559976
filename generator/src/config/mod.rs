//! The configuration: how to name and wrap what a document describes. Each key is documented at its field here.
//!
//! Whatever the file holds and nobody asked for is an error at its line: a key that is misspelled, and a key that
//! names something the document does not have.

mod entry;
mod reader;

use std::cell::RefCell;

use indexmap::IndexMap;

pub use entry::Entry;
use reader::Section;

use crate::diag::{Diagnostic, Severity, Source};
use crate::ir::Envelope;
use crate::openapi::{At, Correction, parse};

/// A configuration file, every key of which is optional.
#[derive(Debug, Default)]
pub struct Config {
    /// `document`: what the document should have said, by the place in it: a JSON pointer such as
    /// `/paths/~1stores/get/deprecated`, and what is to stand there; null removes it. It is put right before anything else.
    pub document: Vec<Correction>,
    /// `package`: what the emitted `Cargo.toml` says.
    pub package: Package,
    /// `client`: how a client is made.
    pub client: Client,
    /// `envelope`: the members of the object around every answer. Left out, answers are taken as they are.
    pub envelope: Option<Envelope>,
    /// `pagination`: how pages of lists are followed, where the rules do not find it.
    pub pagination: Option<Pagination>,
    /// `names`: what the rules would name otherwise.
    pub names: Names,
    /// `sensitive`: members, as `Type.member` with the names of the document, that must not be shown, in addition to
    /// those the document marks with `writeOnly`, `format: password` or `x-sensitive`.
    pub sensitive: IndexMap<String, Entry<()>>,
    /// `extensions`: a folder of hand-written files that become part of the crate; a relative path starts at the folder
    /// of this file. `NAME.rs` becomes the module `extensions::NAME`, and `NAME.md` a chapter of the guide or, where the
    /// guide has a chapter of that name, its continuation. Modules are copied as they are; in a chapter, `{{client}}` and
    /// `{{memory}}` on lines of their own are a builder that lacks a transport and the transport of the guide's examples.
    pub extensions: Option<Entry<String>>,
    /// `docs`: whether the crate has a reference in Markdown below `docs`: an index of every call, and a page for each.
    /// `false` unless switched on.
    pub docs: bool,
    /// `cli`: `true`, or an object with the keys below, for a program with a command for every operation, built with the
    /// feature `cli` of the crate.
    pub cli: Option<Cli>,
    /// `mock`: whether the crate has a server of the API that answers the tests of its users, built with the feature `mock`.
    /// It answers with samples, unless the extensions have a module `mock_state` with a type `MockState` that remembers what
    /// it is told. `false` unless switched on.
    pub mock: bool,
}

/// `cli`: the program that makes the calls from a command line.
#[derive(Debug)]
pub struct Cli {
    /// Where it stands.
    pub at: At,
    /// `cli.name`: what the program is called, in kebab case. Left out, the name of the package.
    pub name: Option<Entry<String>>,
    /// `cli.confirm`: operations, by `operationId` or by `METHOD /path`, that somebody has to say yes to before they are
    /// sent, in addition to those of the method `DELETE`.
    pub confirm: Vec<Entry<String>>,
}

/// `package`: what the emitted `Cargo.toml` says.
#[derive(Debug, Default)]
pub struct Package {
    /// `package.name`: the package name in kebab case. Left out, it comes from the document's title.
    pub name: Option<Entry<String>>,
    /// `package.version`: the package version. Left out, `0.1.0`.
    pub version: Option<String>,
    /// `package.description`: one line on what it is. Left out, it comes from the document's title.
    pub description: Option<String>,
    /// `package.example`: the `operationId` of the call that the documentation shows first. Left out, the document's
    /// first.
    pub example: Option<Entry<String>>,
}

/// `client`: how a client is made.
#[derive(Debug, Default)]
pub struct Client {
    /// `client.base_url`: where requests go. Left out, the document's first server.
    pub base_url: Option<String>,
    /// `client.base_url_environment`: the environment variable that overrides the address.
    pub base_url_environment: Option<String>,
    /// `client.request_id_header`: the response header that identifies a request to the API's support.
    pub request_id_header: Option<String>,
    /// `client.parameters`: path parameters that are set once, on the client; each with its `environment` variable.
    /// The static segment before such a parameter is no resource.
    pub parameters: IndexMap<String, Entry<Option<String>>>,
    /// `client.credentials`: the ways to authenticate, the preferred one first; each a list of values sent together.
    /// Left out, every set of security schemes that some call asks for is one.
    pub credentials: IndexMap<String, Entry<Vec<CredentialPart>>>,
}

/// An item of `client.credentials.NAME`.
#[derive(Debug)]
pub struct CredentialPart {
    /// `scheme`: the key under `components/securitySchemes`; `bearer` or `basic` for a document that declares none. One
    /// of HTTP's basic scheme makes two values: the first item is its user name, a second one its password.
    pub scheme: Entry<String>,
    /// `environment`: the variable it is read from.
    pub environment: Option<String>,
    /// `argument`: the name of the builder method's argument. Left out, the scheme's.
    pub argument: Option<String>,
}

/// `pagination`: how pages of lists are followed.
#[derive(Debug)]
pub struct Pagination {
    /// `pagination.page`: the query parameter that numbers pages, whatever the rules would take.
    pub page: Option<String>,
    /// `pagination.per_page`: the query parameter for the size of a page that goes with it.
    pub per_page: Option<String>,
    /// `pagination.detect`: whether the rules find lists. `true` unless switched off; then only `page` and `operations`
    /// count.
    pub detect: bool,
    /// `pagination.operations`: how the pages of an operation are followed, under its `operationId` or under
    /// `METHOD /path`, where the rules are wrong.
    pub operations: IndexMap<String, Entry<Following>>,
}

/// `pagination.operations.NAME`: how the pages of an operation are followed. Parameters are those of the query; members of
/// the answer are written with dots between one and what is inside of it.
#[derive(Debug)]
pub struct Following {
    /// `follow`: `false` for an operation that has no pages.
    pub follow: bool,
    /// `items`: the list. Left out, the answer is the list.
    pub items: Vec<String>,
    /// `page`: the parameter for the number of a page.
    pub page: Option<String>,
    /// `offset`: the parameter for the number of items to pass over.
    pub offset: Option<String>,
    /// `first`: the number of the first page or item. Left out, what the parameter's default says, or the usual one.
    pub first: Option<i64>,
    /// `limit`: the parameter for the size of a page.
    pub limit: Option<String>,
    /// `cursor`: the parameter that takes what the answer says at `next`, in `header`, or as `id` of the last item.
    pub cursor: Option<String>,
    /// `next`: the member for `cursor`; without `cursor`, the address of the next page.
    pub next: Vec<String>,
    /// `header`: the header for `cursor`.
    pub header: Option<String>,
    /// `id`: the member of the last item for `cursor`.
    pub id: Option<String>,
    /// `link`: `true` if the header `Link` says where the next page is.
    pub link: bool,
    /// `more`: the member that says whether there is another page.
    pub more: Vec<String>,
}

/// `names`: what the rules would name otherwise.
#[derive(Debug)]
pub struct Names {
    /// `names.extensions`: whether `x-fern-sdk-group-name` and `x-fern-sdk-method-name` in the document count. `true`
    /// unless switched off.
    pub extensions: bool,
    /// `names.omit`: segments of paths that name no resource, such as the version that all of them start with.
    pub omit: Vec<Entry<String>>,
    /// `names.operations`: the call of an operation, such as `stores.secrets.duplicate`, under its `operationId` or
    /// under `METHOD /path`.
    pub operations: IndexMap<String, Entry<String>>,
    /// `names.types`: the name of a type, under its key in the document.
    pub types: IndexMap<String, Entry<String>>,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            extensions: true,
            omit: Vec::new(),
            operations: IndexMap::new(),
            types: IndexMap::new(),
        }
    }
}

/// Reads a configuration file; what is wrong with it is among the diagnostics.
pub fn read(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Config {
    let first = diagnostics.len();
    let Some(tree) = parse(source, diagnostics) else {
        return Config::default();
    };
    // What is written twice in a file of the user's own is a mistake to put right there.
    for repeated in diagnostics.iter_mut().skip(first) {
        repeated.severity = Severity::Error;
        repeated.help = Some("remove one of the two".to_owned());
    }
    let findings = RefCell::default();
    let mut root = Section::new(&tree, At::root(&source.name), &findings);
    let config = Config {
        document: root
            .values("document")
            .into_iter()
            .map(|(pointer, value, at)| Correction { pointer, value, at })
            .collect(),
        package: root.section("package").map(package).unwrap_or_default(),
        client: root.section("client").map(client).unwrap_or_default(),
        envelope: root.section("envelope").map(envelope),
        pagination: root.section("pagination").map(pagination),
        names: root.section("names").map(names).unwrap_or_default(),
        sensitive: root
            .texts("sensitive")
            .into_iter()
            .map(|entry| (entry.value.clone(), entry.map(drop)))
            .collect(),
        extensions: root.text_entry("extensions"),
        docs: root.boolean("docs").unwrap_or(false),
        cli: root.switch("cli").map(cli),
        mock: root.boolean("mock").unwrap_or(false),
    };
    root.finish();
    diagnostics.append(&mut findings.into_inner());
    config
}

fn cli(mut section: Section<'_>) -> Cli {
    let cli = Cli {
        at: section.at(),
        name: section.text_entry("name"),
        confirm: section.texts("confirm"),
    };
    section.finish();
    cli
}

fn package(mut section: Section<'_>) -> Package {
    let package = Package {
        name: section.text_entry("name"),
        version: section.text("version"),
        description: section.text("description"),
        example: section.text_entry("example"),
    };
    section.finish();
    package
}

fn client(mut section: Section<'_>) -> Client {
    let mut client = Client {
        base_url: section.text("base_url"),
        base_url_environment: section.text("base_url_environment"),
        request_id_header: section.text("request_id_header"),
        ..Client::default()
    };
    if let Some(mut parameters) = section.section("parameters") {
        for name in parameters.keys() {
            let Some(mut parameter) = parameters.section(&name) else {
                continue;
            };
            let entry = Entry::new(parameter.text("environment"), parameter.at());
            parameter.finish();
            client.parameters.insert(name, entry);
        }
    }
    if let Some(mut credentials) = section.section("credentials") {
        for name in credentials.keys() {
            let at = credentials.at().key(&name);
            let parts = credentials
                .sections(&name)
                .into_iter()
                .filter_map(credential_part)
                .collect();
            client.credentials.insert(name, Entry::new(parts, at));
        }
    }
    section.finish();
    client
}

fn credential_part(mut section: Section<'_>) -> Option<CredentialPart> {
    let scheme = section.required_text("scheme");
    let environment = section.text("environment");
    let argument = section.text("argument");
    section.finish();
    Some(CredentialPart {
        scheme: scheme?,
        environment,
        argument,
    })
}

fn envelope(mut section: Section<'_>) -> Envelope {
    let mut member = |name: &str| section.text(name).unwrap_or_else(|| name.to_owned());
    let envelope = Envelope {
        result: member("result"),
        success: member("success"),
        errors: member("errors"),
        messages: member("messages"),
        result_info: member("result_info"),
    };
    section.finish();
    envelope
}

fn pagination(mut section: Section<'_>) -> Pagination {
    let page = section.text("page");
    let per_page = section.text("per_page");
    let detect = section.boolean("detect").unwrap_or(true);
    let mut operations = IndexMap::new();
    if let Some(mut listed) = section.section("operations") {
        for name in listed.keys() {
            let at = listed.at().key(&name);
            if let Some(one) = listed.section(&name) {
                operations.insert(name, Entry::new(following(one), at));
            }
        }
    }
    section.finish();
    Pagination {
        page,
        per_page,
        detect,
        operations,
    }
}

fn following(mut section: Section<'_>) -> Following {
    let path = |text: Option<String>| match text {
        Some(text) => text.split('.').map(str::to_owned).collect(),
        None => Vec::new(),
    };
    let following = Following {
        follow: section.boolean("follow").unwrap_or(true),
        items: path(section.text("items")),
        page: section.text("page"),
        offset: section.text("offset"),
        first: section.integer("first"),
        limit: section.text("limit"),
        cursor: section.text("cursor"),
        next: path(section.text("next")),
        header: section.text("header"),
        id: section.text("id"),
        link: section.boolean("link").unwrap_or(false),
        more: path(section.text("more")),
    };
    section.finish();
    following
}

fn names(mut section: Section<'_>) -> Names {
    let names = Names {
        extensions: section.boolean("extensions").unwrap_or(true),
        omit: section.texts("omit"),
        operations: section.text_map("operations"),
        types: section.text_map("types"),
    };
    section.finish();
    names
}

impl Config {
    /// What names an operation: by its method and path, or by its id.
    pub fn name_of(&self, id: Option<&str>, method: &str, path: &str) -> Option<&Entry<String>> {
        let entries = &self.names.operations;
        let by_id = || entries.get(id?);
        entries.get(&format!("{method} {path}")).or_else(by_id)
    }

    /// An error for every entry that names something the document does not have.
    pub fn report_unused(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut unused = |entry_used: bool, at: &At, key: &str, help: &str| {
            if !entry_used {
                let message = format!("`{key}` names nothing in the document");
                diagnostics
                    .push(Diagnostic::error("unused-key", at.key_place(), message).help(help));
            }
        };
        if let Some(entry) = &self.package.example {
            unused(
                entry.is_used(),
                entry.at(),
                &entry.value,
                "name an operationId of the document",
            );
        }
        for (key, entry) in &self.client.parameters {
            unused(
                entry.is_used(),
                entry.at(),
                key,
                "name a parameter that stands in a path, as in `/accounts/{account_id}`",
            );
        }
        for entry in &self.names.omit {
            unused(
                entry.is_used(),
                entry.at(),
                &entry.value,
                "name a segment of a path, without slashes",
            );
        }
        for (key, entry) in &self.names.operations {
            unused(
                entry.is_used(),
                entry.at(),
                key,
                "name an operationId of the document, or a method and path: GET /stores",
            );
        }
        for (key, entry) in self.pagination.iter().flat_map(|rule| &rule.operations) {
            unused(
                entry.is_used(),
                entry.at(),
                key,
                "name an operationId of the document, or a method and path: GET /stores",
            );
        }
        for entry in self.cli.iter().flat_map(|cli| &cli.confirm) {
            unused(
                entry.is_used(),
                entry.at(),
                &entry.value,
                "name an operationId of the document, or a method and path: POST /stores",
            );
        }
        for (key, entry) in &self.names.types {
            unused(
                entry.is_used(),
                entry.at(),
                key,
                "name a key under components/schemas that an operation reaches",
            );
        }
        for (key, entry) in &self.sensitive {
            unused(
                entry.is_used(),
                entry.at(),
                key,
                "write Type.member with the names of the document",
            );
        }
        for part in self
            .client
            .credentials
            .values()
            .flat_map(|entry| &entry.value)
        {
            let help = "name a key under components/securitySchemes";
            let scheme = &part.scheme;
            unused(scheme.is_used(), scheme.at(), &scheme.value, help);
        }
    }
}
