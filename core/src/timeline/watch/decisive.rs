//! Which of a step's traces broke something: the one that says most of it, or the last.

use crate::check::{Breach, Invariant};
use crate::id::TraceId;
use crate::trace::{ConsumerEvent, Event, Trace};

/// The trace of a step by which something broke.
pub(super) fn decisive(traces: &[Trace], breach: &Breach) -> Option<TraceId> {
    let rank = |trace: &&Trace| match &trace.event {
        Event::Consumer(event) if breach.consumer.is_some() => rank_of_work(event, breach),
        event => rank_of_record(event, breach).max(rank_of_logs(event, breach)),
    };
    traces.iter().max_by_key(rank).map(|trace| trace.id)
}

/// How much it says of the one record that is lost, or was never in a log.
fn rank_of_record(event: &Event, breach: &Breach) -> u8 {
    let never_arrived = breach.record.is_some() && breach.offset.is_none();
    match event {
        Event::RecordAcknowledged { record, .. } if Some(*record) == breach.record => 3,
        Event::AppendRefused { partition, .. }
            if never_arrived && Some(*partition) == breach.partition =>
        {
            3
        }
        Event::MessageLost { message, .. } if Some(*message) == breach.request => 2,
        _ => 0,
    }
}

/// How much it says of the logs of the partition, or of the offsets that a group has committed.
fn rank_of_logs(event: &Event, breach: &Breach) -> u8 {
    let is_here = event.partition().is_some() && event.partition() == breach.partition;
    let is_written = matches!(
        breach.invariant,
        Invariant::NoDuplicates | Invariant::ProducerOrder
    );
    match event {
        Event::LeaderAppended { .. } if breach.invariant == Invariant::NoSkip => 2,
        Event::HighWatermarkAdvanced { to, .. }
            if is_here && is_written && breach.offset < Some(*to) =>
        {
            3
        }
        Event::LeaderElected { .. } | Event::TailLost { .. } | Event::Truncated { .. }
            if is_here =>
        {
            2
        }
        Event::BecameLeader { .. } | Event::PartitionWentOffline { .. } if is_here => 1,
        _ => 0,
    }
}

/// How much it says of what a group worked on again, or never.
fn rank_of_work(event: &ConsumerEvent, breach: &Breach) -> u8 {
    match event {
        ConsumerEvent::RecordsProcessed {
            partition,
            first_offset,
            next_offset,
        } => {
            let is_again = breach.invariant != Invariant::NoSkip
                && Some(*partition) == breach.partition
                && breach.offset >= Some(*first_offset)
                && breach.end <= Some(*next_offset);
            if is_again { 3 } else { 0 }
        }
        ConsumerEvent::Crashed | ConsumerEvent::Closed | ConsumerEvent::ProcessingFailed { .. } => {
            2
        }
        _ => 1,
    }
}
