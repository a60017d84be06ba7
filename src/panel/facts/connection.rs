//! What is between nodes: links, and the connections that run over them.

use highwater_core::id::NodeId;
use highwater_core::sim::{
    Channel, Connection, ConnectionId, ConnectionState, Direction, MessageInFlight,
};
use highwater_core::time::Span;
use highwater_text::fact::NetworkFact;
use highwater_text::fill::Value;
use highwater_text::{Lang, Message, command, same};

use super::sheet::Sheet;
use crate::session::Selection;

/// What is said of the link between two nodes.
pub fn link(sheet: &mut Sheet<'_>, a: NodeId, b: NodeId) {
    sheet.head("Link", "네트워크 연결", command::link(a, b));
    let world = sheet.world();
    for (from, to) in [(a, b), (b, a)] {
        let (en, ko) = match world.network().is_cut(from, to) {
            true => ("cut", "끊김"),
            false => ("carries messages", "정상"),
        };
        let way = sheet.lang.pick(en, ko);
        let name = same!(sheet.lang, "{0} → {1}", from, to);
        sheet.named(name, way.into(), NetworkFact::Way.meaning());
    }
    let latency = in_ms(world.latency_between(a, b));
    sheet.fact(
        "latency",
        "지연 시간",
        (&latency).into(),
        NetworkFact::Latency.meaning(),
    );
    let slowness = world.slowness_between(a, b);
    if slowness > Span::ZERO {
        let slowness = in_ms(slowness);
        sheet.fact(
            "slowed down by",
            "느려진 정도",
            (&slowness).into(),
            NetworkFact::LinkSlowness.meaning(),
        );
    }
    let mut flying = Vec::new();
    for (socket, direction, message) in world.network().messages() {
        if socket.connection.is_between(a, b) {
            let told = message_of(socket.connection, direction, message);
            flying.push((message, told.title(sheet.lang)));
        }
    }
    sheet.fact(
        "messages under way",
        "전송 중인 메시지",
        flying.len().into(),
        NetworkFact::OnLink.meaning(),
    );
    connections(sheet, |id| id.is_between(a, b));
    sheet.related("Messages", "메시지");
    for (message, name) in flying {
        sheet.thing(name, Selection::Message(message.id));
    }
    sheet.related("Its ends", "양 끝");
    sheet.node(a);
    sheet.node(b);
}

/// The connections and links of a node, to go on to.
pub fn of_node(sheet: &mut Sheet<'_>, node: NodeId) {
    connections(sheet, |id| id.client == node || id.server == node);
    sheet.related("Links", "네트워크 연결");
    for (peer, _) in sheet.world().nodes() {
        if peer != node && are_linked(node, peer) {
            sheet.link(node, peer);
        }
    }
}

/// Whether two nodes may have to do with each other: one of them is a broker, and none the admin client,
/// which is not drawn.
pub fn are_linked(a: NodeId, b: NodeId) -> bool {
    let one_is_broker = a.broker().is_some() || b.broker().is_some();
    one_is_broker && a != NodeId::Admin && b != NodeId::Admin
}

fn connections(sheet: &mut Sheet<'_>, wanted: impl Fn(ConnectionId) -> bool) {
    let mut known = Vec::new();
    sheet.related("Connections", "TCP 연결");
    for (socket, _) in sheet.world().network().connections() {
        let id = socket.connection;
        let is_drawn = id.client != NodeId::Admin;
        if is_drawn && wanted(id) && !known.contains(&id) {
            known.push(id);
            sheet.thing(name(sheet.lang, id), Selection::Connection(id));
        }
    }
}

/// What a connection is called: who opens it, to whom, and what for.
pub fn name(lang: Lang, id: ConnectionId) -> String {
    let purpose = purpose(lang, id.channel);
    same!(lang, "{0} → {1}: {2}", id.client, id.server, purpose)
}

fn purpose(lang: Lang, channel: Channel) -> &'static str {
    let (en, ko) = match channel {
        Channel::Client => ("client requests", "클라이언트 요청"),
        Channel::Coordinator => (
            "requests to the group's coordinator",
            "그룹 코디네이터 요청",
        ),
        Channel::Fetcher => ("replica fetcher", "레플리카 페처"),
        Channel::Heartbeat => ("registration and heartbeats", "등록과 하트비트"),
        Channel::AlterPartition => ("AlterPartition", "AlterPartition"),
        Channel::Forwarding => ("requests on behalf of clients", "클라이언트를 대신한 요청"),
        Channel::Metadata => ("metadata log", "메타데이터 로그"),
    };
    lang.pick(en, ko)
}

/// What is said of a connection: of the one that stands, or that stood last.
pub fn connection(sheet: &mut Sheet<'_>, id: ConnectionId) {
    let all = sheet.world().network().connections();
    let last = all.filter(|(socket, _)| socket.connection == id).last();
    let title = name(sheet.lang, id);
    let Some((_, connection)) = last else {
        sheet.gone(title);
        return ends(sheet, id);
    };
    sheet.head("Connection", "TCP 연결", title);
    sheet.fact(
        "used for",
        "용도",
        purpose(sheet.lang, id.channel).into(),
        NetworkFact::Purpose.meaning(),
    );
    let state = state(sheet.lang, connection.state());
    sheet.fact(
        "state",
        "상태",
        state.into(),
        NetworkFact::ConnectionState.meaning(),
    );
    if connection.request_in_work().is_some() {
        sheet.fact(
            "waits for an answer",
            "응답을 기다리는 쪽",
            id.client.into(),
            NetworkFact::Waiter.meaning(),
        );
    }
    traffic(sheet, id, connection);
    ends(sheet, id);
    sheet.related("Messages", "메시지");
    for direction in Direction::BOTH {
        for message in connection.in_flight(direction) {
            let name = message_of(id, direction, message).title(sheet.lang);
            sheet.thing(name, Selection::Message(message.id));
        }
    }
}

fn state(lang: Lang, state: ConnectionState) -> &'static str {
    let (en, ko) = match state {
        ConnectionState::Open => ("open", "열림"),
        ConnectionState::Connecting => (
            "connecting: nothing has left",
            "연결 시도 중: 아직 보내지 못함",
        ),
        ConnectionState::Broken => (
            "broken, the client is still to learn of it",
            "끊김: 클라이언트는 아직 모름",
        ),
        ConnectionState::ClosedByClient => ("closed by the client", "클라이언트가 닫음"),
    };
    lang.pick(en, ko)
}

/// Both directions, from the client to the server and back: under way, in the socket, in work.
fn traffic(sheet: &mut Sheet<'_>, id: ConnectionId, connection: &Connection) {
    sheet.group("Requests and responses", "요청과 응답");
    let requests = connection.in_flight(Direction::Request);
    let unread = connection.unread_requests();
    list(
        sheet,
        ("requests under way", "전송 중인 요청"),
        (id, Direction::Request, requests),
        NetworkFact::RequestsUnderWay,
    );
    list(
        sheet,
        ("requests not read yet", "아직 읽지 않은 요청"),
        (id, Direction::Request, unread),
        NetworkFact::RequestsUnread,
    );
    let in_work = connection.request_in_work().map(|gist| {
        let message = Message {
            connection: id,
            direction: Direction::Request,
            gist,
        };
        message.line(sheet.lang, sheet.world().metadata())
    });
    let in_work = in_work.as_deref().map_or(sheet.none(), Value::Words);
    sheet.fact(
        "request being processed",
        "처리 중인 요청",
        in_work,
        NetworkFact::RequestInWork.meaning(),
    );
    list(
        sheet,
        ("responses under way", "전송 중인 응답"),
        (
            id,
            Direction::Response,
            connection.in_flight(Direction::Response),
        ),
        NetworkFact::ResponsesUnderWay,
    );
    list(
        sheet,
        ("responses not read yet", "아직 읽지 않은 응답"),
        (id, Direction::Response, connection.unread_responses()),
        NetworkFact::ResponsesUnread,
    );
}

/// The messages in a line each, or a word that there are none.
fn list(
    sheet: &mut Sheet<'_>,
    (en, ko): (&str, &str),
    (id, direction, messages): (ConnectionId, Direction, &[MessageInFlight]),
    meaning: NetworkFact,
) {
    if messages.is_empty() {
        let none = sheet.none();
        sheet.fact(en, ko, none, meaning.meaning());
    }
    for message in messages {
        let told = message_of(id, direction, message);
        let line = told.line(sheet.lang, sheet.world().metadata());
        sheet.fact(en, ko, (&line).into(), meaning.meaning());
    }
}

fn message_of(
    connection: ConnectionId,
    direction: Direction,
    message: &MessageInFlight,
) -> Message<'_> {
    Message {
        connection,
        direction,
        gist: &message.gist,
    }
}

fn ends(sheet: &mut Sheet<'_>, id: ConnectionId) {
    sheet.related("Its ends and its link", "양 끝과 네트워크 연결");
    sheet.node(id.client);
    sheet.node(id.server);
    sheet.link(id.client, id.server);
}

fn in_ms(span: Span) -> String {
    same!(Lang::En, "{0} ms", span.as_ms())
}
