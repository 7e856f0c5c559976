//! Measures work: processor time by the system's account, allocations by the allocator's.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use stats_alloc::Region;

use super::ALLOCATOR;

/// Keeps this process, and those that it starts from here on, on one processor.
///
/// Waking a process on another processor can cost more than a whole call, and whether it does is up to chance. Where the
/// system has no such thing, figures are as steady as it leaves them.
pub fn stay_on_one_processor() {
    #[cfg(target_os = "linux")]
    {
        use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
        use nix::unistd::Pid;

        let own = Pid::from_raw(0);
        let Ok(allowed) = sched_getaffinity(own) else {
            return;
        };
        let mut one = CpuSet::new();
        let first =
            (0..CpuSet::count()).find(|&number| allowed.is_set(number).is_ok_and(|set| set));
        if first.is_some_and(|first| one.set(first).is_ok()) {
            // Less steady figures are figures still.
            let _ = sched_setaffinity(own, &one);
        }
    }
}

/// What doing something once costs.
#[derive(Clone, Copy, Default)]
pub struct Cost {
    /// Processor time, in millionths of a second.
    pub micros: f64,
    /// Blocks of the heap, counted again where they move to grow.
    pub allocations: f64,
}

/// Does both `repeats` times in each of so many turns, and says what once costs: of the turn with the median ratio.
pub fn in_turns(turns: usize, repeats: u32, ours: impl Fn(), theirs: impl Fn()) -> [Cost; 2] {
    // The first times fill caches, open connections and make room.
    once(repeats, &ours);
    once(repeats, &theirs);
    let mut costs: Vec<[Cost; 2]> = (0..turns)
        .map(|turn| {
            // Whoever comes first may meet colder caches.
            if turn % 2 == 0 {
                let ours = once(repeats, &ours);
                [ours, once(repeats, &theirs)]
            } else {
                let theirs = once(repeats, &theirs);
                [once(repeats, &ours), theirs]
            }
        })
        .collect();
    let key = |[ours, theirs]: &[Cost; 2]| ours.micros / theirs.micros.max(1e-3);
    costs.sort_by(|left, right| key(left).total_cmp(&key(right)));
    costs.get(turns / 2).copied().unwrap_or_default()
}

fn once(repeats: u32, work: &impl Fn()) -> Cost {
    let region = Region::new(ALLOCATOR);
    let start = processor_micros();
    for _ in 0..repeats {
        work();
    }
    let micros = processor_micros() - start;
    let change = region.change();
    let blocks = u32::try_from(change.allocations + change.reallocations).unwrap_or(u32::MAX);
    Cost {
        micros: micros / f64::from(repeats),
        allocations: f64::from(blocks) / f64::from(repeats),
    }
}

/// What this process has used so far, the kernel's work for it included.
fn processor_micros() -> f64 {
    let usage = getrusage(UsageWho::RUSAGE_SELF).ok();
    usage.map_or(0.0, |usage| {
        let micros = (usage.user_time() + usage.system_time()).num_microseconds();
        i32::try_from(micros).map_or(f64::INFINITY, f64::from)
    })
}
