//! What an onlooker sees of a group of consumers.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::sync::Arc;

use common::{Run, send, three_brokers};
use highwater_core::command::Command;
use highwater_core::config::{AutoOffsetReset, GroupProtocol};
use highwater_core::explain::wait::{GroupReason, Reason, Wait, why};
use highwater_core::group::GroupState;
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, ClientId, NodeId};
use highwater_core::scenario::{ConsumerSpec, Scenario};
use highwater_core::sim::{GroupView, Heartbeat, MemberProgress};
use highwater_core::time::Span;

fn id() -> GroupId {
    GroupId("board".into())
}

/// Three brokers, four partitions of `orders`, and two members that take 100 ms over a record.
fn run(protocol: GroupProtocol) -> Run {
    Run::new(scenario(protocol))
}

fn scenario(protocol: GroupProtocol) -> Scenario {
    let mut scenario = three_brokers(1);
    let replicas = |first: u32| (0..3).map(move |place| BrokerId((first + place) % 3 + 1));
    scenario.topics[0].assignment = (0..4).map(|first| replicas(first).collect()).collect();
    let mut member = ConsumerSpec::default();
    member.config.group_id = "board".into();
    member.config.group_protocol = protocol;
    member.config.auto_offset_reset = AutoOffsetReset::Earliest;
    member.config.metadata_max_age_ms = 2_000;
    member.subscribe = vec![Arc::from("orders")];
    member.application.process_ms = 100;
    scenario.consumers = vec![member; 2];
    scenario
}

fn progress(view: &GroupView<'_>) -> Vec<Option<MemberProgress>> {
    view.members.iter().map(|member| member.progress).collect()
}

#[test]
fn a_stable_group_has_its_members_settled_with_every_partition_owned_once() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut run = run(protocol);
        run.for_ms(25_000);
        let view = run.world.group_view(&id());
        let known = view.known.as_ref().expect("its coordinator knows it");
        assert_eq!(known.state, GroupState::Stable, "{protocol:?}");
        assert_eq!(progress(&view), [Some(MemberProgress::Settled); 2]);
        let owned: usize = view.members.iter().map(|it| it.partitions.len()).sum();
        assert_eq!((owned, view.ownerless.len()), (4, 0), "{protocol:?}");
        assert_eq!(
            view.generation.is_some(),
            protocol == GroupProtocol::Classic
        );
        assert_eq!(view.waits_until, None);
        let now = run.world.now();
        for member in &view.members {
            let session = member.session.expect("it runs");
            assert!(session.ends_at > now && session.left(now) <= session.whole);
            assert_ne!(member.heartbeat, Heartbeat::None);
        }
    }
}

#[test]
fn a_dead_member_keeps_its_partitions_until_its_session_ends() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut run = run(protocol);
        run.for_ms(25_000);
        run.act(Command::Crash(NodeId::Consumer(ClientId(1))));
        run.for_ms(100);
        let view = run.world.group_view(&id());
        assert!(view.ownerless.is_empty(), "{protocol:?}");
        let known = view.known.as_ref().expect("its coordinator knows it");
        assert_eq!(known.members.len(), 2, "{protocol:?}");
        let dead = &view.members[0];
        assert!(dead.known.is_some(), "{protocol:?}: who died is a member");
        assert_eq!(dead.partitions.len(), 2, "{protocol:?}");
        let session = dead.session.expect("its session runs out");
        assert!(
            session.left(run.world.now()) < session.whole,
            "{protocol:?}"
        );
        run.for_ms(60_000);
        let view = run.world.group_view(&id());
        assert!(view.ownerless.is_empty(), "{protocol:?}");
        assert_eq!(view.members[1].partitions.len(), 4, "{protocol:?}");
        assert!(view.members[0].known.is_none(), "{protocol:?}");
    }
}

#[test]
fn a_static_member_keeps_its_place_until_it_has_joined_again() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut scenario = scenario(protocol);
        for (member, name) in scenario.consumers.iter_mut().zip(["first", "second"]) {
            member.config.group_instance_id = name.into();
        }
        let mut run = Run::new(scenario);
        run.for_ms(25_000);
        let client = NodeId::Consumer(ClientId(1));
        run.act(Command::Crash(client));
        run.for_ms(1_000);
        run.act(Command::Restart(client));
        for _ in 0..200 {
            let view = run.world.group_view(&id());
            assert!(view.ownerless.is_empty(), "{protocol:?}");
            let member = &view.members[0];
            assert!(member.is_member(), "{protocol:?}");
            assert_eq!(member.partitions.len(), 2, "{protocol:?}");
            run.for_ms(5);
        }
    }
}

#[test]
fn without_a_coordinator_nobody_knows_what_is_committed() {
    let mut run = run(GroupProtocol::Classic);
    run.for_ms(25_000);
    let is_unknown = |run: &Run| {
        let view = run.world.group_view(&id());
        let mut partitions = view.members.iter().flat_map(|it| &it.partitions);
        partitions.all(|it| it.is_commit_unknown)
    };
    assert!(!is_unknown(&run));
    for broker in 1..=3 {
        run.act(Command::Crash(NodeId::Broker(BrokerId(broker))));
    }
    assert!(is_unknown(&run));
}

#[test]
fn what_somebody_works_on_who_polled_too_late_has_no_owner_in_the_group() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut scenario = scenario(protocol);
        for member in &mut scenario.consumers {
            member.config.max_poll_interval_ms = 6_000;
        }
        scenario.consumers.truncate(1);
        scenario.consumers[0].application.process_ms = 60_000;
        let mut run = Run::new(scenario);
        run.for_ms(10_000);
        run.act(send(NodeId::Producer(ClientId(1)), "tea"));
        let mut seen = 0;
        for ms in (10_000..30_000).step_by(100) {
            run.until_ms(ms);
            let view = run.world.group_view(&id());
            let late = &view.members[0];
            if view.known.is_none() || late.is_member() || late.partitions.is_empty() {
                continue;
            }
            assert!(late.consumer.has_polled_too_late(), "{protocol:?}");
            assert_eq!(view.ownerless.len(), 4, "{protocol:?}");
            seen += 1;
        }
        assert!(seen > 0, "{protocol:?}");
    }
}

#[test]
fn whoever_joins_for_the_first_time_has_five_minutes_to_be_let_in() {
    let mut run = run(GroupProtocol::Classic);
    run.for_ms(25_000);
    let (c1, c2) = (ClientId(1), ClientId(2));
    run.act(Command::Crash(NodeId::Consumer(c2)));
    run.act(Command::Pause(NodeId::Consumer(c1)));
    run.act(Command::Restart(NodeId::Consumer(c2)));
    run.for_ms(10_000);
    let view = run.world.group_view(&id());
    let joins = &view.members[1];
    assert!(joins.is_new, "it waits for c1, which stands still");
    let left = joins.session.expect("its time runs");
    assert_eq!(left.whole, Span::from_ms(300_000));
    assert!(left.left(run.world.now()) < left.whole);
}

#[test]
fn of_two_members_of_one_client_id_it_is_the_dead_one_for_which_the_others_wait() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        for dead in 1..=2 {
            let mut scenario = scenario(protocol);
            for member in &mut scenario.consumers {
                member.config.client_id = "worker".into();
            }
            let mut run = Run::new(scenario);
            run.for_ms(25_000);
            let dead = NodeId::Consumer(ClientId(dead));
            run.act(Command::Crash(dead));
            let mut third = run.world.scenario().consumers[0].clone();
            third.config.client_id = "other".into();
            run.act(Command::StartConsumer(Arc::new(third)));
            run.for_ms(5_000);
            let says = || format!("{protocol:?}: {dead}");
            let gone = who_is_gone(&run);
            assert!(gone.iter().all(|it| *it == dead), "{}: {gone:?}", says());
            // In the consumer protocol nothing of what it had may be meant for the third one.
            assert!(protocol == GroupProtocol::Consumer || !gone.is_empty());
            let view = run.world.group_view(&id());
            for member in &view.members[..2] {
                assert!(member.known.is_some(), "{}", says());
                let others = view.members.iter().filter(|it| it.known == member.known);
                assert_eq!(others.count(), 1, "{}", says());
            }
        }
    }
}

/// The members of which a third one that joins is told that their process has ended.
fn who_is_gone(run: &Run) -> Vec<NodeId> {
    let member = Wait::Member {
        consumer: NodeId::Consumer(ClientId(3)),
    };
    let reasons = why(&run.world, member).map_or_else(Vec::new, |why| why.reasons);
    let gone = reasons.iter().filter_map(|reason| match reason {
        Reason::Group(GroupReason::Gone { consumer, .. }) => Some(*consumer),
        _ => None,
    });
    gone.collect()
}
