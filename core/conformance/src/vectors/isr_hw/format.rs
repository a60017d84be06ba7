//! The format of a case: a log, and what happens to its partition, step by step.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer, Serialize};

use super::super::RecordCount;

/// One case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "source")]
    _source: String,
    pub input: Input,
    pub steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    pub leader: u32,
    pub replica_lag_time_max_ms: u64,
    pub min_insync_replicas: u32,
    pub log_end_offset: RecordCount,
    pub checkpointed_hw: i64,
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    BecomeLeader {
        leader_epoch: i32,
        partition_epoch: i32,
        replicas: Vec<u32>,
        isr: Vec<u32>,
    },
    BecomeFollower {
        leader: u32,
        leader_epoch: i32,
        partition_epoch: i32,
        replicas: Vec<u32>,
        isr: Vec<u32>,
    },
    Append {
        records: RecordCount,
    },
    Fetch {
        replica: u32,
        offset: i64,
    },
    BrokerState {
        replica: u32,
        state: BrokerState,
    },
    AdvanceMs {
        ms: u64,
    },
    MaybeShrinkIsr,
    ControllerAccepts {
        partition_epoch: i32,
    },
    ControllerRejects {
        error: String,
    },
    Expect(Expect),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrokerState {
    Active,
    Fenced,
    ShuttingDown,
}

/// What must hold; what is absent is not asked for.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hw: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub isr: Option<BTreeSet<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximal_isr: Option<BTreeSet<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_of_sync: Option<BTreeSet<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under_min_isr: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// The ISR that is proposed; `Some(None)` when nothing may be.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub alter_partition_in_flight: Option<Option<BTreeSet<u32>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replica: Option<BTreeMap<String, Follower>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Follower {
    pub leo: i64,
    pub last_caught_up_ms: u64,
}

/// Tells a null from what is absent.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
