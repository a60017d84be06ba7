//! Light or dark: the system's choice unless the visitor makes another, which the browser keeps.

use highwater_text::Text;

use crate::platform::page;
use crate::platform::storage::{self, Kept};

/// The colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As it is kept and as the page's `data-theme` says it; nothing is the system's.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// What it is called.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::System => Text::new("System", "시스템 설정"),
            Self::Light => Text::new("Light", "밝게"),
            Self::Dark => Text::new("Dark", "어둡게"),
        }
    }

    /// The one that was chosen at an earlier visit.
    pub fn kept() -> Self {
        let kept = storage::read(Kept::Theme);
        Self::ALL
            .into_iter()
            .find(|theme| theme.name() == kept.as_deref())
            .unwrap_or_default()
    }

    /// The next one of the switch.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    /// Shows it and keeps it.
    pub fn choose(self) {
        page::set_theme(self.name());
        storage::write(Kept::Theme, self.name().unwrap_or("system"));
    }
}
