//! Alternatives: of one type in Rust, what any of them allows is sent, and what none does is refused before; of several
//! types, a tag that some of them share leaves these.

use super::api;
use api::types::{CreateRouteBody, Limit, Turn};

const REFUSED: [(&str, f64, &[&str], &str); 4] = [
    ("n", 2.0, &[], "name"),
    ("ninechars", 2.0, &[], "name"),
    ("name", 10.5, &[], "weight"),
    ("name", 2.0, &["a", "b", "c"], "hops"),
];

fn body(name: &str, weight: f64, hops: &[&str]) -> CreateRouteBody {
    CreateRouteBody::new(name, weight).hops(hops.iter().copied())
}

pub async fn calls(client: api::Client) {
    client.routes().create(body("na", 1.5, &["abcde"])).await.unwrap();
    client.routes().create(body("namename", 10.0, &["a", "b"])).await.unwrap();
    for (name, weight, hops, member) in REFUSED {
        let error = client.routes().create(body(name, weight, hops)).await.unwrap_err();
        assert_eq!(error.kind(), api::ErrorKind::Validation);
        assert!(error.to_string().contains(member), "{error}");
    }

    let turns = client.turns().list().await.unwrap();
    let [said, heard, called, other] = turns.as_slice() else {
        panic!("{turns:?}");
    };
    assert!(matches!(said, Turn::Said(said) if said.text == "a"));
    assert!(matches!(heard, Turn::Heard(heard) if heard.from == "Ann"));
    assert!(matches!(called, Turn::Called(called) if called.text.as_deref() == Some("c")));
    assert!(matches!(other, Turn::Unknown(_)));

    let limits = client.limits().list().await.unwrap();
    let [weekly, without_day, daily] = limits.as_slice() else {
        panic!("{limits:?}");
    };
    assert!(matches!(weekly, Limit::WeeklyLimit(weekly) if weekly.day == 1));
    assert!(matches!(without_day, Limit::LimitBase(_)));
    assert!(matches!(daily, Limit::LimitBase(_)));
}
