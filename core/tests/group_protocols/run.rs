//! A run that is checked.

use std::sync::Arc;

use highwater_core::check::{Breach, Ghost, Invariant};
use highwater_core::command::Command;
use highwater_core::id::MessageId;
use highwater_core::scenario::Scenario;
use highwater_core::sim::{Direction, World};
use highwater_core::time::Time;
use highwater_core::timeline::{Act, Position, Timeline};
use highwater_core::trace::Trace;
use highwater_core::wire::Api;

/// A run whose every event is checked: what nobody promised is taken note of.
pub struct Run {
    pub world: World,
    ghost: Ghost,
    pub unpromised: Vec<Breach>,
    pub traces: Vec<Trace>,
    /// What was done, by which the run can be done again.
    pub acts: Vec<Act>,
    pub what: String,
}

impl Run {
    pub fn new(scenario: Scenario, what: String) -> Self {
        let world = World::new(Arc::new(scenario));
        let ghost = Ghost::new(&world);
        Self {
            world,
            ghost,
            unpromised: Vec::new(),
            traces: Vec::new(),
            acts: Vec::new(),
            what,
        }
    }

    pub fn for_ms(&mut self, ms: u64) {
        let until = Time::from_ms(self.world.now().as_ms() + ms);
        while self.world.next_time().is_some_and(|at| at <= until) {
            self.step();
        }
    }

    pub fn step(&mut self) {
        let mut traces = Vec::new();
        self.world.step(&mut traces);
        self.check(traces);
    }

    pub fn act(&mut self, command: &Command) {
        let mut traces = Vec::new();
        let now = self.world.now();
        let after = self.world.step_number();
        if self.world.apply(now, command, &mut traces).is_ok() {
            self.acts.push(Act {
                after,
                at: now,
                command: command.clone(),
            });
            self.check(traces);
        }
    }

    /// Stops the next heartbeat of a member of the consumer protocol, or the next answer to one, on its way.
    #[allow(dead_code, reason = "not every test holds one")]
    pub fn hold_heartbeat(&mut self, wanted: Direction) -> MessageId {
        self.hold(Api::ConsumerGroupHeartbeat, wanted)
    }

    /// Stops the next request of a kind, or the next answer to one, on its way.
    #[allow(dead_code, reason = "not every test holds one")]
    pub fn hold(&mut self, api: Api, wanted: Direction) -> MessageId {
        for _ in 0..100_000 {
            self.step();
            let messages = self.world.network().messages();
            let found = messages
                .iter()
                .find(|(_, direction, message)| *direction == wanted && message.gist.api() == api);
            if let Some((_, _, message)) = found {
                let id = message.id;
                self.act(&Command::Hold(id));
                return id;
            }
        }
        panic!("no {api:?} was on its way");
    }

    /// The same run as a person sees it, at its end.
    #[allow(dead_code, reason = "not every test looks at it so")]
    pub fn timeline(&self) -> Timeline {
        let scenario = Arc::new(self.world.scenario().clone());
        let mut timeline = Timeline::of_checked(scenario);
        let end = Position {
            step: self.world.step_number(),
            time: self.world.now(),
        };
        timeline
            .restore(&self.acts, end)
            .expect("what was done once can be done again");
        timeline.watch();
        timeline
    }

    fn check(&mut self, traces: Vec<Trace>) {
        let found = self.ghost.watch(&self.world, &traces);
        let now = self.world.now().as_ms();
        assert_eq!(found.breaches, [], "{} at {now} ms: {traces:?}", self.what);
        self.unpromised.extend(found.skipped_or_repeated);
        self.traces.extend(traces);
    }

    pub fn shows(&self, invariant: Invariant) -> bool {
        self.unpromised.iter().any(|it| it.invariant == invariant)
    }
}
