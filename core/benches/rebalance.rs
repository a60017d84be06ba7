//! For how long partitions stand still while a member joins a stable group, under each protocol: not how fast
//! the engine is, but what the protocols cost, in the time of the worlds.
#![expect(
    clippy::disallowed_types,
    reason = "a benchmark reports averages, on which nothing depends"
)]

#[path = "../tests/group_protocols/cluster.rs"]
mod cluster;
#[path = "../tests/group_protocols/idle.rs"]
mod idle;

use cluster::Protocol;
use idle::{Idle, MEMBERS, PARTITIONS, of_a_join};

/// How many groups a member joins, each with another seed.
const SEEDS: u64 = 200;

fn main() {
    println!(
        "a member joins a group of {MEMBERS} that has {PARTITIONS} partitions, {SEEDS} times; nobody has a partition for, in ms"
    );
    println!(
        "protocol      stopped  moved   mean  median    p95    max  if it stays  sum per join"
    );
    for protocol in Protocol::ALL {
        let idle: Vec<Idle> = (0..SEEDS)
            .flat_map(|seed| of_a_join(seed, protocol).into_values())
            .collect();
        println!("{}", row(protocol, &idle));
    }
}

fn row(protocol: Protocol, idle: &[Idle]) -> String {
    let per_join = |count: usize| count as f64 / SEEDS as f64;
    let ms = |us: u64| us as f64 / 1_000.0;
    let mut all: Vec<u64> = idle.iter().map(|one| one.us).collect();
    all.sort_unstable();
    let at = |percent: usize| all[(all.len() - 1) * percent / 100];
    let sum: u64 = all.iter().sum();
    let stays = idle.iter().filter(|one| !one.has_moved);
    let stays = stays.map(|one| one.us).max().unwrap_or_default();
    format!(
        "{:<12} {:>8.2} {:>6.2} {:>6.0} {:>7.0} {:>6.0} {:>6.0} {:>12.0} {:>13.0}",
        format!("{protocol:?}"),
        per_join(idle.iter().filter(|one| one.us > 0).count()),
        per_join(idle.iter().filter(|one| one.has_moved).count()),
        ms(sum) / all.len() as f64,
        ms(at(50)),
        ms(at(95)),
        ms(at(100)),
        ms(stays),
        ms(sum) / SEEDS as f64,
    )
}
