//! The settings in force of something: each by Kafka's name, with its value, Kafka's default and what it
//! means.

use highwater_core::config::{BrokerConfig, ConsumerConfig, ProducerConfig};

use super::{NAMES, TEXTS, key_of};
use crate::course::ConfigScope;
use crate::loss::DeliverySentence;
use crate::meaning::{Meaning, Table};

/// A setting in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Kafka's name.
    pub name: &'static str,
    /// The value in force.
    pub value: String,
    /// Kafka's default.
    pub default: String,
    /// What it means.
    pub meaning: Meaning,
}

impl Setting {
    /// Whether it is what Kafka starts with.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.value == self.default
    }
}

/// What the keys mean, for the compiler of the course only.
pub const TABLE: Table = Table {
    first: DeliverySentence::TABLE.end(),
    texts: &TEXTS,
};

/// What a key means.
#[must_use]
pub fn meaning(scope: ConfigScope, name: &str) -> Option<Meaning> {
    key_of(scope, name).map(at)
}

fn at(index: usize) -> Meaning {
    Meaning(TABLE.first + u16::try_from(index).unwrap_or(u16::MAX))
}

/// The settings of a broker.
#[must_use]
pub fn of_broker(broker: &BrokerConfig) -> Vec<Setting> {
    let default = BrokerConfig::default();
    settings(ConfigScope::Broker, |name| {
        Some((broker.written(name)?, default.written(name)?))
    })
}

/// The settings of a producer.
#[must_use]
pub fn of_producer(producer: &ProducerConfig) -> Vec<Setting> {
    let default = ProducerConfig::default();
    settings(ConfigScope::Producer, |name| {
        Some((producer.in_force(name)?, default.written(name)?))
    })
}

/// The settings of a consumer.
#[must_use]
pub fn of_consumer(consumer: &ConsumerConfig) -> Vec<Setting> {
    let default = ConsumerConfig::default();
    settings(ConfigScope::Consumer, |name| {
        Some((consumer.in_force(name)?, default.written(name)?))
    })
}

/// The settings of that scope: `written` tells a key's value and its default.
fn settings(
    scope: ConfigScope,
    written: impl Fn(&str) -> Option<(String, String)>,
) -> Vec<Setting> {
    let mut settings = Vec::new();
    for (index, (of, name)) in NAMES.iter().enumerate() {
        if let (true, Some((value, default))) = (*of == scope, written(name)) {
            settings.push(Setting {
                name,
                value,
                default,
                meaning: at(index),
            });
        }
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use crate::config::KEYS;
    use crate::meaning::in_language;

    #[test]
    fn what_differs_from_kafkas_default_is_told_from_what_does_not() {
        let broker = BrokerConfig {
            min_insync_replicas: 2,
            ..BrokerConfig::default()
        };
        let mut changed = of_broker(&broker);
        changed.retain(|setting| !setting.is_default());
        let found: Vec<_> = changed
            .iter()
            .map(|setting| (setting.name, &*setting.value, &*setting.default))
            .collect();
        assert_eq!(found, [("min.insync.replicas", "2", "1")]);
        let all_defaults = of_producer(&ProducerConfig::default());
        assert!(all_defaults.iter().all(Setting::is_default) && all_defaults.len() > 5);
    }

    #[test]
    fn a_key_means_the_same_wherever_it_is_read() {
        let words = in_language(Lang::En);
        for key in KEYS {
            let meaning = meaning(key.scope, key.name).expect(key.name);
            assert_eq!(words.get(meaning), key.meaning.en, "{}", key.name);
        }
        assert_eq!(meaning(ConfigScope::Topic, "no.such.key"), None);
    }
}
