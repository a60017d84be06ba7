//! What stands in the small files of a broker's log directory, as text: checkpoints (`CheckpointFile`),
//! the file of a clean stop, and the one that ties a directory to its topic.

use super::Names;
use crate::broker::Broker;
use crate::id::{BrokerEpoch, Offset, TopicId, TopicPartition};
use crate::log::LeaderEpochCache;
use crate::sorted::Map;

/// The version of every checkpoint's format.
const VERSION: u32 = 0;

/// A file of a broker's log directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskFile {
    /// Where it is, from the log directory on.
    pub path: String,
    /// What stands in it.
    pub content: String,
}

/// The small files of a broker's log directory as they stand on its disk, be its process running or
/// not: those of the directory first, then those of each replica.
#[must_use]
pub fn disk_files(broker: &Broker, names: &Names<'_>) -> Vec<DiskFile> {
    let mut files = Vec::new();
    let mut add = |path: String, content: String| files.push(DiskFile { path, content });
    let checkpoints = broker.checkpoints();
    for (path, offsets) in [
        (
            "replication-offset-checkpoint",
            &checkpoints.high_watermarks,
        ),
        (
            "recovery-point-offset-checkpoint",
            &checkpoints.recovery_points,
        ),
        (
            "log-start-offset-checkpoint",
            &checkpoints.log_start_offsets,
        ),
    ] {
        add(path.to_owned(), offset_checkpoint(offsets, names));
    }
    if let Some(file) = broker.clean_shutdown_file() {
        let content = clean_shutdown_file(file.broker_epoch);
        add(".kafka_cleanshutdown".to_owned(), content);
    }
    for partition in names.metadata.partitions.keys() {
        let Some(log) = broker.log(*partition) else {
            continue;
        };
        let directory = names.partition(*partition);
        add(
            format!("{directory}/leader-epoch-checkpoint"),
            leader_epoch_checkpoint(log.epochs()),
        );
        add(
            format!("{directory}/partition.metadata"),
            partition_metadata(partition.topic, names),
        );
    }
    files
}

/// `leader-epoch-checkpoint` in a replica's directory: epoch and first offset, a line for each.
#[must_use]
pub fn leader_epoch_checkpoint(epochs: &LeaderEpochCache) -> String {
    let lines = epochs.entries().iter();
    checkpoint(
        lines
            .map(|entry| format!("{} {}", entry.epoch, entry.start_offset))
            .collect(),
    )
}

/// `replication-offset-checkpoint`, `recovery-point-offset-checkpoint` or
/// `log-start-offset-checkpoint` of a log directory: topic, partition and offset, a line for each.
#[must_use]
pub fn offset_checkpoint(offsets: &Map<TopicPartition, Offset>, names: &Names<'_>) -> String {
    let line = |(at, offset): (&TopicPartition, &Offset)| {
        let topic = names.topic(at.topic);
        format!("{topic} {} {offset}", at.partition)
    };
    checkpoint(offsets.iter().map(line).collect())
}

/// A checkpoint: its version, how many lines follow, and those.
fn checkpoint(lines: Vec<String>) -> String {
    let mut text = format!("{VERSION}\n{}\n", lines.len());
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// `.kafka_cleanshutdown`, which a broker leaves that stops in good order: by the epoch in it the
/// controller knows, when the broker registers again, that nothing of the registration before was lost
/// (`CleanShutdownFileHandler`).
#[must_use]
pub fn clean_shutdown_file(broker_epoch: Option<BrokerEpoch>) -> String {
    let broker_epoch = broker_epoch.unwrap_or(BrokerEpoch(-1));
    format!("{{\"version\":{VERSION},\"brokerEpoch\":{broker_epoch}}}")
}

/// `partition.metadata` in a replica's directory (`PartitionMetadata`).
#[must_use]
pub fn partition_metadata(topic: TopicId, names: &Names<'_>) -> String {
    format!("version: {VERSION}\ntopic_id: {}", names.topic_id(topic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{LeaderEpoch, PartitionIndex};
    use crate::metadata::{MetadataImage, MetadataRecord};

    #[test]
    fn a_leader_epoch_checkpoint_counts_its_lines() {
        let mut epochs = LeaderEpochCache::default();
        assert_eq!(leader_epoch_checkpoint(&epochs), "0\n0\n");
        epochs.assign(LeaderEpoch(0), Offset(0));
        epochs.assign(LeaderEpoch(3), Offset(17));
        assert_eq!(leader_epoch_checkpoint(&epochs), "0\n2\n0 0\n3 17\n");
    }

    #[test]
    fn files_of_a_log_directory_name_topics() {
        let mut metadata = MetadataImage::default();
        metadata.apply(&MetadataRecord::Topic {
            id: TopicId(1),
            name: "orders".into(),
        });
        let names = Names {
            world: None,
            seed: 1,
            eligible_leader_replicas: true,
            metadata: &metadata,
        };
        let at = |partition| TopicPartition {
            topic: TopicId(1),
            partition: PartitionIndex(partition),
        };
        let offsets = [(at(0), Offset(5)), (at(1), Offset(0))].into();
        assert_eq!(
            offset_checkpoint(&offsets, &names),
            "0\n2\norders 0 5\norders 1 0\n"
        );
        let topic_id = names.topic_id(TopicId(1));
        assert_eq!(
            partition_metadata(TopicId(1), &names),
            format!("version: 0\ntopic_id: {topic_id}")
        );
    }

    #[test]
    fn the_file_of_a_clean_stop_holds_the_broker_epoch() {
        assert_eq!(
            clean_shutdown_file(Some(BrokerEpoch(12))),
            r#"{"version":0,"brokerEpoch":12}"#
        );
    }
}
