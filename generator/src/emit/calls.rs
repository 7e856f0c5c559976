//! How the calls of the emitted crate are written, as data: for programs that make them all.

use super::call_answers::{AnswerForm, AnswerHeader, CallAnswer, failure, forms, headers};
use super::example::is_positional;
use super::spelled;
use crate::ir::{
    Api, Body, FormatKind, Location, Operation, OperationId, Origin, TypeKind, TypeRef,
};
use crate::names::Names;

/// What it takes to make every call of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calls {
    /// The builder's methods for credentials that a client can have together, and how many arguments each has.
    pub credentials: Vec<(String, usize)>,
    /// The calls, in the order of the document.
    pub calls: Vec<Call>,
}

/// How a call is written: `client RESOURCE . FUNCTION ( ARGUMENTS ) . SETTER ( VALUE ) …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The operation in the document.
    pub origin: Origin,
    /// The method of HTTP.
    pub method: &'static str,
    /// The path template.
    pub path: String,
    /// The way from the client to the resource: `.stores().secrets()`.
    pub resource: String,
    /// The function.
    pub function: String,
    /// What the function takes, in order.
    pub arguments: Vec<Argument>,
    /// What can be set, with the names of the setters.
    pub setters: Vec<(String, Argument)>,
    /// The forms that the body can have.
    pub bodies: Vec<BodyForm>,
    /// What can come back, in the usual form first.
    pub forms: Vec<AnswerForm>,
    /// The headers that an answer may have.
    pub headers: Vec<AnswerHeader>,
    /// The type that the body of an error is read into where that is JSON, and what it gives.
    pub failure: Option<(String, CallAnswer)>,
}

/// A form that a body can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyForm {
    /// The media type.
    pub media_type: String,
    /// How it is written.
    pub kind: FormatKind,
    /// A type that the argument can be made of.
    pub spelled: String,
    /// The variant that the value is put into, where the caller chooses one.
    pub variant: Option<String>,
}

/// What is handed over for an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Where the input travels.
    pub input: Input,
    /// A type that the argument can be made of, spelled as [`SchemaType`](crate::SchemaType) is.
    pub spelled: String,
}

/// What a call sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A parameter, with its place and its name on the wire.
    Parameter(Location, String),
    /// The body.
    Body,
}

/// Lists the calls.
pub fn list(api: &Api, names: &Names) -> Calls {
    let mut groups = Vec::new();
    let mut credentials = Vec::new();
    for (index, credential) in api.credentials.iter().enumerate() {
        if !groups.contains(&credential.group) {
            groups.push(credential.group);
            credentials.push((
                names.credential(index).setter.clone(),
                credential.parts.len(),
            ));
        }
    }
    let calls = api.operations.iter().enumerate();
    Calls {
        credentials,
        calls: calls
            .map(|(index, operation)| call(OperationId(index), operation, api, names))
            .collect(),
    }
}

fn call(id: OperationId, operation: &Operation, api: &Api, names: &Names) -> Call {
    let own = names.operation(id);
    let (mut arguments, mut setters) = (Vec::new(), Vec::new());
    for (parameter, name) in operation.parameters.iter().zip(&own.parameters) {
        let argument = Argument {
            input: Input::Parameter(parameter.location, parameter.name.clone()),
            spelled: spelled(&parameter.slot.ty, names),
        };
        if is_positional(parameter) {
            arguments.push(argument);
        } else {
            setters.push((name.clone(), argument));
        }
    }
    if let Some(body) = &operation.body {
        let argument = Argument {
            input: Input::Body,
            spelled: spelled(&body.slot.ty, names),
        };
        if body.required {
            arguments.push(argument);
        } else {
            setters.push((own.body.clone(), argument));
        }
    }
    let steps = api.lineage(operation.resource).into_iter();
    let steps: Vec<String> = steps
        .map(|id| format!(".{}()", names.resource(id).accessor))
        .collect();
    Call {
        origin: operation.origin.clone(),
        method: operation.method.as_str(),
        path: operation.path.clone(),
        resource: steps.concat(),
        function: own.method.clone(),
        arguments,
        setters,
        bodies: operation
            .body
            .as_ref()
            .map(|body| bodies(body, api, names))
            .unwrap_or_default(),
        forms: forms(operation, own, api, names),
        headers: headers(operation, own, api, names),
        failure: failure(operation, own, api, names),
    }
}

fn bodies(body: &Body, api: &Api, names: &Names) -> Vec<BodyForm> {
    if let Some(format) = &body.format {
        return vec![BodyForm {
            media_type: format.media_type.clone(),
            kind: format.kind,
            spelled: spelled(&body.slot.ty, names),
            variant: None,
        }];
    }
    let TypeRef::Named(id) = body.slot.ty else {
        return Vec::new();
    };
    let Some(TypeKind::Choice(variants)) = api.definition(id).map(|definition| &definition.kind)
    else {
        return Vec::new();
    };
    let choice = spelled(&body.slot.ty, names);
    let members = &names.type_names(id).members;
    let form = |(variant, member): (&crate::ir::ChoiceVariant, &String)| BodyForm {
        media_type: variant.format.media_type.clone(),
        kind: variant.format.kind,
        spelled: spelled(&variant.slot.ty, names),
        variant: Some(format!("{choice}::{member}")),
    };
    variants.iter().zip(members).map(form).collect()
}
