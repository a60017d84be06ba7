//! Kafka's own cases as data: each is fed to the code that the simulation runs.

mod accumulator;
mod client_assignor;
mod consumer_reconcile;
mod divergence;
mod election;
mod error_code;
mod group_coordinator_partition;
mod isr_hw;
mod leader_epoch_cache;
mod murmur2;
mod producer_state;
mod replica_placement;
mod replica_state;
mod server_assignor;
mod topic;

use highwater_core::group::assignor::Assignor;
use highwater_core::group::server_assignor::ServerAssignor;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::bounded::Bounded;
use crate::case::{Case, Failure, Outcome};
use crate::deviation::Ledger;

/// What every vector file has besides its cases.
const ENVELOPE: [&str; 5] = ["kind", "about", "kafka_commit", "kafka_version", "vectors"];

/// How many records a case may append, and how long its log may be.
type RecordCount = Bounded<20_000>;

/// How many partitions a case may place.
type PartitionCount = Bounded<20_000>;

/// A case: what goes in, and what is to come of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vector<Input, Expect> {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "source")]
    _source: String,
    input: Input,
    expect: Expect,
}

/// Runs a file of vectors, told by its `kind`.
///
/// # Errors
/// Why the file as a whole cannot be run.
pub fn run(
    kind: &str,
    file: &Map<String, Value>,
    ledger: &mut Ledger,
) -> Result<Vec<Case>, String> {
    match kind {
        "leader_epoch_cache" => each(file, leader_epoch_cache::run),
        "divergence" => each(file, divergence::run),
        "election" => each(file, |vector| election::run(vector, ledger)),
        "replica_placement" => each(file, replica_placement::run),
        "murmur2" => each(file, murmur2::run),
        "producer_state" => each(file, |vector| producer_state::run(vector, ledger)),
        "accumulator" => each(file, accumulator::run),
        "replica_state" => each(file, replica_state::run),
        "range_assignor" => each(file, |it| client_assignor::run(it, Assignor::Range)),
        "roundrobin_assignor" => each(file, |it| client_assignor::run(it, Assignor::RoundRobin)),
        "sticky_assignor" => each(file, |it| client_assignor::run(it, Assignor::Sticky)),
        "cooperative_sticky" => each(file, client_assignor::run_cooperative),
        "uniform_assignor" => each(file, |it| {
            server_assignor::run(it, ServerAssignor::Uniform, ledger)
        }),
        "server_range_assignor" => each(file, |it| {
            server_assignor::run(it, ServerAssignor::Range, ledger)
        }),
        "consumer_reconcile" => each(file, consumer_reconcile::run),
        "group_coordinator_partition" => each(file, group_coordinator_partition::run),
        "isr_hw" => {
            let known = [&ENVELOPE[..], &["replica_state"]].concat();
            only(file, &known)?;
            let mut cases = each_of(file, "vectors", isr_hw::run)?;
            // Kafka tests what a leader knows of a follower by itself; the list may be left out.
            if file.contains_key("replica_state") {
                cases.extend(each_of(file, "replica_state", replica_state::run)?);
            }
            Ok(cases)
        }
        _ => Err(format!("unknown kind `{kind}`")),
    }
}

/// Runs the cases of a file that has nothing but `vectors`.
fn each<V: DeserializeOwned>(
    file: &Map<String, Value>,
    run: impl FnMut(V) -> Outcome,
) -> Result<Vec<Case>, String> {
    only(file, &ENVELOPE)?;
    each_of(file, "vectors", run)
}

/// Refuses fields that nobody would look at.
fn only(file: &Map<String, Value>, known: &[&str]) -> Result<(), String> {
    match file.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("unknown field `{key}`")),
        None => Ok(()),
    }
}

/// Runs the cases of one list. A case that cannot be read is one that failed.
fn each_of<V: DeserializeOwned>(
    file: &Map<String, Value>,
    list: &str,
    mut run: impl FnMut(V) -> Outcome,
) -> Result<Vec<Case>, String> {
    let cases = file
        .get(list)
        .and_then(Value::as_array)
        .ok_or_else(|| format!("`{list}` is missing or no list"))?;
    let run_one = |(number, case): (usize, &Value)| {
        let outcome = serde_json::from_value(case.clone())
            .map_err(Failure::unfit)
            .and_then(&mut run);
        Case {
            name: match case.get("id").and_then(Value::as_str) {
                Some(id) => id.to_owned(),
                None => format!("{list}[{number}]"),
            },
            failure: outcome.err(),
        }
    };
    Ok(cases.iter().enumerate().map(run_one).collect())
}
