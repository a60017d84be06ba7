//! Naming a moment: "when b2 has appended offset 5 of orders-0".

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{NodeId, Offset};
use crate::metadata::MetadataImage;
use crate::trace::{Event, Trace};
use crate::wire::{Api, Gist};

/// What a moment waits for: the first trace, from where one stands, that fits. It is a file format
/// (names, not ids) and it has one meaning, [`Moment::fits`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Moment {
    /// The clock has reached this.
    Time {
        /// Milliseconds since the start.
        at_ms: u64,
    },
    /// A producer's application has sent a record.
    RecordAccepted {
        /// The partition.
        partition: Arc<str>,
    },
    /// A message has left its sender.
    Sent(Travel),
    /// A message has arrived and was read.
    Arrived(Travel),
    /// A leader or a follower has the record at this offset.
    Appended {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
    },
    /// A leader knows that the follower has everything below this offset.
    FollowerKnown {
        /// The follower.
        follower: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The follower's LEO as the leader knows it.
        end_offset: Offset,
    },
    /// A replica's high watermark is at this offset or past it.
    HighWatermark {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The high watermark.
        offset: Offset,
    },
    /// The producer was told that the record at this offset is in.
    Acknowledged {
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
    },
    /// A consumer was handed the record at this offset.
    Consumed {
        /// The consumer.
        by: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
    },
    /// The controller has set a leader.
    Elected {
        /// The partition.
        partition: Arc<str>,
        /// The leader.
        leader: NodeId,
    },
    /// The controller has fenced a broker.
    Fenced(NodeId),
    /// The controller has written an ISR of this many members.
    IsrChanged {
        /// The partition.
        partition: Arc<str>,
        /// How many members it has now.
        size: u32,
    },
}

/// Which message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// Its API.
    pub api: Api,
    /// Whether it is a request or an answer.
    #[serde(default)]
    pub answer: bool,
    /// The sender, if it matters.
    #[serde(default)]
    pub from: Option<NodeId>,
    /// The receiver, if it matters.
    #[serde(default)]
    pub to: Option<NodeId>,
    /// The partition, if it matters.
    #[serde(default)]
    pub partition: Option<Arc<str>>,
    /// The offset that a fetch asks from, or that an answer's records begin at, if it matters.
    #[serde(default)]
    pub offset: Option<Offset>,
    /// The high watermark that a fetch's answer carries, if it matters.
    #[serde(default)]
    pub high_watermark: Option<Offset>,
}
