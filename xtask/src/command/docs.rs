//! `docs`: the reference in Markdown and the documentation by rustdoc as one static site.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::site;
use crate::terminal::print;
use crate::workspace;

/// The features that have something to document and build anywhere.
const FEATURES: &str = "blocking,tower,tracing";

/// The arguments of `docs`.
#[derive(clap::Args)]
pub struct Docs {
    /// Open the site when it is made
    #[arg(long)]
    open: bool,
    /// Leave out what rustdoc makes, which takes most of the time
    #[arg(long)]
    no_rustdoc: bool,
    /// The folder to write to, which is emptied first
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Docs {
    pub(super) fn run(self) -> Result<(), Failure> {
        let root = workspace::root();
        let target = workspace::target()?;
        let out = self.out.unwrap_or_else(|| target.join("site"));
        let is_ours = !out.exists() || out.join("search.js").exists();
        if !is_ours {
            let message = format!("{} holds something else than a site", out.display());
            return Err(Failure::new(message).help("name a folder that is empty or does not exist"));
        }
        let docs = root.join("generated/docs");
        let mut pages = BTreeMap::new();
        read(&docs, "", &mut pages)?;
        let manifest = root.join("generated/Cargo.toml");
        let library =
            library(&fs::read_to_string(&manifest).map_err(|error| told(&manifest, &error))?);
        if out.exists() {
            fs::remove_dir_all(&out).map_err(|error| told(&out, &error))?;
        }
        let files = site::build(&pages, &library);
        let count = files.len();
        for (path, text) in files {
            let path = out.join(path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
            }
            fs::write(&path, text).map_err(|error| told(&path, &error))?;
        }
        if !self.no_rustdoc {
            let build = target.join("site-build");
            rustdoc(&manifest, &build)?;
            workspace::copy(&build.join("doc"), &out.join(site::RUSTDOC))?;
        }
        let index = out.join("index.html");
        print(&format!(
            "{}: {count} files of the reference\n",
            index.display()
        ));
        if self.open { open(&index) } else { Ok(()) }
    }
}

/// The pages below a folder, by their paths.
fn read(folder: &Path, prefix: &str, pages: &mut BTreeMap<String, String>) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).map_err(|error| told(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| told(folder, &error))?;
        let (path, name) = (entry.path(), entry.file_name());
        let name = format!("{prefix}{}", name.to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), pages)?;
        } else {
            let text = fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
            pages.insert(name, text);
        }
    }
    Ok(())
}

/// The name of the library in a generated manifest.
fn library(manifest: &str) -> String {
    let mut names = manifest
        .lines()
        .filter_map(|line| line.strip_prefix("name = "));
    let name = names.next().unwrap_or_default();
    name.trim_matches('"').replace('-', "_")
}

/// Runs rustdoc in a folder of its own, so that no other crate is in its index.
fn rustdoc(manifest: &Path, build: &Path) -> Result<(), Failure> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args([
            "doc",
            "--no-deps",
            "--features",
            FEATURES,
            "--manifest-path",
        ])
        .arg(manifest)
        .arg("--target-dir")
        .arg(build);
    let status = command.status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(Failure::new("`cargo doc` has failed")),
        Err(error) => Err(Failure::new(format!("cannot run cargo: {error}"))),
    }
}

/// Opens a page in the reader's browser.
fn open(page: &Path) -> Result<(), Failure> {
    let program = match env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    match Command::new(program).arg(page).status() {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::new(format!("cannot run {program}: {error}"))
            .help(format!("open {} in a browser", page.display()))),
    }
}

fn told(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("{}: {error}", path.display()))
}
