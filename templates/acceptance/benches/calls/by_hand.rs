//! The same calls as one would write them by hand: reqwest, and what serde derives.

use cloudflare_secrets_store::Timestamp;
use reqwest::header::{ACCEPT, USER_AGENT};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Pending,
    Active,
    Deleted,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Workers,
    AiGateway,
    Dex,
    Access,
    Containers,
    Websearch,
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Secret {
    pub id: String,
    pub name: String,
    pub store_id: String,
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<Scope>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    pub created: Timestamp,
    pub modified: Timestamp,
}

#[derive(Debug, Serialize)]
pub struct DuplicateSecret {
    pub name: String,
    pub scopes: Vec<Scope>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read as it stands in the answer")]
struct Message {
    code: i64,
    message: String,
}

#[derive(Debug, Deserialize)]
struct Envelope<T> {
    success: bool,
    errors: Vec<Message>,
    #[expect(dead_code, reason = "read as it stands in the answer")]
    messages: Vec<Message>,
    result: Option<T>,
}

/// A client of two calls.
pub struct Client {
    http: reqwest::Client,
    account: String,
    token: String,
}

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

impl Client {
    pub fn new(url: &str, token: &str, account: &str) -> reqwest::Result<Self> {
        Ok(Self {
            http: reqwest::Client::builder().no_proxy().build()?,
            account: format!("{url}/accounts/{account}"),
            token: token.to_owned(),
        })
    }

    pub async fn get(&self, store: &str, secret: &str) -> Outcome<Secret> {
        let url = format!(
            "{}/secrets_store/stores/{store}/secrets/{secret}",
            self.account
        );
        self.send(self.http.get(url)).await
    }

    pub async fn duplicate(
        &self,
        store: &str,
        secret: &str,
        body: &DuplicateSecret,
    ) -> Outcome<Secret> {
        let account = &self.account;
        let url = format!("{account}/secrets_store/stores/{store}/secrets/{secret}/duplicate");
        self.send(self.http.post(url).json(body)).await
    }

    async fn send<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Outcome<T> {
        let request = request
            .header(ACCEPT, "application/json")
            .header(USER_AGENT, "by-hand/0.1.0")
            .bearer_auth(&self.token);
        let response = request.send().await?.error_for_status()?;
        let envelope: Envelope<T> = response.json().await?;
        match envelope.result.filter(|_| envelope.success) {
            Some(result) => Ok(result),
            None => Err(format!("{:?}", envelope.errors).into()),
        }
    }
}
