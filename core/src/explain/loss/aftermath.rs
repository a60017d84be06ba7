//! What has become of a lost record by the playhead: who has a copy of it still, and by what others lost theirs.

use super::links::Links;
use super::role::Link;
use super::story::Story;
use crate::check::Breach;
use crate::id::BrokerId;
use crate::sim::World;

/// Who has a record at its place.
#[must_use]
pub fn copies(world: &World, breach: &Breach) -> Vec<BrokerId> {
    let Some((partition, (offset, record))) =
        breach.partition.zip(breach.offset.zip(breach.record))
    else {
        return Vec::new();
    };
    let replicas = world.replicas(partition).into_iter();
    let holding = replicas.filter(|replica| {
        let there = replica.log.record_at(offset);
        there.is_some_and(|(_, there)| there.id == record)
    });
    holding.map(|replica| replica.broker).collect()
}

/// By what those who had it when it was lost have lost it since, up to the playhead.
pub(super) fn since(story: &Story<'_>) -> Vec<Link> {
    let mut links = Links::default();
    let past = story.past;
    let Some(end) = past.end().filter(|_| story.is_record()) else {
        return Vec::new();
    };
    for (broker, holder) in &story.holders {
        if holder.lost_by.is_none() {
            let mut later = past.since(end.id).iter();
            let lost = later.find(|trace| trace.actor == (*broker).into() && story.takes_it(trace));
            links.add_lost(lost);
        }
    }
    links.in_order()
}
