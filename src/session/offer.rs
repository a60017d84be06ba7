//! What can be done to the cluster at the playhead, by what is picked, and what ends its faults.

use highwater_core::command::{Command, Fault};
use highwater_core::id::{BrokerId, NodeId};

use super::{Selection, Session};

impl Session {
    /// The commands that the cluster would take now for what is picked; for nothing picked, those
    /// for the brokers and the links between them.
    #[must_use]
    pub fn offers(&self) -> Vec<Command> {
        let wanted = match self.selection() {
            None => self.for_all_brokers(),
            Some(Selection::Node(node)) => self.for_node(node),
            Some(Selection::Replica(broker, _) | Selection::Record(broker, ..)) => {
                self.for_node(NodeId::Broker(broker))
            }
            Some(Selection::Message(message)) => {
                vec![
                    Command::Hold(message),
                    Command::Release(message),
                    Command::Lose(message),
                ]
            }
            Some(Selection::Link(a, b)) => on_link(a, b).to_vec(),
        };
        wanted
            .into_iter()
            .filter(|command| self.world().may(command).is_ok())
            .collect()
    }

    /// The faults in force, each with the command that ends it.
    #[must_use]
    pub fn faults(&self) -> Vec<(Fault, Command)> {
        let faults = self.world().faults().into_iter();
        faults.map(|fault| (fault, fault.cure())).collect()
    }

    fn brokers(&self) -> Vec<NodeId> {
        (1..=self.world().scenario().brokers)
            .map(|id| NodeId::Broker(BrokerId(id)))
            .collect()
    }

    fn for_all_brokers(&self) -> Vec<Command> {
        let brokers = self.brokers();
        let processes = brokers.iter().flat_map(|broker| on_process(*broker));
        let pairs = brokers.iter().enumerate().flat_map(|(index, a)| {
            brokers
                .iter()
                .skip(index + 1)
                .flat_map(move |b| on_link(*a, *b))
        });
        processes.chain(pairs).collect()
    }

    fn for_node(&self, node: NodeId) -> Vec<Command> {
        let peers = self.world().nodes().map(|(id, _)| id);
        let linked = peers.filter(|peer| {
            *peer != node
                && *peer != NodeId::Admin
                && (peer.broker().is_some() || node.broker().is_some())
        });
        let links = linked.flat_map(|peer| on_link(node, peer));
        on_process(node).into_iter().chain(links).collect()
    }
}

/// The cluster refuses those for what is no broker.
fn on_process(node: NodeId) -> [Command; 2] {
    [Command::Crash(node), Command::Restart(node)]
}

/// A link is named by its smaller end first, so that it has one name.
fn on_link(a: NodeId, b: NodeId) -> [Command; 2] {
    let both_brokers = a.broker().is_some() && b.broker().is_some();
    let (a, b) = if both_brokers && b < a {
        (b, a)
    } else {
        (a, b)
    };
    [Command::Cut(a, b), Command::Heal(a, b)]
}
