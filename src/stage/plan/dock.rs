//! Where ways end at a broker: at its box, or at its replica of the partition that a message is about.

use highwater_core::id::{BrokerId, NodeId, TopicPartition};

use super::{BrokerPlan, Plan};
use crate::session::Perspective;
use crate::stage::geometry::Rect;

/// Where ways end at a broker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dock {
    /// What they end at.
    pub rect: Rect,
    /// How many of its kind stand above it.
    pub row: usize,
    /// What that is.
    pub kind: Kind,
}

/// What ways end at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A box of its own, or a lane.
    Box,
    /// The row of a partition that is folded, the same for all its replicas.
    Row,
    /// The broker's small box in the top row.
    Small,
}

impl Plan {
    /// Where ways end at a broker, for what is about a partition.
    #[must_use]
    pub fn dock(&self, broker: BrokerId, about: Option<TopicPartition>) -> Option<Dock> {
        let row = self.brokers.iter().position(|one| one.id == broker)?;
        let place = self.brokers.get(row)?;
        if self.perspective == Perspective::ByBroker {
            return Some(whole(place, row, Kind::Box));
        }
        let Some(partition) = about else {
            return Some(whole(place, row, Kind::Small));
        };
        if let Some((lane, row)) = self.lane(broker, partition) {
            return Some(Dock {
                rect: lane.rect,
                row,
                kind: Kind::Box,
            });
        }
        let mut folded = self.partitions.iter().filter(|one| !one.is_open);
        match folded.find(|one| one.id == partition) {
            Some(one) => Some(Dock {
                rect: one.rect,
                row: 0,
                kind: Kind::Row,
            }),
            None => Some(whole(place, row, Kind::Small)),
        }
    }

    /// The open partition that what is between two nodes is shown with, if it says of none itself: one that
    /// the two replicate, or that the client finds its leader at.
    #[must_use]
    pub fn partition_between(&self, a: NodeId, b: NodeId) -> Option<TopicPartition> {
        let has = |node: NodeId, id: TopicPartition, leader: Option<BrokerId>| match node {
            NodeId::Broker(broker) => self.lane(broker, id).is_some(),
            NodeId::Controller(_) | NodeId::Admin => false,
            NodeId::Producer(_) | NodeId::Consumer(_) => leader.is_some_and(|leader| {
                let leader = NodeId::Broker(leader);
                a == leader || b == leader
            }),
        };
        for one in &self.partitions {
            if one.is_open && has(a, one.id, one.leader) && has(b, one.id, one.leader) {
                return Some(one.id);
            }
        }
        None
    }
}

fn whole(place: &BrokerPlan, row: usize, kind: Kind) -> Dock {
    Dock {
        rect: place.rect,
        row,
        kind,
    }
}
