//! What commands do, and what is broken by them.

use std::sync::Arc;

use super::connection::{ConnectionId, Direction, Socket};
use super::deferred;
use super::network::is_server;
use super::node::{Actor as _, Input};
use super::world::{Turn, World};
use crate::command::{Command, Fault};
use crate::id::{MessageId, NodeId, RecordId};
use crate::log::Record;
use crate::scenario::Load;
use crate::time::Span;
use crate::trace::{BreakReason, Event, LossReason};

impl World {
    /// The faults in force, each with what it takes to end it ([`Fault::cure`]): what
    /// [`Command::HealAll`] ends.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (id, node) in self.nodes() {
            self.faults_of(id, node.is_running(), &mut faults);
        }
        for (a, b) in self.network.cut_links() {
            faults.push(Fault::Cut(a, b));
        }
        for (from, to) in self.network.links_cut_one_way() {
            faults.push(Fault::CutOneWay(from, to));
        }
        for (a, b, slowness) in self.network.slow_links() {
            faults.push(Fault::SlowLink(a, b, slowness.as_ms()));
        }
        for (.., message) in self.network.messages() {
            if message.held.is_some() {
                faults.push(Fault::Held(message.id));
            }
        }
        faults
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
                    coordinator: None,
                    timestamp: self.now,
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
            Command::Restart(node) => self.restart(*node, turn),
            Command::Pause(node) => self.pause(*node, turn),
            Command::Resume(node) => self.resume_process(*node, turn),
            Command::Shutdown(node) => self.tell(*node, Input::Shutdown, turn),
            Command::SlowBroker { broker, by_ms } => {
                self.slow_down(*broker, Span::from_ms(*by_ms));
            }
            Command::SlowLink { a, b, by_ms } => {
                self.network.slow_down(*a, *b, Span::from_ms(*by_ms));
            }
            Command::Cut(a, b) => {
                self.network.cut(*a, *b, self.now);
                self.network.cut(*b, *a, self.now);
            }
            Command::Heal(a, b) => self.heal(*a, *b, turn),
            _ => deferred::perform(self, command, turn),
        }
    }

    /// The same of commands that stand behind a gate ([`Command::needs_gates`]).
    pub(super) fn perform_behind_gate(&mut self, command: &Command, turn: &mut Turn<'_>) {
        match command {
            Command::SendSteadily {
                producer,
                topic,
                partitions,
                every_ms,
            } => {
                let load = Load {
                    topic: Arc::clone(topic),
                    partitions: partitions.clone(),
                    from_ms: self.now.as_ms(),
                    every_ms: *every_ms,
                };
                self.send_steadily(*producer, load);
            }
            Command::CallProducer { producer, call } => {
                self.tell(*producer, Input::CallProducer(*call), turn);
            }
            Command::StopSending(producer) => self.stop_sending(*producer),
            Command::StartProducer(spec) => self.start_producer(spec, turn),
            Command::StartConsumer(spec) => self.start_consumer(spec, turn),
            Command::CallConsumer { consumer, call } => {
                self.tell(*consumer, Input::CallConsumer(call.clone()), turn);
            }
            Command::DisturbLoop { consumer, fault } => {
                self.tell(*consumer, Input::LoopFault(*fault), turn);
            }
            Command::PowerLoss(node) => self.lose_power(*node, turn),
            Command::SlowDisk { broker, by_ms } => {
                self.slow_disk_down(*broker, Span::from_ms(*by_ms));
            }
            Command::CutOneWay { from, to } => self.network.cut(*from, *to, self.now),
            Command::Isolate(node) => self.network.isolate(*node, self.now),
            Command::Rejoin(node) => self.rejoin(*node, turn),
            Command::Hold(message) => self.hold(*message),
            Command::Release(message) => self.release(*message),
            Command::Lose(message) => self.lose_on_purpose(*message, turn),
            Command::Admin(command) => {
                self.tell(NodeId::Admin, Input::Admin(command.clone()), turn);
            }
            Command::HealAll => self.heal_all(turn),
            Command::StopScript => self.stop_script(),
            Command::Produce { .. }
            | Command::Crash(_)
            | Command::Restart(_)
            | Command::Pause(_)
            | Command::Resume(_)
            | Command::Shutdown(_)
            | Command::SlowBroker { .. }
            | Command::SlowLink { .. }
            | Command::Cut(..)
            | Command::Heal(..) => {}
        }
    }

    /// To whom a command is done, as its trace names it.
    fn subject_of(&self, command: &Command) -> NodeId {
        match command {
            Command::Produce { producer: node, .. }
            | Command::SendSteadily { producer: node, .. }
            | Command::CallProducer { producer: node, .. }
            | Command::StopSending(node)
            | Command::CallConsumer { consumer: node, .. }
            | Command::DisturbLoop { consumer: node, .. }
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
            Command::StartProducer(_) => self.next_producer(),
            Command::StartConsumer(_) => self.next_consumer(),
            Command::Admin(_) | Command::HealAll | Command::StopScript => NodeId::Admin,
        }
    }

    fn heal(&mut self, a: NodeId, b: NodeId, turn: &mut Turn<'_>) {
        self.network.heal(a, b);
        self.resume_lines(|connection| connection.is_between(a, b), turn);
    }

    fn rejoin(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        self.network.rejoin(node);
        let was_cut = |connection: &ConnectionId| {
            let ConnectionId { client, server, .. } = *connection;
            (client == node && is_server(server)) || (server == node && is_server(client))
        };
        self.resume_lines(was_cut, turn);
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
