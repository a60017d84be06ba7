//! What an actor may ask to be woken for. One of each stands at a time: setting it again moves it.

use serde::{Deserialize, Serialize};

use super::{ConnectionId, Socket};
use crate::id::{BrokerId, TopicPartition};

/// A timer of one actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Timer {
    /// A broker speaks to the controller: registration first, heartbeats then.
    Lifecycle,
    /// A broker asks the controller for the metadata log again.
    FetchMetadata,
    /// A leader looks for followers that are out of sync.
    IsrExpiration,
    /// A broker writes its high watermarks to disk.
    HighWatermarkCheckpoint,
    /// A broker writes its recovery points to disk.
    LogCheckpoint,
    /// What was appended is old enough to be written to the disk.
    WriteBack,
    /// A broker that stops in good order has closed, or has waited too long to be let go.
    Shutdown,
    /// A leader sends its ISR proposals again.
    AlterPartition,
    /// A fetcher goes on after a pause.
    Fetcher(BrokerId),
    /// A delayed fetch has waited long enough.
    DelayedFetch(Socket),
    /// A delayed produce has waited long enough.
    DelayedProduce(Socket),
    /// A delayed deletion has waited long enough.
    DelayedDeleteRecords(Socket),
    /// A slow leader has come to look at what waited for a high watermark that has moved.
    Purgatory(TopicPartition),
    /// The oldest request on a connection has waited too long for its answer.
    RequestTimeout(ConnectionId),
    /// The controller looks for a broker whose session has run out.
    StaleBrokers,
    /// The controller looks for partitions that others lead than those who are to.
    LeaderImbalance,
    /// The controller looks for leaderless partitions that may elect uncleanly.
    UncleanElection,
    /// A client's metadata is to be asked for.
    Metadata,
    /// A batch of a partition may be sent now.
    Sender(TopicPartition),
    /// The oldest record has taken too long.
    Delivery,
    /// A producer that closes has waited long enough for what is under way.
    Close,
    /// A consumer fetches again after a pause.
    Fetch,
    /// A consumer asks again about a position.
    Retry,
    /// An application is done with a record.
    Process,
    /// A call that an application waits in has taken long enough.
    CallEnd,
    /// A consumer looks for its group's coordinator again.
    Coordinator,
    /// A member says that it lives.
    Heartbeat,
    /// A member has heard nothing of its coordinator for a session.
    Session,
    /// An application has not polled for too long.
    PollInterval,
    /// A member joins again after a pause.
    Join,
    /// A commit is sent again.
    Commit,
    /// A consumer commits by itself, if it is in `poll`.
    AutoCommit,
    /// The admin client asks again.
    Admin,
    /// A producer asks for its id again.
    ProducerId,
    /// The next timer of the groups that a broker coordinates.
    Groups,
    /// A coordinator looks for offsets that were kept long enough.
    OffsetsRetention,
}
