//! Calls with headers, with cookies, and with what neither can hold.

use super::api;
use api::ErrorKind;
use api::types::Point;

fn point() -> Point {
    Point::new().x(1).name("é😀")
}

pub async fn calls(client: api::Client) {
    let plain = || Point::new().x(1).name("a b");
    let headers = client.headers().get().x_trace(7).x_list(["a", "b c"]);
    headers.x_object(plain()).x_pairs(plain()).x_json(point()).await.unwrap();
    let cookies = client.cookies().get().cookie("sid=0").one("a; b").list([1, 2]);
    cookies.apart([3, 4]).plain("a=b c").await.unwrap();
    for refused in [
        client.headers().get().x_list(["a\r\nx-admin: 1"]),
        client.headers().get().x_object(point()),
    ] {
        assert_eq!(refused.await.unwrap_err().kind(), ErrorKind::Validation);
    }
    let refused = client.cookies().get().plain("a; admin=1").await;
    assert_eq!(refused.unwrap_err().kind(), ErrorKind::Validation);
}

pub fn blocking(client: api::blocking::Client) {
    let plain = || Point::new().x(1).name("a b");
    let headers = client.headers().get().x_trace(7).x_list(["a", "b c"]);
    headers.x_object(plain()).x_pairs(plain()).x_json(point()).send().unwrap();
    let cookies = client.cookies().get().cookie("sid=0").one("a; b").list([1, 2]);
    cookies.apart([3, 4]).plain("a=b c").send().unwrap();
}
