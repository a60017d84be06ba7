//! Which form a command is asked for with.

use highwater_core::command::{AdminCommand, Command, ConsumerCall, LoopFault};

use super::{CallForm, Form};

/// What a form is for, whomever it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FormKind {
    Send,
    SendSteadily,
    SlowBroker,
    SlowDisk,
    SlowLink,
    Reassign,
    AlterTopic,
    AlterBrokers,
    AddPartitions,
    DeleteRecords,
    CreateTopic,
    StartProducer,
    StartConsumer,
    Call(CallForm),
    SlowProcessing,
    FailNext,
    ResetOffsets,
}

impl FormKind {
    /// That of the form with which a command is asked for; none if a button does it, or nothing.
    pub(super) fn of(command: &Command) -> Option<Self> {
        match command {
            Command::Produce { .. } => Some(Self::Send),
            Command::SendSteadily { .. } => Some(Self::SendSteadily),
            Command::SlowBroker { .. } => Some(Self::SlowBroker),
            Command::SlowDisk { .. } => Some(Self::SlowDisk),
            Command::SlowLink { .. } => Some(Self::SlowLink),
            Command::StartProducer(_) => Some(Self::StartProducer),
            Command::StartConsumer(_) => Some(Self::StartConsumer),
            Command::CallConsumer { call, .. } => CallForm::of(call).map(Self::Call),
            Command::DisturbLoop { fault, .. } => match fault {
                LoopFault::SlowProcessing { .. } => Some(Self::SlowProcessing),
                LoopFault::FailNext(_) => Some(Self::FailNext),
                LoopFault::CrashAt(_) => None,
            },
            Command::Admin(command) => Self::of_admin(command),
            Command::CallProducer { .. }
            | Command::StopSending(_)
            | Command::Crash(_)
            | Command::PowerLoss(_)
            | Command::Restart(_)
            | Command::Pause(_)
            | Command::Resume(_)
            | Command::Shutdown(_)
            | Command::Cut(..)
            | Command::CutOneWay { .. }
            | Command::Heal(..)
            | Command::Isolate(_)
            | Command::Rejoin(_)
            | Command::Hold(_)
            | Command::Release(_)
            | Command::Lose(_)
            | Command::HealAll
            | Command::StopScript => None,
        }
    }

    fn of_admin(command: &AdminCommand) -> Option<Self> {
        match command {
            AdminCommand::CreateTopic(_) => Some(Self::CreateTopic),
            AdminCommand::CreatePartitions { .. } => Some(Self::AddPartitions),
            AdminCommand::Reassign { replicas, .. } => replicas.as_ref().map(|_| Self::Reassign),
            AdminCommand::AlterConfig { topic, .. } => Some(match topic {
                Some(_) => Self::AlterTopic,
                None => Self::AlterBrokers,
            }),
            AdminCommand::DeleteRecords { .. } => Some(Self::DeleteRecords),
            AdminCommand::ResetOffsets { .. } => Some(Self::ResetOffsets),
            AdminCommand::ElectLeader { .. }
            | AdminCommand::DescribeGroup(_)
            | AdminCommand::DeleteGroup(_) => None,
        }
    }
}

impl CallForm {
    /// That with which a call is asked for; none if a button does it.
    fn of(call: &ConsumerCall) -> Option<Self> {
        match call {
            ConsumerCall::Subscribe(_) => Some(Self::Subscribe),
            ConsumerCall::Assign(_) => Some(Self::Assign),
            ConsumerCall::Poll { .. } => Some(Self::Poll),
            ConsumerCall::Seek { .. } => Some(Self::Seek),
            ConsumerCall::Pause(_) => Some(Self::Pause),
            ConsumerCall::Resume(_) => Some(Self::Resume),
            ConsumerCall::CommitOffset { .. } => Some(Self::CommitOffset),
            ConsumerCall::Unsubscribe
            | ConsumerCall::SeekToBeginning
            | ConsumerCall::SeekToEnd
            | ConsumerCall::PollOn
            | ConsumerCall::Commit
            | ConsumerCall::CommitWithin { .. }
            | ConsumerCall::CommitAsync
            | ConsumerCall::Position { .. }
            | ConsumerCall::EndOffsets
            | ConsumerCall::Close => None,
        }
    }
}

impl Form {
    pub(super) fn kind(self) -> FormKind {
        match self {
            Self::Send(_) => FormKind::Send,
            Self::SendSteadily(_) => FormKind::SendSteadily,
            Self::SlowBroker(_) => FormKind::SlowBroker,
            Self::SlowDisk(_) => FormKind::SlowDisk,
            Self::SlowLink(..) => FormKind::SlowLink,
            Self::Reassign(_) => FormKind::Reassign,
            Self::AlterTopic(_) => FormKind::AlterTopic,
            Self::AlterBrokers => FormKind::AlterBrokers,
            Self::AddPartitions(_) => FormKind::AddPartitions,
            Self::DeleteRecords(..) => FormKind::DeleteRecords,
            Self::CreateTopic => FormKind::CreateTopic,
            Self::StartProducer => FormKind::StartProducer,
            Self::StartConsumer => FormKind::StartConsumer,
            Self::Call(_, call) => FormKind::Call(call),
            Self::SlowProcessing(_) => FormKind::SlowProcessing,
            Self::FailNext(_) => FormKind::FailNext,
            Self::ResetOffsets(_) => FormKind::ResetOffsets,
        }
    }
}
