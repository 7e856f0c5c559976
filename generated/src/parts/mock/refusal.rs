//! A request that is not as the document says.

use serde_json::{Value, json};

use super::description::Api;
use super::reply::Reply;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The call, as errors name it; `None` where no operation is meant.
    pub call: Option<String>,
    /// What is wrong.
    pub place: Place,
    /// Why, in words that repeat no value.
    pub reason: String,
}

/// The part of a request that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// The path: there is no such operation.
    Path,
    /// The method: the path has operations for others alone.
    Method,
    /// The credentials: there are none that the operation takes.
    Credentials,
    /// A parameter, by where it travels and its name.
    Parameter(String, String),
    /// The media type of the body.
    MediaType,
    /// The body, by a JSON pointer into it, RFC 6901; empty for all of it.
    Body(String),
}

impl Refusal {
    /// The status that says so.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self.place {
            Place::Path => 404,
            Place::Method => 405,
            Place::Credentials => 401,
            Place::MediaType => 415,
            Place::Parameter(..) | Place::Body(_) => 400,
        }
    }

    /// The reason with the place.
    #[must_use]
    pub fn message(&self) -> String {
        match &self.place {
            Place::Parameter(location, name) => {
                format!("the {location} parameter `{name}`: {}", self.reason)
            }
            Place::Body(pointer) if pointer.is_empty() => format!("the body: {}", self.reason),
            Place::Body(pointer) => format!("the body at {pointer}: {}", self.reason),
            _ => self.reason.clone(),
        }
    }

    /// What it is answered with unless the state has a way of its own: the envelope of the API, or a problem by RFC 9457.
    pub(super) fn reply(&self, api: &Api) -> Reply {
        let status = self.status();
        let message = self.message();
        let name = |key: &str| api.envelope[key].as_str();
        let (Some(success), Some(errors)) = (name("success"), name("errors")) else {
            let problem = json!({ "title": "The request is not as the API's document says", "status": status, "detail": message });
            return Reply::json(status, problem).header("content-type", "application/problem+json");
        };
        let mut answer =
            json!({ success: false, errors: [{ "code": status, "message": message }] });
        if let (Some(members), Some(messages), Some(result)) =
            (answer.as_object_mut(), name("messages"), name("result"))
        {
            members.insert(messages.to_owned(), json!([]));
            members.insert(result.to_owned(), Value::Null);
        }
        Reply::json(status, answer)
    }
}
