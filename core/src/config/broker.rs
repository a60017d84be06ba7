//! Broker and controller configuration.

use serde::{Deserialize, Serialize};

use super::{ConsumerGroupMigrationPolicy, Semantics};

/// What every broker and controller of a cluster is configured with. Keys and defaults are
/// Kafka's (`ReplicationConfigs`, `ServerLogConfigs`, `KRaftConfigs`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BrokerConfig {
    /// A follower that has not been caught up for this long is out of sync.
    #[serde(rename = "replica.lag.time.max.ms")]
    pub replica_lag_time_max_ms: u64,
    /// How long a follower's fetch may wait at the leader for data.
    #[serde(rename = "replica.fetch.wait.max.ms")]
    pub replica_fetch_wait_max_ms: u64,
    /// How much data a follower's fetch waits for.
    #[serde(rename = "replica.fetch.min.bytes")]
    pub replica_fetch_min_bytes: u32,
    /// How long a fetcher pauses after an error.
    #[serde(rename = "replica.fetch.backoff.ms")]
    pub replica_fetch_backoff_ms: u64,
    /// How long a follower waits for an answer to a fetch before it gives the connection up.
    #[serde(rename = "replica.socket.timeout.ms")]
    pub replica_socket_timeout_ms: u64,
    /// How often high watermarks are written to `replication-offset-checkpoint`.
    #[serde(rename = "replica.high.watermark.checkpoint.interval.ms")]
    pub replica_high_watermark_checkpoint_interval_ms: u64,
    /// How often a broker tells the controller that it lives.
    #[serde(rename = "broker.heartbeat.interval.ms")]
    pub broker_heartbeat_interval_ms: u64,
    /// How long the controller waits for a heartbeat before it fences a broker.
    #[serde(rename = "broker.session.timeout.ms")]
    pub broker_session_timeout_ms: u64,
    /// How many in-sync replicas acks=all needs, unless the topic says otherwise.
    #[serde(rename = "min.insync.replicas")]
    pub min_insync_replicas: u32,
    /// Whether a replica outside the ISR may lead when no other can, unless the topic says otherwise.
    #[serde(rename = "unclean.leader.election.enable")]
    pub unclean_leader_election_enable: bool,
    /// How many bytes a batch may take, unless the topic says otherwise.
    #[serde(rename = "message.max.bytes")]
    pub message_max_bytes: u32,
    /// After how long without a batch of it a log forgets a producer.
    #[serde(rename = "producer.id.expiration.ms")]
    pub producer_id_expiration_ms: u64,
    /// Whether eligible leader replicas are kept (KIP-966), as clusters made at 4.1 and later do.
    #[serde(rename = "eligible.leader.replicas.version")]
    pub eligible_leader_replicas_version: u32,
    /// How often the controller looks for leaderless partitions that may elect uncleanly.
    #[serde(rename = "unclean.leader.election.interval.ms")]
    pub unclean_leader_election_interval_ms: u64,
    /// Whether the controller gives leadership back to preferred leaders by itself.
    #[serde(rename = "auto.leader.rebalance.enable")]
    pub auto_leader_rebalance_enable: bool,
    /// How often it looks for partitions that others lead.
    #[serde(rename = "leader.imbalance.check.interval.seconds")]
    pub leader_imbalance_check_interval_seconds: u64,
    /// How many partitions a topic has that is made without saying.
    #[serde(rename = "num.partitions")]
    pub num_partitions: u32,
    /// How many replicas its partitions have.
    #[serde(rename = "default.replication.factor")]
    pub default_replication_factor: u32,
    /// Whether a leader may send consumers to a replica in their rack (KIP-392).
    #[serde(rename = "replica.selector.class")]
    pub replica_selector_class: ReplicaSelector,
    /// How many partitions `__consumer_offsets` has.
    #[serde(rename = "offsets.topic.num.partitions")]
    pub offsets_topic_num_partitions: u32,
    /// How many replicas they have. Where there are fewer brokers, each has one.
    #[serde(rename = "offsets.topic.replication.factor")]
    pub offsets_topic_replication_factor: u32,
    /// How long offsets of a group without members are kept, in minutes.
    #[serde(rename = "offsets.retention.minutes")]
    pub offsets_retention_minutes: u64,
    /// How often offsets are looked for that were kept long enough.
    #[serde(rename = "offsets.retention.check.interval.ms")]
    pub offsets_retention_check_interval_ms: u64,
    /// How long what is written beside a committed offset may be.
    #[serde(rename = "offset.metadata.max.bytes")]
    pub offset_metadata_max_bytes: u32,
    /// How many members a group of the classic protocol may have.
    #[serde(rename = "group.max.size")]
    pub group_max_size: u32,
    /// How long the first rebalance of an empty group waits for others.
    #[serde(rename = "group.initial.rebalance.delay.ms")]
    pub group_initial_rebalance_delay_ms: u64,
    /// The shortest `session.timeout.ms` that a member may have.
    #[serde(rename = "group.min.session.timeout.ms")]
    pub group_min_session_timeout_ms: u64,
    /// The longest `session.timeout.ms` that a member may have.
    #[serde(rename = "group.max.session.timeout.ms")]
    pub group_max_session_timeout_ms: u64,
    /// How many members a group of the consumer protocol may have.
    #[serde(rename = "group.consumer.max.size")]
    pub group_consumer_max_size: u32,
    /// How long at least lies between one assignment of a group of the consumer protocol and the next.
    #[serde(rename = "group.consumer.assignment.interval.ms")]
    pub group_consumer_assignment_interval_ms: u64,
    /// How often a member of the consumer protocol says that it lives.
    #[serde(rename = "group.consumer.heartbeat.interval.ms")]
    pub group_consumer_heartbeat_interval_ms: u64,
    /// How long a member of the consumer protocol may be silent.
    #[serde(rename = "group.consumer.session.timeout.ms")]
    pub group_consumer_session_timeout_ms: u64,
    /// Whether a group may go from one protocol to the other while it has members.
    #[serde(rename = "group.consumer.migration.policy")]
    pub group_consumer_migration_policy: ConsumerGroupMigrationPolicy,
    /// How long the operating system keeps written pages before it writes them to the disk by itself.
    /// No setting of Kafka's: Kafka leaves it to the operating system, whose habit is 30 s.
    #[serde(rename = "os.writeback.ms")]
    pub os_writeback_ms: u64,
    /// Which age of Kafka the brokers follow; no setting of Kafka's.
    pub semantics: Semantics,
}

impl Default for BrokerConfig {
    fn default() -> Self {
        Self {
            replica_lag_time_max_ms: 30_000,
            replica_fetch_wait_max_ms: 500,
            replica_fetch_min_bytes: 1,
            replica_fetch_backoff_ms: 1_000,
            replica_socket_timeout_ms: 30_000,
            replica_high_watermark_checkpoint_interval_ms: 5_000,
            broker_heartbeat_interval_ms: 2_000,
            broker_session_timeout_ms: 9_000,
            min_insync_replicas: 1,
            unclean_leader_election_enable: false,
            message_max_bytes: 1_048_588,
            producer_id_expiration_ms: 86_400_000,
            eligible_leader_replicas_version: 1,
            unclean_leader_election_interval_ms: 300_000,
            auto_leader_rebalance_enable: true,
            leader_imbalance_check_interval_seconds: 300,
            num_partitions: 1,
            default_replication_factor: 1,
            replica_selector_class: ReplicaSelector::Leader,
            offsets_topic_num_partitions: 50,
            offsets_topic_replication_factor: 3,
            offsets_retention_minutes: 10_080,
            offsets_retention_check_interval_ms: 600_000,
            offset_metadata_max_bytes: 4_096,
            group_max_size: i32::MAX.cast_unsigned(),
            group_initial_rebalance_delay_ms: 3_000,
            group_min_session_timeout_ms: 6_000,
            group_max_session_timeout_ms: 1_800_000,
            group_consumer_max_size: i32::MAX.cast_unsigned(),
            group_consumer_assignment_interval_ms: 1_000,
            group_consumer_heartbeat_interval_ms: 5_000,
            group_consumer_session_timeout_ms: 45_000,
            group_consumer_migration_policy: ConsumerGroupMigrationPolicy::Bidirectional,
            os_writeback_ms: 30_000,
            semantics: Semantics::default(),
        }
    }
}

impl BrokerConfig {
    /// Whether the cluster keeps eligible leader replicas (`FeatureControlManager.isElrFeatureEnabled`).
    #[must_use]
    pub(crate) fn is_elr_enabled(&self) -> bool {
        self.eligible_leader_replicas_version > 0
    }

    /// How long a session a member of the classic protocol may ask for (`group.min.session.timeout.ms`,
    /// `group.max.session.timeout.ms`).
    #[must_use]
    pub(crate) fn group_session_timeouts_ms(&self) -> core::ops::RangeInclusive<u64> {
        self.group_min_session_timeout_ms..=self.group_max_session_timeout_ms
    }
}

/// Which replica a consumer reads from, as the leader decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplicaSelector {
    /// The leader (`LeaderSelector`, the default).
    #[default]
    #[serde(rename = "", alias = "org.apache.kafka.common.replica.LeaderSelector")]
    Leader,
    /// The most caught-up replica in the consumer's rack, if there is one.
    #[serde(rename = "org.apache.kafka.common.replica.RackAwareReplicaSelector")]
    RackAware,
}
