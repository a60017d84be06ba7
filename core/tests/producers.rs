//! What a producer does with what it is handed: what goes out together, what it refuses, who waits for
//! memory, and how it ends.

mod common;

use common::{PALL, Run, b, three_brokers};
use highwater_core::client::ProducerState;
use highwater_core::command::{Command, ProducerCall, Refusal};
use highwater_core::config::{CompressionType, ProducerConfig, Serializer};
use highwater_core::id::{NodeId, PartitionIndex};
use highwater_core::scenario::Scenario;
use highwater_core::sim::Payload;
use highwater_core::trace::Event;
use highwater_core::wire::{ErrorCode, ErrorDetail, ProducerClosed, RecordSizeLimit, Request};

/// One broker that leads three partitions, so that everything goes to it.
fn one_leader(config: ProducerConfig) -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.topics[0].assignment = (0..3).map(|_| vec![1, 2, 3]).map(brokers).collect();
    scenario.consumers.clear();
    scenario.producers[2].config = config;
    scenario
}

fn brokers(ids: Vec<u32>) -> Vec<highwater_core::id::BrokerId> {
    ids.into_iter().map(highwater_core::id::BrokerId).collect()
}

fn send_to(partition: u32, value: &str) -> Command {
    Command::Produce {
        producer: PALL,
        topic: "orders".into(),
        partition: Some(PartitionIndex(partition)),
        key: None,
        value: Some(value.into()),
    }
}

fn call(call: ProducerCall) -> Command {
    Command::CallProducer {
        producer: PALL,
        call,
    }
}

/// The partitions of the next requests of the producer that leave it, in order.
fn next_requests(run: &mut Run, count: usize) -> Vec<Vec<u32>> {
    let mut requests = Vec::new();
    let mut seen = Vec::new();
    let limit = run.world.now().as_ms() + 60_000;
    while requests.len() < count && run.world.now().as_ms() < limit {
        for (socket, _, message) in run.world.network().messages() {
            let is_new = socket.connection.client == PALL && !seen.contains(&message.id);
            if let (true, Payload::Request(Request::Produce(request))) = (is_new, &*message.payload)
            {
                seen.push(message.id);
                let partitions = request.partitions.iter();
                requests.push(partitions.map(|one| one.partition.partition.0).collect());
            }
        }
        run.step();
    }
    requests
}

fn errors(run: &Run) -> Vec<(ErrorCode, ErrorDetail)> {
    let mut errors = Vec::new();
    for trace in &run.traces {
        if let Event::SendFailed { error, detail, .. } | Event::RecordFailed { error, detail, .. } =
            &trace.event
        {
            errors.push((*error, detail.clone()));
        }
    }
    errors
}

fn acknowledged(run: &Run) -> usize {
    let events = run.traces.iter().map(|trace| &trace.event);
    let acknowledged = events.filter(|event| matches!(event, Event::RecordAcknowledged { .. }));
    acknowledged.count()
}

fn state(run: &Run) -> ProducerState {
    run.world.producer(PALL).expect("it is there").state()
}

#[test]
fn what_lingers_goes_along_with_what_goes_to_the_same_leader() {
    let mut run = Run::new(one_leader(ProducerConfig {
        linger_ms: 100,
        ..ProducerConfig::default()
    }));
    run.act(send_to(1, "first"));
    run.for_ms(80);
    run.act(send_to(0, "second"));
    run.act(send_to(2, "third"));
    assert_eq!(next_requests(&mut run, 1), [[0, 1, 2]]);
    run.for_ms(1_000);
    assert_eq!(acknowledged(&run), 3);
}

#[test]
fn a_request_takes_no_more_than_its_size_and_the_next_begins_where_it_ended() {
    let mut run = Run::new(one_leader(ProducerConfig {
        linger_ms: 100,
        max_request_size: 300,
        ..ProducerConfig::default()
    }));
    let value = "v".repeat(60);
    for partition in 0..3 {
        run.act(send_to(partition, &value));
    }
    assert_eq!(next_requests(&mut run, 2), [vec![0, 1], vec![2]]);
}

#[test]
fn a_record_that_cannot_be_taken_is_refused_to_its_sender() {
    let refused = |config: ProducerConfig, value: &str| {
        let mut run = Run::new(one_leader(config));
        run.act(send_to(0, value));
        run.for_ms(1_000);
        errors(&run)
    };
    let serializer = Serializer::Integer;
    let integers = ProducerConfig {
        value_serializer: serializer,
        ..ProducerConfig::default()
    };
    let is_key = false;
    let detail = ErrorDetail::Serialization { is_key, serializer };
    assert_eq!(
        refused(integers, "text"),
        [(ErrorCode::UnknownServerError, detail)]
    );
    let long = "v".repeat(1_000);
    let too_large = |most| ErrorDetail::RecordTooLarge { bytes: 1_086, most };
    for (max_request_size, buffer_memory, limit) in [
        (1_000, 32_000, RecordSizeLimit::Request(1_000)),
        (2_000, 1_000, RecordSizeLimit::Buffer),
    ] {
        let config = ProducerConfig {
            max_request_size,
            buffer_memory,
            ..ProducerConfig::default()
        };
        assert_eq!(
            refused(config, &long),
            [(ErrorCode::MessageTooLarge, too_large(limit))]
        );
    }
}

/// Memory for two batches, and a leader that does not answer.
fn with_little_memory() -> Run {
    let mut run = Run::new(one_leader(ProducerConfig {
        batch_size: 100,
        buffer_memory: 220,
        max_block_ms: 2_000,
        ..ProducerConfig::default()
    }));
    run.act(Command::Cut(PALL, b(1)));
    for partition in [0, 1, 2, 0] {
        run.act(send_to(partition, &"v".repeat(20)));
    }
    run
}

#[test]
fn who_waits_for_memory_gets_it_in_the_order_of_the_sends() {
    let mut run = with_little_memory();
    let producer = run.world.producer(PALL).expect("it is there");
    assert_eq!(
        (producer.buffer_available_bytes(), producer.sends_blocked()),
        (0, 2)
    );
    run.act(Command::HealAll);
    run.for_ms(1_500);
    assert_eq!(acknowledged(&run), 4);
    let accepted = run.traces.iter().filter_map(|trace| match trace.event {
        Event::RecordAccepted { record, .. } => Some(record.0),
        _ => None,
    });
    let accepted: Vec<u64> = accepted.collect();
    assert!(accepted.is_sorted(), "{accepted:?}");
}

#[test]
fn who_waits_for_memory_for_too_long_is_refused() {
    let mut run = with_little_memory();
    run.for_ms(2_500);
    let refused = errors(&run);
    assert_eq!(refused.len(), 2);
    for (error, detail) in refused {
        assert_eq!(error, ErrorCode::RequestTimedOut);
        let expected = ErrorDetail::BufferExhausted {
            bytes: 105,
            after_ms: 2_000,
            total: 220,
            available: 0,
            poolable: 100,
        };
        assert_eq!(detail, expected);
    }
}

#[test]
fn a_batch_that_is_too_large_for_its_topic_is_sent_in_parts() {
    for idempotent in [true, false] {
        let mut scenario = one_leader(ProducerConfig {
            linger_ms: 50,
            batch_size: 250,
            compression_type: CompressionType::None,
            enable_idempotence: Some(idempotent),
            ..ProducerConfig::default()
        });
        scenario.topics[0]
            .config
            .insert("max.message.bytes".into(), "200".into());
        let mut run = Run::new(scenario);
        for number in 0..3 {
            run.act(send_to(0, &format!("{number}{}", "v".repeat(50))));
        }
        run.for_ms(3_000);
        let splits = run.traces.iter().map(|trace| &trace.event);
        let splits = splits.filter(|event| matches!(event, Event::BatchSplit { .. }));
        assert!(splits.count() > 0);
        assert_eq!(acknowledged(&run), 3);
        let values = run.values(1);
        let first: Vec<&str> = values.iter().map(|value| &value[..1]).collect();
        assert_eq!(first, ["0", "1", "2"]);
    }
    let mut scenario = one_leader(ProducerConfig::default());
    scenario.topics[0]
        .config
        .insert("max.message.bytes".into(), "100".into());
    let mut run = Run::new(scenario);
    run.act(send_to(0, &"v".repeat(100)));
    run.for_ms(1_000);
    assert_eq!(
        errors(&run),
        [(ErrorCode::MessageTooLarge, ErrorDetail::None)],
        "a record alone cannot be split"
    );
}

#[test]
fn a_flush_ends_the_linger_of_what_was_sent_before() {
    let mut run = Run::new(one_leader(ProducerConfig {
        linger_ms: 10_000,
        ..ProducerConfig::default()
    }));
    run.act(send_to(0, "before"));
    run.for_ms(500);
    assert_eq!(acknowledged(&run), 0);
    run.act(call(ProducerCall::Flush));
    run.for_ms(500);
    assert_eq!(acknowledged(&run), 1);
    run.act(send_to(0, "after"));
    run.for_ms(500);
    assert_eq!(acknowledged(&run), 1, "it lingers as before");
}

#[test]
fn a_producer_that_is_closed_sends_what_it_has_and_takes_no_more() {
    let mut run = Run::new(one_leader(ProducerConfig {
        linger_ms: 10_000,
        ..ProducerConfig::default()
    }));
    run.act(send_to(0, "before"));
    run.act(call(ProducerCall::Close { timeout_ms: 5_000 }));
    run.for_ms(500);
    assert_eq!(
        (acknowledged(&run), state(&run)),
        (1, ProducerState::Closed)
    );
    run.act(send_to(0, "after"));
    let closed = ErrorDetail::ProducerClosed(ProducerClosed::Before);
    assert_eq!(errors(&run), [(ErrorCode::UnknownServerError, closed)]);
    let again = run.try_act(call(ProducerCall::Flush));
    assert_eq!(again, Err(Refusal::NotRunning(PALL)));
}

#[test]
fn what_is_not_answered_when_nobody_waits_any_longer_has_failed() {
    let mut run = Run::new(one_leader(ProducerConfig::default()));
    run.act(Command::Cut(PALL, b(1)));
    run.act(send_to(0, "lost"));
    run.for_ms(100);
    run.act(call(ProducerCall::Close { timeout_ms: 1_000 }));
    run.for_ms(2_000);
    let forced = ErrorDetail::ProducerClosed(ProducerClosed::Forcefully);
    assert_eq!(errors(&run), [(ErrorCode::UnknownServerError, forced)]);
    assert_eq!(state(&run), ProducerState::Closed);
}

#[test]
fn producer_ids_come_in_blocks_of_a_thousand_for_each_broker() {
    let mut scenario = three_brokers(1);
    let template = scenario.producers[2].clone();
    scenario.producers = vec![template; 6];
    for producer in &mut scenario.producers {
        producer.config.enable_idempotence = None;
    }
    let run = Run::new(scenario);
    let mut ids = Vec::new();
    for producer in run.world.producers() {
        let identity = producer.identity().expect("it has been told by now");
        ids.push(identity.producer_id.0);
    }
    ids.sort_unstable();
    let distinct = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), distinct, "no id is given twice: {ids:?}");
    assert!(ids.iter().all(|id| id % 1_000 < 6), "{ids:?}");
}

#[test]
fn a_leader_that_is_frozen_is_not_sent_anything_on_a_new_connection() {
    let mut config = ProducerConfig {
        request_timeout_ms: 2_000,
        linger_ms: 0,
        enable_idempotence: Some(false),
        ..ProducerConfig::default()
    };
    config.delivery_timeout_ms = Some(30_000);
    let mut run = Run::new(one_leader(config));
    run.act(send_to(0, "a"));
    run.for_ms(1_000);
    run.act(Command::Pause(b(1)));
    run.act(send_to(0, "b"));
    run.for_ms(4_500);
    run.act(Command::Resume(NodeId::Broker(
        highwater_core::id::BrokerId(1),
    )));
    run.for_ms(5_000);
    assert_eq!(
        run.values(1),
        ["a", "b", "b"],
        "read from the old socket, and sent again once"
    );
    let retried = run.traces.iter().map(|trace| &trace.event);
    let retried = retried.filter(|event| matches!(event, Event::BatchRetried { .. }));
    assert_eq!(retried.count(), 1);
}
