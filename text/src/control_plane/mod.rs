//! The control plane: the records of the metadata log in short, how far brokers have applied it, and
//! the sessions that run out.

mod field;

pub use field::fields;

use highwater_core::id::{BrokerId, Offset};
use highwater_core::metadata::{ConfigResource, MetadataImage, MetadataRecord, PartitionChange};
use highwater_core::sim::{BrokerLiveness, LivenessState, MetadataEntry};
use highwater_core::time::Span;

use crate::fill::Value;
use crate::{Lang, same, say, standing};

/// What matters in a record of the metadata log, in short: `orders-0: leader b2, epoch 2, ISR b2, b3`.
#[must_use]
pub fn brief(lang: Lang, entry: &MetadataEntry<'_>, names: &MetadataImage) -> String {
    match entry.record {
        MetadataRecord::RegisterBroker {
            broker,
            broker_epoch,
            ..
        } => say!(
            lang,
            "{0}, broker epoch {1}",
            "{0}, 브로커 에포크 {1}",
            broker,
            broker_epoch
        ),
        MetadataRecord::BrokerRegistrationChange {
            broker,
            fenced,
            in_controlled_shutdown,
            ..
        } => {
            let change = match (fenced, in_controlled_shutdown) {
                (Some(true), _) => lang.pick("fenced", "펜싱됨"),
                (Some(false), _) => lang.pick("unfenced", "펜싱 해제됨"),
                (None, _) => standing::controlled_shutdown(lang),
            };
            same!(lang, "{0}: {1}", broker, change)
        }
        MetadataRecord::Topic { name, .. } => String::from(&**name),
        MetadataRecord::Config {
            resource,
            key,
            value,
        } => {
            let value = value.as_deref().unwrap_or(lang.pick("removed", "삭제됨"));
            let whose = whose(lang, *resource, names);
            same!(lang, "{0}: {1}={2}", &whose, &**key, value)
        }
        MetadataRecord::ClearElr { topic } => match topic {
            Some(topic) => whose(lang, ConfigResource::Topic(*topic), names),
            None => lang.pick("all topics", "모든 토픽").to_owned(),
        },
        MetadataRecord::ProducerIds {
            broker,
            next_producer_id,
            ..
        } => same!(lang, "{0}: …{1}", *broker, next_producer_id.0 - 1),
        MetadataRecord::Partition {
            partition,
            registration,
        } => {
            let leader = leader(lang, registration.leader);
            let isr = Value::Brokers(&registration.isr);
            same!(
                lang,
                "{0}: {1}, ISR {2}",
                &names.name_of(*partition),
                &leader,
                isr
            )
        }
        MetadataRecord::PartitionChange { partition, change } => {
            let mut brief = names.name_of(*partition);
            for (place, part) in changes(lang, entry, change).iter().enumerate() {
                brief.push_str(if place == 0 { ": " } else { ", " });
                brief.push_str(part);
            }
            brief
        }
    }
}

fn whose(lang: Lang, resource: ConfigResource, names: &MetadataImage) -> String {
    match resource {
        ConfigResource::Brokers => lang.pick("all brokers", "모든 브로커").to_owned(),
        ConfigResource::Topic(id) => {
            let topic = names.topics.get(&id);
            topic.map_or_else(String::new, |topic| String::from(&*topic.name))
        }
    }
}

fn leader(lang: Lang, leader: Option<BrokerId>) -> String {
    match leader {
        Some(leader) => say!(lang, "leader {0}", "리더 {0}", leader),
        None => standing::offline(lang).to_owned(),
    }
}

/// What a change of a partition changes, each by itself.
fn changes(lang: Lang, entry: &MetadataEntry<'_>, change: &PartitionChange) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(new) = change.leader {
        parts.push(leader(lang, new));
    }
    if let Some(epoch) = entry.leader_epoch {
        parts.push(say!(lang, "epoch {0}", "에포크 {0}", epoch));
    }
    for (name, brokers) in [
        ("ISR", &change.isr),
        ("ELR", &change.elr),
        (
            lang.pick("last known leader", "마지막으로 알려진 리더"),
            &change.last_known_elr,
        ),
        (lang.pick("replicas", "레플리카"), &change.replicas),
        (lang.pick("adding", "추가 중"), &change.adding),
        (lang.pick("removing", "제거 중"), &change.removing),
    ] {
        if let Some(brokers) = brokers {
            let brokers = Value::Brokers(brokers);
            parts.push(same!(lang, "{0} {1}", name, brokers));
        }
    }
    if let Some(recovering) = change.recovering {
        let (en, ko) = if recovering {
            ("recovering", "복구 중")
        } else {
            ("recovered", "복구됨")
        };
        parts.push(lang.pick(en, ko).to_owned());
    }
    parts
}

/// The accessible name of a record's cell: stable, for people and for tests.
#[must_use]
pub fn record(lang: Lang, entry: &MetadataEntry<'_>, names: &MetadataImage) -> String {
    let brief = brief(lang, entry, names);
    say!(
        lang,
        "{0} at offset {1}, {2}",
        "{0}, 오프셋 {1}, {2}",
        entry.record.name(),
        entry.offset,
        &brief
    )
}

/// How far a broker has applied the metadata log.
#[must_use]
pub fn applied(lang: Lang, broker: BrokerId, end: Offset) -> String {
    say!(
        lang,
        "{0} has applied the metadata log below offset {1}",
        "{0}, 메타데이터 로그를 오프셋 {1} 앞까지 적용함",
        broker,
        end
    )
}

/// What the controller lets a broker do, in a word; nothing where it takes part as usual.
#[must_use]
pub fn state(lang: Lang, state: LivenessState) -> &'static str {
    match state {
        LivenessState::Unregistered => lang.pick("not registered", "등록 안 됨"),
        LivenessState::Fenced => lang.pick("fenced", "펜싱됨"),
        LivenessState::ControlledShutdown => standing::controlled_shutdown(lang),
        LivenessState::Active => "",
    }
}

/// What is left of a session at least, in whole seconds, or in tenths where that is less than one: the number
/// stands still for a while.
#[must_use]
pub fn left(lang: Lang, left: Span) -> String {
    let ms = left.as_ms();
    if ms >= 1_000 {
        return say!(lang, "{0} s", "{0}초", ms / 1_000);
    }
    let tenths = ms.div_ceil(100);
    say!(lang, "{0}.{1} s", "{0}.{1}초", tenths / 10, tenths % 10)
}

/// The accessible name of a broker's session: stable, for people and for tests.
#[must_use]
pub fn session(lang: Lang, broker: &BrokerLiveness) -> String {
    let mut name = same!(lang, "{0}", broker.broker);
    let state = state(lang, broker.state);
    if !state.is_empty() {
        name.push_str(", ");
        name.push_str(state);
    }
    name.push_str(", ");
    match broker.left {
        None => name.push_str(lang.pick("no session", "세션 없음")),
        Some(Span::ZERO) => name.push_str(lang.pick("its session has run out", "세션 만료")),
        Some(left) => name.push_str(&say!(
            lang,
            "{0} of its session left",
            "세션 {0} 남음",
            &self::left(lang, left)
        )),
    }
    name
}
