//! The future: what happens when, in the one order that decides ties.

use core::hash::{Hash as _, Hasher};

use serde::{Deserialize, Serialize};

use super::{Direction, Socket, Timer};
use crate::id::{NodeId, TraceId};
use crate::time::Time;

/// Something that will happen. One of each stands at a time: scheduling it again moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) enum ScheduledEvent {
    /// The first message of a connection, that way, arrives.
    Arrive(Socket, Direction),
    /// The client of a connection learns that it has ended.
    Close(Socket),
    /// A server is free to read the next request of a connection.
    Read(Socket),
    /// A client is free to read the next answer of a connection.
    Receive(Socket),
    /// A process starts for the first time.
    Start(NodeId),
    /// An actor's timer.
    Timer(NodeId, Timer),
    /// The scenario's script goes on at this entry.
    Script(u32),
    /// An application hands its next record to this producer.
    Load(NodeId),
}

impl ScheduledEvent {
    /// Whose process has to run for it to happen.
    pub fn process(&self) -> Option<NodeId> {
        match self {
            Self::Timer(node, _) | Self::Load(node) => Some(*node),
            Self::Read(socket) => Some(socket.connection.server),
            Self::Receive(socket) | Self::Close(socket) => Some(socket.connection.client),
            Self::Arrive(..) | Self::Start(_) | Self::Script(_) => None,
        }
    }
}

/// One event of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    at: Time,
    event: ScheduledEvent,
    cause: Option<TraceId>,
}

/// Where an event stands in [`Queue::slots`] as long as it is in the queue.
type Slot = u32;

/// Events in order of time, then of scheduling. An event is scheduled with nearly every message, and
/// its timeout moved, so both the order and what is looked for are kept in numbers; the events
/// themselves stay where they are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Entry>", into = "Vec<Entry>")]
pub(super) struct Queue {
    /// The times; the next one stands last.
    order: Vec<(Time, Slot)>,
    /// The marks of the events, in their order.
    marks: Vec<(u32, Slot)>,
    slots: Vec<Entry>,
    free: Vec<Slot>,
}

impl Queue {
    /// Schedules `event`, in place of the time it had; `cause` is the trace that brought it about.
    pub fn set(&mut self, at: Time, event: ScheduledEvent, cause: Option<TraceId>) {
        let entry = Entry { at, event, cause };
        let later = self.first_not_after(at);
        match self.find(&event) {
            Ok(index) => {
                let (_, slot) = self.marks[index];
                let place = self.place_of(slot);
                // Of those at the same time it is now the last, so it stands before them.
                if place < later {
                    self.order.copy_within(place + 1..later, place);
                    self.order[later - 1] = (at, slot);
                } else {
                    self.order.copy_within(later..place, later + 1);
                    self.order[later] = (at, slot);
                }
                self.slots[slot as usize] = entry;
            }
            Err(index) => {
                let slot = self.put(entry);
                self.marks.insert(index, (mark_of(&event), slot));
                self.order.insert(later, (at, slot));
            }
        }
    }

    /// Takes `event` off the queue, if it is there.
    pub fn cancel(&mut self, event: ScheduledEvent) {
        if let Ok(index) = self.find(&event) {
            let (_, slot) = self.marks.remove(index);
            self.order.remove(self.place_of(slot));
            self.free.push(slot);
        }
    }

    /// Takes off everything for which `gone` holds.
    pub fn cancel_where(&mut self, gone: impl Fn(&ScheduledEvent) -> bool) {
        let mut stays = self.in_order();
        stays.retain(|entry| !gone(&entry.event));
        *self = stays.into();
    }

    /// Whether anything stands in it that fits.
    #[must_use]
    pub fn has(&self, fits: impl Fn(&ScheduledEvent) -> bool) -> bool {
        let mut waiting = self.order.iter();
        waiting.any(|(_, slot)| fits(&self.slots[*slot as usize].event))
    }

    /// When the next event is due.
    #[must_use]
    pub fn next_time(&self) -> Option<Time> {
        self.order.last().map(|(at, _)| *at)
    }

    /// When `event` is due, if it is in the queue.
    #[must_use]
    pub fn time_of(&self, event: &ScheduledEvent) -> Option<Time> {
        let (_, slot) = self.marks[self.find(event).ok()?];
        Some(self.slots[slot as usize].at)
    }

    /// Takes the next event.
    pub fn pop(&mut self) -> Option<(Time, ScheduledEvent, Option<TraceId>)> {
        let (_, slot) = *self.order.last()?;
        let Entry { at, event, cause } = self.slots[slot as usize];
        self.cancel(event);
        Some((at, event, cause))
    }

    /// Where the mark of an event stands, or would stand.
    fn find(&self, event: &ScheduledEvent) -> Result<usize, usize> {
        let mark = mark_of(event);
        let first = self.marks.partition_point(|(one, _)| *one < mark);
        let alike = self.marks[first..]
            .iter()
            .take_while(|(one, _)| *one == mark);
        for (index, (_, slot)) in (first..).zip(alike) {
            if self.slots[*slot as usize].event == *event {
                return Ok(index);
            }
        }
        Err(first)
    }

    /// Where the first event stands that comes no later than `at`.
    fn first_not_after(&self, at: Time) -> usize {
        self.order.partition_point(|(one, _)| *one > at)
    }

    fn place_of(&self, slot: Slot) -> usize {
        let mut place = self.first_not_after(self.slots[slot as usize].at);
        while self.order[place].1 != slot {
            place += 1;
        }
        place
    }

    fn put(&mut self, entry: Entry) -> Slot {
        if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = entry;
            return slot;
        }
        self.slots.push(entry);
        self.slots.len() as Slot - 1
    }

    fn in_order(&self) -> Vec<Entry> {
        let entry = |(_, slot): &(Time, Slot)| self.slots[*slot as usize];
        self.order.iter().map(entry).collect()
    }
}

/// The order is what matters, and not in which slots the events stand.
impl PartialEq for Queue {
    fn eq(&self, other: &Self) -> bool {
        self.in_order() == other.in_order()
    }
}

impl Eq for Queue {}

impl From<Vec<Entry>> for Queue {
    fn from(entries: Vec<Entry>) -> Self {
        let mut queue = Self::default();
        // Of those at the same time, the first to be scheduled stands last.
        for Entry { at, event, cause } in entries.into_iter().rev() {
            queue.set(at, event, cause);
        }
        queue
    }
}

impl From<Queue> for Vec<Entry> {
    fn from(queue: Queue) -> Self {
        queue.in_order()
    }
}

/// A small number that tells most events apart, so that the queue need not compare them whole.
fn mark_of(event: &ScheduledEvent) -> u32 {
    let mut mark = Mark(0);
    event.hash(&mut mark);
    (mark.0 >> 32) as u32
}

/// Multiplies what it is fed together: quick, and nothing hangs on how well.
struct Mark(u64);

impl Hasher for Mark {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64((*byte).into());
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_scheduled_again_moves_and_ties_keep_their_order() {
        let mut queue = Queue::default();
        queue.set(Time(5), ScheduledEvent::Script(1), None);
        queue.set(Time(5), ScheduledEvent::Script(2), None);
        queue.set(Time(9), ScheduledEvent::Script(1), None);
        queue.set(Time(5), ScheduledEvent::Script(3), None);
        let order: Vec<_> = core::iter::from_fn(|| queue.pop())
            .map(|(_, event, _)| event)
            .collect();
        assert_eq!(
            order,
            [
                ScheduledEvent::Script(2),
                ScheduledEvent::Script(3),
                ScheduledEvent::Script(1)
            ]
        );
    }
}
