//! Responses: what a success brings in each form it can be asked for, which failures the document lists, and headers.
//!
//! The rule for several successes: those that bring the same make one type. Where some bring nothing beside, a value
//! becomes an option. Anything else goes by the status.

use openapiv3::{MediaType, ReferenceOr, Response, Responses};

use super::Lowering;
use super::content::{essence, is_json};
use super::schema::Words;
use crate::diag::Diagnostic;
use crate::ir::{
    Answer, AnswerCase, AnswerContent, Docs, Failure, FailureBody, HttpMethod, ResponseHeader,
    TypeRef, Value, status_words,
};
use crate::openapi::At;

/// All that comes back from an operation.
pub struct Answers {
    /// What is asked for unless the caller chooses.
    pub answer: Answer,
    /// The other forms in which a success can be asked for.
    pub alternatives: Vec<Answer>,
    pub failures: Vec<Failure>,
    pub headers: Vec<ResponseHeader>,
    /// The statuses below 400 that send the caller elsewhere, and are what a success is answered with.
    pub redirects: Vec<u16>,
}

/// A response under its status.
pub struct Listed<'a> {
    pub status: String,
    pub response: &'a Response,
    pub at: At,
}

/// One thing that a response has to offer.
struct Offer {
    media_types: Vec<String>,
    content: AnswerContent,
    example: Option<Value>,
    /// Whether it is in the API's envelope.
    enveloped: bool,
}

impl<'a> Lowering<'a> {
    /// Everything that a document says of what comes back.
    pub fn answers(
        &mut self,
        method: HttpMethod,
        responses: &'a Responses,
        at: &At,
        words: &Words,
    ) -> Answers {
        let listed = self.listed(responses, at);
        let headers = self.response_headers(&listed, words);
        let (successes, failures) = successes(method, listed);
        let redirects = successes
            .iter()
            .filter_map(|listed| redirect(&listed.status));
        let redirects = redirects.collect();
        if successes.is_empty() {
            self.upgrade(&failures, at);
        }
        let leads_elsewhere = failures
            .iter()
            .any(|listed| redirect(&listed.status).is_some());
        let mut offers: Vec<(Listed<'a>, Vec<Offer>)> = Vec::new();
        for listed in successes {
            let mut words = words.clone();
            let is_first = offers.iter().all(|(_, offers)| offers.is_empty());
            if !is_first {
                words.push(status_words(&listed.status));
            }
            let offered = self.offers(method, &listed, &words);
            offers.push((listed, offered));
        }
        let (answer, alternatives) = if offers.is_empty() {
            (unknown(method, leads_elsewhere), Vec::new())
        } else {
            (Self::usual(&offers), alternatives(offers))
        };
        Answers {
            answer,
            alternatives,
            failures: self.failures(failures, words),
            headers,
            redirects,
        }
    }

    /// The responses by status: single ones, then ranges, then the default.
    pub fn listed(&mut self, responses: &'a Responses, at: &At) -> Vec<Listed<'a>> {
        let mut statuses: Vec<(String, &ReferenceOr<Response>)> = Vec::new();
        let mut codes: Vec<_> = responses.responses.iter().collect();
        codes.sort_by_key(|(status, _)| (*status).clone());
        for (status, response) in codes {
            statuses.push((status.to_string(), response));
        }
        statuses.extend(
            responses
                .default
                .iter()
                .map(|response| ("default".to_owned(), response)),
        );
        let mut listed = Vec::new();
        for (status, response) in statuses {
            let written = at.key(&status);
            if let Some((response, at)) =
                self.resolver.response(response, &written, self.diagnostics)
            {
                listed.push(Listed {
                    status,
                    response,
                    at,
                });
            }
        }
        listed
    }

    /// What a response offers, what is asked for first at the front.
    fn offers(&mut self, method: HttpMethod, listed: &Listed<'a>, words: &Words) -> Vec<Offer> {
        let is_bare = method == HttpMethod::Head || matches!(&*listed.status, "204" | "205");
        let mut offers: Vec<Offer> = Vec::new();
        if is_bare {
            return offers;
        }
        let at = listed.at.key("content");
        let mut content: Vec<_> = listed.response.content.iter().collect();
        content.sort_by_key(|(media_type, _)| match &*essence(media_type) {
            "application/json" => 0,
            _ if is_json(media_type) => 1,
            _ => 2,
        });
        for (media_type, media) in content {
            let mut words = words.clone();
            if !offers.is_empty() {
                words.push(essence(media_type));
            }
            let found = self.carried(media_type, media, &at.key(media_type), &words);
            // A value in JSON comes before all that is none, whatever the media type is called.
            let same = offers.iter_mut().find(|offer| offer.content == found);
            match same {
                Some(same) => same.media_types.push(essence(media_type)),
                None => offers.push(Offer {
                    media_types: vec![essence(media_type)],
                    content: found,
                    example: self.example(media),
                    enveloped: media.schema.as_ref().is_some_and(|schema| {
                        self.is_wrapped(schema, &at.key(media_type).key("schema"))
                    }),
                }),
            }
        }
        offers.sort_by_key(|offer| !matches!(offer.content, AnswerContent::Value(_)));
        offers
    }

    /// The form that is asked for unless the caller chooses.
    fn usual(offers: &[(Listed<'a>, Vec<Offer>)]) -> Answer {
        let mut accept: Vec<String> = Vec::new();
        let mut cases = Vec::new();
        let mut enveloped = false;
        for (listed, offers) in offers {
            let offer = offers.first();
            enveloped |= offer.is_none_or(|offer| offer.enveloped);
            for media_type in offer.iter().flat_map(|offer| &offer.media_types) {
                if !accept.contains(media_type) {
                    accept.push(media_type.clone());
                }
            }
            let content = offer.map_or(AnswerContent::Nothing, |offer| offer.content.clone());
            cases.push(case(
                listed,
                content,
                offer.and_then(|offer| offer.example.clone()),
            ));
        }
        Answer {
            accept,
            content: together(&cases),
            enveloped,
            switch: None,
            cases,
        }
    }

    fn failures(&mut self, listed: Vec<Listed<'a>>, words: &Words) -> Vec<Failure> {
        let mut failures = Vec::new();
        for listed in listed {
            let mut words = words.clone();
            words.push(status_words(&listed.status));
            let body = self.failure_body(&listed, &words);
            failures.push(Failure {
                docs: docs(listed.response),
                status: listed.status,
                body,
            });
        }
        // Any JSON is worth a word only where a neighbour's type would be taken for it.
        let is_typed = |body: &FailureBody| body.ty != TypeRef::Json;
        if !failures
            .iter()
            .flat_map(|failure: &Failure| &failure.body)
            .any(is_typed)
        {
            for failure in &mut failures {
                failure.body = None;
            }
        }
        failures
    }

    /// The body of a failure, unless there is none, or it is what every error of the API has.
    fn failure_body(&mut self, listed: &Listed<'a>, words: &Words) -> Option<FailureBody> {
        let at = listed.at.key("content");
        let content = &listed.response.content;
        let (media_type, media) = content
            .iter()
            .find(|(media_type, _)| is_json(media_type))
            .or_else(|| content.first())?;
        let at = at.key(media_type);
        if let Some(schema) = &media.schema
            && self.is_wrapped(schema, &at.key("schema"))
        {
            return None;
        }
        match self.carried(media_type, media, &at, words) {
            AnswerContent::Value(ty) => Some(FailureBody { ty, is_text: false }),
            AnswerContent::Text(ty) => Some(FailureBody { ty, is_text: true }),
            _ => None,
        }
    }

    /// Says of a connection that becomes something else that this is not carried.
    fn upgrade(&mut self, failures: &[Listed<'a>], at: &At) {
        if failures.iter().any(|listed| listed.status == "101") {
            let message = "a connection that becomes a WebSocket is not carried";
            self.diagnostics.push(
                Diagnostic::warning("not-carried", at.key("101").key_place(), message)
                    .help("the request can be sent; open the connection with a library for it"),
            );
        }
    }

    /// A sample body: the one of the media type, or the first of several.
    pub fn example(&self, media: &MediaType) -> Option<Value> {
        let resolver = self.resolver;
        let mut listed = media.examples.values();
        let first = || listed.find_map(|example| resolver.example(example)?.value.clone());
        media.example.clone().or_else(first)
    }
}

/// Tells successes from failures. The default is a success where nothing else is, and so is what sends the caller
/// elsewhere where the method forbids to go there.
fn successes(method: HttpMethod, listed: Vec<Listed<'_>>) -> (Vec<Listed<'_>>, Vec<Listed<'_>>) {
    let is_success = |listed: &Listed<'_>| listed.status.starts_with('2');
    let is_default = |listed: &Listed<'_>| listed.status == "default";
    let goes_elsewhere = |listed: &Listed<'_>| redirect(&listed.status).is_some();
    if listed.iter().any(is_success) {
        return listed.into_iter().partition(is_success);
    }
    let follows = matches!(method, HttpMethod::Get | HttpMethod::Head);
    if listed.iter().any(goes_elsewhere) {
        if follows {
            return (Vec::new(), listed);
        }
        return listed.into_iter().partition(goes_elsewhere);
    }
    listed.into_iter().partition(is_default)
}

/// The status, if it sends the caller elsewhere.
fn redirect(status: &str) -> Option<u16> {
    matches!(status, "300" | "301" | "302" | "303" | "307" | "308")
        .then(|| status.parse().ok())
        .flatten()
}

/// The answer where the document says nothing of a success.
fn unknown(method: HttpMethod, leads_elsewhere: bool) -> Answer {
    let content = match method {
        HttpMethod::Head => AnswerContent::Nothing,
        // What is found there may be anything, and large.
        _ if leads_elsewhere => AnswerContent::Download,
        _ => AnswerContent::Raw,
    };
    Answer {
        accept: vec!["*/*".to_owned()],
        content,
        cases: Vec::new(),
        enveloped: false,
        switch: None,
    }
}

fn case(listed: &Listed<'_>, content: AnswerContent, example: Option<Value>) -> AnswerCase {
    AnswerCase {
        status: listed.status.clone(),
        docs: docs(listed.response),
        content,
        example,
    }
}

/// What the caller gets of several cases.
fn together(cases: &[AnswerCase]) -> AnswerContent {
    let mut bodies: Vec<&AnswerContent> = Vec::new();
    let mut has_empty = false;
    for case in cases {
        if case.content == AnswerContent::Nothing {
            has_empty = true;
        } else if !bodies.contains(&&case.content) {
            bodies.push(&case.content);
        }
    }
    let optional = |ty: &TypeRef| match ty {
        TypeRef::Nullable(_) | TypeRef::Json => ty.clone(),
        ty => TypeRef::Nullable(Box::new(ty.clone())),
    };
    match bodies.as_slice() {
        [] => AnswerContent::Nothing,
        [AnswerContent::Value(ty)] if has_empty => AnswerContent::Value(optional(ty)),
        [AnswerContent::Text(ty)] if has_empty => AnswerContent::Text(optional(ty)),
        [only] => (*only).clone(),
        _ => AnswerContent::ByStatus,
    }
}

/// The forms beside the usual one, each with the cases that have it.
fn alternatives(offers: Vec<(Listed<'_>, Vec<Offer>)>) -> Vec<Answer> {
    let mut alternatives: Vec<Answer> = Vec::new();
    for (listed, offers) in offers {
        for offer in offers.into_iter().skip(1) {
            let case = case(&listed, offer.content.clone(), offer.example);
            let same = alternatives
                .iter_mut()
                .find(|known| known.content == offer.content);
            match same {
                Some(same) => {
                    same.accept.extend(offer.media_types);
                    same.accept.sort();
                    same.accept.dedup();
                    same.cases.push(case);
                }
                None => alternatives.push(Answer {
                    accept: offer.media_types,
                    content: offer.content,
                    cases: vec![case],
                    enveloped: false,
                    switch: None,
                }),
            }
        }
    }
    alternatives
}

/// The content in JSON, with its media type.
pub fn json_content(content: &indexmap::IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    content
        .iter()
        .find(|(name, _)| is_json(name) || *name == "*/*")
        .map(|(name, media)| (name.as_str(), media))
}

fn docs(response: &Response) -> Docs {
    let text = &response.description;
    Docs {
        description: (!text.trim().is_empty()).then(|| text.clone()),
        ..Docs::default()
    }
}
