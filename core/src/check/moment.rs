//! Naming a moment: "when b2 has appended offset 5 of orders-0".

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Travel;
use crate::id::{NodeId, Offset};
use crate::metadata::MetadataImage;
use crate::time::Time;
use crate::trace::{ConsumerEvent, Event, Trace};

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
    /// The application of a consumer has worked on the record at this offset.
    Processed {
        /// The consumer.
        by: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
    },
    /// A consumer has heard that this offset, or a later one, is committed.
    Committed {
        /// The consumer.
        by: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The offset: of the next record that its group is to read.
        offset: Offset,
    },
    /// The application of a consumer was told that it has a partition now.
    Assigned {
        /// The consumer.
        to: NodeId,
        /// The partition.
        partition: Arc<str>,
    },
    /// The application of a consumer was told to give a partition back.
    Revoked {
        /// The consumer.
        from: NodeId,
        /// The partition.
        partition: Arc<str>,
    },
    /// A producer has lost its connection, or was answered with an error, and will send a batch again.
    BatchRetried {
        /// The partition.
        partition: Arc<str>,
    },
    /// A leader was sent a batch that it has already, and did not append it again.
    DuplicateBatch {
        /// The partition.
        partition: Arc<str>,
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
    /// The process of a broker or of a consumer has died.
    Crashed(NodeId),
    /// A broker has heard that it leads.
    BecameLeader {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
    },
    /// A follower has cut its log back to where it agrees with its leader's.
    Truncated {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
    },
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
            Self::Crashed(_)
            | Self::BecameLeader { .. }
            | Self::Truncated { .. }
            | Self::DuplicateBatch { .. } => self.fits_broker(trace, metadata),
            Self::RecordAccepted { .. }
            | Self::Acknowledged { .. }
            | Self::Consumed { .. }
            | Self::BatchRetried { .. } => self.fits_client(trace, metadata),
            Self::Processed { .. }
            | Self::Committed { .. }
            | Self::Assigned { .. }
            | Self::Revoked { .. } => self.fits_member(trace, metadata),
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

    /// What becomes of a broker, or of what it is in a partition.
    fn fits_broker(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
        let is = |name: &str, partition| metadata.partition_named(name) == Some(partition);
        match (self, &trace.event) {
            (Self::Crashed(node), Event::BrokerCrashed) => trace.actor == *node,
            (Self::Crashed(node), Event::Consumer(event)) => {
                **event == ConsumerEvent::Crashed && trace.actor == *node
            }
            (
                Self::BecameLeader {
                    on,
                    partition: name,
                },
                Event::BecameLeader { partition, .. },
            )
            | (
                Self::Truncated {
                    on,
                    partition: name,
                },
                Event::Truncated { partition, .. },
            ) => trace.actor == *on && is(name, *partition),
            (Self::DuplicateBatch { partition: name }, Event::DuplicateBatch { partition, .. }) => {
                is(name, *partition)
            }
            _ => false,
        }
    }

    /// What a client did or was told.
    fn fits_client(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
        let is = |name: &str, partition| metadata.partition_named(name) == Some(partition);
        match (self, &trace.event) {
            (Self::RecordAccepted { partition: name }, Event::RecordAccepted { partition, .. })
            | (Self::BatchRetried { partition: name }, Event::BatchRetried { partition, .. }) => {
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

    /// What a member of a group did or was told.
    fn fits_member(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
        let Event::Consumer(event) = &trace.event else {
            return false;
        };
        let (who, name) = match self {
            Self::Processed { by, partition, .. } | Self::Committed { by, partition, .. } => {
                (by, partition)
            }
            Self::Assigned { to, partition } => (to, partition),
            Self::Revoked { from, partition } => (from, partition),
            _ => return false,
        };
        let Some(partition) = metadata.partition_named(name) else {
            return false;
        };
        trace.actor == *who
            && match (self, &**event) {
                (
                    Self::Processed { offset, .. },
                    ConsumerEvent::RecordsProcessed {
                        partition: of,
                        first_offset,
                        next_offset,
                    },
                ) => *of == partition && (*first_offset..*next_offset).contains(offset),
                (
                    Self::Committed { offset, .. },
                    ConsumerEvent::OffsetsCommitted { offsets, .. },
                ) => {
                    let mut offsets = offsets.iter();
                    offsets.any(|(of, committed)| *of == partition && committed >= offset)
                }
                (Self::Assigned { .. }, ConsumerEvent::PartitionsAssigned(partitions))
                | (Self::Revoked { .. }, ConsumerEvent::PartitionsRevoked(partitions)) => {
                    partitions.contains(&partition)
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
