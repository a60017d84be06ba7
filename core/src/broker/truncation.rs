//! How a follower makes its log agree with its leader's: today by what fetches bring to light, in
//! earlier times by asking first, or by its own high watermark.

use super::Disk;
use super::fetcher::{Fetcher, InFlightRequest, Phase};
use super::process::Process;
use crate::config::Truncation;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::log::{Log, OffsetForEpoch};
use crate::sim::Out;
use crate::time::Time;
use crate::trace::{Event, TruncationCause};
use crate::wire::{Api, EpochQuestion, ErrorCode, OffsetsForLeaderEpochRequest, Request};

/// What a follower does first with a log, when it starts or a leader epoch begins. A log that knows no
/// epoch takes the path of old message formats, at all times.
pub(super) fn first_phase(log: &Log, truncation: Truncation) -> Phase {
    match (truncation, log.epochs().latest()) {
        (Truncation::HighWatermark, _) | (_, None) => Phase::TruncateToHighWatermark,
        (Truncation::LeaderEpochOnce, Some(_)) => Phase::AskForEpochEnd,
        (Truncation::LeaderEpoch, Some(_)) => Phase::Fetch,
    }
}

/// Whether fetches tell the epoch of the follower's last record, and leaders whether the logs differ.
pub(super) fn happens_on_fetch(truncation: Truncation) -> bool {
    truncation == Truncation::LeaderEpoch
}

impl Process {
    /// Cuts the logs that are to be cut to their own high watermarks (`truncateToHighWatermark`).
    pub(super) fn truncate_to_high_watermarks(
        &mut self,
        leader: BrokerId,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(fetcher) = self.fetchers.get_mut(&leader) else {
            return;
        };
        let now = out.now();
        let next = |fetcher: &Fetcher| fetcher.ready(Phase::TruncateToHighWatermark, now).next();
        while let Some(partition) = next(fetcher) {
            fetcher.set_phase(partition, Phase::Fetch);
            if let Some(log) = disk.logs.get_mut(&partition) {
                let to = log.high_watermark();
                let decision = Decision {
                    to,
                    completed: true,
                    because: TruncationCause::HighWatermark(to),
                };
                out.aside(|out| decision.carry_out(partition, leader, log, out));
                disk.checkpoint_log_start(partition);
            }
        }
    }

    /// Where the last epoch of each log ended on the leader, as followers once asked (KIP-101).
    pub(super) fn next_epoch_ends(
        &self,
        fetcher: &Fetcher,
        disk: &Disk,
        now: Time,
    ) -> Option<(InFlightRequest, Request)> {
        let question = |partition: TopicPartition| {
            Some(EpochQuestion {
                partition,
                current_leader_epoch: Some(self.partitions.get(&partition)?.leader_epoch()),
                leader_epoch: disk.logs.get(&partition)?.epochs().latest()?,
            })
        };
        let ready = fetcher.ready(Phase::AskForEpochEnd, now);
        let partitions: Vec<EpochQuestion> = ready.filter_map(question).collect();
        if partitions.is_empty() {
            return None;
        }
        let request = OffsetsForLeaderEpochRequest {
            partitions: partitions.clone(),
        };
        let asked = InFlightRequest::EpochEnds(partitions);
        Some((asked, Request::OffsetsForLeaderEpoch(request)))
    }

    /// The leader has said where the log's last epoch ended (KIP-101): once is enough, and then the
    /// follower fetches.
    pub(super) fn on_epoch_end(
        &mut self,
        leader: BrokerId,
        partition: TopicPartition,
        end: Result<Option<OffsetForEpoch>, ErrorCode>,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(log) = disk.logs.get_mut(&partition) else {
            return;
        };
        match end {
            Ok(end) => {
                once(partition, leader, end, log, out);
                disk.checkpoint_log_start(partition);
                if let Some(fetcher) = self.fetchers.get_mut(&leader) {
                    fetcher.set_phase(partition, Phase::Fetch);
                }
            }
            Err(error) => {
                let api = Api::OffsetsForLeaderEpoch;
                self.on_fetcher_error(leader, partition, api, error, out);
            }
        }
    }
}

/// Cuts the log back to where it agrees with the leader's, as far as one answer tells. If the leader's
/// epoch is unknown here, the next fetch asks about an earlier one (KIP-279).
pub(super) fn on_fetch(
    partition: TopicPartition,
    leader: BrokerId,
    leader_end: OffsetForEpoch,
    log: &mut Log,
    out: &mut Out<'_>,
) {
    Decision::on_fetch(leader_end, log).carry_out(partition, leader, log, out);
}

/// Cuts the log to the end that the leader named for its last epoch, whichever epoch that belongs to
/// (KIP-101). A leader that knows nothing of it leaves the high watermark.
pub(super) fn once(
    partition: TopicPartition,
    leader: BrokerId,
    leader_end: Option<OffsetForEpoch>,
    log: &mut Log,
    out: &mut Out<'_>,
) {
    let (to, because) = match leader_end {
        Some(end) => {
            let to = end.end_offset.min(log.end_offset());
            (to, TruncationCause::LeaderEpoch(end))
        }
        None => {
            let high_watermark = log.high_watermark();
            (
                high_watermark,
                TruncationCause::HighWatermark(high_watermark),
            )
        }
    };
    let decision = Decision {
        to,
        completed: true,
        because,
    };
    decision.carry_out(partition, leader, log, out);
}

/// Removes what lies at or after `to`, and says so if that is anything.
pub(super) fn cut(partition: TopicPartition, to: Offset, log: &mut Log, out: &mut Out<'_>) {
    let from = log.end_offset();
    let high_watermark_before = log.high_watermark();
    log.truncate_to(to);
    if to < from {
        out.follow(Event::Truncated {
            partition,
            from,
            to,
            high_watermark_before,
        });
    }
}

/// Where a log is to be cut (`OffsetTruncationState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Decision {
    to: Offset,
    /// Whether the logs agree then, as far as is known.
    completed: bool,
    because: TruncationCause,
}

impl Decision {
    /// What one answer of the leader tells (`getOffsetTruncationState`): the smaller of the two ends of
    /// the leader's epoch where it is known here, else the end of the epoch before it.
    fn on_fetch(leader_end: OffsetForEpoch, log: &Log) -> Self {
        let end = log.end_offset();
        let own = log.epochs().end_offset_for(leader_end.epoch, end);
        let (to, completed) = match own {
            Some(own) if own.epoch != leader_end.epoch => (own.end_offset, false),
            Some(own) => (own.end_offset.min(leader_end.end_offset), true),
            None => (leader_end.end_offset, true),
        };
        Self {
            to: to.min(end),
            completed,
            because: TruncationCause::LeaderEpoch(leader_end),
        }
    }

    fn carry_out(
        self,
        partition: TopicPartition,
        leader: BrokerId,
        log: &mut Log,
        out: &mut Out<'_>,
    ) {
        out.follow(Event::TruncationDecided {
            partition,
            leader,
            to: self.to,
            end_offset: log.end_offset(),
            completed: self.completed,
            because: self.because,
        });
        cut(partition, self.to, log, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::LeaderEpoch;
    use crate::log::{Batch, Record};

    fn log(epochs: &[i32]) -> Log {
        let mut log = Log::default();
        for epoch in epochs {
            let record = Record::new(None, Some("v"));
            let batch = Batch::new(log.end_offset(), LeaderEpoch(*epoch), vec![record]);
            log.append(batch, Time::START);
        }
        log
    }

    #[test]
    fn a_follower_goes_by_the_leaders_epoch_where_it_knows_it_and_else_by_the_one_before() {
        let own = log(&[0, 0, 2, 2, 4]);
        for (epoch, end_offset, to, completed, why) in [
            (2, 3, 3, true, "the leader's epoch ended earlier"),
            (2, 9, 4, true, "its own ended earlier"),
            (4, 9, 5, true, "nothing lies beyond"),
            (
                3,
                9,
                4,
                false,
                "epoch 3 is unknown here: epoch 2 is asked about next",
            ),
            (
                1,
                9,
                2,
                false,
                "epoch 1 is unknown here: epoch 0 is asked about next",
            ),
            (5, 3, 3, true, "no epoch here says anything"),
        ] {
            let leader_end = OffsetForEpoch {
                epoch: LeaderEpoch(epoch),
                end_offset: Offset(end_offset),
            };
            let decision = Decision::on_fetch(leader_end, &own);
            assert_eq!(
                (decision.to, decision.completed),
                (Offset(to), completed),
                "{why}"
            );
        }
    }

    #[test]
    fn what_a_follower_does_first_depends_on_the_age_and_on_whether_it_knows_an_epoch() {
        use Truncation::{HighWatermark, LeaderEpoch, LeaderEpochOnce};
        for (truncation, epochs, phase) in [
            (HighWatermark, &[1][..], Phase::TruncateToHighWatermark),
            (HighWatermark, &[], Phase::TruncateToHighWatermark),
            (LeaderEpochOnce, &[1], Phase::AskForEpochEnd),
            (LeaderEpochOnce, &[], Phase::TruncateToHighWatermark),
            (LeaderEpoch, &[1], Phase::Fetch),
            (LeaderEpoch, &[], Phase::TruncateToHighWatermark),
        ] {
            assert_eq!(first_phase(&log(epochs), truncation), phase);
        }
    }
}
