//! What the browser keeps for the next visit. It may refuse, and then nothing is kept.

use web_sys::{Storage, window};

/// What is kept, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// How far one is in the lessons.
    Progress,
    /// The colours chosen.
    Theme,
    /// Whether keys do something.
    Shortcuts,
    /// What was built and done in the sandbox.
    Sandboxes,
    /// Where one was before the last action; only until the tab is closed.
    LastPlace,
}

impl Kept {
    fn key(self) -> &'static str {
        match self {
            Self::Progress => "highwater.progress",
            Self::Theme => "highwater.theme",
            Self::Shortcuts => "highwater.shortcuts",
            Self::Sandboxes => "highwater.sandboxes",
            Self::LastPlace => "highwater.last-place",
        }
    }

    fn storage(self) -> Option<Storage> {
        let window = window()?;
        let storage = match self {
            Self::LastPlace => window.session_storage(),
            _ => window.local_storage(),
        };
        storage.ok().flatten()
    }
}

/// What was kept.
pub fn read(what: Kept) -> Option<String> {
    what.storage()?.get_item(what.key()).ok().flatten()
}

/// Keeps it. False when the browser refuses to: it has no room left, or is told to keep nothing.
pub fn write(what: Kept, value: &str) -> bool {
    let storage = what.storage();
    storage.is_some_and(|storage| storage.set_item(what.key(), value).is_ok())
}
