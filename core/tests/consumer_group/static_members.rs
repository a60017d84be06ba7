//! Static members leave for a while and come back under other ids.

use crate::script::play;

/// Two static members with halves of six and three partitions, in epoch 3.
const TWO: [&str; 9] = [
    "topic foo 6",
    "topic bar 3",
    "m1@1 join foo,bar -> epoch 2: bar:0,1,2 foo:0,1,2,3,4,5",
    "wait 1000",
    "m2@2 join foo,bar -> epoch 3:",
    "m1@1 lives -> epoch 2: bar:0,1 foo:0,1,2",
    "m1@1 owns -> epoch 3",
    "m2@2 lives -> epoch 3: bar:2 foo:3,4,5",
    "wait 1000",
];

fn after_two(claim: &str, lines: &[&str]) {
    play(claim, &[&TWO[..], lines].concat());
}

#[test]
fn a_static_member_that_comes_back_has_what_it_had_and_nobody_else_notices() {
    after_two(
        "back",
        &[
            "m2@2 away -> epoch -2",
            "group -> Reconciling 3/3",
            "m1@1 lives -> epoch 3",
            "m2#2@2 join foo,bar -> epoch 3: bar:2 foo:3,4,5",
            "group -> Stable 3/3",
            "m1@1 lives -> epoch 3",
            "m2@2 in 3",
            "m2@2 lives -> FENCED_INSTANCE_ID",
            "m2@2 leave -> FENCED_INSTANCE_ID",
            "m2#2@2 lives -> epoch 3",
        ],
    );
}

#[test]
fn a_static_member_that_comes_back_with_other_topics_changes_the_group() {
    play(
        "other topics",
        &[
            "topic foo 6",
            "topic bar 3",
            "m1@1 join foo -> epoch 2: foo:0,1,2,3,4,5",
            "wait 1000",
            "m1@1 away -> epoch -2",
            "m1#2@1 join foo,bar -> epoch 3: bar:0,1,2 foo:0,1,2,3,4,5",
        ],
    );
}

#[test]
fn a_static_member_that_stays_away_is_out_when_its_session_ends() {
    after_two(
        "session",
        &[
            "m2@2 away -> epoch -2",
            "wait 30000",
            "m1@1 lives -> epoch 3",
            "wait 13999",
            "m1@1 lives -> epoch 3",
            "wait 1",
            "group -> Assigning 4/3",
            "m1@1 lives -> epoch 4: bar:0,1,2 foo:0,1,2,3,4,5",
        ],
    );
}

#[test]
fn a_static_member_that_leaves_for_good_is_out_at_once() {
    after_two(
        "for good",
        &[
            "m2@2 leave -> epoch -1",
            "group -> Assigning 4/3",
            "m1@1 lives -> epoch 4: bar:0,1,2 foo:0,1,2,3,4,5",
        ],
    );
}

#[test]
fn an_instance_id_is_one_members_at_a_time() {
    after_two(
        "instance ids",
        &[
            "m3@1 join foo,bar -> UNRELEASED_INSTANCE_ID",
            "m3@1 in 3",
            "m3@1 lives -> FENCED_INSTANCE_ID",
            "m3@3 in 3",
            "m3@3 lives -> UNKNOWN_MEMBER_ID",
            "m3@3 leave -> UNKNOWN_MEMBER_ID",
            "m1@1 in 4",
            "m1@1 lives -> FENCED_MEMBER_EPOCH",
        ],
    );
}

#[test]
fn what_was_to_be_given_up_goes_with_a_static_member_that_leaves() {
    after_two(
        "revoking",
        &[
            "m3 join foo,bar -> epoch 4:",
            "m1@1 lives -> epoch 3: bar:0 foo:0,1",
            "m1@1 away -> epoch -2",
            // Static members come first among a range's members, the others by their ids.
            "m2@2 lives -> epoch 3: foo:3",
            "m2@2 owns -> epoch 4: bar:1 foo:2,3",
            "m1#2@1 join foo,bar -> epoch 4: bar:0 foo:0,1",
            "m3 lives -> epoch 4: bar:2 foo:4,5",
            // The time that the one before had for giving up runs out, and matters to nobody.
            "wait 40000",
            "m1#2@1 lives -> epoch 4",
            "m2@2 lives -> epoch 4",
            "m3 lives -> epoch 4",
            "wait 20000",
            "m1#2@1 lives -> epoch 4",
        ],
    );
}
