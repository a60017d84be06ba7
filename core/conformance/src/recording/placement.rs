//! Where replicas were placed at random: the engine's own placement is held against the recorded one
//! in its shape, in a run aside, and the replay goes on with the recorded one.

use std::collections::{BTreeMap, BTreeSet};

use highwater_core::command::{AdminCommand, Command};
use highwater_core::id::BrokerId;
use highwater_core::metadata::{MetadataImage, PartitionRegistration};
use serde_json::{Value, json};

use super::replay::Replay;
use crate::case::{Failure, Outcome, compare};
use crate::deviation::{Ledger, Rule};

/// Holds the engine's own placement against the recorded one.
///
/// # Errors
/// When they differ in more than in what was drawn.
pub fn check(
    replay: &Replay,
    random: &AdminCommand,
    recorded: &AdminCommand,
    ledger: &mut Ledger,
) -> Outcome {
    if !ledger.allows(&Rule::RandomPlacement) {
        return Err(Failure::unfit("placement at random is no listed deviation"));
    }
    let topic = match random {
        AdminCommand::CreateTopic(spec) => &spec.name,
        AdminCommand::CreatePartitions { topic, .. } => topic,
        _ => return Err(Failure::unfit("nothing is placed by this")),
    };
    let expected = outcome(replay, recorded, topic)?;
    let actual = outcome(replay, random, topic)?;
    compare("placement", &expected, &actual)?;
    Ok(())
}

/// The shape of what a command makes, in a run of its own.
fn outcome(replay: &Replay, command: &AdminCommand, topic: &str) -> Result<Value, Failure> {
    let existing = partitions(replay.world.metadata(), topic).len();
    let mut aside = replay.clone();
    let before = aside.answers.admin_answers();
    aside
        .command(&Command::Admin(command.clone()))
        .map_err(Failure::unfit)?;
    aside
        .wait(|aside| aside.answers.admin_answers() > before)
        .map_err(|_| Failure::unfit("the admin client gets no answer"))?;
    if let Some(Err(error)) = aside.answers.last_admin_answer() {
        return Ok(json!({"error": error.code.name()}));
    }
    Ok(shape(aside.world.metadata(), topic, existing))
}

/// A topic's partitions, in order.
fn partitions<'a>(metadata: &'a MetadataImage, topic: &str) -> Vec<&'a PartitionRegistration> {
    (0u32..)
        .map_while(|index| metadata.partition_named(&format!("{topic}-{index}")))
        .filter_map(|partition| metadata.partitions.get(&partition))
        .collect()
}

/// What random draws do not decide of the partitions that were not there before.
fn shape(metadata: &MetadataImage, topic: &str, existing: usize) -> Value {
    let mut partitions = partitions(metadata, topic);
    partitions.drain(..existing.min(partitions.len()));
    let rack = |id: &BrokerId| {
        let registration = metadata.brokers.get(id);
        registration.and_then(|registration| registration.rack.clone())
    };
    let has_racks = metadata.brokers.keys().any(|id| rack(id).is_some());
    let each = partitions.iter().map(|partition| {
        let racks: BTreeSet<_> = partition.replicas.iter().map(rack).collect();
        let distinct: BTreeSet<_> = partition.replicas.iter().collect();
        json!({
            "replicas": partition.replicas.len(),
            "distinct_replicas": distinct.len(),
            "racks": racks.len(),
            "isr": partition.isr.len(),
            "leader_is_preferred": partition.leader == partition.replicas.first().copied(),
        })
    });
    let mut shape = json!({"partitions": each.collect::<Vec<_>>()});
    // In a cluster of several racks the draws also decide how the rest is spread.
    if !has_racks {
        let leaders = partitions.iter().filter_map(|partition| partition.leader);
        shape["partitions_led"] = json!(spread(leaders));
        let holders = partitions.iter().flat_map(|partition| &partition.replicas);
        shape["replicas_held"] = json!(spread(holders.copied()));
    }
    shape
}

/// How often each broker occurs, the least often first.
fn spread(brokers: impl Iterator<Item = BrokerId>) -> Vec<usize> {
    let mut counts = BTreeMap::<BrokerId, usize>::new();
    for broker in brokers {
        *counts.entry(broker).or_default() += 1;
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable();
    counts
}
