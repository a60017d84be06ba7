//! What the application above a consumer is doing.

use highwater_core::client::Step;

use crate::Lang;

/// The call that it is in, or that it is in none; nothing while it processes a record, of which each view says more.
#[must_use]
pub fn call(lang: Lang, step: Step) -> Option<&'static str> {
    let (en, ko) = match step {
        Step::Processing { .. } => return None,
        Step::Idle => ("between calls", "호출 사이"),
        Step::Polling => ("in poll", "poll 호출 중"),
        Step::Committing => ("in commitSync", "commitSync 호출 중"),
        Step::Positioning(_) => ("in position", "position 호출 중"),
        Step::Ending => ("in endOffsets", "endOffsets 호출 중"),
        Step::Closing => ("in close", "close 호출 중"),
        Step::Closed => ("closed", "닫힘"),
    };
    Some(lang.pick(en, ko))
}
