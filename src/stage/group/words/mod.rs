//! The words of a group, in both languages.

mod idle;

use highwater_core::client::{Consumer, Step};
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, NodeId, Offset, TopicPartition};
use highwater_core::sim::{GroupView, MemberProgress, MemberView, PartitionProgress};
use highwater_text::{Lang, application, same, say};

pub use self::idle::*;
use crate::stage::cluster::Halt;
use crate::stage::label;
pub use crate::stage::label::list;

// The group.

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

// A member.

/// Who it is, its epoch or generation and its instance id.
pub fn member(lang: Lang, member: &MemberView<'_>) -> String {
    let id = match halt(member) {
        None => member.consumer.id.to_string(),
        Some(halt) => same!(
            lang,
            "{0}\u{a0}· {1}",
            member.consumer.id,
            label::halt(lang, halt)
        ),
    };
    if halt(member).is_some_and(Halt::is_over) {
        return id;
    }
    let membership = member.consumer.membership();
    let (epoch, instance) = match &member.known {
        Some(known) => (known.member_epoch, known.instance_id.as_deref()),
        None if member.is_on_its_own => (membership.member_epoch(), None),
        None => return say!(lang, "{0}\u{a0}· not a member", "{0}\u{a0}· 멤버 아님", &id),
    };
    let said = match (epoch, membership.generation) {
        (Some(epoch), _) => say!(
            lang,
            "{0}\u{a0}· epoch {1}",
            "{0}\u{a0}· 에포크 {1}",
            &id,
            i64::from(epoch.0)
        ),
        (None, Some(generation)) => say!(
            lang,
            "{0}\u{a0}· generation {1}",
            "{0}\u{a0}· 세대 {1}",
            &id,
            i64::from(generation.0)
        ),
        (None, None) => id,
    };
    match instance {
        Some(instance) => same!(lang, "{0}\u{a0}· {1}", &said, instance),
        None => said,
    }
}

fn halt(member: &MemberView<'_>) -> Option<Halt> {
    let is_closed = member.consumer.application().step() == Step::Closed;
    Halt::of(member.standing, is_closed)
}

/// That nothing of it goes on any more, if so: its title says why.
pub fn over(lang: Lang, member: &MemberView<'_>) -> Option<&'static str> {
    let is_over = halt(member).is_some_and(Halt::is_over);
    is_over.then(|| lang.pick("no calls, no heartbeats", "호출도 하트비트도 없음"))
}

/// Whether the coordinator counts one that is over among the members, and whether it has partitions for it.
pub fn is_known(lang: Lang, is_known: bool, has_partitions: bool) -> &'static str {
    match (is_known, has_partitions) {
        (true, true) => lang.pick(
            "assigned until its session ends",
            "세션이 만료될 때까지 할당 유지",
        ),
        (true, false) => lang.pick(
            "a member until its session ends",
            "세션이 만료될 때까지는 멤버",
        ),
        (false, _) => lang.pick("not a member", "멤버 아님"),
    }
}

/// Why it is no member, where that is known.
pub fn left_since(lang: Lang, member: &MemberView<'_>) -> Option<&'static str> {
    let has_left = !member.is_member() && member.consumer.has_polled_too_late();
    has_left.then(|| {
        lang.pick(
            "left: max.poll.interval.ms exceeded",
            "max.poll.interval.ms 초과로 그룹에서 나감",
        )
    })
}

/// Of partitions that one reads who is no member.
pub fn only_believes(lang: Lang) -> &'static str {
    lang.pick(
        "only believes that it has these:",
        "자기 것으로 알고 있을 뿐인 파티션:",
    )
}

fn giving_back(lang: Lang, member: &MemberView<'_>) -> Option<String> {
    Some(match (member.to_give_back, member.given_back_unknown) {
        (0, 0) => return None,
        (0, given) => say!(
            lang,
            "given back, still to be told: {0}",
            "내놓고 알리기 전: {0}개",
            given
        ),
        (more, _) => say!(lang, "to give back: {0}", "내놓을 파티션: {0}개", more),
    })
}

/// What of the rebalance is its own; nothing if it has what it is to have.
pub fn progress(lang: Lang, member: &MemberView<'_>) -> Option<String> {
    let words = match member.progress? {
        MemberProgress::Settled => return None,
        MemberProgress::Joined => {
            lang.pick("joined, waits for the others", "참가 완료, 다른 멤버 대기")
        }
        MemberProgress::AwaitsAssignment => lang.pick("waits for its assignment", "할당을 기다림"),
        MemberProgress::WaitedFor => lang.pick("the group waits for it", "그룹이 이 멤버를 기다림"),
        MemberProgress::Behind => {
            lang.pick("told with its next heartbeat", "다음 하트비트에 전달됨")
        }
        MemberProgress::Revoking => return giving_back(lang, member),
        MemberProgress::AwaitsPartitions => {
            return Some(say!(
                lang,
                "still to get: {0}",
                "받을 파티션: {0}개",
                member.to_come().len()
            ));
        }
    };
    Some(words.to_owned())
}

pub fn stations(lang: Lang) -> [&'static str; 3] {
    [
        "poll",
        lang.pick("process", "처리"),
        lang.pick("commit", "커밋"),
    ]
}

/// What its application is at.
pub fn doing(
    lang: Lang,
    consumer: &Consumer,
    name_of: impl Fn(TopicPartition) -> String,
) -> String {
    let in_hand = consumer.application().in_hand();
    let count: usize = in_hand.iter().map(|one| one.records.len()).sum();
    match consumer.application().step() {
        Step::Processing { partition, offset } => say!(
            lang,
            "works on {0}@{1}, {2} in hand",
            "{0}@{1} 처리 중, 남은 레코드 {2}개",
            &name_of(partition),
            offset,
            count
        ),
        other => application::call(lang, other)
            .unwrap_or_default()
            .to_owned(),
    }
}

/// The program counter, read out.
pub fn program_counter(lang: Lang, id: NodeId, doing: &str) -> String {
    say!(
        lang,
        "Application of {0}: {1}",
        "{0}의 애플리케이션: {1}",
        id,
        doing
    )
}

pub fn no_heartbeat(lang: Lang) -> &'static str {
    lang.pick("no heartbeats", "하트비트 없음")
}

pub fn heartbeat_under_way(lang: Lang) -> &'static str {
    lang.pick("heartbeat under way", "하트비트 응답 대기 중")
}

pub fn heartbeat_due(lang: Lang, left: &str) -> String {
    say!(lang, "heartbeat in {0}", "{0} 뒤 하트비트", left)
}

/// By what the coordinator gives a member up.
pub fn given_up_by(lang: Lang, member: &MemberView<'_>) -> &'static str {
    match member.is_new {
        true => lang.pick("time to be let in", "참가 제한 시간"),
        false => lang.pick("session timeout", "세션 타임아웃"),
    }
}

pub fn rests(lang: Lang) -> &'static str {
    lang.pick("not running", "진행 중 아님")
}

pub fn left_of(lang: Lang, left: &str, whole: &str) -> String {
    say!(lang, "{0} of {1} left", "{1} 중 {0} 남음", left, whole)
}

pub fn left(lang: Lang, left: &str) -> String {
    say!(lang, "{0} left", "{0} 남음", left)
}

pub fn time(lang: Lang, what: &str, said: &str) -> String {
    same!(lang, "{0}: {1}", what, said)
}

// Partitions.

pub fn has_nothing(lang: Lang) -> &'static str {
    lang.pick("no partitions", "파티션 없음")
}

pub fn ownerless(lang: Lang, count: usize) -> String {
    say!(lang, "Without owner: {0}", "소유자 없음: {0}개", count)
}

/// What the group has committed.
pub fn committed(lang: Lang, one: &PartitionProgress) -> String {
    match one.committed {
        Some(at) => say!(lang, "committed {0}", "커밋 {0}", at),
        None if one.is_commit_unknown => lang
            .pick("commit not known now", "커밋 확인 불가")
            .to_owned(),
        None => lang.pick("nothing committed", "커밋 없음").to_owned(),
    }
}

/// Whether it is paused, what is committed, the position, and the lag from what is committed; then with the marks that
/// stand for the middle two on the bar; and that without the lag, which the bar shows, too.
pub fn numbers(lang: Lang, one: &PartitionProgress) -> [String; 3] {
    let position = |words: &dyn Fn(Offset) -> String| one.position.map(words).unwrap_or_default();
    let paused = match one.is_paused {
        true => lang.pick("paused", "읽기 중지됨"),
        false => "",
    };
    let lag = lag(lang, one);
    let in_words = position(&|at| say!(lang, "position {0}", "포지션 {0}", at));
    let marked = [
        committed_mark(one),
        position(&|at| same!(lang, "▼\u{a0}{0}", at)),
    ];
    let [commit, at] = &marked;
    [
        list(&[paused, &committed(lang, one), &in_words, &lag]),
        list(&[paused, commit, at, &lag]),
        list(&[paused, commit, at]),
    ]
}

/// What the group has committed, by the mark that stands for it on the bar.
pub fn committed_mark(one: &PartitionProgress) -> String {
    let at = match one.committed {
        Some(at) => at.to_string(),
        None if one.is_commit_unknown => "?".to_owned(),
        None => "–".to_owned(),
    };
    ["◆\u{a0}", &at].concat()
}

/// From which offset to which the bars reach, all of them.
pub fn bars(lang: Lang, first: Offset, last: Offset) -> String {
    say!(
        lang,
        "bars: offsets {0}–{1}",
        "막대 범위: 오프셋 {0}~{1}",
        first,
        last
    )
}

/// The lag from what is committed, by its name in `kafka-consumer-groups`; nothing where none can be told.
pub fn lag(lang: Lang, one: &PartitionProgress) -> String {
    match one.lag {
        Some(lag) => same!(lang, "LAG {0}", lag),
        None => String::new(),
    }
}

/// A partition, read out.
pub fn partition(lang: Lang, name: &str, numbers: &str, stands: Option<&str>) -> String {
    match stands {
        Some(stands) => list(&[name, &self::stands(lang, stands), numbers]),
        None => list(&[name, numbers]),
    }
}

pub fn stands(lang: Lang, span: &str) -> String {
    say!(lang, "idle {0}", "멈춘 지 {0}", span)
}

pub fn stood(lang: Lang, span: &str) -> String {
    say!(lang, "was idle for {0}", "{0} 동안 멈춤", span)
}

pub fn folded(lang: Lang, count: usize, lag: i64) -> String {
    say!(
        lang,
        "{0} more, LAG {1} in all",
        "그 밖에 {0}개, LAG 합계 {1}",
        count,
        lag
    )
}

pub fn more(lang: Lang, count: usize) -> String {
    say!(lang, "{0} more", "그 밖에 {0}개", count)
}
