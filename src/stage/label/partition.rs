//! Words of partitions and their replicas.

use highwater_core::id::{BrokerId, NodeId, Offset};
use highwater_text::fill::Value;
use highwater_text::{Lang, same, say};

use super::super::cluster::Partition;
use super::{append, list};

/// A broker that has no replica of the partition that is open.
pub fn no_replica(lang: Lang, partition: &str) -> String {
    say!(lang, "no replica of {0}", "{0}의 레플리카 없음", partition)
}

/// Replicas of a broker of which none is drawn; of some it leads their partition.
pub fn replicas(lang: Lang, count: usize, leads: usize) -> String {
    match count {
        1 => say!(
            lang,
            "1 replica, leads {0}",
            "레플리카 1개, 리더 {0}개",
            leads
        ),
        _ => say!(
            lang,
            "{0} replicas, leads {1}",
            "레플리카 {0}개, 리더 {1}개",
            count,
            leads
        ),
    }
}

/// Replicas of a broker for which there is no row; of some it leads their partition.
pub fn more_replicas(lang: Lang, count: usize, leads: usize) -> String {
    match count {
        1 => say!(
            lang,
            "1 more replica, leads {0} of them",
            "그 밖의 레플리카 1개, 그중 {0}개의 리더",
            leads
        ),
        _ => say!(
            lang,
            "{0} more replicas, leads {1} of them",
            "그 밖의 레플리카 {0}개, 그중 {1}개의 리더",
            count,
            leads
        ),
    }
}

/// Replicas for which there is no row, anywhere.
pub fn folded_replicas(lang: Lang, count: usize) -> String {
    say!(
        lang,
        "Folded replicas: {0}. Pick a broker to unfold its own.",
        "접힌 레플리카 {0}개. 브로커를 선택하면 펼쳐집니다.",
        count
    )
}

/// What the columns of the table of partitions are called.
pub fn columns(lang: Lang) -> [&'static str; 6] {
    match lang {
        Lang::En => ["partition", "leader", "ISR", "LEO", "HW", "lag"],
        Lang::Ko => ["파티션", "리더", "ISR", "LEO", "HW", "지연"],
    }
}

/// Who leads, in the table.
pub fn leads(leader: BrokerId) -> String {
    same!(Lang::En, "★ {0}", NodeId::Broker(leader))
}

/// That nobody leads, in the table.
pub fn nobody(lang: Lang) -> &'static str {
    lang.pick("none", "없음")
}

/// Brokers beside each other.
pub fn brokers(ids: &[BrokerId]) -> String {
    let mut words = String::new();
    for id in ids {
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(&NodeId::Broker(*id).to_string());
    }
    words
}

/// Who leads a partition and who is in its ISR, as the controller has recorded it.
pub fn leader_and_isr(lang: Lang, partition: &Partition) -> String {
    let isr = brokers(&partition.isr);
    match partition.elected.map(NodeId::Broker) {
        Some(leader) => say!(
            lang,
            "leader {0} · ISR {1}",
            "리더 {0} · ISR {1}",
            leader,
            &isr
        ),
        None => say!(lang, "no leader · ISR {0}", "리더 없음 · ISR {0}", &isr),
    }
}

/// A partition, for a screen reader.
pub fn partition(lang: Lang, partition: &Partition) -> String {
    let mut name = list(&[&partition.name, &leader_and_isr(lang, partition)]);
    if let Some((end, high_watermark)) = partition.ends {
        let ends = say!(
            lang,
            "LEO {0}, high watermark {1}",
            "LEO {0}, 하이 워터마크 {1}",
            end,
            high_watermark
        );
        append(&mut name, &ends);
        append(&mut name, &behind(lang, partition.lag));
    }
    name
}

/// How far a replica is behind its leader. Korean tells this lag from a consumer's.
pub fn behind(lang: Lang, records: u64) -> String {
    say!(lang, "lag {0}", "지연 {0}", records)
}

/// A partition that nobody leads, in the title.
pub fn offline(lang: Lang, partition: &str) -> String {
    say!(lang, "{0} has no leader", "{0} 리더 없음", partition)
}

/// What a leader knows of its followers, in full and for where there is less room.
pub fn known_ends(lang: Lang, known: &[(BrokerId, Option<Offset>)]) -> [String; 2] {
    let ends = ends(known, "?");
    [
        say!(lang, "known LEO {0}", "아는 LEO {0}", &ends),
        same!(lang, "LEO {0}", &ends),
    ]
}

/// The log end offsets of followers, each behind its broker.
fn ends(known: &[(BrokerId, Option<Offset>)], unknown: &str) -> String {
    let mut ends = String::new();
    for (id, end) in known {
        ends.push_str(if ends.is_empty() { "" } else { ", " });
        let end = end.map_or(Value::Words(unknown), Value::from);
        ends.push_str(&same!(Lang::En, "{0}={1}", id, end));
    }
    ends
}

/// The same for a screen reader.
pub fn leader_knows(lang: Lang, leader: BrokerId, known: &[(BrokerId, Option<Offset>)]) -> String {
    say!(
        lang,
        "LEO of each follower, as {0} knows it: {1}",
        "{0이} 아는 팔로워의 LEO: {1}",
        leader,
        &ends(known, lang.pick("unknown", "모름"))
    )
}
