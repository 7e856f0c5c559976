//! What building the generated crate costs where its dependencies are built already.

use std::env;
use std::io::{Error, Result};
use std::process::Command;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

use super::table::{Figure, Goal};

/// How often it is built: the median counts.
const BUILDS: usize = 5;

/// The figure of `cargo build -p cloudflare-secrets-store`.
pub fn figure() -> Result<Figure> {
    cargo(&["build"])?;
    let mut seconds = Vec::new();
    for _ in 0..BUILDS {
        cargo(&["clean"])?;
        let start = children_seconds()?;
        cargo(&["build"])?;
        seconds.push(children_seconds()? - start);
    }
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(BUILDS / 2).copied().unwrap_or(f64::INFINITY);
    Ok(Figure::alone(
        "the crate alone built: user time",
        median,
        Goal::Below(3.0, "s"),
    ))
}

fn cargo(arguments: &[&str]) -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(arguments)
        .args(["--quiet", "--package", "cloudflare-secrets-store"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        // What the benchmark itself was built with says nothing of what users build.
        .env_remove("RUSTFLAGS")
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::other("cargo has failed"))
    }
}

/// Processor time outside the kernel that all children have used.
fn children_seconds() -> Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = i32::try_from(usage.user_time().num_microseconds()).map_err(Error::other)?;
    Ok(f64::from(micros) / 1e6)
}
