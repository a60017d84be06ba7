//! One failure: where it shows itself, what has to happen for it, and what keeps it away.

use highwater_core::check::Invariant;
use highwater_core::config::{ProducerConfig, Semantics, Truncation};
use highwater_core::id::{BrokerId, ClientId, NodeId, RecordId};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{ProducerSpec, Scenario};
use highwater_core::trace::Event;
use highwater_core::wire::Acks;

use crate::common::{ORDERS, Run, loss, three_brokers};

/// The one producer of a row.
pub const P: NodeId = NodeId::Producer(ClientId(1));

/// One kind of thing that a schedule does; a random schedule does as many of each, at other times and
/// to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Send,
    Crash,
    PowerLoss,
    Restart,
    Shutdown,
    Isolate,
    Cut,
    /// A request of the producer is lost on its way.
    LoseRequest,
    /// An answer to it is.
    LoseAnswer,
}

/// What a row's configuration differs in from the default one.
#[derive(Clone, Copy, Debug)]
pub struct Configuration {
    pub acks: Acks,
    pub replicas: u32,
    pub min_insync_replicas: &'static str,
    pub unclean: bool,
    pub elr: bool,
    pub semantics: Semantics,
    pub idempotent: bool,
    /// `max.in.flight.requests.per.connection`.
    pub in_flight: u32,
}

/// A row of the catalogue.
pub struct Row {
    pub id: &'static str,
    pub weak: Configuration,
    pub control: Configuration,
    pub schedule: fn(&mut Run),
    /// The same, but where the control is something else that happens.
    pub control_schedule: fn(&mut Run),
    pub faults: &'static [Kind],
    pub control_faults: &'static [Kind],
    pub shows: Shows,
}

/// What must be observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// A record that its producer counts as sent is in no log.
    SentAndNowhere,
    /// A record that was acknowledged with success is lost (I1).
    AcknowledgedAndLost,
    /// Two replicas differ in what both hold to be committed (I3).
    Divergence,
    /// A record is committed twice (I6).
    Duplicate,
    /// A record is committed behind one that was sent after it (I7).
    Reordering,
}

impl Configuration {
    pub fn scenario(&self, seed: u64) -> Scenario {
        let mut scenario = three_brokers(seed);
        scenario.brokers = self.replicas;
        scenario.broker_config.eligible_leader_replicas_version = self.elr.into();
        scenario.broker_config.semantics = self.semantics;
        scenario.broker_config.replica_lag_time_max_ms = 5_000;
        let unclean = if self.unclean { "true" } else { "false" };
        scenario.topics = vec![TopicSpec {
            assignment: vec![(1..=self.replicas).map(BrokerId).collect()],
            config: [
                (
                    "min.insync.replicas".into(),
                    self.min_insync_replicas.into(),
                ),
                ("unclean.leader.election.enable".into(), unclean.into()),
            ]
            .into(),
            ..scenario.topics[0].clone()
        }];
        scenario.producers = vec![ProducerSpec {
            config: ProducerConfig {
                acks: self.acks,
                enable_idempotence: Some(self.idempotent),
                max_in_flight_requests_per_connection: self.in_flight,
                ..ProducerConfig::default()
            },
            ..ProducerSpec::default()
        }];
        scenario
    }
}

impl Row {
    pub fn weak(&self, seed: u64) -> Scenario {
        self.weak.scenario(seed)
    }

    pub fn control(&self, seed: u64) -> Scenario {
        self.control.scenario(seed)
    }

    /// A run in which the failure may come, and is taken note of.
    pub fn run(&self, scenario: Scenario) -> Run {
        let is_todays = scenario.broker_config.semantics.truncation == Truncation::default();
        let mut run = Run::new(scenario);
        run.tolerates = if is_todays { loss } else { |_| true };
        run
    }

    /// Whether the failure has shown itself.
    pub fn is_shown(&self, run: &Run) -> bool {
        let broken = |wanted| {
            let mut all = run.broken.iter().chain(&run.repeated_or_swapped);
            all.any(|breach| breach.invariant == wanted)
        };
        match self.shows {
            Shows::AcknowledgedAndLost => broken(Invariant::AckedDurable),
            Shows::SentAndNowhere => !sent_and_nowhere(run).is_empty(),
            Shows::Divergence => broken(Invariant::LogMatching),
            Shows::Duplicate => broken(Invariant::NoDuplicates),
            Shows::Reordering => broken(Invariant::ProducerOrder),
        }
    }
}

/// The records that their producer counts as sent and that no log has.
fn sent_and_nowhere(run: &Run) -> Vec<RecordId> {
    let counted = run.traces.iter().filter_map(|trace| match trace.event {
        Event::RecordAcknowledged { record, .. } => Some(record),
        _ => None,
    });
    let replicas = run.world.replicas(ORDERS);
    let is_there = |wanted: &RecordId| {
        let mut records = replicas.iter().flat_map(|replica| replica.log.records());
        records.any(|(_, _, record)| record.id == *wanted)
    };
    counted.filter(|record| !is_there(record)).collect()
}
