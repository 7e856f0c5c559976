//! The caller chooses the media type: by the type of the value where that tells, and by the variant.

use super::api;
use api::Upload;
use api::types::{
    CreateLoginBody, CreateSkillBody, CreateSkillBodyChoice, CreateSkillBodyUpload, Login,
    SetNotesBody,
};

fn form() -> CreateLoginBody {
    CreateLoginBody::Form(Login::new("Ann"))
}

fn skill() -> CreateSkillBodyChoice {
    CreateSkillBodyUpload::new(vec![Upload::from(b"a"), Upload::from(b"b")]).into()
}

pub async fn calls(client: api::Client) {
    let json = CreateLoginBody::Json(Login::new("Ann"));
    client.logins().create(json).await.unwrap();
    client.logins().create(form()).await.unwrap();
    client.logins().create("Ann").await.unwrap();
    client.skills().create(skill()).await.unwrap();
    client.skills().create(CreateSkillBody::new("text".to_owned())).await.unwrap();
    let markdown = SetNotesBody::Markdown("# a".to_owned());
    client.notes().update().body(markdown).await.unwrap();
    client.same().create(Login::new("Ann")).await.unwrap();
}

pub fn blocking(client: api::blocking::Client) {
    let json = CreateLoginBody::Json(Login::new("Ann"));
    client.logins().create(json).send().unwrap();
    client.logins().create(form()).send().unwrap();
    client.logins().create("Ann").send().unwrap();
    client.skills().create(skill()).send().unwrap();
    client.skills().create(CreateSkillBody::new("text".to_owned())).send().unwrap();
    let markdown = SetNotesBody::Markdown("# a".to_owned());
    client.notes().update().body(markdown).send().unwrap();
    client.same().create(Login::new("Ann")).send().unwrap();
}
