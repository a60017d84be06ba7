//! What a group has committed and will never work on (I10, where it is not promised): who commits first has
//! everything in hand that it still has to work on, until it dies, is closed, or passes a record over.

use core::ops::Range;

use super::groups::{Found, Groups, in_hand, members};
use super::invariant::{Breach, Invariant};
use super::processed::without;
use crate::client::{Consumer, Step};
use crate::id::{Offset, TopicPartition};
use crate::sim::World;

/// The end of everything.
const NEVER: Offset = Offset(i64::MAX);

impl Groups {
    /// Looks for what nobody has in hand any more, nor will be handed.
    pub(super) fn look_for_skipped(&mut self, world: &World, found: &mut Found<'_>) {
        for key in self.unsure.clone().iter() {
            let (group, partition) = key;
            let owed = self.work.get(key).map_or_else(Vec::new, |it| it.owed());
            let is_known = !self.polled_by_hand.contains(group);
            if owed.is_empty() || !is_known {
                self.unsure.remove(key);
                continue;
            }
            let Some(member) = members(world, group).next() else {
                continue;
            };
            let mut skipped = owed;
            for consumer in members(world, group) {
                for within_reach in reach(world, consumer, *partition) {
                    skipped = without(skipped, &within_reach);
                }
            }
            let work = self.work.get_or_default(key.clone());
            for offsets in &skipped {
                work.settle(offsets.clone());
                let breach = Breach::of(Invariant::NoSkip).partition(*partition);
                found.put(false, breach.offsets(offsets).consumer(member.id));
            }
        }
    }
}

/// What a consumer has in hand of a partition, and what it will be handed.
fn reach(world: &World, consumer: &Consumer, partition: TopicPartition) -> Vec<Range<Offset>> {
    if matches!(consumer.application().step(), Step::Closing | Step::Closed) {
        return Vec::new();
    }
    let mut reach = in_hand(world, consumer.id, partition);
    reach.extend(consumer.position(partition).map(|from| from..NEVER));
    reach
}
