//! What was lost, what was promised of it, how it came about, and what would have kept it. All of it is
//! fetched with the words of whoever looks closer: nothing is lost unless something was broken before.

mod chosen;
mod delivery;
mod record;

pub use chosen::{promise, why};
pub use delivery::DeliverySentence;
pub use record::{LossSentence, NO_REMEDY, RETURNED};

use highwater_core::check::Invariant;
use highwater_core::client::Consumer;
use highwater_core::explain::{Link, LossKind, Remedy, Role, kind_of};
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::log::Record;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::World;
use highwater_core::timeline::Broken;
use highwater_core::trace::Event;

use crate::Lang;
use crate::course::Words;
use crate::event::partition_name;
use crate::fill::Value;
use crate::meaning::meanings;
use crate::refusal::Why;

const NONE: Value<'static> = Value::Words("");

/// What is lost, in a word or two.
#[must_use]
pub fn word(lang: Lang, kind: LossKind) -> &'static str {
    let (en, ko) = match kind {
        LossKind::NeverArrived | LossKind::Gone | LossKind::ReadAndGone => ("loss", "유실"),
        LossKind::LogsDiffer => ("logs differ", "로그 불일치"),
        LossKind::WrittenTwice => ("written twice", "중복 기록"),
        LossKind::OutOfOrder => ("out of order", "순서 바뀜"),
        LossKind::ProcessedTwice => ("processed twice", "중복 처리"),
        LossKind::Skipped => ("skipped", "건너뜀"),
        LossKind::Invariant(_) => ("broken", "보장 위반"),
    };
    lang.pick(en, ko)
}

/// What was lost together, in a line.
#[must_use]
pub fn title_of(lang: Lang, words: &Words, together: &[Broken], world: &World) -> String {
    let Some(first) = together.first() else {
        return String::new();
    };
    let title = match kind_of(first) {
        LossKind::NeverArrived => LossLine::NeverArrived,
        LossKind::Gone if first.invariant => LossLine::Gone,
        LossKind::Gone => LossLine::GoneUnanswered,
        LossKind::ReadAndGone => LossLine::ReadAndGone,
        LossKind::LogsDiffer => LossLine::LogsDiffer,
        LossKind::WrittenTwice => LossLine::WrittenTwice,
        LossKind::OutOfOrder => LossLine::OutOfOrder,
        LossKind::ProcessedTwice => LossLine::ProcessedTwice,
        LossKind::Skipped => LossLine::Skipped,
        LossKind::Invariant(Invariant::LeaderCompleteness) => LossLine::Incomplete,
        LossKind::Invariant(Invariant::HighWatermark) => LossLine::HighWatermark,
        LossKind::Invariant(_) => LossLine::Broken,
    };
    let partition = first.breach.partition;
    let name = partition.map_or_else(String::new, |one| world.metadata().name_of(one));
    let end = together.last().and_then(|last| {
        let after = last.breach.offset?.plus(1);
        Some(last.breach.end.unwrap_or(after))
    });
    let offsets = first.breach.offset.zip(end);
    let what = match offsets {
        Some((from, end)) => Value::Offsets(from, end),
        None => Value::Records(u32::try_from(together.len()).unwrap_or(u32::MAX)),
    };
    let consumer = first.breach.consumer.and_then(|id| world.consumer(id));
    let group = consumer.and_then(Consumer::group);
    let group = group.as_ref().map_or(NONE, |group| (&*group.0).into());
    words.say(lang, title.meaning(), &[(&name).into(), what, group])
}

/// Key and value of a record.
#[must_use]
pub fn content(lang: Lang, words: &Words, record: &Record) -> String {
    let value = record.value.as_deref().unwrap_or("null");
    match &record.key {
        Some(key) => words.say(
            lang,
            LossLine::KeyAndValue.meaning(),
            &[(&**key).into(), value.into()],
        ),
        None => words.say(lang, LossLine::Value.meaning(), &[value.into()]),
    }
}

/// Of which group something is told.
#[must_use]
pub fn of_group(lang: Lang, words: &Words, group: &str) -> String {
    words.say(lang, LossLine::OfGroup.meaning(), &[group.into()])
}

/// The part that an event played.
#[must_use]
pub fn link(lang: Lang, words: &Words, link: &Link, names: &MetadataImage) -> String {
    let event = &link.trace.event;
    let name = partition_name(event, names);
    let who = subject(link);
    let how = detail(link);
    let part = chosen::part(link);
    words.say(lang, part, &[who.into(), (&name).into(), how])
}

/// What else is said of an event: in which epoch, where, up to where.
fn detail(link: &Link) -> Value<'_> {
    match (link.role, &link.trace.event) {
        (Role::CommitTaken(at) | Role::BeganAt(at) | Role::BeganByReset(at), _) => at.into(),
        (
            Role::AppendedAgain | Role::Overtaken | Role::AppendedBehind,
            Event::LeaderAppended {
                base_offset,
                end_offset,
                ..
            },
        ) => Value::Offsets(*base_offset, *end_offset),
        (
            _,
            Event::LeaderAppended { leader_epoch, .. } | Event::LeaderElected { leader_epoch, .. },
        ) => leader_epoch.into(),
        (Role::CouldNotFetch { leader, .. }, _) => leader.into(),
        (_, Event::TailLost { from, to, .. }) => Value::Offsets(*from, *to),
        (_, Event::Truncated { to, .. }) => to.into(),
        (_, Event::IsrChanged { to, .. }) => to.as_slice().into(),
        _ => NONE,
    }
}

/// That a broker has a copy of it still.
#[must_use]
pub fn copy(lang: Lang, words: &Words, broker: BrokerId) -> String {
    words.say(lang, record::COPY, &[broker.into()])
}

/// Whom an event of the chain is about.
fn subject(link: &Link) -> NodeId {
    match (link.role, &link.trace.event) {
        (Role::CouldNotFetch { follower, .. }, _) => follower.into(),
        (
            Role::LeftIsr(broker)
            | Role::LeftIsrWithIt(broker)
            | Role::CutOff(broker)
            | Role::Fenced(broker),
            _,
        ) => broker.into(),
        (Role::Elected(_) | Role::ElectedWithout(_), Event::LeaderElected { leader, .. }) => {
            (*leader).into()
        }
        _ => link.trace.actor,
    }
}

/// What would have kept it.
#[must_use]
pub fn remedy(lang: Lang, words: &Words, remedy: Remedy) -> String {
    let (sentence, value) = chosen::remedy(remedy);
    words.say(lang, sentence, &[value])
}

meanings! {
    /// What is lost, in a line.
    pub enum LossLine from Why::TABLE.end();
    NeverArrived:
        "Lost: {1} for {0}, counted as sent but in no log",
        "유실: {0}에 보낸 {1}, 전송 완료로 처리했지만 어느 로그에도 없습니다";
    Gone:
        "Lost: {0} {1}, acknowledged, but the partition no longer has it",
        "유실: {0} {1}, ack까지 나갔지만 파티션에 더는 없습니다";
    GoneUnanswered:
        "Lost: {0} {1}, counted as sent without an answer, but the partition no longer has it",
        "유실: {0} {1}, 응답 없이 전송 완료로 처리했지만 파티션에 더는 없습니다";
    ReadAndGone:
        "Read, then lost: {0} {1}, handed to a consumer, but the partition no longer has it",
        "읽은 뒤 유실: {0} {1}, 컨슈머가 읽었지만 파티션에 더는 없습니다";
    LogsDiffer:
        "Logs differ: at {1}, replicas of {0} hold different records as committed",
        "로그 불일치: {0} {1}에서 레플리카들이 서로 다른 레코드를 커밋된 것으로 여깁니다";
    Incomplete:
        "Broken: an in-sync replica of {0} does not have everything that is committed",
        "보장 위반: {0}의 ISR에 커밋된 레코드를 모두 갖지 못한 레플리카가 있습니다";
    HighWatermark:
        "Broken: the high watermark of {0} went back, or passed what the ISR has",
        "보장 위반: {0}의 하이 워터마크(HW)가 뒤로 갔거나 ISR이 가진 것보다 앞섰습니다";
    Broken:
        "Broken: what today's rules promise of {0} does not hold",
        "보장 위반: {0}에서 지금의 규칙이 보장하는 것이 지켜지지 않았습니다";
    WrittenTwice:
        "Written twice: {0} {1}, a record that the log had already",
        "중복 기록: {0} {1}, 로그에 이미 있던 레코드입니다";
    OutOfOrder:
        "Out of order: {0} {1}, behind a record that was sent later",
        "순서 바뀜: {0} {1}, 나중에 보낸 레코드보다 뒤에 있습니다";
    ProcessedTwice:
        "Processed twice: {0} {1} in group {2}",
        "중복 처리: {0} {1}, 그룹 {2}에서 다시 처리했습니다";
    Skipped:
        "Skipped: {0} {1} in group {2}, committed but never processed",
        "건너뜀: {0} {1}, 그룹 {2}에서 커밋했지만 처리하지 않았습니다";
    KeyAndValue:
        "key {0}, value {1}",
        "키 {0}, 값 {1}";
    Value:
        "value {0}, no key",
        "값 {0}, 키 없음";
    OfGroup:
        "group {0}",
        "그룹 {0}";
}
