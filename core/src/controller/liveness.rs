//! Registration, heartbeats, fencing, unfencing and controlled shutdown (`ClusterControlManager`,
//! `BrokerHeartbeatManager.calculateNextBrokerState`, `ReplicationControlManager.processBrokerHeartbeat`).

use super::Controller;
use crate::id::{BrokerEpoch, BrokerId, Offset};
use crate::metadata::{BrokerRegistration, MetadataRecord};
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::{ChangeReason, Event};
use crate::wire::{
    BrokerHeartbeatRequest, BrokerHeartbeatState, BrokerRegistrationRequest, ErrorCode,
};

/// `BrokerControlState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ControlState {
    Fenced,
    Unfenced,
    ControlledShutdown,
    ShutdownNow,
}

impl Controller {
    pub(super) fn session(&self) -> Span {
        Span::from_ms(self.config.broker_session_timeout_ms)
    }

    /// The stale-broker check runs eight times in a session.
    pub(super) fn stale_check_interval(&self) -> Span {
        Span(self.session().0 / 8)
    }

    /// Registers a broker's process, fenced at first. One that comes back within the session of the
    /// process before is refused; one that did not stop cleanly leaves every ISR and ELR first.
    pub(super) fn register(
        &mut self,
        request: BrokerRegistrationRequest,
        out: &mut Out<'_>,
    ) -> Result<BrokerEpoch, ErrorCode> {
        let broker = request.broker;
        let known = self.image().brokers.get(&broker).cloned();
        // What the process before leaves behind is written first, but the epoch was taken before that.
        let broker_epoch = BrokerEpoch(self.log.end_offset().0);
        let mut keeps_isr = false;
        if let Some(known) = &known {
            // It has not heard the answer. Kafka writes the same registration once more.
            if known.incarnation == request.incarnation {
                return Ok(known.broker_epoch);
            }
            let session = self.session();
            if self
                .heartbeats
                .has_valid_session(broker, out.now(), session)
            {
                keeps_isr = !known.fenced;
                if !self.config.semantics.restart_keeps_isr {
                    let error = ErrorCode::DuplicateBrokerRegistration;
                    out.follow(Event::RegistrationRefused { broker, error });
                    return Err(error);
                }
            }
            if !keeps_isr {
                let clean = request.previous_broker_epoch == Some(known.broker_epoch);
                self.handle_shutdown(broker, clean, out);
            }
        }
        self.write_registration(request, broker_epoch, keeps_isr, out);
        Ok(broker_epoch)
    }

    fn write_registration(
        &mut self,
        request: BrokerRegistrationRequest,
        broker_epoch: BrokerEpoch,
        unfenced: bool,
        out: &mut Out<'_>,
    ) {
        let broker = request.broker;
        self.heartbeats.register(broker, self.log.end_offset());
        self.log.write(MetadataRecord::RegisterBroker {
            broker,
            broker_epoch,
            incarnation: request.incarnation,
            rack: request.rack,
        });
        if unfenced {
            self.write_fenced(broker, broker_epoch, false);
            let (now, cause) = (out.now(), out.cause());
            self.heartbeats.touch(broker, Offset::ZERO, now, cause);
        }
        out.follow(Event::BrokerRegistered {
            broker,
            broker_epoch,
        });
    }

    /// Takes a sign of life, and does what the broker asks for: to be unfenced, fenced, or let go.
    pub(super) fn heartbeat(
        &mut self,
        request: BrokerHeartbeatRequest,
        out: &mut Out<'_>,
    ) -> Result<BrokerHeartbeatState, ErrorCode> {
        let broker = request.broker;
        let known = self.image().brokers.get(&broker);
        let known = known.filter(|known| known.broker_epoch == request.broker_epoch);
        let known = known.cloned().ok_or(ErrorCode::StaleBrokerEpoch)?;
        let sign_of_life = out.cause();
        let current = current_state(&known);
        let next = self.next_state(current, &request, out);
        if next != current {
            self.enter(next, broker, known.broker_epoch, out);
        }
        self.heartbeats.touch(
            broker,
            request.current_metadata_offset,
            out.now(),
            sign_of_life,
        );
        if next == ControlState::ControlledShutdown {
            let end = self.log.end_offset();
            self.heartbeats.enter_controlled_shutdown(broker, end);
        }
        Ok(BrokerHeartbeatState {
            is_caught_up: self.is_caught_up(&request),
            is_fenced: matches!(next, ControlState::Fenced | ControlState::ShutdownNow),
            should_shut_down: next == ControlState::ShutdownNow,
        })
    }

    fn next_state(
        &self,
        current: ControlState,
        request: &BrokerHeartbeatRequest,
        out: &mut Out<'_>,
    ) -> ControlState {
        let broker = request.broker;
        let keeps_its_place = self.config.semantics.restart_keeps_isr;
        match current {
            ControlState::Fenced if request.want_shut_down => ControlState::ShutdownNow,
            ControlState::Fenced if !request.want_fence && self.is_caught_up(request) => {
                ControlState::Unfenced
            }
            ControlState::Unfenced if request.want_shut_down => {
                let at_once = request.want_fence || !self.has_leaderships(broker);
                out.follow(Event::ControlledShutdown { broker, at_once });
                if at_once {
                    ControlState::ShutdownNow
                } else {
                    ControlState::ControlledShutdown
                }
            }
            ControlState::Unfenced if request.want_fence && !keeps_its_place => {
                ControlState::Fenced
            }
            ControlState::ControlledShutdown if self.may_stop(broker, out) => {
                ControlState::ShutdownNow
            }
            current => current,
        }
    }

    /// Whether the broker has applied its own registration.
    fn is_caught_up(&self, request: &BrokerHeartbeatRequest) -> bool {
        request.current_metadata_offset > self.heartbeats.registration_offset(request.broker)
    }

    /// Whether a broker in controlled shutdown leads nothing any more, and everybody who is active
    /// knows.
    fn may_stop(&self, broker: BrokerId, out: &mut Out<'_>) -> bool {
        if self.has_leaderships(broker) {
            return false;
        }
        let image = self.image();
        let slowest = self.heartbeats.slowest(|id| image.is_active(id));
        let lowest = slowest.map(|(lowest, _)| lowest);
        let wanted = self.heartbeats.controlled_shutdown_offset(broker);
        let wanted = wanted.filter(|wanted| lowest.is_none_or(|lowest| *wanted <= lowest));
        if let Some(wanted) = wanted {
            // Kafka counts up to the last record that was applied, and says the largest number there
            // is where nobody is active.
            let last = |end: Offset| Offset(end.0.saturating_sub(1));
            out.follow(Event::ShutdownGranted {
                broker,
                lowest_active_offset: lowest.map_or(Offset(i64::MAX), last),
                controlled_shutdown_offset: last(wanted),
            });
        }
        wanted.is_some()
    }

    fn enter(
        &mut self,
        state: ControlState,
        broker: BrokerId,
        broker_epoch: BrokerEpoch,
        out: &mut Out<'_>,
    ) {
        match state {
            ControlState::Fenced | ControlState::ShutdownNow => {
                self.fence(broker, broker_epoch, false, out);
            }
            ControlState::Unfenced => self.unfence(broker, broker_epoch, out),
            ControlState::ControlledShutdown => {
                self.log.write(MetadataRecord::BrokerRegistrationChange {
                    broker,
                    broker_epoch,
                    fenced: None,
                    in_controlled_shutdown: Some(true),
                });
                self.take_out_of_isrs(broker, ChangeReason::ControlledShutdown, out);
            }
        }
    }

    /// Fences one broker whose session has run out, and looks for the next one at once
    /// (`maybeFenceStaleBroker`). One that was fenced and has fallen silent is fenced once more.
    pub(super) fn fence_one_stale_broker(&mut self, out: &mut Out<'_>) {
        let stale = self.heartbeats.stale(out.now(), self.session());
        let Some(broker) = stale else {
            out.set_clock(Timer::StaleBrokers, self.stale_check_interval());
            return;
        };
        let last_sign = self.heartbeats.forget(broker);
        let known = self.image().brokers.get(&broker);
        if let Some(broker_epoch) = known.map(|known| known.broker_epoch) {
            out.aside(|out| {
                out.because(last_sign);
                self.fence(broker, broker_epoch, true, out);
            });
        }
        out.set_clock(Timer::StaleBrokers, Span::ZERO);
    }

    /// Fencing: first every partition does without the broker, then it is fenced. Of one that is
    /// fenced already there is only a record that changes nothing (`handleBrokerFenced`).
    fn fence(
        &mut self,
        broker: BrokerId,
        broker_epoch: BrokerEpoch,
        session_timed_out: bool,
        out: &mut Out<'_>,
    ) {
        let Some(before) = self.image().brokers.get(&broker).cloned() else {
            return;
        };
        out.follow(Event::BrokerFenced {
            broker,
            broker_epoch,
            session_timed_out,
            again: before.fenced,
            before: before.into(),
        });
        self.take_out_of_isrs(broker, ChangeReason::Fenced, out);
        self.write_fenced(broker, broker_epoch, true);
    }

    /// Unfencing: first the broker is unfenced, then it may lead what nobody leads
    /// (`handleBrokerUnfenced`).
    fn unfence(&mut self, broker: BrokerId, broker_epoch: BrokerEpoch, out: &mut Out<'_>) {
        self.write_fenced(broker, broker_epoch, false);
        out.follow(Event::BrokerUnfenced {
            broker,
            broker_epoch,
            registration_offset: self.heartbeats.registration_offset(broker),
        });
        self.lead_what_nobody_leads(broker, out);
    }

    fn write_fenced(&mut self, broker: BrokerId, broker_epoch: BrokerEpoch, fenced: bool) {
        self.log.write(MetadataRecord::BrokerRegistrationChange {
            broker,
            broker_epoch,
            fenced: Some(fenced),
            in_controlled_shutdown: None,
        });
    }
}

fn current_state(known: &BrokerRegistration) -> ControlState {
    if known.fenced {
        ControlState::Fenced
    } else if known.in_controlled_shutdown {
        ControlState::ControlledShutdown
    } else {
        ControlState::Unfenced
    }
}
