//! What becomes of a partition, case by case.

use super::*;
use crate::id::LeaderEpoch;

fn ids(ids: &[u32]) -> Vec<BrokerId> {
    ids.iter().copied().map(BrokerId).collect()
}

fn partition(replicas: &[u32], isr: &[u32]) -> PartitionRegistration {
    PartitionRegistration {
        replicas: ids(replicas),
        isr: ids(isr),
        leader: isr.first().copied().map(BrokerId),
        leader_epoch: LeaderEpoch(0),
        ..PartitionRegistration::default()
    }
}

#[test]
fn the_first_in_sync_replica_in_assignment_order_leads() {
    let partition = partition(&[1, 3, 2], &[1, 2, 3]);
    let alive = |id: BrokerId| id != BrokerId(1);
    let change = PartitionChangeBuilder::new(&partition, &alive, ChangeRules::today(1, true))
        .target_isr(ids(&[2, 3]))
        .build();
    let (change, election) = change.expect("the leader is gone");
    assert_eq!(change.leader, Some(Some(BrokerId(3))));
    assert_eq!(change.isr, Some(ids(&[2, 3])));
    assert_eq!(election, Election::Clean);
}

#[test]
fn the_last_member_stays_in_the_isr_without_elr_and_becomes_eligible_with_it() {
    let partition = partition(&[1, 2], &[1]);
    let nobody = |_: BrokerId| false;
    let build = |elr| {
        PartitionChangeBuilder::new(&partition, &nobody, ChangeRules::today(1, elr))
            .target_isr(Vec::new())
            .build()
    };
    let (off, _) = build(false).expect("there is no leader");
    assert_eq!((off.leader, off.isr), (Some(None), None));
    let (on, _) = build(true).expect("there is no leader");
    assert_eq!(
        (on.leader, on.isr, on.elr),
        (Some(None), Some(Vec::new()), Some(ids(&[1])))
    );
    assert_eq!(on.last_known_elr, Some(ids(&[1])));
}

#[test]
fn only_a_preferred_election_takes_leadership_from_a_leader_that_may_go_on() {
    let mut partition = partition(&[1, 2, 3], &[2, 1]);
    partition.leader = Some(BrokerId(2));
    let all = |_: BrokerId| true;
    for (kind, leader) in [
        (ElectionKind::Online, None),
        (ElectionKind::Unclean, None),
        (ElectionKind::Preferred, Some(Some(BrokerId(1)))),
    ] {
        let change = PartitionChangeBuilder::new(&partition, &all, ChangeRules::today(1, true))
            .election(kind)
            .build();
        assert_eq!(
            change.and_then(|(change, _)| change.leader),
            leader,
            "{kind:?}"
        );
    }
}

#[test]
fn the_last_known_leader_leads_only_when_nobody_is_trusted_and_counts_as_unclean() {
    let mut partition = partition(&[1, 2, 3], &[]);
    partition.last_known_elr = ids(&[2]);
    let all = |_: BrokerId| true;
    for (elr, last_known_leader, leader) in [
        (&[][..], true, Some(2)),
        (&[3], true, Some(3)),
        (&[], false, None),
    ] {
        partition.elr = ids(elr);
        let rules = ChangeRules {
            last_known_leader,
            ..ChangeRules::today(2, true)
        };
        let built = PartitionChangeBuilder::new(&partition, &all, rules).build();
        let led = built.as_ref().and_then(|(change, _)| change.leader?);
        assert_eq!(led, leader.map(BrokerId), "{elr:?}");
        if leader == Some(2) {
            let (change, election) = built.expect("it leads");
            assert_eq!(election, Election::LastKnownLeader);
            assert_eq!(
                (change.isr, change.recovering),
                (Some(ids(&[2])), Some(true))
            );
        }
    }
}

#[test]
fn the_last_known_leader_does_not_lead_what_was_given_to_others() {
    let mut partition = partition(&[1, 3], &[]);
    partition.last_known_elr = ids(&[2]);
    let all = |_: BrokerId| true;
    let built = PartitionChangeBuilder::new(&partition, &all, ChangeRules::today(2, true)).build();
    let led = built.and_then(|(change, _)| change.leader?);
    assert_eq!(led, None);
}
