//! Which replica a consumer is to read from (KIP-392, `RackAwareReplicaSelector`).

use super::partition::Partition;
use super::process::Process;
use crate::config::ReplicaSelector;
use crate::id::BrokerId;
use crate::time::Time;
use crate::wire::{FetchPartition, Reader};

impl Process {
    /// The replica that a leader sends a consumer to (`ReplicaManager.findPreferredReadReplica`): in
    /// the consumer's rack, in the ISR, with the offset in its log, and the most caught up of these.
    /// None where the consumer is right here.
    pub(super) fn preferred_read_replica(
        &self,
        reader: &Reader,
        fetch: &FetchPartition,
        state: &Partition,
        now: Time,
    ) -> Option<BrokerId> {
        let Reader::Consumer { rack: Some(rack) } = reader else {
            return None;
        };
        if self.config.replica_selector_class != ReplicaSelector::RackAware || rack.is_empty() {
            return None;
        }
        let leadership = state.leadership()?;
        let is_near = |id: BrokerId| {
            let broker = self.metadata.brokers.get(&id).filter(|it| !it.fenced);
            broker.is_some_and(|broker| broker.rack.as_ref() == Some(rack))
        };
        if is_near(self.me) {
            return None;
        }
        let mut best = None;
        for (id, follower) in leadership.followers() {
            let Some(end) = follower.log_end_offset else {
                continue;
            };
            let has_it = follower
                .log_start_offset
                .is_some_and(|start| (start..=end).contains(&fetch.fetch_offset));
            if has_it && leadership.isr().members().contains(id) && is_near(*id) {
                let caught_up = follower.last_caught_up_time.unwrap_or(Time::START).min(now);
                best = best.max(Some((end, caught_up, *id)));
            }
        }
        best.map(|(.., id)| id)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::broker::lifecycle::Lifecycle;
    use crate::broker::replica_state::FetchState;
    use crate::broker::testing::{append_one, context, leading};
    use crate::config::BrokerConfig;
    use crate::id::{BrokerEpoch, Offset, PartitionIndex, TopicId, TopicPartition};
    use crate::metadata::{MetadataImage, MetadataRecord};

    /// b1 in rack a, b2 and b3 in rack b; b3 may be fenced.
    fn racks(fenced: bool) -> MetadataImage {
        let mut image = MetadataImage::default();
        for (id, rack) in [(1, "a"), (2, "b"), (3, "b")] {
            let (broker, broker_epoch) = (BrokerId(id), BrokerEpoch(id.into()));
            image.apply(&MetadataRecord::RegisterBroker {
                broker,
                broker_epoch,
                incarnation: 1,
                rack: Some(rack.into()),
            });
            image.apply(&MetadataRecord::BrokerRegistrationChange {
                broker,
                broker_epoch,
                fenced: Some(fenced && id == 3),
                in_controlled_shutdown: None,
            });
        }
        image
    }

    /// To whom b1 sends a consumer that asks for an offset, when b2 has fetched up to there and b3, in
    /// the ISR or not, up to there; b1 has five records.
    fn sends(
        (rack, offset): (&str, i64),
        (b2, b3): (i64, i64),
        (b3_in_isr, b3_fenced): (bool, bool),
        selector: ReplicaSelector,
    ) -> Option<u32> {
        let config = BrokerConfig {
            replica_selector_class: selector,
            ..BrokerConfig::default()
        };
        let metadata = racks(b3_fenced);
        let at_first = context(&config, &metadata, 9);
        let (mut partition, mut log) = leading(4, &at_first);
        append_one(&mut log, 1);
        for (broker, end) in [(2, b2), (3, b3)] {
            let fetch = FetchState {
                fetch_offset: Offset(end),
                log_start_offset: Offset::ZERO,
                now: at_first.now,
                leader_log_end_offset: log.end_offset(),
                broker_epoch: None,
                trace: None,
            };
            let noted = partition.note_fetch(BrokerId(broker), fetch, &mut log, &at_first);
            let joins = noted.expect("both follow").expand.filter(|_| b3_in_isr);
            if let Some(proposal) = joins {
                let altered = crate::wire::AlteredPartition {
                    leader: Some(BrokerId(1)),
                    leader_epoch: proposal.leader_epoch,
                    isr: (1..=3).map(BrokerId).collect(),
                    partition_epoch: proposal.partition_epoch.next(),
                };
                partition.handle_alter_partition_response(
                    &proposal,
                    &Ok(altered),
                    &mut log,
                    &at_first,
                );
            }
        }
        let lifecycle = Lifecycle::new(1, None, None);
        let mut process = Process::new(BrokerId(1), Arc::new(config.clone()), lifecycle);
        process.metadata = Arc::new(metadata.clone());
        let reader = Reader::Consumer {
            rack: Some(rack.into()),
        };
        let fetch = FetchPartition {
            max_bytes: u32::MAX,
            partition: TopicPartition {
                topic: TopicId(1),
                partition: PartitionIndex(0),
            },
            current_leader_epoch: None,
            fetch_offset: Offset(offset),
            last_fetched_epoch: None,
            log_start_offset: Offset(-1),
        };
        process
            .preferred_read_replica(&reader, &fetch, &partition, at_first.now)
            .map(|id| id.0)
    }

    #[test]
    fn a_consumer_is_sent_to_the_most_caught_up_replica_of_its_rack_that_is_in_sync() {
        use ReplicaSelector::{Leader, RackAware};
        for (asks, ends, b3, selector, sent_to, why) in [
            (
                ("b", 4),
                (4, 5),
                (true, false),
                RackAware,
                Some(3),
                "b3 has more",
            ),
            (
                ("b", 4),
                (5, 4),
                (true, false),
                RackAware,
                Some(2),
                "b2 has more",
            ),
            (
                ("b", 5),
                (5, 4),
                (true, false),
                RackAware,
                Some(2),
                "b3 lacks it",
            ),
            (
                ("b", 4),
                (4, 5),
                (false, false),
                RackAware,
                Some(2),
                "b3 is out of sync",
            ),
            (
                ("b", 4),
                (4, 5),
                (true, true),
                RackAware,
                Some(2),
                "b3 is fenced",
            ),
            (
                ("b", 5),
                (4, 4),
                (true, false),
                RackAware,
                None,
                "nobody there has it",
            ),
            (
                ("a", 4),
                (5, 5),
                (true, false),
                RackAware,
                None,
                "the leader is in its rack",
            ),
            (
                ("c", 4),
                (5, 5),
                (true, false),
                RackAware,
                None,
                "nobody is in its rack",
            ),
            (
                ("", 4),
                (5, 5),
                (true, false),
                RackAware,
                None,
                "it has no rack",
            ),
            (
                ("b", 4),
                (5, 5),
                (true, false),
                Leader,
                None,
                "leaders serve everybody",
            ),
        ] {
            assert_eq!(sends(asks, ends, b3, selector), sent_to, "{why}");
        }
    }
}
