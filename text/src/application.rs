//! What the application above a consumer is at.

use highwater_core::client::Step;

use crate::Lang;

/// The step of its loop, or the call that it makes.
#[must_use]
pub fn step(lang: Lang, step: Step) -> &'static str {
    let (en, ko) = match step {
        Step::Idle => ("between calls", "호출 사이"),
        Step::Polling => ("in poll", "poll 호출 중"),
        Step::Processing { .. } => ("processing a record", "레코드 처리 중"),
        Step::Committing => ("in commitSync", "commitSync 호출 중"),
        Step::Positioning(_) => ("in position", "position 호출 중"),
        Step::Ending => ("in endOffsets", "endOffsets 호출 중"),
        Step::Closing => ("in close", "close 호출 중"),
        Step::Closed => ("closed", "닫힘"),
    };
    lang.pick(en, ko)
}
