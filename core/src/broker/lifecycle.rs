//! A broker's life as its controller knows it: registered, caught up, unfenced, and on its way out
//! (`BrokerLifecycleManager`).
//!
//! Kafka's broker gives up when it could not register within
//! `initial.broker.registration.timeout.ms` (60 s); this one goes on trying.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::process::{Process, RECONNECT};
use crate::id::BrokerEpoch;
use crate::sim::{Channel, Out, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{
    Api, BrokerHeartbeatRequest, BrokerHeartbeatState, BrokerRegistrationRequest, ErrorCode,
    Request,
};

/// How far a broker's process has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lifecycle {
    incarnation: u32,
    /// The registration of the process before, if that stopped in good order.
    previous_broker_epoch: Option<BrokerEpoch>,
    rack: Option<Arc<str>>,
    broker_epoch: Option<BrokerEpoch>,
    state: BrokerState,
    /// Whether it was ever unfenced: its ports are open from then on.
    served: bool,
    /// Whether the controller has not answered yet.
    in_flight: bool,
    /// Whether there is something to tell the controller as soon as it has answered.
    urgent: bool,
    /// Whether the controller knows that this broker wants to stop.
    shutdown_heard: bool,
}

/// How far a broker has come, as it knows itself (`BrokerState`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BrokerState {
    /// Not registered, or the metadata log is not caught up.
    Starting,
    /// Caught up; it asks to be unfenced.
    Recovery,
    /// Unfenced. It stays so when the controller fences it once more.
    Running,
    /// It wants to stop, and waits for the controller to let it.
    PendingControlledShutdown,
    /// It closes.
    ShuttingDown,
}

/// A broker that was just told it is caught up asks at once to be unfenced, nearly.
const CAUGHT_UP_PAUSE: Span = Span::from_ms(10);

/// A broker that waits to be let go asks for the second time soon after the first.
const SHUTDOWN_PAUSE: Span = Span::from_ms(50);

impl BrokerState {
    /// Kafka's name of it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Starting => "STARTING",
            Self::Recovery => "RECOVERY",
            Self::Running => "RUNNING",
            Self::PendingControlledShutdown => "PENDING_CONTROLLED_SHUTDOWN",
            Self::ShuttingDown => "SHUTTING_DOWN",
        }
    }
}

impl Lifecycle {
    pub(super) fn new(
        incarnation: u32,
        previous_broker_epoch: Option<BrokerEpoch>,
        rack: Option<Arc<str>>,
    ) -> Self {
        Self {
            incarnation,
            previous_broker_epoch,
            rack,
            broker_epoch: None,
            state: BrokerState::Starting,
            served: false,
            in_flight: false,
            urgent: false,
            shutdown_heard: false,
        }
    }

    /// How far it has come.
    pub(super) fn state(&self) -> BrokerState {
        self.state
    }

    /// Which process of its broker it is.
    pub(super) fn incarnation(&self) -> u32 {
        self.incarnation
    }

    /// Its registration, once it has one.
    pub(super) fn broker_epoch(&self) -> Option<BrokerEpoch> {
        self.broker_epoch
    }

    /// Whether the controller has not answered yet.
    pub(super) fn awaits_controller(&self) -> bool {
        self.in_flight
    }

    /// The registration of the process before, if that stopped in good order.
    pub(super) fn previous_broker_epoch(&self) -> Option<BrokerEpoch> {
        self.previous_broker_epoch
    }

    /// Whether its ports are open.
    pub(super) fn serves(&self) -> bool {
        self.served && self.state != BrokerState::ShuttingDown
    }

    /// Whether it gives its leaderships away, or has done so (`isInControlledShutdown`).
    pub(super) fn is_shutting_down(&self) -> bool {
        matches!(
            self.state,
            BrokerState::PendingControlledShutdown | BrokerState::ShuttingDown
        )
    }

    /// Begins to stop in good order. False if there is nothing to give away, since the broker does not
    /// run yet.
    pub(super) fn begin_shutdown(&mut self) -> bool {
        let runs = self.state == BrokerState::Running;
        self.state = if runs {
            BrokerState::PendingControlledShutdown
        } else {
            BrokerState::ShuttingDown
        };
        runs
    }
}

impl Process {
    /// Registers, or sends the next heartbeat; at once, unless the controller still owes an answer.
    pub(super) fn speak_to_controller(&mut self, out: &mut Out<'_>) {
        if self.lifecycle.in_flight {
            self.lifecycle.urgent = true;
            return;
        }
        let request = match self.lifecycle.broker_epoch {
            None => Request::BrokerRegistration(BrokerRegistrationRequest {
                broker: self.me,
                incarnation: self.lifecycle.incarnation,
                previous_broker_epoch: self.lifecycle.previous_broker_epoch,
                rack: self.lifecycle.rack.clone(),
            }),
            Some(broker_epoch) => Request::BrokerHeartbeat(BrokerHeartbeatRequest {
                broker: self.me,
                broker_epoch,
                current_metadata_offset: self.metadata_offset,
                want_fence: self.lifecycle.state == BrokerState::Starting,
                want_shut_down: self.lifecycle.state == BrokerState::PendingControlledShutdown,
            }),
        };
        self.lifecycle.in_flight = true;
        self.ask_controller(Channel::Heartbeat, request, out);
    }

    /// The connection to the controller broke: the same is asked again.
    pub(super) fn retry_controller(&mut self, out: &mut Out<'_>) {
        self.lifecycle.in_flight = false;
        out.set_timer(Timer::Lifecycle, RECONNECT);
    }

    /// The controller has not answered in time: it is asked when it would have been asked next.
    pub(super) fn controller_is_silent(&mut self, out: &mut Out<'_>) {
        self.lifecycle.in_flight = false;
        self.speak_after_failure(out);
    }

    /// After a failure nothing is urgent any more (`scheduleNextCommunicationAfterFailure`).
    fn speak_after_failure(&mut self, out: &mut Out<'_>) {
        self.lifecycle.urgent = false;
        out.set_timer(Timer::Lifecycle, self.heartbeat_interval());
    }

    fn heartbeat_interval(&self) -> Span {
        Span::from_ms(self.config.broker_heartbeat_interval_ms)
    }

    fn end_request(&mut self, out: &mut Out<'_>) {
        self.lifecycle.in_flight = false;
        out.cancel_timer(Timer::RequestTimeout(
            self.to_controller(Channel::Heartbeat),
        ));
    }

    pub(super) fn on_registration_response(
        &mut self,
        result: Result<BrokerEpoch, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        self.end_request(out);
        match result {
            Ok(broker_epoch) => {
                self.lifecycle.broker_epoch = Some(broker_epoch);
                self.speak_to_controller(out);
            }
            Err(error) => {
                out.trace(Event::RegistrationFailed { error });
                self.speak_after_failure(out);
            }
        }
    }

    pub(super) fn on_heartbeat_response(
        &mut self,
        result: Result<BrokerHeartbeatState, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        self.end_request(out);
        let said = match result {
            Ok(said) => said,
            Err(error) => {
                let api = Api::BrokerHeartbeat;
                out.trace(Event::RequestFailed { api, error });
                return self.speak_after_failure(out);
            }
        };
        let pause = match self.lifecycle.state {
            BrokerState::Starting => {
                if said.is_caught_up {
                    self.lifecycle.state = BrokerState::Recovery;
                }
                CAUGHT_UP_PAUSE
            }
            BrokerState::Recovery => {
                if !said.is_fenced {
                    self.lifecycle.state = BrokerState::Running;
                    self.lifecycle.served = true;
                    out.trace(Event::BrokerRunning);
                }
                self.heartbeat_interval()
            }
            BrokerState::Running => self.heartbeat_interval(),
            BrokerState::PendingControlledShutdown if said.should_shut_down => {
                self.lifecycle.state = BrokerState::ShuttingDown;
                return self.on_shutdown_allowed(out);
            }
            BrokerState::PendingControlledShutdown if self.lifecycle.shutdown_heard => {
                self.heartbeat_interval()
            }
            BrokerState::PendingControlledShutdown => {
                self.lifecycle.shutdown_heard = true;
                SHUTDOWN_PAUSE
            }
            BrokerState::ShuttingDown => return,
        };
        let urgent = core::mem::take(&mut self.lifecycle.urgent);
        let pause = if urgent { Span::ZERO } else { pause };
        out.set_timer(Timer::Lifecycle, pause);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::testing::{Alone, Turn};
    use crate::config::BrokerConfig;
    use crate::sim::Input;
    use crate::wire::Response;

    fn says(is_caught_up: bool, is_fenced: bool, should_shut_down: bool) -> BrokerHeartbeatState {
        BrokerHeartbeatState {
            is_caught_up,
            is_fenced,
            should_shut_down,
        }
    }

    /// Whether a turn's heartbeat asks to stay fenced, and whether it asks to stop.
    fn wants(turn: &Turn) -> Option<(bool, bool)> {
        turn.requests.iter().find_map(|request| match request {
            Request::BrokerHeartbeat(heartbeat) => {
                Some((heartbeat.want_fence, heartbeat.want_shut_down))
            }
            _ => None,
        })
    }

    #[test]
    fn a_broker_that_is_refused_registers_again_when_it_would_send_a_heartbeat() {
        let mut alone = Alone::new(BrokerConfig::default());
        for _ in 0..3 {
            let refused = Err(ErrorCode::DuplicateBrokerRegistration);
            let turn = alone.controller_says(Response::BrokerRegistration(refused));
            let error = ErrorCode::DuplicateBrokerRegistration;
            assert_eq!(turn.events, [Event::RegistrationFailed { error }]);
            assert_eq!(turn.timer(Timer::Lifecycle), Some(2_000));
            let turn = alone.on(Input::Timer(Timer::Lifecycle));
            assert!(matches!(
                turn.requests[..],
                [Request::BrokerRegistration(_)]
            ));
        }
        let turn = alone.controller_says(Response::BrokerRegistration(Ok(BrokerEpoch(7))));
        assert_eq!(
            wants(&turn),
            Some((true, false)),
            "a heartbeat follows at once"
        );
    }

    #[test]
    fn a_broker_starts_recovers_and_runs_as_fast_as_the_controller_lets_it() {
        let mut alone = Alone::new(BrokerConfig::default());
        alone.controller_says(Response::BrokerRegistration(Ok(BrokerEpoch(7))));
        for (said, pause_ms, then_wants_fence, runs) in [
            (says(false, true, false), 10, true, false),
            (says(true, true, false), 10, false, false),
            (says(true, true, false), 2_000, false, false),
            (says(true, false, false), 2_000, false, true),
            (says(true, true, false), 2_000, false, false),
        ] {
            let turn = alone.heartbeat(Ok(said));
            assert_eq!(turn.timer(Timer::Lifecycle), Some(pause_ms), "{said:?}");
            assert_eq!(
                turn.events.contains(&Event::BrokerRunning),
                runs,
                "{said:?}"
            );
            let turn = alone.on(Input::Timer(Timer::Lifecycle));
            assert_eq!(wants(&turn), Some((then_wants_fence, false)), "{said:?}");
        }
        let turn = alone.heartbeat(Err(ErrorCode::StaleBrokerEpoch));
        assert_eq!(turn.timer(Timer::Lifecycle), Some(2_000));
    }

    #[test]
    fn a_broker_that_wants_to_stop_says_so_at_once_and_waits_until_it_may() {
        let mut alone = Alone::running(BrokerConfig::default(), Vec::new());
        let turn = alone.on(Input::Shutdown);
        assert_eq!(turn.events, [Event::ShutdownBegan]);
        assert_eq!(wants(&turn), Some((false, true)));
        for pause_ms in [50, 2_000] {
            let turn = alone.heartbeat(Ok(says(true, false, false)));
            assert_eq!(turn.timer(Timer::Lifecycle), Some(pause_ms));
            let turn = alone.on(Input::Timer(Timer::Lifecycle));
            assert_eq!(wants(&turn), Some((false, true)));
        }
        let turn = alone.heartbeat(Ok(says(true, true, true)));
        assert_eq!(turn.events, [Event::ShutdownAllowed]);
        assert_eq!(turn.timer(Timer::Lifecycle), None);
        assert!(turn.timer(Timer::Shutdown).is_some());
    }

    #[test]
    fn what_is_urgent_waits_for_the_answer_that_is_owed_and_not_longer() {
        let mut alone = Alone::running(BrokerConfig::default(), Vec::new());
        alone.on(Input::Timer(Timer::Lifecycle));
        let turn = alone.on(Input::Shutdown);
        assert_eq!(wants(&turn), None, "a heartbeat is under way");
        let turn = alone.heartbeat(Ok(says(true, false, false)));
        assert_eq!(turn.timer(Timer::Lifecycle), Some(0));
    }
}
