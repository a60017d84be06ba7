//! What members do while nobody can say who coordinates their group.

use highwater_core::client::{Consumer, ConsumerMemberState};
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::explain::wait::{GroupReason, Reason, Wait, why};
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::scenario::ApplicationSpec;
use highwater_core::sim::Direction;
use highwater_core::trace::{ConsumerEvent, Event};
use highwater_core::wire::Api;

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;

const BROKERS: core::ops::RangeInclusive<u32> = 1..=3;

fn b(id: u32) -> NodeId {
    NodeId::Broker(BrokerId(id))
}

fn member_of(run: &Run) -> &Consumer {
    run.world.consumer(c(1)).expect("it is there")
}

/// How often c1 has sent such a request since a trace.
fn requests(run: &Run, api: Api, since: usize) -> usize {
    let is_it = |event: &Event| {
        matches!(event, Event::MessageSent { gist, connection, direction: Direction::Request, .. }
            if gist.api() == api && connection.client == c(1))
    };
    let sent = run.traces[since..].iter();
    sent.filter(|trace| is_it(&trace.event)).count()
}

/// Brokers answer, and none of them leads the partition in which the group is kept.
fn nobody_coordinates(protocol: Protocol) -> Run {
    let members = vec![member(protocol, ApplicationSpec::default())];
    let mut run = Run::new(scenario(1, 1, members), format!("{protocol:?}"));
    run.for_ms(20_000);
    let found = run.world.coordinator_of(&GroupId("board".into()));
    let coordinator = found.map(|(broker, _)| broker).expect("somebody does");
    let others = || BROKERS.filter(|id| BrokerId(*id) != coordinator).map(b);
    for other in others() {
        run.act(&Command::Crash(other));
    }
    run.for_ms(60_000);
    run.act(&Command::Crash(coordinator.into()));
    for other in others() {
        run.act(&Command::Restart(other));
    }
    run.for_ms(40_000);
    run
}

#[test]
fn whoever_is_told_of_no_coordinator_pauses_before_it_asks_again() {
    for protocol in Protocol::ALL {
        let mut run = nobody_coordinates(protocol);
        let (since, seconds) = (run.traces.len(), 20);
        run.for_ms(seconds * 1_000);
        let asked = requests(&run, Api::FindCoordinator, since);
        // Ten times in a second are the most with retry.backoff.ms=100, without the answers' way.
        let most = usize::try_from(seconds).expect("a few") * 10;
        assert!((1..=most).contains(&asked), "{protocol:?}: {asked}");
    }
}

#[test]
fn a_member_gives_nothing_up_before_it_has_committed_though_nobody_coordinates() {
    let slow = ApplicationSpec {
        process_ms: 12_000,
        ..ApplicationSpec::default()
    };
    let mut first = member(Protocol::Consumer, slow);
    first.config.max_poll_records = 1;
    let mut second = member(Protocol::Consumer, ApplicationSpec::default());
    second.application.by_hand = true;
    let mut run = Run::new(scenario(1, 2, vec![first, second]), "slow".into());
    run.for_ms(20_000);
    for call in [
        ConsumerCall::Subscribe(vec!["orders".into()]),
        ConsumerCall::PollOn,
    ] {
        let consumer = c(2);
        run.act(&Command::CallConsumer { consumer, call });
    }
    while member_of(&run).membership().consumer_state != ConsumerMemberState::Reconciling {
        run.step();
    }
    for id in BROKERS {
        run.act(&Command::Crash(b(id)));
    }
    let since = run.traces.len();
    run.for_ms(5_000);
    // Its application has to poll before anything.
    let said = why(&run.world, Wait::Member { consumer: c(1) }).expect("it waits");
    let works = |it: &Reason| matches!(it, Reason::Group(GroupReason::Processes { .. }));
    assert!(said.reasons.iter().any(works), "{said:#?}");
    run.for_ms(25_000);
    let has = |run: &Run, wanted: fn(&ConsumerEvent) -> bool| {
        run.traces[since..]
            .iter()
            .position(|trace| match &trace.event {
                Event::Consumer(event) => trace.actor == c(1) && wanted(event),
                _ => false,
            })
    };
    let gives_up = |it: &ConsumerEvent| matches!(it, ConsumerEvent::PartitionsRevoked(_));
    assert_eq!(has(&run, gives_up), None);
    for id in BROKERS {
        run.act(&Command::Restart(b(id)));
    }
    run.for_ms(20_000);
    let commits = |it: &ConsumerEvent| matches!(it, ConsumerEvent::OffsetsCommitted { .. });
    let (committed, given_up) = (has(&run, commits), has(&run, gives_up));
    assert!(committed.is_some() && committed < given_up, "{given_up:?}");
}
