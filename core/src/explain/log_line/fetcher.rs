//! What a follower's fetcher logs: where it cuts its log, and what keeps it from fetching
//! (`AbstractFetcherThread`).

use super::Writer;
use super::part::ServerPart as Server;
use super::phrase::{Phrase, phrase};
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
            let said = phrase! {
                ..prefix;
                Server::OlderEpoch: "Partition {name} has an older epoch ({leader_epoch}) than the current \
                    leader. ";
                Server::AwaitsMetadata: "Will await the new LeaderAndIsr state before resuming fetching.";
            };
            log.info(FETCHER, said);
            let said = phrase! {
                ..prefix;
                Server::FetchMarkedFailed: "Partition {name} marked as failed";
            };
            log.warn(FETCHER, said);
        }
        _ => {}
    }
}

/// A broker has one fetcher for each leader (`num.replica.fetchers`).
pub(super) fn prefix(me: BrokerId, leader: BrokerId) -> Phrase {
    phrase! {
        Server::FetcherPrefix: "[ReplicaFetcher replicaId={me}";
        ", ";
        Server::FetcherLeader: "leaderId={leader}";
        ", ";
        Server::FetcherNumber: "fetcherId=0";
        "] ";
    }
}

fn truncation(
    log: &mut Writer,
    prefix: &Phrase,
    partition: TopicPartition,
    (to, completed): (Offset, bool),
    because: TruncationCause,
    names: &Names<'_>,
) {
    let name = names.partition(partition);
    let reason = match because {
        TruncationCause::HighWatermark(offset) => phrase! {
            Server::ByHighWatermark: "due to local high watermark {offset}";
        },
        TruncationCause::LeaderEpoch(end) => {
            if !completed {
                let said = phrase! {
                    ..prefix;
                    Server::EpochsCompared: "Based on replica's leader epoch";
                    ", ";
                    Server::EpochUnknown: "leader replied with epoch {} unknown to the replica ", end.epoch;
                    Server::Partition: "for {name}";
                    ". ";
                    Server::Truncating: "Will truncate to {to} ";
                    Server::AsksAgain: "and send another leader epoch request to the leader.";
                };
                log.info(FETCHER, said);
            }
            phrase! {
                Server::ByLeaderEpoch: "due to leader epoch and offset ";
                "EpochEndOffset(";
                Server::NoError: "errorCode=0";
                ", ";
                Server::PartitionIndex: "partition={}", partition.partition;
                ", ";
                Server::AnsweredEpoch: "leaderEpoch={}", end.epoch;
                ", ";
                Server::EpochEnd: "endOffset={}", end.end_offset;
                ")";
            }
        }
    };
    let said = phrase! {
        ..prefix;
        Server::FollowerTruncates: "Truncating partition {name} ";
        "with TruncationState(";
        Server::Truncating: "offset={to}";
        ", ";
        Server::TruncationCompleted: "completed={completed}";
        ") ";
        ..reason;
    };
    log.info(FETCHER, said);
}

/// A follower that asked beyond its leader's log goes on from where that ends, one that asked below it
/// from where it starts, with nothing of its own left (`fetchOffsetAndTruncate`).
fn out_of_range(
    log: &mut Writer,
    prefix: &Phrase,
    partition: TopicPartition,
    from: Offset,
    to: Offset,
    names: &Names<'_>,
) {
    let name = names.partition(partition);
    if to > from {
        let said = phrase! {
            ..prefix;
            Server::StartsAnew: "Truncate fully and reset fetch offset for partition {name} from {from} ";
            Server::LogStart: "to the current leader's start offset {to} ";
            Server::BelowLogStart: "because the local replica's end offset is smaller than the current \
                leader's start offsets.";
        };
        log.warn(FETCHER, said);
    }
    let said = phrase! {
        ..prefix;
        Server::FetchOutOfRange: "Current offset {from} for partition {name} is out of range";
        ", ";
        Server::ImpliesLeaderChange: "which typically implies a leader change";
        ". ";
        Server::FetchOffset: "Reset fetch offset to {to}";
    };
    log.info(FETCHER, said);
}
