//! Members of groups, their applications and their commits, in a clause.

use highwater_core::explain::wait::{AfterRefusal, GroupReason, WaitingCall, WhyJoin};
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::sim::Standing;

use crate::fill::Value;
use crate::standing;
use crate::wait::Teller;
use crate::wait::clause::GroupClause as Clause;

pub(super) fn said(teller: Teller<'_>, reason: &GroupReason) -> String {
    let say = |clause: Clause, values: &[Value<'_>]| teller.say(clause.meaning(), values);
    let say_of = |partition, clause: Clause, values: &[Value<'_>]| {
        teller.say_of(partition, clause.meaning(), values)
    };
    match reason {
        GroupReason::MustJoin { consumer, why } => must_join(teller, *consumer, *why),
        GroupReason::Joins(node) => say(Clause::Joins, &[node.into()]),
        GroupReason::AwaitsAssignment(node) => say(Clause::AwaitsAssignment, &[node.into()]),
        GroupReason::Reconciles(node) => say(Clause::Reconciles, &[node.into()]),
        GroupReason::GivesUp {
            consumer,
            partitions,
        } => {
            let partitions = list(partitions.iter().map(|it| teller.names.name_of(*it)));
            say(Clause::GivesUp, &[consumer.into(), (&partitions).into()])
        }
        GroupReason::TakesNote(node) => say(Clause::TakesNote, &[node.into()]),
        GroupReason::Acknowledges(node) => say(Clause::Acknowledges, &[node.into()]),
        GroupReason::HearsWithHeartbeat(node) => say(Clause::HearsWithHeartbeat, &[node.into()]),
        GroupReason::Processes { consumer, records } => say(
            Clause::Processes,
            &[consumer.into(), Value::Records(*records)],
        ),
        GroupReason::NobodyPolls(node) => say(Clause::NobodyPolls, &[node.into()]),
        GroupReason::PausedPartition {
            consumer,
            partition,
        } => say_of(*partition, Clause::PausedPartition, &[consumer.into()]),
        GroupReason::InCall { consumer, call } => {
            let name = match call {
                WaitingCall::Position => "position()",
                WaitingCall::EndOffsets => "endOffsets()",
            };
            say(Clause::InCall, &[consumer.into(), name.into()])
        }
        GroupReason::IsFree(node) => say(Clause::IsFree, &[node.into()]),
        GroupReason::NoCoordinator(node) => say(Clause::NoCoordinator, &[node.into()]),
        GroupReason::NoOffsetsTopic => say(Clause::NoOffsetsTopic, &[]),
        GroupReason::Loads(broker) => say(Clause::Loads, &[broker.into()]),
        GroupReason::Pauses(node) => say(Clause::Pauses, &[node.into()]),
        GroupReason::CommitsFirst(node) => say(Clause::CommitsFirst, &[node.into()]),
        GroupReason::FirstRebalance {
            broker, members, ..
        } => say(Clause::FirstRebalance, &[broker.into(), members.into()]),
        GroupReason::AwaitsMembers {
            broker,
            missing,
            joined,
            members,
        } => {
            let missing = list(missing.iter().map(NodeId::to_string));
            let (joined, members) = (joined.into(), members.into());
            let values = [broker.into(), joined, members, (&missing).into()];
            say(Clause::AwaitsMembers, &values)
        }
        GroupReason::AwaitsLeader { broker, leader } => {
            say(Clause::AwaitsLeader, &[broker.into(), leader.into()])
        }
        GroupReason::Gone {
            broker,
            consumer,
            standing,
        } => gone(teller, *broker, *consumer, *standing),
        GroupReason::RecordsNeedHighWatermark {
            broker,
            partition,
            required,
            high_watermark,
        } => {
            let values = [broker.into(), high_watermark.into(), required.into()];
            say_of(*partition, Clause::RecordsNeedHighWatermark, &values)
        }
        GroupReason::HeldBy {
            consumer,
            partition,
            holder,
        } => say_of(
            *partition,
            Clause::HeldBy,
            &[consumer.into(), holder.into()],
        ),
        GroupReason::GivenUpBy {
            consumer,
            partition,
            holder,
        } => say_of(
            *partition,
            Clause::GivenUpBy,
            &[consumer.into(), holder.into()],
        ),
        GroupReason::StillAssigned {
            broker,
            consumer,
            partition,
        } => say_of(
            *partition,
            Clause::StillAssigned,
            &[broker.into(), consumer.into()],
        ),
        GroupReason::NoMemberLeft {
            consumer,
            partition,
        } => say_of(*partition, Clause::NoMemberLeft, &[consumer.into()]),
        GroupReason::KeepsPlace { broker, consumer } => {
            say(Clause::KeepsPlace, &[broker.into(), consumer.into()])
        }
        GroupReason::NothingLeft {
            consumer,
            members,
            partitions,
        } => say(
            Clause::NothingLeft,
            &[consumer.into(), members.into(), partitions.into()],
        ),
        GroupReason::Commits {
            consumer,
            partition,
            offset,
        } => say_of(
            *partition,
            Clause::Commits,
            &[consumer.into(), offset.into()],
        ),
        GroupReason::CommitRefused {
            consumer,
            broker,
            error,
            is_answered,
            then,
            thrown,
        } => {
            let clause = match is_answered {
                true => Clause::CommitWasRefused,
                false => Clause::CommitWillBeRefused,
            };
            let then = after_refusal(teller, *consumer, *then, *thrown);
            say(clause, &[broker.into(), error.into(), (&then).into()])
        }
    }
}

/// A member that is waited for and will not come; how it is that it does not, where its process is down.
fn gone(
    teller: Teller<'_>,
    broker: BrokerId,
    consumer: NodeId,
    standing: Option<Standing>,
) -> String {
    let Some(standing) = standing else {
        return teller.say(Clause::Gone.meaning(), &[broker.into()]);
    };
    let word = standing::word(teller.lang, standing);
    let values = [broker.into(), consumer.into(), word.into()];
    teller.say(Clause::GoneAndDown.meaning(), &values)
}

fn must_join(teller: Teller<'_>, consumer: NodeId, why: WhyJoin) -> String {
    let say = |clause: Clause, values: &[Value<'_>]| teller.say(clause.meaning(), values);
    let node = consumer.into();
    match why {
        WhyJoin::New => say(Clause::New, &[node]),
        WhyJoin::IdGiven => say(Clause::IdGiven, &[node]),
        WhyJoin::Rebalance => say(Clause::Rebalance, &[node]),
        WhyJoin::Revoked => say(Clause::Revoked, &[node]),
        WhyJoin::TopicsChanged => say(Clause::TopicsChanged, &[node]),
        WhyJoin::Refused(api, error) => say(Clause::Refused, &[node, api.into(), error.into()]),
        WhyJoin::CommitWhileRebalancing => say(Clause::CommitWhileRebalancing, &[node]),
        WhyJoin::Failed(error) => say(Clause::JoinFailed, &[node, error.into()]),
        WhyJoin::Left => say(Clause::Left, &[node]),
    }
}

/// What a consumer does when its commit is refused; `thrown` is what `commitSync` throws, if somebody waits in it.
fn after_refusal(
    teller: Teller<'_>,
    consumer: NodeId,
    then: AfterRefusal,
    thrown: Option<&str>,
) -> String {
    let clause = match (then, thrown) {
        (AfterRefusal::LooksForCoordinator, _) => Clause::ThenLooksForCoordinator,
        (AfterRefusal::CommitsAgain, _) => Clause::ThenCommitsAgain,
        (AfterRefusal::CommitsWithInterval, _) => Clause::ThenCommitsWithInterval,
        (AfterRefusal::JoinsAgain, None) => Clause::ThenJoinsAgain,
        (AfterRefusal::JoinsAgain, Some(_)) => Clause::ThenThrowsAndJoinsAgain,
        (AfterRefusal::GivesUp, None) => Clause::ThenGivesUp,
        (AfterRefusal::GivesUp, Some(_)) => Clause::ThenThrows,
    };
    let values = [consumer.into(), thrown.unwrap_or_default().into()];
    teller.say(clause.meaning(), &values)
}

/// `c2, c3`, or `orders-0, orders-1`
fn list(names: impl Iterator<Item = String>) -> String {
    let mut list = String::new();
    for name in names {
        list.push_str(if list.is_empty() { "" } else { ", " });
        list.push_str(&name);
    }
    list
}
