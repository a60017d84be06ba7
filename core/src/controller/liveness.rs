//! Registration, heartbeats, fencing and unfencing (`ClusterControlManager`,
//! `ReplicationControlManager.processBrokerHeartbeat`).

use super::Controller;
use crate::id::{BrokerEpoch, BrokerId, Offset};
use crate::metadata::MetadataRecord;
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{
    BrokerHeartbeatRequest, BrokerHeartbeatState, BrokerRegistrationRequest, ErrorCode,
};

impl Controller {
    fn session(&self) -> Span {
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
        let BrokerRegistrationRequest {
            broker,
            incarnation,
            previous_broker_epoch,
            rack,
        } = request;
        if let Some(known) = self.image().brokers.get(&broker).cloned() {
            if known.incarnation == incarnation {
                self.heartbeats.touch(broker, out.now(), out.cause());
                return Ok(known.broker_epoch);
            }
            if self
                .heartbeats
                .has_valid_session(broker, out.now(), self.session())
            {
                let error = ErrorCode::DuplicateBrokerRegistration;
                out.follow(Event::RegistrationRefused { broker, error });
                return Err(error);
            }
            if previous_broker_epoch != Some(known.broker_epoch) {
                self.handle_unclean_shutdown(broker, out);
            }
        }
        let broker_epoch = BrokerEpoch(self.log.end_offset().0);
        self.log.write(MetadataRecord::RegisterBroker {
            broker,
            broker_epoch,
            incarnation,
            rack,
        });
        self.heartbeats.touch(broker, out.now(), out.cause());
        out.follow(Event::BrokerRegistered {
            broker,
            broker_epoch,
        });
        Ok(broker_epoch)
    }

    /// Takes a sign of life, and unfences a broker that asks for it and has applied its own
    /// registration.
    pub(super) fn heartbeat(
        &mut self,
        request: BrokerHeartbeatRequest,
        out: &mut Out<'_>,
    ) -> Result<BrokerHeartbeatState, ErrorCode> {
        let BrokerHeartbeatRequest {
            broker,
            broker_epoch,
            current_metadata_offset,
            want_fence,
            want_shut_down: _,
        } = request;
        let known = self.image().brokers.get(&broker).cloned();
        let known = known.ok_or(ErrorCode::BrokerIdNotRegistered)?;
        if known.broker_epoch != broker_epoch {
            return Err(ErrorCode::StaleBrokerEpoch);
        }
        self.heartbeats.touch(broker, out.now(), out.cause());
        let is_caught_up = current_metadata_offset > Offset(broker_epoch.0);
        let mut is_fenced = known.fenced;
        if is_fenced && is_caught_up && !want_fence {
            self.unfence(broker, broker_epoch, out);
            is_fenced = false;
        } else if !is_fenced && want_fence {
            self.fence(broker, broker_epoch, out);
            is_fenced = true;
        }
        Ok(BrokerHeartbeatState {
            is_caught_up,
            is_fenced,
            should_shut_down: false,
        })
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
        let known = self.image().brokers.get(&broker).cloned();
        if let Some(known) = known {
            out.aside(|out| {
                out.because(last_sign);
                self.fence(broker, known.broker_epoch, out);
            });
        }
        out.set_clock(Timer::StaleBrokers, Span::ZERO);
    }

    /// Fencing: first every partition does without the broker, then it is fenced. Of one that is
    /// fenced already there is only a record that changes nothing.
    fn fence(&mut self, broker: BrokerId, broker_epoch: BrokerEpoch, out: &mut Out<'_>) {
        if self.image().is_active(broker) {
            out.follow(Event::BrokerFenced {
                broker,
                broker_epoch,
                session_timed_out: true,
                again: false,
            });
            self.handle_fenced(broker, out);
        }
        self.log.write(MetadataRecord::BrokerRegistrationChange {
            broker,
            broker_epoch,
            fenced: Some(true),
            in_controlled_shutdown: None,
        });
    }

    /// Unfencing: first the broker is unfenced, then it may lead what nobody leads.
    fn unfence(&mut self, broker: BrokerId, broker_epoch: BrokerEpoch, out: &mut Out<'_>) {
        self.log.write(MetadataRecord::BrokerRegistrationChange {
            broker,
            broker_epoch,
            fenced: Some(false),
            in_controlled_shutdown: None,
        });
        out.follow(Event::BrokerUnfenced {
            broker,
            broker_epoch,
        });
        self.handle_unfenced(out);
    }
}
