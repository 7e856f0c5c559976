//! The packages with the lowest versions of their dependencies: what a manifest allows has to build, since a user's lock file
//! may hold it.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FEATURES, answers, cargo, run};
use crate::failure::Failure;
use crate::terminal::{BOLD, print};
use crate::workspace;

/// The packages, by their folders, and what they are to build with.
const PACKAGES: [(&str, &[&str]); 3] = [
    ("generated", &FEATURES),
    ("templates/runtime", &FEATURES),
    ("generator", &[]),
];

pub(super) fn run_all() -> Result<(), Failure> {
    let folder = workspace::target()?.join("minimal-versions");
    for (package, features) in PACKAGES {
        print(&format!("\n{BOLD}== {package}{BOLD:#}\n"));
        let copy = copied(package, &folder)?;
        let here = |arguments: &[&str]| {
            let mut command = cargo();
            command.args(arguments).current_dir(&copy);
            command
        };
        // Whatever this cannot find, the bounds have nothing to do with.
        if !answers(&mut here(&["update"])) {
            return Err(Failure::skipped("the registry of packages does not answer"));
        }
        fs::remove_file(copy.join("Cargo.lock"))
            .map_err(|error| Failure::io("remove", &copy.join("Cargo.lock"), &error))?;
        // Choosing versions takes an unstable flag and no unstable compiler. Dependencies of dependencies are the newest,
        // since their bounds are not ours to mend.
        let choose = ["update", "--quiet", "-Zdirect-minimal-versions"];
        run(here(&choose).env("RUSTC_BOOTSTRAP", "1"))
            .map_err(|failure| failure.help(format!("raise the bounds in {package}/Cargo.toml")))?;
        run(here(&["check", "--locked", "--target-dir"])
            .arg(folder.join("target"))
            .args(features))?;
    }
    Ok(())
}

/// A copy of a package without what only its tests need, outside of this workspace.
fn copied(package: &str, folder: &Path) -> Result<PathBuf, Failure> {
    let from = workspace::root().join(package);
    let to = folder.join(package);
    if to.exists() {
        fs::remove_dir_all(&to).map_err(|error| Failure::io("empty", &to, &error))?;
    }
    workspace::copy(&from, &to)?;
    let path = to.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let product = text
        .split("\n[dev-dependencies]\n")
        .next()
        .unwrap_or_default();
    fs::write(&path, format!("{product}\n[workspace]\n"))
        .map_err(|error| Failure::io("write", &path, &error))?;
    Ok(to)
}
