//! A group goes from one protocol to the other while it works (`group.consumer.migration.policy`).

use highwater_core::client::ConsumerError;
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::config::ConsumerGroupMigrationPolicy;
use highwater_core::explain::{GroupTable, describe_group};
use highwater_core::group::classic::GroupId;
use highwater_core::group::consumer_group::{
    ConsumerGroupEvent, HeartbeatRefusal, MigrationObstacle,
};
use highwater_core::group::{GroupDescription, GroupState, GroupType};
use highwater_core::id::Offset;
use highwater_core::scenario::ApplicationSpec;
use highwater_core::trace::{ConsumerEvent, Event};
use highwater_core::wire::{ApiError, ErrorCode};

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;

const PARTITIONS: u32 = 4;

/// Members of these protocols, none of which has subscribed yet.
fn members(policy: ConsumerGroupMigrationPolicy, protocols: &[Protocol]) -> Run {
    let by_hand = ApplicationSpec {
        by_hand: true,
        ..ApplicationSpec::default()
    };
    let members = protocols.iter();
    let mut members: Vec<_> = members
        .map(|protocol| member(*protocol, by_hand.clone()))
        .collect();
    for member in &mut members {
        member.config.auto_commit_interval_ms = 1_000;
        member.config.heartbeat_interval_ms = 1_000;
        member.config.session_timeout_ms = 10_000;
    }
    let mut scenario = scenario(1, PARTITIONS, members);
    scenario.broker_config.group_consumer_migration_policy = policy;
    scenario.broker_config.group_consumer_heartbeat_interval_ms = 1_000;
    scenario.broker_config.group_consumer_session_timeout_ms = 10_000;
    let mut run = Run::new(scenario, format!("{policy:?} {protocols:?}"));
    run.for_ms(5_000);
    run
}

fn comes(run: &mut Run, id: u32) {
    let subscribe = ConsumerCall::Subscribe(vec!["orders".into()]);
    for call in [subscribe, ConsumerCall::PollOn] {
        let consumer = c(id);
        run.act(&Command::CallConsumer { consumer, call });
    }
    run.for_ms(15_000);
}

fn goes(run: &mut Run, id: u32) {
    let (consumer, call) = (c(id), ConsumerCall::Close);
    run.act(&Command::CallConsumer { consumer, call });
    run.for_ms(15_000);
}

fn described(run: &Run) -> GroupDescription {
    let board = highwater_core::group::classic::GroupId("board".into());
    let mut processes = run.world.brokers().filter_map(|broker| broker.process());
    let described = processes.find_map(|process| process.describe_group(&board));
    described.unwrap_or_else(|| panic!("{}: nobody knows the group", run.what))
}

fn committed(run: &Run) -> i64 {
    let board = highwater_core::group::classic::GroupId("board".into());
    let mut processes = run.world.brokers().filter_map(|broker| broker.process());
    let shard = processes.find_map(|process| process.shard_of(&board));
    let offsets = shard.and_then(|shard| shard.offsets().of_group(&board));
    let offsets = offsets.into_iter().flatten();
    offsets.map(|(_, kept)| kept.committed.offset.0).sum()
}

/// The group is stable in that protocol, has every partition once, and reads on.
fn is_well(run: &mut Run, group_type: GroupType, members: usize) {
    let group = described(run);
    assert_eq!(group.group_type, group_type, "{}: {group:?}", run.what);
    assert_eq!(group.state, GroupState::Stable, "{}: {group:?}", run.what);
    assert_eq!(group.members.len(), members, "{}: {group:?}", run.what);
    let assigned: usize = group.members.iter().map(|it| it.assigned.len()).sum();
    assert_eq!(assigned, PARTITIONS as usize, "{}: {group:?}", run.what);
    let consumers = run.world.consumers();
    let owned: usize = consumers.map(|it| it.subscription().assigned().len()).sum();
    assert_eq!(owned, PARTITIONS as usize, "{}", run.what);
    let before = committed(run);
    run.for_ms(5_000);
    assert!(committed(run) > before, "{}: it stands still", run.what);
}

fn refusals(run: &Run) -> Vec<MigrationObstacle> {
    let obstacles = run.traces.iter().filter_map(|trace| match &trace.event {
        Event::ConsumerGroup {
            event: ConsumerGroupEvent::MigrationRefused(obstacle),
            ..
        } => Some(*obstacle),
        _ => None,
    });
    obstacles.collect()
}

fn raised(run: &Run, id: u32) -> Vec<ConsumerError> {
    let raised = run.traces.iter().filter_map(|trace| match &trace.event {
        Event::Consumer(event) if trace.actor == c(id) => match &**event {
            ConsumerEvent::Raised(error) => Some(error.clone()),
            _ => None,
        },
        _ => None,
    });
    raised.collect()
}

/// Members are replaced one by one, as when applications are rolled: nothing is read twice or skipped by it,
/// and what was committed stays.
#[test]
fn a_group_goes_to_the_consumer_protocol_and_back_member_by_member() {
    for classic in [Protocol::Eager, Protocol::Cooperative] {
        let protocols = [
            classic,
            classic,
            Protocol::Consumer,
            Protocol::Consumer,
            classic,
        ];
        let mut run = members(ConsumerGroupMigrationPolicy::Bidirectional, &protocols);
        comes(&mut run, 1);
        comes(&mut run, 2);
        is_well(&mut run, GroupType::Classic, 2);
        comes(&mut run, 3);
        is_well(&mut run, GroupType::Consumer, 3);
        goes(&mut run, 1);
        comes(&mut run, 4);
        goes(&mut run, 2);
        is_well(&mut run, GroupType::Consumer, 2);
        comes(&mut run, 5);
        is_well(&mut run, GroupType::Consumer, 3);
        goes(&mut run, 3);
        goes(&mut run, 4);
        is_well(&mut run, GroupType::Classic, 1);
        let positions: Vec<Offset> = run
            .world
            .consumers()
            .flat_map(|it| it.positions())
            .map(|(_, at)| at)
            .collect();
        assert!(positions.iter().all(|at| at.0 > 0), "{positions:?}");
        assert_eq!(refusals(&run), []);
    }
}

#[test]
fn a_member_that_is_killed_takes_the_group_back_when_its_session_ends() {
    let protocols = [Protocol::Cooperative, Protocol::Consumer];
    let mut run = members(ConsumerGroupMigrationPolicy::Bidirectional, &protocols);
    comes(&mut run, 1);
    comes(&mut run, 2);
    is_well(&mut run, GroupType::Consumer, 2);
    run.act(&Command::Crash(c(2)));
    run.for_ms(25_000);
    is_well(&mut run, GroupType::Classic, 1);
}

#[test]
fn who_speaks_which_protocol_is_told_while_members_speak_both() {
    let protocols = [Protocol::Eager, Protocol::Consumer];
    let mut run = members(ConsumerGroupMigrationPolicy::Bidirectional, &protocols);
    comes(&mut run, 1);
    let told = |run: &Run| describe_group(&run.world, "board", GroupTable::Members, true);
    let printed = told(&run).unwrap_or_default();
    assert!(!printed.columns.contains(&"UPGRADED"));
    comes(&mut run, 2);
    let printed = told(&run).unwrap_or_default();
    let table = printed.text;
    let rows: Vec<&str> = table.lines().map(str::trim_end).collect();
    let upgraded = rows.iter().filter(|row| row.ends_with("true")).count();
    let classic = rows.iter().filter(|row| row.ends_with("false")).count();
    assert!(printed.columns.contains(&"UPGRADED"), "{table}");
    assert_eq!((upgraded, classic), (1, 1), "{table}");
}

/// Under each policy: whether a classic group may be joined by the other protocol, and the reverse, and whether
/// a group goes back.
#[test]
fn the_policy_says_which_way_a_group_may_go() {
    use ConsumerGroupMigrationPolicy::{Bidirectional, Disabled, Downgrade, Upgrade};
    for (policy, upgrades, is_joined, downgrades) in [
        (Bidirectional, true, true, true),
        (Upgrade, true, true, false),
        (Downgrade, false, true, true),
        (Disabled, false, false, false),
    ] {
        let mut run = members(policy, &[Protocol::Eager, Protocol::Consumer]);
        comes(&mut run, 1);
        comes(&mut run, 2);
        if upgrades {
            is_well(&mut run, GroupType::Consumer, 2);
        } else {
            is_well(&mut run, GroupType::Classic, 1);
            assert_eq!(refusals(&run), [MigrationObstacle::UpgradeDisabled]);
            let refused = [ApiError::from(HeartbeatRefusal::NotUpgraded(
                GroupId("board".into()),
                MigrationObstacle::UpgradeDisabled,
            ))];
            assert_eq!(raised(&run, 2), refused.map(ConsumerError::Broker));
        }

        let mut run = members(policy, &[Protocol::Consumer, Protocol::Eager]);
        comes(&mut run, 1);
        comes(&mut run, 2);
        if !is_joined {
            is_well(&mut run, GroupType::Consumer, 1);
            assert!(refusals(&run).contains(&MigrationObstacle::JoinDisabled));
            let refused = [ErrorCode::InconsistentGroupProtocol.into()];
            assert_eq!(raised(&run, 2), refused);
            continue;
        }
        is_well(&mut run, GroupType::Consumer, 2);
        goes(&mut run, 1);
        let left = [GroupType::Consumer, GroupType::Classic][usize::from(downgrades)];
        is_well(&mut run, left, 1);
    }
}
