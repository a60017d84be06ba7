//! The failures of producers that send again: a record twice, and records that change places.

use highwater_core::command::Command;

use crate::common::{Run, send};
use crate::row::Kind::{Crash, LoseAnswer, LoseRequest, Send};
use crate::row::{Configuration, P, Row, Shows};
use crate::rows::STRONG;
use crate::search::{is_answer_lost, is_request, next_request};

pub fn rows() -> Vec<Row> {
    vec![
        retry_duplicate(),
        reorder_with_one_in_flight(),
        reorder_with_idempotence(),
    ]
}

/// The leader has the record, its answer is lost, and the producer sends it again.
fn retry_duplicate() -> Row {
    let schedule = |run: &mut Run| {
        run.act(send(P, "m1"));
        is_answer_lost(run);
        run.for_ms(10_000);
    };
    Row {
        id: "retry duplicate",
        weak: STRONG,
        control: Configuration {
            idempotent: true,
            ..STRONG
        },
        schedule,
        control_schedule: schedule,
        faults: &[Send, Send, LoseAnswer],
        control_faults: &[Send, Send, LoseAnswer, LoseRequest, Crash],
        shows: Shows::Duplicate,
    }
}

/// Two requests are under way, and the first is lost: whichever comes back last is sent again first.
fn two_under_way_and_the_first_is_lost(run: &mut Run) {
    run.act(send(P, "m1"));
    let first = next_request(run);
    run.act(send(P, "m2"));
    // With one in flight the second waits for the answer to the first.
    run.waits(8, is_request);
    if let Some(first) = first {
        let _ = run.try_act(Command::Lose(first));
    }
    run.for_ms(10_000);
}

fn reorder() -> Row {
    Row {
        id: "reorder",
        weak: Configuration {
            in_flight: 2,
            ..STRONG
        },
        control: STRONG,
        schedule: two_under_way_and_the_first_is_lost,
        control_schedule: two_under_way_and_the_first_is_lost,
        faults: &[Send, Send, Send, LoseRequest],
        control_faults: &[Send, Send, Send, LoseRequest, LoseAnswer, Crash],
        shows: Shows::Reordering,
    }
}

fn reorder_with_one_in_flight() -> Row {
    Row {
        id: "reorder, or one in flight",
        control: Configuration {
            in_flight: 1,
            ..STRONG
        },
        ..reorder()
    }
}

fn reorder_with_idempotence() -> Row {
    Row {
        id: "reorder, or idempotence",
        control: Configuration {
            idempotent: true,
            ..STRONG
        },
        ..reorder()
    }
}
