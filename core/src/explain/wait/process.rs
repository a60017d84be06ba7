//! Processes that do not work, links that carry nothing, and what comes of it.

use super::Reason;
use super::chain::Chain;
use crate::command::Fault;
use crate::id::{BrokerId, NodeId};
use crate::sim::{ConnectionId, Standing};

impl Chain<'_> {
    /// Whether a broker's process is down or frozen; then the chain goes on with that.
    pub fn is_out_of_order(&mut self, broker: BrokerId) -> bool {
        let Some(it) = self.world.broker(broker) else {
            return false;
        };
        match self.world.standing_of_process(it) {
            None => false,
            Some(Standing::Paused) => self.is_frozen(broker.into()),
            Some(standing) => {
                self.last(Reason::Down { broker, standing });
                self.cure(fault_of(broker, standing));
                true
            }
        }
    }

    /// Whether a process is frozen; then the chain goes on with that, and with what its silence brings about: the
    /// controller, or the coordinator of its group, gives it up.
    pub fn is_frozen(&mut self, node: NodeId) -> bool {
        if !self.world.is_paused(node) {
            return false;
        }
        self.last(Reason::Frozen(node));
        self.cure(Fault::Paused(node));
        if let Some(broker) = node.broker() {
            self.session(broker);
        } else if let Some(client) = self.world.consumer(node) {
            self.session_of_member(client);
        }
        true
    }

    /// Whether nothing gets to the server of a connection, or back; then the chain goes on with that.
    pub fn is_cut_off(&mut self, connection: ConnectionId) -> bool {
        let (client, server) = (connection.client, connection.server);
        let ways = [(client, server), (server, client)];
        let network = self.world.network();
        let Some((from, to)) = ways
            .into_iter()
            .find(|(from, to)| network.is_cut(*from, *to))
        else {
            return false;
        };
        self.last(Reason::Unreachable(connection));
        self.heal(from, to);
        true
    }

    /// What a person may mend so that messages get from one node to another.
    pub fn heal(&mut self, from: NodeId, to: NodeId) {
        let network = self.world.network();
        if network.has_cut(from, to) {
            let both = network.has_cut(to, from);
            self.cure(match both {
                true => Fault::Cut(from.min(to), from.max(to)),
                false => Fault::CutOneWay(from, to),
            });
        }
        for node in [from, to] {
            if network.is_cut(from, to) && network.is_isolated(node) {
                self.cure(Fault::Isolated(node));
            }
        }
    }
}

/// What ends a standing in which no process runs.
fn fault_of(broker: BrokerId, standing: Standing) -> Fault {
    match standing {
        Standing::PoweredOff => Fault::PoweredOff(broker.into()),
        Standing::Stopped => Fault::Stopped(broker.into()),
        _ => Fault::Crashed(broker.into()),
    }
}
