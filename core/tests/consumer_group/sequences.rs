//! Sequences of heartbeats, and what Kafka answers to each: epochs, assignments and errors as in
//! `GroupMetadataManagerConsumerGroupTest` and `ConsumerGroupHeartbeatRequestTest` of Apache Kafka.

use highwater_core::group::consumer_group::{
    ConsumerGroupConfig, ConsumerGroupState, HeartbeatRefusal, InvalidHeartbeat,
};
use highwater_core::wire::{ConsumerGroupHeartbeatRequest, ErrorCode, ErrorDetail};

use crate::host::{Host, join};
use crate::script::{play, play_with};

/// Two members that have halves of six and three partitions.
const TWO: [&str; 12] = [
    "topic foo 6",
    "topic bar 3",
    "m1 join foo,bar -> epoch 2: bar:0,1,2 foo:0,1,2,3,4,5",
    "m1 owns -> epoch 2",
    "wait 1000",
    "m2 join foo,bar -> epoch 3:",
    "m1 lives -> epoch 2: bar:0,1 foo:0,1,2",
    "m2 lives -> epoch 3",
    "m1 owns -> epoch 3",
    "m2 lives -> epoch 3: bar:2 foo:3,4,5",
    "group -> Stable 3/3",
    "wait 1000",
];

fn after_two(claim: &str, lines: &[&str]) {
    play(claim, &[&TWO[..], lines].concat());
}

#[test]
fn the_first_member_has_everything_at_once_in_epoch_2() {
    play(
        "first member",
        &[
            "group -> Dead",
            "m1 lives -> INVALID_REQUEST",
            "m1 in 1",
            "m1 lives -> GROUP_ID_NOT_FOUND",
            "m1 leave -> GROUP_ID_NOT_FOUND",
            "topic foo 2",
            "m1 join foo -> epoch 2: foo:0,1",
            "group -> Stable 2/2",
            "m1 lives -> epoch 2",
            "m1 full -> epoch 2: foo:0,1",
            "m1 full -> epoch 2: foo:0,1",
        ],
    );
}

#[test]
fn a_new_member_waits_for_what_others_give_up_and_they_for_nobody() {
    after_two(
        "third member",
        &[
            "m3 join foo,bar -> epoch 4:",
            "group -> Reconciling 4/4",
            "m1 lives -> epoch 3: bar:0 foo:0,1",
            "m2 lives -> epoch 3: foo:3",
            "m3 lives -> epoch 4",
            "m1 lives -> epoch 3",
            "m1 owns bar:0,1 foo:0,1 -> epoch 3",
            "m1 owns -> epoch 4",
            "m3 lives -> epoch 4",
            "m2 lives -> epoch 3",
            "m2 owns -> epoch 4: bar:1 foo:2,3",
            "m3 lives -> epoch 4: bar:2 foo:4,5",
            "m3 owns -> epoch 4",
            "group -> Stable 4/4",
        ],
    );
}

#[test]
fn what_a_member_leaves_is_for_the_others() {
    after_two(
        "leaving",
        &[
            "m1 leave -> epoch -1",
            "group -> Assigning 4/3",
            "m2 lives -> epoch 4: bar:0,1,2 foo:0,1,2,3,4,5",
            "m2 leave -> epoch -1",
            "group -> Empty 5/4",
            "m1 in 3",
            "m1 lives -> UNKNOWN_MEMBER_ID",
            "m1 leave -> UNKNOWN_MEMBER_ID",
            "wait 1000",
            "m1 join foo -> epoch 6: foo:0,1,2,3,4,5",
        ],
    );
}

#[test]
fn a_group_is_assigned_at_most_once_a_second_and_by_the_next_heartbeat_after_it() {
    play(
        "assignment interval",
        &[
            "topic foo 2",
            "m1 join foo -> epoch 2: foo:0,1",
            "m2 join foo -> epoch 2:",
            "group -> Assigning 3/2",
            "wait 999",
            "m1 lives -> epoch 2",
            "wait 1",
            "m1 lives -> epoch 2: foo:0",
            "m1 owns -> epoch 3",
            "m2 lives -> epoch 3: foo:1",
            "group -> Stable 3/3",
        ],
    );
    let config = ConsumerGroupConfig {
        group_consumer_assignment_interval_ms: 0,
        ..ConsumerGroupConfig::default()
    };
    play_with(
        "no interval",
        config,
        &[
            "topic foo 2",
            "m1 join foo -> epoch 2: foo:0,1",
            "m2 join foo -> epoch 3:",
            "m1 lives -> epoch 2: foo:0",
        ],
    );
}

#[test]
fn a_member_that_is_elsewhere_than_it_says_is_fenced_unless_an_answer_may_have_been_lost() {
    after_two(
        "epochs",
        &[
            "m1 in 4",
            "m1 owns -> FENCED_MEMBER_EPOCH",
            "m1 in 1",
            "m1 owns -> FENCED_MEMBER_EPOCH",
            "m1 in 2",
            "m1 lives -> FENCED_MEMBER_EPOCH",
            "m1 owns bar:0,2 -> FENCED_MEMBER_EPOCH",
            "m1 owns bar:0 -> epoch 3",
            // Epoch 0 is a member's that joins, whatever it was before (KAFKA-19233).
            "m1 join foo,bar -> epoch 3: bar:0,1 foo:0,1,2",
            "m3 in 3",
            "m3 lives -> UNKNOWN_MEMBER_ID",
        ],
    );
}

#[test]
fn a_member_that_joins_again_while_it_is_to_give_up_has_given_up() {
    after_two(
        "joins again",
        &[
            "m3 join foo,bar -> epoch 4:",
            "m1 lives -> epoch 3: bar:0 foo:0,1",
            "m1 join foo,bar -> epoch 4: bar:0 foo:0,1",
        ],
    );
}

#[test]
fn another_subscription_changes_the_group_and_takes_its_topics_from_the_member() {
    play(
        "subscription",
        &[
            "topic foo 2",
            "topic bar 2",
            "m1 join foo -> epoch 2: foo:0,1",
            "wait 1000",
            "m1 subscribe foo,bar -> epoch 3: bar:0,1 foo:0,1",
            "m1 subscribe bar,foo -> epoch 3",
            "m1 subscribe bar -> epoch 3: bar:0,1",
            "group -> Assigning 4/3",
            "m1 owns -> epoch 3",
            "wait 1000",
            "m1 lives -> epoch 4",
            "group -> Stable 4/4",
        ],
    );
}

#[test]
fn topics_that_come_and_change_are_assigned_by_the_next_heartbeat() {
    play(
        "topics",
        &[
            "m1 join foo -> epoch 2:",
            "m1 lives -> epoch 2",
            "topic foo 1",
            "wait 1000",
            "m1 lives -> epoch 3: foo:0",
            "topic foo 2",
            "m1 lives -> epoch 3",
            "group -> Assigning 4/3",
            "wait 1000",
            "m1 lives -> epoch 4: foo:0,1",
            "topic bar 1",
            "m1 lives -> epoch 4",
            "no topic foo",
            "wait 1000",
            "m1 lives -> epoch 4:",
            "m1 owns -> epoch 5",
        ],
    );
}

#[test]
fn a_silent_member_is_out_after_its_session() {
    after_two(
        "session",
        &[
            "m2 lives -> epoch 3",
            "wait 40000",
            "m1 lives -> epoch 3",
            "wait 4999",
            "group -> Stable 3/3",
            "wait 1",
            "group -> Assigning 4/3",
            "m2 in 3",
            "m2 lives -> UNKNOWN_MEMBER_ID",
            "m1 lives -> epoch 4: bar:0,1,2 foo:0,1,2,3,4,5",
        ],
    );
}

#[test]
fn a_member_that_does_not_give_up_in_time_is_out_though_it_lives() {
    let lives: Vec<&str> = std::iter::repeat_n(["m1 lives -> epoch 3", "wait 12000"], 4)
        .flatten()
        .collect();
    let before = [
        "m3 join foo,bar -> epoch 4:",
        "m1 lives -> epoch 3: bar:0 foo:0,1",
        "m3 in 0",
        "wait 12000",
    ];
    let after = ["m1 lives -> UNKNOWN_MEMBER_ID"];
    after_two("rebalance timeout", &[&before[..], &lives, &after].concat());
}

#[test]
fn a_member_that_gave_up_in_time_is_not_out() {
    after_two(
        "in time",
        &[
            "m3 join foo,bar -> epoch 4:",
            "m1 lives -> epoch 3: bar:0 foo:0,1",
            "wait 40000",
            "m1 owns -> epoch 4",
            "m2 lives -> epoch 3: foo:3",
            "m2 owns -> epoch 4: bar:1 foo:2,3",
            "m3 lives -> epoch 4: bar:2 foo:4,5",
            "wait 40000",
            "m1 lives -> epoch 4",
        ],
    );
}

#[test]
fn the_assignor_that_most_ask_for_assigns_and_uniform_where_nobody_asks() {
    play(
        "assignors",
        &[
            "topic foo 3",
            "topic bar 3",
            "m1 join foo,bar by uniform -> epoch 2: bar:0,1,2 foo:0,1,2",
            "wait 1000",
            "m2 join foo,bar by range -> epoch 3:",
            "wait 1000",
            "m3 join foo,bar by range -> epoch 4:",
            "m1 lives -> epoch 2: bar:0 foo:0",
            "m4 join foo by sticky -> UNSUPPORTED_ASSIGNOR",
        ],
    );
}

#[test]
fn no_more_members_than_the_group_may_have() {
    let config = ConsumerGroupConfig {
        group_consumer_max_size: 1,
        ..ConsumerGroupConfig::default()
    };
    play_with(
        "max size",
        config,
        &[
            "topic foo 1",
            "m1 join foo -> epoch 2: foo:0",
            "m2 join foo -> GROUP_MAX_SIZE_REACHED",
            "m1 join foo -> epoch 2: foo:0",
        ],
    );
}

#[test]
fn an_empty_group_can_be_deleted_and_begins_anew() {
    play(
        "deleted",
        &[
            "topic foo 1",
            "delete -> GROUP_ID_NOT_FOUND",
            "m1 join foo -> epoch 2: foo:0",
            "delete -> NON_EMPTY_GROUP",
            "m1 leave -> epoch -1",
            "delete -> ok",
            "group -> Dead",
            "m1 join foo -> epoch 2: foo:0",
        ],
    );
}

/// Makes a join one that no member sends.
type Change = fn(&mut ConsumerGroupHeartbeatRequest);

#[test]
fn heartbeats_that_no_member_sends_are_refused_and_change_nothing() {
    use InvalidHeartbeat::*;
    let wrong: [(InvalidHeartbeat, Change); 10] = [
        (EmptyGroupId, |it| it.group_id.0 = "".into()),
        (EmptyMemberId, |it| it.member_id.0 = "".into()),
        (EmptyInstanceId, |it| it.instance_id = Some(" ".into())),
        (EmptyRack, |it| it.rack = Some("".into())),
        (NoRebalanceTimeout, |it| it.rebalance_timeout_ms = None),
        (OwnsPartitions, |it| it.topic_partitions = None),
        (OwnsPartitions, |it| {
            it.topic_partitions = Some(crate::script::partitions("foo:0"));
        }),
        (NoSubscription, |it| it.subscribed_topic_names = None),
        (NoInstanceId, |it| it.member_epoch.0 = -2),
        (Epoch, |it| it.member_epoch.0 = -3),
    ];
    for (what, change) in wrong {
        let mut host = Host::new(ConsumerGroupConfig::default());
        let mut request = join("m1", &["foo"]);
        change(&mut request);
        let sent = host.send(&request);
        let answer = host.answers.remove(&sent);
        assert_eq!(answer, Some(Err(ErrorCode::InvalidRequest)), "{what:?}");
        let refusal = ErrorDetail::HeartbeatRefused(HeartbeatRefusal::Invalid(what).into());
        assert_eq!(host.refusal, Some(refusal));
        assert_eq!(host.state(), ConsumerGroupState::Dead, "{what:?}");
    }
}
