//! What Kafka's tools printed, held against what the engine prints.

mod groups;

use highwater_core::explain::{describe_topic, describe_topics};
use highwater_core::sim::World;

use super::format::ToolOutput;
use crate::case::{Difference, Failure, Outcome};

/// The tool that the engine has, as recordings spell its call.
const DESCRIBE: &str = "kafka-topics.sh --bootstrap-server <b> --describe";

/// Fields of a partition by their names in the state, for values that vary.
const FIELDS: [(&str, &str); 5] = [
    ("leader", "Leader: "),
    ("replicas", "Replicas: "),
    ("isr", "Isr: "),
    ("elr", "Elr: "),
    ("last_known_elr", "LastKnownElr: "),
];

/// Holds an output against the engine's. `varies` are the parts of the state that are not compared.
///
/// # Errors
/// The first line that differs; or that the engine has no such tool.
pub fn compare(tool: &ToolOutput, world: &World, varies: &[String]) -> Outcome {
    let printed = printed(&tool.command, world).map_err(Failure::Unfit)?;
    let comparable = |output: &str| match groups::is_call(&tool.command) {
        true => groups::comparable(output),
        false => comparable(output, varies),
    };
    let (wanted, found) = (comparable(&tool.output), comparable(&printed));
    for index in 0..wanted.len().max(found.len()) {
        let (wanted, found) = (wanted.get(index), found.get(index));
        if wanted != found {
            let nothing = || "nothing".to_owned();
            let difference = Difference {
                place: format!("tools: `{}`, line {}", tool.command, index + 1),
                expected: wanted.cloned().unwrap_or_else(nothing),
                actual: found.cloned().unwrap_or_else(nothing),
            };
            return Err(difference.into());
        }
    }
    Ok(())
}

fn printed(command: &str, world: &World) -> Result<String, String> {
    if groups::is_call(command) {
        return groups::printed(command, world);
    }
    let unknown = || format!("the engine has no tool `{command}`");
    let rest = command.strip_prefix(DESCRIBE).ok_or_else(unknown)?;
    match rest.split_whitespace().collect::<Vec<_>>()[..] {
        [] => Ok(describe_topics(world)),
        ["--topic", topic] => Ok(describe_topic(world, topic).unwrap_or_default()),
        _ => Err(unknown()),
    }
}

/// The lines, without the ids of topics and what varies.
fn comparable(output: &str, varies: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for line in output.trim_end().lines() {
        let mut fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
        let partition = partition_of(&fields);
        for field in &mut fields {
            let varying = FIELDS.iter().find(|(_, label)| field.starts_with(label));
            let is_masked = field.starts_with("TopicId: ")
                || varying.is_some_and(|(name, _)| {
                    varies.contains(&format!("partitions.{partition}.{name}"))
                });
            if is_masked {
                field.truncate(field.find(": ").map_or(0, |at| at + 2));
            }
            field.truncate(field.trim_end().len());
        }
        lines.push(fields.join("\t"));
    }
    lines
}

fn partition_of(fields: &[String]) -> String {
    let value = |label: &str| {
        let mut values = fields.iter().filter_map(|field| field.strip_prefix(label));
        values.next().unwrap_or_default().to_owned()
    };
    format!("{}-{}", value("Topic: "), value("Partition: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "\tTopic: orders\tPartition: 0\tLeader: 1\tIsr: 1\tElr: 2\tLastKnownElr: ";

    #[test]
    fn ids_padding_and_what_varies_are_left_out_and_nothing_else() {
        let varies = ["partitions.orders-0.elr".to_owned()];
        let line = |line: &str| comparable(line, &varies);
        assert_eq!(line(LINE), line(&LINE.replace("Elr: 2\t", "Elr: 3\t")));
        assert_eq!(line(LINE), line(&format!("{LINE}  ")));
        assert_ne!(line(LINE), line(&LINE.replace("Isr: 1", "Isr: 2")));
        assert_eq!(line("Topic: a\tTopicId: x"), line("Topic: a\tTopicId: y"));
    }

    #[test]
    fn a_tool_that_the_engine_lacks_is_told() {
        let world = World::new(std::sync::Arc::new(super::super::cluster::tests::scenario()));
        for command in [
            "kafka-consumer-groups.sh --bootstrap-server <b> --describe --group g",
            "kafka-topics.sh --bootstrap-server <b> --describe --unavailable-partitions",
        ] {
            assert!(printed(command, &world).is_err(), "{command}");
        }
        let all = "kafka-topics.sh --bootstrap-server <b> --describe";
        assert_eq!(printed(all, &world).as_deref(), Ok(""));
    }
}
