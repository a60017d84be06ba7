//! What a key means: the shortcuts of the table, unless the key belongs to what has the focus.

use crate::action::{Shortcut, TABLE, UserAction};

/// A key that went down, and where the focus was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// `event.code`: the key's place, whatever the language of the keyboard.
    pub code: String,
    /// `event.key`, for the one shortcut that is a character.
    pub key: String,
    /// With Shift.
    pub shift: bool,
    /// With Ctrl, Alt or Meta: then it belongs to the browser.
    pub modified: bool,
    /// While an input method composes a syllable.
    pub composing: bool,
    /// What has the focus.
    pub focus: Focus,
}

/// What has the focus, as far as keys belong to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// Nothing that takes keys.
    #[default]
    Elsewhere,
    /// Something that Space presses or opens.
    Button,
    /// Something with which arrows choose: a radio button, a tab, a list.
    Chooser,
    /// A slider: arrows, Home and End move it.
    Slider,
    /// Something to type in.
    Typing,
}

impl Focus {
    fn keeps(self, code: &str) -> bool {
        let moves = matches!(code, "ArrowLeft" | "ArrowRight" | "Home" | "End");
        match self {
            Self::Elsewhere => false,
            Self::Button => code == "Space",
            Self::Chooser => moves || code == "Space",
            Self::Slider => moves,
            Self::Typing => true,
        }
    }
}

/// What a key means, if anything.
#[must_use]
pub fn for_key(press: &KeyPress) -> Option<UserAction> {
    if press.modified || press.composing || press.focus.keeps(&press.code) {
        return None;
    }
    let fits = |shortcut: Shortcut| {
        (shortcut.code == press.code && shortcut.shift == press.shift)
            || (shortcut.shown.en == press.key && press.key == "?")
    };
    TABLE
        .iter()
        .find(|entry| entry.shortcut.is_some_and(fits))
        .map(|entry| entry.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(code: &str, shift: bool, focus: Focus) -> KeyPress {
        KeyPress {
            code: code.into(),
            key: String::new(),
            shift,
            modified: false,
            composing: false,
            focus,
        }
    }

    #[test]
    fn a_key_is_read_by_its_place_and_shift_tells_two_apart() {
        for (code, shift, action) in [
            ("Space", false, Some(UserAction::TogglePlay)),
            ("ArrowRight", false, Some(UserAction::Step)),
            ("ArrowRight", true, Some(UserAction::NextMilestone)),
            ("ArrowLeft", false, Some(UserAction::StepBack)),
            ("ArrowLeft", true, Some(UserAction::PreviousMilestone)),
            ("Home", false, Some(UserAction::ToStart)),
            ("End", false, Some(UserAction::ToEnd)),
            ("Slash", true, Some(UserAction::Help)),
            ("Slash", false, None),
            ("KeyC", false, Some(UserAction::Continue)),
            ("KeyB", false, Some(UserAction::BackToLesson)),
            ("KeyT", false, Some(UserAction::TakeOver)),
            ("KeyR", true, Some(UserAction::Reset)),
            ("KeyR", false, None),
            ("KeyA", false, None),
        ] {
            assert_eq!(
                for_key(&press(code, shift, Focus::Elsewhere)),
                action,
                "{code}"
            );
        }
    }

    #[test]
    fn a_question_mark_opens_help_on_every_keyboard() {
        let german = KeyPress {
            key: "?".into(),
            ..press("Minus", true, Focus::Elsewhere)
        };
        assert_eq!(for_key(&german), Some(UserAction::Help));
    }

    #[test]
    fn a_focused_control_keeps_its_keys() {
        for (focus, code, action) in [
            (Focus::Button, "Space", None),
            (Focus::Button, "ArrowRight", Some(UserAction::Step)),
            (Focus::Chooser, "ArrowRight", None),
            (Focus::Chooser, "Home", None),
            (Focus::Slider, "ArrowLeft", None),
            (Focus::Slider, "Space", Some(UserAction::TogglePlay)),
            (Focus::Elsewhere, "KeyV", Some(UserAction::SwitchView)),
            (Focus::Typing, "KeyV", None),
            (Focus::Typing, "Space", None),
            (Focus::Typing, "Slash", None),
        ] {
            assert_eq!(
                for_key(&press(code, false, focus)),
                action,
                "{focus:?} {code}"
            );
        }
    }

    #[test]
    fn keys_of_the_browser_and_of_an_input_method_are_never_ours() {
        let plain = press("ArrowRight", false, Focus::Elsewhere);
        assert_eq!(
            for_key(&KeyPress {
                modified: true,
                ..plain.clone()
            }),
            None
        );
        assert_eq!(
            for_key(&KeyPress {
                composing: true,
                ..plain
            }),
            None
        );
    }
}
