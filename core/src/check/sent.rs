//! What producers with acks=0 count as sent, until a leader has it or it is nowhere.

use core::ops::Range;

use super::invariant::{Breach, Invariant};
use super::leader_log::identity_at;
use crate::id::{Offset, RecordId, TopicPartition};
use crate::log::Log;
use crate::sim::{Connection, Payload, World};
use crate::sorted::Map;
use crate::trace::{Event, Trace};
use crate::wire::{Gist, Request};

/// The records that are on their way.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    records: Map<RecordId, TopicPartition>,
}

impl Sent {
    pub(super) fn insert(&mut self, partition: TopicPartition, record: RecordId) {
        self.records.insert(record, partition);
    }

    /// Takes out those that a leader has just put at these offsets of its log.
    pub(super) fn arrived(
        &mut self,
        log: Option<&Log>,
        offsets: Range<Offset>,
    ) -> Vec<(Offset, RecordId)> {
        let mut arrived = Vec::new();
        let Some(log) = log.filter(|_| !self.records.is_empty()) else {
            return arrived;
        };
        for offset in offsets.start.0..offsets.end.0 {
            if let Some((_, record)) = identity_at(log, Offset(offset))
                && self.records.remove(&record).is_some()
            {
                arrived.push((Offset(offset), record));
            }
        }
        arrived
    }

    /// Reports those that no message carries any more, be it that their request was lost or that nobody
    /// took them in. Only the end of a request's way can show that.
    pub(super) fn look_for_lost(
        &mut self,
        world: &World,
        traces: &[Trace],
        unpromised: &mut Vec<Breach>,
    ) {
        let ends = |trace: &Trace| {
            matches!(
                trace.event,
                Event::MessageLost {
                    gist: Gist::Produce { .. },
                    ..
                } | Event::MessageArrived {
                    gist: Gist::Produce { .. },
                    ..
                }
            )
        };
        if self.records.is_empty() || !traces.iter().any(ends) {
            return;
        }
        self.records.retain(|record, partition| {
            let travels = is_carried(world, *record);
            if !travels {
                let breach = Breach::of(Invariant::AckedDurable).partition(*partition);
                unpromised.push(breach.record(*record));
            }
            travels
        });
    }
}

/// Whether a request on its way, or in a socket, carries the record.
fn is_carried(world: &World, record: RecordId) -> bool {
    let carries = |line: &Connection| {
        let mut requests = line.requests.iter().chain(&line.inbox);
        requests.any(|message| match &*message.payload {
            Payload::Request(Request::Produce(request)) => {
                let mut sent = request.partitions.iter();
                sent.any(|part| part.batch.records.iter().any(|one| one.id == record))
            }
            _ => false,
        })
    };
    world
        .network()
        .connections
        .iter()
        .any(|(_, line)| carries(line))
}
