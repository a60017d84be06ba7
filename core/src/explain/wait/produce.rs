//! A produce request with acks=all that is parked at its leader.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::id::{BrokerId, TopicPartition};
use crate::sim::{Socket, Timer};

impl Chain<'_> {
    /// The acknowledgement waits for the high watermark, or for the end of its time; of several partitions,
    /// for that of the first that is not through.
    pub fn produce(&mut self, leader: BrokerId, socket: Socket) {
        let Some(broker) = self.world.broker(leader) else {
            return;
        };
        let delayed = broker
            .process()
            .and_then(|process| process.delayed_produce(socket));
        let waiting = delayed.and_then(|delayed| delayed.waiting().next());
        let Some((partition, required)) = waiting else {
            return;
        };
        let Some(log) = broker.log(partition) else {
            return;
        };
        let high_watermark = log.high_watermark();
        let needs = Reason::AckNeedsHighWatermark {
            leader,
            partition,
            required,
            high_watermark,
        };
        if !self.because(needs) || self.is_frozen(leader.into()) {
            return;
        }
        let timer = Timer::DelayedProduce(socket);
        self.timer(leader.into(), timer, Clock::ProduceExpires(leader));
        if high_watermark >= required {
            self.last(Reason::LooksLate(leader));
            let timer = Timer::Purgatory(partition);
            return self.timer(leader.into(), timer, Clock::LooksLate(leader));
        }
        if !self.superseded(leader, partition) {
            self.high_watermark(leader, partition);
        }
    }

    /// Whether the controller has gone on to another leader epoch, and this leader has not heard of it;
    /// then that is what the chain goes on with: nobody fetches from it any more.
    pub fn superseded(&mut self, broker: BrokerId, partition: TopicPartition) -> bool {
        let registration = self.world.metadata().partitions.get(&partition);
        let part = self.world.broker(broker).and_then(|it| it.process());
        let known = part.and_then(|process| process.partition(partition));
        let Some((registration, known)) = registration.zip(known) else {
            return false;
        };
        if registration.leader_epoch <= known.leader_epoch() {
            return false;
        }
        let superseded = Reason::Superseded {
            broker,
            partition,
            leader: registration.leader,
        };
        if self.because(superseded) {
            self.metadata_of(broker);
        }
        true
    }
}
