//! Groups in a cluster: members, coordinators that crash, offsets that outlive them.

mod cluster;
#[path = "../common/mod.rs"]
mod common;
mod coordinators;
mod power_loss;
mod schedules;
