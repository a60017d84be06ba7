//! What an onlooker sees of a group of consumers: what its coordinator keeps, and what its members are at.

use crate::broker::Process;
use crate::client::Consumer;
use crate::group::assignor::NamedPartition;
use crate::group::classic::{ClassicGroup, ClassicGroupState, GroupId};
use crate::group::consumer_group::ConsumerGroup;
use crate::group::reconciliation::MemberState;
use crate::group::{GroupDescription, MemberDescription, MemberId};
use crate::id::{BrokerId, GenerationId, Offset, TopicPartition};
use crate::log::Log;
use crate::sim::timer::Timer;
use crate::sim::{Standing, World};
use crate::sorted::Set;
use crate::time::{Span, Time};

/// A group, from both ends.
#[derive(Clone, Debug)]
pub struct GroupView<'a> {
    /// Its id.
    pub id: GroupId,
    /// The broker that coordinates it; none while there is none, or it still reads its log.
    pub coordinator: Option<BrokerId>,
    /// What the coordinator tells of it; none before it knows the group.
    pub known: Option<GroupDescription>,
    /// Its generation, in the classic protocol.
    pub generation: Option<GenerationId>,
    /// When the coordinator goes on without those that it waits for, if it waits.
    pub waits_until: Option<Time>,
    /// The consumers that are configured to be in it, whether they are members or not.
    pub members: Vec<MemberView<'a>>,
    /// The partitions of the topics that members subscribe to, which no member has: what somebody reads who is
    /// no member is among them.
    pub ownerless: Vec<PartitionProgress>,
}

/// A consumer of a group.
#[derive(Clone, Debug)]
pub struct MemberView<'a> {
    /// The consumer, with its application.
    pub consumer: &'a Consumer,
    /// How its process stands, if it does not work.
    pub standing: Option<Standing>,
    /// What the coordinator tells of it; none if it is no member there. One whose process is dead is a member
    /// until its session ends.
    pub known: Option<MemberDescription>,
    /// Whether it counts itself a member while nobody coordinates the group who could say so. It keeps its
    /// partitions then, and goes on.
    pub is_on_its_own: bool,
    /// How far it is in the eyes of the coordinator.
    pub progress: Option<MemberProgress>,
    /// How many partitions it has that its coordinator of the consumer protocol waits for it to give back.
    pub to_give_back: usize,
    /// How many it has given back without the coordinator knowing that.
    pub given_back_unknown: usize,
    /// The partitions that it reads, each with how far it is; of one whose process is dead, those that the
    /// coordinator has assigned to it.
    pub partitions: Vec<PartitionProgress>,
    /// Its heartbeat.
    pub heartbeat: Heartbeat,
    /// Until when the coordinator has to hear of it, while that runs: `session.timeout.ms`, or for one that joins
    /// for the first time the five minutes within which it has to be let in.
    pub session: Option<Countdown>,
    /// Whether it joins for the first time, and sends no heartbeats until it is let in.
    pub is_new: bool,
    /// Until when its application has to call `poll` (`max.poll.interval.ms`), while that runs.
    pub poll_interval: Option<Countdown>,
}

/// How far a member is in a rebalance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberProgress {
    /// It has what it is to have.
    Settled,
    /// It has joined, and waits for the others.
    Joined,
    /// It has asked for its assignment, and waits for it.
    AwaitsAssignment,
    /// The others wait for it: it has not joined again, or not asked for its assignment.
    WaitedFor,
    /// It is to give partitions back, and has not said that it did.
    Revoking,
    /// It waits for partitions that others have not given back.
    AwaitsPartitions,
    /// It has not heard of the latest assignment: it will with its next heartbeat.
    Behind,
}

/// When a member's next heartbeat is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heartbeat {
    /// It sends none.
    None,
    /// It is sent then.
    DueAt(Time),
    /// One has no answer yet.
    UnderWay,
}

/// Time that runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countdown {
    /// How long it lasts from its beginning.
    pub whole: Span,
    /// When it has run out.
    pub ends_at: Time,
}

/// How far a group is in a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartitionProgress {
    /// The partition.
    pub partition: TopicPartition,
    /// The next offset that its reader reads; none without a reader, or before it knows.
    pub position: Option<Offset>,
    /// What the group has committed, if its coordinator can be asked.
    pub committed: Option<Offset>,
    /// Whether nobody can be asked for that, since no broker coordinates the group.
    pub is_commit_unknown: bool,
    /// Up to where may be read: the high watermark at the leader, while the one that is elected leads.
    pub high_watermark: Option<Offset>,
    /// Where the leader's log ends.
    pub log_end: Option<Offset>,
    /// How many records there are between what is committed and what may be read (`LAG`).
    pub lag: Option<i64>,
    /// The same from the position, as its reader itself counts (`records-lag`).
    pub records_lag: Option<u64>,
    /// Whether its reader's application has paused it.
    pub is_paused: bool,
}

impl Countdown {
    /// How much is left.
    #[must_use]
    pub fn left(&self, now: Time) -> Span {
        self.ends_at.since(now)
    }
}

impl World {
    /// The groups that consumers are configured to be in, in the order of their ids.
    #[must_use]
    pub fn groups(&self) -> Set<GroupId> {
        let mut groups = Set::new();
        for consumer in self.consumers() {
            groups.extend(consumer.group());
        }
        groups
    }

    /// A group as it is now.
    #[must_use]
    pub fn group_view(&self, id: &GroupId) -> GroupView<'_> {
        let coordinator = self.coordinator_of(id);
        let process = coordinator.map(|(_, process)| process);
        let eyes = Eyes {
            world: self,
            id,
            process,
            classic: process.and_then(|process| process.classic_group(id)),
            consumer: process.and_then(|process| process.consumer_group(id)),
        };
        let known = process.and_then(|process| process.describe_group(id));
        let mut members = Vec::new();
        for consumer in self.consumers_of(id) {
            members.push(eyes.member(consumer, known.as_ref()));
        }
        GroupView {
            ownerless: eyes.ownerless(&members, known.as_ref()),
            coordinator: coordinator.map(|(broker, _)| broker),
            generation: eyes.classic.map(|group| group.generation),
            waits_until: process.and_then(|process| process.shard_of(id)?.waits_until(id)),
            id: id.clone(),
            known,
            members,
        }
    }

    /// What its coordinator has assigned to a member, in order.
    pub(crate) fn assigned_to(&self, member: &MemberDescription) -> Vec<TopicPartition> {
        let metadata = self.metadata();
        let assigned = member.assigned.iter().filter_map(|it| {
            let topic = metadata.topic_named(&it.topic)?;
            let partition = it.partition;
            Some(TopicPartition { topic, partition })
        });
        let mut assigned: Vec<_> = assigned.collect();
        assigned.sort_unstable();
        assigned
    }
}

/// What is looked at while a group is read.
struct Eyes<'a, 'b> {
    world: &'a World,
    id: &'b GroupId,
    process: Option<&'a Process>,
    classic: Option<&'a ClassicGroup>,
    consumer: Option<&'a ConsumerGroup>,
}

impl<'a> Eyes<'a, '_> {
    fn member(&self, consumer: &'a Consumer, known: Option<&GroupDescription>) -> MemberView<'a> {
        let known = known
            .and_then(|group| self.known_of(consumer, group))
            .cloned();
        let member = known.as_ref().map(|known| &known.member_id);
        let progress = member.and_then(|id| self.progress(id));
        let is_new = member.is_some_and(|id| self.is_new(id));
        let (to_give_back, given_back_unknown) = self.to_give_back(member, consumer);
        let session = member.and_then(|id| self.session(id));
        let mut partitions = Vec::new();
        for partition in consumer.subscription().assigned() {
            partitions.push(self.of_partition(partition, Some(consumer)));
        }
        let is_it = |known: &&MemberDescription| {
            Some(&known.member_id) == consumer.membership().member_id.as_ref()
                && !consumer.is_out_of_group()
        };
        if let Some(known) = known.as_ref().filter(|known| !is_it(known)) {
            let reads = consumer.subscription().assigned();
            let unread = self.world.assigned_to(known).into_iter();
            for partition in unread.filter(|it| !reads.contains(it)) {
                partitions.push(self.of_partition(partition, None));
            }
        }
        MemberView {
            consumer,
            progress,
            to_give_back,
            given_back_unknown,
            partitions,
            heartbeat: self.heartbeat(consumer),
            session,
            is_new,
            poll_interval: self.poll_interval(consumer),
            is_on_its_own: self.process.is_none() && consumer.membership().is_member(),
            known,
            standing: self.world.standing_of_client(consumer.id),
        }
    }

    /// What the coordinator tells of a consumer: of the member that it says it is; if its process is dead or it is
    /// closed, of the one that it was; of a static one that has not joined again, of the one whose place it keeps.
    fn known_of<'k>(
        &self,
        consumer: &Consumer,
        group: &'k GroupDescription,
    ) -> Option<&'k MemberDescription> {
        let id = consumer.membership().member_id.as_ref();
        let known = |id: &MemberId| group.members.iter().find(|it| it.member_id == *id);
        let is_over = self.world.standing_of_client(consumer.id).is_some() || consumer.is_closed();
        if let Some(known) = id.and_then(known) {
            return Some(known);
        }
        if !is_over && consumer.config().instance_id().is_none() {
            return None;
        }
        let mut members = group.members.iter();
        members.find(|it| {
            let found = (self.world).consumer_of_member(self.id, &it.member_id, &it.client_id);
            found == Some(consumer.id)
        })
    }

    fn is_new(&self, id: &MemberId) -> bool {
        let in_classic = self.classic.and_then(|group| group.member(id));
        in_classic.is_some_and(|member| member.is_new)
    }

    /// Of what the coordinator waits for a member to give back, how much that still has, and how much it has given
    /// back.
    fn to_give_back(&self, id: Option<&MemberId>, consumer: &Consumer) -> (usize, usize) {
        let member = id.and_then(|id| self.consumer?.members.get(id));
        let assigned = consumer.subscription().assigned();
        let (mut has, mut has_given) = (0, 0);
        for (partition, _) in member.iter().flat_map(|it| &it.current.pending_revocation) {
            match assigned.contains(partition) {
                true => has += 1,
                false => has_given += 1,
            }
        }
        (has, has_given)
    }

    fn progress(&self, id: &MemberId) -> Option<MemberProgress> {
        if let Some(group) = self.consumer {
            let current = &group.members.get(id)?.current;
            return Some(match current.state {
                MemberState::UnrevokedPartitions => MemberProgress::Revoking,
                MemberState::UnreleasedPartitions => MemberProgress::AwaitsPartitions,
                _ if current.member_epoch < group.assignment_epoch => MemberProgress::Behind,
                _ => MemberProgress::Settled,
            });
        }
        let group = self.classic?;
        let member = group.member(id)?;
        Some(match group.state {
            ClassicGroupState::PreparingRebalance if member.awaiting_join.is_some() => {
                MemberProgress::Joined
            }
            ClassicGroupState::CompletingRebalance if member.awaiting_sync.is_some() => {
                MemberProgress::AwaitsAssignment
            }
            ClassicGroupState::PreparingRebalance | ClassicGroupState::CompletingRebalance => {
                MemberProgress::WaitedFor
            }
            ClassicGroupState::Stable if group.pending_sync_members.contains(id) => {
                MemberProgress::Behind
            }
            _ => MemberProgress::Settled,
        })
    }

    fn heartbeat(&self, consumer: &Consumer) -> Heartbeat {
        if self.world.is_paused(consumer.id) {
            return Heartbeat::None;
        }
        if consumer.heartbeat_is_under_way() {
            return Heartbeat::UnderWay;
        }
        let due = self.world.timer_at(consumer.id, Timer::Heartbeat);
        due.map_or(Heartbeat::None, Heartbeat::DueAt)
    }

    fn session(&self, member: &MemberId) -> Option<Countdown> {
        let shard = self.process?.shard_of(self.id)?;
        Some(Countdown {
            whole: shard.session_timeout(self.id, member),
            ends_at: shard.session_ends_at(self.id, member)?,
        })
    }

    fn poll_interval(&self, consumer: &Consumer) -> Option<Countdown> {
        Some(Countdown {
            whole: Span::from_ms(consumer.config().max_poll_interval_ms),
            ends_at: self.world.timer_at(consumer.id, Timer::PollInterval)?,
        })
    }

    fn of_partition(
        &self,
        partition: TopicPartition,
        reader: Option<&Consumer>,
    ) -> PartitionProgress {
        let position = reader.and_then(|reader| reader.position(partition));
        let shard = self.process.and_then(|process| process.shard_of(self.id));
        let committed = shard
            .and_then(|shard| shard.offsets().get(self.id, partition))
            .map(|committed| committed.committed.offset);
        let leader = self.world.elected_log(partition);
        PartitionProgress {
            partition,
            position,
            committed,
            is_commit_unknown: shard.is_none(),
            high_watermark: leader.map(Log::high_watermark),
            log_end: leader.map(Log::end_offset),
            lag: committed.and_then(|at| self.world.lag_from(partition, at)),
            is_paused: reader.is_some_and(|reader| reader.has_paused(partition)),
            records_lag: position.and_then(|at| self.world.records_lag(partition, at)),
        }
    }

    /// What members subscribe to, or have in the eyes of the coordinator, and none of them has.
    fn ownerless(
        &self,
        members: &[MemberView<'_>],
        known: Option<&GroupDescription>,
    ) -> Vec<PartitionProgress> {
        let metadata = self.world.metadata();
        let mut wanted = Set::new();
        for member in members {
            for name in member.consumer.subscription().topics() {
                for partition in metadata.partitions.keys() {
                    if metadata.topic_named(name) == Some(partition.topic) {
                        wanted.insert(*partition);
                    }
                }
            }
        }
        for one in known.iter().flat_map(|group| &group.members) {
            wanted.extend(self.world.assigned_to(one));
        }
        // A group without members is told by what it has committed, as the tool does.
        if known.is_some_and(|known| known.members.is_empty()) {
            let shard = self.process.and_then(|process| process.shard_of(self.id));
            let committed = shard.and_then(|shard| shard.offsets().of_group(self.id));
            wanted.extend(
                committed
                    .into_iter()
                    .flatten()
                    .map(|(partition, _)| *partition),
            );
        }
        for member in members.iter().filter(|it| it.is_member()) {
            for one in &member.partitions {
                wanted.remove(&one.partition);
            }
        }
        let ownerless = wanted.iter();
        ownerless
            .map(|partition| self.of_partition(*partition, None))
            .collect()
    }
}

impl MemberView<'_> {
    /// Whether it is a member, so that what it reads is its own: its coordinator says so, or while there is none, it
    /// does itself.
    #[must_use]
    pub fn is_member(&self) -> bool {
        self.known.is_some() || self.is_on_its_own
    }

    /// What it is to have and has not, by what the coordinator tells in the consumer protocol.
    #[must_use]
    pub fn to_come(&self) -> Vec<NamedPartition> {
        let Some(known) = &self.known else {
            return Vec::new();
        };
        let target = known.target.iter().flatten();
        let coming = target.filter(|one| !known.assigned.contains(one));
        coming.cloned().collect()
    }
}
