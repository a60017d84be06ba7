//! The records of the metadata log as recordings spell them: Kafka's names, and only fields that
//! changed.

use std::collections::BTreeMap;

use highwater_core::id::{BrokerId, TopicId, TopicPartition};
use highwater_core::metadata::{
    ConfigResource, MetadataImage, MetadataRecord, PartitionChange, PartitionRegistration,
};
use serde_json::{Map, Value, json};

use super::recorder::recorder;

/// The records that recordings know, with their fields. `topic` stands for the topic's id.
const KNOWN: [(&str, &[&str]); 7] = [
    ("TopicRecord", &["name"]),
    (
        "ConfigRecord",
        &["resourceType", "resourceName", "name", "value"],
    ),
    ("ClearElrRecord", &["topicName"]),
    (
        "PartitionRecord",
        &[
            "topic",
            "partitionId",
            "replicas",
            "isr",
            "removingReplicas",
            "addingReplicas",
            "leader",
            "leaderRecoveryState",
            "leaderEpoch",
            "partitionEpoch",
            "eligibleLeaderReplicas",
            "lastKnownElr",
        ],
    ),
    (
        "PartitionChangeRecord",
        &[
            "topic",
            "partitionId",
            "isr",
            "leader",
            "replicas",
            "removingReplicas",
            "addingReplicas",
            "leaderRecoveryState",
            "eligibleLeaderReplicas",
            "lastKnownElr",
        ],
    ),
    (
        "RegisterBrokerRecord",
        &["brokerId", "rack", "fenced", "inControlledShutdown"],
    ),
    (
        "BrokerRegistrationChangeRecord",
        &["brokerId", "fenced", "inControlledShutdown"],
    ),
];

/// A topic's resource type in a `ConfigRecord`; those of brokers are not recorded.
const TOPIC: u8 = 2;

/// Records by what they are about (`orders-0`, `broker 1`, `topic orders`), each list in order.
pub type BySubject = BTreeMap<String, Vec<Value>>;

/// The records of a step, as recorded.
///
/// # Errors
/// When one is unknown, or has a field that is.
pub fn recorded(records: &[Value]) -> Result<BySubject, String> {
    let mut by_subject = BySubject::new();
    for record in records {
        let fields = record.as_object().ok_or("a metadata record is no object")?;
        let kind = fields.get("type").and_then(Value::as_str);
        let kind = kind.ok_or("a metadata record has no `type`")?;
        let Some((_, known)) = KNOWN.iter().find(|(name, _)| *name == kind) else {
            return Err(format!("unknown metadata record `{kind}`"));
        };
        let is_known = |field: &&String| *field == "type" || known.contains(&field.as_str());
        if let Some(field) = fields.keys().find(|field| !is_known(field)) {
            return Err(format!("unknown field `{field}` of a {kind}"));
        }
        by_subject
            .entry(subject(fields))
            .or_default()
            .push(record.clone());
    }
    Ok(in_order(by_subject))
}

/// The same records, as the controller of the engine wrote them. Kinds that the recordings leave out
/// are left out where `recorded` has none of them.
#[must_use]
pub fn written(
    records: &[MetadataRecord],
    image: &MetadataImage,
    recorded: &BySubject,
) -> BySubject {
    let mut by_subject = BySubject::new();
    for record in records {
        let Some(fields) = spelled(record, image) else {
            continue;
        };
        let subject = subject(&fields);
        let unrecorded = &recorder().unrecorded_metadata_records;
        let kind = fields
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let seen = recorded.get(&subject).into_iter().flatten();
        let is_seen = seen.clone().any(|record| record["type"] == kind);
        if is_seen || !unrecorded.contains_key(kind) {
            by_subject
                .entry(subject)
                .or_default()
                .push(Value::Object(fields));
        }
    }
    in_order(by_subject)
}

/// The settings of one topic are written in the order of a hash map.
fn in_order(mut records: BySubject) -> BySubject {
    for list in records.values_mut() {
        let is_config = |record: &Value| record["type"] == "ConfigRecord";
        for run in list.chunk_by_mut(|a, b| is_config(a) && is_config(b)) {
            run.sort_by_key(|record| record["name"].to_string());
        }
    }
    records
}

fn subject(fields: &Map<String, Value>) -> String {
    let text = |field: &str| match fields.get(field) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    if fields.contains_key("partitionId") {
        format!("{}-{}", text("topic"), text("partitionId"))
    } else if fields.contains_key("brokerId") {
        format!("broker {}", text("brokerId"))
    } else if fields.contains_key("resourceName") {
        format!("topic {}", text("resourceName"))
    } else if fields.contains_key("topicName") {
        format!("topic {}", text("topicName"))
    } else {
        format!("topic {}", text("name"))
    }
}

fn spelled(record: &MetadataRecord, image: &MetadataImage) -> Option<Map<String, Value>> {
    let fields = match record {
        MetadataRecord::RegisterBroker { broker, rack, .. } => json!({
            "type": "RegisterBrokerRecord",
            "brokerId": broker.0,
            "rack": rack.as_deref(),
            "fenced": true,
            "inControlledShutdown": false,
        }),
        MetadataRecord::BrokerRegistrationChange {
            broker,
            fenced,
            in_controlled_shutdown,
            ..
        } => {
            let changed = |now: bool| if now { 1 } else { -1 };
            json!({
                "type": "BrokerRegistrationChangeRecord",
                "brokerId": broker.0,
                "fenced": fenced.map(changed),
                "inControlledShutdown": in_controlled_shutdown.map(changed),
            })
        }
        MetadataRecord::Topic { name, .. } => json!({"type": "TopicRecord", "name": name}),
        MetadataRecord::Config {
            resource: ConfigResource::Topic(topic),
            key,
            value,
        } => json!({
            "type": "ConfigRecord",
            "resourceType": TOPIC,
            "resourceName": topic_name(*topic, image),
            "name": key,
            "value": value.as_deref(),
        }),
        MetadataRecord::Config { .. } => return None,
        MetadataRecord::ClearElr { topic } => json!({
            "type": "ClearElrRecord",
            "topicName": topic.map(|topic| topic_name(topic, image)),
        }),
        MetadataRecord::ProducerIds { .. } => return None,
        MetadataRecord::Partition {
            partition,
            registration,
        } => created(*partition, registration, image),
        MetadataRecord::PartitionChange { partition, change } => changed(*partition, change, image),
    };
    let Value::Object(mut fields) = fields else {
        return None;
    };
    fields.retain(|field, value| !value.is_null() || field == "rack");
    Some(fields)
}

fn created(
    partition: TopicPartition,
    registration: &PartitionRegistration,
    image: &MetadataImage,
) -> Value {
    let unless_empty = |list: &[BrokerId]| (!list.is_empty()).then(|| ids(list));
    json!({
        "type": "PartitionRecord",
        "topic": topic_name(partition.topic, image),
        "partitionId": partition.partition.0,
        "replicas": ids(&registration.replicas),
        "isr": ids(&registration.isr),
        "removingReplicas": ids(&registration.removing),
        "addingReplicas": ids(&registration.adding),
        "leader": leader(registration.leader),
        "leaderEpoch": registration.leader_epoch.0,
        "partitionEpoch": registration.partition_epoch.0,
        "leaderRecoveryState": registration.recovering.then_some(1),
        "eligibleLeaderReplicas": unless_empty(&registration.elr),
        "lastKnownElr": unless_empty(&registration.last_known_elr),
    })
}

fn changed(partition: TopicPartition, change: &PartitionChange, image: &MetadataImage) -> Value {
    let list = |list: &Option<Vec<BrokerId>>| list.as_deref().map(ids);
    json!({
        "type": "PartitionChangeRecord",
        "topic": topic_name(partition.topic, image),
        "partitionId": partition.partition.0,
        "isr": list(&change.isr),
        "leader": change.leader.map(leader),
        "replicas": list(&change.replicas),
        "removingReplicas": list(&change.removing),
        "addingReplicas": list(&change.adding),
        "leaderRecoveryState": change.recovering.map(u8::from),
        "eligibleLeaderReplicas": list(&change.elr),
        "lastKnownElr": list(&change.last_known_elr),
    })
}

fn ids(ids: &[BrokerId]) -> Vec<u32> {
    ids.iter().map(|id| id.0).collect()
}

/// −1 is nobody.
pub(super) fn leader(leader: Option<BrokerId>) -> i64 {
    leader.map_or(-1, |id| id.0.into())
}

fn topic_name(topic: TopicId, image: &MetadataImage) -> String {
    let topic = image.topics.get(&topic);
    topic.map_or_else(String::new, |topic| topic.name.to_string())
}
