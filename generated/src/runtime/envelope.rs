//! Reads an answer: unwraps it, and tells what the API says of it, in one pass where all is well.

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::Value;

use super::api::{Api, Envelope};
use super::kept::Kept;
use super::operation::Operation;
use super::scrub::Secrets;
use super::{ApiMessage, Error, ErrorKind, Fault, Input, PageInfo, from_json, read_json};

/// An answer, as it came.
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How often the request was sent until it came.
    pub(crate) attempts: u32,
}

/// Whether an answer of this status has a body.
pub(crate) fn has_body(method: &Method, status: StatusCode) -> bool {
    *method != Method::HEAD && !matches!(status.as_u16(), 100..=199 | 204 | 205 | 304)
}

/// Reads a body that is not JSON: its headers, its bytes, and who takes the value.
pub type ReadBody =
    fn(&HeaderMap, &[u8], &mut dyn FnMut(&mut dyn Input) -> Result<(), Fault>) -> Result<(), Fault>;

/// Reads the answer to a call.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) api: &'static Api,
    pub(crate) operation: &'static Operation,
    pub(crate) secrets: Secrets<'a>,
    pub(crate) answer: &'a Answer,
    pub(crate) reads: Option<ReadBody>,
}

/// What the API says beside the result.
#[derive(Default)]
pub(crate) struct Remarks {
    success: Option<bool>,
    errors: Vec<ApiMessage>,
    pub(crate) messages: Vec<ApiMessage>,
    pub(crate) info: Option<PageInfo>,
}

impl Remarks {
    fn is_failure(&self) -> bool {
        self.success
            .map_or(!self.errors.is_empty(), |success| !success)
    }
}

/// Reads the result into wherever it belongs.
pub(crate) type Decoder<'a> = dyn FnMut(&mut dyn Input) -> Result<(), Fault> + 'a;

impl<'a> Reader<'a> {
    fn envelope(self) -> Option<&'static Envelope> {
        self.api.envelope.filter(|_| self.operation.enveloped)
    }

    /// Whether there is nothing to read.
    pub(crate) fn is_empty(self) -> bool {
        self.answer.body.trim_ascii().is_empty()
    }

    /// What the API's operator finds the request by.
    pub(crate) fn request_id(self) -> Option<&'a str> {
        let value = self.answer.headers.get(self.api.request_id_header?)?;
        value.to_str().ok()
    }

    /// The same, fit to be shown.
    pub(crate) fn clean_request_id(self) -> Option<String> {
        self.request_id().map(|id| self.secrets.clean(id))
    }

    /// Reads a result, for which `decode` is called at most once, and what goes with it.
    pub(crate) fn read(self, decode: &mut Decoder<'_>) -> Result<Remarks, Error> {
        let Answer {
            status,
            headers,
            body,
            ..
        } = self.answer;
        // A text may be empty where an answer of its status has a body at all.
        let reads = self
            .reads
            .filter(|_| has_body(&self.operation.method, *status));
        if let Some(reads) = reads {
            return reads(headers, body, decode)
                .map(|()| Remarks::default())
                .map_err(|fault| self.unreadable(&fault));
        }
        if self.is_empty() {
            return Ok(Remarks::default());
        }
        let Some(envelope) = self.envelope() else {
            let read = read_json(body, decode);
            return read
                .map(|()| Remarks::default())
                .map_err(|fault| self.unreadable(&fault));
        };
        let remarks = match self.unwrap(envelope, Some(decode)) {
            Ok(remarks) => remarks,
            // A result that cannot be read is no reason not to hear what went wrong.
            Err(fault) => match self.unwrap(envelope, None) {
                Ok(remarks) if remarks.is_failure() => remarks,
                _ => return Err(self.unreadable(&fault)),
            },
        };
        if remarks.is_failure() {
            Err(self.failure(remarks))
        } else {
            Ok(remarks)
        }
    }

    /// Goes through the envelope once; without `decode` the result is passed over.
    fn unwrap(
        self,
        envelope: &Envelope,
        mut decode: Option<&mut Decoder<'_>>,
    ) -> Result<Remarks, Fault> {
        let mut remarks = Remarks::default();
        read_json(&self.answer.body, &mut |input| {
            input.object(&mut |key, input| {
                if key == envelope.result {
                    match &mut decode {
                        Some(decode) => decode(input),
                        None => input.skip(),
                    }
                } else if key == envelope.success {
                    input
                        .boolean()
                        .map(|success| remarks.success = Some(success))
                } else if key == envelope.errors {
                    remarks.errors = ApiMessage::read_list(&input.value()?, self.secrets);
                    Ok(())
                } else if key == envelope.messages {
                    remarks.messages = ApiMessage::read_list(&input.value()?, self.secrets);
                    Ok(())
                } else if key == envelope.result_info {
                    read_info(input).map(|info| remarks.info = info)
                } else {
                    input.skip()
                }
            })
        })?;
        Ok(remarks)
    }

    /// An error with what the answer says of itself.
    fn error(self, kind: ErrorKind, message: String) -> Error {
        Error::new(kind, self.operation.name, message)
            .with_answer(self.answer.status, self.clean_request_id())
            .with_attempts(self.answer.attempts)
            .with_kept(Kept::of(self.answer))
    }

    /// The error of an answer that says that it is one, at whatever status.
    fn failure(self, remarks: Remarks) -> Error {
        let errors = if remarks.errors.is_empty() {
            remarks.messages
        } else {
            remarks.errors
        };
        let status = self.answer.status;
        let message = if status.is_success() {
            format!("the API answered {status}, but reports a failure")
        } else {
            format!("the API answered {status}")
        };
        self.error(ErrorKind::Api, message).with_api_errors(errors)
    }

    /// The error of an answer whose status says that it is one.
    pub(crate) fn status_error(self) -> Error {
        let status = self.answer.status;
        let body: Option<Value> = from_json(&self.answer.body).ok();
        let envelope = self.envelope();
        let errors = body
            .map(|body| ApiMessage::find(&body, envelope, self.secrets))
            .unwrap_or_default();
        if errors.is_empty() {
            let message = format!("the API answered {status} with {}", self.describe());
            let excerpt = self.secrets.excerpt(&self.answer.body);
            return self.error(ErrorKind::Api, message).with_excerpt(excerpt);
        }
        self.error(ErrorKind::Api, format!("the API answered {status}"))
            .with_api_errors(errors)
    }

    /// The error of an answer that is a success, but not what it should be.
    pub(crate) fn unreadable(self, fault: &Fault) -> Error {
        let status = self.answer.status;
        // Names of fields come from the body too.
        let fault = self.secrets.clean(&fault.to_string());
        let message = format!(
            "the answer {status} cannot be read: {fault}; it is {}",
            self.describe()
        );
        let excerpt = self.secrets.excerpt(&self.answer.body);
        self.error(ErrorKind::Decode, message).with_excerpt(excerpt)
    }

    /// The error of an answer that is a success, but holds nothing of what was asked for.
    pub(crate) fn without_result(self) -> Error {
        self.unreadable(&Fault::new(if self.is_empty() {
            "there is nothing to read"
        } else {
            "there is no result in it"
        }))
    }

    /// The error of an answer that sends the call elsewhere.
    pub(crate) fn redirect(self, reason: &str) -> Error {
        self.error(ErrorKind::Redirect, self.secrets.clean(reason))
    }

    /// What the body is, and how it begins.
    fn describe(self) -> String {
        let Some(excerpt) = self.secrets.excerpt(&self.answer.body) else {
            return "an empty body".to_owned();
        };
        let header = |name| {
            self.answer
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let media_type = header(header::CONTENT_TYPE).unwrap_or_default();
        let start = excerpt.get(..15).unwrap_or(&excerpt).to_ascii_lowercase();
        let is_html = media_type.starts_with("text/html")
            || start.starts_with("<!doctype html")
            || start.starts_with("<html");
        let mut text = if is_html { "an HTML page" } else { "a body" }.to_owned();
        if !media_type.is_empty() {
            text.push_str(" of type ");
            text.push_str(&self.secrets.clean(media_type));
        }
        if let Some(encoding) = header(header::CONTENT_ENCODING) {
            text.push_str(" in the encoding ");
            text.push_str(&self.secrets.clean(encoding));
            text.push_str(", which was not asked for");
        }
        text.push_str(" that begins with `");
        text.push_str(&excerpt);
        text.push('`');
        text
    }
}

/// Reads what is said of a page.
fn read_info(input: &mut dyn Input) -> Result<Option<PageInfo>, Fault> {
    let mut info = None;
    input.optional(&mut |input| {
        let mut found = PageInfo::default();
        input.object(&mut |key, input| {
            found.set(key, input.value()?);
            Ok(())
        })?;
        info = Some(found);
        Ok(())
    })?;
    Ok(info)
}
