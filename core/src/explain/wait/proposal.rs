//! A leader's proposal of another ISR (`AlterPartition`).

use super::chain::Chain;
use super::{Clock, Reason};
use crate::broker::ProposalProgress;
use crate::id::{BrokerId, TopicPartition};
use crate::sim::{Channel, Timer};

impl Chain<'_> {
    /// What the confirmation of a proposal waits for.
    pub fn proposal(&mut self, leader: BrokerId, partition: TopicPartition) {
        let process = self.world.broker(leader).and_then(|it| it.process());
        let Some(process) = process else {
            return;
        };
        let leadership = process
            .partition(partition)
            .and_then(|state| state.leadership());
        let progress = process.proposal_progress(partition);
        let Some((leadership, progress)) = leadership.zip(progress) else {
            return;
        };
        let proposed = Reason::Proposed {
            leader,
            partition,
            isr: leadership.isr().proposed(),
        };
        if !self.because(proposed) || self.is_frozen(leader.into()) {
            return;
        }
        match progress {
            ProposalProgress::UnderWay => {}
            ProposalProgress::Behind(first) => self.last(Reason::OtherProposalFirst {
                leader,
                partition: first,
            }),
            // Without a registration it is not sent, however often the time for it comes.
            ProposalProgress::ToBeSent if process.broker_epoch().is_none() => {
                return self.broker(leader);
            }
            ProposalProgress::ToBeSent => {
                let clock = Clock::ProposesAgain(leader);
                self.timer(leader.into(), Timer::AlterPartition, clock);
                return self.session(leader);
            }
            ProposalProgress::Refused => {
                if self.because(Reason::ProposalRefused(leader)) {
                    self.metadata_of(leader);
                }
                return;
            }
        }
        self.session(leader);
        self.answer(process.controller_connection(Channel::AlterPartition));
    }
}
