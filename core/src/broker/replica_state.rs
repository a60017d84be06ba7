//! What a leader knows of one follower (`Replica`, `ReplicaState`).

use serde::{Deserialize, Serialize};

use crate::id::{BrokerEpoch, Offset, TraceId};
use crate::time::{Span, Time};
use crate::wire::ErrorCode;

/// What a leader knows of one follower. It learns all of it from the follower's fetches. Kafka keeps
/// -1 and 0 for what is none here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplicaState {
    /// The follower's log end offset: the offset of its last fetch. None until it has fetched.
    pub log_end_offset: Option<Offset>,
    /// The follower's log start offset.
    pub log_start_offset: Option<Offset>,
    /// The leader's log end offset at the follower's last fetch.
    pub last_fetch_leader_log_end_offset: Offset,
    /// When it last fetched, if it has.
    pub last_fetch_time: Option<Time>,
    /// The last time at which it had everything that the leader had, if there was one.
    pub last_caught_up_time: Option<Time>,
    /// The registration from which it last fetched (KIP-903): none until it has fetched,
    /// [`BrokerEpoch::UNKNOWN`] if its fetch did not say.
    pub broker_epoch: Option<BrokerEpoch>,
    /// The trace of the last that was heard of it: its last fetch, or the beginning of the leader
    /// epoch. What it is taken out of the ISR for goes back to that.
    pub heard: Option<TraceId>,
}

/// One fetch, as far as it tells the leader something about the follower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FetchState {
    /// Where the follower reads: it has everything below.
    pub fetch_offset: Offset,
    /// Its log start offset.
    pub log_start_offset: Offset,
    /// When.
    pub now: Time,
    /// The leader's log end offset before the read.
    pub leader_log_end_offset: Offset,
    /// The registration from which it fetches; none if the request does not say.
    pub broker_epoch: Option<BrokerEpoch>,
    /// The trace of its arrival.
    pub trace: Option<TraceId>,
}

/// What the beginning of a leader epoch means for a follower's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeaderEpochStart {
    /// When.
    pub now: Time,
    /// The leader's log end offset then.
    pub leader_log_end_offset: Offset,
    /// Whether this broker did not lead before.
    pub is_new_leader: bool,
    /// Whether the follower is in the ISR.
    pub is_in_isr: bool,
    /// The trace of what began it.
    pub trace: Option<TraceId>,
}

impl ReplicaState {
    /// Takes note of a fetch (`Replica.updateFetchStateOrThrow`). A fetch at the leader's end was
    /// caught up now; one that has reached where the leader stood at the fetch before was caught up
    /// then. `live` is the epoch of the follower's registration, while it is not fenced.
    ///
    /// # Errors
    /// `NOT_LEADER_OR_FOLLOWER` for a fetch from a registration that has been replaced; nothing
    /// changes then (KIP-903).
    pub fn update(
        &mut self,
        fetch: FetchState,
        live: Option<BrokerEpoch>,
    ) -> Result<(), ErrorCode> {
        let broker_epoch = fetch.broker_epoch.unwrap_or(BrokerEpoch::UNKNOWN);
        if broker_epoch != BrokerEpoch::UNKNOWN && live.is_some_and(|live| live > broker_epoch) {
            return Err(ErrorCode::NotLeaderOrFollower);
        }
        let caught_up = if fetch.fetch_offset >= fetch.leader_log_end_offset {
            Some(fetch.now)
        } else if fetch.fetch_offset >= self.last_fetch_leader_log_end_offset {
            self.last_fetch_time
        } else {
            None
        };
        *self = Self {
            log_end_offset: Some(fetch.fetch_offset),
            log_start_offset: Some(fetch.log_start_offset),
            last_fetch_leader_log_end_offset: self
                .last_fetch_leader_log_end_offset
                .max(fetch.leader_log_end_offset),
            last_fetch_time: Some(fetch.now),
            last_caught_up_time: self.last_caught_up_time.max(caught_up),
            broker_epoch: Some(broker_epoch),
            heard: fetch.trace,
        };
        Ok(())
    }

    /// The state at the beginning of a leader epoch (`Replica.resetReplicaState`): a member of the
    /// ISR counts as caught up at that moment. A leader that goes on leading keeps what it knows of
    /// the follower's log; a new one knows nothing.
    pub fn reset(&mut self, begun: LeaderEpochStart) {
        let if_in_isr = begun.is_in_isr.then_some(begun.now);
        if begun.is_new_leader {
            *self = Self {
                last_fetch_leader_log_end_offset: Offset(-1),
                ..Self::default()
            };
        } else {
            self.last_fetch_leader_log_end_offset = begun.leader_log_end_offset;
            self.last_fetch_time = if_in_isr;
        }
        self.last_caught_up_time = if_in_isr;
        self.heard = begun.trace;
    }

    /// Whether the follower is caught up, or was recently enough (`ReplicaState.isCaughtUp`).
    #[must_use]
    pub fn is_caught_up(&self, leader_end: Offset, now: Time, lag_time_max: Span) -> bool {
        self.log_end_offset == Some(leader_end)
            || self
                .last_caught_up_time
                .is_some_and(|time| now.since(time) <= lag_time_max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fetch(offset: i64, leader_end: i64, ms: u64) -> FetchState {
        FetchState {
            fetch_offset: Offset(offset),
            log_start_offset: Offset(0),
            now: Time::from_ms(ms),
            leader_log_end_offset: Offset(leader_end),
            broker_epoch: Some(BrokerEpoch(2)),
            trace: None,
        }
    }

    #[test]
    fn a_follower_was_caught_up_when_it_reached_the_end_or_the_end_of_the_fetch_before() {
        let mut state = ReplicaState::default();
        for (offset, leader_end, ms, caught_up_ms, why) in [
            (0, 5, 100, None, "it lacks everything"),
            (5, 9, 200, Some(100), "it has what there was at 100 ms"),
            (7, 9, 300, Some(100), "it has less than there was at 200 ms"),
            (9, 9, 400, Some(400), "it has everything"),
        ] {
            assert_eq!(state.update(fetch(offset, leader_end, ms), None), Ok(()));
            assert_eq!(
                state.last_caught_up_time,
                caught_up_ms.map(Time::from_ms),
                "{why}"
            );
        }
    }

    #[test]
    fn a_fetch_from_a_registration_that_was_replaced_changes_nothing() {
        for (live, says, result) in [
            (Some(2), Some(2), Ok(())),
            (Some(1), Some(2), Ok(())),
            (None, Some(2), Ok(())),
            (Some(3), None, Ok(())),
            (Some(3), Some(2), Err(ErrorCode::NotLeaderOrFollower)),
        ] {
            let mut state = ReplicaState::default();
            let broker_epoch = says.map(BrokerEpoch);
            let fetch = FetchState {
                broker_epoch,
                ..fetch(3, 3, 1)
            };
            assert_eq!(state.update(fetch, live.map(BrokerEpoch)), result);
            assert_eq!(state != ReplicaState::default(), result.is_ok());
            let known = result.map(|()| broker_epoch.unwrap_or(BrokerEpoch::UNKNOWN));
            assert_eq!(state.broker_epoch, known.ok());
        }
    }

    #[test]
    fn a_follower_that_never_fetched_was_never_caught_up_however_young_the_run_is() {
        let mut state = ReplicaState::default();
        for is_in_isr in [false, true] {
            state.reset(LeaderEpochStart {
                now: Time::from_ms(5),
                leader_log_end_offset: Offset(7),
                is_new_leader: true,
                is_in_isr,
                trace: None,
            });
            let caught_up = state.is_caught_up(Offset(7), Time::from_ms(6), Span::from_ms(30_000));
            assert_eq!(caught_up, is_in_isr);
        }
    }

    #[test]
    fn a_follower_at_the_end_stays_caught_up_however_long_it_is_silent() {
        let mut state = ReplicaState::default();
        assert_eq!(state.update(fetch(9, 9, 1), None), Ok(()));
        let lag = Span::from_ms(10);
        assert!(state.is_caught_up(Offset(9), Time::from_ms(1_000_000), lag));
        assert!(
            state.is_caught_up(Offset(10), Time::from_ms(11), lag),
            "the limit itself still counts"
        );
        assert!(!state.is_caught_up(Offset(10), Time::from_ms(12), lag));
    }
}
