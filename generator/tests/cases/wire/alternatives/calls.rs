//! Alternatives: of one type in Rust, what any of them allows is sent, and what none does is refused before; of several
//! types, a tag that some of them share leaves these, and a missing one those that may be without it.

use super::api;
use api::types::{CreateRouteBody, Limit, Sound, Turn};

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

    let sounds = client.sounds().list().await.unwrap();
    let [tagged, noise, either, strange, other] = sounds.as_slice() else {
        panic!("{sounds:?}");
    };
    assert!(matches!(tagged, Sound::Noise(noise) if noise.level == Some(1)));
    assert!(matches!(noise, Sound::Noise(noise) if noise.color.as_deref() == Some("pink")));
    assert!(matches!(either, Sound::Tone(tone) if tone.level == Some(3)));
    assert!(matches!(strange, Sound::Tone(_)));
    assert!(matches!(other, Sound::Unknown(_)));
}
