//! Names of things: every id, offset and epoch is a type of its own, so that none is taken for another.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }
    };
}

number! {
    /// A broker's `node.id`. People read it as `b1`.
    BrokerId(u32)
}
number! {
    /// A controller's number. People read it as `k1`; its process calls itself [`ControllerId::node_id`].
    ControllerId(u32)
}
number! {
    /// A producer or a consumer, by its place in the scenario: `p1`, `c1`.
    ClientId(u32)
}
number! {
    /// A topic's id, which the controller gives it (Kafka's is a UUID; here topics are counted from 1).
    TopicId(u32)
}
number! {
    /// A partition's index within its topic.
    PartitionIndex(u32)
}
number! {
    /// The place of a record in a partition. A log end offset or a high watermark is the offset
    /// *after* the last record that it covers.
    Offset(i64)
}
number! {
    /// How often a partition's leader was set; a leader's records carry it.
    LeaderEpoch(i32)
}
number! {
    /// The version of a partition's registration at the controller; every change raises it.
    PartitionEpoch(i32)
}
number! {
    /// One registration of a broker; a later registration has a larger one (KIP-903).
    BrokerEpoch(i64)
}
number! {
    /// How often a group of the classic protocol was put together anew; a member's requests carry it.
    GenerationId(i32)
}
number! {
    /// An epoch of a group of the consumer protocol (KIP-848): of the group itself, of its target
    /// assignment, of one member, and that in which a member was given a partition.
    GroupEpoch(i32)
}
number! {
    /// A message on the network, counted over the whole run.
    MessageId(u64)
}
number! {
    /// A request of one client, as that counts them (`correlationId`).
    CorrelationId(u32)
}
number! {
    /// A trace, counted over the whole run.
    TraceId(u64)
}
number! {
    /// How many events the world has taken: the position in a run.
    StepNumber(u64)
}
number! {
    /// The identity of a record that an application handed to its producer. The protocol never
    /// reads it; checks use it to tell two records with the same bytes apart.
    RecordId(u64)
}

number! {
    /// An idempotent producer's id, which a broker gives it (`producerId`).
    ProducerId(i64)
}
number! {
    /// How often a producer's id was begun anew (`producerEpoch`); writes with an earlier epoch are refused.
    ProducerEpoch(i16)
}
number! {
    /// The number of a record among those of one producer and epoch in one partition (`baseSequence` is
    /// that of a batch's first record). After the largest comes 0.
    Sequence(i32)
}

/// Who an idempotent producer is to brokers (`ProducerIdAndEpoch`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerIdAndEpoch {
    /// The id that a broker gave it.
    pub producer_id: ProducerId,
    /// How often it has begun anew under that id.
    pub producer_epoch: ProducerEpoch,
}

impl CorrelationId {
    /// The one after it; after the largest comes 0.
    #[must_use]
    pub(crate) fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

impl ProducerId {
    /// The id so many places after it.
    #[must_use]
    pub(crate) fn plus(self, count: i64) -> Self {
        Self(self.0.saturating_add(count))
    }
}

impl ProducerEpoch {
    /// That of a producer of which nothing is known (`RecordBatch.NO_PRODUCER_EPOCH`).
    pub const NONE: Self = Self(-1);
}

impl Sequence {
    /// What stands before the first one (`RecordBatch.NO_SEQUENCE`).
    pub const NONE: Self = Self(-1);

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    /// The one so many further on (`DefaultRecordBatch.incrementSequence`).
    #[must_use]
    pub fn plus(self, count: i32) -> Self {
        match self.0.checked_add(count) {
            Some(sum) => Self(sum),
            None => Self(
                count
                    .saturating_sub(i32::MAX.saturating_sub(self.0))
                    .saturating_sub(1),
            ),
        }
    }

    /// The one so many before (`DefaultRecordBatch.decrementSequence`).
    #[must_use]
    pub fn minus(self, count: i32) -> Self {
        if self.0 >= count {
            return Self(self.0.saturating_sub(count));
        }
        Self(
            i32::MAX
                .saturating_sub(count)
                .saturating_add(self.0)
                .saturating_add(1),
        )
    }
}

impl Offset {
    /// The offset of the first record of a log that nothing was deleted from.
    pub const ZERO: Self = Self(0);

    /// The offset that is `count` records further on.
    #[must_use]
    pub fn plus(self, count: usize) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(count).unwrap_or(i64::MAX)),
        )
    }
}

impl BrokerEpoch {
    /// What a request says that does not know its sender's registration.
    pub const UNKNOWN: Self = Self(-1);
}

impl LeaderEpoch {
    /// The epoch after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl PartitionEpoch {
    /// The epoch after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// One partition of one topic. Its name (`orders-0`) needs the topic's: see
/// [`MetadataImage::name_of`](crate::metadata::MetadataImage::name_of).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct TopicPartition {
    /// The topic.
    pub topic: TopicId,
    /// The partition's index within the topic.
    pub partition: PartitionIndex,
}

/// Whoever sends and receives messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeId {
    /// A controller, `k1`.
    Controller(ControllerId),
    /// A broker, `b1`.
    Broker(BrokerId),
    /// A producer, `p1`.
    Producer(ClientId),
    /// A consumer, `c1`.
    Consumer(ClientId),
    /// The admin client, `admin`.
    Admin,
}

impl ControllerId {
    /// The active controller, as long as there is one only.
    pub const ACTIVE: Self = Self(1);

    /// Its `node.id`. Brokers and controllers share one range of ids, so that controllers count from 100, as in the
    /// recordings.
    #[must_use]
    pub fn node_id(self) -> u32 {
        const BEFORE_THE_FIRST: u32 = 99;
        self.0.saturating_add(BEFORE_THE_FIRST)
    }
}

impl NodeId {
    /// [`ControllerId::ACTIVE`].
    pub const CONTROLLER: Self = Self::Controller(ControllerId::ACTIVE);

    /// Its place among all nodes: controllers, brokers, producers, consumers, the admin client.
    #[inline(always)]
    fn rank(self) -> u64 {
        let kind = match self {
            Self::Controller(_) => 0,
            Self::Broker(_) => 1,
            Self::Producer(_) => 2,
            Self::Consumer(_) => 3,
            Self::Admin => 4,
        };
        let id = match self {
            Self::Controller(ControllerId(id))
            | Self::Broker(BrokerId(id))
            | Self::Producer(ClientId(id))
            | Self::Consumer(ClientId(id)) => id,
            Self::Admin => 0,
        };
        kind << 32 | u64::from(id)
    }

    /// The ends of the link between two nodes, in the one order in which they are named.
    #[must_use]
    pub fn link(self, other: Self) -> (Self, Self) {
        (self.min(other), self.max(other))
    }

    /// The broker's id, if this is a broker.
    #[must_use]
    pub fn broker(self) -> Option<BrokerId> {
        match self {
            Self::Broker(id) => Some(id),
            _ => None,
        }
    }
}

/// Connections are looked up by their ends with every message: so the order is that of a number.
impl Ord for NodeId {
    #[inline(always)]
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for NodeId {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for NodeId {
    #[inline(always)]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rank().hash(state);
    }
}

impl From<BrokerId> for NodeId {
    fn from(id: BrokerId) -> Self {
        Self::Broker(id)
    }
}

impl fmt::Display for NodeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Controller(id) => write!(f, "k{id}"),
            Self::Broker(id) => write!(f, "b{id}"),
            Self::Producer(id) => write!(f, "p{id}"),
            Self::Consumer(id) => write!(f, "c{id}"),
            Self::Admin => f.write_str("admin"),
        }
    }
}

/// A text that names no node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownNode(pub String);

impl fmt::Display for UnknownNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` names no node: expected b1, k1, p1, c1 or admin (a letter and a number)",
            self.0
        )
    }
}

impl core::error::Error for UnknownNode {}

impl FromStr for NodeId {
    type Err = UnknownNode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownNode(text.to_owned());
        if text == "admin" {
            return Ok(Self::Admin);
        }
        let kind = text.chars().next().ok_or_else(unknown)?;
        let number = text
            .get(kind.len_utf8()..)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .ok_or_else(unknown)?;
        match kind {
            'k' => Ok(Self::Controller(ControllerId(number))),
            'b' => Ok(Self::Broker(BrokerId(number))),
            'p' => Ok(Self::Producer(ClientId(number))),
            'c' => Ok(Self::Consumer(ClientId(number))),
            _ => Err(unknown()),
        }
    }
}

/// Files say `"b1"`; bytes say a tag and a number.
impl Serialize for NodeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        let pair: (u8, u32) = match *self {
            Self::Controller(id) => (0, id.0),
            Self::Broker(id) => (1, id.0),
            Self::Producer(id) => (2, id.0),
            Self::Consumer(id) => (3, id.0),
            Self::Admin => (4, 0),
        };
        pair.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for NodeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            return String::deserialize(deserializer)?
                .parse()
                .map_err(D::Error::custom);
        }
        match <(u8, u32)>::deserialize(deserializer)? {
            (0, id) => Ok(Self::Controller(ControllerId(id))),
            (1, id) => Ok(Self::Broker(BrokerId(id))),
            (2, id) => Ok(Self::Producer(ClientId(id))),
            (3, id) => Ok(Self::Consumer(ClientId(id))),
            (4, 0) => Ok(Self::Admin),
            (tag, _) => Err(D::Error::custom(UnknownNode(tag.to_string()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_largest_sequence_comes_0() {
        for (from, count, to) in [
            (0, 1, 1),
            (i32::MAX, 1, 0),
            (i32::MAX - 1, 3, 1),
            (i32::MAX, i32::MAX, i32::MAX - 1),
        ] {
            assert_eq!(Sequence(from).plus(count), Sequence(to));
            assert_eq!(Sequence(to).minus(count), Sequence(from));
        }
        assert_eq!(Sequence::NONE.next(), Sequence(0));
    }

    #[test]
    fn a_node_is_read_as_it_is_written() {
        for name in ["k1", "b1", "p2", "c30", "admin"] {
            assert_eq!(name.parse::<NodeId>().expect(name).to_string(), name);
        }
    }

    #[test]
    fn what_names_no_node_is_refused() {
        for text in ["", "b", "x1", "b-1", "b+1", "1", "한1", "b99999999999"] {
            assert!(text.parse::<NodeId>().is_err(), "{text:?}");
        }
    }
}
