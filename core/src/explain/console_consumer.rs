//! What `kafka-console-consumer` prints of a partition (`ConsoleConsumer`, `DefaultMessageFormatter`).

use crate::id::TopicPartition;
use crate::log::Record;
use crate::sim::World;

/// What is typed for it: everything that can be read of a partition, with times, offsets and keys.
#[must_use]
pub fn console_consumer_command(topic: &str, partition: u32) -> String {
    let mut command = String::from("kafka-console-consumer.sh --bootstrap-server b1:9092 --topic ");
    command.push_str(topic);
    command.push_str(" --partition ");
    command.push_str(&partition.to_string());
    command.push_str(" --offset earliest");
    for property in ["timestamp", "offset", "key"] {
        command.push_str(" --formatter-property print.");
        command.push_str(property);
        command.push_str("=true");
    }
    command
}

/// What that prints before it waits for more: a line for each record below the high watermark. Nothing where
/// nobody leads.
#[must_use]
pub fn console_consumer(world: &World, partition: TopicPartition) -> String {
    let mut text = String::new();
    let Some(leader) = world.leading_replica(partition) else {
        return text;
    };
    let end = leader.log.high_watermark();
    for (offset, _, record) in leader.log.records() {
        if offset >= end {
            break;
        }
        text.push_str("CreateTime:");
        text.push_str(&record.timestamp.as_ms().to_string());
        text.push_str("\tOffset:");
        text.push_str(&offset.to_string());
        put(&mut text, record);
    }
    text
}

/// The key and the value; where there is none, what the formatter writes for that (`null.literal`).
fn put(text: &mut String, record: &Record) {
    for bytes in [&record.key, &record.value] {
        text.push('\t');
        text.push_str(bytes.as_deref().unwrap_or("null"));
    }
    text.push('\n');
}
