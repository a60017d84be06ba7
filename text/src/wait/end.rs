//! What ends a wait, and how long that is from now.

use highwater_core::explain::wait::{Clock, End, MessageRef};
use highwater_core::sim::{Channel, Network};
use highwater_core::time::Span;

use super::Teller;
use super::clock::ClockClause;
use crate::fill::Value;
use crate::{Lang, command, say};

/// What ends it. Nothing while the words are not there, unless it is a person's.
#[must_use]
pub fn end(teller: Teller<'_>, end: &End, network: &Network) -> String {
    match end {
        End::Arrival { message, .. } => {
            let Some((socket, direction, message)) = network.message(*message) else {
                return String::new();
            };
            let title = teller.title_of(&MessageRef {
                id: message.id,
                connection: socket.connection,
                direction,
                gist: message.gist,
            });
            teller.say(ClockClause::Arrives.meaning(), &[(&title).into()])
        }
        End::Clock { clock, .. } => {
            let (clause, values) = of_clock(*clock);
            teller.say(clause.meaning(), &values)
        }
        End::Command(command) => command::label(teller.lang, command),
        End::Nothing => teller.say(ClockClause::Nothing.meaning(), &[]),
    }
}

/// How long it is until then: `in 340 ms`, `in 4.2 s`.
#[must_use]
pub fn left(lang: Lang, left: Span) -> String {
    let ms = left.0.div_ceil(1_000);
    if ms == 0 {
        return lang.pick("now", "지금").to_owned();
    }
    if ms < 1_000 {
        return say!(lang, "in {0} ms", "{0} ms 뒤", ms);
    }
    let tenths = ms / 100;
    let (seconds, tenth) = (tenths / 10, tenths % 10);
    say!(lang, "in {0}.{1} s", "{0}.{1}초 뒤", seconds, tenth)
}

fn of_clock(clock: Clock) -> (ClockClause, [Value<'static>; 2]) {
    let none = Value::Words("");
    match clock {
        Clock::ProduceExpires(leader) | Clock::DeletionExpires(leader) => {
            (ClockClause::Expires, [leader.into(), none])
        }
        Clock::FetchExpires { broker, reader } => {
            (ClockClause::FetchExpires, [broker.into(), reader.into()])
        }
        Clock::MetadataFetchExpires => (ClockClause::MetadataFetchExpires, [none, none]),
        Clock::LooksLate(leader) => (ClockClause::LooksLate, [leader.into(), none]),
        Clock::Reads(node) => (ClockClause::Reads, [node.into(), none]),
        Clock::ConnectionEnds(connection) => (
            ClockClause::ConnectionEnds,
            [connection.client.into(), connection.server.into()],
        ),
        Clock::AnswerTimesOut(connection) => {
            let clause = match connection.channel {
                Channel::Heartbeat => ClockClause::HeartbeatTimesOut,
                _ => ClockClause::AnswerTimesOut,
            };
            let ends = [connection.client.into(), connection.server.into()];
            (clause, ends)
        }
        Clock::JoinTimesOut(connection) => (
            ClockClause::AnswerTimesOut,
            [connection.client.into(), connection.server.into()],
        ),
        Clock::SessionEnds(broker) => (ClockClause::SessionEnds, [broker.into(), none]),
        Clock::LeavesIsr { leader, follower } => {
            (ClockClause::LeavesIsr, [leader.into(), follower.into()])
        }
        Clock::FetchesAgain(broker) => (ClockClause::FetchesAgain, [broker.into(), none]),
        Clock::SpeaksToController(broker) => {
            (ClockClause::SpeaksToController, [broker.into(), none])
        }
        Clock::FetchesMetadata(broker) => (ClockClause::FetchesMetadata, [broker.into(), none]),
        Clock::Stops(broker) => (ClockClause::Stops, [broker.into(), none]),
        Clock::ProposesAgain(broker) => (ClockClause::ProposesAgain, [broker.into(), none]),
        Clock::ElectsUncleanly => (ClockClause::ElectsUncleanly, [none, none]),
        Clock::LingerEnds(node) => (ClockClause::LingerEnds, [node.into(), none]),
        Clock::RetriesBatch(node) => (ClockClause::RetriesBatch, [node.into(), none]),
        Clock::Reconnects(node) => (ClockClause::Reconnects, [node.into(), none]),
        Clock::DeliveryTimesOut(node) => (ClockClause::DeliveryTimesOut, [node.into(), none]),
        Clock::SendTimesOut(node) => (ClockClause::SendTimesOut, [node.into(), none]),
        Clock::CloseTimesOut(node) => (ClockClause::CloseTimesOut, [node.into(), none]),
        Clock::AsksForProducerId(node) => (ClockClause::AsksForProducerId, [node.into(), none]),
        Clock::Heartbeats { .. }
        | Clock::AsksForCoordinator(_)
        | Clock::Loaded(_)
        | Clock::JoinsAgain(_)
        | Clock::FirstRebalanceEnds { .. }
        | Clock::JoinEnds(_)
        | Clock::SyncEnds(_)
        | Clock::RevocationEnds { .. }
        | Clock::MemberSessionEnds { .. }
        | Clock::WriteExpires(_)
        | Clock::Processed(_)
        | Clock::PollIntervalEnds(_)
        | Clock::CommitsAgain(_)
        | Clock::CallTimesOut(_) => of_group(clock),
        Clock::AsksForMetadata(node) => (ClockClause::AsksForMetadata, [node.into(), none]),
        Clock::AsksAgain(node) => (ClockClause::AsksAgain, [node.into(), none]),
    }
}

/// What comes to a member, or to its application.
fn of_group(clock: Clock) -> (ClockClause, [Value<'static>; 2]) {
    let none = Value::Words("");
    match clock {
        Clock::AsksForCoordinator(node) => (ClockClause::AsksForCoordinator, [node.into(), none]),
        Clock::Loaded(broker) => (ClockClause::Loaded, [broker.into(), none]),
        Clock::JoinsAgain(node) => (ClockClause::JoinsAgain, [node.into(), none]),
        Clock::Heartbeats { consumer, .. } => (ClockClause::Heartbeats, [consumer.into(), none]),
        Clock::FirstRebalanceEnds { broker, goes_on } => {
            let clause = match goes_on {
                true => ClockClause::WaitsForMore,
                false => ClockClause::FirstGenerationBegins,
            };
            (clause, [broker.into(), none])
        }
        Clock::JoinEnds(broker) => (ClockClause::JoinEnds, [broker.into(), none]),
        Clock::SyncEnds(broker) => (ClockClause::SyncEnds, [broker.into(), none]),
        Clock::RevocationEnds { broker, consumer } => (
            ClockClause::RevocationEnds,
            [broker.into(), consumer.into()],
        ),
        Clock::MemberSessionEnds {
            broker, consumer, ..
        } => (
            ClockClause::MemberSessionEnds,
            [broker.into(), consumer.into()],
        ),
        Clock::WriteExpires(broker) => (ClockClause::WriteExpires, [broker.into(), none]),
        Clock::Processed(node) => (ClockClause::Processed, [node.into(), none]),
        Clock::PollIntervalEnds(node) => (ClockClause::PollIntervalEnds, [node.into(), none]),
        Clock::CommitsAgain(node) => (ClockClause::CommitsAgain, [node.into(), none]),
        Clock::CallTimesOut(node) => (ClockClause::CallTimesOut, [node.into(), none]),
        _ => of_clock(clock),
    }
}
