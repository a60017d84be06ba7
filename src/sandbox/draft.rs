//! A cluster that is being built: the texts in the fields, right or wrong. The cluster that runs knows
//! nothing of it.

mod client;

use std::sync::Arc;

use highwater_core::config::{BrokerConfig, Setting};
use highwater_core::id::BrokerId;
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{PlacedPartition, ProducerSpec, Scenario, ScriptEntry};
use highwater_core::sorted::Map;

use self::client::{consumer, member, producer};
use super::field::{
    ASSIGNMENT, BROKERS, BY_HAND, COUNTED, Field, JITTER, LATENCY, LOAD_TOPIC, NAME, Name,
    OPENS_AT, PARTITIONS, PLACEMENT, Part, RACKS, REPLICATION_FACTOR, SANDBOX_NAME, SCRIPT, SEED,
};

/// So many topics, producers or consumers can be added by the form: more are not seen beside each other.
pub const PARTS_MAX: usize = 6;

/// The texts of a part's fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its number, for as long as it is there.
    pub id: u64,
    texts: Map<&'static str, String>,
    settings: Map<Arc<str>, String>,
}

/// A cluster that is being built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub(super) cluster: Sheet,
    /// Its topics.
    pub topics: Vec<Sheet>,
    /// Its producers.
    pub producers: Vec<Sheet>,
    /// Its consumers.
    pub consumers: Vec<Sheet>,
    /// What the scenario that it began with does by itself.
    pub script: Vec<ScriptEntry>,
    /// Where that scenario places partitions of internal topics.
    pub(super) internal_partitions: Vec<PlacedPartition>,
    next_id: u64,
}

impl Sheet {
    pub(super) fn new(id: u64) -> Self {
        Self {
            id,
            ..Self::default()
        }
    }

    /// What stands in a field.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text)
    }

    /// The keys that are set to something.
    pub fn settings(&self) -> impl Iterator<Item = (&Arc<str>, &str)> {
        self.settings.iter().map(|(key, value)| (key, &**value))
    }

    fn write(&mut self, name: &Name, text: &str) {
        match name {
            Name::Own(name) => {
                self.texts.insert(name, text.to_owned());
            }
            Name::Setting(key) if text.trim().is_empty() => {
                self.settings.remove(key);
            }
            Name::Setting(key) => {
                self.settings.insert(key.clone(), text.to_owned());
            }
        }
    }

    pub(super) fn put(&mut self, name: &'static str, text: impl Into<String>) {
        self.texts.insert(name, text.into());
    }

    /// The keys that somebody has set.
    pub(super) fn put_settings(
        &mut self,
        settings: &[Setting],
        beyond_default: &dyn Fn(&str) -> Option<String>,
    ) {
        for setting in settings {
            if let Some(value) = beyond_default(setting.name) {
                self.settings.insert(setting.name.into(), value);
            }
        }
    }
}

/// Whether a cluster has the same brokers, topics and clients as another, however they are configured: what
/// there is to try in the one can be tried in the other.
#[must_use]
pub fn has_same_parts(one: &Scenario, other: &Scenario) -> bool {
    let parts = |topic: &TopicSpec| {
        let counts = (topic.partitions, topic.replication_factor);
        (topic.name.clone(), topic.assignment.clone(), counts)
    };
    let counts = |of: &Scenario| (of.brokers, of.producers.len(), of.consumers.len());
    counts(one) == counts(other)
        && one
            .topics
            .iter()
            .map(parts)
            .eq(other.topics.iter().map(parts))
}

impl Draft {
    /// The fields as they make that cluster.
    #[must_use]
    pub fn of(name: &str, scenario: &Scenario) -> Self {
        let mut draft = Self {
            cluster: cluster(name, scenario),
            topics: Vec::new(),
            producers: Vec::new(),
            consumers: Vec::new(),
            script: scenario.script.clone(),
            internal_partitions: scenario.internal_partitions.clone(),
            next_id: 0,
        };
        for spec in &scenario.topics {
            let sheet = topic(draft.new_id(), spec);
            draft.topics.push(sheet);
        }
        for spec in &scenario.producers {
            let sheet = producer(draft.new_id(), spec);
            draft.producers.push(sheet);
        }
        for spec in &scenario.consumers {
            let sheet = consumer(draft.new_id(), spec);
            draft.consumers.push(sheet);
        }
        draft
    }

    /// The fields of one producer and one consumer for a cluster that runs and has that topic. Their sheets are
    /// numbered from there on.
    #[must_use]
    pub fn of_clients(topic: &str, from: u64) -> Self {
        let mut draft = Self {
            cluster: Sheet::default(),
            topics: Vec::new(),
            producers: Vec::new(),
            consumers: Vec::new(),
            script: Vec::new(),
            internal_partitions: Vec::new(),
            next_id: from,
        };
        let mut sheet = producer(draft.new_id(), &ProducerSpec::default());
        sheet.put(LOAD_TOPIC, topic);
        draft.producers.push(sheet);
        let sheet = consumer(draft.new_id(), &member(topic));
        draft.consumers.push(sheet);
        draft
    }

    /// The number that the latest of its sheets has.
    #[must_use]
    pub fn next_id(&self) -> u64 {
        self.next_id
    }

    fn new_id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// The parts of that kind; for the cluster itself none.
    fn parts(&self, part: Part) -> &[Sheet] {
        match part {
            Part::Cluster => &[],
            Part::Topic(_) => &self.topics,
            Part::Producer(_) => &self.producers,
            Part::Consumer(_) => &self.consumers,
        }
    }

    fn parts_mut(&mut self, part: Part) -> Option<&mut Vec<Sheet>> {
        match part {
            Part::Cluster => None,
            Part::Topic(_) => Some(&mut self.topics),
            Part::Producer(_) => Some(&mut self.producers),
            Part::Consumer(_) => Some(&mut self.consumers),
        }
    }

    /// The place of a part among those of its kind, from 0, if it is there.
    #[must_use]
    pub fn place(&self, part: Part) -> Option<usize> {
        let id = part.id()?;
        self.parts(part).iter().position(|sheet| sheet.id == id)
    }

    /// The sheet of a part, if that is there.
    #[must_use]
    pub fn sheet(&self, part: Part) -> Option<&Sheet> {
        match part {
            Part::Cluster => Some(&self.cluster),
            _ => self.parts(part).get(self.place(part)?),
        }
    }

    /// What stands in a field.
    #[must_use]
    pub fn text(&self, field: &Field) -> &str {
        let Some(sheet) = self.sheet(field.part) else {
            return "";
        };
        match &field.name {
            Name::Own(name) => sheet.text(name),
            Name::Setting(key) => sheet.settings.get(key).map_or("", |text| text),
        }
    }

    /// Writes into a field. An empty setting is its default.
    pub fn write(&mut self, field: &Field, text: &str) {
        let place = self.place(field.part);
        let sheet = match self.parts_mut(field.part) {
            None => Some(&mut self.cluster),
            Some(parts) => place.and_then(|place| parts.get_mut(place)),
        };
        if let Some(sheet) = sheet {
            sheet.write(&field.name, text);
        }
    }

    /// One topic more, with as many replicas as there can be up to three.
    pub fn add_topic(&mut self) {
        let mut sheet = Sheet::new(self.new_id());
        let brokers = self.cluster.text(BROKERS).trim().parse().unwrap_or(1_u32);
        let factor = brokers.clamp(1, 3);
        sheet.put(NAME, self.free_name());
        sheet.put(PLACEMENT, COUNTED);
        sheet.put(PARTITIONS, "1");
        sheet.put(REPLICATION_FACTOR, factor.to_string());
        self.topics.push(sheet);
    }

    fn free_name(&self) -> String {
        let is_taken = |name: &str| self.topics.iter().any(|topic| topic.text(NAME) == name);
        let mut name = "orders".to_owned();
        let mut number = 1;
        while is_taken(&name) {
            number += 1;
            name = ["topic-", &number.to_string()].concat();
        }
        name
    }

    /// One producer more, which sends what the person sends.
    pub fn add_producer(&mut self) {
        let mut sheet = producer(self.new_id(), &ProducerSpec::default());
        sheet.put(LOAD_TOPIC, self.first_topic());
        self.producers.push(sheet);
    }

    /// One consumer more, which subscribes to the first topic.
    pub fn add_consumer(&mut self) {
        let spec = member(&self.first_topic());
        let sheet = consumer(self.new_id(), &spec);
        self.consumers.push(sheet);
    }

    fn first_topic(&self) -> String {
        let first = self.topics.first();
        first.map_or("orders", |topic| topic.text(NAME)).to_owned()
    }

    /// Takes a part away.
    pub fn remove(&mut self, part: Part) {
        if let (Some(place), Some(parts)) = (self.place(part), self.parts_mut(part)) {
            parts.remove(place);
        }
    }
}

fn cluster(name: &str, scenario: &Scenario) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.put(SANDBOX_NAME, name);
    sheet.put(BROKERS, scenario.brokers.to_string());
    sheet.put(RACKS, scenario.racks.join(", "));
    sheet.put(LATENCY, scenario.network.latency_ms.to_string());
    sheet.put(JITTER, scenario.network.jitter_ms.to_string());
    sheet.put(SEED, scenario.seed.to_string());
    sheet.put(OPENS_AT, scenario.opens_at_ms.to_string());
    sheet.put(SCRIPT, "yes");
    let config = &scenario.broker_config;
    sheet.put_settings(BrokerConfig::SETTINGS, &|key| config.beyond_default(key));
    sheet
}

fn topic(id: u64, spec: &TopicSpec) -> Sheet {
    let mut sheet = Sheet::new(id);
    let written = |number: Option<u32>| number.map_or_else(String::new, |one| one.to_string());
    sheet.put(NAME, &*spec.name);
    sheet.put(PARTITIONS, written(spec.partitions));
    sheet.put(REPLICATION_FACTOR, written(spec.replication_factor));
    if spec.assignment.is_empty() {
        sheet.put(PLACEMENT, COUNTED);
    } else {
        sheet.put(PLACEMENT, BY_HAND);
        // What the other choice would begin with.
        let factor = spec.assignment.first().map_or(1, Vec::len);
        sheet.put(PARTITIONS, spec.assignment.len().to_string());
        sheet.put(REPLICATION_FACTOR, factor.to_string());
    }
    sheet.put(ASSIGNMENT, assignment(&spec.assignment));
    for (key, value) in &spec.config {
        sheet
            .settings
            .insert(key.clone(), value.as_ref().to_owned());
    }
    sheet
}

/// One partition in a line: `1, 2, 3`.
fn assignment(assignment: &[Vec<BrokerId>]) -> String {
    let mut lines = Vec::new();
    for replicas in assignment {
        let ids: Vec<String> = replicas.iter().map(|id| id.0.to_string()).collect();
        lines.push(ids.join(", "));
    }
    lines.join("\n")
}
