//! The program that makes the calls from a command line, as the configuration asks for it.

use super::{Lowering, is_package_name};
use crate::config::Cli;
use crate::diag::Diagnostic;
use crate::ir::{Api, BodyForm, HttpMethod, OperationId, Program};

/// What cargo keeps beside the programs that it builds, so that none can be called that.
const FOLDERS: [&str; 4] = ["build", "deps", "examples", "incremental"];

impl Lowering<'_> {
    /// Adds the program, and the variables that it takes credentials from where the configuration names none: there is no
    /// other way to hand it one.
    pub(super) fn program(&mut self, api: &mut Api) {
        let Some(cli) = &self.config.cli else {
            return;
        };
        let name = match &cli.name {
            Some(entry) => {
                let name = entry.take();
                let help = if FOLDERS.contains(&name.as_str()) {
                    Some("cargo has a folder of that name where it puts programs: choose another")
                } else if !is_package_name(name) {
                    Some(
                        "start with a lowercase letter and go on with lowercase letters, digits and `-`",
                    )
                } else {
                    None
                };
                if let Some(help) = help {
                    let message = format!("`{name}` is no name for a program");
                    self.diagnostics.push(
                        Diagnostic::error("invalid-name", entry.at().place(), message).help(help),
                    );
                }
                name.clone()
            }
            None => {
                let name = &api.package.name;
                let is_taken = FOLDERS.contains(&name.as_str());
                format!("{name}{}", if is_taken { "-cli" } else { "" })
            }
        };
        let mut confirmed = Vec::new();
        for (index, operation) in api.operations.iter().enumerate() {
            let place = format!("{} {}", operation.method.as_str(), operation.path);
            let mut is_confirmed = operation.method == HttpMethod::Delete;
            for entry in &cli.confirm {
                if entry.value == place || operation.id.as_ref() == Some(&entry.value) {
                    entry.take();
                    is_confirmed = true;
                }
            }
            if is_confirmed {
                confirmed.push(OperationId(index));
            }
        }
        let prefix = variable(&name);
        for credential in &mut api.credentials {
            let is_alone = credential.parts.len() == 1;
            for part in &mut credential.parts {
                let own = if is_alone {
                    &credential.name
                } else {
                    &part.argument
                };
                let usual = || format!("{prefix}_{}", variable(own));
                part.environment.get_or_insert_with(usual);
            }
        }
        api.program = Some(Program { name, confirmed });
    }
}

/// That the program sends some bodies as one media type of several: once, since every command's help says it.
pub(super) fn narrowed(cli: &Cli, api: &Api) -> Option<Diagnostic> {
    let mut narrowed = api.operations.iter().filter_map(|operation| {
        let body = operation
            .body
            .as_ref()
            .filter(|body| body.format.is_none())?;
        Some((operation, BodyForm::of(body, api)?))
    });
    let (operation, form) = narrowed.next()?;
    let place = format!("{} {}", operation.method.as_str(), operation.path);
    let media_type = &form.format.media_type;
    let others = match narrowed.count() {
        0 => String::new(),
        1 => ", and that of another operation likewise".to_owned(),
        count => format!(", and those of {count} other operations likewise"),
    };
    let message = format!(
        "the program sends the body of `{place}` as `{media_type}` alone, though the document has more for \
         it{others}"
    );
    Some(
        Diagnostic::warning("approximated", cli.at.key_place(), message)
            .help("the calls of the client take each of them; the help of a command says which one it sends"),
    )
}

/// A name as variables of the environment have them.
fn variable(name: &str) -> String {
    let word = |each: char| {
        if each.is_ascii_alphanumeric() {
            each.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    name.chars().map(word).collect()
}
