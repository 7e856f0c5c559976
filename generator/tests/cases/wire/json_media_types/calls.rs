//! JSON by other names, of every kind of value, and with methods that have no body as a rule.

use super::api;
use api::types::{DeletePatchBody, EditPatchBody, GetPatchBody, SendAnyBody};

pub async fn calls(client: api::Client) {
    let patches = client.patches();
    patches.edit("1", EditPatchBody::new().name_null()).await.unwrap();
    patches.delete("1", DeletePatchBody::new("old")).await.unwrap();
    let got = patches.get("1").body(GetPatchBody::new().depth(2)).await.unwrap();
    assert_eq!(got, "it");
    client.scalars().update(5).await.unwrap();
    client.scalars().create().body([true, false]).await.unwrap();
    client.any().create(SendAnyBody::new().a(1)).await.unwrap();
    client.maybe().create(None).await.unwrap();
    client.maybe().create("text".to_owned()).await.unwrap();
}

pub fn blocking(client: api::blocking::Client) {
    let patches = client.patches();
    patches.edit("1", EditPatchBody::new().name_null()).send().unwrap();
    patches.delete("1", DeletePatchBody::new("old")).send().unwrap();
    patches.get("1").body(GetPatchBody::new().depth(2)).send().unwrap();
    client.scalars().update(5).send().unwrap();
    client.scalars().create().body([true, false]).send().unwrap();
    client.any().create(SendAnyBody::new().a(1)).send().unwrap();
    client.maybe().create(None).send().unwrap();
    client.maybe().create("text".to_owned()).send().unwrap();
}
