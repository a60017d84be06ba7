//! A broker that does not serve yet, or does not stop yet.

use super::chain::Chain;
use super::silence::last_word;
use super::{Clock, Reason};
use crate::broker::{BrokerState, Process};
use crate::id::{BrokerId, NodeId};
use crate::sim::{Channel, Timer};

impl Chain<'_> {
    /// What a broker's next step in its life waits for.
    pub fn broker(&mut self, broker: BrokerId) {
        let process = self.world.broker(broker).and_then(|it| it.process());
        let Some(process) = process else {
            return;
        };
        match process.state() {
            BrokerState::PendingControlledShutdown => self.waits_to_stop(broker),
            BrokerState::ShuttingDown => {
                if self.because(Reason::Closes(broker)) && !self.is_frozen(broker.into()) {
                    self.timer(broker.into(), Timer::Shutdown, Clock::HasClosed(broker));
                }
            }
            _ if process.broker_epoch().is_none() => self.unregistered(broker, process),
            _ => self.fenced(broker, process),
        }
    }

    fn unregistered(&mut self, broker: BrokerId, process: &Process) {
        if !self.because(Reason::Unregistered(broker)) || self.is_frozen(broker.into()) {
            return;
        }
        let (now, incarnation) = (self.now(), process.incarnation());
        let controller = self.world.controller();
        let is_refused =
            controller.is_some_and(|it| it.holds_session_of_another(broker, incarnation, now));
        if is_refused {
            self.last(Reason::SessionOfPrevious(broker));
            let look = self.world.timer_at(NodeId::CONTROLLER, Timer::StaleBrokers);
            let ends = controller
                .zip(look)
                .and_then(|(it, look)| it.fences_at(broker, look, last_word(self.world, broker)));
            if let Some(at) = ends {
                self.at(Clock::SessionEnds(broker), at);
            }
        }
        self.speaks_to_controller(broker);
    }

    /// A broker that the controller has fenced, or has not unfenced yet.
    fn fenced(&mut self, broker: BrokerId, process: &Process) {
        let metadata = self.world.metadata();
        let known = metadata.brokers.get(&broker);
        let is_replaced = known.map(|known| known.broker_epoch) != process.broker_epoch();
        if is_replaced {
            if self.because(Reason::RegistrationReplaced(broker)) {
                self.speaks_to_controller(broker);
            }
            return;
        }
        let serves = process.state() == BrokerState::Running;
        if (serves && !self.world.is_fenced(broker)) || !self.because(Reason::Fenced(broker)) {
            return;
        }
        if self.is_frozen(broker.into()) {
            return;
        }
        let registration = self
            .world
            .controller()
            .map(|controller| controller.registration_offset(broker));
        let applied = process.metadata_offset();
        if let Some(registration) = registration.filter(|it| applied <= *it) {
            let catches_up = Reason::CatchesUp {
                broker,
                applied,
                registration,
            };
            if self.because(catches_up) {
                self.metadata_of(broker);
            }
            return;
        }
        if self.because(Reason::AsksToServe(broker)) {
            self.speaks_to_controller(broker);
        }
    }

    fn waits_to_stop(&mut self, broker: BrokerId) {
        if !self.because(Reason::WaitsToStop(broker)) || self.is_frozen(broker.into()) {
            return;
        }
        self.timer(broker.into(), Timer::Shutdown, Clock::Stops(broker));
        let controller = self.world.controller();
        let Some((slowest, needed)) = controller.and_then(|it| it.stops_after(broker)) else {
            return self.speaks_to_controller(broker);
        };
        let applies = Reason::HasToApply {
            broker: slowest,
            needed,
        };
        if self.because(applies) && !self.is_out_of_order(slowest) {
            self.speaks_to_controller(slowest);
        }
    }

    /// The next that a broker says to the controller, and what becomes of it.
    fn speaks_to_controller(&mut self, broker: BrokerId) {
        let process = self.world.broker(broker).and_then(|it| it.process());
        let Some(process) = process else {
            return;
        };
        let connection = process.controller_connection(Channel::Heartbeat);
        if process.awaits_controller() {
            return self.answer(connection);
        }
        if self.is_cut_off(connection) {
            return;
        }
        let clock = Clock::SpeaksToController(broker);
        self.timer(broker.into(), Timer::Lifecycle, clock);
    }
}
