//! What is wrong with a machine or the process on it: it is down, paused, or slow. Clients' machines are never.

use core::mem;

use serde::{Deserialize, Serialize};

use super::connection::{Channel, ConnectionId, Payload};
use super::node::{Actor as _, Input};
use super::observe::Standing;
use super::queue::ScheduledEvent;
use super::reading::is_written;
use super::world::{Turn, World};
use crate::broker::Broker;
use crate::command::Fault;
use crate::id::{NodeId, TraceId};
use crate::time::Span;
use crate::trace::Event;

/// How a machine and its process are, where not all is well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Condition {
    /// Why the process does not run, if it did not just die.
    down: Option<Down>,
    /// What waits for a paused process to go on.
    paused: Option<Vec<(ScheduledEvent, Option<TraceId>)>>,
    /// How much longer it takes over everything that it is sent.
    processing_delay: Span,
    /// How much longer it takes over what it has to write to its log.
    disk_delay: Span,
}

/// Why a process does not run, apart from dying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Down {
    /// Its machine has no power.
    PoweredOff,
    /// It has stopped in good order.
    Stopped,
}

impl World {
    /// Whether a process is paused.
    #[must_use]
    pub fn is_paused(&self, node: NodeId) -> bool {
        self.condition(node).is_some_and(|it| it.paused.is_some())
    }

    /// Whether a broker's machine has no power.
    #[must_use]
    pub fn has_no_power(&self, node: NodeId) -> bool {
        self.condition(node)
            .is_some_and(|it| it.down == Some(Down::PoweredOff))
    }

    /// How much longer a broker takes over everything that it is sent.
    #[must_use]
    pub fn slowness_of(&self, broker: NodeId) -> Span {
        self.condition(broker)
            .map_or(Span::ZERO, |it| it.processing_delay)
    }

    /// How much longer a broker takes over what it has to write to its log.
    #[must_use]
    pub fn slowness_of_disk(&self, broker: NodeId) -> Span {
        self.condition(broker)
            .map_or(Span::ZERO, |it| it.disk_delay)
    }

    fn condition(&self, node: NodeId) -> Option<&Condition> {
        self.conditions.get(&node)
    }

    /// How a process of a client stands, if it does not work.
    #[must_use]
    pub fn standing_of_client(&self, node: NodeId) -> Option<Standing> {
        let process = self.nodes.get(&node)?;
        match process.is_running() {
            true => self.is_paused(node).then_some(Standing::Paused),
            false => Some(Standing::Crashed),
        }
    }

    /// How all replicas of a broker stand, if its process does not work.
    #[must_use]
    pub fn standing_of_process(&self, broker: &Broker) -> Option<Standing> {
        let condition = self.condition(NodeId::Broker(broker.id));
        if broker.is_running() {
            let paused = condition.is_some_and(|it| it.paused.is_some());
            return paused.then_some(Standing::Paused);
        }
        Some(match condition.and_then(|it| it.down) {
            None => Standing::Crashed,
            Some(Down::PoweredOff) => Standing::PoweredOff,
            Some(Down::Stopped) => Standing::Stopped,
        })
    }

    /// What is wrong with a node, for people to see and to heal.
    pub(super) fn faults_of(&self, node: NodeId, is_running: bool, faults: &mut Vec<Fault>) {
        let well = Condition::default();
        let condition = self.condition(node).unwrap_or(&well);
        if !is_running {
            faults.push(match condition.down {
                None => Fault::Crashed(node),
                Some(Down::PoweredOff) => Fault::PoweredOff(node),
                Some(Down::Stopped) => Fault::Stopped(node),
            });
        }
        if condition.paused.is_some() {
            faults.push(Fault::Paused(node));
        }
        if condition.processing_delay > Span::ZERO {
            faults.push(Fault::SlowBroker(node, condition.processing_delay.as_ms()));
        }
        if condition.disk_delay > Span::ZERO {
            faults.push(Fault::SlowDisk(node, condition.disk_delay.as_ms()));
        }
        if self.network.is_isolated(node) {
            faults.push(Fault::Isolated(node));
        }
    }

    fn change_condition(&mut self, node: NodeId, change: impl FnOnce(&mut Condition)) {
        let condition = self.conditions.get_or_default(node);
        change(condition);
        if *condition == Condition::default() {
            self.conditions.remove(&node);
        }
    }

    pub(super) fn slow_down(&mut self, broker: NodeId, by: Span) {
        self.change_condition(broker, |condition| condition.processing_delay = by);
    }

    pub(super) fn slow_disk_down(&mut self, broker: NodeId, by: Span) {
        self.change_condition(broker, |condition| condition.disk_delay = by);
    }

    /// How much longer than a message's way it takes until its reader has handled it.
    pub(super) fn delay(&self, reader: NodeId, payload: &Payload) -> Span {
        let Some(condition) = self.condition(reader) else {
            return Span::ZERO;
        };
        let disk = if condition.disk_delay > Span::ZERO && is_written(payload) {
            condition.disk_delay
        } else {
            Span::ZERO
        };
        Span(condition.processing_delay.0.saturating_add(disk.0))
    }
}

/// A process that is stopped where it is.
impl World {
    /// The process stands still (SIGSTOP).
    pub(super) fn pause(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        self.change_condition(node, |condition| condition.paused = Some(Vec::new()));
        self.trace(node, Event::ProcessPaused, turn);
    }

    /// Lets an event wait if it is for a paused process. Returns whether it does.
    pub(super) fn wait_while_paused(
        &mut self,
        event: ScheduledEvent,
        cause: Option<TraceId>,
    ) -> bool {
        let process = event.process();
        let condition = process.and_then(|node| self.conditions.get_mut(&node));
        let Some(waiting) = condition.and_then(|condition| condition.paused.as_mut()) else {
            return false;
        };
        waiting.push((event, cause));
        true
    }

    /// The process goes on (SIGCONT). It reads what has come before it looks at the clock, as
    /// `NetworkClient.poll` does: so an answer that waits in its socket is not too late.
    pub(super) fn resume_process(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        let mut waiting = Vec::new();
        self.change_condition(node, |condition| {
            waiting = condition.paused.take().unwrap_or_default();
        });
        self.trace(node, Event::ProcessResumed, turn);
        let was_silent = |connection: &ConnectionId| {
            connection.server == node && connection.channel == Channel::Client
        };
        self.resume_lines(was_silent, turn);
        for of_clock in [false, true] {
            for (event, cause) in &waiting {
                if matches!(event, ScheduledEvent::Timer(..)) == of_clock {
                    self.queue.set(self.now, *event, *cause);
                }
            }
        }
    }
}

/// How processes and machines go down, and come back.
impl World {
    /// The process dies. Its machine lives on and resets its connections.
    pub(super) fn crash(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        self.tell(node, Input::Crash, turn);
        self.end_process(node, None);
        self.reset_connections_of(node, turn);
    }

    /// The machine loses its power. Nobody is told.
    pub(super) fn lose_power(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        self.tell(node, Input::PowerLoss, turn);
        self.end_process(node, Some(Down::PoweredOff));
        self.drop_connections_of(node, turn);
    }

    /// The process has ended by itself, in good order.
    pub(super) fn exit(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        self.end_process(node, Some(Down::Stopped));
        self.close_connections_of(node, turn);
    }

    fn end_process(&mut self, node: NodeId, down: Option<Down>) {
        self.queue.cancel_where(
            |event| matches!(event, ScheduledEvent::Timer(owner, _) if *owner == node),
        );
        self.interrupt_load(node);
        self.change_condition(node, |condition| {
            condition.down = down;
            condition.paused = None;
        });
    }

    /// The machine has power, and the process starts. Whoever still sends to the process before is
    /// told now that it is gone.
    pub(super) fn restart(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        let mut before = None;
        self.change_condition(node, |condition| before = mem::take(&mut condition.down));
        self.tell(node, Input::Start, turn);
        self.go_on_with_load(node);
        if before == Some(Down::PoweredOff) {
            self.resume_lines(|connection| connection.server == node, turn);
        }
    }
}
