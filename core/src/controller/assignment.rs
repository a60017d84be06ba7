//! The replicas of new partitions: chosen by hand, or placed.

use super::Controller;
use super::placement::{StripedReplicaPlacer, UsableBroker};
use super::refusal::invalid_assignment;
use crate::id::{BrokerId, PartitionIndex};
use crate::line::count;
use crate::sim::Out;
use crate::sorted::sort_by;
use crate::wire::{ApiError, AssignmentError, PlacementError};

impl Controller {
    /// Checks the replicas of new partitions, the first of which has the index `first`: every list is valid
    /// by itself, and names an active broker that can lead.
    pub(super) fn check_assignment(
        &self,
        assignment: &[Vec<BrokerId>],
        first: u32,
        replication_factor: Option<u32>,
    ) -> Result<(), ApiError> {
        let mut factor = replication_factor;
        for (index, replicas) in (first..).zip(assignment) {
            self.check_replicas(replicas, factor)?;
            factor = Some(count(replicas.len()));
            if !replicas.iter().any(|id| self.image().is_active(*id)) {
                let nobody = AssignmentError::NobodyActive(PartitionIndex(index));
                return Err(invalid_assignment(nobody));
            }
        }
        Ok(())
    }

    /// A partition's replicas are registered brokers, each there once, and as many as the topic's other
    /// partitions have (`validateManualPartitionAssignment`).
    pub(super) fn check_replicas(
        &self,
        replicas: &[BrokerId],
        replication_factor: Option<u32>,
    ) -> Result<(), ApiError> {
        let mut ascending = replicas.to_vec();
        sort_by(&mut ascending, |one, other| one < other);
        let mut before = None;
        for broker in ascending {
            if !self.image().brokers.contains_key(&broker) {
                return Err(invalid_assignment(AssignmentError::UnknownBroker(broker)));
            }
            if before == Some(broker) {
                return Err(invalid_assignment(AssignmentError::BrokerTwice(broker)));
            }
            before = Some(broker);
        }
        let replicas = count(replicas.len());
        match replication_factor {
            _ if replicas == 0 => Err(invalid_assignment(AssignmentError::Empty)),
            Some(before) if before != replicas => {
                let uneven = AssignmentError::Uneven { replicas, before };
                Err(invalid_assignment(uneven))
            }
            _ => Ok(()),
        }
    }

    /// Places the replicas of so many new partitions.
    pub(super) fn place_replicas(
        &self,
        partitions: u32,
        replication_factor: u32,
        out: &mut Out<'_>,
    ) -> Result<Vec<Vec<BrokerId>>, PlacementError> {
        let mut usable = Vec::new();
        for (id, broker) in &self.image().brokers {
            // One that is on its way out is passed over; one that has gone is fenced.
            if broker.fenced || !broker.in_controlled_shutdown {
                usable.push(UsableBroker {
                    id: *id,
                    rack: broker.rack.clone(),
                    fenced: broker.fenced,
                });
            }
        }
        let mut draw = |bound| out.random_below(bound);
        let mut placer = StripedReplicaPlacer::new(&usable, &mut draw);
        let mut assignment = Vec::new();
        for _ in 0..partitions {
            assignment.push(placer.place(replication_factor, &mut draw)?);
        }
        Ok(assignment)
    }
}
