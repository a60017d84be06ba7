//! A fetch that is parked for want of data, and a deletion that is parked for want of followers.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::id::{BrokerId, NodeId, TopicPartition};
use crate::log::Log;
use crate::sim::{Socket, Timer};
use crate::wire::Reader;

impl Chain<'_> {
    /// A fetch waits for records, or for the end of its time.
    pub fn parked_fetch(&mut self, broker: BrokerId, socket: Socket) {
        let reader = socket.connection.client;
        let Some(holder) = self.world.broker(broker) else {
            return;
        };
        let delayed = holder
            .process()
            .and_then(|process| process.delayed_fetch(socket));
        let Some(delayed) = delayed else {
            return;
        };
        let asked = delayed.request.partitions.first();
        let Some((asked, log)) = asked.and_then(|it| Some((it, holder.log(it.partition)?))) else {
            return;
        };
        let needs = Reason::FetchNeedsData {
            broker,
            reader,
            partition: asked.partition,
            offset: asked.fetch_offset,
            bound: delayed.request.reader.bound(log),
        };
        if !self.because(needs) || self.is_frozen(broker.into()) {
            return;
        }
        let clock = Clock::FetchExpires { broker, reader };
        self.timer(broker.into(), Timer::DelayedFetch(socket), clock);
        if matches!(delayed.request.reader, Reader::Consumer { .. }) {
            self.above_high_watermark(broker, asked.partition, log);
        }
    }

    /// There may be records that a consumer may not read yet.
    fn above_high_watermark(&mut self, broker: BrokerId, partition: TopicPartition, log: &Log) {
        let (high_watermark, end) = (log.high_watermark(), log.end_offset());
        if high_watermark >= end {
            return;
        }
        let above = Reason::AboveHighWatermark {
            partition,
            high_watermark,
            end,
        };
        let is_held_up = self.because(above)
            && !self.is_frozen(broker.into())
            && !self.superseded(broker, partition);
        if is_held_up {
            self.high_watermark(broker, partition);
        }
    }

    /// A high watermark below the end of its leader's log.
    pub fn low_high_watermark(&mut self, leader: BrokerId, partition: TopicPartition) {
        let broker = self.world.broker(leader);
        let leads = broker.is_some_and(|broker| {
            let process = broker.process();
            let state = process.and_then(|process| process.partition(partition));
            state.is_some_and(|state| state.leadership().is_some())
        });
        if let Some(log) = broker.filter(|_| leads).and_then(|it| it.log(partition)) {
            self.above_high_watermark(leader, partition, log);
        }
    }

    /// A deletion waits until every live follower has moved its log start.
    pub fn deletion(&mut self, leader: BrokerId, socket: Socket) {
        let Some(broker) = self.world.broker(leader) else {
            return;
        };
        let delayed = broker
            .process()
            .and_then(|process| process.delayed_delete(socket));
        let Some(delayed) = delayed else {
            return;
        };
        let (partition, required) = (delayed.partition, delayed.required_offset);
        let needs = Reason::DeletionNeedsLogStart {
            leader,
            partition,
            required,
        };
        if !self.because(needs) || self.is_frozen(NodeId::Broker(leader)) {
            return;
        }
        let timer = Timer::DelayedDeleteRecords(socket);
        self.timer(leader.into(), timer, Clock::DeletionExpires(leader));
        if self.superseded(leader, partition) {
            return;
        }
        let part = broker.part(partition, self.now());
        let lowest = part.and_then(|(state, log, context)| state.lowest_start(log, &context).ok());
        let Some((known, Some(follower))) = lowest.filter(|(lowest, _)| *lowest < required) else {
            return self.last(Reason::LooksWithNextFetch(leader));
        };
        let earlier = Reason::StartsEarlier {
            leader,
            partition,
            follower,
            known,
        };
        if self.because(earlier) {
            self.next_fetch(follower, leader, partition);
        }
    }
}
