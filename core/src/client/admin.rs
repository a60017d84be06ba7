//! The admin client: it makes the scenario's topics, and asks again until it has been told that
//! they are there.

use serde::{Deserialize, Serialize};

use crate::id::NodeId;
use crate::metadata::TopicSpec;
use crate::scenario::TOPICS_AT_MS;
use crate::sim::{Actor, Channel, ConnectionId, Input, Out, Timer};
use crate::time::Span;
use crate::wire::{CreateTopicsRequest, Request, Response};

/// The pause before a request is sent again (`retry.backoff.ms`).
const RETRY: Span = Span::from_ms(100);

/// The admin client. It speaks to the controller, as one with `bootstrap.controllers` does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admin {
    topics: Vec<TopicSpec>,
}

impl Admin {
    /// An admin client that has these topics to make.
    #[must_use]
    pub fn new(topics: Vec<TopicSpec>) -> Self {
        Self { topics }
    }
}

impl Actor for Admin {
    fn on(&mut self, input: Input, out: &mut Out<'_>) {
        match input {
            Input::Start if !self.topics.is_empty() => {
                out.set_timer(Timer::Admin, Span::from_ms(TOPICS_AT_MS));
            }
            Input::Timer(Timer::Admin) => {
                let connection = ConnectionId {
                    client: NodeId::Admin,
                    server: NodeId::CONTROLLER,
                    channel: Channel::Client,
                };
                let request = CreateTopicsRequest {
                    topics: self.topics.clone(),
                };
                out.send(connection, Request::CreateTopics(request));
            }
            Input::Response(_, Response::CreateTopics(Err(_))) | Input::Disconnected(..) => {
                out.set_timer(Timer::Admin, RETRY);
            }
            _ => {}
        }
    }
}
