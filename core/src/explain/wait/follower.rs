//! A follower's next fetch: what tells its leader how far its log reaches.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::broker::Fetching;
use crate::id::{BrokerId, MessageId, NodeId, TopicPartition};
use crate::sim::{Channel, Timer};

impl Chain<'_> {
    /// What the next fetch of a follower from a leader hangs on.
    pub fn next_fetch(&mut self, follower: BrokerId, leader: BrokerId, partition: TopicPartition) {
        self.session(follower);
        if self.is_fetch_under_way(follower, Some(leader)) {
            return self.way_of_fetch(follower, leader);
        }
        if self.is_out_of_order(follower) {
            return;
        }
        let process = self.world.broker(follower).and_then(|it| it.process());
        let Some(process) = process else {
            return;
        };
        if process.is_shutting_down() {
            // Its fetchers have stopped.
            return self.broker(follower);
        }
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
                if !self.is_out_of_order(leader) {
                    self.is_cut_off(process.fetcher_connection(leader));
                }
            }
            _ => self.metadata_of(follower),
        }
    }

    /// Whether a frozen follower has a fetch on its way to a leader: that arrives all the same.
    pub fn is_fetch_under_way(&self, follower: BrokerId, leader: Option<BrokerId>) -> bool {
        let is_frozen = self.world.is_paused(follower.into());
        is_frozen && leader.is_some_and(|leader| self.fetch_under_way(follower, leader).is_some())
    }

    fn way_of_fetch(&mut self, follower: BrokerId, leader: BrokerId) {
        if let Some(message) = self.fetch_under_way(follower, leader) {
            self.way_of(message);
        }
    }

    /// The fetch of a follower that its leader has not read.
    fn fetch_under_way(&self, follower: BrokerId, leader: BrokerId) -> Option<MessageId> {
        let process = self.world.broker(follower)?.process()?;
        let network = self.world.network();
        let socket = network.open_socket(process.fetcher_connection(leader))?;
        let state = network.connections.get(&socket)?;
        let fetch = state.inbox.first().or(state.requests.first())?;
        state.busy.is_none().then_some(fetch.id)
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
