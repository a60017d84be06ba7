//! The sentences about a record that is lost, and about a rule that does not hold: why, what was promised, the part
//! of each event, and what would have kept it.

use super::LossLine;
use crate::meaning::{Meaning, meanings};

/// That nothing of this configuration would have kept it.
pub const NO_REMEDY: Meaning = LossSentence::NoRemedy.meaning();

/// That the record is on a leader again.
pub const RETURNED: Meaning = LossSentence::Returned.meaning();

/// That a broker has a copy of the record still.
pub(super) const COPY: Meaning = LossSentence::Copy.meaning();

meanings! {
    /// What is said of a loss.
    pub enum LossSentence from LossLine::TABLE.end();
    Returned:
        "It has come back since: a replica that still had it leads again.",
        "그 뒤에 돌아왔습니다. 이 레코드를 아직 갖고 있던 레플리카가 다시 리더가 되었습니다.";
    Copy:
        "A copy is still in the log of {0}.",
        "{0}의 로그에는 아직 복사본이 남아 있습니다.";
    NoAcksPromise:
        "This configuration does not rule that out: acks=0 promises nothing. The producer counts a record as sent as soon as its request is on its way.",
        "이 설정에서는 일어날 수 있는 일입니다. acks=0은 아무것도 보장하지 않습니다. 프로듀서는 요청을 내보내는 즉시 전송 완료로 처리합니다.";
    LeaderAcksPromise:
        "This configuration does not rule that out: acks=1 promises only that the leader has written the record, not that anybody has copied it.",
        "이 설정에서는 일어날 수 있는 일입니다. acks=1은 리더가 기록했다는 것만 보장하며, 팔로워가 복제했다는 것은 보장하지 않습니다.";
    AllAcksUnclean:
        "This configuration does not rule that out: acks=all promises that every in-sync replica has the record, and an unclean election may pass over all of them.",
        "이 설정에서는 일어날 수 있는 일입니다. acks=all은 ISR의 모든 레플리카가 레코드를 가졌다는 것을 보장하지만, 언클린 선출은 그 밖의 레플리카를 리더로 뽑을 수 있습니다.";
    AllAcksUnflushed:
        "This configuration does not rule that out: acks=all promises that every in-sync replica has the record in its log, not that it is on a disk.",
        "이 설정에서는 일어날 수 있는 일입니다. acks=all은 ISR의 모든 레플리카의 로그에 레코드가 있다는 것을 보장하지만, 디스크에 있다는 것은 보장하지 않습니다.";
    AllAcksPromised:
        "This configuration rules that out: with acks=all every in-sync replica had the record. The older rules chosen here did not keep that promise.",
        "이 설정에서는 일어나서는 안 되는 일입니다. acks=all이었고 ISR의 모든 레플리카가 레코드를 갖고 있었습니다. 여기서 고른 예전 규칙이 이 보장을 지키지 못했습니다.";
    ReadUnclean:
        "This configuration does not rule that out: what was read is sure to stay only as long as no unclean election is held, and there was one.",
        "이 설정에서는 일어날 수 있는 일입니다. 읽은 레코드가 그대로 남는다는 보장은 언클린 선출이 없는 동안에만 유효한데, 언클린 선출이 있었습니다.";
    ReadUnflushed:
        "This configuration does not rule that out: what was read was in the log of every in-sync replica, not on a disk.",
        "이 설정에서는 일어날 수 있는 일입니다. 읽은 레코드는 ISR의 모든 레플리카의 로그에 있었지만, 디스크에 있지는 않았습니다.";
    AlwaysPromised:
        "Today's rules rule that out in every configuration. The older rules chosen here do not keep it.",
        "지금의 규칙이라면 어떤 설정에서도 일어나지 않는 일입니다. 여기서 고른 예전 규칙은 이를 지키지 못합니다.";
    ByRequest:
        "The request that carried it reached no log, and nobody sends it again.",
        "이 레코드를 실은 요청은 어느 로그에도 이르지 못했고, 다시 보내는 쪽이 없습니다.";
    ByDeposedLeader:
        "A leader that had been deposed, and did not know it yet, took the record. When it finds out, it cuts the record off.",
        "이미 리더가 아니지만 아직 그것을 모르는 브로커가 레코드를 받았습니다. 알게 되면 이 레코드를 잘라 냅니다.";
    ByCleanElection:
        "The replica that was elected next did not have it, and the other replicas cut off what their new leader lacks.",
        "다음 리더로 선출된 레플리카에는 이 레코드가 없었고, 다른 레플리카는 새 리더에 없는 레코드를 잘라 냅니다.";
    ByUncleanElection:
        "A replica that may lack committed records was elected. What it lacks is gone, and replicas that have it cut it off.",
        "커밋된 레코드를 모두 가졌는지 알 수 없는 레플리카가 리더로 선출되었습니다. 이 레플리카에 없는 것은 유실되며, 가지고 있던 레플리카도 잘라 냅니다.";
    ByPower:
        "A replica that the controller trusts had the record in memory only, and lost power.",
        "컨트롤러가 신뢰하는 레플리카가 이 레코드를 메모리에만 갖고 있다가 전원이 끊겼습니다.";
    ByTruncation:
        "A replica in the ISR cut off what it had, and was elected.",
        "ISR에 있는 레플리카가 갖고 있던 레코드를 잘라 낸 뒤 리더로 선출되었습니다.";
    ByOther:
        "The replicas did not find where their logs diverge, and each went on from its own.",
        "레플리카들이 로그가 갈라진 지점을 찾지 못한 채 저마다 다른 로그에 이어서 썼습니다.";
    ByNobody:
        "No replica that may lead has it any more.",
        "리더가 될 수 있는 레플리카 가운데 이 레코드를 가진 것이 없습니다.";
    Accepted:
        "The application handed the record to {0}.",
        "애플리케이션이 {0}에 레코드를 넘겼습니다.";
    Appended:
        "{0} appended it to {1} in epoch {2}.",
        "{0이} 에포크 {2}에서 {1}에 이 레코드를 추가했습니다.";
    AppendedByDeposed:
        "{0} appended it to {1} in epoch {2}, not knowing that it was deposed.",
        "{0이} 더는 리더가 아닌 것을 모른 채 에포크 {2}에서 {1}에 이 레코드를 추가했습니다.";
    FetchCut:
        "The link between {2} and {0} was cut, so {0} could not fetch from {2}.",
        "{2과} {0} 사이의 연결이 끊겨 {0은} {2}에서 레코드를 가져올 수 없었습니다.";
    FetchCutAtRequests:
        "The link from {0} to {2} was cut, so {2} got no fetches from {0}.",
        "{0}에서 {2으로} 가는 연결이 끊겨 {0}의 Fetch 요청이 {2}에 닿지 않았습니다.";
    FetchCutAtAnswers:
        "The link from {2} to {0} was cut, so {0} got no responses to its fetches.",
        "{2}에서 {0으로} 가는 연결이 끊겨 {0은} Fetch의 응답을 받지 못했습니다.";
    FollowerIsolated:
        "{0} was isolated, so it could not fetch from {2}.",
        "{0이} 격리되어 {2}에서 레코드를 가져올 수 없었습니다.";
    LeaderIsolated:
        "{2} was isolated, so {0} could not fetch from it.",
        "{2이} 격리되어 {0은} {2}에서 레코드를 가져올 수 없었습니다.";
    FollowerFrozen:
        "The process of {0} was frozen, so it fetched nothing more from {2}.",
        "{0}의 프로세스가 멈춰 {2}에서 더는 레코드를 가져오지 못했습니다.";
    FollowerCrashed:
        "The process of {0} died, so it fetched nothing more from {2}.",
        "{0}의 프로세스가 강제 종료되어 {2}에서 더는 레코드를 가져오지 못했습니다.";
    FollowerPowerLost:
        "{0} lost power, so it fetched nothing more from {2}.",
        "{0}의 전원이 끊겨 {2}에서 더는 레코드를 가져오지 못했습니다.";
    FollowerShutDown:
        "{0} was shutting down cleanly: out of the ISR, it fetches nothing more from {2}.",
        "{0이} 정상 종료하는 중이었습니다. ISR에서 빠지면 {2}에서 더는 레코드를 가져오지 않습니다.";
    FetchHeld:
        "A message between {2} and {0} was held, so {0} could not fetch from {2}.",
        "{2과} {0} 사이의 메시지를 붙잡아 두어 {0은} {2}에서 레코드를 가져올 수 없었습니다.";
    FetchLost:
        "A message between {2} and {0} was lost, and their connection broke: {0} has to connect again before it can fetch.",
        "{2과} {0} 사이의 메시지가 유실되어 연결이 끊어졌습니다. {0은} 다시 연결해야 레코드를 가져올 수 있습니다.";
    LeftIsr:
        "{0} left the ISR of {1} (ISR now: {2}). Nobody waits for it any more.",
        "{0이} {1}의 ISR에서 빠졌습니다(현재 ISR: {2}). 이제 아무도 이 레플리카를 기다리지 않습니다.";
    LeftIsrWithIt:
        "{0} left the ISR of {1} (ISR now: {2}), and still had the record then.",
        "{0이} {1}의 ISR에서 빠졌습니다(현재 ISR: {2}). 이때는 이 레코드를 아직 갖고 있었습니다.";
    Committed:
        "The high watermark of {1} on {0} passed it: every member of the ISR had it.",
        "{0}에서 {1}의 하이 워터마크(HW)가 이 레코드를 지났습니다. ISR의 모든 멤버가 갖고 있었습니다.";
    AcknowledgedByAll:
        "{0} got its ack: acks=all.",
        "{0이} acks=all의 ack를 받았습니다.";
    AcknowledgedByLeader:
        "{0} got its ack as soon as the leader had appended it: acks=1.",
        "acks=1이므로 {0은} 리더가 추가하자마자 ack를 받았습니다.";
    Counted:
        "{0} counted it as sent and waits for no answer: acks=0.",
        "acks=0이므로 {0은} 전송 완료로 처리하고 응답을 기다리지 않습니다.";
    RequestLost:
        "The request that carried it was lost.",
        "이 레코드를 실은 요청이 유실되었습니다.";
    RequestRefused:
        "{0} refused it, and nobody waits for an answer.",
        "{0이} 거부했지만 응답을 기다리는 쪽이 없습니다.";
    Read:
        "{0} read it.",
        "{0이} 이 레코드를 읽었습니다.";
    CutOff:
        "{0} was cut off from the controller.",
        "{0과} 컨트롤러 사이의 연결이 끊겼습니다.";
    Isolated:
        "{0} was cut off from the controller and from the other brokers.",
        "{0}의 연결이 컨트롤러, 다른 브로커와 모두 끊겼습니다.";
    Crashed:
        "The process of {0} died. What it had written is still there.",
        "{0}의 프로세스가 강제 종료되었습니다. 기록한 것은 아직 남아 있습니다.";
    PowerLost:
        "{0} lost power.",
        "{0}의 전원이 끊겼습니다.";
    ShutdownBegan:
        "{0} began to shut down cleanly.",
        "{0이} 정상 종료를 시작했습니다.";
    Stopped:
        "{0} shut down cleanly.",
        "{0이} 정상 종료했습니다.";
    Frozen:
        "The process of {0} was frozen.",
        "{0}의 프로세스가 멈췄습니다.";
    TailLost:
        "{0} lost {1} {2}, which had not reached its disk.",
        "{0}에서 아직 디스크에 기록되지 않은 {1} {2이} 유실되었습니다.";
    Truncated:
        "{0} cut {1} back to offset {2}, and this record with it.",
        "{0이} {1}에서 오프셋 {2}부터 끝까지 잘라 냈고, 이 레코드도 함께 잘렸습니다.";
    ReplicaDeleted:
        "{0} deleted its replica of {1}, which is assigned to other brokers now.",
        "{1이} 다른 브로커에 할당되어 {0은} 자신의 레플리카를 지웠습니다.";
    Fenced:
        "The controller fenced {0}.",
        "컨트롤러가 {0을} 펜싱했습니다.";
    Elected:
        "{0} was elected leader of {1}, epoch {2}.",
        "{0이} {1}의 에포크 {2} 리더로 선출되었습니다.";
    ElectedUncleanly:
        "{0} was elected leader of {1} uncleanly, epoch {2}.",
        "{0이} 언클린 선출로 {1}의 에포크 {2} 리더가 되었습니다.";
    CleanWithout:
        "{0}, in the ISR and without the record, was elected leader of {1}, epoch {2}.",
        "ISR에 있지만 이 레코드가 없는 {0이} {1}의 에포크 {2} 리더로 선출되었습니다.";
    EligibleWithout:
        "{0}, in the ELR and without the record, was elected leader of {1}, epoch {2}.",
        "ELR에 있지만 이 레코드가 없는 {0이} {1}의 에포크 {2} 리더로 선출되었습니다.";
    UncleanWithout:
        "{0}, which was not in the ISR and does not have the record, was elected leader of {1} uncleanly, epoch {2}.",
        "ISR에 없었고 이 레코드도 없는 {0이} 언클린 선출로 {1}의 에포크 {2} 리더가 되었습니다.";
    LastKnownWithout:
        "{0}, the last known leader, was elected leader of {1} without the record, epoch {2}: it counts as unclean.",
        "마지막으로 알려진 리더인 {0이} 이 레코드 없이 {1}의 에포크 {2} 리더로 선출되었습니다. 언클린 선출로 봅니다.";
    Broke:
        "From this moment on it is broken.",
        "이때부터 보장이 깨졌습니다.";
    AcksAll:
        "acks=all at the producer: the leader answers only when every in-sync replica has the record. Until then the producer retries, for delivery.timeout.ms at most; after that it tells the application that the record failed.",
        "프로듀서의 acks=all: 리더는 ISR의 모든 레플리카가 레코드를 가진 뒤에만 응답합니다. 그때까지 프로듀서가 재시도하지만, delivery.timeout.ms가 지나면 그만두고 애플리케이션에 실패를 알립니다.";
    UncleanElectionOff:
        "unclean.leader.election.enable=false: the partition stays offline until a replica that has the record is back.",
        "unclean.leader.election.enable=false: 레코드를 가진 레플리카가 돌아올 때까지 파티션은 오프라인으로 남습니다.";
    NoUncleanElection:
        "No unclean election by hand: the partition stays offline until a replica that has the record is back.",
        "수동으로 언클린 선출을 하지 않기: 레코드를 가진 레플리카가 돌아올 때까지 파티션은 오프라인으로 남습니다.";
    MinInsyncReplicas:
        "min.insync.replicas={0}: a leader that is alone in the ISR refuses the write, and acknowledges nothing.",
        "min.insync.replicas={0}: ISR에 혼자 남은 리더는 쓰기를 거부하므로 ack도 나가지 않습니다.";
    EligibleLeaderReplicas:
        "eligible.leader.replicas.version=1: a replica that was shut down cleanly stays eligible, and leads when it returns.",
        "eligible.leader.replicas.version=1: 정상 종료한 레플리카는 리더 자격을 유지하며, 돌아오면 리더가 됩니다.";
    FlushMessages:
        "flush.messages=1: every record is on the disk before it is acknowledged. This costs a lot of throughput.",
        "flush.messages=1: ack를 보내기 전에 모든 레코드를 디스크에 기록합니다. 처리량이 크게 줄어듭니다.";
    GoodOrder:
        "A clean shutdown instead of a crash: a broker that was killed is no longer eligible when it registers again, although it still has the record.",
        "강제 종료 대신 정상 종료: 강제 종료된 브로커는 레코드를 아직 갖고 있어도 다시 등록할 때 리더 자격을 잃습니다.";
    ReplicationFactor:
        "A replication factor of {0}: another replica has the record, too.",
        "복제 계수 {0}: 다른 레플리카도 이 레코드를 갖게 됩니다.";
    Truncation:
        "Today's truncation (KIP-101 and KIP-279) instead of the older one: a follower cuts off only what its leader does not have.",
        "예전 방식 대신 지금의 로그 잘라 내기(KIP-101, KIP-279): 팔로워는 리더에 없는 것만 잘라 냅니다.";
    RestartLeavesIsr:
        "Today's registration instead of the older one: a broker that restarts after a crash leaves the ISR first.",
        "예전 방식 대신 지금의 브로커 등록: 강제 종료 뒤 재시작한 브로커는 먼저 ISR에서 빠집니다.";
    NoRemedy:
        "No single setting of this configuration would have kept it.",
        "설정 하나를 바꾸어서는 막을 수 없었습니다.";
}
