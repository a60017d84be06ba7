//! Whether a command makes sense at a moment.

use super::node::{Actor as _, Node};
use super::world::World;
use crate::broker::{Broker, Process};
use crate::client::{Consumer, Producer, ProducerState, Step};
use crate::command::{AdminCommand, Command, ConsumerCall, ProducerCall, Refusal};
use crate::id::{MessageId, NodeId};
use crate::scenario::{CLIENTS_MAX, PARTITIONS_MAX, check_consumer, check_producer};
use crate::time::Span;

impl World {
    /// Whether a command makes sense now.
    ///
    /// # Errors
    /// Why it does not.
    pub fn may(&self, command: &Command) -> Result<(), Refusal> {
        match command {
            // A producer also takes records for a partition that is not there, and waits for it.
            Command::Produce { producer, .. } => {
                self.one_of_the_producers(*producer)?;
                self.calls(*producer)
            }
            Command::SendSteadily {
                producer, every_ms, ..
            } => {
                self.one_of_the_producers(*producer)?;
                self.running(*producer)?;
                unless(*every_ms == 0, Refusal::EmptyLoad(*producer))
            }
            Command::CallProducer { producer, call } => self.may_call_producer(*producer, *call),
            Command::StopSending(producer) => {
                self.one_of_the_producers(*producer)?;
                let is_sent_to = self.load_of(*producer).is_some();
                unless(!is_sent_to, Refusal::NotSending(*producer))
            }
            Command::CallConsumer { consumer, call } => self.may_call_consumer(*consumer, call),
            Command::DisturbLoop { consumer, .. } => {
                self.one_of_the_consumers(*consumer).map(|_| ())
            }
            Command::StartProducer(spec) => {
                let is_impossible = !check_producer(spec).is_empty();
                unless(is_impossible, Refusal::ImpossibleProducer)?;
                room_for_one_more(self.producers().count())
            }
            Command::StartConsumer(spec) => {
                let is_impossible = !check_consumer(spec).is_empty();
                unless(is_impossible, Refusal::ImpossibleConsumer)?;
                room_for_one_more(self.consumers().count())
            }
            Command::Crash(node) => self.running(*node),
            Command::PowerLoss(node) => {
                self.one_of_the_brokers(*node)?;
                unless(self.has_no_power(*node), Refusal::NotRunning(*node))
            }
            Command::Restart(node) => {
                let is_running = self.process(*node)?.is_running();
                unless(is_running, Refusal::AlreadyRunning(*node))
            }
            Command::Pause(node) => {
                self.running(*node)?;
                unless(self.is_paused(*node), Refusal::AlreadyPaused(*node))
            }
            Command::Resume(node) => {
                self.process(*node)?;
                unless(!self.is_paused(*node), Refusal::NotPaused(*node))
            }
            Command::Shutdown(node) => self.may_shut_down(*node),
            Command::SlowBroker { broker, by_ms } => {
                self.one_of_the_brokers(*broker)?;
                changes(self.slowness_of(*broker), *by_ms)
            }
            Command::SlowDisk { broker, by_ms } => {
                self.one_of_the_brokers(*broker)?;
                changes(self.slowness_of_disk(*broker), *by_ms)
            }
            Command::SlowLink { a, b, by_ms } => {
                self.is_link_cut(*a, *b)?;
                changes(self.network.slowness(*a, *b), *by_ms)
            }
            Command::Cut(a, b) => {
                let is_cut = self.is_link_cut(*a, *b)? && self.network.has_cut(*b, *a);
                unless(is_cut, Refusal::AlreadyCut(*a, *b))
            }
            Command::CutOneWay { from, to } => {
                let is_cut = self.is_link_cut(*from, *to)?;
                unless(is_cut, Refusal::AlreadyCut(*from, *to))
            }
            Command::Heal(a, b) => {
                let is_cut = self.is_link_cut(*a, *b)? || self.network.has_cut(*b, *a);
                unless(!is_cut, Refusal::NotCut(*a, *b))
            }
            Command::Isolate(node) => {
                self.one_of_the_brokers(*node)?;
                let is_isolated = self.network.is_isolated(*node);
                unless(is_isolated, Refusal::AlreadyIsolated(*node))
            }
            Command::Rejoin(node) => {
                self.one_of_the_brokers(*node)?;
                let is_isolated = self.network.is_isolated(*node);
                unless(!is_isolated, Refusal::NotIsolated(*node))
            }
            Command::Hold(message) => {
                let is_held = self.is_held(*message)?;
                unless(is_held, Refusal::AlreadyHeld(*message))
            }
            Command::Release(message) => {
                let is_held = self.is_held(*message)?;
                unless(!is_held, Refusal::NotHeld(*message))
            }
            Command::Lose(message) => self.is_held(*message).map(|_| ()),
            Command::HealAll => unless(self.faults().is_empty(), Refusal::NothingToHeal),
            Command::Admin(command) => self.may_administer(command),
            Command::StopScript => unless(!self.script_runs(), Refusal::NothingToStop),
        }
    }

    fn one_of_the_producers(&self, node: NodeId) -> Result<(), Refusal> {
        unless(self.producer(node).is_none(), Refusal::NoSuchNode(node))
    }

    /// A producer that is there is not made again, and one that is closed makes no more calls; Kafka lets
    /// that pass in silence.
    fn may_call_producer(&self, node: NodeId, call: ProducerCall) -> Result<(), Refusal> {
        self.one_of_the_producers(node)?;
        self.calls(node)?;
        let state = self.producer(node).map(Producer::state).unwrap_or_default();
        match call {
            ProducerCall::Create => {
                let is_there = state != ProducerState::NotCreated;
                unless(is_there, Refusal::AlreadyRunning(node))
            }
            ProducerCall::Flush | ProducerCall::Close { .. } => {
                let runs = state == ProducerState::Running;
                unless(!runs, Refusal::NotRunning(node))
            }
        }
    }

    /// What an administrator may ask for is for Kafka to say, so long as the simulation can hold it.
    fn may_administer(&self, command: &AdminCommand) -> Result<(), Refusal> {
        let metadata = self.metadata();
        let (kept, asked_for) = match command {
            AdminCommand::CreateTopic(spec) => {
                let default = self.scenario.broker_config.num_partitions;
                let kept = metadata.partitions_of_users().count();
                (kept, spec.partition_count(default))
            }
            AdminCommand::CreatePartitions { topic, count, .. } => {
                let topic = metadata.topic_named(topic);
                let mut others = 0;
                for (partition, _) in metadata.partitions_of_users() {
                    others += usize::from(Some(partition.topic) != topic);
                }
                (others, *count)
            }
            _ => return Ok(()),
        };
        let most = PARTITIONS_MAX;
        let total = (kept as u64).saturating_add(asked_for.into());
        unless(total > most.into(), Refusal::TooManyPartitions { most })
    }

    /// A paused process would take note only when it goes on.
    fn may_shut_down(&self, node: NodeId) -> Result<(), Refusal> {
        self.running(node)?;
        let broker = self.one_of_the_brokers(node)?;
        let is_leaving = broker.process().is_some_and(Process::is_shutting_down);
        unless(is_leaving, Refusal::AlreadyShuttingDown(node))?;
        unless(self.is_paused(node), Refusal::AlreadyPaused(node))
    }

    fn one_of_the_brokers(&self, node: NodeId) -> Result<&Broker, Refusal> {
        let broker = node.broker().and_then(|broker| self.broker(broker));
        broker.ok_or(Refusal::NoSuchNode(node))
    }

    /// A node whose process can die, stand still and start: a broker or a client.
    fn process(&self, node: NodeId) -> Result<&Node, Refusal> {
        match self.nodes.get(&node).map(|node| &**node) {
            Some(process @ (Node::Broker(_) | Node::Producer(_) | Node::Consumer(_))) => {
                Ok(process)
            }
            _ => Err(Refusal::NoSuchNode(node)),
        }
    }

    fn running(&self, node: NodeId) -> Result<(), Refusal> {
        let is_running = self.process(node)?.is_running();
        unless(!is_running, Refusal::NotRunning(node))
    }

    /// An application calls something while its process runs and is not stopped where it is.
    fn calls(&self, node: NodeId) -> Result<(), Refusal> {
        self.running(node)?;
        unless(self.is_paused(node), Refusal::Frozen(node))
    }

    fn one_of_the_consumers(&self, node: NodeId) -> Result<&Consumer, Refusal> {
        let consumer = self.consumer(node).ok_or(Refusal::NoSuchNode(node))?;
        unless(!consumer.is_running(), Refusal::NotRunning(node))?;
        Ok(consumer)
    }

    /// Calls are made one after the other, of a consumer that is open.
    fn may_call_consumer(&self, node: NodeId, call: &ConsumerCall) -> Result<(), Refusal> {
        let consumer = self.one_of_the_consumers(node)?;
        self.calls(node)?;
        if *call == ConsumerCall::PollOn {
            unless(consumer.is_in_loop(), Refusal::AlreadyPolling(node))?;
        }
        unless(consumer.is_closed(), Refusal::ConsumerClosed(node))?;
        let is_busy = match consumer.application().step() {
            Step::Idle => false,
            Step::Polling | Step::Processing { .. } => consumer.is_polling_by_hand(),
            _ => true,
        };
        unless(is_busy, Refusal::NotBetweenCalls(node))
    }

    /// Whether somebody has cut the link between two nodes in this direction.
    fn is_link_cut(&self, from: NodeId, to: NodeId) -> Result<bool, Refusal> {
        for node in [from, to] {
            let is_here = self.nodes.contains_key(&node);
            unless(!is_here, Refusal::NoSuchNode(node))?;
        }
        unless(from == to, Refusal::LinkToItself(from))?;
        Ok(self.network.has_cut(from, to))
    }

    fn is_held(&self, message: MessageId) -> Result<bool, Refusal> {
        match self.network.message(message) {
            Some((_, _, message)) => Ok(message.held.is_some()),
            None => Err(Refusal::NotInFlight(message)),
        }
    }
}

fn room_for_one_more(clients: usize) -> Result<(), Refusal> {
    let most = CLIENTS_MAX;
    unless(
        clients as u64 >= most.into(),
        Refusal::TooManyClients { most },
    )
}

fn unless(refused: bool, refusal: Refusal) -> Result<(), Refusal> {
    if refused { Err(refusal) } else { Ok(()) }
}

fn changes(before: Span, by_ms: u64) -> Result<(), Refusal> {
    unless(before == Span::from_ms(by_ms), Refusal::NothingChanges)
}
