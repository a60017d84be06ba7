//! What the controller logs: registrations, fencing, elections.

use super::Writer;
use super::part::ServerPart as Server;
use super::phrase::{Phrase, phrase, put};
use super::value::{array, broker_registration, empty_partition_change, partition_registration};
use crate::explain::Names;
use crate::id::{BrokerId, ControllerId, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::trace::{ChangeReason, Election, Event};

const REPLICATION: &str = "org.apache.kafka.controller.ReplicationControlManager";
const HEARTBEATS: &str = "org.apache.kafka.controller.BrokerHeartbeatManager";
const CLUSTER: &str = "org.apache.kafka.controller.ClusterControlManager";
const PARTITION_CHANGE: &str = "org.apache.kafka.controller.PartitionChangeBuilder";

pub(super) fn write(log: &mut Writer, me: ControllerId, event: &Event, names: &Names<'_>) {
    match event {
        Event::BrokerFenced {
            broker,
            broker_epoch,
            session_timed_out,
            again,
            before,
        } => {
            if *session_timed_out {
                let said = phrase! {
                    ..prefix(me);
                    Server::Fencing: "Fencing broker {broker} ";
                    Server::BrokerEpoch: "at epoch {broker_epoch} ";
                    Server::SessionTimedOut: "because its session has timed out.";
                };
                log.info(REPLICATION, said);
            }
            if *again {
                let said = phrase! {
                    ..prefix(me);
                    Server::NothingChanged: "Ignoring no-op registration change for ";
                    Server::Registration: "{}", broker_registration(*broker, before, names);
                };
                log.info(CLUSTER, said);
            }
        }
        Event::BrokerUnfenced { .. }
        | Event::ControlledShutdown { .. }
        | Event::ShutdownGranted { .. } => grant(log, me, event),
        Event::PartitionsChanged {
            broker,
            reason,
            partitions,
        } if *partitions > 0 => {
            let said = phrase! {
                ..prefix(me);
                Server::WhichRule: "{}: ", change_context(*reason, *broker, names);
                Server::PartitionsChanged: "changing {partitions} partition(s)";
            };
            log.info(REPLICATION, said);
        }
        Event::LeaderElected {
            partition,
            leader,
            election,
            before,
            ..
        } => leader_election(log, *partition, *leader, *election, before, names),
        Event::ReassignmentCompleted {
            partition,
            before,
            proposed_by: Some(leader),
            ..
        } => reassignment(log, me, *partition, *leader, before, names),
        _ => {}
    }
}

fn prefix(me: ControllerId) -> Phrase {
    let me = me.node_id();
    phrase! { Server::ControllerPrefix: "[QuorumController id={me}] "; }
}

/// What a broker has asked for in a heartbeat and was given.
fn grant(log: &mut Writer, me: ControllerId, event: &Event) {
    let granted = match event {
        Event::BrokerUnfenced {
            broker,
            registration_offset,
            ..
        } => phrase! {
            Server::Unfencing: "The request from broker {broker} to unfence has been granted ";
            Server::CaughtUpWithItself: "because it has caught up with the offset of its register broker \
                record {registration_offset}.";
        },
        Event::ControlledShutdown { broker, at_once } => {
            let mut asked = phrase! {
                Server::ShutdownAsked: "Unfenced broker {broker} has requested and been granted ";
            };
            if *at_once {
                put!(asked; Server::AtOnce: "an immediate shutdown";);
            } else {
                put!(asked; Server::Controlled: "a controlled shutdown";);
            }
            put!(asked; "."; );
            asked
        }
        Event::ShutdownGranted {
            broker,
            lowest_active_offset,
            controlled_shutdown_offset,
        } => phrase! {
            Server::ShutdownAllowed: "The request from broker {broker} to shut down has been granted ";
            Server::LowestActiveOffset: "since the lowest active offset {lowest_active_offset} ";
            Server::ShutdownOffset: "is now greater than the broker's controlled shutdown offset \
                {controlled_shutdown_offset}.";
        },
        _ => return,
    };
    log.info(HEARTBEATS, phrase! { ..prefix(me); ..granted; });
}

/// Which rule looked at the partitions of a broker (`ReplicationControlManager`, the methods'
/// names). Without eligible leader replicas an unclean stop is a stop as any other.
fn change_context(reason: ChangeReason, broker: BrokerId, names: &Names<'_>) -> String {
    match reason {
        ChangeReason::Fenced => "handleBrokerFenced".to_owned(),
        ChangeReason::Unfenced => "handleBrokerUnfenced".to_owned(),
        ChangeReason::ControlledShutdown => format!("enterControlledShutdown[{broker}]"),
        ChangeReason::UncleanShutdown if names.eligible_leader_replicas => {
            "handleBrokerUncleanShutdown".to_owned()
        }
        ChangeReason::UncleanShutdown => "handleBrokerShutdown".to_owned(),
    }
}

/// Clean elections leave no line. The line of the others has no prefix
/// (`PartitionChangeBuilder.tryElection`).
fn leader_election(
    log: &mut Writer,
    partition: TopicPartition,
    leader: BrokerId,
    election: Election,
    before: &PartitionRegistration,
    names: &Names<'_>,
) {
    let how = match election {
        Election::Clean | Election::Preferred => return,
        Election::EligibleLeaderReplica => "ELR",
        Election::LastKnownLeader | Election::Unclean => "an unclean election",
    };
    let said = phrase! {
        "Setting new leader for ";
        Server::TopicId: "topicId {}", names.topic_id(partition.topic);
        ", ";
        Server::PartitionIndex: "partition {} ", partition.partition;
        Server::NewLeader: "to {leader} ";
        Server::HowElected: "using {how}";
        ". ";
        Server::PartitionBefore: "Previous partition: {}", partition_registration(before, names);
        ", ";
        Server::EmptyRecord: "change record: {}", empty_partition_change(partition, names);
    };
    log.info(PARTITION_CHANGE, said);
}

/// A line tells of a reassignment only if a leader's own proposal has cost it its leadership
/// (`ReplicationControlManager.alterPartition`).
fn reassignment(
    log: &mut Writer,
    me: ControllerId,
    partition: TopicPartition,
    leader: BrokerId,
    before: &PartitionRegistration,
    names: &Names<'_>,
) {
    let after = names.metadata.partitions.get(&partition);
    let Some(after) = after.filter(|after| after.leader != Some(leader)) else {
        return;
    };
    let said = phrase! {
        ..prefix(me);
        Server::IsrRequest: "AlterPartition request from node {leader} for {} ", names.partition(partition);
        Server::ReassignmentDone: "completed the ongoing partition reassignment ";
        Server::LeaderGone: "and triggered a leadership change ";
        Server::IsrBeforeAndNow: "isr: {} -> {}", array(&before.isr), array(&after.isr);
        ", ";
        Server::ReplicasBeforeAndNow: "replicaSet: {} -> {}", array(&before.replicas), array(&after.replicas);
        ", ";
        Server::PartitionEpoch: "partitionEpoch: {} -> {}", before.partition_epoch, after.partition_epoch;
        ", ";
        Server::LeaderEpoch: "leaderEpoch: {} -> {}", before.leader_epoch, after.leader_epoch;
        ". ";
        Server::NewLeaderElected: "Returning NEW_LEADER_ELECTED.";
    };
    log.info(REPLICATION, said);
}
