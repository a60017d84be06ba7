//! Runs in which something waits.

mod acks;
mod brokers;
mod clients;
mod clocks;
mod groups;
mod isr;
mod messages;
mod producers;
mod static_members;

use std::sync::Arc;

use highwater_core::command::{AdminCommand, Command};
use highwater_core::config::{BrokerConfig, ProducerConfig};
use highwater_core::explain::wait::{Wait, waits};
use highwater_core::id::{
    BrokerId, ClientId, NodeId, Offset, PartitionIndex, TopicId, TopicPartition,
};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    AssignedPartition, ConsumerSpec, NetworkSpec, ProducerSpec, Scenario, VERSION,
};
use highwater_core::sim::World;
use highwater_core::time::Time;

/// A moment in a run, and what waits then.
pub struct Scene {
    pub name: &'static str,
    pub world: World,
    pub wait: Wait,
}

pub fn all() -> Vec<Scene> {
    let mut scenes = Vec::new();
    scenes.extend(acks::scenes());
    scenes.extend(isr::scenes());
    scenes.extend(brokers::scenes());
    scenes.extend(clients::scenes());
    scenes.extend(producers::scenes());
    scenes.extend(groups::scenes());
    scenes.extend(static_members::scenes());
    scenes.extend(clocks::scenes());
    scenes.extend(messages::scenes());
    scenes
}

pub const ORDERS: TopicPartition = TopicPartition {
    topic: TopicId(1),
    partition: PartitionIndex(0),
};

pub const P1: NodeId = NodeId::Producer(ClientId(1));
pub const C1: NodeId = NodeId::Consumer(ClientId(1));
pub const K1: NodeId = NodeId::CONTROLLER;

pub fn b(id: u32) -> NodeId {
    NodeId::Broker(BrokerId(id))
}

/// Three brokers; `orders` and `payments`, one partition each on all three, b1 first, min ISR 2; a
/// producer with acks=all, a consumer of `orders` from the beginning.
pub fn scenario() -> Scenario {
    let topic = |name: &str| TopicSpec {
        name: name.into(),
        assignment: vec![(1..=3).map(BrokerId).collect()],
        partitions: None,
        replication_factor: None,
        config: [("min.insync.replicas".into(), "2".into())].into(),
    };
    Scenario {
        internal_partitions: Vec::new(),
        version: VERSION,
        seed: 7,
        opens_at_ms: 2_000,
        network: NetworkSpec::default(),
        brokers: 3,
        racks: Vec::new(),
        broker_config: BrokerConfig::default(),
        topics: vec![topic("orders"), topic("payments")],
        producers: vec![ProducerSpec {
            config: ProducerConfig {
                enable_idempotence: Some(false),
                ..ProducerConfig::default()
            },
            load: None,
            on_demand: false,
        }],
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

/// A run under way.
pub struct Play(pub World);

impl Play {
    pub fn new() -> Self {
        Self::of(scenario())
    }

    /// The scenario from 3 s on, when all is at rest.
    pub fn of(scenario: Scenario) -> Self {
        Self::from_start(scenario).until(3_000)
    }

    pub fn from_start(scenario: Scenario) -> Self {
        Self(World::new(Arc::new(scenario)))
    }

    pub fn with(change: impl FnOnce(&mut Scenario)) -> Self {
        let mut scenario = scenario();
        change(&mut scenario);
        Self::of(scenario)
    }

    /// Takes every event up to that time.
    pub fn until(mut self, ms: u64) -> Self {
        let until = Time::from_ms(ms);
        while self.0.next_time().is_some_and(|at| at <= until) {
            self.0.step(&mut Vec::new());
        }
        self
    }

    pub fn after(self, ms: u64) -> Self {
        let until = self.0.now().as_ms() + ms;
        self.until(until)
    }

    pub fn act(mut self, command: Command) -> Self {
        let now = self.0.now();
        let done = self.0.apply(now, &command, &mut Vec::new());
        done.unwrap_or_else(|refusal| panic!("{command:?}: {refusal}"));
        self
    }

    pub fn admin(self, command: AdminCommand) -> Self {
        self.act(Command::Admin(command))
    }

    pub fn send(self) -> Self {
        self.send_to("orders")
    }

    pub fn send_to(self, topic: &str) -> Self {
        self.act(Command::Produce {
            producer: P1,
            topic: topic.into(),
            partition: Some(PartitionIndex(0)),
            key: None,
            value: Some("v".into()),
        })
    }

    /// Takes events until that holds, for five minutes at most.
    pub fn when(mut self, what: &str, holds: impl Fn(&World) -> bool) -> Self {
        let limit = Time::from_ms(self.0.now().as_ms() + 300_000);
        while !holds(&self.0) {
            assert!(self.0.now() < limit, "it never happens: {what}");
            self.0.step(&mut Vec::new());
        }
        self
    }

    /// Takes events until such a thing waits.
    pub fn when_waits(self, what: &str, is_it: impl Fn(&Wait) -> bool) -> Self {
        self.when(what, |world| waits(world).iter().any(&is_it))
    }

    pub fn scene(self, name: &'static str, is_it: impl Fn(&Wait) -> bool) -> Scene {
        let wait = waits(&self.0).into_iter().find(is_it);
        let wait = wait.unwrap_or_else(|| panic!("{name}: {:?}", waits(&self.0)));
        Scene {
            name,
            world: self.0,
            wait,
        }
    }
}

pub fn is_ack(wait: &Wait) -> bool {
    matches!(wait, Wait::Produce { .. })
}

pub fn is_batch(wait: &Wait) -> bool {
    matches!(wait, Wait::Batch { .. })
}

pub fn is_message(wait: &Wait) -> bool {
    matches!(wait, Wait::Message(_))
}

pub fn is_follower(id: u32) -> impl Fn(&Wait) -> bool {
    move |wait| {
        matches!(wait, Wait::Follower { broker, partition }
            if *broker == BrokerId(id) && *partition == ORDERS)
    }
}

pub fn is_broker(id: u32) -> impl Fn(&Wait) -> bool {
    move |wait| *wait == Wait::Broker(BrokerId(id))
}
