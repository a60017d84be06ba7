//! Consumers that share the partitions of topics.

use super::{COMMIT_LESSON, REBALANCE_LESSON, Term};
use crate::Text;

pub(super) const TERMS: &[Term] = &[
    Term::new(
        "consumer-group",
        Text::new("consumer group", "컨슈머 그룹(consumer group)"),
        Text::new(
            "Consumers that share their work under one group.id: each partition of the topics that they subscribe to is \
             read by one member at a time. Every group has committed offsets of its own, so groups do not disturb each \
             other.",
            "하나의 group.id로 일을 나누는 컨슈머들입니다. 구독하는 토픽의 각 파티션은 한 번에 한 멤버만 읽습니다. \
             커밋된 오프셋은 그룹마다 따로 있으므로 그룹끼리 서로 영향을 주지 않습니다.",
        ),
        &[
            "consumer",
            "group-coordinator",
            "rebalance",
            "committed-offset",
        ],
    ),
    Term::new(
        "group-coordinator",
        Text::new("group coordinator", "그룹 코디네이터(group coordinator)"),
        Text::new(
            "The broker to which a group's members send joins, heartbeats and commits. It leads the partition of \
             __consumer_offsets that the group's id decides, and keeps the group's state there. When it dies, that \
             partition's next leader reads the state back and becomes the coordinator.",
            "그룹의 멤버들이 참가 요청, 하트비트, 커밋을 보내는 브로커입니다. 그룹 id로 정해지는 __consumer_offsets \
             파티션의 리더이며, 그룹의 상태를 그 파티션에 기록합니다. 이 브로커가 죽으면 그 파티션의 다음 리더가 상태를 \
             다시 읽어 코디네이터가 됩니다.",
        ),
        &[
            "consumer-group",
            "leader",
            "member-heartbeat",
            "committed-offset",
        ],
    ),
    Term::new(
        "member-heartbeat",
        Text::new(
            "heartbeat and session of a member",
            "멤버 하트비트와 세션(member heartbeat, session)",
        ),
        Text::new(
            "A member regularly tells its coordinator that it lives; if it is silent for its session timeout, it is \
             removed from its group. How long that is, the consumer's own settings say in the classic protocol, and the \
             broker's in the consumer protocol. Heartbeats go on while the application processes records: only \
             max.poll.interval.ms notices that it takes too long.",
            "멤버는 살아 있음을 코디네이터에 주기적으로 알리며, 세션 타임아웃 동안 알리지 않으면 그룹에서 제거됩니다. 이 \
             시간은 클래식 프로토콜에서는 컨슈머의 설정이, 컨슈머 프로토콜에서는 브로커의 설정이 정합니다. \
             애플리케이션이 레코드를 처리하는 동안에도 하트비트는 계속되므로, 처리가 너무 오래 걸리는 것은 \
             max.poll.interval.ms로만 알 수 있습니다.",
        ),
        &["group-coordinator", "rebalance", "static-membership"],
    ),
    Term::new(
        "rebalance",
        Text::new("rebalance", "리밸런싱(rebalance)"),
        Text::new(
            "Dividing a group's partitions among its members again, because a member came or went, a subscription \
             changed, or a topic got more partitions. With an eager assignor all members give up all their partitions \
             first, and nobody reads meanwhile. With a cooperative one, or in the consumer protocol (KIP-848), only the \
             partitions that move are given up.",
            "멤버가 들어오거나 나가거나, 구독이 바뀌거나, 토픽의 파티션이 늘었을 때 그룹의 파티션을 멤버들에게 다시 \
             나누는 것입니다. eager 방식에서는 먼저 모든 멤버가 모든 파티션을 내놓고 그동안 아무도 읽지 않습니다. \
             cooperative 방식이나 컨슈머 프로토콜(KIP-848)에서는 옮겨 갈 파티션만 내놓습니다.",
        ),
        &[
            "consumer-group",
            "assignor",
            "generation",
            "static-membership",
            "cooperative-rebalance",
            "consumer-protocol",
        ],
    )
    .shown_in(REBALANCE_LESSON),
    Term::new(
        "cooperative-rebalance",
        Text::new(
            "cooperative rebalance",
            "협력적 리밸런싱(cooperative rebalance)",
        ),
        Text::new(
            "A rebalance of the classic protocol in two rounds (KIP-429): members join with what they have and go on \
             reading it, the first assignment says what has to be given up, and the second hands that over. Only what \
             moves stands still.",
            "클래식 프로토콜에서 두 번에 나누어 하는 리밸런싱입니다(KIP-429). 멤버는 가진 것을 계속 읽으면서 참가하고, \
             첫 번째 할당에서 내놓을 것이 정해지고, 두 번째 할당에서 그것을 넘겨받습니다. 옮겨 가는 파티션만 멈춥니다.",
        ),
        &["rebalance", "assignor", "consumer-protocol"],
    )
    .shown_in(REBALANCE_LESSON),
    Term::new(
        "consumer-protocol",
        Text::new(
            "consumer protocol (KIP-848)",
            "컨슈머 프로토콜(consumer protocol, KIP-848)",
        ),
        Text::new(
            "How members of a group with group.protocol=consumer come to their partitions: the coordinator computes a \
             target assignment, tells each member by the answer to its heartbeat what to give up and what it gets, and \
             waits for nobody but who still has a partition that another is to get.",
            "group.protocol=consumer인 그룹의 멤버가 파티션을 맡는 방식입니다. 코디네이터가 목표 할당을 계산해, 무엇을 \
             내놓고 무엇을 받을지 멤버마다 하트비트의 응답으로 알려 줍니다. 다른 멤버가 받을 파티션을 아직 가지고 있는 \
             멤버 말고는 아무도 기다리지 않습니다.",
        ),
        &["rebalance", "member-epoch", "group-coordinator"],
    )
    .shown_in(REBALANCE_LESSON),
    Term::new(
        "assignor",
        Text::new("assignor", "할당자(assignor)"),
        Text::new(
            "What decides which member of a group reads which partition. In the classic protocol one of the members, the \
             group's leader, runs an assignor that all of them support: range, roundrobin, sticky or cooperative-sticky. \
             In the consumer protocol (KIP-848) the coordinator runs it: uniform or range.",
            "그룹의 어느 멤버가 어느 파티션을 읽을지 정하는 것입니다. 클래식 프로토콜에서는 멤버 가운데 하나인 그룹 \
             리더가 모든 멤버가 지원하는 할당자(range, roundrobin, sticky, cooperative-sticky)를 실행합니다. 컨슈머 \
             프로토콜(KIP-848)에서는 코디네이터가 실행하며 uniform이나 range입니다.",
        ),
        &["rebalance", "consumer-group", "group-coordinator"],
    )
    .shown_in(REBALANCE_LESSON),
    Term::new(
        "generation",
        Text::new("generation", "세대(generation)"),
        Text::new(
            "A number that a group of the classic protocol raises with every rebalance. The coordinator refuses a \
             request of another generation, so a member that missed a rebalance cannot commit for partitions that others \
             have now.",
            "클래식 프로토콜의 그룹이 리밸런싱마다 올리는 번호입니다. 코디네이터는 다른 세대의 요청을 거부하므로, \
             리밸런싱을 놓친 멤버는 이제 다른 멤버가 맡은 파티션을 커밋하지 못합니다.",
        ),
        &["rebalance", "member-epoch", "group-coordinator"],
    )
    .shown_in(REBALANCE_LESSON),
    Term::new(
        "member-epoch",
        Text::new("member epoch", "멤버 에포크(member epoch)"),
        Text::new(
            "What the consumer protocol (KIP-848) has in place of a generation, for each member: the epoch of the \
             group's target assignment that the member has reached. The coordinator raises it once the member has given \
             up what it must. A member whose epoch does not fit is fenced: it loses its partitions and joins anew.",
            "컨슈머 프로토콜(KIP-848)에서 세대를 대신하는 멤버별 번호로, 멤버가 그룹의 목표 할당 가운데 어느 에포크까지 \
             왔는지 나타냅니다. 멤버가 내놓아야 할 파티션을 내놓으면 코디네이터가 이 값을 올립니다. 에포크가 맞지 않는 \
             멤버는 펜싱되어 파티션을 잃고 처음부터 다시 참가합니다.",
        ),
        &["generation", "rebalance", "fencing"],
    ),
    Term::new(
        "static-membership",
        Text::new("static membership", "정적 멤버십(static membership)"),
        Text::new(
            "A member with a group.instance.id keeps its place in the group when it stops. If it comes back before its \
             session runs out, it gets its partitions back without a rebalance; until then nobody reads them.",
            "group.instance.id가 있는 멤버는 종료해도 그룹에서 자리를 유지합니다. 세션이 만료되기 전에 돌아오면 \
             리밸런싱 없이 같은 파티션을 다시 맡고, 그때까지 그 파티션은 아무도 읽지 않습니다.",
        ),
        &["member-heartbeat", "rebalance", "consumer-group"],
    ),
    Term::new(
        "committed-offset",
        Text::new("committed offset", "커밋된 오프셋(committed offset)"),
        Text::new(
            "The offset at which a group goes on in a partition when a member takes it over: the next one to read, not \
             the last one read. It is stored in __consumer_offsets. It only says where to go on: records below it need \
             not have been processed, and records above it may have been.",
            "멤버가 파티션을 맡았을 때 그룹이 이어서 읽기 시작하는 오프셋으로, 마지막으로 읽은 것이 아니라 다음에 읽을 \
             것입니다. __consumer_offsets에 저장됩니다. 어디부터 읽을지만 정할 뿐이어서, 그 앞의 레코드가 처리되지 \
             않았을 수도 있고 그 뒤의 레코드가 이미 처리되었을 수도 있습니다.",
        ),
        &["position", "lag", "group-coordinator", "consumer-group", "auto-commit"],
    )
    .shown_in(COMMIT_LESSON),
    Term::new(
        "auto-commit",
        Text::new("auto commit", "자동 커밋(auto commit)"),
        Text::new(
            "With enable.auto.commit, a call of poll commits what earlier calls have handed over, once \
             auto.commit.interval.ms has passed; so does a rebalance, and close. It is no timer of its own, and knows \
             nothing of what the application has done with the records.",
            "enable.auto.commit이 켜져 있으면, auto.commit.interval.ms가 지난 뒤의 poll 호출이 앞선 호출들이 넘겨준 \
             데까지 커밋합니다. 리밸런싱 전과 close에서도 커밋합니다. 따로 도는 타이머가 아니며, 애플리케이션이 \
             레코드로 무엇을 했는지도 모릅니다.",
        ),
        &["committed-offset", "position", "at-least-once"],
    )
    .shown_in(COMMIT_LESSON),
    Term::new(
        "at-least-once",
        Text::new(
            "at least once, at most once",
            "최소 한 번, 최대 한 번(at least once, at most once)",
        ),
        Text::new(
            "What becomes of a record when a consumer dies between its work and its commit. Work first, and it may be \
             worked on twice: at least once. Commit first, and it may be skipped: at most once.",
            "컨슈머가 처리와 커밋 사이에 죽었을 때 레코드가 어떻게 되는지를 나타냅니다. 처리를 먼저 하면 두 번 처리될 \
             수 있어 최소 한 번이고, 커밋을 먼저 하면 건너뛸 수 있어 최대 한 번입니다.",
        ),
        &["committed-offset", "auto-commit", "consumer-group"],
    )
    .shown_in(COMMIT_LESSON),
];
