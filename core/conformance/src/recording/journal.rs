//! What a timeline's journal holds of a recording's run: that is what the product shows of logs.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use highwater_core::command::Refusal;
use highwater_core::explain::Logged;
use highwater_core::id::BrokerId;
use highwater_core::time::Time;
use highwater_core::timeline::{Act, Position, Timeline};
use serde_json::{Map, Value};

use super::cluster::Cluster;
use super::format::Step;
use super::player::Player;
use super::replay::Replay;
use super::{partitions_of, read};
use crate::deviation::Ledger;

/// What was logged in a recording's run, by both who look on.
#[derive(Debug)]
pub struct Journals {
    /// The lines that are held against the recording.
    pub compared: Vec<Logged>,
    /// What a timeline's journal holds that was kept while all was done that the replay does.
    pub kept: Vec<Logged>,
    /// The same of a journal that was begun in the end.
    pub begun_later: Vec<Logged>,
}

/// Replays a recording in its first draw, and once more on a timeline.
///
/// # Errors
/// Why the recording cannot be replayed.
pub fn journals(file: &Map<String, Value>) -> Result<Journals, String> {
    let (recording, steps) = read(file)?;
    let cluster = Rc::new(Cluster::new(&recording.cluster, &steps)?);
    let order: Vec<BrokerId> = (1..=recording.cluster.brokers).map(BrokerId).collect();
    let replay = played(&cluster, &steps, &order)?;
    let mut scenario = (*cluster.scenario).clone();
    // The replay does something at once.
    scenario.opens_at_ms = 0;
    let mut timeline = Timeline::of_checked(Arc::new(scenario));
    let opening = timeline.opening().step;
    let end = Position {
        step: replay.world.step_number(),
        time: Time::START,
    };
    let later = restored(timeline.clone(), &replay.acts, end)?;
    timeline.keep_journal();
    let along = restored(timeline, &replay.acts, end)?;
    let mut compared = replay.logged;
    compared.retain(|logged| logged.at.step > opening);
    Ok(Journals {
        compared,
        kept: journal(along),
        begun_later: journal(later),
    })
}

fn played(
    cluster: &Rc<Cluster>,
    steps: &[Result<Step, String>],
    order: &[BrokerId],
) -> Result<Replay, String> {
    let replay = Replay::new(cluster, order).map_err(|_| "the cluster never comes up")?;
    let partitions: BTreeSet<String> = partitions_of(steps);
    let mut player = Player::new(Rc::clone(cluster), replay, partitions);
    for step in steps.iter().filter_map(|step| step.as_ref().ok()) {
        // Whether it is what was recorded is another question, and asked elsewhere.
        let _ = player.play(step, &mut Ledger::default());
    }
    Ok(player.into_replay())
}

fn restored(mut timeline: Timeline, acts: &[Act], end: Position) -> Result<Timeline, String> {
    let done = timeline.restore(acts, end);
    done.map_err(|refusal: Refusal| {
        format!("the timeline refuses what the replay does: {refusal:?}")
    })?;
    Ok(timeline)
}

fn journal(mut timeline: Timeline) -> Vec<Logged> {
    timeline.keep_journal();
    timeline.logged().iter().map(|it| (**it).clone()).collect()
}
