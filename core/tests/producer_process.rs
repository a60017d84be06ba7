//! The process that a producer runs in: it dies, it is started again, it stands still. What it had in memory is gone
//! then, its producer id with it.

mod common;

use common::{ORDERS, P1, PALL, Run, send, three_brokers};
use highwater_core::command::{Command, Fault, ProducerCall, Refusal};
use highwater_core::id::{NodeId, PartitionIndex, RecordId};
use highwater_core::scenario::{Load, Scenario};
use highwater_core::trace::Event;

/// [`PALL`] is idempotent.
fn idempotent() -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.producers[2].config.enable_idempotence = Some(true);
    scenario
}

fn opened(scenario: Scenario) -> Run {
    let mut run = Run::new(scenario);
    run.for_ms(500);
    run
}

fn flush(producer: NodeId) -> Command {
    let call = ProducerCall::Flush;
    Command::CallProducer { producer, call }
}

fn was_told(run: &Run, wanted: RecordId) -> bool {
    run.traces.iter().any(|trace| match trace.event {
        Event::RecordAcknowledged { record, .. } | Event::RecordFailed { record, .. } => {
            record == wanted
        }
        _ => false,
    })
}

#[test]
fn what_waited_is_gone_with_the_process_and_nobody_is_told_of_it() {
    let mut scenario = idempotent();
    scenario.producers[2].config.linger_ms = 1_000;
    let mut run = opened(scenario);
    run.act(send(PALL, "a"));
    let accepted = run.traces.iter().rev().find_map(|trace| match trace.event {
        Event::RecordAccepted { record, .. } => Some(record),
        _ => None,
    });
    run.act(Command::Crash(PALL));
    let crashed = run.traces.iter().find_map(|trace| match trace.event {
        Event::ProducerCrashed {
            records_waiting,
            records_in_flight,
        } => Some((records_waiting, records_in_flight)),
        _ => None,
    });
    assert_eq!(crashed, Some((1, 0)));
    assert_eq!(run.world.faults(), [Fault::Crashed(PALL)]);
    run.act(Command::Restart(PALL));
    run.for_ms(5_000);
    assert_eq!(run.values(1), [""; 0]);
    assert!(!was_told(&run, accepted.expect("the producer took it")));
    assert_eq!(run.world.faults(), []);
}

#[test]
fn the_next_process_has_another_producer_id_so_that_a_record_sent_again_is_there_twice() {
    let mut run = opened(idempotent());
    let identity = |run: &Run| run.world.producer(PALL).and_then(|it| it.identity());
    let before = identity(&run).expect("it has asked for one");
    run.act(send(PALL, "a"));
    run.until(
        |event| matches!(event, Event::LeaderAppended { partition, .. } if *partition == ORDERS),
    );
    run.act(Command::Crash(PALL));
    assert_eq!(identity(&run), None);
    run.act(Command::Restart(PALL));
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    let after = identity(&run).expect("it has asked again");
    assert_ne!(after.producer_id, before.producer_id);
    assert_eq!(run.values(1), ["a", "a"]);
}

#[test]
fn an_application_that_sends_by_itself_goes_on_once_its_process_does() {
    for (ends, begins) in [
        (Command::Crash(PALL), Command::Restart(PALL)),
        (Command::Pause(PALL), Command::Resume(PALL)),
    ] {
        let mut scenario = idempotent();
        scenario.producers[2].load = Some(Load {
            topic: "orders".into(),
            partitions: vec![PartitionIndex(0)],
            from_ms: 2_000,
            every_ms: 100,
        });
        let mut run = opened(scenario);
        run.act(ends.clone());
        run.for_ms(1_000);
        let before = run.values(1).len();
        run.for_ms(3_000);
        assert_eq!(run.values(1).len(), before, "{ends:?}: it sends nothing");
        run.act(begins);
        run.for_ms(1_000);
        let values = run.values(1);
        assert!(values.len() > before + 5, "{ends:?}: it goes on");
        let unique: std::collections::BTreeSet<_> = values.iter().collect();
        assert_eq!(
            unique.len(),
            values.len(),
            "{ends:?}: its values go on counting"
        );
    }
}

#[test]
fn a_load_that_was_stopped_meanwhile_stays_stopped() {
    let mut scenario = idempotent();
    scenario.producers[2].load = Some(Load {
        topic: "orders".into(),
        partitions: vec![PartitionIndex(0)],
        from_ms: 2_000,
        every_ms: 100,
    });
    let mut run = opened(scenario);
    run.act(Command::Crash(PALL));
    run.act(Command::StopSending(PALL));
    run.act(Command::Restart(PALL));
    run.for_ms(1_000);
    let settled = run.values(1).len();
    run.for_ms(1_000);
    assert_eq!(run.values(1).len(), settled);
    assert!(!run.world.script_runs());
}

#[test]
fn an_application_that_does_not_run_calls_nothing() {
    for (fault, refusal) in [
        (Command::Crash(P1), Refusal::NotRunning(P1)),
        (Command::Pause(P1), Refusal::Frozen(P1)),
    ] {
        let mut run = opened(idempotent());
        run.act(fault.clone());
        for call in [send(P1, "a"), flush(P1)] {
            assert_eq!(run.try_act(call), Err(refusal), "{fault:?}");
        }
    }
}

#[test]
fn a_closed_producer_is_made_again_by_the_next_process() {
    let mut run = opened(idempotent());
    let call = ProducerCall::Close { timeout_ms: 1_000 };
    run.act(Command::CallProducer {
        producer: PALL,
        call,
    });
    run.for_ms(2_000);
    run.act(Command::Crash(PALL));
    run.act(Command::Restart(PALL));
    run.act(send(PALL, "a"));
    run.for_ms(1_000);
    assert_eq!(run.values(1), ["a"]);
}
