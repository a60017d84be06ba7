//! Who may commit offsets (`ConsumerGroup.validateOffsetCommit`, KIP-1251).

use crate::script::play;

#[test]
fn a_member_commits_in_its_epoch_and_in_an_older_one_what_it_has_had_since() {
    play(
        "commits",
        &[
            "topic foo 4",
            "tool commit foo:0 -> GROUP_ID_NOT_FOUND",
            "m1 join foo -> epoch 2: foo:0,1,2,3",
            "m1 commit foo:0,3 -> ok",
            "tool commit foo:0 -> UNKNOWN_MEMBER_ID",
            "m2 commit foo:0 -> UNKNOWN_MEMBER_ID",
            "wait 1000",
            "m2 join foo -> epoch 3:",
            // What it is to give up it still has.
            "m1 lives -> epoch 2: foo:0,1",
            "m1 commit foo:3 -> ok",
            "m1 owns -> epoch 3",
            "m2 lives -> epoch 3: foo:2,3",
            "m1 in 2",
            "m1 commit foo:0,1 -> ok",
            "m1 commit foo:0,3 -> STALE_MEMBER_EPOCH",
            "m1 in 1",
            "m1 commit foo:0 -> STALE_MEMBER_EPOCH",
            "m1 in 4",
            "m1 commit foo:0 -> STALE_MEMBER_EPOCH",
            "m2 in 2",
            "m2 commit foo:2 -> STALE_MEMBER_EPOCH",
            "m1 leave -> epoch -1",
            "m1 in 3",
            "m1 commit foo:0 -> UNKNOWN_MEMBER_ID",
            "m2 leave -> epoch -1",
            "tool commit foo:0 -> ok",
        ],
    );
}

#[test]
fn a_static_member_that_is_back_may_commit_what_it_had_before_it_knows_its_epoch() {
    play(
        "static member",
        &[
            "topic foo 2",
            "m1@1 join foo -> epoch 2: foo:0,1",
            "m1@1 away -> epoch -2",
            "m1#2@1 join foo -> epoch 2: foo:0,1",
            "m1#2@1 in 0",
            "m1#2@1 commit foo:0 -> ok",
            "m1@1 in 2",
            "m1@1 commit foo:0 -> UNKNOWN_MEMBER_ID",
        ],
    );
}
