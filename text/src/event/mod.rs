//! What happened, in one line each. Who it happened to stands in a column of its own ([`actor`]), so
//! the lines are about that actor.

mod broker;
mod client;
mod log;
mod partition;
mod rare;
mod travel;

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

/// What happened. Of what is rare nothing is said while the words are not there.
#[must_use]
pub fn sentence(lang: Lang, words: &Words, event: &Event, names: &MetadataImage) -> String {
    let name = partition_name(event, names);
    match event {
        Event::Commanded(command) => command::sentence(lang, command),

        Event::MessageSent {
            connection,
            direction,
            gist,
            ..
        } => travel::sent(lang, message(connection, direction, gist), names),
        Event::MessageArrived {
            connection,
            direction,
            gist,
            ..
        } => travel::arrived(lang, message(connection, direction, gist), names),
        Event::MessageLost {
            connection,
            direction,
            gist,
            reason,
            ..
        } => travel::lost(lang, message(connection, direction, gist), *reason, names),
        Event::Disconnected { connection, reason } => {
            travel::disconnected(lang, connection.server, *reason)
        }

        Event::RecordAccepted { .. } => client::accepted(lang, &name),
        Event::RecordAcknowledged { offset, .. } => client::acknowledged(lang, &name, *offset),
        Event::RecordFailed { error, .. } => client::failed(lang, &name, *error),
        Event::BatchRetried {
            records,
            error,
            backoff_ms,
            ..
        } => client::retried(lang, &name, *records, *error, *backoff_ms),
        Event::LeaderLearned {
            leader,
            leader_epoch,
            ..
        } => client::leader_learned(lang, &name, *leader, *leader_epoch),
        Event::RecordsConsumed {
            first_offset,
            next_offset,
            ..
        } => client::consumed(lang, &name, *first_offset, *next_offset),

        Event::LeaderAppended {
            base_offset,
            end_offset,
            leader_epoch,
            ..
        } => log::appended(lang, &name, *base_offset, *end_offset, *leader_epoch),
        Event::FollowerAppended {
            base_offset,
            end_offset,
            leader_epoch,
            ..
        } => log::copied(lang, &name, *base_offset, *end_offset, *leader_epoch),
        Event::ProduceParked {
            required_offset, ..
        } => log::produce_parked(lang, &name, *required_offset),
        Event::FetchParked {
            connection,
            fetch_offset,
            ..
        } => log::fetch_parked(lang, connection.client, &name, *fetch_offset),
        Event::FollowerProgressed {
            follower, from, to, ..
        } => log::progressed(lang, &name, *follower, *from, *to),
        Event::HighWatermarkAdvanced { from, to, .. } => {
            log::high_watermark_advanced(lang, &name, *from, *to)
        }
        Event::FollowerHighWatermarkSet { from, to, .. } => {
            log::high_watermark_set(lang, &name, *from, *to)
        }
        Event::Truncated {
            from,
            to,
            high_watermark_before,
            ..
        } => log::truncated(lang, &name, *from, *to, *high_watermark_before),

        Event::IsrShrinkProposed { isr, out, .. } => {
            partition::shrink_proposed(lang, &name, isr, out)
        }
        Event::IsrExpandProposed { isr, joining, .. } => {
            partition::expand_proposed(lang, &name, isr, *joining)
        }
        Event::IsrChanged {
            from,
            to,
            partition_epoch,
            ..
        } => partition::isr_changed(lang, &name, from, to, *partition_epoch),
        Event::IsrCommitted {
            isr,
            partition_epoch,
            ..
        } => partition::isr_committed(lang, &name, isr, *partition_epoch),
        Event::LeaderElected {
            leader,
            leader_epoch,
            election,
            ..
        } => partition::elected(lang, &name, *leader, *leader_epoch, *election),
        Event::PartitionWentOffline { leader_epoch, .. } => {
            partition::went_offline(lang, &name, *leader_epoch)
        }
        Event::BecameLeader {
            leader_epoch,
            from_offset,
            high_watermark,
            ..
        } => partition::leads(lang, &name, *leader_epoch, *from_offset, *high_watermark),
        Event::BecameFollower {
            leader,
            leader_epoch,
            from_offset,
            ..
        } => partition::follows(lang, &name, *leader, *leader_epoch, *from_offset),

        Event::BrokerStarted => broker::started(lang),
        Event::BrokerCrashed => broker::crashed(lang),
        Event::BrokerRegistered {
            broker,
            broker_epoch,
        } => broker::registered(lang, *broker, *broker_epoch),
        Event::BrokerFenced {
            broker,
            session_timed_out: true,
            again: false,
            ..
        } => broker::session_over(lang, *broker),
        Event::BrokerUnfenced { broker, .. } => broker::unfenced(lang, *broker),
        Event::MetadataApplied { from, to } => broker::metadata_applied(lang, *from, *to),
        _ => rare::sentence(lang, words, event, &name),
    }
}

/// The name of the partition that an event is about; nothing if it is about none.
pub(crate) fn partition_name(event: &Event, names: &MetadataImage) -> String {
    let partition = match event {
        Event::RecordAccepted { partition, .. }
        | Event::RecordAcknowledged { partition, .. }
        | Event::RecordFailed { partition, .. }
        | Event::BatchRetried { partition, .. }
        | Event::LeaderLearned { partition, .. }
        | Event::LeaderAppended { partition, .. }
        | Event::FollowerAppended { partition, .. }
        | Event::AppendRefused { partition, .. }
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
        } => return command::partition_name(topic, *partition),
        _ => None,
    };
    partition.map_or_else(String::new, |one| names.name_of(one))
}

fn message<'a>(
    connection: &highwater_core::sim::ConnectionId,
    direction: &highwater_core::sim::Direction,
    gist: &'a highwater_core::wire::Gist,
) -> Message<'a> {
    Message {
        connection: *connection,
        direction: *direction,
        gist,
    }
}
