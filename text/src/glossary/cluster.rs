//! Who is there, and who decides.

use super::{FAILOVER_LESSON, Term};
use crate::Text;

pub(super) const TERMS: &[Term] = &[
    Term::new(
        "cluster",
        Text::new("cluster", "클러스터(cluster)"),
        Text::new(
            "Brokers and controllers that work together, with the topics that they hold.",
            "함께 동작하는 브로커와 컨트롤러, 그리고 여기에 저장된 토픽 전체입니다.",
        ),
        &["broker", "controller", "topic"],
    ),
    Term::new(
        "broker",
        Text::new("broker", "브로커(broker)"),
        Text::new(
            "A Kafka server process: it stores replicas of partitions and answers producers, consumers and followers. \
             Here brokers are named b1, b2, b3.",
            "카프카 서버 프로세스입니다. 파티션의 레플리카를 저장하고 프로듀서, 컨슈머, 팔로워의 요청에 답합니다. \
             여기서는 b1, b2, b3으로 부릅니다.",
        ),
        &["cluster", "replica", "controller", "rack"],
    ),
    Term::new(
        "controller",
        Text::new("controller", "컨트롤러(controller)"),
        Text::new(
            "The process that decides which brokers are alive, who leads each partition and who is in its ISR, and \
             writes it to the metadata log. A real cluster has several, of which one is active; here it is k1 alone.",
            "어느 브로커가 살아 있는지, 각 파티션의 리더와 ISR이 무엇인지 정해 메타데이터 로그에 쓰는 프로세스입니다. \
             실제 클러스터에는 여러 대가 있고 그중 하나가 활성 컨트롤러입니다. 여기서는 k1 하나입니다.",
        ),
        &["metadata-log", "election", "fencing", "alter-partition"],
    ),
    Term::new(
        "metadata-log",
        Text::new(
            "metadata log (KRaft)",
            "메타데이터 로그(metadata log, KRaft)",
        ),
        Text::new(
            "The log __cluster_metadata, in which the controller writes every change of the cluster's state. Brokers \
             fetch it and apply its records in order: so they learn whom to follow and what to lead. KRaft is the \
             protocol by which several controllers replicate it.",
            "컨트롤러가 클러스터 상태의 모든 변화를 기록하는 로그 __cluster_metadata입니다. 브로커는 이 로그를 가져와 \
             순서대로 적용하고, 이를 통해 어느 파티션의 리더이고 누구의 팔로워인지 압니다. 여러 컨트롤러가 이 로그를 복제하는 \
             프로토콜이 KRaft입니다.",
        ),
        &["controller", "broker"],
    ),
    Term::new(
        "heartbeat",
        Text::new("broker heartbeat", "브로커 하트비트(broker heartbeat)"),
        Text::new(
            "A broker's regular message to the controller that it lives, every broker.heartbeat.interval.ms. It also \
             says how far the broker has applied the metadata log.",
            "브로커가 broker.heartbeat.interval.ms마다 살아 있음을 컨트롤러에 알리는 메시지입니다. 메타데이터 로그를 \
             어디까지 적용했는지도 담습니다.",
        ),
        &["session", "fencing", "controller"],
    )
    .shown_in(FAILOVER_LESSON),
    Term::new(
        "session",
        Text::new("broker session", "브로커 세션(broker session)"),
        Text::new(
            "How long the controller goes on believing that a broker lives without a heartbeat: \
             broker.session.timeout.ms. When it has run out, the broker is fenced.",
            "하트비트가 없어도 컨트롤러가 브로커를 살아 있다고 여기는 시간으로, broker.session.timeout.ms입니다. 이 \
             시간이 지나면 브로커는 펜싱됩니다.",
        ),
        &["heartbeat", "fencing"],
    )
    .shown_in(FAILOVER_LESSON),
    Term::new(
        "fencing",
        Text::new("fencing", "펜싱(fencing)"),
        Text::new(
            "The controller's decision that a broker takes no part: a fenced broker may neither lead nor be in an ISR. \
             A broker is fenced when its session runs out, and from its registration until it has applied that \
             registration.",
            "브로커를 클러스터 동작에서 제외하는 컨트롤러의 결정입니다. 펜싱된 브로커는 리더도 ISR 멤버도 될 수 없습니다. \
             세션이 만료되면 펜싱되고, 등록한 뒤 자신의 등록을 적용할 때까지도 펜싱 상태입니다.",
        ),
        &[
            "session",
            "isr",
            "election",
            "broker-epoch",
            "controlled-shutdown",
        ],
    )
    .shown_in(FAILOVER_LESSON),
    Term::new(
        "broker-epoch",
        Text::new("broker epoch", "브로커 에포크(broker epoch)"),
        Text::new(
            "The number of one registration of a broker: the offset of its record in the metadata log. A later \
             registration has a larger one, and what an earlier process of the broker said no longer counts.",
            "브로커 등록 하나의 번호로, 메타데이터 로그에서 그 등록 레코드의 오프셋입니다. 나중 등록일수록 크며, \
             브로커의 이전 프로세스가 보낸 요청은 더 이상 통하지 않습니다.",
        ),
        &["fencing", "broker", "metadata-log"],
    ),
    Term::new(
        "controlled-shutdown",
        Text::new("controlled shutdown", "정상 종료(controlled shutdown)"),
        Text::new(
            "A broker that shuts down cleanly asks the controller first: it leaves every ISR, others are elected to lead \
             what it led, and only then does it end, with everything on its disk and a clean-shutdown file. A broker \
             that registers without that file counts as stopped uncleanly, and is taken out of ISR and ELR.",
            "브로커가 종료하기 전에 먼저 컨트롤러에 요청하는 것입니다. 모든 ISR에서 빠지고 리더를 다른 브로커에 넘긴 다음, 모두 디스크에 \
             쓰고 정상 종료 파일을 남긴 뒤 끝납니다. 이 파일 없이 다시 등록하는 브로커는 비정상 종료한 것으로 보아 ISR과 ELR에서 \
             제외합니다.",
        ),
        &["election", "isr", "fencing", "recovery-point"],
    ),
    Term::new(
        "rack",
        Text::new("rack", "랙(rack)"),
        Text::new(
            "A name for where a broker stands (broker.rack), such as an availability zone. The controller spreads a new \
             partition's replicas over racks, so that the loss of one rack leaves a copy.",
            "가용 영역처럼 브로커가 있는 곳의 이름(broker.rack)입니다. 컨트롤러는 새 파티션의 레플리카를 여러 랙에 나누어 \
             할당하므로, 랙 하나를 잃어도 레플리카가 남습니다.",
        ),
        &["broker", "assignment", "follower-fetching"],
    ),
];
