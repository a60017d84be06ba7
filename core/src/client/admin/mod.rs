//! The admin client (`KafkaAdminClient`): it makes the scenario's topics, and asks for what an
//! administrator wants.

mod ahead;
mod deferred;
mod groups;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::groups::{GroupCall, Next};
use super::cluster::Cluster;
use crate::command::AdminCommand;
use crate::id::{BrokerId, NodeId, Offset, TraceId};
use crate::line::take_first;
use crate::metadata::TopicSpec;
use crate::scenario::TOPICS_AT_MS;
use crate::shared::Shared;
use crate::sim::{Actor, Channel, ConnectionId, Input, Out, Timer};
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::trace::Event;
use crate::wire::{AdminRequest, ApiError, ErrorCode, OffsetSpec, Request, Response};

/// The pause before a request is sent again (`retry.backoff.ms`).
const RETRY: Span = Span::from_ms(100);

/// How long a call may take in all (`default.api.timeout.ms`).
const CALL_TIMEOUT: Span = Span::from_ms(60_000);

/// How long one request waits for its answer (`request.timeout.ms`).
const REQUEST_TIMEOUT: Span = Span::from_ms(30_000);

/// How long it believes what it knows of the cluster (`metadata.max.age.ms`).
const METADATA_MAX_AGE_MS: u64 = 300_000;

/// The admin client. It speaks to the controller, as one with `bootstrap.controllers` does, and to
/// leaders about records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admin {
    /// The scenario's topics that are still to be made, in their order.
    topics: Vec<TopicSpec>,
    cluster: Cluster,
    /// Calls that wait to be sent.
    waiting: Vec<Call>,
    /// Calls about groups that wait for their next step.
    group_calls: Shared<Vec<GroupCall>>,
    /// Requests without an answer, by connection, the oldest first.
    in_flight: Map<ConnectionId, Vec<InFlightRequest>>,
}

/// Something that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Call {
    command: AdminCommand,
    /// Until when it is tried; a topic of the scenario's is tried until it is there.
    deadline: Option<Time>,
    /// The trace of the command that asks for it.
    asked: Option<TraceId>,
}

/// A request without an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum InFlightRequest {
    Call(Call),
    /// One step of a call about a group, with the offset that it asks for if it does.
    Group(Arc<GroupCall>, Option<OffsetSpec>),
    Metadata,
}

impl Admin {
    /// An admin client that has these topics to make, and knows these brokers.
    #[must_use]
    pub fn new(topics: Vec<TopicSpec>, bootstrap: &[BrokerId]) -> Self {
        Self {
            topics,
            cluster: Cluster::new(NodeId::Admin, bootstrap, METADATA_MAX_AGE_MS),
            waiting: Vec::new(),
            group_calls: Shared::default(),
            in_flight: Map::new(),
        }
    }

    fn to_controller() -> ConnectionId {
        ConnectionId {
            client: NodeId::Admin,
            server: NodeId::CONTROLLER,
            channel: Channel::Client,
        }
    }

    /// Sends what waits. What is for a leader that is not known, or cannot be reached, waits on, and
    /// asks who leads.
    fn go_on(&mut self, out: &mut Out<'_>) {
        if !self.group_calls.is_empty() {
            deferred::go_on_about_groups(self, out);
        }
        for call in core::mem::take(&mut self.waiting) {
            if call.command.is_about_groups() {
                deferred::call_about_group(self, call, out);
                continue;
            }
            if call.deadline.is_some_and(|deadline| deadline <= out.now()) {
                report(&call, Err(ErrorCode::RequestTimedOut.into()), out);
                continue;
            }
            match self.connection_of(&call.command, out.now()) {
                Some(connection) => self.send(connection, call, out),
                None => {
                    self.waiting.push(call);
                    self.ask_for_metadata(out);
                }
            }
        }
    }

    /// Asks what a call about a group needs next.
    fn go_on_about_group(&mut self, mut call: GroupCall, out: &mut Out<'_>) {
        if call
            .call
            .deadline
            .is_some_and(|deadline| deadline <= out.now())
        {
            return report(&call.call, Err(ErrorCode::RequestTimedOut.into()), out);
        }
        match call.next(self, out) {
            Next::Ask(connection, request) => {
                let spec = match &request {
                    Request::ListOffsets(request) => Some(request.spec),
                    _ => None,
                };
                out.send(connection, request);
                self.expect(
                    connection,
                    InFlightRequest::Group(Arc::new(call), spec),
                    out,
                );
            }
            Next::Metadata => {
                self.group_calls.push(call);
                self.ask_for_metadata(out);
            }
            Next::Answer(result) => report(&call.call, result, out),
        }
    }

    /// A step of a call about a group is answered. What did not work is tried again after a pause.
    fn on_group_response(
        &mut self,
        mut call: GroupCall,
        spec: Option<OffsetSpec>,
        response: Response,
        out: &mut Out<'_>,
    ) {
        let again = match (spec, response) {
            (Some(spec), Response::ListOffsets(told)) => match told.offset {
                Ok(offset) => {
                    // No record is as young as asked: that is as at the end.
                    let offset = offset.unwrap_or(Offset(i64::MAX));
                    call.take_offset(told.partition, spec, offset);
                    false
                }
                Err(_) => {
                    self.ask_for_metadata(out);
                    true
                }
            },
            (_, response) => {
                if let Some(result) = call.take(response) {
                    return report(&call.call, result, out);
                }
                // Nobody coordinates yet, or not any more.
                !call.has_coordinator()
            }
        };
        if again {
            self.group_calls.push(call);
            out.set_timer(Timer::Admin, RETRY);
        } else {
            self.go_on_about_group(call, out);
        }
    }

    fn connection_of(&self, command: &AdminCommand, now: Time) -> Option<ConnectionId> {
        let AdminCommand::DeleteRecords {
            topic, partition, ..
        } = command
        else {
            return Some(Self::to_controller());
        };
        let partition = self.cluster.partition(topic, *partition)?;
        let (leader, _) = self.cluster.leader(partition)?;
        self.cluster.may_connect(leader, now).ok()?;
        Some(self.cluster.connection(leader))
    }

    fn send(&mut self, connection: ConnectionId, call: Call, out: &mut Out<'_>) {
        let command = call.command.clone();
        out.send(connection, Request::Admin(AdminRequest { command }));
        self.expect(connection, InFlightRequest::Call(call), out);
    }

    fn expect(&mut self, connection: ConnectionId, asked: InFlightRequest, out: &mut Out<'_>) {
        self.in_flight.get_or_default(connection).push(asked);
        out.set_timer(Timer::RequestTimeout(connection), REQUEST_TIMEOUT);
    }

    fn ask_for_metadata(&mut self, out: &mut Out<'_>) {
        let in_flight = &self.in_flight;
        let busy = |broker: BrokerId| {
            let connections = in_flight.iter();
            let to_broker = connections.filter(|(id, _)| id.server == NodeId::Broker(broker));
            to_broker.map(|(_, asked)| asked.len()).sum()
        };
        if let Some(connection) = self.cluster.ask(busy, out) {
            self.expect(connection, InFlightRequest::Metadata, out);
        }
    }

    fn on_response(&mut self, connection: ConnectionId, response: Response, out: &mut Out<'_>) {
        self.cluster.connection_works(connection);
        let asked = self.in_flight.get_or_default(connection);
        let answered = take_first(asked);
        if asked.is_empty() {
            out.cancel_timer(Timer::RequestTimeout(connection));
        } else {
            out.set_timer(Timer::RequestTimeout(connection), REQUEST_TIMEOUT);
        }
        match (answered, response) {
            (Some(InFlightRequest::Call(call)), Response::Admin(result)) => {
                self.on_call_response(call, result, out)
            }
            (Some(InFlightRequest::Group(call, spec)), response) => {
                deferred::on_group_response(self, &call, spec, response, out);
            }
            (Some(InFlightRequest::Metadata), Response::Metadata(response)) => {
                self.cluster.learn(response, out);
                out.set_timer(Timer::Admin, RETRY);
            }
            _ => {}
        }
    }

    fn on_call_response(&mut self, call: Call, result: Result<(), ApiError>, out: &mut Out<'_>) {
        let code = result.as_ref().err().map(|error| error.code);
        let is_scenarios = call.deadline.is_none();
        let is_there = matches!(code, None | Some(ErrorCode::TopicAlreadyExists));
        let again = match code {
            None => false,
            Some(_) if is_scenarios => !is_there,
            Some(code) => code == ErrorCode::NotController || speaks_of_leader(&call, code),
        };
        if again {
            if !is_scenarios {
                self.ask_for_metadata(out);
            }
            self.waiting.push(call);
            out.set_timer(Timer::Admin, RETRY);
            return;
        }
        if !is_scenarios {
            report(&call, result, out);
        }
    }

    fn on_disconnected(&mut self, connection: ConnectionId, out: &mut Out<'_>) {
        out.cancel_timer(Timer::RequestTimeout(connection));
        if self.cluster.is_asking(connection) {
            self.cluster.ask_failed();
        }
        self.cluster.connection_failed(connection, out.now());
        for asked in self.in_flight.remove(&connection).unwrap_or_default() {
            match asked {
                InFlightRequest::Call(call) => self.waiting.push(call),
                InFlightRequest::Group(call, _) => deferred::on_group_call_lost(self, &call),
                InFlightRequest::Metadata => {}
            }
        }
        out.set_timer(Timer::Admin, RETRY);
    }

    /// The scenario's topics, each when its time has come.
    fn make_topics(&mut self) {
        for topic in core::mem::take(&mut self.topics) {
            self.waiting.push(Call {
                command: AdminCommand::CreateTopic(topic),
                deadline: None,
                asked: None,
            });
        }
    }
}

/// Whether somebody else leads the partition whose records are to go.
fn speaks_of_leader(call: &Call, code: ErrorCode) -> bool {
    matches!(call.command, AdminCommand::DeleteRecords { .. }) && code.is_about_metadata()
}

fn report(call: &Call, result: Result<(), ApiError>, out: &mut Out<'_>) {
    let api = AdminRequest {
        command: call.command.clone(),
    }
    .api();
    let result = result.map_err(Into::into);
    let asked = call.asked;
    out.trace(Event::AdminAnswered { api, result, asked });
}

impl Actor for Admin {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match input {
            Input::Start if !self.topics.is_empty() => {
                out.set_timer(Timer::Admin, Span::from_ms(TOPICS_AT_MS));
            }
            Input::Admin(command) => {
                let deadline = Some(out.now() + CALL_TIMEOUT);
                let asked = out.cause();
                self.waiting.push(Call {
                    command,
                    deadline,
                    asked,
                });
                self.go_on(out);
            }
            Input::Timer(Timer::Admin | Timer::Metadata) => {
                self.make_topics();
                self.go_on(out);
            }
            Input::Response(connection, response) => self.on_response(connection, response, out),
            Input::Disconnected(connection, _) => self.on_disconnected(connection, out),
            Input::Timer(Timer::RequestTimeout(connection)) => {
                out.timed_out(connection);
                self.on_disconnected(connection, out);
            }
            _ => {}
        }
    }
}
