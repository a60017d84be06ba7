//! Who each record is, by offset, in the log of the current leader: what replicas are compared with.

use crate::id::{LeaderEpoch, Offset, RecordId};
use crate::log::Log;

/// Which record it is, and which leader wrote it there.
pub(super) type Identity = (LeaderEpoch, RecordId);

/// What the log of the current leader holds. While nobody leads it stays as it was.
#[derive(Clone, Debug, Default)]
pub(super) struct LeaderLog {
    /// The largest log start that a leader had: what was deleted is promised no more, even if a crash
    /// brings it back.
    log_start: Offset,
    /// The first offset of which anything is known.
    start: Offset,
    records: Vec<Identity>,
}

/// Who the record at an offset of a log is.
pub(super) fn identity_at(log: &Log, offset: Offset) -> Option<Identity> {
    let (epoch, record) = log.record_at(offset)?;
    Some((epoch, record.id))
}

impl LeaderLog {
    /// Whether a client has deleted what was at an offset.
    pub(super) fn is_deleted(&self, offset: Offset) -> bool {
        offset < self.log_start
    }

    /// Below that, clients have deleted everything.
    pub(super) fn log_start(&self) -> Offset {
        self.log_start
    }

    /// The offset after the last record.
    pub(super) fn end(&self) -> Offset {
        self.start.plus(self.records.len())
    }

    /// Who the record at an offset is.
    pub(super) fn get(&self, offset: Offset) -> Option<Identity> {
        let index = usize::try_from(offset.0 - self.start.0).ok()?;
        self.records.get(index).copied()
    }

    /// Becomes what `log` holds, of which everything below `agreed` is known already. What a log has
    /// deleted is still known from before, unless there is a gap.
    pub(super) fn become_log(&mut self, log: &Log, agreed: Offset) {
        let kept = usize::try_from(agreed.0 - self.start.0).unwrap_or(0);
        self.records.truncate(kept);
        self.log_start = self.log_start.max(log.start_offset());
        if self.end() < log.start_offset() {
            self.records.clear();
            self.start = log.start_offset();
        }
        for offset in self.end().0..log.end_offset().0 {
            match identity_at(log, Offset(offset)) {
                Some(identity) => self.records.push(identity),
                None => return,
            }
        }
    }

    /// Up to where `log` agrees, of which everything below `from` is known to: an offset that only one
    /// of the two logs still has is not compared.
    pub(super) fn agreement(&self, log: &Log, from: Offset) -> Offset {
        let start = log.start_offset().max(self.log_start).max(self.start);
        let from = from.max(start);
        let end = log.end_offset().min(self.end());
        let differs = |offset: &i64| identity_at(log, Offset(*offset)) != self.get(Offset(*offset));
        let first = (from.0..end.0).find(differs);
        first.map_or(from.max(end), Offset).min(log.end_offset())
    }
}
