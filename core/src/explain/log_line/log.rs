//! What a broker logs of its logs: cuts at their ends, and what a start finds on the disk (`UnifiedLog`,
//! `LogManager`).

use super::Writer;
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
            let text = format!(
                "{}Truncating to {to} has no effect as the largest offset in the log is {}",
                prefix(me, *partition, names),
                end_offset.0 - 1,
            );
            log.info(LOG, text);
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
            let text = format!(
                "{}Incremented log start offset to {to} due to {reason}",
                prefix(me, *partition, names)
            );
            log.info(LOG, text);
        }
        _ => {}
    }
}

fn prefix(me: BrokerId, partition: TopicPartition, names: &Names<'_>) -> String {
    let name = names.partition(partition);
    format!("[UnifiedLog partition={name}, dir={}] ", log_dir(me))
}

/// Without the file of a clean stop every log is looked through (`LogManager.loadLogs`).
fn logs_found(log: &mut Writer, me: BrokerId, logs: u32, clean: bool) {
    let dir = log_dir(me);
    let text = match (logs, clean) {
        (0, _) => format!("No logs found to be loaded in {dir}"),
        (_, true) => {
            format!(
                "Skipping recovery of {logs} logs from {dir} since clean shutdown file was found"
            )
        }
        (_, false) => {
            format!("Recovering {logs} logs from {dir} since no clean shutdown file was found")
        }
    };
    log.info(LOG_MANAGER, text);
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
        let name = names.partition(partition);
        let text = format!(
            "{prefix}Truncating {name} to offset {to} below high watermark {high_watermark}"
        );
        log.warn(LOG, text);
    }
    log.info(LOG, format!("{prefix}Truncating to offset {to}"));
}
