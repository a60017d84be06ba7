//! The clauses for members of groups, their applications and their commits.

use super::ProducerClause;
use crate::meaning::meanings;

meanings! {
    /// A reason for which a member waits. The first value is who it is about.
    pub enum GroupClause from ProducerClause::TABLE.end();
    New:
        "{0} is in no group yet, and is to join",
        "{0은} 아직 그룹에 속하지 않아 참가해야 합니다";
    IdGiven:
        "{0} was given a member id, and is to join with it",
        "{0은} 멤버 id를 받았고 그 id로 다시 참가해야 합니다";
    Rebalance:
        "the group of {0} rebalances: it is to join again",
        "{0}의 그룹이 리밸런싱하고 있어 다시 참가해야 합니다";
    Revoked:
        "{0} has given up what others are to get, and is to join again",
        "{0은} 다른 멤버가 맡을 파티션을 내놓았고 다시 참가해야 합니다";
    TopicsChanged:
        "the topics of {0} are not those any more that it has joined with: it is to join again",
        "{0이} 참가할 때와 토픽이 달라져 다시 참가해야 합니다";
    Refused:
        "{0} is to join again: its {1} request was refused with {2}",
        "{0}의 {1} 요청이 {2으로} 거부되어 다시 참가해야 합니다";
    CommitWhileRebalancing:
        "{0} is to join again: its commit was refused, since the group rebalances",
        "그룹이 리밸런싱 중이라 {0}의 커밋이 거부되었고, 다시 참가해야 합니다";
    JoinFailed:
        "the last join of {0} failed with {1}: it is to join again",
        "{0}의 앞선 참가 요청이 {1으로} 실패해 다시 참가해야 합니다";
    Left:
        "{0} has left its group, and is to join again",
        "{0은} 그룹에서 나갔고 다시 참가해야 합니다";
    Joins:
        "{0} has asked to join its group, and has no answer",
        "{0이} 그룹에 참가하겠다고 요청했고 아직 응답을 받지 못했습니다";
    AwaitsAssignment:
        "{0} has joined, and does not know yet which partitions it gets",
        "{0은} 참가했지만 어느 파티션을 맡을지 아직 모릅니다";
    Reconciles:
        "{0} does not have all the partitions yet that its coordinator has assigned to it",
        "{0은} 코디네이터가 정해 준 파티션을 아직 모두 맡지 못했습니다";
    GivesUp:
        "{0} still has what it is not to have any more: it is to give up {1}",
        "{0은} 더는 맡지 않을 파티션을 아직 맡고 있어 {1을} 내놓아야 합니다";
    TakesNote:
        "{0} has all the partitions that it was told to have, and takes note of that when it calls poll()",
        "{0은} 받은 할당의 파티션을 이미 모두 맡고 있고, poll()을 호출할 때 그 할당을 적용합니다";
    Acknowledges:
        "{0} has what it was told to have, and its coordinator does not know so yet",
        "{0은} 맡은 파티션을 이미 할당에 맞췄지만, 코디네이터는 아직 그 사실을 모릅니다";
    FirstRebalance:
        "the group was empty: {0} waits for more members before it begins the first generation · joined so far: {1}",
        "비어 있던 그룹이라 {0은} 첫 세대를 시작하기 전에 다른 멤버를 더 기다립니다 · 지금까지 참가한 멤버: {1}명";
    AwaitsMembers:
        "{1} of {2} members have joined: {0} begins the next generation once the others have, too: {3}",
        "멤버 {2}명 중 {1}명이 참가했습니다. {0은} 나머지 멤버({3})도 참가해야 다음 세대를 시작합니다";
    AwaitsLeader:
        "all have joined: {0} waits for the assignment that {1} makes, the leader of the group",
        "모두 참가했고, {0은} 그룹의 리더인 {1이} 할당을 정해 보내기를 기다립니다";
    Gone:
        "the process that was this member has ended and sends no more heartbeats: {0} keeps the member until its session ends",
        "이 멤버였던 프로세스가 종료되어 더는 하트비트를 보내지 않지만, {0은} 세션이 만료될 때까지 이 멤버를 그룹에 남겨 둡니다";
    GoneAndDown:
        "{1} is not running ({2}): {0} keeps it as a member until its session ends",
        "{1이} 실행 중이 아닙니다({2}). {0은} 세션이 만료될 때까지 이 멤버를 그룹에 남겨 둡니다";
    NoMemberLeft:
        "nobody reads {0}: the group has no member any more, and {1} is not running",
        "{0을} 읽는 컨슈머가 없습니다. 그룹에 남은 멤버가 없고, {1은} 실행 중이 아닙니다";
    KeepsPlace:
        "{1} has left as a static member does: {0} keeps it as a member until its session ends",
        "{1은} 그룹에서 나갔지만 정적 멤버이므로, {0은} 세션이 만료될 때까지 이 멤버를 그룹에 남겨 둡니다";
    HearsWithHeartbeat:
        "{0} is told so in the answer to its next heartbeat",
        "{0은} 다음 하트비트의 응답으로 그 사실을 알게 됩니다";
    Processes:
        "the application of {0} is processing and calls poll() only afterwards · in hand: {1}",
        "{0}의 애플리케이션이 레코드를 처리하고 있고, 다 끝나야 poll()을 호출합니다 · 처리할 것: {1}";
    NobodyPolls:
        "the application of {0} is not in poll(): its calls are made by hand",
        "{0}의 애플리케이션이 poll()을 호출하지 않고 있습니다. 이 애플리케이션의 호출은 사용자가 직접 합니다";
    PausedPartition:
        "the application of {1} has paused {0}: poll() returns nothing of it until resume() is called, or {1} loses the partition",
        "{1}의 애플리케이션이 pause()로 {0} 읽기를 중지해 두어, resume()을 호출하거나 {1이} 이 파티션을 잃을 때까지 poll()이 이 파티션의 레코드를 돌려주지 않습니다";
    InCall:
        "the application of {0} waits in {1}, and calls poll() only afterwards",
        "{0}의 애플리케이션이 {1} 호출에서 기다리고 있고, 끝나야 poll()을 호출합니다";
    RecordsNeedHighWatermark:
        "{1} has written it to {0}, and answers when the HW reaches {3}: it is {2}",
        "{1이} {0}에 기록했고 HW가 {3}에 이르러야 응답합니다. 지금 HW는 {2}입니다";
    HeldBy:
        "{1} is to get {0}, and {2} has not given it up",
        "{1이} {0을} 맡아야 하는데 {2이} 아직 내놓지 않았습니다";
    GivenUpBy:
        "{1} is to get {0}: {2} has given it up, and their coordinator does not know so yet",
        "{1이} {0을} 맡아야 하는데, {2이} 이 파티션을 내놓은 사실을 코디네이터가 아직 모릅니다";
    StillAssigned:
        "nobody reads {0}: {1} has assigned it to {2}, and gives it to nobody else as long as {2} is a member",
        "{0을} 읽는 컨슈머가 없습니다. {1이} {2}에 할당했고, {2이} 멤버로 남아 있는 동안은 다른 멤버에게 주지 않습니다";
    IsFree:
        "no other member has the partitions any more that {0} waits for",
        "{0이} 기다리던 파티션은 이제 맡은 멤버가 없습니다";
    NoCoordinator:
        "{0} does not know the coordinator of its group, and looks for it",
        "{0은} 그룹의 코디네이터를 몰라 찾고 있습니다";
    NoOffsetsTopic:
        "there is no __consumer_offsets yet: nobody coordinates the group",
        "아직 __consumer_offsets가 없어 그룹의 코디네이터가 없습니다";
    Loads:
        "{0} is still reading the log of its groups, and refuses with COORDINATOR_LOAD_IN_PROGRESS",
        "{0은} 아직 그룹의 로그를 읽고 있어 COORDINATOR_LOAD_IN_PROGRESS로 거부합니다";
    Pauses:
        "{0} was refused, and asks again after a pause",
        "{0}의 요청이 거부되어 잠시 뒤 다시 요청합니다";
    CommitsFirst:
        "{0} commits before it goes on with the rebalance",
        "{0은} 리밸런싱을 이어 가기 전에 먼저 커밋합니다";
    NothingLeft:
        "there is nothing for {0} to do: its group has {1} members for {2} partitions, and others have them all. Only another member that leaves, or more partitions, would change that",
        "{0이} 맡을 것이 없습니다. 그룹에 멤버 {1}명이 있는데 파티션은 {2}개뿐이고 모두 다른 멤버가 맡고 있습니다. 다른 멤버가 나가거나 파티션이 늘어야 달라집니다";
    Commits:
        "{1} has no answer yet to its commit: {0}, offset {2}",
        "{1}의 커밋에 아직 응답이 없습니다: {0}, 오프셋 {2}";
    CommitWillBeRefused:
        "as the group stands now, {0} will refuse it with {1}: {2}",
        "그룹이 지금 상태 그대로라면 {0이} {1으로} 거부합니다. {2}";
    CommitWasRefused:
        "{0} has refused it with {1}: {2}",
        "{0이} {1으로} 거부했습니다. {2}";
    ThenLooksForCoordinator:
        "{0} then looks for its coordinator, and commits again",
        "그러면 {0은} 코디네이터를 다시 찾고 커밋을 다시 보냅니다";
    ThenCommitsAgain:
        "{0} then sends it again after a pause",
        "그러면 {0은} 잠시 뒤 커밋을 다시 보냅니다";
    ThenCommitsWithInterval:
        "{0} then commits again once auto.commit.interval.ms is over",
        "그러면 {0은} auto.commit.interval.ms가 지난 뒤 다시 커밋합니다";
    ThenJoinsAgain:
        "{0} then gives it up, and is to join its group again",
        "그러면 {0은} 커밋을 포기하고 그룹에 다시 참가해야 합니다";
    ThenThrowsAndJoinsAgain:
        "commitSync() of {0} then throws {1}, and {0} is to join its group again",
        "그러면 {0}의 commitSync()가 {1을} 던지고, {0은} 그룹에 다시 참가해야 합니다";
    ThenGivesUp:
        "{0} then gives it up",
        "그러면 {0은} 커밋을 포기합니다";
    ThenThrows:
        "commitSync() of {0} then throws {1}",
        "그러면 {0}의 commitSync()가 {1을} 던집니다";
}
