//! What holds of every assignment, whoever the members are: over groups that are drawn at random.

mod client;
mod cooperative;
mod group;
mod reconciliation;
mod server;

/// How many groups are drawn for each claim.
const SEEDS: u64 = 1_000;
