//! The clients of a cluster: those that it begins with, and those that come while it runs.

use std::sync::Arc;

use super::node::{Input, Node};
use super::world::{Turn, World};
use crate::client::{Consumer, Producer};
use crate::id::{BrokerId, ClientId, NodeId};
use crate::scenario::{ConsumerSpec, ProducerSpec};
use crate::time::Time;

impl World {
    /// What the next producer will be called.
    #[must_use]
    pub fn next_producer(&self) -> NodeId {
        NodeId::Producer(next(self.producers().count()))
    }

    /// What the next consumer will be called.
    #[must_use]
    pub fn next_consumer(&self) -> NodeId {
        NodeId::Consumer(next(self.consumers().count()))
    }

    pub(super) fn add_producer(&mut self, spec: &ProducerSpec) -> NodeId {
        let id = self.next_producer();
        let producer = Producer::new(id, spec, &self.bootstrap());
        self.add(id, Node::Producer(producer));
        id
    }

    pub(super) fn add_consumer(&mut self, spec: &ConsumerSpec) -> NodeId {
        let id = self.next_consumer();
        let consumer = Consumer::new(id, spec, &self.bootstrap());
        self.add(id, Node::Consumer(consumer));
        id
    }

    /// The brokers that every client is told of (`bootstrap.servers`).
    pub(super) fn bootstrap(&self) -> Vec<BrokerId> {
        (1..=self.scenario.brokers).map(BrokerId).collect()
    }

    pub(super) fn start_producer(&mut self, spec: &Arc<ProducerSpec>, turn: &mut Turn<'_>) {
        let id = self.add_producer(spec);
        self.tell(id, Input::Start, turn);
        if let Some(load) = &spec.load {
            let first_at = self.now.max(Time::from_ms(load.from_ms));
            self.load(id, load.clone(), first_at);
        }
    }

    pub(super) fn start_consumer(&mut self, spec: &Arc<ConsumerSpec>, turn: &mut Turn<'_>) {
        let id = self.add_consumer(spec);
        self.tell(id, Input::Start, turn);
    }
}

/// Clients are numbered from 1, and none is ever taken away.
fn next(count: usize) -> ClientId {
    ClientId(u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1))
}
