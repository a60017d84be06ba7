//! What became of what was asked for, told where it was asked: refused at once, done, or answered by Kafka
//! some time later. All of it is read from the run, so it goes and comes with the playhead.

use std::sync::Arc;

use highwater_core::client::ConsumerError;
use highwater_core::command::{Command, Refusal};
use highwater_core::id::{NodeId, Offset, TopicPartition};
use highwater_core::time::Time;
use highwater_core::timeline::Act;
use highwater_core::trace::{ConsumerEvent, Event, Trace};
use highwater_core::wire::ApiError;

use super::kind::FormKind;
use super::{Form, GroupKind};
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
    /// The call has returned offsets.
    Told {
        /// When it did.
        at: Time,
        /// The offsets.
        offsets: Vec<(TopicPartition, Offset)>,
    },
    /// The call has thrown something.
    Threw {
        /// When it did.
        at: Time,
        /// What.
        error: ConsumerError,
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
            Place::Group(kind) => GroupKind::of(command) == kind && FormKind::of(command).is_none(),
        }
    }

    fn outcome(&self, act: &Act) -> Reply {
        match act.command {
            Command::Admin(_) => self.answer(act),
            Command::CallConsumer { consumer, .. } => self
                .returned(act, consumer)
                .unwrap_or(Reply::Done { at: act.at }),
            _ => Reply::Done { at: act.at },
        }
    }

    /// What has happened up to the playhead since something was done.
    fn since(&self, act: &Act) -> &[Arc<Trace>] {
        let past = self.timeline().past();
        let since = past.partition_point(|trace| trace.step <= act.after);
        &past[since..]
    }

    /// What a call has returned or thrown: whatever its consumer did because of it.
    fn returned(&self, act: &Act, consumer: NodeId) -> Option<Reply> {
        let called = self.timeline().trace_of(act)?.id;
        self.since(act).iter().find_map(|trace| match &trace.event {
            Event::Consumer(event)
                if trace.actor == consumer && self.timeline().follows_from(trace, called) =>
            {
                reply_of(trace.at, event)
            }
            _ => None,
        })
    }

    fn answer(&self, act: &Act) -> Reply {
        let asked_at = act.at;
        let asked = self.timeline().trace_of(act).map(|trace| trace.id);
        for trace in self.since(act) {
            if let Event::AdminAnswered {
                asked: of, result, ..
            } = &trace.event
                && *of == asked
            {
                return Reply::Answered {
                    asked_at,
                    at: trace.at,
                    result: result.clone(),
                };
            }
        }
        Reply::Asked { at: asked_at }
    }
}

/// What a consumer tells its application with something that it does, if that is the end of a call.
fn reply_of(at: Time, event: &ConsumerEvent) -> Option<Reply> {
    match event {
        ConsumerEvent::Raised(error) => Some(Reply::Threw {
            at,
            error: error.clone(),
        }),
        ConsumerEvent::PositionsTold(offsets) | ConsumerEvent::EndOffsetsTold(offsets) => {
            Some(Reply::Told {
                at,
                offsets: offsets.clone(),
            })
        }
        _ => None,
    }
}
