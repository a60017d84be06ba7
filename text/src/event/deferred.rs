//! The gates of these lines: what happens in no run but of a scenario, or after a command, that needs the engine's
//! own gates ([`Scenario::needs_gates`](highwater_core::scenario::Scenario::needs_gates)). Whoever runs one has
//! seen to it that what stands behind them is there.

use highwater_core::group::classic::{ClassicGroupEvent, GroupId};
use highwater_core::group::consumer_group::ConsumerGroupEvent;
use highwater_core::trace::ConsumerEvent;

use super::consumer::{ConsumerLine, Teller, Values};
use super::{classic_group as classic, consumer_group as consumer};
use crate::Lang;
use crate::course::Words;

/// What a member of a group does, and its application.
#[inline(never)]
pub(super) fn line_of_member(
    teller: Teller<'_>,
    event: &ConsumerEvent,
    values: &mut Values,
) -> Option<ConsumerLine> {
    teller.line_of_member(event, values)
}

/// What becomes of a group of the classic protocol.
#[inline(never)]
pub(super) fn classic_group(
    lang: Lang,
    words: &Words,
    group_id: &GroupId,
    event: &ClassicGroupEvent,
) -> String {
    classic::sentence(lang, words, group_id, event)
}

/// What becomes of a group of the consumer protocol.
#[inline(never)]
pub(super) fn consumer_group(
    lang: Lang,
    words: &Words,
    group_id: &GroupId,
    event: &ConsumerGroupEvent,
) -> String {
    consumer::sentence(lang, words, group_id, event)
}
