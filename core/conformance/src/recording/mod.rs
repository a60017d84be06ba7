//! Recordings of a real cluster, replayed: the same actions, and after each step the same state, the
//! same metadata records, results, lines of logs and outputs of tools.

mod action;
mod answers;
mod cluster;
mod comparison;
mod consumer_event;
mod format;
mod group_state;
pub mod journal;
mod line;
mod mask;
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
use std::rc::Rc;

use highwater_core::id::BrokerId;
use serde_json::{Map, Value};

use crate::case::{Case, Failure};
use crate::deviation::{Ledger, Rule};

use cluster::Cluster;
use format::{ClusterSpec, Recording, Step};
use player::Player;
use replay::Replay;

/// With how many other draws of ids a recording with groups is tried that was not reproduced.
pub const DRAWS: u64 = 22;

/// Replays a recording; each of its steps is a case. Where ids may be why it was not reproduced, `draws` more
/// are tried.
///
/// # Errors
/// Why the recording as a whole cannot be replayed.
pub fn run(
    file: &Map<String, Value>,
    draws: u64,
    ledger: &mut Ledger,
) -> Result<Vec<Case>, String> {
    let (recording, steps) = read(file)?;
    let cluster = Rc::new(Cluster::new(&recording.cluster, &steps)?);
    let brokers = || (1..=recording.cluster.brokers).map(BrokerId);
    // In which order the brokers send their heartbeats was not recorded. Where something hangs on it
    // that no moment within their interval explains, it is the other order.
    let first = replayed(&cluster, &steps, &brokers().collect::<Vec<_>>())?;
    let passes = |(cases, _): &(Vec<Case>, Ledger)| cases.iter().all(|case| case.failure.is_none());
    let (cases, notes) = if passes(&first) {
        first
    } else {
        let mut second = replayed(&cluster, &steps, &brokers().rev().collect::<Vec<_>>())?;
        if passes(&second) && second.1.allows(&Rule::HeartbeatPhases) {
            second
        } else {
            let other = match hangs_on_ids(&first.0) {
                true => with_other_ids(&recording.cluster, &steps, draws, &passes)?,
                false => None,
            };
            other.unwrap_or(first)
        }
    };
    ledger.add(&notes);
    Ok(cases)
}

/// A recording, and its steps or what is wrong with them.
fn read(file: &Map<String, Value>) -> Result<(Recording, Vec<Result<Step, String>>), String> {
    let recording: Recording =
        serde_json::from_value(Value::Object(file.clone())).map_err(|error| error.to_string())?;
    let steps = recording
        .steps
        .iter()
        .map(|step| serde_json::from_value(step.clone()).map_err(|error| error.to_string()))
        .collect();
    Ok((recording, steps))
}

/// Whether all that differs is what members of groups have, are told or log.
fn hangs_on_ids(cases: &[Case]) -> bool {
    cases.iter().all(|case| match &case.failure {
        None => true,
        Some(Failure::Differs(difference)) => {
            let place = &difference.place;
            let logs = place.starts_with("log_lines of ");
            let is_of_group = logs && difference.expected.contains("GroupCoordinator");
            place.starts_with("state.groups")
                || place.starts_with("consumer_events")
                || place.starts_with("log_lines of consumer-")
                || is_of_group
        }
        Some(Failure::Unfit(_)) => false,
    })
}

/// The cases of one replay, and the deviations that it needed.
type Replayed = (Vec<Case>, Ledger);

/// Member ids and ids of topics are drawn at random, and hash orders hang on them: who of several members
/// leads next, which of several partitions that are alike moves. Where a recording with groups was not
/// reproduced, some other draw may give exactly what was recorded.
fn with_other_ids(
    spec: &ClusterSpec,
    steps: &[Result<Step, String>],
    draws: u64,
    passes: &dyn Fn(&Replayed) -> bool,
) -> Result<Option<Replayed>, String> {
    for seed in 2..2 + draws {
        let cluster = Rc::new(Cluster::drawn(spec, steps, seed)?);
        if cluster.consumers.is_empty() {
            return Ok(None);
        }
        let order: Vec<BrokerId> = (1..=spec.brokers).map(BrokerId).collect();
        let mut drawn = replayed_while_it_passes(&cluster, steps, &order)?;
        if passes(&drawn) && drawn.1.allows(&Rule::RandomIds) {
            return Ok(Some(drawn));
        }
    }
    Ok(None)
}

/// Replays the steps until the first one that differs.
fn replayed_while_it_passes(
    cluster: &Rc<Cluster>,
    steps: &[Result<Step, String>],
    order: &[BrokerId],
) -> Result<(Vec<Case>, Ledger), String> {
    let replay = Replay::new(cluster, order).map_err(|_| "the cluster never comes up")?;
    let mut player = Player::new(Rc::clone(cluster), replay, partitions_of(steps));
    let (mut cases, mut ledger) = (Vec::new(), Ledger::default());
    for step in steps.iter().filter_map(|step| step.as_ref().ok()) {
        let failure = player.play(step, &mut ledger).err();
        let has_failed = failure.is_some();
        cases.push(Case {
            name: format!("step {}", step.step),
            failure,
        });
        if has_failed {
            break;
        }
    }
    Ok((cases, ledger))
}

/// Replays the steps in a cluster whose brokers were started in this order.
fn replayed(
    cluster: &Rc<Cluster>,
    steps: &[Result<Step, String>],
    order: &[BrokerId],
) -> Result<(Vec<Case>, Ledger), String> {
    let replay = Replay::new(cluster, order).map_err(|_| "the cluster never comes up")?;
    let mut player = Player::new(Rc::clone(cluster), replay, partitions_of(steps));
    let (mut cases, mut ledger) = (Vec::new(), Ledger::default());
    for (number, step) in (1..).zip(steps) {
        let outcome = match step {
            Ok(step) => player.play(step, &mut ledger),
            Err(reason) => Err(Failure::unfit(reason)),
        };
        let number = step.as_ref().map_or(number, |step| step.step);
        cases.push(Case {
            name: format!("step {number}"),
            failure: outcome.err(),
        });
    }
    Ok((cases, ledger))
}

/// Every partition that the recording speaks of.
fn partitions_of(steps: &[Result<Step, String>]) -> BTreeSet<String> {
    let steps = steps.iter().filter_map(|step| step.as_ref().ok());
    let partitions = steps.flat_map(|step| step.state.partitions.keys());
    partitions.cloned().collect()
}
