//! When a member of the consumer protocol sends its next heartbeat, unless what it has to say cannot wait.

use serde::{Deserialize, Serialize};

use crate::time::{Span, Time};

/// The interval runs from sending to sending, and a pause follows every answer
/// (`AbstractHeartbeatRequestManager.HeartbeatRequestState`, `RequestState`). Simplified: the pause is always
/// `retry.backoff.ms`, where Kafka doubles it after each failure, and varies it by a fifth.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HeartbeatPace {
    /// How often it is to send one, as its coordinator says; 0 before that has answered.
    interval_ms: u64,
    /// When the next one is due.
    due_at: Time,
    /// When the pause after the last answer is over.
    paused_until: Time,
}

impl HeartbeatPace {
    /// When the next one may go.
    pub fn next_at(&self) -> Time {
        self.due_at.max(self.paused_until)
    }

    /// Whether the next one is due, be it that it has to wait for a pause or an answer.
    pub fn is_due(&self, now: Time) -> bool {
        self.due_at <= now
    }

    /// One is sent (`resetTimer`).
    pub fn sent(&mut self, now: Time) {
        self.due_at = now + Span::from_ms(self.interval_ms);
    }

    /// The coordinator has answered, and tells the interval (`onSuccessfulAttempt`, `updateHeartbeatIntervalMs`).
    pub fn answered(&mut self, now: Time, interval_ms: u64, backoff_ms: u64) {
        self.paused_until = now + Span::from_ms(backoff_ms);
        if self.interval_ms != interval_ms {
            self.interval_ms = interval_ms;
            self.sent(now);
        }
    }

    /// The coordinator has not taken the last one, or nobody knows whether it has: the next one waits for no interval
    /// (`onFailedAttempt`).
    pub fn failed(&mut self, now: Time, backoff_ms: u64) {
        self.due_at = now;
        self.paused_until = now + Span::from_ms(backoff_ms);
    }

    /// What comes next is for another coordinator, or for another membership: it waits for no pause (`reset`).
    pub fn reset(&mut self) {
        self.paused_until = Time::default();
    }

    /// It has left. Only a coordinator's answer tells the interval: a member that joins again has none yet.
    pub fn left(&mut self) {
        self.interval_ms = 0;
    }
}
