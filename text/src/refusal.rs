//! Why a command was not carried out: what was wrong, and what would be right.

use highwater_core::command::Refusal;
use highwater_core::id::NodeId;

use crate::Lang;
use crate::course::Words;
use crate::event::ConsumerLine;
use crate::fill::Value;
use crate::meaning::meanings;

/// The refusal as a sentence or two. Nothing while the words are not there.
#[must_use]
pub fn sentence(lang: Lang, words: &Words, refusal: Refusal) -> String {
    let none = Value::Words("");
    let (why, values) = match refusal {
        Refusal::NoSuchNode(node) => (Why::NoSuchNode, [node.into(), none]),
        Refusal::TooManyPartitions { most } => (Why::TooManyPartitions, [most.into(), none]),
        Refusal::TooManyClients { most } => (Why::TooManyClients, [most.into(), none]),
        Refusal::ImpossibleProducer => (Why::ImpossibleProducer, [none, none]),
        Refusal::ImpossibleConsumer => (Why::ImpossibleConsumer, [none, none]),
        Refusal::EmptyLoad(node) => (Why::EmptyLoad, [node.into(), none]),
        Refusal::NotBetweenCalls(node) => (Why::NotBetweenCalls, [node.into(), none]),
        Refusal::ConsumerClosed(node) => (Why::ConsumerClosed, [node.into(), none]),
        Refusal::NotSending(node) => (Why::NotSending, [node.into(), none]),
        Refusal::NothingToStop => (Why::NothingToStop, [none, none]),
        Refusal::NotRunning(node) => (Why::NotRunning, [node.into(), none]),
        Refusal::AlreadyRunning(node) => (Why::AlreadyRunning, [node.into(), none]),
        Refusal::AlreadyPaused(node) => (Why::AlreadyPaused, [node.into(), none]),
        Refusal::Frozen(node) => (Why::Frozen, [node.into(), none]),
        Refusal::AlreadyPolling(node) => (Why::AlreadyPolling, [node.into(), none]),
        Refusal::NotPaused(node) => (Why::NotPaused, [node.into(), none]),
        Refusal::AlreadyShuttingDown(node) => (Why::AlreadyShuttingDown, [node.into(), none]),
        Refusal::AlreadyIsolated(node) => (Why::AlreadyIsolated, [node.into(), none]),
        Refusal::NotIsolated(node) => (Why::NotIsolated, [node.into(), none]),
        Refusal::NothingChanges => (Why::NothingChanges, [none, none]),
        Refusal::NotInFlight(_) => (Why::NotInFlight, [none, none]),
        Refusal::AlreadyHeld(_) => (Why::AlreadyHeld, [none, none]),
        Refusal::NotHeld(_) => (Why::NotHeld, [none, none]),
        Refusal::LinkToItself(node) => (Why::LinkToItself, [node.into(), none]),
        Refusal::AlreadyCut(a, b) => (Why::AlreadyCut, ends(a, b)),
        Refusal::NotCut(a, b) => (Why::NotCut, ends(a, b)),
        Refusal::NothingToHeal => (Why::NothingToHeal, [none, none]),
    };
    words.say(lang, why.meaning(), &values)
}

fn ends(a: NodeId, b: NodeId) -> [Value<'static>; 2] {
    let (a, b) = a.link(b);
    [a.into(), b.into()]
}

meanings! {
    /// Why a command was not carried out.
    pub enum Why from ConsumerLine::TABLE.end();
    NoSuchNode:
        "{0} is not in this cluster, or is of another kind than this command needs. Choose one that is in the \
         picture: faults are for brokers, records are sent by producers.",
        "{0은} 이 클러스터에 없거나 이 명령의 대상이 아닙니다. 그림에 있는 것을 고르세요. 장애는 \
         브로커에, 레코드 보내기는 프로듀서에 쓸 수 있습니다.";
    TooManyPartitions:
        "A cluster can have {0} partitions here, all topics together, and it would have more. Ask for fewer.",
        "여기서는 클러스터 전체의 파티션이 {0}개까지인데 그보다 많아집니다. 더 적게 요청하세요.";
    TooManyClients:
        "A cluster can have {0} producers and {0} consumers here, and it has as many already.",
        "여기서는 프로듀서와 컨슈머를 각각 {0}개까지 둘 수 있는데 이미 그만큼 있습니다.";
    ImpossibleProducer:
        "No producer can be made with this configuration. The values that do not go together are refused in the form.",
        "이 설정으로는 프로듀서를 만들 수 없습니다. 함께 쓸 수 없는 값이 양식에 표시됩니다.";
    ImpossibleConsumer:
        "No consumer can be made with this configuration. The values that do not go together are refused in the form.",
        "이 설정으로는 컨슈머를 만들 수 없습니다. 함께 쓸 수 없는 값이 양식에 표시됩니다.";
    EmptyLoad:
        "{0} would have nothing to send. Name at least one partition, and leave at least 1 ms from one record to \
         the next.",
        "{0이} 레코드를 보낼 곳이나 간격이 정해지지 않았습니다. 파티션을 하나 이상 고르고, 레코드 사이의 간격을 1 ms 이상으로 정하세요.";
    NotBetweenCalls:
        "The application of {0} is in another call. Wait until that has ended.",
        "{0}의 애플리케이션이 다른 호출의 결과를 기다리는 중입니다. 그 호출이 끝날 때까지 기다리세요.";
    ConsumerClosed:
        "{0} is closed, and takes no call any more. Add another consumer instead.",
        "{0은} 닫혀서 더는 호출할 수 없습니다. 대신 컨슈머를 추가하세요.";
    NotSending:
        "{0} sends nothing by itself, so there is nothing to stop.",
        "{0은} 계속 보내고 있지 않으므로 멈출 것이 없습니다.";
    NothingToStop:
        "Nothing would happen by itself: the scenario has come to its end, and no producer sends steadily.",
        "저절로 일어날 일이 남아 있지 않습니다. 시나리오가 끝났고, 계속 보내고 있는 프로듀서도 없습니다.";
    NotRunning:
        "{0} is not running. Restart it first.",
        "{0은} 실행 중이 아닙니다. 먼저 재시작하세요.";
    AlreadyRunning:
        "{0} is running already. Only what is not running can be started.",
        "{0은} 이미 실행 중입니다. 실행 중이 아닐 때만 시작할 수 있습니다.";
    AlreadyPaused:
        "{0} is frozen already. Unfreeze lets it go on.",
        "{0은} 이미 멈춰 있습니다. 다시 움직이기를 누르면 다시 움직입니다.";
    Frozen:
        "{0} is frozen, so its application calls nothing. Unfreeze it first.",
        "{0이} 멈춰 있어 애플리케이션이 아무것도 호출하지 않습니다. 먼저 다시 움직이게 하세요.";
    AlreadyPolling:
        "The application of {0} polls in a loop already.",
        "{0}의 애플리케이션은 이미 루프에서 poll을 계속 호출하고 있습니다.";
    NotPaused:
        "{0} is not frozen, so there is nothing to unfreeze.",
        "{0은} 멈춰 있지 않으므로 다시 움직이게 할 것이 없습니다.";
    AlreadyShuttingDown:
        "{0} is shutting down already. Wait until it has stopped, or crash it.",
        "{0은} 이미 종료 중입니다. 종료될 때까지 기다리거나 강제 종료하세요.";
    AlreadyIsolated:
        "{0} is isolated already. Rejoin ends that.",
        "{0은} 이미 격리되어 있습니다. 격리 해제를 누르면 다시 통신합니다.";
    NotIsolated:
        "{0} is not isolated, so there is nothing to rejoin.",
        "{0은} 격리되어 있지 않으므로 해제할 것이 없습니다.";
    NothingChanges:
        "Nothing would change: it is as fast, or as slow, as that already. Choose another value.",
        "바뀌는 것이 없습니다. 이미 그만큼 빠르거나 느립니다. 다른 값을 고르세요.";
    NotInFlight:
        "The message is not on its way at this moment: it has arrived, is lost, or was not sent yet. Step back \
         to a moment at which it travels, or choose another one.",
        "이 메시지는 지금 전송 중이 아닙니다. 이미 도착했거나 유실되었거나 아직 보내지 않았습니다. \
         메시지가 전송 중인 시점으로 돌아가거나 다른 메시지를 고르세요.";
    AlreadyHeld:
        "The message is held already. Let it go first.",
        "이 메시지는 이미 붙잡혀 있습니다. 먼저 놓아주세요.";
    NotHeld:
        "The message is not held, so there is nothing to let go.",
        "이 메시지는 붙잡혀 있지 않으므로 놓아줄 것이 없습니다.";
    LinkToItself:
        "A link has two ends, and both were {0}. Choose two different nodes.",
        "연결에는 양 끝이 있는데 둘 다 {0으로} 지정되었습니다. 서로 다른 노드를 고르세요.";
    AlreadyCut:
        "The link {0}–{1} is cut already. Heal mends it.",
        "{0}–{1} 연결은 이미 끊겨 있습니다. 복구를 누르면 다시 이어집니다.";
    NotCut:
        "The link {0}–{1} is not cut, so there is nothing to heal.",
        "{0}–{1} 연결은 끊겨 있지 않으므로 복구할 것이 없습니다.";
    NothingToHeal:
        "Nothing is broken, so there is nothing to heal.",
        "장애가 없으므로 복구할 것이 없습니다.";
}
