//! Nothing is skipped: what is not known makes a case fail, and says why.

mod common;

use common::{changed, first_failure, own, with_field};
use highwater_conformance::file::{FileReport, run_text};
use serde_json::{Value, json};

const LEADER_CRASH: &str = "recordings/leader-crash.json";

fn fails_with(report: &FileReport, reason: &str) {
    let (case, why) = first_failure(report).unwrap_or_else(|| panic!("nothing fails: {reason}"));
    assert!(why.contains(reason), "{case} fails with: {why}");
}

#[test]
fn a_file_that_cannot_be_read_is_a_case_that_failed() {
    for (text, reason) in [
        ("", "EOF"),
        ("[]", "expected a map"),
        ("{\"kind\": \"isr_hw\"", "EOF"),
        ("{}", "`kind` is missing"),
        (
            "{\"kind\": \"weather\", \"vectors\": []}",
            "unknown kind `weather`",
        ),
        ("{\"kind\": \"isr_hw\"}", "`vectors` is missing"),
        ("{\"kind\": \"divergence\", \"vectors\": []}", "no cases"),
        (
            "{\"kind\": \"divergence\", \"vectors\": [1]}",
            "invalid type",
        ),
        ("{\"kind\": \"recording\"}", "missing field"),
    ] {
        let report = run_text(text, "a file".to_owned());
        assert_eq!((report.cases.len(), report.passed()), (1, 0), "{text}");
        fails_with(&report, reason);
    }
}

/// What a leader knows of a follower stands beside the cases about the ISR, or in a file of its own.
#[test]
fn cases_about_one_follower_may_stand_alone_or_be_left_out() {
    let mut both = own("vectors/isr_hw.json");
    let about_one = both["replica_state"].take();
    let mut alone = both.clone();
    alone["kind"] = json!("replica_state");
    alone["vectors"] = about_one.clone();
    for file in [&mut both, &mut alone] {
        let fields = file.as_object_mut().expect("a file is an object");
        fields.remove("replica_state");
        let wanted = fields["vectors"].as_array().map_or(0, Vec::len);
        let report = run_text(&file.to_string(), String::new());
        assert_eq!((report.cases.len(), report.passed()), (wanted, wanted));
        assert!(wanted > 0);
    }
}

#[test]
fn a_field_that_is_not_known_is_not_overlooked() {
    for (name, pointer) in [
        ("vectors/leader_epoch_cache.json", ""),
        ("vectors/leader_epoch_cache.json", "/vectors/0"),
        ("vectors/leader_epoch_cache.json", "/vectors/0/input/ops/0"),
        ("vectors/divergence.json", "/vectors/0/input"),
        ("vectors/isr_hw.json", "/vectors/0/steps/0"),
        ("vectors/isr_hw.json", "/vectors/0/steps/1"),
        ("vectors/isr_hw.json", "/vectors/0/input"),
        ("vectors/isr_hw.json", "/replica_state/0/input"),
        ("vectors/election.json", "/vectors/0/input"),
        ("vectors/election.json", "/vectors/0/input/partition"),
        ("vectors/replica_placement.json", "/vectors/0/input"),
        ("vectors/range_assignor.json", "/vectors/0/input/topics/0"),
        ("vectors/roundrobin_assignor.json", "/vectors/0/input"),
        ("vectors/sticky_assignor.json", "/vectors/0/input/members/0"),
        ("vectors/cooperative_sticky.json", "/vectors/0/expect"),
        ("vectors/uniform_assignor.json", "/vectors/0/input"),
        (
            "vectors/server_range_assignor.json",
            "/vectors/0/input/members_in_iteration_order/0",
        ),
        ("vectors/consumer_reconcile.json", "/vectors/0/input/member"),
        ("vectors/consumer_reconcile.json", "/vectors/0/expect"),
        (LEADER_CRASH, ""),
        (LEADER_CRASH, "/cluster"),
        (LEADER_CRASH, "/steps/0"),
        (LEADER_CRASH, "/steps/0/do/0/create_topic"),
        (LEADER_CRASH, "/steps/0/state"),
        (LEADER_CRASH, "/steps/0/state/partitions/orders-0"),
        (LEADER_CRASH, "/steps/0/state/partitions/orders-0/logs/b1"),
        (
            LEADER_CRASH,
            "/steps/1/state/partitions/orders-0/logs/b1/batches/0",
        ),
        (LEADER_CRASH, "/steps/0/metadata_records/0"),
        (LEADER_CRASH, "/steps/1/tools/0"),
    ] {
        let report = with_field(name, pointer, "colour", json!("red"));
        let failure = first_failure(&report);
        let (_, why) = failure.unwrap_or_else(|| panic!("{name} at {pointer} passes"));
        let says = why.contains("colour") || why.contains("data did not match");
        assert!(says, "{name} at {pointer}: {why}");
    }
}

#[test]
fn a_setting_that_is_not_known_is_told() {
    let report = with_field(
        LEADER_CRASH,
        "/cluster/broker_config_beyond_defaults",
        "colour",
        json!("red"),
    );
    fails_with(&report, "colour");
    let config = "/steps/1/do/0/produce/config";
    fails_with(
        &with_field(LEADER_CRASH, config, "colour", json!("red")),
        "colour",
    );
}

#[test]
fn a_cluster_that_cannot_run_is_told() {
    let interval = "broker.heartbeat.interval.ms";
    let config = "/cluster/broker_config_beyond_defaults";
    for (pointer, field, value, reason) in [
        ("/cluster", "brokers", json!(0), "brokers: 0"),
        ("/cluster", "brokers", json!(10), "brokers: 10"),
        (
            "/cluster",
            "brokers",
            json!(u32::MAX),
            "brokers: 4294967295",
        ),
        (config, interval, json!("0"), interval),
        (config, interval, json!(u64::MAX.to_string()), interval),
        (
            config,
            "replica.lag.time.max.ms",
            json!("0"),
            "replica.lag.time.max.ms",
        ),
        (
            config,
            "request.timeout.ms",
            json!(u64::MAX.to_string()),
            "request.timeout.ms",
        ),
        ("/cluster", "racks", json!({"4": "east"}), "names broker 4"),
    ] {
        fails_with(&with_field(LEADER_CRASH, pointer, field, value), reason);
    }
    let config = "/steps/1/do/0/produce/config";
    let report = with_field(LEADER_CRASH, config, "request.timeout.ms", json!("0"));
    fails_with(&report, "request.timeout.ms");
}

#[test]
fn a_step_that_asks_for_too_much_is_told() {
    for (pointer, value) in [
        ("/steps/2/seen_at_ms", json!(3_600_001)),
        ("/steps/2/do/0", json!({"wait_ms": 3_600_001})),
        (
            "/steps/2/do/0",
            json!({"create_topic": {"name": "many", "partitions": 1_001}}),
        ),
        (
            "/steps/2/do/0",
            json!({"create_partitions": {"topic": "orders", "count": 1_001}}),
        ),
    ] {
        fails_with(&changed(LEADER_CRASH, pointer, value), "is too much");
    }
}

#[test]
fn an_operation_that_is_not_known_is_told() {
    for (name, pointer, value, reason) in [
        (
            "vectors/leader_epoch_cache.json",
            "/vectors/0/input/ops/0/op",
            json!("forget"),
            "unknown variant `forget`",
        ),
        (
            "vectors/isr_hw.json",
            "/vectors/0/steps/0/op",
            json!("dance"),
            "unknown variant `dance`",
        ),
        (
            "vectors/isr_hw.json",
            "/replica_state/0/input/op",
            json!("dance"),
            "unknown variant `dance`",
        ),
        (
            "vectors/election.json",
            "/vectors/0/input/election",
            json!("LOUD"),
            "unknown variant `LOUD`",
        ),
        (
            LEADER_CRASH,
            "/steps/2/do/0",
            json!({"explode": [1]}),
            "unknown variant `explode`",
        ),
        (
            LEADER_CRASH,
            "/steps/2/do/0",
            json!({"begin_transaction": "p1"}),
            "`begin_transaction` waits for transactions",
        ),
        (
            LEADER_CRASH,
            "/steps/2/metadata_records/0/type",
            json!("WeatherRecord"),
            "unknown metadata record `WeatherRecord`",
        ),
        (
            LEADER_CRASH,
            "/steps/1/tools/0/command",
            json!("kafka-weather.sh"),
            "no tool `kafka-weather.sh`",
        ),
    ] {
        fails_with(&changed(name, pointer, value), reason);
    }
}

#[test]
fn what_the_engine_does_not_know_of_a_recording_is_told() {
    let unknown = json!(["weather"]);
    let report = with_field(LEADER_CRASH, "/steps/0", "varies", unknown);
    fails_with(&report, "unknown variation");
    let several: Value = json!([100, 101, 102]);
    let report = changed(LEADER_CRASH, "/cluster/controllers", several);
    fails_with(&report, "3 controllers");
}
