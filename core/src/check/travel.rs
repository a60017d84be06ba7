//! Naming a message: "the answer of b1 to p1 with `NOT_ENOUGH_REPLICAS`".

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::{NodeId, Offset};
use crate::metadata::MetadataImage;
use crate::sim::{ConnectionId, Direction};
use crate::wire::{Api, ErrorCode, Gist};

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
    /// The error that an answer carries, if it matters.
    #[serde(default)]
    pub error: Option<ErrorCode>,
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
            && !matches!(gist, Gist::Connect { .. })
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
            && self.error.is_none_or(|wanted| Some(wanted) == gist.error())
    }
}
