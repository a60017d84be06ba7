//! What would have kept a record, derived from how it was lost and how the cluster is configured.

use super::Way;
use super::story::Story;
use crate::config::{TopicConfig, Truncation};
use crate::trace::Event;
use crate::wire::Acks;

/// Something that would have kept a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// `acks=all` at the producer.
    AcksAll,
    /// `unclean.leader.election.enable=false`.
    UncleanElectionOff,
    /// Nobody asks for an unclean election (`kafka-leader-election`).
    NoUncleanElection,
    /// `min.insync.replicas` at this value: the leader refuses what too few would have.
    MinInsyncReplicas(u32),
    /// `eligible.leader.replicas.version=1`.
    EligibleLeaderReplicas,
    /// `flush.messages=1`: everything is on the disk before it is acknowledged.
    FlushMessages,
    /// A process that stops in good order, and so stays eligible, in place of one that is killed.
    GoodOrder,
    /// More replicas.
    ReplicationFactor(u32),
    /// Today's way of truncating (KIP-279) in place of that era's.
    Truncation,
    /// Today's rule that whoever registers anew has left the ISR.
    RestartLeavesIsr,
    /// `enable.idempotence=true`: a leader knows by its sequence what it has.
    Idempotence,
    /// `max.in.flight.requests.per.connection=1`: what is sent again comes before what is sent next.
    OneInFlight,
    /// An application that commits before it works on what it has.
    CommitFirst,
    /// An application that commits what it has worked on.
    CommitAfter,
    /// A larger `max.poll.interval.ms`.
    MaxPollInterval,
    /// An application that goes back to what it could not process.
    GoBack,
}

/// Those which this configuration has not, the surest first.
pub(super) fn kept_by(story: &Story<'_>, way: Way) -> Vec<Remedy> {
    let world = &story.past.world;
    let broker = &world.scenario().broker_config;
    let mut kept_by = Vec::new();
    let Some(partition) = story.partition else {
        return kept_by;
    };
    let topic = world.metadata().topic_config(partition.topic, broker);
    match way {
        Way::DeposedLeader | Way::Elected(_) if story.is_passed_over_uncleanly() => {
            of_unclean(story, &mut kept_by);
            of_alone(story, topic, &mut kept_by);
        }
        Way::RequestLost | Way::DeposedLeader | Way::Elected(_) | Way::Other => {
            kept_by.push(Remedy::AcksAll);
        }
        Way::Unflushed => {
            if story.is_passed_over_uncleanly() {
                of_unclean(story, &mut kept_by);
            }
            of_unflushed(story, topic, &mut kept_by);
        }
        // By a rule of that time.
        Way::Truncated => {}
        // What is there twice, or was never worked on, is no loss of a log's.
        Way::SentAgain
        | Way::NewEpoch
        | Way::Overtaken
        | Way::UnknownSequence
        | Way::Uncommitted
        | Way::PolledTooLate
        | Way::WentOn
        | Way::CommittedFirst
        | Way::CommittedAtClose
        | Way::PassedOver => {}
    }
    let by_rule = match way {
        Way::Truncated => true,
        Way::Other => !story.is_record() || story.acks == Acks::All,
        _ => false,
    };
    if by_rule && broker.semantics.truncation != Truncation::LeaderEpoch {
        kept_by.push(Remedy::Truncation);
    }
    let has_all = story.acks == Acks::All;
    kept_by.retain(|remedy| !(has_all && *remedy == Remedy::AcksAll));
    kept_by
}

/// An unclean election was allowed or asked for. What nobody held any more, no election passed over.
fn of_unclean(story: &Story<'_>, kept_by: &mut Vec<Remedy>) {
    if story
        .elected
        .is_none_or(|elected| !story.was_lost_before(elected.id))
    {
        kept_by.push(match story.is_elected_by_hand() {
            true => Remedy::NoUncleanElection,
            false => Remedy::UncleanElectionOff,
        });
    }
}

/// Where the leader alone was in sync, a larger minimum would not have let it acknowledge.
fn of_alone(story: &Story<'_>, topic: TopicConfig, kept_by: &mut Vec<Remedy>) {
    let alone = story.holders.len() == 1 && story.replicas().len() > 1;
    if alone && story.acks == Acks::All && topic.min_insync_replicas < 2 {
        kept_by.push(Remedy::MinInsyncReplicas(2));
    }
}

/// What had not reached a disk is gone. Whoever else had it may have been no longer trusted, and was not
/// asked.
fn of_unflushed(story: &Story<'_>, topic: TopicConfig, kept_by: &mut Vec<Remedy>) {
    let config = &story.past.world.scenario().broker_config;
    let is_committed = story.committed().is_some() || story.appended.is_none();
    if !is_committed && story.replicas().len() > 1 {
        // Whoever else was in sync and had not got it may be elected, whatever is on a disk.
        kept_by.push(Remedy::AcksAll);
        return;
    }
    if topic.flush_messages != 1 && !(topic.unclean_leader_election_enable && story.has_outsider())
    {
        kept_by.push(Remedy::FlushMessages);
    }
    of_alone(story, topic, kept_by);
    if config.semantics.restart_keeps_isr {
        if story.has_other_holder() && story.loser_restarts() {
            kept_by.push(Remedy::RestartLeavesIsr);
        }
        return;
    }
    let (mut stopped, mut killed) = (false, false);
    for (broker, holder) in &story.holders {
        // Whoever leaves an ISR that is large enough without it is not eligible, however it stopped.
        if holder.lost_by.is_some() || !story.leaves_too_few(*broker, topic.min_insync_replicas) {
            continue;
        }
        let node = (*broker).into();
        let end = story.past.last(|trace| {
            // It has left the ISR as it began to stop, and may still be at it when the record is lost.
            let ends = matches!(
                trace.event,
                Event::ShutdownBegan | Event::BrokerStopped | Event::BrokerCrashed
            );
            ends && trace.actor == node
        });
        match end.map(|trace| &trace.event) {
            Some(Event::ShutdownBegan | Event::BrokerStopped) => stopped = true,
            Some(_) => killed = true,
            None => {}
        }
    }
    if !config.is_elr_enabled() && stopped {
        kept_by.push(Remedy::EligibleLeaderReplicas);
    }
    if config.is_elr_enabled() && killed {
        kept_by.push(Remedy::GoodOrder);
    }
    let needs_all = story.acks == Acks::All || story.read.is_some();
    if story.replicas().len() == 1 && needs_all {
        kept_by.push(Remedy::ReplicationFactor(3));
    }
}
