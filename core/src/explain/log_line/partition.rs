//! What a broker logs of its part in a partition: that it leads or follows, and what becomes of the ISR
//! (`Partition`, `state.change.logger`).

use super::Writer;
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
    let text = match event {
        Event::LeaderRecovered { partition } => format!(
            "The topic partition {} was marked as RECOVERING. Marking the topic partition as \
             RECOVERED.",
            names.partition(*partition)
        ),
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
        } => format!(
            "Follower {} starts at leader epoch {leader_epoch} from offset {from_offset} with \
             partition epoch {partition_epoch} and high watermark {high_watermark}. Current leader is \
             {}. Previous leader {} and previous leader epoch was {}.",
            names.partition(*partition),
            leader(*current),
            previous_leader(before.leader),
            before.leader_epoch,
        ),
        Event::FetchersStopped { partitions } => {
            format!("Stopped fetchers as part of controlled shutdown for {partitions} partitions")
        }
        _ => return,
    };
    log.info(STATE_CHANGE, format!("[Broker id={me}] {text}"));
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
) -> String {
    format!(
        "Leader {} with topic id Some({}) starts at leader epoch {} from offset {} with partition \
         epoch {}, high watermark {}, ISR {}, adding replicas {} and removing replicas {} {}. Previous \
         leader {} and previous leader epoch was {}.",
        names.partition(start.partition),
        names.topic_id(start.partition.topic),
        start.leader_epoch,
        start.from_offset,
        registration.partition_epoch,
        start.high_watermark,
        bracketed(&registration.isr),
        bracketed(&registration.adding),
        bracketed(&registration.removing),
        under_min_isr(is_under_min_isr),
        previous_leader(start.before.leader),
        start.before.leader_epoch,
    )
}

/// Lines with the prefix of the partition.
fn write_partition(log: &mut Writer, me: BrokerId, event: &Event, names: &Names<'_>) {
    let (partition, text) = match event {
        Event::LogLoaded {
            partition,
            high_watermark,
        } => {
            let name = names.partition(*partition);
            let text = format!(
                "Log loaded for partition {name} with initial high watermark {high_watermark}"
            );
            (*partition, text)
        }
        Event::IsrShrinkProposed {
            partition,
            from,
            isr,
            out,
            high_watermark,
            end_offset,
        } => {
            let text = format!(
                "Shrinking ISR from {} to {}. Leader: (highWatermark: {high_watermark}, endOffset: \
                 {end_offset}). Out of sync replicas: {}.",
                joined(from, ","),
                joined(isr, ","),
                out_of_sync(out),
            );
            (*partition, text)
        }
        // If the metadata log was quicker than the answer, there is no line.
        Event::IsrCommitted {
            partition,
            isr,
            partition_epoch,
            by_answer: true,
            under_min_isr: is_under,
        } => {
            let text = format!(
                "ISR updated to {} {} and version updated to {partition_epoch}",
                joined(isr, ","),
                under_min_isr(*is_under),
            );
            (*partition, text)
        }
        Event::AlterPartitionRefused { .. } => return write_refusal(log, me, event, names),
        _ => return,
    };
    log.info(PARTITION, with_prefix(me, partition, &text, names));
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
            let text = format!(
                "Failed to alter partition to {proposed} since the controller rejected the request \
                 with {error}. Partition state has been reset to the latest committed state {}.",
                committed_state(committed)
            );
            log.info(PARTITION, with_prefix(me, *partition, &text, names));
        }
        Outcome::Retry => {
            let text =
                format!("Failed to update ISR to {proposed} due to unexpected {error}. Retrying.");
            log.warn(PARTITION, with_prefix(me, *partition, &text, names));
        }
        Outcome::Pending | Outcome::Committed(_) | Outcome::Ignored => {}
    }
}

fn with_prefix(me: BrokerId, partition: TopicPartition, text: &str, names: &Names<'_>) -> String {
    let name = names.partition(partition);
    format!("[Partition {name} broker={me}] {text}")
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
    let text = format!(
        "[ReplicaManager broker={me}] Error processing append operation on partition {}:{name}\n\
         org.apache.kafka.common.errors.NotEnoughReplicasException: The size of the current ISR : {} is \
         insufficient to satisfy the min.isr requirement of {min_isr} for partition {name}, live \
         replica(s) broker.id are : Set({})",
        names.topic_id(partition.topic),
        isr.len(),
        joined(isr, ", "),
    );
    log.error(REPLICA_MANAGER, text);
}
