//! The crates of the pairs, in a workspace of their own.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use openapi_client_generator::{Files, generate_from};

use super::Case;

/// The crates of some pairs; those that are the same are one.
pub struct Crates {
    root: PathBuf,
    /// Their files, and the names of their libraries.
    made: Vec<(Files, String)>,
    /// Packages that use them.
    programs: Vec<String>,
}

impl Crates {
    /// None yet, for a workspace of this name.
    pub fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{name}"));
        let _ = fs::remove_dir_all(&root);
        Self {
            root,
            made: Vec::new(),
            programs: Vec::new(),
        }
    }

    /// A name that no other crate of the workspace has, and that is none of a path in it.
    fn name(index: usize) -> String {
        format!("crate_of_a_pair_{index}")
    }

    /// Writes one of the crates of a pair, unless it is there; its index.
    pub fn add(&mut self, case: &Case, is_new: bool) -> usize {
        let (mut files, library) = case.files(is_new);
        // They name the document, and nothing of them matters here.
        files.remove("README.md");
        let manifest = files.remove("Cargo.toml").unwrap();
        let made = (files, library);
        if let Some(index) = self.made.iter().position(|known| *known == made) {
            return index;
        }
        let index = self.made.len();
        let line = manifest
            .lines()
            .find(|line| line.starts_with("name = "))
            .unwrap();
        let manifest = manifest.replacen(line, &format!("name = {:?}", Self::name(index)), 1);
        let root = self.root.join(Self::name(index));
        for (path, text) in made.0.iter().chain([(&"Cargo.toml".to_owned(), &manifest)]) {
            write(&root.join(path), text);
        }
        write(&root.join("README.md"), "");
        self.made.push(made);
        index
    }

    /// Writes a package that uses a crate by the name of its library.
    pub fn add_program(&mut self, name: &str, index: usize, text: &str) {
        let (crate_name, library) = (Self::name(index), &self.made[index].1);
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             {library} = {{ path = \"../{crate_name}\", package = \"{crate_name}\", default-features = false }}\n\
             serde_json = \"1\"\n"
        );
        write(&self.root.join(name).join("Cargo.toml"), &manifest);
        write(&self.root.join(name).join("src/lib.rs"), text);
        self.programs.push(name.to_owned());
    }

    /// `cargo` in the workspace.
    pub fn cargo(&self, command: &str) -> Command {
        let names = (0..self.made.len()).map(Self::name);
        let members = names.chain(self.programs.iter().cloned());
        let members: Vec<String> = members.map(|name| format!("{name:?}")).collect();
        let workspace = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
            members.join(", ")
        );
        write(&self.root.join("Cargo.toml"), &workspace);
        // The same versions as here, so that nothing has to be fetched.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        fs::copy(lock, self.root.join("Cargo.lock")).unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args([command, "--quiet", "--offline", "--no-default-features"])
            .current_dir(&self.root)
            .env("CARGO_TARGET_DIR", Self::target())
            .env_remove("RUSTFLAGS");
        cargo
    }

    fn target() -> PathBuf {
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-target")
    }

    /// Has rustdoc tell what is in them, each as if it had its own name: where that is, as JSON.
    pub fn document(&self) -> Vec<PathBuf> {
        let status = self
            .cargo("doc")
            .args(["--workspace", "--no-deps"])
            .env("RUSTC_BOOTSTRAP", "1")
            .env(
                "RUSTDOCFLAGS",
                "-Z unstable-options --document-hidden-items --output-format=json --cap-lints=allow",
            )
            .status()
            .unwrap();
        assert!(status.success(), "rustdoc fails in {}", self.root.display());
        let crates = self.made.iter().enumerate();
        let described = crates.map(|(index, (_, library))| {
            let name = Self::name(index);
            let made = fs::read_to_string(Self::target().join(format!("doc/{name}.json"))).unwrap();
            let path = self.root.join(&name).join("rustdoc.json");
            fs::write(&path, made.replace(&name, library)).unwrap();
            path
        });
        described.collect()
    }
}

impl Case {
    /// The files of one of the crates, and the name of its library.
    pub fn files(&self, is_new: bool) -> (Files, String) {
        let document = if is_new { &self.new } else { &self.old };
        let (files, _) = generate_from(self.inputs(document));
        let manifest = &files["Cargo.toml"];
        let name = manifest
            .lines()
            .find_map(|line| line.strip_prefix("name = "))
            .unwrap();
        let library = name.trim_matches('"').replace('-', "_");
        (files, library)
    }
}

/// Writes a file and the folders above it.
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
