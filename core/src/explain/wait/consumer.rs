//! A consumer that has nothing to read, or has not read it yet.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason};
use crate::client::{Consumer, MemberAwaits, Step};
use crate::command::{Command, ConsumerCall};
use crate::id::{NodeId, Offset, TopicPartition};
use crate::sim::Timer;

impl Chain<'_> {
    /// What a consumer's next records of a partition wait for.
    pub fn consumer(&mut self, consumer: NodeId, partition: TopicPartition) {
        let Some(client) = self.world.consumer(consumer) else {
            return;
        };
        if !self.because(self.standing_of(client, partition)) || self.is_frozen(consumer) {
            return;
        }
        if client.has_paused(partition) && client.position(partition).is_some() {
            return self.paused_partition(client, partition);
        }
        if client.cluster().leader(partition).is_none() {
            return self.knows_no_leader(consumer, partition);
        }
        match client.reads_on(partition, client.position(partition)) {
            Some(asked) => self.answer_to(asked),
            None => self.asks_again(client, partition),
        }
    }

    /// Its application has paused the partition.
    fn paused_partition(&mut self, client: &Consumer, partition: TopicPartition) {
        let consumer = client.id;
        let paused = GroupReason::PausedPartition {
            consumer,
            partition,
        };
        if !self.because(Reason::Group(paused)) {
            return;
        }
        if let Some(named) = client.cluster().named(partition) {
            let call = ConsumerCall::Resume(named);
            let command = Command::CallConsumer { consumer, call };
            if self.world.may(&command).is_ok() {
                self.command(command);
            }
        }
        // Nor does it go on without a call of `poll`.
        self.application(client);
    }

    fn standing_of(&self, client: &Consumer, partition: TopicPartition) -> Reason {
        let consumer = client.id;
        let positions = self.world.positions(client);
        let at = positions.iter().find(|it| it.partition == partition);
        if let Some((at, end)) = at.zip(self.log_agrees_to(client, partition)) {
            return Reason::ReadWhatIsGone {
                consumer,
                partition,
                position: at.offset,
                end,
            };
        }
        if let Some((at, end)) = at.zip(self.log_end_below(client, partition)) {
            return Reason::OutOfRange {
                consumer,
                partition,
                position: at.offset,
                end,
            };
        }
        match at.map(|at| (at.offset, at.lag)) {
            None => Reason::NoPosition {
                consumer,
                partition,
            },
            Some((position, None)) => Reason::EndUnknown {
                consumer,
                partition,
                position,
            },
            Some((position, Some(0))) => match self.high_watermark_below(partition, position) {
                Some(high_watermark) => Reason::BeyondHighWatermark {
                    consumer,
                    partition,
                    position,
                    high_watermark,
                },
                None => Reason::NothingToRead {
                    consumer,
                    partition,
                    position,
                },
            },
            Some((position, Some(lag))) => Reason::Lags {
                consumer,
                partition,
                position,
                lag,
            },
        }
    }

    /// Up to where the leader's log has what a consumer has read, if that ends below its position: after an unclean
    /// election.
    fn log_agrees_to(&self, client: &Consumer, partition: TopicPartition) -> Option<Offset> {
        let state = client.subscription().partitions.get(&partition)?;
        let (position, log) = (state.position?, self.world.elected_log(partition)?);
        let end = log
            .epochs()
            .end_offset_for(position.epoch?, log.end_offset())?;
        (!position.is_in(end)).then_some(end.end_offset)
    }

    /// The end of the leader's log, if a position lies beyond it of which nobody knows what stands there.
    fn log_end_below(&self, client: &Consumer, partition: TopicPartition) -> Option<Offset> {
        let state = client.subscription().partitions.get(&partition)?;
        let (position, log) = (state.position?, self.world.elected_log(partition)?);
        Some(log.end_offset()).filter(|end| *end < position.offset)
    }

    /// The high watermark, if a position lies above it, as it may when that has gone back with its leader.
    fn high_watermark_below(&self, partition: TopicPartition, position: Offset) -> Option<Offset> {
        let end = self.world.readable_end(partition);
        end.filter(|end| *end < position)
    }

    /// It has not asked for this: it does so with its next `poll`, or is no member any more before that, pauses, asks who
    /// leads, or waits for another answer first.
    fn asks_again(&mut self, client: &Consumer, partition: TopicPartition) {
        let node = client.id;
        if client.member_awaits() == Some(MemberAwaits::Poll) {
            return self.member(node);
        }
        let lacks_position = client.subscription().valid_position(partition).is_none();
        if lacks_position && client.needs_coordinator_for_positions() {
            return self.coordinator(client);
        }
        if self.waits_for_poll(client, partition) {
            return self.application(client);
        }
        let leader = client.cluster().leader(partition);
        if let Some(asked) = leader.and_then(|(leader, _)| client.fetches_from(leader)) {
            return self.answer_to(asked);
        }
        if let Some((leader, _)) = leader
            && client.cluster().may_connect(leader, self.now()).is_err()
        {
            self.last(Reason::CouldNotConnect {
                client: node,
                broker: leader,
            });
            self.unreachable(node, leader);
        }
        self.timer(node, Timer::Fetch, Clock::AsksAgain(node));
        self.metadata_of_client(node, client.cluster());
    }

    /// Whether nothing but the next call of `poll` goes on with a partition: what was fetched is handed over there, and
    /// what comes after that is asked for.
    fn waits_for_poll(&self, client: &Consumer, partition: TopicPartition) -> bool {
        if client.application().step() == Step::Polling {
            return false;
        }
        let pauses = self.world.timer_at(client.id, Timer::Fetch).is_some();
        let leader = client.cluster().leader(partition);
        let may_ask = leader.is_some_and(|(leader, _)| {
            let cluster = client.cluster();
            cluster.may_connect(leader, self.now()).is_ok()
        });
        client.has_fetched(partition) || (may_ask && !pauses)
    }
}
