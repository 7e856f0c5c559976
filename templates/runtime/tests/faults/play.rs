//! Makes the calls of a scenario, in either mode: `go` waits for a call, `gather` for pages, `idle` for nothing.

use std::time::{Duration, Instant};

use openapi_client_runtime::example::{CreateNote, GetNote, ListNotes};
use openapi_client_runtime::{Error, Response};

use super::{Client, Note, Page, gather, go, idle, transport};
use crate::case::{Call, Kind};
use crate::stage::{Stage, Told};

/// Makes the calls of a scenario, one after the other.
pub fn play(stage: &Stage) -> Vec<Told> {
    let client = client(stage);
    let calls = stage.case.calls.iter();
    calls.map(|call| one(&client, call)).collect()
}

fn client(stage: &Stage) -> Client {
    let settings = &stage.case.client;
    let base_url = settings.base_url.as_ref().unwrap_or(&stage.url);
    let mut builder = Client::builder()
        .base_url(format!("{base_url}/v4"))
        .transport(transport(stage));
    builder = if settings.key {
        builder.api_key("hunter2-key", "hunter2@example.com")
    } else {
        builder.api_token("hunter2-token")
    };
    if !settings.no_account {
        builder = builder.account_id("acc");
    }
    if let Some(limit) = settings.timeout_ms {
        builder = builder.timeout(Duration::from_millis(limit));
    }
    if let Some(limit) = settings.attempt_timeout_ms {
        builder = builder.attempt_timeout(Duration::from_millis(limit));
    }
    if let Some(retries) = settings.max_retries {
        builder = builder.max_retries(retries);
    }
    if let Some(limit) = settings.max_body_size {
        builder = builder.max_body_size(limit);
    }
    if let Some(validate) = settings.validate {
        builder = builder.validate(validate);
    }
    for (name, value) in &settings.headers {
        builder = builder.header(name, value);
    }
    for (name, value) in &settings.query {
        builder = builder.query(name, value);
    }
    builder.build().unwrap()
}

/// The request with all that is said of it.
macro_rules! with {
    ($call:expr, $request:expr) => {{
        let mut request = $request;
        if let Some(limit) = $call.timeout_ms {
            request = request.timeout(Duration::from_millis(limit));
        }
        if let Some(limit) = $call.attempt_timeout_ms {
            request = request.attempt_timeout(Duration::from_millis(limit));
        }
        if let Some(retries) = $call.max_retries {
            request = request.max_retries(retries);
        }
        if let Some(idempotent) = $call.idempotent {
            request = request.idempotent(idempotent);
        }
        for (name, value) in &$call.headers {
            request = request.header(name, value);
        }
        for (name, value) in &$call.query {
            request = request.query(name, value);
        }
        request
    }};
}

fn one(client: &Client, call: &Call) -> Told {
    idle(Duration::from_millis(call.after_ms));
    let start = Instant::now();
    let notes = client.notes();
    let accounts = || call.account_id.iter();
    let list = with!(call, notes.list());
    let list = call.page.into_iter().fold(list, ListNotes::page);
    let list = call.per_page.into_iter().fold(list, ListNotes::per_page);
    let list = accounts().fold(list, ListNotes::account_id);
    let mut told = match call.kind {
        Kind::Get => {
            let get = accounts().fold(notes.get(&call.id), GetNote::account_id);
            tell(go(with!(call, get).send_with_response()), |note| note.id)
        }
        Kind::Create => {
            let body = CreateNote::new(&call.title, call.password.as_str());
            tell(
                go(with!(call, notes.create(body)).send_with_response()),
                |note| note.id,
            )
        }
        Kind::Delete => tell(
            go(with!(call, notes.delete(&call.id)).send_with_response()),
            nothing,
        ),
        Kind::Archive => tell(
            go(with!(call, notes.archive(&call.id)).send_with_response()),
            nothing,
        ),
        Kind::BulkDelete => {
            let bulk = notes.bulk_delete([&call.id, &call.password]);
            tell(go(with!(call, bulk).send_with_response()), nothing)
        }
        Kind::List => tell(go(list.send_with_response()), |page| ids(page.items())),
        Kind::All => tell_plain(go(list.all()), |notes| ids(&notes)),
        Kind::Pages => tell_pages(gather(list.pages())),
        Kind::Download => tell(
            go(with!(call, notes.download(&call.id)).send_with_response()),
            |raw| format!("{} bytes", raw.bytes().len()),
        ),
        Kind::Status => tell(
            go(with!(call, client.status()).send_with_response()),
            |text| text,
        ),
    };
    told.took = start.elapsed();
    told
}

fn nothing((): ()) -> String {
    "nothing".to_owned()
}

fn ids(notes: &[Note]) -> String {
    notes
        .iter()
        .map(|note| note.id.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

fn tell<T>(result: Result<Response<T>, Error>, show: impl FnOnce(T) -> String) -> Told {
    let attempts = result
        .as_ref()
        .map_or_else(Error::attempts, Response::attempts);
    let told = tell_plain(result.map(Response::into_value), show);
    Told {
        attempts: Some(attempts),
        ..told
    }
}

fn tell_plain<T>(result: Result<T, Error>, show: impl FnOnce(T) -> String) -> Told {
    let (value, error) = match result {
        Ok(value) => (Some(show(value)), None),
        Err(error) => (None, Some(error)),
    };
    Told {
        value,
        error,
        attempts: None,
        took: Duration::ZERO,
    }
}

/// The notes of each page, and the error at the end of them.
fn tell_pages<M: openapi_client_runtime::Mode>(
    mut pages: Vec<Result<Page<Note, M>, Error>>,
) -> Told {
    let error = pages.pop_if(|page| page.is_err()).and_then(Result::err);
    let pages: Vec<_> = pages
        .iter()
        .map(|page| ids(page.as_ref().unwrap().items()))
        .collect();
    Told {
        value: Some(pages.join(" | ")),
        error,
        attempts: None,
        took: Duration::ZERO,
    }
}
