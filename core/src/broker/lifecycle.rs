//! A broker's life as its controller knows it: registered, caught up, unfenced
//! (`BrokerLifecycleManager`).

use serde::{Deserialize, Serialize};

use super::process::{Process, RECONNECT};
use crate::id::BrokerEpoch;
use crate::sim::{Channel, Out, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{
    BrokerHeartbeatRequest, BrokerHeartbeatState, BrokerRegistrationRequest, ErrorCode, Request,
};

/// How far a broker's process has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lifecycle {
    incarnation: u32,
    broker_epoch: Option<BrokerEpoch>,
    state: State,
    /// Whether it was ever unfenced.
    served: bool,
    /// How often registering has failed in a row.
    failures: u32,
}

/// `BrokerState`, the part that matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum State {
    /// Not registered, or the metadata log is not caught up.
    Starting,
    /// Caught up; it asks to be unfenced.
    Recovery,
    /// Unfenced.
    Running,
}

/// The pause after the first refusal of a registration; it doubles from there.
const REGISTRATION_BACKOFF_MS: u64 = 100;

/// A broker that was just told it is caught up asks at once to be unfenced, nearly.
const CAUGHT_UP_PAUSE: Span = Span::from_ms(10);

impl Lifecycle {
    pub(super) fn new(incarnation: u32) -> Self {
        Self {
            incarnation,
            broker_epoch: None,
            state: State::Starting,
            served: false,
            failures: 0,
        }
    }

    /// Its registration, once it has one.
    #[must_use]
    pub(super) fn broker_epoch(&self) -> Option<BrokerEpoch> {
        self.broker_epoch
    }

    /// Whether it was ever told that it is unfenced: its ports are open from then on.
    #[must_use]
    pub(super) fn was_running(&self) -> bool {
        self.served
    }
}

impl Process {
    /// Registers, or sends the next heartbeat.
    pub(super) fn speak_to_controller(&mut self, out: &mut Out<'_>) {
        let request = match self.lifecycle.broker_epoch {
            None => Request::BrokerRegistration(BrokerRegistrationRequest {
                broker: self.me,
                incarnation: self.lifecycle.incarnation,
                previous_broker_epoch: None,
                rack: None,
            }),
            Some(broker_epoch) => Request::BrokerHeartbeat(BrokerHeartbeatRequest {
                broker: self.me,
                broker_epoch,
                current_metadata_offset: self.metadata_offset,
                want_fence: self.lifecycle.state == State::Starting,
                want_shut_down: false,
            }),
        };
        self.ask_controller(Channel::Heartbeat, request, out);
    }

    pub(super) fn retry_controller(&mut self, out: &mut Out<'_>) {
        out.set_timer(Timer::Lifecycle, RECONNECT);
    }

    pub(super) fn registration_answered(
        &mut self,
        result: Result<BrokerEpoch, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(
            self.to_controller(Channel::Heartbeat),
        ));
        match result {
            Ok(broker_epoch) => {
                self.lifecycle.broker_epoch = Some(broker_epoch);
                self.lifecycle.failures = 0;
                self.speak_to_controller(out);
            }
            Err(_) => {
                let doubled = REGISTRATION_BACKOFF_MS << self.lifecycle.failures.min(16);
                let cap = self.config.broker_session_timeout_ms / 2;
                self.lifecycle.failures += 1;
                out.set_timer(Timer::Lifecycle, Span::from_ms(doubled.min(cap.max(1))));
            }
        }
    }

    pub(super) fn heartbeat_answered(
        &mut self,
        result: Result<BrokerHeartbeatState, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(
            self.to_controller(Channel::Heartbeat),
        ));
        let interval = Span::from_ms(self.config.broker_heartbeat_interval_ms);
        let Ok(said) = result else {
            if let Err(error) = result {
                let api = crate::wire::Api::BrokerHeartbeat;
                out.trace(Event::RequestFailed { api, error });
            }
            out.set_timer(Timer::Lifecycle, interval);
            return;
        };
        let pause = match self.lifecycle.state {
            State::Starting if said.is_caught_up => {
                self.lifecycle.state = State::Recovery;
                CAUGHT_UP_PAUSE
            }
            State::Starting => CAUGHT_UP_PAUSE,
            State::Recovery | State::Running => {
                self.lifecycle.state = if said.is_fenced {
                    State::Recovery
                } else {
                    State::Running
                };
                self.lifecycle.served |= !said.is_fenced;
                interval
            }
        };
        out.set_timer(Timer::Lifecycle, pause);
    }
}
