//! When what is scheduled will happen, for whoever explains what something waits for.

use super::connection::{Direction, Socket};
use super::node::Node;
use super::queue::ScheduledEvent;
use super::timer::Timer;
use super::world::World;
use crate::client::Admin;
use crate::id::NodeId;
use crate::time::Time;

impl World {
    /// When a timer of a node goes off, if it is set. A frozen process takes no note of it.
    #[must_use]
    pub(crate) fn timer_at(&self, node: NodeId, timer: Timer) -> Option<Time> {
        self.queue.time_of(&ScheduledEvent::Timer(node, timer))
    }

    /// When the first message that waits in a socket is read, that way.
    #[must_use]
    pub(crate) fn reads_at(&self, socket: Socket, direction: Direction) -> Option<Time> {
        self.queue.time_of(&match direction {
            Direction::Request => ScheduledEvent::Read(socket),
            Direction::Response => ScheduledEvent::Receive(socket),
        })
    }

    /// When the client of a connection learns that it has ended.
    #[must_use]
    pub(crate) fn closes_at(&self, socket: Socket) -> Option<Time> {
        self.queue.time_of(&ScheduledEvent::Close(socket))
    }

    /// The admin client.
    #[must_use]
    pub(crate) fn admin(&self) -> Option<&Admin> {
        self.nodes.values().find_map(|node| match &**node {
            Node::Admin(admin) => Some(admin),
            _ => None,
        })
    }
}
