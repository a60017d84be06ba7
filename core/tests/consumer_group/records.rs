//! What a group does with its records: an answer goes out when they are written, and the next
//! coordinator goes on from there.

use highwater_core::group::consumer_group::{
    ConsumerGroupConfig, ConsumerGroupEvent, ConsumerGroupRecord, ConsumerGroupState, FencingReason,
};
use highwater_core::id::GroupEpoch;
use highwater_core::wire::ErrorCode;

use crate::host::{Host, heartbeat, join};
use crate::script::play;

/// What a record is, without what it says.
fn kind(record: &ConsumerGroupRecord) -> (&'static str, Option<String>) {
    let (name, id) = match record {
        ConsumerGroupRecord::Metadata(_) => ("Metadata", None),
        ConsumerGroupRecord::MemberMetadata(id, _) => ("MemberMetadata", Some(id)),
        ConsumerGroupRecord::TargetAssignmentMetadata(_) => ("TargetAssignmentMetadata", None),
        ConsumerGroupRecord::TargetAssignmentMember(id, _) => ("TargetAssignmentMember", Some(id)),
        ConsumerGroupRecord::CurrentMemberAssignment(id, _) => {
            ("CurrentMemberAssignment", Some(id))
        }
    };
    (name, id.map(ToString::to_string))
}

/// Kinds of records as text, tombstones with a cross.
fn kinds(records: &[ConsumerGroupRecord]) -> Vec<String> {
    let mut kinds = Vec::new();
    for record in records {
        let (name, id) = kind(record);
        let mark = if record.is_tombstone() { "x " } else { "" };
        kinds.push(
            format!("{mark}{name} {}", id.unwrap_or_default())
                .trim_end()
                .to_owned(),
        );
    }
    kinds
}

#[test]
fn records_stand_in_kafkas_order() {
    let mut host = Host::new(ConsumerGroupConfig::default());
    host.topics.insert("foo".to_owned(), 2);
    host.send(&join("m1", &["foo"]));
    assert_eq!(
        kinds(&host.log),
        [
            "MemberMetadata m1",
            "Metadata",
            "TargetAssignmentMember m1",
            "TargetAssignmentMetadata",
            "CurrentMemberAssignment m1",
        ]
    );
    host.log.clear();
    host.send(&heartbeat("m1", 2));
    assert_eq!(host.log, []);
    host.send(&heartbeat("m1", -1));
    assert_eq!(
        kinds(&host.log),
        [
            "x CurrentMemberAssignment m1",
            "x TargetAssignmentMember m1",
            "x MemberMetadata m1",
            "Metadata",
        ]
    );
    host.log.clear();
    assert_eq!(host.delete(), Ok(()));
    assert_eq!(
        kinds(&host.log),
        ["x TargetAssignmentMetadata", "x Metadata"]
    );
}

#[test]
fn a_static_members_place_is_written_under_its_new_id() {
    let mut host = Host::new(ConsumerGroupConfig::default());
    host.topics.insert("foo".to_owned(), 2);
    let as_instance = |mut request: highwater_core::wire::ConsumerGroupHeartbeatRequest| {
        request.instance_id = Some("1".into());
        request
    };
    host.send(&as_instance(join("m1", &["foo"])));
    host.log.clear();
    host.send(&as_instance(heartbeat("m1", -2)));
    assert_eq!(kinds(&host.log), ["CurrentMemberAssignment m1"]);
    host.log.clear();
    host.send(&as_instance(join("m2", &["foo"])));
    assert_eq!(
        kinds(&host.log),
        [
            "x CurrentMemberAssignment m1",
            "x TargetAssignmentMember m1",
            "x MemberMetadata m1",
            "MemberMetadata m2",
            "TargetAssignmentMember m2",
            "CurrentMemberAssignment m2",
            "CurrentMemberAssignment m2",
        ]
    );
}

#[test]
fn an_answer_goes_out_when_all_records_before_it_are_written() {
    let mut host = Host::new(ConsumerGroupConfig::default());
    host.topics.insert("foo".to_owned(), 2);
    host.writes_at_once = false;
    let join_sent = host.send(&join("m1", &["foo"]));
    let later = host.send(&heartbeat("m1", 2));
    assert_eq!(host.answers.len(), 0);
    host.complete_append(Ok(()));
    for sent in [join_sent, later] {
        let answer = host.answers.remove(&sent).expect("it is answered");
        assert_eq!(
            answer.expect("nothing is wrong").member_epoch,
            GroupEpoch(2)
        );
    }
}

#[test]
fn records_that_are_not_written_in_time_are_told_and_the_group_goes_on() {
    for (error, told) in [
        (
            ErrorCode::RequestTimedOut,
            ErrorCode::CoordinatorNotAvailable,
        ),
        (ErrorCode::NotLeaderOrFollower, ErrorCode::NotCoordinator),
    ] {
        let mut host = Host::new(ConsumerGroupConfig::default());
        host.writes_at_once = false;
        let sent = host.send(&join("m1", &["foo"]));
        host.complete_append(Err(error));
        assert_eq!(host.answers.remove(&sent), Some(Err(told)));
        assert_eq!(host.state(), ConsumerGroupState::Stable);
    }
}

#[test]
fn who_waits_when_the_coordinator_goes_is_told_to_look_for_the_next_one() {
    let mut host = Host::new(ConsumerGroupConfig::default());
    host.writes_at_once = false;
    let sent = host.send(&join("m1", &["foo"]));
    host.change_coordinator(true);
    let answer = host.answers.remove(&sent);
    assert_eq!(answer, Some(Err(ErrorCode::NotCoordinator)));
    assert_eq!(host.group().members.len(), 1);
}

#[test]
fn the_next_coordinator_goes_on_where_the_one_before_was() {
    play(
        "coordinator changes",
        &[
            "topic foo 4",
            "m1 join foo -> epoch 2: foo:0,1,2,3",
            "wait 1000",
            "m2 join foo -> epoch 3:",
            "m1 lives -> epoch 2: foo:0,1",
            "coordinator changes",
            "group -> Reconciling 3/3",
            "m1 lives -> epoch 2",
            "m2 lives -> epoch 3",
            "m1 owns -> epoch 3",
            "m2 lives -> epoch 3: foo:2,3",
            "m1 leave -> epoch -1",
            "coordinator changes",
            "group -> Assigning 4/3",
            // When the group was last assigned is in the log, too.
            "wait 999",
            "m2 lives -> epoch 3",
            "wait 1",
            "m2 lives -> epoch 4: foo:0,1,2,3",
            "coordinator changes",
            "wait 45000",
            "group -> Empty 5/4",
            "coordinator changes",
            "group -> Empty 5/4",
            "delete -> ok",
            "coordinator changes",
            "group -> Dead",
        ],
    );
}

#[test]
fn a_new_coordinator_gives_members_their_time_anew() {
    play(
        "time",
        &[
            "topic foo 2",
            "m1 join foo -> epoch 2: foo:0,1",
            "wait 1000",
            "m2 join foo -> epoch 3:",
            "m1 lives -> epoch 2: foo:0",
            "wait 40000",
            "m1 lives -> epoch 2",
            "coordinator changes",
            "wait 40000",
            "m1 lives -> epoch 2",
            "wait 19999",
            "m1 lives -> epoch 2",
            "wait 1",
            "m1 lives -> UNKNOWN_MEMBER_ID",
        ],
    );
}

#[test]
fn a_coordinator_tells_what_it_does() {
    let script = play(
        "events",
        &[
            "topic foo 2",
            "m1 join foo -> epoch 2: foo:0,1",
            "wait 45000",
        ],
    );
    let told: Vec<&str> = script.host.events.iter().map(name).collect();
    assert_eq!(
        told,
        ["joined", "bumped", "computed", "session expired", "bumped"]
    );
}

fn name(event: &ConsumerGroupEvent) -> &'static str {
    match event {
        ConsumerGroupEvent::MemberJoined { .. } => "joined",
        ConsumerGroupEvent::GroupEpochBumped { .. } => "bumped",
        ConsumerGroupEvent::TargetAssignmentComputed { .. } => "computed",
        ConsumerGroupEvent::MemberFenced { reason, .. } => match reason {
            FencingReason::SessionExpired => "session expired",
            FencingReason::RebalanceTimeout { .. } => "rebalance timeout",
            FencingReason::JoinTimeout => "join timeout",
            FencingReason::SyncTimeout => "sync timeout",
        },
        _ => "other",
    }
}
