//! What a broker logs of its part in a partition: that it leads or follows, and what becomes of the ISR
//! (`Partition`, `state.change.logger`).

use super::Writer;
use super::part::ServerPart as Server;
use super::phrase::{Phrase, phrase};
use super::value::{
    bracketed, committed_state, leader, pending_state, previous_leader, under_min_isr,
};
use crate::broker::Outcome;
use crate::explain::Names;
use crate::explain::names::joined;
use crate::id::{BrokerId, LeaderEpoch, Offset, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::trace::{Event, OutOfSync, PreviousLeader};
use crate::wire::ErrorCode;

const PARTITION: &str = "kafka.cluster.Partition";
const REPLICA_MANAGER: &str = "kafka.server.ReplicaManager";
const STATE_CHANGE: &str = "state.change.logger";

pub(super) fn write(log: &mut Writer, me: BrokerId, event: &Event, names: &Names<'_>) {
    match event {
        Event::LeaderRecovered { .. }
        | Event::BecameLeader { .. }
        | Event::BecameFollower { .. }
        | Event::FetchersStopped { .. } => write_state_change(log, me, event, names),
        Event::LogLoaded { .. }
        | Event::IsrShrinkProposed { .. }
        | Event::IsrCommitted { .. }
        | Event::AlterPartitionRefused { .. } => write_partition(log, me, event, names),
        Event::AppendRefused {
            partition,
            error: ErrorCode::NotEnoughReplicas,
            isr,
            min_isr,
        } => not_enough_replicas(log, me, *partition, isr, *min_isr, names),
        _ => {}
    }
}

/// Lines with the prefix of the broker (`StateChangeLogger`).
fn write_state_change(log: &mut Writer, me: BrokerId, event: &Event, names: &Names<'_>) {
    let said = match event {
        Event::LeaderRecovered { partition } => phrase! {
            Server::Recovering: "The topic partition {} was marked as RECOVERING. ", names.partition(*partition);
            Server::Recovered: "Marking the topic partition as RECOVERED.";
        },
        Event::BecameLeader {
            partition,
            leader_epoch,
            from_offset,
            high_watermark,
            under_min_isr,
            registration,
            before,
        } => {
            let start = Start {
                partition: *partition,
                leader_epoch: *leader_epoch,
                from_offset: *from_offset,
                high_watermark: *high_watermark,
                before: *before,
            };
            leader_starts(&start, *under_min_isr, registration, names)
        }
        Event::BecameFollower {
            partition,
            leader: current,
            leader_epoch,
            from_offset,
            high_watermark,
            partition_epoch,
            before,
        } => phrase! {
            Server::FollowerStarts: "Follower {} ", names.partition(*partition);
            Server::LeaderEpoch: "starts at leader epoch {leader_epoch} ";
            Server::FromOffset: "from offset {from_offset} ";
            Server::PartitionEpoch: "with partition epoch {partition_epoch} ";
            Server::HighWatermark: "and high watermark {high_watermark}";
            ". ";
            Server::CurrentLeader: "Current leader is {}", leader(*current);
            ". ";
            ..leader_before(*before);
        },
        Event::FetchersStopped { partitions } => phrase! {
            Server::FetchersStopped: "Stopped fetchers as part of controlled shutdown for {partitions} \
                partitions";
        },
        _ => return,
    };
    let prefix = phrase! { Server::BrokerPrefix: "[Broker id={me}] "; };
    log.info(STATE_CHANGE, phrase! { ..prefix; ..said; });
}

/// With what a broker begins to lead.
struct Start {
    partition: TopicPartition,
    leader_epoch: LeaderEpoch,
    from_offset: Offset,
    high_watermark: Offset,
    before: PreviousLeader,
}

fn leader_starts(
    start: &Start,
    is_under_min_isr: bool,
    registration: &PartitionRegistration,
    names: &Names<'_>,
) -> Phrase {
    phrase! {
        Server::LeaderStarts: "Leader {} ", names.partition(start.partition);
        Server::TopicId: "with topic id Some({}) ", names.topic_id(start.partition.topic);
        Server::LeaderEpoch: "starts at leader epoch {} ", start.leader_epoch;
        Server::FromOffset: "from offset {} ", start.from_offset;
        Server::PartitionEpoch: "with partition epoch {}", registration.partition_epoch;
        ", ";
        Server::HighWatermark: "high watermark {}", start.high_watermark;
        ", ";
        Server::Isr: "ISR {}", bracketed(&registration.isr);
        ", ";
        Server::Adding: "adding replicas {} ", bracketed(&registration.adding);
        Server::Removing: "and removing replicas {}", bracketed(&registration.removing);
        " ";
        Server::UnderMinIsr: "{}", under_min_isr(is_under_min_isr);
        ". ";
        ..leader_before(start.before);
    }
}

/// What the broker knew of a leader until then.
fn leader_before(before: PreviousLeader) -> Phrase {
    phrase! {
        Server::PreviousLeader: "Previous leader {} ", previous_leader(before.leader);
        Server::PreviousLeaderEpoch: "and previous leader epoch was {}", before.leader_epoch;
        ".";
    }
}

/// Lines with the prefix of the partition.
fn write_partition(log: &mut Writer, me: BrokerId, event: &Event, names: &Names<'_>) {
    let (partition, said) = match event {
        Event::LogLoaded {
            partition,
            high_watermark,
        } => (
            *partition,
            phrase! {
                Server::LogLoaded: "Log loaded for partition {} ", names.partition(*partition);
                Server::InitialHighWatermark: "with initial high watermark {high_watermark}";
            },
        ),
        Event::IsrShrinkProposed {
            partition,
            from,
            isr,
            out,
            high_watermark,
            end_offset,
        } => (
            *partition,
            phrase! {
                Server::IsrShrinks: "Shrinking ISR from {} to {}", joined(from, ","), joined(isr, ",");
                ". Leader: (";
                Server::HighWatermark: "highWatermark: {high_watermark}";
                ", ";
                Server::LogEndOffset: "endOffset: {end_offset}";
                "). ";
                Server::OutOfSync: "Out of sync replicas: {}", out_of_sync(out);
                ".";
            },
        ),
        // If the metadata log was quicker than the answer, there is no line.
        Event::IsrCommitted {
            partition,
            isr,
            partition_epoch,
            by_answer: true,
            under_min_isr: is_under,
        } => (
            *partition,
            phrase! {
                Server::IsrUpdated: "ISR updated to {}", joined(isr, ",");
                " ";
                Server::UnderMinIsr: "{}", under_min_isr(*is_under);
                " ";
                Server::PartitionEpoch: "and version updated to {partition_epoch}";
            },
        ),
        Event::AlterPartitionRefused { .. } => return write_refusal(log, me, event, names),
        _ => return,
    };
    log.info(PARTITION, with_prefix(me, partition, &said, names));
}

/// What becomes of a proposal that the controller refused (`Partition.handleAlterPartitionError`). A leader
/// that only waits for newer metadata leaves no line.
fn write_refusal(log: &mut Writer, me: BrokerId, event: &Event, names: &Names<'_>) {
    let Event::AlterPartitionRefused {
        partition,
        error,
        outcome,
        proposal: Some(proposal),
        committed,
    } = event
    else {
        return;
    };
    let proposed = pending_state(proposal, committed);
    match outcome {
        Outcome::FellBack => {
            let said = phrase! {
                Server::IsrRefused: "Failed to alter partition ";
                Server::IsrProposed: "to {proposed} ";
                Server::ErrorCode: "since the controller rejected the request with {error}";
                ". ";
                Server::IsrReset: "Partition state has been reset to the latest committed state {}",
                    committed_state(committed);
                ".";
            };
            log.info(PARTITION, with_prefix(me, *partition, &said, names));
        }
        Outcome::Retry => {
            let said = phrase! {
                Server::IsrRefused: "Failed to update ISR ";
                Server::IsrProposed: "to {proposed} ";
                Server::ErrorCode: "due to unexpected {error}";
                ". ";
                Server::Retrying: "Retrying.";
            };
            log.warn(PARTITION, with_prefix(me, *partition, &said, names));
        }
        Outcome::Pending | Outcome::Committed(_) | Outcome::Ignored => {}
    }
}

fn with_prefix(
    me: BrokerId,
    partition: TopicPartition,
    said: &Phrase,
    names: &Names<'_>,
) -> Phrase {
    phrase! {
        Server::PartitionPrefix: "[Partition {} broker={me}] ", names.partition(partition);
        ..said;
    }
}

fn out_of_sync(replicas: &[OutOfSync]) -> String {
    let replicas: Vec<String> = replicas
        .iter()
        .map(|replica| {
            let end_offset = replica.end_offset.map_or(-1, |offset| offset.0);
            let last_caught_up = replica.last_caught_up.map_or(0, |at| at.as_ms());
            format!(
                "(brokerId: {}, endOffset: {end_offset}, lastCaughtUpTimeMs: {last_caught_up})",
                replica.broker
            )
        })
        .collect();
    replicas.join(" ")
}

/// Of a refused append only this leaves a line (`ReplicaManager.appendToLocalLog`).
fn not_enough_replicas(
    log: &mut Writer,
    me: BrokerId,
    partition: TopicPartition,
    isr: &[BrokerId],
    min_isr: u32,
    names: &Names<'_>,
) {
    let name = names.partition(partition);
    let said = phrase! {
        Server::ReplicaManagerPrefix: "[ReplicaManager broker={me}] ";
        Server::AppendRefused: "Error processing append operation on partition {}:{name}",
            names.topic_id(partition.topic);
        "\n";
        Server::NotEnoughReplicas: "org.apache.kafka.common.errors.NotEnoughReplicasException: ";
        Server::IsrSize: "The size of the current ISR : {} ", isr.len();
        Server::MinIsr: "is insufficient to satisfy the min.isr requirement of {min_isr} ";
        Server::Partition: "for partition {name}";
        ", ";
        Server::Isr: "live replica(s) broker.id are : Set({})", joined(isr, ", ");
    };
    log.error(REPLICA_MANAGER, said);
}
