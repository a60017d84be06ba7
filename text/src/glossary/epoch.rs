//! Who leads, since when, and what happens to logs that differ.

use super::{FAILOVER_LESSON, ISR_LESSON, MINIMUM_LESSON, Term};
use crate::Text;

pub(super) const TERMS: &[Term] = &[
    Term::new(
        "election",
        Text::new("leader election", "리더 선출(leader election)"),
        Text::new(
            "The controller's choice of a partition's leader: the present one if it may go on, else the first replica \
             in the order of the assignment that is in the ISR and whose broker is not fenced. It is not the one with \
             the longest log.",
            "컨트롤러가 파티션의 리더를 정하는 것입니다. 지금 리더가 계속할 수 있으면 그대로 두고, 아니면 할당 \
             순서에서 ISR에 있고 브로커가 펜싱되지 않은 첫 레플리카를 뽑습니다. 로그가 가장 긴 레플리카를 뽑는 것이 \
             아닙니다.",
        ),
        &["assignment", "isr", "leader-epoch", "unclean-election"],
    )
    .shown_in(FAILOVER_LESSON),
    Term::new(
        "preferred-leader",
        Text::new("preferred leader", "선호 리더(preferred leader)"),
        Text::new(
            "The first replica in a partition's assignment. It leads a new partition; after a failure it leads again \
             only by a preferred election, which the controller holds by itself every five minutes \
             (auto.leader.rebalance.enable) or when it is asked to.",
            "파티션에 할당된 레플리카 중 맨 앞의 것입니다. 새 파티션에서는 이 레플리카가 리더입니다. 장애 뒤에는 선호 리더 선출이 \
             있어야 다시 리더가 되며, 컨트롤러가 5분마다 스스로(auto.leader.rebalance.enable), 또는 요청을 받았을 때 선출합니다.",
        ),
        &["assignment", "election"],
    )
    .shown_in(FAILOVER_LESSON),
    Term::new(
        "unclean-election",
        Text::new(
            "unclean leader election",
            "언클린 리더 선출(unclean leader election)",
        ),
        Text::new(
            "The choice of a leader from outside the ISR and the eligible leader replicas, when none of those is \
             there. Committed records may be lost by it, so it is off unless unclean.leader.election.enable is set; a \
             last known leader that comes back may lead without it.",
            "ISR과 ELR에 리더가 될 레플리카가 없을 때 그 밖에서 리더를 뽑는 것입니다. 커밋된 레코드가 유실될 수 \
             있으므로 unclean.leader.election.enable을 켜야만 일어납니다. 다만 마지막으로 알려진 리더가 돌아오면 이 \
             설정 없이도 리더가 될 수 있습니다.",
        ),
        &[
            "election",
            "committed",
            "eligible-leader-replicas",
            "last-known-leader",
            "leader-recovery-state",
        ],
    )
    .shown_in(MINIMUM_LESSON),
    Term::new(
        "eligible-leader-replicas",
        Text::new(
            "eligible leader replicas (ELR)",
            "ELR(eligible leader replicas, 리더 자격이 있는 레플리카)",
        ),
        Text::new(
            "Replicas that left the ISR when it was, or thereby became, smaller than min.insync.replicas. The high \
             watermark cannot have moved since, so they hold everything committed and may be elected when the ISR is \
             empty (KIP-966). A replica whose broker stopped uncleanly is taken out.",
            "ISR이 min.insync.replicas보다 작을 때, 또는 작아지면서 ISR에서 빠진 레플리카입니다. 그 뒤로 하이 \
             워터마크(HW)가 움직일 수 없으므로 커밋된 것을 모두 가지고 있고, ISR이 비면 리더로 선출될 수 \
             있습니다(KIP-966). 브로커가 비정상 종료한 레플리카는 제외됩니다.",
        ),
        &[
            "isr",
            "min-insync-replicas",
            "election",
            "last-known-leader",
            "controlled-shutdown",
        ],
    ),
    Term::new(
        "last-known-leader",
        Text::new(
            "last known leader",
            "마지막으로 알려진 리더(last known leader)",
        ),
        Text::new(
            "The replica that led when a partition lost its leader, kept by the controller while there is none. If \
             neither the ISR nor the ELR has a replica left, it may lead again once it is back: an unclean election, for \
             it may have lost what was only in its page cache.",
            "파티션에 리더가 없어졌을 때의 리더로, 리더가 없는 동안 컨트롤러가 기억해 둡니다. ISR과 ELR이 모두 비었으면 \
             이 레플리카가 돌아왔을 때 다시 리더가 될 수 있습니다. 페이지 캐시에만 있던 것을 잃었을 수 있으므로 \
             언클린 선출로 봅니다.",
        ),
        &[
            "eligible-leader-replicas",
            "unclean-election",
            "offline-partition",
            "page-cache",
        ],
    ),
    Term::new(
        "leader-recovery-state",
        Text::new(
            "recovering (leader recovery state)",
            "복구 중(recovering, 리더 복구 상태)",
        ),
        Text::new(
            "LeaderRecoveryState: after an unclean election the controller records the leader as RECOVERING, and after the \
             next change of the ISR as RECOVERED. The leader serves all the while; the state says that committed \
             records may be missing.",
            "LeaderRecoveryState입니다. 언클린 선출 뒤 컨트롤러는 리더를 RECOVERING으로 기록하고, 다음 ISR 변경 뒤에는 \
             RECOVERED로 기록합니다. 리더는 그동안에도 요청을 처리합니다. 커밋된 레코드가 없어졌을 수 있다는 \
             표시입니다.",
        ),
        &["unclean-election", "isr"],
    ),
    Term::new(
        "offline-partition",
        Text::new("offline partition", "오프라인 파티션(offline partition)"),
        Text::new(
            "A partition without a leader: no replica that may lead is there. Nothing is written to it or read from it \
             until one comes back, or somebody elects uncleanly.",
            "리더가 없는 파티션입니다. 리더가 될 수 있는 레플리카가 하나도 없습니다. 하나가 돌아오거나 언클린 선출을 \
             할 때까지 쓰기도 읽기도 되지 않습니다.",
        ),
        &[
            "eligible-leader-replicas",
            "last-known-leader",
            "unclean-election",
        ],
    ),
    Term::new(
        "leader-epoch",
        Text::new("leader epoch", "리더 에포크(leader epoch)"),
        Text::new(
            "The number of a leader's term in a partition: it rises whenever the controller sets a leader, or sets that there is \
             none. Every batch carries the epoch in which it was appended, and requests of another epoch are refused.",
            "파티션에서 리더의 임기를 나타내는 번호입니다. 컨트롤러가 리더를 정하거나 리더가 없다고 정할 때마다 \
             커집니다. 배치에는 추가될 때의 에포크가 적히고, 에포크가 다른 요청은 거부됩니다.",
        ),
        &[
            "leader",
            "election",
            "divergence",
            "partition-epoch",
            "leader-epoch-cache",
        ],
    )
    .shown_in(ISR_LESSON),
    Term::new(
        "partition-epoch",
        Text::new("partition epoch", "파티션 에포크(partition epoch)"),
        Text::new(
            "The version of a partition's registration at the controller: every change of its leader or ISR raises it. \
             A leader's proposal that builds on an older version is refused.",
            "컨트롤러가 가진 파티션 정보의 버전입니다. 리더나 ISR이 바뀔 때마다 커집니다. 이전 버전을 기준으로 한 \
             리더의 제안은 거부됩니다.",
        ),
        &["leader-epoch", "alter-partition"],
    ),
    Term::new(
        "divergence",
        Text::new("divergence", "로그 불일치(divergence)"),
        Text::new(
            "Two logs of a partition hold different records from some offset on: a former leader may have records that \
             nobody copied. A follower's fetch names the epoch of its last record, and the leader answers where that \
             epoch ended in its own log.",
            "같은 파티션의 두 로그가 어떤 오프셋부터 서로 다른 것입니다. 예전 리더에는 아무도 복제하지 않은 레코드가 \
             남아 있을 수 있습니다. 팔로워는 Fetch에 마지막 레코드의 에포크를 적고, 리더는 자신의 로그에서 그 \
             에포크가 어디에서 끝났는지 답합니다.",
        ),
        &["leader-epoch", "truncation", "fetch", "leader-epoch-cache"],
    ),
    Term::new(
        "leader-epoch-cache",
        Text::new("leader epoch cache", "리더 에포크 캐시(leader epoch cache)"),
        Text::new(
            "A replica's list of leader epochs, each with the offset at which it began in that log; on disk it is the \
             file leader-epoch-checkpoint. By it a replica answers where an epoch ended. A leader writes its own epoch \
             at once, a follower when the first batch of the epoch comes.",
            "레플리카가 가진 리더 에포크의 목록으로, 에포크마다 그 로그에서 시작된 오프셋이 적힙니다. 디스크에는 \
             leader-epoch-checkpoint 파일로 있으며, 어떤 에포크가 어디에서 끝났는지 여기에서 알아냅니다. 리더는 자신의 \
             에포크를 바로 적고, 팔로워는 그 에포크의 첫 배치를 받을 때 적습니다.",
        ),
        &["leader-epoch", "divergence", "checkpoint"],
    ),
    Term::new(
        "truncation",
        Text::new("truncation", "로그 잘라 내기(truncation)"),
        Text::new(
            "A follower cuts its log back to where it agrees with its leader's. Since KIP-101 that is where their \
             epochs part, not the follower's high watermark.",
            "팔로워가 자신의 로그에서 리더와 일치하는 지점의 뒤를 잘라 내는 것입니다. KIP-101부터 그 지점은 팔로워의 하이 \
             워터마크(HW)가 아니라 두 로그의 에포크가 갈라지는 곳입니다.",
        ),
        &["divergence", "leader-epoch", "follower"],
    )
    .shown_in(FAILOVER_LESSON),
];
