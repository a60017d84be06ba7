//! Groups of consumers under each protocol: eager, cooperative, and the coordinator's own (KIP-848).
#![cfg(not(target_arch = "wasm32"))]

mod cluster;
#[path = "../common/mod.rs"]
mod common;
mod smoke;
