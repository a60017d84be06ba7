//! The lines.

use crate::event::ClassicGroupLine;
use crate::meaning::meanings;

meanings! {
    /// Lines about consumers.
    pub enum ConsumerLine from ClassicGroupLine::TABLE.end();
    Subscribed:
        "Subscribes to {0}",
        "{0을} 구독합니다";
    Sought:
        "Goes to offset {1} of {0}",
        "{0}의 오프셋 {1으로} 이동합니다";
    SoughtBeginning:
        "Goes to the first record of {0}",
        "{0}의 첫 레코드로 이동합니다";
    SoughtEnd:
        "Goes to the end of {0}",
        "{0}의 끝으로 이동합니다";
    CoordinatorFound:
        "Found the coordinator of the group: {0}",
        "그룹의 코디네이터를 찾았습니다: {0}";
    CoordinatorDisconnected:
        "Looks for the coordinator anew: the connection to {0} ended",
        "{0과} 연결이 끊겨 코디네이터를 다시 찾습니다";
    CoordinatorRefused:
        "Looks for the coordinator anew: {0} said {1}",
        "{0}의 응답({1})에 따라 코디네이터를 다시 찾습니다";
    CoordinatorSilent:
        "Looks for the coordinator anew: {0} has not answered a heartbeat for a session",
        "{0이} 세션 시간 동안 하트비트에 응답하지 않아 코디네이터를 다시 찾습니다";
    Joining:
        "Asks to join the group",
        "그룹에 참가를 요청합니다";
    RejoinWithId:
        "Will join again, with the id that it was given",
        "받은 멤버 ID로 다시 참가합니다";
    RejoinGroupRebalances:
        "Will join again: the group rebalances",
        "그룹이 리밸런싱되어 다시 참가합니다";
    RejoinMustRevoke:
        "Will join again: it has given up what others are to get, {0}",
        "다른 멤버가 맡을 파티션을 내놓았으므로 다시 참가합니다: {0}";
    RejoinMetadataChanged:
        "Will join again: topics have other numbers of partitions",
        "토픽의 파티션 수가 바뀌어 다시 참가합니다";
    RejoinSubscriptionChanged:
        "Will join again: it subscribes to other topics",
        "구독하는 토픽이 바뀌어 다시 참가합니다";
    RejoinRefused:
        "Will join again: {0} was refused ({1})",
        "{0} 요청이 거부되어 다시 참가합니다 ({1})";
    RejoinFailed:
        "Will join again: its last join failed ({0})",
        "참가에 실패해 다시 참가합니다 ({0})";
    RejoinToCommit:
        "Will join again: it cannot commit while the group rebalances",
        "그룹이 리밸런싱 중이라 커밋하지 못해 다시 참가합니다";
    MembershipGivenUp:
        "Gives up its membership",
        "멤버 자격을 내놓습니다";
    GenerationReset:
        "Is in no generation any more",
        "더는 어느 세대에도 속하지 않습니다";
    MemberIdForgotten:
        "Is in no generation any more, and forgets its member id",
        "더는 어느 세대에도 속하지 않으며 멤버 ID도 버립니다";
    Joined:
        "Has joined generation {0}",
        "세대 {0}에 참가했습니다";
    AssignmentFinished:
        "Assigned the partitions of generation {0}, as the leader of the group",
        "그룹의 리더로서 세대 {0}의 파티션을 할당했습니다";
    Synced:
        "Heard what it is to have in generation {0}",
        "세대 {0}에서 맡을 파티션을 받았습니다";
    AssignmentUpdated:
        "Is to have: {0}; has: {1}",
        "맡을 파티션: {0}. 지금 맡은 파티션: {1}";
    AssignorNotified:
        "Tells its assignor what it has: {0}",
        "할당자(assignor)에 할당을 알립니다: {0}";
    PartitionsAssigned:
        "Partitions assigned: {0}",
        "파티션을 할당받았습니다: {0}";
    PartitionsRevoked:
        "Partitions revoked: {0}",
        "파티션을 회수당했습니다: {0}";
    PartitionsLost:
        "Partitions lost: {0}",
        "파티션을 잃었습니다: {0}";
    GivenAway:
        "Counts what it had as lost: it is in no generation",
        "어느 세대에도 속하지 않아 맡던 파티션을 모두 잃은 것으로 봅니다";
    GroupRequestFailed:
        "{0} was refused: {1}",
        "{0} 요청이 거부되었습니다: {1}";
    HeartbeatUnheard:
        "Heartbeat refused: {0} does not coordinate the group",
        "하트비트가 거부되었습니다: {0은} 그룹의 코디네이터가 아닙니다";
    InstanceFenced:
        "Another consumer has taken its group.instance.id over",
        "다른 컨슈머가 group.instance.id를 넘겨받았습니다";
    PollTimedOut:
        "No poll within max.poll.interval.ms",
        "max.poll.interval.ms 안에 poll을 호출하지 않았습니다";
    LeavingClosed:
        "Leaves the group: it is being closed",
        "컨슈머가 닫히므로 그룹에서 나갑니다";
    LeavingUnsubscribed:
        "Leaves the group: it has unsubscribed",
        "구독을 끝내 그룹에서 나갑니다";
    LeavingPollTimeout:
        "Leaves the group: its application has not polled in time",
        "애플리케이션이 제때 poll을 호출하지 않아 그룹에서 나갑니다";
    NoCommittedOffset:
        "The group has committed nothing of {0}",
        "{0}에는 그룹이 커밋한 오프셋이 없습니다";
    PositionCommitted:
        "Goes on in {0} where the group has committed: offset {1}",
        "{0}: 그룹이 커밋한 오프셋 {1}부터 읽습니다";
    PositionOutOfRange:
        "Offset {1} is not in the log of {0}",
        "오프셋 {1은} {0}의 로그 범위 밖입니다";
    TruncationReset:
        "What it had read of {0} below offset {1} is no longer in the log: it goes back",
        "{0}에서 오프셋 {1} 앞까지 읽은 것이 로그에서 잘려 나가 되돌아갑니다";
    TruncationTold:
        "What it had read of {0} below offset {1} is no longer in the log: its application is told",
        "{0}에서 오프셋 {1} 앞까지 읽은 것이 로그에서 잘려 나가 애플리케이션에 알립니다";
    OffsetsCommitted:
        "Committed: {0}",
        "커밋했습니다: {0}";
    OffsetsCommittedByItself:
        "Committed automatically: {0}",
        "자동으로 커밋했습니다: {0}";
    CommitFailed:
        "Could not commit offset {1} of {0}: {2}",
        "{0}의 오프셋 {1을} 커밋하지 못했습니다: {2}";
    CommitGivenUp:
        "A commit failed that nobody waits for: {0}",
        "기다리는 이가 없는 커밋이 실패했습니다: {0}";
    RecordsProcessed:
        "Processed {0} {1}",
        "{0} {1} 처리를 마쳤습니다";
    FailedAndCloses:
        "Could not process {0} [{1}]: leaves its loop and closes",
        "{0} [{1}] 처리에 실패해 루프를 나가 컨슈머를 닫습니다";
    FailedAndSeeksBack:
        "Could not process {0} [{1}]: goes back and tries again",
        "{0} [{1}] 처리에 실패해 그 자리로 돌아가 다시 시도합니다";
    FailedAndPassesOver:
        "Could not process {0} [{1}]: goes on with the next",
        "{0} [{1}] 처리에 실패해 건너뜁니다";
    Raised:
        "The call threw {0}",
        "호출에서 예외가 났습니다: {0}";
    Closed:
        "The consumer is closed",
        "컨슈머가 닫혔습니다";
    Crashed:
        "The process of the consumer died",
        "컨슈머의 프로세스가 강제 종료되었습니다";
    Transitioned:
        "Member state {0} → {1}",
        "멤버 상태 {0} → {1}";
    Reconciling:
        "Goes from {1} to what it is to have: {0}",
        "지금 맡은 파티션({1})에서 맡을 파티션으로 옮겨 갑니다: {0}";
    Revoking:
        "Is about to give up: {0}",
        "곧 내놓을 파티션: {0}";
}
