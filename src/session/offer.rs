//! What can be done to the cluster at the playhead, by what is picked, and what ends its faults.

use highwater_core::command::{Command, Fault};
use highwater_core::id::{BrokerId, NodeId};

use super::{Selection, Session};

impl Session {
    /// The commands that the cluster would take now for what is picked; for nothing picked, those
    /// for the brokers and the links between them.
    #[must_use]
    pub fn offers(&self) -> Vec<Command> {
        let mut offers = Vec::new();
        match self.selection() {
            None => self.for_all_brokers(&mut offers),
            Some(Selection::Node(node)) => self.for_node(node, &mut offers),
            Some(Selection::Replica(broker, _) | Selection::Record(broker, ..)) => {
                self.for_node(NodeId::Broker(broker), &mut offers);
            }
            Some(Selection::Message(message)) => {
                offers.push(Command::Hold(message));
                offers.push(Command::Release(message));
                offers.push(Command::Lose(message));
            }
            Some(Selection::Metadata(_)) => {}
            Some(Selection::Link(a, b)) => on_link(a, b, &mut offers),
            Some(Selection::Connection(id)) => on_link(id.client, id.server, &mut offers),
            Some(Selection::Partition(partition)) => {
                let registration = self.world().metadata().partitions.get(&partition);
                for broker in registration.iter().flat_map(|it| &it.replicas) {
                    on_process(NodeId::Broker(*broker), &mut offers);
                }
            }
        }
        offers.retain(|command| self.takes(command));
        offers
    }

    /// Whether the cluster would take a command now: not one whose fault is in force, for one.
    #[must_use]
    pub fn takes(&self, command: &Command) -> bool {
        self.world().may(command).is_ok()
    }

    /// The faults in force, each with the command that ends it.
    #[must_use]
    pub fn faults(&self) -> Vec<(Fault, Command)> {
        let mut faults = Vec::new();
        for fault in self.world().faults() {
            faults.push((fault, fault.cure()));
        }
        faults
    }

    fn for_all_brokers(&self, offers: &mut Vec<Command>) {
        let brokers = self.world().scenario().brokers;
        for id in 1..=brokers {
            on_process(NodeId::Broker(BrokerId(id)), offers);
        }
        for a in 1..=brokers {
            for b in a + 1..=brokers {
                let (a, b) = (BrokerId(a), BrokerId(b));
                on_link(NodeId::Broker(a), NodeId::Broker(b), offers);
            }
        }
    }

    fn for_node(&self, node: NodeId, offers: &mut Vec<Command>) {
        on_process(node, offers);
        offers.push(Command::Pause(node));
        offers.push(Command::Resume(node));
        offers.push(Command::PowerLoss(node));
        offers.push(Command::Shutdown(node));
        offers.push(Command::Isolate(node));
        offers.push(Command::Rejoin(node));
        for (peer, _) in self.world().nodes() {
            let is_linked = peer.broker().is_some() || node.broker().is_some();
            if is_linked && peer != node && peer != NodeId::Admin {
                on_link(node, peer, offers);
            }
        }
    }
}

/// The cluster refuses those for what is no broker.
fn on_process(node: NodeId, offers: &mut Vec<Command>) {
    offers.push(Command::Crash(node));
    offers.push(Command::Restart(node));
}

/// A link is named by its smaller end first, so that it has one name.
fn on_link(a: NodeId, b: NodeId, offers: &mut Vec<Command>) {
    let both_brokers = a.broker().is_some() && b.broker().is_some();
    let (a, b) = if both_brokers && b < a {
        (b, a)
    } else {
        (a, b)
    };
    offers.push(Command::Cut(a, b));
    offers.push(Command::Heal(a, b));
}
