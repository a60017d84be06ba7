//! A broker: its process, its disk, and the parts it plays: leader, follower, and subject of the
//! controller.

mod alter_partition;
mod fetcher;
mod follower;
mod isr;
mod leader;
mod leadership;
mod lifecycle;
mod observer;
mod partition;
mod process;
mod purgatory;
mod replica_state;

pub use isr::IsrState;
pub use leadership::Leadership;
pub use partition::Partition;
pub use process::Process;
pub use purgatory::{ParkedFetch, ParkedProduce};
pub use replica_state::ReplicaState;

use leadership::Advance;
use partition::Context;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::BrokerConfig;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::log::Log;
use crate::sim::{Actor, Input, Out};
use crate::sorted::Map;
use crate::trace::Event;

/// A broker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Broker {
    /// Its id.
    pub id: BrokerId,
    config: Arc<BrokerConfig>,
    disk: Disk,
    /// How often its process was started.
    starts: u32,
    process: Option<Process>,
}

/// What outlives a process.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disk {
    /// The replicas' logs. A crash of the process loses nothing of them: the page cache is the
    /// machine's.
    pub(crate) logs: Map<TopicPartition, Log>,
    /// `replication-offset-checkpoint`.
    pub(crate) high_watermarks: Map<TopicPartition, Offset>,
}

impl Broker {
    /// A broker that was never started.
    #[must_use]
    pub fn new(id: BrokerId, config: Arc<BrokerConfig>) -> Self {
        Self {
            id,
            config,
            disk: Disk::default(),
            starts: 0,
            process: None,
        }
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

    /// The log of a replica on its disk.
    #[must_use]
    pub fn log(&self, partition: TopicPartition) -> Option<&Log> {
        self.disk.logs.get(&partition)
    }

    /// The high watermark that `replication-offset-checkpoint` holds: what a restart begins with.
    #[must_use]
    pub fn high_watermark_checkpoint(&self, partition: TopicPartition) -> Option<Offset> {
        self.disk.high_watermarks.get(&partition).copied()
    }

    fn start(&mut self, out: &mut Out<'_>) {
        if self.process.is_some() {
            return;
        }
        self.starts += 1;
        self.disk.load_high_watermarks();
        out.follow(Event::BrokerStarted);
        let mut process = Process::new(self.id, self.config.clone(), self.starts);
        process.start(out);
        self.process = Some(process);
    }

    /// What was only in memory is gone; no clean-shutdown file is written.
    fn crash(&mut self, out: &mut Out<'_>) {
        if self.process.take().is_some() {
            self.disk.load_high_watermarks();
            out.follow(Event::BrokerCrashed);
        }
    }
}

impl Disk {
    /// A high watermark lives in memory: a process begins with the checkpointed one, or 0.
    fn load_high_watermarks(&mut self) {
        for (partition, log) in &mut self.logs {
            log.set_high_watermark(
                self.high_watermarks
                    .get(partition)
                    .copied()
                    .unwrap_or_default(),
            );
        }
    }

    pub(crate) fn checkpoint_high_watermarks(&mut self) {
        self.high_watermarks = self
            .logs
            .iter()
            .map(|(partition, log)| (*partition, log.high_watermark()))
            .collect();
    }
}

impl Actor for Broker {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match input {
            Input::Start => self.start(out),
            Input::Crash => self.crash(out),
            input => {
                if let Some(process) = &mut self.process {
                    process.on(input, &mut self.disk, out);
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
