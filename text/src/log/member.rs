//! What the parts of lines of members of groups mean.

use highwater_core::explain::MemberPart;

use super::{ClientMeaning, parts};

parts! {
    /// The meaning of a part that a consumer logs as a member of a group, or that is about a member.
    pub enum MemberMeaning of MemberPart from ClientMeaning::TABLE.end();
    CoordinatorFound:
        "The consumer knows which broker keeps its group now: joins, heartbeats and commits go there.",
        "컨슈머가 자기 그룹을 맡은 브로커를 알게 되었습니다. 참가 요청, 하트비트, 커밋은 이 브로커로 보냅니다.";
    CoordinatorLost:
        "The consumer takes that broker for its coordinator no more.",
        "컨슈머는 이 브로커를 더는 코디네이터로 여기지 않습니다.";
    CoordinatorCause:
        "Why: an error that it answered, a connection that ended, or a heartbeat that stayed without an answer. \
         null: nothing is said of it.",
        "이유입니다. 오류 응답, 끊긴 연결, 응답 없는 하트비트가 있습니다. null이면 알려진 이유가 없습니다.";
    LooksAgain:
        "It asks a broker who coordinates the group now.",
        "지금 누가 그룹의 코디네이터인지 브로커에 다시 묻습니다.";
    IsDisconnected:
        "Whether the connection had ended already; if not, the client closes it.",
        "연결이 이미 끊겨 있었는지 나타냅니다. 아니면 클라이언트가 끊습니다.";
    Disconnects:
        "Requests that wait there are given up.",
        "그곳에서 기다리던 요청을 포기합니다.";
    HeartbeatUnheard:
        "The heartbeat reached a broker that does not keep the group, so it does not count.",
        "하트비트가 이 그룹을 맡지 않은 브로커에 가서 인정되지 않았습니다.";
    Joining:
        "The member sends JoinGroup: it wants to be in the next generation.",
        "멤버가 JoinGroup을 보냅니다. 다음 세대에 들어가려는 것입니다.";
    RejoinRequested:
        "The member will send JoinGroup with its next poll().",
        "멤버는 다음 poll()에서 JoinGroup을 보냅니다.";
    RejoinReason:
        "Why; the request carries it in short to the coordinator.",
        "이유입니다. 요청에 짧게 담겨 코디네이터에 전해집니다.";
    GenerationReset:
        "The member belongs to no generation any more: its heartbeats and commits would be refused.",
        "멤버가 더는 어느 세대에도 속하지 않습니다. 하트비트나 커밋을 보내도 거부됩니다.";
    MemberIdReset:
        "It drops its member id, too, and joins as a new member.",
        "멤버 id도 버리고 새 멤버로 참가합니다.";
    MustRevoke:
        "Partitions that the member has and another is to get: it gives them up first.",
        "이 멤버가 가졌지만 다른 멤버가 받을 파티션으로, 먼저 내놓아야 합니다.";
    AssignmentSays:
        "They are not in its new assignment.",
        "새 할당에 들어 있지 않습니다.";
    RejoinsForOthers:
        "Having given them up it joins again, so that a second rebalance hands them out (cooperative).",
        "협력적 리밸런싱(cooperative)에서는 내놓은 뒤 다시 참가해야 두 번째 리밸런싱에서 이 파티션들이 \
         할당됩니다.";
    MetadataChanged:
        "Topics or partitions have come or gone since the leader of the group has assigned.",
        "그룹 리더가 할당한 뒤로 토픽이나 파티션이 생기거나 사라졌습니다.";
    MetadataBefore:
        "What the member knew when the rebalance began: topics, and the racks of each partition.",
        "리밸런싱이 시작될 때 멤버가 알던 토픽과 파티션별 랙입니다.";
    MetadataNow:
        "What it knows now.",
        "지금 아는 내용입니다.";
    SubscriptionChanged:
        "The application has subscribed to other topics.",
        "애플리케이션이 다른 토픽을 구독했습니다.";
    SubscriptionBefore:
        "What it subscribed to when the rebalance began.",
        "리밸런싱이 시작될 때의 구독입니다.";
    SubscriptionNow:
        "What it subscribes to now.",
        "지금의 구독입니다.";
    Generation:
        "The generation: the number of the rebalance. Requests of another one are refused; -1 is none.",
        "세대, 즉 리밸런싱의 번호입니다. 다른 세대의 요청은 거부됩니다. -1은 없다는 뜻입니다.";
    MemberId:
        "The member id: by it the coordinator knows the member.",
        "코디네이터가 멤버를 구별하는 멤버 id입니다.";
    AssignorChosen:
        "The assignor that all members support and most prefer; null before it is known.",
        "모든 멤버가 지원하고 가장 많은 멤버가 원한 할당자입니다. 알기 전에는 null입니다.";
    Joined:
        "The coordinator has answered JoinGroup: the rebalance has its members.",
        "코디네이터가 JoinGroup에 응답해 이번 리밸런싱의 멤버가 정해졌습니다.";
    InGeneration:
        "What the member is in this rebalance: its generation, its id, the assignor.",
        "이번 리밸런싱에서의 세대, 멤버 id, 할당자가 이어집니다.";
    AssignmentFinished:
        "This member is the leader of the group and has decided who gets which partition.",
        "이 멤버가 그룹의 리더로서 누가 어느 파티션을 맡을지 정했습니다.";
    Assignments:
        "What each member gets.",
        "멤버마다 받을 파티션입니다.";
    Synced:
        "The coordinator has answered SyncGroup: the member has its assignment.",
        "코디네이터가 SyncGroup에 응답해 멤버가 할당을 받았습니다.";
    AssignmentUpdated:
        "The member goes from what it has to what it is to have.",
        "멤버가 지금 가진 것에서 새 할당으로 옮겨 갑니다.";
    Assigned:
        "What it is to have.",
        "가져야 할 파티션입니다.";
    Owned:
        "What it has.",
        "지금 가진 파티션입니다.";
    Added:
        "What it gets.",
        "새로 받을 파티션입니다.";
    ToRevoke:
        "What it gives up.",
        "내놓을 파티션입니다.";
    AssignorNotified:
        "The assignor is told, so that a sticky one remembers it for the next time.",
        "할당자에 알려 줍니다. sticky 할당자는 다음을 위해 기억합니다.";
    ListenerAssigned:
        "The application's listener is told what the member has from now on.",
        "이제부터 맡을 파티션을 애플리케이션의 리스너에 알립니다.";
    ListenerRevoked:
        "The application's listener is told what the member gives up, so that it can still commit.",
        "내놓을 파티션을 애플리케이션의 리스너에 알려 아직 커밋할 수 있게 합니다.";
    ListenerLost:
        "The application's listener is told what is lost: others may have it already, so it cannot commit for it.",
        "잃은 파티션을 애플리케이션의 리스너에 알립니다. 이미 다른 멤버가 맡았을 수 있어 커밋할 수 없습니다.";
    GivingAway:
        "All its partitions count as lost.",
        "모든 파티션을 잃은 것으로 처리합니다.";
    OldState:
        "Others may have them already.",
        "다른 멤버가 이미 맡았을 수 있습니다.";
    InstanceFenced:
        "Another process has joined with the same group.instance.id, so that this one is shut out.",
        "같은 group.instance.id로 다른 프로세스가 참가해 이 프로세스는 그룹에서 제외되었습니다.";
    Leaving:
        "The member tells the coordinator that it goes, so that nobody has to wait for its session to run out.",
        "멤버가 그룹에서 나간다고 코디네이터에 알립니다. 세션이 끝나기를 기다리지 않아도 됩니다.";
    LeaveReason:
        "Why it goes.",
        "그룹에서 나가는 이유입니다.";
    JoinFailed:
        "The member is not in the group by this.",
        "이번에는 그룹에 들어가지 못했습니다.";
    Loading:
        "The coordinator is new and still reads the group's state from __consumer_offsets.",
        "새 코디네이터가 아직 __consumer_offsets에서 그룹의 상태를 읽고 있습니다.";
    ReplicationTimeout:
        "One cause of it: the coordinator could not write the group's state in time, since too few replicas of \
         __consumer_offsets answer.",
        "그런 오류의 한 가지 원인입니다. 응답하는 __consumer_offsets 레플리카가 너무 적어 코디네이터가 그룹의 \
         상태를 제때 기록하지 못한 경우입니다.";
    FatalError:
        "Asking again would not help: the application meets this.",
        "다시 요청해도 소용없어 애플리케이션에 전해집니다.";
    SyncFailed:
        "The member has no assignment by this.",
        "이번에는 할당을 받지 못했습니다.";
    Overtaken:
        "Somebody came or went meanwhile.",
        "그사이 누군가 들어오거나 나갔습니다.";
    NeedsRejoin:
        "It begins with JoinGroup once more.",
        "JoinGroup부터 다시 시작합니다.";
    SentGeneration:
        "What the member had told of itself.",
        "멤버가 요청에 적었던 내용입니다.";
    HeartbeatRefused:
        "The coordinator does not take the heartbeat of a member of that generation.",
        "코디네이터가 그 세대 멤버의 하트비트를 받아들이지 않았습니다.";
    PollTimedOut:
        "The application has not called poll() for too long; the member leaves its group by itself. A static member only stops its heartbeats, and is in the group until its session ends.",
        "애플리케이션이 너무 오래 poll()을 호출하지 않아 멤버가 스스로 그룹에서 나갑니다. 정적 멤버는 하트비트만 멈추고, 세션이 끝날 때까지 그룹에 남습니다.";
    MaxPollInterval:
        "max.poll.interval.ms: so long an application may take between two calls.",
        "max.poll.interval.ms입니다. 두 호출 사이에 이만큼까지 걸릴 수 있습니다.";
    SlowLoop:
        "Heartbeats go on while the application works, so only this notices that it hangs.",
        "애플리케이션이 처리하는 동안에도 하트비트는 계속되므로, 멈춘 것은 이것으로만 알 수 있습니다.";
    MoreTime:
        "More time for a pass of the loop.",
        "한 번 처리할 시간을 늘립니다.";
    FewerRecords:
        "Fewer records in a pass.",
        "한 번에 처리할 레코드를 줄입니다.";
    PolledLate:
        "poll() is called again, so much later than max.poll.interval.ms allows.",
        "poll()을 다시 호출했는데, max.poll.interval.ms보다 이만큼 늦었습니다.";
    RejoinsNow:
        "If the member has left its group for it, it joins anew. Kafka prints the line also when no heartbeat has noticed, and then nobody had left.",
        "그 때문에 그룹에서 나간 멤버라면 다시 참가합니다. 하트비트가 알아차리기 전이어서 나가지 않은 멤버에게도 이 줄은 찍힙니다.";
    CommitFailed:
        "The offset is not committed: whoever reads the partition next begins at the one before.",
        "오프셋이 커밋되지 않았습니다. 다음에 이 파티션을 읽는 멤버는 그 전의 오프셋에서 시작합니다.";
    UnknownMember:
        "The coordinator has no such member: it was removed, or its coordinator does not remember it.",
        "코디네이터에 그런 멤버가 없습니다. 제거되었거나 코디네이터가 기억하지 못합니다.";
    CommitByCall:
        "A commit that the application asked for with commitAsync().",
        "애플리케이션이 commitAsync()로 요청한 커밋입니다.";
    OffsetsToCommit:
        "What was to be committed: of each partition the offset to go on from, with the leader epoch of the \
         record before.",
        "커밋하려던 내용입니다. 파티션마다 이어서 읽을 오프셋과 그 앞 레코드의 리더 에포크입니다.";
    AutoCommit:
        "The commit that enable.auto.commit makes every auto.commit.interval.ms.",
        "enable.auto.commit이 auto.commit.interval.ms마다 하는 커밋입니다.";
    AutoCommitOnClose:
        "The last commit of a consumer that closes.",
        "닫히는 컨슈머의 마지막 커밋입니다.";
    AutoCommitBeforeJoin:
        "The commit that is made before partitions are given up.",
        "파티션을 내놓기 전에 하는 커밋입니다.";
    JoinsAnyway:
        "The rebalance does not wait for it: records may be read again by another member.",
        "리밸런싱은 기다리지 않습니다. 다른 멤버가 레코드를 다시 읽을 수 있습니다.";
    MemberEpoch:
        "The member epoch: up to which target assignment the member has come. 0 asks to join, -1 leaves.",
        "멤버 에포크입니다. 멤버가 어느 목표 할당까지 왔는지 나타냅니다. 0은 참가 요청, -1은 그룹에서 나간다는 뜻입니다.";
    StateBefore:
        "The state in which the member was.",
        "그 전의 멤버 상태입니다.";
    StateNow:
        "The state in which it is now: JOINING, RECONCILING, ACKNOWLEDGING, STABLE, LEAVING and so on.",
        "지금의 멤버 상태입니다. JOINING, RECONCILING, ACKNOWLEDGING, STABLE, LEAVING 등이 있습니다.";
    FatalState:
        "It does not try again: poll() throws.",
        "다시 시도하지 않으며 poll()이 예외를 던집니다.";
    Reconciling:
        "The member goes from what it has to what its coordinator wants it to have.",
        "멤버가 지금 가진 것을 코디네이터가 정한 할당에 맞춰 갑니다.";
    LocalEpoch:
        "How many assignments it has got: only the client counts these.",
        "받은 할당의 순번입니다. 클라이언트만 세는 값입니다.";
    Revoking:
        "It gives these up, and tells the coordinator with its next heartbeat.",
        "이 파티션을 내놓고 다음 하트비트로 코디네이터에 알립니다.";
    GroupHeartbeatFailed:
        "The heartbeat of the consumer protocol (KIP-848), by which a member joins, is assigned to and leaves, \
         was refused.",
        "컨슈머 프로토콜(KIP-848)의 하트비트가 거부되었습니다. 그룹에 참가하고, 할당을 받고, 그룹에서 나가는 일이 모두 이 요청으로 이루어집니다.";
    Backoff:
        "So long the member waits before it asks again.",
        "다시 요청하기까지 기다리는 시간입니다.";
    EpochFenced:
        "The coordinator has another epoch for the member: it loses its partitions and joins anew.",
        "코디네이터가 아는 멤버 에포크와 다릅니다. 멤버는 파티션을 잃고 다시 참가합니다.";
    GroupGone:
        "The group is not there any more.",
        "그룹이 더는 없습니다.";
    WhileUnsubscribed:
        "The member has left already, so that nothing is lost by that.",
        "멤버가 이미 나갔으므로 잃는 것은 없습니다.";
    InstanceUnreleased:
        "Another member has that group.instance.id and has not left.",
        "다른 멤버가 이 group.instance.id를 가지고 있고 아직 그룹에서 나가지 않았습니다.";
    InstanceReused:
        "An administrator has removed the member, and somebody else took its place.",
        "관리자가 멤버를 제거했고 다른 프로세스가 그 자리를 차지했습니다.";
    NotItsCoordinator:
        "That broker is not the group's coordinator any more, or not yet.",
        "이 브로커는 이제 그룹의 코디네이터가 아니거나, 아직 코디네이터가 되지 않았습니다.";
    CoordinatorUnavailable:
        "That broker cannot look after the group at the moment.",
        "지금 이 브로커는 그룹을 맡을 수 없습니다.";
    RebalanceFailed:
        "What the member asked for during the rebalance was refused.",
        "리밸런싱 중에 멤버가 보낸 요청이 거부되었습니다.";
}
