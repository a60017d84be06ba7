//! What a set of runs has reached: a set that never elects uncleanly says nothing of such elections.

use std::collections::BTreeMap;

use highwater_core::command::{AdminCommand, Command, ConsumerCall};
use highwater_core::id::NodeId;
use highwater_core::sim::Direction;
use highwater_core::trace::{ConsumerEvent, Election, Event, LossReason, Trace};
use highwater_core::wire::{ErrorCode, Gist};

/// How often what was reached.
#[derive(Clone, Debug, Default)]
pub struct Coverage(pub BTreeMap<&'static str, u64>);

/// What the fixed set has to reach.
pub const GOALS: &[&str] = &[
    "elections: clean",
    "elections: from the ELR",
    "elections: last known leader",
    "elections: unclean",
    "elections: preferred leader",
    "partitions offline",
    "fencings",
    "shrinks",
    "expansions",
    "proposals refused",
    "truncations",
    "log starts moved",
    "tails lost",
    "NOT_ENOUGH_REPLICAS",
    "NOT_ENOUGH_REPLICAS_AFTER_APPEND",
    "connections broken before processing",
    "connections broken after processing",
    "records acknowledged",
    "records failed",
    "records lost in spite of their acknowledgement",
    "batches retried",
    "registrations refused",
    "reassignments completed",
    "partitions added",
    "done: Crash",
    "done: Crash of a producer",
    "done: PowerLoss",
    "done: Restart",
    "done: Pause",
    "done: Resume",
    "done: Shutdown",
    "done: SlowBroker",
    "done: SlowDisk",
    "done: SlowLink",
    "done: Cut",
    "done: CutOneWay",
    "done: Heal",
    "done: Isolate",
    "done: Rejoin",
    "done: Hold",
    "done: Release",
    "done: Lose",
    "done: HealAll",
    "done: AlterConfig",
    "done: ElectLeader",
    "done: Reassign",
    "done: CreatePartitions",
    "done: DeleteRecords",
    "called: Unsubscribe",
    "called: Seek",
    "called: Pause",
    "called: Resume",
    "called: commitSync",
    "called: commitAsync",
    "called: Close",
    "loops disturbed",
    "coordinators lost",
    "offsets committed",
    "commits failed",
    "commands refused",
];

impl Coverage {
    pub fn count(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    pub fn add(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    /// What was wanted and never reached.
    pub fn lacking(&self) -> Vec<&'static str> {
        let lacks = |what: &&&str| !self.0.contains_key(**what);
        GOALS.iter().filter(lacks).copied().collect()
    }

    /// Counts what a trace says, if it says anything that is counted.
    pub fn note(&mut self, trace: &Trace) {
        if let Some(what) = reached_by(&trace.event) {
            self.count(what);
        }
    }
}

fn reached_by(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::Commanded(command) => command_name(command)?,
        Event::LeaderElected { election, .. } => match election {
            Election::Clean => "elections: clean",
            Election::Preferred => "elections: preferred leader",
            Election::EligibleLeaderReplica => "elections: from the ELR",
            Election::LastKnownLeader => "elections: last known leader",
            Election::Unclean => "elections: unclean",
        },
        Event::PartitionWentOffline { .. } => "partitions offline",
        Event::BrokerFenced { again: false, .. } => "fencings",
        Event::IsrShrinkProposed { .. } => "shrinks",
        Event::IsrExpandProposed { .. } => "expansions",
        Event::AlterPartitionRefused { .. } => "proposals refused",
        Event::Truncated { .. } => "truncations",
        Event::LogStartMoved { .. } => "log starts moved",
        Event::TailLost { .. } => "tails lost",
        Event::AppendRefused {
            error: ErrorCode::NotEnoughReplicas,
            ..
        } => "NOT_ENOUGH_REPLICAS",
        Event::MessageSent {
            gist:
                Gist::ProduceAnswer {
                    result: Err(ErrorCode::NotEnoughReplicasAfterAppend),
                    ..
                },
            ..
        } => "NOT_ENOUGH_REPLICAS_AFTER_APPEND",
        Event::MessageLost {
            gist: Gist::Produce { .. },
            reason: LossReason::Lost | LossReason::ConnectionBroken,
            ..
        } => "connections broken before processing",
        Event::MessageLost {
            gist: Gist::ProduceAnswer { .. },
            direction: Direction::Response,
            ..
        } => "connections broken after processing",
        Event::RecordAcknowledged { .. } => "records acknowledged",
        Event::RecordFailed { .. } => "records failed",
        Event::BatchRetried { .. } => "batches retried",
        Event::RegistrationRefused { .. } => "registrations refused",
        Event::ReassignmentCompleted { .. } => "reassignments completed",
        Event::PartitionsAdded { .. } => "partitions added",
        Event::Consumer(event) => match **event {
            ConsumerEvent::CoordinatorLost { .. } => "coordinators lost",
            ConsumerEvent::OffsetsCommitted { .. } => "offsets committed",
            ConsumerEvent::CommitFailed { .. } => "commits failed",
            _ => return None,
        },
        _ => return None,
    })
}

fn call_name(call: &ConsumerCall) -> Option<&'static str> {
    Some(match call {
        ConsumerCall::Unsubscribe => "called: Unsubscribe",
        ConsumerCall::Seek { .. } => "called: Seek",
        ConsumerCall::Pause(_) => "called: Pause",
        ConsumerCall::Resume(_) => "called: Resume",
        ConsumerCall::Commit | ConsumerCall::CommitOffset { .. } => "called: commitSync",
        ConsumerCall::CommitAsync => "called: commitAsync",
        ConsumerCall::Close => "called: Close",
        _ => return None,
    })
}

fn command_name(command: &Command) -> Option<&'static str> {
    Some(match command {
        Command::Crash(NodeId::Producer(_)) => "done: Crash of a producer",
        Command::Crash(_) => "done: Crash",
        Command::PowerLoss(_) => "done: PowerLoss",
        Command::Restart(_) => "done: Restart",
        Command::Pause(_) => "done: Pause",
        Command::Resume(_) => "done: Resume",
        Command::Shutdown(_) => "done: Shutdown",
        Command::SlowBroker { .. } => "done: SlowBroker",
        Command::SlowDisk { .. } => "done: SlowDisk",
        Command::SlowLink { .. } => "done: SlowLink",
        Command::Cut(..) => "done: Cut",
        Command::CutOneWay { .. } => "done: CutOneWay",
        Command::Heal(..) => "done: Heal",
        Command::Isolate(_) => "done: Isolate",
        Command::Rejoin(_) => "done: Rejoin",
        Command::Hold(_) => "done: Hold",
        Command::Release(_) => "done: Release",
        Command::Lose(_) => "done: Lose",
        Command::HealAll => "done: HealAll",
        Command::Admin(command) => match command {
            AdminCommand::AlterConfig { .. } => "done: AlterConfig",
            AdminCommand::ElectLeader { .. } => "done: ElectLeader",
            AdminCommand::Reassign { .. } => "done: Reassign",
            AdminCommand::CreatePartitions { .. } => "done: CreatePartitions",
            AdminCommand::DeleteRecords { .. } => "done: DeleteRecords",
            AdminCommand::CreateTopic(_)
            | AdminCommand::DescribeGroup(_)
            | AdminCommand::DeleteGroup(_)
            | AdminCommand::ResetOffsets { .. } => return None,
        },
        Command::CallConsumer { call, .. } => return call_name(call),
        Command::DisturbLoop { .. } => "loops disturbed",
        Command::Produce { .. }
        | Command::SendSteadily { .. }
        | Command::StopSending(_)
        | Command::StartProducer(_)
        | Command::StartConsumer(_)
        | Command::CallProducer { .. }
        | Command::StopScript => return None,
    })
}
