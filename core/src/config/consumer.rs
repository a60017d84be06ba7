//! Consumer configuration.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::assignor_list::AssignorList;
use super::offset_reset::AutoOffsetReset;
use crate::id::NodeId;

/// By which protocol a group is kept together (`GroupProtocol`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupProtocol {
    /// Members join, and one of them assigns.
    #[default]
    Classic,
    /// The coordinator assigns (KIP-848).
    Consumer,
}

/// A consumer's configuration, with Kafka's keys and defaults (`ConsumerConfig`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ConsumerConfig {
    /// How long the leader may wait for data before it answers a fetch.
    #[serde(rename = "fetch.max.wait.ms")]
    pub fetch_max_wait_ms: u64,
    /// How much data a fetch waits for.
    #[serde(rename = "fetch.min.bytes")]
    pub fetch_min_bytes: u32,
    /// How much data an answer to a fetch may hold, its first batch aside.
    #[serde(rename = "fetch.max.bytes")]
    pub fetch_max_bytes: u32,
    /// How much data of one partition an answer to a fetch may hold, its first batch aside.
    #[serde(rename = "max.partition.fetch.bytes")]
    pub max_partition_fetch_bytes: u32,
    /// How many records one `poll` hands over at most.
    #[serde(rename = "max.poll.records")]
    pub max_poll_records: u32,
    /// How long an application may take from one `poll` to the next before its consumer leaves the
    /// group.
    #[serde(rename = "max.poll.interval.ms")]
    pub max_poll_interval_ms: u64,
    /// Where to go without a valid position.
    #[serde(rename = "auto.offset.reset")]
    pub auto_offset_reset: AutoOffsetReset,
    /// Whether `poll` commits positions by itself. Without a group it does not.
    #[serde(rename = "enable.auto.commit")]
    pub enable_auto_commit: Option<bool>,
    /// How often it does.
    #[serde(rename = "auto.commit.interval.ms")]
    pub auto_commit_interval_ms: u64,
    /// The group that the consumer belongs to; empty is none.
    #[serde(rename = "group.id")]
    pub group_id: Arc<str>,
    /// By what a static member is known, whatever process it runs in; empty is a dynamic member.
    #[serde(rename = "group.instance.id")]
    pub group_instance_id: Arc<str>,
    /// By what the consumer is called in logs and in its group; empty is its name.
    #[serde(rename = "client.id")]
    pub client_id: Arc<str>,
    /// By which protocol the group is kept together.
    #[serde(rename = "group.protocol")]
    pub group_protocol: GroupProtocol,
    /// The coordinator's assignor that the consumer asks for, in the consumer protocol; empty leaves
    /// it to the coordinator.
    #[serde(rename = "group.remote.assignor")]
    pub group_remote_assignor: Arc<str>,
    /// The assignors that the consumer supports, in the classic protocol, the one that it likes best
    /// first.
    #[serde(rename = "partition.assignment.strategy")]
    pub partition_assignment_strategy: AssignorList,
    /// How long a member of the classic protocol may be silent.
    #[serde(rename = "session.timeout.ms")]
    pub session_timeout_ms: u64,
    /// How often a member of the classic protocol says that it lives.
    #[serde(rename = "heartbeat.interval.ms")]
    pub heartbeat_interval_ms: u64,
    /// How long calls wait that are not told how long.
    #[serde(rename = "default.api.timeout.ms")]
    pub default_api_timeout_ms: u64,
    /// How long one request waits for its answer.
    #[serde(rename = "request.timeout.ms")]
    pub request_timeout_ms: u64,
    /// The pause before a request is sent again.
    #[serde(rename = "retry.backoff.ms")]
    pub retry_backoff_ms: u64,
    /// The rack of the consumer, by which a leader may choose a replica near it; empty is none.
    #[serde(rename = "client.rack")]
    pub client_rack: Arc<str>,
    /// How long a client believes what it knows of the cluster, and in a replica that it was sent to.
    #[serde(rename = "metadata.max.age.ms")]
    pub metadata_max_age_ms: u64,
    /// Whether a position is held against the leader's epochs when another leads (KIP-320, 2.1). The
    /// key is none of Kafka's.
    #[serde(rename = "semantics.position_validation")]
    pub position_validation: bool,
}

impl Default for ConsumerConfig {
    fn default() -> Self {
        Self {
            fetch_max_wait_ms: 500,
            fetch_min_bytes: 1,
            fetch_max_bytes: 52_428_800,
            max_partition_fetch_bytes: 1_048_576,
            max_poll_records: 500,
            max_poll_interval_ms: 300_000,
            auto_offset_reset: AutoOffsetReset::Latest,
            enable_auto_commit: None,
            auto_commit_interval_ms: 5_000,
            group_id: "".into(),
            group_instance_id: "".into(),
            client_id: "".into(),
            group_protocol: GroupProtocol::Classic,
            group_remote_assignor: "".into(),
            partition_assignment_strategy: AssignorList::default(),
            session_timeout_ms: 45_000,
            heartbeat_interval_ms: 3_000,
            default_api_timeout_ms: 60_000,
            request_timeout_ms: 30_000,
            retry_backoff_ms: 100,
            client_rack: "".into(),
            metadata_max_age_ms: 300_000,
            position_validation: true,
        }
    }
}

impl ConsumerConfig {
    /// Whether it belongs to a group.
    #[must_use]
    pub fn has_group(&self) -> bool {
        !self.group_id.is_empty()
    }

    /// Whether its group is one of the consumer protocol.
    #[must_use]
    pub fn is_consumer_protocol(&self) -> bool {
        self.has_group() && self.group_protocol == GroupProtocol::Consumer
    }

    /// Whether `poll` commits positions by itself (`ConsumerConfig.maybeOverrideEnableAutoCommit`).
    #[must_use]
    pub fn commits_by_itself(&self) -> bool {
        self.has_group() && self.enable_auto_commit.unwrap_or(true)
    }

    /// Its `group.instance.id`, if it is a static member.
    #[must_use]
    pub fn instance_id(&self) -> Option<Arc<str>> {
        (!self.group_instance_id.is_empty()).then(|| Arc::clone(&self.group_instance_id))
    }

    /// By what a consumer is called in logs and in its group: its `client.id`, or without one what it is called
    /// here, where Kafka makes a name up.
    #[must_use]
    pub fn client_id_of(&self, consumer: NodeId) -> Arc<str> {
        match self.client_id.is_empty() {
            true => consumer.to_string().into(),
            false => Arc::clone(&self.client_id),
        }
    }

    /// Its rack, if it has one.
    #[must_use]
    pub fn rack(&self) -> Option<Arc<str>> {
        (!self.client_rack.is_empty()).then(|| Arc::clone(&self.client_rack))
    }
}
