//! What holds of a client's settings, where that depends on the others.

use super::{ConsumerConfig, ProducerConfig};

impl ProducerConfig {
    /// What is in force of a key, as it would be written: a producer that may not be idempotent is none unless
    /// somebody asks for it, and a record has at least the time that one attempt takes.
    #[must_use]
    pub fn in_force(&self, key: &str) -> Option<String> {
        match key {
            "enable.idempotence" => Some(self.is_idempotent().to_string()),
            "delivery.timeout.ms" => Some(self.delivery_timeout_ms().to_string()),
            _ => self.written(key),
        }
    }
}

impl ConsumerConfig {
    /// What is in force of a key, as it would be written: without a group nothing is committed automatically, and of
    /// what a member of the consumer protocol is told by its coordinator nothing is its own.
    #[must_use]
    pub fn in_force(&self, key: &str) -> Option<String> {
        match key {
            "enable.auto.commit" => Some(self.commits_by_itself().to_string()),
            "session.timeout.ms" | "heartbeat.interval.ms" | "partition.assignment.strategy"
                if self.is_consumer_protocol() =>
            {
                None
            }
            _ => self.written(key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::GroupProtocol;
    use crate::wire::Acks;

    #[test]
    fn what_is_in_force_depends_on_the_other_settings() {
        let leader_only = ProducerConfig {
            acks: Acks::Leader,
            ..ProducerConfig::default()
        };
        let slow = ProducerConfig {
            request_timeout_ms: 200_000,
            ..ProducerConfig::default()
        };
        let in_group = ConsumerConfig {
            group_id: "audit".into(),
            ..ConsumerConfig::default()
        };
        let check = |in_force: Option<String>, expected: &str| {
            assert_eq!(in_force.as_deref(), Some(expected));
        };
        check(
            ProducerConfig::default().in_force("enable.idempotence"),
            "true",
        );
        check(leader_only.in_force("enable.idempotence"), "false");
        check(slow.in_force("delivery.timeout.ms"), "200005");
        check(slow.in_force("linger.ms"), "5");
        check(
            ConsumerConfig::default().in_force("enable.auto.commit"),
            "false",
        );
        check(in_group.in_force("enable.auto.commit"), "true");
        check(in_group.in_force("session.timeout.ms"), "45000");
        let coordinated = ConsumerConfig {
            group_protocol: GroupProtocol::Consumer,
            ..in_group
        };
        assert_eq!(coordinated.in_force("session.timeout.ms"), None);
    }
}
