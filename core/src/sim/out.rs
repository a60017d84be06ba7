//! What an actor wants done: nothing happens until the world carries it out.

use super::{ConnectionId, Random, Socket, Timer};
use crate::id::{NodeId, RecordId, StepNumber, TraceId};
use crate::time::{Span, Time};
use crate::trace::{BreakReason, Event, Trace};
use crate::wire::{Request, Response};

/// One thing to be done.
#[derive(Debug)]
pub(crate) enum Effect {
    Send(ConnectionId, Request, Option<TraceId>),
    Respond(Socket, Option<Response>, Option<TraceId>),
    Close(ConnectionId, Option<TraceId>),
    HangUp(Socket, Option<TraceId>),
    SetTimer(Timer, Time, Option<TraceId>),
    CancelTimer(Timer),
    Exit(Option<TraceId>),
    Crash(Option<TraceId>),
}

/// Where the effects of a turn are collected. It is kept from one turn to the next, which saves an
/// allocation, and empty between them, so it is no part of the state.
#[derive(Debug, Default)]
pub(super) struct EffectBuffer(pub(super) Vec<Effect>);

impl Clone for EffectBuffer {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for EffectBuffer {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for EffectBuffer {}

/// Takes down what happens to one actor in one step.
#[derive(Debug)]
pub(super) struct Tracer<'a> {
    pub(super) step: StepNumber,
    pub(super) now: Time,
    pub(super) actor: NodeId,
    /// The number of the next trace; part of the world's state.
    pub(super) next: &'a mut TraceId,
    pub(super) traces: &'a mut Vec<Trace>,
}

impl Tracer<'_> {
    /// Says what happened, and because of what.
    pub(super) fn trace(&mut self, cause: Option<TraceId>, event: Event) -> TraceId {
        let id = *self.next;
        self.next.0 += 1;
        self.traces.push(Trace {
            id,
            step: self.step,
            at: self.now,
            actor: self.actor,
            cause,
            event,
        });
        id
    }
}

/// Collects the effects and traces of one actor's turn. The counters and the generator that a turn
/// draws on are part of the world's state.
#[derive(Debug)]
pub(crate) struct Out<'a> {
    pub(super) tracer: Tracer<'a>,
    pub(super) cause: Option<TraceId>,
    /// How much longer than others the actor takes over what it does.
    pub(super) slowness: Span,
    /// Of a turn that a request timeout has brought about: whether its connection has not come about yet.
    pub(super) is_connecting: bool,
    pub(super) next_record: &'a mut RecordId,
    pub(super) random: &'a mut Random,
    pub(super) effects: Vec<Effect>,
}

impl Out<'_> {
    /// The time of this turn.
    #[must_use]
    pub fn now(&self) -> Time {
        self.tracer.now
    }

    /// How much longer than others the actor takes over what it does.
    #[must_use]
    pub fn slowness(&self) -> Span {
        self.slowness
    }

    /// Sends a request on a connection of the actor's, which opens if it is not open.
    pub fn send(&mut self, connection: ConnectionId, request: Request) {
        debug_assert_eq!(
            connection.client, self.tracer.actor,
            "only its client sends requests on a connection"
        );
        self.effects
            .push(Effect::Send(connection, request, self.cause));
    }

    /// Answers a request; the next one on that connection can be read then.
    pub fn respond(&mut self, socket: Socket, response: Response) {
        self.effects
            .push(Effect::Respond(socket, Some(response), self.cause));
    }

    /// Ends a request that gets no answer (acks=0); the next one on that connection can be read.
    pub fn finish(&mut self, socket: Socket) {
        self.effects.push(Effect::Respond(socket, None, self.cause));
    }

    /// Closes a connection of the actor's. What is still under way on it is lost, and no
    /// `Disconnected` comes: the actor knows.
    pub fn close(&mut self, connection: ConnectionId) {
        self.effects.push(Effect::Close(connection, self.cause));
    }

    /// Gives a connection of the actor's up, since no answer came in time, and says whether it stood.
    pub fn timed_out(&mut self, connection: ConnectionId) -> BreakReason {
        let reason = if self.is_connecting {
            BreakReason::SetupTimeout
        } else {
            BreakReason::RequestTimeout
        };
        self.follow(Event::Disconnected { connection, reason });
        self.close(connection);
        reason
    }

    /// Closes a connection from the server's end, without an answer.
    pub fn hang_up(&mut self, socket: Socket) {
        self.effects.push(Effect::HangUp(socket, self.cause));
    }

    /// Sets or moves a timer of the actor's.
    pub fn set_timer(&mut self, timer: Timer, after: Span) {
        self.set_timer_at(timer, self.now() + after);
    }

    /// Sets or moves a timer of the actor's to a moment; one that has passed means now.
    pub fn set_timer_at(&mut self, timer: Timer, at: Time) {
        self.effects
            .push(Effect::SetTimer(timer, at.max(self.now()), self.cause));
    }

    /// Sets a timer that goes off periodically: what it leads to has no cause but the clock.
    pub fn set_clock(&mut self, timer: Timer, after: Span) {
        self.effects
            .push(Effect::SetTimer(timer, self.now() + after, None));
    }

    /// Takes a timer of the actor's back.
    pub fn cancel_timer(&mut self, timer: Timer) {
        self.effects.push(Effect::CancelTimer(timer));
    }

    /// Ends the actor's process, in good order: its timers stop, its connections close.
    pub fn exit(&mut self) {
        self.effects.push(Effect::Exit(self.cause));
    }

    /// Ends the actor's process as if it had been killed.
    pub fn crash(&mut self) {
        self.effects.push(Effect::Crash(self.cause));
    }

    /// The trace that this part of the turn follows from.
    #[must_use]
    pub fn cause(&self) -> Option<TraceId> {
        self.cause
    }

    /// Takes an earlier trace as the cause of what follows in this turn.
    pub fn because(&mut self, cause: Option<TraceId>) {
        self.cause = cause;
    }

    /// Says what happened, because of what this turn is about.
    pub fn trace(&mut self, event: Event) -> TraceId {
        self.tracer.trace(self.cause, event)
    }

    /// Says what happened, and takes it as the cause of what follows in this turn.
    pub fn follow(&mut self, event: Event) {
        self.cause = Some(self.trace(event));
    }

    /// Runs part of a turn with causes of its own: what it `follow`s does not reach what comes after.
    pub fn aside(&mut self, part: impl FnOnce(&mut Self)) {
        let cause = self.cause;
        part(self);
        self.cause = cause;
    }

    /// The source of random numbers, for a part of the actor that draws by itself.
    pub fn random(&mut self) -> &mut Random {
        self.random
    }

    /// A number from 0 up to and without `bound`.
    pub fn random_below(&mut self, bound: u32) -> u32 {
        self.random.below(bound)
    }

    /// 64 random bits.
    pub fn random_bits(&mut self) -> u64 {
        let high = u64::from(self.random.below(u32::MAX));
        (high << 32) | u64::from(self.random.below(u32::MAX))
    }

    /// An identity for a record that an application hands over.
    pub fn new_record(&mut self) -> RecordId {
        let id = *self.next_record;
        self.next_record.0 += 1;
        id
    }
}

/// One turn of an actor that stands alone, and what it traced.
#[cfg(test)]
pub(crate) fn turn_of(actor: NodeId, turn: impl FnOnce(&mut Out<'_>)) -> Vec<Trace> {
    turn_at(actor, Time::START, turn).0
}

/// One turn of an actor that stands alone at a time: what it traced, and what it wants done.
#[cfg(test)]
pub(crate) fn turn_at(
    actor: NodeId,
    now: Time,
    turn: impl FnOnce(&mut Out<'_>),
) -> (Vec<Trace>, Vec<Effect>) {
    let (mut next_trace, mut next_record) = (TraceId(0), RecordId(1));
    let (mut random, mut traces) = (Random::new(1), Vec::new());
    let mut out = Out {
        tracer: Tracer {
            step: StepNumber(1),
            now,
            actor,
            next: &mut next_trace,
            traces: &mut traces,
        },
        cause: None,
        slowness: Span::ZERO,
        is_connecting: false,
        next_record: &mut next_record,
        random: &mut random,
        effects: Vec::new(),
    };
    turn(&mut out);
    let effects = out.effects;
    (traces, effects)
}
