//! What an idempotent producer and the leaders make of batches that are sent again.

mod common;

use common::{ORDERS, PALL, Run, b, send, three_brokers};
use highwater_core::command::Command;
use highwater_core::id::{MessageId, NodeId};
use highwater_core::scenario::Scenario;
use highwater_core::trace::Event;
use highwater_core::wire::{ErrorCode, Gist};

/// Three brokers, and producers that are as idempotent as they can be.
fn idempotent() -> Scenario {
    let mut scenario = three_brokers(1);
    for producer in &mut scenario.producers {
        producer.config.enable_idempotence = None;
    }
    scenario
}

/// Steps until a producer's request with records, or the answer to one, is on its way.
fn under_way(run: &mut Run, producer: NodeId, is_answer: bool) -> MessageId {
    loop {
        let messages = run.world.network().messages();
        let mut fitting = messages.iter().filter(|(socket, _, message)| {
            let wanted = match message.gist {
                Gist::Produce { .. } => !is_answer,
                Gist::ProduceAnswer { .. } => is_answer,
                _ => false,
            };
            wanted && socket.connection.client == producer
        });
        if let Some((.., message)) = fitting.next() {
            return message.id;
        }
        run.step();
    }
}

fn count(run: &Run, wanted: impl Fn(&Event) -> bool) -> usize {
    let events = run.traces.iter().map(|trace| &trace.event);
    events.filter(|event| wanted(event)).count()
}

/// Id, epoch, base sequence and number of records of each batch on b1.
fn batches(run: &Run) -> Vec<(i64, i16, i32, usize)> {
    let log = &run.world.replicas(ORDERS)[0].log;
    let mut batches = Vec::new();
    for batch in log.batches() {
        let sequence = batch.sequence.expect("the producer is idempotent");
        batches.push((
            sequence.producer_id.0,
            sequence.producer_epoch.0,
            sequence.base_sequence.0,
            batch.records.len(),
        ));
    }
    batches
}

#[test]
fn a_batch_whose_answer_was_lost_is_in_the_log_once_with_idempotence_and_twice_without() {
    for (scenario, copies) in [(idempotent(), 1), (three_brokers(1), 2)] {
        let mut run = Run::new(scenario);
        run.act(send(PALL, "a"));
        let answer = under_way(&mut run, PALL, true);
        run.act(Command::Lose(answer));
        run.for_ms(5_000);
        assert_eq!(run.values(1), vec!["a"; copies]);
        let duplicates = count(&run, |event| matches!(event, Event::DuplicateBatch { .. }));
        assert_eq!(duplicates, 2 - copies);
        let acknowledged = |event: &Event| matches!(event, Event::RecordAcknowledged { .. });
        assert_eq!(count(&run, acknowledged), 1);
    }
}

#[test]
fn a_new_leader_knows_the_batches_that_it_has_copied() {
    let mut run = Run::new(idempotent());
    run.act(send(PALL, "a"));
    let answer = under_way(&mut run, PALL, true);
    run.act(Command::Lose(answer));
    run.act(Command::Crash(b(1)));
    run.for_ms(30_000);
    assert_eq!(run.values(2), ["a"]);
    assert!(count(&run, |event| matches!(event, Event::DuplicateBatch { .. })) > 0);
}

#[test]
fn sequences_count_the_records_of_a_partition() {
    let mut run = Run::new(idempotent());
    run.act(send(PALL, "a"));
    run.act(send(PALL, "b"));
    run.for_ms(1_000);
    run.act(send(PALL, "c"));
    run.for_ms(1_000);
    let found = batches(&run);
    let producer = found[0].0;
    assert_eq!(found, [(producer, 0, 0, 2), (producer, 0, 2, 1)]);
    let entry = run.world.replicas(ORDERS)[2].log.producers().entries();
    assert_eq!(entry.count(), 1, "followers know the producer, too");
}

#[test]
fn batches_keep_their_order_though_the_first_is_lost_while_others_are_under_way() {
    let mut run = Run::new(idempotent());
    run.act(send(PALL, "0"));
    run.for_ms(1_000);
    for number in 1..5 {
        run.act(send(PALL, &number.to_string()));
        run.for_ms(6);
        if number == 2 {
            let request = under_way(&mut run, PALL, false);
            run.act(Command::Lose(request));
        }
    }
    run.for_ms(5_000);
    assert_eq!(run.values(1), ["0", "1", "2", "3", "4"]);
    let bases: Vec<i32> = batches(&run).iter().map(|batch| batch.2).collect();
    assert!(bases.is_sorted(), "{bases:?}");
}

#[test]
fn a_gap_that_nothing_will_fill_begins_the_next_epoch() {
    let mut scenario = idempotent();
    let config = &mut scenario.producers[2].config;
    config.request_timeout_ms = 1_000;
    config.delivery_timeout_ms = Some(3_000);
    let mut run = Run::new(scenario);
    run.act(send(PALL, "a"));
    run.for_ms(1_000);
    run.act(Command::Cut(PALL, b(1)));
    run.act(send(PALL, "lost"));
    run.until(|event| matches!(event, Event::RecordFailed { .. }));
    run.act(Command::HealAll);
    run.for_ms(5_000);
    run.act(send(PALL, "b"));
    run.for_ms(5_000);
    let acknowledged = |event: &Event| matches!(event, Event::RecordAcknowledged { .. });
    assert_eq!(count(&run, acknowledged), 2);
    let found = batches(&run);
    let last = found.last().expect("there are batches");
    assert_eq!((last.1, last.2), (1, 0), "{found:?}");
    let refused = |event: &Event| match event {
        Event::AppendRefused { error, .. } => *error == ErrorCode::OutOfOrderSequenceNumber,
        _ => false,
    };
    assert_eq!(count(&run, refused), 0, "the producer knew of the gap");
}

#[test]
fn a_producer_without_an_id_sends_nothing() {
    let run = Run::new(idempotent());
    let identity = |run: &Run| {
        let found = run.world.producer(PALL);
        found.and_then(|producer| producer.identity())
    };
    assert!(identity(&run).is_some(), "it asks as soon as it is made");
    let others = run.world.producers().filter(|it| it.id != PALL);
    let any = others.filter_map(|it| it.identity()).count();
    assert_eq!(any, 0, "with acks=0 and acks=1 nothing is idempotent");

    let mut scenario = idempotent();
    scenario.producers[2].on_demand = true;
    let mut run = Run::new(scenario);
    assert_eq!(identity(&run), None);
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    assert!(identity(&run).is_some());
    assert_eq!(run.values(1), ["a"]);
}

/// `TransactionManager.handleFailedBatch`: retries that have run out keep nobody from beginning the next epoch, if it is
/// the leader that misses something.
#[test]
fn a_gap_that_a_leader_found_begins_the_next_epoch_though_the_retries_have_run_out() {
    let mut scenario = idempotent();
    scenario.producers[2].config.retries = 1;
    let mut run = Run::new(scenario);
    run.act(send(PALL, "a"));
    run.for_ms(1_000);
    run.act(Command::Crash(b(2)));
    run.act(Command::Crash(b(3)));
    run.for_ms(15_000);
    run.act(send(PALL, "too few replicas"));
    run.until(|event| matches!(event, Event::RecordFailed { .. }));
    run.act(Command::Restart(b(2)));
    run.act(Command::Restart(b(3)));
    run.for_ms(15_000);
    run.act(send(PALL, "after a gap"));
    run.until(|event| matches!(event, Event::RecordFailed { .. }));
    run.act(send(PALL, "b"));
    run.for_ms(5_000);
    let found = batches(&run);
    let numbered: Vec<_> = found.iter().map(|batch| (batch.1, batch.2)).collect();
    assert_eq!(numbered, [(0, 0), (1, 0)], "epoch and first sequence");
}
