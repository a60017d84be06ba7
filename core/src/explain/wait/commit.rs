//! A commit that has no answer.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason};
use crate::client::{CommitProgress, Step};
use crate::id::NodeId;
use crate::sim::Timer;

impl Chain<'_> {
    /// The oldest commit of a consumer: sent and not answered, or not sent.
    pub fn commit(&mut self, consumer: NodeId) {
        let Some(client) = self.world.consumer(consumer) else {
            return;
        };
        let Some((partition, offset, progress)) = client.first_commit() else {
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
        if matches!(
            client.application().step(),
            Step::Committing | Step::Closing
        ) {
            self.timer(consumer, Timer::CallEnd, Clock::CallTimesOut(consumer));
            self.poll_interval(client);
        }
        match progress {
            CommitProgress::Sent(connection) => self.answer(connection),
            _ if client.coordinator().is_none() => self.coordinator(client),
            CommitProgress::Waits => {}
            CommitProgress::Pauses => {
                self.last(Reason::Group(GroupReason::Pauses(consumer)));
                self.timer(consumer, Timer::Commit, Clock::CommitsAgain(consumer));
            }
        }
    }
}
