//! What became of what was asked for, told where it was asked: refused at once, done, or answered by Kafka
//! some time later. All of it is read from the run, so it goes and comes with the playhead.

use std::sync::Arc;

use highwater_core::command::{AdminCommand, Command, LoopFault, Refusal};
use highwater_core::id::{StepNumber, TraceId};
use highwater_core::time::Time;
use highwater_core::timeline::Act;
use highwater_core::trace::Event;
use highwater_core::wire::ApiError;

use super::{CallForm, Form, GroupKind};
use crate::session::{Notice, Session};

/// Where something is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// With one of the buttons of a group.
    Group(GroupKind),
    /// With a form.
    Form(Form),
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The cluster did not take it.
    Refused(Refusal),
    /// It is done.
    Done {
        /// When it was.
        at: Time,
    },
    /// Kafka was asked and has not answered yet.
    Asked {
        /// When it was.
        at: Time,
    },
    /// Kafka has answered.
    Answered {
        /// When it was asked.
        asked_at: Time,
        /// When the answer came.
        at: Time,
        /// The answer.
        result: Result<(), Arc<ApiError>>,
    },
}

impl Session {
    /// What was last asked for there and what became of it, as far as the playhead has come. Of what a
    /// button did that is told until something else is done.
    #[must_use]
    pub fn reply(&self, place: Place) -> Option<(Command, Reply)> {
        if let (Some(Notice::Refused(refusal)), Some(command)) = (self.notice, &self.refused)
            && self.is_of(command, place)
        {
            return Some((command.clone(), Reply::Refused(refusal)));
        }
        let here = self.timeline().position().step;
        let mut past = self.timeline().acts().iter().rev();
        let mut past = past.by_ref().filter(|act| act.after < here);
        let act = match place {
            Place::Group(_) => past.next().filter(|act| self.is_of(&act.command, place)),
            Place::Form(_) => past.find(|act| self.is_of(&act.command, place)),
        }?;
        Some((act.command.clone(), self.outcome(act)))
    }

    fn is_of(&self, command: &Command, place: Place) -> bool {
        match place {
            Place::Form(form) => form.makes(command, self.world()),
            Place::Group(kind) => GroupKind::of(command) == kind && !has_form(command),
        }
    }

    fn outcome(&self, act: &Act) -> Reply {
        let Command::Admin(_) = act.command else {
            return Reply::Done { at: act.at };
        };
        let asked_at = act.at;
        let past = self.timeline().past();
        let done_in = StepNumber(act.after.0 + 1);
        let since = past.partition_point(|trace| trace.step < done_in);
        let mut asked: Option<TraceId> = None;
        for trace in &past[since..] {
            match &trace.event {
                Event::Commanded(_) if trace.step == done_in => asked = Some(trace.id),
                Event::AdminAnswered {
                    asked: of, result, ..
                } if *of == asked => {
                    return Reply::Answered {
                        asked_at,
                        at: trace.at,
                        result: result.clone(),
                    };
                }
                _ => {}
            }
        }
        Reply::Asked { at: asked_at }
    }
}

/// Whether a command is told at a form of its own.
fn has_form(command: &Command) -> bool {
    match command {
        Command::Produce { .. }
        | Command::SendSteadily { .. }
        | Command::SlowBroker { .. }
        | Command::SlowDisk { .. }
        | Command::SlowLink { .. }
        | Command::StartProducer(_)
        | Command::StartConsumer(_) => true,
        Command::CallConsumer { call, .. } => CallForm::is_of(call),
        Command::DisturbLoop { fault, .. } => !matches!(fault, LoopFault::CrashAt(_)),
        Command::Admin(command) => !matches!(
            command,
            AdminCommand::ElectLeader { .. } | AdminCommand::Reassign { replicas: None, .. }
        ),
        _ => false,
    }
}
