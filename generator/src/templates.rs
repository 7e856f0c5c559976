//! The hand-written files of the output, built into the generator so that generating touches no disk.

macro_rules! files {
    ($folder:literal: $($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../templates/", $folder, "/", $path)))),*]
    };
}

/// The runtime, copied as it is to `src/runtime`.
pub const RUNTIME: &[(&str, &str)] = files!("runtime/src/runtime": "mod.rs");

/// The files around the code, with names in double braces to be filled in.
pub const CRATE: &[(&str, &str)] = files!("crate": "Cargo.toml", "README.md");

/// The licences, which the output shares with this project.
pub const LICENCES: &[(&str, &str)] = files!("..": "LICENSE-APACHE", "LICENSE-MIT");
