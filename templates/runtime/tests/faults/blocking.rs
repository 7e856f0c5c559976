//! The scenarios with calls that block.

use std::io::Read;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use openapi_client_runtime::example::{Note, blocking::Client};
use openapi_client_runtime::{
    Blocking, BlockingTransport, Body, Error, Page, Pages, TransportError, UreqTransport,
};
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::stage::Stage;

#[path = "play.rs"]
mod calls;

pub use calls::play;

fn go<T>(done: T) -> T {
    done
}

fn gather(pages: Pages<Note, Blocking>) -> Vec<Result<Page<Note, Blocking>, Error>> {
    pages.collect()
}

/// Nothing happens for a while.
fn idle(time: Duration) {
    std::thread::sleep(time);
}

fn transport(stage: &Stage) -> Paced<UreqTransport> {
    let below = match &stage.root {
        None => UreqTransport::new(true),
        Some(root) => {
            let root = Certificate::from_der(root).to_owned();
            let tls = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&[root]));
            let builder = Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .proxy(None)
                .tls_config(tls.build());
            builder.build().new_agent().into()
        }
    };
    Paced {
        below,
        pauses: Arc::clone(&stage.pauses),
        real: stage.case.client.real_pauses,
    }
}

/// Notes the pauses between attempts, and makes nothing of them unless they are real.
struct Paced<T> {
    below: T,
    pauses: Arc<Mutex<Vec<Duration>>>,
    real: bool,
}

impl<T: BlockingTransport> BlockingTransport for Paced<T> {
    fn send(
        &self,
        request: http::Request<Body>,
        timeout: Option<Duration>,
    ) -> Result<http::Response<Box<dyn Read + Send>>, TransportError> {
        self.below.send(request, timeout)
    }

    fn sleep(&self, duration: Duration) {
        self.pauses.lock().unwrap().push(duration);
        if self.real {
            self.below.sleep(duration);
        }
    }
}
