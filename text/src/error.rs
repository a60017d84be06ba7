//! Kafka's error codes: what each means to the one who gets it, and what that one does.

use highwater_core::wire::ErrorCode;

use crate::meaning::{Meaning, meanings};

/// What an error means to the one who gets it.
#[must_use]
pub const fn meaning(error: ErrorCode) -> Meaning {
    let meaning = match error {
        ErrorCode::OffsetOutOfRange => ErrorMeaning::OffsetOutOfRange,
        ErrorCode::UnknownTopicOrPartition => ErrorMeaning::UnknownTopicOrPartition,
        ErrorCode::NotLeaderOrFollower => ErrorMeaning::NotLeaderOrFollower,
        ErrorCode::RequestTimedOut => ErrorMeaning::RequestTimedOut,
        ErrorCode::NotEnoughReplicas => ErrorMeaning::NotEnoughReplicas,
        ErrorCode::NotEnoughReplicasAfterAppend => ErrorMeaning::NotEnoughReplicasAfterAppend,
        ErrorCode::NetworkException => ErrorMeaning::NetworkException,
        ErrorCode::NotController => ErrorMeaning::NotController,
        ErrorCode::InvalidRequest => ErrorMeaning::InvalidRequest,
        ErrorCode::FencedLeaderEpoch => ErrorMeaning::FencedLeaderEpoch,
        ErrorCode::UnknownLeaderEpoch => ErrorMeaning::UnknownLeaderEpoch,
        ErrorCode::OffsetNotAvailable => ErrorMeaning::OffsetNotAvailable,
        ErrorCode::InvalidUpdateVersion => ErrorMeaning::InvalidUpdateVersion,
        ErrorCode::DuplicateBrokerRegistration => ErrorMeaning::DuplicateBrokerRegistration,
        ErrorCode::StaleBrokerEpoch => ErrorMeaning::StaleBrokerEpoch,
        ErrorCode::BrokerIdNotRegistered => ErrorMeaning::BrokerIdNotRegistered,
        ErrorCode::InvalidReplicationFactor => ErrorMeaning::InvalidReplicationFactor,
        ErrorCode::InvalidReplicaAssignment => ErrorMeaning::InvalidReplicaAssignment,
        ErrorCode::InvalidPartitions => ErrorMeaning::InvalidPartitions,
        ErrorCode::InvalidTopic => ErrorMeaning::InvalidTopic,
        ErrorCode::InvalidConfig => ErrorMeaning::InvalidConfig,
        ErrorCode::TopicAlreadyExists => ErrorMeaning::TopicAlreadyExists,
        ErrorCode::ElectionNotNeeded => ErrorMeaning::ElectionNotNeeded,
        ErrorCode::PreferredLeaderNotAvailable => ErrorMeaning::PreferredLeaderNotAvailable,
        ErrorCode::EligibleLeadersNotAvailable => ErrorMeaning::EligibleLeadersNotAvailable,
        ErrorCode::NoReassignmentInProgress => ErrorMeaning::NoReassignmentInProgress,
        ErrorCode::NewLeaderElected => ErrorMeaning::NewLeaderElected,
        ErrorCode::OperationNotAttempted => ErrorMeaning::OperationNotAttempted,
        ErrorCode::UnknownServerError => ErrorMeaning::UnknownServerError,
        ErrorCode::MessageTooLarge => ErrorMeaning::MessageTooLarge,
        ErrorCode::InvalidRecord => ErrorMeaning::InvalidRecord,
        ErrorCode::OutOfOrderSequenceNumber => ErrorMeaning::OutOfOrderSequenceNumber,
        ErrorCode::InvalidProducerEpoch => ErrorMeaning::InvalidProducerEpoch,
        ErrorCode::IneligibleReplica => ErrorMeaning::IneligibleReplica,
        ErrorCode::CoordinatorNotAvailable => ErrorMeaning::CoordinatorNotAvailable,
        ErrorCode::NotCoordinator => ErrorMeaning::NotCoordinator,
        ErrorCode::IllegalGeneration => ErrorMeaning::IllegalGeneration,
        ErrorCode::InconsistentGroupProtocol => ErrorMeaning::InconsistentGroupProtocol,
        ErrorCode::InvalidGroupId => ErrorMeaning::InvalidGroupId,
        ErrorCode::UnknownMemberId => ErrorMeaning::UnknownMemberId,
        ErrorCode::InvalidSessionTimeout => ErrorMeaning::InvalidSessionTimeout,
        ErrorCode::RebalanceInProgress => ErrorMeaning::RebalanceInProgress,
        ErrorCode::MemberIdRequired => ErrorMeaning::MemberIdRequired,
        ErrorCode::GroupMaxSizeReached => ErrorMeaning::GroupMaxSizeReached,
        ErrorCode::FencedInstanceId => ErrorMeaning::FencedInstanceId,
        ErrorCode::CoordinatorLoadInProgress => ErrorMeaning::CoordinatorLoadInProgress,
        ErrorCode::OffsetMetadataTooLarge => ErrorMeaning::OffsetMetadataTooLarge,
        ErrorCode::NonEmptyGroup => ErrorMeaning::NonEmptyGroup,
        ErrorCode::GroupIdNotFound => ErrorMeaning::GroupIdNotFound,
        ErrorCode::FencedMemberEpoch => ErrorMeaning::FencedMemberEpoch,
        ErrorCode::UnreleasedInstanceId => ErrorMeaning::UnreleasedInstanceId,
        ErrorCode::UnsupportedAssignor => ErrorMeaning::UnsupportedAssignor,
        ErrorCode::StaleMemberEpoch => ErrorMeaning::StaleMemberEpoch,
    };
    meaning.meaning()
}

meanings! {
    /// What an error means.
    pub enum ErrorMeaning from 0;
    OffsetOutOfRange:
        "The offset lies outside the log that this broker has: a consumer goes where auto.offset.reset says, a \
         follower adjusts its log.",
        "이 브로커의 로그에 없는 오프셋입니다. 컨슈머는 auto.offset.reset이 정한 곳으로 가고, 팔로워는 자신의 \
         로그를 리더에 맞춥니다.";
    UnknownTopicOrPartition:
        "This broker knows no such partition, perhaps not yet: the client asks for metadata and tries again.",
        "이 브로커는 그 파티션을 모릅니다. 아직 모르는 것일 수도 있으므로 클라이언트는 메타데이터를 다시 받고 \
         재시도합니다.";
    NotLeaderOrFollower:
        "This broker does not lead the partition: the client asks who does, and tries there.",
        "이 브로커는 그 파티션의 리더가 아닙니다. 클라이언트는 어느 브로커가 리더인지 묻고 그 브로커에 재시도합니다.";
    RequestTimedOut:
        "It took longer than allowed. Whether the records were written is not known.",
        "허용된 시간을 넘겼습니다. 레코드가 기록되었는지는 알 수 없습니다.";
    NotEnoughReplicas:
        "The ISR is smaller than min.insync.replicas: nothing was written. The producer tries again.",
        "ISR이 min.insync.replicas보다 작습니다. 아무것도 기록되지 않았고, 프로듀서는 재시도합니다.";
    NotEnoughReplicasAfterAppend:
        "The ISR became smaller than min.insync.replicas after the append: the records are in the leader's log, \
         and a retry may write them twice.",
        "추가한 뒤에 ISR이 min.insync.replicas보다 작아졌습니다. 레코드는 리더의 로그에 있으며, 재시도하면 두 번 \
         기록될 수 있습니다.";
    NetworkException:
        "The connection ended before the answer came. Whether the request was processed is not known.",
        "응답이 오기 전에 TCP 연결이 끊겼습니다. 요청이 처리되었는지는 알 수 없습니다.";
    NotController:
        "The controller asked is not the active one, or knows less than the sender: the sender tries again.",
        "요청을 받은 컨트롤러가 활성 컨트롤러가 아니거나 보낸 쪽보다 뒤처져 있습니다. 보낸 쪽은 재시도합니다.";
    InvalidRequest:
        "The request is wrong in itself, such as an ISR proposed by a broker that does not lead: sending it again \
         would not help.",
        "요청 자체가 잘못되었습니다. 예를 들어 리더가 아닌 브로커가 ISR을 제안한 경우입니다. 다시 보내도 소용이 \
         없습니다.";
    FencedLeaderEpoch:
        "The sender speaks of a leader epoch that has ended: a newer leader has been set, and the sender must \
         learn of it first.",
        "요청에 적힌 리더 에포크가 이미 끝났습니다. 새 리더가 정해졌으며, 보낸 쪽은 그 사실부터 알아야 \
         합니다.";
    UnknownLeaderEpoch:
        "The sender speaks of a leader epoch that this broker has not heard of yet: it tries again a little later.",
        "요청에 적힌 리더 에포크를 이 브로커는 아직 모릅니다. 보낸 쪽은 조금 뒤에 재시도합니다.";
    OffsetNotAvailable:
        "The new leader's high watermark has not reached the start of its epoch yet: the client tries again.",
        "새 리더의 하이 워터마크(HW)가 아직 그 에포크가 시작된 오프셋에 이르지 못했습니다. 클라이언트는 \
         재시도합니다.";
    InvalidUpdateVersion:
        "The partition has changed in between (its partition epoch is higher): the leader waits for the new \
         metadata.",
        "그사이에 파티션이 바뀌어 파티션 에포크가 더 커졌습니다. 리더는 새 메타데이터를 기다립니다.";
    DuplicateBrokerRegistration:
        "The process that had this id before is still within its session: the broker tries again until that has \
         run out.",
        "같은 id를 쓰던 이전 프로세스의 세션이 아직 만료되지 않았습니다. 브로커는 그 세션이 만료될 때까지 \
         재시도합니다.";
    StaleBrokerEpoch:
        "The request comes from an earlier registration of this broker; a later one has replaced it.",
        "이 브로커의 이전 등록으로 보낸 요청입니다. 그 뒤에 다시 등록되어 더 이상 유효하지 않습니다.";
    BrokerIdNotRegistered:
        "No broker of that id is registered: it must register first.",
        "그 id로 등록된 브로커가 없습니다. 먼저 등록해야 합니다.";
    InvalidReplicationFactor:
        "There are not enough brokers for that many replicas, or none of them is unfenced.",
        "그만큼의 레플리카를 둘 브로커가 모자라거나, 펜싱되지 않은 브로커가 하나도 없습니다.";
    InvalidReplicaAssignment:
        "The assignment names no broker, an unknown one, or one twice; a new partition also needs one that is \
         unfenced.",
        "할당 목록에 브로커가 없거나, 모르는 브로커가 있거나, 같은 브로커가 두 번 나옵니다. 새 파티션에는 펜싱되지 않은 \
         브로커도 하나는 있어야 합니다.";
    InvalidPartitions:
        "A topic can only get more partitions than it has, never fewer.",
        "토픽의 파티션은 지금보다 늘릴 수만 있고 줄일 수는 없습니다.";
    InvalidTopic:
        "No topic may have that name: letters, digits, '.', '_' and '-' are allowed, 249 of them at most.",
        "쓸 수 없는 토픽 이름입니다. 영문자, 숫자, '.', '_', '-'만 쓸 수 있고 길이는 249자까지입니다.";
    InvalidConfig:
        "There is no such setting, or it does not take that value.",
        "그런 설정이 없거나, 그 설정에 쓸 수 없는 값입니다.";
    TopicAlreadyExists:
        "There is a topic of that name already.",
        "같은 이름의 토픽이 이미 있습니다.";
    ElectionNotNeeded:
        "Nobody has to be elected: the preferred leader leads already or, where an unclean election was asked for, \
         somebody does.",
        "선출할 필요가 없습니다. 선호 리더가 이미 리더이거나, 언클린 선출을 요청한 파티션에 이미 리더가 있습니다.";
    PreferredLeaderNotAvailable:
        "The preferred leader may not lead: it is not in the ISR, or its broker is fenced or shutting down.",
        "선호 리더가 지금은 리더가 될 수 없습니다. ISR에 없거나, 브로커가 펜싱되었거나 종료 중입니다.";
    EligibleLeadersNotAvailable:
        "No replica may lead, not even uncleanly: every broker that has one is fenced or shutting down.",
        "언클린 선출로도 리더가 될 수 있는 레플리카가 없습니다. 레플리카를 가진 브로커가 모두 펜싱되었거나 종료 \
         중입니다.";
    NoReassignmentInProgress:
        "There is no reassignment to cancel.",
        "취소할 재할당이 없습니다.";
    NewLeaderElected:
        "The proposal was taken and completed a reassignment, by which another broker leads now: the sender waits for \
         the new metadata.",
        "제안이 받아들여지면서 재할당이 끝났고, 그 결과 다른 브로커가 리더가 되었습니다. 보낸 쪽은 새 메타데이터를 \
         기다립니다.";
    OperationNotAttempted:
        "Nothing was tried, since something else was in the way: the sender goes back to what was confirmed.",
        "다른 작업 때문에 시도하지 않았습니다. 보낸 쪽은 마지막으로 확정된 상태로 돌아갑니다.";
    UnknownServerError:
        "It failed for a reason that has no code of its own; the message beside the code tells which.",
        "코드가 따로 없는 이유로 실패했습니다. 함께 적힌 메시지에 이유가 나옵니다.";
    MessageTooLarge:
        "The batch, or a record in it, takes more bytes than it may: nothing was written. The producer splits the batch \
         into smaller ones if it can.",
        "배치나 그 안의 레코드가 허용된 크기를 넘어 아무것도 기록하지 않았습니다. 프로듀서는 나눌 수 있으면 더 작은 \
         배치로 나눠 다시 보냅니다.";
    InvalidRecord:
        "A record of the batch is none that the topic takes, such as one without a key where the log is compacted: \
         nothing was written, and sending it again would not help.",
        "배치에 토픽이 받지 않는 레코드가 있어 아무것도 기록하지 않았습니다. 예를 들어 로그를 컴팩션하는 토픽에 \
         보낸 키 없는 레코드입니다. 다시 보내도 소용이 없습니다.";
    OutOfOrderSequenceNumber:
        "Records of this producer are missing before the batch, or the batch came before and is older than the last \
         five: nothing was written.",
        "이 배치 앞에 와야 할 프로듀서의 레코드가 빠졌거나, 최근 다섯 배치보다 오래전에 이미 받은 배치입니다. 아무것도 \
         기록하지 않았습니다.";
    InvalidProducerEpoch:
        "The producer id is already in use with a later epoch: nothing was written, and the producer has to begin anew.",
        "이 프로듀서 id는 이미 더 새로운 에포크로 쓰이고 있습니다. 아무것도 기록하지 않았으며 프로듀서는 새로 시작해야 \
         합니다.";
    IneligibleReplica:
        "The proposed ISR names a replica that may not be in it: its broker is fenced, is shutting down, or has \
         registered anew. The leader goes back to the last ISR that was confirmed.",
        "제안한 ISR에 들어갈 수 없는 레플리카가 있습니다. 브로커가 펜싱되었거나 종료 중이거나 새로 등록했습니다. \
         리더는 마지막으로 확정된 ISR로 돌아갑니다.";
    CoordinatorNotAvailable:
        "The group's coordinator cannot serve it now: the client looks for the coordinator and tries again.",
        "그룹의 코디네이터가 지금은 요청을 처리할 수 없습니다. 클라이언트는 코디네이터를 다시 찾고 재시도합니다.";
    NotCoordinator:
        "This broker does not coordinate the group: the client asks who does, and tries there.",
        "이 브로커는 그 그룹의 코디네이터가 아닙니다. 클라이언트는 어느 브로커가 코디네이터인지 묻고 그 브로커에 재시도합니다.";
    IllegalGeneration:
        "The generation in the request is not the group's: the group has rebalanced without this member, which has to \
         join again.",
        "요청에 적힌 세대가 그룹의 세대와 다릅니다. 이 멤버 없이 그룹이 리밸런싱되었으므로 다시 참가해야 합니다.";
    InconsistentGroupProtocol:
        "No assignor of this member is supported by all other members of the group: it cannot join.",
        "이 멤버의 할당자(assignor) 가운데 그룹의 다른 멤버 모두가 지원하는 것이 없어 참가할 수 없습니다.";
    InvalidGroupId:
        "No group may have that id: it must not be empty.",
        "쓸 수 없는 그룹 id입니다. 비어 있으면 안 됩니다.";
    UnknownMemberId:
        "The group has no such member, perhaps because its session has run out: it has to join anew, without a member \
         id.",
        "그룹에 그런 멤버가 없습니다. 세션이 만료되어 제거되었을 수 있습니다. 멤버 id 없이 처음부터 다시 참가해야 \
         합니다.";
    InvalidSessionTimeout:
        "The member's session.timeout.ms is shorter or longer than the broker allows \
         (group.min.session.timeout.ms and group.max.session.timeout.ms).",
        "멤버의 session.timeout.ms가 브로커가 허용하는 범위(group.min.session.timeout.ms와 \
         group.max.session.timeout.ms) 밖에 있습니다.";
    RebalanceInProgress:
        "The group is rebalancing: the member has to join again to stay in it.",
        "그룹이 리밸런싱되고 있습니다. 멤버로 남으려면 다시 참가해야 합니다.";
    MemberIdRequired:
        "The coordinator has given the member an id, with which it is to join again. So a join whose answer was lost \
         leaves no member behind.",
        "코디네이터가 멤버 id를 주었으니 그 id로 다시 참가해야 합니다. 덕분에 참가 요청의 응답이 유실되어도 쓰이지 않는 \
         멤버가 남지 않습니다.";
    GroupMaxSizeReached:
        "The group already has as many members as group.max.size or group.consumer.max.size allows: the member cannot \
         join.",
        "그룹의 멤버 수가 이미 group.max.size나 group.consumer.max.size에 이르러 더 참가할 수 없습니다.";
    FencedInstanceId:
        "Another consumer with the same group.instance.id has joined in this one's place: this one has to stop.",
        "같은 group.instance.id를 가진 다른 컨슈머가 이 멤버의 자리를 대신했습니다. 이 컨슈머는 종료해야 합니다.";
    CoordinatorLoadInProgress:
        "This broker has just become the group's coordinator and is still reading what the one before wrote: the client \
         tries again a little later.",
        "이 브로커는 막 그룹의 코디네이터가 되어 이전 코디네이터가 남긴 기록을 아직 읽고 있습니다. 클라이언트는 조금 \
         뒤에 재시도합니다.";
    OffsetMetadataTooLarge:
        "The note beside the committed offset is longer than offset.metadata.max.bytes: nothing was committed.",
        "커밋하려는 오프셋 옆에 적은 메모가 offset.metadata.max.bytes보다 깁니다. 아무것도 커밋하지 않았습니다.";
    NonEmptyGroup:
        "The group has members: only an empty one can be deleted.",
        "그룹에 멤버가 있습니다. 빈 그룹만 삭제할 수 있습니다.";
    GroupIdNotFound:
        "The coordinator knows no such group.",
        "코디네이터가 모르는 그룹입니다.";
    FencedMemberEpoch:
        "The coordinator has gone on without this member: it loses all its partitions and joins anew.",
        "코디네이터가 이 멤버를 빼고 진행했습니다. 멤버는 맡은 파티션을 모두 잃고 처음부터 다시 참가합니다.";
    UnreleasedInstanceId:
        "Another member with the same group.instance.id is still in the group: this one cannot join.",
        "같은 group.instance.id를 가진 다른 멤버가 아직 그룹에 있어 참가할 수 없습니다.";
    UnsupportedAssignor:
        "The coordinator has no assignor of that name: the member cannot join with it.",
        "코디네이터에 그런 이름의 할당자(assignor)가 없어 참가할 수 없습니다.";
    StaleMemberEpoch:
        "The member epoch in the request is no longer the member's: it tries again once it knows its new one.",
        "요청에 적힌 멤버 에포크가 이미 지났습니다. 멤버는 새 에포크를 안 뒤 재시도합니다.";
}
