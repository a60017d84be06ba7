//! Goes through a recording step by step: does what a step says, and looks when the recorder did.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use highwater_core::time::Span;
use serde_json::Value;

use super::action::Action;
use super::cluster::Cluster;
use super::format::Step;
use super::metadata_record;
use super::perform::Performer;
use super::replay::{Replay, TOOL_RUN};
use super::state::Expectation;
use super::varies::Variation;
use crate::case::{Failure, Outcome};
use crate::deviation::{Ledger, Rule};

/// A recording on its way.
#[derive(Clone)]
pub struct Player {
    pub(super) cluster: Rc<Cluster>,
    pub(super) replay: Replay,
    pub(super) expectation: Expectation,
    /// How many tools the recorder ran since it saw the last state, each a program that has to load.
    tools_run: u64,
    /// Every partition that the recording speaks of.
    pub(super) partitions: BTreeSet<String>,
}

/// What a step says in other words than it is compared in.
pub(super) struct Reading {
    pub(super) actions: Vec<Action>,
    pub(super) varies: Vec<Variation>,
    pub(super) records: metadata_record::BySubject,
}

impl Player {
    /// A cluster before its first step.
    #[must_use]
    pub fn new(cluster: Rc<Cluster>, replay: Replay, partitions: BTreeSet<String>) -> Self {
        Self {
            cluster,
            replay,
            expectation: Expectation::default(),
            tools_run: 0,
            partitions,
        }
    }

    /// The run, as far as it has been played.
    pub(super) fn into_replay(self) -> Replay {
        self.replay
    }

    /// Plays a step. What varies need not be as it was recorded, but where it can be it is, since later
    /// steps build on it. A tool that ran after the step before has taken its time.
    ///
    /// # Errors
    /// The first difference, as it was when the step began at once.
    pub fn play(&mut self, step: &Step, ledger: &mut Ledger) -> Outcome {
        for _ in 0..self.tools_run {
            self.replay.pass(TOOL_RUN);
        }
        let outcome = self.play_as_recorded(step, ledger);
        self.tools_run = u64::try_from(step.tools.len()).unwrap_or(0);
        outcome
    }

    fn play_as_recorded(&mut self, step: &Step, ledger: &mut Ledger) -> Outcome {
        if !step.varies.is_empty() {
            let strict = Step {
                varies: Vec::new(),
                ..step.clone()
            };
            let (before, mut notes) = (self.clone(), Ledger::default());
            if self.play_at_some_moment(&strict, &mut notes).is_ok() {
                ledger.add(&notes);
                return read_variations(step).map(|_| ());
            }
            *self = before;
        }
        self.play_at_some_moment(step, ledger)
    }

    /// The moment between two heartbeats at which a step began was not recorded: where the outcome
    /// differs, it may begin later, by less than one interval.
    fn play_at_some_moment(&mut self, step: &Step, ledger: &mut Ledger) -> Outcome {
        let before = self.clone();
        let mut first = None;
        for delay_ms in moments(
            self.cluster
                .scenario
                .broker_config
                .broker_heartbeat_interval_ms,
        ) {
            let mut notes = Ledger::default();
            let mut attempt = before.clone();
            attempt.replay.pass(Span::from_ms(delay_ms));
            let outcome = attempt.play_now(step, &mut notes);
            if outcome.is_ok() && (delay_ms == 0 || notes.allows(&Rule::HeartbeatPhases)) {
                *self = attempt;
                ledger.add(&notes);
                return Ok(());
            }
            let is_final = matches!(outcome, Err(Failure::Unfit(_)));
            first.get_or_insert((attempt, outcome, notes));
            if is_final {
                break;
            }
        }
        let Some((attempt, outcome, notes)) = first else {
            return Err(Failure::unfit("the step begins at no moment"));
        };
        *self = attempt;
        ledger.add(&notes);
        outcome
    }

    /// Does what a step says, and compares. What the step says that is not known makes it fail, and
    /// what is known of it is done all the same, for the sake of the steps that follow.
    fn play_now(&mut self, step: &Step, ledger: &mut Ledger) -> Outcome {
        let unknown = self.expectation.change(&step.state).err();
        let actions = step.actions.iter().map(Action::read);
        let actions: Vec<Result<Action, String>> = actions.collect();
        let done = self.perform_all(step, &actions, ledger);
        let reading = unknown
            .map_or(Ok(()), |reason| Err(Failure::Unfit(reason)))
            .and_then(|()| read(step, actions))
            .and_then(|reading| Ok((reading, done?)));
        match reading {
            Ok((reading, results)) => self.look(step, &reading, &results, ledger),
            Err(failure) => {
                self.replay.run_until_ms(step.seen_at_ms.get().into());
                self.replay.look_away();
                Err(failure)
            }
        }
    }

    /// Looks when the recorder did, and, where that differs, up to two seconds later or earlier: as
    /// much quicker or slower than the machine may the engine be.
    fn look(
        &mut self,
        step: &Step,
        reading: &Reading,
        results: &[Value],
        ledger: &mut Ledger,
    ) -> Outcome {
        let acted = self.replay.clone();
        let seen = u64::from(step.seen_at_ms.get());
        let mut first = None;
        for ms in [
            seen,
            seen + 1_000,
            seen + 2_000,
            seen.saturating_sub(1_000),
            seen.saturating_sub(2_000),
        ] {
            self.replay = acted.clone();
            self.replay.run_until_ms(ms);
            let mut notes = Ledger::default();
            let outcome = self.compare(step, reading, results, &mut notes);
            self.replay.look_away();
            if outcome.is_ok() {
                ledger.add(&notes);
                return Ok(());
            }
            first.get_or_insert((self.replay.clone(), outcome));
        }
        let Some((replay, outcome)) = first else {
            return Ok(());
        };
        self.replay = replay;
        outcome
    }

    fn perform_all(
        &mut self,
        step: &Step,
        actions: &[Result<Action, String>],
        ledger: &mut Ledger,
    ) -> Result<Vec<Value>, Failure> {
        let placed = placed(&step.metadata_records);
        let mut performer = Performer {
            cluster: &self.cluster,
            replay: &mut self.replay,
            placed: &placed,
            ledger,
        };
        let mut results = Vec::new();
        let mut failure = None;
        for action in actions {
            let result = match action {
                Ok(action) => performer.perform(action),
                Err(reason) => Err(Failure::unfit(reason)),
            };
            results.push(result.as_ref().ok().cloned().unwrap_or_default());
            failure = failure.or(result.err());
        }
        failure.map_or(Ok(results), Err)
    }
}

/// How much later than at once a step may begin: less than one interval of heartbeats, in eighths of it.
fn moments(heartbeat_interval_ms: u64) -> impl Iterator<Item = u64> {
    (0..8).map(move |eighth| heartbeat_interval_ms * eighth / 8)
}

/// Reads what a step says, strictly.
fn read(step: &Step, actions: Vec<Result<Action, String>>) -> Result<Reading, Failure> {
    Ok(Reading {
        actions: actions
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(Failure::Unfit)?,
        varies: read_variations(step)?,
        records: metadata_record::recorded(&step.metadata_records).map_err(Failure::Unfit)?,
    })
}

fn read_variations(step: &Step) -> Result<Vec<Variation>, Failure> {
    let varies = step.varies.iter().map(|varies| Variation::read(varies));
    varies.collect::<Result<_, _>>().map_err(Failure::Unfit)
}

/// Where the partitions that a step creates were placed, by topic, in the order of their numbers.
fn placed(records: &[Value]) -> BTreeMap<String, Vec<Vec<u32>>> {
    let mut placed = BTreeMap::<String, Vec<Vec<u32>>>::new();
    for record in records {
        let replicas = serde_json::from_value(record["replicas"].clone());
        if let (Some("PartitionRecord"), Some(topic), Ok(replicas)) =
            (record["type"].as_str(), record["topic"].as_str(), replicas)
        {
            placed.entry(topic.to_owned()).or_default().push(replicas);
        }
    }
    placed
}
