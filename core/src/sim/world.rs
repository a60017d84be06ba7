//! The world: every actor, the network between them, and the queue that decides what happens next.

use core::mem;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::network::Network;
use super::node::{Actor as _, Input, Node};
use super::out::{Effect, EffectBuffer, Out, Tracer};
use super::queue::{Queue, ScheduledEvent};
use super::random::Random;
use super::script::SteadyLoad;
use super::timer::Timer;
use crate::broker::Broker;
use crate::client::{Admin, Consumer, Producer};
use crate::command::{Command, Refusal};
use crate::controller::Controller;
use crate::group::classic::GroupId;
use crate::id::{BrokerId, ControllerId, MessageId, NodeId, RecordId, StepNumber, TraceId};
use crate::metadata::MetadataImage;
use crate::scenario::Scenario;
use crate::sorted::Map;
use crate::time::Time;
use crate::trace::{Event, Trace};

/// A cluster at a moment. Cloning it is cheap: actors and logs are shared until one changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    pub(super) scenario: Arc<Scenario>,
    pub(super) now: Time,
    step: StepNumber,
    next_trace: TraceId,
    next_record: RecordId,
    pub(super) next_message: MessageId,
    pub(super) next_incarnation: u64,
    pub(super) random: Random,
    pub(super) queue: Queue,
    pub(super) network: Network,
    pub(super) nodes: Map<NodeId, Arc<Node>>,
    /// What is wrong with machines and processes, where anything is.
    pub(super) conditions: Map<NodeId, Condition>,
    /// What producers are sent by themselves, and were.
    pub(super) loads: Map<NodeId, SteadyLoad>,
    #[serde(skip)]
    effects: EffectBuffer,
}

/// What goes with one step: why it happens, and where its traces go.
pub(super) struct Turn<'a> {
    pub(super) cause: Option<TraceId>,
    pub(super) traces: &'a mut Vec<Trace>,
}

impl Turn<'_> {
    /// The same turn, for another reason.
    pub(super) fn because(&mut self, cause: TraceId) -> Turn<'_> {
        Turn {
            cause: Some(cause),
            traces: self.traces,
        }
    }
}

impl World {
    /// The world before its first event: every process is about to start.
    #[must_use]
    pub fn new(scenario: Arc<Scenario>) -> Self {
        let mut world = Self {
            now: Time::START,
            step: StepNumber(0),
            next_trace: TraceId(0),
            next_record: RecordId(1),
            next_message: MessageId(0),
            next_incarnation: 0,
            random: Random::new(scenario.seed),
            queue: Queue::default(),
            network: Network::default(),
            nodes: Map::new(),
            conditions: Map::new(),
            loads: Map::new(),
            effects: EffectBuffer::default(),
            scenario,
        };
        world.populate();
        world.start_everybody();
        world.schedule_script();
        world.schedule_loads();
        world
    }

    fn populate(&mut self) {
        let scenario = self.scenario.clone();
        let brokers = self.bootstrap();
        let config = Arc::new(scenario.broker_config.clone());
        let controller = Controller::new(ControllerId::ACTIVE, config.clone())
            .with_placed(scenario.internal_partitions.clone());
        self.add(NodeId::CONTROLLER, Node::Controller(controller));
        for id in &brokers {
            let broker = Broker::new(*id, config.clone()).in_rack(scenario.rack(*id));
            self.add(NodeId::Broker(*id), Node::Broker(broker));
        }
        for spec in &scenario.producers {
            self.add_producer(spec);
        }
        for spec in &scenario.consumers {
            self.add_consumer(spec);
        }
        let admin = Admin::new(scenario.topics.clone(), &brokers);
        self.add(NodeId::Admin, Node::Admin(admin));
    }

    pub(super) fn add(&mut self, id: NodeId, node: Node) {
        self.nodes.insert(id, Arc::new(node));
    }

    fn start_everybody(&mut self) {
        for node in self.nodes.keys() {
            self.queue
                .set(Time::START, ScheduledEvent::Start(*node), None);
        }
    }

    /// Takes the next event. False when nothing will ever happen again.
    pub fn step(&mut self, traces: &mut Vec<Trace>) -> bool {
        let Some((at, event, cause)) = self.queue.pop() else {
            return false;
        };
        self.now = self.now.max(at);
        self.step.0 += 1;
        if self.wait_while_paused(event, cause) {
            return true;
        }
        let mut turn = Turn { cause, traces };
        match event {
            ScheduledEvent::Start(node) => self.tell(node, Input::Start, &mut turn),
            ScheduledEvent::Arrive(socket, direction) => self.arrive(socket, direction, &mut turn),
            ScheduledEvent::Close(socket) => self.close(socket, &mut turn),
            ScheduledEvent::Read(socket) => self.read(socket, &mut turn),
            ScheduledEvent::Receive(socket) => self.receive(socket, &mut turn),
            ScheduledEvent::Timer(node, timer) => self.tell(node, Input::Timer(timer), &mut turn),
            ScheduledEvent::Script(index) => self.run_script(index, &mut turn),
            ScheduledEvent::Load(node) => self.run_load(node, &mut turn),
        }
        true
    }

    /// Carries out a command at a moment that is not before the last event, as an event of its own.
    /// The clock never runs past the next event: a later `at` means just before it.
    ///
    /// # Errors
    /// When the command makes no sense at this moment; nothing has changed then.
    pub fn apply(
        &mut self,
        at: Time,
        command: &Command,
        traces: &mut Vec<Trace>,
    ) -> Result<(), Refusal> {
        self.may(command)?;
        let latest = self.queue.next_time().unwrap_or(at);
        self.now = self.now.max(at.min(latest));
        self.step.0 += 1;
        self.carry_out(
            command,
            &mut Turn {
                cause: None,
                traces,
            },
        );
        Ok(())
    }

    /// Tells an actor something and carries out what it wants done.
    pub(super) fn tell(&mut self, id: NodeId, input: Input, turn: &mut Turn<'_>) {
        let slowness = self.slowness_of(id);
        let is_connecting = match &input {
            Input::Timer(Timer::RequestTimeout(connection)) => {
                self.network.is_connecting(*connection)
            }
            _ => false,
        };
        let Some(node) = self.nodes.get_mut(&id) else {
            return;
        };
        let mut out = Out {
            tracer: Tracer {
                step: self.step,
                now: self.now,
                actor: id,
                next: &mut self.next_trace,
                traces: turn.traces,
            },
            cause: turn.cause,
            slowness,
            is_connecting,
            next_record: &mut self.next_record,
            random: &mut self.random,
            effects: mem::take(&mut self.effects.0),
        };
        Arc::make_mut(node).on(input, &mut out);
        let mut effects = out.effects;
        for effect in effects.drain(..) {
            self.carry_out_effect(id, effect, turn);
        }
        self.effects.0 = effects;
    }

    fn carry_out_effect(&mut self, actor: NodeId, effect: Effect, turn: &mut Turn<'_>) {
        let traces = &mut *turn.traces;
        match effect {
            Effect::Send(connection, request, cause) => {
                self.send(connection, request, &mut Turn { cause, traces });
            }
            Effect::Respond(socket, response, cause) => {
                self.respond(socket, response, &mut Turn { cause, traces });
            }
            Effect::Close(connection, cause) => {
                self.abandon(connection, &mut Turn { cause, traces });
            }
            Effect::HangUp(socket, cause) => self.hang_up(socket, &mut Turn { cause, traces }),
            Effect::SetTimer(timer, at, cause) => {
                self.queue
                    .set(at, ScheduledEvent::Timer(actor, timer), cause)
            }
            Effect::Exit(cause) => self.exit(actor, &mut Turn { cause, traces }),
            Effect::Crash(cause) => self.crash(actor, &mut Turn { cause, traces }),
            Effect::CancelTimer(timer) => self.queue.cancel(ScheduledEvent::Timer(actor, timer)),
        }
    }

    /// Says what happened.
    pub(super) fn trace(&mut self, actor: NodeId, event: Event, turn: &mut Turn<'_>) -> TraceId {
        let mut tracer = Tracer {
            step: self.step,
            now: self.now,
            actor,
            next: &mut self.next_trace,
            traces: turn.traces,
        };
        tracer.trace(turn.cause, event)
    }
}

/// What can be seen of the world.
impl World {
    /// The scenario that this is a run of.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The same, for another run of it.
    pub(crate) fn shared_scenario(&self) -> Arc<Scenario> {
        Arc::clone(&self.scenario)
    }

    /// The time of the last event.
    #[must_use]
    pub fn now(&self) -> Time {
        self.now
    }

    /// How many events were taken.
    #[must_use]
    pub fn step_number(&self) -> StepNumber {
        self.step
    }

    /// The identity that the next record will get: those of applications and of coordinators are counted
    /// together.
    #[must_use]
    pub fn next_record(&self) -> RecordId {
        self.next_record
    }

    /// When the next event is due.
    #[must_use]
    pub fn next_time(&self) -> Option<Time> {
        self.queue.next_time()
    }

    /// The network.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The nodes, controllers and brokers first.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().map(|(id, node)| (*id, &**node))
    }

    /// A node, to break on purpose what it knows.
    #[cfg(test)]
    pub(crate) fn node_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(&id).map(Arc::make_mut)
    }

    /// The brokers.
    pub fn brokers(&self) -> impl Iterator<Item = &Broker> {
        self.nodes.values().filter_map(|node| match &**node {
            Node::Broker(broker) => Some(broker),
            _ => None,
        })
    }

    /// The broker with that id.
    #[must_use]
    pub fn broker(&self, id: BrokerId) -> Option<&Broker> {
        match &**self.nodes.get(&NodeId::Broker(id))? {
            Node::Broker(broker) => Some(broker),
            _ => None,
        }
    }

    /// The active controller.
    #[must_use]
    pub fn controller(&self) -> Option<&Controller> {
        self.nodes.values().find_map(|node| match &**node {
            Node::Controller(controller) => Some(controller),
            _ => None,
        })
    }

    /// The metadata as the controller has written it: the truth about leaders and ISRs.
    #[must_use]
    pub fn metadata(&self) -> &MetadataImage {
        static NOTHING: MetadataImage = MetadataImage::EMPTY;
        self.controller().map_or(&NOTHING, Controller::image)
    }

    /// The producers.
    pub fn producers(&self) -> impl Iterator<Item = &Producer> {
        self.nodes.values().filter_map(|node| match &**node {
            Node::Producer(producer) => Some(producer),
            _ => None,
        })
    }

    /// A producer.
    #[must_use]
    pub fn producer(&self, id: NodeId) -> Option<&Producer> {
        match &**self.nodes.get(&id)? {
            Node::Producer(producer) => Some(producer),
            _ => None,
        }
    }

    /// A consumer.
    #[must_use]
    pub fn consumer(&self, id: NodeId) -> Option<&Consumer> {
        match &**self.nodes.get(&id)? {
            Node::Consumer(consumer) => Some(consumer),
            _ => None,
        }
    }

    /// The consumers.
    pub fn consumers(&self) -> impl Iterator<Item = &Consumer> {
        self.nodes.values().filter_map(|node| match &**node {
            Node::Consumer(consumer) => Some(consumer),
            _ => None,
        })
    }

    /// The consumers that are configured to be in a group.
    pub fn consumers_of(&self, group: &GroupId) -> impl Iterator<Item = &Consumer> {
        self.consumers().filter(|consumer| consumer.is_of(group))
    }

    /// A number that is the same for the same state, on every machine: SipHash-1-3 over the
    /// state's canonical bytes.
    #[must_use]
    pub fn state_hash(&self) -> u64 {
        crate::hash::of(self)
    }
}
