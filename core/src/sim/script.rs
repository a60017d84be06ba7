//! What happens by itself: the scenario's script, and what applications hand to their producers at a
//! steady pace.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::node::Input;
use super::queue::ScheduledEvent;
use super::world::{Turn, World};
use crate::id::{ClientId, NodeId};
use crate::log::Record;
use crate::scenario::Load;
use crate::time::{Span, Time};

/// What a producer is sent steadily.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SteadyLoad {
    /// What it is sent now.
    load: Option<Arc<Load>>,
    /// How many records it was sent so, of this load and of those before it.
    sent: u64,
}

impl World {
    pub(super) fn schedule_script(&mut self) {
        let scenario = Arc::clone(&self.scenario);
        for (index, entry) in (0..).zip(&scenario.script) {
            let at = Time::from_ms(entry.at_ms);
            self.queue.set(at, ScheduledEvent::Script(index), None);
        }
    }

    pub(super) fn schedule_loads(&mut self) {
        let scenario = Arc::clone(&self.scenario);
        for (number, producer) in (1..).zip(&scenario.producers) {
            if let Some(load) = &producer.load {
                let node = NodeId::Producer(ClientId(number));
                self.load(node, load.clone(), Time::from_ms(load.from_ms));
            }
        }
    }

    pub(super) fn load(&mut self, node: NodeId, load: Load, first_at: Time) {
        self.loads.get_or_default(node).load = Some(Arc::new(load));
        self.queue.set(first_at, ScheduledEvent::Load(node), None);
    }

    pub(super) fn run_script(&mut self, index: u32, turn: &mut Turn<'_>) {
        let scenario = Arc::clone(&self.scenario);
        let entry = usize::try_from(index)
            .ok()
            .and_then(|index| scenario.script.get(index));
        if let Some(entry) = entry.filter(|entry| self.may(&entry.command).is_ok()) {
            self.carry_out(&entry.command, turn);
        }
    }

    pub(super) fn run_load(&mut self, node: NodeId, turn: &mut Turn<'_>) {
        let steady = self.loads.get_or_default(node);
        let Some(load) = steady.load.clone() else {
            return;
        };
        steady.sent += 1;
        let number = steady.sent;
        let turn_of = usize::try_from(number - 1).unwrap_or(0) % load.partitions.len().max(1);
        let partition = load.partitions.get(turn_of).copied();
        let again = self.now + Span::from_ms(load.every_ms.max(1));
        self.queue.set(again, ScheduledEvent::Load(node), None);
        let record = Record::new(None, Some(&format!("v{number}")));
        self.tell(
            node,
            Input::Send {
                topic: Arc::clone(&load.topic),
                partition,
                record,
            },
            turn,
        );
    }

    /// The first record goes at once, so that whoever asked for them sees them come.
    pub(super) fn send_steadily(&mut self, node: NodeId, load: Load) {
        self.load(node, load, self.now);
    }

    /// The application of a producer is gone with its process, and sends nothing until it is started again.
    pub(super) fn interrupt_load(&mut self, node: NodeId) {
        self.queue.cancel(ScheduledEvent::Load(node));
    }

    /// It is started again, and goes on with what it sends by itself.
    pub(super) fn go_on_with_load(&mut self, node: NodeId) {
        let steady = self.loads.get(&node);
        if let Some(load) = steady.and_then(|steady| steady.load.clone()) {
            let first_at = self.now.max(Time::from_ms(load.from_ms));
            self.queue.set(first_at, ScheduledEvent::Load(node), None);
        }
    }

    pub(super) fn stop_sending(&mut self, node: NodeId) {
        self.loads.get_or_default(node).load = None;
        self.queue.cancel(ScheduledEvent::Load(node));
    }

    /// Stops the script and the loads.
    pub(super) fn stop_script(&mut self) {
        for (_, steady) in &mut self.loads {
            steady.load = None;
        }
        self.queue.cancel_where(is_by_itself);
    }

    /// What a producer's application sends by itself now.
    #[must_use]
    pub fn load_of(&self, producer: NodeId) -> Option<&Load> {
        self.loads.get(&producer)?.load.as_deref()
    }

    /// Whether anything still happens by itself: the script has not come to its end, or a producer is sent
    /// records steadily, or will be once its process runs.
    #[must_use]
    pub fn script_runs(&self) -> bool {
        let mut loads = self.loads.values();
        loads.any(|steady| steady.load.is_some()) || self.queue.has(is_by_itself)
    }
}

fn is_by_itself(event: &ScheduledEvent) -> bool {
    matches!(event, ScheduledEvent::Script(_) | ScheduledEvent::Load(_))
}
