//! Words of a partition that a group reads: how far it is, and how long it stood still.

use highwater_core::id::Offset;
use highwater_core::sim::PartitionProgress;
use highwater_text::{Lang, same, say};

use super::list;

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
