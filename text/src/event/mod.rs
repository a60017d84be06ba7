//! What happened, in one line each. Who it happened to stands in a column of its own ([`actor`]), so
//! the lines are about that actor.

mod broker;
mod classic_group;
mod client;
mod consumer;
mod consumer_group;
mod deferred;
mod log;
mod partition;
mod rare;
mod travel;

pub use classic_group::ClassicGroupLine;
pub use consumer::{ConsumerLine, offsets_of};
pub use consumer_group::ConsumerGroupLine;
pub use rare::Line;

use highwater_core::metadata::MetadataImage;
use highwater_core::trace::{Event, Trace};

use crate::course::Words;
use crate::message::Message;
use crate::{Lang, command};

/// To whom it happened: `b1`, or `b2 → b1` for a message.
#[must_use]
pub fn actor(trace: &Trace) -> String {
    Message::of(&trace.event).map_or_else(|| trace.actor.to_string(), Message::route)
}

/// What happened. For what rarely happens this is empty until the words have been fetched.
#[must_use]
pub fn sentence(lang: Lang, words: &Words, event: &Event, names: &MetadataImage) -> String {
    if let Event::Commanded(command) = event {
        return command::sentence(lang, command);
    }
    if let Some(sentence) = travel::sentence(lang, event, names) {
        return sentence;
    }
    let name = partition_name(event, names);
    for sentence in [
        client::sentence,
        log::sentence,
        partition::sentence,
        broker::sentence,
    ] {
        if let Some(sentence) = sentence(lang, event, &name) {
            return sentence;
        }
    }
    match event {
        Event::Consumer(event) => return consumer::sentence(lang, words, event, names),
        Event::ClassicGroup {
            group_id, event, ..
        } => return deferred::classic_group(lang, words, group_id, event),
        Event::ConsumerGroup {
            group_id, event, ..
        } => return deferred::consumer_group(lang, words, group_id, event),
        _ => {}
    }
    rare::sentence(lang, words, event, &name)
}

/// The name of the partition that an event is about; nothing if it is about none.
pub(crate) fn partition_name(event: &Event, names: &MetadataImage) -> String {
    let partition = match event {
        Event::RecordAccepted { partition, .. }
        | Event::RecordAcknowledged { partition, .. }
        | Event::RecordFailed { partition, .. }
        | Event::BatchRetried { partition, .. }
        | Event::SendBlocked { partition, .. }
        | Event::BatchSplit { partition, .. }
        | Event::SequencesReset { partition, .. }
        | Event::LeaderLearned { partition, .. }
        | Event::LeaderAppended { partition, .. }
        | Event::FollowerAppended { partition, .. }
        | Event::AppendRefused { partition, .. }
        | Event::DuplicateBatch { partition, .. }
        | Event::ProduceParked { partition, .. }
        | Event::FollowerProgressed { partition, .. }
        | Event::HighWatermarkAdvanced { partition, .. }
        | Event::FollowerHighWatermarkSet { partition, .. }
        | Event::RecordsConsumed { partition, .. }
        | Event::PositionReset { partition, .. }
        | Event::IsrShrinkProposed { partition, .. }
        | Event::IsrExpandProposed { partition, .. }
        | Event::AlterPartitionRefused { partition, .. }
        | Event::IsrChanged { partition, .. }
        | Event::ElrChanged { partition, .. }
        | Event::IsrCommitted { partition, .. }
        | Event::LeaderElected { partition, .. }
        | Event::PartitionWentOffline { partition, .. }
        | Event::BecameLeader { partition, .. }
        | Event::BecameFollower { partition, .. }
        | Event::LogLoaded { partition, .. }
        | Event::Flushed { partition, .. }
        | Event::TailLost { partition, .. }
        | Event::LogStartMoved { partition, .. }
        | Event::LeaderRecovered { partition }
        | Event::ReassignmentStarted { partition, .. }
        | Event::ReassignmentCompleted { partition, .. }
        | Event::TruncationDecided { partition, .. }
        | Event::FetchOffsetReset { partition, .. }
        | Event::FetchFenced { partition, .. }
        | Event::ReplicaDeleted { partition }
        | Event::Truncated { partition, .. } => Some(*partition),
        Event::FetchParked { partition, .. } => *partition,
        // A client that has not heard of the topic knows no id of it.
        Event::SendFailed {
            topic, partition, ..
        } => return command::destination(topic, *partition),
        _ => None,
    };
    partition.map_or_else(String::new, |one| names.name_of(one))
}
