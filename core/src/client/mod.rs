//! Clients: what applications use to write and read, and what they learn of the cluster.

mod admin;
mod ahead;
mod cluster;
mod consumer;
mod fetch;
mod producer;
mod send;
mod sender;

pub use admin::Admin;
pub use cluster::Cluster;
pub use consumer::Consumer;
pub use producer::{Outcome, Producer, ProducerBatch};
pub(crate) use sender::SendObstacle;
