//! Words of a group as a whole: its protocol, its coordinator, and whom a rebalance waits for.

use highwater_core::group::classic::GroupId;
use highwater_core::id::BrokerId;
use highwater_core::sim::GroupView;
use highwater_text::{Lang, same, say};

/// The drawing's own name.
pub fn drawing(lang: Lang, id: &GroupId) -> String {
    say!(lang, "Group {0}", "그룹 {0}", &*id.0)
}

pub fn no_group(lang: Lang) -> &'static str {
    lang.pick("There is no consumer group", "컨슈머 그룹이 없습니다")
}

/// Which group it is, and of which protocol.
pub fn title(lang: Lang, view: &GroupView<'_>) -> String {
    let id = &*view.id.0;
    let Some(known) = &view.known else {
        return id.to_owned();
    };
    let assignor = known.assignor.as_deref().unwrap_or_default();
    let protocol = known.group_type.protocol();
    match assignor {
        "" => same!(lang, "{0}\u{a0}· {1}", id, protocol),
        _ => same!(lang, "{0}\u{a0}· {1}\u{a0}· {2}", id, protocol, assignor),
    }
}

/// Shows another group, or the one that is shown.
pub fn choice(lang: Lang, id: &GroupId, is_shown: bool) -> String {
    match is_shown {
        true => say!(lang, "{0}, shown", "{0}, 표시 중", &*id.0),
        false => say!(lang, "Show {0}", "{0} 보기", &*id.0),
    }
}

/// What the group is doing, in Kafka's word.
pub fn state(lang: Lang, view: &GroupView<'_>) -> String {
    match &view.known {
        Some(known) => known.state.name().to_owned(),
        None => lang
            .pick("not known to a coordinator", "코디네이터가 아직 모름")
            .to_owned(),
    }
}

pub fn coordinator(lang: Lang, broker: BrokerId) -> String {
    say!(lang, "Coordinator {0}", "코디네이터 {0}", broker)
}

pub fn no_coordinator(lang: Lang) -> &'static str {
    lang.pick("no coordinator", "코디네이터 없음")
}

/// The generation, or the epochs of the group and of its assignment.
pub fn epochs(lang: Lang, view: &GroupView<'_>) -> String {
    if let Some(generation) = view.generation {
        return say!(lang, "generation {0}", "세대 {0}", i64::from(generation.0));
    }
    let known = view.known.as_ref();
    let epochs = known.and_then(|it| Some((it.group_epoch?, it.target_assignment_epoch?)));
    match epochs {
        Some((group, assignment)) => say!(
            lang,
            "group epoch {0}, assignment epoch {1}",
            "그룹 에포크 {0}, 할당 에포크 {1}",
            i64::from(group.0),
            i64::from(assignment.0)
        ),
        None => String::new(),
    }
}

pub fn joined(lang: Lang, names: &str) -> String {
    say!(lang, "Joined: {0}", "참가함: {0}", names)
}

pub fn awaiting_assignment(lang: Lang, names: &str) -> String {
    say!(
        lang,
        "Waiting for the assignment: {0}",
        "할당 대기 중: {0}",
        names
    )
}

pub fn waited_for(lang: Lang, names: &str) -> String {
    say!(lang, "Waits for: {0}", "기다리는 대상: {0}", names)
}

pub fn revoking(lang: Lang, names: &str) -> String {
    say!(
        lang,
        "Giving partitions back: {0}",
        "파티션 내놓는 중: {0}",
        names
    )
}

pub fn awaiting(lang: Lang, names: &str) -> String {
    say!(
        lang,
        "Waiting for partitions: {0}",
        "파티션 대기 중: {0}",
        names
    )
}

pub fn behind(lang: Lang, names: &str) -> String {
    say!(lang, "Not told yet: {0}", "아직 전달 안 됨: {0}", names)
}

pub fn waits(lang: Lang, left: &str) -> String {
    say!(lang, "waits {0} more at most", "최대 {0} 더 기다림", left)
}
