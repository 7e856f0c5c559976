//! Whether a call is made again, and after how long: plain functions of what happened.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, Method, StatusCode, header};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::TransportPhase;

/// The shortest pause before another attempt that the server did not ask for.
const SHORTEST: Duration = Duration::from_millis(500);

/// The longest pause before another attempt that the server did not ask for.
const LONGEST: Duration = Duration::from_secs(8);

/// The longest pause that a server may ask for; a longer one is taken for a mistake, and not waited for.
const LONGEST_ASKED: Duration = Duration::from_secs(60);

/// The forms of a date in HTTP: the one in use, then the two of old.
const DATES: [&str; 3] = [
    "%a, %d %b %Y %H:%M:%S GMT",
    "%A, %d-%b-%y %H:%M:%S GMT",
    "%a %b %e %H:%M:%S %Y",
];

/// Whether doing it twice has the effect of doing it once, as HTTP has it.
pub(crate) fn is_idempotent(method: &Method) -> bool {
    matches!(
        method.as_str(),
        "GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE" | "QUERY"
    )
}

/// Whether a status tells of a failure that may pass.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504)
}

/// Whether a call that was answered with this status is made again; `asked` is the pause that the server asked for.
///
/// What is not idempotent is only made again if the status says that the server has not acted.
pub(crate) fn after_status(status: StatusCode, idempotent: bool, asked: Option<Duration>) -> bool {
    match status {
        StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::SERVICE_UNAVAILABLE if asked.is_some() => true,
        status => idempotent && is_transient(status),
    }
}

/// Whether a call that was not answered is made again.
pub(crate) fn after_failure(phase: TransportPhase, idempotent: bool) -> bool {
    match phase {
        TransportPhase::Connect => true,
        TransportPhase::Interrupted | TransportPhase::Timeout => idempotent,
        TransportPhase::Tls | TransportPhase::BodyTooLarge => false,
    }
}

/// The pause before the retry of this number, counted from 0: anywhere between half a second and a limit that starts at
/// one second, doubles with each retry and ends at eight. `random` is between 0 and 1.
pub(crate) fn backoff(retry: u32, random: f64) -> Duration {
    let limit = Duration::from_secs(1)
        .saturating_mul(1 << retry.min(3))
        .min(LONGEST);
    let random = if random.is_nan() {
        0.0
    } else {
        random.clamp(0.0, 1.0)
    };
    SHORTEST + limit.saturating_sub(SHORTEST).mul_f64(random)
}

/// The pause that the server asked for: `retry-after-ms`, else `Retry-After` in seconds or as a date.
///
/// `None` where it asks for none, for one in the past, or for more than a minute; the caller then picks its own.
pub(crate) fn asked_pause(headers: &HeaderMap, wall: SystemTime) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let pause = |seconds: f64| {
        let pause = Duration::try_from_secs_f64(seconds).ok()?;
        (pause <= LONGEST_ASKED).then_some(pause)
    };
    if let Some(milliseconds) = text("retry-after-ms").and_then(number) {
        return pause(milliseconds / 1000.0);
    }
    let text = text(header::RETRY_AFTER.as_str())?;
    number(text)
        .or_else(|| seconds_until(text, wall))
        .and_then(pause)
}

/// A number as servers write it: no `inf`, no `nan`, no exponent.
fn number(text: &str) -> Option<f64> {
    let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+');
    text.parse().ok().filter(|_| text.bytes().all(plain))
}

/// The seconds from now until a date of HTTP, negative if it is in the past.
fn seconds_until(date: &str, wall: SystemTime) -> Option<f64> {
    let date = DATES
        .iter()
        .find_map(|format| DateTime::strptime(format, date).ok())?;
    let date = TimeZone::UTC.to_timestamp(date).ok()?;
    let now = wall.duration_since(UNIX_EPOCH).ok()?;
    // A date has no fractions: one in the running second is now, not in the past.
    let now = i64::try_from(now.as_secs()).ok()?;
    i32::try_from(date.as_second().saturating_sub(now))
        .ok()
        .map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALL: Duration = Duration::from_millis(784_111_777_250);

    fn asked(name: &'static str, value: &str) -> Option<u128> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        asked_pause(&headers, UNIX_EPOCH + WALL).map(|pause| pause.as_millis())
    }

    #[test]
    fn a_pause_that_the_server_asks_for_is_read() {
        for (name, value, expected) in [
            ("retry-after", "2", Some(2000)),
            ("retry-after", " 2 ", Some(2000)),
            ("retry-after", "0.25", Some(250)),
            ("retry-after", "0", Some(0)),
            ("retry-after", "60", Some(60_000)),
            ("retry-after", "61", None),
            ("retry-after", "-1", None),
            ("retry-after", "1e1", None),
            ("retry-after", "inf", None),
            ("retry-after", "NaN", None),
            ("retry-after", "99999999999999999999999", None),
            ("retry-after", "soon", None),
            ("retry-after", "", None),
            ("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT", Some(3000)),
            ("retry-after", "Sunday, 06-Nov-94 08:49:40 GMT", Some(3000)),
            ("retry-after", "Sun Nov  6 08:49:40 1994", Some(3000)),
            ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("retry-after", "Sun, 06 Nov 1994 08:49:36 GMT", None),
            ("retry-after", "Sun, 06 Nov 1994 08:51:00 GMT", None),
            ("retry-after", "Sun, 06 Nov 2994 08:51:00 GMT", None),
            ("retry-after-ms", "1500", Some(1500)),
            ("retry-after-ms", "-5", None),
            ("retry-after-ms", "60001", None),
        ] {
            assert_eq!(asked(name, value), expected, "{name}: {value}");
        }
    }

    #[test]
    fn milliseconds_win_over_seconds() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "5".parse().unwrap());
        headers.insert("retry-after-ms", "20".parse().unwrap());
        assert_eq!(
            asked_pause(&headers, UNIX_EPOCH),
            Some(Duration::from_millis(20))
        );
        headers.insert("retry-after-ms", "many".parse().unwrap());
        assert_eq!(
            asked_pause(&headers, UNIX_EPOCH),
            Some(Duration::from_secs(5))
        );
    }

    #[test]
    fn pauses_grow_between_their_limits() {
        for (retry, longest) in [(0, 1), (1, 2), (2, 4), (3, 8), (4, 8), (u32::MAX, 8)] {
            assert_eq!(backoff(retry, 0.0), SHORTEST);
            assert_eq!(backoff(retry, 1.0), Duration::from_secs(longest));
            assert_eq!(backoff(retry, f64::NAN), SHORTEST);
        }
    }

    #[test]
    fn only_what_is_safe_is_made_again() {
        let pause = Some(Duration::from_secs(1));
        for (status, idempotent, asked, expected) in [
            (500, true, None, true),
            (500, false, None, false),
            (500, false, pause, false),
            (408, true, None, true),
            (408, false, None, false),
            (502, true, None, true),
            (504, true, None, true),
            (504, false, pause, false),
            (429, false, None, true),
            (503, true, None, true),
            (503, false, None, false),
            (503, false, pause, true),
            (409, true, pause, false),
            (501, true, pause, false),
            (505, true, None, false),
            (400, true, pause, false),
        ] {
            let code = StatusCode::from_u16(status).unwrap();
            assert_eq!(
                after_status(code, idempotent, asked),
                expected,
                "{status} {idempotent}"
            );
        }
        assert!(after_failure(TransportPhase::Connect, false));
        assert!(!after_failure(TransportPhase::Interrupted, false));
        assert!(!after_failure(TransportPhase::Timeout, false));
        assert!(after_failure(TransportPhase::Interrupted, true));
        assert!(!after_failure(TransportPhase::Tls, true));
        assert!(!after_failure(TransportPhase::BodyTooLarge, true));
    }

    #[test]
    fn idempotent_methods_are_those_of_http() {
        let query = Method::from_bytes(b"QUERY").unwrap();
        assert!(is_idempotent(&Method::DELETE) && is_idempotent(&Method::PUT));
        assert!(is_idempotent(&query));
        assert!(!is_idempotent(&Method::POST) && !is_idempotent(&Method::PATCH));
    }
}
