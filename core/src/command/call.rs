//! What the applications of clients call, apart from `send`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::group::assignor::NamedPartition;
use crate::id::Offset;

/// A call of a producer's (`KafkaProducer`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProducerCall {
    /// It is made, where it is not made before something is sent.
    Create,
    /// Nothing lingers until everything that was sent before is answered (`flush`).
    Flush,
    /// It takes no more records, and sends what it has (`close`).
    Close {
        /// How long the application waits for that; what is not answered then has failed.
        timeout_ms: u64,
    },
}

impl ProducerCall {
    /// The time of `close()` without one: as long as it takes (`Long.MAX_VALUE`).
    pub const NO_TIMEOUT_MS: u64 = i64::MAX as u64;
}

/// A call of a consumer's application (`KafkaConsumer`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ConsumerCall {
    /// `subscribe`.
    Subscribe(Vec<Arc<str>>),
    /// `unsubscribe`.
    Unsubscribe,
    /// `assign`.
    Assign(Vec<NamedPartition>),
    /// `seek`.
    Seek {
        /// The partition.
        partition: NamedPartition,
        /// Where to.
        offset: Offset,
    },
    /// `seekToBeginning`, of all that it has.
    SeekToBeginning,
    /// `seekToEnd`, of all that it has.
    SeekToEnd,
    /// `poll` again and again, for so long or until so many records came.
    Poll {
        /// How long.
        ms: u64,
        /// How many records, if that ends it.
        #[serde(default)]
        until_records: Option<u64>,
    },
    /// `poll` in a loop from now on.
    PollOn,
    /// `commitSync` of the positions.
    Commit,
    /// `commitSync` of the positions, which may take so long.
    CommitWithin {
        /// How long.
        timeout_ms: u64,
    },
    /// `commitAsync` of the positions.
    CommitAsync,
    /// `commitSync` of an offset.
    CommitOffset {
        /// The partition.
        partition: NamedPartition,
        /// The offset.
        offset: Offset,
    },
    /// `position`, of all that it has.
    Position {
        /// How long it may take.
        timeout_ms: u64,
    },
    /// `endOffsets`, of all that it has.
    EndOffsets,
    /// `pause`.
    Pause(NamedPartition),
    /// `resume`.
    Resume(NamedPartition),
    /// `close`.
    Close,
}
