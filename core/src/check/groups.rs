//! What groups of consumers do (I10, I11, I14, and the generations and epochs of I5).

mod promise;

use core::ops::Range;

use super::invariant::{Breach, Invariant};
use super::ownership::is_member;
use super::processed::Processed;
use crate::command::{AdminCommand, Command, ConsumerCall};
use crate::group::classic::GroupId;
use crate::group::consumer_group::ConsumerGroupRecord;
use crate::group::{CoordinatorRecord, coordinator_partition};
use crate::id::{NodeId, Offset, PartitionIndex, StepNumber, TopicPartition};
use crate::sim::World;
use crate::sorted::{Map, Set};
use crate::trace::{ConsumerEvent, Event, Trace};
use promise::{is_of_loop, promises_at_most_once, promises_no_skip};

/// What is remembered of all groups.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    /// What each group has worked on of a partition.
    pub(super) work: Map<(GroupId, TopicPartition), Processed>,
    /// What is committed to the partitions of `__consumer_offsets`.
    partitions: Map<PartitionIndex, OffsetsPartition>,
    /// What was committed in the current step, and is looked at once it is known what was lost.
    advances: Vec<Advance>,
    /// What groups have committed that may be skipped, as nobody promised that it is worked on by then.
    pub(super) unsure: Set<(GroupId, TopicPartition)>,
    /// Whether something has happened to consumers, or was committed, since it was looked for what is skipped.
    pub(super) has_moved: bool,
    /// How many elections of a partition have lost something: others may stand now where they have worked.
    unclean_elections: Map<TopicPartition, u32>,
    /// The groups for which somebody has made the calls that their members' loops make.
    by_hand: Set<GroupId>,
    /// Those of them whose records are polled by hand: nobody knows what becomes of these.
    pub(super) polled_by_hand: Set<GroupId>,
    /// The consumer that goes back to what it could not process, and the step in which it does: it goes where
    /// it is with its own work, whatever others have worked on.
    goes_back: Option<(NodeId, StepNumber)>,
}

/// What is remembered of one partition of `__consumer_offsets`.
#[derive(Clone, Debug, Default)]
struct OffsetsPartition {
    /// How many elections had lost something by then.
    unclean_elections: u32,
    /// Everything below it was looked at.
    to: Offset,
    /// The last generation or group epoch of each group that is committed.
    epochs: Map<GroupId, i32>,
}

/// A leader's high watermark has passed these offsets.
#[derive(Clone, Debug)]
struct Advance {
    leader: NodeId,
    partition: TopicPartition,
    from: Offset,
    to: Offset,
}

/// What has broken of what was promised, and of what was not.
pub(super) struct Found<'a> {
    pub breaches: &'a mut Vec<Breach>,
    pub unpromised: &'a mut Vec<Breach>,
}

impl Groups {
    pub(super) fn note(&mut self, world: &World, trace: &Trace, found: &mut Found<'_>) {
        self.has_moved |= matches!(trace.actor, NodeId::Consumer(_))
            || matches!(trace.event, Event::Commanded(_));
        if self.is_step_back(trace) {
            return;
        }
        match &trace.event {
            Event::Consumer(event) => self.note_consumer(world, trace.actor, event, found),
            Event::PositionReset { partition, to, .. } => {
                if let Some(group) = group_that_moves(world, trace.actor) {
                    let work = self.work_of(group, *partition);
                    work.reset(*to);
                    work.keep(in_hand(world, trace.actor, *partition));
                }
            }
            Event::LeaderAppended {
                partition,
                base_offset,
                end_offset,
                ..
            } => {
                let offsets = *base_offset..*end_offset;
                for record in world.written_of_groups(trace.actor, *partition, offsets) {
                    self.note_commit(world, record, found);
                }
            }
            Event::HighWatermarkAdvanced {
                partition,
                from,
                to,
            } if world.is_of_groups(*partition) => self.advances.push(Advance {
                leader: trace.actor,
                partition: *partition,
                from: *from,
                to: *to,
            }),
            Event::Commanded(Command::Admin(
                AdminCommand::ResetOffsets { group, .. } | AdminCommand::DeleteGroup(group),
            )) => self.work.retain(|(of, _), _| of != group),
            Event::Commanded(Command::CallConsumer { consumer, call }) if is_of_loop(call) => {
                if let Some(group) = group_of(world, *consumer) {
                    self.note_call(world, group, call);
                }
            }
            _ => {}
        }
    }

    /// Somebody calls what a loop calls. An offset that is committed by hand is where the group is to go on,
    /// whatever it has worked on.
    fn note_call(&mut self, world: &World, group: GroupId, call: &ConsumerCall) {
        match call {
            ConsumerCall::Poll { .. } => {
                self.polled_by_hand.insert(group.clone());
            }
            ConsumerCall::CommitOffset { partition, .. } => {
                if let Some(partition) = named(world, &partition.topic, partition.partition) {
                    self.work.remove(&(group.clone(), partition));
                }
            }
            _ => {}
        }
        self.by_hand.insert(group);
    }

    /// Takes note of how many elections of a partition have lost something. Where that was one of
    /// `__consumer_offsets`, its groups go on from what is left of it, and nothing is promised of what was
    /// committed there before: generations, epochs and offsets may go back. Elsewhere others may stand where
    /// records were that they have worked on.
    pub(super) fn note_losses(
        &mut self,
        world: &World,
        partition: TopicPartition,
        unclean_elections: u32,
    ) {
        if !world.is_of_groups(partition) {
            let known = self.unclean_elections.get_or_default(partition);
            if core::mem::replace(known, unclean_elections) != unclean_elections {
                self.work.retain(|(_, of), _| *of != partition);
            }
            return;
        }
        let index = partition.partition;
        let known = self.partitions.get_or_default(index);
        if known.unclean_elections == unclean_elections {
            return;
        }
        *known = OffsetsPartition {
            unclean_elections,
            ..OffsetsPartition::default()
        };
        let count = world.scenario().broker_config.offsets_topic_num_partitions;
        let is_elsewhere = |group: &GroupId| coordinator_partition(&group.0, count) != Some(index);
        self.work.retain(|(group, _), _| is_elsewhere(group));
    }

    /// Whether an election has lost some of what a group's coordinator had written.
    pub(super) fn has_lost(&self, world: &World, group: &GroupId) -> bool {
        let count = world.scenario().broker_config.offsets_topic_num_partitions;
        let index = coordinator_partition(&group.0, count);
        let known = index.and_then(|index| self.partitions.get(&index));
        known.is_some_and(|known| known.unclean_elections > 0)
    }

    /// Looks at what was committed in this step: at each offset once, whoever leads.
    pub(super) fn look_at_committed(&mut self, world: &World, found: &mut Found<'_>) {
        for advance in core::mem::take(&mut self.advances) {
            let known = self.partitions.get_or_default(advance.partition.partition);
            let from = advance.from.max(known.to);
            if from < advance.to {
                known.to = advance.to;
                let offsets = from..advance.to;
                for record in world.written_of_groups(advance.leader, advance.partition, offsets) {
                    known.note_epoch(record, found);
                }
            }
        }
    }

    /// Whether a consumer goes back to what it could not process, and takes note that it does.
    fn is_step_back(&mut self, trace: &Trace) -> bool {
        let here = Some((trace.actor, trace.step));
        let event = match &trace.event {
            Event::Consumer(event) => &**event,
            Event::PositionReset { .. } => return self.goes_back == here,
            _ => return false,
        };
        match event {
            ConsumerEvent::ProcessingFailed { .. } => {
                self.goes_back = here;
                true
            }
            ConsumerEvent::Sought { .. } => self.goes_back == here,
            _ => false,
        }
    }

    fn work_of(&mut self, group: GroupId, partition: TopicPartition) -> &mut Processed {
        self.work.get_or_default((group, partition))
    }

    fn note_consumer(
        &mut self,
        world: &World,
        consumer: NodeId,
        event: &ConsumerEvent,
        found: &mut Found<'_>,
    ) {
        let Some(group) = group_of(world, consumer) else {
            return;
        };
        match event {
            ConsumerEvent::PositionCommitted {
                partition,
                position,
            } => self.work_of(group, *partition).begin(position.offset),
            ConsumerEvent::Sought {
                topic,
                partition,
                offset,
            } => {
                let moves = group_that_moves(world, consumer).is_some();
                let partition = named(world, topic, *partition);
                let has = |one: &TopicPartition| has(world, consumer, *one);
                if let Some(partition) = partition.filter(|one| moves && has(one)) {
                    let work = self.work_of(group, partition);
                    work.seek(*offset);
                    work.keep(in_hand(world, consumer, partition));
                }
            }
            ConsumerEvent::RecordsProcessed {
                partition,
                first_offset,
                next_offset,
            } => {
                let is_promised = promises_at_most_once(world, &group);
                let work = self.work_of(group, *partition);
                for again in work.process(*first_offset, *next_offset) {
                    let breach = Breach::of(Invariant::AtMostOnce).partition(*partition);
                    found.put(is_promised, breach.offsets(&again).consumer(consumer));
                }
            }
            _ => {}
        }
    }

    /// A group commits: everything before has been worked on, where that is promised.
    fn note_commit(&mut self, world: &World, record: &CoordinatorRecord, found: &mut Found<'_>) {
        let CoordinatorRecord::OffsetCommit {
            group_id,
            partition,
            value: Some(value),
        } = record
        else {
            return;
        };
        let work = self.work_of(group_id.clone(), *partition);
        let Some(offset) = work.commit(value.committed.offset) else {
            return;
        };
        if !self.by_hand.contains(group_id) && promises_no_skip(world, group_id) {
            let breach = Breach::of(Invariant::NoSkip).partition(*partition);
            found.put(true, breach.offset(offset));
        } else {
            self.unsure.insert((group_id.clone(), *partition));
            self.has_moved = true;
        }
    }
}

impl OffsetsPartition {
    /// A generation or a group epoch never goes back, once it is committed, while the group exists.
    fn note_epoch(&mut self, record: &CoordinatorRecord, found: &mut Found<'_>) {
        let (group, epoch) = match record {
            CoordinatorRecord::GroupMetadata { group_id, value } => {
                (group_id, value.as_ref().map(|value| value.generation.0))
            }
            CoordinatorRecord::ConsumerGroup {
                group_id,
                record: ConsumerGroupRecord::Metadata(value),
            } => (group_id, value.map(|value| value.epoch.0)),
            _ => return,
        };
        let before = match epoch {
            Some(epoch) => self.epochs.insert(group.clone(), epoch),
            None => {
                self.epochs.remove(group);
                return;
            }
        };
        if before > epoch {
            found.put(true, Breach::of(Invariant::Epochs));
        }
    }
}

impl Found<'_> {
    pub(super) fn put(&mut self, is_promised: bool, breach: Breach) {
        match is_promised {
            true => self.breaches.push(breach),
            false => self.unpromised.push(breach),
        }
    }
}

/// The group of a consumer, if it has one.
fn group_of(world: &World, consumer: NodeId) -> Option<GroupId> {
    world.consumer(consumer)?.group()
}

/// The group of a consumer whose position is the group's: one that is a member no more, and does not know it
/// yet, moves nobody but itself.
fn group_that_moves(world: &World, consumer: NodeId) -> Option<GroupId> {
    let group = group_of(world, consumer)?;
    let consumer = world.consumer(consumer)?;
    let moves = !consumer.subscription().is_by_group() || is_member(world, consumer, &group);
    moves.then_some(group)
}

fn named(world: &World, topic: &str, partition: PartitionIndex) -> Option<TopicPartition> {
    let topic = world.metadata().topic_named(topic)?;
    Some(TopicPartition { topic, partition })
}

/// Whether a consumer has a partition: it says where it goes also of others, which throws.
fn has(world: &World, consumer: NodeId, partition: TopicPartition) -> bool {
    let consumer = world.consumer(consumer);
    consumer.is_some_and(|it| it.subscription().assigned().contains(&partition))
}

/// What a consumer's application has in hand of a partition.
pub(super) fn in_hand(
    world: &World,
    consumer: NodeId,
    partition: TopicPartition,
) -> Vec<Range<Offset>> {
    let consumer = world.consumer(consumer).into_iter();
    let in_hand = consumer.flat_map(|it| it.application().in_hand());
    let of_it = in_hand.filter(|handed| handed.partition == partition);
    of_it
        .map(|handed| handed.first_offset..handed.next_offset)
        .collect()
}

#[cfg(test)]
mod tests;
