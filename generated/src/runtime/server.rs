//! Where calls go: the address of a server from a template with variables, and what its variables may hold.

use super::draft::Draft;
use super::operation::Location;
use super::session::Config;
use super::url::BaseUrl;

/// Fills the variables of an address in: `{name}`, or `{name=value}` with the value that it has unless it is given.
///
/// A variable in the host cannot lead out of it, and one before `://` is a scheme alone.
pub(crate) fn fill(
    template: &str,
    given: &mut dyn FnMut(&str) -> Option<String>,
) -> Result<String, String> {
    let mut address = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, (variable, after))) = rest
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        address.push_str(before);
        let (name, usual) = match variable.split_once('=') {
            Some((name, usual)) => (name, Some(usual)),
            None => (variable, None),
        };
        let Some(value) = given(name).or_else(|| usual.map(str::to_owned)) else {
            return Err(format!("`{name}` of the server is not set"));
        };
        let value = value.trim();
        let host = address.split_once("://").map(|(_, rest)| rest);
        let is_in_host = host.is_some_and(|host| !host.contains('/'));
        let is_wrong = if after.starts_with("://") {
            !value.bytes().all(|each| each.is_ascii_alphanumeric())
        } else {
            is_in_host && value.contains(['/', '\\', '?', '#', '@']) || value.contains(['{', '}'])
        };
        if is_wrong {
            return Err(format!(
                "`{name}` of the server holds a character that it cannot have"
            ));
        }
        address.push_str(value);
        rest = after;
    }
    address.push_str(rest);
    Ok(address)
}

/// The address of a server of which these variables are set.
pub fn server_address(
    template: &str,
    variables: &[(&str, Option<&str>)],
) -> Result<String, String> {
    fill(template, &mut |name| {
        let mut known = variables.iter();
        let (_, value) = known.find(|(known, _)| *known == name)?;
        value.map(str::to_owned)
    })
}

/// Checks the address that a client was given, or that its document has.
pub(crate) fn base(
    address: &str,
    variable: Option<&str>,
    allow_insecure_http: bool,
) -> Result<BaseUrl, String> {
    if address.contains("://") && !address.contains('{') {
        return BaseUrl::parse(address, allow_insecure_http).map_err(str::to_owned);
    }
    let mut message = if address.contains('{') {
        "a variable of the server has no value: call `.server(..)` or `.base_url(..)`".to_owned()
    } else {
        "the document names no server: call `.base_url(..)`".to_owned()
    };
    message.push_str(" on the client builder");
    let path = address.trim_end_matches('/');
    if path.starts_with('/') {
        message.push_str(" with an address that ends in `");
        message.push_str(path);
        message.push('`');
    }
    if let Some(variable) = variable {
        message.push_str(", or build the client from the environment with ");
        message.push_str(variable);
        message.push_str(" set");
    }
    Err(message)
}

impl Draft {
    /// The server of the operation, unless all calls go to one that the caller named.
    pub(super) fn own_server(&self, config: &Config) -> Result<Option<BaseUrl>, String> {
        let Some(template) = self.operation.server.filter(|_| !config.is_pinned) else {
            return Ok(None);
        };
        let mut address = fill(template, &mut |name| {
            let index = self.operation.parameters.iter().position(|parameter| {
                parameter.location == Location::Server && parameter.name == name
            })?;
            self.written(index).map(str::to_owned)
        })?;
        // An address without a host is one on the client's server.
        if address.starts_with('/') && !address.starts_with("//") {
            address.insert_str(0, &config.base_url.origin.to_string());
        }
        BaseUrl::parse(&address, config.settings.allow_insecure_http)
            .map(Some)
            .map_err(|problem| format!("{problem} (the server of the call)"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_have_usual_values_and_others() {
        let template = "{scheme=https}://{host}.example.com:{port=8443}/{path=v1}";
        let address = |values: &[(&str, Option<&str>)]| server_address(template, values);
        assert_eq!(
            address(&[("host", Some("a"))]).unwrap(),
            "https://a.example.com:8443/v1"
        );
        assert_eq!(
            address(&[
                ("host", Some(" a ")),
                ("scheme", Some("http")),
                ("port", None),
                ("path", Some("v2/x"))
            ])
            .unwrap(),
            "http://a.example.com:8443/v2/x"
        );
        assert_eq!(address(&[]).unwrap_err(), "`host` of the server is not set");
        assert_eq!(
            server_address("{origin=https://a.example}", &[]).unwrap(),
            "https://a.example"
        );
    }

    #[test]
    fn a_variable_cannot_lead_to_another_host() {
        for (name, value) in [
            ("host", "evil.example/"),
            ("host", "evil.example\\"),
            ("host", "evil.example#"),
            ("host", "me@evil.example"),
            ("host", "{scheme}"),
            ("scheme", "https://evil.example/"),
            ("scheme", "https:"),
        ] {
            let address = server_address(
                "{scheme=https}://{host=a}.example.com/v1",
                &[(name, Some(value))],
            );
            let message = address.unwrap_err();
            assert!(
                message.contains(name) && !message.contains("evil"),
                "{message}"
            );
        }
    }

    #[test]
    fn without_a_server_it_says_what_to_do() {
        let message = |address| base(address, Some("URL"), false).unwrap_err();
        assert_eq!(
            message("/"),
            "the document names no server: call `.base_url(..)` on the client builder, or build the client \
             from the environment with URL set"
        );
        assert!(message("/api/v1/").contains("ends in `/api/v1`"));
        assert!(message("").contains("names no server"));
        assert!(message("https://{a}").contains("`.server(..)`"));
        assert!(message("http://a.example").contains("allow_insecure_http"));
        assert!(base("https://a.example", None, false).is_ok());
    }
}
