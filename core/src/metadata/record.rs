//! The records of the metadata log, by Kafka's names.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{BrokerEpoch, BrokerId, TopicId, TopicPartition};
use crate::metadata::PartitionRegistration;

/// One record of `__cluster_metadata`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MetadataRecord {
    /// A broker process registered; it is fenced until it has caught up.
    RegisterBroker {
        /// The broker.
        broker: BrokerId,
        /// Its new epoch: the offset of this record.
        broker_epoch: BrokerEpoch,
        /// Which process of it.
        incarnation: u32,
    },
    /// A broker was fenced or unfenced.
    BrokerRegistrationChange {
        /// The broker.
        broker: BrokerId,
        /// The registration that changed.
        broker_epoch: BrokerEpoch,
        /// Whether it is fenced now.
        fenced: bool,
    },
    /// A topic was made.
    Topic {
        /// Its id.
        id: TopicId,
        /// Its name.
        name: Arc<str>,
    },
    /// A topic's configuration changed.
    Config {
        /// The topic.
        topic: TopicId,
        /// Kafka's name of the key.
        key: Arc<str>,
        /// The value, as written.
        value: Arc<str>,
    },
    /// A partition was made.
    Partition {
        /// Which one.
        partition: TopicPartition,
        /// All of it.
        registration: PartitionRegistration,
    },
    /// A partition changed; only what changed is in the record.
    PartitionChange {
        /// Which one.
        partition: TopicPartition,
        /// What changed.
        change: PartitionChange,
    },
}

/// The fields of a `PartitionChangeRecord`; a field that is absent did not change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartitionChange {
    /// The new ISR.
    pub isr: Option<Vec<BrokerId>>,
    /// The new leader; `Some(None)` takes the partition offline. Any value raises the leader epoch.
    pub leader: Option<Option<BrokerId>>,
    /// The new eligible leader replicas (KIP-966).
    pub elr: Option<Vec<BrokerId>>,
    /// The new last known ELR: at most the last leader.
    pub last_known_elr: Option<Vec<BrokerId>>,
    /// Whether the leader was elected uncleanly and has not said so yet.
    pub recovering: Option<bool>,
}

impl PartitionChange {
    /// Whether nothing changes, so that no record is to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
