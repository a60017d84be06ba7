//! From the cluster that a recording names to the scenario of a run.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_core::config::{
    BrokerConfig, ConsumerConfig, GROUP_METADATA_TOPIC, ProducerConfig, Setting, SettingError,
    Takes,
};
use highwater_core::explain::{Exception, refused_empty, refused_scenario, refused_setting};
use highwater_core::id::{BrokerId, ClientId, NodeId, PartitionIndex};
use highwater_core::scenario::{
    ConsumerSpec, NetworkSpec, PlacedPartition, ProducerSpec, Scenario, TOPICS_AT_MS, VERSION,
    check,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::action::Action;
use super::format::{ClusterSpec, Step};
use super::recorder::recorder;

/// All processes of a recording run on one machine.
const NETWORK: NetworkSpec = NetworkSpec {
    latency_ms: 1,
    jitter_ms: 0,
};

/// The random numbers decide nothing that is compared, the placement aside, which is taken from the
/// recording.
const SEED: u64 = 1;

/// A recording's cluster, ready to run.
pub struct Cluster {
    /// What runs.
    pub scenario: Arc<Scenario>,
    /// The id of the controller in the recording.
    pub controller: u32,
    /// The producers, by the names that the recording gives them.
    pub producers: BTreeMap<String, NodeId>,
    /// The consumers, likewise.
    pub consumers: BTreeMap<String, NodeId>,
    /// What consumers say of a configuration that they refuse.
    pub refused_consumers: BTreeMap<String, Value>,
}

impl Cluster {
    /// The cluster of a recording, with the producers that its steps use.
    ///
    /// # Errors
    /// What of it the engine cannot be.
    pub fn new(cluster: &ClusterSpec, steps: &[Result<Step, String>]) -> Result<Self, String> {
        Self::drawn(cluster, steps, SEED)
    }

    /// The same, with ids that are drawn by another seed.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn drawn(
        cluster: &ClusterSpec,
        steps: &[Result<Step, String>],
        seed: u64,
    ) -> Result<Self, String> {
        let [controller] = cluster.controllers[..] else {
            let count = cluster.controllers.len();
            return Err(format!(
                "the cluster has {count} controllers: the engine has one, a quorum comes later"
            ));
        };
        let broker_config: BrokerConfig = config(
            &cluster.broker_config_beyond_defaults,
            &recorder().settings_without_effect,
        )?;
        let (producers, specs) = producers(steps)?;
        let mut scenario = Scenario {
            internal_partitions: internal_partitions(steps),
            version: VERSION,
            seed,
            opens_at_ms: TOPICS_AT_MS,
            network: NETWORK,
            brokers: cluster.brokers,
            racks: Vec::new(),
            broker_config,
            topics: Vec::new(),
            producers: specs,
            consumers: Vec::new(),
            script: Vec::new(),
        };
        let (consumers, refused_consumers) = consumers(steps, &mut scenario)?;
        can_run(&scenario)?;
        // There is one entry for each broker, of which there are few enough now.
        scenario.racks = racks(cluster)?;
        Ok(Self {
            scenario: Arc::new(scenario),
            controller,
            producers,
            consumers,
            refused_consumers,
        })
    }
}

/// The consumers by name, and what is told of those that were refused.
type Consumers = (BTreeMap<String, NodeId>, BTreeMap<String, Value>);

/// The consumers in the order in which they are made, each by hand. What one of them refuses is told where
/// it is made.
fn consumers(steps: &[Result<Step, String>], scenario: &mut Scenario) -> Result<Consumers, String> {
    let (mut names, mut refused) = (BTreeMap::new(), BTreeMap::new());
    let steps = steps.iter().filter_map(|step| step.as_ref().ok());
    for action in steps.flat_map(|step| &step.actions) {
        let Ok(Action::Consumer { name, config: set }) = Action::read(action) else {
            continue;
        };
        let exception = consumer(&name, &set, scenario)?;
        if let Some(exception) = exception {
            let told = json!({"error": exception.class, "message": exception.message});
            refused.insert(name.clone(), told);
            scenario.consumers.push(ConsumerSpec::default());
        }
        let id = u32::try_from(scenario.consumers.len()).unwrap_or(u32::MAX);
        if let Some(spec) = scenario.consumers.last_mut() {
            spec.application.by_hand = true;
        }
        names.insert(name, NodeId::Consumer(ClientId(id)));
    }
    Ok((names, refused))
}

/// A consumer's only setting that the engine does not have, since it changes nothing there.
const ISOLATION_LEVEL: Setting = Setting {
    name: "isolation.level",
    takes: Takes::OneOf(&["read_committed", "read_uncommitted"]),
};

/// Adds a consumer to the scenario, unless it refuses its configuration; what it says then.
fn consumer(
    name: &str,
    settings: &BTreeMap<String, String>,
    scenario: &mut Scenario,
) -> Result<Option<Exception>, String> {
    if let Some(exception) = refused_consumer_value(settings) {
        return Ok(Some(exception));
    }
    let mut spec = ConsumerSpec {
        config: config(settings, &recorder().consumer_settings_without_effect)?,
        ..ConsumerSpec::default()
    };
    if spec.config.client_id.is_empty() {
        spec.config.client_id = name.into();
    }
    let own = format!("consumers[{}]", scenario.consumers.len());
    scenario.consumers.push(spec);
    let problems = check(scenario);
    let Some(problem) = problems.iter().find(|it| it.path.starts_with(&own)) else {
        return Ok(None);
    };
    let exception = refused_scenario(scenario, problem).ok_or(problem.to_string())?;
    scenario.consumers.pop();
    Ok(Some(exception))
}

/// What Kafka says of the first value that its setting does not take (`ConfigDef.parse`), or of what must not
/// be empty.
fn refused_consumer_value(settings: &BTreeMap<String, String>) -> Option<Exception> {
    for (key, value) in settings {
        let refused = match ConsumerConfig::default().set(key, value) {
            Err(error) => refused_setting(&error),
            Ok(()) if value.is_empty() => refused_empty(key),
            Ok(()) => None,
        };
        if refused.is_some() {
            return refused;
        }
    }
    let level = settings.get(ISOLATION_LEVEL.name)?;
    let Takes::OneOf(levels) = ISOLATION_LEVEL.takes else {
        return None;
    };
    let error = SettingError::Refused {
        setting: ISOLATION_LEVEL,
        value: level.clone(),
    };
    refused_setting(&error).filter(|_| !levels.contains(&level.as_str()))
}

/// Where partitions of the internal topic of groups stand, as far as the recording says: what was recorded
/// first counts.
fn internal_partitions(steps: &[Result<Step, String>]) -> Vec<PlacedPartition> {
    let mut placed = BTreeMap::new();
    for step in steps.iter().filter_map(|step| step.as_ref().ok()) {
        for (name, partition) in &step.state.partitions {
            let index = name.strip_prefix(GROUP_METADATA_TOPIC);
            let index = index.and_then(|rest| rest.strip_prefix('-')?.parse().ok());
            if let Some(index) = index {
                placed.entry(index).or_insert(&partition.replicas);
            }
        }
    }
    let mut partitions = Vec::new();
    for (index, replicas) in placed {
        partitions.push(PlacedPartition {
            topic: GROUP_METADATA_TOPIC.into(),
            partition: PartitionIndex(index),
            replicas: replicas.iter().copied().map(BrokerId).collect(),
        });
    }
    partitions
}

fn can_run(scenario: &Scenario) -> Result<(), String> {
    let problems = check(scenario);
    if problems.is_empty() {
        return Ok(());
    }
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    Err(format!("the cluster cannot run: {}", problems.join("; ")))
}

fn racks(cluster: &ClusterSpec) -> Result<Vec<Arc<str>>, String> {
    if let Some(stranger) = cluster
        .racks
        .keys()
        .find(|id| !(1..=cluster.brokers).contains(id))
    {
        return Err(format!(
            "`racks` names broker {stranger}, which is not there"
        ));
    }
    let rack = |id: u32| cluster.racks.get(&id).map_or("", String::as_str);
    Ok((1..=cluster.brokers)
        .map(|id| Arc::from(rack(id)))
        .collect())
}

/// The producers in the order in which they are used first; each is made when it is.
fn producers(
    steps: &[Result<Step, String>],
) -> Result<(BTreeMap<String, NodeId>, Vec<ProducerSpec>), String> {
    let (mut names, mut specs) = (BTreeMap::new(), Vec::new());
    let steps = steps.iter().filter_map(|step| step.as_ref().ok());
    for action in steps.flat_map(|step| &step.actions) {
        // An action that cannot be read fails in its own step.
        let Ok(action) = Action::read(action) else {
            continue;
        };
        let Some((name, config)) = action.producer() else {
            continue;
        };
        if names.contains_key(name) {
            continue;
        }
        let id = u32::try_from(specs.len() + 1).unwrap_or(u32::MAX);
        names.insert(name.to_owned(), NodeId::Producer(ClientId(id)));
        specs.push(ProducerSpec {
            config: producer_config(config.unwrap_or(&BTreeMap::new()))?,
            load: None,
            on_demand: true,
        });
    }
    Ok((names, specs))
}

/// A producer's configuration.
///
/// # Errors
/// When the engine does not have a setting, or it is no value of its type.
pub fn producer_config(settings: &BTreeMap<String, String>) -> Result<ProducerConfig, String> {
    config(settings, &recorder().producer_settings_without_effect)
}

/// Settings as Kafka's files spell them, all of them text, as the engine's types.
fn config<C: DeserializeOwned>(
    settings: &BTreeMap<String, String>,
    without_effect: &BTreeMap<String, String>,
) -> Result<C, String> {
    let mut spelled = Map::new();
    for (key, value) in settings {
        if !without_effect.contains_key(key) {
            spelled.insert(key.clone(), typed::<C>(key, value)?);
        }
    }
    serde_json::from_value(Value::Object(spelled)).map_err(|error| error.to_string())
}

/// A value as the type that the engine's setting has: a number, a boolean or a text.
fn typed<C: DeserializeOwned>(key: &str, value: &str) -> Result<Value, String> {
    let text = Value::from(value);
    let mut readings = vec![text.clone()];
    readings.extend(value.parse::<u64>().map(Value::from));
    readings.extend(value.parse::<bool>().map(Value::from));
    let fits = |reading: &Value| {
        let alone = Value::Object(Map::from_iter([(key.to_owned(), reading.clone())]));
        serde_json::from_value::<C>(alone)
    };
    if let Some(reading) = readings.iter().find(|reading| fits(reading).is_ok()) {
        return Ok(reading.clone());
    }
    match fits(&text) {
        Err(error) => Err(format!("the setting {key}={value}: {error}")),
        Ok(_) => Ok(text),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Three brokers.
    pub fn scenario() -> Scenario {
        let cluster = Cluster::new(&spec(&[100], &[]), &[]).expect("it can be");
        Scenario::clone(&cluster.scenario)
    }

    fn spec(controllers: &[u32], settings: &[(&str, &str)]) -> ClusterSpec {
        let settings = settings.iter();
        ClusterSpec {
            brokers: 3,
            controllers: controllers.to_vec(),
            racks: BTreeMap::from([(2, "east".to_owned())]),
            broker_config_beyond_defaults: settings
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn settings_are_read_as_what_they_are() {
        let settings = [
            ("auto.create.topics.enable", "false"),
            ("replica.lag.time.max.ms", "3000"),
            ("unclean.leader.election.enable", "true"),
        ];
        let cluster = Cluster::new(&spec(&[100], &settings), &[]).expect("it can be");
        let config = &cluster.scenario.broker_config;
        assert_eq!(config.replica_lag_time_max_ms, 3_000);
        assert!(config.unclean_leader_election_enable);
        let racks: Vec<&str> = cluster.scenario.racks.iter().map(|rack| &**rack).collect();
        assert_eq!(racks, ["", "east", ""]);
    }

    #[test]
    fn a_cluster_that_the_engine_cannot_be_is_refused_with_the_reason() {
        for (controllers, settings, reason) in [
            (
                &[100][..],
                &[("colour", "red")][..],
                "unknown field `colour`",
            ),
            (&[100], &[("replica.lag.time.max.ms", "long")], "long"),
            (&[100, 101, 102], &[], "3 controllers"),
        ] {
            let said = Cluster::new(&spec(controllers, settings), &[]).err();
            let said = said.expect("it cannot be");
            assert!(said.contains(reason), "{said}");
        }
    }
}
