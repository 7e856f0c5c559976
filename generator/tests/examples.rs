//! The examples of a reference, side by side: what the one in blocking Rust sends, the command of the program sends, and that
//! of `curl`.
//!
//! `cases/examples` has the document, with everything that an example can have to say. Its crate is compiled with a program
//! for the examples in Rust. Without `curl`, the test says that its commands are skipped.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::format_push_string, reason = "texts are short here")]

#[path = "wire/loopback/mod.rs"]
#[expect(dead_code, reason = "the program of the wire cases uses all of it")]
mod loopback;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use loopback::exchange::{Request, USUAL};
use loopback::server::read;
use openapi_client_generator::{Files, Source, generate};

/// Where the document says that the API is.
const ADDRESS: &str = "https://api.example.com/v1";

fn source(file: &str) -> Source {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/examples");
    Source::new(file, fs::read_to_string(folder.join(file)).unwrap())
}

/// The block below a title of a page.
fn block<'a>(page: &'a str, title: &str) -> &'a str {
    let (_, after) = page.split_once(&format!("\n## {title}\n\n```")).unwrap();
    let (_, after) = after.split_once('\n').unwrap();
    after.split_once("\n```\n").unwrap().0
}

/// The pages of the calls.
fn pages(files: &Files) -> BTreeMap<&str, &str> {
    let pages = files.iter().filter_map(|(path, text)| {
        let path = path.strip_prefix("docs/")?;
        path.contains('/').then_some((path, text.as_str()))
    });
    pages.collect()
}

fn put(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Compiles the crate, a program that runs the example of the page it is told, and the one that the crate has.
fn compile(files: &Files, root: &Path) -> PathBuf {
    if root.join("api").exists() {
        fs::remove_dir_all(root.join("api")).unwrap();
    }
    for (path, text) in files {
        put(&root.join("api").join(path), text);
    }
    let mut modules = String::new();
    let mut arms = String::new();
    for (index, (path, page)) in pages(files).into_iter().enumerate() {
        let example = block(page, "Blocking Rust").replace("fn main()", "pub fn main()");
        modules += &format!("mod call_{index} {{\n{example}\n}}\n");
        arms += &format!("        Some({path:?}) => call_{index}::main(),\n");
    }
    put(
        &root.join("program/src/main.rs"),
        &format!(
            "{modules}fn main() -> Result<(), examples::Error> {{\n    match std::env::args().nth(1).as_deref() {{\n{arms}        \
             _ => Ok(()),\n    }}\n}}\n"
        ),
    );
    put(
        &root.join("program/src/bin/examples-cli.rs"),
        "fn main() -> std::process::ExitCode {\n    examples::cli::main()\n}\n",
    );
    let dependency = "examples = { path = \"../api\", features = [\"cli\"] }";
    put(
        &root.join("program/Cargo.toml"),
        &format!(
            "[package]\nname = \"example-calls\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependency}\njiff = {{ \
             version = \"0.2\", default-features = false, features = [\"std\"] }}\n"
        ),
    );
    put(
        &root.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"api\", \"program\"]\n\n[profile.dev]\ndebug = false\n",
    );
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    put(&root.join("Cargo.lock"), &fs::read_to_string(lock).unwrap());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--offline",
            "--package",
            "example-calls",
        ])
        .current_dir(root)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .status();
    assert!(built.unwrap().success());
    target.join("debug")
}

/// What a command sends to the address that it is given.
fn sent(name: &str, command: impl FnOnce(&str) -> Command) -> Request {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/v1", listener.local_addr().unwrap());
    let server = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let request = read(&stream).unwrap().unwrap();
        let answer = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
        stream.write_all(answer).unwrap();
        request
    });
    let mut command = command(&address);
    for proxy in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(proxy);
    }
    let ran = command
        .env("EXAMPLES_URL", address)
        .env("EXAMPLES_CLI_KEY", "key-of-the-tests")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{name}: {said}");
    server.join().unwrap()
}

/// A request so that two that ask for the same are equal.
fn essence(mut request: Request) -> String {
    request
        .headers
        .retain(|(name, _)| !USUAL.contains(&name.as_str()));
    request.headers.sort();
    let mut body = String::from_utf8(request.body).unwrap();
    let mut text = format!("{}\n", request.line);
    for (name, value) in request.headers {
        let boundary = value
            .split_once("boundary=")
            .map(|(_, boundary)| boundary.to_owned());
        let value = match &boundary {
            Some(boundary) => value.replace(boundary.as_str(), "BOUNDARY"),
            None => value,
        };
        if let Some(boundary) = boundary {
            body = body.replace(boundary.trim_matches('"'), "BOUNDARY");
        }
        text += &format!("{name}: {value}\n");
    }
    let json = serde_json::from_str::<serde_json::Value>(&body);
    text + "\n" + &json.map_or(body, |json| json.to_string())
}

#[test]
fn all_examples_of_a_call_send_the_same() {
    let (files, diagnostics) =
        generate(&source("document.yaml"), Some(&source("document.sdk.yaml")));
    assert!(!files.is_empty(), "{diagnostics:?}");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    let programs = compile(&files, &root);
    let desk = root.join("desk");
    put(&desk.join("file.bin"), "the bytes of a file");
    let has_curl = Command::new("curl").arg("--version").output().is_ok();
    if !has_curl {
        println!("skipped: there is no curl here");
    }
    let mut path = programs.clone().into_os_string();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap());
    let shell = |script: &str| {
        let mut command = Command::new("sh");
        command
            .args(["-euc", script])
            .current_dir(&desk)
            .env("PATH", &path);
        command
    };
    let pages = pages(&files);
    assert!(pages.len() > 8, "{} pages", pages.len());
    for (name, page) in pages {
        let rust = sent(name, |_| {
            let mut command = Command::new(programs.join("example-calls"));
            command.arg(name).current_dir(&desk);
            command
        });
        let rust = essence(rust);
        let program = sent(name, |_| shell(block(page, "Command line")));
        assert_eq!(essence(program), rust, "{name}: the program and Rust");
        if has_curl {
            let curl = sent(name, |address| {
                shell(&block(page, "curl").replace(ADDRESS, address))
            });
            assert_eq!(essence(curl), rust, "{name}: curl and Rust");
        }
    }
}
