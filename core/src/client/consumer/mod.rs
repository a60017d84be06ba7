//! The consumer (`KafkaConsumer`): it reads below the high watermark, from its position on, what its
//! application or its group has chosen, and hands it over when the application calls `poll`. It reads from
//! the leader, or from the replica to which the leader has sent it (KIP-392).

mod ahead;
mod application;
mod calls;
mod collect;
mod commit;
mod consumer_heartbeat;
mod consumer_membership;
mod consumer_reconciliation;
mod coordinator;
mod deferred;
mod error;
mod fetch;
mod heartbeat;
mod heartbeat_pace;
mod join;
mod leave;
mod membership;
mod named_commit;
mod network;
mod poll;
mod positions;
mod refused_commit;
mod subscription;
mod sync;

pub(crate) use ahead::{CommitProgress, MemberAwaits};
pub use application::{Application, Handed, Step};
pub use commit::CommitMode;
pub(crate) use commit::PendingCommit;
pub use coordinator::Coordinator;
pub use error::{CommitObstacle, ConsumerError};
pub use fetch::CompletedFetch;
pub use leave::{AfterPollInterval, Reason as LeaveReason};
pub use membership::{ConsumerMemberState, Generation, MemberState, Membership};
pub(crate) use refused_commit::AfterRefusal;
pub use subscription::{
    Choice, ChosenPartition, FetchState, PartitionState, Position, Subscription,
};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::fetch::ReadReplica;
use self::named_commit::NamedCommit;
use self::network::InFlightRequest;
use self::subscription::Sought;
use super::cluster::Cluster;
use crate::config::ConsumerConfig;
use crate::group::classic::GroupId;
use crate::id::{BrokerId, NodeId, Offset, TopicPartition};
use crate::scenario::ConsumerSpec;
use crate::shared::Shared;
use crate::sim::{Actor, ConnectionId, Input, Out, Timer};
use crate::sorted::Map;
use crate::time::Time;
use crate::trace::{ConsumerEvent, Event};

/// A consumer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consumer {
    /// Its id.
    pub id: NodeId,
    pub(super) config: Arc<ConsumerConfig>,
    pub(super) cluster: Cluster,
    pub(super) subscription: Subscription,
    /// What was fetched and waits for `poll`, in the order in which it came.
    pub(super) buffer: Vec<CompletedFetch>,
    pub(super) read_replicas: Map<TopicPartition, ReadReplica>,
    /// Requests without an answer, by connection, the oldest first.
    pub(super) in_flight: Map<ConnectionId, Vec<InFlightRequest>>,
    pub(super) coordinator: Shared<Coordinator>,
    pub(super) membership: Shared<Membership>,
    pub(super) application: Application,
    /// Commits that wait for a coordinator.
    pub(super) waiting_commits: Shared<Vec<PendingCommit>>,
    pub(super) commit_pauses: bool,
    /// What `commitSync` waits for the client to hear of.
    pub(super) named_commit: Option<NamedCommit>,
    pub(super) auto_commit_at: Option<Time>,
    /// Whether `close` waits for a commit.
    pub(super) closing_commit: bool,
    /// Whether the member leaves since it did not poll.
    pub(super) leaves_by_timeout: bool,
    /// Whether fetches wait for a moment, or for metadata.
    pub(super) is_pausing: bool,
    /// Whether metadata is to be asked for with the next call: it was time while nobody looked after the network.
    pub(super) metadata_is_due: bool,
    /// What a check of positions found, for the next call.
    pub(super) validation_error: Option<ConsumerError>,
    pub(super) reset_error: Option<ConsumerError>,
    pub(super) call_timeout_ms: u64,
    pub(super) is_running: bool,
    pub(super) consumed: u64,
    bootstrap: Vec<BrokerId>,
    spec: Arc<ConsumerSpec>,
}

impl Consumer {
    /// A consumer that knows these brokers (`bootstrap.servers`).
    #[must_use]
    pub fn new(id: NodeId, spec: &ConsumerSpec, bootstrap: &[BrokerId]) -> Self {
        let max_age_ms = spec.config.metadata_max_age_ms;
        let mut chosen = Vec::new();
        for one in &spec.assign {
            chosen.push(ChosenPartition {
                topic: one.topic.clone(),
                index: one.partition,
                sought: one.from_offset.map(Sought::Offset),
                paused: false,
                is_missing: false,
            });
        }
        let choice = match spec.assign.is_empty() {
            true => Choice::Nothing,
            false => Choice::Assigned(chosen),
        };
        Self {
            id,
            config: Arc::new(spec.config.clone()),
            cluster: Cluster::new(id, bootstrap, max_age_ms),
            subscription: Subscription {
                choice,
                ..Subscription::default()
            },
            buffer: Vec::new(),
            read_replicas: Map::new(),
            in_flight: Map::new(),
            coordinator: Shared::default(),
            membership: Shared::default(),
            application: Application {
                spec: spec.application.clone(),
                ..Application::default()
            },
            waiting_commits: Shared::default(),
            commit_pauses: false,
            named_commit: None,
            auto_commit_at: None,
            closing_commit: false,
            leaves_by_timeout: false,
            is_pausing: false,
            metadata_is_due: false,
            validation_error: None,
            reset_error: None,
            call_timeout_ms: 0,
            is_running: true,
            consumed: 0,
            bootstrap: bootstrap.to_vec(),
            spec: Arc::new(spec.clone()),
        }
    }

    /// What it is configured with.
    #[must_use]
    pub fn config(&self) -> &ConsumerConfig {
        &self.config
    }

    /// What it knows of the cluster.
    #[must_use]
    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// What it reads, and where it is.
    #[must_use]
    pub fn subscription(&self) -> &Subscription {
        &self.subscription
    }

    /// Its membership.
    #[must_use]
    pub fn membership(&self) -> &Membership {
        &self.membership
    }

    /// Its group's coordinator, while it knows it.
    #[must_use]
    pub fn coordinator(&self) -> Option<BrokerId> {
        self.coordinator.broker
    }

    /// Its application.
    #[must_use]
    pub fn application(&self) -> &Application {
        &self.application
    }

    /// What was fetched and waits for `poll`.
    #[must_use]
    pub fn buffer(&self) -> &[CompletedFetch] {
        &self.buffer
    }

    /// The group that it is configured to be in, if it is.
    #[must_use]
    pub fn group(&self) -> Option<GroupId> {
        self.config.has_group().then(|| self.group_id())
    }

    /// Whether it is configured to be in that group.
    #[must_use]
    pub fn is_of(&self, group: &GroupId) -> bool {
        self.config.has_group() && self.config.group_id == group.0
    }

    /// Its `group.id`, which is empty where there is no group.
    pub(super) fn group_id(&self) -> GroupId {
        GroupId(self.config.group_id.clone())
    }

    /// By what it is called in logs and in its group (`client.id`).
    #[must_use]
    pub fn client_id(&self) -> Arc<str> {
        self.config.client_id_of(self.id)
    }

    /// The next offset that it will read, of each partition that has one.
    pub fn positions(&self) -> impl Iterator<Item = (TopicPartition, Offset)> + '_ {
        let partitions = self.subscription.partitions.iter();
        partitions.filter_map(|(partition, state)| Some((*partition, state.position?.offset)))
    }

    /// Whether its application has paused a partition (`pause`).
    #[must_use]
    pub fn has_paused(&self, partition: TopicPartition) -> bool {
        let state = self.subscription.partitions.get(&partition);
        state.is_some_and(|state| state.paused)
    }

    /// The next offset that it will read of a partition.
    #[must_use]
    pub fn position(&self, partition: TopicPartition) -> Option<Offset> {
        let state = self.subscription.partitions.get(&partition)?;
        Some(state.position?.offset)
    }

    /// The replica to which a partition's leader has sent it, if it has.
    #[must_use]
    pub fn read_replica(&self, partition: TopicPartition) -> Option<BrokerId> {
        let chosen = self.read_replicas.get(&partition)?;
        Some(chosen.replica)
    }

    /// How many records its application was handed.
    #[must_use]
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    /// Whether its application is in a call of `poll` that was made by hand.
    #[must_use]
    pub fn is_polling_by_hand(&self) -> bool {
        self.application.limit.is_some()
    }

    /// Whether its application is on its way through its loop.
    #[must_use]
    pub fn is_in_loop(&self) -> bool {
        self.application.is_in_loop()
    }

    /// Makes it believe that it has these partitions, whatever its group says.
    #[cfg(test)]
    pub(crate) fn believe_in(&mut self, partitions: &[TopicPartition]) {
        self.subscription.assign(partitions);
    }

    /// The process starts: the application subscribes, or takes the partitions that it chose, and polls;
    /// unless its calls are made by hand.
    fn start(&mut self, out: &mut Out<'_>) {
        if self.application.spec.by_hand {
            return;
        }
        if !self.spec.subscribe.is_empty()
            && let Err(error) = deferred::subscribe(self, out)
        {
            return self.raise(error, out);
        }
        if self.subscription.choice != Choice::Nothing {
            self.application.step = Step::Polling;
            self.ask_for_metadata(out);
            if self.subscription.is_by_group() {
                self.go_on(out);
            }
        }
    }

    /// The process is gone, and with it all that it knew.
    fn die(&mut self, out: &mut Out<'_>) {
        out.follow(Event::consumer(ConsumerEvent::Crashed));
        let consumed = self.consumed;
        let spec = Arc::clone(&self.spec);
        *self = Self::new(self.id, &spec, &self.bootstrap);
        self.is_running = false;
        self.consumed = consumed;
    }
}

impl Actor for Consumer {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match input {
            Input::Start => {
                self.is_running = true;
                self.start(out);
            }
            Input::Crash => self.die(out),
            Input::CallConsumer(call) => deferred::on_call(self, call, out),
            Input::LoopFault(fault) => deferred::on_loop_fault(self, fault, out),
            Input::Response(connection, response) => self.on_response(connection, response, out),
            Input::Disconnected(connection, _) => self.on_disconnected(connection, out),
            Input::Timer(timer) => self.on_timer(timer, out),
            Input::PowerLoss
            | Input::Shutdown
            | Input::Admin(_)
            | Input::Request(..)
            | Input::Send { .. }
            | Input::CallProducer(_)
            | Input::Sent(_) => {}
        }
    }

    fn is_running(&self) -> bool {
        self.is_running
    }
}

impl Consumer {
    fn on_timer(&mut self, timer: Timer, out: &mut Out<'_>) {
        match timer {
            Timer::Metadata => self.on_metadata_timer(out),
            Timer::Fetch => {
                self.is_pausing = false;
                self.go_on(out);
            }
            Timer::Retry | Timer::AutoCommit => self.go_on(out),
            Timer::CallEnd => deferred::on_call_end(self, out),
            Timer::Process
            | Timer::Coordinator
            | Timer::Heartbeat
            | Timer::Session
            | Timer::PollInterval
            | Timer::Join
            | Timer::Commit => deferred::on_group_timer(self, timer, out),
            Timer::RequestTimeout(connection) => {
                out.timed_out(connection);
                self.on_disconnected(connection, out);
            }
            _ => {}
        }
    }
}
