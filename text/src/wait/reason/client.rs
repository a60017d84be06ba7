//! What clients have not got through, in a clause.

use highwater_core::command::Command;
use highwater_core::explain::wait::Reason;

use crate::command;
use crate::fill::Value;
use crate::wait::Teller;
use crate::wait::clause::Clause;

/// What producers and the admin client have not got through.
pub(super) fn of_producers(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::Unanswered {
            producer,
            partition,
            records,
            to,
        } => teller.of(
            *partition,
            Clause::Unanswered,
            &[producer.into(), Value::Records(*records), to.into()],
        ),
        Reason::Unsent {
            producer,
            partition,
            records,
            attempts,
        } => {
            let clause = match attempts {
                0 => Clause::Unsent,
                _ => Clause::SentInVain,
            };
            let values = [producer.into(), Value::Records(*records), attempts.into()];
            teller.of(*partition, clause, &values)
        }
        Reason::KnowsNoLeader { client, partition } => {
            teller.of(*partition, Clause::KnowsNoLeader, &[client.into()])
        }
        Reason::CouldNotConnect { client, broker } => {
            teller.clause(Clause::CouldNotConnect, &[client.into(), broker.into()])
        }
        Reason::NoRoom(connection) => teller.clause(
            Clause::NoRoom,
            &[connection.client.into(), connection.server.into()],
        ),
        Reason::NotInMetadata {
            client,
            topic,
            partition,
        } => teller.clause(
            Clause::NotInMetadata,
            &[
                client.into(),
                (&command::destination(topic, *partition)).into(),
            ],
        ),
        Reason::AdminAsks(asked) => {
            let asked = Command::Admin(asked.clone());
            let label = command::label(teller.lang, &asked);
            teller.clause(Clause::AdminAsks, &[(&label).into()])
        }
        _ => None,
    }
}

/// Fetches and consumers.
pub(super) fn of_readers(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::FetchNeedsData {
            broker,
            reader,
            partition,
            offset,
            bound,
        } => {
            let values = [reader.into(), broker.into(), offset.into(), bound.into()];
            teller.of(*partition, Clause::FetchNeedsData, &values)
        }
        Reason::NothingToRead {
            consumer,
            partition,
            position,
        } => teller.of(
            *partition,
            Clause::NothingToRead,
            &[consumer.into(), position.into()],
        ),
        Reason::ReadWhatIsGone {
            consumer,
            partition,
            position,
            end,
        } => teller.of(
            *partition,
            Clause::ReadWhatIsGone,
            &[consumer.into(), position.into(), end.into()],
        ),
        Reason::OutOfRange {
            consumer,
            partition,
            position,
            end,
        } => teller.of(
            *partition,
            Clause::OutOfRange,
            &[consumer.into(), position.into(), end.into()],
        ),
        Reason::BeyondHighWatermark {
            consumer,
            partition,
            position,
            high_watermark,
        } => teller.of(
            *partition,
            Clause::BeyondHighWatermark,
            &[consumer.into(), position.into(), high_watermark.into()],
        ),
        Reason::RefusesRecords { leader, partition } => {
            teller.of(*partition, Clause::RefusesRecords, &[leader.into()])
        }
        Reason::EndUnknown {
            consumer,
            partition,
            position,
        } => teller.of(
            *partition,
            Clause::EndUnknown,
            &[consumer.into(), position.into()],
        ),
        Reason::Lags {
            consumer,
            partition,
            position,
            lag,
        } => teller.of(
            *partition,
            Clause::Lags,
            &[
                consumer.into(),
                position.into(),
                Value::Records(u32::try_from(*lag).unwrap_or(u32::MAX)),
            ],
        ),
        Reason::NoPosition {
            consumer,
            partition,
        } => teller.of(*partition, Clause::NoPosition, &[consumer.into()]),
        _ => None,
    }
}
