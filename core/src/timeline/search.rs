//! Looking about in a run without moving: for a stop, for a moment, for whether a claim is true.

use super::{Position, Timeline, advance, weight_in};
use crate::check::{Claim, ClaimError, Moment, SoFar};
use crate::sim::World;
use crate::time::{Span, Time};
use crate::trace::{Trace, Weight};

/// How far a search looks ahead of what is known.
const HORIZON: Span = Span::from_ms(300_000);

impl Timeline {
    /// The next moment at which something of that weight happens.
    pub fn next_stop(&mut self, weight: Weight) -> Option<Position> {
        let here = self.current.step_number();
        let wanted = |trace: &Trace, world: &World| weight_in(world, trace) >= weight;
        self.look_ahead(here.0 + 1, &wanted, true)
    }

    /// The last such moment before the playhead, or the opening.
    #[must_use]
    pub fn previous_stop(&self, weight: Weight) -> Option<Position> {
        let here = self.position();
        if here == self.opening {
            return None;
        }
        let before = self
            .past()
            .iter()
            .rev()
            .map(|trace| (trace, Position::of(trace)));
        let stop = before
            .filter(|(trace, at)| self.weight_of(trace) >= weight && *at < here)
            .map(|(_, at)| at)
            .next();
        Some(stop.unwrap_or(self.opening))
    }

    /// The first position, from the playhead on, at which a moment has come.
    pub fn find(&mut self, moment: &Moment) -> Option<Position> {
        if let Some(at) = moment.at() {
            return Some(self.position_at(at.max(self.time)));
        }
        let here = self.current.step_number();
        let wanted = |trace: &Trace, world: &World| moment.fits(trace, world.metadata());
        self.look_ahead(here.0, &wanted, false)
    }

    /// Whether a claim is true here, or becomes so at its moment; the playhead stays.
    ///
    /// # Errors
    /// When the claim names what is not there, or its moment does not come.
    pub fn judge(&self, claim: &Claim) -> Result<bool, ClaimError> {
        claim.judge_as_it_goes_on(
            &self.current,
            SoFar::new(self.opening_world().unwrap_or(&self.current), self.past()),
            |world| self.next_time_of(world),
            |world, traces| advance(world, &self.acts, traces),
        )
    }

    /// The position at a time that is not before the playhead, as far as the horizon.
    fn position_at(&self, time: Time) -> Position {
        let time = time.min(self.time + HORIZON);
        let mut world = self.current.clone();
        let mut traces = Vec::new();
        while self.next_time_of(&world).is_some_and(|at| at <= time) {
            traces.clear();
            if !advance(&mut world, &self.acts, &mut traces) {
                break;
            }
        }
        Position {
            step: world.step_number(),
            time,
        }
    }

    /// The first trace of step `from` or later that is wanted, or breaks something where that is a stop.
    /// Beyond what is known a scout runs ahead, as far as the horizon; only as far as it found something
    /// does the run follow.
    fn look_ahead(
        &mut self,
        from: u64,
        wanted: &dyn Fn(&Trace, &World) -> bool,
        or_breaks: bool,
    ) -> Option<Position> {
        let known = self.traces.partition_point(|trace| trace.step.0 < from);
        for trace in self.traces.get(known..).unwrap_or_default() {
            if wanted(trace, &self.frontier) || (or_breaks && self.breaks(trace)) {
                return Some(Position::of(trace));
            }
        }
        let found = self.scout(from, wanted, or_breaks)?;
        while self.frontier.step_number() < found.step && self.extend() {}
        Some(found)
    }

    fn scout(
        &self,
        from: u64,
        wanted: &dyn Fn(&Trace, &World) -> bool,
        or_breaks: bool,
    ) -> Option<Position> {
        let horizon = self.time + HORIZON;
        let mut world = self.frontier.clone();
        let watcher = self.watcher.as_ref().filter(|_| or_breaks);
        let mut watcher = watcher.map(|watcher| watcher.scout());
        let mut traces = Vec::new();
        while self.next_time_of(&world).is_some_and(|at| at <= horizon) {
            traces.clear();
            if !advance(&mut world, &self.acts, &mut traces) {
                return None;
            }
            let broken = watcher.as_mut().and_then(|watcher| {
                let known = watcher.broken().len();
                watcher.observe(&world, &traces);
                let mut new = watcher.broken().iter().skip(known);
                let first = new.find(|broken| !broken.goes_on);
                first.map(|broken| broken.trace)
            });
            let found = traces.iter().find(|trace| {
                trace.step.0 >= from && (wanted(trace, &world) || broken == Some(trace.id))
            });
            if let Some(trace) = found {
                return Some(Position::of(trace));
            }
        }
        None
    }
}
