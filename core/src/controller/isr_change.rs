//! A leader's proposal of another ISR (`ReplicationControlManager.alterPartition`).

use super::Controller;
use crate::id::BrokerId;
use crate::metadata::PartitionRegistration;
use crate::sim::Out;
use crate::trace::Event;
use crate::wire::{AlterPartitionRequest, AlterPartitionResponse, AlteredPartition, ErrorCode};

impl Controller {
    /// Writes the ISR that a leader proposes, if it may.
    pub(super) fn alter_partition(
        &mut self,
        request: &AlterPartitionRequest,
        out: &mut Out<'_>,
    ) -> AlterPartitionResponse {
        let partition = request.partition;
        let result = self.validated(request).map(|before| {
            let isr = request.new_isr.iter().map(|(id, _)| *id).collect();
            let acceptable = |id: BrokerId| self.image().is_active(id);
            let change = self
                .change_of(partition, &before, &acceptable)
                .target_isr(isr)
                .recovered()
                .build();
            out.aside(|out| self.write_change(partition, &before, change, out));
            let after = self.image().partitions.get(&partition).unwrap_or(&before);
            AlteredPartition {
                leader: after.leader,
                leader_epoch: after.leader_epoch,
                isr: after.isr.clone(),
                partition_epoch: after.partition_epoch,
            }
        });
        if let Err(error) = result {
            let api = crate::wire::Api::AlterPartition;
            out.trace(Event::RequestFailed { api, error });
        }
        AlterPartitionResponse { partition, result }
    }

    /// The partition as it is, if the proposal builds on it (`validateAlterPartitionData`); the
    /// order of the checks is Kafka's.
    fn validated(
        &self,
        request: &AlterPartitionRequest,
    ) -> Result<PartitionRegistration, ErrorCode> {
        let sender = self.image().brokers.get(&request.broker);
        if sender.is_none_or(|sender| sender.broker_epoch != request.broker_epoch) {
            return Err(ErrorCode::StaleBrokerEpoch);
        }
        let partition = self.image().partitions.get(&request.partition);
        let partition = partition.ok_or(ErrorCode::UnknownTopicOrPartition)?;
        if request.leader_epoch > partition.leader_epoch
            || request.partition_epoch > partition.partition_epoch
        {
            return Err(ErrorCode::NotController);
        }
        if request.leader_epoch < partition.leader_epoch {
            return Err(ErrorCode::FencedLeaderEpoch);
        }
        if partition.leader != Some(request.broker) {
            return Err(ErrorCode::InvalidRequest);
        }
        if request.partition_epoch < partition.partition_epoch {
            return Err(ErrorCode::InvalidUpdateVersion);
        }
        let isr = &request.new_isr;
        let is_replica = |id: &BrokerId| partition.replicas.contains(id);
        if !isr.iter().all(|(id, _)| is_replica(id))
            || !isr.iter().any(|(id, _)| *id == request.broker)
        {
            return Err(ErrorCode::InvalidRequest);
        }
        let image = self.image();
        if !isr
            .iter()
            .all(|(id, epoch)| image.is_isr_eligible(*id, *epoch))
        {
            return Err(ErrorCode::IneligibleReplica);
        }
        Ok(partition.clone())
    }
}
