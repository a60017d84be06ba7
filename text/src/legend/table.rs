//! Every drawing with its name and its meaning, group by group.

use super::{Drawing, Group, Item};
use crate::Text;

/// The whole legend, group by group.
pub static ITEMS: &[Item] = &[
    item(
        Drawing::Record,
        Group::Log,
        "record",
        Text::new("record", "레코드(record)"),
        Text::new(
            "A cell with its offset. Its colour and the small mark in it show the leader epoch in which it was appended.",
            "오프셋이 적힌 칸입니다. 색과 작은 표시는 추가될 때의 리더 에포크를 나타냅니다.",
        ),
    ),
    plain(
        Drawing::Count,
        Group::Log,
        Text::new("records that are not shown", "보이지 않는 레코드"),
        Text::new(
            "At the left end: so many records of this log lie before the offsets that are shown. 6 › at the right end: so many lie behind them.",
            "왼쪽 끝에 있으면 지금 보이는 오프셋보다 앞에 이 로그의 레코드가 그만큼 더 있다는 뜻입니다. 오른쪽 끝의 6 ›은 뒤에 그만큼 더 있다는 뜻입니다.",
        ),
    ),
    item(
        Drawing::RecordOfLaterEpoch,
        Group::Log,
        "leader-epoch",
        Text::new("record of a later epoch", "나중 에포크의 레코드"),
        Text::new(
            "Another colour and another mark: it was appended under a later leader.",
            "색과 표시가 다릅니다. 나중 에포크의 리더가 추가한 레코드입니다.",
        ),
    ),
    item(
        Drawing::RecordAboveHighWatermark,
        Group::Log,
        "committed",
        Text::new("not committed yet", "아직 커밋되지 않음"),
        Text::new(
            "A dashed outline and no water: the record lies above the high watermark, and no consumer is handed it.",
            "점선 테두리이고 물이 없습니다. 하이 워터마크(HW) 위에 있어 컨슈머에 전달되지 않는 레코드입니다.",
        ),
    ),
    item(
        Drawing::Batch,
        Group::Log,
        "batch",
        Text::new("batch", "레코드 배치(batch)"),
        Text::new(
            "Cells within one outline: records that were appended together.",
            "하나의 테두리로 묶인 칸입니다. 함께 추가된 레코드입니다.",
        ),
    ),
    item(
        Drawing::Truncated,
        Group::Log,
        "truncation",
        Text::new("cut off", "잘려 나감"),
        Text::new(
            "The cell falls away and leaves a ghost for a moment: a follower cut its log back to agree with its leader's.",
            "칸이 떨어져 나가고 잠시 흔적이 남습니다. 팔로워가 리더와 맞추려고 로그를 잘라 낸 것입니다.",
        ),
    ),
    item(
        Drawing::Water,
        Group::Log,
        "committed",
        Text::new("water", "물"),
        Text::new(
            "Everything in the water is committed, as far as this replica knows: consumers may read it.",
            "이 레플리카가 아는 한, 물에 잠긴 것은 모두 커밋되었고 컨슈머가 읽을 수 있습니다.",
        ),
    ),
    item(
        Drawing::HighWatermark,
        Group::Log,
        "high-watermark",
        Text::new("HW, high watermark", "HW, 하이 워터마크(high watermark)"),
        Text::new(
            "The level of the water. Each replica knows one of its own, and the leader's moves first.",
            "물의 높이입니다. 레플리카마다 자신이 아는 값이 있으며 리더의 것이 먼저 움직입니다.",
        ),
    ),
    item(
        Drawing::Position,
        Group::Log,
        "position",
        Text::new("consumer's position", "컨슈머의 포지션(position)"),
        Text::new(
            "The mark with the consumer's name: what it reads next.",
            "컨슈머의 이름이 붙은 표시입니다. 다음에 읽을 곳입니다.",
        ),
    ),
    item(
        Drawing::CommittedOffset,
        Group::Log,
        "committed-offset",
        Text::new("committed offset", "커밋된 오프셋(committed offset)"),
        Text::new(
            "By group, a diamond on each partition's line: where the group goes on after a rebalance. The filled part from there \
             to the high watermark is its lag.",
            "그룹별 보기에서 파티션마다 있는 줄 위의 마름모입니다. 리밸런싱 뒤에 그룹이 이어서 읽을 곳입니다. 여기서 하이 \
             워터마크(HW)까지 채워진 부분이 lag입니다.",
        ),
    ),
    item(
        Drawing::LogEndOffset,
        Group::Log,
        "log-end-offset",
        Text::new("LEO, log end offset", "LEO, 로그 끝 오프셋(log end offset)"),
        Text::new(
            "The mark at the end of the log: the next record goes there.",
            "로그의 끝을 가리키는 표시입니다. 다음 레코드가 들어올 자리입니다.",
        ),
    ),
    item(
        Drawing::KnownEnds,
        Group::Log,
        "high-watermark",
        Text::new("known LEO", "아는 LEO"),
        Text::new(
            "In the leader's lane: the LEO of each follower as the leader knows it from that follower's last fetch. A question mark: no fetch has come yet.",
            "그림에서 리더의 로그 아래에 적힌 값입니다. 리더가 마지막 Fetch로 알게 된 팔로워별 LEO이며, 물음표는 아직 Fetch를 받지 못했다는 뜻입니다.",
        ),
    ),
    item(
        Drawing::Leader,
        Group::Replica,
        "leader",
        Text::new("leader", "리더(leader)"),
        Text::new(
            "A filled badge with a star: the broker believes that it leads, in the epoch that stands there.",
            "별이 있는 채워진 배지입니다. 브로커가 자신을 리더로 알고 있으며, 그 에포크가 적혀 있습니다.",
        ),
    ),
    item(
        Drawing::InSync,
        Group::Replica,
        "in-sync",
        Text::new("in sync", "동기화됨(in sync)"),
        Text::new(
            "A solid ring: the replica is in the ISR.",
            "실선 테두리입니다. ISR에 있는 레플리카입니다.",
        ),
    ),
    item(
        Drawing::OutOfSync,
        Group::Replica,
        "in-sync",
        Text::new("out of sync", "동기화 안 됨(out of sync)"),
        Text::new(
            "A dashed ring, and how long ago the replica last had everything: it is not in the ISR.",
            "점선 테두리이며 ISR에 없는 레플리카입니다. 표시된 시간은 마지막으로 따라잡은 뒤 지난 시간입니다.",
        ),
    ),
    item(
        Drawing::Fenced,
        Group::Replica,
        "fencing",
        Text::new("fenced", "펜싱됨(fenced)"),
        Text::new(
            "Grey with a slash: the controller lets this broker take no part.",
            "빗금이 그어진 회색입니다. 컨트롤러가 이 브로커를 클러스터 동작에서 제외했습니다.",
        ),
    ),
    item(
        Drawing::Crashed,
        Group::Replica,
        "broker",
        Text::new("crashed", "강제 종료됨(crashed)"),
        Text::new(
            "A hollow box with a dashed frame: the broker's process is dead; a loss of power and a shutdown are drawn alike. What had reached its disk is there: the whole log, or after a loss of power as much of it as was written down; and the high watermark as it was last checkpointed.",
            "점선 틀의 빈 상자입니다. 브로커 프로세스는 강제 종료되었습니다. 전원이 끊기거나 정상 종료한 브로커도 같은 모양입니다. 디스크에 기록된 것은 남아 있습니다. 로그는 전부, 전원이 끊겼다면 기록된 데까지 남고, 하이 워터마크(HW)는 마지막으로 체크포인트한 값이 남습니다.",
        ),
    ),
    item(
        Drawing::Frozen,
        Group::Replica,
        "broker",
        Text::new("frozen", "멈춤(frozen)"),
        Text::new(
            "Two bars: the broker's process stands still. It neither fetches nor answers, and what is sent to it waits in its sockets.",
            "막대 두 개입니다. 브로커 프로세스가 멈춰 있어 Fetch도 응답도 하지 못하며, 이 브로커로 온 메시지는 소켓에서 기다립니다.",
        ),
    ),
    item(
        Drawing::Eligible,
        Group::Replica,
        "eligible-leader-replicas",
        Text::new("eligible (ELR)", "리더 자격(ELR)"),
        Text::new(
            "A ring of two lines: the replica is not in the ISR, but it has everything committed and may be elected when the ISR is empty.",
            "두 겹의 테두리입니다. ISR에는 없지만 커밋된 것을 모두 가지고 있어, ISR이 비면 리더로 선출될 수 있습니다.",
        ),
    ),
    item(
        Drawing::LastKnownLeader,
        Group::Replica,
        "last-known-leader",
        Text::new(
            "last known leader",
            "마지막으로 알려진 리더(last known leader)",
        ),
        Text::new(
            "A dotted ring: it led when the partition lost its leader. With neither ISR nor ELR left it may lead again, which counts as unclean.",
            "성긴 점선 테두리입니다. 파티션에 리더가 없어질 때의 리더입니다. ISR과 ELR이 모두 비었으면 다시 리더가 될 수 있으며 언클린 선출로 봅니다.",
        ),
    ),
    item(
        Drawing::Recovering,
        Group::Replica,
        "leader-recovery-state",
        Text::new("recovering", "복구 중(recovering)"),
        Text::new(
            "A circling arrow: the leader was elected uncleanly, and has not reported yet that it has recovered: it does so with the next change of the ISR.",
            "도는 화살표입니다. 언클린 선출로 뽑힌 리더가 아직 복구 완료를 알리지 않은 상태이며, 다음 ISR 변경과 함께 끝납니다.",
        ),
    ),
    item(
        Drawing::Recorded,
        Group::Replica,
        "controller",
        Text::new("what the controller has recorded", "컨트롤러에 기록된 상태"),
        Text::new(
            "The controller's hexagon: what the controller has recorded of a replica whose broker is dead, frozen or fenced, since that broker cannot show it. Until it is fenced, a dead leader is still the leader.",
            "컨트롤러를 나타내는 육각형입니다. 브로커가 강제 종료되거나 멈추거나 펜싱되어 스스로 보여 줄 수 없는 레플리카의 상태를 컨트롤러의 기록대로 나타냅니다. 펜싱되기 전까지는 죽은 리더도 기록상 여전히 리더입니다.",
        ),
    ),
    item(
        Drawing::Offline,
        Group::Replica,
        "offline-partition",
        Text::new("no leader", "리더 없음"),
        Text::new(
            "A star that is struck through: the partition is offline. Nobody may lead it, so nothing is written or read.",
            "줄이 그어진 별입니다. 파티션이 오프라인입니다. 리더가 될 수 있는 레플리카가 없어 쓰기도 읽기도 되지 않습니다.",
        ),
    ),
    item(
        Drawing::ControlledShutdown,
        Group::Replica,
        "controlled-shutdown",
        Text::new("controlled shutdown", "정상 종료 중(controlled shutdown)"),
        Text::new(
            "The sign of a switch on the broker: it gives its leaderships away, and stops once the controller allows it.",
            "브로커에 붙은 전원 표시입니다. 맡고 있던 리더를 넘기는 중이며, 컨트롤러가 허용하면 종료합니다.",
        ),
    ),
    plain(
        Drawing::Isolated,
        Group::Replica,
        Text::new("isolated", "격리됨"),
        Text::new(
            "A bar with a gap on the broker: it reaches neither the controller nor the other brokers. Clients still reach it.",
            "브로커에 붙은, 가운데가 끊긴 막대 표시입니다. 컨트롤러와도 다른 브로커와도 연결이 끊긴 브로커입니다. 클라이언트는 여전히 접속할 수 있습니다.",
        ),
    ),
    plain(
        Drawing::Rack,
        Group::Replica,
        Text::new("rack", "랙(rack)"),
        Text::new(
            "Shelves on the broker: its rack (broker.rack). The controller spreads the replicas of a partition over racks.",
            "브로커에 붙은 선반 표시입니다. 브로커가 있는 랙(broker.rack)이며, 컨트롤러는 한 파티션의 레플리카를 여러 랙에 나누어 둡니다.",
        ),
    ),
    plain(
        Drawing::Coordinator,
        Group::Replica,
        Text::new("coordinator", "코디네이터"),
        Text::new(
            "Points around one on the broker: it coordinates the groups that are named there, since it leads their partitions of __consumer_offsets.",
            "한 점을 점들이 둘러싼 표시입니다. 이 브로커가 거기 적힌 그룹의 코디네이터입니다. 그 그룹이 기록되는 __consumer_offsets 파티션의 리더이기 때문입니다.",
        ),
    ),
    plain(
        Drawing::Slow,
        Group::Replica,
        Text::new("slow broker, slow disk", "느린 브로커, 느린 디스크"),
        Text::new(
            "An hourglass, or a disk, with how much longer it takes: over everything that the broker is sent, or over what it writes to its log.",
            "모래시계 또는 디스크 표시와 더 걸리는 시간입니다. 브로커가 받는 모든 메시지의 처리가 늦어지거나, 로그에 쓰는 것이 늦어집니다.",
        ),
    ),
    plain(
        Drawing::Unread,
        Group::Replica,
        Text::new("unread messages", "읽지 않은 메시지"),
        Text::new(
            "An envelope on a broker that is frozen or slow: the number of messages that have arrived in its sockets and that it has not read.",
            "멈추거나 느린 브로커에 붙은 편지 봉투입니다. 소켓에 도착했지만 아직 읽지 않은 메시지의 수입니다.",
        ),
    ),
    item(
        Drawing::AcksWait,
        Group::Replica,
        "purgatory",
        Text::new("ack waits", "ack 대기"),
        Text::new(
            "Produce requests with acks=all whose answer waits at the leader until the high watermark has passed their records.",
            "acks=all로 보낸 Produce 요청입니다. 하이 워터마크(HW)가 그 레코드를 지날 때까지 리더에서 응답을 기다립니다.",
        ),
    ),
    item(
        Drawing::FetchWaits,
        Group::Replica,
        "purgatory",
        Text::new("fetch waits", "Fetch 대기"),
        Text::new(
            "A small tab on a broker's edge: a Fetch has come and waits there until there is something new, or its time is up.",
            "브로커 가장자리의 작은 표시입니다. 도착한 Fetch가 새 데이터가 생기거나 대기 시간이 끝날 때까지 그 자리에서 기다립니다.",
        ),
    ),
    plain(
        Drawing::Request,
        Group::Network,
        Text::new("request", "요청(request)"),
        Text::new(
            "A filled capsule on its way: the name of the API, and what matters in it.",
            "전송 중인, 색이 채워진 캡슐입니다. API의 이름과 중요한 값이 적혀 있습니다.",
        ),
    ),
    plain(
        Drawing::Response,
        Group::Network,
        Text::new("response", "응답(response)"),
        Text::new(
            "An outlined capsule: the answer to a request.",
            "테두리만 있는 캡슐입니다. 요청에 대한 응답입니다.",
        ),
    ),
    plain(
        Drawing::ErrorResponse,
        Group::Network,
        Text::new("error", "오류(error)"),
        Text::new(
            "A red capsule: an answer that carries an error, by Kafka's name.",
            "빨간 캡슐입니다. 오류를 담은 응답이며 카프카의 오류 이름이 적혀 있습니다.",
        ),
    ),
    plain(
        Drawing::RoutineMessage,
        Group::Network,
        Text::new("routine message", "반복되는 메시지"),
        Text::new(
            "A small dot: a heartbeat or another message that is sent all the time. A larger ring or disc: a message for whose words there is no room at that place.",
            "작은 점입니다. 하트비트처럼 늘 오가는 메시지입니다. 조금 더 큰 고리나 원은 그 자리에 글자를 쓸 공간이 없는 메시지입니다.",
        ),
    ),
    plain(
        Drawing::HeldMessage,
        Group::Network,
        Text::new("held message", "붙잡아 둔 메시지"),
        Text::new(
            "A pin: you hold it where it is. What is behind it on its connection waits too.",
            "핀이 꽂힌 메시지입니다. 그 자리에 붙잡아 둔 것이며, 같은 TCP 연결에서 뒤따르는 메시지도 기다립니다.",
        ),
    ),
    plain(
        Drawing::LostMessage,
        Group::Network,
        Text::new("lost message", "유실된 메시지"),
        Text::new(
            "A red cross, for a moment: a message was lost here, with its connection.",
            "잠시 나타나는 빨간 ×입니다. 여기에서 메시지가 그 TCP 연결과 함께 유실되었습니다.",
        ),
    ),
    item(
        Drawing::CutLink,
        Group::Network,
        "connection",
        Text::new("cut link", "끊긴 네트워크 연결"),
        Text::new(
            "Scissors: nothing gets through between these two, and neither is told.",
            "가위 표시입니다. 둘 사이에서는 메시지가 전달되지 않으며 어느 쪽도 이를 통지받지 못합니다.",
        ),
    ),
    item(
        Drawing::OneWayCut,
        Group::Network,
        "connection",
        Text::new("link that is cut one way", "한쪽으로만 끊긴 연결"),
        Text::new(
            "Scissors and an arrow: what goes the arrow's way does not arrive; the other way is open.",
            "가위와 화살표입니다. 화살표 방향으로 가는 메시지는 도착하지 않으며, 반대 방향은 열려 있습니다.",
        ),
    ),
    item(
        Drawing::SlowLink,
        Group::Network,
        "connection",
        Text::new("slow link", "느린 연결"),
        Text::new(
            "A thick dotted line: messages between these two take longer.",
            "굵은 점선입니다. 둘 사이의 메시지가 더 오래 걸립니다.",
        ),
    ),
    item(
        Drawing::Producer,
        Group::Actor,
        "producer",
        Text::new("producer", "프로듀서(producer)"),
        Text::new(
            "p1 and its acks, and what has become of its records: how many have ended how, and a mark for each that is under way.",
            "p1과 그 acks 설정, 그리고 레코드의 상태입니다. 결과가 나온 레코드는 수로, 아직 진행 중인 레코드는 하나씩 표시합니다.",
        ),
    ),
    plain(
        Drawing::ProducerRecords,
        Group::Actor,
        Text::new("a producer's records", "프로듀서의 레코드 표시"),
        Text::new(
            "From left to right: acknowledged, sent with acks=0 (nobody says that it is in), failed, sent and without an answer yet, and waiting to be sent.",
            "왼쪽부터 ack를 받음, acks=0으로 전송함(도착했다는 응답은 없음), 실패함, 전송하고 응답을 기다림, 전송 대기 순입니다.",
        ),
    ),
    item(
        Drawing::Consumer,
        Group::Actor,
        "consumer",
        Text::new("consumer", "컨슈머(consumer)"),
        Text::new(
            "c1, its position, and how many records there are to read from there. The frame of a client whose process is dead or frozen, or that its \
             application has closed, is broken, and its name says so.",
            "c1과 그 포지션, 포지션부터 아직 읽지 않은 레코드 수입니다. 프로세스가 강제 종료되었거나 멈춘 클라이언트, 애플리케이션이 닫은 클라이언트는 \
             테두리가 점선이고, 이름 옆에 그 상태가 적힙니다.",
        ),
    ),
    item(
        Drawing::Member,
        Group::Actor,
        "consumer-group",
        Text::new("a member's loop", "멤버의 루프"),
        Text::new(
            "By group, in each member's card: poll(), processing and committing, with a triangle where its application is. The bar below is what is left of a time that runs out, the session or max.poll.interval.ms.",
            "그룹별 보기의 멤버 카드에 있습니다. poll(), 처리, 커밋 중 애플리케이션이 있는 곳을 삼각형이 가리킵니다. 아래 막대는 세션이나 max.poll.interval.ms가 끝날 때까지 남은 시간입니다.",
        ),
    ),
    item(
        Drawing::Controller,
        Group::Actor,
        "controller",
        Text::new("controller", "컨트롤러(controller)"),
        Text::new(
            "k1 and the end offset of its metadata log, which is the next offset there.",
            "k1과 그 메타데이터 로그의 끝 오프셋입니다. 다음 메타데이터 레코드가 들어올 자리입니다.",
        ),
    ),
    plain(
        Drawing::Dimmed,
        Group::Actor,
        Text::new("dimmed", "흐리게 보이는 것"),
        Text::new(
            "Paler than the rest: this part of the lesson is about something else. The broker, client or message works as ever.",
            "다른 것보다 흐린 색입니다. 레슨의 지금 장면에서 다루지 않을 뿐, 브로커나 클라이언트, 메시지는 평소대로 동작합니다.",
        ),
    ),
    item(
        Drawing::MetadataRecord,
        Group::ControlPlane,
        "metadata-log",
        Text::new("metadata record", "메타데이터 레코드"),
        Text::new(
            "A cell of the metadata log: its offset, Kafka's name of the record, and what matters in it.",
            "메타데이터 로그의 칸입니다. 오프셋과 카프카의 레코드 이름, 중요한 값이 적혀 있습니다.",
        ),
    ),
    item(
        Drawing::MetadataApplied,
        Group::ControlPlane,
        "metadata-log",
        Text::new("applied up to here", "여기까지 적용함"),
        Text::new(
            "A triangle with a broker's name: it has applied the metadata log up to here. It does not know what comes after.",
            "브로커의 이름이 붙은 삼각형입니다. 브로커가 메타데이터 로그를 여기까지 적용했으며, 그 뒤의 일은 모릅니다.",
        ),
    ),
    item(
        Drawing::Session,
        Group::ControlPlane,
        "session",
        Text::new("session", "세션(session)"),
        Text::new(
            "A bar that grows shorter: the time that is left until the controller fences the broker, unless a heartbeat comes.",
            "점점 짧아지는 막대입니다. 하트비트가 오지 않으면 컨트롤러가 브로커를 펜싱할 때까지 남은 시간입니다.",
        ),
    ),
    plain(
        Drawing::TimeMarks,
        Group::Time,
        Text::new("marks above the time", "시간 막대 위의 표시"),
        Text::new(
            "From left to right: an ordinary event, a milestone, a loss, and a dotted mark from where on the run is your own.",
            "왼쪽부터 보통 이벤트, 주요 사건, 유실이고, 점선 표시부터는 직접 바꾼 실행입니다.",
        ),
    ),
    plain(
        Drawing::EventMarks,
        Group::Time,
        Text::new("marks of events", "이벤트의 표시"),
        Text::new(
            "From left to right: a routine event, an ordinary event, a milestone, which changes what is true for the cluster, and a loss.",
            "왼쪽부터 반복되는 이벤트, 보통 이벤트, 클러스터의 상태를 바꾸는 주요 사건, 유실입니다.",
        ),
    ),
];

const fn item(
    drawing: Drawing,
    group: Group,
    term: &'static str,
    name: Text,
    meaning: Text,
) -> Item {
    Item {
        drawing,
        group,
        name,
        meaning,
        term: Some(term),
    }
}

const fn plain(drawing: Drawing, group: Group, name: Text, meaning: Text) -> Item {
    Item {
        drawing,
        group,
        name,
        meaning,
        term: None,
    }
}
