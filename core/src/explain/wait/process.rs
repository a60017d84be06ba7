//! Processes that do not work, links that carry nothing, and what comes of it.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::command::Fault;
use crate::id::{BrokerId, NodeId};
use crate::sim::{Channel, ConnectionId, ConnectionState, Direction, Standing, Timer, World};
use crate::time::Time;
use crate::wire::Gist;

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

    /// Whether a process is frozen; then the chain goes on with that.
    pub fn is_frozen(&mut self, node: NodeId) -> bool {
        let is_frozen = self.world.is_paused(node);
        if is_frozen {
            self.last(Reason::Frozen(node));
            self.cure(Fault::Paused(node));
        }
        is_frozen
    }

    /// A process that is frozen, and what its silence brings about: the controller, or the coordinator of its group,
    /// gives it up.
    pub fn frozen(&mut self, node: NodeId) {
        if !self.is_frozen(node) {
            return;
        }
        if let Some(broker) = node.broker() {
            self.session(broker);
        } else if let Some(client) = self.world.consumer(node) {
            self.session_of_member(client);
        }
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

    /// The controller hears nothing of a broker and fences it some time, if that is so.
    pub fn session(&mut self, broker: BrokerId) {
        if !is_silent(self.world, broker) {
            return;
        }
        let controller = self.world.controller();
        let look = self.world.timer_at(NodeId::CONTROLLER, Timer::StaleBrokers);
        let heard = last_word(self.world, broker);
        let at = controller
            .zip(look)
            .and_then(|(controller, look)| controller.fences_at(broker, look, heard));
        if let Some(at) = at.filter(|_| !self.world.is_fenced(broker)) {
            self.at(Clock::SessionEnds(broker), at);
        }
    }
}

/// When the last heartbeat of a broker that is still on its way gets to the controller.
pub(super) fn last_word(world: &World, broker: BrokerId) -> Option<Time> {
    let mut last = None;
    for (socket, connection) in world.network().connections() {
        let ConnectionId {
            client, channel, ..
        } = socket.connection;
        if (client, channel) != (broker.into(), Channel::Heartbeat) {
            continue;
        }
        let requests = connection.in_flight(Direction::Request).iter();
        let comes = requests.take_while(|it| it.held.is_none() && !it.stopped);
        let heartbeats = comes.filter(|it| matches!(it.gist, Gist::BrokerHeartbeat { .. }));
        last = last.max(heartbeats.last().map(|it| it.arrives));
    }
    last
}

/// Whether no further sign of life of a broker gets to the controller.
fn is_silent(world: &World, broker: BrokerId) -> bool {
    let (node, controller) = (NodeId::Broker(broker), NodeId::CONTROLLER);
    let Some(process) = world.broker(broker).and_then(|it| it.process()) else {
        return true;
    };
    let network = world.network();
    let heartbeats = network.open_socket(process.controller_connection(Channel::Heartbeat));
    let heartbeats = heartbeats.and_then(|socket| network.connections.get(&socket));
    let first = heartbeats.and_then(|it| it.in_flight(Direction::Request).first());
    // Where the controller is not heard, what stands carries one heartbeat more, and no connection comes about.
    let stands = heartbeats.is_some_and(|it| it.state() == ConnectionState::Open && !it.forgotten);
    let speaks_on = stands && !process.awaits_controller();
    world.is_paused(node)
        || network.is_cut(node, controller)
        || (network.is_cut(controller, node) && !speaks_on)
        || first.is_some_and(|message| message.held.is_some())
}

/// What ends a standing in which no process runs.
fn fault_of(broker: BrokerId, standing: Standing) -> Fault {
    match standing {
        Standing::PoweredOff => Fault::PoweredOff(broker.into()),
        Standing::Stopped => Fault::Stopped(broker.into()),
        _ => Fault::Crashed(broker.into()),
    }
}
