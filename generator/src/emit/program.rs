//! The command line: a module with the commands of each resource, and what they have in common.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitted;
use super::command;
use super::feature;
use super::file::File;
use super::prose;
use super::resource::{files, module, path};
use super::rust::ident;
use crate::ir::{AnswerContent, Api, FormatKind, Resource, ResourceId};
use crate::names::Names;

/// Where the names that the commands of a resource use come from.
const FROM: [(&str, &[&str]); 3] = [
    ("crate::parts::cli::given", &["typed", "untyped"]),
    (
        "crate::parts::cli::table",
        &[
            "Argument", "Call", "Content", "Form", "Kind", "Place", "Reply",
        ],
    ),
    ("crate", &["types"]),
];

/// Emits the command line, if there is to be one.
pub fn emit(api: &Api, names: &Names, out: &mut Emitted) {
    if api.program.is_none() {
        return;
    }
    files("src/cli", api, names, out, &|id, resource| {
        file(id, resource, api, names)
    });
    out.rust("src/cli/mod.rs", root(api, names));
    let library = ident(&api.package.library());
    let mut main = File::new("The program that makes the calls from a command line.");
    main.push(quote! {
        fn main() -> std::process::ExitCode {
            #library::cli::main()
        }
    });
    out.rust("src/main.rs", main);
}

fn file(id: ResourceId, resource: &Resource, api: &Api, names: &Names) -> File {
    let mut file = File::new(format!("The commands for `{}`.", path(id, api, names)));
    let modules = resource
        .children
        .iter()
        .map(|child| module(*child, api, names));
    file.modules(quote!(#(#modules)*));
    let operations = resource.operations.iter();
    let rows: Vec<TokenStream> = operations
        .filter_map(|id| Some(command::row(*id, api.operation(*id)?, api, names)))
        .collect();
    if !rows.is_empty() {
        let modules = names.module(api, id).into_iter();
        let modules = modules.map(|module| ident(&module));
        file.push(quote!(use crate::resources::#(#modules)::* as calls;));
        file.push(quote!(pub static CALLS: &[Call] = &[#(#rows),*];));
    }
    file.offer(&FROM);
    file
}

fn root(api: &Api, names: &Names) -> File {
    let mut file = File::new("The command line: a command for every operation.");
    let modules = api.roots().map(|(id, _)| {
        let condition = feature::of_resource(id, api, names);
        let module = ident(&names.resource(id).module);
        quote!(#condition mod #module;)
    });
    file.modules(quote!(#(#modules)*));
    file.push(quote! {
        /// Runs the program with the arguments of this process, and says what it ends with.
        pub fn main() -> std::process::ExitCode {
            crate::parts::cli::run::run(&PROGRAM)
        }
    });
    file.push(program(api, names));
    if api.has_mock {
        file.extend(mock(names));
    }
    file.extend(helpers(api));
    file.push(quote! {
        #[cfg(test)]
        mod tests {
            #[test]
            fn commands_are_sound() {
                crate::parts::cli::commands::command(&super::PROGRAM).debug_assert();
            }
        }
    });
    file
}

fn program(api: &Api, names: &Names) -> TokenStream {
    let program = api.program.as_ref();
    let name = program.map_or("", |program| &program.name);
    let about = prose::visible(&api.package.description);
    let about = about.trim().trim_end_matches('.');
    let parameters = api.client_parameters.iter().zip(&names.program.parameters);
    let parameters = parameters.map(|(parameter, name)| {
        let docs = &parameter.docs;
        let about = docs.summary.as_deref().or(docs.description.as_deref());
        let about = about.map(command::plain_line).unwrap_or_default();
        quote!((#name, #about))
    });
    let calls = api.resources.iter().enumerate();
    let calls = calls.filter(|(_, resource)| !resource.operations.is_empty());
    let calls = calls.map(|(index, _)| {
        let id = ResourceId(index);
        let condition = feature::all_of_resource(id, api, names);
        let modules = names.module(api, id).into_iter();
        let modules = modules.map(|module| ident(&module));
        quote!(#condition #(#modules)::*::CALLS)
    });
    let (completions, manual) = (&names.program.completions, &names.program.manual);
    let has_help = names.program.has_help;
    let mock = if api.has_mock {
        quote!(MOCK)
    } else {
        quote!(None)
    };
    quote! {
        static PROGRAM: crate::parts::cli::table::Program = crate::parts::cli::table::Program {
            name: #name,
            version: env!("CARGO_PKG_VERSION"),
            about: #about,
            api: &crate::api::API,
            parameters: &[#(#parameters),*],
            completions: #completions,
            manual: #manual,
            mock: #mock,
            has_help: #has_help,
            calls: &[#(#calls),*],
        };
    }
}

/// The command that serves a mock, in a build that has one.
fn mock(names: &Names) -> Vec<TokenStream> {
    let name = &names.program.mock;
    vec![
        quote! {
            #[cfg(not(feature = "mock"))]
            const MOCK: Option<crate::parts::cli::table::Mock> = None;
        },
        quote! {
            #[cfg(feature = "mock")]
            const MOCK: Option<crate::parts::cli::table::Mock> =
                Some(crate::parts::cli::table::Mock { name: #name, serve });
        },
        quote! {
            #[cfg(feature = "mock")]
            fn serve(port: u16, script: Option<&str>, ready: &mut dyn FnMut(&str)) -> Result<(), String> {
                let mock = crate::mock::Mock::new();
                if let Some(script) = script {
                    mock.script_json(script).map_err(|error| error.to_string())?;
                }
                let server = mock
                    .serve(port)
                    .map_err(|error| format!("port {port} of this machine cannot be had: {error}"))?;
                ready(&server.url());
                server.wait();
                Ok(())
            }
        },
    ]
}

/// What stands between the table and the parts of the runtime that only some APIs have.
fn helpers(api: &Api) -> Vec<TokenStream> {
    let mut helpers = Vec::new();
    let sends_files = super::body::formats(api)
        .iter()
        .any(|format| matches!(format.kind, FormatKind::Binary | FormatKind::Multipart));
    if sends_files {
        helpers.push(quote! {
            /// A file to send: the standard input unless there is a path.
            fn file(path: Option<std::path::PathBuf>) -> Box<dyn crate::runtime::Encode> {
                Box::new(match path {
                    Some(path) => crate::Upload::from_path(path),
                    None => crate::Upload::from_reader(None, std::io::stdin()),
                })
            }
        });
    }
    let answers = |test: fn(&AnswerContent) -> bool| {
        let mut operations = api.operations.iter();
        operations.any(|operation| {
            let forms = std::iter::once(&operation.answer).chain(&operation.alternatives);
            forms.into_iter().any(|form| test(&form.content))
        })
    };
    if answers(|content| *content == AnswerContent::Download) {
        helpers.push(quote! {
            /// Writes a file that comes.
            fn download(
                request: crate::runtime::Request<(), crate::Blocking>,
                sink: &mut crate::parts::cli::output::Sink,
            ) -> Result<(), crate::Error> {
                let download = request.answered_with::<crate::Download<crate::Blocking>>().send()?;
                match sink.path() {
                    Some(path) => download.save(path).map(drop),
                    None => sink.write(download),
                }
            }
        });
    }
    if answers(|content| matches!(content, AnswerContent::Lines(_))) {
        helpers.push(quote! {
            /// Gives the values that come line by line.
            fn lines(
                request: crate::runtime::Request<(), crate::Blocking>,
            ) -> Result<crate::parts::cli::table::Values, crate::Error> {
                let lines = request.answered_with::<crate::Lines<serde_json::Value, crate::Blocking>>();
                Ok(Box::new(lines.send()?))
            }
        });
    }
    if answers(|content| matches!(content, AnswerContent::Events(..))) {
        helpers.push(quote! {
            /// Gives the events that come, each as a whole.
            fn events(
                request: crate::runtime::Request<(), crate::Blocking>,
            ) -> Result<crate::parts::cli::table::Values, crate::Error> {
                use crate::parts::events::{Events, Whole};
                let events = request.answered_with::<Events<serde_json::Value, crate::Blocking, Whole>>();
                Ok(Box::new(events.send()?.map(|event| event.map(|event| event.data))))
            }
        });
    }
    helpers
}

/// What declares the module at the root of the crate.
pub fn declaration(api: &Api) -> Option<TokenStream> {
    api.program.as_ref()?;
    Some(quote! {
        #[cfg(feature = "cli")]
        pub mod cli;
    })
}

/// What the manifest says of the program, behind the library.
pub fn target(api: &Api) -> String {
    let Some(program) = &api.program else {
        return String::new();
    };
    format!(
        "\n[[bin]]\nname = \"{}\"\npath = \"src/main.rs\"\nrequired-features = [\"cli\"]\ndoc = false\n",
        program.name
    )
}

/// The feature that brings it.
pub fn manifest(api: &Api) -> String {
    if api.program.is_none() {
        return String::new();
    }
    let mut text =
        "# A program with a command for every operation.\ncli = [\"blocking\", \"serde_json/preserve_order\"".to_owned();
    for (name, _) in DEPENDENCIES {
        text.extend([", \"dep:", name, "\""]);
    }
    text + "]\n"
}

/// What it takes that nothing else does.
pub fn dependencies(api: &Api) -> String {
    if api.program.is_none() {
        return String::new();
    }
    let line = |(name, value): &(&str, &str)| format!("{name} = {{ {value}, optional = true }}\n");
    DEPENDENCIES.iter().map(line).collect()
}

/// The crates that the part `cli` of the runtime uses.
const DEPENDENCIES: &[(&str, &str)] = &[
    ("anstream", "version = \"1\""),
    ("anstyle", "version = \"1.0.13\""),
    ("clap", "version = \"4.6\", features = [\"wrap_help\"]"),
    ("clap_complete", "version = \"4.6\""),
    ("clap_mangen", "version = \"0.3\""),
    ("rpassword", "version = \"7.4\""),
    ("terminal_size", "version = \"0.4.3\""),
    ("unicode-width", "version = \"0.2\""),
];

/// The row of the table of features.
pub fn about(api: &Api) -> String {
    api.program.as_ref().map_or_else(String::new, |program| {
        format!(
            "\n| `cli` | the program `{}`, with a command for every operation |",
            program.name
        )
    })
}

/// What the read-me says of it.
pub fn read_me(api: &Api) -> String {
    let Some(program) = &api.program else {
        return String::new();
    };
    let name = &program.name;
    format!(
        "## On the command line\n\n```sh\ncargo install --path . --features cli\n{name} --help\n```\n\nEvery operation is a command. \
         The chapter `command_line` of the guide tells how arguments, output, secrets\nand exit statuses work.\n\n"
    )
}
