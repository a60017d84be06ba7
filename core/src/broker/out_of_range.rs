//! A follower whose fetch offset is out of its leader's range: it goes on from the leader's log end or
//! start (`AbstractFetcherThread.fetchOffsetAndTruncate`).

use super::Disk;
use super::fetcher::{Fetcher, InFlightRequest, Phase};
use super::process::Process;
use super::truncation;
use crate::id::{BrokerId, LeaderEpoch, Offset};
use crate::sim::Out;
use crate::time::Time;
use crate::trace::Event;
use crate::wire::{Api, ListOffsetsRequest, ListOffsetsResponse, OffsetSpec, Request};

impl Process {
    /// The next question about where the leader's log ends, or starts, for a partition whose fetch offset
    /// the leader does not have.
    pub(super) fn next_log_offset(
        &self,
        fetcher: &Fetcher,
        disk: &Disk,
        now: Time,
    ) -> Option<(InFlightRequest, Request)> {
        for (phase, spec) in [
            (Phase::AskForLogStart, OffsetSpec::Earliest),
            (Phase::AskForLogEnd, OffsetSpec::LogEnd),
        ] {
            let Some(partition) = fetcher.ready(phase, now).next() else {
                continue;
            };
            let leader_epoch = self.partitions.get(&partition)?.leader_epoch();
            let asked = InFlightRequest::LogOffset {
                leader_epoch,
                fetch_offset: disk.logs.get(&partition)?.end_offset(),
            };
            let request = ListOffsetsRequest {
                partition,
                current_leader_epoch: Some(leader_epoch),
                spec,
            };
            return Some((asked, Request::ListOffsets(request)));
        }
        None
    }

    /// The leader has said where its log ends, or starts: a log that reaches further is cut, one that
    /// ends before the leader's start starts over there, and any other goes on as it is
    /// (`fetchOffsetAndTruncate`).
    pub(super) fn on_log_offset(
        &mut self,
        leader: BrokerId,
        (leader_epoch, from): (LeaderEpoch, Offset),
        told: ListOffsetsResponse,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let partition = told.partition;
        let epoch = Some(leader_epoch);
        let asks_start = self.still_asks(leader, partition, epoch, Phase::AskForLogStart);
        let asks_end = self.still_asks(leader, partition, epoch, Phase::AskForLogEnd);
        let target = disk
            .logs
            .get_mut(&partition)
            .zip(self.fetchers.get_mut(&leader));
        let Some((log, fetcher)) = target.filter(|_| asks_start || asks_end) else {
            return;
        };
        let offset = match told.offset {
            Ok(Some(offset)) => offset,
            // A leader always knows where its log begins and ends.
            Ok(None) => return,
            Err(error) => {
                // The offset is as far out of range as before: both are asked again after the pause.
                fetcher.set_phase(partition, Phase::AskForLogEnd);
                return self.on_fetcher_error(leader, partition, Api::ListOffsets, error, out);
            }
        };
        if asks_end && offset >= log.end_offset() {
            fetcher.set_phase(partition, Phase::AskForLogStart);
            return;
        }
        if asks_end {
            truncation::cut(partition, offset, log, out);
        } else if offset > log.end_offset() {
            log.start_over_at(offset);
        }
        fetcher.set_phase(partition, Phase::Fetch);
        out.follow(Event::FetchOffsetReset {
            partition,
            leader,
            from,
            to: log.end_offset(),
        });
        disk.checkpoint_log_start(partition);
    }
}
