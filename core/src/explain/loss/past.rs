//! What had happened when something broke: the run up to there, and nothing that was done or forgotten since.

use std::sync::Arc;

use crate::id::{NodeId, Offset, RecordId, TopicPartition, TraceId};
use crate::log::{Log, Record};
use crate::sim::World;
use crate::timeline::{Broken, Timeline};
use crate::trace::{Event, Trace};

/// A trace of the run.
pub(super) type Told = Arc<Trace>;

/// Where a record stands in a partition.
pub(super) type Place = (TopicPartition, Offset);

/// The traces up to the one that broke something, and the world as it was then.
pub(super) struct Past<'a> {
    pub(super) timeline: &'a Timeline,
    pub(super) traces: &'a [Told],
    pub(super) world: World,
}

/// Who puts something into a log.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Leader,
    Follower,
}

impl<'a> Past<'a> {
    pub(super) fn of(timeline: &'a Timeline, broken: &Broken) -> Self {
        let traces = timeline.traces();
        let end = traces.partition_point(|trace| trace.id <= broken.trace);
        Self {
            timeline,
            traces: traces.get(..end).unwrap_or_default(),
            world: timeline.world_at(broken.step),
        }
    }

    /// The trace that broke it.
    pub(super) fn end(&self) -> Option<&'a Told> {
        self.traces.last()
    }

    /// The nearest trace that fits among those that brought another about.
    pub(super) fn ancestor(
        &self,
        trace: &Trace,
        fits: impl Fn(&Trace) -> bool,
    ) -> Option<&'a Told> {
        let cause_of = |trace: &Trace| self.timeline.trace(trace.cause?);
        let mut causes = std::iter::successors(cause_of(trace), |cause| cause_of(cause));
        causes.find(|cause| fits(cause))
    }

    /// The last trace that fits.
    pub(super) fn last(&self, fits: impl Fn(&Trace) -> bool) -> Option<&'a Told> {
        self.traces.iter().rfind(|trace| fits(trace))
    }

    /// The last trace before another that fits.
    pub(super) fn last_before(
        &self,
        before: TraceId,
        fits: impl Fn(&Trace) -> bool,
    ) -> Option<&'a Told> {
        let end = self.traces.partition_point(|trace| trace.id < before);
        let mut traces = self.traces.get(..end)?.iter();
        traces.rfind(|trace| fits(trace))
    }

    /// The traces after another.
    pub(super) fn after(&self, after: TraceId) -> &'a [Told] {
        let first = self.traces.partition_point(|trace| trace.id <= after);
        self.traces.get(first..).unwrap_or_default()
    }

    /// The traces after another that have happened since it broke, up to the playhead.
    pub(super) fn since(&self, after: TraceId) -> &'a [Told] {
        let here = self.timeline.position().step;
        let traces = self.timeline.traces();
        let first = traces.partition_point(|trace| trace.id <= after);
        let end = traces.partition_point(|trace| trace.step <= here);
        traces.get(first..end).unwrap_or_default()
    }

    /// The traces between two others.
    pub(super) fn between(&self, after: TraceId, before: TraceId) -> &'a [Told] {
        let traces = self.after(after);
        let end = traces.partition_point(|trace| trace.id < before);
        traces.get(..end).unwrap_or_default()
    }

    /// When an application handed a record to its producer.
    pub(super) fn accepted(&self, wanted: RecordId) -> Option<&'a Told> {
        self.last(
            |trace| matches!(trace.event, Event::RecordAccepted { record, .. } if record == wanted),
        )
    }

    /// The last leader that put something at a place.
    pub(super) fn append_at(&self, place: Place) -> Option<&'a Told> {
        self.last(|trace| puts(trace, By::Leader, place))
    }

    /// The last leader that put that record at a place, and the record as it put it: another may have stood
    /// there before or since.
    pub(super) fn append_of(&self, id: RecordId, place: Place) -> Option<(&'a Told, Record)> {
        let accepted = self.accepted(id).map_or(TraceId(0), |trace| trace.id);
        let later = self.after(accepted).iter().rev();
        let mut appends = later.filter(|trace| puts(trace, By::Leader, place));
        appends.find_map(|append| {
            let world = self.timeline.world_at(append.step);
            let log = world.broker(append.actor.broker()?)?.log(place.0)?;
            let there = log.record_at(place.1).map(|(_, record)| record.clone());
            Some((append, there.filter(|there| there.id == id)?))
        })
    }

    /// The last time that a consumer was handed what stands at a place.
    pub(super) fn read_at(
        &self,
        before: TraceId,
        (partition, offset): Place,
        is_reader: impl Fn(NodeId) -> bool,
    ) -> Option<&'a Told> {
        self.last_before(before, |trace| match &trace.event {
            Event::RecordsConsumed {
                partition: there,
                first_offset,
                next_offset,
            } => {
                *there == partition
                    && (*first_offset..*next_offset).contains(&offset)
                    && is_reader(trace.actor)
            }
            _ => false,
        })
    }

    /// The log of whoever led a partition, or of whoever has one.
    pub(super) fn log(&self, partition: TopicPartition) -> Option<&Log> {
        let registration = self.world.metadata().partitions.get(&partition)?;
        let log = |id| self.world.broker(id)?.log(partition);
        let leader = registration.leader.and_then(log);
        leader.or_else(|| registration.replicas.iter().find_map(|id| log(*id)))
    }

    /// What stood at a place.
    pub(super) fn record_at(&self, (partition, offset): Place) -> Option<Record> {
        let (_, record) = self.log(partition)?.record_at(offset)?;
        Some(record.clone())
    }

    /// A record, key and value: as it stood in its place, or as it was put there, or lay there when the run
    /// opened, where it is gone from there. What no log ever had is as its producer had it in hand.
    pub(super) fn record(&self, id: RecordId, place: Option<Place>) -> Option<Record> {
        let written = place.and_then(|place| {
            let stood = self.record_at(place).filter(|record| record.id == id);
            let put = || Some(self.append_of(id, place)?.1);
            stood.or_else(put).or_else(|| self.at_opening(id, place))
        });
        written.or_else(|| self.in_hand(id))
    }

    fn at_opening(&self, id: RecordId, (partition, offset): Place) -> Option<Record> {
        let replicas = self.timeline.opening_world()?.replicas(partition);
        let mut records = replicas.iter().filter_map(|it| it.log.record_at(offset));
        let (_, record) = records.find(|(_, record)| record.id == id)?;
        Some(record.clone())
    }

    /// What a producer had in hand right after it was handed it, or when the run opened.
    fn in_hand(&self, id: RecordId) -> Option<Record> {
        let opening = self.timeline.opening().step;
        let step = self.accepted(id).map_or(opening, |trace| trace.step);
        let world = self.timeline.world_at(step);
        let mut producers = world.producers();
        producers.find_map(|it| it.record(id).cloned())
    }
}

/// Whether a replica put something at a place.
pub(super) fn puts(trace: &Trace, by: By, (partition, offset): Place) -> bool {
    let (there, base, end) = match &trace.event {
        Event::LeaderAppended {
            partition,
            base_offset,
            end_offset,
            ..
        } if by == By::Leader => (partition, base_offset, end_offset),
        Event::FollowerAppended {
            partition,
            base_offset,
            end_offset,
            ..
        } if by == By::Follower => (partition, base_offset, end_offset),
        _ => return false,
    };
    *there == partition && (*base..*end).contains(&offset)
}
