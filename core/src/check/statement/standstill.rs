//! For how long partitions of a group stand still: one that a member has given back, or lost, is nobody's until
//! a member is told that it has it.

use crate::check::so_far::SoFar;
use crate::id::{NodeId, TopicPartition};
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::trace::{ConsumerEvent, Event};

/// The standstill of one partition since the run was opened.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Standstill {
    /// When it stopped last, if it stands.
    since: Option<Time>,
    /// How long it stood before that.
    before: Span,
}

impl Standstill {
    /// How long it has stood by now, in all.
    pub(super) fn in_all(&self, now: Time) -> Span {
        let stands = self.since.map_or(Span::ZERO, |since| now.since(since));
        Span(self.before.0 + stands.0)
    }
}

/// The partitions of a group that have stood still, by what happened to the members, of whom `is_member` knows.
pub(super) fn of_group(
    so_far: &SoFar<'_>,
    is_member: impl Fn(NodeId) -> bool,
) -> Map<TopicPartition, Standstill> {
    let mut stood: Map<TopicPartition, Standstill> = Map::new();
    for trace in so_far.traces() {
        let Event::Consumer(event) = &trace.event else {
            continue;
        };
        if !is_member(trace.actor) {
            continue;
        }
        match &**event {
            ConsumerEvent::PartitionsRevoked(partitions)
            | ConsumerEvent::PartitionsLost(partitions) => {
                for partition in partitions {
                    stood
                        .get_or_default(*partition)
                        .since
                        .get_or_insert(trace.at);
                }
            }
            ConsumerEvent::PartitionsAssigned(partitions) => {
                for partition in partitions {
                    if let Some(one) = stood.get_mut(partition) {
                        one.before = one.in_all(trace.at);
                        one.since = None;
                    }
                }
            }
            _ => {}
        }
    }
    stood
}
