//! Recordings of a real cluster, replayed: the same actions, and after each step the same state, the
//! same metadata records, results, lines of logs and outputs of tools.

mod action;
mod answers;
mod cluster;
mod format;
mod line;
mod metadata_record;
mod perform;
mod placement;
mod recorder;
mod replay;
mod state;
mod tools;
mod varies;

use std::collections::{BTreeMap, BTreeSet};

use highwater_core::explain::{Names, log_dir, log_lines};
use highwater_core::id::NodeId;
use serde_json::{Map, Value, json};

use crate::case::{Case, Difference, Failure, Outcome, compare};
use crate::deviation::Ledger;

use action::Action;
use cluster::Cluster;
use format::{Recording, Step};
use line::Line;
use perform::Performer;
use replay::Replay;
use state::Expectation;
use varies::Variation;

/// The process under whose name recordings have the lines of all clients.
const CLIENTS: &str = "producers and admin";

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
    let mut player = Player {
        partitions: partitions_of(&steps),
        expectation: Expectation::default(),
        cluster,
        replay,
    };
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

/// A recording on its way.
struct Player {
    cluster: Cluster,
    replay: Replay,
    expectation: Expectation,
    partitions: BTreeSet<String>,
}

/// What a step says in other words than it is compared in.
struct Reading {
    actions: Vec<Action>,
    varies: Vec<Variation>,
    records: metadata_record::BySubject,
}

impl Player {
    /// Does what a step says, and compares. What the step says that is not known makes it fail, and
    /// what is known of it is done all the same, for the sake of the steps that follow.
    fn play(&mut self, step: &Step, ledger: &mut Ledger) -> Outcome {
        let unknown = self.expectation.change(&step.state).err();
        let actions = step.actions.iter().map(Action::read);
        let actions: Vec<Result<Action, String>> = actions.collect();
        let done = self.perform_all(step, &actions, ledger);
        self.replay.run_until_ms(step.seen_at_ms);
        let outcome = unknown
            .map_or(Ok(()), |reason| Err(Failure::Unfit(reason)))
            .and_then(|()| read(step, actions))
            .and_then(|reading| self.compare(step, &reading, done?, ledger));
        self.replay.look_away();
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

    /// Holds all that can be seen against what was seen.
    fn compare(
        &self,
        step: &Step,
        reading: &Reading,
        results: Vec<Value>,
        ledger: &mut Ledger,
    ) -> Outcome {
        compare_results(step, &reading.actions, results, &reading.varies)?;
        self.compare_state(step, &reading.varies)?;
        self.compare_records(reading)?;
        self.compare_lines(step, &reading.varies, ledger)?;
        let varying = reading.varies.iter().filter_map(|varies| match varies {
            Variation::State(path) => Some(path.clone()),
            _ => None,
        });
        let varying: Vec<String> = varying.collect();
        for tool in &step.tools {
            tools::compare(tool, &self.replay.world, &varying)?;
        }
        Ok(())
    }

    fn compare_state(&self, step: &Step, varies: &[Variation]) -> Outcome {
        let mut expected = self.expectation.value(&step.state);
        let mut seen = self.expectation.seen(&self.replay);
        for variation in varies {
            if let Variation::State(path) = variation {
                varies::remove(&mut expected, path);
                varies::remove(&mut seen, path);
            }
        }
        compare("state", &expected, &seen)?;
        Ok(())
    }

    fn compare_records(&self, reading: &Reading) -> Outcome {
        let image = self.replay.world.metadata();
        let mut expected = reading.records.clone();
        let mut written =
            metadata_record::written(self.replay.new_records(), image, &reading.records);
        for variation in &reading.varies {
            if let Variation::MetadataRecords(subject) = variation {
                expected.remove(subject);
                written.remove(subject);
            }
        }
        compare("metadata_records", &json!(expected), &json!(written))?;
        Ok(())
    }

    fn compare_lines(&self, step: &Step, varies: &[Variation], ledger: &mut Ledger) -> Outcome {
        let printed = self.printed();
        let processes: BTreeSet<&String> = step.log_lines.keys().chain(printed.keys()).collect();
        for process in processes {
            if varies.contains(&Variation::LogLines(process.clone())) {
                continue;
            }
            let recorded = step.log_lines.get(process).into_iter().flatten();
            let recorded: Vec<Line> = recorded
                .map(|line| Line::new(line, &self.partitions))
                .collect();
            let printed = printed.get(process).map_or(&[][..], Vec::as_slice);
            if let Err((expected, actual)) = line::compare(&recorded, printed, ledger) {
                let nothing = || "nothing".to_owned();
                let difference = Difference {
                    place: format!("log_lines of {process}"),
                    expected: expected.unwrap_or_else(nothing),
                    actual: actual.unwrap_or_else(nothing),
                };
                return Err(difference.into());
            }
        }
        Ok(())
    }

    /// What the engine's processes logged, by the names that recordings give them.
    fn printed(&self) -> BTreeMap<String, Vec<Line>> {
        let names = Names::of(&self.replay.world);
        let mut printed = BTreeMap::<String, Vec<Line>>::new();
        for trace in &self.replay.traces {
            let process = match trace.actor {
                NodeId::Controller(_) => format!("controller {}", self.cluster.controller),
                NodeId::Broker(id) => format!("broker {id}"),
                NodeId::Producer(_) | NodeId::Consumer(_) | NodeId::Admin => CLIENTS.to_owned(),
            };
            for line in log_lines(trace, &names) {
                let text = self.renamed(&line.to_string(), &names);
                let line = Line::new(&text, &self.partitions);
                printed.entry(process.clone()).or_default().push(line);
            }
        }
        printed
    }

    /// A line with the names that the recording has: of the controller, of producers, of topics' ids
    /// and of directories.
    fn renamed(&self, line: &str, names: &Names<'_>) -> String {
        let mut text = line.to_owned();
        for (id, topic) in &names.metadata.topics {
            let named = format!("<topic-id:{}>", topic.name);
            text = text.replace(&names.topic_id(*id), &named);
        }
        for (name, node) in &self.cluster.producers {
            let (own, recorded) = (format!("clientId={node}]"), format!("clientId={name}]"));
            if text.contains(&own) {
                text = text.replace(&own, &recorded);
                break;
            }
        }
        for broker in self.replay.world.brokers() {
            let directory = format!("dir={}]", log_dir(broker.id));
            text = text.replace(&directory, &format!("dir=<dir{}>]", broker.id));
        }
        let controller = format!("[QuorumController id={}]", self.cluster.controller);
        text.replace("[QuorumController id=1]", &controller)
    }
}

/// Reads what a step says, strictly.
fn read(step: &Step, actions: Vec<Result<Action, String>>) -> Result<Reading, Failure> {
    if step.consumer_events.is_some() {
        return Err(Failure::unfit(
            "`consumer_events` waits for consumer groups",
        ));
    }
    let varies = step.varies.iter().map(|varies| Variation::read(varies));
    Ok(Reading {
        actions: actions
            .into_iter()
            .collect::<Result<_, _>>()
            .map_err(Failure::Unfit)?,
        varies: varies.collect::<Result<_, _>>().map_err(Failure::Unfit)?,
        records: metadata_record::recorded(&step.metadata_records).map_err(Failure::Unfit)?,
    })
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

/// Holds what actions brought back against what was noted. Where nothing was noted, an administrator's
/// request succeeded.
fn compare_results(
    step: &Step,
    actions: &[Action],
    results: Vec<Value>,
    varies: &[Variation],
) -> Outcome {
    if step.result.len() > actions.len() {
        return Err(Failure::unfit("there are more results than actions"));
    }
    for (index, mut actual) in results.into_iter().enumerate() {
        let noted = step.result.get(index).filter(|noted| !noted.is_null());
        let mut expected = match noted {
            Some(noted) => noted.clone(),
            None if actual.get("error").is_some() && is_administration(&actions[index]) => {
                json!({"ok": true})
            }
            None => continue,
        };
        for variation in varies {
            if let Variation::Result(at, path) = variation
                && *at == index
            {
                varies::remove(&mut expected, path);
                varies::remove(&mut actual, path);
            }
        }
        compare(&format!("result[{index}]"), &expected, &actual)?;
    }
    Ok(())
}

fn is_administration(action: &Action) -> bool {
    matches!(
        action,
        Action::CreateTopic { .. }
            | Action::CreatePartitions { .. }
            | Action::Reassign { .. }
            | Action::ElectLeader { .. }
    )
}
