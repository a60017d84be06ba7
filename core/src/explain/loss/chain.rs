//! The events that led to a loss, in order of time, each with the part that it played.

use super::hindrance::{self, Hindrance};
use super::past::{By, Told};
use super::story::Story;
use crate::check::Invariant;
use crate::command::Command;
use crate::id::{BrokerId, NodeId, Offset, TraceId};
use crate::trace::{Election, Event, Trace};
use crate::wire::{Acks, Gist};

/// So many elections are told at most where logs differ.
const ELECTIONS_MAX: usize = 6;

/// An event of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event.
    pub trace: Told,
    /// Its part.
    pub role: Role,
}

/// The part that an event played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The application handed the record to its producer.
    Accepted,
    /// A leader appended it.
    Appended,
    /// A leader that had been deposed, and did not know, appended it.
    AppendedByDeposed,
    /// From then on a follower got nothing from its leader, and so not this record.
    CouldNotFetch {
        /// Who did not get it.
        follower: BrokerId,
        /// From whom.
        leader: BrokerId,
    },
    /// A replica that never had it left the ISR, and so nobody waited for it.
    LeftIsr(BrokerId),
    /// A replica that had it left the ISR, as its broker stopped in good order.
    LeftIsrWithIt(BrokerId),
    /// The high watermark passed it: everybody in the ISR had it.
    Committed,
    /// The producer was told that it is in.
    Acknowledged(Acks),
    /// The producer counted it as sent, without an answer.
    Counted,
    /// The request that carried it was lost.
    RequestLost,
    /// The broker that the request reached did not take it.
    RequestRefused,
    /// A consumer was handed it.
    Read,
    /// A broker that had it was cut off.
    CutOff(BrokerId),
    /// The process of a broker that had it died.
    Crashed,
    /// The machine of a broker that had it lost its power.
    PowerLost,
    /// A broker that had it began to stop in good order.
    ShutdownBegan,
    /// A broker that had it was stopped in good order.
    Stopped,
    /// The process of a broker that had it was frozen.
    Frozen,
    /// A replica lost what had not reached its disk.
    TailLost,
    /// A replica cut it off, to agree with its leader.
    Truncated,
    /// A replica that had it was deleted.
    ReplicaDeleted,
    /// The controller fenced a broker that had it.
    Fenced(BrokerId),
    /// The controller elected a leader.
    Elected(Election),
    /// The controller elected a leader that had not got it.
    ElectedWithout(Election),
    /// The application handed its producer the record that got in before it.
    AcceptedLater,
    /// The leader refused it for now.
    Refused,
    /// The leader had it in its log, and answered with `NOT_ENOUGH_REPLICAS_AFTER_APPEND` all the same.
    RefusedAfterAppend,
    /// The leader's answer was lost.
    AnswerLost,
    /// The producer sends it again.
    SentAgain,
    /// A leader appended what it had.
    AppendedAgain,
    /// A leader appended the record that was sent after it.
    Overtaken,
    /// A leader appended it behind that.
    AppendedBehind,
    /// A consumer worked on it.
    Processed,
    /// A consumer worked on it once more.
    ProcessedAgain,
    /// A consumer could not work on it, and went on.
    PassedOver,
    /// The coordinator took a commit by which the group goes on there, behind it.
    CommitTaken(Offset),
    /// The coordinator did not take the commit of a consumer that had worked on it.
    CommitRefused,
    /// The process of a consumer died.
    ConsumerDied,
    /// A consumer was closed.
    ConsumerClosed,
    /// An application that could not process a record closed its consumer.
    FailedAndClosed,
    /// A consumer left its group, as its application was away from `poll` for too long.
    PolledTooLate,
    /// A consumer gave the partition up in a rebalance.
    Revoked,
    /// A consumer learned that the partition is not its own any more.
    PartitionLost,
    /// A consumer began where its group had committed.
    BeganAt(Offset),
    /// A consumer began where `auto.offset.reset` says, as its group had committed nothing.
    BeganByReset(Offset),
    /// It broke by this.
    Broke,
}

impl Role {
    /// Of a part that an event may play for several replicas at once, the replica.
    fn replica(self) -> Option<BrokerId> {
        match self {
            Self::CouldNotFetch { follower, .. } => Some(follower),
            Self::LeftIsr(broker) | Self::LeftIsrWithIt(broker) => Some(broker),
            _ => None,
        }
    }
}

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

/// Events of a chain, in any order as long as they are gathered.
#[derive(Default)]
pub(super) struct Links(Vec<Link>);

impl Links {
    pub(super) fn add(&mut self, trace: Option<&Told>, role: Role) {
        if let Some(trace) = trace.filter(|trace| !self.tells(trace.id, role)) {
            let trace = trace.clone();
            self.0.push(Link { trace, role });
        }
    }

    /// Whether that event has a part already. What it is to several replicas is told of each.
    fn tells(&self, id: TraceId, role: Role) -> bool {
        let is_of_another = |told: Role| match (told.replica(), role.replica()) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        };
        let mut links = self.0.iter();
        links.any(|link| link.trace.id == id && !is_of_another(link.role))
    }

    pub(super) fn in_order(mut self) -> Vec<Link> {
        self.0.sort_by_key(|link| link.trace.id);
        self.0
    }

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
            }
            let fenced = story
                .past
                .last(|trace| in_time(trace) && is_fenced(trace, *broker));
            self.add(fenced, Role::Fenced(*broker));
            if went.is_some_and(|went| stopped_in_order(went)) && !story.by_deposed {
                self.add_left_in_order(story, *broker, &in_time);
            }
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
        let left = story.past.last(|trace| {
            in_time(trace)
                && began.id < trace.id
                && story.is_in_isr_after(trace, broker) == Some(false)
        });
        self.add(left, Role::LeftIsrWithIt(broker));
    }

    /// By what a replica lost it.
    pub(super) fn add_lost(&mut self, lost_by: Option<&Told>) {
        let role = match lost_by.map(|trace| &trace.event) {
            Some(Event::TailLost { .. }) => Role::TailLost,
            Some(Event::Truncated { .. }) => Role::Truncated,
            _ => Role::ReplicaDeleted,
        };
        self.add(lost_by, role);
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
        let is_in_after = |trace: &Trace| story.is_in_isr_after(trace, broker);
        let last = story
            .past
            .last(|trace| trace.id < until.id && is_in_after(trace).is_some());
        let left = last.filter(|trace| is_in_after(trace) == Some(false));
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

fn stopped_in_order(trace: &Trace) -> bool {
    matches!(trace.event, Event::ShutdownBegan | Event::BrokerStopped)
}

fn is_fenced(trace: &Trace, wanted: BrokerId) -> bool {
    match trace.event {
        Event::BrokerFenced { broker, again, .. } => broker == wanted && !again,
        _ => false,
    }
}

/// How a broker went away by an event, if it did.
pub(super) fn went_away(trace: &Trace, broker: BrokerId) -> Option<Role> {
    let node = NodeId::Broker(broker);
    Some(match &trace.event {
        Event::BrokerCrashed if trace.actor == node => Role::Crashed,
        Event::PowerLost if trace.actor == node => Role::PowerLost,
        Event::ShutdownBegan if trace.actor == node => Role::ShutdownBegan,
        Event::BrokerStopped if trace.actor == node => Role::Stopped,
        Event::ProcessPaused if trace.actor == node => Role::Frozen,
        Event::Commanded(Command::Isolate(who)) if *who == node => Role::CutOff(broker),
        Event::Commanded(Command::Cut(a, b)) if (*a, *b) == (node, NodeId::CONTROLLER) => {
            Role::CutOff(broker)
        }
        Event::Commanded(Command::Cut(a, b)) if (*b, *a) == (node, NodeId::CONTROLLER) => {
            Role::CutOff(broker)
        }
        Event::Commanded(Command::CutOneWay { from, to })
            if (*from, *to) == (node, NodeId::CONTROLLER) =>
        {
            Role::CutOff(broker)
        }
        _ => return None,
    })
}
