//! What producers are handed, and what they are told.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_core::command::{Command, ProducerCall};
use highwater_core::config::{ProducerConfig, Setting, SettingError, Takes, ValueType};
use highwater_core::explain::{
    Exception, Names, producer_config_lines, refused_scenario, refused_setting,
};
use highwater_core::id::{NodeId, PartitionIndex, RecordId};
use highwater_core::scenario::{self, ProblemKind, ProducerSpec, Requirement};
use serde_json::{Value, json};

use super::super::answers::spelled;
use super::super::cluster::producer_config;
use super::Performer;
use crate::case::Failure;

impl Performer<'_> {
    /// Makes a producer, which is otherwise made when it is first used.
    pub(super) fn make_producer(&mut self, name: &str) -> Result<Value, Failure> {
        let producer = self.producer(name)?;
        self.command(&Command::CallProducer {
            producer,
            call: ProducerCall::Create,
        })
    }

    /// Sends records one after the other, each once the one before was answered.
    pub(super) fn produce(
        &mut self,
        producer: &str,
        topic: &str,
        records: &[String],
    ) -> Result<Value, Failure> {
        let mut answers = Vec::new();
        for text in records {
            let record = self.send(producer, topic, text)?;
            let mut answer = self.answer(record);
            answer["record"] = json!(text);
            let outcome = self.replay.answers.outcome(record);
            if let (None, Some(Ok(metadata))) = (answer.get("error"), outcome) {
                answer["partition"] = json!(metadata.partition.0);
            }
            answers.push(answer);
        }
        Ok(Value::Array(answers))
    }

    /// What a producer says of its configuration when it is made, and what it logs.
    pub(super) fn new_producer(
        &mut self,
        settings: &BTreeMap<String, String>,
    ) -> Result<Value, Failure> {
        if let Some(exception) = refused_value(settings) {
            return Ok(told(&exception));
        }
        let config = producer_config(settings).map_err(Failure::unfit)?;
        for line in producer_config_lines(&config) {
            self.log(line.to_string());
        }
        let idempotence = config.idempotence();
        let mut scenario = self.replay.world.scenario().clone();
        scenario.producers = vec![ProducerSpec {
            config: config.clone(),
            ..ProducerSpec::default()
        }];
        let problems = scenario::check(&scenario);
        let problem = problems.iter().find(|it| it.path.starts_with("producers"));
        let conflict = problem.map(|problem| &problem.kind);
        // Whoever is refused for that has not been counted yet (`ProducerConfig.postProcessParsedConfig`).
        let name = match conflict {
            Some(ProblemKind::Expected(Requirement::Idempotence(_))) => String::new(),
            _ => self.client_id(settings, &config),
        };
        if let Some(problem) = problem {
            let exception = refused_scenario(&scenario, problem);
            let exception = exception.ok_or_else(|| Failure::unfit(problem))?;
            return Ok(told(&exception));
        }
        if idempotence.is_on {
            let prefix = format!("INFO [Producer clientId={name}]");
            self.log(format!("{prefix} Instantiated an idempotent producer."));
        }
        Ok(json!({"ok": true}))
    }

    /// A producer's `client.id`: its own, or one that is counted (`ProducerConfig.maybeOverrideClientId`).
    fn client_id(
        &mut self,
        settings: &BTreeMap<String, String>,
        config: &ProducerConfig,
    ) -> String {
        if let Some(own) = settings.get("client.id") {
            return own.clone();
        }
        if !config.transactional_id.is_empty() {
            return format!("producer-{}", config.transactional_id);
        }
        self.replay.nameless_producers += 1;
        format!("producer-{}", self.replay.nameless_producers)
    }

    /// A producer that lives for a moment only is no part of the simulation; what it logs stands among the
    /// clients' lines.
    fn log(&mut self, line: String) {
        self.replay.lines.push((NodeId::Admin, line));
    }

    fn producer(&self, name: &str) -> Result<NodeId, Failure> {
        let producer = self.cluster.producers.get(name).copied();
        producer.ok_or_else(|| Failure::unfit(format!("there is no producer {name}")))
    }

    /// The answer of what a producer sent last.
    pub(super) fn await_send(&mut self, producer: &str) -> Result<Value, Failure> {
        let producer = self.producer(producer)?;
        match self.replay.sent(producer) {
            Some(last) => Ok(self.answer(last)),
            None => Err(Failure::unfit("await_send: nothing was sent")),
        }
    }

    /// Sends a record, and says which it is.
    pub(super) fn send(
        &mut self,
        producer: &str,
        topic: &str,
        record: &str,
    ) -> Result<RecordId, Failure> {
        let producer = self.producer(producer)?;
        let (partition, key, value) = parts(record)?;
        let text = |text: &str| (text != "null").then(|| Arc::from(text));
        let next = self.replay.world.next_record();
        self.command(&Command::Produce {
            producer,
            topic: topic.into(),
            partition,
            key: text(key),
            value: text(value),
        })?;
        Ok(self.replay.count_send(producer, next))
    }

    /// What the application is told of a record. The recorder waits no longer than this for it.
    pub(super) fn answer(&mut self, record: RecordId) -> Value {
        let came = self
            .replay
            .wait(|replay| replay.answers.outcome(record).is_some());
        let outcome = self.replay.answers.outcome(record);
        match (came, outcome) {
            (Ok(()), Some(Ok(metadata))) => {
                json!({"offset": metadata.offset.map_or(-1, |offset| offset.0)})
            }
            (Ok(()), Some(Err(error))) => spelled(error, &Names::of(&self.replay.world)),
            _ => json!({"error": "TimeoutException", "message": "null"}),
        }
    }
}

/// What Kafka says of the first value that its setting does not take (`ConfigDef.parse`).
fn refused_value(settings: &BTreeMap<String, String>) -> Option<Exception> {
    let mut refused = settings.iter().filter_map(|(key, value)| {
        let error = ProducerConfig::default().set(key, value).err()?;
        refused_setting(&error)
    });
    if let Some(exception) = refused.next() {
        return Some(exception);
    }
    let value = settings.get(METADATA_MAX_AGE.name)?;
    let is_refused = value.parse::<i64>().is_ok_and(|value| value < 0);
    let error = SettingError::Refused {
        setting: METADATA_MAX_AGE,
        value: value.clone(),
    };
    refused_setting(&error).filter(|_| is_refused)
}

/// A producer's setting that the engine does not have.
const METADATA_MAX_AGE: Setting = Setting {
    name: "metadata.max.age.ms",
    takes: Takes::Value(ValueType::Long(0)),
};

fn told(exception: &Exception) -> Value {
    json!({"error": exception.class, "message": exception.message})
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
