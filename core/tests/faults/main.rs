//! Faults: what each of them does to messages and processes, how it is listed, and what ends it.
#![cfg(not(target_arch = "wasm32"))]

mod any;
#[path = "../common/mod.rs"]
mod common;
mod links;
mod listed;
mod processes;
mod reading;

use common::{Run, b, loss, three_brokers};
use highwater_core::command::Command;
use highwater_core::id::{ClientId, ControllerId, NodeId};
use highwater_core::trace::Trace;

const K1: NodeId = NodeId::Controller(ControllerId(1));
const NOBODY: NodeId = NodeId::Consumer(ClientId(77));

fn slow_broker(id: u32, by_ms: u64) -> Command {
    let broker = b(id);
    Command::SlowBroker { broker, by_ms }
}

fn slow_disk(id: u32, by_ms: u64) -> Command {
    let broker = b(id);
    Command::SlowDisk { broker, by_ms }
}

fn slow_link(a: NodeId, b: NodeId, by_ms: u64) -> Command {
    Command::SlowLink { a, b, by_ms }
}

fn cut_one_way(from: NodeId, to: NodeId) -> Command {
    Command::CutOneWay { from, to }
}

/// A cluster at work. What only its leader had when that was lost is nobody's concern here.
fn opened() -> Run {
    let mut run = Run::new(three_brokers(1));
    run.tolerates = loss;
    run.for_ms(1_000);
    run
}

/// What happens in so many milliseconds.
fn traces_of(run: &mut Run, ms: u64) -> Vec<Trace> {
    let first = run.traces.len();
    run.for_ms(ms);
    run.traces[first..].to_vec()
}
