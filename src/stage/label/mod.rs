//! Words that stand in the drawing, or that a screen reader says of it, in both languages.

mod client;
mod link;
mod partition;

use highwater_core::id::{LeaderEpoch, NodeId, Offset};
use highwater_core::sim::Standing;
use highwater_text::{Lang, same, say, standing};

pub use self::client::*;
pub use self::link::*;
pub use self::partition::*;

/// The drawing's own name.
pub fn drawing(lang: Lang) -> &'static str {
    lang.pick("The cluster", "클러스터")
}

/// The words in the title of the drawing: one topic and how it is set up.
pub fn topic(
    lang: Lang,
    topic: &str,
    partitions: usize,
    replicas: usize,
    min_isr: Option<usize>,
) -> String {
    let partitions = match partitions {
        1 => lang.pick("1 partition", "파티션 1개").to_owned(),
        count => say!(lang, "{0} partitions", "파티션 {0}개", count),
    };
    // No line begins with a dot, and what belongs together stays on one.
    let title = same!(
        lang,
        "{0}\u{a0}· {1}\u{a0}· RF\u{a0}{2}",
        topic,
        &partitions,
        replicas
    );
    match min_isr {
        Some(min_isr) => same!(lang, "{0}\u{a0}· min\u{a0}ISR\u{a0}{1}", &title, min_isr),
        None => title,
    }
}

/// The same of several topics, each of which is set up in its own way.
pub fn topics(lang: Lang, topics: &[&str], partitions: usize) -> String {
    const NAMED_MAX: usize = 2;
    let names = match topics.len() {
        ..=NAMED_MAX => list(topics),
        count => say!(lang, "{0} topics", "토픽 {0}개", count),
    };
    say!(
        lang,
        "{0}\u{a0}· {1} partitions",
        "{0}\u{a0}· 파티션 {1}개",
        &names,
        partitions
    )
}

/// A record in a log.
pub fn record(lang: Lang, offset: Offset, epoch: LeaderEpoch, committed: bool) -> String {
    let place = if committed {
        lang.pick("below the high watermark", "하이 워터마크 아래")
    } else {
        lang.pick("above the high watermark", "하이 워터마크 위")
    };
    say!(
        lang,
        "offset {0}, epoch {1}, {2}",
        "오프셋 {0}, 에포크 {1}, {2}",
        offset,
        epoch,
        place
    )
}

/// A record that was just cut off.
pub fn ghost(lang: Lang, offset: Offset) -> String {
    say!(
        lang,
        "offset {0} was truncated",
        "오프셋 {0} 잘려 나감",
        offset
    )
}

/// Offsets before the window.
pub fn earlier(lang: Lang, count: i64) -> String {
    say!(lang, "{0} earlier", "앞에 {0}개", count)
}

/// Offsets after the window.
pub fn later(lang: Lang, count: i64) -> String {
    say!(lang, "{0} later", "뒤에 {0}개", count)
}

/// Something that lies before the window.
pub fn before(words: &str) -> String {
    ["‹ ", words].concat()
}

/// Something that lies after the window.
pub fn after(words: &str) -> String {
    [words, " ›"].concat()
}

/// The switch between the views.
pub fn view(lang: Lang) -> &'static str {
    lang.pick("View", "보기")
}

/// What the hexagon is, in the picture.
pub fn controller_word(lang: Lang) -> &'static str {
    lang.pick("controller", "컨트롤러")
}

/// The end of the controller's metadata log, in the picture.
pub fn metadata_end(lang: Lang, end: Offset) -> String {
    say!(lang, "log end {0}", "로그 끝 {0}", end)
}

/// A high watermark that is on a disk, of a process that is dead.
pub fn checkpoint(lang: Lang, offset: Offset) -> String {
    say!(lang, "checkpoint {0}", "체크포인트 {0}", offset)
}

/// Where a broker stands, for a screen reader.
pub fn in_rack(lang: Lang, rack: &str) -> String {
    say!(lang, "in {0}", "{0}에 있음", rack)
}

/// A broker.
pub fn broker(lang: Lang, id: NodeId, standing: Option<Standing>, fenced: bool) -> String {
    match standing.or(fenced.then_some(Standing::Fenced)) {
        Some(standing) => {
            let word = standing::word(lang, standing);
            say!(lang, "broker {0}, {1}", "브로커 {0}, {1}", id, word)
        }
        None => say!(lang, "broker {0}", "브로커 {0}", id),
    }
}

/// The controller.
pub fn controller(lang: Lang, id: NodeId, metadata: Offset) -> String {
    say!(
        lang,
        "controller {0}, end offset of its metadata log {1}",
        "컨트롤러 {0}, 메타데이터 로그의 끝 오프셋 {1}",
        id,
        metadata
    )
}

/// Which groups a broker coordinates.
pub fn coordinates(lang: Lang, groups: &str) -> String {
    say!(lang, "coordinator of {0}", "{0}의 코디네이터", groups)
}

/// What there is to say of something, one after the other.
pub fn list(parts: &[&str]) -> String {
    let mut list = String::new();
    for part in parts {
        append(&mut list, part);
    }
    list
}

/// Says something more.
pub fn append(list: &mut String, part: &str) {
    if !list.is_empty() && !part.is_empty() {
        list.push_str(", ");
    }
    list.push_str(part);
}
