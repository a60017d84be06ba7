//! What brokers, producers and consumers may be configured with.

use super::{BROKERS_MAX, Findings, LONGEST_MS, OFFSETS_PARTITIONS_MAX, PARTITIONS_MAX};
use crate::config::{
    BrokerConfig, ConsumerConfig, GroupProtocol, MIN_INSYNC_REPLICAS, ProducerConfig,
};
use crate::scenario::path::Path;
use crate::scenario::{ConsumerConflict, IdempotenceConflict, ProblemKind, Requirement};
use crate::wire::Acks;

impl Findings {
    pub(super) fn broker_config(&mut self, config: &BrokerConfig) {
        let at = Path::top("broker_config");
        let times_ms = [
            ("replica.lag.time.max.ms", config.replica_lag_time_max_ms, 1),
            (
                "replica.fetch.backoff.ms",
                config.replica_fetch_backoff_ms,
                1,
            ),
            (
                "replica.socket.timeout.ms",
                config.replica_socket_timeout_ms,
                1,
            ),
            (
                "replica.high.watermark.checkpoint.interval.ms",
                config.replica_high_watermark_checkpoint_interval_ms,
                1,
            ),
            (
                "broker.heartbeat.interval.ms",
                config.broker_heartbeat_interval_ms,
                1,
            ),
            (
                "broker.session.timeout.ms",
                config.broker_session_timeout_ms,
                1,
            ),
            (
                "unclean.leader.election.interval.ms",
                config.unclean_leader_election_interval_ms,
                1,
            ),
            ("os.writeback.ms", config.os_writeback_ms, 1),
        ];
        self.times(at, &times_ms);
        self.replica_fetch_wait(at, config);
        self.broker_numbers(at, config);
        self.group_config(at, config);
    }

    /// What goes for groups (`GroupCoordinatorConfig`).
    fn group_config(&mut self, at: Path<'_>, config: &BrokerConfig) {
        let most = i32::MAX.unsigned_abs().into();
        for (key, value, least, most) in [
            (
                "offsets.topic.num.partitions",
                config.offsets_topic_num_partitions.into(),
                1,
                OFFSETS_PARTITIONS_MAX.into(),
            ),
            (
                "offsets.topic.replication.factor",
                config.offsets_topic_replication_factor.into(),
                1,
                i16::MAX.unsigned_abs().into(),
            ),
            (
                "offsets.retention.minutes",
                config.offsets_retention_minutes,
                1,
                most,
            ),
            ("group.max.size", config.group_max_size.into(), 1, most),
            (
                "group.consumer.max.size",
                config.group_consumer_max_size.into(),
                1,
                most,
            ),
        ] {
            self.bounds(at.key(key), value, least, most);
        }
        let times_ms = [
            (
                "offsets.retention.check.interval.ms",
                config.offsets_retention_check_interval_ms,
                1,
            ),
            (
                "group.initial.rebalance.delay.ms",
                config.group_initial_rebalance_delay_ms,
                0,
            ),
            (
                "group.min.session.timeout.ms",
                config.group_min_session_timeout_ms,
                0,
            ),
            (
                "group.max.session.timeout.ms",
                config.group_max_session_timeout_ms,
                0,
            ),
            (
                "group.consumer.assignment.interval.ms",
                config.group_consumer_assignment_interval_ms,
                0,
            ),
            (
                "group.consumer.heartbeat.interval.ms",
                config.group_consumer_heartbeat_interval_ms,
                1,
            ),
            (
                "group.consumer.session.timeout.ms",
                config.group_consumer_session_timeout_ms,
                1,
            ),
        ];
        self.times(at, &times_ms);
    }

    /// A fetch must not wait for longer than its connection, nor for longer than a follower may lag
    /// (`KafkaConfig.validateValues`).
    fn replica_fetch_wait(&mut self, at: Path<'_>, config: &BrokerConfig) {
        let longest_wait = config
            .replica_socket_timeout_ms
            .min(config.replica_lag_time_max_ms);
        let wait = at.key("replica.fetch.wait.max.ms");
        self.bounds(wait, config.replica_fetch_wait_max_ms, 1, longest_wait);
    }

    fn broker_numbers(&mut self, at: Path<'_>, config: &BrokerConfig) {
        for (key, value, least, most) in [
            (
                MIN_INSYNC_REPLICAS,
                config.min_insync_replicas.into(),
                1,
                i32::MAX.unsigned_abs().into(),
            ),
            (
                "eligible.leader.replicas.version",
                config.eligible_leader_replicas_version.into(),
                0,
                1,
            ),
            (
                "leader.imbalance.check.interval.seconds",
                config.leader_imbalance_check_interval_seconds,
                1,
                LONGEST_MS / 1_000,
            ),
            (
                "message.max.bytes",
                config.message_max_bytes.into(),
                0,
                i32::MAX.unsigned_abs().into(),
            ),
            (
                "producer.id.expiration.ms",
                config.producer_id_expiration_ms,
                1,
                i32::MAX.unsigned_abs().into(),
            ),
            (
                "num.partitions",
                config.num_partitions.into(),
                1,
                PARTITIONS_MAX.into(),
            ),
            (
                "default.replication.factor",
                config.default_replication_factor.into(),
                1,
                BROKERS_MAX.into(),
            ),
        ] {
            self.bounds(at.key(key), value, least, most);
        }
    }

    pub(super) fn producer_config(&mut self, at: Path<'_>, config: &ProducerConfig) {
        // In Kafka's order: `ProducerConfig` looks at what idempotence needs, `KafkaProducer` at the rest.
        self.idempotence(at, config);
        // `KafkaProducer.configureDeliveryTimeout`: a delivery may take as long as its batch lingers
        // and one request is waited for.
        let delivery = config.linger_ms.saturating_add(config.request_timeout_ms);
        let times_ms = [
            ("linger.ms", config.linger_ms, 0),
            ("request.timeout.ms", config.request_timeout_ms, 1),
            (
                "delivery.timeout.ms",
                config.delivery_timeout_ms(),
                delivery.clamp(1, LONGEST_MS),
            ),
            ("retry.backoff.ms", config.retry_backoff_ms, 1),
            ("retry.backoff.max.ms", config.retry_backoff_max_ms, 1),
            ("max.block.ms", config.max_block_ms, 0),
            (
                "partitioner.availability.timeout.ms",
                config.partitioner_availability_timeout_ms,
                0,
            ),
        ];
        self.times(at, &times_ms);
        let in_flight = config.max_in_flight_requests_per_connection.into();
        let key = "max.in.flight.requests.per.connection";
        self.bounds(at.key(key), in_flight, 1, 1_000);
    }

    /// What an idempotent producer needs, in the order in which Kafka asks for it
    /// (`ProducerConfig.postProcessAndValidateIdempotenceConfigs`). Where nobody has asked for one, too many
    /// requests in flight are refused all the same.
    fn idempotence(&mut self, at: Path<'_>, config: &ProducerConfig) {
        let wanted = config.enable_idempotence;
        let is_transactional = !config.transactional_id.is_empty();
        let conflict = if wanted == Some(true) && config.retries == 0 {
            Some(IdempotenceConflict::Retries)
        } else if wanted == Some(true) && config.acks != Acks::All {
            Some(IdempotenceConflict::Acks)
        } else if wanted != Some(false) && config.max_in_flight_requests_per_connection > 5 {
            let in_flight = config.max_in_flight_requests_per_connection;
            Some(IdempotenceConflict::InFlight(in_flight))
        } else if is_transactional && !config.is_idempotent() {
            Some(IdempotenceConflict::Transactional)
        } else {
            None
        };
        if conflict.is_none() && is_transactional {
            let wanted = Requirement::NoTransactions;
            self.wrong(at.key("transactional.id"), ProblemKind::Expected(wanted));
        }
        if let Some(conflict) = conflict {
            let wanted = Requirement::Idempotence(conflict);
            self.wrong(at.key(conflict.key()), ProblemKind::Expected(wanted));
        }
    }

    pub(super) fn consumer_config(&mut self, at: Path<'_>, config: &ConsumerConfig) {
        let times_ms = [
            ("fetch.max.wait.ms", config.fetch_max_wait_ms, 1),
            ("request.timeout.ms", config.request_timeout_ms, 1),
            ("retry.backoff.ms", config.retry_backoff_ms, 1),
            ("metadata.max.age.ms", config.metadata_max_age_ms, 1),
            ("max.poll.interval.ms", config.max_poll_interval_ms, 1),
            ("auto.commit.interval.ms", config.auto_commit_interval_ms, 1),
            ("session.timeout.ms", config.session_timeout_ms, 1),
            ("heartbeat.interval.ms", config.heartbeat_interval_ms, 1),
            ("default.api.timeout.ms", config.default_api_timeout_ms, 1),
        ];
        self.times(at, &times_ms);
        let records = config.max_poll_records.into();
        let most = i32::MAX.unsigned_abs().into();
        self.bounds(at.key("max.poll.records"), records, 1, most);
        if let Some((key, conflict)) = consumer_conflict(config) {
            let wanted = Requirement::Consumer(conflict);
            self.wrong(at.key(key), ProblemKind::Expected(wanted));
        }
    }
}

/// What a consumer cannot have together, in the order in which Kafka looks
/// (`ConsumerConfig.postProcessParsedConfig`, `Heartbeat`).
fn consumer_conflict(config: &ConsumerConfig) -> Option<(&'static str, ConsumerConflict)> {
    let default = ConsumerConfig::default();
    if config.group_protocol == GroupProtocol::Consumer {
        for (key, is_default) in [
            (
                "partition.assignment.strategy",
                config.partition_assignment_strategy == default.partition_assignment_strategy,
            ),
            (
                "heartbeat.interval.ms",
                config.heartbeat_interval_ms == default.heartbeat_interval_ms,
            ),
            (
                "session.timeout.ms",
                config.session_timeout_ms == default.session_timeout_ms,
            ),
        ] {
            if !is_default {
                return Some((key, ConsumerConflict::OnlyClassic(key)));
            }
        }
    } else if !config.group_remote_assignor.is_empty() {
        let key = "group.remote.assignor";
        return Some((key, ConsumerConflict::OnlyConsumer(key)));
    }
    if !config.has_group() && config.enable_auto_commit == Some(true) {
        return Some(("enable.auto.commit", ConsumerConflict::CommitWithoutGroup));
    }
    let is_classic = config.has_group() && config.group_protocol == GroupProtocol::Classic;
    if is_classic && config.heartbeat_interval_ms >= config.session_timeout_ms {
        return Some(("heartbeat.interval.ms", ConsumerConflict::HeartbeatInterval));
    }
    None
}
