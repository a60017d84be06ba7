//! What a broker does with the fetches of followers and consumers (`ReplicaManager.fetchMessages`).

use super::Disk;
use super::process::Process;
use super::purgatory::{DelayedFetch, is_enough};
use super::replica_state::FetchState;
use crate::id::{Offset, TopicPartition};
use crate::log::Batch;
use crate::sim::{Out, Socket, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{
    ErrorCode, FetchPartition, FetchRequest, FetchResponse, FetchedPartition, LeaderIdAndEpoch,
    Reader, Response,
};

impl Process {
    /// Reads for a follower or a consumer. A follower's fetch tells how far its log reaches, and
    /// that is the only acknowledgement there is. What the answer says of the high watermark was
    /// sampled before that counted.
    pub(super) fn fetch(
        &mut self,
        socket: Socket,
        request: FetchRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let mut response = self.read_all(&request, disk, out);
        if let Reader::Follower { .. } = request.reader {
            for (fetch, read) in request.partitions.iter().zip(&mut response.partitions) {
                if read.error.is_none() && read.diverging_epoch.is_none() {
                    let noted = self.note_fetch(&request, fetch, disk, out);
                    if let Err(error) = noted {
                        *read = self.error_response(fetch, error);
                    }
                }
            }
        }
        if request.max_wait_ms == 0 || is_enough(&response, request.min_bytes) {
            out.respond(socket, Response::Fetch(response));
            return;
        }
        self.delay_fetch(socket, request, disk, out);
    }

    /// A fetch that found nothing waits, unless it asks beyond what it may read at all.
    fn delay_fetch(
        &mut self,
        socket: Socket,
        request: FetchRequest,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        if self.need_not_wait(&request, disk) {
            let response = self.read_all(&request, disk, out);
            out.respond(socket, Response::Fetch(response));
            return;
        }
        let first = request.partitions.first();
        out.trace(Event::FetchParked {
            connection: socket.connection,
            partition: first.map(|fetch| fetch.partition),
            fetch_offset: first.map(|fetch| fetch.fetch_offset).unwrap_or_default(),
        });
        out.set_timer(
            Timer::DelayedFetch(socket),
            Span::from_ms(request.max_wait_ms),
        );
        self.delayed_fetches
            .insert(socket, DelayedFetch { request });
    }

    pub(super) fn read_all(
        &self,
        request: &FetchRequest,
        disk: &Disk,
        out: &Out<'_>,
    ) -> FetchResponse {
        let mut partitions = Vec::with_capacity(request.partitions.len());
        let mut room = request.max_bytes;
        let mut is_first = true;
        for fetch in &request.partitions {
            let read = self.read_one(&request.reader, fetch, disk, out);
            let mut read = read.unwrap_or_else(|error| self.error_response(fetch, error));
            if let Reader::Consumer { .. } = request.reader {
                let most = room.min(fetch.max_bytes);
                let taken = keep_within(&mut read.batches, most, is_first);
                is_first &= read.batches.is_empty();
                room = room.saturating_sub(taken);
            }
            partitions.push(read);
        }
        FetchResponse { partitions }
    }

    fn read_one(
        &self,
        reader: &Reader,
        fetch: &FetchPartition,
        disk: &Disk,
        out: &Out<'_>,
    ) -> Result<FetchedPartition, ErrorCode> {
        let (state, log) = self
            .replica(fetch.partition, disk)
            .ok_or(ErrorCode::UnknownTopicOrPartition)?;
        let preferred = self.preferred_read_replica(reader, fetch, state, out.now());
        if preferred.is_some() {
            state.check_leader_epoch(fetch.current_leader_epoch, false)?;
            return Ok(FetchedPartition {
                preferred_read_replica: preferred,
                high_watermark: log.high_watermark(),
                log_start_offset: log.start_offset(),
                ..empty_response(fetch)
            });
        }
        let read = state.read(reader, fetch, log)?;
        Ok(FetchedPartition {
            high_watermark: read.high_watermark,
            log_start_offset: read.log_start_offset,
            diverging_epoch: read.diverging_epoch,
            batches: read.batches,
            ..empty_response(fetch)
        })
    }

    /// One partition's part of an answer that says only why there is none, and who leads if that is why.
    fn error_response(&self, fetch: &FetchPartition, error: ErrorCode) -> FetchedPartition {
        let is_about_leader = matches!(
            error,
            ErrorCode::NotLeaderOrFollower | ErrorCode::FencedLeaderEpoch
        );
        FetchedPartition {
            error: Some(error),
            current_leader: match is_about_leader {
                true => self.current_leader(fetch.partition),
                false => None,
            },
            ..empty_response(fetch)
        }
    }

    /// Who leads a partition as far as this broker knows: by its own replica, or else by its metadata
    /// (`KafkaApis.getCurrentLeader`).
    pub(super) fn current_leader(&self, partition: TopicPartition) -> Option<LeaderIdAndEpoch> {
        let own = self.partition(partition);
        let (leader, leader_epoch) = match own {
            Some(own) => (own.leader()?, own.leader_epoch()),
            None => {
                let known = self.metadata.partitions.get(&partition)?;
                (known.leader?, known.leader_epoch)
            }
        };
        Some(LeaderIdAndEpoch {
            leader,
            leader_epoch,
            has_endpoint: self.metadata.live_broker_epoch(leader).is_some(),
        })
    }

    /// Takes note of what a follower's fetch tells of it, and does what follows.
    fn note_fetch(
        &mut self,
        request: &FetchRequest,
        fetch: &FetchPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) -> Result<(), ErrorCode> {
        let Reader::Follower {
            replica,
            broker_epoch,
        } = request.reader
        else {
            return Ok(());
        };
        let partition = fetch.partition;
        let Some((state, log, context)) = self.replica_mut(partition, disk, out) else {
            return Ok(());
        };
        let fetched = FetchState {
            fetch_offset: fetch.fetch_offset,
            log_start_offset: fetch.log_start_offset,
            now: context.now,
            leader_log_end_offset: log.end_offset(),
            broker_epoch,
            trace: context.cause,
        };
        let progress = state.note_fetch(replica, fetched, log, &context)?;
        out.aside(|out| {
            if let Some(from) = progress.from {
                let to = fetch.fetch_offset;
                out.follow(Event::FollowerProgressed {
                    partition,
                    follower: replica,
                    from,
                    to,
                });
            }
            if let Some(proposal) = progress.expand {
                self.propose_to_expand(partition, replica, proposal, disk, out);
            }
            self.on_high_watermark_advance(partition, progress.advance, disk, out);
            // The follower's log start may be what a deletion waits for.
            self.complete_deletes(partition, disk, out);
        });
        Ok(())
    }
}

/// Keeps as many batches as there is room for, and returns how much they take. The first batch of an answer
/// is always in it, so that its reader gets on (`ReplicaManager.readFromLog`).
fn keep_within(batches: &mut Vec<Batch>, room_bytes: u32, is_first: bool) -> u32 {
    let (mut kept, mut taken) = (0, 0u32);
    for batch in batches.iter() {
        let total = taken.saturating_add(batch.size_bytes());
        if total > room_bytes && !(is_first && kept == 0) {
            break;
        }
        taken = total;
        kept += 1;
    }
    batches.truncate(kept);
    taken
}

/// One partition's part of an answer, with nothing in it.
fn empty_response(fetch: &FetchPartition) -> FetchedPartition {
    FetchedPartition {
        partition: fetch.partition,
        error: None,
        high_watermark: Offset::default(),
        log_start_offset: Offset::default(),
        diverging_epoch: None,
        preferred_read_replica: None,
        current_leader: None,
        batches: Vec::new(),
    }
}
