//! What outlives a broker's process: logs, checkpoints, and the file that says that the last process
//! stopped in good order.

use serde::{Deserialize, Serialize};

use super::checkpoint::{Checkpoints, CleanShutdownFile};
use crate::id::{BrokerEpoch, Offset, TopicPartition};
use crate::log::Log;
use crate::sorted::Map;
use crate::time::{Span, Time};

/// A broker's disk, and the page cache of its machine.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disk {
    /// The replicas' logs.
    pub(crate) logs: Map<TopicPartition, Log>,
    pub(super) checkpoints: Checkpoints,
    pub(super) clean_shutdown: Option<CleanShutdownFile>,
}

impl Disk {
    /// A process opens the logs (`LogManager.loadLogs`): it finds what the checkpoints say, and takes
    /// the clean-shutdown file away. Returns whether there was one.
    pub(super) fn load_logs(&mut self) -> bool {
        let clean = self.clean_shutdown.take().is_some();
        for (partition, log) in &mut self.logs {
            let start = self.checkpoints.log_start_offset(*partition);
            let high_watermark = self.checkpoints.high_watermark(*partition);
            log.load(start, high_watermark, clean);
        }
        clean
    }

    /// A process is gone, and with it what was only in its memory.
    pub(super) fn forget_memory(&mut self) {
        for (partition, log) in &mut self.logs {
            let start = self.checkpoints.log_start_offset(*partition);
            log.forget(start, self.checkpoints.high_watermark(*partition));
        }
    }

    /// What the operating system has written back by now, whoever looks.
    pub(super) fn write_back(&mut self, now: Time, age: Span) {
        for log in self.logs.values_mut() {
            log.write_back(now, age);
        }
    }

    /// A log that no partition of this broker belongs to is removed.
    pub(super) fn delete(&mut self, partition: TopicPartition) {
        self.logs.remove(&partition);
        self.checkpoints.remove(partition);
    }

    /// Writes `replication-offset-checkpoint`.
    pub(super) fn checkpoint_high_watermarks(&mut self) {
        write(
            &self.logs,
            &mut self.checkpoints.high_watermarks,
            Log::high_watermark,
        );
    }

    /// Writes `recovery-point-offset-checkpoint`.
    pub(super) fn checkpoint_recovery_points(&mut self) {
        write(
            &self.logs,
            &mut self.checkpoints.recovery_points,
            Log::recovery_point,
        );
    }

    /// Writes `log-start-offset-checkpoint`, if a log's start has moved. A log that starts with its
    /// file has no line there.
    ///
    /// Kafka writes it once a minute. Before that a crash brings deleted records back, whose epochs the
    /// cache has forgotten; here they stay deleted.
    pub(super) fn checkpoint_log_start(&mut self, partition: TopicPartition) {
        let Some(log) = self.logs.get(&partition) else {
            return;
        };
        let file = &mut self.checkpoints.log_start_offsets;
        if log.start_offset() > log.base() {
            file.insert(partition, log.start_offset());
        } else {
            file.remove(&partition);
        }
    }

    /// Writes everything that a process leaves that stops in good order (`LogManager.shutdown`).
    pub(super) fn close_logs(&mut self, broker_epoch: Option<BrokerEpoch>) {
        self.checkpoint_high_watermarks();
        self.checkpoint_recovery_points();
        self.clean_shutdown = Some(CleanShutdownFile { broker_epoch });
    }
}

fn write(
    logs: &Map<TopicPartition, Log>,
    file: &mut Map<TopicPartition, Offset>,
    line: fn(&Log) -> Offset,
) {
    for (partition, log) in logs {
        file.insert(*partition, line(log));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{LeaderEpoch, PartitionIndex, TopicId};
    use crate::log::{Batch, Record};

    const ORDERS: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    /// A disk with a log of five records, three of them committed, the first deleted.
    fn disk() -> Disk {
        let mut log = Log::default();
        for _ in 0..5 {
            let record = Record::new(None, Some("v"));
            let batch = Batch::new(log.end_offset(), LeaderEpoch(0), vec![record]);
            log.append(batch, Time::START);
        }
        log.set_high_watermark(Offset(3));
        assert_eq!(log.raise_start(Offset(1)), Ok(Some(Offset(0))));
        let mut disk = Disk::default();
        disk.logs.insert(ORDERS, log);
        disk
    }

    fn offsets(disk: &Disk) -> (i64, i64, i64) {
        let log = &disk.logs[&ORDERS];
        (
            log.start_offset().0,
            log.high_watermark().0,
            log.end_offset().0,
        )
    }

    #[test]
    fn a_process_that_dies_loses_of_its_logs_only_what_no_checkpoint_says() {
        for (checkpointed, offsets_after) in [(false, (0, 0, 5)), (true, (1, 3, 5))] {
            let mut disk = disk();
            if checkpointed {
                disk.checkpoint_high_watermarks();
                disk.checkpoint_log_start(ORDERS);
            }
            disk.forget_memory();
            assert_eq!(offsets(&disk), offsets_after);
            assert!(!disk.load_logs(), "it did not stop in good order");
            assert_eq!(offsets(&disk), offsets_after);
        }
    }

    #[test]
    fn the_clean_shutdown_file_is_read_once() {
        let mut disk = disk();
        disk.checkpoint_log_start(ORDERS);
        disk.close_logs(Some(BrokerEpoch(7)));
        disk.forget_memory();
        let file = disk.clean_shutdown.expect("it was written");
        assert_eq!(file.broker_epoch, Some(BrokerEpoch(7)));
        assert_eq!((disk.load_logs(), disk.load_logs()), (true, false));
        assert_eq!(offsets(&disk), (1, 3, 5));
    }

    #[test]
    fn a_log_that_starts_with_its_file_again_has_no_line_for_that() {
        let mut disk = disk();
        disk.checkpoint_log_start(ORDERS);
        assert_eq!(disk.checkpoints.log_start_offset(ORDERS), Offset(1));
        let log = disk.logs.get_mut(&ORDERS).expect("it is there");
        log.truncate_to(Offset(0));
        disk.checkpoint_log_start(ORDERS);
        assert!(disk.checkpoints.log_start_offsets.is_empty());
    }

    #[test]
    fn a_deleted_log_takes_its_lines_along() {
        let mut disk = disk();
        disk.checkpoint_log_start(ORDERS);
        disk.close_logs(None);
        disk.delete(ORDERS);
        assert_eq!(disk.checkpoints, Checkpoints::default());
    }
}
