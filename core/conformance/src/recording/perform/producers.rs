//! What producers are handed, and what they are told.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::explain::{Names, refused_scenario};
use highwater_core::id::{NodeId, PartitionIndex};
use highwater_core::scenario::{self, ProducerSpec};
use serde_json::{Value, json};

use super::super::answers::spelled;
use super::super::cluster::producer_config;
use super::Performer;
use crate::case::Failure;

impl Performer<'_> {
    /// Sends records one after the other, each once the one before was answered.
    pub(super) fn produce(
        &mut self,
        producer: &str,
        topic: &str,
        records: &[String],
    ) -> Result<Value, Failure> {
        let mut answers = Vec::new();
        for record in records {
            let (producer, number) = self.send(producer, topic, record)?;
            let mut answer = self.answer(producer, number);
            answer["record"] = json!(record);
            let outcome = self.replay.answers.outcome(producer, number);
            if let (None, Some(Ok(metadata))) = (answer.get("error"), outcome) {
                answer["partition"] = json!(metadata.partition.0);
            }
            answers.push(answer);
        }
        Ok(Value::Array(answers))
    }

    /// What a producer says of its configuration when it is made.
    pub(super) fn new_producer(
        &self,
        settings: &BTreeMap<String, String>,
    ) -> Result<Value, Failure> {
        let config = producer_config(settings).map_err(Failure::unfit)?;
        let mut scenario = self.replay.world.scenario().clone();
        scenario.producers = vec![ProducerSpec {
            config,
            ..ProducerSpec::default()
        }];
        for problem in scenario::check(&scenario) {
            if problem.path.starts_with("producers") {
                let exception = refused_scenario(&scenario, &problem);
                let exception = exception.ok_or_else(|| Failure::unfit(&problem))?;
                return Ok(json!({"error": exception.class, "message": exception.message}));
            }
        }
        Ok(json!({"ok": true}))
    }

    fn producer(&self, name: &str) -> Result<NodeId, Failure> {
        let producer = self.cluster.producers.get(name).copied();
        producer.ok_or_else(|| Failure::unfit(format!("there is no producer {name}")))
    }

    /// The answer of what a producer sent last.
    pub(super) fn await_send(&mut self, producer: &str) -> Result<Value, Failure> {
        let producer = self.producer(producer)?;
        match self.replay.sent(producer).checked_sub(1) {
            Some(last) => Ok(self.answer(producer, last)),
            None => Err(Failure::unfit("await_send: nothing was sent")),
        }
    }

    /// Sends a record, and says which of its producer's it is.
    pub(super) fn send(
        &mut self,
        producer: &str,
        topic: &str,
        record: &str,
    ) -> Result<(NodeId, usize), Failure> {
        let producer = self.producer(producer)?;
        let (partition, key, value) = parts(record)?;
        let text = |text: &str| (text != "null").then(|| Arc::from(text));
        self.command(&Command::Produce {
            producer,
            topic: topic.into(),
            partition,
            key: text(key),
            value: text(value),
        })?;
        Ok((producer, self.replay.count_send(producer)))
    }

    /// What the application is told of a record. The recorder waits no longer than this for it.
    pub(super) fn answer(&mut self, producer: NodeId, number: usize) -> Value {
        let came = self
            .replay
            .wait(|replay| replay.answers.outcome(producer, number).is_some());
        let outcome = self.replay.answers.outcome(producer, number);
        match (came, outcome) {
            (Ok(()), Some(Ok(metadata))) => {
                json!({"offset": metadata.offset.map_or(-1, |offset| offset.0)})
            }
            (Ok(()), Some(Err(error))) => spelled(error, &Names::of(&self.replay.world)),
            _ => json!({"error": "TimeoutException", "message": "null"}),
        }
    }
}

/// The partition, the key and the value of `0|k|a`; of `*|k|a` the partition is the producer's to choose.
fn parts(record: &str) -> Result<(Option<PartitionIndex>, &str, &str), Failure> {
    let parts: Vec<&str> = record.splitn(3, '|').collect();
    let [partition, key, value] = parts[..] else {
        return Err(Failure::unfit(format!("`{record}` is no record")));
    };
    if partition == "*" {
        return Ok((None, key, value));
    }
    let index = partition.parse().map(PartitionIndex);
    let index = index.map_err(|_| Failure::unfit(format!("`{record}` names no partition")))?;
    Ok((Some(index), key, value))
}
