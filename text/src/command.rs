//! What a person may do: what stands on the button, and what the event list says of it.

mod consumer;
mod effect;

pub use effect::{Effect, effect};

use highwater_core::command::{AdminCommand, Command, ElectionType, OffsetTarget, ProducerCall};
use highwater_core::id::{BrokerId, NodeId, PartitionIndex};

use crate::{Lang, Message, same, say};

/// What stands on the button: stable, for people and for tests.
#[must_use]
pub fn label(lang: Lang, command: &Command) -> String {
    match command {
        Command::Produce { .. } => lang.pick("Send a record", "레코드 보내기").to_owned(),
        Command::SendSteadily {
            topic,
            partitions,
            every_ms,
            ..
        } => say!(
            lang,
            "Send to {0} every {1} ms",
            "{0}에 {1} ms마다 보내기",
            &load_target(topic, partitions),
            every_ms
        ),
        Command::CallProducer { call, .. } => match call {
            ProducerCall::Create => lang.pick("Make the producer", "프로듀서 만들기"),
            ProducerCall::Flush => lang.pick("Flush", "바로 보내기(flush)"),
            ProducerCall::Close { .. } => lang.pick("Close the producer", "프로듀서 닫기"),
        }
        .to_owned(),
        Command::CallConsumer { call, .. } => consumer::label(lang, call),
        Command::DisturbLoop { fault, .. } => consumer::fault_label(lang, *fault),
        Command::StartProducer(_) => lang.pick("Add a producer", "프로듀서 추가").to_owned(),
        Command::StartConsumer(_) => lang.pick("Add a consumer", "컨슈머 추가").to_owned(),
        Command::StopSending(_) => lang.pick("Stop sending", "그만 보내기").to_owned(),
        Command::Crash(node) => say!(lang, "Crash {0}", "{0} 강제 종료", node),
        Command::PowerLoss(node) => say!(lang, "Cut power of {0}", "{0} 전원 차단", node),
        Command::Restart(node) => say!(lang, "Restart {0}", "{0} 재시작", node),
        Command::Pause(node) => say!(lang, "Freeze {0}", "{0} 멈추기", node),
        Command::Resume(node) => say!(lang, "Unfreeze {0}", "{0} 다시 움직이기", node),
        Command::Shutdown(node) => say!(lang, "Shut down {0}", "{0} 정상 종료", node),
        Command::SlowBroker { broker, by_ms } => slower(lang, &same!(lang, "{0}", broker), *by_ms),
        Command::SlowDisk { broker, by_ms } => slower(
            lang,
            &say!(lang, "the disk of {0}", "{0} 디스크", broker),
            *by_ms,
        ),
        Command::SlowLink { a, b, by_ms } => {
            slower(lang, &say!(lang, "{0}", "{0} 연결", &link(*a, *b)), *by_ms)
        }
        Command::Cut(a, b) => say!(lang, "Cut {0}", "{0} 연결 끊기", &link(*a, *b)),
        Command::CutOneWay { from, to } => {
            say!(lang, "Cut {0} → {1}", "{0} → {1} 방향만 끊기", from, to)
        }
        Command::Heal(a, b) => say!(lang, "Heal {0}", "{0} 복구", &link(*a, *b)),
        Command::Isolate(node) => say!(lang, "Isolate {0}", "{0} 격리하기", node),
        Command::Rejoin(node) => say!(lang, "Rejoin {0}", "{0} 격리 해제", node),
        Command::Release(_) => lang.pick("Let go", "놓아주기").to_owned(),
        Command::Hold(_) => lang.pick("Hold", "붙잡아 두기").to_owned(),
        Command::Lose(_) => lang.pick("Lose", "유실시키기").to_owned(),
        Command::Admin(command) => admin(lang, command),
        Command::HealAll => lang.pick("Heal all", "모두 복구").to_owned(),
        Command::StopScript => lang
            .pick("Stop the scenario", "시나리오 중단하기")
            .to_owned(),
    }
}

/// What the link between two nodes is called, whichever of them is named first.
#[must_use]
pub fn link(a: NodeId, b: NodeId) -> String {
    let (a, b) = a.link(b);
    same!(Lang::En, "{0}–{1}", a, b)
}

/// Where a steady load goes: one partition, or several of a topic in turn.
fn load_target(topic: &str, partitions: &[PartitionIndex]) -> String {
    match partitions {
        [only] => partition_name(topic, *only),
        _ => topic.to_owned(),
    }
}

fn slower(lang: Lang, what: &str, by_ms: u64) -> String {
    match by_ms {
        0 => say!(lang, "Normal speed for {0}", "{0} 속도 복구", what),
        _ => say!(lang, "Slow {0} by {1} ms", "{0} {1} ms 느리게", what, by_ms),
    }
}

fn admin(lang: Lang, command: &AdminCommand) -> String {
    match command {
        AdminCommand::CreateTopic(topic) => {
            say!(lang, "Create topic {0}", "토픽 {0} 만들기", &*topic.name)
        }
        AdminCommand::CreatePartitions { topic, count, .. } => say!(
            lang,
            "Raise {0} to {1} partitions",
            "{0} 파티션을 {1}개로 늘리기",
            &**topic,
            count
        ),
        AdminCommand::Reassign {
            topic,
            partition,
            replicas,
        } => {
            let name = partition_name(topic, *partition);
            reassign(lang, &name, replicas.as_deref())
        }
        AdminCommand::ElectLeader { election, .. } => match election {
            ElectionType::Preferred => lang.pick("Elect the preferred leader", "선호 리더 선출"),
            ElectionType::Unclean => lang.pick("Elect uncleanly", "언클린 선출"),
        }
        .to_owned(),
        AdminCommand::AlterConfig { topic, key, value } => {
            let whose = topic.as_deref();
            let whose = whose.unwrap_or(lang.pick("all brokers", "모든 브로커"));
            alter_config(lang, whose, key, value.as_deref())
        }
        AdminCommand::DeleteRecords {
            topic,
            partition,
            before_offset,
        } => say!(
            lang,
            "Delete {0} below offset {1}",
            "{0} 오프셋 {1} 미만 삭제",
            &partition_name(topic, *partition),
            before_offset
        ),
        AdminCommand::DescribeGroup(group) => {
            say!(lang, "Describe group {0}", "그룹 {0} 조회", &*group.0)
        }
        AdminCommand::DeleteGroup(group) => {
            say!(lang, "Delete group {0}", "그룹 {0} 삭제", &*group.0)
        }
        AdminCommand::ResetOffsets { group, topic, to } => say!(
            lang,
            "Reset the offsets of group {1} in {0}: {2}",
            "그룹 {1}의 {0} 오프셋 재설정: {2}",
            &**topic,
            &*group.0,
            &offset_target(*to)
        ),
    }
}

/// Where a group is to read on, as the option of `kafka-consumer-groups` says it.
pub(crate) fn offset_target(to: OffsetTarget) -> String {
    match to {
        OffsetTarget::Earliest => "to-earliest".to_owned(),
        OffsetTarget::Latest => "to-latest".to_owned(),
        OffsetTarget::Offset(offset) => ["to-offset ", &offset.to_string()].concat(),
        OffsetTarget::ShiftBy(count) => ["shift-by ", &count.to_string()].concat(),
        OffsetTarget::Since(time) => ["to-datetime ", &time.as_ms().to_string()].concat(),
    }
}

fn reassign(lang: Lang, name: &str, replicas: Option<&[BrokerId]>) -> String {
    match replicas {
        Some(replicas) => say!(
            lang,
            "Reassign {0} to {1}",
            "{0} 재할당: {1}",
            name,
            replicas
        ),
        None => say!(
            lang,
            "Cancel the reassignment of {0}",
            "{0} 재할당 취소",
            name
        ),
    }
}

fn alter_config(lang: Lang, whose: &str, key: &str, value: Option<&str>) -> String {
    match value {
        Some(value) => say!(
            lang,
            "Set {1}={2} for {0}",
            "{0} 설정: {1}={2}",
            whose,
            key,
            value
        ),
        None => say!(
            lang,
            "Reset {1} for {0}",
            "{0} 설정 초기화: {1}",
            whose,
            key
        ),
    }
}

/// A partition that somebody has chosen, or the topic alone.
pub(crate) fn destination(topic: &str, partition: Option<PartitionIndex>) -> String {
    match partition {
        Some(partition) => partition_name(topic, partition),
        None => topic.to_owned(),
    }
}

pub(crate) fn partition_name(topic: &str, partition: PartitionIndex) -> String {
    same!(Lang::En, "{0}-{1}", topic, partition)
}

/// What the event list says when it was done.
pub(crate) fn sentence(lang: Lang, command: &Command) -> String {
    match command {
        Command::Produce {
            topic,
            partition,
            key,
            value,
            ..
        } => {
            let key = key.as_deref().unwrap_or("null");
            let value = value.as_deref().unwrap_or("null");
            let label = label(lang, command);
            same!(
                lang,
                "{0}: {1}, {2}={3}",
                &label,
                &destination(topic, *partition),
                key,
                value
            )
        }
        Command::Hold(id) => say!(lang, "Hold message {0}", "메시지 {0}번 붙잡아 두기", id),
        Command::Release(id) => say!(lang, "Let message {0} go", "메시지 {0}번 놓아주기", id),
        Command::Lose(id) => say!(lang, "Lose message {0}", "메시지 {0}번 유실시키기", id),
        _ => named(lang, command),
    }
}

/// The label where several partitions could be meant: an election's says in which.
#[must_use]
pub fn named(lang: Lang, command: &Command) -> String {
    let label = label(lang, command);
    match command {
        Command::Admin(AdminCommand::ElectLeader {
            topic, partition, ..
        }) => same!(lang, "{0}: {1}-{2}", &label, &**topic, partition),
        _ => label,
    }
}

/// What was done to a message, named by the message itself, for as long as that is known.
#[must_use]
pub fn done_to_message(lang: Lang, command: &Command, message: Message<'_>) -> Option<String> {
    let title = message.title(lang);
    Some(match command {
        Command::Hold(_) => say!(lang, "Hold {0}", "{0} 붙잡아 두기", &title),
        Command::Release(_) => say!(lang, "Let {0} go", "{0} 놓아주기", &title),
        Command::Lose(_) => say!(lang, "Lose {0}", "{0} 유실시키기", &title),
        _ => return None,
    })
}
