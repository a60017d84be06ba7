//! What ends a wait, or is the next to change anything about it.

use crate::client::AfterPollInterval;
use crate::command::Command;
use crate::id::{BrokerId, MessageId, NodeId};
use crate::sim::{Channel, ConnectionId};
use crate::time::Time;

/// What ends a wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// A message arrives.
    Arrival {
        /// The message.
        message: MessageId,
        /// When.
        at: Time,
    },
    /// A time is up.
    Clock {
        /// Which.
        clock: Clock,
        /// When.
        at: Time,
    },
    /// What a person may do.
    Command(Command),
    /// Nothing that is under way.
    Nothing,
}

impl End {
    /// When that is, if it comes by itself.
    #[must_use]
    pub fn at(&self) -> Option<Time> {
        match self {
            Self::Arrival { at, .. } | Self::Clock { at, .. } => Some(*at),
            Self::Command(_) | Self::Nothing => None,
        }
    }
}

/// A time that is up some time, and what happens then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The leader answers a parked produce with `REQUEST_TIMED_OUT`.
    ProduceExpires(BrokerId),
    /// The leader answers a parked deletion with `REQUEST_TIMED_OUT`.
    DeletionExpires(BrokerId),
    /// A broker answers a parked fetch with what there is.
    FetchExpires {
        /// The broker.
        broker: BrokerId,
        /// Who fetches.
        reader: NodeId,
    },
    /// A slow leader comes to look at what waited for its high watermark.
    LooksLate(BrokerId),
    /// A slow process reads what is in its socket.
    Reads(NodeId),
    /// A client learns that its connection has ended.
    ConnectionEnds(ConnectionId),
    /// A client gives a connection up on which nobody answers.
    AnswerTimesOut(ConnectionId),
    /// A member gives a connection up on which nobody answers its join.
    JoinTimesOut(ConnectionId),
    /// The controller fences a broker of which it hears nothing.
    SessionEnds(BrokerId),
    /// A leader looks for followers that are out of sync, and this one will be.
    LeavesIsr {
        /// The leader.
        leader: BrokerId,
        /// The follower.
        follower: BrokerId,
    },
    /// A follower fetches again after an error.
    FetchesAgain(BrokerId),
    /// A broker registers, or sends its next heartbeat.
    SpeaksToController(BrokerId),
    /// A broker asks for the metadata log again.
    FetchesMetadata(BrokerId),
    /// A broker stops without having been let go.
    Stops(BrokerId),
    /// A broker has closed its logs, and stops.
    HasClosed(BrokerId),
    /// A leader sends its proposal again.
    ProposesAgain(BrokerId),
    /// The controller looks for partitions that may elect uncleanly.
    ElectsUncleanly,
    /// A producer sends a batch that has waited for more records.
    LingerEnds(NodeId),
    /// A producer sends a batch again.
    RetriesBatch(NodeId),
    /// A client tries to connect again.
    Reconnects(NodeId),
    /// A batch has taken too long in all.
    DeliveryTimesOut(NodeId),
    /// The `send` of a record has waited too long for its partition.
    SendTimesOut(NodeId),
    /// A producer that closes waits no longer for answers.
    CloseTimesOut(NodeId),
    /// A producer asks for its id again.
    AsksForProducerId(NodeId),
    /// A consumer asks again who coordinates its group.
    AsksForCoordinator(NodeId),
    /// A coordinator has read the log of its groups.
    Loaded(BrokerId),
    /// A classic member gives its coordinator up, since none of its heartbeats was answered.
    LosesCoordinator(NodeId),
    /// A member joins again after a pause.
    JoinsAgain(NodeId),
    /// A member sends its next heartbeat.
    Heartbeats {
        /// The consumer.
        consumer: NodeId,
        /// Whether it speaks the classic protocol.
        is_classic: bool,
    },
    /// A coordinator begins the first generation of a group, or waits for more members once again.
    FirstRebalanceEnds {
        /// The coordinator.
        broker: BrokerId,
        /// Whether it waits once again.
        goes_on: bool,
    },
    /// A coordinator goes on without the members that have not joined.
    JoinEnds(BrokerId),
    /// A coordinator goes on without the members that have not asked for their assignment.
    SyncEnds(BrokerId),
    /// A coordinator puts a member out that has not given up what it is to give up.
    RevocationEnds {
        /// The coordinator.
        broker: BrokerId,
        /// The member.
        consumer: NodeId,
    },
    /// A coordinator puts a member out that it has not heard of.
    MemberSessionEnds {
        /// The coordinator.
        broker: BrokerId,
        /// The member.
        consumer: NodeId,
        /// Whether it speaks the classic protocol.
        is_classic: bool,
    },
    /// A coordinator refuses what waits for records that are not committed.
    WriteExpires(BrokerId),
    /// An application is done with all that it has in hand.
    Processed(NodeId),
    /// The application of a member has not called `poll` for too long.
    PollIntervalEnds {
        /// The consumer.
        consumer: NodeId,
        /// What it does then.
        then: AfterPollInterval,
        /// Whether it leaves at once, as a member of the classic protocol does, or one that has a heartbeat to send and
        /// awaits the answer to the last one.
        leaves_at_once: bool,
    },
    /// A member of the consumer protocol leaves in place of its next heartbeat, since its application has not
    /// called `poll` for too long.
    LeavesUnpolled {
        /// The consumer.
        consumer: NodeId,
        /// What it says.
        then: AfterPollInterval,
    },
    /// A commit is sent again.
    CommitsAgain(NodeId),
    /// A call of an application's throws, since it has waited for too long.
    CallTimesOut {
        /// The consumer.
        consumer: NodeId,
        /// Whether the configuration says for how long it waits, and not the application.
        by_configuration: bool,
    },
    /// A consumer that closes waits no longer.
    ConsumerCloses(NodeId),
    /// A client asks for metadata again.
    AsksForMetadata {
        /// The client.
        client: NodeId,
        /// Whether it does so for no other reason than that what it knows is old.
        is_routine: bool,
    },
    /// A consumer fetches again, or the admin client asks again.
    AsksAgain(NodeId),
}

impl Clock {
    /// The setting behind it, if there is one, by Kafka's name.
    #[must_use]
    pub fn setting(self) -> Option<&'static str> {
        Some(match self {
            Self::ProduceExpires(_) => "request.timeout.ms",
            Self::DeletionExpires(_) => "default.api.timeout.ms",
            Self::FetchExpires { reader, .. } if reader.broker().is_some() => {
                "replica.fetch.wait.max.ms"
            }
            Self::FetchExpires { .. } => "fetch.max.wait.ms",
            Self::AnswerTimesOut(connection) => timeout_of(connection),
            Self::SessionEnds(_) => "broker.session.timeout.ms",
            Self::LeavesIsr { .. } => "replica.lag.time.max.ms",
            Self::FetchesAgain(_) => "replica.fetch.backoff.ms",
            Self::SpeaksToController(_) => "broker.heartbeat.interval.ms",
            Self::ElectsUncleanly => "unclean.leader.election.interval.ms",
            Self::LingerEnds(_) => "linger.ms",
            Self::RetriesBatch(_)
            | Self::AsksAgain(_)
            | Self::AsksForProducerId(_)
            | Self::AsksForCoordinator(_)
            | Self::JoinsAgain(_)
            | Self::CommitsAgain(_) => "retry.backoff.ms",
            Self::AsksForMetadata { is_routine, .. } => match is_routine {
                true => "metadata.max.age.ms",
                false => "retry.backoff.ms",
            },
            Self::Heartbeats {
                is_classic: true, ..
            } => "heartbeat.interval.ms",
            Self::Heartbeats { .. } | Self::LeavesUnpolled { .. } => {
                "group.consumer.heartbeat.interval.ms"
            }
            Self::FirstRebalanceEnds { .. } => "group.initial.rebalance.delay.ms",
            Self::JoinTimesOut(_)
            | Self::JoinEnds(_)
            | Self::SyncEnds(_)
            | Self::RevocationEnds { .. }
            | Self::PollIntervalEnds { .. } => "max.poll.interval.ms",
            Self::MemberSessionEnds { is_classic, .. } => match is_classic {
                true => "session.timeout.ms",
                false => "group.consumer.session.timeout.ms",
            },
            Self::LosesCoordinator(_) => "session.timeout.ms",
            Self::WriteExpires(_) => "offsets.commit.timeout.ms",
            Self::Reconnects(_) => "reconnect.backoff.ms",
            Self::DeliveryTimesOut(_) => "delivery.timeout.ms",
            Self::SendTimesOut(_) => "max.block.ms",
            Self::LooksLate(_)
            | Self::Reads(_)
            | Self::ConnectionEnds(_)
            | Self::FetchesMetadata(_)
            | Self::Stops(_)
            | Self::HasClosed(_)
            | Self::ProposesAgain(_)
            | Self::CloseTimesOut(_)
            | Self::Loaded(_)
            | Self::Processed(_)
            | Self::ConsumerCloses(_) => return None,
            Self::CallTimesOut {
                by_configuration, ..
            } => {
                return by_configuration.then_some("default.api.timeout.ms");
            }
        })
    }
}

/// How long a client waits for an answer on a connection, by the setting's name.
fn timeout_of(connection: ConnectionId) -> &'static str {
    match connection.channel {
        Channel::Client | Channel::Coordinator => "request.timeout.ms",
        Channel::Fetcher => "replica.socket.timeout.ms",
        Channel::Heartbeat => "broker.heartbeat.interval.ms",
        Channel::AlterPartition | Channel::Forwarding => "controller.socket.timeout.ms",
        Channel::Metadata => "controller.quorum.request.timeout.ms",
    }
}
