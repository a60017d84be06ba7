//! Producer configuration.

use serde::{Deserialize, Serialize};

use crate::wire::Acks;

/// A producer's configuration, with Kafka's keys and defaults (`ProducerConfig`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProducerConfig {
    /// When a batch counts as sent.
    pub acks: Acks,
    /// Whether leaders tell a batch that comes again from a new one. Where nobody says so, the producer is
    /// idempotent as far as its other settings let it be; where somebody does, they have to.
    #[serde(rename = "enable.idempotence")]
    pub enable_idempotence: Option<bool>,
    /// How many bytes a batch may take, unless its first record alone takes more; and how many go to one
    /// partition, of records without a key, before another one is drawn.
    #[serde(rename = "batch.size")]
    pub batch_size: u32,
    /// How long a batch waits for more records.
    #[serde(rename = "linger.ms")]
    pub linger_ms: u64,
    /// Whether the key of a record has no say in its partition.
    #[serde(rename = "partitioner.ignore.keys")]
    pub partitioner_ignore_keys: bool,
    /// Whether records without a key go to a partition the more often the fewer batches wait for it.
    #[serde(rename = "partitioner.adaptive.partitioning.enable")]
    pub partitioner_adaptive_partitioning_enable: bool,
    /// How long a leader may take no batch before records without a key go to other partitions; 0 is for
    /// ever.
    #[serde(rename = "partitioner.availability.timeout.ms")]
    pub partitioner_availability_timeout_ms: u64,
    /// How many requests may be unanswered on one connection.
    #[serde(rename = "max.in.flight.requests.per.connection")]
    pub max_in_flight_requests_per_connection: u32,
    /// How long one request waits for its answer.
    #[serde(rename = "request.timeout.ms")]
    pub request_timeout_ms: u64,
    /// How long a record may take in all before it has failed.
    #[serde(rename = "delivery.timeout.ms")]
    pub delivery_timeout_ms: u64,
    /// The first pause before a batch is sent again.
    #[serde(rename = "retry.backoff.ms")]
    pub retry_backoff_ms: u64,
    /// The longest pause before a batch is sent again.
    #[serde(rename = "retry.backoff.max.ms")]
    pub retry_backoff_max_ms: u64,
    /// How often a batch is sent again at most.
    pub retries: u32,
    /// How long an application waits for the topic's metadata before its send fails.
    #[serde(rename = "max.block.ms")]
    pub max_block_ms: u64,
}

impl Default for ProducerConfig {
    fn default() -> Self {
        Self {
            acks: Acks::All,
            enable_idempotence: None,
            batch_size: 16_384,
            linger_ms: 5,
            partitioner_ignore_keys: false,
            partitioner_adaptive_partitioning_enable: true,
            partitioner_availability_timeout_ms: 0,
            max_in_flight_requests_per_connection: 5,
            request_timeout_ms: 30_000,
            delivery_timeout_ms: 120_000,
            retry_backoff_ms: 100,
            retry_backoff_max_ms: 1_000,
            retries: i32::MAX.unsigned_abs(),
            max_block_ms: 60_000,
        }
    }
}

impl ProducerConfig {
    /// Whether the producer is idempotent
    /// (`ProducerConfig.postProcessAndValidateIdempotenceConfigs`).
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        let can_be = self.acks == Acks::All && self.retries > 0;
        self.enable_idempotence.unwrap_or(can_be)
    }
}
