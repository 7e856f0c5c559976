//! Holds a request to the document: which operation it means, and what is wrong with it.

use serde_json::Value;

use super::content;
use super::description::{Api, Operation};
use super::recorded::{Recorded, decoded};
use super::refusal::{Place, Refusal};
use super::schemas::Fault;
use super::styles::Parameter;

/// A call that is as the document says.
#[derive(Clone)]
pub struct Call {
    name: String,
    id: Option<String>,
    parameters: Vec<(String, String, Value)>,
    body: Option<Value>,
    /// Which of the answers it asks for.
    pub(super) answer: usize,
}

impl Call {
    /// What errors call it: `stores.secrets.list`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The `operationId`, if it has one.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// The value of a parameter by its name in the document, wherever it travels; `None` where it was not sent.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Value> {
        let mut parameters = self.parameters.iter();
        let found = parameters.find(|(_, known, _)| known == name);
        found.map(|(_, _, value)| value)
    }

    /// The text of such a parameter; empty where it was not sent or is no text.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.parameter(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The body as JSON: forms and parts as objects, with a word in place of each file. `None` without one, and for bytes.
    #[must_use]
    pub fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// A call, and the operation that it is one of.
pub(super) struct Checked {
    pub call: Call,
    pub operation: &'static Operation,
}

type Refused = (Refusal, Option<&'static Operation>);

/// Holds a request to the document. Where several operations share a path, the one that it fits is meant.
pub(super) fn check(api: &'static Api, request: &Recorded) -> Result<Checked, Refused> {
    let path = request.path();
    let refused = |place, reason: String| Refusal {
        call: None,
        place,
        reason,
    };
    let operations = api.operations.iter();
    let mut found: Vec<(&Operation, Vec<(&str, &str)>)> = operations
        .filter_map(|operation| Some((operation, matched(operation, path)?)))
        .collect();
    if found.is_empty() {
        let refusal = refused(
            Place::Path,
            "the API has no operation at this path".to_owned(),
        );
        return Err((refusal, None));
    }
    // What is said in full comes before what a parameter may stand for.
    found.sort_by_key(|(_, values)| values.iter().map(|(_, text)| text.len()).sum::<usize>());
    let fitting = || {
        let found = found.iter();
        found.filter(|(operation, _)| operation.method == request.method)
    };
    let best = fitting().next().map(|(best, _)| best.template());
    let mut first = None;
    for (operation, values) in fitting().filter(|(known, _)| Some(known.template()) == best) {
        let check = Check {
            api,
            request,
            operation,
        };
        match check.call(values) {
            Ok(call) => return Ok(Checked { call, operation }),
            Err(refusal) => first = first.or(Some((refusal, Some(*operation)))),
        }
    }
    Err(first.unwrap_or_else(|| {
        let methods: Vec<&str> = found
            .iter()
            .map(|(operation, _)| operation.method.as_str())
            .collect();
        let reason = format!(
            "the path takes {}, and not {}",
            methods.join(", "),
            request.method
        );
        (refused(Place::Method, reason), None)
    }))
}

/// The values that parameters have in a path, if it is of this form.
fn matched<'a>(operation: &'a Operation, path: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let template = operation.template();
    let parameters = operation.rest["parameters"]
        .as_array()
        .into_iter()
        .flatten();
    let long = parameters.filter(|parameter| parameter["reserved"] == true);
    let long: Vec<&str> = long
        .filter_map(|parameter| parameter["name"].as_str())
        .collect();
    let mut values = Vec::new();
    take(template, path, &long, &mut values).then_some(values)
}

/// Matches a template and a path; the parameters in `long` may go over several segments.
fn take<'a>(
    template: &'a str,
    path: &'a str,
    long: &[&str],
    values: &mut Vec<(&'a str, &'a str)>,
) -> bool {
    let Some((literal, rest)) = template.split_once('{') else {
        return template == path || decoded(template) == decoded(path);
    };
    let Some((name, rest)) = rest.split_once('}') else {
        return false;
    };
    let Some(path) = stripped(path, literal) else {
        return false;
    };
    let segment = if long.contains(&name) {
        None
    } else {
        path.find('/')
    };
    let ends = path
        .char_indices()
        .map(|(index, letter)| index + letter.len_utf8());
    let mut ends: Vec<usize> = ends.collect();
    ends.retain(|end| segment.is_none_or(|segment| *end <= segment));
    // The longest text comes first.
    while let Some(end) = ends.pop() {
        let (text, after) = path.split_at(end);
        let count = values.len();
        values.push((name, text));
        if take(rest, after, long, values) {
            return true;
        }
        values.truncate(count);
    }
    false
}

/// A path without what a template starts with, whose characters may be escaped in it; an escaped slash is part of a value.
pub(super) fn stripped<'a>(path: &'a str, literal: &str) -> Option<&'a str> {
    let mut rest = path;
    for byte in percent_encoding::percent_decode_str(literal) {
        let (came, after) = match rest.strip_prefix('%') {
            Some(escaped) => (
                u8::from_str_radix(escaped.get(..2)?, 16).ok()?,
                escaped.get(2..)?,
            ),
            None => (*rest.as_bytes().first()?, rest.get(1..)?),
        };
        let is_value = came == b'/' && rest.starts_with('%');
        if came != byte || is_value {
            return None;
        }
        rest = after;
    }
    Some(rest)
}

struct Check<'a> {
    api: &'a Api,
    request: &'a Recorded,
    operation: &'a Operation,
}

impl Check<'_> {
    fn call(&self, values: &[(&str, &str)]) -> Result<Call, Refusal> {
        self.credentials()?;
        let parameters = self.parameters(values)?;
        let body = self.body()?;
        let answer = self.answer(body.as_ref());
        Ok(Call {
            name: self.operation.call.clone(),
            id: self.operation.id.clone(),
            parameters,
            body,
            answer,
        })
    }

    fn refusal(&self, place: Place, reason: impl Into<String>) -> Refusal {
        Refusal {
            call: Some(self.operation.call.clone()),
            place,
            reason: reason.into(),
        }
    }

    /// Credentials of any value will do, as long as all that belong together are there.
    fn credentials(&self) -> Result<(), Refusal> {
        let Some(taken) = self.operation.rest["credentials"].as_array() else {
            return Ok(());
        };
        let taken = taken.iter().filter_map(Value::as_u64);
        let mut taken =
            taken.filter_map(|index| self.api.credentials.get(usize::try_from(index).ok()?));
        let is_there = |part: &Value| {
            let name = part[1].as_str().unwrap_or_default();
            match part[0].as_str().unwrap_or_default() {
                "scheme" => {
                    let value = self.request.header("authorization").unwrap_or_default();
                    let given = value.split_once(' ');
                    given.is_some_and(|(scheme, value)| {
                        scheme.eq_ignore_ascii_case(name) && !value.trim().is_empty()
                    })
                }
                "header" => self
                    .request
                    .header(name)
                    .is_some_and(|value| !value.is_empty()),
                "query" => self
                    .request
                    .pairs()
                    .iter()
                    .any(|(known, value)| known == name && !value.is_empty()),
                "cookie" => self
                    .request
                    .cookies()
                    .iter()
                    .any(|(known, value)| known == name && !value.is_empty()),
                _ => true,
            }
        };
        let mut count = 0;
        let is_given = taken.any(|parts| {
            count += 1;
            parts.as_array().into_iter().flatten().all(is_there)
        });
        if is_given || count == 0 {
            return Ok(());
        }
        let reason = "there are no credentials that the operation takes";
        Err(self.refusal(Place::Credentials, reason))
    }

    fn parameters(&self, values: &[(&str, &str)]) -> Result<Vec<(String, String, Value)>, Refusal> {
        let known: Vec<(String, &Value)> = self.operation.list("parameters").collect();
        let name = |parameter: &&Value| parameter["name"].as_str().map(str::to_owned);
        let names: Vec<String> = known
            .iter()
            .filter_map(|(_, parameter)| name(parameter))
            .collect();
        let (pairs, cookies) = (self.request.pairs(), self.request.cookies());
        let mut found = Vec::new();
        for (place, parameter) in known {
            let name = parameter["name"].as_str().unwrap_or_default();
            let location = parameter["in"].as_str().unwrap_or_default();
            if parameter["whole"] == true {
                continue;
            }
            let others: Vec<&str> = names
                .iter()
                .map(String::as_str)
                .filter(|other| *other != name)
                .collect();
            let read = Parameter {
                name,
                style: parameter["style"].as_str().unwrap_or_default(),
                explode: parameter["explode"] == true,
                place: format!("{place}/schema"),
                schemas: &self.api.schemas,
                others: &others,
            };
            let may_be_empty = parameter["empty"] == true;
            let is_empty = may_be_empty
                && pairs
                    .iter()
                    .any(|(known, value)| known == name && value.is_empty());
            let value = match location {
                "path" => {
                    let text = values.iter().find(|(known, _)| *known == name);
                    text.map(|(_, text)| read.text(text, false))
                }
                "header" => self.request.header(name).map(|text| read.text(text, true)),
                "cookie" => read.pairs(&cookies),
                _ if is_empty => continue,
                _ => read.pairs(&pairs),
            };
            let wrong = |reason: String| {
                self.refusal(
                    Place::Parameter(location.to_owned(), name.to_owned()),
                    reason,
                )
            };
            match value {
                Some(value) => {
                    if let Some(Fault { reason, .. }) = self.api.schemas.fault(&read.place, &value)
                    {
                        return Err(wrong(reason));
                    }
                    found.push((location.to_owned(), name.to_owned(), value));
                }
                None if parameter["required"] == true => {
                    return Err(wrong("it is required, and missing".to_owned()));
                }
                None => {}
            }
        }
        Ok(found)
    }

    fn body(&self) -> Result<Option<Value>, Refusal> {
        let body = &self.operation.rest["body"];
        let media_type = self.request.header("content-type").unwrap_or_default();
        if body.is_null() || self.request.body.is_empty() && media_type.is_empty() {
            return if body["required"] == true {
                Err(self.refusal(Place::Body(String::new()), "it is required, and missing"))
            } else {
                Ok(None)
            };
        }
        let forms = body["forms"].as_array().into_iter().flatten().enumerate();
        let forms = forms.map(|(index, form)| {
            (
                format!("{}/body/forms/{index}", self.operation.pointer),
                form,
            )
        });
        let Some((place, form)) = content::form(forms.clone(), media_type) else {
            let known: Vec<&str> = forms
                .filter_map(|(_, form)| form["media_type"].as_str())
                .collect();
            let given = content::essence(media_type);
            let reason = format!(
                "the body is `{given}`, and the operation takes {}",
                known.join(", ")
            );
            return Err(self.refusal(Place::MediaType, reason));
        };
        let wrong = |pointer: String, reason: String| self.refusal(Place::Body(pointer), reason);
        let value = content::read(
            form,
            &place,
            media_type,
            &self.request.body,
            &self.api.schemas,
        )
        .map_err(|reason| wrong(String::new(), reason))?;
        if let Some(value) = &value
            && let Some(fault) = self.api.schemas.fault(&format!("{place}/schema"), value)
        {
            return Err(wrong(fault.pointer, fault.reason));
        }
        Ok(value)
    }

    /// The form of the answer that is asked for: by a member of the body, by the media types, or the usual one.
    fn answer(&self, body: Option<&Value>) -> usize {
        let accept = self.request.header("accept").unwrap_or_default();
        let answers: Vec<&Value> = self
            .operation
            .list("answers")
            .map(|(_, answer)| answer)
            .collect();
        let is_switched = |answer: &&Value| {
            let switch = answer["switch"].as_str();
            switch.is_some_and(|member| body.is_some_and(|body| body[member] == true))
        };
        let is_accepted = |answer: &&Value| {
            let mut types = answer["accept"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str);
            types.any(|known| {
                accept
                    .split(',')
                    .any(|given| content::essence(given) == known)
            })
        };
        // Several forms may come with the same member.
        let mut both = answers.iter();
        let found = both.position(|answer| is_switched(answer) && is_accepted(answer));
        found
            .or_else(|| answers.iter().position(is_switched))
            .or_else(|| answers.iter().position(is_accepted))
            .unwrap_or_default()
    }
}
