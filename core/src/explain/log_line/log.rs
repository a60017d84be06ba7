//! What a broker logs of its logs: cuts at their ends, and what a start finds on the disk (`UnifiedLog`,
//! `LogManager`).

use super::Writer;
use super::part::ServerPart as Server;
use super::phrase::{Phrase, phrase};
use crate::explain::Names;
use crate::explain::names::log_dir;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::trace::{Event, LogStartReason};

const LOG: &str = "org.apache.kafka.storage.internals.log.UnifiedLog";
const LOG_MANAGER: &str = "kafka.log.LogManager";

pub(super) fn write(log: &mut Writer, me: BrokerId, event: &Event, names: &Names<'_>) {
    match event {
        Event::LogsRecovered { logs, clean } => logs_found(log, me, *logs, *clean),
        // Otherwise the cut is an event of its own.
        Event::TruncationDecided {
            partition,
            to,
            end_offset,
            ..
        } if to >= end_offset => {
            let said = phrase! {
                ..prefix(me, *partition, names);
                Server::Truncating: "Truncating to {to} ";
                Server::NoEffect: "has no effect ";
                Server::LargestOffset: "as the largest offset in the log is {}", end_offset.0 - 1;
            };
            log.info(LOG, said);
        }
        Event::Truncated {
            partition,
            to,
            high_watermark_before,
            ..
        } => truncated(log, me, *partition, *to, *high_watermark_before, names),
        Event::LogStartMoved {
            partition,
            to,
            reason,
            ..
        } => {
            let reason = match reason {
                LogStartReason::RecordDeletion => "client delete records request",
                LogStartReason::LeaderOffsetIncremented => "leader offset increment",
            };
            let said = phrase! {
                ..prefix(me, *partition, names);
                Server::LogStart: "Incremented log start offset to {to} ";
                Server::LogStartReason: "due to {reason}";
            };
            log.info(LOG, said);
        }
        _ => {}
    }
}

fn prefix(me: BrokerId, partition: TopicPartition, names: &Names<'_>) -> Phrase {
    phrase! {
        Server::LogPrefix: "[UnifiedLog partition={}", names.partition(partition);
        ", ";
        Server::LogDirectory: "dir={}", log_dir(me);
        "] ";
    }
}

/// Without the file of a clean stop every log is looked through (`LogManager.loadLogs`).
fn logs_found(log: &mut Writer, me: BrokerId, logs: u32, clean: bool) {
    let dir = log_dir(me);
    let said = match (logs, clean) {
        (0, _) => phrase! {
            Server::NoLogs: "No logs found to be loaded ";
            Server::LogDirectory: "in {dir}";
        },
        (_, true) => phrase! {
            Server::LogsSkipped: "Skipping recovery of {logs} logs ";
            Server::LogDirectory: "from {dir} ";
            Server::CleanShutdownFile: "since clean shutdown file was found";
        },
        (_, false) => phrase! {
            Server::LogsRecovered: "Recovering {logs} logs ";
            Server::LogDirectory: "from {dir} ";
            Server::NoCleanShutdownFile: "since no clean shutdown file was found";
        },
    };
    log.info(LOG_MANAGER, said);
}

fn truncated(
    log: &mut Writer,
    me: BrokerId,
    partition: TopicPartition,
    to: Offset,
    high_watermark: Offset,
    names: &Names<'_>,
) {
    let prefix = prefix(me, partition, names);
    if to < high_watermark {
        let said = phrase! {
            ..prefix;
            Server::Truncating: "Truncating {} to offset {to} ", names.partition(partition);
            Server::BelowHighWatermark: "below high watermark {high_watermark}";
        };
        log.warn(LOG, said);
    }
    let said = phrase! {
        ..prefix;
        Server::Truncating: "Truncating to offset {to}";
    };
    log.info(LOG, said);
}
