//! What the person is told about what was just done; the words are the panels'.

use highwater_core::command::Refusal;
use highwater_core::time::{Span, Time};

/// Something to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The cluster refused a command.
    Refused(Refusal),
    /// An administrator has asked for that in this run already.
    AskedAlready,
    /// The person has acted in a lesson: its own timeline waits.
    WhatIfBegan,
    /// The person has acted in the past: what came after is gone.
    FutureReplaced {
        /// When the person acted.
        at: Time,
    },
    /// The lesson goes on where it stood.
    BackInLesson,
    /// The prediction comes first.
    PredictionFirst,
    /// Nothing that matters happens any more.
    NothingMore,
    /// No milestone comes any more.
    NoMilestone,
    /// What comes next is far away: the run goes on to it, or stands there already.
    FarAhead {
        /// From where one stood.
        by: Span,
    },
    /// This is where the run opens.
    NothingBefore,
    /// The sandbox has taken the moment over.
    TakenOver,
    /// Nothing happens by itself any more.
    ScriptStopped,
    /// The cluster is as it was at first.
    Restarted,
}

/// What is announced to somebody who listens, once each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    /// Grows with each.
    pub number: u64,
    /// What it is.
    pub what: Announced,
}

/// What is announced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Announced {
    /// Nothing.
    #[default]
    Silence,
    /// What happened at the playhead.
    Events,
    /// What was lost, while time ran.
    Loss,
    /// The lesson's part.
    Part,
    /// A notice.
    Notice(Notice),
    /// How a prediction was graded.
    Verdict,
}
