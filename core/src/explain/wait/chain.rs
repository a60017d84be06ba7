//! A chain of reasons while it is put together.

use super::end::{Clock, End};
use super::{Explanation, Reason};
use crate::command::{Command, Fault};
use crate::id::NodeId;
use crate::sim::{Timer, World};
use crate::time::Time;

/// How many reasons a chain has at most. None of today's comes near: it bounds what a mistake costs.
const REASONS_MAX: usize = 16;

/// A chain of reasons.
pub(super) struct Chain<'a> {
    pub world: &'a World,
    reasons_max: usize,
    reasons: Vec<Reason>,
    ends: Vec<End>,
}

impl<'a> Chain<'a> {
    pub fn new(world: &'a World) -> Self {
        Self::of_at_most(REASONS_MAX, world)
    }

    /// One that ends with its first reason: for whoever asks only whether there is any.
    pub fn of_one(world: &'a World) -> Self {
        Self::of_at_most(1, world)
    }

    fn of_at_most(reasons_max: usize, world: &'a World) -> Self {
        Self {
            world,
            reasons_max,
            reasons: Vec::new(),
            ends: Vec::new(),
        }
    }

    pub fn now(&self) -> Time {
        self.world.now()
    }

    /// Goes on with a reason. False if the chain has come back to where it was, or is as long as it may be:
    /// then it ends here.
    #[must_use]
    pub fn because(&mut self, reason: Reason) -> bool {
        let is_new = self.reasons.len() < self.reasons_max && !self.reasons.contains(&reason);
        if is_new {
            self.reasons.push(reason);
        }
        is_new && self.reasons.len() < self.reasons_max
    }

    /// Whether anything was said.
    pub fn has_reason(&self) -> bool {
        !self.reasons.is_empty()
    }

    /// The last reason of a chain.
    pub fn last(&mut self, reason: Reason) {
        let _ = self.because(reason);
    }

    pub fn ends(&mut self, end: End) {
        if !self.ends.contains(&end) {
            self.ends.push(end);
        }
    }

    /// Something that happens at a known time.
    pub fn at(&mut self, clock: Clock, at: Time) {
        self.ends(End::Clock { clock, at });
    }

    /// A timer of a node, if it is set. In a frozen process none goes off.
    pub fn timer(&mut self, node: NodeId, timer: Timer, clock: Clock) {
        let at = self.world.timer_at(node, timer);
        if let Some(at) = at.filter(|_| !self.world.is_paused(node)) {
            self.at(clock, at);
        }
    }

    /// What only a person ends.
    pub fn command(&mut self, command: Command) {
        self.ends(End::Command(command));
    }

    pub fn cure(&mut self, fault: Fault) {
        self.command(fault.cure());
    }

    /// When the first end comes, if any comes by itself.
    pub fn first_end(&self) -> Option<Time> {
        self.ends.iter().filter_map(End::at).min()
    }

    /// What was said, if anything was: what comes by itself first, then what a person may do.
    pub fn explanation(mut self) -> Option<Explanation> {
        if self.reasons.is_empty() {
            return None;
        }
        self.ends
            .sort_by_key(|end| end.at().unwrap_or(Time(u64::MAX)));
        if self.ends.is_empty() {
            self.ends.push(End::Nothing);
        }
        Some(Explanation {
            reasons: self.reasons,
            ends: self.ends,
        })
    }
}
