//! Words of what rebalances have cost.

use highwater_core::group::assignor::RebalanceProtocol;
use highwater_core::group::classic::GroupId;
use highwater_core::time::Time;
use highwater_core::timeline::Rebalance;
use highwater_text::{Lang, same, say};

use super::list;

pub fn idle_times(lang: Lang) -> &'static str {
    lang.pick("Idle times", "정지 시간")
}

/// What is counted as idle.
pub fn what_idle_means(lang: Lang) -> &'static str {
    lang.pick(
        "idle = nobody who works has the partition",
        "정지: 파티션을 맡아 동작하는 멤버가 없는 상태",
    )
}

pub fn nothing_stood(lang: Lang) -> &'static str {
    lang.pick("no partition has been idle", "멈춘 파티션 없음")
}

/// Whose rebalance it was, and by which protocol.
pub fn rebalance(lang: Lang, rebalance: &Rebalance) -> String {
    let protocol = match rebalance.protocol {
        Some(RebalanceProtocol::Eager) => "classic, eager",
        Some(RebalanceProtocol::Cooperative) => "classic, cooperative",
        None => "consumer",
    };
    same!(lang, "{0}\u{a0}· {1}", &*rebalance.group.0, protocol)
}

pub fn stopped(lang: Lang, count: usize, ended: bool) -> String {
    match ended {
        true => say!(lang, "was idle: {0}", "멈췄던 파티션 {0}개", count),
        false => say!(
            lang,
            "idle: {0}, still going",
            "멈춘 파티션 {0}개, 진행 중",
            count
        ),
    }
}

pub fn lost(lang: Lang, longest: &str, sum: &str) -> String {
    say!(
        lang,
        "longest {0}, sum {1}",
        "최장 {0}, 합계 {1}",
        longest,
        sum
    )
}

/// When it began, on the run's clock: a tenth of a second that has begun.
pub fn began(lang: Lang, at: Time) -> String {
    let tenths = at.as_ms() / 100;
    let (seconds, tenth) = (tenths / 10, tenths % 10);
    say!(
        lang,
        "t\u{a0}= {0}.{1}\u{a0}s",
        "t\u{a0}= {0}.{1}초",
        seconds,
        tenth
    )
}

/// A rebalance, read out.
pub fn name_of_rebalance(lang: Lang, who: &str, facts: [&str; 3]) -> String {
    let words = list(&facts);
    same!(lang, "{0}: {1}", who, &words)
}

pub fn last_idle_time(lang: Lang, id: &GroupId) -> String {
    say!(
        lang,
        "Last idle time in {0}",
        "{0}의 마지막 정지 시간",
        &*id.0
    )
}
