//! Calls a path in each style, then those that are more than segments.

use super::api;
use api::ErrorKind;
use api::types::{CompareFormat, Point};

fn point() -> Point {
    Point::new().x(1).name("a/b")
}

pub async fn calls(client: api::Client) {
    client.simple().get(["a", "b,c"], point(), point()).await.unwrap();
    client.label().get(1, [2, 3], [4, 5], point(), point()).await.unwrap();
    client.matrix_one_list().get("", [2, 3], [4, 5], point(), point()).await.unwrap();
    client.compare().get("main", "a/b", CompareFormat::Patch).page(2).await.unwrap();
    let contents = client.repositories().contents();
    contents.get("r/1", "src/a b?.rs").await.unwrap();
    contents.raw("r", "src/main.rs").await.unwrap();
    client.media().get(point()).await.unwrap();
    for path in ["", "..", "a/../b", "a/."] {
        let error = contents.get("r", path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Validation, "{path}");
    }
}

pub fn blocking(client: api::blocking::Client) {
    client.simple().get(["a", "b,c"], point(), point()).send().unwrap();
    client.label().get(1, [2, 3], [4, 5], point(), point()).send().unwrap();
    client.matrix_one_list().get("", [2, 3], [4, 5], point(), point()).send().unwrap();
    client.compare().get("main", "a/b", CompareFormat::Patch).page(2).send().unwrap();
    let contents = client.repositories().contents();
    contents.get("r/1", "src/a b?.rs").send().unwrap();
    contents.raw("r", "src/main.rs").send().unwrap();
    client.media().get(point()).send().unwrap();
}
