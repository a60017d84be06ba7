//! Holds all that can be seen after a step against what was seen.

use std::collections::{BTreeMap, BTreeSet};

use highwater_core::config::GROUP_METADATA_TOPIC;
use highwater_core::explain::log_dir;
use highwater_core::id::{ControllerId, NodeId};
use serde_json::{Value, json};

use super::action::Action;
use super::format::Step;
use super::line::{self, Line};
use super::mask::with_message_masked;
use super::player::{Player, Reading};
use super::varies::{self, Variation};
use super::{metadata_record, tools};
use crate::case::{Difference, Failure, Outcome, compare};
use crate::deviation::Ledger;

/// The process under whose name recordings have the lines of all clients.
const CLIENTS: &str = "producers and admin";

impl Player {
    /// Holds all that can be seen against what was seen.
    pub(super) fn compare(
        &self,
        step: &Step,
        reading: &Reading,
        results: &[Value],
        ledger: &mut Ledger,
    ) -> Outcome {
        compare_results(step, &reading.actions, results, &reading.varies)?;
        self.compare_state(step, &reading.varies)?;
        self.compare_records(reading)?;
        self.compare_consumers(step, &reading.varies)?;
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
        let mut seen = self.expectation.seen(&self.replay, &step.state);
        for variation in varies {
            if let Variation::State(path) = variation {
                varies::remove(&mut expected, path);
                varies::remove(&mut seen, path);
            }
        }
        compare("state", &expected, &seen)?;
        Ok(())
    }

    fn compare_consumers(&self, step: &Step, varies: &[Variation]) -> Outcome {
        let varying = varies.iter().filter_map(|varies| match varies {
            Variation::ConsumerEvents(name) => Some(name.clone()),
            _ => None,
        });
        let varying: Vec<String> = varying.collect();
        let events = &self.replay.consumer_events;
        events.compare(step.consumer_events.as_ref(), &self.cluster, &varying)
    }

    fn compare_records(&self, reading: &Reading) -> Outcome {
        let image = self.replay.world.metadata();
        let mut expected = reading.records.clone();
        let mut written =
            metadata_record::written(self.replay.new_records(), image, &reading.records);
        let is_internal = |subject: &String| subject.contains(GROUP_METADATA_TOPIC);
        // Of internal topics the recorder keeps what belongs to the groups at hand.
        written.retain(|subject, _| !is_internal(subject) || expected.contains_key(subject));
        for (subject, records) in &mut written {
            if is_internal(subject) {
                let kept = &expected[subject];
                let is_kept = |it: &Value| kept.iter().any(|one| one["type"] == it["type"]);
                records.retain(is_kept);
            }
        }
        for variation in &reading.varies {
            if let Variation::MetadataRecords(subject) = variation {
                for subject in [subject.clone(), format!("topic {subject}")] {
                    expected.remove(&subject);
                    written.remove(&subject);
                }
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
            let recorded = recorded.filter(|line| !self.is_about_unknown(line));
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

    /// Whether a line is about a partition of an internal topic that no step so far has spoken of.
    fn is_about_unknown(&self, line: &str) -> bool {
        let before = format!("{GROUP_METADATA_TOPIC}-");
        let mut places = line.match_indices(&before);
        places.any(|(at, _)| {
            let rest = &line[at + before.len()..];
            let end = rest.find(|letter: char| !letter.is_ascii_digit());
            let name = &line[at..at + before.len() + end.unwrap_or(rest.len())];
            !self.expectation.speaks_of(name)
        })
    }

    /// What the engine's processes logged, by the names that recordings give them.
    fn printed(&self) -> BTreeMap<String, Vec<Line>> {
        let mut printed = BTreeMap::<String, Vec<Line>>::new();
        for (actor, line) in &self.replay.lines {
            if self.is_about_unknown(line) {
                continue;
            }
            let process = match actor {
                NodeId::Controller(_) => format!("controller {}", self.cluster.controller),
                NodeId::Broker(id) => format!("broker {id}"),
                NodeId::Producer(_) | NodeId::Admin => CLIENTS.to_owned(),
                NodeId::Consumer(_) => {
                    let mut consumers = self.cluster.consumers.iter();
                    let named = consumers.find(|(_, node)| *node == actor);
                    format!("consumer-{}", named.map_or("", |(name, _)| name))
                }
            };
            let line = Line::new(&self.renamed(line), &self.partitions);
            printed.entry(process).or_default().push(line);
        }
        printed
    }

    /// A line with the names that the recording has: of the controller, of producers, of directories.
    fn renamed(&self, line: &str) -> String {
        let mut text = line.to_owned();
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
        let prefix = |node_id: u32| format!("[QuorumController id={node_id}]");
        let own = prefix(ControllerId::ACTIVE.node_id());
        text.replace(&own, &prefix(self.cluster.controller))
    }
}

/// Holds what actions brought back against what was noted. Where nothing was noted, an administrator's
/// request succeeded.
fn compare_results(
    step: &Step,
    actions: &[Action],
    results: &[Value],
    varies: &[Variation],
) -> Outcome {
    if step.result.len() > actions.len() {
        return Err(Failure::unfit("there are more results than actions"));
    }
    for (index, actual) in results.iter().enumerate() {
        let mut actual = actual.clone();
        let noted = step.result.get(index).filter(|noted| !noted.is_null());
        let mut expected = match noted {
            Some(noted) => noted.clone(),
            None if actual.get("error").is_some() && actions[index].is_administration() => {
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
        let expected = with_message_masked(expected);
        let actual = with_message_masked(actual);
        compare(&format!("result[{index}]"), &expected, &actual)?;
    }
    Ok(())
}
