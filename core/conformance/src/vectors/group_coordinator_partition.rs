//! On which partition of `__consumer_offsets` a group is (`Utils.abs`, `String.hashCode`).

use highwater_core::group::{absolute, coordinator_partition, java_hash_code};
use serde::Deserialize;
use serde_json::json;

use crate::case::{Outcome, compare};

/// One case.
pub type Vector = super::Vector<Input, Expect>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    group_id: String,
    num_partitions: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    java_hash_code: i32,
    abs: u32,
    partition: Option<u32>,
}

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let Input {
        group_id,
        num_partitions,
    } = &vector.input;
    let expected = json!({
        "java_hash_code": vector.expect.java_hash_code,
        "abs": vector.expect.abs,
        "partition": vector.expect.partition,
    });
    let hash_code = java_hash_code(group_id);
    let partition = coordinator_partition(group_id, *num_partitions);
    let actual = json!({
        "java_hash_code": hash_code,
        "abs": absolute(hash_code),
        "partition": partition.map(|partition| partition.0),
    });
    Ok(compare("", &expected, &actual)?)
}
