//! A reason in a clause.

mod broker;
mod client;
mod group;
mod message;
mod producer;
mod replica;

use highwater_core::explain::wait::Reason;
use highwater_core::id::TopicPartition;

use super::Teller;
use super::clause::Clause;
use crate::fill::Value;
use crate::meaning::Meaning;

/// The reason. Nothing while the words are not there.
#[must_use]
pub fn reason(teller: Teller<'_>, reason: &Reason) -> String {
    match reason {
        Reason::Producer(reason) => return producer::said(teller, reason),
        Reason::Group(reason) => return group::said(teller, reason),
        _ => {}
    }
    for of in [
        replica::of_acks,
        replica::of_replicas,
        replica::of_isr,
        broker::of_processes,
        message::of_messages,
        broker::of_brokers,
        broker::of_leaders,
        client::of_producers,
        client::of_readers,
    ] {
        let said = of(teller, reason);
        if let Some(said) = said {
            return said;
        }
    }
    String::new()
}

impl Teller<'_> {
    fn clause(self, clause: Clause, values: &[Value<'_>]) -> Option<String> {
        Some(self.say(clause.meaning(), values))
    }

    /// A clause about a partition, whose name is its first value.
    fn of(self, partition: TopicPartition, clause: Clause, values: &[Value<'_>]) -> Option<String> {
        Some(self.say_of(partition, clause.meaning(), values))
    }

    fn say_of(self, partition: TopicPartition, clause: Meaning, values: &[Value<'_>]) -> String {
        let name = self.names.name_of(partition);
        let mut all = vec![Value::Words(&name)];
        all.extend(values);
        self.say(clause, &all)
    }
}
