//! What a command does, in a sentence that is fetched when somebody looks closer.

use highwater_core::command::{AdminCommand, Command, ElectionType, ProducerCall};
use highwater_core::id::NodeId;

use super::{consumer, destination, load_target};
use crate::Lang;
use crate::course::Words;
use crate::fill::Value;
use crate::meaning::meanings;
use crate::standing::StandingMeaning;

/// What the command does: for the help text of a button. Empty until the words have been fetched.
#[must_use]
pub fn effect(lang: Lang, words: &Words, command: &Command) -> String {
    let say = |values: &[Value<'_>]| words.say(lang, effect_of(command).meaning(), values);
    match command {
        Command::Produce {
            producer,
            topic,
            partition,
            ..
        } => {
            let target = destination(topic, *partition);
            say(&[producer.into(), Value::Words(&target)])
        }
        Command::SendSteadily {
            producer,
            topic,
            partitions,
            every_ms,
        } => {
            let target = load_target(topic, partitions);
            say(&[producer.into(), Value::Words(&target), every_ms.into()])
        }
        Command::CallProducer { producer, call } => {
            let timeout_ms = match call {
                ProducerCall::Close { timeout_ms } => *timeout_ms,
                ProducerCall::Create | ProducerCall::Flush => 0,
            };
            say(&[producer.into(), timeout_ms.into()])
        }
        Command::CallConsumer { consumer, call } => {
            let [first, second] = consumer::arguments(call);
            say(&[consumer.into(), Value::from(&first), Value::from(&second)])
        }
        Command::DisturbLoop { consumer, fault } => {
            let given = consumer::fault_argument(*fault);
            say(&[consumer.into(), Value::from(&given)])
        }
        Command::StopSending(node)
        | Command::Crash(node)
        | Command::PowerLoss(node)
        | Command::Restart(node)
        | Command::Pause(node)
        | Command::Resume(node)
        | Command::Shutdown(node)
        | Command::Isolate(node)
        | Command::Rejoin(node) => say(&[node.into()]),
        Command::SlowBroker { broker, by_ms } | Command::SlowDisk { broker, by_ms } => {
            say(&[broker.into(), by_ms.into()])
        }
        Command::SlowLink { a, b, by_ms } => {
            let (a, b) = a.link(*b);
            say(&[a.into(), b.into(), by_ms.into()])
        }
        Command::Cut(a, b) | Command::Heal(a, b) => {
            let (a, b) = a.link(*b);
            say(&[a.into(), b.into()])
        }
        Command::CutOneWay { from, to } => say(&[from.into(), to.into()]),
        Command::StartProducer(_)
        | Command::StartConsumer(_)
        | Command::Hold(_)
        | Command::Release(_)
        | Command::Lose(_)
        | Command::Admin(_)
        | Command::HealAll
        | Command::StopScript => say(&[]),
    }
}

const fn effect_of(command: &Command) -> Effect {
    match command {
        Command::Produce { .. } => Effect::Produce,
        Command::SendSteadily { .. } => Effect::SendSteadily,
        Command::CallProducer { call, .. } => match call {
            ProducerCall::Create => Effect::CreateProducer,
            ProducerCall::Flush => Effect::Flush,
            ProducerCall::Close {
                timeout_ms: ProducerCall::NO_TIMEOUT_MS,
            } => Effect::CloseProducerWhole,
            ProducerCall::Close { .. } => Effect::CloseProducer,
        },
        Command::CallConsumer { call, .. } => consumer::effect(call),
        Command::DisturbLoop { fault, .. } => consumer::fault_effect(*fault),
        Command::StartProducer(_) => Effect::StartProducer,
        Command::StartConsumer(_) => Effect::StartConsumer,
        Command::StopSending(_) => Effect::StopSending,
        Command::Crash(NodeId::Producer(_) | NodeId::Consumer(_)) => Effect::CrashClient,
        Command::Restart(NodeId::Producer(_)) => Effect::RestartProducer,
        Command::Restart(NodeId::Consumer(_)) => Effect::RestartConsumer,
        Command::Crash(_) => Effect::Crash,
        Command::PowerLoss(_) => Effect::PowerLoss,
        Command::Restart(_) => Effect::Restart,
        Command::Pause(_) => Effect::Pause,
        Command::Resume(_) => Effect::Resume,
        Command::Shutdown(_) => Effect::Shutdown,
        Command::SlowBroker { by_ms: 0, .. }
        | Command::SlowDisk { by_ms: 0, .. }
        | Command::SlowLink { by_ms: 0, .. } => Effect::NormalSpeed,
        Command::SlowBroker { .. } => Effect::SlowBroker,
        Command::SlowDisk { .. } => Effect::SlowDisk,
        Command::SlowLink { .. } => Effect::SlowLink,
        Command::Cut(..) => Effect::Cut,
        Command::CutOneWay { .. } => Effect::CutOneWay,
        Command::Heal(..) => Effect::Heal,
        Command::Isolate(_) => Effect::Isolate,
        Command::Rejoin(_) => Effect::Rejoin,
        Command::Hold(_) => Effect::Hold,
        Command::Release(_) => Effect::Release,
        Command::Lose(_) => Effect::Lose,
        Command::Admin(command) => of_admin(command),
        Command::HealAll => Effect::HealAll,
        Command::StopScript => Effect::StopScript,
    }
}

const fn of_admin(command: &AdminCommand) -> Effect {
    match command {
        AdminCommand::CreateTopic(_) => Effect::CreateTopic,
        AdminCommand::CreatePartitions { .. } => Effect::CreatePartitions,
        AdminCommand::Reassign {
            replicas: Some(_), ..
        } => Effect::Reassign,
        AdminCommand::Reassign { replicas: None, .. } => Effect::CancelReassignment,
        AdminCommand::ElectLeader {
            election: ElectionType::Preferred,
            ..
        } => Effect::ElectPreferred,
        AdminCommand::ElectLeader {
            election: ElectionType::Unclean,
            ..
        } => Effect::ElectUnclean,
        AdminCommand::AlterConfig { .. } => Effect::AlterConfig,
        AdminCommand::DeleteRecords { .. } => Effect::DeleteRecords,
        AdminCommand::DescribeGroup(_) => Effect::DescribeGroup,
        AdminCommand::DeleteGroup(_) => Effect::DeleteGroup,
        AdminCommand::ResetOffsets { .. } => Effect::ResetOffsets,
    }
}

meanings! {
    /// What a command does.
    pub enum Effect from StandingMeaning::TABLE.end();
    Produce:
        "An application sends a record to {1} through {0}.",
        "애플리케이션이 {0을} 통해 {1}에 레코드를 보냅니다.";
    SendSteadily:
        "From now on an application sends a record to {1} through {0} every {2} ms. The values go on counting \
         from v1.",
        "이제부터 애플리케이션이 {0을} 통해 {2} ms마다 {1}에 레코드를 보냅니다. 값은 v1, v2처럼 이어집니다.";
    CreateProducer:
        "The application creates {0}. The producer asks for the cluster's metadata and, if it is idempotent, for a \
         producer id.",
        "애플리케이션이 {0을} 만듭니다. 프로듀서는 클러스터의 메타데이터를, 멱등 프로듀서라면 프로듀서 id도 요청합니다.";
    Flush:
        "{0} sends every batch without waiting for linger.ms, until everything that it has taken so far is answered.",
        "지금까지 받은 레코드의 응답이 모두 올 때까지 {0은} linger.ms를 기다리지 않고 배치를 바로 보냅니다.";
    CloseProducer:
        "{0} takes no more records and sends what it has. What is not answered within {1} ms fails.",
        "{0은} 레코드를 더 받지 않고 남은 것을 보냅니다. {1} ms 안에 응답받지 못한 것은 실패합니다.";
    CloseProducerWhole:
        "{0} takes no more records, and closes once everything that it has is answered or given up.",
        "{0은} 레코드를 더 받지 않고, 남은 레코드마다 응답을 받거나 전송을 포기한 뒤에 닫힙니다.";
    Subscribe:
        "{0} subscribes to {1}, as a member of its group.",
        "{0이} 그룹의 멤버로서 {1을} 구독합니다.";
    Unsubscribe:
        "{0} gives up its subscription and its partitions, and leaves its group.",
        "{0이} 구독을 해제하고 맡은 파티션을 내놓은 뒤 그룹에서 나갑니다.";
    Assign:
        "{0} reads {1}. The application chooses the partitions itself; no group assigns them.",
        "{0이} {1을} 읽습니다. 그룹의 할당을 받지 않고 애플리케이션이 파티션을 직접 고릅니다.";
    Seek:
        "The next poll of {0} reads {1} from offset {2}.",
        "{0}의 다음 poll은 {1}의 오프셋 {2}부터 읽습니다.";
    SeekToBeginning:
        "The next poll of {0} reads each of its partitions from the first record that is still there.",
        "{0}의 다음 poll은 맡은 파티션마다 남아 있는 첫 레코드부터 읽습니다.";
    SeekToEnd:
        "The next poll of {0} reads each of its partitions from the end.",
        "{0}의 다음 poll은 맡은 파티션마다 로그의 끝부터 읽습니다.";
    Poll:
        "The application of {0} calls poll again and again for {1} ms.",
        "{0}의 애플리케이션이 {1} ms 동안 poll을 되풀이해 호출합니다.";
    PollOn:
        "From now on the application of {0} calls poll in a loop.",
        "이제부터 {0}의 애플리케이션이 루프에서 poll을 계속 호출합니다.";
    Commit:
        "{0} commits its positions, and its application waits for the answer.",
        "{0이} 포지션을 커밋하고, 애플리케이션은 응답을 기다립니다.";
    CommitAsync:
        "{0} commits its positions, and its application does not wait for the answer.",
        "{0이} 포지션을 커밋하고, 애플리케이션은 응답을 기다리지 않습니다.";
    CommitOffset:
        "{0} commits offset {2} of {1}, wherever its position is.",
        "{0이} 포지션과 상관없이 {1}의 오프셋 {2을} 커밋합니다.";
    Position:
        "The application asks {0} which offset it will read next in each partition, and waits at most {1} ms for that.",
        "애플리케이션이 {0}에 파티션마다 다음에 읽을 오프셋을 묻고 최대 {1} ms 기다립니다.";
    EndOffsets:
        "{0} asks the leaders of its partitions for the end offsets.",
        "{0이} 맡은 파티션의 리더에 끝 오프셋을 묻습니다.";
    PausePartition:
        "{0} keeps {1}, but poll returns nothing of it until it is resumed.",
        "{0이} {1을} 계속 맡지만, 재개할 때까지 poll은 이 파티션의 레코드를 돌려주지 않습니다.";
    ResumePartition:
        "The application of {0} is handed records of {1} again.",
        "{0}의 애플리케이션이 {1}의 레코드를 다시 받습니다.";
    CloseConsumer:
        "{0} commits its positions if enable.auto.commit is true, and leaves its group. A static member keeps its place \
         until its session ends.",
        "{0은} enable.auto.commit이 true이면 포지션을 커밋하고 그룹에서 나갑니다. 정적 멤버의 자리는 세션이 끝날 때까지 \
         남습니다.";
    SlowProcessing:
        "The application of {0} takes {1} ms longer over each record.",
        "{0}의 애플리케이션이 레코드를 처리할 때마다 {1} ms씩 더 걸립니다.";
    FailNext:
        "The application of {0} fails to process this many of the next records: {1}.",
        "{0}의 애플리케이션이 다음 레코드 {1}개를 처리하지 못합니다.";
    CrashAt:
        "The process of {0} dies as soon as its loop reaches that point.",
        "{0}의 루프가 그 지점에 이르면 프로세스가 강제 종료됩니다.";
    StartProducer:
        "One more application starts and makes its producer. It asks a broker for the cluster's metadata first.",
        "애플리케이션이 하나 더 시작해 프로듀서를 만듭니다. 먼저 브로커에 클러스터의 메타데이터를 요청합니다.";
    StartConsumer:
        "One more application starts and makes its consumer. With a subscription it joins its group, which rebalances.",
        "애플리케이션이 하나 더 시작해 컨슈머를 만듭니다. 구독하는 컨슈머라면 그룹에 참가하고, 그룹은 리밸런싱합니다.";
    CrashClient:
        "The process of {0} dies at once, as by kill -9: its connections are reset, and what it had in memory is gone. \
         It leaves without a word: the place of a member stays taken until its session ends.",
        "kill -9처럼 {0}의 프로세스가 바로 강제 종료됩니다. TCP 연결은 리셋(RST)되고 메모리에 있던 것은 유실됩니다. \
         그룹에서 나간다는 요청도 보내지 못하므로, 멤버의 자리는 세션이 끝날 때까지 남습니다.";
    RestartProducer:
        "The application of {0} starts again with an empty buffer. An idempotent producer gets another producer id, so \
         that no leader can tell what it sends again from something new.",
        "{0}의 애플리케이션이 빈 버퍼로 다시 시작합니다. 멱등 프로듀서는 새 프로듀서 id를 받으므로, 앞서 보낸 것을 또 보내도 리더는 \
         새 레코드와 구별하지 못합니다.";
    RestartConsumer:
        "The application of {0} starts again. It reads on from the committed offsets, or from where auto.offset.reset says.",
        "{0}의 애플리케이션이 다시 시작합니다. 커밋된 오프셋부터, 없으면 auto.offset.reset에 따라 읽습니다.";
    StopSending:
        "The application stops sending records through {0} by itself.",
        "애플리케이션이 {0을} 통해 계속 보내던 레코드를 더 이상 보내지 않습니다.";
    Crash:
        "The process of {0} dies at once, as by kill -9: its connections are reset, what was only in its \
         memory is gone, and its log stays.",
        "kill -9처럼 {0}의 프로세스가 바로 강제 종료됩니다. TCP 연결은 리셋(RST)되고 메모리에만 있던 것은 유실되며 \
         로그는 남습니다.";
    PowerLoss:
        "The machine of {0} loses power: what its log has not brought to the disk yet is gone. Its \
         connections are not reset, so nobody learns of it at once.",
        "{0}의 서버 전원이 끊깁니다. 로그에서 아직 디스크에 쓰지 않은 것은 유실됩니다. TCP 연결이 리셋(RST)되지 않으므로 \
         상대는 이를 바로 알 수 없습니다.";
    Restart:
        "The process of {0} starts again with the log that is on its disk.",
        "{0}의 프로세스가 디스크에 있는 로그로 다시 시작합니다.";
    Pause:
        "The process of {0} is frozen where it is, as by kill -STOP or a long garbage collection: its \
         connections stay open, and what is sent to it waits there.",
        "kill -STOP이나 긴 가비지 컬렉션처럼 {0}의 프로세스가 그 자리에서 멈춥니다. TCP 연결은 열려 있고, 받은 메시지는 \
         거기에서 기다립니다.";
    Resume:
        "The process of {0} goes on where it was frozen, and finds what was sent to it meanwhile.",
        "{0}의 프로세스가 멈춘 곳에서 다시 움직이며, 그사이에 온 메시지를 읽습니다.";
    Shutdown:
        "{0} shuts down cleanly: it asks the controller to give its leaderships to others, waits until that \
         is done, and writes everything to its disk.",
        "{0을} 정상 종료합니다. 맡고 있는 리더를 다른 브로커에 넘겨 달라고 컨트롤러에 요청하고, 그때까지 \
         기다린 뒤 모두 디스크에 쓰고 종료합니다.";
    SlowBroker:
        "{0} takes {1} ms longer over every message that it receives.",
        "{0이} 받은 메시지를 처리할 때마다 {1} ms씩 더 걸립니다.";
    SlowDisk:
        "{0} takes {1} ms longer over everything that it writes to its log.",
        "{0이} 로그에 쓸 때마다 {1} ms씩 더 걸립니다.";
    SlowLink:
        "Messages between {0} and {1} travel {2} ms longer, either way.",
        "{0과} {1} 사이의 메시지가 어느 방향으로든 {2} ms씩 늦게 도착합니다.";
    NormalSpeed:
        "From now on it is as fast as it was.",
        "이제부터 원래 속도로 돌아갑니다.";
    Cut:
        "Nothing gets through between {0} and {1} any more, either way, and neither is told.",
        "{0과} {1} 사이에서는 양방향 모두 메시지가 전달되지 않으며, 어느 쪽도 이를 통지받지 못합니다.";
    CutOneWay:
        "Nothing gets from {0} to {1} any more, while the other way is open, and neither is told.",
        "{0}에서 {1으로} 가는 메시지가 전달되지 않습니다. 반대 방향은 열려 있고, 어느 쪽도 이를 통지받지 못합니다.";
    Heal:
        "Messages get through between {0} and {1} again, also those sent meanwhile.",
        "{0과} {1} 사이에서 메시지가 다시 전달됩니다. 그사이에 보낸 메시지도 도착합니다.";
    Isolate:
        "{0} is cut off from the controller and the other brokers. Clients still reach it.",
        "{0이} 컨트롤러와도 다른 브로커와도 통신하지 못합니다. 클라이언트는 여전히 접속할 수 있습니다.";
    Rejoin:
        "The controller and the other brokers are reached from {0} again.",
        "{0이} 컨트롤러, 다른 브로커와 다시 통신합니다.";
    Hold:
        "The message stays where it is, and so does what is behind it on its connection.",
        "메시지가 그 자리에 멈춥니다. 같은 TCP 연결에서 뒤따르는 메시지도 함께 멈춥니다.";
    Release:
        "The held message goes on.",
        "붙잡아 둔 메시지가 다시 움직입니다.";
    Lose:
        "The message is lost and its connection breaks: the sender cannot know whether it was processed.",
        "메시지가 유실되고 TCP 연결이 끊깁니다. 보낸 쪽은 그것이 처리되었는지 알 수 없습니다.";
    CreateTopic:
        "The admin client asks the controller for a new topic. Where no replicas are named, the controller \
         spreads them over the brokers and racks.",
        "관리 클라이언트가 컨트롤러에 새 토픽을 요청합니다. 레플리카를 지정하지 않으면 컨트롤러가 브로커와 랙(rack)에 고루 \
         할당합니다.";
    CreatePartitions:
        "The topic gets more partitions. Records stay where they are, so that a key may go to another \
         partition from now on.",
        "토픽에 파티션을 추가합니다. 기존 레코드는 옮기지 않으므로, 이제부터 같은 키가 다른 파티션으로 갈 수 있습니다.";
    Reassign:
        "The partition gets other replicas: the new ones copy the log, and only when all of them are in the \
         ISR do the old ones go.",
        "파티션의 레플리카를 다른 브로커로 옮깁니다. 새 레플리카가 로그를 복제하고, 모두 ISR에 들어간 뒤에야 기존 \
         레플리카가 빠집니다.";
    CancelReassignment:
        "The reassignment under way ends, and the partition keeps the replicas that it had.",
        "진행 중인 재할당을 취소합니다. 파티션은 원래 레플리카를 유지합니다.";
    ElectPreferred:
        "The first replica of the assignment becomes the leader, if it is in sync.",
        "할당된 레플리카 중 맨 앞의 것이 동기화되어 있으면 리더로 세웁니다.";
    ElectUnclean:
        "A partition without a leader gets one, even from outside the ISR. Committed records may be lost.",
        "리더가 없는 파티션에 ISR 밖에서라도 리더를 세웁니다. 커밋된 레코드가 유실될 수 있습니다.";
    AlterConfig:
        "The setting takes effect while the cluster runs.",
        "클러스터를 멈추지 않고 설정을 바꿉니다.";
    DeleteRecords:
        "The leader moves its log start offset up: what lies below can be read no more, and followers do \
         the same with their next fetch.",
        "리더가 로그 시작 오프셋을 올립니다. 그 아래의 레코드는 더 이상 읽을 수 없고, 팔로워도 다음 Fetch에서 똑같이 \
         합니다.";
    DescribeGroup:
        "The coordinator says which state the group is in. If nobody has used a group before, the topic \
         __consumer_offsets is created first.",
        "코디네이터가 그룹의 상태를 알려 줍니다. 아직 아무도 그룹을 쓰지 않았다면 먼저 __consumer_offsets 토픽이 \
         만들어집니다.";
    DeleteGroup:
        "The coordinator deletes the group and all its committed offsets. A group with members is not deleted.",
        "코디네이터가 그룹과 그 그룹이 커밋한 오프셋을 모두 지웁니다. 멤버가 있는 그룹은 지워지지 않습니다.";
    ResetOffsets:
        "The committed offsets of the group are replaced, so that its consumers go on from there. It is refused while \
         the group has members.",
        "그룹의 커밋된 오프셋을 바꾸어 컨슈머가 그곳부터 읽게 합니다. 그룹에 멤버가 있으면 거부됩니다.";
    HealAll:
        "Every fault ends: links heal, held messages go on, frozen processes go on, and those that do not run start.",
        "모든 장애가 끝납니다. 연결이 복구되고, 붙잡아 둔 메시지가 다시 움직입니다. 멈춘 프로세스는 다시 움직이고, 꺼져 있던 \
         프로세스는 다시 시작합니다.";
    StopScript:
        "What the scenario would still have done by itself no longer happens.",
        "시나리오에 남은 동작을 더 이상 실행하지 않습니다.";
}
