//! A follower's next fetch: what tells its leader how far its log reaches.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::broker::Fetching;
use crate::id::{BrokerId, NodeId, TopicPartition};
use crate::sim::{Channel, Timer};

impl Chain<'_> {
    /// What the next fetch of a follower from a leader hangs on.
    pub fn next_fetch(&mut self, follower: BrokerId, leader: BrokerId, partition: TopicPartition) {
        self.session(follower);
        if self.is_out_of_order(follower) {
            return;
        }
        let process = self.world.broker(follower).and_then(|it| it.process());
        let Some(process) = process else {
            return;
        };
        match process.fetching(partition, self.now()) {
            Fetching::Asks(from) if from == leader => {
                self.answer(process.fetcher_connection(leader))
            }
            Fetching::Pauses(from, until) if from == leader => {
                self.last(Reason::FetcherPauses { follower, leader });
                self.timer(
                    follower.into(),
                    Timer::Fetcher(leader),
                    Clock::FetchesAgain(follower),
                );
                self.at(Clock::FetchesAgain(follower), until);
                self.unreachable(follower.into(), leader);
            }
            _ => self.metadata_of(follower),
        }
    }

    /// Why a broker could not be reached, where that can be seen.
    pub fn unreachable(&mut self, from: NodeId, broker: BrokerId) {
        if !self.is_out_of_order(broker) {
            self.heal(from, broker.into());
            self.heal(broker.into(), from);
        }
    }

    /// What a broker's next news of the metadata log hang on.
    pub fn metadata_of(&mut self, broker: BrokerId) {
        if self.is_out_of_order(broker) {
            return;
        }
        let controller = self.world.controller();
        let process = self.world.broker(broker).and_then(|it| it.process());
        let Some((controller, process)) = controller.zip(process) else {
            return;
        };
        let needs = Reason::NeedsMetadata {
            broker,
            applied: process.metadata_offset(),
            end: controller.log().end_offset(),
        };
        if !self.because(needs) {
            return;
        }
        self.session(broker);
        let again = self.world.timer_at(broker.into(), Timer::FetchMetadata);
        match again {
            Some(at) => self.at(Clock::FetchesMetadata(broker), at),
            None => self.answer(process.controller_connection(Channel::Metadata)),
        }
    }
}
