//! Commands: whether they make sense at a moment, and what they do.

use std::sync::Arc;

use super::connection::{Direction, Socket};
use super::node::{Actor as _, Input, Node};
use super::queue::Due;
use super::world::{Turn, World};
use crate::command::{Command, Fault, Refusal};
use crate::id::{MessageId, NodeId, RecordId};
use crate::log::Record;
use crate::trace::{BreakReason, Event, LossReason};

impl World {
    /// The faults in force: what [`Command::HealAll`] ends.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (id, node) in self.nodes() {
            if !node.is_running() {
                faults.push(Fault::Crashed(id));
            }
        }
        for (a, b) in self.network.cut_links() {
            faults.push(Fault::Cut(a, b));
        }
        for (.., message) in self.network.messages() {
            if message.held.is_some() {
                faults.push(Fault::Held(message.id));
            }
        }
        faults
    }

    /// Whether a command makes sense now.
    ///
    /// # Errors
    /// Why it does not.
    pub fn may(&self, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::Produce {
                producer,
                topic,
                partition,
                ..
            } => {
                self.is_producer(*producer)?;
                let metadata = self.metadata();
                let known = metadata.topic_named(topic).is_some_and(|topic| {
                    let partition = crate::id::TopicPartition {
                        topic,
                        partition: *partition,
                    };
                    metadata.partitions.contains_key(&partition)
                });
                if known {
                    Ok(())
                } else {
                    Err(Refusal::UnknownTopicOrPartition)
                }
            }
            Command::Crash(node) => match self.is_broker_running(*node)? {
                true => Ok(()),
                false => Err(Refusal::NotRunning(*node)),
            },
            Command::Restart(node) => match self.is_broker_running(*node)? {
                true => Err(Refusal::AlreadyRunning(*node)),
                false => Ok(()),
            },
            Command::Cut(a, b) => match self.link_is_cut(*a, *b)? {
                true => Err(Refusal::AlreadyCut(*a, *b)),
                false => Ok(()),
            },
            Command::Heal(a, b) => match self.link_is_cut(*a, *b)? {
                true => Ok(()),
                false => Err(Refusal::NotCut(*a, *b)),
            },
            Command::Hold(message) => match self.is_held(*message)? {
                true => Err(Refusal::AlreadyHeld(*message)),
                false => Ok(()),
            },
            Command::Release(message) => match self.is_held(*message)? {
                true => Ok(()),
                false => Err(Refusal::NotHeld(*message)),
            },
            Command::Lose(message) => self.is_held(*message).map(|_| ()),
            Command::PowerLoss(_)
            | Command::Pause(_)
            | Command::Resume(_)
            | Command::SlowBroker { .. }
            | Command::SlowDisk { .. }
            | Command::SlowLink { .. }
            | Command::CutOneWay { .. }
            | Command::Isolate(_)
            | Command::Rejoin(_) => Err(Refusal::NothingChanges),
            Command::Shutdown(node) => match self.is_broker_running(*node)? {
                true => Ok(()),
                false => Err(Refusal::NotRunning(*node)),
            },
            Command::HealAll if self.faults().is_empty() => Err(Refusal::NothingToHeal),
            Command::Admin(_) | Command::HealAll | Command::StopScript => Ok(()),
        }
    }

    fn is_producer(&self, node: NodeId) -> Result<(), Refusal> {
        match self.nodes.get(&node).map(|node| &**node) {
            Some(Node::Producer(_)) => Ok(()),
            _ => Err(Refusal::NoSuchNode(node)),
        }
    }

    fn is_broker_running(&self, node: NodeId) -> Result<bool, Refusal> {
        match self.nodes.get(&node).map(|node| &**node) {
            Some(Node::Broker(broker)) => Ok(broker.is_running()),
            _ => Err(Refusal::NoSuchNode(node)),
        }
    }

    fn link_is_cut(&self, a: NodeId, b: NodeId) -> Result<bool, Refusal> {
        for node in [a, b] {
            if !self.nodes.contains_key(&node) || a == b {
                return Err(Refusal::NoSuchNode(node));
            }
        }
        Ok(self.network.is_cut(a, b))
    }

    fn is_held(&self, message: MessageId) -> Result<bool, Refusal> {
        match self.network.message(message) {
            Some((_, _, message)) => Ok(message.held.is_some()),
            None => Err(Refusal::NotInFlight(message)),
        }
    }

    /// Does what a command says; [`World::may`] has allowed it.
    pub(super) fn carry_out(&mut self, command: &Command, turn: &mut Turn<'_>) {
        let trace = self.trace(
            self.subject_of(command),
            Event::Commanded(command.clone()),
            turn,
        );
        self.perform(command, &mut turn.because(trace));
    }

    fn perform(&mut self, command: &Command, turn: &mut Turn<'_>) {
        match command {
            Command::Produce {
                producer,
                topic,
                partition,
                key,
                value,
            } => {
                let record = Record {
                    key: key.clone(),
                    value: value.clone(),
                    id: RecordId::default(),
                };
                let (topic, partition) = (Arc::clone(topic), *partition);
                self.tell(
                    *producer,
                    Input::Send {
                        topic,
                        partition,
                        record,
                    },
                    turn,
                );
            }
            Command::Crash(node) => self.crash(*node, turn),
            Command::Restart(node) => self.tell(*node, Input::Start, turn),
            Command::Cut(a, b) => {
                self.network.cut(*a, *b, self.now);
            }
            Command::Heal(a, b) => self.heal(*a, *b, turn),
            Command::Hold(message) => self.hold(*message),
            Command::Release(message) => self.release(*message),
            Command::Lose(message) => self.lose_on_purpose(*message, turn),
            Command::Shutdown(node) => self.tell(*node, Input::Shutdown, turn),
            Command::Admin(command) => {
                self.tell(NodeId::Admin, Input::Admin(command.clone()), turn);
            }
            Command::PowerLoss(node) => self.tell(*node, Input::PowerLoss, turn),
            Command::Pause(_)
            | Command::Resume(_)
            | Command::SlowBroker { .. }
            | Command::SlowDisk { .. }
            | Command::SlowLink { .. }
            | Command::CutOneWay { .. }
            | Command::Isolate(_)
            | Command::Rejoin(_) => {}
            Command::HealAll => self.heal_all(turn),
            Command::StopScript => self.stop_script(),
        }
    }

    /// To whom a command is done, as its trace names it.
    fn subject_of(&self, command: &Command) -> NodeId {
        match command {
            Command::Produce { producer: node, .. }
            | Command::Crash(node)
            | Command::PowerLoss(node)
            | Command::Restart(node)
            | Command::Pause(node)
            | Command::Resume(node)
            | Command::Shutdown(node)
            | Command::SlowBroker { broker: node, .. }
            | Command::SlowDisk { broker: node, .. }
            | Command::SlowLink { a: node, .. }
            | Command::Cut(node, _)
            | Command::CutOneWay { from: node, .. }
            | Command::Isolate(node)
            | Command::Rejoin(node)
            | Command::Heal(node, _) => *node,
            Command::Hold(message) | Command::Release(message) | Command::Lose(message) => self
                .network
                .message(*message)
                .map_or(NodeId::Admin, |(socket, direction, _)| {
                    socket.connection.sender(direction)
                }),
            Command::Admin(_) | Command::HealAll | Command::StopScript => NodeId::Admin,
        }
    }

    fn crash(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        self.tell(node, Input::Crash, turn);
        self.queue
            .cancel_where(|due| matches!(due, Due::Timer(owner, _) if *owner == node));
        self.reset_connections_of(node, turn);
    }

    /// A process has ended by itself, in good order.
    pub(super) fn exit(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        self.queue
            .cancel_where(|due| matches!(due, Due::Timer(owner, _) if *owner == node));
        self.reset_connections_of(node, turn);
    }

    fn heal(&mut self, a: NodeId, b: NodeId, turn: &mut Turn<'_>) {
        self.network.heal(a, b);
        self.resume_between(a, b, turn.cause);
    }

    fn hold(&mut self, message: MessageId) {
        let now = self.now;
        self.change_message(message, |message| message.held = Some(now));
    }

    fn release(&mut self, message: MessageId) {
        let now = self.now;
        let line = self.change_message(message, |message| message.let_go(now));
        if let Some((socket, direction)) = line {
            self.set_going(socket, direction);
        }
    }

    fn change_message(
        &mut self,
        id: MessageId,
        change: impl FnOnce(&mut super::MessageInFlight),
    ) -> Option<(Socket, Direction)> {
        let (socket, direction, _) = self.network.message(id)?;
        let connection = self.network.connections.get_mut(&socket)?;
        let line = connection.in_flight_mut(direction);
        change(line.iter_mut().find(|message| message.id == id)?);
        Some((socket, direction))
    }

    fn lose_on_purpose(&mut self, id: MessageId, turn: &mut Turn<'_>) {
        let Some((socket, direction, _)) = self.network.message(id) else {
            return;
        };
        let Some(connection) = self.network.connections.get_mut(&socket) else {
            return;
        };
        let line = connection.in_flight_mut(direction);
        let Some(index) = line.iter().position(|message| message.id == id) else {
            return;
        };
        let message = line.remove(index);
        self.lose(socket, direction, &message, LossReason::Lost, turn);
        self.break_connection(socket, BreakReason::Reset, turn);
    }

    fn heal_all(&mut self, turn: &mut Turn<'_>) {
        for fault in self.faults() {
            self.perform(&fault.cure(), turn);
        }
    }
}
