//! Groups of consumers in a cluster under each protocol: eager, cooperative, and the coordinator's own
//! (KIP-848), and from one to the other.
#![cfg(not(target_arch = "wasm32"))]

mod absent_members;
mod auto_commits;
mod cluster;
mod coordinator_moves;
mod coordinator_unknown;
mod heartbeats;
mod idle;
mod leaving;
mod migration;
mod ownership;
mod promises;
mod reconciling;
mod run;
#[path = "../common/seeds.rs"]
mod seeds;
mod standstill;
mod zombies;
