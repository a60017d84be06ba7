//! The simulation: simulated time, a simulated network, and the world in which actors meet.

mod ahead;
mod clients;
mod command;
mod condition;
mod connection;
mod control_plane;
mod coordinator;
mod deferred;
mod disconnect;
mod inspection;
mod lag;
mod network;
mod node;
mod observe;
mod out;
mod permission;
mod queue;
mod random;
mod reading;
mod script;
mod timer;
mod transport;
mod whereabouts;
mod world;

pub use connection::{
    Channel, Connection, ConnectionId, ConnectionState, Direction, MessageInFlight, Payload, Socket,
};
pub use control_plane::{BrokerLiveness, LivenessState, MetadataEntry};
pub use inspection::{PartitionHealth, RecordCopy, RecordOutcome};
pub use network::Network;
pub use node::Node;
pub use observe::{
    BrokerSlots, Countdown, GroupView, Heartbeat, MemberProgress, MemberView, PartitionProgress,
    PositionView, ProducerView, ReplicaRole, ReplicaView, SentRequest, Standing,
};
#[cfg(test)]
pub(crate) use out::{Effect, turn_at, turn_of};
pub use random::Random;
pub use whereabouts::Whereabouts;
pub use world::World;

pub(crate) use node::{Actor, Input};
pub(crate) use out::Out;
pub(crate) use timer::Timer;
