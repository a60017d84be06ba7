//! The engine of Highwater: a Kafka cluster that is computed, not drawn.
//!
//! A cluster is a set of actors that exchange messages over a simulated network in simulated time:
//!
//! ```text
//!  command (a person, a lesson, a search)          traces (what happened, with its cause)
//!         │                                                   ▲
//!         ▼                                                   │
//!   World: queue of future events ── network ── actors ───────┘
//!          step(): take one event, hand it to one actor, carry out what it wants done
//! ```
//!
//! The same scenario, seed and commands give the same bytes, natively and in WebAssembly: all state
//! is ordered, counted in integers, and holds its own random generator. Kafka's rules follow Apache
//! Kafka 4.3.1; where something is simplified, the item that does so says it.

pub mod broker;
pub mod check;
pub mod client;
pub mod command;
pub mod config;
pub mod controller;
pub mod explain;
pub mod group;
mod hash;
pub mod id;
mod java_hash_map;
mod line;
pub mod log;
pub mod metadata;
pub mod scenario;
mod shared;
pub mod sim;
pub mod sorted;
pub mod time;
pub mod timeline;
pub mod trace;
mod uuid;
pub mod wire;
