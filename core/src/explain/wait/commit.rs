//! A commit that has no answer.

use super::chain::Chain;
use super::{AfterRefusal, Clock, GroupReason, Reason};
use crate::client::{self, Asked, CommitProgress, Consumer, PendingCommit};
use crate::explain::consumer_exception_class;
use crate::id::{BrokerId, NodeId};
use crate::sim::{Payload, Timer};
use crate::wire::{ErrorCode, Request, Response};

impl Chain<'_> {
    /// The oldest commit of a consumer: sent and not answered, or not sent.
    pub fn commit(&mut self, consumer: NodeId) {
        let Some(client) = self.world.consumer(consumer) else {
            return;
        };
        let Some((commit, progress)) = client.first_commit() else {
            return self.named_commit(client);
        };
        let Some((partition, offset)) = commit.first() else {
            return;
        };
        let commits = GroupReason::Commits {
            consumer,
            partition,
            offset,
        };
        if !self.because(Reason::Group(commits)) || self.is_frozen(consumer) {
            return;
        }
        self.call_ends(client);
        match progress {
            CommitProgress::Sent(asked) => {
                self.refusal(client, commit, asked);
                self.answer_to(asked);
            }
            _ if client.coordinator().is_none() => self.coordinator(client),
            CommitProgress::Waits => {}
            CommitProgress::Pauses => {
                self.last(Reason::Group(GroupReason::Pauses(consumer)));
                self.timer(consumer, Timer::Commit, Clock::CommitsAgain(consumer));
            }
        }
    }

    /// A commit of a partition of which its client has not heard.
    fn named_commit(&mut self, client: &Consumer) {
        let Some(named) = client.awaits_partition() else {
            return;
        };
        let missing = Reason::NotInMetadata {
            client: client.id,
            topic: named.topic.clone(),
            partition: Some(named.partition),
        };
        if self.because(missing) && !self.is_frozen(client.id) {
            self.call_ends(client);
            self.metadata_of_client(client.id, client.cluster());
            // Meanwhile it looks for its coordinator, and is told if it may not commit.
            if client.coordinator().is_none() {
                self.coordinator(client);
            }
        }
    }

    /// That a commit was refused, or will be as things stand, and what its consumer does then.
    fn refusal(&mut self, client: &Consumer, commit: &PendingCommit, asked: Asked) {
        let Some(broker) = asked.connection.server.broker() else {
            return;
        };
        let Some((error, is_answered)) = self.error_of(broker, asked) else {
            return;
        };
        let (then, thrown) = match client.after_refusal(commit, error) {
            client::AfterRefusal::LooksForCoordinator | client::AfterRefusal::CommitsAgain
                if client.leaves_to_interval(commit) =>
            {
                (AfterRefusal::CommitsWithInterval, None)
            }
            client::AfterRefusal::LooksForCoordinator => (AfterRefusal::LooksForCoordinator, None),
            client::AfterRefusal::CommitsAgain => (AfterRefusal::CommitsAgain, None),
            client::AfterRefusal::JoinsAgain(thrown) if client.subscription().is_by_group() => {
                (AfterRefusal::JoinsAgain, Some(thrown))
            }
            client::AfterRefusal::JoinsAgain(thrown) | client::AfterRefusal::GivesUp(thrown) => {
                (AfterRefusal::GivesUp, Some(thrown))
            }
        };
        let thrown = thrown.filter(|_| commit.has_caller());
        self.last(Reason::Group(GroupReason::CommitRefused {
            consumer: client.id,
            broker,
            error,
            is_answered,
            then,
            thrown: thrown.map(|thrown| consumer_exception_class(&thrown)),
        }));
    }

    /// With what a commit was refused, or would be by the rule by which its coordinator does so.
    fn error_of(&self, broker: BrokerId, asked: Asked) -> Option<(ErrorCode, bool)> {
        match &*self.message_of(asked)?.payload {
            Payload::Request(Request::OffsetCommit(request)) if !self.is_behind_another(asked) => {
                let process = self.world.broker(broker)?.process()?;
                Some((process.refuses_commit(request)?, false))
            }
            Payload::Response(Response::OffsetCommit(response)) => Some((response.error()?, true)),
            _ => None,
        }
    }

    /// Whether the coordinator comes to something else of the consumer first, such as its join, by which it may think
    /// otherwise of it.
    fn is_behind_another(&self, asked: Asked) -> bool {
        let Some(ahead) = asked.ahead.checked_sub(1) else {
            return false;
        };
        let before = self.message_of(Asked::on(asked.connection, ahead));
        !before.is_some_and(|message| matches!(&*message.payload, Payload::Response(_)))
    }
}
