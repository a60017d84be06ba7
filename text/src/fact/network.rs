//! What is told of messages, links and connections.

use super::PartitionFact;
use crate::meaning::meanings;

meanings! {
    /// A field of what is between the nodes.
    pub enum NetworkFact from PartitionFact::TABLE.end();
    Sent:
        "When the message left its sender.",
        "메시지가 보낸 쪽을 떠난 시점입니다.";
    Arrives:
        "When it reaches the other end, if nothing holds it up.",
        "아무것도 막지 않으면 받는 쪽에 이르는 시점입니다.";
    HeldSince:
        "Since when it is held. What is behind it on its connection waits as well.",
        "메시지를 붙잡아 둔 시점입니다. 같은 연결에서 뒤따르는 메시지도 기다립니다.";
    Ended:
        "When it arrived, or was lost.",
        "도착했거나 유실된 시점입니다.";
    OnConnection:
        "The connection that it travels on. What was sent on one connection arrives in that order.",
        "메시지가 지나는 연결입니다. 한 연결에서는 보낸 순서대로 도착합니다.";
    Way:
        "Whether messages get through in this direction. A cut is silence: nobody is told.",
        "이 방향으로 메시지가 지나갈 수 있는지 나타냅니다. 끊겨도 어느 쪽에도 통지되지 않습니다.";
    Latency:
        "How long a message travels on this link, before any jitter.",
        "이 네트워크 연결에서 메시지가 이동하는 시간입니다. 지터는 뺀 값입니다.";
    LinkSlowness:
        "By how much the link was slowed down on purpose.",
        "이 네트워크 연결을 일부러 느리게 한 정도입니다.";
    OnLink:
        "How many messages are under way between the two now, both ways and on all their connections.",
        "지금 두 노드 사이를 지나는 메시지의 수입니다. 양방향과 모든 연결을 함께 셉니다.";
    Purpose:
        "What the connection is for. Two nodes may have several, and each keeps its own order.",
        "연결의 용도입니다. 두 노드는 여러 연결을 가질 수 있으며, 순서는 연결마다 따로 지켜집니다.";
    ConnectionState:
        "Whether it carries messages. When a connection breaks, everything on it is lost, and the client does not learn what \
         was processed.",
        "메시지를 전달하고 있는지 나타냅니다. 연결이 끊기면 전송 중이던 것은 모두 유실되고, 클라이언트는 무엇이 처리되었는지 알지 못합니다.";
    RequestsUnderWay:
        "Requests between the client and the server, the first to arrive first.",
        "클라이언트에서 서버로 가는 요청입니다. 먼저 도착할 것부터 적습니다.";
    RequestsUnread:
        "Requests that have arrived and wait in the server's socket: it reads the next one only when it has answered the \
         one before.",
        "도착했지만 서버의 소켓에서 기다리는 요청입니다. 서버는 앞의 요청에 응답한 뒤에야 다음 요청을 읽습니다.";
    RequestInWork:
        "The request that the server works on, or has parked in its purgatory. What comes behind it on this connection \
         waits for its answer.",
        "서버가 처리하고 있거나 퍼거토리에 둔 요청입니다. 이 연결에서 뒤따르는 요청은 이 응답이 나갈 때까지 기다립니다.";
    ResponsesUnderWay:
        "Responses between the server and the client, the first to arrive first.",
        "서버에서 클라이언트로 가는 응답입니다. 먼저 도착할 것부터 적습니다.";
    ResponsesUnread:
        "Responses that have arrived and that the client has not read, since it is frozen or slow.",
        "도착했지만 클라이언트가 멈추었거나 느려서 아직 읽지 못한 응답입니다.";
    Waiter:
        "Who waits for an answer on this connection.",
        "이 연결에서 응답을 기다리는 쪽입니다.";
}
