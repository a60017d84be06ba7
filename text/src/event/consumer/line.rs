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
        "Seeks to offset {1} of {0}",
        "{0}의 오프셋 {1으로} 이동합니다";
    SoughtBeginning:
        "Seeks to the first record of {0}",
        "{0}의 첫 레코드로 이동합니다";
    SoughtEnd:
        "Seeks to the end of {0}",
        "{0}의 끝으로 이동합니다";
    CoordinatorFound:
        "Found the group's coordinator: {0}",
        "그룹의 코디네이터를 찾았습니다: {0}";
    CoordinatorDisconnected:
        "Looks for the coordinator again: the connection to {0} ended",
        "{0과}의 TCP 연결이 끊겨 코디네이터를 다시 찾습니다";
    CoordinatorRefused:
        "Looks for the coordinator again: {0} answered {1}",
        "{0}의 응답({1})에 따라 코디네이터를 다시 찾습니다";
    CoordinatorSilent:
        "Looks for the coordinator again: {0} has not answered a heartbeat within the session timeout",
        "{0이} 세션 타임아웃 안에 하트비트에 응답하지 않아 코디네이터를 다시 찾습니다";
    Joining:
        "Asks to join the group",
        "그룹에 참가를 요청합니다";
    RejoinWithId:
        "Will join again with the member id that it was given",
        "받은 멤버 id로 다시 참가합니다";
    RejoinGroupRebalances:
        "Will join again: the group rebalances",
        "그룹이 리밸런싱되어 다시 참가합니다";
    RejoinMustRevoke:
        "Will join again, so that other members get what it has given up: {0}",
        "내놓은 파티션을 다른 멤버가 맡도록 다시 참가합니다: {0}";
    RejoinMetadataChanged:
        "Will join again: the partitions of the topics have changed",
        "토픽의 파티션이 바뀌어 다시 참가합니다";
    RejoinSubscriptionChanged:
        "Will join again: its subscription has changed",
        "구독하는 토픽이 바뀌어 다시 참가합니다";
    RejoinRefused:
        "Will join again: {0} was refused ({1})",
        "{0} 요청이 거부되어 다시 참가합니다 ({1})";
    RejoinFailed:
        "Will join again: the rebalance failed ({0})",
        "리밸런싱에 실패해 다시 참가합니다 ({0})";
    RejoinToCommit:
        "Will join again: it cannot commit while the group rebalances",
        "그룹이 리밸런싱 중이라 커밋하지 못해 다시 참가합니다";
    MembershipGivenUp:
        "Is no longer a member: it leaves the group",
        "그룹에서 나가며 더는 멤버가 아닙니다";
    GenerationReset:
        "No longer belongs to a generation",
        "더는 어느 세대에도 속하지 않습니다";
    MemberIdForgotten:
        "No longer belongs to a generation, and drops its member id",
        "더는 어느 세대에도 속하지 않으며 멤버 id도 버립니다";
    Joined:
        "Joined generation {0}",
        "세대 {0}에 참가했습니다";
    AssignmentFinished:
        "Assigned the partitions for generation {0}, as the leader of the group",
        "그룹의 리더로서 세대 {0}의 파티션을 할당했습니다";
    Synced:
        "Received its assignment in generation {0}",
        "세대 {0}에서 맡을 파티션을 받았습니다";
    AssignmentUpdated:
        "Assigned: {0}; owned now: {1}",
        "파티션을 할당받았습니다: {0} (지금 맡은 파티션: {1})";
    AssignorNotified:
        "Tells its assignor the new assignment: {0}",
        "할당자(assignor)에 새 할당을 알립니다: {0}";
    PartitionsAssigned:
        "Partitions assigned: {0}",
        "파티션을 할당받았습니다: {0}";
    PartitionsRevoked:
        "Partitions revoked: {0}",
        "파티션이 회수되었습니다: {0}";
    PartitionsLost:
        "Partitions lost: {0}",
        "파티션을 잃었습니다: {0}";
    GivenAway:
        "Counts its partitions as lost: it no longer belongs to a generation",
        "더는 어느 세대에도 속하지 않아 맡던 파티션을 모두 잃은 것으로 처리합니다";
    GroupRequestFailed:
        "{0} was refused: {1}",
        "{0} 요청이 거부되었습니다: {1}";
    HeartbeatUnheard:
        "Heartbeat refused: {0} does not coordinate the group",
        "하트비트가 거부되었습니다: {0은} 그룹의 코디네이터가 아닙니다";
    InstanceFenced:
        "Another consumer has taken over its group.instance.id",
        "다른 컨슈머가 group.instance.id를 넘겨받았습니다";
    PollTimedOut:
        "No poll within max.poll.interval.ms",
        "max.poll.interval.ms 안에 poll을 호출하지 않았습니다";
    PolledLate:
        "Calls poll again, {0} ms later than max.poll.interval.ms allows",
        "poll을 다시 호출했습니다: max.poll.interval.ms를 {0} ms 넘겼습니다";
    LeavingClosed:
        "Leaves the group: it is being closed",
        "컨슈머가 닫히므로 그룹에서 나갑니다";
    LeavingUnsubscribed:
        "Leaves the group: it has unsubscribed",
        "구독을 해제해 그룹에서 나갑니다";
    LeavingPollTimeout:
        "Leaves the group: its application has not polled in time",
        "애플리케이션이 제때 poll을 호출하지 않아 그룹에서 나갑니다";
    NoCommittedOffset:
        "The group has no committed offset for {0}",
        "{0}에는 그룹이 커밋한 오프셋이 없습니다";
    PositionCommitted:
        "Goes on in {0} at the committed offset {1}",
        "{0}: 커밋된 오프셋 {1}부터 이어서 읽습니다";
    PositionOutOfRange:
        "Offset {1} is not in the log of {0}",
        "오프셋 {1은} {0}의 로그 범위 밖입니다";
    TruncationReset:
        "The log of {0} was cut below its position {1}: it goes back",
        "{0}의 로그가 포지션 {1}보다 앞에서 잘려 뒤로 되돌아갑니다";
    TruncationTold:
        "The log of {0} was cut below its position {1}: its application is told",
        "{0}의 로그가 포지션 {1}보다 앞에서 잘려 애플리케이션에 알립니다";
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
        "A commit that no call waits for failed: {0}",
        "응답을 기다리지 않는 커밋이 실패했습니다: {0}";
    RecordsProcessed:
        "Processed {0} {1}",
        "{0} {1} 처리를 마쳤습니다";
    FailedAndCloses:
        "Could not process {0} [{1}]: leaves the loop and closes",
        "{0} [{1}] 처리에 실패해 루프에서 나와 컨슈머를 닫습니다";
    FailedAndSeeksBack:
        "Could not process {0} [{1}]: seeks back and tries again",
        "{0} [{1}] 처리에 실패해 그 자리로 돌아가 다시 시도합니다";
    FailedAndPassesOver:
        "Could not process {0} [{1}]: skips it",
        "{0} [{1}] 처리에 실패해 건너뜁니다";
    PositionsTold:
        "position() returned {0}",
        "position()이 오프셋을 반환했습니다: {0}";
    EndOffsetsTold:
        "endOffsets() returned {0}",
        "endOffsets()가 오프셋을 반환했습니다: {0}";
    Raised:
        "The call threw {0}",
        "호출이 예외를 던졌습니다: {0}";
    Closed:
        "The consumer is closed",
        "컨슈머가 닫혔습니다";
    Crashed:
        "The process of the consumer died",
        "컨슈머의 프로세스가 강제 종료되었습니다";
    Transitioned:
        "Member state {0} → {1}",
        "멤버 상태가 바뀌었습니다: {0} → {1}";
    Reconciling:
        "Reconciles its assignment: {1} → {0}",
        "할당을 조정합니다: {1} → {0}";
    Revoking:
        "Is about to give up: {0}",
        "곧 파티션을 내놓습니다: {0}";
}
