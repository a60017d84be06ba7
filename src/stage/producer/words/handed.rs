//! Words of what was handed over: the serializer and the partitioner.

use highwater_core::id::Offset;
use highwater_text::{Lang, say};

/// The card of what turns keys and values into bytes.
pub fn serializer(lang: Lang) -> &'static str {
    lang.pick("Serializer", "시리얼라이저")
}

/// The card of what chooses partitions.
pub fn partitioner(lang: Lang) -> &'static str {
    lang.pick("Partitioner", "파티셔너")
}

/// Its application has sent nothing yet.
pub fn nothing_handed(lang: Lang) -> &'static str {
    lang.pick("no record yet", "아직 레코드 없음")
}

/// A serializer cannot take what it was handed.
pub fn refused(lang: Lang) -> &'static str {
    lang.pick("cannot take it", "변환 불가")
}

/// By what the partition was chosen: the application has named it.
pub fn by_application(lang: Lang) -> &'static str {
    lang.pick("set by the application", "애플리케이션이 지정")
}

/// The hash of the key.
pub fn hash(hash: i32) -> String {
    let digits = hash.unsigned_abs().to_string();
    ["murmur2 = ", if hash < 0 { "-" } else { "" }, &digits].concat()
}

/// Which partition that gives: without its sign bit, among so many.
pub fn modulo(positive: u32, partitions: u32) -> String {
    let (positive, partitions) = (positive.to_string(), partitions.to_string());
    [&positive, " % ", &partitions].concat()
}

/// By what the partition was chosen: there was no key that counts.
pub fn sticky(lang: Lang) -> &'static str {
    lang.pick("no key: sticky", "키 없음: 스티키")
}

/// How much has gone to the partition without a key; once it is as much as a batch, another one is drawn.
pub fn sticky_bytes(lang: Lang, bytes: u32, batch_size: u32) -> String {
    let (sent, size) = (super::bytes(bytes.into()), super::bytes(batch_size.into()));
    say!(
        lang,
        "{0} of {1} went there",
        "{1} 중 {0} 보냄",
        &sent,
        &size
    )
}

/// To which partition a record goes.
pub fn goes_to(partition: &str) -> String {
    ["→ ", partition].concat()
}

/// A `send` waits until the topic is known.
pub fn awaits_metadata(lang: Lang) -> &'static str {
    lang.pick("waits for metadata", "메타데이터 대기")
}

/// A `send` waits for room in the buffer.
pub fn awaits_memory(lang: Lang) -> &'static str {
    lang.pick("waits for memory", "메모리 대기")
}

/// How long it still may.
pub fn left(lang: Lang, span: &str) -> String {
    say!(lang, "{0} left", "{0} 남음", span)
}

/// A record waits in a batch.
pub fn in_batch(lang: Lang) -> &'static str {
    lang.pick("in a batch", "배치에 있음")
}

/// A record is under way.
pub fn under_way(lang: Lang) -> &'static str {
    lang.pick("in flight", "응답 대기")
}

/// A record is in.
pub fn acknowledged(lang: Lang, offset: Offset) -> String {
    say!(lang, "acknowledged, offset {0}", "ack, 오프셋 {0}", offset)
}

/// A record counts as sent, and nobody says where it is.
pub fn sent(lang: Lang) -> &'static str {
    lang.pick("sent, acks=0", "전송함, acks=0")
}

/// Nobody knows any more what became of a record.
pub fn gone(lang: Lang) -> &'static str {
    lang.pick("too long ago to be remembered", "오래되어 기억하지 않음")
}
