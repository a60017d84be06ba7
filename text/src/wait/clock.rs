//! The clauses for what ends a wait, in both languages.

use super::clause::GroupClause;
use crate::meaning::meanings;

meanings! {
    /// What ends a wait, or changes something about it.
    pub enum ClockClause from GroupClause::TABLE.end();
    Arrives:
        "{0} arrives",
        "{0} 메시지가 도착합니다";
    Nothing:
        "Nothing that is under way will end this wait",
        "지금 진행 중인 일만으로는 이 대기가 끝나지 않습니다";
    Expires:
        "{0} answers REQUEST_TIMED_OUT",
        "{0이} REQUEST_TIMED_OUT으로 응답합니다";
    FetchExpires:
        "{0} answers the fetch of {1} with what there is",
        "{0이} {1}의 Fetch에 그때까지 있는 레코드로 응답합니다";
    LooksLate:
        "{0} checks the waiting requests",
        "{0이} 대기 중인 요청을 확인합니다";
    Reads:
        "{0} reads it",
        "{0이} 읽습니다";
    ConnectionEnds:
        "{0} learns that its connection to {1} has ended",
        "{0이} {1과}의 연결이 끊긴 것을 알게 됩니다";
    AnswerTimesOut:
        "{0} gives up its connection to {1}",
        "{0이} {1과}의 연결을 끊습니다";
    HeartbeatTimesOut:
        "{0} gives up its connection to {1}, and asks again",
        "{0이} {1과}의 연결을 끊고 다시 요청합니다";
    SessionEnds:
        "the session of {0} runs out, and the controller fences it",
        "{0}의 세션이 만료되어 컨트롤러가 {0을} 펜싱합니다";
    LeavesIsr:
        "{0} proposes an ISR without {1}",
        "{0이} {1을} 뺀 ISR을 제안합니다";
    FetchesAgain:
        "{0} fetches again",
        "{0이} 다시 Fetch합니다";
    SpeaksToController:
        "{0} contacts the controller again",
        "{0이} 컨트롤러에 다시 요청합니다";
    FetchesMetadata:
        "{0} asks for the metadata log again",
        "{0이} 메타데이터 로그를 다시 요청합니다";
    Stops:
        "{0} stops without waiting any longer",
        "{0이} 더 기다리지 않고 종료합니다";
    HasClosed:
        "{0} has closed its logs, and stops",
        "{0이} 로그를 다 닫고 종료합니다";
    ProposesAgain:
        "{0} sends its proposal again",
        "{0이} 제안을 다시 보냅니다";
    ElectsUncleanly:
        "the controller elects uncleanly",
        "컨트롤러가 언클린 선출을 합니다";
    LingerEnds:
        "{0} closes the batch and sends it",
        "{0이} 배치를 닫고 보냅니다";
    RetriesBatch:
        "{0} sends the batch again, sooner if it learns of a newer leader",
        "{0이} 배치를 다시 보냅니다(새 리더를 알게 되면 더 일찍)";
    Reconnects:
        "{0} tries to connect again",
        "{0이} 다시 연결을 시도합니다";
    DeliveryTimesOut:
        "{0} gives up on the records",
        "{0이} 레코드 전송을 포기합니다";
    SendTimesOut:
        "the send of {0} fails",
        "{0}의 send가 실패합니다";
    AsksForMetadata:
        "{0} asks who leads",
        "{0이} 누가 리더인지 묻습니다";
    AsksAgain:
        "{0} asks again",
        "{0이} 다시 요청합니다";
    CloseTimesOut:
        "close() of {0} waits no longer: what has no answer has failed",
        "{0}의 close()가 더 기다리지 않고, 응답을 받지 못한 레코드를 실패로 처리합니다";
    AsksForProducerId:
        "{0} asks for a producer id again",
        "{0이} 프로듀서 id를 다시 요청합니다";
    AsksForCoordinator:
        "{0} asks again who coordinates its group",
        "{0이} 그룹의 코디네이터가 누구인지 다시 묻습니다";
    Loaded:
        "{0} has read the log of its groups",
        "{0이} 그룹의 로그를 다 읽습니다";
    JoinsAgain:
        "{0} asks to join again",
        "{0이} 다시 참가를 요청합니다";
    Heartbeats:
        "{0} sends its next heartbeat",
        "{0이} 다음 하트비트를 보냅니다";
    FirstGenerationBegins:
        "{0} begins the first generation",
        "{0이} 첫 세대를 시작합니다";
    WaitsForMore:
        "since somebody has joined meanwhile, {0} waits once more",
        "그사이 참가한 멤버가 있어 {0이} 한 번 더 기다립니다";
    JoinEnds:
        "the rebalance timeout is up: {0} puts out the dynamic members that are missing, and begins the generation with the others",
        "리밸런싱 타임아웃이 지나 {0이} 참가하지 않은 동적 멤버를 내보내고 나머지 멤버로 세대를 시작합니다";
    SyncEnds:
        "the rebalance timeout is up: {0} puts out whoever has not asked for its assignment",
        "리밸런싱 타임아웃이 지나 {0이} 할당을 받아 가지 않은 멤버를 내보냅니다";
    RevocationEnds:
        "the rebalance timeout is up: {0} puts {1} out",
        "리밸런싱 타임아웃이 지나 {0이} {1을} 그룹에서 내보냅니다";
    MemberSessionEnds:
        "the session of the member {1} runs out: {0} puts it out",
        "멤버 {1}의 세션이 만료되어 {0이} 이 멤버를 그룹에서 내보냅니다";
    LosesCoordinator:
        "no heartbeat of {0} was answered for a whole session: it gives its coordinator up, and looks for it anew",
        "{0이} 세션 타임아웃 동안 하트비트의 응답을 한 번도 받지 못해 코디네이터를 다시 찾습니다";
    WriteExpires:
        "{0} waits no longer, and refuses",
        "{0이} 더 기다리지 않고 거부합니다";
    Processed:
        "the application of {0} is done with what it has in hand",
        "{0}의 애플리케이션이 받은 레코드를 다 처리합니다";
    PollIntervalEnds:
        "{0} has not called poll() for max.poll.interval.ms: it leaves its group",
        "{0이} max.poll.interval.ms 동안 poll()을 호출하지 않아 그룹에서 나갑니다";
    PollIntervalEndsSilently:
        "{0} has not called poll() for max.poll.interval.ms: as a static member it does not leave, and sends no more heartbeats",
        "{0이} max.poll.interval.ms 동안 poll()을 호출하지 않아 하트비트를 더는 보내지 않습니다. 정적 멤버이므로 그룹에서 나가지는 않습니다";
    PollIntervalEndsForAWhile:
        "{0} has not called poll() for max.poll.interval.ms: as a static member it says that it goes for a while, and its place is kept until its session ends",
        "{0이} max.poll.interval.ms 동안 poll()을 호출하지 않아 그룹에서 잠시 나간다고 알립니다. 정적 멤버이므로 세션이 만료될 때까지 자리를 유지합니다";
    PollIntervalEndsUnnoticed:
        "max.poll.interval.ms of {0} is over: it notices when its next heartbeat is due, and leaves then",
        "{0}의 max.poll.interval.ms가 지납니다. {0은} 다음 하트비트를 보낼 때 이를 알아채고 그룹에서 나갑니다";
    GoesUnnoticed:
        "max.poll.interval.ms of {0} is over: it notices when its next heartbeat is due, and says then, as a static member, that it goes for a while; its place is kept until its session ends",
        "{0}의 max.poll.interval.ms가 지납니다. {0은} 다음 하트비트를 보낼 때 이를 알아채고 그룹에서 잠시 나간다고 알립니다. 정적 멤버이므로 세션이 만료될 때까지 자리를 유지합니다";
    LeavesUnpolled:
        "{0} has not called poll() for max.poll.interval.ms: in place of its next heartbeat it says that it leaves its group",
        "{0이} max.poll.interval.ms 동안 poll()을 호출하지 않아, 다음 하트비트를 보내는 대신 그룹에서 나간다고 알립니다";
    GoesUnpolled:
        "{0} has not called poll() for max.poll.interval.ms: in place of its next heartbeat it says, as a static member, that it goes for a while, and its place is kept until its session ends",
        "{0이} max.poll.interval.ms 동안 poll()을 호출하지 않아, 다음 하트비트를 보내는 대신 그룹에서 잠시 나간다고 알립니다. 정적 멤버이므로 세션이 만료될 때까지 자리를 유지합니다";
    CommitsAgain:
        "{0} sends the commit again",
        "{0이} 커밋을 다시 보냅니다";
    CallTimesOut:
        "the call of {0} waits no longer, and throws a TimeoutException",
        "{0}의 호출이 더 기다리지 않고 TimeoutException을 던집니다";
    ConsumerCloses:
        "close() of {0} waits no longer: what has no answer is given up",
        "{0}의 close()가 더 기다리지 않고, 응답을 받지 못한 것은 포기합니다";
}
