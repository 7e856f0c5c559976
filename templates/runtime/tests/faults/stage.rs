//! A scenario with its servers up, and what is told of its calls.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use openapi_client_runtime::Error;

use crate::answer;
use crate::case::{Case, Proof};
use crate::server::{Server, Wrap};
use crate::tls;

/// A scenario that can begin.
pub struct Stage {
    pub case: Case,
    pub server: Server,
    pub other: Server,
    /// What a client trusts, if the server speaks TLS.
    pub root: Option<Vec<u8>>,
    /// Where the server is.
    pub url: String,
    /// How many bytes the server got rid of.
    pub written: Arc<AtomicU64>,
    /// The pauses that the calls made.
    pub pauses: Arc<Mutex<Vec<Duration>>>,
}

/// What came of a call.
pub struct Told {
    pub value: Option<String>,
    pub error: Option<Error>,
    pub attempts: Option<u32>,
    pub took: Duration,
}

impl Stage {
    /// Reads a scenario and starts its servers.
    pub fn set(text: &str) -> Result<Self, String> {
        let plain: Wrap = Arc::new(|stream| Some(Box::new(stream)));
        let other = Server::over(Arc::clone(&plain));
        // Where the servers are has to be known for the script, and what the server speaks for where it is.
        let proof = read(text)?.tls;
        let (wrap, root) = match proof {
            Some(proof) if proof != Proof::Missing => tls::speak(proof),
            _ => (plain, None),
        };
        let server = Server::over(wrap);
        let scheme = if proof.is_some() { "https" } else { "http" };
        let url = format!("{scheme}://{}", server.address());
        let by_name = format!("{scheme}://localhost:{}", server.address().port());
        let text = text
            .replace("{self}", &url)
            .replace("{by_name}", &by_name)
            .replace("{other}", &format!("http://{}", other.address()));
        let mut case = read(&dated(&text)?)?;
        let written = Arc::new(AtomicU64::new(0));
        let turns = |answers: &mut Vec<_>| {
            let answers = std::mem::take(answers).into_iter();
            let turns = answers.map(|answer| answer::turn(answer, Arc::clone(&written)));
            turns.collect::<Vec<_>>()
        };
        server.script(turns(&mut case.server));
        other.script(turns(&mut case.other));
        Ok(Self {
            case,
            server,
            other,
            root,
            url,
            written,
            pauses: Arc::default(),
        })
    }

    /// How many bytes the server got rid of so far.
    pub fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }
}

fn read(text: &str) -> Result<Case, String> {
    serde_yaml::from_str(text).map_err(|error| error.to_string())
}

/// Fills in the dates, as HTTP writes them.
fn dated(text: &str) -> Result<String, String> {
    let mut parts = text.split("{date");
    let mut dated = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (offset, rest) = part.split_once('}').ok_or("a date has no end")?;
        let offset: i64 = offset.parse().map_err(|_| format!("no offset: {offset}"))?;
        let now = jiff::Timestamp::try_from(SystemTime::now()).map_err(|e| e.to_string())?;
        let date = now + jiff::SignedDuration::from_secs(offset);
        dated.push_str(&date.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
        dated.push_str(rest);
    }
    Ok(dated)
}
