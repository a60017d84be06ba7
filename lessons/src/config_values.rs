//! The values of configuration keys, as the engine has them: Kafka's default, and this cluster's.

use std::collections::BTreeMap;

use highwater_core::config::TopicConfig;
use highwater_core::scenario::Scenario;
use highwater_text::config;
use highwater_text::course::ConfigScope;
use serde::Serialize;

/// A key's default, and its value in a cluster where that is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    /// Kafka's default.
    pub default: String,
    /// The cluster's value, if it is another; where clients differ, each.
    pub here: Option<String>,
}

/// A key's values; none if the engine does not know the key.
#[must_use]
pub fn values(key: &str, scope: ConfigScope, scenario: &Scenario) -> Option<Values> {
    let default = config::key(scope, key)?.default_value();
    // A client that sets nothing has Kafka's value, beside others that have theirs.
    let or_default = |value: Option<String>| Some(value.unwrap_or_else(|| default.clone()));
    let producers = scenario
        .producers
        .iter()
        .map(|producer| or_default(lookup(&producer.config, key)));
    let consumers = scenario
        .consumers
        .iter()
        .map(|consumer| or_default(lookup(&consumer.config, key)));
    let here: Vec<_> = match scope {
        ConfigScope::Broker => vec![lookup(&scenario.broker_config, key)],
        ConfigScope::Producer => producers.collect(),
        ConfigScope::Consumer => consumers.collect(),
        ConfigScope::Topic => {
            let set = |topic: &highwater_core::metadata::TopicSpec| {
                let own = topic.config.get(key).map(ToString::to_string);
                own.or_else(|| lookup(&scenario.broker_config, key))
            };
            TopicConfig::KEYS.contains(&key).then_some(())?;
            scenario.topics.iter().map(set).collect()
        }
    };
    let mut whose: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (place, value) in here.into_iter().enumerate() {
        if let Some(value) = value {
            let name = name_of(scope, place, scenario);
            whose.entry(value).or_default().push(name);
        }
    }
    let is_another = whose.keys().any(|value| *value != default);
    Some(Values {
        here: is_another.then(|| told(&whose)),
        default,
    })
}

/// Who has a value, by its place among those of its kind.
fn name_of(scope: ConfigScope, place: usize, scenario: &Scenario) -> String {
    match scope {
        ConfigScope::Broker => String::new(),
        ConfigScope::Topic => scenario.topics[place].name.to_string(),
        ConfigScope::Producer => format!("p{}", place + 1),
        ConfigScope::Consumer => format!("c{}", place + 1),
    }
}

/// The values; where there are several, each with those that have it.
fn told(whose: &BTreeMap<String, Vec<String>>) -> String {
    if let (1, Some(value)) = (whose.len(), whose.keys().next()) {
        return value.clone();
    }
    let mut values = Vec::new();
    for (value, names) in whose {
        let value = if value.is_empty() { "\"\"" } else { value };
        values.push(format!("{value} ({})", names.join(", ")));
    }
    values.join(", ")
}

fn lookup(config: &impl Serialize, key: &str) -> Option<String> {
    let table = toml::Table::try_from(config).ok()?;
    Some(match table.get(key)? {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Boolean(flag) => flag.to_string(),
        _ => return None,
    })
}
