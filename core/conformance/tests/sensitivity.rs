//! The comparison can fail: of every kind, and of every part that is compared, a changed expectation is
//! caught where it was changed.

mod common;

use common::{changed, first_failure, own, with_field};
use highwater_conformance::file::run_text;
use serde_json::{Value, json};

#[test]
fn a_changed_expectation_is_caught_in_every_kind_of_vector() {
    for (name, pointer, value, place) in [
        (
            "vectors/leader_epoch_cache.json",
            "/vectors/0/expect/query_results_in_order/0/end_offset",
            json!(12),
            "query_results_in_order",
        ),
        (
            "vectors/leader_epoch_cache.json",
            "/vectors/0/expect/entries_epoch_start/0/1",
            json!(11),
            "entries_epoch_start",
        ),
        (
            "vectors/divergence.json",
            "/vectors/0/expect/diverging/end_offset",
            json!(3),
            "diverging.end_offset",
        ),
        (
            "vectors/divergence.json",
            "/vectors/0/expect",
            json!({"error": "OFFSET_OUT_OF_RANGE"}),
            "error",
        ),
        (
            "vectors/isr_hw.json",
            "/vectors/0/steps/1/replica/2/leo",
            json!(0),
            "steps[1].replica.2.leo",
        ),
        (
            "vectors/isr_hw.json",
            "/vectors/1/steps/4/state",
            json!("COMMITTED"),
            "steps[4].state",
        ),
        (
            "vectors/isr_hw.json",
            "/replica_state/0/expect/after/last_caught_up_time_ms",
            json!(7),
            "after.last_caught_up_time_ms",
        ),
        (
            "vectors/election.json",
            "/vectors/0/expect/change_record/adding",
            json!([5]),
            "change_record.adding",
        ),
        (
            "vectors/replica_placement.json",
            "/vectors/0/expect/0",
            json!([3, 1]),
            "",
        ),
        (
            "vectors/group_coordinator_partition.json",
            "/vectors/2/expect/partition",
            json!(46),
            "partition",
        ),
        (
            "vectors/group_coordinator_partition.json",
            "/vectors/2/expect/java_hash_code",
            json!(98),
            "java_hash_code",
        ),
        (
            "vectors/group_coordinator_partition.json",
            "/vectors/2/expect/abs",
            json!(96),
            "abs",
        ),
        // The order of a member's partitions counts, too.
        (
            "vectors/range_assignor.json",
            "/vectors/0/expect/consumer1/0",
            json!("t5-2"),
            "consumer1",
        ),
        (
            "vectors/roundrobin_assignor.json",
            "/vectors/0/expect/consumer2/0",
            json!("topic2-1"),
            "consumer2",
        ),
        (
            "vectors/sticky_assignor.json",
            "/vectors/0/expect/consumer2",
            json!(["topic-0"]),
            "consumer2",
        ),
        (
            "vectors/cooperative_sticky.json",
            "/vectors/0/expect/balanced_target/consumer3",
            json!([]),
            "balanced_target.consumer3",
        ),
        (
            "vectors/cooperative_sticky.json",
            "/vectors/0/expect/returned/consumer3",
            json!(["topic-0"]),
            "returned.consumer3",
        ),
        (
            "vectors/uniform_assignor.json",
            "/vectors/0/expect/B",
            json!({"T1": [0]}),
            "B.T1",
        ),
        (
            "vectors/server_range_assignor.json",
            "/vectors/0/expect/C",
            json!({}),
            "C.T1",
        ),
        (
            "vectors/consumer_reconcile.json",
            "/vectors/0/expect/previous_member_epoch",
            json!(9),
            "previous_member_epoch",
        ),
        (
            "vectors/consumer_reconcile.json",
            "/vectors/0/expect/assigned_partition_to_epoch/T1/2",
            json!(11),
            "assigned_partition_to_epoch.T1.2",
        ),
    ] {
        caught(&changed_text(name, pointer, value), name, place);
    }
}

fn changed_text(name: &str, pointer: &str, value: Value) -> String {
    let mut file = own(name);
    *file.pointer_mut(pointer).expect(pointer) = value;
    file.to_string()
}

fn caught(text: &str, name: &str, place: &str) {
    let report = run_text(text, name.to_owned());
    let failure = first_failure(&report);
    let (_, why) = failure.unwrap_or_else(|| panic!("{name} passes, changed at {place}"));
    assert!(
        why.contains(place),
        "{name}, changed at {place}, fails at {why}"
    );
}

const UNCLEAN: &str = "recordings/unclean-election.json";
const AFTER_ELECTION: &str = "/steps/7/state/partitions/orders-0";

#[test]
fn a_changed_state_is_caught_in_each_of_its_parts() {
    for (part, value) in [
        ("leader", json!(1)),
        ("leader_epoch", json!(3)),
        ("partition_epoch", json!(4)),
        ("replicas", json!([2, 1])),
        ("isr", json!([1, 2])),
        ("elr", json!([1])),
        ("last_known_elr", json!([1])),
        ("leader_recovery_state", json!(0)),
        ("logs/b2/high_watermark", json!(1)),
        ("logs/b2/log_end_offset", json!(3)),
        ("logs/b2/leader_epochs", json!([[0, 0]])),
        ("logs/b2/batches/0/base", json!(1)),
        ("logs/b2/batches/0/last", json!(1)),
        ("logs/b2/batches/0/leader_epoch", json!(1)),
        ("logs/b2/batches/0/records", json!(["k=z"])),
    ] {
        let report = changed(UNCLEAN, &format!("{AFTER_ELECTION}/{part}"), value);
        let place = format!("state.partitions.orders-0.{}", part.replace('/', "."));
        let place = place.replace("batches.0", "batches[0]");
        let failure = first_failure(&report);
        assert_eq!(failure, Some(("step 8".to_owned(), place)), "{part}");
    }
    let log = format!("{AFTER_ELECTION}/logs/b2");
    let report = with_field(UNCLEAN, &log, "log_start_offset", json!(1));
    let (case, place) = first_failure(&report).expect("the log starts elsewhere");
    assert_eq!(case, "step 8");
    assert!(place.ends_with("logs.b2.log_start_offset"), "{place}");
}

#[test]
fn what_is_not_named_in_a_step_is_as_it_was() {
    let report = changed(UNCLEAN, "/steps/3/state/partitions", json!({}));
    let (case, place) = first_failure(&report).expect("three records came in between");
    assert_eq!(case, "step 4");
    assert!(
        place.starts_with("state.partitions.orders-0.logs"),
        "{place}"
    );
}

#[test]
fn every_other_part_of_a_step_is_caught_where_it_was_changed() {
    for (pointer, value, step, place) in [
        (
            "/steps/5/state/running",
            json!([1, 2, 3]),
            6,
            "state.running",
        ),
        ("/steps/5/state/fenced", json!([]), 6, "state.fenced"),
        (
            "/steps/1/result/0/0/offset",
            json!(1),
            2,
            "result[0][0].offset",
        ),
        (
            "/steps/6/result/0/error",
            json!("Oops"),
            7,
            "result[0].error",
        ),
        (
            "/steps/6/result/0/message",
            json!("Oops"),
            7,
            "result[0].message",
        ),
        (
            "/steps/7/metadata_records/0/leaderRecoveryState",
            json!(0),
            8,
            "metadata_records.orders-0[0].leaderRecoveryState",
        ),
        (
            "/steps/4/metadata_records/1/fenced",
            json!(-1),
            5,
            "metadata_records.broker 1[0].fenced",
        ),
        (
            "/steps/4/log_lines/controller 100/1",
            json!("INFO [QuorumController id=100] handleBrokerFenced: changing 2 partition(s)"),
            5,
            "log_lines of controller 100",
        ),
        (
            "/steps/5/tools/0/output",
            json!("Topic: orders\n"),
            6,
            "tools: `kafka-topics.sh --bootstrap-server <b> --describe --topic orders`, line 1",
        ),
    ] {
        let report = changed(UNCLEAN, pointer, value);
        let expected = (format!("step {step}"), place.to_owned());
        assert_eq!(first_failure(&report), Some(expected), "{pointer}");
    }
}

#[test]
fn records_and_lines_that_are_lacking_too_many_or_in_another_order_are_caught() {
    for (pointer, place) in [
        ("/steps/9/metadata_records", "metadata_records."),
        ("/steps/9/log_lines/broker 1", "log_lines of broker 1"),
    ] {
        for change in ["lacking", "twice", "swapped"] {
            let mut file = own(UNCLEAN);
            let list = file.pointer_mut(pointer).and_then(Value::as_array_mut);
            let list = list.expect(pointer);
            match change {
                "lacking" => drop(list.remove(0)),
                "twice" => list.insert(0, list[0].clone()),
                _ => list.swap(0, 1),
            }
            let report = run_text(&file.to_string(), change.to_owned());
            let failure = first_failure(&report);
            let (case, why) = failure.unwrap_or_else(|| panic!("{pointer} {change} passes"));
            assert_eq!(case, "step 10", "{pointer} {change}");
            assert!(why.starts_with(place), "{pointer} {change}: {why}");
        }
    }
}

#[test]
fn what_varies_is_not_compared_and_nothing_else_is_left_out() {
    let elr = format!("{AFTER_ELECTION}/elr");
    let mut file = own(UNCLEAN);
    *file.pointer_mut(&elr).expect("it is there") = json!([1]);
    let varies = json!(["state.partitions.orders-0.elr"]);
    let step = file.pointer_mut("/steps/7").and_then(Value::as_object_mut);
    step.expect("it is there")
        .insert("varies".to_owned(), varies);
    let report = run_text(&file.to_string(), "varying".to_owned());
    let failed = report.cases.iter().filter(|case| case.failure.is_some());
    let failed: Vec<&str> = failed.map(|case| case.name.as_str()).collect();
    assert!(!failed.contains(&"step 8"), "{failed:?}");
    *file
        .pointer_mut(&format!("{AFTER_ELECTION}/isr"))
        .expect("it is there") = json!([1]);
    let report = run_text(&file.to_string(), "another part".to_owned());
    let place = first_failure(&report).map(|(_, place)| place);
    assert_eq!(place.as_deref(), Some("state.partitions.orders-0.isr"));
}
