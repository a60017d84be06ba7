//! What the controller logs: registrations, fencing, elections.

use super::Writer;
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
    let prefix = format!("[QuorumController id={me}] ");
    match event {
        Event::BrokerFenced {
            broker,
            broker_epoch,
            session_timed_out,
            again,
            before,
        } => {
            if *session_timed_out {
                let text = format!(
                    "{prefix}Fencing broker {broker} at epoch {broker_epoch} because its session has \
                     timed out."
                );
                log.info(REPLICATION, text);
            }
            if *again {
                let registration = broker_registration(*broker, before, names);
                let text = format!("{prefix}Ignoring no-op registration change for {registration}");
                log.info(CLUSTER, text);
            }
        }
        Event::BrokerUnfenced { .. }
        | Event::ControlledShutdown { .. }
        | Event::ShutdownGranted { .. } => grant(log, &prefix, event),
        Event::PartitionsChanged {
            broker,
            reason,
            partitions,
        } if *partitions > 0 => {
            let context = change_context(*reason, *broker, names);
            let text = format!("{prefix}{context}: changing {partitions} partition(s)");
            log.info(REPLICATION, text);
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
        } => reassignment(log, &prefix, *partition, *leader, before, names),
        _ => {}
    }
}

/// What a broker has asked for in a heartbeat and was given.
fn grant(log: &mut Writer, prefix: &str, event: &Event) {
    match event {
        Event::BrokerUnfenced {
            broker,
            registration_offset,
            ..
        } => log.info(
            HEARTBEATS,
            format!(
                "{prefix}The request from broker {broker} to unfence has been granted because it has \
                 caught up with the offset of its register broker record {registration_offset}."
            ),
        ),
        Event::ControlledShutdown { broker, at_once } => {
            let granted = if *at_once {
                "an immediate shutdown"
            } else {
                "a controlled shutdown"
            };
            let text = format!(
                "{prefix}Unfenced broker {broker} has requested and been granted {granted}."
            );
            log.info(HEARTBEATS, text);
        }
        Event::ShutdownGranted {
            broker,
            lowest_active_offset,
            controlled_shutdown_offset,
        } => log.info(
            HEARTBEATS,
            format!(
                "{prefix}The request from broker {broker} to shut down has been granted since the \
                 lowest active offset {lowest_active_offset} is now greater than the broker's \
                 controlled shutdown offset {controlled_shutdown_offset}."
            ),
        ),
        _ => {}
    }
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
        Election::Clean => return,
        Election::EligibleLeaderReplica => "ELR",
        Election::LastKnownLeader | Election::Unclean => "an unclean election",
    };
    let text = format!(
        "Setting new leader for topicId {}, partition {} to {leader} using {how}. Previous partition: \
         {}, change record: {}",
        names.topic_id(partition.topic),
        partition.partition,
        partition_registration(before, names),
        empty_partition_change(partition, names),
    );
    log.info(PARTITION_CHANGE, text);
}

/// A line tells of a reassignment only if a leader's own proposal has cost it its leadership
/// (`ReplicationControlManager.alterPartition`).
fn reassignment(
    log: &mut Writer,
    prefix: &str,
    partition: TopicPartition,
    leader: BrokerId,
    before: &PartitionRegistration,
    names: &Names<'_>,
) {
    let after = names.metadata.partitions.get(&partition);
    let Some(after) = after.filter(|after| after.leader != Some(leader)) else {
        return;
    };
    let text = format!(
        "{prefix}AlterPartition request from node {leader} for {} completed the ongoing partition \
         reassignment and triggered a leadership change isr: {} -> {}, replicaSet: {} -> {}, \
         partitionEpoch: {} -> {}, leaderEpoch: {} -> {}. Returning NEW_LEADER_ELECTED.",
        names.partition(partition),
        array(&before.isr),
        array(&after.isr),
        array(&before.replicas),
        array(&after.replicas),
        before.partition_epoch,
        after.partition_epoch,
        before.leader_epoch,
        after.leader_epoch,
    );
    log.info(REPLICATION, text);
}
