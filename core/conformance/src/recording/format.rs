//! The format of a recording: what was done, and what could be seen after each step.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::group_state::GroupState;
use crate::bounded::Bounded;

/// A length of time, at most an hour: as long as any setting of a scenario may be.
pub type Milliseconds = Bounded<3_600_000>;

/// How many partitions a topic may get.
pub type PartitionCount = Bounded<1_000>;

/// A recording. Its steps are read one by one, so that one that cannot be read fails alone.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recording {
    /// `recording`.
    #[serde(rename = "kind")]
    pub _kind: String,
    /// Its name.
    #[serde(rename = "name")]
    pub _name: String,
    /// The version of Kafka.
    #[serde(rename = "kafka")]
    pub _kafka: String,
    /// The cluster.
    pub cluster: ClusterSpec,
    /// The steps.
    pub steps: Vec<Value>,
}

/// The cluster of a recording. Its brokers are 1, 2, 3, ….
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClusterSpec {
    /// How many brokers.
    pub brokers: u32,
    /// The ids of the controllers.
    pub controllers: Vec<u32>,
    /// The racks of brokers, by id.
    pub racks: BTreeMap<u32, String>,
    /// Configuration of brokers and controllers.
    pub broker_config_beyond_defaults: BTreeMap<String, String>,
}

/// A step: what is done, and what is seen then.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its number.
    pub step: u32,
    /// What it is about, in words that carry no meaning.
    #[serde(rename = "what")]
    pub _what: String,
    /// The actions, in order.
    #[serde(rename = "do")]
    pub actions: Vec<Value>,
    /// What each action brought back.
    #[serde(default)]
    pub result: Vec<Value>,
    /// When the state was read, since the first step began.
    pub seen_at_ms: Milliseconds,
    /// The state.
    pub state: State,
    /// What the controller wrote since the step before.
    #[serde(default)]
    pub metadata_records: Vec<Value>,
    /// What differed between two recordings, and is not compared.
    #[serde(default)]
    pub varies: Vec<String>,
    /// What Kafka's tools printed.
    #[serde(default)]
    pub tools: Vec<ToolOutput>,
    /// What each process logged since the step before.
    #[serde(default)]
    pub log_lines: BTreeMap<String, Vec<String>>,
    /// What consumers' callbacks were told.
    #[serde(default)]
    pub consumer_events: Option<Value>,
}

/// What can be seen of the cluster.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The brokers whose process lives.
    pub running: BTreeSet<u32>,
    /// The brokers that the controller has fenced.
    pub fenced: BTreeSet<u32>,
    /// The partitions that changed since the step before, by name.
    #[serde(default)]
    pub partitions: BTreeMap<String, PartitionState>,
    /// Consumer groups.
    #[serde(default)]
    pub groups: Option<BTreeMap<String, GroupState>>,
}

/// A partition, as the metadata log has it and as its replicas' disks do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PartitionState {
    /// The leader, −1 for none.
    pub leader: i64,
    /// How often a leader was set.
    pub leader_epoch: i32,
    /// How often anything changed.
    pub partition_epoch: i32,
    /// The replicas in the order of the assignment.
    pub replicas: Vec<u32>,
    /// The in-sync replicas.
    pub isr: BTreeSet<u32>,
    /// The eligible leader replicas.
    pub elr: BTreeSet<u32>,
    /// The last known leader.
    pub last_known_elr: Vec<u32>,
    /// 1 while the leader recovers from an unclean election.
    #[serde(default)]
    pub leader_recovery_state: i32,
    /// The replicas' logs, by broker: `b1`. Those of internal topics are not recorded.
    #[serde(default)]
    pub logs: Option<BTreeMap<String, LogState>>,
}

/// One replica on its broker's disk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LogState {
    /// What the checkpoint file holds, if it has the partition.
    pub high_watermark: Option<i64>,
    /// The first offset, if it is not 0.
    #[serde(default)]
    pub log_start_offset: i64,
    /// Where the next record goes.
    pub log_end_offset: i64,
    /// The lines of `leader-epoch-checkpoint`: epoch and start offset. A file that does not exist has
    /// none.
    #[serde(default)]
    pub leader_epochs: Vec<(i32, i64)>,
    /// The batches, or whose they equal.
    pub batches: Batches,
}

/// The batches of a log.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Batches {
    /// `same as b1`.
    SameAs(String),
    /// Each of them.
    Each(Vec<BatchState>),
}

/// A batch on the disk.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BatchState {
    /// The offset of its first record.
    pub base: i64,
    /// The offset of its last record.
    pub last: i64,
    /// The epoch of the leader that appended it.
    pub leader_epoch: i32,
    /// Which producer wrote it, of those that have ids: P0 is the first that was seen, P1 the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub producer: Option<String>,
    /// The producer's epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub producer_epoch: Option<i16>,
    /// The sequence of its first record; a control batch has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequence: Option<i32>,
    /// Whether a transaction wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transactional: Option<bool>,
    /// What a control batch says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control: Option<String>,
    /// The base offset of its file, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segment: Option<i64>,
    /// The records, `key=value`.
    #[serde(default)]
    pub records: Vec<String>,
}

/// What one of Kafka's tools printed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolOutput {
    /// How it was called.
    pub command: String,
    /// What it printed.
    pub output: String,
}
