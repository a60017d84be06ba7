//! Who is heard no more, and what comes of it: the controller fences a broker, a coordinator puts a member out.
//! What was said before and is still on its way counts.

use super::chain::Chain;
use super::{Clock, End};
use crate::broker::Process;
use crate::client::Consumer;
use crate::group::MemberId;
use crate::group::classic::{ClassicGroupState, GroupId, MemberIdentity};
use crate::id::{BrokerId, GenerationId, NodeId};
use crate::sim::{
    Channel, ConnectionId, ConnectionState, Direction, MessageInFlight, Payload, Timer, World,
};
use crate::time::Time;
use crate::wire::{Gist, OffsetCommitRequest, Request};

impl Chain<'_> {
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

    /// When the coordinator of a consumer's group puts it out if it hears nothing of it.
    pub fn session_of_member(&mut self, client: &Consumer) {
        let (Some(group), Some(id)) = (client.group(), &client.membership().member_id) else {
            return;
        };
        let Some((broker, _)) = self.world.coordinator_of(&group) else {
            return;
        };
        self.session_of(broker, &group, id, client.id);
    }

    /// When the coordinator puts a member out that says nothing more. What it has said and is still on its way lets
    /// its session begin anew; a join does away with it, and is what others wait for.
    pub fn session_of(&mut self, broker: BrokerId, group: &GroupId, id: &MemberId, node: NodeId) {
        let process = self.world.broker(broker).and_then(|it| it.process());
        let Some(process) = process else {
            return;
        };
        if self.is_out_of_order(broker) {
            return;
        }
        self.rebalance_ends(broker, process, group, id, node);
        let Some((shard, mut until)) = process.shard_of(group).and_then(|shard| {
            let until = shard.session_ends_at(group, id)?;
            Some((shard, until))
        }) else {
            return;
        };
        let connection = ConnectionId {
            client: node,
            server: broker.into(),
            channel: Channel::Coordinator,
        };
        self.unread_words(connection);
        for message in on_their_way(self.world, connection) {
            let word = Word::of(process, group, id, message);
            let Some(word) = word.filter(|_| message.arrives < until) else {
                continue;
            };
            if word != Word::LifeSign {
                self.ends(End::Arrival {
                    message: message.id,
                    at: message.arrives.max(self.now()),
                });
            }
            if matches!(word, Word::Join | Word::Leave) {
                return;
            }
            until = message.arrives + shard.session_timeout(group, id);
        }
        let clock = Clock::MemberSessionEnds {
            broker,
            consumer: node,
            is_classic: process.classic_group(group).is_some(),
        };
        self.at_broker(broker, clock, Some(until));
    }

    /// When a coordinator goes on without a member for which a rebalance waits.
    fn rebalance_ends(
        &mut self,
        broker: BrokerId,
        process: &Process,
        group: &GroupId,
        id: &MemberId,
        node: NodeId,
    ) {
        let Some(shard) = process.shard_of(group) else {
            return;
        };
        let Some(known) = process.classic_group(group) else {
            let consumer = node;
            let clock = Clock::RevocationEnds { broker, consumer };
            return self.at_broker(broker, clock, shard.revokes_until(group, id));
        };
        let has_to_join = known
            .missing_members()
            .iter()
            .any(|member| member.id == *id);
        let clock = match known.state {
            ClassicGroupState::PreparingRebalance if has_to_join => Clock::JoinEnds(broker),
            ClassicGroupState::CompletingRebalance if known.pending_sync_members.contains(id) => {
                Clock::SyncEnds(broker)
            }
            _ => return,
        };
        self.at_broker(broker, clock, shard.waits_until(group));
    }

    /// What has come to a coordinator and lies unread, behind what it has not answered: nobody can say when it counts.
    fn unread_words(&mut self, connection: ConnectionId) {
        for (socket, state) in self.world.network().connections() {
            if socket.connection == connection
                && let Some(first) = state.unread_of(Direction::Request).first()
            {
                self.way_of(first.id);
            }
        }
    }
}

/// What a member says to its coordinator that its session hangs on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    /// It waits with the others for the next generation.
    Join,
    /// It asks for its assignment, which counts as a sign of life.
    Sync,
    /// It leaves.
    Leave,
    /// It lives.
    LifeSign,
}

impl Word {
    /// None if it is another member's, or the coordinator refuses it: then its session goes on as before.
    fn of(
        process: &Process,
        group: &GroupId,
        id: &MemberId,
        message: &MessageInFlight,
    ) -> Option<Self> {
        let Payload::Request(request) = &*message.payload else {
            return None;
        };
        let classic = process.classic_group(group);
        let member = process
            .consumer_group(group)
            .and_then(|known| known.members.get(id));
        let epoch = member.map(|member| GenerationId(member.current.member_epoch.0));
        let current = classic.map(|known| known.generation).or(epoch);
        let counts = |it: &MemberIdentity| it.member_id == *id && Some(it.generation) == current;
        match request {
            // In a group of the consumer protocol a member that joins need not wait for others.
            Request::JoinGroup(it) if it.member_id.as_ref() == Some(id) => match classic {
                Some(_) => Some(Self::Join),
                None => Some(Self::LifeSign),
            },
            Request::SyncGroup(it) if counts(&it.member) => Some(Self::Sync),
            Request::Heartbeat(it) if counts(it) => Some(Self::LifeSign),
            Request::OffsetCommit(OffsetCommitRequest { committer: it, .. }) => {
                let counts = it.member_id.as_ref() == Some(id) && it.generation == current;
                (counts && classic.is_some()).then_some(Self::LifeSign)
            }
            Request::LeaveGroup(it) => {
                let mut members = it.members.iter();
                let leaves = members.any(|it| it.member_id.as_ref() == Some(id));
                leaves.then_some(Self::Leave)
            }
            Request::ConsumerGroupHeartbeat(it) if it.member_id == *id => {
                let is_known = member.is_some_and(|member| {
                    let current = &member.current;
                    [current.member_epoch, current.previous_member_epoch].contains(&it.member_epoch)
                });
                match it.member_epoch.0 < 0 {
                    true => Some(Self::Leave),
                    false => is_known.then_some(Self::LifeSign),
                }
            }
            _ => None,
        }
    }
}

/// Whether no further sign of life of a member gets to its coordinator.
pub(super) fn is_silent_member(world: &World, client: &Consumer) -> bool {
    let Some(connection) = client.coordinator_connection() else {
        return true;
    };
    let network = world.network();
    // Where only the answers do not come, the next heartbeat arrives still.
    let speaks_on = stands(world, connection) && !client.heartbeat_is_under_way();
    world.is_paused(client.id)
        || network.is_cut(client.id, connection.server)
        || (network.is_cut(connection.server, client.id) && !speaks_on)
}

/// When the last heartbeat of a broker that is still on its way gets to the controller.
pub(super) fn last_word(world: &World, broker: BrokerId) -> Option<Time> {
    let connection = ConnectionId {
        client: broker.into(),
        server: NodeId::CONTROLLER,
        channel: Channel::Heartbeat,
    };
    let heartbeats = on_their_way(world, connection)
        .filter(|it| matches!(it.gist, Gist::BrokerHeartbeat { .. }));
    heartbeats.map(|it| it.arrives).max()
}

/// The requests that travel on a connection and that nothing holds up, in order.
fn on_their_way(world: &World, connection: ConnectionId) -> impl Iterator<Item = &MessageInFlight> {
    let connections = world.network().connections();
    let its_own = connections.filter(move |(socket, _)| socket.connection == connection);
    its_own.flat_map(|(_, connection)| {
        let requests = connection.in_flight(Direction::Request).iter();
        requests.take_while(|it| it.held.is_none() && !it.stopped)
    })
}

/// Whether a connection stands, and carries what is sent on it.
fn stands(world: &World, connection: ConnectionId) -> bool {
    let network = world.network();
    let socket = network.open_socket(connection);
    let state = socket.and_then(|socket| network.connections.get(&socket));
    state.is_some_and(|it| it.state() == ConnectionState::Open && !it.forgotten)
}

/// Whether no further sign of life of a broker gets to the controller.
pub(super) fn is_silent(world: &World, broker: BrokerId) -> bool {
    let (node, controller) = (NodeId::Broker(broker), NodeId::CONTROLLER);
    let Some(process) = world.broker(broker).and_then(|it| it.process()) else {
        return true;
    };
    let network = world.network();
    let connection = process.controller_connection(Channel::Heartbeat);
    let socket = network.open_socket(connection);
    let heartbeats = socket.and_then(|socket| network.connections.get(&socket));
    let first = heartbeats.and_then(|it| it.in_flight(Direction::Request).first());
    // Where the controller is not heard, what stands carries one heartbeat more, and no connection comes about.
    let speaks_on = stands(world, connection) && !process.awaits_controller();
    world.is_paused(node)
        || network.is_cut(node, controller)
        || (network.is_cut(controller, node) && !speaks_on)
        || first.is_some_and(|message| message.held.is_some())
}
