//! What a person has the application of a consumer call beside the loop in which it polls, works and commits: the
//! loop goes on afterwards, with what it had in hand.

mod common;

use common::{C1, ORDERS, P1, Run, send, three_brokers};
use highwater_core::client::Step;
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::id::Offset;
use highwater_core::scenario::CommitCall;
use highwater_core::trace::{ConsumerEvent, Event};

/// c1 is a member of no group's subscription, but commits for one, and works so long on each record.
fn opened(process_ms: u64) -> Run {
    let mut scenario = three_brokers(1);
    scenario.broker_config.offsets_topic_num_partitions = 1;
    let consumer = &mut scenario.consumers[0];
    consumer.config.group_id = "desk".into();
    consumer.config.enable_auto_commit = Some(false);
    consumer.application.process_ms = process_ms;
    consumer.application.commit = CommitCall::None;
    let mut run = Run::new(scenario);
    run.for_ms(5_000);
    run
}

/// The offsets that were worked on, in order.
fn processed(run: &Run) -> Vec<Offset> {
    let mut offsets = Vec::new();
    for trace in &run.traces {
        if let Event::Consumer(event) = &trace.event
            && let ConsumerEvent::RecordsProcessed {
                first_offset,
                next_offset,
                ..
            } = **event
        {
            offsets.extend((first_offset.0..next_offset.0).map(Offset));
        }
    }
    offsets
}

#[test]
fn the_loop_goes_on_after_a_call_and_skips_nothing() {
    for process_ms in [0, 200] {
        for call in [
            ConsumerCall::Commit,
            ConsumerCall::CommitWithin { timeout_ms: 2_000 },
            ConsumerCall::CommitAsync,
            ConsumerCall::Position { timeout_ms: 2_000 },
            ConsumerCall::EndOffsets,
        ] {
            let mut run = opened(process_ms);
            for value in ["a", "b", "c"] {
                run.act(send(P1, value));
            }
            run.until(|event| matches!(event, Event::RecordsConsumed { partition, .. } if *partition == ORDERS));
            run.act(Command::CallConsumer {
                consumer: C1,
                call: call.clone(),
            });
            run.for_ms(3_000);
            run.act(send(P1, "d"));
            run.for_ms(3_000);
            let consumer = run.world.consumer(C1).expect("it reads");
            let expected: Vec<Offset> = (0..4).map(Offset).collect();
            assert_eq!(processed(&run), expected, "{call:?}, {process_ms} ms");
            assert_eq!(consumer.application().step(), Step::Polling, "{call:?}");
        }
    }
}

#[test]
fn what_position_and_end_offsets_return_is_told() {
    let mut run = opened(0);
    for value in ["a", "b", "c"] {
        run.act(send(P1, value));
    }
    run.for_ms(3_000);
    let offsets = vec![(ORDERS, Offset(3))];
    for (call, told) in [
        (
            ConsumerCall::Position { timeout_ms: 2_000 },
            ConsumerEvent::PositionsTold(offsets.clone()),
        ),
        (
            ConsumerCall::EndOffsets,
            ConsumerEvent::EndOffsetsTold(offsets),
        ),
    ] {
        run.act(Command::CallConsumer { consumer: C1, call });
        run.for_ms(1_000);
        let is_told = |event: &Event| matches!(event, Event::Consumer(event) if **event == told);
        assert!(run.traces.iter().any(|it| is_told(&it.event)), "{told:?}");
    }
}
