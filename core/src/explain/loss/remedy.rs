//! What would have kept a record, derived from how it was lost and how the cluster is configured.

use super::Way;
use super::story::Story;
use crate::config::{TopicConfig, Truncation};
use crate::timeline::Timeline;
use crate::trace::{Election, Event};
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
}

/// Those which this configuration has not, the surest first.
pub(super) fn kept_by(timeline: &Timeline, story: &Story<'_>, way: Way) -> Vec<Remedy> {
    let world = timeline.world();
    let broker = &world.scenario().broker_config;
    let mut kept_by = Vec::new();
    let Some(partition) = story.partition else {
        return kept_by;
    };
    let topic = world.metadata().topic_config(partition.topic, broker);
    match way {
        Way::RequestLost | Way::DeposedLeader => kept_by.push(Remedy::AcksAll),
        Way::Elected(Election::Unclean) => of_unclean(story, topic, &mut kept_by),
        Way::Elected(_) => kept_by.push(Remedy::AcksAll),
        Way::Unflushed => of_unflushed(timeline, story, topic, &mut kept_by),
        Way::Truncated | Way::Other => {}
    }
    if broker.semantics.truncation != Truncation::LeaderEpoch
        && matches!(way, Way::Truncated | Way::Other)
    {
        kept_by.push(Remedy::Truncation);
    }
    let has_all = story.acks == Acks::All;
    kept_by.retain(|remedy| !(has_all && *remedy == Remedy::AcksAll));
    kept_by
}

/// An unclean election was allowed or asked for; and where the leader alone was in sync, a larger minimum
/// would not have let it acknowledge.
fn of_unclean(story: &Story<'_>, topic: TopicConfig, kept_by: &mut Vec<Remedy>) {
    kept_by.push(if topic.unclean_leader_election_enable {
        Remedy::UncleanElectionOff
    } else {
        Remedy::NoUncleanElection
    });
    let alone = story.holders.len() == 1;
    if alone
        && story.acks == Acks::All
        && topic.min_insync_replicas < 2
        && story.replicas().len() > 1
    {
        kept_by.push(Remedy::MinInsyncReplicas(2));
    }
}

/// What had not reached a disk is gone. Whoever stopped in good order before is eligible with ELR, and still
/// has it.
fn of_unflushed(
    timeline: &Timeline,
    story: &Story<'_>,
    topic: TopicConfig,
    kept_by: &mut Vec<Remedy>,
) {
    if topic.flush_messages != 1 {
        kept_by.push(Remedy::FlushMessages);
    }
    let config = &timeline.world().scenario().broker_config;
    if config.semantics.restart_keeps_isr {
        kept_by.push(Remedy::RestartLeavesIsr);
    }
    let others = story
        .holders
        .iter()
        .filter(|(_, lost_by)| lost_by.is_none());
    let (mut stopped, mut killed) = (false, false);
    for (broker, _) in others {
        let node = (*broker).into();
        let end = story.last(|trace| {
            let ends = matches!(trace.event, Event::BrokerStopped | Event::BrokerCrashed);
            ends && trace.actor == node
        });
        match end.map(|trace| trace.event.clone()) {
            Some(Event::BrokerStopped) => stopped = true,
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
    if story.replicas().len() == 1 {
        kept_by.push(Remedy::ReplicationFactor(3));
    }
}
