//! The header `Link` of RFC 8288, as far as it says where the next page is.

use http::{HeaderMap, header};

/// The address of the link that is called `next`.
pub(crate) fn next_link(headers: &HeaderMap) -> Option<String> {
    for value in headers.get_all(header::LINK) {
        let mut rest = value.to_str().ok()?;
        while let Some((_, after)) = rest.split_once('<') {
            let (target, parameters) = after.split_once('>')?;
            let end = end_of(parameters);
            if is_next(parameters.get(..end).unwrap_or_default()) {
                return Some(target.trim().to_owned());
            }
            rest = parameters.get(end..).unwrap_or_default();
        }
    }
    None
}

/// Where the parameters of a link end: at a comma outside of quotes.
fn end_of(parameters: &str) -> usize {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (index, byte) in parameters.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b',' if !is_quoted => return index,
            _ => {}
        }
    }
    parameters.len()
}

/// Whether `next` is among the relations, of which there may be several between quotes.
fn is_next(parameters: &str) -> bool {
    for parameter in parameters.split(';') {
        let Some((name, value)) = parameter.split_once('=') else {
            continue;
        };
        let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
        if name.trim().eq_ignore_ascii_case("rel") {
            return relations.any(|relation| relation.eq_ignore_ascii_case("next"));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(header::LINK, value.parse().unwrap());
        }
        next_link(&headers)
    }

    #[test]
    fn the_link_that_is_called_next_is_found() {
        for (values, expected) in [
            (
                &["<https://a.example/x?page=2>; rel=\"next\""][..],
                Some("https://a.example/x?page=2"),
            ),
            (&["</1>; rel=prev, </3>; rel=next"], Some("/3")),
            (
                &["</1,2>; rel=\"prev\"; title=\"a, b\", </3;4>; title=\"x\"; rel=\"last next\""],
                Some("/3;4"),
            ),
            (&["</1>; rel=first", "</2>; REL=Next"], Some("/2")),
            (&["</1>; rel=\"nextish\"", "</2>; title=\"rel=next\""], None),
            (&["</1", "no link at all", ""], None),
            (&["</1>"], None),
            (&[], None),
        ] {
            assert_eq!(next(values).as_deref(), expected, "{values:?}");
        }
    }
}
