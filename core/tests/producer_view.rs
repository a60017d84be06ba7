//! What an onlooker sees of a producer, from `send` to the callback.

mod common;

use common::{PALL, Run, b, three_brokers};
use highwater_core::client::{
    Awaited, PartitionChoice, RecordProgress, SendObstacle, murmur2, to_positive,
};
use highwater_core::command::{Command, ProducerCall};
use highwater_core::config::{ProducerConfig, Serializer};
use highwater_core::explain::exception_class;
use highwater_core::id::{BrokerId, NodeId, PartitionIndex, TopicId, TopicPartition};
use highwater_core::sim::{ProducerView, Whereabouts};
use highwater_core::time::Span;
use highwater_core::trace::Event;

/// Three brokers, each the first replica of one partition of `orders`, and a producer with acks=all.
fn run(config: ProducerConfig) -> Run {
    let mut scenario = three_brokers(1);
    let replicas = |first: u32| (0..3).map(move |place| BrokerId((first + place) % 3 + 1));
    scenario.topics[0].assignment = (0..3).map(|first| replicas(first).collect()).collect();
    scenario.consumers.clear();
    scenario.producers[2].config = config;
    Run::new(scenario)
}

fn hand_over(run: &mut Run, partition: Option<u32>, key: Option<&str>, value: &str) {
    run.act(Command::Produce {
        producer: PALL,
        topic: "orders".into(),
        partition: partition.map(PartitionIndex),
        key: key.map(Into::into),
        value: Some(value.into()),
    });
}

fn orders(partition: u32) -> TopicPartition {
    TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(partition),
    }
}

fn view(run: &Run) -> ProducerView<'_> {
    let view = run.world.producer_view(PALL, run.world.now());
    view.expect("the producer is there")
}

fn progress(run: &Run) -> RecordProgress<'_> {
    view(run).handed.expect("a record was handed over").progress
}

#[test]
fn a_record_tells_by_what_its_partition_was_chosen() {
    let mut run = run(ProducerConfig::default());
    assert!(view(&run).handed.is_none());

    hand_over(&mut run, None, Some("alice"), "tea");
    let of_key = view(&run);
    let handed = of_key.handed.expect("it was handed over");
    let PartitionChoice::Key {
        hash,
        positive,
        partitions,
    } = handed.choice
    else {
        panic!("{:?}", handed.choice);
    };
    assert_eq!((hash, partitions), (murmur2(b"alice"), Some(3)));
    assert_eq!(positive, to_positive(hash));
    assert_eq!(handed.partition, Some(orders(positive % 3)));
    assert_eq!(handed.key.bytes, Some(&b"alice"[..]));
    assert_eq!(handed.value.bytes, Some(&b"tea"[..]));
    assert_eq!(handed.progress, RecordProgress::InBatch);

    hand_over(&mut run, Some(2), Some("alice"), "tea");
    let named = view(&run).handed.map(|it| (it.choice, it.partition));
    assert_eq!(named, Some((PartitionChoice::Application, Some(orders(2)))));

    hand_over(&mut run, None, None, "tea");
    let sticky = view(&run);
    let handed = sticky.handed.expect("it was handed over");
    assert_eq!(handed.choice, PartitionChoice::Sticky);
    let mut queues = sticky.queues.iter();
    let current = queues.find(|queue| queue.sticky_bytes.is_some());
    let current = current.expect("records without a key go somewhere");
    assert_eq!(handed.partition, Some(current.partition));
}

#[test]
fn a_record_is_followed_from_metadata_to_its_answer() {
    let mut run = run(ProducerConfig {
        max_block_ms: 2_000,
        ..ProducerConfig::default()
    });
    hand_over(&mut run, Some(0), None, "tea");
    assert_eq!(progress(&run), RecordProgress::InBatch);
    run.for_ms(10);
    assert_eq!(progress(&run), RecordProgress::InFlight);
    run.for_ms(500);
    assert!(matches!(
        progress(&run),
        RecordProgress::Acknowledged(Some(_))
    ));
    // Nobody has heard of that partition.
    hand_over(&mut run, Some(9), None, "tea");
    let until = run.world.now() + Span::from_ms(2_000);
    assert_eq!(progress(&run), RecordProgress::AwaitsMetadata(until));
    let blocked = view(&run).buffer.blocked;
    assert_eq!(
        (blocked[0].awaits, blocked[0].until),
        (Awaited::Metadata, until)
    );
    run.for_ms(3_000);
    assert!(matches!(progress(&run), RecordProgress::Failed(_)));
    assert!(view(&run).buffer.blocked.is_empty());
}

#[test]
fn a_batch_fills_lingers_and_is_full() {
    let mut run = run(ProducerConfig {
        linger_ms: 500,
        batch_size: 100,
        ..ProducerConfig::default()
    });
    hand_over(&mut run, Some(0), None, "0123456789");
    let begun = run.world.now();
    {
        let seen = view(&run);
        let queue = &seen.queues[0];
        let [first] = queue.batches[..] else {
            panic!("{queue:?}");
        };
        let lingers_until = begun + Span::from_ms(500);
        assert_eq!(first.lingers_until, Some(lingers_until));
        assert_eq!(queue.obstacle, Some(SendObstacle::NotReady(lingers_until)));
        assert!(!first.is_full && first.batch.size_bytes() < first.batch.capacity_bytes());
        assert_eq!(first.delivered_until, begun + Span::from_ms(120_000));
        assert!(seen.queues[1].batches.is_empty());
        assert_eq!(seen.queues[1].obstacle, None);
        assert_eq!(seen.buffer.used_bytes, 100);
    }
    for _ in 0..2 {
        hand_over(&mut run, Some(0), None, "0123456789");
    }
    // The third record had no room in it: it goes, and the next batch lingers.
    let seen = view(&run);
    let sent: Vec<_> = seen.brokers.iter().flat_map(|it| &it.requests).collect();
    let [sent] = sent[..] else {
        panic!("{:?}", seen.brokers);
    };
    assert_eq!(sent.request.batches[0].records.len(), 2);
    assert_eq!(seen.queues[0].batches.len(), 1);
}

#[test]
fn a_request_is_followed_to_its_broker_and_back() {
    let mut run = run(ProducerConfig::default());
    hand_over(&mut run, Some(0), None, "tea");
    let mut seen: Vec<&str> = Vec::new();
    let end = run.world.now() + Span::from_ms(300);
    while run.world.now() < end {
        run.step();
        let now = run.world.now();
        for slots in view(&run).brokers {
            assert_eq!(slots.room, 5);
            for sent in slots.requests {
                if sent.request.batches.is_empty() {
                    continue;
                }
                assert!(sent.request.sent_at <= now);
                let stage = match sent.whereabouts {
                    Whereabouts::Request(_) => "there",
                    Whereabouts::AtServer => "at the broker",
                    Whereabouts::Answer(_) => "back",
                    Whereabouts::Lost => "lost",
                };
                if seen.last() != Some(&stage) {
                    seen.push(stage);
                }
            }
        }
    }
    assert_eq!(seen, ["there", "at the broker", "back"]);
    let outcomes = view(&run).producer.outcomes();
    assert!(outcomes.iter().all(|outcome| outcome.result.is_ok()));
    assert_eq!(outcomes.len(), 1);
}

#[test]
fn a_request_is_lost_with_the_process_or_the_power_of_its_broker() {
    for (fault, expected) in [
        (None, Whereabouts::AtServer),
        (Some(Command::Crash(b(1))), Whereabouts::Lost),
        (Some(Command::PowerLoss(b(1))), Whereabouts::Lost),
    ] {
        let mut run = run(ProducerConfig::default());
        run.for_ms(500);
        // Its broker has it wait for the other replicas.
        for follower in [b(2), b(3)] {
            run.act(Command::Cut(b(1), follower));
        }
        hand_over(&mut run, Some(0), None, "tea");
        run.for_ms(200);
        let told = format!("{fault:?}");
        if let Some(fault) = fault {
            run.act(fault);
        }
        let seen = view(&run);
        let mut sent = seen.brokers.iter().flat_map(|it| &it.requests);
        let sent = sent.find(|sent| !sent.request.batches.is_empty());
        let sent = sent.map(|sent| sent.whereabouts);
        assert_eq!(sent, Some(expected), "{told}");
    }
}

#[test]
fn a_batch_that_failed_backs_off_and_keeps_its_sequence() {
    let mut run = run(ProducerConfig::default());
    run.for_ms(500);
    run.act(Command::Crash(b(2)));
    run.act(Command::Crash(b(3)));
    hand_over(&mut run, Some(0), None, "tea");
    // Alone in its ISR the leader refuses it.
    let is_retried = |event: &Event| matches!(event, Event::BatchRetried { .. });
    run.until(is_retried);
    let seen = view(&run);
    let batch = seen.queues[0].batches[0];
    let until = batch.backs_off_until.expect("it backs off");
    assert!(until > run.world.now());
    assert_eq!(batch.lingers_until, None);
    assert_eq!(batch.batch.attempts, 1);
    let sequence = batch.batch.sequence.expect("the producer is idempotent");
    let identity = seen.producer.identity().expect("it was told who it is");
    assert_eq!(sequence.producer_id, identity.producer_id);
    assert_eq!(sequence.base_sequence.0, 0);
}

#[test]
fn a_full_buffer_tells_who_waits_for_it_and_until_when() {
    let mut run = run(ProducerConfig {
        batch_size: 100,
        buffer_memory: 220,
        max_block_ms: 2_000,
        ..ProducerConfig::default()
    });
    run.for_ms(500);
    for broker in 1..=3 {
        run.act(Command::Cut(PALL, b(broker)));
    }
    for partition in [0, 1, 2] {
        hand_over(&mut run, Some(partition), None, &"v".repeat(20));
    }
    let until = run.world.now() + Span::from_ms(2_000);
    let buffer = view(&run).buffer;
    assert_eq!((buffer.total_bytes, buffer.used_bytes), (220, 220));
    let [blocked] = buffer.blocked[..] else {
        panic!("{:?}", buffer.blocked);
    };
    assert_eq!(
        blocked.awaits,
        Awaited::Memory {
            bytes: 105,
            has: 10
        }
    );
    assert_eq!((blocked.topic, blocked.until), ("orders", until));
    assert_eq!(progress(&run), RecordProgress::AwaitsMemory(until));
    assert!(run.world.producer_view(NodeId::CONTROLLER, until).is_none());
}

/// What the application was told last: the class of the exception, and whether `send` threw it.
fn told(run: &Run) -> (&'static str, bool) {
    let outcome = view(run).producer.outcomes().last();
    let outcome = outcome.expect("it was told something");
    match &outcome.result {
        Ok(_) => ("", outcome.is_thrown()),
        Err(error) => (
            exception_class(error.code, &error.detail),
            outcome.is_thrown(),
        ),
    }
}

#[test]
fn whatever_end_a_record_comes_to_its_application_is_told() {
    let close = Command::CallProducer {
        producer: PALL,
        call: ProducerCall::Close { timeout_ms: 0 },
    };
    let cut = || {
        (1..=3)
            .map(|broker| Command::Cut(PALL, b(broker)))
            .collect()
    };
    let long = "v".repeat(200);
    let check = |config, before: Vec<Command>, partition, value: &str, expected| {
        let mut run = run(config);
        run.for_ms(500);
        for command in before {
            run.act(command);
        }
        hand_over(&mut run, Some(partition), None, value);
        run.for_ms(10_000);
        let count = view(&run).producer.outcomes().len();
        assert_eq!((count, told(&run)), (1, expected));
    };
    let config = ProducerConfig {
        max_block_ms: 2_000,
        request_timeout_ms: 1_000,
        linger_ms: 10,
        delivery_timeout_ms: Some(3_000),
        ..ProducerConfig::default()
    };
    let with = |change: fn(&mut ProducerConfig)| {
        let mut config = config.clone();
        change(&mut config);
        config
    };
    check(config.clone(), vec![], 0, "tea", ("", false));
    check(config.clone(), cut(), 0, "tea", ("TimeoutException", false));
    check(
        config.clone(),
        vec![],
        9,
        "tea",
        ("TimeoutException", false),
    );
    check(
        with(|config| config.max_request_size = 100),
        vec![],
        0,
        &long,
        ("RecordTooLargeException", false),
    );
    check(
        with(|config| config.value_serializer = Serializer::Integer),
        vec![],
        0,
        "tea",
        ("SerializationException", true),
    );
    check(
        config,
        vec![close],
        0,
        "tea",
        ("IllegalStateException", true),
    );
}
