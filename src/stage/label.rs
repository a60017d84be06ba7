//! Words that stand in the drawing, or that a screen reader says of it, in both languages.

use highwater_core::id::{BrokerId, LeaderEpoch, NodeId, Offset};
use highwater_core::sim::Standing;
use highwater_core::wire::Acks;
use highwater_text::fill::Value;
use highwater_text::{Lang, command, same, say, standing};

use super::cluster::{Consumer, Halt, Partition, Producer};

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

/// Messages for which there is no mark.
pub fn more_messages(lang: Lang, count: usize) -> String {
    say!(
        lang,
        "Messages in flight that are not drawn: {0}.",
        "전송 중인 메시지 {0}개는 그리지 않았습니다.",
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

/// The switch between the views.
pub fn view(lang: Lang) -> &'static str {
    lang.pick("View", "보기")
}

/// Where a consumer stands, on a tick.
pub fn position(consumer: &str, offset: Offset) -> String {
    same!(Lang::En, "{0} → {1}", consumer, offset)
}

/// How far a consumer is behind what it may read, from its position: by the name of its own metric, and for where
/// there is little room.
const RECORDS_LAG: [&str; 2] = ["records-lag", "lag"];

/// How far a consumer is behind in the partition that is named, or in all, and how many it reads besides that: in
/// full, in short, and as short as it can be.
pub fn lag_and_more(lang: Lang, consumer: &Consumer, named: Option<u64>) -> [String; 3] {
    let more = consumer.positions.len().saturating_sub(1);
    let [whole, short] = RECORDS_LAG;
    if more == 0 {
        return [whole, short, short]
            .map(|word| named.map_or_else(String::new, |lag| same!(lang, "{0} {1}", word, lag)));
    }
    let mut lags = consumer.positions.iter().map(|it| it.lag);
    let sum = lags.try_fold(0, |sum: u64, lag| Some(sum.saturating_add(lag?)));
    let Some(sum) = sum else {
        let words = say!(lang, "and {0} more", "그 밖에 {0}개", more);
        return [words.clone(), words, same!(lang, "+{0}", more)];
    };
    let [whole, short] = RECORDS_LAG.map(|word| {
        say!(
            lang,
            "{0} more, {1} {2}",
            "그 밖에 {0}개, {1} {2}",
            more,
            word,
            sum
        )
    });
    let shortest = same!(lang, "+{0}, {1} {2}", more, RECORDS_LAG[1], sum);
    [whole, short, shortest]
}

/// How far a replica is behind its leader. Korean tells this lag from a consumer's.
pub fn behind(lang: Lang, records: u64) -> String {
    say!(lang, "lag {0}", "지연 {0}", records)
}

/// A consumer that has no position yet.
pub fn no_position(lang: Lang) -> &'static str {
    lang.pick("no position yet", "포지션 없음")
}

/// What a message says, and the topic that it is about where that is none of the user's.
pub fn of_topic(words: &str, topic: &str) -> String {
    same!(Lang::En, "{0} ({1})", words, topic)
}

/// A client's card, by its kind.
pub fn producer(lang: Lang) -> &'static str {
    lang.pick("producer", "프로듀서")
}

/// A client's card, by its kind.
pub fn consumer(lang: Lang) -> &'static str {
    lang.pick("consumer", "컨슈머")
}

/// A client's card: its kind and which one.
pub fn client(kind: &str, id: NodeId) -> String {
    same!(Lang::En, "{0} {1}", kind, id)
}

/// Why a client does not work.
pub fn halt(lang: Lang, halt: Halt) -> &'static str {
    match halt {
        Halt::Process(standing) => standing::word(lang, standing),
        Halt::Closed => lang.pick("closed", "닫힘"),
    }
}

/// What became of a producer's records, for a screen reader.
pub fn records_of_producer(lang: Lang, acked: &str, facts: &Producer) -> String {
    let acked = if acked.is_empty() { "0" } else { acked };
    let ended = match facts.acks {
        Acks::None => say!(lang, "{0} counted as sent", "전송 완료 처리 {0}개", acked),
        Acks::Leader | Acks::All => say!(lang, "{0} acknowledged", "ack {0}개", acked),
    };
    say!(
        lang,
        "records: {0}, {1} failed; {2} in flight, {3} waiting",
        "레코드: {0}, 실패 {1}개, 응답 대기 중 {2}개, 전송 대기 {3}개",
        &ended,
        facts.failed,
        facts.in_flight,
        facts.waiting
    )
}

/// Produce requests that wait at their leader.
pub fn acks_wait(lang: Lang, count: usize) -> String {
    match count {
        1 => lang.pick("ack waits", "ack 대기").to_owned(),
        _ => say!(lang, "{0} acks wait", "ack {0}개 대기", count),
    }
}

/// One of them, for a screen reader.
pub fn ack_waits_for(lang: Lang, client: NodeId, broker: NodeId, high_watermark: Offset) -> String {
    say!(
        lang,
        "the ack to {0} waits at {1} for high watermark {2}",
        "{1이} {0}에 보낼 ack, 하이 워터마크 {2} 대기",
        client,
        broker,
        high_watermark
    )
}

/// A fetch that waits for data.
pub fn fetch_waits(lang: Lang, client: NodeId, broker: NodeId) -> String {
    say!(
        lang,
        "a fetch of {0} waits at {1} for records",
        "{0}의 Fetch가 {1}에서 레코드를 기다림",
        client,
        broker
    )
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

/// A link that is cut.
pub fn cut(lang: Lang, a: NodeId, b: NodeId) -> String {
    say!(
        lang,
        "the link {0} is cut",
        "{0} 연결 끊김",
        &command::link(a, b)
    )
}

/// A link that is cut one way.
pub fn cut_one_way(lang: Lang, from: NodeId, to: NodeId) -> String {
    say!(
        lang,
        "the way {0} → {1} is cut",
        "{0} → {1} 방향만 끊김",
        from,
        to
    )
}

/// How much longer something takes, on a mark.
pub fn slower(lang: Lang, ms: u64) -> String {
    same!(lang, "+{0} ms", ms)
}

/// What takes longer: a broker, or its disk.
pub fn slow(lang: Lang, disk: bool) -> &'static str {
    if disk {
        lang.pick("slow disk", "느린 디스크")
    } else {
        lang.pick("slow", "느림")
    }
}

/// Something that is said of a node.
pub fn of_node(id: NodeId, what: &str) -> String {
    same!(Lang::En, "{0}: {1}", id, what)
}

/// A broker that is cut off from the controller and from the other brokers.
pub fn isolated(lang: Lang) -> &'static str {
    lang.pick("isolated", "격리됨")
}

/// Where a broker stands, for a screen reader.
pub fn in_rack(lang: Lang, rack: &str) -> String {
    say!(lang, "in {0}", "{0}에 있음", rack)
}

/// Messages that a broker has not read, on a mark.
pub fn unread(lang: Lang, count: usize) -> String {
    say!(lang, "{0} unread", "안 읽음 {0}", count)
}

/// The same for a screen reader.
pub fn unread_at(lang: Lang, id: NodeId, count: usize) -> String {
    say!(
        lang,
        "unread messages in the sockets of {0}: {1}",
        "{0}의 소켓에 있는 읽지 않은 메시지 {1}개",
        id,
        count
    )
}

/// A partition that nobody leads, in the title.
pub fn offline(lang: Lang, partition: &str) -> String {
    say!(lang, "{0} has no leader", "{0} 리더 없음", partition)
}

/// A link.
pub fn link(lang: Lang, a: NodeId, b: NodeId) -> String {
    say!(lang, "link {0}", "{0} 연결", &command::link(a, b))
}

/// A message that somebody holds.
pub fn held(lang: Lang) -> &'static str {
    lang.pick("held", "붙잡힘")
}

/// A message that was just lost.
pub fn lost(lang: Lang, message: &str) -> String {
    say!(lang, "{0}: lost", "{0}: 유실됨", message)
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

/// Which groups a broker coordinates.
pub fn coordinates(lang: Lang, groups: &str) -> String {
    say!(lang, "coordinator of {0}", "{0}의 코디네이터", groups)
}

/// The list of messages in flight, where the drawing has no room for their words.
pub fn in_flight(lang: Lang) -> &'static str {
    lang.pick("In flight", "전송 중")
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
