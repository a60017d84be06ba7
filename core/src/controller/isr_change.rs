//! A leader's proposal of another ISR (`ReplicationControlManager.alterPartition`).

use super::Controller;
use crate::id::{BrokerEpoch, BrokerId};
use crate::metadata::PartitionRegistration;
use crate::sim::Out;
use crate::trace::Event;
use crate::wire::{
    AlterPartitionRequest, AlterPartitionResponse, AlteredPartition, Api, ErrorCode,
};

impl Controller {
    /// Writes the ISR that a leader proposes, if it may.
    pub(super) fn alter_partition(
        &mut self,
        request: &AlterPartitionRequest,
        out: &mut Out<'_>,
    ) -> AlterPartitionResponse {
        let partition = request.partition;
        let result = self
            .validate_alter_partition(request)
            .and_then(|before| self.alter(request, &before, out));
        if let Err(error) = result {
            let api = Api::AlterPartition;
            out.trace(Event::RequestFailed { api, error });
        }
        AlterPartitionResponse { partition, result }
    }

    /// Writes the change. Where it completes a reassignment that sets another leader, the sender is
    /// told that, and does not ask again.
    fn alter(
        &mut self,
        request: &AlterPartitionRequest,
        before: &PartitionRegistration,
        out: &mut Out<'_>,
    ) -> Result<AlteredPartition, ErrorCode> {
        let partition = request.partition;
        let isr = request.new_isr.iter().map(|(id, _)| *id).collect();
        let acceptable = |id: BrokerId| self.image().is_active(id);
        let change = self
            .change_of(partition, before, &acceptable)
            .election(self.election_kind(partition.topic))
            .target_isr(isr)
            .target_recovering(request.recovering)
            .build();
        out.aside(|out| {
            self.write_change(partition, before, change, out);
            self.trace_reassignment(partition, before, Some(request.broker), out);
        });
        let after = self.image().partitions.get(&partition).unwrap_or(before);
        if after.leader != Some(request.broker) {
            return Err(ErrorCode::NewLeaderElected);
        }
        Ok(AlteredPartition {
            leader: after.leader,
            leader_epoch: after.leader_epoch,
            isr: after.isr.clone(),
            partition_epoch: after.partition_epoch,
        })
    }

    /// The partition as it is, if the proposal builds on it (`validateAlterPartitionData`); the
    /// order of the checks is Kafka's.
    fn validate_alter_partition(
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
        let begins_recovery = request.recovering && !partition.recovering;
        if (request.recovering && isr.len() > 1) || begins_recovery {
            return Err(ErrorCode::InvalidRequest);
        }
        let image = self.image();
        let epochs_count = self.config.semantics.broker_epoch_check;
        let eligible = |(id, epoch): &(BrokerId, Option<BrokerEpoch>)| {
            image.is_isr_eligible(*id, epoch.filter(|_| epochs_count))
        };
        if !isr.iter().all(eligible) {
            return Err(ErrorCode::IneligibleReplica);
        }
        Ok(partition.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::BrokerConfig;
    use crate::id::{
        ControllerId, LeaderEpoch, PartitionEpoch, PartitionIndex, TopicId, TopicPartition,
    };
    use crate::metadata::MetadataRecord;

    const ORDERS: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    /// b1 leads in epoch 2, at partition epoch 4; b3 is fenced, b4 holds no replica. A broker's epoch
    /// is its id.
    fn controller() -> Controller {
        let mut controller = Controller::new(ControllerId(1), BrokerConfig::default().into());
        for id in 1..=4 {
            let (broker, broker_epoch) = (BrokerId(id), BrokerEpoch(id.into()));
            controller.log.write(MetadataRecord::RegisterBroker {
                broker,
                broker_epoch,
                incarnation: 1,
                rack: None,
            });
            controller
                .log
                .write(MetadataRecord::BrokerRegistrationChange {
                    broker,
                    broker_epoch,
                    fenced: Some(id == 3),
                    in_controlled_shutdown: None,
                });
        }
        controller.log.write(MetadataRecord::Partition {
            partition: ORDERS,
            registration: PartitionRegistration {
                replicas: vec![BrokerId(1), BrokerId(2), BrokerId(3)],
                isr: vec![BrokerId(1)],
                leader: Some(BrokerId(1)),
                leader_epoch: LeaderEpoch(2),
                partition_epoch: PartitionEpoch(4),
                ..PartitionRegistration::default()
            },
        });
        controller
    }

    #[test]
    fn a_proposal_is_refused_for_the_first_reason_in_kafkas_order() {
        use ErrorCode::{
            FencedLeaderEpoch, IneligibleReplica, InvalidRequest, InvalidUpdateVersion,
            NotController, StaleBrokerEpoch,
        };
        let controller = controller();
        for (broker, broker_epoch, leader_epoch, partition_epoch, isr, wanted) in [
            (1, 1, 2, 4, vec![(1, 1), (2, 2)], None),
            (1, 9, 1, 3, vec![(1, 1)], Some(StaleBrokerEpoch)),
            (1, 1, 3, 3, vec![(1, 1)], Some(NotController)),
            (1, 1, 1, 5, vec![(1, 1)], Some(NotController)),
            (2, 2, 1, 3, vec![(1, 1)], Some(FencedLeaderEpoch)),
            (2, 2, 2, 3, vec![(1, 1)], Some(InvalidRequest)),
            (1, 1, 2, 3, vec![(4, 4)], Some(InvalidUpdateVersion)),
            (1, 1, 2, 4, vec![(1, 1), (4, 4)], Some(InvalidRequest)),
            (1, 1, 2, 4, vec![(2, 2)], Some(InvalidRequest)),
            (1, 1, 2, 4, vec![(1, 1), (3, 3)], Some(IneligibleReplica)),
            (1, 1, 2, 4, vec![(1, 1), (2, 9)], Some(IneligibleReplica)),
        ] {
            let member = |(id, epoch): &(u32, i64)| (BrokerId(*id), Some(BrokerEpoch(*epoch)));
            let request = AlterPartitionRequest {
                broker: BrokerId(broker),
                broker_epoch: BrokerEpoch(broker_epoch),
                partition: ORDERS,
                leader_epoch: LeaderEpoch(leader_epoch),
                partition_epoch: PartitionEpoch(partition_epoch),
                new_isr: isr.iter().map(member).collect(),
                recovering: false,
            };
            assert_eq!(
                controller.validate_alter_partition(&request).err(),
                wanted,
                "{request:?}"
            );
        }
    }
}
