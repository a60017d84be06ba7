//! The sentences about a record that is there twice, at the wrong place, or was never worked on: why, what was
//! promised, the part of each event, and what would have kept it.

use super::LossSentence;
use crate::meaning::meanings;

meanings! {
    /// What is said of a record that is there twice, at the wrong place, or was never worked on.
    pub enum DeliverySentence from LossSentence::TABLE.end();
    OnceUnpromised:
        "This configuration does not rule that out: without idempotence a record may be in the log more than once. A leader cannot tell a retry from a new record.",
        "이 설정에서는 일어날 수 있는 일입니다. 멱등 프로듀서가 아니면 같은 레코드가 로그에 여러 번 들어갈 수 있습니다. 리더는 재시도와 새 레코드를 구별하지 못합니다.";
    OnceInAnEpoch:
        "This configuration does not rule that out: an idempotent producer's record is in the log once as long as its epoch lasts. This one began a new epoch in between.",
        "이 설정에서는 일어날 수 있는 일입니다. 멱등 프로듀서의 레코드가 한 번만 기록된다는 보장은 같은 프로듀서 에포크 안에서만 유효한데, 그사이에 새 에포크가 시작되었습니다.";
    OrderUnpromised:
        "This configuration does not rule that out: without idempotence, and with several requests in flight, a retry may come after a record that was sent later.",
        "이 설정에서는 일어날 수 있는 일입니다. 멱등 프로듀서가 아니고 응답을 기다리는 요청이 여럿일 수 있으면, 재시도한 레코드가 나중에 보낸 레코드보다 뒤에 들어갈 수 있습니다.";
    OrderWhereKnown:
        "This configuration does not rule that out: idempotence keeps the order at a leader that knows the producer's sequence, and this one knew nothing of it.",
        "이 설정에서는 일어날 수 있는 일입니다. 멱등 프로듀서의 순서는 그 시퀀스를 아는 리더에서만 지켜지는데, 이 리더는 그 프로듀서를 몰랐습니다.";
    AtLeastOnce:
        "This configuration does not rule that out: a group that commits what it has worked on processes every record at least once, and those since its last commit perhaps once more, which the processing has to bear.",
        "이 설정에서는 일어날 수 있는 일입니다. 처리한 뒤에 커밋하는 그룹은 모든 레코드를 최소 한 번 처리하며, 마지막 커밋 뒤의 레코드는 한 번 더 처리할 수 있으므로 처리 로직이 중복을 감당해야 합니다.";
    AtMostOnce:
        "This configuration does not rule that out: a record that is committed before it is processed is processed at most once, and perhaps never.",
        "이 설정에서는 일어날 수 있는 일입니다. 처리하기 전에 커밋한 레코드는 최대 한 번 처리되며, 한 번도 처리되지 않을 수 있습니다.";
    NothingOfFailures:
        "This configuration does not rule that out: the application goes on with the next record when one fails, and a commit speaks of all records before it.",
        "이 설정에서는 일어날 수 있는 일입니다. 애플리케이션은 레코드 하나를 처리하지 못하면 다음으로 넘어가는데, 오프셋을 커밋하면 그 앞의 모든 레코드를 처리한 것이 됩니다.";
    BySendingAgain:
        "The leader had the record. The producer got no answer, or an error, and sent it again.",
        "리더에 이미 레코드가 있었지만, 프로듀서는 응답을 받지 못했거나 오류를 받아 다시 보냈습니다.";
    ByNewEpoch:
        "The producer sent it again in a new epoch, with another sequence, and the leader took it for a new record.",
        "프로듀서가 새 에포크에서 다른 시퀀스로 다시 보내서, 리더는 새 레코드로 받아들였습니다.";
    ByOvertaking:
        "Its request failed at first. When it was sent again, a record that was sent later was in the log already.",
        "요청이 처음에는 실패했고, 다시 보냈을 때는 나중에 보낸 레코드가 이미 로그에 있었습니다.";
    ByUnknownSequence:
        "The leader knew nothing of the producer, and took the first sequence that came.",
        "리더가 이 프로듀서를 몰랐기 때문에 먼저 온 시퀀스를 그대로 받아들였습니다.";
    ByMissingCommit:
        "It was processed, but not committed. Whoever reads on begins at the committed offset, and where nothing is committed, where auto.offset.reset says.",
        "처리했지만 커밋하지 않았습니다. 이어서 읽는 컨슈머는 커밋된 오프셋에서, 커밋된 것이 없으면 auto.offset.reset이 정한 곳에서 시작합니다.";
    ByGoingOn:
        "Its group had gone on without its consumer, which did not know so yet and read on from where it was. Another had processed it by then.",
        "그룹은 이미 이 컨슈머 없이 진행했지만, 컨슈머는 그 사실을 모른 채 있던 자리부터 계속 읽었습니다. 그사이 다른 컨슈머가 이 레코드를 처리했습니다.";
    ByLatePoll:
        "Its consumer took too long and left the group. Whoever got the partition began at the committed offset.",
        "컨슈머가 처리를 너무 오래 해서 그룹에서 나갔고, 파티션을 넘겨받은 컨슈머는 커밋된 오프셋에서 시작했습니다.";
    ByEarlyCommit:
        "It was committed before it was processed. Whoever reads on begins behind it.",
        "처리하기 전에 커밋했습니다. 이어서 읽는 컨슈머는 그 뒤에서 시작합니다.";
    ByCommitAtClose:
        "The consumer committed by itself when it was closed, although its application had not processed everything yet.",
        "컨슈머가 닫히면서 자동으로 커밋했지만, 애플리케이션은 아직 다 처리하지 못한 상태였습니다.";
    ByPassingOver:
        "The application failed to process it, went on with the next record, and committed an offset behind both.",
        "애플리케이션이 이 레코드를 처리하지 못한 채 다음으로 넘어갔고, 두 레코드를 모두 지난 오프셋을 커밋했습니다.";
    AcceptedLater:
        "The application handed a later record to {0}.",
        "애플리케이션이 {0}에 뒤이은 레코드를 넘겼습니다.";
    Refused:
        "{0} refused it for now.",
        "{0이} 지금은 받을 수 없다고 거부했습니다.";
    RefusedAfterAppend:
        "{0} had it in its log, and answered NOT_ENOUGH_REPLICAS_AFTER_APPEND all the same.",
        "{0은} 로그에 이미 추가하고도 NOT_ENOUGH_REPLICAS_AFTER_APPEND로 답했습니다.";
    AnswerLost:
        "The answer, that the leader has it, was lost.",
        "리더가 받았다는 응답이 유실되었습니다.";
    SentUnanswered:
        "{0} did not hear whether it arrived, and will send it again.",
        "{0은} 도착했는지 알 수 없어 다시 보내려 합니다.";
    SentRefused:
        "{0} will send it again.",
        "{0은} 다시 보내려 합니다.";
    AppendedAgain:
        "{0} appended it again, at {1} {2}.",
        "{0이} 이 레코드를 {1} {2}에 다시 추가했습니다.";
    Overtaken:
        "{0} appended the record that was sent later, at {1} {2}.",
        "{0이} 나중에 보낸 레코드를 {1} {2}에 추가했습니다.";
    AppendedBehind:
        "{0} appended this record behind it, at {1} {2}.",
        "{0이} 이 레코드를 그 뒤인 {1} {2}에 추가했습니다.";
    Processed:
        "{0} processed it.",
        "{0이} 이 레코드를 처리했습니다.";
    ProcessedAgain:
        "It was processed again, by {0}.",
        "{0}에서 이 레코드가 다시 처리되었습니다.";
    PassedOver:
        "{0} could not process it, and went on with the next record.",
        "{0이} 이 레코드를 처리하지 못하고 다음 레코드로 넘어갔습니다.";
    CommitTaken:
        "{0}, the group's coordinator, took a commit: the group goes on at offset {2}.",
        "그룹 코디네이터 {0이} 커밋을 받았습니다. 이제 그룹이 이어서 읽을 오프셋은 {2}입니다.";
    CommitRefused:
        "{0} could not commit what it had processed.",
        "{0은} 처리한 것을 커밋하지 못했습니다.";
    ConsumerDied:
        "The process of {0} died.",
        "{0}의 프로세스가 강제 종료되었습니다.";
    ConsumerClosed:
        "{0} was closed.",
        "{0이} 닫혔습니다.";
    FailedAndClosed:
        "The application of {0} could not process a record, and closed the consumer.",
        "{0}의 애플리케이션이 레코드를 처리하지 못해 컨슈머를 닫았습니다.";
    PolledTooLate:
        "{0} had not called poll for max.poll.interval.ms, and took no part in the group any more.",
        "{0은} max.poll.interval.ms 동안 poll을 호출하지 않아 더는 그룹에 참여하지 않았습니다.";
    Revoked:
        "{0} gave the partition up in a rebalance.",
        "{0이} 리밸런싱에서 파티션을 내놓았습니다.";
    PartitionLost:
        "{0} learned that the partition is not its own any more.",
        "{0은} 파티션이 더는 자신의 것이 아님을 알게 되었습니다.";
    BeganAt:
        "{0} began at offset {2}, which its group had committed.",
        "{0은} 그룹이 커밋한 오프셋 {2}부터 읽기 시작했습니다.";
    BeganByReset:
        "{0} began at offset {2} by auto.offset.reset.",
        "{0은} auto.offset.reset에 따라 오프셋 {2}부터 읽기 시작했습니다.";
    Idempotence:
        "enable.idempotence=true (which needs acks=all and at most 5 requests in flight): a leader knows by the sequence of a batch what it has, and what comes next.",
        "enable.idempotence=true(acks=all과 응답을 기다리는 요청 5개 이하가 필요): 리더가 배치의 시퀀스를 보고 이미 가진 것과 다음에 올 것을 압니다.";
    OneInFlight:
        "max.in.flight.requests.per.connection=1: nothing is sent to a broker before the request before it is answered or has failed. This costs throughput.",
        "max.in.flight.requests.per.connection=1: 앞선 요청이 응답을 받거나 실패하기 전에는 같은 브로커에 다음 요청을 보내지 않습니다. 처리량이 줄어듭니다.";
    CommitFirst:
        "Committing before processing (commitSync, enable.auto.commit=false): nothing is processed twice if the application goes on only after the commit has succeeded, but what a consumer has in hand when it dies is skipped.",
        "처리하기 전에 커밋하기(commitSync, enable.auto.commit=false): 커밋이 성공한 뒤에만 처리하면 두 번 처리하는 일은 없지만, 컨슈머가 강제 종료될 때 받아 두고 처리하지 못한 것은 건너뜁니다.";
    CommitAfter:
        "Committing after processing (commitSync, enable.auto.commit=false): nothing is skipped once something is committed, but what was not committed yet when a consumer dies is processed again.",
        "처리한 뒤에 커밋하기(commitSync, enable.auto.commit=false): 커밋한 오프셋이 있는 한 건너뛰는 일은 없지만, 컨슈머가 강제 종료될 때 아직 커밋하지 않은 것은 다시 처리합니다.";
    MaxPollInterval:
        "A max.poll.interval.ms that is longer than what one poll hands over takes: the member stays in its group and commits.",
        "poll 한 번에 받은 레코드를 모두 처리하는 시간보다 max.poll.interval.ms를 길게 설정하기: 멤버가 그룹에 남아 커밋합니다.";
    GoBack:
        "Going back to a record that fails (seek), in place of passing it over: nothing behind it is processed until it succeeds.",
        "처리하지 못한 레코드를 넘어가지 않고 그 레코드로 되돌아가기(seek): 성공할 때까지 그 뒤의 레코드는 처리하지 않습니다.";
}
