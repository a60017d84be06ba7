//! The clauses for reasons, in both languages.

mod group;
mod producer;

pub use group::GroupClause;
pub use producer::ProducerClause;

use crate::answer::Accepted;
use crate::meaning::meanings;

meanings! {
    /// A reason for which something waits. The first value is what it is about.
    pub enum Clause from Accepted::TABLE.end();
    AckNeedsHighWatermark:
        "the ack of {0} needs HW {3}, and on {1} it is {2}",
        "{0}의 ack에 필요한 HW는 {3}이고, 지금 {1}의 HW는 {2}입니다";
    LooksLate:
        "the HW has moved far enough, but {0} is slow and has not checked the waiting requests yet",
        "HW는 충분히 올라갔지만 느린 {0이} 대기 중인 요청을 아직 확인하지 않았습니다";
    LooksWithNextFetch:
        "nothing holds it back any more: {0} checks again when the next fetch or record comes",
        "이제 막는 레플리카가 없으며, {0은} 다음 Fetch나 레코드가 올 때 다시 확인합니다";
    UnderMinIsr:
        "the ISR of {0} is {1}: fewer than the {2} that min.insync.replicas asks for, so the HW stands still",
        "{0}의 ISR은 {1}뿐입니다. min.insync.replicas가 요구하는 {2}보다 적어 HW가 멈춰 있습니다";
    AboveHighWatermark:
        "{0} {1} is there, but not below HW {2}: a consumer may not read it yet",
        "{0} {1이} 있지만 오프셋이 HW {2} 이상이라 컨슈머는 아직 읽을 수 없습니다";
    NotHeardOf:
        "{0} does not know how far {1} is: no fetch from it has come in this epoch",
        "{0은} {1이} 어디까지 복제했는지 모릅니다. 이 에포크에 받은 Fetch가 없습니다";
    LastSaw:
        "{0} last saw {1}, which is in the ISR, at LEO {2}",
        "{0이} 아는 ISR 멤버 {1}의 LEO는 아직 {2}입니다";
    LastSawJoining:
        "{0} last saw {1}, which has caught up and is about to join the ISR, at LEO {2}",
        "{0이} 아는 {1}의 LEO는 아직 {2}입니다. {1은} 다 따라잡아 곧 ISR에 들어옵니다";
    Lacks:
        "the LEO of {0} is {1} and has to reach {2}: {3} behind",
        "{0}의 LEO는 {1}인데 {2}까지 따라와야 합니다. {3}만큼 뒤처져 있습니다";
    StartsEarlier:
        "as far as {0} knows, the log of {1} still starts at {2}",
        "{0이} 아는 {1}의 로그 시작 오프셋은 아직 {2}입니다";
    DeletionNeedsLogStart:
        "the deletion on {1} is done when {0} starts at {2} on every live replica",
        "{1}의 삭제 요청은 살아 있는 모든 레플리카에서 {0}의 로그 시작 오프셋이 {2이} 되어야 끝납니다";
    FetcherPauses:
        "after an error, {0} pauses before it fetches from {1} again",
        "{0은} 오류를 겪은 뒤라 잠시 쉬었다가 {1}에서 다시 Fetch합니다";
    OutsideIsr:
        "{1} is not in the ISR of {0}",
        "{1이} {0}의 ISR에 없습니다";
    OutsideIsrInElr:
        "{1} is not in the ISR of {0}, only in its ELR",
        "{1이} {0}의 ISR에는 없고 ELR에만 있습니다";
    NotEligible:
        "{1} may not join yet: as {0} sees it, it is fenced, shutting down, or of an earlier registration",
        "{1은} 아직 들어갈 수 없습니다. {0이} 알기로 {1은} 펜싱되었거나 종료 중이거나 이전 등록으로 Fetch하고 있습니다";
    JoinsWithNextFetch:
        "{1} meets the conditions: {0} proposes it when its next fetch comes",
        "{1은} 조건을 갖췄습니다. 다음 Fetch가 오면 {0이} ISR에 넣자고 제안합니다";
    Proposed:
        "{1} has proposed the ISR {2} for {0}, and the controller has not confirmed it",
        "{1이} {0}의 ISR로 {2을} 제안했고 컨트롤러가 아직 확정하지 않았습니다";
    OtherProposalFirst:
        "the proposal for {0} is under way first: {1} sends one at a time",
        "{0}의 제안이 먼저 진행 중입니다. {1은} 한 번에 하나씩 보냅니다";
    ProposalRefused:
        "the controller has refused it: {0} waits for newer metadata",
        "컨트롤러가 거부했습니다. {0은} 더 새로운 메타데이터를 기다립니다";
    Moves:
        "{0} is being reassigned · adding: {1} · removing: {2}",
        "{0을} 재할당하는 중입니다 · 추가: {1} · 제거: {2}";
    Down:
        "{0} is not running: {1}",
        "{0이} 실행 중이 아닙니다: {1}";
    Frozen:
        "{0} is frozen: it reads nothing, and none of its timers goes off",
        "{0이} 멈춰 있어 아무것도 읽지 못하고 타이머도 동작하지 않습니다";
    MetadataBehind:
        "{0} has applied the metadata log up to {1} of {2}",
        "{0은} 메타데이터 로그를 {1}까지 적용했습니다(로그 끝 {2})";
    NeedsMetadata:
        "{0} has applied all {2} records of the metadata log: it waits for the next",
        "{0은} 메타데이터 로그의 레코드 {2}개를 모두 적용했고 다음 레코드를 기다립니다";
    Superseded:
        "the controller has already made {2} the leader of {0}, and {1} does not know yet",
        "컨트롤러는 이미 {2을} {0}의 리더로 정했지만 {1은} 아직 모릅니다";
    SupersededByNobody:
        "the controller has already recorded that nobody leads {0}, and {1} does not know yet",
        "컨트롤러는 이미 {0}에 리더가 없다고 기록했지만 {1은} 아직 모릅니다";
    InFlight:
        "{0} is still in flight",
        "{0} 메시지가 아직 전송 중입니다";
    Held:
        "{0} is held on its way: it goes on once somebody lets it go",
        "누군가 {0} 메시지를 붙잡아 두었습니다. 놓아주어야 다시 움직입니다";
    BehindAnother:
        "{0} is behind one that was sent before it on its connection",
        "{0} 메시지가 같은 연결에서 먼저 보낸 메시지 뒤에 있습니다";
    Behind:
        "{0} is behind {1} on its connection",
        "{0} 메시지가 같은 연결에서 {1} 메시지 뒤에 있습니다";
    Stopped:
        "{0} is stuck where the link is cut",
        "{0} 메시지가 연결이 끊긴 곳에 멈춰 있습니다";
    Unreachable:
        "{0} cannot reach {1}, or hears nothing back",
        "{0이} {1}에 요청을 보내지 못하거나 응답을 받지 못합니다";
    NotConnected:
        "{0} has not left: {1} cannot connect to {2}",
        "{0} 메시지를 보내지 못했습니다. {1이} {2}에 연결할 수 없습니다";
    Unread:
        "{0} has arrived, and {1} has not read it yet",
        "{0} 메시지는 도착했지만 {1이} 아직 읽지 않았습니다";
    ReadsLate:
        "{0} is slow, and comes to it late",
        "{0이} 느려서 늦게 읽습니다";
    Broken:
        "the connection of {0} to {1} is broken, and {0} has not learned of it yet",
        "{0과} {1} 사이의 연결이 끊겼지만 {0은} 아직 그 사실을 모릅니다";
    Forgotten:
        "{1} knows nothing of this connection any more: it will not answer, and {0} cannot know",
        "{1은} 이 연결을 더는 모르기 때문에 응답하지 않을 것이고, {0은} 그 사실을 알 수 없습니다";
    Unacknowledged:
        "{1} has no power: nothing tells {0} that what it has sent did not arrive, until the power is back",
        "{1}의 전원이 끊겼습니다. 전원이 돌아올 때까지 {0은} 보낸 것이 도착하지 않았다는 사실을 알 수 없습니다";
    Fenced:
        "the controller has {0} fenced: it may neither lead nor be in an ISR",
        "컨트롤러가 {0을} 펜싱한 상태라 리더도 ISR 멤버도 될 수 없습니다";
    Unregistered:
        "{0} is not registered at the controller yet",
        "{0이} 아직 컨트롤러에 등록되지 않았습니다";
    SessionOfPrevious:
        "the session of its previous process has not run out: {0} is refused with DUPLICATE_BROKER_REGISTRATION",
        "이전 프로세스의 세션이 아직 만료되지 않아 {0}의 등록이 DUPLICATE_BROKER_REGISTRATION으로 거부됩니다";
    CatchesUp:
        "{0} has not yet applied its own registration, the record at offset {2} of the metadata log",
        "{0은} 메타데이터 로그의 오프셋 {2}에 있는 자신의 등록 레코드를 아직 적용하지 않았습니다";
    AsksToServe:
        "{0} has applied its registration: its next heartbeat asks to be unfenced",
        "{0은} 자신의 등록 레코드까지 적용했고 다음 하트비트에서 펜싱 해제를 요청합니다";
    RegistrationReplaced:
        "another registration has replaced that of {0}: its heartbeats are refused with STALE_BROKER_EPOCH",
        "{0}의 등록이 다른 등록으로 바뀌어 하트비트가 STALE_BROKER_EPOCH로 거부됩니다";
    WaitsToStop:
        "{0} wants to stop, and waits until the controller allows it",
        "{0은} 종료하려고 컨트롤러가 허용하기를 기다립니다";
    HasToApply:
        "{0} has not reported yet that it has applied the metadata log up to {1}",
        "{0이} 메타데이터 로그를 {1}까지 적용했다고 아직 알리지 않았습니다";
    Closes:
        "{0} is closing its logs",
        "{0이} 로그를 닫는 중입니다";
    NoLeader:
        "{0} is offline: the controller finds nobody whom it may elect as its leader",
        "{0은} 오프라인입니다. 컨트롤러가 리더로 선출할 수 있는 브로커가 없습니다";
    OnlyIsr:
        "only a member of the ISR may lead, and none is active. One has to come back: {0}",
        "ISR 멤버만 리더가 될 수 있는데 활성 상태인 멤버가 없습니다. 하나가 돌아와야 합니다: {0}";
    OnlyElr:
        "only a member of the ELR may lead, and none is active. One has to come back: {0}",
        "ELR 멤버만 리더가 될 수 있는데 활성 상태인 멤버가 없습니다. 하나가 돌아와야 합니다: {0}";
    LeavesElr:
        "{0} did not stop in good order: coming back, it leaves the ELR",
        "{0은} 정상 종료하지 않았으므로, 돌아와도 ELR에서 빠집니다";
    OnlyLastKnownLeader:
        "only the last known leader may lead, and it is not active. It has to come back: {0}",
        "마지막으로 알려진 리더만 리더가 될 수 있는데 활성 상태가 아닙니다. 돌아와야 합니다: {0}";
    OnlyReplicas:
        "any replica may lead, uncleanly, and none is active. One has to come back: {0}",
        "언클린 선출로 어느 레플리카든 리더가 될 수 있지만 활성 상태인 것이 없습니다. 하나가 돌아와야 합니다: {0}";
    OnlyTogether:
        "one broker coming back is not enough: {1}, the last known leader, may lead only once {0} have all come back",
        "브로커 하나가 돌아오는 것으로는 부족합니다. {0이} 모두 돌아와야 마지막으로 알려진 리더 {1이} 리더가 될 수 있습니다";
    NobodyElectable:
        "nobody is left who may lead: whichever broker comes back, there will be no leader",
        "리더가 될 수 있는 브로커가 없습니다. 어느 브로커가 돌아와도 리더가 생기지 않습니다";
    UncleanOff:
        "{0} is alive and out of sync: unclean.leader.election.enable=false keeps it from leading",
        "{0은} 살아 있지만 동기화되지 않았습니다. unclean.leader.election.enable=false라서 리더가 되지 못합니다";
    Unanswered:
        "{1} has sent {2} for {0} to {3}, and has no answer",
        "{1이} {0}에 쓸 {2을} {3}에 보냈고 아직 응답을 받지 못했습니다";
    Unsent:
        "{1} has not sent {2} for {0} yet",
        "{1이} {0}에 쓸 {2을} 아직 보내지 않았습니다";
    SentInVain:
        "{1} has sent {2} for {0} without success, and sends it again · attempts: {3}",
        "{1이} {0}에 쓸 {2을} 보냈지만 실패해 다시 보냅니다 · 시도: {3}번";
    KnowsNoLeader:
        "{1} knows of no leader of {0}",
        "{1은} {0}의 리더를 모릅니다";
    CouldNotConnect:
        "{0} could not connect to {1}, and tries again after a pause",
        "{0은} {1}에 연결하지 못했고 잠시 뒤 다시 시도합니다";
    NoRoom:
        "{0} has as many unanswered requests at {1} as max.in.flight.requests.per.connection allows",
        "{0이} {1}에서 응답을 기다리는 요청이 이미 한도(max.in.flight.requests.per.connection)에 이르렀습니다";
    NotInMetadata:
        "{0} has not heard of {1}",
        "{0은} {1을} 아직 모릅니다";
    AdminAsks:
        "the admin client has no answer yet to what it has asked for: {0}",
        "관리 클라이언트가 보낸 요청에 아직 응답이 없습니다: {0}";
    FetchNeedsData:
        "the fetch of {1} waits on {2} for records: it reads {0} from offset {3}, and what it may read ends before offset {4}",
        "{1}의 Fetch가 {2}에서 대기 중입니다. {0을} 오프셋 {3}부터 읽으려 하지만 지금 읽을 수 있는 것은 오프셋 {4} 앞까지입니다";
    NothingToRead:
        "{1} has read all that it may of {0}, and reads on once the HW has moved: position {2} = HW",
        "{1은} {0}에서 읽을 수 있는 것을 모두 읽었고, HW가 오르면 이어서 읽습니다: 포지션 {2} = HW";
    ReadWhatIsGone:
        "the position of {1} in {0} is {2}, but the log of the leader has what {1} has read only before offset {3}: {1} finds that out when it checks its position",
        "{0}에서 {1}의 포지션은 {2}이지만, {1이} 읽은 것 가운데 리더의 로그에 남아 있는 것은 오프셋 {3} 앞까지입니다. {1은} 포지션을 검증할 때 이를 알게 됩니다";
    OutOfRange:
        "the position of {1} in {0} is {2}, beyond the end of the leader's log, {3}: its next fetch is refused with OFFSET_OUT_OF_RANGE, and it goes where auto.offset.reset says",
        "{0}에서 {1}의 포지션은 {2}로, 리더의 로그 끝 {3}보다 뒤에 있습니다. 다음 Fetch가 OFFSET_OUT_OF_RANGE로 거부되고, 포지션은 auto.offset.reset이 정한 곳으로 옮겨집니다";
    BeyondHighWatermark:
        "the position of {1} in {0} is {2}, and the HW of the leader is only {3}: {1} reads on once the HW has passed its position",
        "{0}에서 {1}의 포지션은 {2}인데 리더의 HW는 아직 {3}입니다. HW가 이 포지션을 넘어야 {1이} 이어서 읽습니다";
    RefusesRecords:
        "{1} refuses records with acks=all for {0} with NOT_ENOUGH_REPLICAS",
        "acks=all로 보낸 {0} 레코드를 {1이} NOT_ENOUGH_REPLICAS로 거부합니다";
    EndUnknown:
        "the position of {1} in {0} is {2}: how far it may read is not known while nobody answers as the leader",
        "{0}에서 {1}의 포지션은 {2}입니다. 리더로서 응답하는 브로커가 없는 동안에는 어디까지 읽을 수 있는지 알 수 없습니다";
    Lags:
        "the position of {1} in {0} is {2}, and it may read {3} more",
        "{0}에서 {1}의 포지션은 {2}이고 {3을} 더 읽을 수 있습니다";
    NoPosition:
        "{1} has no position in {0} yet",
        "{1은} 아직 {0}에서 읽기 시작할 포지션을 모릅니다";
}
