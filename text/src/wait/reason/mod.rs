//! A reason in a clause.

mod group;
mod producer;

use highwater_core::explain::wait::{Electable, MessageRef, Reason};
use highwater_core::id::{BrokerId, Offset, TopicPartition};

use super::Teller;
use super::clause::Clause;
use crate::fill::Value;
use crate::meaning::Meaning;
use crate::message::Message;
use crate::{command, say, standing};
use highwater_core::wire::Gist;

/// The reason. Nothing while the words are not there.
#[must_use]
pub fn reason(teller: Teller<'_>, reason: &Reason) -> String {
    match reason {
        Reason::Producer(reason) => return producer::said(teller, reason),
        Reason::Group(reason) => return group::said(teller, reason),
        _ => {}
    }
    for of in [
        of_acks,
        of_replicas,
        of_isr,
        of_processes,
        of_messages,
        of_brokers,
        of_leaders,
        of_producers,
        of_readers,
    ] {
        let said = of(teller, reason);
        if let Some(said) = said {
            return said;
        }
    }
    String::new()
}

impl Teller<'_> {
    fn clause(self, clause: Clause, values: &[Value<'_>]) -> Option<String> {
        Some(self.say(clause.meaning(), values))
    }

    /// A clause about a partition, whose name is its first value.
    fn of(self, partition: TopicPartition, clause: Clause, values: &[Value<'_>]) -> Option<String> {
        Some(self.say_of(partition, clause.meaning(), values))
    }

    fn say_of(self, partition: TopicPartition, clause: Meaning, values: &[Value<'_>]) -> String {
        let name = self.names.name_of(partition);
        let mut all = vec![Value::Words(&name)];
        all.extend(values);
        self.say(clause, &all)
    }

    /// A clause about a message, whose title is its first value.
    fn of_message(
        self,
        message: &MessageRef,
        clause: Clause,
        values: &[Value<'_>],
    ) -> Option<String> {
        let title = self.title_of(message);
        let mut all = vec![Value::Words(&title)];
        all.extend(values);
        self.clause(clause, &all)
    }

    /// What a message is called; a fetch also by the offset from which it reads.
    pub(super) fn title_of(self, message: &MessageRef) -> String {
        let MessageRef {
            connection,
            direction,
            gist,
            ..
        } = message;
        let message = Message {
            connection: *connection,
            direction: *direction,
            gist,
        };
        let title = message.title(self.lang);
        match gist {
            Gist::Fetch {
                offset,
                partition: Some(_),
                ..
            } => say!(self.lang, "{0} (from {1})", "{0}({1}부터)", &title, offset),
            _ => title,
        }
    }
}

/// Acknowledgements and high watermarks.
fn of_acks(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::AckNeedsHighWatermark {
            leader,
            partition,
            required,
            high_watermark,
        } => teller.of(
            *partition,
            Clause::AckNeedsHighWatermark,
            &[leader.into(), high_watermark.into(), required.into()],
        ),
        Reason::LooksLate(leader) => teller.clause(Clause::LooksLate, &[leader.into()]),
        Reason::LooksWithNextFetch(leader) => {
            teller.clause(Clause::LooksWithNextFetch, &[leader.into()])
        }
        Reason::UnderMinIsr {
            partition,
            isr,
            min_isr,
        } => teller.of(
            *partition,
            Clause::UnderMinIsr,
            &[isr.as_slice().into(), min_isr.into()],
        ),
        Reason::AboveHighWatermark {
            partition,
            high_watermark,
            end,
        } => teller.of(
            *partition,
            Clause::AboveHighWatermark,
            &[Value::Offsets(*high_watermark, *end), high_watermark.into()],
        ),
        _ => None,
    }
}

/// What a leader knows of a follower.
fn of_replicas(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::HeldBack {
            leader,
            follower,
            known: None,
            ..
        } => teller.clause(Clause::NotHeardOf, &[leader.into(), follower.into()]),
        Reason::HeldBack {
            leader,
            follower,
            known: Some(known),
            in_isr,
            ..
        } => {
            let clause = match in_isr {
                true => Clause::LastSaw,
                false => Clause::LastSawJoining,
            };
            teller.clause(clause, &[leader.into(), follower.into(), known.into()])
        }
        Reason::LacksRecords {
            leader,
            follower,
            known,
            needed,
            ..
        } => lacks(teller, *leader, *follower, *known, *needed),
        Reason::StartsEarlier {
            leader,
            follower,
            known,
            ..
        } => teller.clause(
            Clause::StartsEarlier,
            &[leader.into(), follower.into(), known.into()],
        ),
        Reason::DeletionNeedsLogStart {
            leader,
            partition,
            required,
        } => teller.of(
            *partition,
            Clause::DeletionNeedsLogStart,
            &[leader.into(), required.into()],
        ),
        Reason::FetcherPauses { follower, leader } => {
            teller.clause(Clause::FetcherPauses, &[follower.into(), leader.into()])
        }
        _ => None,
    }
}

fn lacks(
    teller: Teller<'_>,
    leader: BrokerId,
    follower: BrokerId,
    known: Option<Offset>,
    needed: Offset,
) -> Option<String> {
    match known {
        None => teller.clause(Clause::NotHeardOf, &[leader.into(), follower.into()]),
        Some(known) => {
            let behind = needed.0.saturating_sub(known.0);
            let behind = Value::Records(u32::try_from(behind).unwrap_or(u32::MAX));
            teller.clause(
                Clause::Lacks,
                &[follower.into(), known.into(), needed.into(), behind],
            )
        }
    }
}

/// Who is in the ISR, and who proposes what.
fn of_isr(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::OutsideIsr {
            broker,
            partition,
            eligible,
        } => {
            let clause = match eligible {
                true => Clause::OutsideIsrInElr,
                false => Clause::OutsideIsr,
            };
            teller.of(*partition, clause, &[broker.into()])
        }
        Reason::NotEligible { leader, follower } => {
            teller.clause(Clause::NotEligible, &[leader.into(), follower.into()])
        }
        Reason::JoinsWithNextFetch { leader, follower } => teller.clause(
            Clause::JoinsWithNextFetch,
            &[leader.into(), follower.into()],
        ),
        Reason::Proposed {
            leader,
            partition,
            isr,
        } => teller.of(
            *partition,
            Clause::Proposed,
            &[leader.into(), isr.as_slice().into()],
        ),
        Reason::OtherProposalFirst { leader, partition } => {
            teller.of(*partition, Clause::OtherProposalFirst, &[leader.into()])
        }
        Reason::ProposalRefused(leader) => teller.clause(Clause::ProposalRefused, &[leader.into()]),
        Reason::Moves {
            partition,
            adding,
            removing,
        } => teller.of(
            *partition,
            Clause::Moves,
            &[adding.as_slice().into(), removing.as_slice().into()],
        ),
        _ => None,
    }
}

/// Processes that do not work.
fn of_processes(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::Down { broker, standing } => {
            let word = standing::word(teller.lang, *standing);
            teller.clause(Clause::Down, &[broker.into(), word.into()])
        }
        Reason::Frozen(node) => teller.clause(Clause::Frozen, &[node.into()]),
        Reason::NeedsMetadata {
            broker,
            applied,
            end,
        } => {
            let clause = match applied < end {
                true => Clause::MetadataBehind,
                false => Clause::NeedsMetadata,
            };
            teller.clause(clause, &[broker.into(), applied.into(), end.into()])
        }
        Reason::Superseded {
            broker,
            partition,
            leader: Some(leader),
        } => teller.of(
            *partition,
            Clause::Superseded,
            &[broker.into(), leader.into()],
        ),
        Reason::Superseded {
            broker, partition, ..
        } => teller.of(*partition, Clause::SupersededByNobody, &[broker.into()]),
        _ => None,
    }
}

/// Messages and connections.
fn of_messages(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    let ends = |connection: &highwater_core::sim::ConnectionId| {
        [connection.client.into(), connection.server.into()]
    };
    match reason {
        Reason::InFlight(message) => teller.of_message(message, Clause::InFlight, &[]),
        Reason::Held(message) => teller.of_message(message, Clause::Held, &[]),
        Reason::Behind { message, ahead } => {
            let ahead = teller.title_of(ahead);
            teller.of_message(message, Clause::Behind, &[(&ahead).into()])
        }
        Reason::Stopped(message) => teller.of_message(message, Clause::Stopped, &[]),
        Reason::NotConnected(message) => {
            let ends = ends(&message.connection);
            teller.of_message(message, Clause::NotConnected, &ends)
        }
        Reason::Unread(message) => {
            let reader = message.connection.receiver(message.direction);
            teller.of_message(message, Clause::Unread, &[reader.into()])
        }
        Reason::Broken(connection) => teller.clause(Clause::Broken, &ends(connection)),
        Reason::Forgotten(connection) => teller.clause(Clause::Forgotten, &ends(connection)),
        Reason::Unreachable(connection) => teller.clause(Clause::Unreachable, &ends(connection)),
        _ => None,
    }
}

/// Brokers on their way into the cluster, or out of it.
fn of_brokers(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::Fenced(broker) => teller.clause(Clause::Fenced, &[broker.into()]),
        Reason::Unregistered(broker) => teller.clause(Clause::Unregistered, &[broker.into()]),
        Reason::SessionOfPrevious(broker) => {
            teller.clause(Clause::SessionOfPrevious, &[broker.into()])
        }
        Reason::CatchesUp {
            broker,
            applied,
            registration,
        } => teller.clause(
            Clause::CatchesUp,
            &[broker.into(), applied.into(), registration.into()],
        ),
        Reason::AsksToServe(broker) => teller.clause(Clause::AsksToServe, &[broker.into()]),
        Reason::RegistrationReplaced(broker) => {
            teller.clause(Clause::RegistrationReplaced, &[broker.into()])
        }
        Reason::WaitsToStop(broker) => teller.clause(Clause::WaitsToStop, &[broker.into()]),
        Reason::HasToApply { broker, needed } => {
            teller.clause(Clause::HasToApply, &[broker.into(), needed.into()])
        }
        Reason::Closes(broker) => teller.clause(Clause::Closes, &[broker.into()]),
        _ => None,
    }
}

/// Partitions that nobody leads.
fn of_leaders(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::NoLeader(partition) => teller.of(*partition, Clause::NoLeader, &[]),
        Reason::OnlyElectable { from, brokers } => {
            let clause = match from {
                Electable::Isr => Clause::OnlyIsr,
                Electable::Elr => Clause::OnlyElr,
                Electable::LastKnownLeader => Clause::OnlyLastKnownLeader,
                Electable::AnyReplica => Clause::OnlyReplicas,
            };
            teller.clause(clause, &[brokers.as_slice().into()])
        }
        Reason::OnlyTogether {
            brokers,
            would_lead,
        } => teller.clause(
            Clause::OnlyTogether,
            &[brokers.as_slice().into(), would_lead.into()],
        ),
        Reason::NobodyElectable => teller.clause(Clause::NobodyElectable, &[]),
        Reason::UncleanOff { would_lead } => {
            teller.clause(Clause::UncleanOff, &[would_lead.into()])
        }
        _ => None,
    }
}

/// What producers and the admin client have not got through.
fn of_producers(teller: Teller<'_>, reason: &Reason) -> Option<String> {
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
            let asked = highwater_core::command::Command::Admin(asked.clone());
            let label = command::label(teller.lang, &asked);
            teller.clause(Clause::AdminAsks, &[(&label).into()])
        }
        _ => None,
    }
}

/// Fetches and consumers.
fn of_readers(teller: Teller<'_>, reason: &Reason) -> Option<String> {
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
