//! What an application does with its producer beside sending: it makes it, flushes it, closes it
//! (`KafkaProducer`).

use serde::{Deserialize, Serialize};

use super::deferred;
use super::{InFlight, Producer};
use crate::command::ProducerCall;
use crate::line::count;
use crate::scenario::ProducerSpec;
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{ErrorCode, ErrorDetail, ProducerClosed};

/// How far a producer has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProducerState {
    /// Its application has not made it yet.
    #[default]
    NotCreated,
    /// It takes records.
    Running,
    /// It takes none any more, and sends what it has.
    Closing,
    /// It has sent everything, or given it up.
    Closed,
    /// The process that it ran in is dead.
    Crashed,
}

impl Producer {
    /// The process starts: its application makes the producer, or will when it first sends something.
    pub(super) fn start(&mut self, out: &mut Out<'_>) {
        self.state = ProducerState::NotCreated;
        if !self.on_demand {
            self.create(out);
        }
    }

    /// The process is gone, and with it the records that wait, what it knew of those under way, and its producer
    /// id: that of the next process is another one, so that no leader knows what both have sent.
    pub(super) fn die(&mut self, out: &mut Out<'_>) {
        out.follow(Event::ProducerCrashed {
            records_waiting: count(self.records_waiting()),
            records_in_flight: count(self.records_in_flight()),
        });
        let spec = ProducerSpec {
            config: (*self.config).clone(),
            load: None,
            on_demand: self.on_demand,
        };
        let before = core::mem::replace(self, Self::new(self.id, &spec, self.cluster.bootstrap()));
        self.state = ProducerState::Crashed;
        // What people have seen of it they may see still.
        self.outcomes = before.outcomes;
        self.acknowledged = before.acknowledged;
    }

    /// How far it has come.
    #[must_use]
    pub fn state(&self) -> ProducerState {
        self.state
    }

    /// Whether it takes records; the first one makes a producer that is made on demand.
    pub(super) fn takes_records(&self) -> bool {
        matches!(
            self.state,
            ProducerState::NotCreated | ProducerState::Running
        )
    }

    /// Whether nothing lingers: it is closed, or something that was sent before a `flush` is still without
    /// an answer (`RecordAccumulator.flushInProgress`).
    pub(super) fn is_hurried(&self) -> bool {
        if self.state == ProducerState::Closing {
            return true;
        }
        let Some(flushed) = self.flushed else {
            return false;
        };
        let mut batches = self.waiting().into_iter().chain(self.in_flight());
        batches.any(|batch| batch.number < flushed)
    }

    /// A call of its application's.
    pub(super) fn call(&mut self, call: ProducerCall, out: &mut Out<'_>) {
        match call {
            ProducerCall::Create => self.create(out),
            ProducerCall::Flush => self.flushed = Some(self.accumulator.begun),
            ProducerCall::Close { timeout_ms } => self.begin_close(timeout_ms, out),
        }
        self.send_ready(out);
        self.go_on_closing(out);
    }

    /// Makes the producer, which then asks for the cluster's metadata and, if it is idempotent, for its id.
    pub(super) fn create(&mut self, out: &mut Out<'_>) {
        if self.state != ProducerState::NotCreated {
            return;
        }
        self.state = ProducerState::Running;
        out.trace(Event::ProducerCreated {
            idempotence: self.config.idempotence(),
        });
        self.ask_for_metadata(out);
        if self.config.is_idempotent() {
            deferred::ask_for_producer_id(self, out);
        }
    }

    /// Takes no record any more. Whoever waits in `send` is told so.
    fn begin_close(&mut self, timeout_ms: u64, out: &mut Out<'_>) {
        if !self.takes_records() {
            return;
        }
        self.state = ProducerState::Closing;
        out.follow(Event::ProducerClosing { timeout_ms });
        self.refuse_waiting(out);
        if timeout_ms < ProducerCall::NO_TIMEOUT_MS {
            out.set_timer(Timer::Close, Span::from_ms(timeout_ms));
        }
    }

    /// A producer that is to be closed goes on with that.
    pub(super) fn go_on_closing(&mut self, out: &mut Out<'_>) {
        if self.state == ProducerState::Closing {
            deferred::go_on_closing(self, None, out);
        }
    }

    /// Ends it, once everything was answered.
    pub(super) fn end_close(&mut self, out: &mut Out<'_>) {
        if self.records_waiting() + self.records_in_flight() == 0 {
            self.close_connections(out);
        }
    }

    /// The application waits no longer: what was not answered has failed
    /// (`RecordAccumulator.abortIncompleteBatches`).
    pub(super) fn force_close(&mut self, out: &mut Out<'_>) {
        if self.state != ProducerState::Closing {
            return;
        }
        let mut batches = Vec::new();
        for queue in self.accumulator.queues.values_mut() {
            batches.append(queue);
        }
        for request in self.in_flight.values_mut().flatten() {
            if let InFlight::Produce(under_way, _) = request {
                batches.extend(under_way.extract_if(.., |batch| !batch.is_done));
            }
        }
        for batch in batches {
            let detail = ErrorDetail::ProducerClosed(ProducerClosed::Forcefully);
            self.fail(batch, ErrorCode::UnknownServerError, detail, out);
        }
        self.close_connections(out);
    }

    fn close_connections(&mut self, out: &mut Out<'_>) {
        self.state = ProducerState::Closed;
        for broker in self.cluster.known_brokers().iter() {
            let connection = self.cluster.connection(*broker);
            out.close(connection);
            out.cancel_timer(Timer::RequestTimeout(connection));
        }
        self.in_flight = Default::default();
        for timer in [
            Timer::Metadata,
            Timer::ProducerId,
            Timer::Delivery,
            Timer::Close,
        ] {
            out.cancel_timer(timer);
        }
    }
}
