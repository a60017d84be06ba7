//! What Kafka says of a cluster that it would not make so: the exception of whoever asks for its topics, or of
//! the process that is started with its configuration.

use std::sync::Arc;

use super::error_message::{self, Exception};
use super::{Names, exception};
use crate::config::{SettingError, topic_names_collide, validate_topic_name};
use crate::id::{BrokerId, NodeId};
use crate::metadata::{MetadataImage, TopicSpec};
use crate::scenario::{
    ConsumerConflict, IdempotenceConflict, Problem, ProblemKind, Requirement, Scenario,
};
use crate::wire::{ApiError, AssignmentError, ErrorCode, ErrorDetail, PlacementError};

/// What Kafka says of a value that a setting does not take; nothing where the refusal is the
/// simulation's.
#[must_use]
pub fn refused_setting(error: &SettingError) -> Option<Exception> {
    match error {
        SettingError::Refused { setting, value } => error_message::setting(*setting, value),
        SettingError::UnknownKey(_) | SettingError::NotHere { .. } => None,
    }
}

/// What Kafka says of a key of a consumer's that is there with nothing in it, where it is not there otherwise;
/// nothing where it does not object.
#[must_use]
pub fn refused_empty(key: &str) -> Option<Exception> {
    match key {
        // `ClassicKafkaConsumer`: the reason is the cause of this one.
        "group.id" => Some(not_constructed()),
        // `ConfigDef.NonEmptyString`.
        "group.instance.id" => Some(Exception {
            class: "ConfigException",
            message: format!("Invalid value  for configuration {key}: String must be non-empty"),
        }),
        _ => None,
    }
}

/// What the constructor of a consumer makes of whatever goes wrong in it.
fn not_constructed() -> Exception {
    Exception {
        class: "KafkaException",
        message: "Failed to construct kafka consumer".to_owned(),
    }
}

/// What Kafka says of a problem of a scenario; nothing where the limit is the simulation's.
#[must_use]
pub fn refused_scenario(scenario: &Scenario, problem: &Problem) -> Option<Exception> {
    let at = Place::of(&problem.path);
    let (code, detail) = match &problem.kind {
        ProblemKind::TopicName(name) => return Some(topic_name(scenario, name)),
        ProblemKind::Config(error) => {
            (ErrorCode::InvalidConfig, ErrorDetail::Config(error.clone()))
        }
        ProblemKind::OutOfBounds { value, least, .. } => {
            return out_of_bounds(scenario, at, *value, *least);
        }
        ProblemKind::UnknownNode(NodeId::Broker(broker)) if at.last == "assignment" => {
            assignment(AssignmentError::UnknownBroker(*broker))
        }
        ProblemKind::Expected(Requirement::Idempotence(conflict)) => {
            return Some(idempotence(*conflict));
        }
        ProblemKind::Expected(Requirement::Consumer(conflict)) => return Some(consumer(*conflict)),
        ProblemKind::Expected(requirement) => assignment(replicas(scenario, at, *requirement)?),
        _ => return None,
    };
    Some(said(ApiError::new(code, detail)))
}

/// Where a problem is: the last name of its path, and the numbers on the way.
#[derive(Clone, Copy)]
struct Place<'p> {
    last: &'p str,
    first: Option<usize>,
    second: Option<usize>,
}

impl<'p> Place<'p> {
    fn of(path: &'p str) -> Self {
        let mut place = Self {
            last: "",
            first: None,
            second: None,
        };
        // A key of the configuration has dots in it, and stands in quotation marks.
        let (names, key) = path.split_once('"').unwrap_or((path, ""));
        for part in names.split(['.', '[', ']']) {
            match part.parse() {
                Ok(number) if place.first.is_none() => place.first = Some(number),
                Ok(number) => place.second = Some(number),
                Err(_) if part.is_empty() => {}
                Err(_) => place.last = part,
            }
        }
        if let Some(key) = key.strip_suffix('"') {
            place.last = key;
        }
        place
    }

    fn topic(self, scenario: &Scenario) -> Option<&TopicSpec> {
        scenario.topics.get(self.first?)
    }
}

/// An exception that names no partition of a cluster that is there.
fn said(error: ApiError) -> Exception {
    let metadata = MetadataImage::default();
    let names = Names {
        consumers: &[],
        seed: 0,
        eligible_leader_replicas: false,
        metadata: &metadata,
    };
    exception(&error, &names)
}

/// A name that no topic may have, or that another topic has, or would have in metrics.
fn topic_name(scenario: &Scenario, name: &str) -> Exception {
    let topic: Arc<str> = name.into();
    if let Err(error) = validate_topic_name(name) {
        let detail = ErrorDetail::TopicName { topic, error };
        return said(ApiError::new(ErrorCode::InvalidTopic, detail));
    }
    let collides =
        |other: &&TopicSpec| *other.name != *name && topic_names_collide(&other.name, name);
    match scenario.topics.iter().find(collides) {
        Some(other) => {
            let existing = other.name.clone();
            let detail = ErrorDetail::Collision { topic, existing };
            said(ApiError::new(ErrorCode::InvalidTopic, detail))
        }
        None => {
            let detail = ErrorDetail::TopicExists(topic);
            said(ApiError::new(ErrorCode::TopicAlreadyExists, detail))
        }
    }
}

fn out_of_bounds(scenario: &Scenario, at: Place<'_>, value: u64, least: u64) -> Option<Exception> {
    let too_few = |replication_factor| ErrorDetail::Replicas {
        replication_factor,
        error: PlacementError::TooFewBrokers {
            replication_factor,
            usable: scenario.brokers,
        },
    };
    let (code, detail) = match at.last {
        "replication_factor" if value == 0 => (
            ErrorCode::InvalidReplicationFactor,
            ErrorDetail::NotPositive,
        ),
        "replication_factor" => {
            let factor = u32::try_from(value).ok()?;
            (ErrorCode::InvalidReplicationFactor, too_few(factor))
        }
        "partitions" if value == 0 && at.first.is_some() => {
            (ErrorCode::InvalidPartitions, ErrorDetail::NotPositive)
        }
        "delivery.timeout.ms" if value < least => return Some(delivery_timeout()),
        "replica.fetch.wait.max.ms" if value > 0 => return Some(fetch_wait(scenario, value)),
        _ => return None,
    };
    Some(said(ApiError::new(code, detail)))
}

/// What a consumer says of its configuration, and of what its application has chosen
/// (`ConsumerConfig`, `Heartbeat`, `ClassicKafkaConsumer`, `SubscriptionState`).
fn consumer(conflict: ConsumerConflict) -> Exception {
    let (class, message) = match conflict {
        ConsumerConflict::CommitWithoutGroup => (
            "InvalidConfigurationException",
            "enable.auto.commit cannot be set to true when default group id (null) is used.".to_owned(),
        ),
        // The reason, an IllegalArgumentException of `Heartbeat`, is the cause of this one.
        ConsumerConflict::HeartbeatInterval => return not_constructed(),
        ConsumerConflict::OnlyClassic(key) => (
            "ConfigException",
            format!("{key} cannot be set when group.protocol=CONSUMER"),
        ),
        ConsumerConflict::OnlyConsumer(key) => (
            "ConfigException",
            format!("{key} cannot be set when group.protocol=CLASSIC"),
        ),
        ConsumerConflict::SubscribesWithoutGroup => (
            "InvalidGroupIdException",
            "To use the group management or offset commit APIs, you must provide a valid group.id in the \
             consumer configuration."
                .to_owned(),
        ),
        ConsumerConflict::TwoSubscriptions => (
            "IllegalStateException",
            "Subscription to topics, partitions and pattern are mutually exclusive".to_owned(),
        ),
    };
    Exception { class, message }
}

/// `ProducerConfig.postProcessAndValidateIdempotenceConfigs`.
fn idempotence(conflict: IdempotenceConflict) -> Exception {
    let message = match conflict {
        IdempotenceConflict::Retries => {
            "Must set retries to non-zero when using the idempotent producer.".to_owned()
        }
        IdempotenceConflict::Acks => {
            "Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee \
             idempotence."
                .to_owned()
        }
        IdempotenceConflict::Transactional => {
            "Cannot set a transactional.id without also enabling idempotence.".to_owned()
        }
        IdempotenceConflict::InFlight(requests) => format!(
            "To use the idempotent producer, max.in.flight.requests.per.connection must be set to at most 5. \
             Current value is {requests}."
        ),
    };
    Exception {
        class: "ConfigException",
        message,
    }
}

/// `KafkaProducer.configureDeliveryTimeout`.
fn delivery_timeout() -> Exception {
    Exception {
        class: "ConfigException",
        message:
            "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms"
                .to_owned(),
    }
}

/// `KafkaConfig.validateValues`, which looks at the socket first.
fn fetch_wait(scenario: &Scenario, value: u64) -> Exception {
    let requirement = if value > scenario.broker_config.replica_socket_timeout_ms {
        "replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent unnecessary \
         socket timeouts"
    } else {
        "replica.fetch.wait.max.ms should always be less than or equal to replica.lag.time.max.ms to prevent \
         frequent changes in ISR"
    };
    Exception {
        class: "IllegalArgumentException",
        message: format!("requirement failed: {requirement}"),
    }
}

fn assignment(error: AssignmentError) -> (ErrorCode, ErrorDetail) {
    (
        ErrorCode::InvalidReplicaAssignment,
        ErrorDetail::Assignment(error),
    )
}

/// What is wrong with the replicas of one partition.
fn replicas(
    scenario: &Scenario,
    at: Place<'_>,
    requirement: Requirement,
) -> Option<AssignmentError> {
    let topic = at.topic(scenario)?;
    let replicas = topic.assignment.get(at.second?)?;
    match requirement {
        Requirement::Replicas if replicas.is_empty() => Some(AssignmentError::Empty),
        Requirement::Replicas => twice(replicas).map(AssignmentError::BrokerTwice),
        Requirement::SameReplicas => Some(AssignmentError::Uneven {
            replicas: count(replicas),
            before: count(topic.assignment.first()?),
        }),
        _ => None,
    }
}

fn twice(replicas: &[BrokerId]) -> Option<BrokerId> {
    for (index, broker) in replicas.iter().enumerate() {
        let before = replicas.get(..index).unwrap_or_default();
        if before.contains(broker) {
            return Some(*broker);
        }
    }
    None
}

fn count(replicas: &[BrokerId]) -> u32 {
    u32::try_from(replicas.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{BrokerConfig, ProducerConfig};
    use crate::scenario::{self, NetworkSpec, ProducerSpec, VERSION};
    use crate::wire::Acks;

    fn three_brokers() -> Scenario {
        Scenario {
            internal_partitions: Vec::new(),
            version: VERSION,
            seed: 1,
            opens_at_ms: 2_000,
            network: NetworkSpec::default(),
            brokers: 3,
            racks: Vec::new(),
            broker_config: BrokerConfig::default(),
            topics: Vec::new(),
            producers: Vec::new(),
            consumers: Vec::new(),
            script: Vec::new(),
        }
    }

    fn topic(name: &str) -> TopicSpec {
        TopicSpec {
            name: name.into(),
            assignment: Vec::new(),
            partitions: Some(1),
            replication_factor: Some(1),
            config: Default::default(),
        }
    }

    fn brokers(ids: &[u32]) -> Vec<BrokerId> {
        ids.iter().map(|id| BrokerId(*id)).collect()
    }

    /// What is said of everything that is wrong, in order; nothing where Kafka would not object.
    fn said_of(change: impl FnOnce(&mut Scenario)) -> Vec<Option<String>> {
        let mut scenario = three_brokers();
        change(&mut scenario);
        let problems = scenario::check(&scenario);
        let said = |problem| refused_scenario(&scenario, problem).map(|one| one.message);
        problems.iter().map(said).collect()
    }

    #[test]
    fn a_topic_that_kafka_would_not_make_is_refused_in_its_words() {
        let with = |spec: TopicSpec| said_of(move |scenario| scenario.topics = vec![spec]);
        for (spec, message) in [
            (
                TopicSpec {
                    replication_factor: Some(4),
                    ..topic("orders")
                },
                "Unable to replicate the partition 4 time(s): The target replication factor of 4 cannot be reached \
                 because only 3 broker(s) are registered or some brokers have all their log directories cordoned.",
            ),
            (
                TopicSpec {
                    replication_factor: Some(0),
                    ..topic("orders")
                },
                "Replication factor must be larger than 0, or -1 to use the default value.",
            ),
            (
                TopicSpec {
                    partitions: Some(0),
                    ..topic("orders")
                },
                "Number of partitions was set to an invalid non-positive value.",
            ),
            (
                topic(""),
                "Topic name is invalid: the empty string is not allowed",
            ),
            (
                TopicSpec {
                    config: [("min.insync.replicas".into(), "-5".into())].into(),
                    ..topic("orders")
                },
                "Invalid value -5 for configuration min.insync.replicas: Value must be at least 1",
            ),
        ] {
            assert_eq!(with(spec), [Some(message.to_owned())]);
        }
    }

    #[test]
    fn an_assignment_that_kafka_would_not_take_is_refused_in_its_words() {
        for (assignment, message) in [
            (
                vec![brokers(&[1, 9])],
                "The manual partition assignment includes broker 9, but no such broker is registered.",
            ),
            (
                vec![brokers(&[2, 2])],
                "The manual partition assignment includes the broker 2 more than once.",
            ),
            (
                vec![brokers(&[1, 2]), brokers(&[3])],
                "The manual partition assignment includes a partition with 1 replica(s), but this is not consistent \
                 with previous partitions, which have 2 replica(s).",
            ),
        ] {
            let spec = TopicSpec {
                assignment,
                partitions: None,
                replication_factor: None,
                ..topic("orders")
            };
            let said = said_of(move |scenario| scenario.topics = vec![spec]);
            assert_eq!(said, [Some(message.to_owned())]);
        }
    }

    #[test]
    fn a_name_that_is_taken_is_told_from_one_that_would_share_its_metrics() {
        for (name, message) in [
            ("a.b", "Topic 'a.b' already exists."),
            ("a_b", "Topic 'a_b' collides with existing topic: a.b"),
        ] {
            let said = said_of(|scenario| scenario.topics = vec![topic("a.b"), topic(name)]);
            assert_eq!(said, [Some(message.to_owned())]);
        }
    }

    #[test]
    fn settings_that_do_not_go_together_are_refused_in_kafkas_words() {
        for (wait_ms, message) in [
            (
                20_000,
                "requirement failed: replica.fetch.wait.max.ms should always be less than or equal to \
                 replica.lag.time.max.ms to prevent frequent changes in ISR",
            ),
            (
                40_000,
                "requirement failed: replica.socket.timeout.ms should always be at least \
                 replica.fetch.wait.max.ms to prevent unnecessary socket timeouts",
            ),
        ] {
            let said = said_of(|scenario| {
                scenario.broker_config.replica_fetch_wait_max_ms = wait_ms;
                scenario.broker_config.replica_lag_time_max_ms = 10_000;
            });
            assert_eq!(said, [Some(message.to_owned())]);
        }
        let said = said_of(|scenario| {
            scenario.producers = vec![ProducerSpec {
                config: ProducerConfig {
                    delivery_timeout_ms: Some(1_000),
                    ..ProducerConfig::default()
                },
                ..ProducerSpec::default()
            }];
        });
        let message =
            "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms";
        assert_eq!(said, [Some(message.to_owned())]);
    }

    #[test]
    fn what_keeps_a_producer_from_being_idempotent_is_refused_where_somebody_asked_for_it() {
        let retries = "Must set retries to non-zero when using the idempotent producer.";
        let acks = "Must set acks to all in order to use the idempotent producer. Otherwise we cannot \
                    guarantee idempotence.";
        let in_flight = "To use the idempotent producer, max.in.flight.requests.per.connection must be \
                         set to at most 5. Current value is 6.";
        let default = ProducerConfig::default;
        let cases = [
            (Some(true), 0, Acks::Leader, 6, Some(retries)),
            (Some(true), 1, Acks::Leader, 6, Some(acks)),
            (Some(true), 1, Acks::All, 6, Some(in_flight)),
            (Some(true), 1, Acks::All, 5, None),
            (None, 0, Acks::Leader, 5, None),
            (None, 1, Acks::None, 6, Some(in_flight)),
            (Some(false), 0, Acks::None, 6, None),
        ];
        for (enable_idempotence, retries, acks, requests, refusal) in cases {
            let config = ProducerConfig {
                enable_idempotence,
                retries,
                acks,
                max_in_flight_requests_per_connection: requests,
                ..default()
            };
            let can_be = retries > 0 && acks == Acks::All;
            if refusal.is_none() {
                assert_eq!(
                    config.is_idempotent(),
                    can_be && enable_idempotence != Some(false)
                );
            }
            let said = said_of(|scenario| {
                scenario.producers = vec![ProducerSpec {
                    config,
                    ..ProducerSpec::default()
                }];
            });
            let refusal = refusal.map(|message| Some(message.to_owned()));
            assert_eq!(said, Vec::from_iter(refusal));
        }
    }

    #[test]
    fn what_only_the_simulation_refuses_kafka_says_nothing_of() {
        let said = said_of(|scenario| scenario.brokers = 10);
        assert_eq!(said, [None]);
        let said = said_of(|scenario| scenario.network.latency_ms = 0);
        assert_eq!(said, [None]);
    }

    #[test]
    fn a_value_that_a_setting_does_not_take_is_refused_in_kafkas_words() {
        for (key, value, message) in [
            (
                "min.insync.replicas",
                "-5",
                "Invalid value -5 for configuration min.insync.replicas: Value must be at least 1",
            ),
            (
                "replica.lag.time.max.ms",
                "soon",
                "Invalid value soon for configuration replica.lag.time.max.ms: Not a number of type LONG",
            ),
        ] {
            let error = BrokerConfig::default().set(key, value).expect_err(key);
            let said = refused_setting(&error).map(|one| one.message);
            assert_eq!(said.as_deref(), Some(message));
        }
        let error = BrokerConfig::default().set("replica.lag.time.max.ms", "-1");
        assert_eq!(refused_setting(&error.expect_err("not here")), None);
    }
}
