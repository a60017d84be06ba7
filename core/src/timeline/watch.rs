//! What breaks on the way: a [`Ghost`] that goes along with the frontier, and what it has found.

mod decisive;

use super::companion::{Along, Companion, Onlooker};
use super::{Act, Position, Timeline};
use crate::check::{Breach, Ghost, Invariant, Observed};
use crate::id::{NodeId, StepNumber, TraceId};
use crate::sim::World;
use crate::trace::{ConsumerEvent, Event, Trace};
use decisive::decisive;

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
    /// Whether it only goes on with the last of its kind: the next of the records that were lost in a row by one
    /// event, or that a consumer works on again.
    pub goes_on: bool,
}

impl Timeline {
    /// Whether it is looked for what breaks.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.watcher.is_some()
    }

    /// From now on it is looked for what breaks, also in what is known already.
    pub fn watch(&mut self) {
        if self.is_watched() {
            return;
        }
        let world = World::new(self.frontier.shared_scenario());
        let mut watch = Watch::new(&world);
        self.retrace(world, &mut watch);
        self.watcher = Some(Box::new(watch));
    }

    /// What broke, as far as is known, also beyond the playhead, in order of time.
    #[must_use]
    pub fn broken(&self) -> &[Broken] {
        self.watcher
            .as_ref()
            .map_or(&[], |watcher| watcher.broken())
    }

    /// What broke up to the playhead.
    #[must_use]
    pub fn broken_so_far(&self) -> &[Broken] {
        let here = self.current.step_number();
        let broken = self.broken();
        let (so_far, _) = broken.split_at(broken.partition_point(|one| one.step <= here));
        so_far
    }

    /// The moment at which something broke; the opening, if this run knows nothing of it.
    #[must_use]
    pub fn position_of(&self, broken: &Broken) -> Position {
        let trace = self.trace(broken.trace);
        trace.map_or(self.opening, |trace| Position::of(trace))
    }

    /// What broke by what a trace says, and did not only go on.
    #[must_use]
    pub fn broken_by(&self, trace: &Trace) -> Option<&Broken> {
        let broken = self.broken();
        let first = broken.partition_point(|one| one.step < trace.step);
        let mut here = broken.iter().skip(first);
        here.find(|one| one.trace == trace.id && !one.goes_on)
    }

    /// Whether something broke by what a trace says.
    #[must_use]
    pub fn breaks(&self, trace: &Trace) -> bool {
        self.broken_by(trace).is_some()
    }
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
    /// When which consumer began anew, or went on after it had stood still: what it works on again from there on is
    /// another matter than what it did before.
    begun: Vec<(StepNumber, NodeId)>,
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
            begun: Vec::new(),
        }
    }

    fn note(&mut self, step: StepNumber, traces: &[Trace], observed: &Observed) {
        let begun = traces.iter().filter(|trace| is_beginning(trace));
        self.begun.extend(begun.map(|trace| (step, trace.actor)));
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
                    let last = self.broken.iter().rev().find(|one| next.is_kin_of(one));
                    next.goes_on = last.is_some_and(|one| {
                        let is_since = |(at, node): &(StepNumber, NodeId)| {
                            *at > one.step && Some(*node) == next.breach.consumer
                        };
                        next.follows(one) && !self.begun.iter().any(is_since)
                    });
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

/// Whether a consumer begins to read anew by it, or goes on after it had stood still.
fn is_beginning(trace: &Trace) -> bool {
    match &trace.event {
        Event::ProcessResumed => true,
        Event::Consumer(event) => match &**event {
            ConsumerEvent::Crashed | ConsumerEvent::PartitionsLost(_) => true,
            ConsumerEvent::PartitionsAssigned(partitions) => !partitions.is_empty(),
            _ => false,
        },
        _ => false,
    }
}

impl Companion for Watch {
    fn open(&mut self, world: &World) {
        self.broken.clear();
        self.begun.clear();
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
        self.begun.retain(|(at, _)| *at <= step);
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
            begun: self.begun.clone(),
        })
    }

    fn copy(&self) -> Box<dyn Watcher> {
        Box::new(self.clone())
    }
}

impl Broken {
    /// What broke, each with what only goes on with it, in order of time. What was worked on again before
    /// may end where a later one begins: that goes on with the last one only.
    #[must_use]
    pub fn together(broken: &[Self]) -> Vec<Vec<Self>> {
        let mut together: Vec<Vec<Self>> = Vec::new();
        for next in broken {
            let is_it = |one: &&mut Vec<Self>| one.last().is_some_and(|last| next.is_kin_of(last));
            let mut before = together.iter_mut().rev();
            match before.find(is_it).filter(|_| next.goes_on) {
                Some(one) => one.push(*next),
                None => together.push(vec![*next]),
            }
        }
        together
    }

    /// Whether it is the next record after the last of its kind: records are lost in a row by one event; a consumer
    /// works on them again one after the other.
    fn follows(&self, last: &Self) -> bool {
        let (before, breach) = (&last.breach, &self.breach);
        let end = before.end.or_else(|| Some(before.offset?.plus(1)));
        let together = match breach.invariant {
            Invariant::AtMostOnce => breach.consumer.is_some(),
            _ => self.step == last.step && breach.record.is_some(),
        };
        together && end == breach.offset
    }

    /// Whether it is of the same kind, about the same partition and by the same consumer.
    fn is_kin_of(&self, other: &Self) -> bool {
        let about = |it: &Self| {
            let breach = &it.breach;
            let about = (breach.invariant, breach.partition, breach.consumer);
            (about, breach.record.is_some(), it.invariant)
        };
        about(other) == about(self)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ClientId, NodeId, Offset, RecordId};
    use crate::time::Time;
    use crate::trace::Event;

    /// What is found in a step: of a consumer, that it works again on these offsets; of none, that the record at the
    /// first of them is lost.
    type Found = (u64, Option<u32>, i64, i64);

    fn breach((_, consumer, first, next): Found) -> Breach {
        let is_lost = consumer.is_none();
        Breach {
            invariant: match is_lost {
                true => Invariant::AckedDurable,
                false => Invariant::AtMostOnce,
            },
            partition: None,
            broker: None,
            offset: Some(Offset(first)),
            end: (!is_lost).then_some(Offset(next)),
            record: is_lost.then(|| RecordId(first.unsigned_abs())),
            other: None,
            request: None,
            consumer: consumer.map(|id| NodeId::Consumer(ClientId(id))),
        }
    }

    fn trace(step: u64, actor: NodeId, event: Event) -> Trace {
        Trace {
            id: TraceId(step),
            step: StepNumber(step),
            at: Time::START,
            actor,
            cause: None,
            event,
        }
    }

    #[test]
    fn what_a_consumer_does_again_after_it_began_anew_is_told_by_itself() {
        let c1 = NodeId::Consumer(ClientId(1));
        for (event, expected) in [
            (Event::ProcessPaused, 1),
            (Event::ProcessResumed, 2),
            (Event::consumer(ConsumerEvent::Crashed), 2),
        ] {
            let mut watch = Watch {
                ghost: Along::new(Ghost::default()),
                broken: Vec::new(),
                begun: Vec::new(),
            };
            for (step, traces) in [
                (1, vec![trace(1, NodeId::CONTROLLER, Event::BrokerStarted)]),
                (2, vec![trace(2, c1, event.clone())]),
                (3, vec![trace(3, NodeId::CONTROLLER, Event::BrokerStarted)]),
            ] {
                let again = match step {
                    1 => vec![breach((1, Some(1), 0, 5))],
                    3 => vec![breach((3, Some(1), 5, 10))],
                    _ => Vec::new(),
                };
                let observed = Observed {
                    skipped_or_repeated: again,
                    ..Observed::default()
                };
                watch.note(StepNumber(step), &traces, &observed);
            }
            let together = Broken::together(&watch.broken).len();
            assert_eq!(together, expected, "{event:?}");
        }
    }

    /// How many of them are told together, from the first on.
    fn together(all: &[Found]) -> Vec<usize> {
        let mut watch = Watch {
            ghost: Along::new(Ghost::default()),
            broken: Vec::new(),
            begun: Vec::new(),
        };
        for found in all {
            let step = StepNumber(found.0);
            let trace = trace(found.0, NodeId::CONTROLLER, Event::ProcessPaused);
            let observed = Observed {
                skipped_or_repeated: vec![breach(*found)],
                ..Observed::default()
            };
            watch.note(step, &[trace], &observed);
        }
        let first = watch.broken.iter().filter(|one| !one.goes_on).count();
        let together = Broken::together(&watch.broken);
        assert_eq!(first, together.len(), "one begins each");
        together.iter().map(Vec::len).collect()
    }

    #[test]
    fn what_goes_on_is_told_with_what_it_goes_on_with_and_what_begins_anew_by_itself() {
        let (one, other, nobody) = (Some(1), Some(2), None);
        for (found, expected) in [
            (&[(1, one, 0, 5), (2, one, 5, 10)][..], &[2][..]),
            // It had committed 5 meanwhile, and died once more.
            (&[(1, one, 0, 10), (9, one, 5, 10)], &[1, 1]),
            (&[(1, one, 0, 5), (2, one, 5, 10), (9, one, 5, 7)], &[2, 1]),
            (
                &[(1, one, 0, 5), (2, other, 8, 9), (3, one, 5, 10)],
                &[2, 1],
            ),
            (&[(1, one, 0, 5), (2, other, 5, 10)], &[1, 1]),
            (&[(1, nobody, 3, 4), (1, nobody, 4, 5)], &[2]),
            (&[(1, nobody, 3, 4), (1, nobody, 5, 6)], &[1, 1]),
            (&[(1, nobody, 3, 4), (2, nobody, 4, 5)], &[1, 1]),
        ] {
            assert_eq!(together(found), expected, "{found:?}");
        }
    }
}
