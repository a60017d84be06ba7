//! From the fields to a cluster, or to everything that is wrong, each at its field.

mod client;

use std::sync::Arc;

use highwater_core::config::{BrokerConfig, SettingError};
use highwater_core::explain::{Exception, refused_scenario, refused_setting};
use highwater_core::id::BrokerId;
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    self, ConsumerSpec, NetworkSpec, Problem, ProblemKind, ProducerSpec, Scenario, VERSION,
};
use highwater_core::sorted::Map;

use super::draft::{Draft, Sheet};
use super::field::{
    ASSIGNMENT, BROKERS, BY_HAND, Field, JITTER, LATENCY, NAME, Name, OPENS_AT, PARTITIONS, PATHS,
    PLACEMENT, Part, RACKS, REPLICATION_FACTOR, SCRIPT, SEED,
};

/// Something that is wrong at a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// The field's path, or one within it.
    pub path: String,
    /// What Kafka says of it, where Kafka would refuse it.
    pub kafka: Option<Exception>,
    /// What it is.
    pub wrong: Wrong,
}

/// What is wrong at a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no whole number from 0.
    Number,
    /// It is no list of brokers, `1, 2, 3`.
    Brokers,
    /// It is no list of partitions' numbers, `0, 1`.
    Partitions,
    /// It is no list of partitions to read, `orders-0, orders-1@5`.
    Assigned,
    /// The key does not take it.
    Setting(SettingError),
    /// The cluster cannot be so.
    Scenario(ProblemKind),
}

/// What the paths of topics begin with.
const TOPICS: &str = "topics[";

impl Draft {
    /// The cluster that the fields make.
    ///
    /// # Errors
    /// Everything that is wrong, but for what may come of a field that cannot be read.
    pub fn read(&self) -> Result<Scenario, Vec<FieldProblem>> {
        let mut reader = Reader::of(self);
        let scenario = reader.scenario();
        reader.note(scenario::check(&scenario), &scenario);
        reader.session_timeouts(&scenario.broker_config, &scenario.consumers);
        reader.done(scenario)
    }

    /// The first of its producers, for a cluster that runs.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read_producer(&self, runs: &Scenario) -> Result<ProducerSpec, Vec<FieldProblem>> {
        let mut reader = Reader::of(self);
        let sheet = self.producers.first();
        let spec = sheet
            .map(|sheet| reader.producer(sheet))
            .unwrap_or_default();
        reader.note(scenario::check_producer(&spec), runs);
        reader.done(spec)
    }

    /// The first of its consumers, likewise.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read_consumer(&self, runs: &Scenario) -> Result<ConsumerSpec, Vec<FieldProblem>> {
        let mut reader = Reader::of(self);
        let sheet = self.consumers.first();
        let spec = sheet
            .map(|sheet| reader.consumer(sheet))
            .unwrap_or_default();
        reader.note(scenario::check_consumer(&spec), runs);
        reader.session_timeouts(&runs.broker_config, core::slice::from_ref(&spec));
        reader.done(spec)
    }

    /// Everything that is wrong with either.
    #[must_use]
    pub fn problems_of_clients(&self, runs: &Scenario) -> Vec<FieldProblem> {
        let mut problems = self.read_producer(runs).err().unwrap_or_default();
        problems.extend(self.read_consumer(runs).err().unwrap_or_default());
        problems
    }

    /// The path of a field; nothing where its part is gone.
    #[must_use]
    pub fn path(&self, field: &Field) -> Option<String> {
        let name: String = match &field.name {
            Name::Own(name) => (*name).to_owned(),
            Name::Setting(key) => [field.part.config(), ".\"", key, "\""].concat(),
        };
        if field.part == Part::Cluster {
            return Some(name);
        }
        let place = self.place(field.part)?.to_string();
        Some([field.part.list(), "[", &place, "].", &name].concat())
    }

    /// The field to which a path leads, if it is in the form.
    #[must_use]
    pub fn field_at(&self, path: &str) -> Option<Field> {
        let Some((list, rest)) = path.split_once('[') else {
            return field_of(Part::Cluster, path);
        };
        let (index, rest) = rest.split_once("].")?;
        let index: usize = index.parse().ok()?;
        let part = match list {
            "topics" => Part::Topic(self.topics.get(index)?.id),
            "producers" => Part::Producer(self.producers.get(index)?.id),
            "consumers" => Part::Consumer(self.consumers.get(index)?.id),
            _ => return None,
        };
        field_of(part, rest)
    }
}

/// Whether a path leads to a value, or to something in it.
fn leads_to(path: &str, value: &str) -> bool {
    let rest = path.strip_prefix(value);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
}

/// The field of a part by the rest of a path.
fn field_of(part: Part, rest: &str) -> Option<Field> {
    let key = rest.strip_prefix(part.config()).and_then(|rest| {
        let quoted = rest.strip_prefix(".\"")?;
        quoted.strip_suffix('"')
    });
    if let Some(key) = key {
        return Some(Field::setting(part, key));
    }
    let known = PATHS.iter().find(|name| leads_to(rest, name));
    known.map(|name| Field::own(part, name))
}

/// The path of the field at which a problem stands: of a load the engine names the whole.
fn place_of(problem: &Problem) -> String {
    let part = match problem.kind {
        ProblemKind::UnknownTopic(_) => ".topic",
        ProblemKind::UnknownPartition(_) => ".partitions",
        _ => "",
    };
    match problem.path.ends_with(".load") {
        true => [&problem.path, part].concat(),
        false => problem.path.clone(),
    }
}

/// Whether what is said of a field may come of another one: clients rest on topics, and all on how many brokers
/// there are, and on what they are configured with.
fn rests_on(path: &str, other: &str) -> bool {
    let is_topic = |part: &str| part.starts_with(TOPICS);
    match (part_of(path), part_of(other)) {
        (_, None) => path == other || other == BROKERS || other.starts_with(Part::Cluster.config()),
        (Some(part), Some(topic)) if is_topic(topic) => part == topic || !is_topic(part),
        (part, Some(other)) => part == Some(other) || path.starts_with(SCRIPT),
    }
}

/// What stands before the field in a path, `topics[0]`; nothing of the cluster's own fields.
fn part_of(path: &str) -> Option<&str> {
    path.split_once("].").map(|(part, _)| part)
}

impl FieldProblem {
    /// Whether it stands at the field of that path.
    #[must_use]
    pub fn is_at(&self, path: &str) -> bool {
        leads_to(&self.path, path)
    }
}

struct Reader<'d> {
    draft: &'d Draft,
    problems: Vec<FieldProblem>,
}

impl<'d> Reader<'d> {
    fn of(draft: &'d Draft) -> Self {
        let problems = Vec::new();
        Self { draft, problems }
    }

    fn done<T>(self, read: T) -> Result<T, Vec<FieldProblem>> {
        match self.problems.is_empty() {
            true => Ok(read),
            false => Err(self.problems),
        }
    }
}

impl Reader<'_> {
    fn scenario(&mut self) -> Scenario {
        let draft = self.draft;
        let keeps_script = draft.cluster.text(SCRIPT) == "yes";
        Scenario {
            internal_partitions: draft.internal_partitions.clone(),
            version: VERSION,
            seed: self.number(Part::Cluster, SEED),
            opens_at_ms: self.number(Part::Cluster, OPENS_AT),
            network: NetworkSpec {
                latency_ms: self.number(Part::Cluster, LATENCY),
                jitter_ms: self.number(Part::Cluster, JITTER),
            },
            brokers: self.number(Part::Cluster, BROKERS),
            racks: racks(draft.cluster.text(RACKS)),
            broker_config: self.broker_config(),
            topics: draft.topics.iter().map(|topic| self.topic(topic)).collect(),
            producers: draft
                .producers
                .iter()
                .map(|one| self.producer(one))
                .collect(),
            consumers: draft
                .consumers
                .iter()
                .map(|one| self.consumer(one))
                .collect(),
            script: match keeps_script {
                true => draft.script.clone(),
                false => Vec::new(),
            },
        }
    }

    /// Takes down what is wrong with what could be read.
    fn note(&mut self, problems: Vec<Problem>, scenario: &Scenario) {
        for problem in problems {
            self.take_down(FieldProblem {
                kafka: refused_scenario(scenario, &problem),
                path: place_of(&problem),
                wrong: Wrong::Scenario(problem.kind),
            });
        }
    }

    /// Takes down how a field does not fit, unless that may come of one that could not be read.
    fn take_down(&mut self, problem: FieldProblem) {
        let could_be_read = |other: &FieldProblem| matches!(other.wrong, Wrong::Scenario(_));
        let mut others = self.problems.iter();
        let is_told = others.all(|it| could_be_read(it) || !rests_on(&problem.path, &it.path));
        if is_told {
            self.problems.push(problem);
        }
    }

    fn wrong(&mut self, field: &Field, wrong: Wrong) {
        let kafka = match &wrong {
            Wrong::Setting(error) => refused_setting(error),
            _ => None,
        };
        let path = self.draft.path(field).unwrap_or_default();
        self.problems.push(FieldProblem { path, kafka, wrong });
    }

    fn number<T: TryFrom<u64> + Default>(&mut self, part: Part, name: &'static str) -> T {
        let field = Field::own(part, name);
        let typed = self.draft.text(&field).trim();
        let number = typed.parse::<u64>().ok();
        match number.and_then(|number| T::try_from(number).ok()) {
            Some(number) => number,
            None => {
                self.wrong(&field, Wrong::Number);
                T::default()
            }
        }
    }

    fn broker_config(&mut self) -> BrokerConfig {
        let mut config = BrokerConfig::default();
        let cluster = &self.draft.cluster;
        self.settings(Part::Cluster, cluster, &mut |key, value| {
            config.set(key, value)
        });
        config
    }

    /// Sets every key of a part that is set to something.
    fn settings(
        &mut self,
        part: Part,
        sheet: &Sheet,
        set: &mut dyn FnMut(&str, &str) -> Result<(), SettingError>,
    ) {
        for (key, value) in sheet.settings() {
            if let Err(error) = set(key, value) {
                self.wrong(&Field::setting(part, key), Wrong::Setting(error));
            }
        }
    }

    fn topic(&mut self, sheet: &Sheet) -> TopicSpec {
        let part = Part::Topic(sheet.id);
        let by_hand = sheet.text(PLACEMENT) == BY_HAND;
        let mut config = Map::new();
        for (key, value) in sheet.settings() {
            config.insert(key.clone(), Arc::from(value));
        }
        TopicSpec {
            name: sheet.text(NAME).into(),
            assignment: match by_hand {
                true => self.assignment(part),
                false => Vec::new(),
            },
            partitions: self.count(part, PARTITIONS, by_hand),
            replication_factor: self.count(part, REPLICATION_FACTOR, by_hand),
            config,
        }
    }

    /// A number of partitions or replicas; empty, it is the brokers' default.
    fn count(&mut self, part: Part, name: &'static str, by_hand: bool) -> Option<u32> {
        let is_empty = self.draft.text(&Field::own(part, name)).trim().is_empty();
        (!by_hand && !is_empty).then(|| self.number(part, name))
    }

    /// One partition in a line.
    fn assignment(&mut self, part: Part) -> Vec<Vec<BrokerId>> {
        let (draft, field) = (self.draft, Field::own(part, ASSIGNMENT));
        let text = draft.text(&field).trim();
        if text.is_empty() {
            self.wrong(&field, Wrong::Brokers);
        }
        let mut assignment = Vec::new();
        for line in text.lines() {
            match numbers(line, 'b') {
                Some(ids) => assignment.push(ids.into_iter().map(BrokerId).collect()),
                None => {
                    self.wrong(&field, Wrong::Brokers);
                    break;
                }
            }
        }
        assignment
    }
}

/// Numbers with commas between them, each with that letter before it or without; nothing between two
/// commas is no number.
fn numbers(list: &str, letter: char) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    for one in list.split(',') {
        let one = one.trim();
        let digits = one.strip_prefix(letter).unwrap_or(one);
        numbers.push(digits.parse().ok()?);
    }
    Some(numbers)
}

fn racks(list: &str) -> Vec<Arc<str>> {
    if list.trim().is_empty() {
        return Vec::new();
    }
    list.split(',').map(|rack| rack.trim().into()).collect()
}
