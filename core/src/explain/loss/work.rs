//! What a group worked on twice, or never: who had it in hand, what was committed, and what came between.

use super::links::Links;
use super::past::{Past, Told};
use super::remedy::Remedy;
use super::role::{Link, Role};
use super::{Account, Promise, Way};
use crate::check::{Breach, Invariant};
use crate::client::{Consumer, ConsumerError};
use crate::command::{Command, ConsumerCall};
use crate::group::CoordinatorRecord;
use crate::group::classic::GroupId;
use crate::id::{NodeId, Offset, TopicPartition, TraceId};
use crate::scenario::OnFailure;
use crate::trace::{ConsumerEvent, Event, Trace};

/// What is told of what a group did.
pub(super) fn account(past: &Past<'_>, breach: &Breach) -> Account {
    let consumer = breach.consumer.and_then(|it| past.world.consumer(it));
    let about = breach.partition.zip(breach.offset).zip(past.end());
    let work = about.zip(consumer.and_then(Consumer::group));
    let work = work.map(|(((partition, offset), end), group)| Work {
        past,
        partition,
        offset,
        end,
        group,
    });
    let told = work.as_ref().map(|work| match breach.invariant {
        Invariant::AtMostOnce => work.done_twice(),
        _ => work.never_done(),
    });
    let (way, cause, kept_by) = told.unwrap_or((Way::Other, Vec::new(), Vec::new()));
    Account {
        group: work.as_ref().map(|work| work.group.0.clone()),
        record: work.and_then(|work| past.record_at((work.partition, work.offset))),
        promise: Promise::Invariant(breach.invariant),
        way,
        cause,
        kept_by,
        since: Vec::new(),
    }
}

struct Work<'a> {
    past: &'a Past<'a>,
    partition: TopicPartition,
    /// The first record that it is about.
    offset: Offset,
    /// What broke it.
    end: &'a Told,
    group: GroupId,
}

/// What it comes down to, the events that led to it, and what would have kept it.
type Reading = (Way, Vec<Link>, Vec<Remedy>);

impl Work<'_> {
    fn member(&self, id: NodeId) -> Option<&Consumer> {
        let consumer = self.past.world.consumer(id);
        consumer.filter(|consumer| consumer.is_of(&self.group))
    }

    fn read(&self, before: TraceId, is_reader: impl Fn(NodeId) -> bool) -> Option<&Told> {
        self.past
            .read_at(before, (self.partition, self.offset), is_reader)
    }

    /// It was worked on, not committed, and handed out once more.
    fn done_twice(&self) -> Reading {
        let again = self.end.actor;
        let mut links = Links::default();
        let is_work = |trace: &Trace| self.is_work(trace);
        let first = self.past.last_before(self.end.id, is_work);
        let worker = first.map_or(again, |trace| trace.actor);
        let begun = first.map_or(TraceId(0), |trace| trace.id);
        let read = self.read(begun, |it| it == worker);
        let read_again = self.read(self.end.id, |it| it == again);
        // Whoever is slow may have had it in hand before another was handed it.
        links.add(read_again.filter(|trace| trace.id < begun), Role::Read);
        links.add(read, Role::Read);
        links.add(first, Role::Processed);
        let since = [read, read_again]
            .into_iter()
            .flatten()
            .map(|trace| trace.id);
        let since = since.min().unwrap_or(begun);
        self.add_partings(&[worker, again], since, &mut links);
        // Whoever goes on from where it was, and does not know that another was given it, stood still before.
        let since_then = self.past.between(begun, self.end.id);
        let begins_anew = since_then
            .iter()
            .any(|trace| self.beginning(trace, again).is_some());
        if again != worker && !begins_anew {
            let stood = |trace: &Trace| self.parting(trace, again) == Some(Role::Frozen);
            links.add(self.past.last_before(self.end.id, stood), Role::Frozen);
        }
        links.add(Some(self.end), Role::ProcessedAgain);
        let cause = links.in_order();
        let is_late = cause.iter().any(|it| it.role == Role::PolledTooLate);
        let way = match is_late {
            true => Way::PolledTooLate,
            false if again != worker && !begins_anew => Way::WentOn,
            false => Way::Uncommitted,
        };
        (way, cause, self.kept_once(again, way))
    }

    /// How those who worked on it parted from it, and began.
    fn add_partings(&self, members: &[NodeId], since: TraceId, links: &mut Links) {
        for member in members {
            for trace in self.past.between(since, self.end.id) {
                let parting = self.parting(trace, *member);
                if let Some(role) = parting.or_else(|| self.beginning(trace, *member)) {
                    links.add(Some(trace), role);
                }
            }
        }
    }

    /// What keeps a group from working on something twice.
    fn kept_once(&self, worker: NodeId, way: Way) -> Vec<Remedy> {
        let mut kept_by = Vec::new();
        if way == Way::PolledTooLate {
            kept_by.push(Remedy::MaxPollInterval);
        }
        let spec = self.member(worker).map(|it| it.application().spec());
        if spec.is_some_and(|spec| !spec.commit_first) {
            kept_by.push(Remedy::CommitFirst);
        }
        kept_by
    }

    /// It was committed, and whoever had it in hand never came to it.
    fn never_done(&self) -> Reading {
        let mut links = Links::default();
        let read = self.read(TraceId(u64::MAX), |it| self.member(it).is_some());
        let reader = read.map_or(self.end.actor, |trace| trace.actor);
        let since = read.map_or(TraceId(0), |trace| trace.id);
        links.add(read, Role::Read);
        let since_then = self.past.between(since, TraceId(self.end.id.0 + 1));
        for trace in since_then {
            if let Some(offset) = self.committed_by(trace) {
                links.add(Some(trace), Role::CommitTaken(offset));
                break;
            }
        }
        let failed = since_then.iter().find(|trace| self.is_failure(trace));
        links.add(failed, Role::PassedOver);
        let parting = match failed {
            Some(_) => None,
            None => self.last_parting(since_then, reader),
        };
        let role = parting.map(|(_, role)| role);
        links.add(parting.map(|(trace, _)| trace), role.unwrap_or(Role::Broke));
        links.add(Some(self.end), Role::Broke);
        let (way, kept_by) = self.why_never(reader, failed.is_some(), role);
        (way, links.in_order(), kept_by)
    }

    /// How a member parted for good: what it was away from for a while, it had in hand still. What its end brings
    /// with it is part of that.
    fn last_parting<'b>(&self, traces: &'b [Told], member: NodeId) -> Option<(&'b Told, Role)> {
        let mut last = None;
        for trace in traces {
            let parting = self.parting(trace, member);
            last = parting.map(|role| (trace, role)).or(last);
            if matches!(
                parting,
                Some(Role::ConsumerDied | Role::ConsumerClosed | Role::FailedAndClosed)
            ) {
                break;
            }
        }
        last
    }

    fn why_never(
        &self,
        reader: NodeId,
        has_failed: bool,
        parting: Option<Role>,
    ) -> (Way, Vec<Remedy>) {
        if has_failed {
            return (Way::PassedOver, vec![Remedy::GoBack]);
        }
        let Some(member) = self.member(reader) else {
            return (Way::CommittedFirst, Vec::new());
        };
        if member.application().spec().commit_first {
            return (Way::CommittedFirst, vec![Remedy::CommitAfter]);
        }
        let is_closed = matches!(parting, Some(Role::ConsumerClosed | Role::FailedAndClosed));
        let at_close = is_closed && member.config().commits_by_itself();
        match at_close {
            true => (Way::CommittedAtClose, vec![Remedy::CommitAfter]),
            false => (Way::CommittedFirst, Vec::new()),
        }
    }

    /// Where the group goes on by what a coordinator appended, if that is behind the record.
    fn committed_by(&self, trace: &Trace) -> Option<Offset> {
        let Event::LeaderAppended {
            partition,
            base_offset,
            end_offset,
            ..
        } = &trace.event
        else {
            return None;
        };
        let offsets = *base_offset..*end_offset;
        let world = &self.past.world;
        let records = world.written_of_groups(trace.actor, *partition, offsets);
        records.into_iter().find_map(|record| match record {
            CoordinatorRecord::OffsetCommit {
                group_id,
                partition,
                value: Some(value),
            } if *group_id == self.group && *partition == self.partition => {
                Some(value.committed.offset).filter(|offset| *offset > self.offset)
            }
            _ => None,
        })
    }

    /// Whether a member of the group worked on the record.
    fn is_work(&self, trace: &Trace) -> bool {
        match consumer_event(trace) {
            Some(ConsumerEvent::RecordsProcessed {
                partition,
                first_offset,
                next_offset,
            }) => {
                *partition == self.partition
                    && (*first_offset..*next_offset).contains(&self.offset)
                    && self.member(trace.actor).is_some()
            }
            _ => false,
        }
    }

    /// Whether a member of the group could not process it.
    fn is_failure(&self, trace: &Trace) -> bool {
        match consumer_event(trace) {
            Some(ConsumerEvent::ProcessingFailed {
                partition,
                offset,
                reaction,
            }) => {
                (*partition, *offset) == (self.partition, self.offset)
                    && *reaction == OnFailure::PassOver
                    && self.member(trace.actor).is_some()
            }
            _ => false,
        }
    }

    /// By what a member parts from what it had in hand.
    fn parting(&self, trace: &Trace, member: NodeId) -> Option<Role> {
        match &trace.event {
            Event::ProcessPaused if trace.actor == member => return Some(Role::Frozen),
            Event::Commanded(Command::CallConsumer {
                consumer,
                call: ConsumerCall::Close,
            }) if *consumer == member => return Some(Role::ConsumerClosed),
            _ => {}
        }
        match consumer_event(trace).filter(|_| trace.actor == member)? {
            ConsumerEvent::Crashed => Some(Role::ConsumerDied),
            ConsumerEvent::Closed => Some(Role::ConsumerClosed),
            ConsumerEvent::ProcessingFailed {
                reaction: OnFailure::Close,
                ..
            } => Some(Role::FailedAndClosed),
            ConsumerEvent::PollTimedOut => Some(Role::PolledTooLate),
            ConsumerEvent::PartitionsRevoked(all) if all.contains(&self.partition) => {
                Some(Role::Revoked)
            }
            ConsumerEvent::PartitionsLost(all) if all.contains(&self.partition) => {
                Some(Role::PartitionLost)
            }
            ConsumerEvent::CommitFailed { partition, .. } if *partition == self.partition => {
                Some(Role::CommitRefused)
            }
            ConsumerEvent::Raised(ConsumerError::CommitFailed(_)) => Some(Role::CommitRefused),
            _ => None,
        }
    }

    /// By what a member begins to read.
    fn beginning(&self, trace: &Trace, member: NodeId) -> Option<Role> {
        if trace.actor != member {
            return None;
        }
        if let Event::PositionReset { partition, to, .. } = &trace.event {
            return (*partition == self.partition).then_some(Role::BeganByReset(*to));
        }
        match consumer_event(trace)? {
            ConsumerEvent::PositionCommitted {
                partition,
                position,
            } if *partition == self.partition => Some(Role::BeganAt(position.offset)),
            _ => None,
        }
    }
}

fn consumer_event(trace: &Trace) -> Option<&ConsumerEvent> {
    match &trace.event {
        Event::Consumer(event) => Some(event),
        _ => None,
    }
}
