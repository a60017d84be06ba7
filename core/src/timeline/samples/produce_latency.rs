//! How long an application waits from `send()` to the callback.

use std::sync::Arc;

use super::Series;
use crate::id::{NodeId, RecordId};
use crate::sim::World;
use crate::sorted::Map;
use crate::time::Time;
use crate::trace::{Event, Trace};

/// The records of which applications have not been told what became of them, and when they were handed over.
#[derive(Clone, Debug, Default)]
pub(super) struct Unanswered {
    sent: Map<RecordId, Time>,
}

impl Unanswered {
    /// Takes note of what a producer takes, and measures what it has answered for. What a producer refuses
    /// at once it never took.
    pub(super) fn note(
        &mut self,
        world: &World,
        trace: &Trace,
        measured: &mut Map<NodeId, Arc<Series>>,
    ) {
        match &trace.event {
            Event::RecordAccepted { record, .. } => {
                let sent = sent_at(world, trace.actor, *record);
                self.sent.insert(*record, sent.unwrap_or(trace.at));
            }
            Event::RecordAcknowledged { record, .. } | Event::RecordFailed { record, .. } => {
                let Some(sent) = self.sent.remove(record) else {
                    return;
                };
                let latency = i64::try_from(trace.at.since(sent).0);
                let series = measured.get_or_default(trace.actor);
                Arc::make_mut(series).measured(trace.at, latency.unwrap_or(i64::MAX));
            }
            _ => {}
        }
    }
}

/// When a record was handed over that has just got into a batch: `send()` may have waited for metadata or for
/// memory before that. A record's timestamp is that moment.
fn sent_at(world: &World, producer: NodeId, record: RecordId) -> Option<Time> {
    let producer = world.producer(producer)?;
    let batches = producer.waiting().into_iter().chain(producer.in_flight());
    for batch in batches {
        if let Some(found) = batch.records.iter().rev().find(|one| one.id == record) {
            return Some(found.timestamp);
        }
    }
    None
}
