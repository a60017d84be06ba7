//! The events that led to a loss, in order of time, each with the part that it played.

use super::hindrance::{self, Hindrance};
use super::links::Links;
use super::past::By;
use super::role::{Link, Role, went_away};
use super::story::Story;
use crate::check::Invariant;
use crate::id::{BrokerId, NodeId, TraceId};
use crate::trace::{Event, Trace};
use crate::wire::{Acks, Gist};

/// So many elections are told at most where logs differ.
const ELECTIONS_MAX: usize = 6;

/// The chain of a loss.
pub(super) fn links(story: &Story<'_>) -> Vec<Link> {
    let mut links = Links::default();
    links.add_record(story);
    links.add_holders(story);
    links.add_request(story);
    links.add_elections(story);
    for broker in story.replicas() {
        if !story.holders.contains_key(broker) {
            links.add_hindrances(hindrance::of_record(story, *broker), *broker);
            links.add_left_isr(story, *broker);
        }
    }
    links.add_end(story);
    links.in_order()
}

impl Links {
    /// What the record's own way was.
    fn add_record(&mut self, story: &Story<'_>) {
        self.add(story.accepted, Role::Accepted);
        let appended = if story.by_deposed {
            Role::AppendedByDeposed
        } else {
            Role::Appended
        };
        self.add(story.appended, appended);
        self.add(story.committed(), Role::Committed);
        let acknowledged = match story.acks {
            Acks::None => Role::Counted,
            acks => Role::Acknowledged(acks),
        };
        self.add(story.acknowledged, acknowledged);
        self.add(story.read, Role::Read);
    }

    /// How those who held it went away, or lost it.
    fn add_holders(&mut self, story: &Story<'_>) {
        let elected = story.elected.map_or(TraceId(u64::MAX), |it| it.id);
        for (broker, holder) in &story.holders {
            let mut until = elected;
            if let Some(lost_by) = holder.lost_by {
                until = until.min(lost_by.id);
                self.add_lost(Some(lost_by));
            }
            let in_time = |trace: &Trace| holder.since < trace.id && trace.id < until;
            let went = story
                .past
                .last(|trace| in_time(trace) && went_away(trace, *broker).is_some());
            if let Some(went) = went
                && let Some(role) = went_away(went, *broker)
            {
                self.add(Some(went), role);
                if matches!(role, Role::ShutdownBegan | Role::Stopped) && !story.by_deposed {
                    self.add_left_in_order(story, *broker, &in_time);
                }
            }
            let fenced = story
                .past
                .last(|trace| in_time(trace) && is_fenced(trace, *broker));
            self.add(fenced, Role::Fenced(*broker));
        }
    }

    /// A broker that had it left the ISR by stopping, and so was out of the next election.
    fn add_left_in_order(
        &mut self,
        story: &Story<'_>,
        broker: BrokerId,
        in_time: &dyn Fn(&Trace) -> bool,
    ) {
        let node = NodeId::Broker(broker);
        let began = story.past.last(|trace| {
            in_time(trace) && trace.actor == node && trace.event == Event::ShutdownBegan
        });
        let Some(began) = began else { return };
        let left = story.left_isr(broker, |trace| in_time(trace) && began.id < trace.id);
        self.add(left, Role::LeftIsrWithIt(broker));
    }

    /// Why a follower never had it.
    fn add_hindrances(&mut self, hindrances: Vec<Hindrance<'_>>, follower: BrokerId) {
        for Hindrance { trace, leader } in hindrances {
            self.add(Some(trace), Role::CouldNotFetch { follower, leader });
        }
    }

    /// What became of a request that never reached a log.
    fn add_request(&mut self, story: &Story<'_>) {
        if story.appended.is_some() || story.offset.is_some() {
            return;
        }
        let Some(end) = story.past.end() else { return };
        match end.event {
            Event::MessageLost { .. } => {
                let done = story.past.ancestor(end, |trace| {
                    matches!(
                        trace.event,
                        Event::Commanded(_) | Event::BrokerCrashed | Event::PowerLost
                    )
                });
                let broker = done.and_then(|trace| trace.actor.broker());
                if let Some((done, broker)) = done.zip(broker)
                    && let Some(role) = went_away(done, broker)
                {
                    self.add(Some(done), role);
                }
                self.add(Some(end), Role::RequestLost);
            }
            Event::MessageArrived {
                gist: Gist::Produce { .. },
                ..
            }
            | Event::AppendRefused { .. } => self.add(Some(end), Role::RequestRefused),
            _ => {}
        }
    }

    /// The election that passed over everybody; of logs that differ, every election since they began to.
    fn add_elections(&mut self, story: &Story<'_>) {
        if let Some((_, election)) = story.successor() {
            self.add(story.elected, Role::ElectedWithout(election));
        }
        if story.invariant != Invariant::LogMatching {
            return;
        }
        let mut elections = Vec::new();
        for trace in story.past.traces {
            if story.is_put(trace, By::Leader) {
                self.add(Some(trace), Role::Appended);
            }
            if let Event::LeaderElected {
                partition,
                election,
                ..
            } = &trace.event
                && Some(*partition) == story.partition
            {
                elections.push((trace, *election));
            }
        }
        let first = elections.len().saturating_sub(ELECTIONS_MAX);
        for (trace, election) in elections.split_off(first) {
            self.add(Some(trace), Role::Elected(election));
        }
    }

    /// A replica that never had it was not waited for, if it was out of the ISR when it was acknowledged.
    fn add_left_isr(&mut self, story: &Story<'_>, broker: BrokerId) {
        let Some(until) = story.acknowledged.or(story.read) else {
            return;
        };
        let left = story.left_isr(broker, |trace| trace.id < until.id);
        let Some(left) = left else { return };
        self.add_hindrances(hindrance::at(story, left, left.step, broker), broker);
        self.add(Some(left), Role::LeftIsr(broker));
    }

    /// The chain ends with what broke it.
    fn add_end(&mut self, story: &Story<'_>) {
        let Some(end) = story.past.end() else { return };
        let role = match &end.event {
            Event::LeaderElected { election, .. } => Role::Elected(*election),
            // Of a record it was said already of whoever had it.
            Event::TailLost { .. } if !story.is_record() => Role::TailLost,
            Event::Truncated { .. } if !story.is_record() => Role::Truncated,
            _ => Role::Broke,
        };
        // An election that is told has said it already, unless the leader had the record then.
        if role != Role::Broke || story.elected.is_none() {
            self.add(Some(end), role);
        }
    }
}

fn is_fenced(trace: &Trace, wanted: BrokerId) -> bool {
    match trace.event {
        Event::BrokerFenced { broker, again, .. } => broker == wanted && !again,
        _ => false,
    }
}
