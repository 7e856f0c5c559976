//! The scenarios with calls that are futures.

use std::sync::OnceLock;

use openapi_client_runtime::example::{Client, Note};
use openapi_client_runtime::{Error, Page, Pages};

#[path = "properties.rs"]
mod properties;
#[path = "scenarios.rs"]
mod scenarios;
#[path = "uploads.rs"]
mod uploads;

pub(crate) fn go<F: Future>(work: F) -> F::Output {
    static RUNTIME: OnceLock<tokio::runtime::Runtime> = OnceLock::new();
    RUNTIME
        .get_or_init(|| tokio::runtime::Runtime::new().unwrap())
        .block_on(work)
}

fn gather(mut pages: Pages<Note>) -> Vec<Result<Page<Note>, Error>> {
    go(async {
        let mut all = Vec::new();
        while let Some(page) = pages.next().await {
            all.push(page);
        }
        all
    })
}
