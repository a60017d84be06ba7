//! The batches that are not under way, a row for each partition. Where there are too many partitions, those
//! without batches are counted.

use highwater_core::client::PartitionQueue;

use super::pen::{LINE, Pen};
use super::{Facts, batch, words};
use crate::session::Selection;
use crate::stage::key;

/// So many partitions are shown even if nothing waits in them.
const WHOLE_MAX: usize = 16;
/// Of more than that, so many that are empty.
const EMPTY_MAX: usize = 4;

/// The accumulator.
pub fn accumulator(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    let lang = facts.lang;
    pen.begin("pipe", words::accumulator(lang));
    let metadata = facts.world.metadata();
    let mut queues: Vec<&PartitionQueue<'_>> = Vec::new();
    for queue in &facts.view.queues {
        if !metadata.is_internal(queue.partition.topic) || !queue.batches.is_empty() {
            queues.push(queue);
        }
    }
    if queues.is_empty() {
        pen.note("card__line", words::knows_no_topic(lang));
    }
    let unheard = facts.view.unheard;
    let room = match unheard {
        0 => pen.room(),
        _ => pen.room() - LINE,
    };
    let shown = shown(facts, &queues, room);
    let (mut folded, mut with_batches) = (0_usize, 0_usize);
    for (queue, shown) in queues.iter().zip(shown) {
        if shown {
            row(facts, pen, queue);
        } else {
            folded += 1;
            with_batches += usize::from(!queue.batches.is_empty());
        }
    }
    if folded > 0 {
        pen.note("card__line", &words::folded(lang, folded, with_batches));
    }
    if unheard > 0 {
        pen.note("row__text row__text--short", &words::unheard(lang, unheard));
    }
    pen.end();
}

/// Which partitions have a row: all of them if they are few and there is room, else those on which something
/// depends, and some of the others, as many as there is room for.
fn shown(facts: &Facts<'_>, queues: &[&PartitionQueue<'_>], room: f64) -> Vec<bool> {
    let heights: Vec<f64> = queues.iter().map(|queue| height(queue)).collect();
    if queues.len() <= WHOLE_MAX && heights.iter().sum::<f64>() <= room {
        return vec![true; queues.len()];
    }
    // A line says what is left out.
    let mut left = room - LINE;
    let mut shown = vec![false; queues.len()];
    for rank in Rank::ALL {
        let mut count = if rank == Rank::Empty {
            EMPTY_MAX
        } else {
            usize::MAX
        };
        for ((queue, height), shown) in queues.iter().zip(&heights).zip(&mut shown) {
            if Rank::of(facts, queue) == rank && count > 0 && *height <= left {
                *shown = true;
                left -= height;
                count -= 1;
            }
        }
    }
    shown
}

/// How much depends on a partition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// It is looked at.
    LookedAt,
    /// Something waits to be sent there.
    HasBatches,
    /// Nothing.
    Empty,
}

impl Rank {
    const ALL: [Self; 3] = [Self::LookedAt, Self::HasBatches, Self::Empty];

    fn of(facts: &Facts<'_>, queue: &PartitionQueue<'_>) -> Self {
        match queue.batches.is_empty() {
            _ if is_looked_at(facts, queue) => Self::LookedAt,
            false => Self::HasBatches,
            true => Self::Empty,
        }
    }
}

/// Whether it is picked, or the last record went there.
fn is_looked_at(facts: &Facts<'_>, queue: &PartitionQueue<'_>) -> bool {
    let picked = match facts.selection {
        Some(
            Selection::Partition(partition)
            | Selection::Replica(_, partition)
            | Selection::Record(_, partition, _),
        ) => Some(partition),
        _ => None,
    };
    let handed = facts.view.handed.as_ref().and_then(|it| it.partition);
    [picked, handed].contains(&Some(queue.partition))
}

fn height(queue: &PartitionQueue<'_>) -> f64 {
    match queue.batches.first() {
        None => LINE,
        Some(first) => LINE + batch::height(first) + 4.0,
    }
}

/// A partition with its batches.
fn row(facts: &Facts<'_>, pen: &mut Pen<'_>, queue: &PartitionQueue<'_>) {
    let lang = facts.lang;
    let name = facts.name_of(queue.partition);
    let state = words::queue_state(lang, queue, &|until| words::left(lang, &facts.left(until)));
    let mut parts = vec![name.clone(), state.clone()];
    if let Some(first) = queue.batches.first() {
        parts.insert(1, batch::name(facts, first));
        let more = queue.batches.len() - 1;
        if more > 0 {
            parts.push(words::more_batches(lang, more));
        }
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let select = Selection::Partition(queue.partition);
    let mut row = pen.row(words::list(&parts), Some(select), height(queue));
    row.group.keyed(key::of_partition(queue.partition));
    let on_right = match queue.batches.first() {
        Some(first) if first.batch.attempts > 0 => "row__text row__text--short",
        _ => "row__text",
    };
    row.name_line(&name, on_right, &state);
    if let Some(first) = queue.batches.first() {
        batch::draw(facts, &mut row, first, queue.batches.len() - 1);
    }
}
