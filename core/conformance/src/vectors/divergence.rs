//! Whether a follower's log differs from its leader's, as the leader sees it from a fetch
//! (`Partition.readRecords`).

use highwater_core::broker::{Context, Partition};
use highwater_core::config::BrokerConfig;
use highwater_core::id::{
    BrokerId, LeaderEpoch, Offset, PartitionEpoch, PartitionIndex, TopicId, TopicPartition,
};
use highwater_core::log::{Batch, Log, Record};
use highwater_core::metadata::{MetadataImage, PartitionRegistration};
use highwater_core::time::Time;
use highwater_core::wire::{FetchPartition, Reader};
use serde::Deserialize;
use serde_json::{Value, json};

use super::RecordCount;
use crate::case::{Failure, Outcome, compare};

const LEADER: BrokerId = BrokerId(1);
const FOLLOWER: BrokerId = BrokerId(2);

/// One case.
pub type Vector = super::Vector<Input, Expect>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    leader_epoch_entries: Vec<(i32, RecordCount)>,
    log_start_offset: i64,
    log_end_offset: RecordCount,
    last_fetched_epoch: i32,
    fetch_offset: i64,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Expect {
    Diverging(Option<EpochEnd>),
    Error(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EpochEnd {
    epoch: i32,
    end_offset: i64,
}

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let input = &vector.input;
    let mut log = log(input)?;
    let (config, metadata) = (BrokerConfig::default(), MetadataImage::EMPTY);
    let context = Context {
        me: LEADER,
        now: Time::START,
        cause: None,
        config: &config,
        metadata: &metadata,
    };
    let epoch = input.leader_epoch_entries.last();
    let registration = PartitionRegistration {
        replicas: vec![LEADER, FOLLOWER],
        isr: vec![LEADER],
        leader: Some(LEADER),
        leader_epoch: LeaderEpoch(epoch.map_or(0, |(epoch, _)| *epoch)),
        partition_epoch: PartitionEpoch(0),
        ..PartitionRegistration::default()
    };
    let mut partition = Partition::new(1);
    partition.update(&registration, &mut log, &context);
    let reader = Reader::Follower {
        replica: FOLLOWER,
        broker_epoch: None,
    };
    let fetch = FetchPartition {
        partition: TopicPartition {
            topic: TopicId(1),
            partition: PartitionIndex(0),
        },
        current_leader_epoch: None,
        fetch_offset: Offset(input.fetch_offset),
        last_fetched_epoch: Some(LeaderEpoch(input.last_fetched_epoch)),
        log_start_offset: Offset(input.log_start_offset),
        max_bytes: 1_048_576,
    };
    let actual = match partition.read(&reader, &fetch, &log) {
        Err(error) => json!({"error": error.name()}),
        Ok(read) => {
            let diverging = read
                .diverging_epoch
                .map(|end| spelled(end.epoch.0, end.end_offset.0));
            json!({"diverging": diverging})
        }
    };
    let expected = match vector.expect {
        Expect::Error(error) => json!({"error": error}),
        Expect::Diverging(end) => {
            json!({"diverging": end.map(|end| spelled(end.epoch, end.end_offset))})
        }
    };
    compare("", &expected, &actual)?;
    Ok(())
}

fn spelled(epoch: i32, end_offset: i64) -> Value {
    json!({"epoch": epoch, "end_offset": end_offset})
}

/// A log whose epochs begin where the case says. Its start was moved up to where the case has it.
fn log(input: &Input) -> Result<Log, Failure> {
    let mut log = Log::default();
    let ends = input.leader_epoch_entries.iter().skip(1);
    let ends = ends.map(|(_, start)| *start).chain([input.log_end_offset]);
    for ((epoch, start), end) in input.leader_epoch_entries.iter().zip(ends) {
        let (start, end) = (i64::from(start.get()), i64::from(end.get()));
        // What lies before the first epoch is deleted below; until then some leader wrote it.
        let begin = log.end_offset().0;
        if begin != 0 && begin != start {
            return Err(Failure::unfit(
                "an epoch does not begin where the one before ends",
            ));
        }
        if end == begin {
            log.begin_epoch(LeaderEpoch(*epoch));
        }
        for offset in begin..end {
            let record = Record::new(None, Some("v"));
            let batch = Batch::new(Offset(offset), LeaderEpoch(*epoch), vec![record]);
            log.append(batch, Time::START);
        }
    }
    log.set_high_watermark(log.end_offset());
    log.raise_start(Offset(input.log_start_offset))
        .map_err(Failure::unfit)?;
    Ok(log)
}
