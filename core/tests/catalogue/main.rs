//! The failures that Kafka is known for, each in the configuration that has it, and its cure: the same
//! schedule, and thousands of random ones around it, never show the failure under the row's control.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../group_protocols/cluster.rs"]
mod cluster;
#[path = "../common/mod.rs"]
mod common;
mod group_rows;
#[path = "../group_protocols/run.rs"]
mod group_run;
mod groups;
#[path = "../group_protocols/idle.rs"]
mod idle;
mod producers;
mod reading;
mod row;
mod rows;
mod scenes;
mod search;
mod told;
mod told_groups;

use row::Row;

/// How many random schedules run under a row's control.
const CONTROLLED: u64 = 2_000;

/// In how many random schedules the failure has to show itself in the weak configuration.
const WEAK: u64 = 2_000;

#[test]
fn the_weak_configuration_shows_the_failure() {
    for row in rows::all() {
        let mut run = row.run(row.weak(1));
        (row.schedule)(&mut run);
        assert!(row.is_shown(&run), "{}: {}", row.id, run.report(&[]));
    }
}

#[test]
fn the_same_schedule_does_not_show_it_under_the_control() {
    for row in rows::all() {
        let mut run = row.run(row.control(1));
        (row.control_schedule)(&mut run);
        assert!(!row.is_shown(&run), "{}: {}", row.id, run.report(&[]));
    }
}

#[test]
fn no_random_schedule_shows_it_under_the_control() {
    for row in rows::all() {
        let found = search::first_that_shows(&row, Row::control, row.control_faults, CONTROLLED);
        assert_eq!(found, None, "{}: the seed that shows it", row.id);
    }
}

#[test]
fn a_random_search_finds_it_in_the_weak_configuration() {
    for row in rows::all() {
        let found = search::first_that_shows(&row, Row::weak, row.faults, WEAK);
        assert!(found.is_some(), "{}: a search that finds nothing", row.id);
    }
}
