//! What can be done in a step, by the names that recordings use.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::format::{Milliseconds, PartitionCount};

/// Actions that recordings know and the engine has no actor for yet, with what they wait for.
const LATER: [(&str, &str); 4] = [
    ("init_transactions", "transactions"),
    ("begin_transaction", "transactions"),
    ("commit_transaction", "transactions"),
    ("abort_transaction", "transactions"),
];

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Action {
    /// A new topic.
    CreateTopic(NewTopic),
    /// More partitions.
    CreatePartitions(NewPartitions),
    /// Other replicas.
    Reassign(Reassignment),
    /// An election.
    ElectLeader(LeaderElection),
    /// Records, each answered before the next is sent.
    Produce {
        /// The producer's name.
        producer: String,
        /// Its configuration.
        config: BTreeMap<String, String>,
        /// The topic.
        topic: String,
        /// The records, `partition|key|value`.
        records: Vec<String>,
    },
    /// A producer that will be used.
    Producer {
        /// Its name.
        name: String,
        /// Its configuration.
        config: BTreeMap<String, String>,
    },
    /// A producer that is made and closed again, with that configuration.
    NewProducer(BTreeMap<String, String>),
    /// One record.
    Send {
        /// The producer's name.
        producer: String,
        /// The topic.
        topic: String,
        /// The record.
        record: String,
        /// Whether its answer is waited for.
        #[serde(default = "yes")]
        wait: bool,
    },
    /// The answer of what that producer sent last is waited for.
    AwaitSend(String),
    /// An internal topic is there, and the coordinator has read it.
    CoordinatorReady(Coordinator),
    /// A consumer that will be used.
    Consumer {
        /// Its name.
        name: String,
        /// Its configuration.
        config: BTreeMap<String, String>,
    },
    /// Its application subscribes to topics.
    Subscribe {
        /// The consumer's name.
        consumer: String,
        /// The topics.
        topics: Vec<String>,
    },
    /// Its application chooses partitions.
    Assign {
        /// The consumer's name.
        consumer: String,
        /// The partitions.
        partitions: Vec<String>,
    },
    /// It goes to an offset.
    Seek {
        /// The consumer's name.
        consumer: String,
        /// The partition.
        partition: String,
        /// The offset.
        offset: i64,
    },
    /// It goes to the beginning of all that it has.
    SeekToBeginning(String),
    /// It commits its positions.
    Commit(String),
    /// It asks for its positions.
    Position(String),
    /// It asks where its partitions end.
    EndOffsets(String),
    /// It is closed.
    Close(String),
    /// It polls again and again.
    Poll {
        /// The consumer's name.
        consumer: String,
        /// For how long.
        ms: Milliseconds,
        /// Until so many records came.
        #[serde(default)]
        until_records: Option<u64>,
    },
    /// It polls on by itself.
    PollOn(String),
    /// Its process is killed.
    KillConsumer(String),
    /// What a group has committed becomes something else.
    ResetOffsets {
        /// The group.
        group: String,
        /// The topic.
        topic: String,
        /// Where to.
        to: OffsetReset,
    },
    /// Processes are killed, and fenced in time.
    Crash(Vec<u32>),
    /// A process is killed.
    KillBroker(u32),
    /// A process is started, and unfenced in time.
    Restart(u32),
    /// A process is started.
    StartBroker(u32),
    /// A process is stopped where it is.
    Pause(u32),
    /// It goes on.
    Resume(u32),
    /// A process is asked to stop, until it is gone.
    ControlledShutdown(u32),
    /// Time passes.
    WaitMs(Milliseconds),
    /// Time passes until something is so.
    WaitUntil(Condition),
}

/// Whose coordinator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Coordinator {
    /// A group's.
    Group(String),
    /// That of transactions.
    Transaction(String),
}

/// Where a group is to read on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum OffsetReset {
    /// At one of the ends.
    Named(String),
    /// At an offset.
    At {
        /// The offset.
        offset: i64,
    },
}

/// A new topic, with an assignment or placed at random.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTopic {
    /// Its name.
    pub name: String,
    /// The replicas of each partition.
    #[serde(default)]
    pub replica_assignment: Option<Vec<Vec<u32>>>,
    /// How many partitions are to be placed.
    #[serde(default)]
    pub partitions: Option<PartitionCount>,
    /// How many replicas each of those has.
    #[serde(default)]
    pub replication_factor: Option<u32>,
    /// Its configuration.
    #[serde(default)]
    pub config: BTreeMap<String, String>,
}

/// More partitions for a topic.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPartitions {
    /// The topic.
    pub topic: String,
    /// How many it is to have in all.
    pub count: PartitionCount,
    /// The replicas of each new one; without them, placed at random.
    #[serde(default)]
    pub new_assignments: Option<Vec<Vec<u32>>>,
}

/// Other replicas for a partition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reassignment {
    /// The partition, `orders-0`.
    pub partition: String,
    /// The replicas; null cancels what is under way.
    pub replicas: Option<Vec<u32>>,
}

/// An election in a partition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaderElection {
    /// Of which kind.
    pub r#type: Election,
    /// The partition.
    pub partition: String,
}

/// Which election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Election {
    /// Of the preferred leader.
    Preferred,
    /// Of whoever lives.
    Unclean,
}

/// What is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// A broker leads a partition.
    Leader {
        /// The partition.
        partition: String,
        /// The broker.
        broker: u32,
    },
    /// A broker has registered so often.
    Registrations {
        /// The broker.
        broker: u32,
        /// How often since the cluster was made.
        count: usize,
    },
    /// A broker is not fenced.
    Unfenced(u32),
    /// A partition has so many in-sync replicas.
    IsrSize {
        /// The partition.
        partition: String,
        /// How many.
        size: usize,
    },
}

fn yes() -> bool {
    true
}

impl Action {
    /// Reads an action.
    ///
    /// # Errors
    /// Why it cannot be done.
    pub fn read(value: &Value) -> Result<Self, String> {
        let name = value.as_object().and_then(|fields| fields.keys().next());
        let later = LATER
            .iter()
            .find(|(known, _)| name.is_some_and(|name| name == known));
        if let Some((name, waits_for)) = later {
            return Err(format!("the action `{name}` waits for {waits_for}"));
        }
        serde_json::from_value(value.clone())
            .map_err(|error| format!("the action {value}: {error}"))
    }

    /// The producer that it names, with the configuration that makes it.
    #[must_use]
    pub fn producer(&self) -> Option<(&str, Option<&BTreeMap<String, String>>)> {
        match self {
            Self::Produce {
                producer, config, ..
            }
            | Self::Producer {
                name: producer,
                config,
            } => Some((producer, Some(config))),
            Self::Send { producer, .. } | Self::AwaitSend(producer) => Some((producer, None)),
            Self::CreateTopic(_)
            | Self::CreatePartitions(_)
            | Self::Reassign(_)
            | Self::ElectLeader(_)
            | Self::Crash(_)
            | Self::KillBroker(_)
            | Self::Restart(_)
            | Self::StartBroker(_)
            | Self::Pause(_)
            | Self::Resume(_)
            | Self::ControlledShutdown(_)
            | Self::NewProducer(_)
            | Self::WaitMs(_)
            | Self::CoordinatorReady(_)
            | Self::Consumer { .. }
            | Self::Subscribe { .. }
            | Self::Assign { .. }
            | Self::Seek { .. }
            | Self::SeekToBeginning(_)
            | Self::Commit(_)
            | Self::Position(_)
            | Self::EndOffsets(_)
            | Self::Close(_)
            | Self::Poll { .. }
            | Self::PollOn(_)
            | Self::KillConsumer(_)
            | Self::ResetOffsets { .. }
            | Self::WaitUntil(_) => None,
        }
    }

    /// Whether it is a request of the admin client.
    #[must_use]
    pub fn is_administration(&self) -> bool {
        matches!(
            self,
            Self::CreateTopic(_)
                | Self::CreatePartitions(_)
                | Self::Reassign(_)
                | Self::ElectLeader(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_action_that_is_not_known_says_why() {
        for (action, reason) in [
            (json!({"explode": 1}), "unknown variant `explode`"),
            (json!({"begin_transaction": "p1"}), "waits for transactions"),
            (
                json!({"elect_leader": {"type": "PREFERRED", "partition": "orders-0", "hard": true}}),
                "unknown field `hard`",
            ),
            (
                json!({"wait_until": {"leader": {"partition": "orders-0"}}}),
                "missing field `broker`",
            ),
            (json!({"wait_until": {"calm": 1}}), "unknown variant `calm`"),
            (
                json!({"subscribe": {"consumer": "c1", "pattern": "or.*"}}),
                "unknown field `pattern`",
            ),
        ] {
            let said = Action::read(&action).expect_err("it is not known");
            assert!(said.contains(reason), "{said}");
        }
    }
}
