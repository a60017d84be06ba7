//! How long records wait in the leader's log until the high watermark has passed them.

use core::ops::Range;
use std::sync::Arc;

use super::Series;
use crate::id::{LeaderEpoch, NodeId, Offset, TopicPartition};
use crate::sim::World;
use crate::sorted::Map;
use crate::time::Time;
use crate::trace::{Event, Trace};

/// What leaders have appended and their high watermarks have not passed yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Uncommitted {
    partitions: Map<TopicPartition, Tail>,
}

/// The end of a leader's log.
#[derive(Clone, Debug, Default)]
struct Tail {
    /// Who leads, and since which epoch: of one that was deposed and does not know, nothing counts.
    leader: Option<(LeaderEpoch, NodeId)>,
    /// What was appended in one go, and when.
    appended: Vec<(Range<Offset>, Time)>,
}

impl Uncommitted {
    /// Takes note of what leaders do, and measures what the high watermark has passed.
    pub(super) fn note(
        &mut self,
        world: &World,
        trace: &Trace,
        measured: &mut Map<TopicPartition, Arc<Series>>,
    ) {
        let (partition, does) = match &trace.event {
            Event::LeaderAppended {
                partition,
                base_offset,
                end_offset,
                leader_epoch,
            } => (
                *partition,
                Does::Append(*leader_epoch, *base_offset..*end_offset),
            ),
            Event::BecameLeader {
                partition,
                leader_epoch,
                from_offset,
                ..
            } => (*partition, Does::Begin(*leader_epoch, *from_offset)),
            Event::HighWatermarkAdvanced { partition, to, .. } => (*partition, Does::Commit(*to)),
            _ => return,
        };
        if world.metadata().is_internal(partition.topic) {
            return;
        }
        let tail = self.partitions.get_or_default(partition);
        match does {
            Does::Begin(epoch, end) => tail.begin(epoch, trace.actor, end),
            Does::Append(epoch, offsets) => {
                tail.begin(epoch, trace.actor, offsets.start);
                tail.append(epoch, offsets, trace.at);
            }
            Does::Commit(to) if tail.is_led_by(trace.actor) => {
                for appended in tail.commit(to) {
                    let delay = i64::try_from(trace.at.since(appended).0);
                    let series = measured.get_or_default(partition);
                    Arc::make_mut(series).measured(trace.at, delay.unwrap_or(i64::MAX));
                }
            }
            Does::Commit(_) => {}
        }
    }
}

/// What matters of what a leader does.
enum Does {
    /// It begins to lead, with a log that ends there.
    Begin(LeaderEpoch, Offset),
    Append(LeaderEpoch, Range<Offset>),
    Commit(Offset),
}

impl Tail {
    fn is_led_by(&self, leader: NodeId) -> bool {
        self.leader.is_some_and(|(_, leads)| leads == leader)
    }

    /// What the leader of a later epoch does not have in its log will not be committed.
    fn begin(&mut self, epoch: LeaderEpoch, leader: NodeId, end: Offset) {
        if self.leader.is_some_and(|(known, _)| known >= epoch) {
            return;
        }
        self.leader = Some((epoch, leader));
        self.appended.retain(|(offsets, _)| offsets.start < end);
        if let Some((last, _)) = self.appended.last_mut() {
            last.end = last.end.min(end);
        }
    }

    fn append(&mut self, epoch: LeaderEpoch, offsets: Range<Offset>, at: Time) {
        if self.leader.is_some_and(|(known, _)| known == epoch) {
            self.appended.push((offsets, at));
        }
    }

    /// The high watermark is there: when what it has passed was appended, each append once.
    fn commit(&mut self, to: Offset) -> Vec<Time> {
        let mut passed = Vec::new();
        for (offsets, at) in &mut self.appended {
            if offsets.start < to {
                passed.push(*at);
                offsets.start = to.min(offsets.end);
            }
        }
        self.appended.retain(|(offsets, _)| !offsets.is_empty());
        passed
    }
}
