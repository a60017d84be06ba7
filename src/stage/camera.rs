//! From where the cluster is looked at: how large the room is, from which side, and what is looked for.

use highwater_core::id::{BrokerId, NodeId, TopicPartition};
use highwater_text::course::CellWord;

use super::cluster::Cluster;
use super::geometry::Size;
use crate::session::{Perspective, Selection};

/// The room for the drawing, in CSS pixels, and the side from which the cluster is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Camera {
    /// The room's width.
    pub width: f64,
    /// The room's height. At 0 the drawing may be as high as it likes.
    pub height: f64,
    /// How replicas are put together.
    pub perspective: Perspective,
}

impl Camera {
    /// Whether a drawing of that size, as wide as the room, is higher than the room.
    #[must_use]
    pub fn scrolls(&self, drawing: Size) -> bool {
        let height = drawing.height * self.width / drawing.width.max(1.0);
        self.height > 0.0 && height > self.height + 0.5
    }
}

/// What a step of a lesson is about. Nodes that are not named are dimmed; with none named, none is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// Who takes part.
    pub nodes: Vec<NodeId>,
    /// Which partition is open.
    pub partition: Option<TopicPartition>,
    /// What stands under a record's offset.
    pub cells: CellWord,
}

/// What the person and the lesson look at.
#[derive(Clone, Copy, Debug)]
pub struct Gaze<'a> {
    /// What the step is about.
    pub focus: &'a Focus,
    /// What is selected.
    pub selection: Option<Selection>,
}

impl Gaze<'_> {
    /// Whether a node does not take part in what is looked at.
    #[must_use]
    pub fn dims(&self, node: NodeId) -> bool {
        !self.focus.nodes.is_empty() && !self.focus.nodes.contains(&node)
    }

    /// The class of something that belongs to a node.
    #[must_use]
    pub fn class_of(&self, node: NodeId) -> &'static str {
        if self.dims(node) {
            " dim"
        } else if self.focus.nodes.is_empty() {
            ""
        } else {
            " in-focus"
        }
    }

    /// Whether a broker is looked at, so that it is not folded.
    #[must_use]
    pub fn opens(&self, broker: BrokerId) -> bool {
        let node = NodeId::Broker(broker);
        match self.selection {
            Some(Selection::Node(one)) if one == node => true,
            Some(Selection::Replica(one, _) | Selection::Record(one, ..)) if one == broker => true,
            _ => self.focus.nodes.contains(&node),
        }
    }

    /// The partition whose logs are drawn: the selected one, else the step's, else the first.
    #[must_use]
    pub fn open_partition(&self, cluster: &Cluster<'_>) -> Option<TopicPartition> {
        let selected = match self.selection {
            Some(
                Selection::Partition(partition)
                | Selection::Replica(_, partition)
                | Selection::Record(_, partition, _),
            ) => Some(partition),
            _ => None,
        };
        for id in [selected, self.focus.partition].into_iter().flatten() {
            if cluster.partition(id).is_some() {
                return Some(id);
            }
        }
        cluster.partitions.first().map(|partition| partition.id)
    }
}
