//! Producer configuration.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CompressionType, Serializer};
use crate::wire::Acks;

/// How long a record may take in all where nobody says so (`delivery.timeout.ms`).
pub(super) const DELIVERY_TIMEOUT_MS: u64 = 120_000;

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
    /// How a record's key becomes bytes.
    #[serde(rename = "key.serializer")]
    pub key_serializer: Serializer,
    /// How a record's value becomes bytes.
    #[serde(rename = "value.serializer")]
    pub value_serializer: Serializer,
    /// How many bytes a batch may take, unless its first record alone takes more; and how many go to one
    /// partition, of records without a key, before another one is drawn.
    #[serde(rename = "batch.size")]
    pub batch_size: u32,
    /// How long a batch waits for more records.
    #[serde(rename = "linger.ms")]
    pub linger_ms: u64,
    /// How the records of a batch are compressed.
    #[serde(rename = "compression.type")]
    pub compression_type: CompressionType,
    /// How many bytes a request may take, and a record before it is compressed.
    #[serde(rename = "max.request.size")]
    pub max_request_size: u32,
    /// How many bytes the batches may take that are not answered, each as many as it might grow to.
    #[serde(rename = "buffer.memory")]
    pub buffer_memory: u64,
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
    /// How long a record may take in all before it has failed. Where nobody says so, it is raised to what
    /// `linger.ms` and `request.timeout.ms` need.
    #[serde(rename = "delivery.timeout.ms")]
    pub delivery_timeout_ms: Option<u64>,
    /// The first pause before a batch is sent again.
    #[serde(rename = "retry.backoff.ms")]
    pub retry_backoff_ms: u64,
    /// The longest pause before a batch is sent again.
    #[serde(rename = "retry.backoff.max.ms")]
    pub retry_backoff_max_ms: u64,
    /// How often a batch is sent again at most.
    pub retries: u32,
    /// How long an application waits for the topic's metadata, and for room in the buffer, before its send
    /// fails.
    #[serde(rename = "max.block.ms")]
    pub max_block_ms: u64,
    /// As whom the producer writes in transactions; empty is without any.
    #[serde(rename = "transactional.id")]
    pub transactional_id: Arc<str>,
}

impl Default for ProducerConfig {
    fn default() -> Self {
        Self {
            acks: Acks::All,
            enable_idempotence: None,
            key_serializer: Serializer::String,
            value_serializer: Serializer::String,
            batch_size: 16_384,
            linger_ms: 5,
            compression_type: CompressionType::None,
            max_request_size: 1_048_576,
            buffer_memory: 33_554_432,
            partitioner_ignore_keys: false,
            partitioner_adaptive_partitioning_enable: true,
            partitioner_availability_timeout_ms: 0,
            max_in_flight_requests_per_connection: 5,
            request_timeout_ms: 30_000,
            delivery_timeout_ms: None,
            retry_backoff_ms: 100,
            retry_backoff_max_ms: 1_000,
            retries: i32::MAX.unsigned_abs(),
            max_block_ms: 60_000,
            transactional_id: "".into(),
        }
    }
}

/// Whether a producer is idempotent, and, where nobody has said whether it is to be, what keeps it from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Idempotence {
    /// Whether it is.
    pub is_on: bool,
    /// It sends nothing again.
    pub lacks_retries: bool,
    /// It does not wait for every in-sync replica, but for this.
    pub lacks_acks: Option<Acks>,
}

impl ProducerConfig {
    /// Whether the producer is idempotent, and why not
    /// (`ProducerConfig.postProcessAndValidateIdempotenceConfigs`).
    #[must_use]
    pub fn idempotence(&self) -> Idempotence {
        let is_open = self.enable_idempotence.is_none();
        let lacks_retries = is_open && self.retries == 0;
        let lacks_acks = Some(self.acks).filter(|acks| is_open && *acks != Acks::All);
        let can_be = !lacks_retries && lacks_acks.is_none();
        Idempotence {
            is_on: self.enable_idempotence.unwrap_or(can_be),
            lacks_retries,
            lacks_acks,
        }
    }

    /// Whether the producer is idempotent.
    #[must_use]
    pub fn is_idempotent(&self) -> bool {
        self.idempotence().is_on
    }

    /// How long a record may take in all before it has failed (`KafkaProducer.configureDeliveryTimeout`).
    #[must_use]
    pub fn delivery_timeout_ms(&self) -> u64 {
        let least = self.linger_ms.saturating_add(self.request_timeout_ms);
        self.delivery_timeout_ms
            .unwrap_or(DELIVERY_TIMEOUT_MS.max(least))
    }
}
