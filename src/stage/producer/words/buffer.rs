//! Words of the memory of batches, and of who waits for it.

use highwater_text::{Lang, say};

/// The card of the memory of batches.
pub fn buffer(lang: Lang) -> &'static str {
    lang.pick("Buffer (buffer.memory)", "버퍼(buffer.memory)")
}

/// How full the buffer is.
pub fn used(lang: Lang, used: u64, total: u64) -> String {
    let (used, total) = (super::bytes(used), super::bytes(total));
    say!(lang, "{0} of {1} in use", "{1} 중 {0} 사용", &used, &total)
}

/// What a `send` waits for: the topic.
pub fn for_metadata(lang: Lang) -> &'static str {
    lang.pick("for metadata", "메타데이터 대기")
}

/// What a `send` waits for: so many bytes, of which it has some.
pub fn for_memory(lang: Lang, needed: u32, has: u32) -> String {
    match has {
        0 => say!(lang, "for {0} B", "{0} B 대기", needed),
        _ => say!(
            lang,
            "for {0} B, has {1} B",
            "{0} B 대기, {1} B 확보",
            needed,
            has
        ),
    }
}

/// A `send` that waits.
pub fn blocked(lang: Lang, place: &str, what: &str, left: &str) -> String {
    say!(
        lang,
        "send to {0} blocked, {1}, {2} left",
        "{0}에 send 대기 중, {1}, {2} 남음",
        place,
        what,
        left
    )
}

/// A record that is handed over, and where it is to go.
pub fn handed_over(place: &str, value: Option<&str>) -> String {
    [place, " ", value.unwrap_or("null")].concat()
}

/// The `send` that hands it over.
pub fn send_of(handed_over: &str) -> String {
    ["send ", handed_over].concat()
}

/// Further sends that wait.
pub fn more_blocked(lang: Lang, count: usize) -> String {
    say!(lang, "{0} more blocked", "그 밖에 {0}개 대기 중", count)
}
