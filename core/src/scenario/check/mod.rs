//! Everything that is wrong with a scenario, each with its place.

mod clients;
mod config;
mod script;
#[cfg(test)]
mod tests;
mod topics;

use super::path::Path;
use super::{
    ConsumerSpec, NetworkSpec, OFFSETS_PARTITIONS_MAX, PARTITIONS_MAX, Problem, ProblemKind,
    ProducerSpec, Requirement, Scenario, TOPICS_AT_MS, VERSION,
};
use crate::id::{BrokerId, NodeId};
use crate::sorted::Set;

/// The most brokers that a scenario may have.
const BROKERS_MAX: u32 = 9;

/// The longest time that any setting may name: an hour.
const LONGEST_MS: u64 = 3_600_000;

/// Everything that is wrong with a scenario; nothing if it can run.
#[must_use]
pub fn check(scenario: &Scenario) -> Vec<Problem> {
    let mut checker = Checker {
        scenario,
        findings: Findings::default(),
    };
    checker.check();
    checker.findings.problems
}

/// Everything that is wrong with a producer, in whichever cluster it is to be; paths are those of a cluster's only
/// one.
#[must_use]
pub fn check_producer(producer: &ProducerSpec) -> Vec<Problem> {
    let mut findings = Findings::default();
    findings.producer(Path::top("producers").index(0), producer);
    findings.problems
}

/// The same of a consumer.
#[must_use]
pub fn check_consumer(consumer: &ConsumerSpec) -> Vec<Problem> {
    let mut findings = Findings::default();
    findings.consumer(Path::top("consumers").index(0), consumer);
    findings.problems
}

struct Checker<'a> {
    scenario: &'a Scenario,
    findings: Findings,
}

/// What was found so far, whatever the rest of the scenario is.
#[derive(Default)]
struct Findings {
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn check(&mut self) {
        let scenario = self.scenario;
        if scenario.version != VERSION {
            let found = ProblemKind::Version(scenario.version);
            self.wrong(Path::top("version"), found);
        }
        let brokers = scenario.brokers.into();
        self.bounds(Path::top("brokers"), brokers, 1, BROKERS_MAX.into());
        let racks = scenario.racks.len() as u64;
        self.bounds(Path::top("racks"), racks, 0, brokers);
        let opens_at_ms = Path::top("opens_at_ms");
        self.bounds(opens_at_ms, scenario.opens_at_ms, TOPICS_AT_MS, LONGEST_MS);
        let network = Path::top("network");
        let NetworkSpec {
            latency_ms,
            jitter_ms,
        } = scenario.network;
        self.bounds(network.field("latency_ms"), latency_ms, 1, 1_000);
        self.bounds(network.field("jitter_ms"), jitter_ms, 0, 1_000);
        self.findings.broker_config(&scenario.broker_config);
        self.topics();
        self.internal_partitions();
        self.clients();
        self.script();
    }

    fn wrong(&mut self, at: Path<'_>, kind: ProblemKind) {
        self.findings.wrong(at, kind);
    }

    fn bounds(&mut self, at: Path<'_>, value: u64, least: u64, most: u64) {
        self.findings.bounds(at, value, least, most);
    }

    fn node(&mut self, at: Path<'_>, node: NodeId, fits: bool) {
        if !fits || !self.scenario.nodes().contains(&node) {
            self.wrong(at, ProblemKind::UnknownNode(node));
        }
    }

    fn replicas(&mut self, at: Path<'_>, replicas: &[BrokerId]) {
        let mut distinct = Set::new();
        distinct.extend(replicas.iter().copied());
        if replicas.is_empty() || distinct.len() < replicas.len() {
            self.wrong(at, ProblemKind::Expected(Requirement::Replicas));
        }
        for broker in replicas {
            self.node(at, NodeId::Broker(*broker), true);
        }
    }
}

impl Findings {
    fn wrong(&mut self, at: Path<'_>, kind: ProblemKind) {
        let mut path = String::new();
        at.write(&mut path);
        self.problems.push(Problem { path, kind });
    }

    fn bounds(&mut self, at: Path<'_>, value: u64, least: u64, most: u64) {
        if !(least..=most).contains(&value) {
            self.wrong(at, ProblemKind::OutOfBounds { value, least, most });
        }
    }

    fn times(&mut self, at: Path<'_>, times_ms: &[(&str, u64, u64)]) {
        for (key, value, least) in times_ms {
            self.bounds(at.key(key), *value, *least, LONGEST_MS);
        }
    }
}
