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
