//! Which age of Kafka the brokers follow: today's rules, or those of an earlier time.

use serde::{Deserialize, Serialize};

/// The rules of replication that were once others. Today's (4.3.1) are the default; the earlier ones
/// show what each of them was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Semantics {
    /// How a follower makes its log agree with its leader's.
    pub truncation: Truncation,
    /// Whom the high watermark waits for while an ISR change is under way.
    pub high_watermark: HighWatermarkOver,
    /// Whether a registration that was replaced is told from the live one (KIP-903).
    pub broker_epoch_check: bool,
    /// Whether a broker that restarts within its session keeps its place in the ISR, as in the time
    /// of `ZooKeeper`; today its registration is refused until the session has run out.
    pub restart_keeps_isr: bool,
    /// Whether leaders look at the sequences of idempotent producers (KIP-98); before 0.11 there were none.
    pub producer_state_check: bool,
}

/// How a follower makes its log agree with its leader's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Truncation {
    /// Before 0.11: a follower that starts, or gets another leader, cuts its log to its own high
    /// watermark.
    #[serde(rename = "high-watermark")]
    HighWatermark,
    /// KIP-101 (0.11): it asks once for the end of its last epoch, is not told which epoch the answer
    /// belongs to, and cuts to the smaller of that and its own end.
    #[serde(rename = "kip-101")]
    LeaderEpochOnce,
    /// KIP-279 and later: the answer names its epoch, and the search goes on until the logs agree.
    #[default]
    #[serde(rename = "kip-279")]
    LeaderEpoch,
}

/// Whom the high watermark waits for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HighWatermarkOver {
    /// The ISR that the controller has confirmed, and nobody who is about to join.
    #[serde(rename = "committed-isr")]
    CommittedIsr,
    /// Whoever may be in the ISR by now: confirmed members, and those proposed (`maximalIsr`).
    #[default]
    #[serde(rename = "maximal-isr")]
    MaximalIsr,
}

impl Semantics {
    /// Those of Apache Kafka 4.3.1.
    pub const TODAY: Self = Self {
        truncation: Truncation::LeaderEpoch,
        high_watermark: HighWatermarkOver::MaximalIsr,
        broker_epoch_check: true,
        restart_keeps_isr: false,
        producer_state_check: true,
    };
}

impl Default for Semantics {
    fn default() -> Self {
        Self::TODAY
    }
}
