//! What a process has cost so far, as the system counts it.

use std::time::Duration;

/// Whose costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// This process.
    Own,
    /// The processes that this one started and waited for, and those that they did.
    Children,
}

/// The costs of a process; of children, the sum of the times and the highest peak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Processor time outside the kernel.
    pub user: Duration,
    /// The most memory that was resident at once, in bytes.
    pub peak: u64,
}

impl Usage {
    /// The costs until now; `None` where the system does not tell.
    #[cfg(unix)]
    pub fn now(who: Who) -> Option<Self> {
        use nix::sys::resource::{UsageWho, getrusage};
        use nix::sys::time::TimeValLike as _;

        // Apple counts in bytes, the others in kilobytes.
        let unit = if cfg!(target_vendor = "apple") {
            1
        } else {
            1024
        };
        let usage = getrusage(match who {
            Who::Own => UsageWho::RUSAGE_SELF,
            Who::Children => UsageWho::RUSAGE_CHILDREN,
        })
        .ok()?;
        let user = u64::try_from(usage.user_time().num_microseconds()).ok()?;
        let peak = u64::try_from(usage.max_rss()).ok()?;
        Some(Self {
            user: Duration::from_micros(user),
            peak: peak.saturating_mul(unit),
        })
    }

    /// The costs until now; `None` where the system does not tell.
    #[cfg(not(unix))]
    pub fn now(_who: Who) -> Option<Self> {
        None
    }
}
