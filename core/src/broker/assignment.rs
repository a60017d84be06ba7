//! A broker takes up the parts that the metadata gives it, and lays down those that it takes away
//! (`ReplicaManager.applyDelta`).

use std::sync::Arc;

use super::Disk;
use super::deferred;
use super::observer::Delta;
use super::partition::{Change, Partition};
use super::process::Process;
use crate::config::GROUP_METADATA_TOPIC;
use crate::id::TopicPartition;
use crate::metadata::PartitionRegistration;
use crate::sim::Out;
use crate::trace::Event;

impl Process {
    /// What a change of the metadata means for this broker: first replicas that are not its own any
    /// more go, then it leads, then it follows.
    pub(super) fn apply(&mut self, delta: &Delta, disk: &mut Disk, out: &mut Out<'_>) {
        if delta.configs {
            self.apply_configs();
        }
        if !self.logs_loaded {
            self.load_logs(disk, out);
        }
        for partition in delta.partitions.iter() {
            if self.partitions.contains_key(partition) && !self.is_assigned(*partition) {
                out.aside(|out| deferred::delete_replica(self, *partition, disk, out));
            }
        }
        let metadata = self.metadata.clone();
        let mut stopped = 0;
        for leads in [true, false] {
            for partition in delta.partitions.iter() {
                let registration = metadata.partitions.get(partition).filter(|registration| {
                    registration.replicas.contains(&self.me)
                        && (registration.leader == Some(self.me)) == leads
                });
                if let Some(registration) = registration {
                    out.aside(|out| {
                        if self.take_part(*partition, registration, disk, out) {
                            stopped += 1;
                        }
                    });
                }
            }
        }
        if stopped > 0 {
            out.trace(Event::FetchersStopped {
                partitions: stopped,
            });
        }
        self.run_all_fetchers(disk, out);
        self.drop_idle_fetchers(out);
        if self.metadata.topic_named(GROUP_METADATA_TOPIC).is_some() {
            let changed = delta.partitions.iter().copied().collect::<Vec<_>>();
            out.aside(|out| deferred::update_coordinator(self, &changed, disk, out));
        }
    }

    fn is_assigned(&self, partition: TopicPartition) -> bool {
        let registration = self.metadata.partitions.get(&partition);
        registration.is_some_and(|registration| registration.replicas.contains(&self.me))
    }

    /// The first metadata opens the logs (`LogManager.startup`); those of replicas that are assigned
    /// to others by now are stray, and go.
    fn load_logs(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        self.logs_loaded = true;
        let logs = u32::try_from(disk.logs.len()).unwrap_or(u32::MAX);
        let clean = disk.load_logs();
        if logs == 0 {
            return;
        }
        out.trace(Event::LogsRecovered { logs, clean });
        let stray: Vec<TopicPartition> = disk
            .logs
            .keys()
            .filter(|partition| !self.is_assigned(**partition))
            .copied()
            .collect();
        for partition in stray {
            deferred::delete_replica(self, partition, disk, out);
        }
    }

    /// A replica that is assigned to others goes with its log, at once.
    pub(super) fn delete_replica(
        &mut self,
        partition: TopicPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        self.stop_fetching(partition);
        self.partitions.remove(&partition);
        disk.delete(partition);
        out.follow(Event::ReplicaDeleted { partition });
        self.refuse_delayed_produces(partition, out);
        self.complete_fetches(partition, disk, out);
        self.complete_deletes(partition, disk, out);
    }

    /// Takes up what the metadata says of one partition. Returns whether this broker, on its way out,
    /// does not replicate it any more.
    fn take_part(
        &mut self,
        partition: TopicPartition,
        registration: &PartitionRegistration,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) -> bool {
        let known = self.partitions.get(&partition);
        if known.is_some_and(|state| state.is_past(registration)) {
            return false;
        }
        let is_new = known.is_none();
        let leads = registration.leader == Some(self.me);
        if leads && registration.recovering {
            out.trace(Event::LeaderRecovered { partition });
        }
        let log = disk.logs.get_or_default(partition);
        if is_new {
            out.trace(Event::LogLoaded {
                partition,
                high_watermark: log.high_watermark(),
            });
            let config = self.topic_config(partition.topic);
            let state = Partition::new(config.min_insync_replicas);
            self.partitions.insert(partition, state);
        }
        let change = self
            .replica_mut(partition, disk, out)
            .and_then(|(state, log, context)| state.update(registration, log, &context));
        let Some(change) = change else {
            return false;
        };
        if change.leads {
            self.begin_to_lead(partition, registration, change, disk, out);
            return false;
        }
        self.begin_to_follow(partition, change, disk, out);
        self.follow_if_it_stays(partition, registration, change, disk, out)
    }

    fn begin_to_lead(
        &mut self,
        partition: TopicPartition,
        registration: &PartitionRegistration,
        change: Change,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        self.stop_fetching(partition);
        let Some((state, log)) = self.replica(partition, disk) else {
            return;
        };
        if change.new_epoch {
            out.follow(Event::BecameLeader {
                partition,
                leader_epoch: state.leader_epoch(),
                from_offset: log.end_offset(),
                high_watermark: change.high_watermark,
                // Kafka asks before it counts itself as the leader.
                under_min_isr: change.was_leader && state.is_under_min_isr(),
                registration: Arc::new(registration.clone()),
                before: change.before,
            });
        } else if change.isr_settled {
            out.follow(Event::IsrCommitted {
                partition,
                isr: registration.isr.clone(),
                partition_epoch: state.partition_epoch(),
                by_answer: false,
                under_min_isr: state.is_under_min_isr(),
            });
        }
        self.on_high_watermark_advance(partition, change.advance, disk, out);
    }

    fn begin_to_follow(
        &mut self,
        partition: TopicPartition,
        change: Change,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let Some((state, log)) = self.replica(partition, disk) else {
            return;
        };
        if change.new_epoch {
            out.follow(Event::BecameFollower {
                partition,
                leader: state.leader(),
                leader_epoch: state.leader_epoch(),
                from_offset: log.end_offset(),
                high_watermark: log.high_watermark(),
                partition_epoch: state.partition_epoch(),
                before: change.before,
            });
        }
    }

    /// A follower fetches from the leader of a new epoch. A broker on its way out does not follow
    /// where there is no leader or it has left the ISR, and returns whether that is so (`applyLocalFollowersDelta`).
    fn follow_if_it_stays(
        &mut self,
        partition: TopicPartition,
        registration: &PartitionRegistration,
        change: Change,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) -> bool {
        let leaves = self.lifecycle.is_shutting_down()
            && (registration.leader.is_none() || !registration.isr.contains(&self.me));
        if leaves {
            self.stop_fetching(partition);
        } else if change.new_epoch {
            self.follow(partition, registration.leader, disk);
        }
        if leaves || change.new_epoch {
            // What waits for this broker to lead is refused.
            self.complete_delayed_requests(partition, disk, out);
        }
        leaves
    }

    /// Another configuration takes effect at once; the high watermark moves only when something else
    /// lets it.
    fn apply_configs(&mut self) {
        let metadata = &self.metadata;
        for topic in metadata.topics.keys() {
            let config = metadata.topic_config(*topic, &self.config);
            self.topic_configs.insert(*topic, config);
        }
        for (partition, state) in &mut self.partitions {
            if let Some(config) = self.topic_configs.get(&partition.topic) {
                state.set_min_insync_replicas(config.min_insync_replicas);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::testing::{Alone, ORDERS, append_one, led_by, orders};
    use crate::config::BrokerConfig;
    use crate::id::{BrokerId, Offset, PartitionEpoch};
    use crate::metadata::{MetadataRecord, PartitionChange};
    use crate::sim::Input;
    use crate::wire::Request;

    /// The names of events, without what is in them.
    fn names(events: &[Event]) -> Vec<String> {
        let name = |event: &Event| {
            let text = format!("{event:?}");
            let end = text.find([' ', '(']).unwrap_or(text.len());
            text[..end].to_owned()
        };
        events.iter().map(name).collect()
    }

    fn changed(change: PartitionChange) -> Vec<MetadataRecord> {
        vec![MetadataRecord::PartitionChange {
            partition: ORDERS,
            change,
        }]
    }

    #[test]
    fn a_part_is_taken_up_in_kafkas_order() {
        let recovering = PartitionRegistration {
            recovering: true,
            ..led_by(1, 4)
        };
        for (registration, wanted) in [
            (led_by(1, 4), &["LogLoaded", "BecameLeader"][..]),
            (
                recovering,
                &["LeaderRecovered", "LogLoaded", "BecameLeader"],
            ),
            (
                led_by(2, 4),
                &["LogLoaded", "BecameFollower", "TruncationDecided"],
            ),
        ] {
            let mut alone = Alone::running(BrokerConfig::default(), Vec::new());
            let turn = alone.learns(orders(registration));
            assert_eq!(names(&turn.events)[1..], *wanted);
        }
    }

    #[test]
    fn a_leader_of_the_same_epoch_says_only_that_the_isr_is_another() {
        let mut alone = Alone::running(BrokerConfig::default(), orders(led_by(1, 4)));
        let shrunk = PartitionChange {
            isr: Some(vec![BrokerId(1)]),
            ..PartitionChange::default()
        };
        let replicas = PartitionChange {
            replicas: Some(vec![BrokerId(1), BrokerId(2)]),
            ..PartitionChange::default()
        };
        for (change, wanted) in [(shrunk, &["IsrCommitted"][..]), (replicas, &[])] {
            let turn = alone.learns(changed(change));
            assert_eq!(names(&turn.events)[1..], *wanted);
        }
        let process = alone.broker.process().expect("it runs");
        let state = process.partition(ORDERS).expect("it leads");
        assert_eq!(state.partition_epoch(), PartitionEpoch(2));
        assert_eq!(state.replicas().len(), 2);
    }

    #[test]
    fn a_leader_hears_that_its_eligible_leader_replicas_are_forgotten() {
        let registration = PartitionRegistration {
            elr: vec![BrokerId(2)],
            ..led_by(1, 4)
        };
        let mut alone = Alone::running(BrokerConfig::default(), orders(registration));
        alone.learns(vec![MetadataRecord::ClearElr { topic: None }]);
        let process = alone.broker.process().expect("it runs");
        let state = process.partition(ORDERS).expect("it leads");
        assert_eq!(
            state.partition_epoch(),
            PartitionEpoch(1),
            "its next proposal builds on that"
        );
    }

    #[test]
    fn a_replica_that_is_taken_away_goes_with_its_log() {
        let mut alone = Alone::running(BrokerConfig::default(), orders(led_by(1, 4)));
        let moved = PartitionChange {
            isr: Some(vec![BrokerId(2)]),
            leader: Some(Some(BrokerId(2))),
            replicas: Some(vec![BrokerId(2)]),
            ..PartitionChange::default()
        };
        let turn = alone.learns(changed(moved));
        assert_eq!(names(&turn.events)[1..], ["ReplicaDeleted"]);
        assert!(alone.broker.log(ORDERS).is_none());
        let process = alone.broker.process().expect("it runs");
        assert!(process.partition(ORDERS).is_none());
    }

    #[test]
    fn a_replica_that_was_taken_away_while_its_broker_was_down_goes_when_the_logs_are_opened() {
        let mut alone = Alone::running(BrokerConfig::default(), orders(led_by(1, 4)));
        alone.on(Input::Crash);
        alone.starts_again();
        let elsewhere = PartitionRegistration {
            replicas: vec![BrokerId(2), BrokerId(3)],
            ..led_by(2, 5)
        };
        let turn = alone.learns(orders(elsewhere));
        assert_eq!(
            names(&turn.events)[1..],
            ["LogsRecovered", "ReplicaDeleted"]
        );
        assert!(alone.broker.log(ORDERS).is_none());
    }

    #[test]
    fn what_a_process_had_in_its_page_cache_survives_it_and_not_its_machine() {
        for (input, end, epochs) in [(Input::Crash, 2, 2), (Input::PowerLoss, 1, 1)] {
            let mut alone = Alone::running(BrokerConfig::default(), orders(led_by(1, 4)));
            let log = alone.broker.disk.logs.get_mut(&ORDERS).expect("it leads");
            append_one(log, 4);
            log.flush();
            append_one(log, 5);
            log.set_high_watermark(Offset(2));
            let turn = alone.on(input.clone());
            let lost = turn.events.contains(&Event::TailLost {
                partition: ORDERS,
                from: Offset(1),
                to: Offset(2),
            });
            assert_eq!(lost, end == 1, "{input:?}");
            let log = alone.broker.log(ORDERS).expect("it has a log");
            assert_eq!(log.end_offset(), Offset(end), "{input:?}");
            assert_eq!(log.epochs().entries().len(), epochs, "{input:?}");
            assert_eq!(log.high_watermark(), Offset(0), "no checkpoint says more");
            alone.starts_again();
            let turn = alone.learns(orders(led_by(2, 6)));
            let opened = Event::LogsRecovered {
                logs: 1,
                clean: false,
            };
            assert!(turn.events.contains(&opened));
            let fetches = turn.requests.iter().find_map(|request| match request {
                Request::Fetch(request) => request.partitions.first(),
                _ => None,
            });
            let fetch = fetches.expect("it follows b2");
            assert_eq!(fetch.fetch_offset, Offset(end));
            assert_eq!(fetch.last_fetched_epoch, log_epoch(end));
        }
    }

    fn log_epoch(end: i64) -> Option<crate::id::LeaderEpoch> {
        Some(crate::id::LeaderEpoch(if end == 2 { 5 } else { 4 }))
    }
}
