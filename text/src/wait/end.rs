//! What ends a wait, and how long that is from now.

use highwater_core::explain::wait::{AfterPollInterval, Clock, End, MessageRef};
use highwater_core::sim::{Channel, Network};
use highwater_core::time::Span;

use super::Teller;
use super::clock::ClockClause;
use crate::fill::Value;
use crate::{Lang, command, say, time_left};

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

/// How long it is until then, as drawings say it: `in 340 ms`, `in 4.2 s`.
#[must_use]
pub fn left(lang: Lang, left: Span) -> String {
    if left == Span::ZERO {
        return lang.pick("now", "지금").to_owned();
    }
    say!(lang, "in {0}", "{0} 뒤", &time_left(lang, left))
}

/// The clause, and who it is about.
type Said = (ClockClause, [Value<'static>; 2]);

fn of_clock(clock: Clock) -> Said {
    match clock {
        Clock::ProduceExpires(leader) | Clock::DeletionExpires(leader) => {
            of_one(ClockClause::Expires, leader)
        }
        Clock::FetchExpires { broker, reader } => of(ClockClause::FetchExpires, broker, reader),
        Clock::LooksLate(leader) => of_one(ClockClause::LooksLate, leader),
        Clock::Reads(node) => of_one(ClockClause::Reads, node),
        Clock::ConnectionEnds(on) => of(ClockClause::ConnectionEnds, on.client, on.server),
        Clock::AnswerTimesOut(on) if on.channel == Channel::Heartbeat => {
            of(ClockClause::HeartbeatTimesOut, on.client, on.server)
        }
        Clock::AnswerTimesOut(on) | Clock::JoinTimesOut(on) => {
            of(ClockClause::AnswerTimesOut, on.client, on.server)
        }
        Clock::SessionEnds(broker) => of_one(ClockClause::SessionEnds, broker),
        Clock::LeavesIsr { leader, follower } => of(ClockClause::LeavesIsr, leader, follower),
        Clock::FetchesAgain(broker) => of_one(ClockClause::FetchesAgain, broker),
        Clock::SpeaksToController(broker) => of_one(ClockClause::SpeaksToController, broker),
        Clock::FetchesMetadata(broker) => of_one(ClockClause::FetchesMetadata, broker),
        Clock::Stops(broker) => of_one(ClockClause::Stops, broker),
        Clock::HasClosed(broker) => of_one(ClockClause::HasClosed, broker),
        Clock::ProposesAgain(broker) => of_one(ClockClause::ProposesAgain, broker),
        Clock::ElectsUncleanly => of(ClockClause::ElectsUncleanly, "", ""),
        Clock::LingerEnds(node) => of_one(ClockClause::LingerEnds, node),
        Clock::RetriesBatch(node) => of_one(ClockClause::RetriesBatch, node),
        Clock::Reconnects(node) => of_one(ClockClause::Reconnects, node),
        Clock::DeliveryTimesOut(node) => of_one(ClockClause::DeliveryTimesOut, node),
        Clock::SendTimesOut(node) => of_one(ClockClause::SendTimesOut, node),
        Clock::CloseTimesOut(node) => of_one(ClockClause::CloseTimesOut, node),
        Clock::AsksForProducerId(node) => of_one(ClockClause::AsksForProducerId, node),
        Clock::AsksForMetadata { client, .. } => of_one(ClockClause::AsksForMetadata, client),
        Clock::AsksAgain(node) => of_one(ClockClause::AsksAgain, node),
        Clock::AsksForCoordinator(node) => of_one(ClockClause::AsksForCoordinator, node),
        Clock::Loaded(broker) => of_one(ClockClause::Loaded, broker),
        Clock::JoinsAgain(node) => of_one(ClockClause::JoinsAgain, node),
        Clock::Heartbeats { consumer, .. } => of_one(ClockClause::Heartbeats, consumer),
        Clock::FirstRebalanceEnds { broker, goes_on } => match goes_on {
            true => of_one(ClockClause::WaitsForMore, broker),
            false => of_one(ClockClause::FirstGenerationBegins, broker),
        },
        Clock::JoinEnds(broker) => of_one(ClockClause::JoinEnds, broker),
        Clock::SyncEnds(broker) => of_one(ClockClause::SyncEnds, broker),
        Clock::RevocationEnds { broker, consumer } => {
            of(ClockClause::RevocationEnds, broker, consumer)
        }
        Clock::MemberSessionEnds {
            broker, consumer, ..
        } => of(ClockClause::MemberSessionEnds, broker, consumer),
        Clock::LosesCoordinator(node) => of_one(ClockClause::LosesCoordinator, node),
        Clock::WriteExpires(broker) => of_one(ClockClause::WriteExpires, broker),
        Clock::Processed(node) => of_one(ClockClause::Processed, node),
        Clock::PollIntervalEnds {
            consumer,
            then,
            leaves_at_once,
        } => {
            let clause = match (then, leaves_at_once) {
                (AfterPollInterval::FallsSilent, _) => ClockClause::PollIntervalEndsSilently,
                (AfterPollInterval::GoesForAWhile, true) => ClockClause::PollIntervalEndsForAWhile,
                (AfterPollInterval::GoesForAWhile, false) => ClockClause::GoesUnnoticed,
                (AfterPollInterval::Leaves, true) => ClockClause::PollIntervalEnds,
                (AfterPollInterval::Leaves, false) => ClockClause::PollIntervalEndsUnnoticed,
            };
            of_one(clause, consumer)
        }
        Clock::LeavesUnpolled { consumer, then } => match then {
            AfterPollInterval::GoesForAWhile => of_one(ClockClause::GoesUnpolled, consumer),
            AfterPollInterval::FallsSilent => {
                of_one(ClockClause::PollIntervalEndsSilently, consumer)
            }
            AfterPollInterval::Leaves => of_one(ClockClause::LeavesUnpolled, consumer),
        },
        Clock::CommitsAgain(node) => of_one(ClockClause::CommitsAgain, node),
        Clock::CallTimesOut { consumer, .. } => of_one(ClockClause::CallTimesOut, consumer),
        Clock::ConsumerCloses(node) => of_one(ClockClause::ConsumerCloses, node),
    }
}

fn of_one(clause: ClockClause, who: impl Into<Value<'static>>) -> Said {
    of(clause, who, "")
}

fn of(
    clause: ClockClause,
    who: impl Into<Value<'static>>,
    whom: impl Into<Value<'static>>,
) -> Said {
    (clause, [who.into(), whom.into()])
}
