//! Recordings of a real cluster, replayed: the same actions, and after each step the same state, the
//! same metadata records, results, lines of logs and outputs of tools.

mod action;
mod answers;
mod cluster;
mod comparison;
mod format;
mod line;
mod metadata_record;
mod perform;
mod placement;
mod player;
mod recorder;
mod replay;
mod state;
mod tools;
mod varies;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::case::{Case, Failure};
use crate::deviation::Ledger;

use cluster::Cluster;
use format::{Recording, Step};
use player::Player;
use replay::Replay;

/// Replays a recording; each of its steps is a case.
///
/// # Errors
/// Why the recording as a whole cannot be replayed.
pub fn run(file: &Map<String, Value>, ledger: &mut Ledger) -> Result<Vec<Case>, String> {
    let recording: Recording =
        serde_json::from_value(Value::Object(file.clone())).map_err(|error| error.to_string())?;
    let steps: Vec<Result<Step, String>> = recording
        .steps
        .iter()
        .map(|step| serde_json::from_value(step.clone()).map_err(|error| error.to_string()))
        .collect();
    let cluster = Cluster::new(&recording.cluster, &steps)?;
    let replay = Replay::new(&cluster).map_err(|_| "the cluster never comes up")?;
    let mut player = Player::new(cluster, replay, partitions_of(&steps));
    let mut cases = Vec::new();
    for (number, step) in (1..).zip(&steps) {
        let outcome = match step {
            Ok(step) => player.play(step, ledger),
            Err(reason) => Err(Failure::unfit(reason)),
        };
        let name = step.as_ref().map_or_else(
            |_| format!("step {number}"),
            |it| format!("step {}", it.step),
        );
        cases.push(Case {
            name,
            failure: outcome.err(),
        });
    }
    Ok(cases)
}

/// Every partition that the recording speaks of.
fn partitions_of(steps: &[Result<Step, String>]) -> BTreeSet<String> {
    let steps = steps.iter().filter_map(|step| step.as_ref().ok());
    let partitions = steps.flat_map(|step| step.state.partitions.keys());
    partitions.cloned().collect()
}
