//! What is measured on the way: quantities over time, by one who goes along with the frontier. Whoever asks
//! gets them up to the playhead, the same by whatever way that has come there.
//!
//! Kafka's own topics go on in the background, and are not measured.

mod high_watermark_delay;
mod produce_latency;
mod series;

pub use series::{Point, Series};

use std::sync::Arc;

use super::companion::{Along, Companion, Onlooker};
use super::{Act, Timeline};
use crate::group::classic::GroupId;
use crate::id::{NodeId, Offset, StepNumber, TopicPartition};
use crate::sim::World;
use crate::sorted::Map;
use crate::time::Time;
use crate::trace::Trace;
use high_watermark_delay::Uncommitted;
use produce_latency::Unanswered;

/// What was measured from the opening on. Each series is shared by those who know it, until it goes on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Samples {
    /// How many records a group has left of a partition, as [`World::lags`] counts them; nothing while no
    /// broker answers for the group or the partition.
    pub lag: Map<(GroupId, TopicPartition), Arc<Series>>,
    /// From `send()` to its callback, in microseconds, by producer: whatever the callback is told.
    pub produce_latency: Map<NodeId, Arc<Series>>,
    /// From when a leader appends records until its high watermark passes them, in microseconds.
    pub high_watermark_delay: Map<TopicPartition, Arc<Series>>,
    /// How many replicas are in sync, as the controller has written it.
    pub isr_size: Map<TopicPartition, Arc<Series>>,
}

/// Whoever goes along with the frontier of a run and measures.
pub(super) trait Sampler: Companion {
    /// What was measured up to a step.
    fn up_to(&self, step: StepNumber, frontier: StepNumber, acts: &[Act]) -> Samples;

    /// Another one that knows the same.
    fn copy(&self) -> Box<dyn Sampler>;
}

impl Timeline {
    /// From now on it is measured, also what is known already.
    pub fn sample(&mut self) {
        if self.sampler.is_some() {
            return;
        }
        let mut sampling = Along::new(Sampling::default());
        let world = World::new(self.frontier.shared_scenario());
        self.retrace(world, &mut sampling);
        self.sampler = Some(Box::new(sampling));
    }

    /// What was measured up to the playhead; none if nobody measures.
    #[must_use]
    pub fn samples(&self) -> Option<Samples> {
        let sampler = self.sampler.as_ref()?;
        let (here, frontier) = (self.current.step_number(), self.frontier.step_number());
        Some(sampler.up_to(here, frontier, &self.acts))
    }
}

/// What was measured, and what is not over yet.
#[derive(Clone, Debug, Default)]
struct Sampling {
    samples: Samples,
    uncommitted: Uncommitted,
    unanswered: Unanswered,
    /// Up to where the metadata log was read.
    metadata_end: Offset,
}

impl Onlooker for Sampling {
    type Found = ();

    fn look(&mut self, world: &World, traces: &[Trace]) {
        let samples = &mut self.samples;
        for trace in traces {
            self.uncommitted
                .note(world, trace, &mut samples.high_watermark_delay);
            self.unanswered
                .note(world, trace, &mut samples.produce_latency);
        }
        if world.metadata_end() != self.metadata_end {
            self.metadata_end = world.metadata_end();
            self.measure_isr(world);
        }
        // What groups have left follows from what brokers do. What one does without a trace is seen with the
        // next.
        if traces.iter().any(|trace| trace.actor.broker().is_some()) {
            self.measure_lag(world);
        }
    }
}

impl Sampling {
    fn measure_isr(&mut self, world: &World) {
        for (partition, registration) in world.metadata().partitions_of_users() {
            let size = i64::try_from(registration.isr.len()).ok();
            let series = self.samples.isr_size.get_or_default(partition);
            if series.last() != size {
                Arc::make_mut(series).stands_at(world.now(), size);
            }
        }
    }

    fn measure_lag(&mut self, world: &World) {
        let lags = world.lags();
        for (of, series) in self.samples.lag.iter_mut() {
            if series.last().is_some() && !lags.contains_key(of) {
                Arc::make_mut(series).stands_at(world.now(), None);
            }
        }
        for (of, lag) in lags {
            let series = self.samples.lag.get_or_default(of);
            if series.last() != Some(lag) {
                Arc::make_mut(series).stands_at(world.now(), Some(lag));
            }
        }
    }

    /// The run opens: how things stand is known of before, what was measured is not shown.
    fn open(&mut self, at: Time) {
        let samples = &mut self.samples;
        for series in samples
            .lag
            .values_mut()
            .chain(samples.isr_size.values_mut())
        {
            Arc::make_mut(series).open(at);
        }
        samples.produce_latency = Map::new();
        samples.high_watermark_delay = Map::new();
    }
}

impl Companion for Along<Sampling> {
    fn open(&mut self, world: &World) {
        let opens = Time::from_ms(world.scenario().opens_at_ms);
        self.now.open(opens.max(world.now()));
        self.open(world);
    }

    fn observe(&mut self, world: &World, traces: &[Trace]) {
        self.look(world, traces);
    }

    fn forget_after(&mut self, step: StepNumber, frontier: StepNumber, acts: &[Act]) {
        self.forget_after(step, frontier, acts);
    }
}

impl Sampler for Along<Sampling> {
    fn up_to(&self, step: StepNumber, frontier: StepNumber, acts: &[Act]) -> Samples {
        let then = (step < frontier).then(|| self.then(step, acts)).flatten();
        then.map_or_else(|| self.now.samples.clone(), |then| then.samples)
    }

    fn copy(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}
