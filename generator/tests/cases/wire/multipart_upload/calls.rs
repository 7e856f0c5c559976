//! Sends files in parts, from memory, from a reader and from a path.

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use super::api;
use api::Upload;
use api::types::{AddTrackBody, CreateAlbumBody, CreateAlbumBodyDetails, Meta};

fn path() -> PathBuf {
    let path = std::env::temp_dir().join(format!("multipart-{}.bin", std::process::id()));
    fs::write(&path, "from a path").unwrap();
    path
}

fn full() -> CreateAlbumBody {
    let cover = Upload::from(b"\x89PNG")
        .file_name("a \"b\".png")
        .content_type("image/png")
        .header("X-Note", "front");
    let photos = [
        Upload::from_reader(Some(3), Cursor::new("one")).file_name("1"),
        Upload::from_path(path()).file_name("2"),
    ];
    CreateAlbumBody::new("Ünder", cover)
        .year(1999)
        .tags(["a", "b"])
        .details(CreateAlbumBodyDetails::new().artist("Ann").tracks([1, 2]))
        .secret("hunter2")
        .photos(photos)
        .raw(Upload::from(b"bytes"))
        .lyrics("# la")
        .codes([1, 2])
        .scan(Upload::from(b"scan"))
        .checksum(b"sum".to_vec())
}

fn related() -> AddTrackBody {
    let audio = Upload::from_reader(None, Cursor::new("la la")).content_type("audio/ogg");
    AddTrackBody::new(Meta::new("one"), audio)
}

/// An upload that says nothing of the media type that it has to name.
fn unnamed() -> CreateAlbumBody {
    CreateAlbumBody::new("x", Upload::from(b"x"))
}

fn check(error: api::Error) {
    assert_eq!(error.kind(), api::ErrorKind::Validation);
    let text = error.to_string();
    assert!(text.contains("cover") && text.contains("image/png"), "{text}");
}

pub async fn calls(client: api::Client) {
    client.albums().create(full()).await.unwrap();
    check(client.albums().create(unnamed()).await.unwrap_err());
    client.albums().tracks("1").body(related()).await.unwrap();
    client.slips().create(Upload::from(b"slip")).await.unwrap();
}

pub fn blocking(client: api::blocking::Client) {
    client.albums().create(full()).send().unwrap();
    check(client.albums().create(unnamed()).send().unwrap_err());
    client.albums().tracks("1").body(related()).send().unwrap();
    client.slips().create(Upload::from(b"slip")).send().unwrap();
}
