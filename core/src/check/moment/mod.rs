//! Naming a moment: "when b2 has appended offset 5 of orders-0".

mod fits;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Travel;
use crate::id::{NodeId, Offset};
use crate::metadata::MetadataImage;
use crate::time::Time;
use crate::trace::Trace;

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

    /// The clock time that it waits for, if it waits for the clock.
    #[must_use]
    pub fn at(&self) -> Option<Time> {
        match self {
            Self::Time { at_ms } => Some(Time::from_ms(*at_ms)),
            _ => None,
        }
    }
}
