//! The simulation: simulated time, a simulated network, and the world in which actors meet.

mod command;
mod connection;
mod disconnect;
mod network;
mod node;
mod observe;
mod out;
mod queue;
mod random;
mod timer;
mod transport;
mod world;

pub use connection::{
    Channel, Connection, ConnectionId, Direction, MessageInFlight, Payload, Socket,
};
pub use network::Network;
pub use node::{Actor, Input, Node};
pub use observe::{PositionView, ReplicaView, Standing};
pub use out::Out;
#[cfg(test)]
pub(crate) use out::turn_of;
pub use queue::{Due, Queue};
pub use random::Random;
pub use timer::Timer;
pub use world::World;
