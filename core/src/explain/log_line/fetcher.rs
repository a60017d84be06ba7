//! What a follower's fetcher logs: where it cuts its log, and what keeps it from fetching
//! (`AbstractFetcherThread`).

use super::Writer;
use crate::explain::Names;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::trace::{Event, TruncationCause};

const FETCHER: &str = "kafka.server.ReplicaFetcherThread";

pub(super) fn write(log: &mut Writer, me: BrokerId, event: &Event, names: &Names<'_>) {
    match event {
        Event::TruncationDecided {
            partition,
            leader,
            to,
            completed,
            because,
            ..
        } => {
            let prefix = prefix(me, *leader);
            let decision = (*to, *completed);
            truncation(log, &prefix, *partition, decision, *because, names);
        }
        Event::FetchOffsetReset {
            partition,
            leader,
            from,
            to,
        } => out_of_range(log, &prefix(me, *leader), *partition, *from, *to, names),
        Event::FetchFenced {
            partition,
            leader,
            leader_epoch,
        } => {
            let (prefix, name) = (prefix(me, *leader), names.partition(*partition));
            let text = format!(
                "{prefix}Partition {name} has an older epoch ({leader_epoch}) than the current leader. \
                 Will await the new LeaderAndIsr state before resuming fetching."
            );
            log.info(FETCHER, text);
            log.warn(
                FETCHER,
                format!("{prefix}Partition {name} marked as failed"),
            );
        }
        _ => {}
    }
}

/// A broker has one fetcher for each leader (`num.replica.fetchers`).
fn prefix(me: BrokerId, leader: BrokerId) -> String {
    format!("[ReplicaFetcher replicaId={me}, leaderId={leader}, fetcherId=0] ")
}

fn truncation(
    log: &mut Writer,
    prefix: &str,
    partition: TopicPartition,
    (to, completed): (Offset, bool),
    because: TruncationCause,
    names: &Names<'_>,
) {
    let name = names.partition(partition);
    let reason = match because {
        TruncationCause::HighWatermark(offset) => format!("local high watermark {offset}"),
        TruncationCause::LeaderEpoch(end) => {
            if !completed {
                let text = format!(
                    "{prefix}Based on replica's leader epoch, leader replied with epoch {} unknown to \
                     the replica for {name}. Will truncate to {to} and send another leader epoch \
                     request to the leader.",
                    end.epoch
                );
                log.info(FETCHER, text);
            }
            format!(
                "leader epoch and offset EpochEndOffset(errorCode=0, partition={}, leaderEpoch={}, \
                 endOffset={})",
                partition.partition, end.epoch, end.end_offset
            )
        }
    };
    let text = format!(
        "{prefix}Truncating partition {name} with TruncationState(offset={to}, completed={completed}) \
         due to {reason}"
    );
    log.info(FETCHER, text);
}

/// A follower that asked beyond its leader's log goes on from where that ends, one that asked below it
/// from where it starts, with nothing of its own left (`fetchOffsetAndTruncate`).
fn out_of_range(
    log: &mut Writer,
    prefix: &str,
    partition: TopicPartition,
    from: Offset,
    to: Offset,
    names: &Names<'_>,
) {
    let name = names.partition(partition);
    if to > from {
        let text = format!(
            "{prefix}Truncate fully and reset fetch offset for partition {name} from {from} to the \
             current leader's start offset {to} because the local replica's end offset is smaller than \
             the current leader's start offsets."
        );
        log.warn(FETCHER, text);
    }
    let text = format!(
        "{prefix}Current offset {from} for partition {name} is out of range, which typically implies a \
         leader change. Reset fetch offset to {to}"
    );
    log.info(FETCHER, text);
}
