//! Whether a call follows a redirect, and what it takes along.

use http::{HeaderMap, Method, StatusCode, Uri, header};

use super::url::{Origin, resolve};

/// The most redirects that one call follows.
const MOST: u32 = 5;

/// What to do about an answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Redirect {
    /// It is no redirect.
    None,
    /// Go there; nothing that tells who the caller is goes along to another origin.
    Follow { target: Uri, same_origin: bool },
    /// Stay, for this reason. Of the target no more than its origin is told, since the rest may be a secret.
    Refuse(String),
}

/// Whether this status sends a call elsewhere.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Decides about an answer to a call of `uri`, after `followed` redirects.
pub(crate) fn decide(
    method: &Method,
    uri: &Uri,
    status: StatusCode,
    headers: &HeaderMap,
    followed: u32,
    allow_insecure_http: bool,
) -> Redirect {
    if !is_redirect(status) {
        return Redirect::None;
    }
    let location = headers
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok());
    let Some(target) = location.and_then(|location| resolve(uri, location)) else {
        return Redirect::Refuse(format!(
            "the server answered {status} without saying where to"
        ));
    };
    let (Some(from), Some(to)) = (Origin::of(uri), Origin::of(&target)) else {
        return Redirect::Refuse(format!(
            "the server answered {status} to an address that is not HTTP"
        ));
    };
    let reason = if *method != Method::GET && *method != Method::HEAD {
        "which only a GET or HEAD request follows, so that no body ends up elsewhere"
    } else if from.https && !to.https {
        "which leaves HTTPS"
    } else if !to.is_safe(allow_insecure_http) {
        "which is plain `http://` to a host that is not this machine"
    } else if followed >= MOST {
        "which is one redirect too many"
    } else {
        return Redirect::Follow {
            target,
            same_origin: from == to,
        };
    };
    Redirect::Refuse(format!("the server answered {status} to {to}, {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "https://a.example/v4/x?token=1";

    fn at(method: &Method, from: &str, status: u16, location: &str, followed: u32) -> Redirect {
        let mut headers = HeaderMap::new();
        headers.insert(header::LOCATION, location.parse().unwrap());
        let status = StatusCode::from_u16(status).unwrap();
        decide(
            method,
            &from.parse().unwrap(),
            status,
            &headers,
            followed,
            false,
        )
    }

    #[test]
    fn get_and_head_follow() {
        for method in [Method::GET, Method::HEAD] {
            for status in [301, 302, 303, 307, 308] {
                for (location, target, same_origin) in [
                    ("/y?z=1", "https://a.example/y?z=1", true),
                    ("https://A.example:443/y", "https://A.example:443/y", true),
                    ("//b.example/y", "https://b.example/y", false),
                    ("https://a.example:444/y", "https://a.example:444/y", false),
                ] {
                    let target = target.parse().unwrap();
                    let expected = Redirect::Follow {
                        target,
                        same_origin,
                    };
                    assert_eq!(
                        at(&method, FROM, status, location, 4),
                        expected,
                        "{location}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_rest_is_refused_and_tells_the_origin_only() {
        for (method, from, location, followed, reason) in [
            (
                Method::POST,
                FROM,
                "https://b.example:8/y?code=hunter2",
                0,
                "https://b.example:8, ",
            ),
            (Method::POST, FROM, "/y", 0, "only a GET or HEAD"),
            (Method::DELETE, FROM, "/y", 0, "only a GET or HEAD"),
            (
                Method::GET,
                FROM,
                "http://a.example/hunter2",
                0,
                "leaves HTTPS",
            ),
            (
                Method::GET,
                "http://localhost:1/",
                "http://b.example/hunter2",
                0,
                "not this machine",
            ),
            (Method::GET, FROM, "/y", 5, "one redirect too many"),
            (Method::GET, FROM, "ftp://b.example/hunter2", 0, "not HTTP"),
            (
                Method::GET,
                FROM,
                "https://u:hunter2@b.example/",
                0,
                "not HTTP",
            ),
            (Method::GET, FROM, "mailto:hunter2@b.example", 0, "not HTTP"),
            (
                Method::GET,
                FROM,
                "https://b.example\\@c.example/",
                0,
                "without saying where",
            ),
        ] {
            let Redirect::Refuse(text) = at(&method, from, 307, location, followed) else {
                panic!("{location} is followed");
            };
            assert!(text.contains(reason), "{location}: {text}");
            assert!(!text.contains("hunter2"), "{text}");
        }
    }

    #[test]
    fn other_statuses_are_no_redirects() {
        for status in [200, 300, 304, 305, 404] {
            assert_eq!(
                at(&Method::GET, FROM, status, "/y", 0),
                Redirect::None,
                "{status}"
            );
        }
    }

    #[test]
    fn a_redirect_needs_a_target() {
        let status = StatusCode::FOUND;
        let uri = FROM.parse().unwrap();
        let found = decide(&Method::GET, &uri, status, &HeaderMap::new(), 0, false);
        assert!(matches!(found, Redirect::Refuse(_)));
    }
}
