//! What had happened when something broke.

use super::story::Told;
use crate::id::{NodeId, Offset, TopicPartition, TraceId};
use crate::log::{Log, Record};
use crate::sim::World;
use crate::timeline::{Broken, Timeline};
use crate::trace::{Event, Trace};

/// The traces up to the one that broke something, and the world as it was then.
pub(super) struct Past<'a> {
    pub(super) traces: &'a [Told],
    pub(super) world: World,
}

impl<'a> Past<'a> {
    pub(super) fn of(timeline: &'a Timeline, broken: &Broken) -> Self {
        let traces = timeline.traces();
        let end = traces.partition_point(|trace| trace.id <= broken.trace);
        Self {
            traces: traces.get(..end).unwrap_or_default(),
            world: timeline.world_at(broken.step),
        }
    }

    /// The trace that broke it.
    pub(super) fn end(&self) -> Option<&'a Told> {
        self.traces.last()
    }

    /// The trace with that number.
    pub(super) fn trace(&self, id: TraceId) -> Option<&'a Told> {
        trace_in(self.traces, id)
    }

    /// The nearest trace that fits among those that brought another about.
    pub(super) fn ancestor(
        &self,
        trace: &Trace,
        fits: impl Fn(&Trace) -> bool,
    ) -> Option<&'a Told> {
        ancestor_in(self.traces, trace, fits)
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

    /// The traces between two others.
    pub(super) fn between(&self, after: TraceId, before: TraceId) -> &'a [Told] {
        let first = self.traces.partition_point(|trace| trace.id <= after);
        let end = self.traces.partition_point(|trace| trace.id < before);
        self.traces.get(first..end).unwrap_or_default()
    }

    /// The last leader that put something at an offset.
    pub(super) fn append_at(&self, partition: TopicPartition, offset: Offset) -> Option<&'a Told> {
        self.last_before(TraceId(u64::MAX), |trace| match &trace.event {
            Event::LeaderAppended {
                partition: there,
                base_offset,
                end_offset,
                ..
            } => *there == partition && (*base_offset..*end_offset).contains(&offset),
            _ => false,
        })
    }

    /// The last time that a consumer was handed what stands at an offset.
    pub(super) fn read_at(
        &self,
        before: TraceId,
        partition: TopicPartition,
        offset: Offset,
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

    /// The record at an offset.
    pub(super) fn record_at(&self, partition: TopicPartition, offset: Offset) -> Option<Record> {
        let (_, record) = self.log(partition)?.record_at(offset)?;
        Some(record.clone())
    }
}

/// The trace with that number.
fn trace_in(traces: &[Told], id: TraceId) -> Option<&Told> {
    let index = traces.binary_search_by_key(&id, |trace| trace.id).ok()?;
    traces.get(index)
}

/// The nearest trace that fits among those that brought another about.
pub(super) fn ancestor_in<'a>(
    traces: &'a [Told],
    trace: &Trace,
    fits: impl Fn(&Trace) -> bool,
) -> Option<&'a Told> {
    let mut cause = trace_in(traces, trace.cause?)?;
    while !fits(cause) {
        cause = trace_in(traces, cause.cause?)?;
    }
    Some(cause)
}
