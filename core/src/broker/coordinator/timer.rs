//! The groups' timers: one of the broker's stands for the next of all of them.

use super::shard::{Shard, ShardTimer, Then};
use super::{Process, subscribed_topic};
use crate::broker::Disk;
use crate::group::MemberId;
use crate::group::classic::{Effects, GroupId, GroupTimer};
use crate::group::consumer_group::{ConsumerGroupEffects, ConsumerGroupTimer};
use crate::id::PartitionIndex;
use crate::sim::{Out, Timer};
use crate::time::{Span, Time};
use crate::wire::ErrorCode;

/// For whoever shows what runs out.
impl Shard {
    /// Until when a member of a group has to be heard of, if that is waited for: whoever waits for an answer itself
    /// is not put out for its silence.
    #[must_use]
    pub fn session_ends_at(&self, group: &GroupId, member: &MemberId) -> Option<Time> {
        let known = self.classic.group(group).and_then(|it| it.member(member));
        if known.is_some_and(|member| member.has_satisfied_heartbeat()) {
            return None;
        }
        let classic = GroupTimer::Heartbeat(group.clone(), member.clone());
        let consumer = ConsumerGroupTimer::Session(group.clone(), member.clone());
        let in_classic = self.timers.get(&ShardTimer::Classic(classic));
        let of_either = in_classic.or_else(|| self.timers.get(&ShardTimer::Consumer(consumer)));
        of_either.copied()
    }

    /// How long a member of a group may be silent.
    #[must_use]
    pub fn session_timeout(&self, group: &GroupId, member: &MemberId) -> Span {
        let classic = self.classic.group(group);
        let timeout_ms = match classic.and_then(|it| it.member(member)) {
            Some(member) => member.silence_max_ms(),
            None => self.consumer.session_timeout_ms(group, member),
        };
        Span::from_ms(timeout_ms)
    }

    /// Until when a group waits at most for members to join, to ask for their assignment or to give up what
    /// they are to give up; of several the first.
    #[must_use]
    pub fn waits_until(&self, group: &GroupId) -> Option<Time> {
        let is_its_own = |timer: &ShardTimer| match timer {
            ShardTimer::Classic(GroupTimer::Join(id) | GroupTimer::Sync(id)) => id == group,
            ShardTimer::Consumer(
                ConsumerGroupTimer::Rebalance(id, _)
                | ConsumerGroupTimer::Join(id, _)
                | ConsumerGroupTimer::Sync(id, _),
            ) => id == group,
            _ => false,
        };
        let timers = self.timers.iter().filter(|(timer, _)| is_its_own(timer));
        timers.map(|(_, at)| *at).min()
    }
}

impl Shard {
    pub(super) fn set_timer(&mut self, timer: ShardTimer, after_ms: Option<u64>, now: Time) {
        match after_ms {
            Some(after_ms) => {
                self.timers.insert(timer, now + Span::from_ms(after_ms));
            }
            None => {
                self.timers.remove(&timer);
            }
        }
    }

    /// The timers that ring now, the first first, and not again.
    fn take_due_timers(&mut self, now: Time) -> Vec<ShardTimer> {
        let mut due = Vec::new();
        for (timer, at) in &self.timers {
            if *at <= now {
                due.push((*at, timer.clone()));
            }
        }
        crate::sorted::sort_by(&mut due, |one, other| one.0 < other.0);
        let mut timers = Vec::new();
        for (_, timer) in due {
            self.timers.remove(&timer);
            timers.push(timer);
        }
        timers
    }

    /// What has waited for too long.
    fn take_expired_writes(&mut self, now: Time) -> Vec<Then> {
        let mut expired = Vec::new();
        for write in &mut self.writes {
            if write.deadline <= now && write.then != Then::Nothing {
                expired.push(core::mem::replace(&mut write.then, Then::Nothing));
            }
        }
        expired
    }
}

impl Process {
    /// Sees to it that the broker is woken when the next timer of any group rings.
    pub(super) fn set_groups_timer(&self, out: &mut Out<'_>) {
        let mut next = None;
        for shard in self.groups.shards.values() {
            if let Some(at) = shard.next_timer() {
                next = Some(next.map_or(at, |next: Time| next.min(at)));
            }
        }
        match next {
            Some(next) => out.set_timer_at(Timer::Groups, next),
            None => out.cancel_timer(Timer::Groups),
        }
    }

    /// Rings what is due.
    pub(in crate::broker) fn on_groups_timer(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        let now = out.now();
        let mut indexes = Vec::new();
        for (index, shard) in &self.groups.shards {
            if shard.next_timer().is_some_and(|at| at <= now) {
                indexes.push(*index);
            }
        }
        for index in indexes {
            out.aside(|out| self.ring(index, now, disk, out));
        }
        self.set_groups_timer(out);
    }

    fn ring(&mut self, index: PartitionIndex, now: Time, disk: &mut Disk, out: &mut Out<'_>) {
        let shard = self.groups.shards.get(&index);
        if shard.is_some_and(|shard| shard.loaded_at.is_some_and(|at| at <= now)) {
            return self.load_shard(index, disk, out);
        }
        let Some(shard) = self.groups.shards.get_mut(&index) else {
            return;
        };
        let (expired, timers) = (shard.take_expired_writes(now), shard.take_due_timers(now));
        for then in expired {
            self.finish_write(index, then, Err(ErrorCode::RequestTimedOut), disk, out);
        }
        for timer in timers {
            self.ring_timer(index, &timer, disk, out);
        }
    }

    fn ring_timer(
        &mut self,
        index: PartitionIndex,
        timer: &ShardTimer,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(shard) = self.groups.shards.get_mut(&index) else {
            return;
        };
        // Another that rang before it has set it anew.
        if shard.timers.contains_key(timer) {
            return;
        }
        match timer {
            ShardTimer::Classic(timer) => {
                let mut effects = Effects::default();
                shard.classic.on_timer(timer, &mut effects);
                self.carry_out_classic(index, effects, disk, out);
            }
            ShardTimer::Consumer(timer) => {
                let mut effects = ConsumerGroupEffects::default();
                let metadata = &self.metadata;
                let topic = |name: &str| subscribed_topic(metadata, name);
                (shard.consumer).on_timer(timer, out.now(), &topic, &mut effects);
                self.carry_out_consumer(index, effects, disk, out);
            }
        }
    }
}
