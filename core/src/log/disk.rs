//! What of a log is on the disk. An append goes to the operating system's page cache; until it is
//! written back it survives its process, and not its machine.

use super::Log;
use crate::id::Offset;
use crate::time::{Span, Time};

impl Log {
    /// Up to where the log is on the disk: what a loss of power leaves.
    #[must_use]
    pub fn flushed_offset(&self) -> Offset {
        self.flushed
    }

    /// Up to where the broker itself has forced the log to the disk (`recoveryPoint`); the operating
    /// system may have written more. After an unclean stop the log is looked through from here on.
    #[must_use]
    pub fn recovery_point(&self) -> Offset {
        self.recovery_point
    }

    /// How many records were appended since the broker last flushed (`unflushedMessages`).
    #[must_use]
    pub(crate) fn unflushed_records(&self) -> u64 {
        u64::try_from(self.end.0 - self.recovery_point.0).unwrap_or(0)
    }

    /// When the oldest record that is not on the disk was appended.
    #[must_use]
    pub(crate) fn unflushed_since(&self) -> Option<Time> {
        let first = self.index_of(self.flushed);
        self.batches.get(first).map(|written| written.at)
    }

    /// Forces everything to the disk (`UnifiedLog.flush`). Returns whether anything was not there.
    pub(crate) fn flush(&mut self) -> bool {
        let dirty = self.flushed < self.end;
        self.flushed = self.end;
        self.recovery_point = self.end;
        dirty
    }

    /// What the operating system has written back by `now`: pages that are `age` old. Returns whether
    /// that was anything.
    pub(crate) fn write_back(&mut self, now: Time, age: Span) -> bool {
        let young = self
            .batches
            .partition_point(|written| written.at + age <= now);
        let end = young
            .checked_sub(1)
            .and_then(|index| self.batches.get(index))
            .map_or(self.base, |written| written.batch.next_offset());
        let moved = end > self.flushed;
        self.flushed = self.flushed.max(end);
        moved
    }

    /// The machine lost its power: what was not on the disk is gone. Returns from where to where that
    /// was. A batch that was written in part fails its checksum, and is gone as a whole.
    pub(crate) fn lose_unflushed(&mut self) -> Option<(Offset, Offset)> {
        let end = self.end;
        (self.flushed < end).then(|| {
            self.cut(self.flushed);
            self.epochs.truncate_from_end(self.end);
            (self.end, end)
        })
    }

    /// What a process finds when it opens the log (`LogLoader.load`): the log start and the high
    /// watermark as they were last written to their checkpoints, and no epoch without a record. A log
    /// that ends before its start has nothing that counts.
    pub(crate) fn load(&mut self, start: Offset, high_watermark: Offset, clean: bool) {
        self.start = start.max(self.base);
        if self.end < self.start {
            self.start_over_at(self.start);
        }
        self.epochs.truncate_from_end(self.end);
        self.epochs.truncate_from_start(self.start);
        if clean {
            self.recovery_point = self.end;
        }
        self.set_high_watermark(high_watermark);
    }

    /// What was only in the memory of a process is gone with it: the log start and the high watermark
    /// are those of the checkpoints again.
    pub(crate) fn forget(&mut self, start: Offset, high_watermark: Offset) {
        self.start = start.max(self.base).min(self.end);
        self.set_high_watermark(high_watermark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::LeaderEpoch;
    use crate::log::{Batch, Record};

    const AGE: Span = Span::from_ms(30_000);

    /// A log with a record appended at each of these times, the last one in a later epoch.
    fn log(at_ms: &[u64]) -> Log {
        let mut log = Log::default();
        for (index, ms) in at_ms.iter().enumerate() {
            let epoch = LeaderEpoch(i32::from(index + 1 == at_ms.len()));
            let record = Record::new(None, Some("v"));
            let batch = Batch::new(log.end_offset(), epoch, vec![record]);
            log.append(batch, Time::from_ms(*ms));
        }
        log
    }

    #[test]
    fn a_page_is_written_back_when_it_is_old_enough_and_what_is_younger_is_lost_with_the_power() {
        for (now_ms, flushed) in [
            (29_999, 0),
            (30_000, 1),
            (30_099, 1),
            (30_100, 2),
            (99_000, 3),
        ] {
            let mut log = log(&[0, 100, 5_000]);
            let moved = log.write_back(Time::from_ms(now_ms), AGE);
            assert_eq!(moved, flushed > 0);
            assert_eq!(log.flushed_offset(), Offset(flushed), "at {now_ms}");
            assert_eq!(log.recovery_point(), Offset(0), "no broker asked for it");
            let lost = (flushed < 3).then_some((Offset(flushed), Offset(3)));
            assert_eq!(log.lose_unflushed(), lost);
            assert_eq!(log.end_offset(), Offset(flushed));
            let latest = match flushed {
                0 => None,
                3 => Some(LeaderEpoch(1)),
                _ => Some(LeaderEpoch(0)),
            };
            assert_eq!(log.epochs().latest(), latest);
        }
    }

    #[test]
    fn a_flush_leaves_nothing_to_lose() {
        let mut log = log(&[0, 1]);
        assert_eq!(log.unflushed_since(), Some(Time::START));
        assert!(log.flush());
        assert!(!log.flush(), "there is nothing left to flush");
        assert_eq!(log.unflushed_since(), None);
        assert_eq!(log.lose_unflushed(), None);
        assert_eq!(log.recovery_point(), Offset(2));
    }

    #[test]
    fn a_log_that_is_opened_forgets_an_epoch_without_records() {
        let mut log = log(&[0, 1]);
        log.begin_epoch(LeaderEpoch(7));
        log.load(Offset(0), Offset(1), true);
        assert_eq!(log.epochs().latest(), Some(LeaderEpoch(1)));
        assert_eq!(log.high_watermark(), Offset(1));
    }

    #[test]
    fn a_log_that_ends_before_its_start_starts_over() {
        let mut log = log(&[0, 1, 2]);
        log.set_high_watermark(Offset(3));
        log.raise_start(Offset(3)).expect("it is committed");
        log.lose_unflushed();
        log.load(Offset(3), Offset(3), false);
        assert_eq!(
            (log.start_offset(), log.end_offset()),
            (Offset(3), Offset(3))
        );
    }
}
