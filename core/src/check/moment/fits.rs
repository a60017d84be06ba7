//! Which traces a moment waits for.

use super::Moment;
use crate::id::NodeId;
use crate::metadata::MetadataImage;
use crate::trace::{ConsumerEvent, Event, Trace};

impl Moment {
    /// A message that was sent or has arrived.
    pub(super) fn fits_message(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
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
    pub(super) fn fits_replica(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
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
    pub(super) fn fits_broker(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
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
    pub(super) fn fits_client(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
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
    pub(super) fn fits_member(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
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
    pub(super) fn fits_controller(&self, trace: &Trace, metadata: &MetadataImage) -> bool {
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
}
