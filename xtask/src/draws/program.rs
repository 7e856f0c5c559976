//! Writes the program that makes the calls, with the generated client.

use std::fmt::Write as _;
use std::path::Path;

use openapi_client_generator::{Argument, Call, CallAnswer, Calls, Input};
use serde_json::{Map, Value, json};

use super::document::Operation;
use super::harness::{MOCKED, REST};
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
        let line = json!({ "call": draw.call, "number": number, "inputs": inputs, "form": form,
            "answer": draw.form, "fails": draw.reply.fails(), "is_read": draw.reply.is_read() });
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
    let credentials = calls.credentials.iter().map(|(name, count)| {
        let values = vec!["\"drawn\""; *count].join(", ");
        format!(".{name}({values})")
    });
    let mut text = String::from(
        "//! Makes the calls of a list with drawn values.\n\n\
         #![allow(deprecated, dead_code, unused_imports, unused_macros, unused_mut, unused_variables)]\n\n\
         use api::*;\nuse serde_json::{Value, json};\n\n",
    );
    text += &REST.replace("CREDENTIALS", &credentials.collect::<String>());
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
        text.push_str(&sent(call));
    }
    let _ = write!(text, "static CALLS: &[Call] = &[\n{names}];\n\n");
    text
}

/// The statements that send a request, and show what comes back.
fn sent(call: &Call) -> String {
    let mut headers = String::new();
    for header in &call.headers {
        let name = Value::from(header.name.to_ascii_lowercase());
        let _ = write!(headers, ", {name} => {}", header.constant);
    }
    let mut arms = String::new();
    for (index, form) in call.forms.iter().enumerate() {
        let method = form.method.as_ref();
        let method = method.map(|method| format!(".{method}()"));
        let shown = shown(&form.answer, "value");
        let _ = write!(
            arms,
            "        {index} => request{}.send_with_response().map(|response| {{\n            \
             let (status, headers) = (response.status().as_u16(), headers!(response{headers}));\n            \
             let value = response.into_value();\n            \
             Ok(json!({{ \"status\": status, \"headers\": headers, \"value\": {shown}? }}))\n        }}),\n",
            method.unwrap_or_default()
        );
    }
    let read = call.failure.as_ref().map(|(ty, kind)| {
        let shown = shown(kind, "body");
        format!(
            "if draw.is_read {{ let body: {ty} = error.body().map_err(|fault| fault.to_string())?; {shown}? }} else {{ Value::Null }}"
        )
    });
    let read = read.as_deref().unwrap_or("Value::Null");
    format!(
        "    let request = request.header(\"{NUMBER}\", draw.number.to_string());\n    \
         let outcome: Result<Result<Value, String>, api::Error> = match draw.answer {{\n{arms}        \
         _ => return Err(\"no such form\".to_owned()),\n    }};\n    \
         match outcome {{\n        \
         Ok(_) if draw.fails => Err(\"a failure passes for a success\".to_owned()),\n        \
         Ok(shown) => shown,\n        \
         Err(error) if draw.fails => {{\n            \
         let (status, headers) = (error.status().map(|status| status.as_u16()), headers!(error{headers}));\n            \
         let bytes = error.body_bytes().map(|bytes| hexadecimal(bytes));\n            \
         let value = {read};\n            \
         Ok(json!({{ \"status\": status, \"headers\": headers, \"bytes\": bytes, \"value\": value }}))\n        }}\n        \
         Err(error) => Err(error.to_string()),\n    }}\n}}\n\n"
    )
}

/// The expression of what is shown of an answer, whose value has this name: a result.
fn shown(answer: &CallAnswer, value: &str) -> String {
    match answer {
        CallAnswer::Nothing => "Ok::<Value, String>(Value::Null)".to_owned(),
        CallAnswer::Value | CallAnswer::Text => format!("shown(&{value})"),
        CallAnswer::Page => format!("shown({value}.answer())"),
        CallAnswer::Raw => format!("Ok::<Value, String>(hexadecimal({value}.bytes()).into())"),
        CallAnswer::Download => format!(
            "match draw.number % 3 {{ 0 => parts({value}), 1 => whole({value}.bytes()), _ => read({value}.into_reader()) }}"
        ),
        CallAnswer::Events(_) => format!(
            "items({value}.map(|event| event.map(|event| json!({{ \"data\": event.data, \"name\": event.name, \"id\": event.id }}))))"
        ),
        CallAnswer::Lines => format!("items({value})"),
        CallAnswer::ByStatus(path, variants) => {
            let mut arms = String::new();
            for (_, name, inner) in variants {
                if *inner != CallAnswer::Nothing {
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
