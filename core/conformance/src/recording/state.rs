//! The state that a step was seen in, held against the engine's.

use std::collections::BTreeMap;

use highwater_core::id::{BrokerId, ProducerId, TopicPartition};
use highwater_core::log::{Batch, Log, Record};
use highwater_core::metadata::PartitionRegistration;
use highwater_core::sim::World;
use serde_json::{Value, json};

use super::format::{BatchState, Batches, LogState, PartitionState, State};
use super::group_state::seen_group;
use super::metadata_record::leader;
use super::replay::Replay;

/// What is expected: what changed in a step, over what was expected before.
#[derive(Clone, Debug, Default)]
pub struct Expectation {
    partitions: BTreeMap<String, PartitionState>,
}

/// The names that a recording gives to producer ids, which differ from one run to the next.
type ProducerNames = BTreeMap<ProducerId, String>;

impl Expectation {
    /// Takes over what changed in a step.
    ///
    /// # Errors
    /// When the step says something that the engine does not have yet.
    pub fn change(&mut self, state: &State) -> Result<(), String> {
        for (name, partition) in &state.partitions {
            let partition = with_batches(name, partition)?;
            self.partitions.insert(name.clone(), partition);
        }
        Ok(())
    }

    /// Whether a step so far has spoken of a partition.
    #[must_use]
    pub fn speaks_of(&self, partition: &str) -> bool {
        self.partitions.contains_key(partition)
    }

    /// All that is expected after a step.
    #[must_use]
    pub fn value(&self, state: &State) -> Value {
        json!({
            "running": state.running,
            "fenced": state.fenced,
            "partitions": self.partitions,
            "groups": state.groups,
        })
    }

    /// The same of the engine.
    #[must_use]
    pub fn seen(&self, replay: &Replay, state: &State) -> Value {
        let world = &replay.world;
        let brokers = || world.brokers().map(|broker| broker.id);
        let ids = |is_so: &dyn Fn(BrokerId) -> bool| -> Vec<u32> {
            brokers().filter(|id| is_so(*id)).map(|id| id.0).collect()
        };
        let names = self.producer_names(world);
        let seen = |(name, expected): (&String, &PartitionState)| {
            let partition = seen_partition(world, name, expected.logs.is_some(), &names);
            (name.clone(), json!(partition))
        };
        json!({
            "running": ids(&|id| replay.is_alive(id)),
            "fenced": ids(&|id| replay.is_fenced(id)),
            "partitions": self.partitions.iter().map(seen).collect::<serde_json::Map<_, _>>(),
            "groups": state.groups.as_ref().map(|groups| {
                let seen = |id: &String| (id.clone(), json!(seen_group(world, id)));
                groups.keys().map(seen).collect::<serde_json::Map<_, _>>()
            }),
        })
    }

    /// Whose ids the recording's names stand for: that of a batch's producer is the one that the engine
    /// has at that place. An id has one name, and a name stands for one id.
    fn producer_names(&self, world: &World) -> ProducerNames {
        let mut names = ProducerNames::new();
        for (name, expected) in &self.partitions {
            let Some(partition) = world.metadata().partition_named(name) else {
                continue;
            };
            for (broker, expected) in expected.logs.iter().flatten() {
                let id = broker.strip_prefix('b').and_then(|id| id.parse().ok());
                let log = id.and_then(|id| world.broker(BrokerId(id))?.log(partition));
                if let (Some(log), Batches::Each(batches)) = (log, &expected.batches) {
                    learn_producers(&mut names, batches, log);
                }
            }
        }
        names
    }
}

fn learn_producers(names: &mut ProducerNames, expected: &[BatchState], log: &Log) {
    for (expected, batch) in expected.iter().zip(log.batches()) {
        let (Some(name), Some(sequence)) = (&expected.producer, &batch.sequence) else {
            continue;
        };
        let is_taken = names.values().any(|other| other == name);
        if !is_taken {
            names
                .entry(sequence.producer_id)
                .or_insert_with(|| name.clone());
        }
    }
}

/// Puts the batches where a recording only says whose they equal.
fn with_batches(name: &str, partition: &PartitionState) -> Result<PartitionState, String> {
    let mut whole = partition.clone();
    let Some(logs) = &mut whole.logs else {
        return Ok(whole);
    };
    for (broker, log) in logs.iter_mut() {
        let Batches::SameAs(same) = &log.batches else {
            continue;
        };
        let other = same.strip_prefix("same as ");
        let named = other.and_then(|other| partition.logs.as_ref()?.get(other));
        let Some(Batches::Each(batches)) = named.map(|log| &log.batches) else {
            return Err(format!("the batches of {name} on {broker} are \"{same}\""));
        };
        log.batches = Batches::Each(batches.clone());
    }
    Ok(whole)
}

/// A partition of the engine, as recordings spell it.
fn seen_partition(
    world: &World,
    name: &str,
    with_logs: bool,
    names: &ProducerNames,
) -> Option<PartitionState> {
    let partition = world.metadata().partition_named(name)?;
    let registration = world.metadata().partitions.get(&partition)?;
    let ids = |ids: &[BrokerId]| ids.iter().map(|id| id.0).collect::<Vec<u32>>();
    Some(PartitionState {
        leader: leader(registration.leader),
        leader_epoch: registration.leader_epoch.0,
        partition_epoch: registration.partition_epoch.0,
        replicas: ids(&registration.replicas),
        isr: ids(&registration.isr).into_iter().collect(),
        elr: ids(&registration.elr).into_iter().collect(),
        last_known_elr: ids(&registration.last_known_elr),
        leader_recovery_state: registration.recovering.into(),
        logs: with_logs.then(|| seen_logs(world, partition, registration, names)),
    })
}

fn seen_logs(
    world: &World,
    partition: TopicPartition,
    registration: &PartitionRegistration,
    names: &ProducerNames,
) -> BTreeMap<String, LogState> {
    let replicas = registration.replicas.iter();
    let brokers = replicas.filter_map(|id| world.broker(*id));
    let logs = brokers.filter_map(|broker| {
        let checkpoint = broker.high_watermark_checkpoint(partition);
        let high_watermark = checkpoint.map(|offset| offset.0);
        let log = seen_log(broker.log(partition)?, high_watermark, names);
        Some((format!("b{}", broker.id), log))
    });
    logs.collect()
}

fn seen_log(log: &Log, high_watermark: Option<i64>, names: &ProducerNames) -> LogState {
    let epochs = log.epochs().entries().iter();
    let batches = log.batches().map(|batch| seen_batch(batch, names));
    LogState {
        high_watermark,
        log_start_offset: log.start_offset().0,
        log_end_offset: log.end_offset().0,
        leader_epochs: epochs
            .map(|entry| (entry.epoch.0, entry.start_offset.0))
            .collect(),
        batches: Batches::Each(batches.collect()),
    }
}

fn seen_batch(batch: &Batch, names: &ProducerNames) -> BatchState {
    let sequence = batch.sequence.as_ref();
    let producer = sequence.map(|sequence| {
        let id = sequence.producer_id;
        names.get(&id).cloned().unwrap_or_else(|| id.to_string())
    });
    BatchState {
        base: batch.base_offset.0,
        last: batch.next_offset().0 - 1,
        leader_epoch: batch.leader_epoch.0,
        producer,
        producer_epoch: sequence.map(|sequence| sequence.producer_epoch.0),
        sequence: sequence.map(|sequence| sequence.base_sequence.0),
        transactional: None,
        control: None,
        segment: None,
        records: batch.records.iter().map(seen_record).collect(),
    }
}

/// `key=value`, each shortened as the recorder does.
pub(super) fn seen_record(record: &Record) -> String {
    let (key, value) = (record.key.as_deref(), record.value.as_deref());
    format!("{}={}", shortened(key), shortened(value))
}

/// The recorder keeps the beginning of a long text, and its length.
fn shortened(text: Option<&str>) -> String {
    const LONGEST: usize = 24;
    const KEPT: usize = 12;
    let text = text.unwrap_or("null");
    let length = text.encode_utf16().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(KEPT).collect();
    format!("{kept}…({length})")
}
