//! What can be seen of the partition, written as a case's expectation is.

use std::collections::BTreeSet;

use highwater_core::broker::{Leadership, PendingIsr};
use highwater_core::id::BrokerId;
use highwater_core::time::Time;

use super::format::{Expect, Follower};
use super::host::Host;

impl Host {
    /// What holds, of all that an expectation asks for.
    pub fn seen(&mut self, expected: &Expect) -> Expect {
        let (partition, log, context) = self.parts();
        let out_of_sync = set(partition.out_of_sync(log, &context).iter());
        let leadership = self.partition.leadership();
        let isr = leadership.map(Leadership::isr);
        let unanswered = self.unanswered.as_ref();
        let proposed = unanswered.map(|it| set(it.new_isr.iter().map(|(id, _)| id)));
        Expect {
            hw: asked(&expected.hw, || Some(self.log.high_watermark().0)),
            isr: asked(&expected.isr, || Some(set(isr?.members().iter()))),
            maximal_isr: asked(&expected.maximal_isr, || Some(set(isr?.maximal()))),
            out_of_sync: asked(&expected.out_of_sync, || Some(out_of_sync)),
            under_min_isr: asked(&expected.under_min_isr, || {
                Some(self.partition.is_under_min_isr())
            }),
            state: asked(&expected.state, || {
                Some(state_of(isr?.pending()).to_owned())
            }),
            alter_partition_in_flight: asked(&expected.alter_partition_in_flight, || {
                Some(proposed)
            }),
            replica: expected.replica.as_ref().map(|replicas| {
                let known = |id: &String| Some((id.clone(), follower(leadership?, id)?));
                replicas.keys().filter_map(known).collect()
            }),
        }
    }
}

/// What is seen, where it is asked for and there is anything to see.
fn asked<T>(expected: &Option<T>, seen: impl FnOnce() -> Option<T>) -> Option<T> {
    expected.as_ref().and_then(|_| seen())
}

fn follower(leadership: &Leadership, id: &str) -> Option<Follower> {
    let state = leadership.followers().get(&BrokerId(id.parse().ok()?))?;
    Some(Follower {
        leo: state.log_end_offset.map_or(-1, |offset| offset.0),
        last_caught_up_ms: state.last_caught_up_time.map_or(0, Time::as_ms),
    })
}

fn state_of(pending: Option<&PendingIsr>) -> &'static str {
    match pending {
        None => "COMMITTED",
        Some(PendingIsr::Expand(_)) => "PENDING_EXPAND",
        Some(PendingIsr::Shrink(_)) => "PENDING_SHRINK",
    }
}

fn set<'a>(ids: impl Iterator<Item = &'a BrokerId>) -> BTreeSet<u32> {
    ids.map(|id| id.0).collect()
}
