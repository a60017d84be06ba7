//! Naming a moment: "when b2 has appended offset 5 of orders-0".

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{NodeId, Offset};
use crate::metadata::MetadataImage;
use crate::sim::{ConnectionId, Direction};
use crate::time::Time;
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

impl Moment {
    /// Whether a trace is what this moment waits for. A moment of the clock is none: see
    /// [`Moment::at`].
    #[must_use]
    pub fn fits(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
        match self {
            Self::Time { .. } => false,
            Self::Sent(_) | Self::Arrived(_) => self.fits_message(trace, metadata),
            Self::Appended { .. } | Self::FollowerKnown { .. } | Self::HighWatermark { .. } => {
                self.fits_replica(trace, metadata)
            }
            Self::RecordAccepted { .. } | Self::Acknowledged { .. } | Self::Consumed { .. } => {
                self.fits_client(trace, metadata)
            }
            Self::Elected { .. } | Self::Fenced(_) | Self::IsrChanged { .. } => {
                self.fits_controller(trace, metadata)
            }
        }
    }

    /// A message that was sent or has arrived.
    fn fits_message(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
        match (self, &trace.event) {
            (
                Self::Sent(travel),
                Event::MessageSent {
                    connection,
                    direction,
                    gist,
                    ..
                },
            )
            | (
                Self::Arrived(travel),
                Event::MessageArrived {
                    connection,
                    direction,
                    gist,
                    ..
                },
            ) => travel.fits(*connection, *direction, gist, metadata),
            _ => false,
        }
    }

    /// What a replica's broker did or learned.
    fn fits_replica(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
        let is = |name: &str, partition| metadata.partition_named(name) == Some(partition);
        match (self, &trace.event) {
            (
                Self::Appended {
                    on,
                    partition: name,
                    offset,
                },
                Event::LeaderAppended {
                    partition,
                    base_offset,
                    end_offset,
                    ..
                }
                | Event::FollowerAppended {
                    partition,
                    base_offset,
                    end_offset,
                    ..
                },
            ) => {
                trace.actor == *on
                    && is(name, *partition)
                    && (*base_offset..*end_offset).contains(offset)
            }
            (
                Self::FollowerKnown {
                    follower,
                    partition: name,
                    end_offset,
                },
                Event::FollowerProgressed {
                    partition,
                    follower: known,
                    to,
                    ..
                },
            ) => *follower == NodeId::Broker(*known) && is(name, *partition) && to >= end_offset,
            (
                Self::HighWatermark {
                    on,
                    partition: name,
                    offset,
                },
                Event::HighWatermarkAdvanced { partition, to, .. }
                | Event::FollowerHighWatermarkSet { partition, to, .. },
            ) => trace.actor == *on && is(name, *partition) && to >= offset,
            _ => false,
        }
    }

    /// What a client did or was told.
    fn fits_client(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
        let is = |name: &str, partition| metadata.partition_named(name) == Some(partition);
        match (self, &trace.event) {
            (Self::RecordAccepted { partition: name }, Event::RecordAccepted { partition, .. }) => {
                is(name, *partition)
            }
            (
                Self::Acknowledged {
                    partition: name,
                    offset,
                },
                Event::RecordAcknowledged {
                    partition,
                    offset: Some(known),
                    ..
                },
            ) => is(name, *partition) && known == offset,
            (
                Self::Consumed {
                    by,
                    partition: name,
                    offset,
                },
                Event::RecordsConsumed {
                    partition,
                    first_offset,
                    next_offset,
                },
            ) => {
                trace.actor == *by
                    && is(name, *partition)
                    && (*first_offset..*next_offset).contains(offset)
            }
            _ => false,
        }
    }

    /// What the controller decided.
    fn fits_controller(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
        let is = |name: &str, partition| metadata.partition_named(name) == Some(partition);
        match (self, &trace.event) {
            (
                Self::Elected {
                    partition: name,
                    leader,
                },
                Event::LeaderElected {
                    partition,
                    leader: known,
                    ..
                },
            ) => is(name, *partition) && *leader == NodeId::Broker(*known),
            (Self::Fenced(broker), Event::BrokerFenced { broker: known, .. }) => {
                *broker == NodeId::Broker(*known)
            }
            (
                Self::IsrChanged {
                    partition: name,
                    size,
                },
                Event::IsrChanged { partition, to, .. },
            ) => is(name, *partition) && u32::try_from(to.len()) == Ok(*size),
            _ => false,
        }
    }

    /// The clock time that it waits for, if it waits for the clock.
    #[must_use]
    pub fn at(&self) -> Option<Time> {
        match self {
            Self::Time { at_ms } => Some(Time::from_ms(*at_ms)),
            _ => None,
        }
    }
}

impl Travel {
    /// Whether a message is one of those.
    #[must_use]
    pub fn fits(
        &self,
        connection: ConnectionId,
        direction: Direction,
        gist: &Gist,
        metadata: &MetadataImage,
    ) -> bool {
        let wanted = if self.answer {
            Direction::Response
        } else {
            Direction::Request
        };
        let (partition, offset, high_watermark) = match *gist {
            Gist::Produce { partition, .. } => (Some(partition), None, None),
            Gist::ProduceAnswer {
                partition, result, ..
            } => (Some(partition), result.ok(), None),
            Gist::Fetch {
                partition, offset, ..
            } => (partition, Some(offset), None),
            Gist::FetchAnswer {
                partition,
                base_offset,
                high_watermark,
                ..
            } => (partition, base_offset, Some(high_watermark)),
            Gist::AlterPartition { partition, .. }
            | Gist::AlterPartitionAnswer { partition, .. } => (Some(partition), None, None),
            _ => (None, None, None),
        };
        let named = self
            .partition
            .as_ref()
            .map(|name| metadata.partition_named(name));
        direction == wanted
            && gist.api() == self.api
            && self
                .from
                .is_none_or(|from| from == connection.sender(direction))
            && self
                .to
                .is_none_or(|to| to == connection.receiver(direction))
            && named.is_none_or(|named| named.is_some() && named == partition)
            && self.offset.is_none_or(|wanted| Some(wanted) == offset)
            && self
                .high_watermark
                .is_none_or(|wanted| Some(wanted) == high_watermark)
    }
}
