//! The fields of the form, by the paths that the engine gives to what is wrong.

use std::sync::Arc;

/// A part of the cluster that has fields of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The cluster itself, and what all its brokers have in common.
    Cluster,
    /// A topic, by the number that its sheet has for as long as it is there.
    Topic(u64),
    /// A producer.
    Producer(u64),
    /// A consumer.
    Consumer(u64),
}

impl Part {
    /// The number of its sheet; nothing for the cluster itself, of which there is one.
    #[must_use]
    pub fn id(self) -> Option<u64> {
        match self {
            Self::Cluster => None,
            Self::Topic(id) | Self::Producer(id) | Self::Consumer(id) => Some(id),
        }
    }

    /// What the engine calls the list that it is in; nothing for the cluster itself.
    #[must_use]
    pub(super) fn list(self) -> &'static str {
        match self {
            Self::Cluster => "",
            Self::Topic(_) => "topics",
            Self::Producer(_) => "producers",
            Self::Consumer(_) => "consumers",
        }
    }

    /// What the engine calls the configuration of it.
    #[must_use]
    pub(super) fn config(self) -> &'static str {
        match self {
            Self::Cluster => "broker_config",
            Self::Topic(_) | Self::Producer(_) | Self::Consumer(_) => "config",
        }
    }
}

/// A field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Whose.
    pub part: Part,
    /// Which.
    pub name: Name,
}

/// Which field of a part it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// One that every such part has, as the engine's path names it.
    Own(&'static str),
    /// A key of its configuration.
    Setting(Arc<str>),
}

/// What the sandbox is called; nothing that the engine knows.
pub const SANDBOX_NAME: &str = "name_of_sandbox";
/// How many brokers there are.
pub const BROKERS: &str = "brokers";
/// The racks of the brokers, in their order.
pub const RACKS: &str = "racks";
/// How long a message travels at least.
pub const LATENCY: &str = "network.latency_ms";
/// And up to so much more.
pub const JITTER: &str = "network.jitter_ms";
/// Where the random numbers begin.
pub const SEED: &str = "seed";
/// When the person comes in.
pub const OPENS_AT: &str = "opens_at_ms";
/// Whether what the scenario does by itself is kept: `yes` or `no`.
pub const SCRIPT: &str = "script";
/// What a topic is called.
pub const NAME: &str = "name";
/// How a topic's replicas are placed: [`COUNTED`] or [`BY_HAND`].
pub const PLACEMENT: &str = "placement";
/// How many partitions a topic has.
pub const PARTITIONS: &str = "partitions";
/// How many replicas each of them has.
pub const REPLICATION_FACTOR: &str = "replication_factor";
/// The replicas of each partition.
pub const ASSIGNMENT: &str = "assignment";
/// How a producer's application sends: [`ON_REQUEST`] or [`STEADILY`].
pub const SENDS: &str = "sends";
/// Where it sends by itself.
pub const LOAD_TOPIC: &str = "load.topic";
/// To which partitions of that topic.
pub const LOAD_PARTITIONS: &str = "load.partitions";
/// From when on.
pub const LOAD_FROM: &str = "load.from_ms";
/// The time from one record to the next.
pub const LOAD_EVERY: &str = "load.every_ms";
/// When a producer is made: [`AT_START`] or [`WHEN_SENDING`].
pub const MADE: &str = "on_demand";
/// How a consumer comes to what it reads: [`BY_SUBSCRIPTION`] or [`BY_ASSIGNMENT`].
pub const READS: &str = "reads";
/// The topics that a consumer subscribes to.
pub const SUBSCRIBE: &str = "subscribe";
/// The partitions that a consumer is given.
pub const ASSIGN: &str = "assign";
/// Who makes the calls of a consumer: [`IN_LOOP`] or [`BY_HAND`].
pub const CALLS: &str = "application.by_hand";
/// How long a consumer's application works on a record.
pub const PROCESS: &str = "application.process_ms";
/// How many of a hundred records it cannot process.
pub const FAILS: &str = "application.fail_percent";
/// What it does then: [`CLOSE`], [`SEEK_BACK`] or [`PASS_OVER`].
pub const ON_FAILURE: &str = "application.on_failure";
/// How it commits: [`NO_COMMIT`], [`COMMIT_SYNC`] or [`COMMIT_ASYNC`].
pub const COMMIT: &str = "application.commit";
/// When it commits: [`AFTER_WORK`] or [`BEFORE_WORK`].
pub const COMMIT_FIRST: &str = "application.commit_first";

/// The fields that the engine has paths for.
pub(super) const PATHS: [&str; 26] = [
    BROKERS,
    RACKS,
    LATENCY,
    JITTER,
    SEED,
    OPENS_AT,
    NAME,
    PARTITIONS,
    REPLICATION_FACTOR,
    ASSIGNMENT,
    LOAD_TOPIC,
    LOAD_PARTITIONS,
    LOAD_FROM,
    LOAD_EVERY,
    SUBSCRIBE,
    ASSIGN,
    PROCESS,
    FAILS,
    ON_FAILURE,
    COMMIT_FIRST,
    COMMIT,
    CALLS,
    MADE,
    READS,
    PLACEMENT,
    SENDS,
];

/// The controller places the replicas.
pub const COUNTED: &str = "counted";
/// Whoever builds places replicas; whoever watches makes calls.
pub const BY_HAND: &str = "by_hand";
/// The producer sends what the person sends.
pub const ON_REQUEST: &str = "on_request";
/// The producer sends by itself.
pub const STEADILY: &str = "steadily";
/// The application makes its producer as soon as it starts.
pub const AT_START: &str = "at_start";
/// The application makes its producer when it first sends something.
pub const WHEN_SENDING: &str = "when_sending";
/// The consumer subscribes to topics, as a member of its group.
pub const BY_SUBSCRIPTION: &str = "subscription";
/// The application chooses the partitions itself.
pub const BY_ASSIGNMENT: &str = "assignment";
/// The application polls in a loop.
pub const IN_LOOP: &str = "in_loop";
/// It leaves its loop and closes the consumer.
pub const CLOSE: &str = "close";
/// It goes back to the record and tries again.
pub const SEEK_BACK: &str = "seek_back";
/// It goes on with the next record.
pub const PASS_OVER: &str = "pass_over";
/// It does not commit.
pub const NO_COMMIT: &str = "none";
/// `commitSync`.
pub const COMMIT_SYNC: &str = "sync";
/// `commitAsync`.
pub const COMMIT_ASYNC: &str = "async";
/// It commits what it has worked on.
pub const AFTER_WORK: &str = "after";
/// It commits what it is going to work on.
pub const BEFORE_WORK: &str = "before";

impl Field {
    /// A field of the cluster.
    #[must_use]
    pub const fn of_cluster(name: &'static str) -> Self {
        Self::own(Part::Cluster, name)
    }

    /// A field that every such part has.
    #[must_use]
    pub const fn own(part: Part, name: &'static str) -> Self {
        let name = Name::Own(name);
        Self { part, name }
    }

    /// A key of a part's configuration.
    #[must_use]
    pub fn setting(part: Part, key: &str) -> Self {
        let name = Name::Setting(key.into());
        Self { part, name }
    }

    /// An id for the page.
    #[must_use]
    pub fn id(&self) -> String {
        let number = self.part.id().map(|id| id.to_string());
        let name: &str = match &self.name {
            Name::Own(name) => name,
            Name::Setting(key) => key,
        };
        let number = number.as_deref().unwrap_or_default();
        ["build-", self.part.list(), number, "-", name].concat()
    }
}
