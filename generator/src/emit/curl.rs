//! A call as a command line of `curl`: the request that the example in Rust makes, with credentials from the environment.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::curl_body;
use super::example::is_positional;
use super::example_body::is_made_for_body;
use super::sample;
use super::shell::{Word, block, variable};
use crate::ir::{
    Answer, AnswerContent, Api, HttpMethod, Location, Operation, Parameter, Placement, Style,
};

/// Everything but the unreserved characters of RFC 3986.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What the fixed parts of an address may not have as they are.
const TEMPLATE: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'|');

/// What stands for the address of an API whose document has none.
pub const ANY_ADDRESS: &str = "https://api.example.com";

/// The lines of a fenced block with the command.
pub fn example(operation: &Operation, api: &Api) -> Vec<String> {
    let mut command = Command {
        operation,
        api,
        arguments: Vec::new(),
    };
    command.method();
    let url = command.url();
    command.arguments.push(url.quoted());
    command.credentials();
    command.answer(&operation.answer);
    command.headers();
    if let Some(body) = &operation.body
        && (body.required || is_made_for_body(operation))
    {
        command.arguments.extend(curl_body::arguments(body, api));
    }
    let text = format!("curl {}", command.arguments.join(" \\\n  "));
    block(&text)
}

/// Whether the examples set a parameter.
pub fn is_shown(parameter: &Parameter) -> bool {
    let is_set = is_positional(parameter) || parameter.client || parameter.slot.example.is_some();
    let is_free = matches!(parameter.location, Location::Query | Location::Server);
    is_set && (parameter.required || is_free)
}

struct Command<'a> {
    operation: &'a Operation,
    api: &'a Api,
    arguments: Vec<String>,
}

impl Command<'_> {
    fn method(&mut self) {
        match self.operation.method {
            HttpMethod::Get => {}
            HttpMethod::Head => self.arguments.push("--head".to_owned()),
            method => self
                .arguments
                .push(format!("--request {}", method.as_str())),
        }
    }

    fn option(&mut self, name: &str, value: &Word) {
        self.arguments.push(format!("{name} {}", value.quoted()));
    }

    /// The parameters of a place that the example sets, with their values.
    fn set(&self, location: Location) -> Vec<(&Parameter, Value)> {
        let parameters = self.operation.parameters_in(location);
        parameters
            .filter(|(_, parameter)| is_shown(parameter))
            .map(|(_, parameter)| (parameter, sample::slot(&parameter.slot, None, 0, self.api)))
            .collect()
    }

    fn url(&self) -> Word {
        let mut url = Word::default();
        let usual = &self.api.base_url;
        let server = self.operation.server.as_ref();
        let base = match server {
            Some(server) => server,
            None if usual.contains("://") && !usual.contains('{') => usual,
            None => ANY_ADDRESS,
        };
        self.fill(base.trim_end_matches('/'), Location::Server, &mut url);
        // A fragment tells operations of one path apart, and is not sent.
        let path = self.operation.path.split('#').next().unwrap_or_default();
        self.fill(path, Location::Path, &mut url);
        let mut mark = if path.contains('?') { "&" } else { "?" };
        for (parameter, value) in self.set(Location::Query) {
            let name = if parameter.is_whole {
                ""
            } else {
                &parameter.name
            };
            let pairs = pairs(name, parameter.style, parameter.explode, &value);
            let pairs: Vec<String> = pairs
                .into_iter()
                .map(|(name, value)| match name.as_str() {
                    "" => value,
                    name => format!("{name}={value}"),
                })
                .collect();
            if !pairs.is_empty() {
                url.push(mark);
                url.push(&pairs.join("&"));
                mark = "&";
            }
        }
        for (name, own) in self.credential_parts(|placement| match placement {
            Placement::Query(name) => Some(name),
            _ => None,
        }) {
            url.push(mark);
            url.push(&format!("{}=", encoded(&name)));
            url.push_variable(&own);
            mark = "&";
        }
        url
    }

    /// Puts values where a template has names in braces.
    fn fill(&self, template: &str, location: Location, url: &mut Word) {
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            url.push(&utf8_percent_encode(before, TEMPLATE).to_string());
            rest = after;
            let mut parameters = self.operation.parameters_in(location);
            let found = parameters.find(|(_, parameter)| parameter.name == name);
            let Some((_, parameter)) = found else {
                url.push(&encoded(name));
                continue;
            };
            match self.environment(parameter) {
                Some(variable) => url.push_variable(&variable),
                None => {
                    let value = sample::slot(&parameter.slot, None, 0, self.api);
                    url.push(&segment(parameter, &value));
                }
            }
        }
        let rest = utf8_percent_encode(rest, TEMPLATE).to_string();
        url.push(&rest.replace('{', "%7B").replace('}', "%7D"));
    }

    /// The variable that a parameter of the client is read from.
    fn environment(&self, parameter: &Parameter) -> Option<String> {
        let mut known = self.api.client_parameters.iter();
        let known = known.find(|known| parameter.client && known.name == parameter.name)?;
        known.environment.as_deref().map(variable)
    }

    /// What a credential puts at a kind of place, each with the variable that holds it.
    fn credential_parts(
        &self,
        of: impl Fn(&Placement) -> Option<&String>,
    ) -> Vec<(String, String)> {
        let parts = self.parts().into_iter();
        parts
            .filter_map(|(placement, own)| Some((of(&placement)?.clone(), own)))
            .collect()
    }

    /// The parts of the credential that the call takes first.
    fn parts(&self) -> Vec<(Placement, String)> {
        let access = &self.operation.access;
        let first = access.credentials.first().filter(|_| !access.is_open);
        let credential = first.and_then(|index| self.api.credentials.get(*index));
        let parts = credential
            .into_iter()
            .flat_map(|credential| &credential.parts);
        parts
            .map(|part| {
                let usual = || part.argument.to_uppercase();
                let name = part.environment.clone().unwrap_or_else(usual);
                (part.placement.clone(), variable(&name))
            })
            .collect()
    }

    fn credentials(&mut self) {
        let mut basic = (None, None);
        for (placement, own) in self.parts() {
            let mut word = Word::default();
            let option = match placement {
                Placement::Bearer => {
                    word.push("Authorization: Bearer ");
                    "--header"
                }
                Placement::Scheme(scheme) => {
                    word.push(&format!("Authorization: {} ", on_a_line(&scheme)));
                    "--header"
                }
                Placement::Header(name) => {
                    word.push(&format!("{}: ", header_name(&name)));
                    "--header"
                }
                Placement::Cookie(name) => {
                    word.push(&format!("{}=", on_a_line(&name)));
                    "--cookie"
                }
                Placement::Username => {
                    basic.0 = Some(own);
                    continue;
                }
                Placement::Password => {
                    basic.1 = Some(own);
                    continue;
                }
                Placement::Transport => {
                    word.push("certificate.pem");
                    self.option("--cert", &word);
                    continue;
                }
                Placement::Query(_) => continue,
            };
            word.push_variable(&own);
            self.option(option, &word);
        }
        if basic != (None, None) {
            let mut word = Word::default();
            basic.0.iter().for_each(|name| word.push_variable(name));
            word.push(":");
            basic.1.iter().for_each(|name| word.push_variable(name));
            self.option("--user", &word);
        }
    }

    fn answer(&mut self, answer: &Answer) {
        if !answer.accept.is_empty() {
            let types = on_a_line(&answer.accept.join(", "));
            self.option("--header", &Word::text(&format!("Accept: {types}")));
        }
        match answer.content {
            AnswerContent::Download => self.arguments.push("--output download".to_owned()),
            AnswerContent::Events(..) | AnswerContent::Lines(_) => {
                self.arguments.push("--no-buffer".to_owned());
            }
            _ => {}
        }
    }

    fn headers(&mut self) {
        let headers = self.set(Location::Header);
        let headers: Vec<String> = headers
            .into_iter()
            .map(|(parameter, value)| {
                let value = on_a_line(&plain(parameter, &value));
                let name = header_name(&parameter.name);
                // A header without a value is taken away, unless it ends like this.
                if value.is_empty() {
                    format!("{name};")
                } else {
                    format!("{name}: {value}")
                }
            })
            .collect();
        for header in headers {
            self.option("--header", &Word::text(&header));
        }
        let cookies = self.set(Location::Cookie);
        let cookies: Vec<String> = cookies
            .into_iter()
            .flat_map(|(parameter, value)| {
                let pairs = pairs(&parameter.name, parameter.style, parameter.explode, &value);
                pairs
                    .into_iter()
                    .map(|(name, value)| format!("{name}={value}"))
            })
            .collect();
        if !cookies.is_empty() {
            self.option("--cookie", &Word::text(&cookies.join("; ")));
        }
    }
}

/// What may stand in a header.
pub fn on_a_line(text: &str) -> String {
    text.chars().filter(|each| !each.is_control()).collect()
}

/// The name of a header: `curl` would read a file where the first letter is `@`.
fn header_name(name: &str) -> String {
    on_a_line(name).trim_start_matches('@').to_owned()
}

/// Text so that it is one component of a URL.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// A value as text; lists and objects as JSON.
pub fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The names and values that a parameter, or a member of a form, is written as.
pub fn pairs(name: &str, style: Style, explode: bool, value: &Value) -> Vec<(String, String)> {
    let one = |value: String| vec![(encoded(name), value)];
    let whole = |value: &Value| encoded(&text(value));
    let separator = match style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        _ => ",",
    };
    match value {
        _ if style == Style::Json => one(encoded(&value.to_string())),
        _ if style == Style::DeepObject => {
            let mut pairs = Vec::new();
            deep(name, value, &mut pairs);
            pairs
        }
        Value::Array(items) if explode => {
            let items = items.iter();
            items.map(|item| (encoded(name), whole(item))).collect()
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(whole).collect();
            one(items.join(separator))
        }
        Value::Object(members) if explode => {
            let members = members.iter();
            members
                .map(|(name, value)| (encoded(name), whole(value)))
                .collect()
        }
        Value::Object(members) => {
            let members = members.iter();
            let members: Vec<String> = members
                .flat_map(|(name, value)| [encoded(name), whole(value)])
                .collect();
            one(members.join(separator))
        }
        value => one(whole(value)),
    }
}

/// `name[member]=value`, and `name[]=value` for the items of a list.
fn deep(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                deep(&format!("{name}[{member}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            for item in items {
                deep(&format!("{}[]", name.trim_end_matches("[]")), item, pairs);
            }
        }
        value => pairs.push((encoded(name), encoded(&text(value)))),
    }
}

/// A value as a segment of the path.
fn segment(parameter: &Parameter, value: &Value) -> String {
    let (lead, separator) = match (parameter.style, parameter.explode) {
        (Style::Label, true) => (".".to_owned(), "."),
        (Style::Label, false) => (".".to_owned(), ","),
        (Style::Matrix, true) => (";".to_owned(), ";"),
        (Style::Matrix, false) => (format!(";{}=", encoded(&parameter.name)), ","),
        _ => (String::new(), ","),
    };
    let is_repeated = parameter.style == Style::Matrix && parameter.explode;
    let name = |value: String| {
        if is_repeated {
            format!("{}={value}", encoded(&parameter.name))
        } else {
            value
        }
    };
    let whole = |value: &Value| encoded(&text(value));
    let pieces: Vec<String> = match value {
        Value::Array(items) => items.iter().map(|item| name(whole(item))).collect(),
        Value::Object(members) => {
            let link = if parameter.explode { "=" } else { "," };
            let members = members.iter();
            members
                .map(|(name, value)| format!("{}{link}{}", encoded(name), whole(value)))
                .collect()
        }
        value => vec![name(whole(value))],
    };
    lead + &pieces.join(separator)
}

/// A value as a header has it.
fn plain(parameter: &Parameter, value: &Value) -> String {
    match value {
        _ if parameter.style == Style::Json => value.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(text).collect();
            items.join(",")
        }
        Value::Object(members) => {
            let link = if parameter.explode { "=" } else { "," };
            let members = members.iter();
            let members: Vec<String> = members
                .map(|(name, value)| format!("{name}{link}{}", text(value)))
                .collect();
            members.join(",")
        }
        value => text(value),
    }
}
