//! What producers with acks=0 count as sent, until a leader has it or it is nowhere.

use core::ops::Range;

use super::invariant::{Breach, Invariant};
use super::leader_log::identity_at;
use crate::id::{MessageId, Offset, RecordId, TopicPartition};
use crate::log::Log;
use crate::sim::{MessageInFlight, Payload, World};
use crate::sorted::Map;
use crate::trace::{Event, Trace};
use crate::wire::{Gist, Request};

/// The records that are on their way.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    records: Map<RecordId, OnItsWay>,
}

/// Where a record goes, and by which request.
#[derive(Clone, Copy, Debug)]
struct OnItsWay {
    partition: TopicPartition,
    request: Option<MessageId>,
}

impl Sent {
    pub(super) fn insert(&mut self, world: &World, partition: TopicPartition, record: RecordId) {
        let request = carrier(world, record);
        self.records.insert(record, OnItsWay { partition, request });
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
        self.records.retain(|record, way| {
            let travels = carrier(world, *record).is_some();
            if !travels {
                let breach = Breach::of(Invariant::AckedDurable).partition(way.partition);
                unpromised.push(breach.record(*record).request(way.request));
            }
            travels
        });
    }
}

/// The request, on its way or in a socket, that carries the record.
fn carrier(world: &World, record: RecordId) -> Option<MessageId> {
    let carries = |message: &&MessageInFlight| match &*message.payload {
        Payload::Request(Request::Produce(request)) => {
            let mut sent = request.partitions.iter();
            sent.any(|part| part.batch.records.iter().any(|one| one.id == record))
        }
        _ => false,
    };
    let mut lines = world.network().connections.iter();
    lines.find_map(|(_, line)| {
        let mut requests = line.requests.iter().chain(&line.inbox);
        Some(requests.find(carries)?.id)
    })
}
