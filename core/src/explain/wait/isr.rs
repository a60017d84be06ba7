//! A replica outside the ISR.

use super::Reason;
use super::chain::Chain;
use crate::broker::{JoinObstacle, PendingIsr};
use crate::id::{BrokerId, TopicPartition};

impl Chain<'_> {
    /// Why a replica is not in the ISR, and what it takes until it is.
    pub fn outside_isr(&mut self, broker: BrokerId, partition: TopicPartition) {
        let Some(registration) = self.world.metadata().partitions.get(&partition) else {
            return;
        };
        let is_replica = registration.replicas.contains(&broker);
        if !is_replica || registration.isr.contains(&broker) {
            return;
        }
        let outside = Reason::OutsideIsr {
            broker,
            partition,
            eligible: registration.elr.contains(&broker),
        };
        if !self.because(outside) {
            return;
        }
        if registration.removing.contains(&broker) {
            return self.reassignment(partition);
        }
        if let Some(leader) = registration
            .leader
            .filter(|it| self.proposes(*it, broker, partition))
        {
            return self.proposal(leader, partition);
        }
        if !self.is_fetch_under_way(broker, registration.leader) && self.is_out_of_order(broker)
            || self.serves_not(broker)
        {
            return;
        }
        match registration.leader {
            None => self.leaderless(partition),
            Some(leader) => self.joins(leader, broker, partition),
        }
    }

    /// Whether a leader that works has proposed that a follower joins: then the follower need not do more.
    fn proposes(&self, leader: BrokerId, follower: BrokerId, partition: TopicPartition) -> bool {
        let process = self.world.broker(leader).and_then(|it| it.process());
        let state = process.and_then(|process| process.partition(partition));
        let pending = state.and_then(|state| state.leadership()?.isr().pending());
        matches!(pending, Some(PendingIsr::Expand(joining)) if *joining == follower)
    }

    /// Whether a broker may be in no ISR, as the controller has it: it is fenced, or wants to stop.
    fn serves_not(&mut self, broker: BrokerId) -> bool {
        let metadata = self.world.metadata();
        let is_active = metadata.is_active(broker);
        if !is_active {
            self.broker(broker);
        }
        !is_active
    }

    /// What a leader needs to propose that a follower joins.
    fn joins(&mut self, leader: BrokerId, follower: BrokerId, partition: TopicPartition) {
        if self.is_out_of_order(leader) {
            return self.session(leader);
        }
        let part = self.world.broker(leader);
        let Some((state, log, context)) = part.and_then(|it| it.part(partition, self.now())) else {
            return self.metadata_of(leader);
        };
        let known = state
            .leadership()
            .and_then(|it| it.followers().get(&follower));
        match state.obstacle_to_join(follower, log.high_watermark(), &context) {
            Some(JoinObstacle::NotFollowed | JoinObstacle::IsMember) => self.metadata_of(leader),
            Some(JoinObstacle::ProposalUnderWay) => self.proposal(leader, partition),
            Some(JoinObstacle::Behind { needed }) => {
                let lacks = Reason::LacksRecords {
                    leader,
                    partition,
                    follower,
                    known: known.and_then(|known| known.log_end_offset),
                    needed,
                };
                if self.because(lacks) {
                    self.next_fetch(follower, leader, partition);
                }
            }
            Some(JoinObstacle::NotEligible) => {
                if self.because(Reason::NotEligible { leader, follower }) {
                    self.becomes_eligible(leader, follower, partition);
                }
            }
            None => {
                if self.because(Reason::JoinsWithNextFetch { leader, follower }) {
                    self.next_fetch(follower, leader, partition);
                }
            }
        }
    }

    /// Either the leader has to hear that the follower is unfenced, or the follower has to fetch from
    /// its new registration.
    fn becomes_eligible(
        &mut self,
        leader: BrokerId,
        follower: BrokerId,
        partition: TopicPartition,
    ) {
        let broker = self.world.broker(leader).and_then(|it| it.process());
        let has_heard = broker.is_some_and(|process| {
            let truth = self.world.metadata().live_broker_epoch(follower);
            process.metadata().is_active(follower)
                && process.metadata().live_broker_epoch(follower) == truth
        });
        if has_heard {
            self.next_fetch(follower, leader, partition);
        } else {
            self.metadata_of(leader);
        }
    }
}
