//! What an application may commit by its own offsets, and what it is told when nobody answers.

use highwater_core::client::{CommitMode, CommitObstacle, ConsumerError, Step};
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::config::GroupProtocol;
use highwater_core::explain::wait::{Reason, Wait, why};
use highwater_core::id::{LeaderEpoch, MessageId, Offset};
use highwater_core::scenario::{ApplicationSpec, CommitCall};
use highwater_core::sim::Direction;
use highwater_core::trace::{ConsumerEvent, Event};
use highwater_core::wire::Api;

use crate::application::{begin, consumer, errors, named, processed, send_all, with_application};
use crate::common::{C1, ORDERS, Run, b};

#[test]
fn a_commit_in_a_loop_that_nobody_answers_gives_up_in_the_words_of_its_client() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut scenario = with_application(ApplicationSpec {
            commit: CommitCall::Sync,
            process_ms: 2_000,
            ..ApplicationSpec::default()
        });
        scenario.consumers[0].config.group_protocol = protocol;
        scenario.consumers[0].config.default_api_timeout_ms = 5_000;
        let mut run = Run::new(scenario);
        run.for_ms(1_500);
        send_all(&mut run, 3);
        begin(&mut run);
        run.for_ms(5_000);
        let step = consumer(&run).application().step();
        assert!(matches!(step, Step::Processing { .. }), "{protocol:?}");
        for broker in 1..=3 {
            run.act(Command::Pause(b(broker)));
        }
        run.for_ms(5_500);
        assert_eq!(errors(&run), [], "{protocol:?}");
        run.for_ms(10_000);
        let partition = named("orders");
        let expected = match protocol {
            GroupProtocol::Classic => ConsumerError::CommitTimeout {
                after_ms: 5_000,
                offsets: vec![(partition, Offset(3), Some(LeaderEpoch(0)))],
            },
            GroupProtocol::Consumer => ConsumerError::FutureTimeout,
        };
        assert_eq!(errors(&run), [expected], "{protocol:?}");
    }
}

/// Stops the next answer to a commit on its way.
fn hold_answer_to_commit(run: &mut Run) -> MessageId {
    let sent = run.until(|event| {
        matches!(event, Event::MessageSent { gist, direction: Direction::Response, .. }
            if gist.api() == Api::OffsetCommit)
    });
    let Event::MessageSent { message, .. } = sent.event else {
        unreachable!("it was asked for");
    };
    run.act(Command::Hold(message));
    message
}

/// Whether a consumer was told that its `commitSync` of offset 7 is done.
fn has_committed_7(run: &Run) -> bool {
    let committed = ConsumerEvent::OffsetsCommitted {
        mode: CommitMode::Sync,
        offsets: vec![(ORDERS, Offset(7))],
    };
    let is_it = |event: &Event| matches!(event, Event::Consumer(it) if **it == committed);
    run.traces.iter().any(|it| is_it(&it.event))
}

#[test]
fn any_partition_may_be_committed_be_it_assigned_or_not() {
    // Nobody has it, and its client has heard of nothing yet; then another partition was chosen.
    for assigned in [None, Some("payments")] {
        let mut run = Run::new(with_application(ApplicationSpec::default()));
        run.for_ms(1_500);
        if let Some(topic) = assigned {
            let call = ConsumerCall::Assign(vec![named(topic)]);
            run.act(Command::CallConsumer { consumer: C1, call });
        }
        let (partition, offset) = (named("orders"), Offset(7));
        let call = ConsumerCall::CommitOffset { partition, offset };
        run.act(Command::CallConsumer { consumer: C1, call });
        run.for_ms(10_000);
        assert!(has_committed_7(&run), "{assigned:?}");
        assert_eq!(errors(&run), [], "{assigned:?}");
        assert_eq!(consumer(&run).application().step(), Step::Idle);
    }
}

/// A consumer subscribes, and commits before it can have joined.
fn commit_before_joining(protocol: GroupProtocol) -> Run {
    let mut scenario = with_application(ApplicationSpec::default());
    scenario.consumers[0].config.group_protocol = protocol;
    let mut run = Run::new(scenario);
    run.for_ms(1_500);
    let partition = named("orders");
    let offset = Offset(7);
    for call in [
        ConsumerCall::Subscribe(vec!["orders".into()]),
        ConsumerCall::CommitOffset { partition, offset },
    ] {
        run.act(Command::CallConsumer { consumer: C1, call });
    }
    run.for_ms(10_000);
    assert_eq!(consumer(&run).application().step(), Step::Idle);
    run
}

#[test]
fn a_classic_member_commits_nothing_before_it_has_joined() {
    let run = commit_before_joining(GroupProtocol::Classic);
    let refused = ConsumerError::CommitFailed(CommitObstacle::NotSent);
    assert_eq!(errors(&run), [refused]);
    assert!(!has_committed_7(&run));
}

#[test]
fn a_member_of_the_consumer_protocol_commits_before_it_has_an_epoch() {
    let run = commit_before_joining(GroupProtocol::Consumer);
    assert_eq!(errors(&run), []);
    assert!(has_committed_7(&run));
}

#[test]
fn a_commit_of_a_partition_that_is_not_heard_of_waits_and_says_for_what() {
    let mut scenario = with_application(ApplicationSpec::default());
    scenario.consumers[0].config.default_api_timeout_ms = 3_000;
    let mut run = Run::new(scenario);
    run.for_ms(1_500);
    for broker in 1..=3 {
        run.act(Command::Pause(b(broker)));
    }
    let partition = named("orders");
    let offsets = vec![(partition.clone(), Offset(7), None)];
    let offset = Offset(7);
    let call = ConsumerCall::CommitOffset { partition, offset };
    run.act(Command::CallConsumer { consumer: C1, call });
    run.for_ms(1_000);
    let waits = why(&run.world, Wait::Commit { consumer: C1 }).expect("it waits");
    let is_unheard = |reason: &Reason| matches!(reason, Reason::NotInMetadata { .. });
    assert!(waits.reasons.first().is_some_and(is_unheard), "{waits:?}");
    run.for_ms(3_000);
    let after_ms = 3_000;
    assert_eq!(
        errors(&run),
        [ConsumerError::CommitTimeout { after_ms, offsets }]
    );
}

#[test]
fn what_was_answered_too_late_does_not_end_the_next_commit() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut scenario = with_application(ApplicationSpec::default());
        scenario.consumers[0].config.group_protocol = protocol;
        let mut run = Run::new(scenario);
        run.for_ms(1_500);
        send_all(&mut run, 3);
        begin(&mut run);
        run.for_ms(10_000);
        assert_eq!(processed(&run), [0, 1, 2], "{protocol:?}");
        let call = ConsumerCall::CommitWithin { timeout_ms: 1_000 };
        run.act(Command::CallConsumer { consumer: C1, call });
        let late = hold_answer_to_commit(&mut run);
        run.for_ms(2_000);
        assert_eq!(errors(&run).len(), 1, "{protocol:?}");
        let partition = named("orders");
        let offset = Offset(1);
        let call = ConsumerCall::CommitOffset { partition, offset };
        run.act(Command::CallConsumer { consumer: C1, call });
        let next = hold_answer_to_commit(&mut run);
        run.act(Command::Release(late));
        run.for_ms(1_000);
        let step = consumer(&run).application().step();
        assert_eq!(step, Step::Committing, "{protocol:?}");
        run.act(Command::Release(next));
        run.for_ms(1_000);
        let step = consumer(&run).application().step();
        assert_eq!(step, Step::Idle, "{protocol:?}");
        assert_eq!(errors(&run).len(), 1, "{protocol:?}");
    }
}
