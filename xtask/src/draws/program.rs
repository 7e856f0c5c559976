//! Writes the program that makes the calls, with the generated client.

use std::fmt::Write as _;
use std::path::Path;

use openapi_client_generator::{Argument, Call, CallAnswer, Calls, Input};
use serde_json::{Map, Value, json};

use super::document::Operation;
use super::plan::Draw;
use super::server::NUMBER;
use crate::corpus::client::{manifest, put};
use crate::failure::Failure;

/// The name of the program's package.
pub const PACKAGE: &str = "random-requests";

/// The file with the draws, a line each.
pub const LIST: &str = "draws.jsonl";

/// Writes the program to a folder; the generated crate is in `crate_folder`.
pub fn write(
    calls: &Calls,
    crate_folder: &Path,
    out: &Path,
    has_mock: bool,
) -> Result<(), Failure> {
    let features: &[&str] = if has_mock {
        &["blocking", "mock"]
    } else {
        &["blocking"]
    };
    put(
        &out.join("Cargo.toml"),
        &manifest(PACKAGE, crate_folder, features)?,
    )?;
    let mocked = if has_mock { MOCKED } else { "None" };
    put(
        &out.join("src/main.rs"),
        &program(calls).replace("MOCKED", mocked),
    )
}

/// The draws as the program reads them.
pub fn list(calls: &Calls, operations: &[&Operation], draws: &[Draw]) -> String {
    let mut list = String::new();
    for (number, draw) in draws.iter().enumerate() {
        let Some((call, operation)) = calls.calls.get(draw.call).zip(operations.get(number)) else {
            continue;
        };
        let mut inputs = Map::new();
        for (index, argument) in arguments(call).enumerate() {
            if let Some(value) = value(argument, operation, draw) {
                inputs.insert(index.to_string(), value.clone());
            }
        }
        let form = draw.body.as_ref().map(|(form, _)| form);
        let line = json!({ "call": draw.call, "number": number, "inputs": inputs, "form": form, "fails": draw.status >= 400 });
        let _ = writeln!(list, "{line}");
    }
    list
}

fn arguments(call: &Call) -> impl Iterator<Item = &Argument> {
    let set = call.setters.iter().map(|(_, argument)| argument);
    call.arguments.iter().chain(set)
}

fn value<'a>(argument: &Argument, operation: &Operation, draw: &'a Draw) -> Option<&'a Value> {
    match &argument.input {
        Input::Body => draw.body.as_ref().map(|(_, body)| body),
        Input::Parameter(place, name) => {
            let is_it = |parameter: &super::document::Parameter| {
                parameter.place == place.as_str() && parameter.name == *name
            };
            draw.parameters
                .get(&operation.parameters.iter().position(is_it)?)
        }
    }
}

fn program(calls: &Calls) -> String {
    let mut text = String::from(
        "//! Makes the calls of a list with drawn values.\n\n\
         #![allow(deprecated, dead_code, unused_imports, unused_mut, unused_variables)]\n\n\
         use api::*;\nuse serde_json::{Value, json};\n\n",
    );
    let mut names = String::new();
    for (index, call) in calls.calls.iter().enumerate() {
        let _ = writeln!(names, "    call_{index},");
        let given: Vec<String> = call
            .arguments
            .iter()
            .enumerate()
            .map(|(index, argument)| match argument.input {
                Input::Body => body(call, &|ty| format!("draw.get::<{ty}>({index})?")),
                Input::Parameter(..) => format!("draw.get::<{}>({index})?", argument.spelled),
            })
            .collect();
        let _ = write!(
            text,
            "fn call_{index}(client: &api::blocking::Client, draw: &Draw) -> Result<Value, String> {{\n    \
             let mut request = client{}.{}({});\n",
            call.resource,
            call.function,
            given.join(", ")
        );
        for (index, (setter, argument)) in call.setters.iter().enumerate() {
            let index = index + call.arguments.len();
            let value = match argument.input {
                Input::Body => body(call, &|ty| format!("draw.get::<{ty}>({index})?")),
                Input::Parameter(..) => format!("draw.get::<{}>({index})?", argument.spelled),
            };
            let _ = write!(
                text,
                "    if draw.has({index}) {{\n        request = request.{setter}({value});\n    }}\n"
            );
        }
        let failed = call.failure.as_ref().map(|(ty, kind)| {
            let shown = shown(kind, "&body");
            format!(
                "Err(error) if draw.fails => {{\n            \
                 let body: {ty} = error.body().map_err(|fault| fault.to_string())?;\n            {shown}\n        }}\n        "
            )
        });
        let shown = shown(&call.answer, "response.value()");
        let _ = write!(
            text,
            "    match request.header(\"{NUMBER}\", draw.number.to_string()).send_with_response() {{\n        \
             Ok(_) if draw.fails => Err(\"a failure passes for a success\".to_owned()),\n        \
             Ok(response) => {shown},\n        \
             {}Err(error) => Err(error.to_string()),\n    }}\n}}\n\n",
            failed.unwrap_or_default()
        );
    }
    let credentials = calls.credentials.iter().map(|(name, count)| {
        let values = vec!["\"drawn\""; *count].join(", ");
        format!(".{name}({values})")
    });
    let _ = write!(text, "static CALLS: &[Call] = &[\n{names}];\n\n");
    text + &REST.replace("CREDENTIALS", &credentials.collect::<String>())
}

/// The expression of what is shown of an answer.
fn shown(answer: &CallAnswer, value: &str) -> String {
    match answer {
        CallAnswer::Nothing | CallAnswer::Other => "Ok(Value::Null)".to_owned(),
        CallAnswer::Value | CallAnswer::Text => format!("shown({value})"),
        CallAnswer::Page => format!("shown({value}.answer())"),
        CallAnswer::ByStatus(path, variants) => {
            let mut arms = String::new();
            for (_, name, inner) in variants {
                if !matches!(inner, CallAnswer::Nothing | CallAnswer::Other) {
                    let _ = write!(arms, "{path}::{name}(value) => {}, ", shown(inner, "value"));
                }
            }
            format!("match {value} {{ {arms}_ => Ok(Value::Null) }}")
        }
    }
}

/// The expression of a body, with that of a value of a type.
fn body(call: &Call, value: &dyn Fn(&str) -> String) -> String {
    if let [only] = call.bodies.as_slice()
        && only.variant.is_none()
    {
        return value(&only.spelled);
    }
    let mut arms = String::new();
    for (index, form) in call.bodies.iter().enumerate() {
        let variant = form.variant.as_deref().unwrap_or_default();
        let _ = write!(arms, "{index} => {variant}({}), ", value(&form.spelled));
    }
    format!("match draw.form {{ {arms}_ => return Err(\"no such form\".to_owned()) }}")
}

/// The expression of a client that the crate's own mock answers.
const MOCKED: &str = "Some(api::mock::Mock::new().blocking_builder().max_retries(0).build()?)";

/// The part that is the same for all documents.
const REST: &str = r#"type Call = fn(&api::blocking::Client, &Draw) -> Result<Value, String>;

struct Draw {
    number: usize,
    inputs: Value,
    form: u64,
    fails: bool,
}

impl Draw {
    fn has(&self, index: usize) -> bool {
        self.inputs.get(index.to_string()).is_some()
    }

    fn find<T: serde::de::DeserializeOwned>(&self, index: usize) -> Result<Option<T>, String> {
        let value = self.inputs.get(index.to_string());
        let read = |value: &Value| serde_json::from_value(value.clone());
        value.map(read).transpose().map_err(|error| format!("an argument cannot be made: {error}"))
    }

    fn get<T: serde::de::DeserializeOwned>(&self, index: usize) -> Result<T, String> {
        self.find(index)?.ok_or_else(|| "an argument is missing".to_owned())
    }
}

fn shown<T: serde::Serialize + ?Sized>(value: &T) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (address, list) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let builder = api::blocking::Client::builder().base_url(address).max_retries(0);
    let client = builderCREDENTIALS.build()?;
    let mocked: Option<api::blocking::Client> = MOCKED;
    for line in std::fs::read_to_string(list)?.lines() {
        let mut line: Value = serde_json::from_str(line)?;
        let index = |key: &str| line.get(key).and_then(Value::as_u64).and_then(|index| usize::try_from(index).ok());
        let (call, number) = (index("call").unwrap_or_default(), index("number").unwrap_or_default());
        let form = line["form"].as_u64().unwrap_or_default();
        let fails = line["fails"] == true;
        let mut draw = Draw { number, form, fails: false, inputs: line["inputs"].take() };
        let mock = mocked.as_ref().and_then(|client| CALLS[call](client, &draw).err());
        draw.fails = fails;
        let outcome = match CALLS[call](&client, &draw) {
            Ok(value) => json!({ "number": number, "value": value, "mock": mock }),
            Err(fault) => json!({ "number": number, "fault": fault, "mock": mock }),
        };
        println!("{outcome}");
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Values may be nested deep.
    let thread = std::thread::Builder::new().stack_size(64 << 20);
    let thread = thread.spawn(|| run().map_err(|error| error.to_string()))?;
    thread.join().map_err(|_| "the program ended too early")??;
    Ok(())
}
"#;
