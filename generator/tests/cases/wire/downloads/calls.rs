//! Takes a file in parts, as a whole and to the disk, and one that is not ready yet.

use super::api;

use api::Download;
use api::resources::file::CreateAnswer;

pub async fn calls(client: api::Client) {
    let mut download = client.file().get().await.unwrap();
    described(&download);
    let mut all = Vec::new();
    while let Some(part) = download.next().await {
        all.extend(part.unwrap());
    }
    assert_eq!(all, b"first\nsecond\x00\xff");
    assert!(download.next().await.is_none());
    let download = client.file().get().await.unwrap();
    assert_eq!(download.content_length(), Some(5));
    assert_eq!(download.bytes().await.unwrap(), "whole");
    let path = std::env::temp_dir().join(format!("download-{}-async", std::process::id()));
    let download = client.file().get().await.unwrap();
    assert_eq!(download.save(&path).await.unwrap(), 8);
    saved(&path);
    let error = client.file().get().await.unwrap_err();
    assert_eq!(error.body_bytes().unwrap(), "gone");
    match client.file().create().await.unwrap() {
        CreateAnswer::Ok(download) => assert_eq!(download.bytes().await.unwrap(), "%PDF"),
        other => panic!("{other:?}"),
    }
    match client.file().create().await.unwrap() {
        CreateAnswer::Accepted(job) => assert_eq!(job.job, 3),
        other => panic!("{other:?}"),
    }
    let archive = client.archive().get().await.unwrap();
    assert_eq!(archive.bytes().await.unwrap(), "there");
}

pub fn blocking(client: api::blocking::Client) {
    let mut download = client.file().get().send().unwrap();
    described(&download);
    let mut all = Vec::new();
    for part in &mut download {
        all.extend(part.unwrap());
    }
    assert_eq!(all, b"first\nsecond\x00\xff");
    let download = client.file().get().send().unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut download.into_reader(), &mut text).unwrap();
    assert_eq!(text, "whole");
    let path = std::env::temp_dir().join(format!("download-{}-blocking", std::process::id()));
    let download = client.file().get().send().unwrap();
    assert_eq!(download.save(&path).unwrap(), 8);
    saved(&path);
    let error = client.file().get().send().unwrap_err();
    assert_eq!(error.body_bytes().unwrap(), "gone");
    match client.file().create().send().unwrap() {
        CreateAnswer::Ok(download) => assert_eq!(download.bytes().unwrap(), "%PDF"),
        other => panic!("{other:?}"),
    }
    match client.file().create().send().unwrap() {
        CreateAnswer::Accepted(job) => assert_eq!(job.job, 3),
        other => panic!("{other:?}"),
    }
    let archive = client.archive().get().send().unwrap();
    assert_eq!(archive.bytes().unwrap(), "there");
}

fn described<M: api::Mode>(download: &Download<M>) {
    assert_eq!(download.content_length(), None);
    assert_eq!(download.media_type(), Some("application/octet-stream"));
    assert_eq!(download.file_name().as_deref(), Some("na\u{ef}ve.bin"));
}

fn saved(path: &std::path::Path) {
    assert_eq!(std::fs::read(path).unwrap(), b"new file");
    std::fs::remove_file(path).unwrap();
}
