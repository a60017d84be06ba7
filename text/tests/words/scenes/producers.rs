//! What producers hold back, have no room for, and are called to bring to an end.

use super::acks::says;
use super::{P1, Play, Scene, b, is_batch};
use highwater_core::command::{Command, ProducerCall};
use highwater_core::explain::wait::{ProducerReason, Reason, Wait};

pub fn scenes() -> Vec<Scene> {
    vec![
        full_buffer().scene("A send has no room in the buffer", |wait| {
            matches!(wait, Wait::Memory { .. })
        }),
        Play::with(|scenario| {
            scenario.producers[0]
                .config
                .max_in_flight_requests_per_connection = 1;
        })
        .act(Command::Pause(b(1)))
        .send()
        .after(100)
        .send()
        .after(100)
        .scene("A batch waits for the one before it", is_next),
        in_order().scene("A batch waits for one with earlier sequences", is_next),
        without_id().scene("A batch waits for a producer id", is_batch),
        Play::new()
            .act(Command::Pause(b(1)))
            .send()
            .after(100)
            .act(call(ProducerCall::Flush))
            .after(100)
            .scene("A flush waits for what was sent before", is_call),
        Play::new()
            .act(Command::Pause(b(1)))
            .send()
            .after(100)
            .act(call(ProducerCall::Close { timeout_ms: 5_000 }))
            .after(100)
            .scene("A close waits for what is left", is_call),
    ]
}

fn is_next(wait: &Wait) -> bool {
    matches!(wait, Wait::NextBatch { .. })
}

fn is_call(wait: &Wait) -> bool {
    matches!(wait, Wait::Call { .. })
}

fn call(call: ProducerCall) -> Command {
    Command::CallProducer { producer: P1, call }
}

/// Room for two batches; the leaders of both partitions answer nothing.
fn full_buffer() -> Play {
    Play::with(|scenario| {
        let config = &mut scenario.producers[0].config;
        config.buffer_memory = 32_768;
        config.max_in_flight_requests_per_connection = 1;
    })
    .act(Command::Pause(b(1)))
    .send()
    .after(100)
    .send_to("payments")
    .after(100)
    .send()
    .after(100)
}

/// Two idempotent batches are under way; the connection breaks, and both are to be sent again.
fn in_order() -> Play {
    let idempotent = Play::with(|scenario| {
        scenario.producers[0].config.enable_idempotence = None;
        scenario.producers[0].config.linger_ms = 0;
    });
    idempotent
        .send()
        .after(500)
        .act(Command::SlowBroker {
            broker: b(1),
            by_ms: 400,
        })
        .send()
        .after(100)
        .send()
        .after(100)
        .act(Command::Crash(b(1)))
        .when("the second waits for the first", |world| {
            says(world, |it| {
                matches!(it, Reason::Producer(ProducerReason::EarlierFirst { .. }))
            })
        })
}

/// The producer is cut off before a broker has told it its id.
pub fn without_id() -> Play {
    let mut scenario = super::scenario();
    scenario.producers[0].config.enable_idempotence = None;
    scenario.producers[0].on_demand = true;
    Play::of(scenario).send().when("it needs an id", |world| {
        says(world, |it| {
            matches!(it, Reason::Producer(ProducerReason::NeedsProducerId(_)))
        })
    })
}
