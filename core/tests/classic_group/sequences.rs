//! Sequences of requests of dynamic members, and what Kafka answers to each.

use highwater_core::group::MemberId;
use highwater_core::group::classic::{ClassicGroupConfig, JoinGroupRequest};
use highwater_core::wire::ErrorCode;

use crate::host::{Host, join_request, static_join};
use crate::script::play;

/// Two dynamic members, of which `a` leads, in generation 1.
const TWO: [&str; 10] = [
    "a join -> MEMBER_ID_REQUIRED",
    "a join -> waits",
    "b join -> MEMBER_ID_REQUIRED",
    "b join -> waits",
    "wait 6000",
    "a answer -> generation 1, leads 2 by range",
    "b answer -> generation 1, follows by range",
    "b sync -> waits",
    "a sync -> partition 0",
    "b answer -> partition 1",
];

#[test]
fn a_first_member_waits_for_others_and_then_leads() {
    play(
        "first member",
        ClassicGroupConfig::default(),
        &[
            "a commit -> ok",
            "a join -> MEMBER_ID_REQUIRED",
            "group -> Empty 0",
            "a join -> waits",
            "group -> PreparingRebalance 0",
            "wait 2999",
            "a answer -> waits",
            "wait 1",
            "a answer -> generation 1, leads 1 by range",
            "group -> CompletingRebalance 1",
            "a heartbeat -> ok",
            "a commit -> REBALANCE_IN_PROGRESS",
            "a sync -> partition 0",
            "group -> Stable 1",
            "a commit -> ok",
            "a heartbeat -> ok",
            // A sync whose answer was lost is answered again.
            "a sync -> partition 0",
        ],
    );
}

#[test]
fn the_first_wait_goes_on_while_members_come_up_to_the_rebalance_timeout() {
    play(
        "first wait",
        ClassicGroupConfig::default(),
        &[
            "a join -> MEMBER_ID_REQUIRED",
            "a join -> waits",
            "wait 2999",
            "b join -> MEMBER_ID_REQUIRED",
            "b join -> waits",
            "wait 3000",
            "b answer -> waits",
            "wait 1",
            "b answer -> generation 1, follows by range",
        ],
    );
    let config = ClassicGroupConfig {
        group_initial_rebalance_delay_ms: 40_000,
        ..ClassicGroupConfig::default()
    };
    play(
        "as long as the rebalance timeout",
        config,
        &[
            "a join -> MEMBER_ID_REQUIRED",
            "a join -> waits",
            "b join -> MEMBER_ID_REQUIRED",
            "b join -> waits",
            "wait 59999",
            "a answer -> waits",
            "wait 1",
            "a answer -> generation 1, leads 2 by range",
        ],
    );
}

/// After the two of [`TWO`] are stable.
fn after_two(claim: &str, lines: &[&str]) {
    let lines = [&TWO[..], lines].concat();
    play(claim, ClassicGroupConfig::default(), &lines);
}

#[test]
fn members_learn_of_a_rebalance_by_heartbeats_and_may_commit_before_they_join() {
    after_two(
        "rebalance",
        &[
            "c join -> MEMBER_ID_REQUIRED",
            "a heartbeat -> ok",
            "c join -> waits",
            "a heartbeat -> REBALANCE_IN_PROGRESS",
            "a commit -> ok",
            "a sync -> REBALANCE_IN_PROGRESS",
            "a join -> waits",
            "b join -> generation 2, follows by range",
            "a answer -> generation 2, leads 3 by range",
            "c answer -> generation 2, follows by range",
            "c sync -> waits",
            "b sync -> waits",
            "a sync -> partition 0",
            "b answer -> partition 1",
            "c answer -> partition 2",
            "group -> Stable 2",
        ],
    );
}

#[test]
fn what_is_of_another_generation_or_of_nobody_is_refused() {
    after_two(
        "old generation",
        &[
            "b stale",
            "b heartbeat -> ILLEGAL_GENERATION",
            "b sync -> ILLEGAL_GENERATION",
            "b commit -> ILLEGAL_GENERATION",
            "x heartbeat -> UNKNOWN_MEMBER_ID",
            "x sync -> UNKNOWN_MEMBER_ID",
            "x commit -> UNKNOWN_MEMBER_ID",
            "x leave -> UNKNOWN_MEMBER_ID",
        ],
    );
}

#[test]
fn only_a_leader_or_a_changed_subscription_makes_a_stable_group_rebalance() {
    after_two(
        "follower",
        &[
            "b join -> generation 1, follows by range",
            "group -> Stable 1",
            "b sync -> partition 1",
        ],
    );
    after_two(
        "leader",
        &["a join -> waits", "b heartbeat -> REBALANCE_IN_PROGRESS"],
    );
    after_two(
        "changed follower",
        &[
            "b join range,sticky -> waits",
            "a join -> generation 2, leads 2 by range",
        ],
    );
}

#[test]
fn a_join_is_answered_again_until_the_assignment_is_there() {
    after_two(
        "lost answer",
        &[
            "a join -> waits",
            "b join -> generation 2, follows by range",
            "a join -> generation 2, leads 2 by range",
            "b join -> generation 2, follows by range",
            "b sync -> waits",
            // What it supports has changed, so the assignment to come would be of the old.
            "a join range,sticky -> waits",
            "b answer -> REBALANCE_IN_PROGRESS",
            "b join -> generation 3, follows by range",
        ],
    );
}

#[test]
fn a_member_that_is_silent_for_its_session_is_removed() {
    after_two(
        "silent member",
        &[
            "wait 9999",
            "a heartbeat -> ok",
            "wait 1",
            "b heartbeat -> UNKNOWN_MEMBER_ID",
            "a heartbeat -> REBALANCE_IN_PROGRESS",
            "a join -> generation 2, leads 1 by range",
        ],
    );
}

#[test]
fn a_member_whose_join_waits_is_not_silent() {
    after_two(
        "parked join",
        &[
            "a join -> waits",
            "wait 9000",
            "b heartbeat -> REBALANCE_IN_PROGRESS",
            "wait 9000",
            "b heartbeat -> REBALANCE_IN_PROGRESS",
            "a answer -> waits",
            "b join -> generation 2, follows by range",
            "a answer -> generation 2, leads 2 by range",
        ],
    );
}

#[test]
fn a_dynamic_member_that_does_not_join_in_time_is_removed_and_another_leads() {
    after_two(
        "rebalance timeout",
        &[
            "b join range,sticky -> waits",
            "wait 9000",
            "a heartbeat -> REBALANCE_IN_PROGRESS",
            "wait 9000",
            "a heartbeat -> REBALANCE_IN_PROGRESS",
            "wait 9000",
            "a heartbeat -> REBALANCE_IN_PROGRESS",
            "wait 9000",
            "a heartbeat -> REBALANCE_IN_PROGRESS",
            "wait 9000",
            "a heartbeat -> REBALANCE_IN_PROGRESS",
            "wait 9000",
            "a heartbeat -> REBALANCE_IN_PROGRESS",
            "wait 5999",
            "b answer -> waits",
            "wait 1",
            "b answer -> generation 2, leads 1 by range",
            "a heartbeat -> UNKNOWN_MEMBER_ID",
        ],
    );
}

#[test]
fn an_id_that_nobody_joins_with_holds_a_rebalance_up_for_a_session_at_most() {
    after_two(
        "pending member",
        &[
            "x join -> MEMBER_ID_REQUIRED",
            "a join -> waits",
            "b join -> waits",
            "wait 9999",
            "a answer -> waits",
            "wait 1",
            "a answer -> generation 2, leads 2 by range",
            "x join -> UNKNOWN_MEMBER_ID",
        ],
    );
}

#[test]
fn whoever_leaves_is_out_at_once_and_the_last_one_leaves_an_empty_group() {
    after_two(
        "leaving",
        &[
            "a leave -> ok",
            "a heartbeat -> UNKNOWN_MEMBER_ID",
            "b heartbeat -> REBALANCE_IN_PROGRESS",
            "b join -> generation 2, leads 1 by range",
            "b leave -> ok",
            "group -> Empty 3",
            "tool commit -> ok",
            "b commit -> UNKNOWN_MEMBER_ID",
            "b sync -> UNKNOWN_MEMBER_ID",
            "c join -> MEMBER_ID_REQUIRED",
            "c join -> waits",
            "wait 3000",
            "c answer -> generation 4, leads 1 by range",
        ],
    );
}

#[test]
fn members_that_do_not_ask_for_their_assignment_are_removed() {
    let config = ClassicGroupConfig::default();
    let mut lines = TWO[..7].to_vec();
    lines.push("b sync -> waits");
    for _ in 0..6 {
        lines.extend(["wait 9000", "a heartbeat -> ok"]);
    }
    lines.extend([
        "b answer -> waits",
        "wait 6000",
        "b answer -> REBALANCE_IN_PROGRESS",
        "a heartbeat -> UNKNOWN_MEMBER_ID",
        "b join -> generation 2, leads 1 by range",
    ]);
    play("no sync", config, &lines);
}

#[test]
fn the_assignor_is_the_one_that_all_support_and_most_like_best() {
    for (claim, a, b, chosen) in [
        (
            "the first common one",
            "range,sticky",
            "range,sticky",
            "range",
        ),
        (
            "the only common one",
            "range,sticky",
            "sticky,roundrobin",
            "sticky",
        ),
    ] {
        let lines = [
            format!("a join {a} -> MEMBER_ID_REQUIRED"),
            format!("a join {a} -> waits"),
            format!("b join {b} -> MEMBER_ID_REQUIRED"),
            format!("b join {b} -> waits"),
            "c join nobodys -> INCONSISTENT_GROUP_PROTOCOL".to_owned(),
            "wait 6000".to_owned(),
            format!("a answer -> generation 1, leads 2 by {chosen}"),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        play(claim, ClassicGroupConfig::default(), &lines);
    }
    play(
        "the majority",
        ClassicGroupConfig::default(),
        &[
            "a@1 join range,sticky -> waits",
            "b@2 join sticky,range -> waits",
            "c@3 join sticky,range -> waits",
            "wait 6000",
            "a@1 answer -> generation 1, leads 3 by sticky",
        ],
    );
}

#[test]
fn a_full_group_takes_nobody_else() {
    let config = ClassicGroupConfig {
        group_max_size: 2,
        ..ClassicGroupConfig::default()
    };
    let lines = [
        "c join -> GROUP_MAX_SIZE_REACHED",
        "a join -> waits",
        "c join -> MEMBER_ID_REQUIRED",
        "b join -> waits",
        "c join -> GROUP_MAX_SIZE_REACHED",
    ];
    play("full", config, &[&TWO[..], &lines].concat());
}

#[test]
fn a_join_that_nobody_could_take_is_refused_before_there_is_a_group() {
    let nobody = Some(MemberId("nobody".into()));
    let mut nameless = join_request(None);
    nameless.group_id.0 = "".into();
    let session = |session_timeout_ms| JoinGroupRequest {
        session_timeout_ms,
        ..join_request(None)
    };
    for (request, error) in [
        (nameless, ErrorCode::InvalidGroupId),
        (session(5_999), ErrorCode::InvalidSessionTimeout),
        (session(1_800_001), ErrorCode::InvalidSessionTimeout),
        (join_request(nobody.clone()), ErrorCode::UnknownMemberId),
        (static_join("1", nobody), ErrorCode::UnknownMemberId),
    ] {
        let mut host = Host::new(ClassicGroupConfig::default(), 7);
        let join = host.send_join(request);
        assert_eq!(host.refusal(join), Some(error));
        assert_eq!(host.state(), None);
        assert_eq!(host.log.len(), 0);
    }
}
