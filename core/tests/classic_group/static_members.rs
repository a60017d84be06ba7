//! What Kafka answers to static members (KIP-345).

use highwater_core::group::classic::{
    ClassicGroupConfig, ClassicGroupState, JoinGroupRequest, LeavingMember,
};
use highwater_core::wire::ErrorCode;

use crate::host::{Host, REBALANCE_TIMEOUT_MS, static_join};
use crate::script::play;

/// Two static members in generation 1.
const TWO_STATIC: [&str; 8] = [
    "a@1 join -> waits",
    "b@2 join -> waits",
    "wait 6000",
    "a@1 answer -> generation 1, leads 2 by range",
    "b@2 answer -> generation 1, follows by range",
    "b@2 sync -> waits",
    "a@1 sync -> partition 0",
    "b@2 answer -> partition 1",
];

#[test]
fn a_static_member_that_comes_back_has_what_it_had_and_fences_the_one_before() {
    let config = ClassicGroupConfig::default();
    let back = [
        "new-b@2 join -> generation 1, follows by range",
        "group -> Stable 1",
        "new-b@2 sync -> partition 1",
        "b@2 heartbeat -> FENCED_INSTANCE_ID",
        "b@2 commit -> FENCED_INSTANCE_ID",
        "b@2 sync -> FENCED_INSTANCE_ID",
        "b@2 join -> FENCED_INSTANCE_ID",
        "b@2 leave -> FENCED_INSTANCE_ID",
        "a@1 heartbeat -> ok",
    ];
    play(
        "follower",
        config.clone(),
        &[&TWO_STATIC[..], &back].concat(),
    );
    let leader = [
        "new-a@1 join -> generation 1, leads 2 by range, need not assign",
        "new-a@1 sync -> partition 0",
        "group -> Stable 1",
    ];
    play("leader", config, &[&TWO_STATIC[..], &leader].concat());
}

#[test]
fn a_static_member_that_comes_back_during_a_rebalance_takes_its_part_in_it() {
    let config = ClassicGroupConfig::default();
    let completing = [
        "new-b@2 join -> waits",
        "group -> PreparingRebalance 1",
        "a@1 join -> generation 2, leads 2 by range",
        "new-b@2 answer -> generation 2, follows by range",
    ];
    play(
        "completing",
        config.clone(),
        &[&TWO_STATIC[..5], &completing].concat(),
    );
    let preparing = [
        "a@1 join -> waits",
        "b@2 join range,sticky -> generation 2, follows by range",
        "a@1 answer -> generation 2, leads 2 by range",
        "a@1 join range,sticky -> waits",
        "new-a@1 join -> waits",
        "a@1 answer -> FENCED_INSTANCE_ID",
        "b@2 join -> generation 3, follows by range",
        "new-a@1 answer -> generation 3, leads 2 by range",
    ];
    play("preparing", config, &[&TWO_STATIC[..], &preparing].concat());
}

#[test]
fn a_static_member_that_is_away_stays_a_member_until_its_session_ends() {
    let lines = [
        "a@1 leave -> ok",
        "b@2 heartbeat -> REBALANCE_IN_PROGRESS",
        "b@2 join -> generation 2, leads 1 by range",
    ];
    let config = ClassicGroupConfig::default();
    play(
        "told to leave",
        config.clone(),
        &[&TWO_STATIC[..], &lines].concat(),
    );
    let away = [
        "a@1 join -> waits",
        "wait 9999",
        "a@1 answer -> waits",
        "wait 1",
        "a@1 answer -> generation 2, leads 1 by range",
        "b@2 heartbeat -> UNKNOWN_MEMBER_ID",
    ];
    play("away", config, &[&TWO_STATIC[..], &away].concat());
}

#[test]
fn a_group_of_static_members_that_are_all_away_waits_for_their_sessions_to_end() {
    let mut host = Host::new(ClassicGroupConfig::default(), 7);
    let patient = |instance_id: &str| JoinGroupRequest {
        session_timeout_ms: 150_000,
        ..static_join(instance_id, None)
    };
    let joins = [host.send_join(patient("1")), host.send_join(patient("2"))];
    host.wait(10_000);
    let members: Vec<_> = joins.iter().map(|join| host.member_id(*join)).collect();
    host.sync_all(&members);
    // Somebody wants to join, and is gone before anybody else hears of it.
    let (newcomer, _) = host.join_new();
    let leaving = LeavingMember {
        member_id: Some(newcomer),
        instance_id: None,
        reason: None,
    };
    assert_eq!(host.leave(leaving), Ok(()));
    host.wait(REBALANCE_TIMEOUT_MS);
    assert_eq!(host.state(), Some(ClassicGroupState::PreparingRebalance));
    assert_eq!((host.generation(), host.group().members.len()), (1, 2));
    host.wait(REBALANCE_TIMEOUT_MS + 30_000);
    assert_eq!(host.state(), Some(ClassicGroupState::Empty));
    assert_eq!(host.generation(), 2);
}

#[test]
fn an_administrator_removes_a_static_member_by_its_instance_id() {
    let mut host = Host::new(ClassicGroupConfig::default(), 7);
    host.send_join(static_join("1", None));
    host.wait(10_000);
    let by_instance = |instance_id: &str| LeavingMember {
        member_id: None,
        instance_id: Some(instance_id.into()),
        reason: None,
    };
    assert_eq!(
        host.leave(by_instance("2")),
        Err(ErrorCode::UnknownMemberId)
    );
    assert_eq!(host.leave(by_instance("1")), Ok(()));
    assert_eq!(host.state(), Some(ClassicGroupState::Empty));
}
