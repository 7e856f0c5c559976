//! Points in time, as they are written.

use std::collections::HashSet;

use openapi_client_runtime::runtime::{Timestamp, from_json, to_json};

fn read(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn the_text_comes_back_as_it_was() {
    for text in [
        "2023-09-21T18:56:32.624632Z",
        "2023-09-21T18:56:32Z",
        "2023-09-21t18:56:32z",
        "2023-09-21 18:56:32Z",
        "2023-09-21T18:56:32.000000000Z",
        "2023-09-21T18:56:32.100+05:30",
        "2023-09-21T18:56:32.1-23:59",
        "2023-09-21T18:56:32-00:00",
        "2023-09-21T18:56:32+00:00",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "0000-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59.999999999-23:59",
        "2024-02-29T00:00:00Z",
        "2024-05-01T10:00:00",
        "2024-05-01 10:00:00.120",
        "2024-05-01T10:00:00.5+0530",
        "2024-05-01T10:00:00-0000",
        "2024-05-01 10:00:00+00",
        "2024-05-01T10:00:00-09",
    ] {
        let timestamp = read(text);
        assert_eq!(timestamp.to_string(), text);
        assert_eq!(format!("{timestamp:?}"), text);
        let json = format!("\"{text}\"");
        assert_eq!(to_json(&timestamp).unwrap(), json.as_bytes());
        assert_eq!(serde_json::to_string(&timestamp).unwrap(), json);
        assert_eq!(
            from_json::<Timestamp>(json.as_bytes()).unwrap().to_string(),
            text
        );
    }
}

#[test]
fn other_texts_are_refused() {
    for text in [
        "",
        "2023-09-21",
        "2023-09-21T18:56Z",
        "2023-9-21T18:56:32Z",
        "2023-02-29T00:00:00Z",
        "2023-13-01T00:00:00Z",
        "2023-00-01T00:00:00Z",
        "2023-09-21T24:00:00Z",
        "2023-09-21T18:60:00Z",
        "2023-09-21T18:56:61Z",
        "2023-09-21T18:56:32.Z",
        "2023-09-21T18:56:32,5Z",
        "2023-09-21T18:56:32+2400",
        "2023-09-21T18:56:32+0260",
        "2023-09-21T18:56:32+2",
        "2023-09-21T18:56:32+020",
        "2023-09-21T18:56:32 0200",
        "2023-09-21T18:56:32+",
        "2023-09-21T18:56:32.",
        "2023-09-21T18:56:32.+02:00",
        "2023-09-21T18:56:32+24:00",
        "2023-09-21T18:56:32+02:60",
        "2023-09-21T18:56:32Z ",
        " 2023-09-21T18:56:32Z",
        "2023-09-21_18:56:32Z",
        "+2023-09-21T18:56:32Z",
        "2023-09-21T18:56:3２Z",
        "2023-09-21T18:56:32ZZ",
    ] {
        let fault = text.parse::<Timestamp>().unwrap_err();
        assert_eq!(
            fault.to_string(),
            "expected a date and time such as 2000-01-31T23:59:59Z"
        );
    }
}

#[test]
fn it_is_an_instant() {
    let (east, utc) = (
        read("2023-09-21T20:56:32.5+02:00"),
        read("2023-09-21T18:56:32.500Z"),
    );
    let instant: jiff::Timestamp = "2023-09-21T18:56:32.5Z".parse().unwrap();
    assert_eq!(east, utc);
    assert_eq!(HashSet::from([east, utc]).len(), 1);
    assert!(east == instant && instant == east && east.instant() == instant);
    assert!(read("2023-09-21T18:56:33+02:00") < utc);
    assert!(utc > jiff::Timestamp::UNIX_EPOCH && jiff::Timestamp::UNIX_EPOCH < utc);
    assert_eq!(jiff::Timestamp::from(east), instant);
    // By way of its target.
    assert_eq!(east.as_microsecond(), 1_695_322_592_500_000);
}

#[test]
fn an_offset_counts_however_it_is_written() {
    let utc = read("2024-05-01T10:00:00Z");
    for same in [
        "2024-05-01T10:00:00",
        "2024-05-01T15:30:00+0530",
        "2024-05-01T15:30:00+05:30",
        "2024-05-01T12:00:00+02",
        "2024-05-01T06:15:00-0345",
        "2024-05-01T10:00:00-0000",
    ] {
        assert_eq!(read(same), utc, "{same}");
    }
}

#[test]
fn one_made_of_an_instant_has_the_digits_it_needs() {
    for (nanoseconds, text) in [
        (0, "1970-01-01T00:00:00Z"),
        (1, "1970-01-01T00:00:00.000000001Z"),
        (624_632_000, "1970-01-01T00:00:00.624632Z"),
        (-500_000_000, "1969-12-31T23:59:59.5Z"),
    ] {
        let instant = jiff::Timestamp::from_nanosecond(nanoseconds).unwrap();
        assert_eq!(Timestamp::from(instant).to_string(), text);
        assert_eq!(read(text), instant);
    }
}

#[test]
fn a_customary_never_is_the_last_instant() {
    let never = read("9999-12-31T23:59:59Z");
    assert_eq!(never, jiff::Timestamp::MAX);
    assert_eq!(never.to_string(), "9999-12-31T23:59:59Z");
    assert!(never > read("9999-12-30T00:00:00Z"));
}

#[test]
fn more_than_nanoseconds_are_cut() {
    let timestamp = read("2023-09-21T18:56:32.1234567899999Z");
    assert_eq!(timestamp.to_string(), "2023-09-21T18:56:32.123456789Z");
}
