//! What `kafka-consumer-groups --reset-offsets --execute` prints (`ConsumerGroupCommand`).

use super::{class_of, message_of};
use crate::group::classic::GroupId;
use crate::sim::World;
use crate::wire::ErrorCode;

/// The rows that the tool prints once it has reset what a group has committed of a topic; of a group that
/// is not inactive it says so first, and prints none. Of a topic that is not there it says only that.
#[must_use]
pub fn reset_offsets_output(world: &World, group: &str, topic: &str) -> String {
    let mut text = String::from("\n");
    let id = GroupId(group.into());
    let mut rows = String::new();
    let mut is_active = false;
    for broker in world.brokers() {
        let Some(process) = broker.process() else {
            continue;
        };
        let Some(described) = process.describe_group(&id) else {
            continue;
        };
        if !described.state.is_inactive() {
            text.push_str(&format!(
                "Error: Assignments can only be reset if the group '{group}' is inactive, but the current \
                 state is {}.\n\n",
                described.state.name()
            ));
            is_active = true;
            break;
        }
        let offsets = process
            .shard_of(&id)
            .and_then(|it| it.offsets().of_group(&id));
        for (partition, kept) in offsets.into_iter().flatten() {
            let registered = world.metadata().topics.get(&partition.topic);
            if registered.is_some_and(|registered| &*registered.name == topic) {
                rows.push_str(&row(
                    group,
                    topic,
                    &partition.partition.to_string(),
                    &kept.committed.offset.to_string(),
                ));
            }
        }
    }
    if !is_active && world.metadata().topic_named(topic).is_none() {
        let error = ErrorCode::UnknownTopicOrPartition;
        let (class, reason) = (class_of(error), message_of(error));
        text.push_str(&format!(
            "Error: Executing consumer group command failed due to {reason}\n\
             org.apache.kafka.common.errors.{class}: {reason}\n"
        ));
        return text;
    }
    text.push_str(&row("GROUP", "TOPIC", "PARTITION", "NEW-OFFSET"));
    text.push_str(&rows);
    text
}

fn row(group: &str, topic: &str, partition: &str, offset: &str) -> String {
    let row = format!("{group:<15} {topic:<15} {partition:<10} {offset:<15}");
    [row.trim_end(), "\n"].concat()
}
