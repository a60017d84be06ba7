//! What a leader makes of the controller's answer to an ISR proposal (`handleAlterPartitionUpdate`,
//! `handleAlterPartitionError`).

use serde::{Deserialize, Serialize};

use super::isr::IsrState;
use super::leadership::{Advance, Proposal};
use super::partition::{Context, Partition};
use crate::log::Log;
use crate::wire::{AlteredPartition, ErrorCode};

/// What became of an ISR proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// The ISR is as the controller says; the high watermark may have moved by it.
    Committed(Option<Advance>),
    /// The controller refused it, and things stand as they were before.
    FellBack,
    /// It was refused, or it cost this broker its leadership: newer metadata will say how things stand,
    /// and until then the proposal counts.
    Pending,
    /// It is to be sent again.
    Retry,
    /// The answer speaks of something that is over.
    Ignored,
}

impl Partition {
    /// Takes the controller's answer to a proposal.
    pub fn handle_alter_partition_response(
        &mut self,
        proposal: &Proposal,
        answer: &Result<AlteredPartition, ErrorCode>,
        log: &mut Log,
        context: &Context<'_>,
    ) -> Outcome {
        if !self.awaits(proposal) {
            return Outcome::Ignored;
        }
        match answer {
            Ok(altered) => self.handle_altered_partition(altered, log, context),
            Err(error) => self.handle_alter_partition_error(*error),
        }
    }

    /// Whether this is the proposal that is under way: there may be newer metadata, and another one.
    fn awaits(&self, proposal: &Proposal) -> bool {
        self.leadership.as_ref().is_some_and(|leadership| {
            leadership.isr.pending().is_some()
                && proposal.leader_epoch == self.leader_epoch
                && proposal.partition_epoch == self.partition_epoch
                && leadership
                    .isr
                    .proposed()
                    .iter()
                    .eq(proposal.new_isr.iter().map(|(id, _)| id))
        })
    }

    fn handle_altered_partition(
        &mut self,
        altered: &AlteredPartition,
        log: &mut Log,
        context: &Context<'_>,
    ) -> Outcome {
        let Some(leadership) = &mut self.leadership else {
            return Outcome::Ignored;
        };
        if altered.leader_epoch != self.leader_epoch
            || altered.partition_epoch < self.partition_epoch
        {
            return Outcome::Ignored;
        }
        leadership.isr = IsrState::committed(altered.isr.clone());
        self.partition_epoch = altered.partition_epoch;
        Outcome::Committed(self.advance_high_watermark(log, context))
    }

    fn handle_alter_partition_error(&mut self, error: ErrorCode) -> Outcome {
        match error {
            // The controller says that the partition epoch is right and that nothing was written.
            ErrorCode::IneligibleReplica | ErrorCode::OperationNotAttempted => {
                if let Some(leadership) = &mut self.leadership {
                    leadership.isr.fall_back();
                }
                Outcome::FellBack
            }
            ErrorCode::FencedLeaderEpoch
            | ErrorCode::InvalidUpdateVersion
            | ErrorCode::InvalidRequest
            | ErrorCode::UnknownTopicOrPartition
            | ErrorCode::NewLeaderElected => Outcome::Pending,
            _ => Outcome::Retry,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::testing::{append_one, context, leading, metadata};
    use crate::config::BrokerConfig;
    use crate::id::{BrokerId, LeaderEpoch, Offset, PartitionEpoch};

    fn accepted(leader_epoch: i32, partition_epoch: i32) -> AlteredPartition {
        AlteredPartition {
            leader: Some(BrokerId(1)),
            leader_epoch: LeaderEpoch(leader_epoch),
            isr: vec![BrokerId(1)],
            partition_epoch: PartitionEpoch(partition_epoch),
        }
    }

    /// What becomes of b1's proposal to lead alone, and of its ISR, when this is the answer.
    fn after(
        answer: Result<AlteredPartition, ErrorCode>,
        distort: impl FnOnce(&mut Proposal),
    ) -> (Outcome, Partition) {
        let (config, metadata) = (BrokerConfig::default(), metadata(3));
        let (mut partition, mut log) = leading(2, &context(&config, &metadata, 9));
        append_one(&mut log, 1);
        let later = context(&config, &metadata, 99_000);
        let mut proposal = partition.shrink_isr(&log, &later).expect("b2 is silent");
        distort(&mut proposal);
        let outcome =
            partition.handle_alter_partition_response(&proposal, &answer, &mut log, &later);
        (outcome, partition)
    }

    #[test]
    fn every_answer_of_the_controller_has_its_consequence() {
        let advance = Some(Advance {
            from: Offset(0),
            to: Offset(3),
        });
        for (answer, becomes, members, pending) in [
            (Ok(accepted(1, 1)), Outcome::Committed(advance), 1, false),
            (Ok(accepted(1, 0)), Outcome::Committed(advance), 1, false),
            (Ok(accepted(1, -1)), Outcome::Ignored, 2, true),
            (Ok(accepted(0, 1)), Outcome::Ignored, 2, true),
            (Ok(accepted(2, 1)), Outcome::Ignored, 2, true),
            (
                Err(ErrorCode::IneligibleReplica),
                Outcome::FellBack,
                2,
                false,
            ),
            (
                Err(ErrorCode::OperationNotAttempted),
                Outcome::FellBack,
                2,
                false,
            ),
            (Err(ErrorCode::FencedLeaderEpoch), Outcome::Pending, 2, true),
            (
                Err(ErrorCode::InvalidUpdateVersion),
                Outcome::Pending,
                2,
                true,
            ),
            (Err(ErrorCode::InvalidRequest), Outcome::Pending, 2, true),
            (
                Err(ErrorCode::UnknownTopicOrPartition),
                Outcome::Pending,
                2,
                true,
            ),
            (Err(ErrorCode::NewLeaderElected), Outcome::Pending, 2, true),
            (Err(ErrorCode::NotController), Outcome::Retry, 2, true),
        ] {
            let (outcome, partition) = after(answer.clone(), |_| ());
            assert_eq!(outcome, becomes, "{answer:?}");
            let isr = partition.leadership().expect("b1 leads").isr();
            assert_eq!(isr.members().len(), members, "{answer:?}");
            assert_eq!(isr.pending().is_some(), pending, "{answer:?}");
        }
    }

    #[test]
    fn an_answer_to_another_proposal_than_the_one_under_way_is_ignored() {
        for distort in [
            |proposal: &mut Proposal| proposal.partition_epoch = PartitionEpoch(-1),
            |proposal: &mut Proposal| proposal.leader_epoch = LeaderEpoch(0),
            |proposal: &mut Proposal| proposal.new_isr.clear(),
        ] {
            let (outcome, _) = after(Ok(accepted(1, 1)), distort);
            assert_eq!(outcome, Outcome::Ignored);
        }
    }
}
