//! A high watermark that does not move.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::broker::PendingIsr;
use crate::id::{BrokerId, TopicPartition};
use crate::line::count;
use crate::sim::Timer;

/// How many looks at the ISR are foretold at most: there are two in a `replica.lag.time.max.ms`.
const LOOKS_MAX: u32 = 5;

impl Chain<'_> {
    /// What the high watermark of a leader waits for: as many in-sync replicas as the minimum, or the
    /// slowest that counts.
    pub fn high_watermark(&mut self, leader: BrokerId, partition: TopicPartition) {
        let part = self.world.broker(leader);
        let Some((state, log, context)) = part.and_then(|it| it.part(partition, self.now())) else {
            return;
        };
        let Some(leadership) = state.leadership() else {
            return;
        };
        if state.is_under_min_isr() {
            return self.under_min_isr(leader, partition);
        }
        let slowest = state.replicated_to(log, &context);
        let Some(follower) = slowest.and_then(|(_, slowest)| slowest) else {
            return self.last(Reason::LooksWithNextFetch(leader));
        };
        let known = leadership.followers().get(&follower);
        let held_back = Reason::HeldBack {
            leader,
            partition,
            follower,
            known: known.and_then(|known| known.log_end_offset),
            in_isr: leadership.isr().members().contains(&follower),
        };
        if !self.because(held_back) {
            return;
        }
        if self.has_left(leader, partition, follower) {
            return self.metadata_of(leader);
        }
        self.leaves_isr(leader, partition, follower);
        let leaves = match leadership.isr().pending() {
            Some(PendingIsr::Shrink(leaving)) => leaving.contains(&follower),
            _ => false,
        };
        if leaves {
            self.proposal(leader, partition);
        } else {
            self.next_fetch(follower, leader, partition);
        }
    }

    /// Whether the controller has taken a follower out of the ISR already, and the leader has not heard of
    /// it.
    fn has_left(&self, leader: BrokerId, partition: TopicPartition, follower: BrokerId) -> bool {
        let part = self.world.broker(leader).and_then(|it| it.process());
        let state = part.and_then(|process| process.partition(partition));
        let registration = self.world.metadata().partitions.get(&partition);
        let Some((state, registration)) = state.zip(registration) else {
            return false;
        };
        let leadership = state.leadership();
        leadership.is_some_and(|it| {
            it.isr().pending().is_none() && it.isr().members().contains(&follower)
        }) && registration.leader_epoch == state.leader_epoch()
            && !registration.isr.contains(&follower)
    }

    /// The ISR is too small: somebody has to join it.
    fn under_min_isr(&mut self, leader: BrokerId, partition: TopicPartition) {
        let part = self.world.broker(leader).and_then(|it| it.process());
        let Some(state) = part.and_then(|process| process.partition(partition)) else {
            return;
        };
        let Some(leadership) = state.leadership() else {
            return;
        };
        let isr = leadership.isr().members().to_vec();
        let outside = |id: &&BrokerId| !isr.contains(id);
        let next = self.nearest(state.replicas().iter().filter(outside));
        let too_few = Reason::UnderMinIsr {
            partition,
            isr: isr.clone(),
            min_isr: count(state.effective_min_isr()),
        };
        let joined = |id: &BrokerId| !isr.contains(id);
        let registered = self.world.metadata().partitions.get(&partition);
        let has_joined = registered.is_some_and(|it| it.isr.iter().any(joined));
        let is_settled = leadership.isr().pending().is_none();
        if !self.because(too_few) {
            return;
        }
        if has_joined && is_settled {
            self.metadata_of(leader);
        } else if has_joined {
            self.proposal(leader, partition);
        } else if let Some(next) = next {
            self.outside_isr(next, partition);
        }
    }

    /// The first of some brokers whose process works; else the first.
    fn nearest<'b>(&self, mut brokers: impl Iterator<Item = &'b BrokerId>) -> Option<BrokerId> {
        let first = *brokers.next()?;
        let works = |id: BrokerId| {
            let broker = self.world.broker(id);
            broker.is_some_and(|broker| self.world.standing_of_process(broker).is_none())
        };
        if works(first) {
            return Some(first);
        }
        Some(brokers.copied().find(|id| works(*id)).unwrap_or(first))
    }

    /// A follower that is not heard of leaves the ISR at one of the leader's next looks.
    fn leaves_isr(&mut self, leader: BrokerId, partition: TopicPartition, follower: BrokerId) {
        let Some(broker) = self.world.broker(leader) else {
            return;
        };
        let look = self.world.timer_at(leader.into(), Timer::IsrExpiration);
        let Some((mut at, process)) = look.zip(broker.process()) else {
            return;
        };
        for _ in 0..LOOKS_MAX {
            let part = broker.part(partition, at);
            let out = part.map(|(state, log, context)| state.out_of_sync(log, &context));
            if out.is_some_and(|out| out.contains(&follower)) {
                return self.at(Clock::LeavesIsr { leader, follower }, at);
            }
            at = at + process.isr_check_interval();
        }
    }
}
