//! What a compiled file holds of the engine is read back as it was written, every kind of it.

use core::fmt::Debug;

use crate::samples;
use highwater_core::check::{Claim, Moment};
use highwater_core::id::StepNumber;
use highwater_core::scenario::Scenario;
use highwater_core::time::Time;
use highwater_core::timeline::{Act, Position};
use highwater_text::course::{Coded, FormatError, LessonStep, Sandbox, decode, encode};
use highwater_text::{Lang, config, glossary, legend};
use serde::de::DeserializeOwned;

fn is_read_back<T: Coded + PartialEq + Debug>(value: &T) {
    assert_eq!(decode::<T>(&encode(value)).as_ref(), Ok(value));
}

/// Asserts that every one of these, written as course files write them, is read back.
fn are_read_back<T: Coded + PartialEq + Debug + DeserializeOwned>(values: &[&str]) {
    for json in values {
        let value: T = serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"));
        is_read_back(&value);
    }
}

#[test]
fn every_command_is_read_back() {
    for command in samples::commands() {
        is_read_back(&command);
    }
}

#[test]
fn every_moment_is_read_back() {
    are_read_back::<Moment>(&[
        r#"{ "time": { "at_ms": 123456 } }"#,
        r#"{ "record_accepted": { "partition": "orders-0" } }"#,
        r#"{ "sent": { "api": "produce" } }"#,
        r#"{ "arrived": { "api": "fetch", "answer": true, "from": "b1", "to": "c1", "partition": "orders-0",
                          "offset": 5, "high_watermark": 6 } }"#,
        r#"{ "appended": { "on": "b2", "partition": "orders-0", "offset": 5 } }"#,
        r#"{ "follower_known": { "follower": "b3", "partition": "orders-0", "end_offset": 6 } }"#,
        r#"{ "high_watermark": { "on": "b1", "partition": "orders-0", "offset": 6 } }"#,
        r#"{ "acknowledged": { "partition": "orders-0", "offset": 5 } }"#,
        r#"{ "consumed": { "by": "c1", "partition": "orders-0", "offset": 5 } }"#,
        r#"{ "elected": { "partition": "orders-0", "leader": "b2" } }"#,
        r#"{ "fenced": "b1" }"#,
        r#"{ "isr_changed": { "partition": "orders-0", "size": 2 } }"#,
    ]);
    for api in [
        "produce",
        "fetch",
        "metadata",
        "list_offsets",
        "alter_partition",
        "broker_registration",
        "broker_heartbeat",
        "fetch_metadata",
        "create_topics",
        "create_partitions",
        "alter_partition_reassignments",
        "elect_leaders",
        "incremental_alter_configs",
        "delete_records",
        "offsets_for_leader_epoch",
    ] {
        are_read_back::<Moment>(&[&format!(
            r#"{{ "sent": {{ "api": "{api}", "to": "k1" }} }}"#
        )]);
    }
}

#[test]
fn every_claim_is_read_back() {
    are_read_back::<Claim>(&[
        r#"{ "that": { "high_watermark": { "on": "b1", "partition": "orders-0", "is": -1 } } }"#,
        r#"{ "that": { "log_end_offset": { "on": "b1", "partition": "orders-0", "is": 7 } } }"#,
        r#"{ "that": { "follower_known": { "partition": "orders-0", "follower": "b2", "is": 7 } } }"#,
        r#"{ "that": { "isr": { "partition": "orders-0", "is": ["b1", "b2"] } } }"#,
        r#"{ "that": { "leader": { "partition": "orders-0" } } }"#,
        r#"{ "that": { "leader_epoch": { "partition": "orders-0", "is": 3 } } }"#,
        r#"{ "that": { "acknowledged": { "partition": "orders-0", "offset": 5, "is": true } } }"#,
        r#"{ "that": { "position": { "by": "c1", "partition": "orders-0", "is": 5 } } }"#,
        r#"{ "that": { "running": { "on": "admin", "is": false } } }"#,
        r#"{ "that": { "fenced": { "on": "b1", "is": true } } }"#,
        r#"{ "that": { "in_flight": { "message": { "api": "fetch" }, "is": true } } }"#,
        r#"{ "when": { "fenced": "b1" }, "that": { "running": { "on": "b1", "is": false } } }"#,
    ]);
}

#[test]
fn a_scenario_with_everything_in_it_is_read_back() {
    are_read_back::<Scenario>(&[
        r#"{ "version": 1, "seed": 18446744073709551615, "opens_at_ms": 3000, "brokers": 3 }"#,
        r#"{
            "version": 1, "seed": 7, "opens_at_ms": 3000, "brokers": 3,
            "network": { "latency_ms": 20, "jitter_ms": 0 },
            "broker_config": { "min.insync.replicas": 2, "unclean.leader.election.enable": true },
            "topics": [{ "name": "orders", "assignment": [[1, 2, 3]], "config": { "min.insync.replicas": "2" } }],
            "producers": [
                { "config": { "acks": "0" }, "load": { "topic": "orders", "partitions": [0], "from_ms": 1500, "every_ms": 700 } },
                { "config": { "acks": "1" } }, { "config": { "acks": "all" } }
            ],
            "consumers": [
                { "assign": [{ "topic": "orders", "partition": 0, "from_offset": 0 }] },
                { "config": { "auto.offset.reset": "earliest" }, "assign": [] }
            ],
            "script": [{ "at_ms": 4000, "do": { "cut": ["b1", "b2"] } }]
        }"#,
        r#"{
            "version": 1, "seed": 7, "opens_at_ms": 3000, "brokers": 2, "racks": ["eu-1", ""],
            "broker_config": {
                "unclean.leader.election.interval.ms": 1, "auto.leader.rebalance.enable": false,
                "leader.imbalance.check.interval.seconds": 2, "num.partitions": 3, "default.replication.factor": 2,
                "replica.selector.class": "org.apache.kafka.common.replica.RackAwareReplicaSelector",
                "os.writeback.ms": 4, "semantics": {
                    "truncation": "kip-101", "high_watermark": "committed-isr",
                    "broker_epoch_check": false, "restart_keeps_isr": true
                }
            },
            "topics": [{ "name": "orders", "partitions": 3, "replication_factor": 2 }],
            "producers": [{ "config": { "retries": 0, "max.block.ms": 5 }, "on_demand": true }],
            "consumers": [{ "config": { "client.rack": "eu-1", "metadata.max.age.ms": 6 }, "assign": [] }]
        }"#,
        r#"{
            "version": 1, "seed": 7, "opens_at_ms": 3000, "brokers": 1,
            "broker_config": { "semantics": { "truncation": "high-watermark" } }
        }"#,
    ]);
}

#[test]
fn the_glossary_and_the_legend_are_read_back() {
    for lang in Lang::ALL {
        is_read_back(&glossary::in_language(lang));
        is_read_back(&legend::in_language(lang));
    }
}

#[test]
fn what_the_sandbox_begins_with_is_read_back() {
    for lang in Lang::ALL {
        is_read_back(&config::in_language(lang));
    }
}

#[test]
fn a_sandbox_is_read_back_with_everything_that_was_done_in_it() {
    let scenario = r#"{ "version": 1, "seed": 7, "opens_at_ms": 3000, "brokers": 3 }"#;
    let scenario: Scenario = serde_json::from_str(scenario).expect("it is one");
    let act = |(index, command)| Act {
        after: StepNumber(index),
        at: Time::from_ms(3_000 + index),
        command,
    };
    is_read_back(&Sandbox {
        name: "내 것".into(),
        preset: "acks1-loss".into(),
        taken_over: Some(LessonStep {
            lesson: "committing".into(),
            step: 4,
        }),
        scenario: scenario.into(),
        acts: (0..).zip(samples::commands()).map(act).collect(),
        playhead: Position {
            step: StepNumber(99),
            time: Time::from_ms(9_999),
        },
    });
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let bytes = encode(&glossary::in_language(Lang::En));
    assert_eq!(decode::<Scenario>(&bytes), Err(FormatError::Damaged));
}
