//! Which sentence is said of a loss. Each list here names every case, so that a new one does not compile before it
//! has its sentence.

use highwater_core::check::Invariant;
use highwater_core::command::Command;
use highwater_core::explain::{Link, Loss, LossKind, Promise, Remedy, Role, Way};
use highwater_core::id::BrokerId;
use highwater_core::trace::{Election, Event};
use highwater_core::wire::Acks;

use super::delivery::DeliverySentence as Delivery;
use super::record::LossSentence as Record;
use crate::fill::Value;
use crate::meaning::Meaning;

const NONE: Value<'static> = Value::Words("");

/// What was promised, or why this configuration does not promise it.
#[must_use]
pub fn promise(loss: &Loss) -> Meaning {
    match (loss.promise, loss.promised) {
        (Promise::Acknowledged(Acks::None), _) => Record::NoAcksPromise.meaning(),
        (Promise::Acknowledged(Acks::Leader), _) => Record::LeaderAcksPromise.meaning(),
        (Promise::Acknowledged(Acks::All), true) => Record::AllAcksPromised.meaning(),
        (Promise::Acknowledged(Acks::All), false) => match loss.way {
            Way::Unflushed => Record::AllAcksUnflushed.meaning(),
            _ => Record::AllAcksUnclean.meaning(),
        },
        (Promise::Read, false) => match loss.way {
            Way::Unflushed => Record::ReadUnflushed.meaning(),
            _ => Record::ReadUnclean.meaning(),
        },
        (Promise::Invariant(invariant), false) => unpromised(invariant, loss.way),
        (Promise::Read | Promise::Invariant(_), true) => Record::AlwaysPromised.meaning(),
    }
}

/// Why this configuration does not promise it. What holds in every configuration is always promised.
fn unpromised(invariant: Invariant, way: Way) -> Meaning {
    let sentence = match (invariant, way) {
        (Invariant::NoDuplicates, Way::NewEpoch) => Delivery::OnceInAnEpoch,
        (Invariant::NoDuplicates, _) => Delivery::OnceUnpromised,
        (Invariant::ProducerOrder, Way::UnknownSequence) => Delivery::OrderWhereKnown,
        (Invariant::ProducerOrder, _) => Delivery::OrderUnpromised,
        (Invariant::AtMostOnce, _) => Delivery::AtLeastOnce,
        (Invariant::NoSkip, Way::PassedOver) => Delivery::NothingOfFailures,
        (Invariant::NoSkip, _) => Delivery::AtMostOnce,
        _ => return Record::AlwaysPromised.meaning(),
    };
    sentence.meaning()
}

/// What it comes down to.
#[must_use]
pub const fn why(loss: &Loss) -> Meaning {
    match loss.way {
        Way::RequestLost => Record::ByRequest.meaning(),
        Way::DeposedLeader => Record::ByDeposedLeader.meaning(),
        Way::Elected(Election::Clean | Election::Preferred | Election::EligibleLeaderReplica) => {
            Record::ByCleanElection.meaning()
        }
        Way::Elected(Election::Unclean | Election::LastKnownLeader) => {
            Record::ByUncleanElection.meaning()
        }
        Way::Unflushed => Record::ByPower.meaning(),
        Way::Truncated => Record::ByTruncation.meaning(),
        Way::Other => match loss.kind {
            LossKind::LogsDiffer | LossKind::Invariant(_) => Record::ByOther.meaning(),
            _ => Record::ByNobody.meaning(),
        },
        Way::SentAgain => Delivery::BySendingAgain.meaning(),
        Way::NewEpoch => Delivery::ByNewEpoch.meaning(),
        Way::Overtaken => Delivery::ByOvertaking.meaning(),
        Way::UnknownSequence => Delivery::ByUnknownSequence.meaning(),
        Way::Uncommitted => Delivery::ByMissingCommit.meaning(),
        Way::PolledTooLate => Delivery::ByLatePoll.meaning(),
        Way::WentOn => Delivery::ByGoingOn.meaning(),
        Way::CommittedFirst => Delivery::ByEarlyCommit.meaning(),
        Way::CommittedAtClose => Delivery::ByCommitAtClose.meaning(),
        Way::PassedOver => Delivery::ByPassingOver.meaning(),
    }
}

/// The part that an event played.
pub(super) fn part(link: &Link) -> Meaning {
    match link.role {
        Role::Accepted => Record::Accepted.meaning(),
        Role::Appended => Record::Appended.meaning(),
        Role::AppendedByDeposed => Record::AppendedByDeposed.meaning(),
        Role::CouldNotFetch { follower, .. } => hindrance(link, follower),
        Role::LeftIsr(_) => Record::LeftIsr.meaning(),
        Role::LeftIsrWithIt(_) => Record::LeftIsrWithIt.meaning(),
        Role::Committed => Record::Committed.meaning(),
        Role::Acknowledged(Acks::All) => Record::AcknowledgedByAll.meaning(),
        Role::Acknowledged(Acks::Leader | Acks::None) => Record::AcknowledgedByLeader.meaning(),
        Role::Counted => Record::Counted.meaning(),
        Role::RequestLost => Record::RequestLost.meaning(),
        Role::RequestRefused => Record::RequestRefused.meaning(),
        Role::Read => Record::Read.meaning(),
        Role::CutOff(_) => match link.trace.event {
            Event::Commanded(Command::Isolate(_)) => Record::Isolated.meaning(),
            _ => Record::CutOff.meaning(),
        },
        Role::Crashed => Record::Crashed.meaning(),
        Role::PowerLost => Record::PowerLost.meaning(),
        Role::ShutdownBegan => Record::ShutdownBegan.meaning(),
        Role::Stopped => Record::Stopped.meaning(),
        Role::Frozen => Record::Frozen.meaning(),
        Role::TailLost => Record::TailLost.meaning(),
        Role::Truncated => Record::Truncated.meaning(),
        Role::ReplicaDeleted => Record::ReplicaDeleted.meaning(),
        Role::Fenced(_) => Record::Fenced.meaning(),
        Role::Elected(election) => match election {
            Election::Unclean | Election::LastKnownLeader => Record::ElectedUncleanly.meaning(),
            Election::Clean | Election::Preferred | Election::EligibleLeaderReplica => {
                Record::Elected.meaning()
            }
        },
        Role::ElectedWithout(election) => match election {
            Election::Unclean => Record::UncleanWithout.meaning(),
            Election::LastKnownLeader => Record::LastKnownWithout.meaning(),
            Election::EligibleLeaderReplica => Record::EligibleWithout.meaning(),
            Election::Clean | Election::Preferred => Record::CleanWithout.meaning(),
        },
        Role::Broke => Record::Broke.meaning(),
        Role::AcceptedLater => Delivery::AcceptedLater.meaning(),
        Role::Refused => Delivery::Refused.meaning(),
        Role::RefusedAfterAppend => Delivery::RefusedAfterAppend.meaning(),
        Role::AnswerLost => Delivery::AnswerLost.meaning(),
        Role::SentAgain => match link.trace.event {
            Event::BatchRetried { error: None, .. } => Delivery::SentUnanswered.meaning(),
            _ => Delivery::SentRefused.meaning(),
        },
        Role::AppendedAgain => Delivery::AppendedAgain.meaning(),
        Role::Overtaken => Delivery::Overtaken.meaning(),
        Role::AppendedBehind => Delivery::AppendedBehind.meaning(),
        Role::Processed => Delivery::Processed.meaning(),
        Role::ProcessedAgain => Delivery::ProcessedAgain.meaning(),
        Role::PassedOver => Delivery::PassedOver.meaning(),
        Role::CommitTaken(_) => Delivery::CommitTaken.meaning(),
        Role::CommitRefused => Delivery::CommitRefused.meaning(),
        Role::ConsumerDied => Delivery::ConsumerDied.meaning(),
        Role::ConsumerClosed => Delivery::ConsumerClosed.meaning(),
        Role::FailedAndClosed => Delivery::FailedAndClosed.meaning(),
        Role::PolledTooLate => Delivery::PolledTooLate.meaning(),
        Role::Revoked => Delivery::Revoked.meaning(),
        Role::PartitionLost => Delivery::PartitionLost.meaning(),
        Role::BeganAt(_) => Delivery::BeganAt.meaning(),
        Role::BeganByReset(_) => Delivery::BeganByReset.meaning(),
    }
}

/// Why a follower could not fetch.
fn hindrance(link: &Link, follower: BrokerId) -> Meaning {
    let sentence = match &link.trace.event {
        Event::Commanded(Command::Isolate(who)) if *who == follower.into() => {
            Record::FollowerIsolated
        }
        Event::Commanded(Command::Isolate(_)) => Record::LeaderIsolated,
        Event::Commanded(Command::CutOneWay { from, .. }) if *from == follower.into() => {
            Record::FetchCutAtRequests
        }
        Event::Commanded(Command::CutOneWay { .. }) => Record::FetchCutAtAnswers,
        Event::Commanded(Command::Hold(_)) => Record::FetchHeld,
        Event::ProcessPaused => Record::FollowerFrozen,
        Event::BrokerCrashed => Record::FollowerCrashed,
        Event::PowerLost => Record::FollowerPowerLost,
        Event::ShutdownBegan => Record::FollowerShutDown,
        Event::MessageLost { .. } => Record::FetchLost,
        _ => Record::FetchCut,
    };
    sentence.meaning()
}

/// What would have kept it, and the value of that, where it has one.
pub(super) fn remedy(remedy: Remedy) -> (Meaning, Value<'static>) {
    let sentence = match remedy {
        Remedy::AcksAll => Record::AcksAll.meaning(),
        Remedy::UncleanElectionOff => Record::UncleanElectionOff.meaning(),
        Remedy::NoUncleanElection => Record::NoUncleanElection.meaning(),
        Remedy::MinInsyncReplicas(minimum) => {
            return (Record::MinInsyncReplicas.meaning(), minimum.into());
        }
        Remedy::EligibleLeaderReplicas => Record::EligibleLeaderReplicas.meaning(),
        Remedy::FlushMessages => Record::FlushMessages.meaning(),
        Remedy::GoodOrder => Record::GoodOrder.meaning(),
        Remedy::ReplicationFactor(replicas) => {
            return (Record::ReplicationFactor.meaning(), replicas.into());
        }
        Remedy::Truncation => Record::Truncation.meaning(),
        Remedy::RestartLeavesIsr => Record::RestartLeavesIsr.meaning(),
        Remedy::Idempotence => Delivery::Idempotence.meaning(),
        Remedy::OneInFlight => Delivery::OneInFlight.meaning(),
        Remedy::CommitFirst => Delivery::CommitFirst.meaning(),
        Remedy::CommitAfter => Delivery::CommitAfter.meaning(),
        Remedy::MaxPollInterval => Delivery::MaxPollInterval.meaning(),
        Remedy::GoBack => Delivery::GoBack.meaning(),
    };
    (sentence, NONE)
}
