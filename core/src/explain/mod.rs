//! Kafka's own words, always English: what its tools print of a cluster.

mod describe;

pub use describe::describe_topics;
