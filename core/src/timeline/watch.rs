//! What breaks on the way: a [`Ghost`] that goes along with the frontier, and what it has found.

use super::Act;
use super::companion::{Along, Companion, Onlooker};
use crate::check::{Breach, Ghost, Invariant, Observed};
use crate::id::{StepNumber, TraceId};
use crate::sim::World;
use crate::trace::{ConsumerEvent, Event, Trace};
use crate::wire::Gist;

/// Something that broke in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The event of the world by which it broke.
    pub step: StepNumber,
    /// What happened that broke it.
    pub trace: TraceId,
    /// What broke.
    pub breach: Breach,
    /// Whether it is an invariant that broke, and not something that nobody promised.
    pub invariant: bool,
    /// When the record was on a leader again, if it came back.
    pub returned: Option<StepNumber>,
    /// Whether it only goes on with what an earlier event broke: the next record of those that a consumer
    /// works on again.
    pub goes_on: bool,
}

/// Whoever goes along with the frontier of a run and looks for what breaks.
pub(super) trait Watcher: Companion {
    /// What broke, in order of time.
    fn broken(&self) -> &[Broken];

    /// One that goes on from here, for somebody who looks ahead: it keeps nothing of what was before, but
    /// for what broke and is told already.
    fn scout(&self) -> Box<dyn Watcher>;

    /// Another one that knows the same.
    fn copy(&self) -> Box<dyn Watcher>;
}

/// A ghost at the frontier of a run, and what broke up to there.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    ghost: Along<Ghost>,
    broken: Vec<Broken>,
}

impl Onlooker for Ghost {
    type Found = Observed;

    fn look(&mut self, world: &World, traces: &[Trace]) -> Observed {
        self.watch(world, traces)
    }
}

impl Watch {
    /// Begins to watch a run before its first event.
    pub(super) fn new(world: &World) -> Self {
        Self {
            ghost: Along::new(Ghost::new(world)),
            broken: Vec::new(),
        }
    }

    fn note(&mut self, step: StepNumber, traces: &[Trace], observed: &Observed) {
        for back in &observed.returned {
            for broken in &mut self.broken {
                if broken.returned.is_none() && broken.is_about_the_same(back) {
                    broken.returned = Some(step);
                }
            }
        }
        for (breaches, invariant) in [
            (&observed.breaches, true),
            (&observed.unpromised, false),
            (&observed.skipped_or_repeated, false),
            (&observed.repeated_or_swapped, false),
        ] {
            for breach in breaches {
                if let Some(trace) = decisive(traces, breach).filter(|_| self.is_news(breach)) {
                    let mut next = Broken {
                        step,
                        trace,
                        breach: *breach,
                        invariant,
                        returned: None,
                        goes_on: false,
                    };
                    // What was worked on again before that may end where this begins, and is another repeat.
                    let last = self.broken.iter().rev().find(|one| next.is_kin_of(one));
                    next.goes_on = last.is_some_and(|one| one.step < step && next.follows(one));
                    self.broken.push(next);
                }
            }
        }
    }

    /// Whether the same was not found before: what stays broken is found with each step that touches it. Of
    /// a record, and of what consumers do, the ghost itself speaks once.
    fn is_news(&self, breach: &Breach) -> bool {
        let speaks_once = breach.record.is_some() || breach.consumer.is_some();
        speaks_once || !self.broken.iter().any(|one| one.is_about_the_same(breach))
    }
}

impl Companion for Watch {
    fn open(&mut self, world: &World) {
        self.broken.clear();
        self.ghost.open(world);
    }

    fn observe(&mut self, world: &World, traces: &[Trace]) {
        let observed = self.ghost.look(world, traces);
        self.note(world.step_number(), traces, &observed);
    }

    fn forget_after(&mut self, step: StepNumber, frontier: StepNumber, acts: &[Act]) {
        if !self.ghost.forget_after(step, frontier, acts) {
            return;
        }
        self.broken.retain(|one| one.step <= step);
        for one in &mut self.broken {
            one.returned = one.returned.filter(|at| *at <= step);
        }
    }
}

impl Watcher for Watch {
    fn broken(&self) -> &[Broken] {
        &self.broken
    }

    fn scout(&self) -> Box<dyn Watcher> {
        Box::new(Self {
            ghost: self.ghost.ahead(),
            broken: self.broken.clone(),
        })
    }

    fn copy(&self) -> Box<dyn Watcher> {
        Box::new(self.clone())
    }
}

impl Broken {
    /// Whether it is the next record of the same: records are lost in a row by one event; a consumer works on
    /// them again one after the other.
    #[must_use]
    pub fn follows(&self, last: &Self) -> bool {
        let (before, breach) = (&last.breach, &self.breach);
        let end = before.end.or_else(|| Some(before.offset?.plus(1)));
        let together = match breach.invariant {
            Invariant::AtMostOnce => breach.consumer.is_some(),
            _ => self.step == last.step && breach.record.is_some(),
        };
        together && self.is_kin_of(last) && end == breach.offset
    }

    /// Whether it is of the same kind, about the same partition and by the same consumer.
    fn is_kin_of(&self, other: &Self) -> bool {
        let about = |it: &Breach| (it.invariant, it.partition, it.consumer, it.record.is_some());
        about(&other.breach) == about(&self.breach)
    }

    /// Whether that says once more what this says. Of a record it says which; otherwise the offset may
    /// move on while it stays broken.
    fn is_about_the_same(&self, other: &Breach) -> bool {
        let Breach {
            invariant,
            partition,
            broker,
            record,
            ..
        } = self.breach;
        let same =
            (invariant, partition, record) == (other.invariant, other.partition, other.record);
        same && (record.is_some() || broker == other.broker)
    }
}

/// Which of a step's traces broke something: the one that says most of the partition, or the last.
fn decisive(traces: &[Trace], breach: &Breach) -> Option<TraceId> {
    let never_arrived = breach.record.is_some() && breach.offset.is_none();
    let is_written = matches!(
        breach.invariant,
        Invariant::NoDuplicates | Invariant::ProducerOrder
    );
    let rank = |trace: &&Trace| match &trace.event {
        Event::RecordAcknowledged { record, .. } if Some(*record) == breach.record => 3,
        Event::LeaderElected { partition, .. }
        | Event::TailLost { partition, .. }
        | Event::Truncated { partition, .. }
            if Some(*partition) == breach.partition =>
        {
            2
        }
        Event::AppendRefused { partition, .. }
            if never_arrived && Some(*partition) == breach.partition =>
        {
            3
        }
        Event::MessageLost {
            gist: Gist::Produce { partition, .. },
            ..
        } if never_arrived && Some(*partition) == breach.partition => 2,
        Event::Consumer(event) if breach.consumer.is_some() => match &**event {
            ConsumerEvent::RecordsProcessed { .. } if breach.invariant == Invariant::NoSkip => 0,
            ConsumerEvent::RecordsProcessed {
                partition,
                first_offset,
                next_offset,
            } => {
                let is_it = Some(*partition) == breach.partition
                    && breach.offset >= Some(*first_offset)
                    && breach.end <= Some(*next_offset);
                if is_it { 3 } else { 0 }
            }
            ConsumerEvent::Crashed
            | ConsumerEvent::Closed
            | ConsumerEvent::ProcessingFailed { .. } => 2,
            _ => 1,
        },
        Event::LeaderAppended { .. } if breach.invariant == Invariant::NoSkip => 2,
        Event::HighWatermarkAdvanced { partition, to, .. }
            if is_written && Some(*partition) == breach.partition && breach.offset < Some(*to) =>
        {
            3
        }
        Event::BecameLeader { partition, .. } | Event::PartitionWentOffline { partition, .. }
            if Some(*partition) == breach.partition =>
        {
            1
        }
        _ => 0,
    };
    traces.iter().max_by_key(rank).map(|trace| trace.id)
}
