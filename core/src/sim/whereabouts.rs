//! Where a request is that has no answer yet.

use super::connection::{Connection, MessageInFlight};
use crate::wire::{Acks, Gist};

/// Where a request without an answer is, which its client does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts<'a> {
    /// On its way, or unread in its server's socket.
    Request(&'a MessageInFlight),
    /// Its server works on it, or has it wait.
    AtServer,
    /// Its answer is on its way, or unread in the client's socket.
    Answer(&'a MessageInFlight),
    /// Nowhere: its connection has ended, or its server's machine has lost its power since it came there, and
    /// the client has not learned of that yet.
    Lost,
}

impl Connection {
    /// Where the request is before which so many have no answer either: each is answered before the next is
    /// read.
    #[must_use]
    pub fn whereabouts(&self, ahead: usize) -> Whereabouts<'_> {
        let mut answers = self.received.iter().chain(&self.responses);
        if let Some(answer) = answers.nth(ahead) {
            return Whereabouts::Answer(answer);
        }
        if self.closing.is_some() {
            return Whereabouts::Lost;
        }
        let answered = self.received.len() + self.responses.len();
        let in_work = usize::from(self.busy.as_ref().is_some_and(is_answered));
        match (ahead - answered).checked_sub(in_work) {
            None => Whereabouts::AtServer,
            Some(unread) => {
                let requests = self.inbox.iter().chain(&self.requests);
                let mut requests = requests.filter(|message| is_answered(&message.gist));
                requests
                    .nth(unread)
                    .map_or(Whereabouts::Lost, Whereabouts::Request)
            }
        }
    }
}

/// Whether a request gets an answer, so that its client counts it.
fn is_answered(gist: &Gist) -> bool {
    !matches!(
        gist,
        Gist::Produce {
            acks: Acks::None,
            ..
        }
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::id::{MessageId, TopicPartition, TraceId};
    use crate::sim::Payload;
    use crate::time::Time;
    use crate::wire::Request;

    fn gist(acks: Acks) -> Gist {
        Gist::Produce {
            partition: TopicPartition::default(),
            records: 1,
            acks,
            more: 0,
        }
    }

    /// Messages with those numbers; those from 90 on carry what gets no answer.
    fn line(ids: &[u64]) -> Vec<MessageInFlight> {
        let message = |id: &u64| MessageInFlight {
            id: MessageId(*id),
            gist: gist(if *id < 90 { Acks::All } else { Acks::None }),
            payload: Arc::new(Payload::Request(Request::Metadata)),
            sent: Time::START,
            arrives: Time::START,
            held: None,
            stopped: false,
            trace: TraceId(0),
        };
        ids.iter().map(message).collect()
    }

    #[test]
    fn a_request_is_where_the_number_of_those_before_it_says() {
        let all = Some(Acks::All);
        // What is received, on its way back, in work, in the inbox and on its way there, and where each request
        // without an answer is.
        for (received, responses, busy, inbox, requests, expected) in [
            (&[][..], &[][..], None, &[][..], &[4, 5][..], "r4 r5 lost"),
            (&[], &[], all, &[3], &[4], "work r3 r4 lost"),
            (&[1], &[2], all, &[3], &[4], "a1 a2 work r3 r4"),
            (&[1], &[], None, &[], &[], "a1 lost"),
            (&[], &[], Some(Acks::None), &[90, 3], &[91, 4], "r3 r4 lost"),
        ] {
            let connection = Connection {
                received: line(received),
                responses: line(responses),
                busy: busy.map(gist),
                inbox: line(inbox),
                requests: line(requests),
                ..Connection::default()
            };
            for (ahead, expected) in expected.split(' ').enumerate() {
                let found = match connection.whereabouts(ahead) {
                    Whereabouts::Request(message) => format!("r{}", message.id),
                    Whereabouts::AtServer => "work".to_owned(),
                    Whereabouts::Answer(message) => format!("a{}", message.id),
                    Whereabouts::Lost => "lost".to_owned(),
                };
                assert_eq!(found, expected, "{ahead} of {connection:?}");
            }
        }
    }
}
