//! What an administrator is answered, and what Kafka would have accepted where it refuses.

use highwater_core::wire::ErrorCode;

use crate::error;
use crate::fact::ToolFact;
use crate::meaning::{Meaning, meanings};

/// What would have been accepted in place of what was refused so; of an error that no administrator is
/// answered with, what it means.
#[must_use]
pub const fn accepted(error: ErrorCode) -> Meaning {
    let accepted = match error {
        ErrorCode::InvalidReplicationFactor => Accepted::ReplicationFactor,
        ErrorCode::InvalidReplicaAssignment => Accepted::Assignment,
        ErrorCode::InvalidPartitions => Accepted::Partitions,
        ErrorCode::InvalidTopic => Accepted::TopicName,
        ErrorCode::InvalidConfig => Accepted::Config,
        ErrorCode::TopicAlreadyExists => Accepted::NewName,
        ErrorCode::UnknownTopicOrPartition => Accepted::KnownPartition,
        ErrorCode::OffsetOutOfRange => Accepted::Offset,
        ErrorCode::ElectionNotNeeded => Accepted::NeededElection,
        ErrorCode::PreferredLeaderNotAvailable => Accepted::PreferredInSync,
        ErrorCode::EligibleLeadersNotAvailable => Accepted::LiveReplica,
        ErrorCode::NoReassignmentInProgress => Accepted::Reassignment,
        ErrorCode::RequestTimedOut => Accepted::Reachable,
        other => return error::meaning(other),
    };
    accepted.meaning()
}

meanings! {
    /// What would have been accepted.
    pub enum Accepted from ToolFact::TABLE.end();
    ReplicationFactor:
        "Choose from 1 up to as many replicas as there are brokers registered: each replica needs a broker of \
         its own, and at least one of the brokers has to be unfenced.",
        "1부터 등록된 브로커 수까지 고를 수 있습니다. 레플리카마다 다른 브로커에 두어야 하고, 적어도 한 브로커는 \
         펜싱되지 않은 상태여야 합니다.";
    Assignment:
        "Name registered brokers, each of them once, as many for each partition as for the others, and among \
         them one that is unfenced.",
        "등록된 브로커를 한 번씩만 쓰고, 파티션마다 같은 수를 적으세요. 그 가운데 펜싱되지 않은 브로커가 하나는 있어야 \
         합니다.";
    Partitions:
        "Ask for more partitions than the topic has. They are never taken away again.",
        "토픽이 지금 가진 것보다 많은 수를 적으세요. 한번 늘린 파티션은 줄일 수 없습니다.";
    TopicName:
        "Use letters, digits, '.', '_' and '-', 249 of them at most, and no name that differs from another \
         only in '.' and '_'.",
        "영문자, 숫자, '.', '_', '-'를 249자까지 쓸 수 있습니다. 다른 토픽과 '.'과 '_'만 다른 이름은 쓸 수 \
         없습니다.";
    Config:
        "Take a key that the field proposes, and a value of the kind that Kafka's words above name. For all brokers \
         fewer keys can be set at run time than for a topic.",
        "입력란이 제안하는 키를 고르고, 위의 카프카 메시지에 나온 종류의 값을 적으세요. 모든 브로커에 대해 실행 중에 \
         바꿀 수 있는 키는 토픽의 키보다 적습니다.";
    NewName:
        "Choose a name that no topic has.",
        "아직 없는 토픽 이름을 고르세요.";
    KnownPartition:
        "Ask for a topic and a partition that the controller knows.",
        "컨트롤러가 아는 토픽과 파티션을 고르세요.";
    Offset:
        "Choose an offset up to the high watermark; -1 stands for the high watermark itself.",
        "하이 워터마크(HW) 이하의 오프셋을 고르세요. -1은 하이 워터마크 자체를 뜻합니다.";
    NeededElection:
        "The preferred leader is elected where another broker leads; an unclean election is held only where \
         nobody leads.",
        "선호 리더 선출은 다른 브로커가 리더일 때, 언클린 선출은 리더가 없을 때만 받아들여집니다.";
    PreferredInSync:
        "The first replica of the assignment has to be in the ISR, and its broker unfenced: restart it, and wait \
         until it has caught up.",
        "할당된 레플리카 중 맨 앞의 것이 ISR에 있고 그 브로커가 펜싱되지 않은 상태여야 합니다. 재시작한 뒤 따라잡을 \
         때까지 기다리세요.";
    LiveReplica:
        "At least one broker that holds a replica has to be unfenced: restart one of them first.",
        "레플리카를 가진 브로커 중 하나는 펜싱되지 않은 상태여야 합니다. 그중 하나를 먼저 재시작하세요.";
    Reassignment:
        "Only a reassignment that is under way can be cancelled: it is while replicas are added or removed.",
        "진행 중인 재할당만 취소할 수 있습니다. 레플리카를 추가하거나 빼고 있는 동안에만 진행 중입니다.";
    Reachable:
        "The admin client waited for 60 seconds in vain: whoever has to answer must be running and within reach. Heal \
         what stands in the way, and ask again.",
        "관리 클라이언트가 60초 동안 기다렸지만 응답이 오지 않았습니다. 응답할 쪽이 실행 중이고 통신할 수 있어야 합니다. \
         장애를 복구한 뒤 다시 요청하세요.";
}
