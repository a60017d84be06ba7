//! The presets that are about a producer from the inside.

use highwater_core::client::PartitionChoice;
use highwater_core::command::{AdminCommand, Command};
use highwater_core::id::PartitionIndex;
use highwater_core::trace::Event;
use highwater_core::wire::ErrorDetail;

use crate::run::{P1, Run, b, is_acknowledged, orders};

/// Sends a record to a partition, or leaves that to the partitioner.
fn send(run: &mut Run, partition: Option<u32>, key: Option<&str>) {
    run.act(Command::Produce {
        producer: P1,
        topic: "orders".into(),
        partition: partition.map(PartitionIndex),
        key: key.map(Into::into),
        value: Some("hello".into()),
    });
}

/// Whether something waits to be sent to a partition.
fn waits_in(run: &Run, partition: u32) -> bool {
    let producer = run.world.producer(P1).expect("it is there");
    let mut queues = producer.queues(run.world.now()).into_iter();
    let queue = queues.find(|queue| queue.partition == orders(partition));
    queue.is_some_and(|queue| !queue.batches.is_empty())
}

#[test]
fn a_full_buffer_blocks_send_until_it_fails_or_there_is_room() {
    let mut run = Run::of("full-buffer");
    run.act(Command::Pause(b(1)));
    run.waits(5_000, |event| matches!(event, Event::SendBlocked { .. }));
    let producer = run.world.producer(P1).expect("it is there");
    let level = producer.buffer_level();
    assert_eq!((level.used_bytes, level.total_bytes), (600, 600));
    run.waits(3_100, |event| {
        matches!(
            event,
            Event::SendFailed {
                detail: ErrorDetail::BufferExhausted { .. },
                ..
            }
        )
    });
    let producer = run.world.producer(P1).expect("it is there");
    assert!(producer.sends_blocked() > 0, "others wait");
    run.act(Command::Resume(b(1)));
    run.waits(2_000, is_acknowledged);
    run.for_ms(5_000);
    let producer = run.world.producer(P1).expect("it is there");
    assert_eq!(producer.sends_blocked(), 0);
    assert_eq!(run.broken, []);
}

#[test]
fn a_batch_goes_when_it_is_full_or_has_lingered_or_another_goes_to_its_leader() {
    let mut run = Run::of("batches-linger");
    // The load alone fills batches: they take less than their linger.
    run.for_ms(10_000);
    let leader = run.world.leading_replica(orders(0));
    let leader = leader.expect("b1 leads");
    let batches: Vec<usize> = leader.log.batches().map(|it| it.records.len()).collect();
    assert!(
        batches.len() > 2 && batches.iter().all(|it| (3..7).contains(it)),
        "{batches:?}"
    );
    send(&mut run, Some(1), None);
    run.for_ms(2_800);
    assert!(waits_in(&run, 1));
    run.for_ms(700);
    assert!(!waits_in(&run, 1));
    send(&mut run, Some(2), None);
    assert!(waits_in(&run, 2));
    run.for_ms(2_700);
    assert!(!waits_in(&run, 2));
    assert_eq!(run.broken, []);
}

#[test]
fn a_key_goes_elsewhere_once_there_are_more_partitions() {
    let mut run = Run::of("keys-to-partitions");
    for (partitions, partition) in [(6, 3), (8, 5)] {
        send(&mut run, None, Some("alice"));
        let producer = run.world.producer(P1).expect("it is there");
        let handed = producer.handed().expect("it was sent");
        let choice = PartitionChoice::Key {
            hash: 1_951_417_749,
            positive: 1_951_417_749,
            partitions: Some(partitions),
        };
        assert_eq!(
            (handed.choice, handed.partition),
            (choice, Some(orders(partition)))
        );
        run.waits(2_000, is_acknowledged);
        if partitions == 6 {
            run.act(Command::Admin(AdminCommand::CreatePartitions {
                topic: "orders".into(),
                count: 8,
                assignment: Vec::new(),
            }));
            run.for_ms(1_000);
            // It has not heard of that partition, and asks.
            send(&mut run, Some(7), None);
            run.waits(2_000, is_acknowledged);
        }
    }
    assert_eq!(run.broken, []);
}
