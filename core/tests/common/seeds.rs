//! Many seeds, each a run of its own, on every processor.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};

/// Runs each seed until one is `wanted`, and returns the first of those that were found. A seed that
/// panics ends it all; `again` is how to run it once more.
#[allow(
    clippy::disallowed_methods,
    reason = "seeds share nothing, and the first that was found does not depend on the threads; the app runs this file, too, under lints that do not forbid them"
)]
pub fn each(seeds: Range<u64>, again: &str, wanted: impl Fn(u64) -> bool + Sync) -> Option<u64> {
    let next = AtomicU64::new(seeds.start);
    let found = AtomicU64::new(u64::MAX);
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return;
            }
            let result = catch_unwind(AssertUnwindSafe(|| wanted(seed)));
            if !matches!(result, Ok(false)) {
                next.store(seeds.end, Ordering::Relaxed);
                found.fetch_min(seed, Ordering::Relaxed);
            }
            assert!(
                result.is_ok(),
                "seed {seed} failed; once more: {again} {seed}"
            );
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let found = found.into_inner();
    (found < u64::MAX).then_some(found)
}
