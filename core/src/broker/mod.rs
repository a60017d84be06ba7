//! A broker: its process, its disk, and the parts it plays: leader, follower, and subject of the
//! controller.

mod ahead;
mod alter_partition;
mod assignment;
mod checkpoint;
mod clock;
mod coordinator;
mod deferred;
mod delete_records;
mod disk;
mod fetch_response;
mod fetcher;
mod follower;
mod inspection;
mod isr;
mod isr_answer;
mod leader;
mod leadership;
mod lifecycle;
mod observer;
mod offsets;
mod out_of_range;
mod partition;
mod process;
mod producer_id;
mod purgatory;
mod read;
mod replica_selector;
mod replica_state;
mod serve_fetch;
mod shutdown;
#[cfg(test)]
mod testing;
mod truncation;

pub(crate) use ahead::{Fetching, ProposalProgress};
pub use checkpoint::{Checkpoints, CleanShutdownFile};
pub use coordinator::{CommittedOffsets, GroupCoordinator, Shard};
pub(crate) use coordinator::{Held, PendingRecords};
pub use disk::Disk;
pub use fetcher::Phase;
pub use inspection::{Following, PendingProposal};
pub use isr::{IsrState, PendingIsr};
pub use isr_answer::Outcome;
pub(crate) use leadership::JoinObstacle;
pub use leadership::{Advance, Leadership, Progress, Proposal};
pub use lifecycle::BrokerState;
pub use partition::{Change, Context, Partition};
pub use process::Process;
pub use purgatory::{DelayedDeleteRecords, DelayedFetch, DelayedPartition, DelayedProduce};
pub use read::Read;
pub use replica_state::{FetchState, LeaderEpochStart, ReplicaState};

use lifecycle::Lifecycle;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::BrokerConfig;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::log::Log;
use crate::sim::{Actor, Input, Out};
use crate::time::Span;
use crate::trace::Event;

/// A broker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broker {
    /// Its id.
    pub id: BrokerId,
    config: Arc<BrokerConfig>,
    rack: Option<Arc<str>>,
    disk: Disk,
    /// How often its process was started.
    starts: u32,
    process: Option<Process>,
}

impl Broker {
    /// A broker that was never started.
    #[must_use]
    pub fn new(id: BrokerId, config: Arc<BrokerConfig>) -> Self {
        Self {
            id,
            config,
            rack: None,
            disk: Disk::default(),
            starts: 0,
            process: None,
        }
    }

    /// The same broker in a rack (`broker.rack`).
    #[must_use]
    pub fn in_rack(self, rack: Option<Arc<str>>) -> Self {
        Self { rack, ..self }
    }

    /// Its process, while it runs.
    #[must_use]
    pub fn process(&self) -> Option<&Process> {
        self.process.as_ref()
    }

    /// Whether its process runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.process.is_some()
    }

    /// What it is configured with.
    #[must_use]
    pub fn config(&self) -> &BrokerConfig {
        &self.config
    }

    /// The rack that it stands in (`broker.rack`).
    #[must_use]
    pub fn rack(&self) -> Option<&str> {
        self.rack.as_deref()
    }

    /// The log of a replica on its disk.
    #[must_use]
    pub fn log(&self, partition: TopicPartition) -> Option<&Log> {
        self.disk.logs.get(&partition)
    }

    /// Its checkpoint files, as they were last written.
    #[must_use]
    pub fn checkpoints(&self) -> &Checkpoints {
        &self.disk.checkpoints
    }

    /// Its clean-shutdown file, while it is there.
    #[must_use]
    pub fn clean_shutdown_file(&self) -> Option<CleanShutdownFile> {
        self.disk.clean_shutdown
    }

    /// The high watermark that `replication-offset-checkpoint` holds: what a restart begins with.
    #[must_use]
    pub fn high_watermark_checkpoint(&self, partition: TopicPartition) -> Option<Offset> {
        let file = &self.disk.checkpoints.high_watermarks;
        file.get(&partition).copied()
    }

    /// A process starts on what the disk holds. Meanwhile the machine has gone on writing.
    fn start(&mut self, out: &mut Out<'_>) {
        if self.process.is_some() {
            return;
        }
        self.starts += 1;
        self.disk.write_back(out.now(), self.page_age());
        out.follow(Event::BrokerStarted);
        let file = self.disk.clean_shutdown;
        let previous = file.and_then(|file| file.broker_epoch);
        let lifecycle = Lifecycle::new(self.starts, previous, self.rack.clone());
        let mut process = Process::new(self.id, self.config.clone(), lifecycle);
        process.start(&self.disk, out);
        self.process = Some(process);
    }

    /// The process dies. What was only in its memory is gone; the page cache is the machine's, so of
    /// the logs nothing is. No clean-shutdown file is written.
    fn crash(&mut self, out: &mut Out<'_>) {
        if self.process.take().is_some() {
            self.disk.forget_memory();
            out.follow(Event::BrokerCrashed);
        }
    }

    /// The machine loses power, and with it what was not on the disk.
    fn lose_power(&mut self, out: &mut Out<'_>) {
        self.disk.write_back(out.now(), self.page_age());
        self.process = None;
        out.follow(Event::PowerLost);
        for (partition, log) in &mut self.disk.logs {
            if let Some((from, to)) = log.lose_unflushed() {
                out.trace(Event::TailLost {
                    partition: *partition,
                    from,
                    to,
                });
            }
        }
        self.disk.forget_memory();
    }

    fn page_age(&self) -> Span {
        Span::from_ms(self.config.os_writeback_ms)
    }
}

impl Actor for Broker {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match input {
            Input::Start => self.start(out),
            Input::Crash => self.crash(out),
            Input::PowerLoss => self.lose_power(out),
            input => {
                if let Some(process) = &mut self.process {
                    process.on(input, &mut self.disk, out);
                }
                if self.process.as_ref().is_some_and(|it| it.has_stopped) {
                    self.process = None;
                }
            }
        }
    }

    fn is_running(&self) -> bool {
        self.process.is_some()
    }

    /// A broker opens its ports once the controller has unfenced it (`BrokerServer.startup`).
    fn listens(&self) -> bool {
        self.process.as_ref().is_some_and(Process::serves)
    }
}
