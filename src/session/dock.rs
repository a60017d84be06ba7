//! What stands in the room under the picture.

use highwater_core::id::NodeId;
use highwater_core::timeline::Timeline;
use highwater_text::{Lang, Text};

use super::{Room, Session};

/// A view of the moment that has its place under the picture. At most one of them stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dock {
    /// The metadata log, how far brokers have applied it, and their sessions.
    ControlPlane,
    /// Lag, produce latency, high watermark delay and ISR size over time.
    Charts,
    /// What all processes have logged.
    Logs,
}

impl Dock {
    /// Each of them, in the order of their buttons.
    pub const ALL: [Self; 3] = [Self::ControlPlane, Self::Charts, Self::Logs];

    /// The name of its button.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        let name = match self {
            Self::ControlPlane => Text::new("Control plane", "컨트롤 플레인"),
            Self::Charts => Text::new("Charts", "차트"),
            Self::Logs => Text::new("Logs", "로그"),
        };
        name.get(lang)
    }
}

/// Who decides what stands there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DockChoice {
    /// Nobody has chosen: the control plane comes by itself where somebody may look for it.
    #[default]
    ByItself,
    /// Whoever has chosen is obeyed from then on.
    Chosen(Option<Dock>),
}

impl Session {
    /// What stands under the picture; `has_room` tells whether something may stand there that nobody has asked
    /// for.
    #[must_use]
    pub fn dock(&self, has_room: bool) -> Option<Dock> {
        match self.dock {
            DockChoice::Chosen(dock) => dock,
            DockChoice::ByItself => {
                let comes = has_room && self.is_about_control_plane();
                comes.then_some(Dock::ControlPlane)
            }
        }
    }

    /// From now on a run is measured while there are charts of it.
    pub fn sample_by(&mut self, sample: fn(&mut Timeline)) {
        self.sample = Some(sample);
        self.sample();
    }

    /// Has the run measured if there are charts of it.
    pub(super) fn sample(&mut self) {
        let is_charted = self.dock == DockChoice::Chosen(Some(Dock::Charts));
        if let Some(sample) = self.sample.filter(|_| is_charted) {
            sample(&mut self.playback.timeline);
        }
    }

    /// From now on what processes log is kept once somebody reads it.
    pub fn keep_journal_by(&mut self, keep_journal: fn(&mut Timeline)) {
        self.journal = Some(keep_journal);
        self.keep_journal();
    }

    /// Has it kept what processes log if somebody reads it, under the picture or elsewhere.
    pub(super) fn keep_journal(&mut self) {
        let is_read = self.reads_logs || self.dock == DockChoice::Chosen(Some(Dock::Logs));
        if let Some(keep_journal) = self.journal.filter(|_| is_read) {
            keep_journal(&mut self.playback.timeline);
        }
    }

    /// Whether somebody may look for the control plane: in the sandbox, and where a lesson is about the
    /// controller.
    #[must_use]
    pub fn is_about_control_plane(&self) -> bool {
        let step = self.lesson().and_then(|run| run.step());
        let about = step.is_some_and(|step| step.focus.nodes.contains(&NodeId::CONTROLLER));
        self.room() == Room::Sandbox || about
    }
}
