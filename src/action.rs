//! Everything a person can do by name: one table of labels, shortcuts and help, which buttons, keys
//! and the help sheet read.

use highwater_text::action::Help;
use highwater_text::{Lang, Text};

/// A thing that a person can do by its name. What is done to the cluster itself is a command of the
/// engine, and its words are in `highwater_text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserAction {
    /// Lets time run, or stops it.
    TogglePlay,
    /// On to the next thing that matters.
    Step,
    /// Back to the one before.
    StepBack,
    /// On to the next milestone.
    NextMilestone,
    /// Back to the milestone before.
    PreviousMilestone,
    /// To the beginning.
    ToStart,
    /// To the end of what is known.
    ToEnd,
    /// The lesson goes on.
    Continue,
    /// From a what-if, or from another moment, back to where the lesson stands.
    BackToLesson,
    /// The same moment in the sandbox.
    TakeOver,
    /// The cluster as it was at first.
    Reset,
    /// Nothing is picked any more.
    ShowCluster,
    /// The same moment from the other side.
    SwitchView,
    /// The sheet of keys.
    Help,
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The action.
    pub action: UserAction,
    /// The label: the accessible name of its button.
    pub label: Text,
    /// The label while it is on, where it is something that can be on, or is under way.
    pub label_on: Option<Text>,
    /// The key.
    pub shortcut: Option<Shortcut>,
    /// What it does, in a sentence.
    pub help: Help,
}

/// A key, by where it is on the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// `event.code`.
    pub code: &'static str,
    /// Together with Shift.
    pub shift: bool,
    /// As people read it.
    pub shown: Text,
}

const fn entry(action: UserAction, label: Text, shortcut: Option<Shortcut>, help: Help) -> Entry {
    Entry {
        action,
        label,
        label_on: None,
        shortcut,
        help,
    }
}

const fn key(code: &'static str, shift: bool, shown: Text) -> Option<Shortcut> {
    Some(Shortcut { code, shift, shown })
}

/// The table, in the order of the help sheet.
pub const TABLE: [Entry; 14] = [
    Entry {
        action: UserAction::TogglePlay,
        label: Text::new("Play", "재생"),
        label_on: Some(Text::new("Pause", "일시정지")),
        shortcut: key("Space", false, Text::new("Space", "스페이스")),
        help: Help::TogglePlay,
    },
    entry(
        UserAction::Step,
        Text::new("Step", "한 단계 앞으로"),
        key("ArrowRight", false, Text::same("→")),
        Help::Step,
    ),
    entry(
        UserAction::StepBack,
        Text::new("Step back", "한 단계 뒤로"),
        key("ArrowLeft", false, Text::same("←")),
        Help::StepBack,
    ),
    entry(
        UserAction::NextMilestone,
        Text::new("Next milestone", "다음 주요 사건"),
        key("ArrowRight", true, Text::same("Shift + →")),
        Help::NextMilestone,
    ),
    entry(
        UserAction::PreviousMilestone,
        Text::new("Previous milestone", "이전 주요 사건"),
        key("ArrowLeft", true, Text::same("Shift + ←")),
        Help::PreviousMilestone,
    ),
    entry(
        UserAction::ToStart,
        Text::new("To the start", "처음 시점으로"),
        key("Home", false, Text::same("Home")),
        Help::ToStart,
    ),
    entry(
        UserAction::ToEnd,
        Text::new("To the end", "마지막 시점으로"),
        key("End", false, Text::same("End")),
        Help::ToEnd,
    ),
    Entry {
        action: UserAction::Continue,
        label: Text::new("Continue", "계속"),
        label_on: Some(Text::new("Skip ahead", "바로 다음 장면으로")),
        shortcut: key("KeyC", false, Text::same("C")),
        help: Help::Continue,
    },
    entry(
        UserAction::BackToLesson,
        Text::new("Back to the lesson", "레슨으로 돌아가기"),
        key("KeyB", false, Text::same("B")),
        Help::BackToLesson,
    ),
    entry(
        UserAction::TakeOver,
        Text::new("Take over", "직접 조작하기"),
        key("KeyT", false, Text::same("T")),
        Help::TakeOver,
    ),
    entry(
        UserAction::Reset,
        Text::new("Reset", "처음으로"),
        key("KeyR", true, Text::same("Shift + R")),
        Help::Reset,
    ),
    entry(
        UserAction::ShowCluster,
        Text::new("Show the cluster", "클러스터 보기"),
        key("Escape", false, Text::same("Esc")),
        Help::ShowCluster,
    ),
    entry(
        UserAction::SwitchView,
        Text::new("Switch view", "보기 전환"),
        key("KeyV", false, Text::same("V")),
        Help::SwitchView,
    ),
    Entry {
        action: UserAction::Help,
        label: Text::new("Keyboard help", "단축키 도움말"),
        label_on: None,
        shortcut: key("Slash", true, Text::same("?")),
        help: Help::Help,
    },
];

impl UserAction {
    /// Its line of the table.
    #[must_use]
    pub fn entry(self) -> &'static Entry {
        TABLE
            .iter()
            .find(|entry| entry.action == self)
            .unwrap_or(&TABLE[0])
    }

    /// Its label.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        self.entry().label.get(lang)
    }

    /// Its label when it is on or off.
    #[must_use]
    pub fn label_when(self, on: bool, lang: Lang) -> &'static str {
        let entry = self.entry();
        entry
            .label_on
            .filter(|_| on)
            .unwrap_or(entry.label)
            .get(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_name_or_a_key() {
        for (index, entry) in TABLE.iter().enumerate() {
            for other in TABLE.iter().skip(index + 1) {
                assert_ne!(entry.action, other.action);
                for lang in Lang::ALL {
                    assert_ne!(entry.label.get(lang), other.label.get(lang));
                }
                assert!(entry.shortcut.is_none() || entry.shortcut != other.shortcut);
            }
        }
    }

    #[test]
    fn every_action_speaks_both_languages() {
        let hangul = |text: &str| text.chars().any(|letter| ('가'..='힣').contains(&letter));
        for entry in TABLE {
            for text in [Some(entry.label), entry.label_on].into_iter().flatten() {
                assert!(!hangul(text.en) && hangul(text.ko), "{text:?}");
            }
        }
    }

    #[test]
    fn the_names_that_were_promised_stay() {
        for (action, on, en, ko) in [
            (UserAction::Step, false, "Step", "한 단계 앞으로"),
            (UserAction::StepBack, false, "Step back", "한 단계 뒤로"),
            (
                UserAction::NextMilestone,
                false,
                "Next milestone",
                "다음 주요 사건",
            ),
            (
                UserAction::PreviousMilestone,
                false,
                "Previous milestone",
                "이전 주요 사건",
            ),
            (UserAction::TogglePlay, false, "Play", "재생"),
            (UserAction::TogglePlay, true, "Pause", "일시정지"),
            (UserAction::Continue, false, "Continue", "계속"),
            (
                UserAction::BackToLesson,
                false,
                "Back to the lesson",
                "레슨으로 돌아가기",
            ),
            (UserAction::TakeOver, false, "Take over", "직접 조작하기"),
            (UserAction::Reset, false, "Reset", "처음으로"),
        ] {
            assert_eq!(action.label_when(on, Lang::En), en);
            assert_eq!(action.label_when(on, Lang::Ko), ko);
        }
    }
}
