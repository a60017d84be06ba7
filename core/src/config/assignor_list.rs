//! `partition.assignment.strategy`: the assignors that a consumer supports.

use serde::de::{self, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::group::assignor::Assignor;

/// Assignors, the one that the consumer likes best first; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignorList(Vec<Assignor>);

/// Where the assignors' classes are.
const PACKAGE: &str = "org.apache.kafka.clients.consumer.";

/// The assignors with the names of their classes.
const CLASSES: [(Assignor, &str); 4] = [
    (Assignor::Range, "RangeAssignor"),
    (Assignor::RoundRobin, "RoundRobinAssignor"),
    (Assignor::Sticky, "StickyAssignor"),
    (Assignor::CooperativeSticky, "CooperativeStickyAssignor"),
];

impl Default for AssignorList {
    /// Kafka's default.
    fn default() -> Self {
        Self(vec![Assignor::Range, Assignor::CooperativeSticky])
    }
}

impl AssignorList {
    /// The assignors.
    #[must_use]
    pub fn as_slice(&self) -> &[Assignor] {
        &self.0
    }

    /// As a configuration writes it: class names without their package.
    #[must_use]
    pub fn written(&self) -> String {
        let mut text = String::new();
        for assignor in &self.0 {
            if !text.is_empty() {
                text.push_str(", ");
            }
            for (known, class) in CLASSES {
                if known == *assignor {
                    text.push_str(class);
                }
            }
        }
        text
    }

    /// Reads what a configuration says: names of classes, with or without their package, or the names
    /// that the assignors have in the protocol.
    #[must_use]
    pub fn parsed(text: &str) -> Option<Self> {
        let mut assignors = Vec::new();
        for name in text.split(',') {
            let name = name.trim();
            let class = name.strip_prefix(PACKAGE).unwrap_or(name);
            let mut found = Assignor::named(class);
            for (assignor, known) in CLASSES {
                if known == class {
                    found = Some(assignor);
                }
            }
            assignors.push(found?);
        }
        Some(Self(assignors))
    }
}

impl Serialize for AssignorList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.written())
    }
}

impl<'de> Deserialize<'de> for AssignorList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parsed(&text)
            .ok_or_else(|| de::Error::invalid_value(Unexpected::Str(&text), &"assignors"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignors_are_named_by_their_classes() {
        let list = AssignorList::parsed(
            "org.apache.kafka.clients.consumer.StickyAssignor, CooperativeStickyAssignor,range",
        );
        let written = list.as_ref().map(AssignorList::written);
        assert_eq!(
            written.as_deref(),
            Some("StickyAssignor, CooperativeStickyAssignor, RangeAssignor")
        );
        assert_eq!(written.as_deref().map(AssignorList::parsed), Some(list));
        assert_eq!(AssignorList::parsed("Fastest"), None);
        assert_eq!(AssignorList::parsed(""), None);
    }
}
