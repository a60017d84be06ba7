//! What a leader knows of one follower, after one fetch or the beginning of a leader epoch
//! (`Replica`).

use highwater_core::broker::{FetchState, LeaderEpochStart, ReplicaState};
use highwater_core::id::{BrokerEpoch, Offset};
use highwater_core::time::Time;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::case::{Failure, Outcome, compare};

/// One case.
pub type Vector = super::Vector<Input, Expect>;

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub enum Input {
    Fetch {
        before: State,
        fetch_offset: i64,
        follower_start_offset: i64,
        fetch_time_ms: u64,
        leader_end_offset: i64,
        broker_epoch: Option<i64>,
    },
    ResetOnLeaderEpoch {
        before: State,
        now_ms: u64,
        leader_end_offset: i64,
        is_new_leader: bool,
        follower_in_isr: bool,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    after: State,
}

/// The state as Kafka keeps it: -1 is an unknown offset, 0 a time that has not come.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    log_start_offset: i64,
    log_end_offset: i64,
    last_fetch_leader_leo: i64,
    last_fetch_time_ms: u64,
    last_caught_up_time_ms: u64,
    broker_epoch: Option<i64>,
}

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let after = match &vector.input {
        Input::Fetch {
            before,
            fetch_offset,
            follower_start_offset,
            fetch_time_ms,
            leader_end_offset,
            broker_epoch,
        } => {
            let mut state = before.of_engine();
            let fetch = FetchState {
                fetch_offset: Offset(*fetch_offset),
                log_start_offset: Offset(*follower_start_offset),
                now: Time::from_ms(*fetch_time_ms),
                leader_log_end_offset: Offset(*leader_end_offset),
                broker_epoch: broker_epoch.map(BrokerEpoch),
                trace: None,
            };
            state.update(fetch, None).map_err(Failure::unfit)?;
            state
        }
        Input::ResetOnLeaderEpoch {
            before,
            now_ms,
            leader_end_offset,
            is_new_leader,
            follower_in_isr,
        } => {
            let mut state = before.of_engine();
            state.reset(LeaderEpochStart {
                now: Time::from_ms(*now_ms),
                leader_log_end_offset: Offset(*leader_end_offset),
                is_new_leader: *is_new_leader,
                is_in_isr: *follower_in_isr,
                trace: None,
            });
            state
        }
    };
    compare(
        "after",
        &json!(vector.expect.after),
        &json!(State::of(&after)),
    )?;
    Ok(())
}

impl State {
    fn of_engine(&self) -> ReplicaState {
        let known = |offset: i64| (offset >= 0).then_some(Offset(offset));
        let come = |ms: u64| (ms > 0).then_some(Time::from_ms(ms));
        ReplicaState {
            log_end_offset: known(self.log_end_offset),
            log_start_offset: known(self.log_start_offset),
            last_fetch_leader_log_end_offset: Offset(self.last_fetch_leader_leo),
            last_fetch_time: come(self.last_fetch_time_ms),
            last_caught_up_time: come(self.last_caught_up_time_ms),
            broker_epoch: self.broker_epoch.map(BrokerEpoch),
            heard: None,
        }
    }

    fn of(state: &ReplicaState) -> Self {
        let offset = |offset: Option<Offset>| offset.map_or(-1, |offset| offset.0);
        let ms = |time: Option<Time>| time.map_or(0, Time::as_ms);
        Self {
            log_start_offset: offset(state.log_start_offset),
            log_end_offset: offset(state.log_end_offset),
            last_fetch_leader_leo: state.last_fetch_leader_log_end_offset.0,
            last_fetch_time_ms: ms(state.last_fetch_time),
            last_caught_up_time_ms: ms(state.last_caught_up_time),
            broker_epoch: state.broker_epoch.map(|epoch| epoch.0),
        }
    }
}
