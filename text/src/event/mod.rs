//! What happened, in one line each. Who it happened to stands in a column of its own ([`actor`]), so
//! the lines are about that actor.

mod broker;
mod client;
mod log;
mod partition;
mod travel;

use highwater_core::id::TopicPartition;
use highwater_core::metadata::MetadataImage;
use highwater_core::trace::{Event, Trace};

use crate::message::Message;
use crate::{Lang, command};

/// To whom it happened: `b1`, or `b2 → b1` for a message.
#[must_use]
pub fn actor(trace: &Trace) -> String {
    Message::of(&trace.event).map_or_else(|| trace.actor.to_string(), Message::route)
}

/// What happened.
#[must_use]
pub fn sentence(lang: Lang, event: &Event, names: &MetadataImage) -> String {
    let name = |partition: &TopicPartition| names.name_of(*partition);
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

        Event::RecordAccepted { partition, .. } => client::accepted(lang, &name(partition)),
        Event::RecordAcknowledged {
            partition, offset, ..
        } => client::acknowledged(lang, &name(partition), *offset),
        Event::RecordFailed {
            partition, error, ..
        } => client::failed(lang, &name(partition), *error),
        Event::BatchRetried {
            partition,
            records,
            error,
            backoff_ms,
            ..
        } => client::retried(lang, &name(partition), *records, *error, *backoff_ms),
        Event::LeaderLearned {
            partition,
            leader,
            leader_epoch,
        } => client::leader_learned(lang, &name(partition), *leader, *leader_epoch),
        Event::RecordsConsumed {
            partition,
            first_offset,
            next_offset,
        } => client::consumed(lang, &name(partition), *first_offset, *next_offset),
        Event::PositionReset {
            partition,
            from,
            to,
        } => client::position_reset(lang, &name(partition), *from, *to),

        Event::LeaderAppended {
            partition,
            base_offset,
            end_offset,
            leader_epoch,
        } => log::appended(
            lang,
            &name(partition),
            *base_offset,
            *end_offset,
            *leader_epoch,
        ),
        Event::FollowerAppended {
            partition,
            base_offset,
            end_offset,
            leader_epoch,
        } => log::copied(
            lang,
            &name(partition),
            *base_offset,
            *end_offset,
            *leader_epoch,
        ),
        Event::AppendRefused { partition, error } => log::refused(lang, &name(partition), *error),
        Event::ProduceParked {
            partition,
            required_offset,
        } => log::produce_parked(lang, &name(partition), *required_offset),
        Event::FetchParked {
            connection,
            partition,
            fetch_offset,
        } => {
            let name = partition.as_ref().map(name).unwrap_or_default();
            log::fetch_parked(lang, connection.client, &name, *fetch_offset)
        }
        Event::FollowerProgressed {
            partition,
            follower,
            from,
            to,
        } => log::progressed(lang, &name(partition), *follower, *from, *to),
        Event::HighWatermarkAdvanced {
            partition,
            from,
            to,
        } => log::high_watermark_advanced(lang, &name(partition), *from, *to),
        Event::FollowerHighWatermarkSet {
            partition,
            from,
            to,
        } => log::high_watermark_set(lang, &name(partition), *from, *to),
        Event::Truncated {
            partition,
            from,
            to,
            high_watermark_before,
        } => log::truncated(lang, &name(partition), *from, *to, *high_watermark_before),

        Event::IsrShrinkProposed {
            partition,
            isr,
            out,
        } => partition::shrink_proposed(lang, &name(partition), isr, out),
        Event::IsrExpandProposed {
            partition,
            isr,
            joining,
        } => partition::expand_proposed(lang, &name(partition), isr, *joining),
        Event::AlterPartitionRefused { partition, error } => {
            partition::proposal_refused(lang, &name(partition), *error)
        }
        Event::IsrChanged {
            partition,
            from,
            to,
            partition_epoch,
        } => partition::isr_changed(lang, &name(partition), from, to, *partition_epoch),
        Event::IsrCommitted {
            partition,
            isr,
            partition_epoch,
        } => partition::isr_committed(lang, &name(partition), isr, *partition_epoch),
        Event::LeaderElected {
            partition,
            leader,
            leader_epoch,
            election,
        } => partition::elected(lang, &name(partition), *leader, *leader_epoch, *election),
        Event::PartitionWentOffline {
            partition,
            leader_epoch,
        } => partition::went_offline(lang, &name(partition), *leader_epoch),
        Event::BecameLeader {
            partition,
            leader_epoch,
            from_offset,
            high_watermark,
        } => partition::leads(
            lang,
            &name(partition),
            *leader_epoch,
            *from_offset,
            *high_watermark,
        ),
        Event::BecameFollower {
            partition,
            leader,
            leader_epoch,
            from_offset,
        } => partition::follows(lang, &name(partition), *leader, *leader_epoch, *from_offset),

        Event::BrokerStarted => broker::started(lang),
        Event::BrokerCrashed => broker::crashed(lang),
        Event::BrokerRegistered {
            broker,
            broker_epoch,
        } => broker::registered(lang, *broker, *broker_epoch),
        Event::RegistrationRefused { broker, error } => {
            broker::registration_refused(lang, *broker, *error)
        }
        Event::BrokerFenced { broker } => broker::fenced(lang, *broker),
        Event::BrokerUnfenced { broker } => broker::unfenced(lang, *broker),
        Event::TopicCreated { name, partitions } => broker::topic_created(lang, name, *partitions),
        Event::MetadataApplied { from, to } => broker::metadata_applied(lang, *from, *to),
        Event::RequestFailed { api, error } => travel::request_failed(lang, *api, *error),
    }
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
