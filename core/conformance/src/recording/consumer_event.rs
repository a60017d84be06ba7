//! What applications of consumers were told: callbacks, records of a loop of polls, and errors.

use std::collections::BTreeMap;

use highwater_core::client::{ConsumerError, Step};
use highwater_core::explain::{Names, consumer_exception};
use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::sim::World;
use highwater_core::trace::{ConsumerEvent, Event, Trace};
use serde_json::{Value, json};

use super::cluster::Cluster;
use super::mask::with_message_masked;
use crate::case::{Failure, Outcome, compare};

/// What consumers were told since the last step was compared.
#[derive(Clone, Debug, Default)]
pub struct ConsumerEvents {
    told: BTreeMap<NodeId, Vec<Value>>,
    polled: BTreeMap<NodeId, Vec<String>>,
    errors: BTreeMap<NodeId, Vec<ConsumerError>>,
    /// The consumer of which a call is being made.
    pub in_call: Option<NodeId>,
}

/// An exception, as recordings spell it.
#[must_use]
pub fn raised(error: &ConsumerError, names: &Names<'_>) -> Value {
    let exception = consumer_exception(error, names);
    json!({"error": exception.class, "message": exception.message})
}

impl ConsumerEvents {
    /// Takes note of what happened.
    pub fn note(&mut self, trace: &Trace, world: &World, names: &Names<'_>) {
        let NodeId::Consumer(_) = trace.actor else {
            return;
        };
        match &trace.event {
            Event::Consumer(event) => self.note_event(trace.actor, event, world, names),
            Event::RecordsConsumed {
                partition,
                first_offset,
                next_offset,
            } if polls_on(world, trace.actor) => {
                let name = names.partition(*partition);
                for offset in first_offset.0..next_offset.0 {
                    let polled = self.polled.entry(trace.actor).or_default();
                    polled.push(format!("{name}@{offset}"));
                }
            }
            _ => {}
        }
    }

    fn note_event(
        &mut self,
        consumer: NodeId,
        event: &ConsumerEvent,
        world: &World,
        names: &Names<'_>,
    ) {
        let list = |partitions: &[TopicPartition]| sorted(partitions, names);
        let told = match event {
            ConsumerEvent::PartitionsAssigned(partitions) => {
                json!({"assigned": list(partitions)})
            }
            ConsumerEvent::PartitionsRevoked(partitions) => json!({"revoked": list(partitions)}),
            ConsumerEvent::PartitionsLost(partitions) => json!({"lost": list(partitions)}),
            ConsumerEvent::Raised(error) => {
                self.errors.entry(consumer).or_default().push(error.clone());
                // The error of a call that was made by hand is its result.
                if self.in_call == Some(consumer) || !was_on(world, consumer) {
                    return;
                }
                raised(error, names)
            }
            _ => return,
        };
        self.told.entry(consumer).or_default().push(told);
    }

    /// How many errors a consumer's calls have thrown.
    #[must_use]
    pub fn errors(&self, consumer: NodeId) -> usize {
        self.errors.get(&consumer).map_or(0, Vec::len)
    }

    /// The last one.
    #[must_use]
    pub fn last_error(&self, consumer: NodeId) -> Option<&ConsumerError> {
        self.errors.get(&consumer)?.last()
    }

    /// What was compared is not compared again.
    pub fn look_away(&mut self) {
        self.told.clear();
        self.polled.clear();
    }

    /// Holds what was told against what was recorded: callbacks in order, what was polled as one list.
    ///
    /// # Errors
    /// The first difference.
    pub fn compare(
        &self,
        recorded: Option<&Value>,
        cluster: &Cluster,
        varies: &[String],
    ) -> Outcome {
        let nothing = json!({});
        let Some(recorded) = recorded.unwrap_or(&nothing).as_object() else {
            return Err(Failure::unfit("`consumer_events` is no object"));
        };
        for name in recorded.keys() {
            if !cluster.consumers.contains_key(name) {
                return Err(Failure::unfit(format!("there is no consumer {name}")));
            }
        }
        for (name, node) in &cluster.consumers {
            if varies.contains(name) {
                continue;
            }
            let (callbacks, polled) = split(recorded.get(name))?;
            let told = self.told.get(node).cloned().unwrap_or_default();
            let told: Vec<Value> = told.into_iter().map(with_message_masked).collect();
            let mut seen = self.polled.get(node).cloned().unwrap_or_default();
            seen.sort();
            let place = format!("consumer_events.{name}");
            compare(
                &place,
                &json!({"callbacks": callbacks, "polled": polled}),
                &json!({"callbacks": told, "polled": seen}),
            )?;
        }
        Ok(())
    }
}

/// Callbacks and errors in order, and all that was polled.
fn split(recorded: Option<&Value>) -> Result<(Vec<Value>, Vec<String>), Failure> {
    const KNOWN: [&str; 4] = ["assigned", "revoked", "lost", "error"];
    let (mut callbacks, mut polled) = (Vec::new(), Vec::new());
    let Some(recorded) = recorded else {
        return Ok((callbacks, polled));
    };
    let unknown = |event: &Value| Failure::unfit(format!("unknown consumer event {event}"));
    for event in recorded.as_array().ok_or_else(|| unknown(recorded))? {
        let fields = event.as_object().ok_or_else(|| unknown(event))?;
        if let Some(records) = fields.get("polled") {
            let records = records.as_array().ok_or_else(|| unknown(event))?;
            for record in records {
                polled.push(record.as_str().unwrap_or_default().to_owned());
            }
        } else if KNOWN.iter().any(|known| fields.contains_key(*known)) {
            callbacks.push(with_message_masked(event.clone()));
        } else {
            return Err(unknown(event));
        }
    }
    polled.sort();
    Ok((callbacks, polled))
}

fn sorted(partitions: &[TopicPartition], names: &Names<'_>) -> Vec<String> {
    let mut list: Vec<(String, u32)> = partitions
        .iter()
        .map(|partition| (names.topic(partition.topic), partition.partition.0))
        .collect();
    list.sort();
    list.into_iter()
        .map(|(topic, index)| format!("{topic}-{index}"))
        .collect()
}

/// Whether a consumer polls in a loop.
fn polls_on(world: &World, node: NodeId) -> bool {
    world
        .consumer(node)
        .is_some_and(|it| it.application().step() != Step::Idle && !it.is_polling_by_hand())
}

/// Whether a consumer that has just thrown something was polling in a loop.
fn was_on(world: &World, node: NodeId) -> bool {
    world
        .consumer(node)
        .is_some_and(|it| it.application().was_polling_on())
}
