//! What an operation is answered with: the type in the table of its request, and the items beside it for what goes by the
//! status, for other forms of the answer and for headers.

use super::pagination;
use super::prose::{code, one_line, paragraph};
use super::rust::{From, literal, spell, table};
use crate::ir::{
    Answer, AnswerContent, Api, Docs, HeaderForm, Operation, Payload, TypeRef, status_number,
};
use crate::names::{Names, OperationNames, StatusNames};

/// How calls are made, as it is put behind the types that depend on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As the parameter `M` of the surrounding item says.
    Parameter,
    Async,
    Blocking,
}

/// The type of the answer, as the table of a request has it.
pub fn output(operation: &Operation, own: &OperationNames, api: &Api, names: &Names) -> String {
    if let Some(page) = pagination::output(operation, api, names) {
        return page;
    }
    let answer = &operation.answer;
    let name = own.answers.first().map_or("", |own| &own.name);
    let spelled = |way| spelled(answer, name, names, way);
    if answer.is_on_its_way() {
        let (any, async_, blocking) = (
            spelled(Way::Parameter),
            spelled(Way::Async),
            spelled(Way::Blocking),
        );
        return format!("by mode ({any}, {async_}, {blocking})");
    }
    spelled(Way::Async)
}

/// The type of the answer, as a reader of a signature knows it.
pub fn shown(operation: &Operation, own: &OperationNames, names: &Names) -> String {
    let name = own.answers.first().map_or("", |own| &own.name);
    let spelled = spelled(&operation.answer, name, names, Way::Async);
    // What comes before the last colons of a path, but for what is not of this crate.
    let paths = ["download", "events", "lines"].map(|part| format!("crate::parts::{part}::"));
    let paths = paths.iter().map(String::as_str);
    paths
        .chain(["crate::runtime::", "crate::", "types::"])
        .fold(spelled, |text, path| text.replace(path, ""))
}

/// The type of an answer; `name` is that of the enum where it goes by the status.
fn spelled(answer: &Answer, name: &str, names: &Names, way: Way) -> String {
    match &answer.content {
        AnswerContent::ByStatus if answer.is_on_its_way() => generic(name, None, way, ""),
        AnswerContent::ByStatus => name.to_owned(),
        content => of_content(content, names, way),
    }
}

fn of_content(content: &AnswerContent, names: &Names, way: Way) -> String {
    let spell = |ty: &TypeRef| spell(ty, names, From::Elsewhere);
    match content {
        AnswerContent::Nothing | AnswerContent::ByStatus => "()".to_owned(),
        AnswerContent::Value(ty) | AnswerContent::Text(ty) => spell(ty),
        AnswerContent::Page(item) => generic("crate::Page", Some(&spell(item)), way, ""),
        AnswerContent::Raw => "crate::runtime::Raw".to_owned(),
        AnswerContent::Download => generic("crate::parts::download::Download", None, way, ""),
        AnswerContent::Lines(ty) => {
            generic("crate::parts::lines::Lines", Some(&spell(ty)), way, "")
        }
        AnswerContent::Events(ty, payload) => {
            let payload = match payload {
                Payload::Json => "",
                Payload::Text => "crate::parts::events::Text",
                Payload::Whole => "crate::parts::events::Whole",
            };
            generic(
                "crate::parts::events::Events",
                Some(&spell(ty)),
                way,
                payload,
            )
        }
    }
}

/// A type with what stands in it, the way of calling, and what stands after that.
fn generic(name: &str, inner: Option<&str>, way: Way, last: &str) -> String {
    let way = match way {
        Way::Parameter => "M",
        Way::Async if last.is_empty() => "",
        Way::Async => "crate::runtime::Async",
        Way::Blocking => "crate::runtime::Blocking",
    };
    let arguments: Vec<&str> = [inner.unwrap_or_default(), way, last]
        .into_iter()
        .filter(|argument| !argument.is_empty())
        .collect();
    if arguments.is_empty() {
        name.to_owned()
    } else {
        format!("{name}<{}>", arguments.join(", "))
    }
}

/// What the static of an operation says of its answer, as far as it is not the usual.
pub fn description(operation: &Operation, api: &Api) -> String {
    let answer = &operation.answer;
    let mut text = String::new();
    if let Some(accept) = accept(answer).filter(|accept| accept != "application/json") {
        text.extend([".accept(", &literal(&accept), ")"]);
    }
    if matches!(answer.content, AnswerContent::Text(_)) {
        text.push_str(".reads(crate::parts::text::read)");
    }
    if !operation.redirects.is_empty() {
        let statuses: Vec<String> = operation.redirects.iter().map(u16::to_string).collect();
        text.extend([".redirects(&[", &statuses.join(", "), "])"]);
    }
    if api.envelope.is_some() && !answer.enveloped {
        text.push_str(".no_envelope()");
    }
    text
}

/// The media types of an answer, as a header asks for them.
pub fn accept(answer: &Answer) -> Option<String> {
    let is_value = matches!(
        answer.content,
        AnswerContent::Value(_) | AnswerContent::Page(_)
    );
    let types = answer.accept.iter().map(String::as_str);
    let types: Vec<&str> = types
        .filter(|media_type| media_type.contains('/') && !(is_value && *media_type == "*/*"))
        .collect();
    (!types.is_empty()).then(|| types.join(", "))
}

/// The items beside the request: enums by status, other forms, headers.
pub fn items(
    operation: &Operation,
    own: &OperationNames,
    handle: &str,
    api: &Api,
    names: &Names,
) -> Vec<String> {
    let call = format!("[`{handle}::{}`]", own.method);
    let forms = std::iter::once(&operation.answer).chain(&operation.alternatives);
    let mut items: Vec<String> = forms
        .zip(&own.answers)
        .filter(|(answer, _)| answer.content == AnswerContent::ByStatus)
        .map(|(answer, own)| by_status(answer, own, &call, names))
        .collect();
    if operation.failure_bodies().len() > 1 {
        items.push(errors(operation, &own.error, &call, names));
    }
    items.extend(alternatives(operation, own, names));
    items.extend(headers(operation, own, api, names));
    items
}

/// The enum of an answer that goes by the status.
fn by_status(answer: &Answer, own: &StatusNames, call: &str, names: &Names) -> String {
    let rows = answer.cases.iter().zip(&own.variants);
    let rows: Vec<String> = rows
        .map(|(case, variant)| {
            let holds = match &case.content {
                AnswerContent::Nothing | AnswerContent::ByStatus => String::new(),
                AnswerContent::Text(ty) => {
                    format!("(text {})", spell(ty, names, From::Elsewhere))
                }
                content => format!("(json {})", of_content(content, names, Way::Parameter)),
            };
            row(&case.status, &case.docs, variant, &holds)
        })
        .collect();
    let (parameter, derives) = if answer.is_on_its_way() {
        ("<M>", "Debug")
    } else {
        ("", "Clone, Debug, PartialEq")
    };
    let docs = comment(&paragraph(&format!(
        "What {call} is answered with, by the status"
    )));
    let head = format!(
        "crate::answers!(\n{docs}#[derive({derives})]\n{}{parameter}",
        own.name
    );
    table(&head, &rows, "")
}

/// The enum of the bodies of errors.
fn errors(operation: &Operation, own: &StatusNames, call: &str, names: &Names) -> String {
    let failures = operation.failures.iter();
    let bodies = failures.filter_map(|failure| Some((failure, failure.body.as_ref()?)));
    let rows: Vec<String> = bodies
        .zip(&own.variants)
        .map(|((failure, body), variant)| {
            let read = if body.is_text { "text" } else { "json" };
            let holds = format!("({read} {})", spell(&body.ty, names, From::Elsewhere));
            row(&failure.status, &failure.docs, variant, &holds)
        })
        .collect();
    let docs = comment(&paragraph(&format!(
        "The bodies of the errors of {call}, by the status: `error.body::<{}>()` reads one",
        own.name
    )));
    let head = format!("crate::failures!(\n{docs}{}", own.name);
    table(&head, &rows, "")
}

fn row(status: &str, docs: &Docs, variant: &str, holds: &str) -> String {
    let description = docs.description.as_deref().map(one_line);
    let docs = match description {
        Some(description) => format!("{}: {description}", code(status)),
        None => code(status),
    };
    let number = status_number(status);
    format!(
        "{}{number} => {variant}{holds},",
        comment(&paragraph(&docs))
    )
}

/// The methods that choose another form of the answer.
fn alternatives(operation: &Operation, own: &OperationNames, names: &Names) -> Option<String> {
    let forms = operation.alternatives.iter().zip(&own.alternatives);
    let enums = own.answers.iter().skip(1);
    let mut methods = Vec::new();
    for ((answer, method), own) in forms.zip(enums) {
        let ty = spelled(answer, &own.name, names, Way::Parameter);
        let types: Vec<String> = answer.accept.iter().map(|name| code(name)).collect();
        let switch = answer.switch.as_deref();
        let member = switch.map(|member| format!(", and sets {} in the body", code(member)));
        let docs = comment(&paragraph(&format!(
            "Asks for {}{}. Set what is optional before",
            types.join(" or "),
            member.unwrap_or_default()
        )));
        let switch = switch.map(|member| format!(".switch_on({})", literal(member)));
        let switch = switch.unwrap_or_default();
        let reads = match answer.content {
            AnswerContent::Text(_) => "Some(crate::parts::text::read)",
            _ => "None",
        };
        let accept = literal(&accept(answer).unwrap_or_default());
        methods.push(format!(
            "{docs}pub fn {method}(self) -> Request<{ty}, M> {{\n    self.request.ask_for({accept}, {reads}){switch}\n}}\n"
        ));
    }
    let methods = indented(&methods.join("\n"));
    (!methods.is_empty()).then(|| format!("impl<M: Mode> {}<M> {{\n{methods}}}\n", own.builder))
}

/// The constants that stand for the headers of the answers.
fn headers(
    operation: &Operation,
    own: &OperationNames,
    api: &Api,
    names: &Names,
) -> Option<String> {
    let mut constants = Vec::new();
    for (header, name) in operation.headers.iter().zip(&own.headers) {
        let mut docs = format!("The header {} of the answer.", code(&header.name));
        let description = header.slot.docs.description.as_deref();
        if let Some(description) = description.filter(|_| !api.is_large()) {
            docs.push(' ');
            docs.push_str(&one_line(description));
        }
        let docs = comment(&paragraph(&docs));
        let make = header_constructor(header.form);
        let ty = spell(&header.slot.ty, names, From::Elsewhere);
        let wire = literal(&header.name);
        constants.push(format!(
            "{docs}pub const {name}: crate::parts::header::Header<{ty}> =\n    crate::parts::header::Header::{make}({wire});\n"
        ));
    }
    let constants = indented(&constants.join("\n"));
    (!constants.is_empty()).then(|| format!("impl {} {{\n{constants}}}\n", own.builder))
}

/// Lines of documentation.
fn comment(lines: &[String]) -> String {
    let lines = lines.iter();
    lines
        .map(|line| format!("/// {line}").trim_end().to_owned() + "\n")
        .collect()
}

fn indented(text: &str) -> String {
    let lines = text.lines();
    lines
        .map(|line| {
            if line.is_empty() {
                "\n".to_owned()
            } else {
                format!("    {line}\n")
            }
        })
        .collect()
}

/// The function of the runtime that describes a header whose value is written this way.
pub fn header_constructor(form: HeaderForm) -> &'static str {
    match form {
        HeaderForm::Plain => "new",
        HeaderForm::Exploded => "exploded",
        HeaderForm::Json => "json",
    }
}
