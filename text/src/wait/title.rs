//! What waits, in a few words.

use std::sync::Arc;

use highwater_core::client::ProducerState;
use highwater_core::explain::wait::Wait;
use highwater_core::id::{MessageId, NodeId};
use highwater_core::sim::World;

use crate::message::Message;
use crate::{Lang, say};

/// What waits.
#[must_use]
pub fn title(lang: Lang, wait: Wait, world: &World) -> String {
    let names = world.metadata();
    match wait {
        Wait::Leaderless(partition) => {
            let name = &names.name_of(partition);
            say!(lang, "{0} has no leader", "리더 없는 {0}", name)
        }
        Wait::Produce {
            socket, partition, ..
        } => {
            let name = &names.name_of(partition);
            let producer = socket.connection.client;
            say!(
                lang,
                "ack of {0} for {1}",
                "{1}에 보낼 {0} ack",
                name,
                producer
            )
        }
        Wait::Batch {
            producer,
            partition,
        } => {
            let name = &names.name_of(partition);
            say!(
                lang,
                "batch of {0} for {1}",
                "{0}의 {1} 배치",
                producer,
                name
            )
        }
        Wait::NextBatch {
            producer,
            partition,
        } => {
            let name = &names.name_of(partition);
            say!(
                lang,
                "next batch of {0} for {1}",
                "{0}의 다음 {1} 배치",
                producer,
                name
            )
        }
        Wait::Send { producer } => {
            say!(lang, "send of {0}", "{0}의 send", producer)
        }
        Wait::Memory { producer } => say!(
            lang,
            "send of {0}, for room in the buffer",
            "버퍼 자리를 기다리는 {0}의 send",
            producer
        ),
        Wait::Call { producer } => {
            let is_closing = world
                .producer(producer)
                .is_some_and(|it| it.state() == ProducerState::Closing);
            match is_closing {
                true => say!(lang, "close of {0}", "{0}의 close", producer),
                false => say!(lang, "flush of {0}", "{0}의 flush", producer),
            }
        }
        Wait::Member { consumer } | Wait::Coordinator { consumer } => {
            let group = &*group_of(world, consumer);
            say!(lang, "{0} in group {1}", "그룹 {1}의 {0}", consumer, group)
        }
        Wait::Commit { consumer } => say!(lang, "commit of {0}", "{0}의 커밋", consumer),
        Wait::Processing { consumer } => {
            say!(lang, "{0}, processing", "레코드를 처리하는 {0}", consumer)
        }
        Wait::Idle { consumer } => {
            say!(
                lang,
                "{0}, without partitions",
                "파티션이 없는 {0}",
                consumer
            )
        }
        Wait::Unattended {
            consumer,
            partition,
        } => {
            let (name, group) = (&names.name_of(partition), group_of(world, consumer));
            say!(
                lang,
                "{0}, without a reader in {1}",
                "그룹 {1}에서 읽는 컨슈머가 없는 {0}",
                name,
                &*group
            )
        }
        Wait::Broker(broker) => say!(lang, "broker {0}", "브로커 {0}", broker),
        Wait::Follower { broker, partition } => {
            let name = &names.name_of(partition);
            say!(
                lang,
                "{0} on {1}, outside the ISR",
                "ISR 밖에 있는 {1}의 {0}",
                name,
                broker
            )
        }
        Wait::HighWatermark { leader, partition } => {
            let name = &names.name_of(partition);
            say!(lang, "HW of {0} on {1}", "{1}의 {0} HW", name, leader)
        }
        Wait::Frozen(node) => say!(lang, "{0}, frozen", "멈춰 있는 {0}", node),
        Wait::Proposal { leader, partition } => {
            let name = &names.name_of(partition);
            say!(
                lang,
                "ISR of {0} proposed by {1}",
                "{1이} 제안한 {0} ISR",
                name,
                leader
            )
        }
        Wait::Reassignment(partition) => {
            let name = &names.name_of(partition);
            say!(lang, "reassignment of {0}", "{0} 재할당", name)
        }
        Wait::Message(id) => message(lang, id, world),
        Wait::Admin => say!(
            lang,
            "request of the admin client",
            "관리 클라이언트의 요청"
        ),
        Wait::Deletion { leader, .. } => {
            say!(
                lang,
                "deletion of records on {0}",
                "{0}의 레코드 삭제",
                leader
            )
        }
        Wait::Consumer {
            consumer,
            partition,
        } => {
            let name = &names.name_of(partition);
            say!(lang, "{0} on {1}", "{0}의 {1} 읽기", consumer, name)
        }
        Wait::Fetch { broker, socket } => {
            let reader = socket.connection.client;
            say!(
                lang,
                "fetch of {0} on {1}",
                "{1}에서 대기 중인 {0}의 Fetch",
                reader,
                broker
            )
        }
    }
}

fn group_of(world: &World, consumer: NodeId) -> Arc<str> {
    let consumer = world.consumer(consumer);
    consumer.map_or_else(Arc::default, |it| it.config().group_id.clone())
}

/// A message by what it is, and whether it has arrived and nobody has read it.
fn message(lang: Lang, id: MessageId, world: &World) -> String {
    let network = world.network();
    let on_its_way = network.message(id);
    let Some((socket, direction, message)) = on_its_way.or_else(|| network.unread_message(id))
    else {
        return say!(lang, "message {0}", "메시지 {0}번", id);
    };
    let message = Message {
        connection: socket.connection,
        direction,
        gist: &message.gist,
    };
    let title = message.title(lang);
    match on_its_way {
        Some(_) => title,
        None => say!(lang, "{0}, unread", "읽지 않은 {0}", &title),
    }
}

/// What is asked of it: the heading over its reasons.
#[must_use]
pub fn question(lang: Lang, wait: Wait) -> &'static str {
    let (en, ko) = match wait {
        Wait::Leaderless(_) => ("Why does nobody lead?", "왜 리더가 없나요?"),
        Wait::Produce { .. } => (
            "Why is the ack still waiting?",
            "왜 ack가 아직 오지 않나요?",
        ),
        Wait::Memory { .. } => ("Why is send() blocked?", "왜 send()가 반환되지 않나요?"),
        Wait::Call { .. } => ("Why does the call not return?", "왜 호출이 끝나지 않나요?"),
        Wait::NextBatch { .. } => ("Why is it not sent yet?", "왜 아직 보내지 않나요?"),
        Wait::Member { .. } => (
            "Why is its assignment not complete yet?",
            "왜 이 멤버의 할당이 아직 다 적용되지 않았나요?",
        ),
        Wait::Coordinator { .. } => (
            "Why does it not know its coordinator?",
            "왜 코디네이터를 모르나요?",
        ),
        Wait::Idle { .. } => (
            "Why does it have no partitions?",
            "왜 맡은 파티션이 없나요?",
        ),
        Wait::Unattended { .. } => ("Why does nobody read it?", "왜 읽는 컨슈머가 없나요?"),
        Wait::Commit { .. } => (
            "Why is the commit not done yet?",
            "왜 커밋이 아직 끝나지 않았나요?",
        ),
        Wait::Processing { .. } => (
            "Why does it not call poll()?",
            "왜 poll()을 호출하지 않나요?",
        ),
        Wait::Batch { .. } | Wait::Send { .. } => (
            "Why is it not acknowledged yet?",
            "왜 아직 ack를 받지 못했나요?",
        ),
        Wait::HighWatermark { .. } => (
            "Why is the high watermark below the log's end?",
            "왜 하이 워터마크가 로그 끝보다 낮은가요?",
        ),
        Wait::Frozen(_) => ("Why does it do nothing?", "왜 아무것도 하지 않나요?"),
        Wait::Follower { .. } => ("Why is it not in the ISR?", "왜 ISR에 없나요?"),
        Wait::Consumer { .. } => ("Why does it not read on?", "왜 더 읽지 않나요?"),
        Wait::Broker(_)
        | Wait::Proposal { .. }
        | Wait::Reassignment(_)
        | Wait::Message(_)
        | Wait::Admin
        | Wait::Deletion { .. }
        | Wait::Fetch { .. } => ("Why is it waiting?", "왜 기다리나요?"),
    };
    lang.pick(en, ko)
}
