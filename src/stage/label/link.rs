//! Words of what lies between nodes: messages, connections and what is wrong with them.

use highwater_core::id::NodeId;
use highwater_text::{Lang, command, same, say};

/// Messages for which there is no mark.
pub fn more_messages(lang: Lang, count: usize) -> String {
    say!(
        lang,
        "Messages in flight that are not drawn: {0}.",
        "전송 중인 메시지 {0}개는 그리지 않았습니다.",
        count
    )
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

/// The list of messages in flight, where the drawing has no room for their words.
pub fn in_flight(lang: Lang) -> &'static str {
    lang.pick("In flight", "전송 중")
}
