//! What a leader does with the requests of producers, followers and consumers (`ReplicaManager`).

use super::Disk;
use super::partition::{Context, Partition};
use super::process::Process;
use super::purgatory::{ParkedFetch, ParkedProduce, is_enough};
use super::replica_state::FetchState;
use crate::id::TopicPartition;
use crate::log::Log;
use crate::sim::{Out, Socket, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{
    Acks, ErrorCode, FetchPartition, FetchRequest, FetchResponse, FetchedPartition,
    ListOffsetsRequest, ListOffsetsResponse, OffsetSpec, ProduceRequest, ProduceResponse, Reader,
    Response,
};

impl Process {
    /// Appends what a producer sent, and answers when its acks say so.
    pub(super) fn produce(
        &mut self,
        socket: Socket,
        request: ProduceRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let ProduceRequest {
            partition,
            acks,
            timeout_ms,
            batch,
        } = request;
        let target = self
            .partitions
            .get(&partition)
            .zip(disk.logs.get_mut(&partition));
        let appended = match target {
            Some((state, log)) => state.append(batch, acks, log),
            None => Err(ErrorCode::UnknownTopicOrPartition),
        };
        let batch = match appended {
            Ok(batch) => batch,
            Err(error) => return self.refuse_append(socket, partition, acks, error, out),
        };
        let (base_offset, required_offset) = (batch.base_offset, batch.next_offset());
        out.follow(Event::LeaderAppended {
            partition,
            base_offset,
            end_offset: required_offset,
            leader_epoch: batch.leader_epoch,
        });
        match acks {
            Acks::None => out.finish(socket),
            Acks::Leader => {
                let response = ProduceResponse {
                    partition,
                    base_offset: Ok(base_offset),
                };
                out.respond(socket, Response::Produce(response));
            }
            Acks::All => {
                let parked = ParkedProduce {
                    partition,
                    base_offset,
                    required_offset,
                };
                self.parked_produces.insert(socket, parked);
            }
        }
        self.try_advance(partition, disk, out);
        self.complete_produces(partition, disk, out);
        if self.parked_produces.contains_key(&socket) {
            out.trace(Event::ProduceParked {
                partition,
                required_offset,
            });
            out.set_timer(Timer::ParkedProduce(socket), Span::from_ms(timeout_ms));
        }
        out.aside(|out| self.complete_fetches(partition, disk, out));
    }

    /// A producer that waits for no answer learns of an error only by its connection's end.
    fn refuse_append(
        &mut self,
        socket: Socket,
        partition: TopicPartition,
        acks: Acks,
        error: ErrorCode,
        out: &mut Out<'_>,
    ) {
        let state = self.partitions.get(&partition);
        let leadership = state.and_then(Partition::leadership);
        let min_isr = state.map_or(0, Partition::effective_min_isr);
        out.follow(Event::AppendRefused {
            partition,
            error,
            isr: leadership.map_or_else(Vec::new, |it| it.isr().members().to_vec()),
            min_isr: u32::try_from(min_isr).unwrap_or(u32::MAX),
        });
        if acks == Acks::None {
            out.hang_up(socket);
        } else {
            let response = ProduceResponse {
                partition,
                base_offset: Err(error),
            };
            out.respond(socket, Response::Produce(response));
        }
    }

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
        let mut response = self.read_all(&request, disk);
        if let Reader::Follower { .. } = request.reader {
            for (fetch, read) in request.partitions.iter().zip(&mut response.partitions) {
                if read.error.is_none() && read.diverging_epoch.is_none() {
                    read.error = self.note_fetch(&request, fetch, disk, out).err();
                }
            }
        }
        if request.max_wait_ms == 0 || is_enough(&response, request.min_bytes) {
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
            Timer::ParkedFetch(socket),
            Span::from_ms(request.max_wait_ms),
        );
        self.parked_fetches.insert(socket, ParkedFetch { request });
    }

    pub(super) fn read_all(&self, request: &FetchRequest, disk: &Disk) -> FetchResponse {
        let read_one = |fetch: &FetchPartition| {
            let state = self.partitions.get(&fetch.partition);
            let read = state
                .zip(disk.logs.get(&fetch.partition))
                .map_or(Err(ErrorCode::UnknownTopicOrPartition), |(state, log)| {
                    state.read(&request.reader, fetch, log)
                });
            let error = read.as_ref().err().copied();
            let read = read.unwrap_or_default();
            FetchedPartition {
                partition: fetch.partition,
                error,
                high_watermark: read.high_watermark,
                log_start_offset: read.log_start_offset,
                diverging_epoch: read.diverging_epoch,
                preferred_read_replica: None,
                batches: read.batches,
            }
        };
        FetchResponse {
            partitions: request.partitions.iter().map(read_one).collect(),
        }
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
        let target = self
            .partitions
            .get_mut(&partition)
            .zip(disk.logs.get_mut(&partition));
        let Some((state, log)) = target else {
            return Ok(());
        };
        let context = Context {
            me: self.me,
            now: out.now(),
            cause: out.cause(),
            config: &self.config,
            metadata: &self.metadata,
        };
        let fetched = FetchState {
            fetch_offset: fetch.fetch_offset,
            log_start_offset: fetch.log_start_offset,
            now: out.now(),
            leader_log_end_offset: log.end_offset(),
            broker_epoch,
            trace: out.cause(),
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
            if progress.expand {
                self.propose(partition, replica, out);
            }
            if let Some(advance) = progress.advance {
                self.high_watermark_moved(partition, advance, disk, out);
            }
        });
        Ok(())
    }

    /// Moves the high watermark if it may move, and does what follows.
    pub(super) fn try_advance(
        &mut self,
        partition: TopicPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(log) = disk.logs.get_mut(&partition) else {
            return;
        };
        let context = self.context(out);
        let advance = self
            .partitions
            .get(&partition)
            .and_then(|state: &Partition| state.advance_high_watermark(log, &context));
        if let Some(advance) = advance {
            self.high_watermark_moved(partition, advance, disk, out);
        }
    }

    fn high_watermark_moved(
        &mut self,
        partition: TopicPartition,
        advance: super::Advance,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let super::Advance { from, to } = advance;
        out.follow(Event::HighWatermarkAdvanced {
            partition,
            from,
            to,
        });
        self.complete_produces(partition, disk, out);
        self.complete_fetches(partition, disk, out);
    }

    /// This broker no longer leads: whatever waits for it to do so is told.
    pub(super) fn leadership_lost(
        &mut self,
        partition: TopicPartition,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        self.complete_produces(partition, disk, out);
        self.complete_fetches(partition, disk, out);
    }

    /// Tells a consumer the first offset, or the one after the last committed record. A new leader
    /// cannot say the latter before it has committed its epoch's beginning.
    pub(super) fn list_offsets(
        &mut self,
        socket: Socket,
        request: ListOffsetsRequest,
        disk: &Disk,
        out: &mut Out<'_>,
    ) {
        let partition = request.partition;
        let target = self
            .partitions
            .get(&partition)
            .zip(disk.logs.get(&partition));
        let offset = match target {
            Some((state, log)) => offset_of(state, log, &request),
            None => Err(ErrorCode::UnknownTopicOrPartition),
        };
        out.respond(
            socket,
            Response::ListOffsets(ListOffsetsResponse { partition, offset }),
        );
    }
}

fn offset_of(
    state: &Partition,
    log: &Log,
    request: &ListOffsetsRequest,
) -> Result<crate::id::Offset, ErrorCode> {
    state.check_leader_epoch(request.current_leader_epoch)?;
    let epoch_start = state
        .leadership()
        .map(|leadership| leadership.epoch_start_offset());
    match request.spec {
        OffsetSpec::Earliest => Ok(log.start_offset()),
        OffsetSpec::Latest if epoch_start.is_some_and(|start| log.high_watermark() < start) => {
            Err(ErrorCode::OffsetNotAvailable)
        }
        OffsetSpec::Latest => Ok(log.high_watermark()),
    }
}
