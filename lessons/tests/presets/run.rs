//! A preset as somebody plays with it.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use highwater_core::check::{Ghost, Invariant};
use highwater_core::command::Command;
use highwater_core::id::{BrokerId, ClientId, NodeId, PartitionIndex, TopicId, TopicPartition};
use highwater_core::scenario::Scenario;
use highwater_core::sim::World;
use highwater_core::time::{Span, Time};
use highwater_core::trace::{Event, Trace};
use highwater_lessons::{Course, compile};
use highwater_text::course::Preset;

pub const P1: NodeId = NodeId::Producer(ClientId(1));

/// How long a follower takes at most to leave the ISR, and a dead leader to be replaced.
pub const ELECTS_WITHIN_MS: u64 = 20_000;

pub static COURSE: LazyLock<Course> = LazyLock::new(|| {
    compile(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("the course does not compile:\n{}", lines.join("\n"))
    })
});

pub fn preset(id: &str) -> &'static Preset {
    let [en, _] = &COURSE.presets;
    en.preset(id).unwrap_or_else(|| panic!("no preset {id}"))
}

pub fn b(id: u32) -> NodeId {
    NodeId::Broker(BrokerId(id))
}

pub fn orders(partition: u32) -> TopicPartition {
    TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(partition),
    }
}

/// A preset as somebody plays with it, everything watched.
pub struct Run {
    pub world: World,
    pub traces: Vec<Trace>,
    pub broken: Vec<Invariant>,
    /// What is skipped, repeated or swapped where nobody promised that it is not.
    pub unpromised: Vec<Invariant>,
    ghost: Ghost,
    /// How many of the traces were looked at already.
    seen: usize,
}

impl Run {
    pub fn of(id: &str) -> Self {
        Self::of_scenario(preset(id).scenario.clone())
    }

    pub fn of_scenario(scenario: Arc<Scenario>) -> Self {
        let opens = Time::from_ms(scenario.opens_at_ms);
        let world = World::new(scenario);
        let ghost = Ghost::new(&world);
        let mut run = Self {
            world,
            traces: Vec::new(),
            broken: Vec::new(),
            unpromised: Vec::new(),
            ghost,
            seen: 0,
        };
        run.until(opens);
        run
    }

    fn observe(&mut self, first: usize) {
        let new = self.traces.get(first..).unwrap_or_default();
        let found = self.ghost.watch(&self.world, new);
        let broken = found.breaches.iter();
        self.broken.extend(broken.map(|breach| breach.invariant));
        let groups = found.skipped_or_repeated.iter();
        let unpromised = groups.chain(&found.repeated_or_swapped);
        self.unpromised
            .extend(unpromised.map(|breach| breach.invariant));
    }

    fn until(&mut self, time: Time) {
        while self.world.next_time().is_some_and(|at| at <= time) {
            self.step();
        }
        self.seen = self.traces.len();
    }

    fn step(&mut self) {
        let first = self.traces.len();
        self.world.step(&mut self.traces);
        self.observe(first);
    }

    pub fn for_ms(&mut self, span_ms: u64) {
        self.until(self.world.now() + Span::from_ms(span_ms));
    }

    pub fn act(&mut self, command: Command) {
        let (first, now) = (self.traces.len(), self.world.now());
        self.world
            .apply(now, &command, &mut self.traces)
            .unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        self.observe(first);
    }

    /// Runs on until something happens.
    #[track_caller]
    pub fn waits(&mut self, within_ms: u64, happens: impl Fn(&Event) -> bool) {
        let end = self.world.now() + Span::from_ms(within_ms);
        loop {
            while let Some(trace) = self.traces.get(self.seen) {
                self.seen += 1;
                if happens(&trace.event) {
                    return;
                }
            }
            assert!(
                self.world.next_time().is_some_and(|at| at <= end),
                "it does not happen within {within_ms} ms"
            );
            self.step();
        }
    }

    pub fn send(&mut self, value: &str) {
        self.act(Command::Produce {
            producer: P1,
            topic: "orders".into(),
            partition: Some(PartitionIndex(0)),
            key: None,
            value: Some(value.into()),
        });
    }

    pub fn heal(&mut self) {
        self.for_ms(1_000);
        if !self.world.faults().is_empty() {
            self.act(Command::HealAll);
        }
        self.for_ms(30_000);
    }

    pub fn leader(&self, partition: TopicPartition) -> Option<BrokerId> {
        self.world.metadata().partitions[&partition].leader
    }

    pub fn loses_what_was_acknowledged(&self) -> bool {
        self.broken.contains(&Invariant::AckedDurable)
    }

    /// Whether the value stands in any log.
    pub fn is_somewhere(&self, value: &str) -> bool {
        let replicas = self.world.replicas(orders(0));
        replicas.iter().any(|replica| {
            let mut records = replica.log.records();
            records.any(|(_, _, record)| record.value.as_deref() == Some(value))
        })
    }
}

pub fn is_acknowledged(event: &Event) -> bool {
    matches!(event, Event::RecordAcknowledged { .. })
}

pub fn is_elected(event: &Event) -> bool {
    matches!(event, Event::LeaderElected { .. })
}
