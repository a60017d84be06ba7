//! What is asked for when somebody makes a call of a consumer's, or resets what its group has committed.

use highwater_core::client::Consumer;
use highwater_core::id::NodeId;
use highwater_text::Lang;

use super::{Field, Takes, field, number};
use crate::session::{CallForm, Session};

/// Where a group may be read on, as `kafka-consumer-groups --reset-offsets` is told it.
pub const TARGETS: [&str; 4] = ["to-earliest", "to-latest", "to-offset", "shift-by"];

/// What a call is told.
pub fn call(session: &Session, node: NodeId, call: CallForm, lang: Lang) -> Vec<Field> {
    let partition = field(lang.pick("Partition", "파티션"), "", Takes::Partition);
    let offset = number(lang.pick("Offset", "오프셋"), 0);
    match call {
        CallForm::Subscribe => {
            let topics = topics(session, node).join(", ");
            let label = lang.pick("Topics", "토픽");
            vec![field(label, &topics, Takes::Words)]
        }
        CallForm::Assign => {
            let label = lang.pick("Partitions", "파티션 목록");
            vec![field(label, &partitions(session, node), Takes::Words)]
        }
        CallForm::Poll => vec![number(lang.pick("For (ms)", "시간(ms)"), 1_000)],
        CallForm::Pause | CallForm::Resume => vec![partition],
        CallForm::Seek | CallForm::CommitOffset => vec![partition, offset],
    }
}

/// Where a group is to be read on.
pub fn reset_offsets(session: &Session, node: NodeId, lang: Lang) -> Vec<Field> {
    let topics = topics(session, node);
    let topic = topics.first().map_or("", |topic| topic);
    vec![
        field(lang.pick("Topic", "토픽"), topic, Takes::Words),
        field(lang.pick("Where to", "어디로"), "", Takes::OneOf(&TARGETS)),
        number(
            lang.pick("Offset, or how many records", "오프셋 또는 레코드 수"),
            0,
        ),
    ]
}

/// What the consumer subscribes to, or the first topic there is.
fn topics(session: &Session, node: NodeId) -> Vec<String> {
    let world = session.world();
    let subscribed = world.consumer(node).map(Consumer::subscription);
    let mut topics = Vec::new();
    for topic in subscribed.map_or(&[][..], |it| it.topics()) {
        topics.push(topic.to_string());
    }
    if topics.is_empty() {
        let first = world.metadata().partitions_of_users().next();
        let topic = first.and_then(|(id, _)| world.metadata().topics.get(&id.topic));
        topics.extend(topic.map(|topic| topic.name.to_string()));
    }
    topics
}

/// What the consumer reads, or the first partition there is.
fn partitions(session: &Session, node: NodeId) -> String {
    let world = session.world();
    let consumer = world.consumer(node);
    let mut read = consumer.map_or_else(Vec::new, |it| it.subscription().assigned());
    if read.is_empty() {
        let first = world.metadata().partitions_of_users().next();
        read.extend(first.map(|(id, _)| id));
    }
    let names = read.iter().map(|id| world.metadata().name_of(*id));
    names.collect::<Vec<_>>().join(", ")
}
