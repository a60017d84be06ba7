//! What Kafka says of a cluster that it would not make so: the exception of whoever asks for its topics, or of
//! the process that is started with its configuration.

use core::ops::RangeInclusive;
use std::sync::Arc;

use super::error_message::{self, Exception};
use super::{Names, count, exception};
use crate::config::{BrokerConfig, SettingError, topic_names_collide, validate_topic_name};
use crate::id::{BrokerId, NodeId};
use crate::metadata::{MetadataImage, TopicSpec};
use crate::scenario::{
    ConsumerConflict, ConsumerSpec, IdempotenceConflict, Problem, ProblemKind, Requirement,
    Scenario,
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

/// What a member is told when it joins with a session that brokers do not allow, and which they do; nothing where
/// they let it in, or nobody joins. It is no problem of the scenario: the client starts, and is refused then.
#[must_use]
pub fn refused_session_timeout(
    broker: &BrokerConfig,
    consumer: &ConsumerSpec,
) -> Option<(Exception, RangeInclusive<u64>)> {
    let bounds = broker.group_session_timeouts_ms();
    let joins = !consumer.subscribe.is_empty() && !consumer.config.is_consumer_protocol();
    let is_allowed = bounds.contains(&consumer.config.session_timeout_ms);
    (joins && !is_allowed).then(|| (said(ErrorCode::InvalidSessionTimeout.into()), bounds))
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
        world: None,
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
            replicas: count(replicas.len()),
            before: count(topic.assignment.first()?.len()),
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

#[cfg(test)]
mod tests;
