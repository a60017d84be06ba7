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
        /// Its rack (`broker.rack`), if it has one.
        rack: Option<Arc<str>>,
    },
    /// A broker was fenced or unfenced, or is on its way out. A field that is absent did not change.
    BrokerRegistrationChange {
        /// The broker.
        broker: BrokerId,
        /// The registration that changed.
        broker_epoch: BrokerEpoch,
        /// Whether it is fenced now.
        fenced: Option<bool>,
        /// Whether it is in controlled shutdown now.
        in_controlled_shutdown: Option<bool>,
    },
    /// A topic was made.
    Topic {
        /// Its id.
        id: TopicId,
        /// Its name.
        name: Arc<str>,
    },
    /// A configuration changed.
    Config {
        /// Whose.
        resource: ConfigResource,
        /// Kafka's name of the key.
        key: Arc<str>,
        /// The value, as written; none removes the key.
        value: Option<Arc<str>>,
    },
    /// The eligible leader replicas of a topic's partitions, or of all, are forgotten: its
    /// `min.insync.replicas` changed, so that they may lack what is committed from now on.
    ClearElr {
        /// The topic; none means all.
        topic: Option<TopicId>,
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

/// Whose configuration it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ConfigResource {
    /// A topic's.
    Topic(TopicId),
    /// All brokers' (the cluster-wide default).
    Brokers,
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
    /// The new assignment.
    pub replicas: Option<Vec<BrokerId>>,
    /// The replicas that a reassignment still adds.
    pub adding: Option<Vec<BrokerId>>,
    /// The replicas that go when all of those are in sync.
    pub removing: Option<Vec<BrokerId>>,
}

impl PartitionChange {
    /// Whether nothing changes, so that no record is to be written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
