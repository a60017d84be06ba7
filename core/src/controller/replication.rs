//! What a broker that comes or goes means for partitions (`ReplicationControlManager`,
//! `generateLeaderAndIsrUpdates`).

use super::Controller;
use super::partition_change::{ChangeRules, ElectionKind, PartitionChangeBuilder};
use crate::config::TopicConfig;
use crate::id::{BrokerId, PartitionIndex, TopicId, TopicPartition};
use crate::metadata::{MetadataRecord, PartitionChange, PartitionRegistration};
use crate::sim::Out;
use crate::trace::{ChangeReason, Election, Event};

/// A partition that a change of a broker concerns, and what becomes of the broker.
#[derive(Clone, Copy)]
struct Departure {
    broker: BrokerId,
    /// It did not stop cleanly, so that it is not eligible either.
    unclean: bool,
}

impl Controller {
    /// A broker is to be in no ISR any more, and to lead nothing: it is fenced, or about to stop.
    pub(super) fn take_out_of_isrs(
        &mut self,
        broker: BrokerId,
        reason: ChangeReason,
        out: &mut Out<'_>,
    ) {
        let leaving = Departure {
            broker,
            unclean: false,
        };
        let partitions = self.partitions_where(|partition| partition.isr.contains(&broker));
        let changed = self.change_all(&partitions, Some(leaving), out);
        trace_partitions_changed(broker, reason, changed, out);
    }

    /// A process of a broker is over, and the next one registers (`handleBrokerShutdown`). What one
    /// that did not stop cleanly may have lost, it is not trusted with: it leaves ISRs and ELRs.
    /// With ELR off this is the same as fencing.
    pub(super) fn handle_shutdown(&mut self, broker: BrokerId, clean: bool, out: &mut Out<'_>) {
        let unclean = !clean && self.elr_enabled();
        let leaving = Departure { broker, unclean };
        let in_isr = self.partitions_where(|partition| partition.isr.contains(&broker));
        let changed = self.change_all(&in_isr, Some(leaving), out);
        trace_partitions_changed(broker, ChangeReason::UncleanShutdown, changed, out);
        if unclean {
            let in_elr = self.partitions_where(|partition| partition.elr.contains(&broker));
            let changed = self.change_all(&in_elr, Some(leaving), out);
            trace_partitions_changed(broker, ChangeReason::UncleanShutdown, changed, out);
        }
    }

    /// A broker was unfenced: partitions that nobody leads may have a leader again.
    pub(super) fn lead_what_nobody_leads(&mut self, broker: BrokerId, out: &mut Out<'_>) {
        let leaderless = self.partitions_where(|partition| partition.leader.is_none());
        let changed = self.change_all(&leaderless, None, out);
        trace_partitions_changed(broker, ChangeReason::Unfenced, changed, out);
    }

    /// Whether a broker leads anything.
    pub(super) fn has_leaderships(&self, broker: BrokerId) -> bool {
        let mut partitions = self.image().partitions.values();
        partitions.any(|partition| partition.leader == Some(broker))
    }

    pub(super) fn partitions_where(
        &self,
        wanted: impl Fn(&PartitionRegistration) -> bool,
    ) -> Vec<TopicPartition> {
        let mut found = Vec::new();
        for (partition, registration) in &self.image().partitions {
            if wanted(registration) {
                found.push(*partition);
            }
        }
        found
    }

    /// Changes these partitions for a broker that leaves, if one does, and returns how many changed.
    fn change_all(
        &mut self,
        partitions: &[TopicPartition],
        leaving: Option<Departure>,
        out: &mut Out<'_>,
    ) -> u32 {
        let mut changed = 0;
        for partition in partitions {
            let Some(before) = self.image().partitions.get(partition).cloned() else {
                continue;
            };
            let stays = |id: BrokerId| leaving.is_none_or(|leaving| leaving.broker != id);
            let acceptable = |id: BrokerId| stays(id) && self.image().is_active(id);
            let mut isr = before.isr.clone();
            isr.retain(|id| stays(*id));
            let mut change = self
                .change_of(*partition, &before, &acceptable)
                .election(self.election_kind(partition.topic))
                .target_isr(isr);
            if let Some(leaving) = leaving.filter(|leaving| leaving.unclean) {
                change = change.unclean_shutdown(vec![leaving.broker]);
            }
            let change = change.build();
            changed += u32::from(change.is_some());
            self.write_change(*partition, &before, change, out);
            self.trace_reassignment(*partition, &before, None, out);
        }
        changed
    }

    pub(super) fn elr_enabled(&self) -> bool {
        self.config.is_elr_enabled()
    }

    pub(super) fn topic_config(&self, topic: TopicId) -> TopicConfig {
        self.image().topic_config(topic, &self.config)
    }

    /// Which replicas may be elected by themselves: any, if the topic says so.
    pub(super) fn election_kind(&self, topic: TopicId) -> ElectionKind {
        if self.topic_config(topic).unclean_leader_election_enable {
            ElectionKind::Unclean
        } else {
            ElectionKind::Online
        }
    }

    /// How many in-sync replicas the partitions of a topic need: never more than the first of them has
    /// replicas, as it stands before a change (`getTopicEffectiveMinIsr`).
    fn effective_min_isr(&self, topic: TopicId) -> usize {
        let first = TopicPartition {
            topic,
            partition: PartitionIndex(0),
        };
        let first = self.image().partitions.get(&first);
        TopicConfig::effective_min_isr(
            self.topic_config(topic).min_insync_replicas,
            first.map_or(0, |first| first.replicas.len()),
        )
    }

    pub(super) fn change_of<'a>(
        &self,
        partition: TopicPartition,
        registration: &'a PartitionRegistration,
        acceptable: &'a dyn Fn(BrokerId) -> bool,
    ) -> PartitionChangeBuilder<'a> {
        let min_isr = self.effective_min_isr(partition.topic);
        let rules = ChangeRules::today(min_isr, self.elr_enabled());
        PartitionChangeBuilder::new(registration, acceptable, rules)
    }

    /// Writes a change, and says what it means.
    pub(super) fn write_change(
        &mut self,
        partition: TopicPartition,
        before: &PartitionRegistration,
        change: Option<(PartitionChange, Election)>,
        out: &mut Out<'_>,
    ) {
        let Some((change, election)) = change else {
            return;
        };
        let leader = change.leader;
        self.log
            .write(MetadataRecord::PartitionChange { partition, change });
        let Some(after) = self.image().partitions.get(&partition) else {
            return;
        };
        if after.isr != before.isr {
            out.trace(Event::IsrChanged {
                partition,
                from: before.isr.clone(),
                to: after.isr.clone(),
                partition_epoch: after.partition_epoch,
            });
        }
        if after.elr != before.elr {
            out.trace(Event::ElrChanged {
                partition,
                from: before.elr.clone(),
                to: after.elr.clone(),
            });
        }
        let leader_epoch = after.leader_epoch;
        match leader {
            Some(Some(leader)) => {
                out.trace(Event::LeaderElected {
                    partition,
                    leader,
                    leader_epoch,
                    election,
                    before: before.clone().into(),
                });
            }
            Some(None) => {
                out.trace(Event::PartitionWentOffline {
                    partition,
                    leader_epoch,
                });
            }
            None => {}
        }
    }

    /// Says how a reassignment stands, if a change was about one. `proposed_by` is the leader whose
    /// proposal the change goes back to.
    pub(super) fn trace_reassignment(
        &self,
        partition: TopicPartition,
        before: &PartitionRegistration,
        proposed_by: Option<BrokerId>,
        out: &mut Out<'_>,
    ) {
        let Some(after) = self.image().partitions.get(&partition) else {
            return;
        };
        let moves = |it: &PartitionRegistration| !it.adding.is_empty() || !it.removing.is_empty();
        let same = before.adding == after.adding && before.removing == after.removing;
        if moves(after) && !same {
            out.trace(Event::ReassignmentStarted {
                partition,
                adding: after.adding.clone(),
                removing: after.removing.clone(),
            });
        } else if !moves(after) && (moves(before) || before.replicas != after.replicas) {
            out.trace(Event::ReassignmentCompleted {
                partition,
                replicas: after.replicas.clone(),
                before: before.clone().into(),
                proposed_by,
            });
        }
    }
}

fn trace_partitions_changed(
    broker: BrokerId,
    reason: ChangeReason,
    partitions: u32,
    out: &mut Out<'_>,
) {
    if partitions > 0 {
        out.trace(Event::PartitionsChanged {
            broker,
            reason,
            partitions,
        });
    }
}
