//! How records get onto several brokers, and when they count.

use super::{FAILOVER_LESSON, HIGH_WATERMARK_LESSON, ISR_LESSON, MINIMUM_LESSON, Term};
use crate::Text;

pub(super) const TERMS: &[Term] = &[
    Term::new(
        "replica",
        Text::new("replica", "레플리카(replica)"),
        Text::new(
            "A partition's log on one broker. One replica leads, the others follow it.",
            "한 브로커에 있는 파티션의 로그입니다. 레플리카 하나가 리더이고 나머지는 팔로워입니다.",
        ),
        &["partition", "leader", "follower", "replication-factor"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "replication-factor",
        Text::new("replication factor (RF)", "복제 계수(replication factor, RF)"),
        Text::new(
            "How many replicas a partition has, the leader included. It says nothing about how many of them are in \
             sync.",
            "리더를 포함해 파티션이 가지는 레플리카의 수입니다. 그 가운데 몇 개가 동기화되어 있는지는 말해 주지 \
             않습니다.",
        ),
        &["replica", "assignment", "isr"],
    ),
    Term::new(
        "assignment",
        Text::new("replica assignment", "레플리카 할당(replica assignment)"),
        Text::new(
            "The list of brokers that hold a partition's replicas. The first of them is the preferred leader, and an \
             election goes through the list in this order.",
            "파티션의 레플리카를 가지는 브로커의 목록입니다. 맨 앞이 선호 리더이고, 리더 선출은 이 순서를 따릅니다.",
        ),
        &["preferred-leader", "election", "replica", "reassignment", "rack"],
    )
    .shown_in(FAILOVER_LESSON),
    Term::new(
        "reassignment",
        Text::new("partition reassignment", "파티션 재할당(partition reassignment)"),
        Text::new(
            "Giving a partition to other brokers while it is in use. The new replicas copy the log first; only when all of \
             them are in the ISR does the controller drop the old ones, and elects another leader if the leader is \
             among those.",
            "사용 중인 파티션을 다른 브로커로 옮기는 것입니다. 먼저 새 레플리카가 로그를 복제합니다. 모두 ISR에 들어간 뒤에야 \
             컨트롤러가 기존 레플리카를 빼며, 그 가운데 리더가 있으면 새 리더를 선출합니다.",
        ),
        &["assignment", "isr", "election"],
    ),
    Term::new(
        "leader",
        Text::new("leader", "리더(leader)"),
        Text::new(
            "The replica that takes what producers send, and from which followers fetch; consumers fetch from it too, \
             unless they are set up to read from the nearest replica. It moves the high watermark.",
            "프로듀서가 보낸 레코드를 받는 레플리카이며, 팔로워가 여기에서 Fetch합니다. 가장 가까운 레플리카에서 \
             읽도록 설정하지 않았다면 컨슈머도 여기에서 읽습니다. 하이 워터마크(HW)를 움직이는 것도 리더입니다.",
        ),
        &["follower", "election", "leader-epoch", "high-watermark", "follower-fetching"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "follower",
        Text::new("follower", "팔로워(follower)"),
        Text::new(
            "A replica that copies its leader's log: it fetches from its own log end offset, appends what comes, and \
             fetches again. Its high watermark is what its leader's answers say.",
            "리더의 로그를 복제하는 레플리카입니다. 자신의 로그 끝 오프셋부터 Fetch하고, 받은 것을 추가하고, 다시 \
             Fetch합니다. 하이 워터마크(HW)는 리더의 응답에 적힌 값을 따릅니다.",
        ),
        &["leader", "fetch", "log-end-offset", "high-watermark"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "fetch",
        Text::new("fetch", "Fetch(가져오기)"),
        Text::new(
            "The request by which followers and consumers read from an offset on. A follower's fetch from offset N \
             tells the leader that it has everything below N: there is no other acknowledgement.",
            "팔로워와 컨슈머가 어떤 오프셋부터 읽겠다고 보내는 요청입니다. 팔로워가 오프셋 N부터 Fetch하면 N 미만은 \
             모두 가지고 있다는 뜻이 되며, 그 밖의 확인 응답은 없습니다.",
        ),
        &["follower", "consumer", "log-end-offset", "purgatory"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "follower-fetching",
        Text::new("follower fetching", "팔로워에서 읽기(follower fetching)"),
        Text::new(
            "A consumer with client.rack may be sent by the leader to an in-sync replica in the same rack, when \
             replica.selector.class allows it (KIP-392). There it reads below that replica's high watermark, which it \
             reaches a little later than the leader's.",
            "replica.selector.class로 허용하면 리더가 client.rack이 있는 컨슈머를 같은 랙의 동기화된 레플리카로 보낼 수 \
             있습니다(KIP-392). 컨슈머는 그 레플리카의 하이 워터마크(HW) 아래만 읽으며, 이 값은 리더의 것보다 조금 늦게 \
             올라갑니다.",
        ),
        &["rack", "consumer", "fetch"],
    ),
    Term::new(
        "isr",
        Text::new("in-sync replicas (ISR)", "ISR(in-sync replicas, 동기화된 레플리카)"),
        Text::new(
            "The replicas that the controller has recorded as in sync, the leader among them. The high watermark waits \
             for each of them, so acks=all does too, and a clean election takes its leader from them.",
            "동기화되어 있다고 컨트롤러가 기록한 레플리카의 집합이며 리더도 포함됩니다. 하이 워터마크(HW)는 이들 \
             모두를 기다리고, 따라서 acks=all도 그렇습니다. 정상적인 선출(clean election)에서는 이 가운데서 리더를 뽑습니다.",
        ),
        &["in-sync", "high-watermark", "maximal-isr", "alter-partition", "min-insync-replicas"],
    )
    .shown_in(ISR_LESSON),
    Term::new(
        "in-sync",
        Text::new("in sync", "동기화됨(in sync)"),
        Text::new(
            "A follower stays in sync while it stands at its leader's log end offset, or has reached it within the \
             last replica.lag.time.max.ms. It is a matter of time, not of how many records are missing.",
            "팔로워가 리더의 로그 끝 오프셋에 있거나, 최근 replica.lag.time.max.ms 안에 따라잡은 적이 있으면 동기화된 \
             상태로 남습니다. 모자란 레코드의 수가 아니라 시간의 문제입니다.",
        ),
        &["isr", "follower", "log-end-offset"],
    )
    .shown_in(ISR_LESSON),
    Term::new(
        "maximal-isr",
        Text::new("maximal ISR", "최대 ISR(maximal ISR)"),
        Text::new(
            "The ISR by which a leader moves the high watermark while the controller has not confirmed a change: a \
             follower about to join counts already, and one about to be removed counts still.",
            "컨트롤러가 ISR 변경을 확정하기 전까지 리더가 하이 워터마크(HW)를 움직일 때 기준으로 삼는 ISR입니다. 곧 들어올 팔로워는 \
             이미 포함하고, 곧 빠질 팔로워도 아직 포함합니다.",
        ),
        &["isr", "high-watermark", "alter-partition"],
    )
    .shown_in(ISR_LESSON),
    Term::new(
        "alter-partition",
        Text::new("AlterPartition", "AlterPartition"),
        Text::new(
            "The request by which a leader proposes another ISR to the controller. Only the controller changes the \
             ISR, and only for the broker that leads now.",
            "리더가 새 ISR을 컨트롤러에 제안하는 요청입니다. ISR은 컨트롤러만 바꾸며, 지금 리더인 브로커의 제안만 \
             받아들입니다.",
        ),
        &["isr", "controller", "partition-epoch"],
    )
    .shown_in(ISR_LESSON),
    Term::new(
        "high-watermark",
        Text::new("high watermark (HW)", "하이 워터마크(high watermark, HW)"),
        Text::new(
            "The offset below which everything is committed; consumers read only below it. The leader moves it to the \
             smallest log end offset in the ISR, as the leader knows it, with a follower that is about to join \
             counted in. It stands still while the ISR is smaller than min.insync.replicas.",
            "이 오프셋 아래는 모두 커밋된 것이며, 컨슈머는 그 아래만 읽습니다. 리더는 자신이 아는 한에서 ISR의 가장 \
             작은 로그 끝 오프셋까지 이 값을 올리며, 곧 ISR에 들어올 팔로워도 포함합니다. ISR이 \
             min.insync.replicas보다 작은 동안에는 움직이지 않습니다.",
        ),
        &["log-end-offset", "isr", "committed", "fetch", "maximal-isr"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "committed",
        Text::new("committed record", "커밋된 레코드(committed record)"),
        Text::new(
            "A record below the high watermark: every member of the ISR has it, and no clean election loses it. It has \
             nothing to do with the offsets that a consumer group commits.",
            "하이 워터마크(HW) 아래에 있는 레코드입니다. ISR의 모든 멤버가 가지고 있으며 정상적인 선출로는 유실되지 \
             않습니다. 컨슈머 그룹이 커밋하는 오프셋과는 관계가 없습니다.",
        ),
        &["high-watermark", "isr", "unclean-election", "committed-offset"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "min-insync-replicas",
        Text::same("min.insync.replicas"),
        Text::new(
            "A gate, not a goal: while the ISR is smaller, the leader refuses acks=all with NOT_ENOUGH_REPLICAS, and \
             the high watermark does not move. It is not the number of copies that an ack waits for: acks=all waits \
             for every member of the current ISR.",
            "채워야 할 목표가 아니라 통과 조건입니다. ISR이 이보다 작으면 리더는 acks=all 요청을 NOT_ENOUGH_REPLICAS로 거부하고 \
             하이 워터마크(HW)도 움직이지 않습니다. ack가 기다리는 레플리카의 수가 아닙니다. acks=all은 현재 ISR의 모든 \
             멤버를 기다립니다.",
        ),
        &["acks", "isr", "high-watermark"],
    )
    .shown_in(MINIMUM_LESSON),
    Term::new(
        "purgatory",
        Text::new("purgatory (parked request)", "퍼거토리(purgatory, 요청 대기소)"),
        Text::new(
            "Where a broker keeps a request that it cannot answer yet: acks=all until the high watermark has passed \
             the records, a fetch until there is data or its wait is over. Until the answer, the broker reads nothing \
             more from that connection.",
            "브로커가 아직 답할 수 없는 요청을 두는 곳입니다. acks=all 요청은 하이 워터마크(HW)가 레코드를 지날 \
             때까지, Fetch는 데이터가 생기거나 대기 시간이 지날 때까지 기다립니다. 응답하기 전까지 브로커는 그 \
             연결에서 다음 요청을 읽지 않습니다.",
        ),
        &["acks", "fetch", "connection"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
];
