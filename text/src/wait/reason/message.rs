//! Messages and connections, in a clause.

use highwater_core::explain::wait::{MessageRef, Reason};
use highwater_core::sim::ConnectionId;
use highwater_core::wire::Gist;

use crate::fill::Value;
use crate::message::Message;
use crate::wait::Teller;
use crate::wait::clause::Clause;
use crate::{same, say};

/// Messages and connections.
pub(super) fn of_messages(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    let ends = |connection: &ConnectionId| [connection.client.into(), connection.server.into()];
    match reason {
        Reason::InFlight(message) => teller.of_message(message, Clause::InFlight, &[]),
        Reason::Held(message) => teller.of_message(message, Clause::Held, &[]),
        Reason::Behind { message, ahead } => {
            let [title, title_ahead] = teller.titles_apart([message, ahead]);
            match title == title_ahead {
                true => teller.clause(Clause::BehindAnother, &[(&title).into()]),
                false => teller.clause(Clause::Behind, &[(&title).into(), (&title_ahead).into()]),
            }
        }
        Reason::Stopped(message) => teller.of_message(message, Clause::Stopped, &[]),
        Reason::NotConnected(message) => {
            let ends = ends(&message.connection);
            teller.of_message(message, Clause::NotConnected, &ends)
        }
        Reason::Unread(message) => {
            let reader = message.connection.receiver(message.direction);
            teller.of_message(message, Clause::Unread, &[reader.into()])
        }
        Reason::ReadsLate(reader) => teller.clause(Clause::ReadsLate, &[reader.into()]),
        Reason::Broken(connection) => teller.clause(Clause::Broken, &ends(connection)),
        Reason::Forgotten(connection) => teller.clause(Clause::Forgotten, &ends(connection)),
        Reason::Unacknowledged(connection) => {
            teller.clause(Clause::Unacknowledged, &ends(connection))
        }
        Reason::Unreachable(connection) => teller.clause(Clause::Unreachable, &ends(connection)),
        _ => None,
    }
}

impl Teller<'_> {
    /// A clause about a message, whose title is its first value.
    fn of_message(
        self,
        message: &MessageRef,
        clause: Clause,
        values: &[Value<'_>],
    ) -> Option<String> {
        let title = self.title_of(message);
        let mut all = vec![Value::Words(&title)];
        all.extend(values);
        self.clause(clause, &all)
    }

    /// What two messages are called; if that is the same, also by the partition that each is first about.
    fn titles_apart(self, messages: [&MessageRef; 2]) -> [String; 2] {
        let [one, other] = messages.map(|message| self.title_of(message));
        if one != other {
            return [one, other];
        }
        messages.map(|message| match message.gist {
            Gist::Produce { partition, .. } | Gist::ProduceAnswer { partition, .. } => {
                let (title, name) = (self.title_of(message), self.names.name_of(partition));
                same!(self.lang, "{0} ({1})", &title, &name)
            }
            _ => self.title_of(message),
        })
    }

    /// What a message is called; a fetch also by the offset from which it reads.
    pub(in crate::wait) fn title_of(self, message: &MessageRef) -> String {
        let MessageRef {
            connection,
            direction,
            gist,
            ..
        } = message;
        let message = Message {
            connection: *connection,
            direction: *direction,
            gist,
        };
        let title = message.title_of_api(self.lang);
        match gist {
            Gist::Fetch {
                offset,
                partition: Some(_),
                ..
            } => say!(self.lang, "{0} (from {1})", "{0}({1}부터)", &title, offset),
            _ => title,
        }
    }
}
