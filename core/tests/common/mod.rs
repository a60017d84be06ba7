//! Clusters to test with, and runs that are checked after every event.
#![allow(dead_code, reason = "each test file uses what it needs")]

pub mod seeds;

use std::sync::Arc;

use highwater_core::check::{Breach, Ghost, Invariant};
use highwater_core::command::{Command, Refusal};
use highwater_core::config::ProducerConfig;
use highwater_core::id::{
    BrokerId, ClientId, NodeId, Offset, PartitionIndex, TopicId, TopicPartition,
};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    AssignedPartition, ConsumerSpec, NetworkSpec, ProducerSpec, Scenario,
};
use highwater_core::sim::World;
use highwater_core::time::Time;
use highwater_core::timeline::{Act, Position, Timeline};
use highwater_core::trace::{Event, Trace, Weight};
use highwater_core::wire::Acks;

/// The one partition of [`three_brokers`].
pub const ORDERS: TopicPartition = TopicPartition {
    topic: TopicId(1),
    partition: PartitionIndex(0),
};

/// The producer with acks=0, 1 and all.
pub const P0: NodeId = NodeId::Producer(ClientId(1));
pub const P1: NodeId = NodeId::Producer(ClientId(2));
pub const PALL: NodeId = NodeId::Producer(ClientId(3));
pub const C1: NodeId = NodeId::Consumer(ClientId(1));

pub fn b(id: u32) -> NodeId {
    NodeId::Broker(BrokerId(id))
}

/// Three brokers, `orders` with one partition on all three and min ISR 2, a producer for each acks,
/// a consumer that reads from the beginning.
pub fn three_brokers(seed: u64) -> Scenario {
    let producer = |acks| ProducerSpec {
        config: ProducerConfig {
            acks,
            enable_idempotence: Some(false),
            ..ProducerConfig::default()
        },
        load: None,
        on_demand: false,
    };
    Scenario {
        internal_partitions: Vec::new(),
        version: highwater_core::scenario::VERSION,
        seed,
        opens_at_ms: 2_000,
        network: NetworkSpec::default(),
        brokers: 3,
        racks: Vec::new(),
        broker_config: Default::default(),
        topics: vec![TopicSpec {
            name: "orders".into(),
            assignment: vec![(1..=3).map(BrokerId).collect()],
            partitions: None,
            replication_factor: None,
            config: [("min.insync.replicas".into(), "2".into())].into(),
        }],
        producers: vec![
            producer(Acks::None),
            producer(Acks::Leader),
            producer(Acks::All),
        ],
        consumers: vec![ConsumerSpec {
            config: Default::default(),
            assign: vec![AssignedPartition {
                topic: "orders".into(),
                partition: PartitionIndex(0),
                from_offset: Some(Offset(0)),
            }],
            ..ConsumerSpec::default()
        }],
        script: Vec::new(),
    }
}

/// A send to `orders-0`.
pub fn send(producer: NodeId, value: &str) -> Command {
    Command::Produce {
        producer,
        topic: "orders".into(),
        partition: Some(PartitionIndex(0)),
        key: None,
        value: Some(value.into()),
    }
}

/// Whether only some configurations promise it: acknowledged records may be lost.
pub fn loss(invariant: Invariant) -> bool {
    !invariant.holds_in_every_configuration()
}

/// A world whose every event is checked.
pub struct Run {
    pub world: World,
    pub traces: Vec<Trace>,
    /// What may break, since the configuration or the semantics do not promise it.
    pub tolerates: fn(Invariant) -> bool,
    /// What has broken of that.
    pub broken: Vec<Breach>,
    /// What producers have done to whom it is not promised.
    pub repeated_or_swapped: Vec<Breach>,
    /// How many of the traces were counted.
    pub noted: usize,
    /// What was done, by which the run can be done again.
    pub acts: Vec<Act>,
    ghost: Ghost,
}

impl Run {
    pub fn new(scenario: Scenario) -> Self {
        let world = World::new(Arc::new(scenario));
        let ghost = Ghost::new(&world);
        let mut run = Self {
            world,
            traces: Vec::new(),
            tolerates: |_| false,
            broken: Vec::new(),
            repeated_or_swapped: Vec::new(),
            noted: 0,
            acts: Vec::new(),
            ghost,
        };
        run.until_ms(2_000);
        run
    }

    /// Takes one event, and panics if it broke an invariant.
    pub fn step(&mut self) -> bool {
        match self.try_step() {
            Ok(more) => more,
            Err(breaches) => panic!("{}", self.report(&breaches)),
        }
    }

    pub fn try_step(&mut self) -> Result<bool, Vec<Breach>> {
        let first = self.traces.len();
        let more = self.world.step(&mut self.traces);
        self.check(first)?;
        Ok(more)
    }

    fn check(&mut self, first: usize) -> Result<(), Vec<Breach>> {
        let observed = self.ghost.watch(&self.world, &self.traces[first..]);
        self.repeated_or_swapped
            .extend(observed.repeated_or_swapped);
        let mut breaches = observed.breaches;
        let tolerated = |breach: &mut Breach| (self.tolerates)(breach.invariant);
        self.broken.extend(breaches.extract_if(.., tolerated));
        if breaches.is_empty() {
            Ok(())
        } else {
            Err(breaches)
        }
    }

    pub fn report(&self, breaches: &[Breach]) -> String {
        let is_told = |trace: &&Trace| {
            let is_message = matches!(
                trace.event,
                Event::MessageSent { .. } | Event::MessageArrived { .. }
            );
            trace.weight() > Weight::Routine && !is_message
        };
        let told = self.traces.iter().rev().filter(is_told).take(80);
        let mut last: Vec<String> = told
            .map(|trace| format!("{} {} {:?}", trace.at, trace.actor, trace.event))
            .collect();
        last.reverse();
        format!(
            "{breaches:?} at {} after\n{}",
            self.world.now(),
            last.join("\n")
        )
    }

    pub fn until_ms(&mut self, ms: u64) {
        while self
            .world
            .next_time()
            .is_some_and(|at| at <= Time::from_ms(ms))
        {
            self.step();
        }
    }

    pub fn for_ms(&mut self, ms: u64) {
        let until = self.world.now().as_ms() + ms;
        self.until_ms(until);
    }

    /// Runs until something happens, for three minutes at most.
    pub fn until(&mut self, wanted: impl Fn(&Event) -> bool) -> Trace {
        let limit = self.world.now().as_ms() + 180_000;
        let mut seen = self.traces.len();
        while self.world.now().as_ms() <= limit {
            self.step();
            if let Some(trace) = self.traces[seen..]
                .iter()
                .find(|trace| wanted(&trace.event))
            {
                return trace.clone();
            }
            seen = self.traces.len();
        }
        panic!("it never happened:\n{}", self.report(&[]));
    }

    /// Runs until something happens, for so long at most, and says whether it did.
    pub fn waits(&mut self, for_ms: u64, wanted: impl Fn(&Event) -> bool) -> bool {
        let limit = self.world.now().as_ms() + for_ms;
        while self.world.next_time().is_some_and(|at| at.as_ms() <= limit) {
            let seen = self.traces.len();
            self.step();
            if self.traces[seen..].iter().any(|trace| wanted(&trace.event)) {
                return true;
            }
        }
        false
    }

    pub fn act(&mut self, command: Command) {
        self.try_act(command.clone())
            .unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
    }

    pub fn try_act(&mut self, command: Command) -> Result<(), Refusal> {
        let first = self.traces.len();
        let now = self.world.now();
        let after = self.world.step_number();
        self.world.apply(now, &command, &mut self.traces)?;
        self.acts.push(Act {
            after,
            at: now,
            command,
        });
        if let Err(breaches) = self.check(first) {
            panic!("{}", self.report(&breaches));
        }
        Ok(())
    }

    /// The same run as a person sees it, at its end.
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

    /// LEO and high watermark of each replica of `orders-0`.
    pub fn ends(&self) -> Vec<(i64, i64)> {
        let replicas = self.world.replicas(ORDERS);
        replicas
            .iter()
            .map(|it| (it.log.end_offset().0, it.log.high_watermark().0))
            .collect()
    }

    pub fn isr(&self) -> Vec<u32> {
        self.world.metadata().partitions[&ORDERS]
            .isr
            .iter()
            .map(|id| id.0)
            .collect()
    }

    pub fn values(&self, broker: u32) -> Vec<String> {
        let replica = self
            .world
            .replica(BrokerId(broker), ORDERS)
            .expect("a replica");
        let value = |record: &highwater_core::log::Record| {
            record.value.as_deref().unwrap_or_default().to_owned()
        };
        replica
            .log
            .records()
            .map(|(_, _, record)| value(record))
            .collect()
    }
}
