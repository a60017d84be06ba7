//! Words of a member: who it is, what its application is at, and what runs out for it.

use highwater_core::client::{Consumer, Step};
use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::sim::{MemberProgress, MemberView};
use highwater_text::{Lang, application, same, say};

use crate::stage::cluster::Halt;
use crate::stage::label;

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
            "{0}@{1} 처리 중, {2}개 남음",
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
