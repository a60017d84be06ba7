//! Reading a partition: who may, from where, up to where, and whether the reader's log agrees with
//! this one (`Partition.fetchRecords`, `readRecords`).

use super::partition::Partition;
use crate::id::{LeaderEpoch, Offset};
use crate::log::{Batch, Log, OffsetForEpoch};
use crate::wire::{ErrorCode, FetchPartition, Reader};

/// What a fetch read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The high watermark before this fetch counted.
    pub high_watermark: Offset,
    /// The log start offset.
    pub log_start_offset: Offset,
    /// Where the reader's last epoch ended here, if its log differs.
    pub diverging_epoch: Option<OffsetForEpoch>,
    /// The records.
    pub batches: Vec<Batch>,
}

impl Partition {
    /// Reads for a fetch: a follower, from the leader only, to the end of the log; a consumer, from
    /// any replica, below the high watermark. What it says of the high watermark was true before this
    /// fetch counted.
    ///
    /// # Errors
    /// When this broker may not serve the reader in its epoch, or the offset lies outside the log.
    pub fn read(
        &self,
        reader: &Reader,
        fetch: &FetchPartition,
        log: &Log,
    ) -> Result<Read, ErrorCode> {
        let mut read = Read {
            high_watermark: log.high_watermark(),
            log_start_offset: log.start_offset(),
            diverging_epoch: self.diverging_epoch(reader, fetch, log)?,
            ..Read::default()
        };
        if read.diverging_epoch.is_some() {
            return Ok(read);
        }
        if !(log.start_offset()..=log.end_offset()).contains(&fetch.fetch_offset) {
            return Err(ErrorCode::OffsetOutOfRange);
        }
        read.batches = log.read(fetch.fetch_offset, reader.bound(log));
        Ok(read)
    }

    /// How many records a delayed fetch would find, or none if it need not wait for any, since there
    /// is something else to tell (`DelayedFetch.tryComplete`).
    pub(super) fn records_for(
        &self,
        reader: &Reader,
        fetch: &FetchPartition,
        log: &Log,
    ) -> Option<u64> {
        match self.diverging_epoch(reader, fetch, log) {
            Ok(None) => u64::try_from(reader.bound(log).0 - fetch.fetch_offset.0).ok(),
            Ok(Some(_)) | Err(_) => None,
        }
    }

    /// Where the last epoch of a reader ended here, if its log differs from this one; before KIP-595 a
    /// fetch did not say which epoch that is.
    ///
    /// # Errors
    /// When this broker may not serve the reader, or cannot say.
    fn diverging_epoch(
        &self,
        reader: &Reader,
        fetch: &FetchPartition,
        log: &Log,
    ) -> Result<Option<OffsetForEpoch>, ErrorCode> {
        self.check_reader(reader, fetch)?;
        match fetch.last_fetched_epoch {
            Some(epoch) => divergence(epoch, fetch.fetch_offset, log),
            None => Ok(None),
        }
    }

    fn check_reader(&self, reader: &Reader, fetch: &FetchPartition) -> Result<(), ErrorCode> {
        let Reader::Follower { replica, .. } = reader else {
            return self.check_leader_epoch(fetch.current_leader_epoch, false);
        };
        self.check_leader_epoch(fetch.current_leader_epoch, true)?;
        let followers = self.leadership.as_ref().map(|it| &it.followers);
        if followers.is_none_or(|followers| followers.contains_key(replica)) {
            return Ok(());
        }
        // The follower may have heard of its assignment before the leader has: it is to ask again.
        Err(if fetch.current_leader_epoch.is_some() {
            ErrorCode::UnknownLeaderEpoch
        } else {
            ErrorCode::NotLeaderOrFollower
        })
    }

    /// Whether a request speaks of the leader epoch that this broker knows, and, where only the leader
    /// may answer, whether that is this broker.
    ///
    /// # Errors
    /// `FENCED_LEADER_EPOCH` for an older epoch, `UNKNOWN_LEADER_EPOCH` for a newer one,
    /// `NOT_LEADER_OR_FOLLOWER` when it does not lead and has to.
    pub fn check_leader_epoch(
        &self,
        current: Option<LeaderEpoch>,
        only_leader: bool,
    ) -> Result<(), ErrorCode> {
        match current {
            Some(epoch) if epoch < self.leader_epoch => Err(ErrorCode::FencedLeaderEpoch),
            Some(epoch) if epoch > self.leader_epoch => Err(ErrorCode::UnknownLeaderEpoch),
            _ if only_leader && self.leadership.is_none() => Err(ErrorCode::NotLeaderOrFollower),
            _ => Ok(()),
        }
    }
}

/// Where a reader's last epoch ended in this log, if the reader's log differs from it: the epoch is
/// unknown here, or ended before the reader's end.
///
/// # Errors
/// `OFFSET_OUT_OF_RANGE` when the log cannot say, or starts after the reader's end.
fn divergence(
    last_fetched_epoch: LeaderEpoch,
    fetch_offset: Offset,
    log: &Log,
) -> Result<Option<OffsetForEpoch>, ErrorCode> {
    let end = log
        .epochs()
        .end_offset_for(last_fetched_epoch, log.end_offset())
        .ok_or(ErrorCode::OffsetOutOfRange)?;
    if fetch_offset < log.start_offset() {
        return Err(ErrorCode::OffsetOutOfRange);
    }
    let differs = end.epoch < last_fetched_epoch || end.end_offset < fetch_offset;
    Ok(differs.then_some(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::Context;
    use crate::config::BrokerConfig;
    use crate::id::{BrokerId, PartitionEpoch, PartitionIndex, TopicId, TopicPartition};
    use crate::log::Record;
    use crate::metadata::{MetadataImage, PartitionRegistration};
    use crate::time::Time;

    const FOLLOWER: Reader = Reader::Follower {
        replica: BrokerId(2),
        broker_epoch: None,
    };
    const STRANGER: Reader = Reader::Follower {
        replica: BrokerId(9),
        broker_epoch: None,
    };
    const CONSUMER: Reader = Reader::Consumer { rack: None };

    /// b1's part in a partition in leader epoch 3: it has records 0 to 4, those from 2 on of that
    /// epoch, a high watermark of 3, and a log that starts at 1.
    fn replica(leader: u32) -> (Partition, Log) {
        let (config, metadata) = (BrokerConfig::default(), MetadataImage::EMPTY);
        let context = Context {
            me: BrokerId(1),
            now: Time::START,
            cause: None,
            config: &config,
            metadata: &metadata,
        };
        let mut log = Log::default();
        for epoch in [1, 1, 3, 3, 3] {
            let record = Record::new(None, Some("v"));
            let batch = Batch::new(log.end_offset(), LeaderEpoch(epoch), vec![record]);
            log.append(batch, Time::START);
        }
        log.set_high_watermark(Offset(3));
        assert_eq!(log.raise_start(Offset(1)), Ok(Some(Offset(0))));
        let registration = PartitionRegistration {
            replicas: vec![BrokerId(1), BrokerId(2)],
            isr: vec![BrokerId(1), BrokerId(2)],
            leader: Some(BrokerId(leader)),
            leader_epoch: LeaderEpoch(3),
            partition_epoch: PartitionEpoch(5),
            ..PartitionRegistration::default()
        };
        let mut partition = Partition::new(1);
        partition.update(&registration, &mut log, &context);
        (partition, log)
    }

    fn fetch(epoch: Option<i32>, offset: i64, last_epoch: Option<i32>) -> FetchPartition {
        FetchPartition {
            max_bytes: u32::MAX,
            partition: TopicPartition {
                topic: TopicId(1),
                partition: PartitionIndex(0),
            },
            current_leader_epoch: epoch.map(LeaderEpoch),
            fetch_offset: Offset(offset),
            last_fetched_epoch: last_epoch.map(LeaderEpoch),
            log_start_offset: Offset::ZERO,
        }
    }

    #[test]
    fn an_epoch_is_checked_first_then_leadership_then_whether_the_follower_is_assigned() {
        use ErrorCode::{FencedLeaderEpoch, NotLeaderOrFollower, UnknownLeaderEpoch};
        for (leader, reader, epoch, refused) in [
            (1, &FOLLOWER, Some(2), Some(FencedLeaderEpoch)),
            (1, &FOLLOWER, Some(3), None),
            (1, &FOLLOWER, Some(4), Some(UnknownLeaderEpoch)),
            (1, &FOLLOWER, None, None),
            (1, &STRANGER, Some(3), Some(UnknownLeaderEpoch)),
            (1, &STRANGER, None, Some(NotLeaderOrFollower)),
            (2, &FOLLOWER, Some(2), Some(FencedLeaderEpoch)),
            (2, &FOLLOWER, Some(3), Some(NotLeaderOrFollower)),
            (2, &CONSUMER, Some(3), None),
            (2, &CONSUMER, Some(2), Some(FencedLeaderEpoch)),
            (2, &CONSUMER, Some(4), Some(UnknownLeaderEpoch)),
        ] {
            let (partition, log) = replica(leader);
            let read = partition.read(reader, &fetch(epoch, 3, None), &log);
            assert_eq!(read.err(), refused, "{reader:?} in {epoch:?}");
        }
    }

    #[test]
    fn a_follower_reads_to_the_end_and_a_consumer_to_the_high_watermark_within_the_log() {
        for (reader, offset, records) in [
            (&FOLLOWER, 0, Err(ErrorCode::OffsetOutOfRange)),
            (&FOLLOWER, 1, Ok(4)),
            (&FOLLOWER, 5, Ok(0)),
            (&FOLLOWER, 6, Err(ErrorCode::OffsetOutOfRange)),
            (&CONSUMER, 1, Ok(2)),
            (&CONSUMER, 3, Ok(0)),
            (&CONSUMER, 4, Ok(0)),
            (&CONSUMER, 6, Err(ErrorCode::OffsetOutOfRange)),
        ] {
            let (partition, log) = replica(1);
            let fetch = fetch(Some(3), offset, None);
            let read = partition.read(reader, &fetch, &log);
            assert_eq!(
                read.map(|read| read.batches.len()),
                records,
                "{reader:?} {offset}"
            );
        }
    }

    #[test]
    fn a_follower_is_told_where_its_last_epoch_ended_if_that_is_not_where_it_is() {
        for (offset, last_epoch, told) in [
            (2, 1, Ok(None)),
            (5, 3, Ok(None)),
            (3, 1, Ok(Some((1, 2)))),
            (2, 2, Ok(Some((1, 2)))),
            (0, 1, Err(ErrorCode::OffsetOutOfRange)),
            (5, 4, Err(ErrorCode::OffsetOutOfRange)),
        ] {
            let (partition, log) = replica(1);
            let fetch = fetch(Some(3), offset, Some(last_epoch));
            let read = partition.read(&FOLLOWER, &fetch, &log);
            let diverging = read.map(|read| {
                let end = read.diverging_epoch?;
                Some((end.epoch.0, end.end_offset.0))
            });
            assert_eq!(diverging, told, "from {offset} in {last_epoch}");
        }
    }

    #[test]
    fn a_parked_fetch_waits_only_for_records() {
        for (reader, epoch, offset, last_epoch, records) in [
            (&FOLLOWER, 3, 5, Some(3), Some(0)),
            (&FOLLOWER, 3, 3, Some(3), Some(2)),
            (&CONSUMER, 3, 3, None, Some(0)),
            (&CONSUMER, 3, 1, None, Some(2)),
            (&FOLLOWER, 2, 5, Some(3), None),
            (&FOLLOWER, 3, 3, Some(1), None),
            (&FOLLOWER, 3, 6, None, None),
        ] {
            let (partition, log) = replica(1);
            let fetch = fetch(Some(epoch), offset, last_epoch);
            assert_eq!(partition.records_for(reader, &fetch, &log), records);
        }
    }
}
