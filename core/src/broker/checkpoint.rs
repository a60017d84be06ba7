//! The checkpoint files of a log directory, one line for each partition. Each is written to another
//! file first, forced to the disk, and renamed, so that the last complete one survives everything.

use serde::{Deserialize, Serialize};

use crate::id::{BrokerEpoch, Offset, TopicPartition};
use crate::sorted::Map;

/// What stands in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoints {
    /// `replication-offset-checkpoint`: the high watermarks, as of the last interval.
    pub high_watermarks: Map<TopicPartition, Offset>,
    /// `recovery-point-offset-checkpoint`: up to where the logs need not be looked through after an
    /// unclean stop.
    pub recovery_points: Map<TopicPartition, Offset>,
    /// `log-start-offset-checkpoint`: where the logs start, if not with their file.
    pub log_start_offsets: Map<TopicPartition, Offset>,
}

/// `.kafka_cleanshutdown`, which a broker leaves that stops in good order, and takes away when it
/// opens its logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CleanShutdownFile {
    /// The registration of the process that wrote it; none if it had none.
    pub broker_epoch: Option<BrokerEpoch>,
}

impl Checkpoints {
    pub(super) fn high_watermark(&self, partition: TopicPartition) -> Offset {
        self.high_watermarks
            .get(&partition)
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn log_start_offset(&self, partition: TopicPartition) -> Offset {
        self.log_start_offsets
            .get(&partition)
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn remove(&mut self, partition: TopicPartition) {
        self.high_watermarks.remove(&partition);
        self.recovery_points.remove(&partition);
        self.log_start_offsets.remove(&partition);
    }
}
