//! Sends forms: every kind of field as it is usual, and as the document says otherwise.

use std::collections::BTreeMap;

use super::api;
use api::types::{
    CreateOrderBody, CreateOrderBodyAddress, CreateOrderBodyFlat, CreateOrderBodyItemsItem,
    CreateOrderBodyJson,
};

fn order() -> CreateOrderBody {
    let items = [
        CreateOrderBodyItemsItem::new("a").count(2),
        CreateOrderBodyItemsItem::new("b"),
    ];
    CreateOrderBody::new("Ann & Bob")
        .amount(1.5)
        .express(true)
        .placed("2026-01-31T12:00:00Z".parse::<api::Timestamp>().unwrap())
        .tags(["x y", "z"])
        .address(CreateOrderBodyAddress::new().street("1 a").lines([1, 2]))
        .items(items)
        .notes(serde_json::json!({"a": [1]}))
        .details([serde_json::json!({"label": "b"}), serde_json::json!("c")])
        .csv(["a", "b,c"])
        .pipes(["a", "b"])
        .flat(CreateOrderBodyFlat::new().x(1).y(2))
        .json(CreateOrderBodyJson::new().a(1))
        .path("a/b?c")
        .gone_null()
        .pin("hunter2")
}

fn token() -> BTreeMap<String, String> {
    BTreeMap::from([("grant_type".to_owned(), "x".to_owned())])
}

pub async fn calls(client: api::Client) {
    let request = client.orders().create(order());
    assert!(!format!("{request:?}").contains("hunter2"));
    request.await.unwrap();
    client.token().create().body(token()).await.unwrap();
}

pub fn blocking(client: api::blocking::Client) {
    client.orders().create(order()).send().unwrap();
    client.token().create().body(token()).send().unwrap();
}
