//! The scenarios with calls that block.

use openapi_client_runtime::example::{Note, blocking::Client};
use openapi_client_runtime::{Blocking, Error, Page, Pages};

#[path = "properties.rs"]
mod properties;
#[path = "scenarios.rs"]
mod scenarios;
#[path = "uploads.rs"]
mod uploads;

fn go<T>(done: T) -> T {
    done
}

fn gather(pages: Pages<Note, Blocking>) -> Vec<Result<Page<Note, Blocking>, Error>> {
    pages.collect()
}
