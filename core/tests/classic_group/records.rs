//! What a group does with its records: they are written before anybody relies on them, and the next
//! coordinator goes on from there.

use highwater_core::group::classic::{ClassicGroupConfig, ClassicGroupState};
use highwater_core::wire::ErrorCode;

use crate::host::{Host, join_request, share, static_join};

#[test]
fn nobody_has_an_assignment_before_it_is_written() {
    let (mut host, members) = Host::stable(2);
    host.writes_at_once = false;
    // A follower that joins before the leader is told of the generation that is about to end: so all join
    // twice.
    for id in members.iter().chain(&members) {
        host.send_join(join_request(Some(id.clone())));
    }
    let syncs = host.sync_all(&members);
    assert!(syncs.iter().all(|sync| host.sync_answer(*sync).is_none()));
    assert_eq!(host.state(), Some(ClassicGroupState::CompletingRebalance));
    host.complete_append(Ok(()));
    for (at, sync) in (0..).zip(&syncs) {
        let synced = host.sync_answer(*sync).expect("it is answered");
        let assignment = synced.as_ref().map(|synced| synced.assignment.clone());
        assert_eq!(assignment, Ok(share(at)));
    }
}

#[test]
fn an_assignment_that_cannot_be_written_makes_everybody_join_again() {
    for (error, told) in [
        (
            ErrorCode::NotEnoughReplicas,
            ErrorCode::CoordinatorNotAvailable,
        ),
        (ErrorCode::NotLeaderOrFollower, ErrorCode::NotCoordinator),
    ] {
        let mut host = Host::new(ClassicGroupConfig::default(), 7);
        let members = vec![host.join_new().0, host.join_new().0];
        host.wait(10_000);
        host.writes_at_once = false;
        let syncs = host.sync_all(&members);
        host.complete_append(Err(error));
        for sync in syncs {
            assert_eq!(host.sync_answer(sync), Some(&Err(told)));
        }
        assert_eq!(host.state(), Some(ClassicGroupState::PreparingRebalance));
    }
}

#[test]
fn a_static_member_whose_return_cannot_be_written_has_not_come_back() {
    let mut host = Host::new(ClassicGroupConfig::default(), 7);
    let first = host.send_join(static_join("1", None));
    host.wait(10_000);
    let old = host.member_id(first);
    host.sync_all(std::slice::from_ref(&old));
    host.writes_at_once = false;
    let join = host.send_join(static_join("1", None));
    assert!(host.join_answer(join).is_none());
    host.complete_append(Err(ErrorCode::NotEnoughReplicas));
    assert_eq!(host.refusal(join), Some(ErrorCode::CoordinatorNotAvailable));
    assert_eq!(host.heartbeat(&host.identity(&old)), Ok(()));
}

#[test]
fn the_next_coordinator_knows_members_and_assignments_and_gives_them_a_session() {
    let (mut host, members) = Host::stable(2);
    host.unload();
    assert_eq!(host.timers.len(), 0);
    let refused = host.heartbeat(&host.identity(&members[0]));
    assert_eq!(refused, Err(ErrorCode::CoordinatorNotAvailable));
    host.load();
    assert_eq!(host.state(), Some(ClassicGroupState::Stable));
    for (at, id) in (0..).zip(&members) {
        assert_eq!(host.heartbeat(&host.identity(id)), Ok(()));
        let sync = host.send_sync(host.identity(id), Vec::new());
        let synced = host.sync_answer(sync).expect("it is answered");
        assert_eq!(synced.as_ref().map(|it| &it.assignment), Ok(&share(at)));
    }
    host.wait(10_000);
    assert_eq!(host.group().members.len(), 0);
}

#[test]
fn who_waits_when_the_coordinator_goes_is_told_to_look_for_the_next_one() {
    let mut host = Host::new(ClassicGroupConfig::default(), 7);
    let (_, join) = host.join_new();
    host.unload();
    assert_eq!(host.refusal(join), Some(ErrorCode::NotCoordinator));
    let later = host.send_join(join_request(None));
    assert_eq!(
        host.refusal(later),
        Some(ErrorCode::CoordinatorNotAvailable)
    );
}

#[test]
fn a_new_group_whose_record_is_late_in_being_replicated_is_there_nevertheless() {
    let mut host = Host::new(ClassicGroupConfig::default(), 7);
    host.writes_at_once = false;
    let request = host.send_join(join_request(None));
    host.complete_append(Err(ErrorCode::RequestTimedOut));
    assert!(host.state().is_some(), "{:?}", host.join_answer(request));
}
