//! Partitions that move.

use super::Told;
use crate::config::BrokerConfig;
use crate::trace::Event;
use crate::wire::ErrorCode;

fn told(replicas: &[u32], config: &[(&str, &str)]) -> Told {
    let mut told = Told::new(4, BrokerConfig::default());
    told.topic(&[replicas], config);
    told
}

#[test]
fn a_move_ends_when_all_that_come_are_in_sync_and_a_leader_that_goes_is_told() {
    let mut told = told(&[1, 2], &[]);
    assert_eq!(told.reassign(Some(&[3, 4])), "ok");
    assert_eq!(
        told.records(),
        ["orders-0 replicas [3, 4, 1, 2] adding [3, 4] removing [1, 2]"]
    );
    assert_eq!(told.propose(&[1, 2, 3]), Ok(()));
    assert_eq!(told.records(), ["orders-0 isr [1, 2, 3]"]);
    assert_eq!(
        told.propose(&[1, 2, 3, 4]),
        Err(ErrorCode::NewLeaderElected)
    );
    assert_eq!(
        told.records(),
        ["orders-0 isr [3, 4] leader 3 replicas [3, 4] adding [] removing []"]
    );
    let completed = told.events.iter().find_map(|event| match event {
        Event::ReassignmentCompleted { proposed_by, .. } => Some(proposed_by.map(|id| id.0)),
        _ => None,
    });
    assert_eq!(completed, Some(Some(1)));
}

#[test]
fn what_needs_no_waiting_is_one_record() {
    for (from, to, min_isr, record) in [
        (&[1, 2][..], &[2, 1][..], "1", "orders-0 replicas [2, 1]"),
        (
            &[1, 2, 3],
            &[1, 2],
            "1",
            "orders-0 isr [1, 2] leader 1 replicas [1, 2]",
        ),
        (&[1, 2], &[2], "1", "orders-0 isr [2] leader 2 replicas [2]"),
        // Who has left stays eligible: how many are needed is counted before the change.
        (
            &[1, 2],
            &[1],
            "2",
            "orders-0 isr [1] leader 1 elr [2] replicas [1]",
        ),
    ] {
        let mut told = told(from, &[("min.insync.replicas", min_isr)]);
        assert_eq!(told.reassign(Some(to)), "ok");
        assert_eq!(told.records(), [record], "{from:?} → {to:?}");
    }
}

#[test]
fn a_replica_that_is_only_added_leaves_the_epoch_alone() {
    let mut told = told(&[1, 2], &[]);
    told.reassign(Some(&[1, 2, 3]));
    assert_eq!(told.propose(&[1, 2, 3]), Ok(()));
    assert_eq!(
        told.records(),
        [
            "orders-0 replicas [1, 2, 3] adding [3]",
            "orders-0 isr [1, 2, 3] adding []"
        ]
    );
}

#[test]
fn a_move_can_be_called_off_once() {
    let mut told = told(&[1, 2], &[]);
    told.reassign(Some(&[1, 3]));
    told.records();
    assert_eq!(told.reassign(None), "ok");
    assert_eq!(
        told.records(),
        ["orders-0 leader 1 replicas [1, 2] adding [] removing []"]
    );
    assert_eq!(
        told.reassign(None),
        "NoReassignmentInProgressException: No partition reassignment is in progress."
    );
}

#[test]
fn calling_off_a_move_whose_new_replicas_alone_are_in_sync_is_an_unclean_election() {
    for (unclean, said) in [
        (
            "false",
            "InvalidReplicaAssignmentException: Unable to revert partition assignment for orders:0 because \
             it would require an unclean leader election.",
        ),
        ("true", "ok"),
    ] {
        let mut told = told(&[1, 2], &[("unclean.leader.election.enable", unclean)]);
        told.reassign(Some(&[3, 4]));
        assert_eq!(told.propose(&[1, 3]), Ok(()), "b2 lags");
        told.session_passes(&[2, 3, 4]);
        told.records();
        assert_eq!(told.reassign(None), said);
    }
}

#[test]
fn replicas_chosen_by_hand_are_looked_at_before_anything_moves() {
    let mut told = told(&[1, 2], &[]);
    for (to, said) in [
        (&[][..], "an empty replica list"),
        (&[9], "broker 9, but no such broker is registered"),
        (&[3, 3], "the broker 3 more than once"),
    ] {
        let wanted = format!(
            "InvalidReplicaAssignmentException: The manual partition assignment includes {said}."
        );
        assert_eq!(told.reassign(Some(to)), wanted);
    }
    assert!(told.records().is_empty());
}
