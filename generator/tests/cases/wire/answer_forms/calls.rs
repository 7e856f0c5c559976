//! Asks for one thing in each of its forms.

use super::api;

pub async fn calls(client: api::Client) {
    let get = || client.things().get("a");
    assert_eq!(get().text("is a parameter").await.unwrap().id, "a");
    assert_eq!(get().as_text().await.unwrap(), "- a\n+ b");
    assert_eq!(get().example_star_json().await.unwrap().star, 5);
    let raw = get().raw().send_with_response().await.unwrap();
    assert_eq!(raw.value().bytes().as_ref(), b"<thing/>");
    assert_eq!(
        get().download().await.unwrap().bytes().await.unwrap(),
        "PNG"
    );
}

pub fn blocking(client: api::blocking::Client) {
    let get = || client.things().get("a");
    assert_eq!(get().text("is a parameter").send().unwrap().id, "a");
    assert_eq!(get().as_text().send().unwrap(), "- a\n+ b");
    assert_eq!(get().example_star_json().send().unwrap().star, 5);
    let raw = get().raw().send_with_response().unwrap();
    assert_eq!(raw.value().bytes().as_ref(), b"<thing/>");
    assert_eq!(get().download().send().unwrap().bytes().unwrap(), "PNG");
}
