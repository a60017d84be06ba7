//! What applications hand to their producers at a steady pace, from the scenario on or by somebody's wish.

mod common;

use common::{C1, PALL, Run, three_brokers};
use highwater_core::command::{Command, Refusal};
use highwater_core::id::PartitionIndex;
use highwater_core::scenario::Load;

fn every(every_ms: u64) -> Command {
    Command::SendSteadily {
        producer: PALL,
        topic: "orders".into(),
        partitions: vec![PartitionIndex(0)],
        every_ms,
    }
}

#[test]
fn a_load_begins_at_once_changes_its_pace_and_stops_and_its_values_go_on() {
    let mut run = Run::new(three_brokers(1));
    run.for_ms(2_000);
    run.act(every(1_000));
    run.for_ms(2_500);
    assert_eq!(run.values(1), ["v1", "v2", "v3"]);
    run.act(every(100));
    run.for_ms(150);
    run.act(Command::StopSending(PALL));
    run.for_ms(3_000);
    assert_eq!(run.values(1), ["v1", "v2", "v3", "v4", "v5"]);
    assert_eq!(run.world.load_of(PALL), None);
    assert!(!run.world.script_runs());
}

#[test]
fn a_scenarios_load_gives_way_to_another_and_goes_on_counting() {
    let mut scenario = three_brokers(1);
    scenario.producers[2].load = Some(Load {
        topic: "orders".into(),
        partitions: vec![PartitionIndex(0)],
        from_ms: 3_000,
        every_ms: 500,
    });
    let mut run = Run::new(scenario);
    run.until_ms(3_600);
    run.act(every(10_000));
    run.for_ms(5_000);
    assert_eq!(run.values(1), ["v1", "v2", "v3"]);
    assert_eq!(
        run.world.load_of(PALL).map(|load| load.every_ms),
        Some(10_000)
    );
}

#[test]
fn whoever_stops_the_script_stops_a_load_of_their_own_as_well() {
    let mut run = Run::new(three_brokers(1));
    run.for_ms(2_000);
    assert_eq!(
        run.try_act(Command::StopScript),
        Err(Refusal::NothingToStop)
    );
    run.act(every(300));
    run.for_ms(400);
    run.act(Command::StopScript);
    run.for_ms(3_000);
    assert_eq!(run.values(1), ["v1", "v2"]);
    assert_eq!(run.world.load_of(PALL), None);
}

#[test]
fn a_load_that_sends_nothing_is_refused_and_so_is_the_end_of_none() {
    let mut run = Run::new(three_brokers(1));
    for (command, refusal) in [
        (every(0), Refusal::EmptyLoad(PALL)),
        (Command::StopSending(PALL), Refusal::NotSending(PALL)),
        (Command::StopSending(C1), Refusal::NoSuchNode(C1)),
    ] {
        assert_eq!(run.try_act(command), Err(refusal));
    }
}
