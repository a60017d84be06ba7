//! The known deviations: where the engine need not do what was recorded, and why. They are data
//! (`comparison/deviations.json`).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::template::Template;

/// A known deviation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deviation {
    /// Its name.
    pub id: String,
    /// Where it applies.
    pub rule: Rule,
    /// Why it is one.
    pub reason: String,
}

/// Where a deviation applies.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// The product does not print such lines of clients yet.
    LackingLine(Template),
    /// Whether such a line is printed is a race, so one side may have it without the other.
    RaceLine(Template),
    /// A case expects a record in which nothing changed that the case shows.
    UnseenChange,
    /// A list within a line stands in the order of a hash set.
    UnorderedList {
        /// The text before it.
        after: String,
        /// The text behind it.
        until: String,
    },
    /// A process goes through the partitions of one change in the order of a hash map; the lines about
    /// one partition keep their order.
    OrderAmongPartitions,
    /// Replicas were placed at random: the engine places them, too, which is held against the recorded
    /// placement in its shape, and goes on with the recorded one.
    RandomPlacement,
    /// A case is about transactions, which the engine does not have.
    Transactions,
    /// A case of an assignor names topics, but does not show their ids, and in another order than that of
    /// the names these give what was recorded.
    TopicIdsNotShown,
    /// At which moments brokers send their heartbeats was not recorded.
    HeartbeatPhases,
    /// Ids of members and topics are drawn at random, and hash orders hang on them.
    RandomIds,
}

impl Deviation {
    /// It in a few words: its name, and the lines that it is about.
    #[must_use]
    pub fn title(&self) -> String {
        match &self.rule {
            Rule::LackingLine(line) => format!("{}: lacking `{}`", self.id, line.text()),
            Rule::RaceLine(line) => format!("{}: `{}`", self.id, line.text()),
            _ => self.id.clone(),
        }
    }
}

/// The known deviations.
#[must_use]
pub fn listed() -> &'static [Deviation] {
    static LISTED: LazyLock<Vec<Deviation>> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../comparison/deviations.json"))
            .expect("the list of deviations, which is compiled in, is right")
    });
    &LISTED
}

/// How often each deviation was needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    counts: BTreeMap<String, usize>,
}

impl Ledger {
    /// Notes that a deviation was needed.
    pub fn note(&mut self, deviation: &Deviation) {
        *self.counts.entry(deviation.id.clone()).or_default() += 1;
    }

    /// Notes the deviation with that rule, if it is listed; says whether it is.
    #[must_use]
    pub fn allows(&mut self, rule: &Rule) -> bool {
        match listed().iter().find(|deviation| deviation.rule == *rule) {
            Some(deviation) => {
                self.note(deviation);
                true
            }
            None => false,
        }
    }

    /// How often a deviation was needed.
    #[must_use]
    pub fn count(&self, deviation: &Deviation) -> usize {
        self.counts.get(&deviation.id).copied().unwrap_or_default()
    }

    /// Adds what another ledger holds.
    pub fn add(&mut self, other: &Self) {
        for (id, count) in &other.counts {
            *self.counts.entry(id.clone()).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the product may not lack: lines about elections, ISR, truncation and fencing.
    const NEVER_LACKING: [&str; 7] = [
        "ISR",
        "Leader",
        "Follower",
        "leader for",
        "runcating",
        "encing",
        "fence",
    ];

    #[test]
    fn no_line_about_an_election_an_isr_a_truncation_or_a_fencing_may_be_lacking() {
        for deviation in listed() {
            if let Rule::LackingLine(line) = &deviation.rule {
                for word in NEVER_LACKING {
                    assert!(!line.text().contains(word), "{}", deviation.id);
                }
            }
        }
    }

    #[test]
    fn every_deviation_has_a_name_of_its_own_and_a_reason() {
        let mut names = std::collections::BTreeSet::new();
        for deviation in listed() {
            assert!(names.insert(&deviation.id), "{}", deviation.id);
            assert!(deviation.reason.len() > 20, "{}", deviation.id);
        }
    }
}
