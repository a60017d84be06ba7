//! What a group has committed and will never work on (I10, where it is not promised): who commits first has
//! everything in hand that it still has to work on, until it dies, is closed, or passes a record over.

use core::ops::Range;

use super::groups::{Found, Groups, in_hand};
use super::invariant::{Breach, Invariant};
use super::ranges::without;
use crate::client::{Consumer, Step};
use crate::id::{Offset, TopicPartition};
use crate::sim::World;

/// The end of everything.
const NEVER: Offset = Offset(i64::MAX);

impl Groups {
    /// Looks for what nobody has in hand any more, nor will be handed: only where something has happened to
    /// consumers since it was looked, or something was committed.
    pub(super) fn look_for_skipped(&mut self, world: &World, found: &mut Found<'_>) {
        if !core::mem::take(&mut self.has_moved) {
            return;
        }
        let Self {
            work,
            unsure,
            polled_by_hand,
            ..
        } = self;
        unsure.retain(|key| {
            let (group, partition) = key;
            let Some(work) = work.get_mut(key) else {
                return false;
            };
            let mut skipped = work.owed();
            if skipped.is_empty() || polled_by_hand.contains(group) {
                return false;
            }
            let Some(member) = world.consumers_of(group).next() else {
                return true;
            };
            for consumer in world.consumers_of(group) {
                for within_reach in reach(world, consumer, *partition) {
                    skipped = without(skipped, &within_reach);
                }
            }
            for offsets in &skipped {
                work.settle(offsets);
                let breach = Breach::of(Invariant::NoSkip).partition(*partition);
                found.put(false, breach.offsets(offsets).consumer(member.id));
            }
            true
        });
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
