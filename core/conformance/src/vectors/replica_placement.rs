//! Where the replicas of new partitions go, with every random number that Kafka drew
//! (`StripedReplicaPlacer`).

use highwater_core::controller::{StripedReplicaPlacer, UsableBroker};
use highwater_core::explain::{Names, exception};
use highwater_core::id::BrokerId;
use highwater_core::metadata::MetadataImage;
use highwater_core::wire::{ApiError, ErrorCode, ErrorDetail, PlacementError};
use serde::Deserialize;
use serde_json::{Value, json};

use super::PartitionCount;
use crate::case::{Outcome, compare};

/// One case.
pub type Vector = super::Vector<Input, Expect>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    brokers: Vec<Broker>,
    partitions: PartitionCount,
    replication_factor: u32,
    /// The number of the first new partition, which the placer does not look at.
    #[serde(rename = "start_partition")]
    _start_partition: u32,
    random_draws_bound_value: Vec<(u32, u32)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Broker {
    id: u32,
    rack: Option<String>,
    fenced: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Expect {
    Placement(Vec<Vec<u32>>),
    Refusal(Refusal),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    error: String,
    message: String,
}

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let input = &vector.input;
    let recorded: Vec<u32> = input
        .random_draws_bound_value
        .iter()
        .map(|(bound, _)| *bound)
        .collect();
    let mut values = input
        .random_draws_bound_value
        .iter()
        .map(|(_, value)| *value);
    let mut bounds = Vec::new();
    let mut draw = |bound: u32| {
        bounds.push(bound);
        // Where the engine draws more often, or within another bound, the comparison of the bounds says so.
        let value = values.next().filter(|value| *value < bound);
        value.unwrap_or_default()
    };
    let brokers = input.brokers.iter().map(|broker| UsableBroker {
        id: BrokerId(broker.id),
        rack: broker.rack.as_deref().map(Into::into),
        fenced: broker.fenced,
    });
    let brokers: Vec<UsableBroker> = brokers.collect();
    let mut placer = StripedReplicaPlacer::new(&brokers, &mut draw);
    let placed: Result<Vec<Vec<u32>>, PlacementError> = (0..input.partitions.get())
        .map(|_| {
            let replicas = placer.place(input.replication_factor, &mut draw)?;
            Ok(replicas.iter().map(|id| id.0).collect())
        })
        .collect();
    let expected = match &vector.expect {
        Expect::Placement(partitions) => json!(partitions),
        Expect::Refusal(refusal) => json!({"error": refusal.error, "message": refusal.message}),
    };
    compare(
        "",
        &expected,
        &placed.map_or_else(refused, |placed| json!(placed)),
    )?;
    compare("bounds of the draws", &json!(recorded), &json!(bounds))?;
    Ok(())
}

fn refused(error: PlacementError) -> Value {
    let error = ApiError {
        code: ErrorCode::InvalidReplicationFactor,
        detail: ErrorDetail::AddedReplicas(error),
    };
    let names = Names {
        world: None,
        seed: 0,
        eligible_leader_replicas: true,
        metadata: &MetadataImage::EMPTY,
    };
    let message = exception(&error, &names).message;
    json!({
        "error": error.code.name(),
        "message": message,
    })
}
