//! What consumers, their membership and their applications do. These lines, too, are fetched later.

mod line;

pub use line::ConsumerLine;

use highwater_core::client::{CommitMode, LeaveReason};
use highwater_core::config::AutoOffsetReset;
use highwater_core::explain::consumer_exception_class;
use highwater_core::id::{GenerationId, Offset, TopicPartition};
use highwater_core::metadata::MetadataImage;
use highwater_core::scenario::OnFailure;
use highwater_core::trace::{ConsumerEvent, CoordinatorLoss, RejoinReason};

use super::deferred;
use crate::Lang;
use crate::command::partition_name;
use crate::course::Words;
use crate::fill::Value;

/// What a consumer did, once the words are there.
pub(super) fn sentence(
    lang: Lang,
    words: &Words,
    event: &ConsumerEvent,
    names: &MetadataImage,
) -> String {
    let mut values = Values::default();
    let line = Teller { lang, names }.line(event, &mut values);
    let Some(line) = line else {
        return String::new();
    };
    let [first, second, third] = &values;
    let values = [first.into(), second.into(), third.into()];
    words.say(lang, line.meaning(), &values)
}

/// The values in a line; most lines have fewer.
pub(super) type Values = [String; 3];

/// Says what a line is about.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    lang: Lang,
    names: &'a MetadataImage,
}

impl Teller<'_> {
    /// The line, with its values filled in: what happens to a consumer that only reads, or to any other.
    fn line(self, event: &ConsumerEvent, values: &mut Values) -> Option<ConsumerLine> {
        let [first, second, _] = values;
        Some(match event {
            ConsumerEvent::PositionOutOfRange {
                partition,
                position,
            } => {
                self.at(*partition, position.offset, first, second);
                ConsumerLine::PositionOutOfRange
            }
            ConsumerEvent::TruncationDetected {
                partition,
                position,
                is_reset,
                ..
            } => {
                self.at(*partition, position.offset, first, second);
                match is_reset {
                    true => ConsumerLine::TruncationReset,
                    false => ConsumerLine::TruncationTold,
                }
            }
            ConsumerEvent::Crashed => ConsumerLine::Crashed,
            _ => return deferred::line_of_member(self, event, values),
        })
    }

    /// What a member of a group does, and its application.
    pub(super) fn line_of_member(
        self,
        event: &ConsumerEvent,
        values: &mut Values,
    ) -> Option<ConsumerLine> {
        for line in [
            Self::of_application,
            Self::of_positions,
            Self::of_joining,
            Self::of_assignment,
        ] {
            let line = line(self, event, values);
            if line.is_some() {
                return line;
            }
        }
        None
    }

    /// What its application calls, is told, and does.
    fn of_application(self, event: &ConsumerEvent, values: &mut Values) -> Option<ConsumerLine> {
        let [first, second, _] = values;
        Some(match event {
            ConsumerEvent::Subscribed(topics) => {
                for topic in topics {
                    add(first, topic);
                }
                ConsumerLine::Subscribed
            }
            ConsumerEvent::Sought {
                topic,
                partition,
                offset,
            } => {
                *first = partition_name(topic, *partition);
                *second = offset.0.to_string();
                ConsumerLine::Sought
            }
            ConsumerEvent::SoughtEnd {
                topic,
                partition,
                end,
            } => {
                *first = partition_name(topic, *partition);
                match end {
                    AutoOffsetReset::Earliest => ConsumerLine::SoughtBeginning,
                    _ => ConsumerLine::SoughtEnd,
                }
            }
            ConsumerEvent::PartitionsAssigned(partitions) => {
                *first = self.list(partitions);
                ConsumerLine::PartitionsAssigned
            }
            ConsumerEvent::PartitionsRevoked(partitions) => {
                *first = self.list(partitions);
                ConsumerLine::PartitionsRevoked
            }
            ConsumerEvent::PartitionsLost(partitions) => {
                *first = self.list(partitions);
                ConsumerLine::PartitionsLost
            }
            ConsumerEvent::PollTimedOut => ConsumerLine::PollTimedOut,
            ConsumerEvent::PolledLate { late_by_ms, .. } => {
                *first = late_by_ms.to_string();
                ConsumerLine::PolledLate
            }
            ConsumerEvent::RecordsProcessed {
                partition,
                first_offset,
                next_offset,
            } => {
                *first = self.names.name_of(*partition);
                Value::Offsets(*first_offset, *next_offset).write(self.lang, second);
                ConsumerLine::RecordsProcessed
            }
            ConsumerEvent::ProcessingFailed {
                partition,
                offset,
                reaction,
            } => {
                self.at(*partition, *offset, first, second);
                match reaction {
                    OnFailure::Close => ConsumerLine::FailedAndCloses,
                    OnFailure::SeekBack => ConsumerLine::FailedAndSeeksBack,
                    OnFailure::PassOver => ConsumerLine::FailedAndPassesOver,
                }
            }
            ConsumerEvent::PositionsTold(offsets) => {
                *first = offsets_of(offsets, self.names);
                ConsumerLine::PositionsTold
            }
            ConsumerEvent::EndOffsetsTold(offsets) => {
                *first = offsets_of(offsets, self.names);
                ConsumerLine::EndOffsetsTold
            }
            ConsumerEvent::Raised(error) => {
                *first = consumer_exception_class(error).to_owned();
                ConsumerLine::Raised
            }
            ConsumerEvent::Closed => ConsumerLine::Closed,
            _ => return None,
        })
    }

    /// Where it stands, and what is committed.
    fn of_positions(self, event: &ConsumerEvent, values: &mut Values) -> Option<ConsumerLine> {
        let [first, second, third] = values;
        Some(match event {
            ConsumerEvent::NoCommittedOffset(partition) => {
                *first = partition_name(&partition.topic, partition.partition);
                ConsumerLine::NoCommittedOffset
            }
            ConsumerEvent::PositionCommitted {
                partition,
                position,
            } => {
                self.at(*partition, position.offset, first, second);
                ConsumerLine::PositionCommitted
            }
            ConsumerEvent::OffsetsCommitted { mode, offsets } => {
                *first = offsets_of(offsets, self.names);
                match mode {
                    CommitMode::Sync | CommitMode::Async => ConsumerLine::OffsetsCommitted,
                    CommitMode::Auto | CommitMode::BeforeJoin | CommitMode::Close => {
                        ConsumerLine::OffsetsCommittedByItself
                    }
                }
            }
            ConsumerEvent::CommitFailed {
                partition,
                offset,
                error,
            } => {
                self.at(*partition, *offset, first, second);
                *third = error.name().to_owned();
                ConsumerLine::CommitFailed
            }
            ConsumerEvent::CommitGivenUp { error, .. } => {
                *first = consumer_exception_class(error).to_owned();
                ConsumerLine::CommitGivenUp
            }
            _ => return None,
        })
    }

    /// How it becomes a member of its group, and ceases to be one.
    fn of_joining(self, event: &ConsumerEvent, values: &mut Values) -> Option<ConsumerLine> {
        let [first, second, _] = values;
        Some(match event {
            ConsumerEvent::CoordinatorFound(broker) => {
                Value::from(*broker).write(self.lang, first);
                ConsumerLine::CoordinatorFound
            }
            ConsumerEvent::CoordinatorLost { coordinator, why } => {
                Value::from(*coordinator).write(self.lang, first);
                coordinator_lost(*why, second)
            }
            ConsumerEvent::Joining => ConsumerLine::Joining,
            ConsumerEvent::RejoinRequested { reason, .. } => self.rejoin(reason, first, second),
            ConsumerEvent::GenerationReset {
                forgets_member_id, ..
            } => match forgets_member_id {
                true => ConsumerLine::MemberIdForgotten,
                false => ConsumerLine::GenerationReset,
            },
            ConsumerEvent::Joined(generation) => {
                *first = number(generation.id);
                ConsumerLine::Joined
            }
            ConsumerEvent::AssignmentFinished { generation, .. } => {
                *first = number(Some(*generation));
                ConsumerLine::AssignmentFinished
            }
            ConsumerEvent::Synced(generation) => {
                *first = number(generation.id);
                ConsumerLine::Synced
            }
            ConsumerEvent::GroupRequestFailed { api, error, .. } => {
                *first = api.name().to_owned();
                *second = error.code.name().to_owned();
                ConsumerLine::GroupRequestFailed
            }
            ConsumerEvent::HeartbeatUnheard { coordinator } => {
                Value::from(*coordinator).write(self.lang, first);
                ConsumerLine::HeartbeatUnheard
            }
            ConsumerEvent::InstanceFenced => ConsumerLine::InstanceFenced,
            ConsumerEvent::Leaving { reason, .. } => match reason {
                LeaveReason::Closed => ConsumerLine::LeavingClosed,
                LeaveReason::Unsubscribed => ConsumerLine::LeavingUnsubscribed,
                LeaveReason::PollTimeout => ConsumerLine::LeavingPollTimeout,
            },
            _ => return None,
        })
    }

    /// From what it has to what it is to have.
    fn of_assignment(self, event: &ConsumerEvent, values: &mut Values) -> Option<ConsumerLine> {
        let [first, second, _] = values;
        Some(match event {
            ConsumerEvent::AssignmentUpdated { assigned, owned } => {
                *first = self.list(assigned);
                *second = self.list(owned);
                ConsumerLine::AssignmentUpdated
            }
            ConsumerEvent::AssignorNotified(partitions) => {
                for one in partitions {
                    add(first, &partition_name(&one.topic, one.partition));
                }
                if partitions.is_empty() {
                    *first = self.list(&[]);
                }
                ConsumerLine::AssignorNotified
            }
            ConsumerEvent::GivenAway => ConsumerLine::GivenAway,
            ConsumerEvent::Transitioned { from, to, .. } => {
                *first = from.name().to_owned();
                *second = to.name().to_owned();
                ConsumerLine::Transitioned
            }
            ConsumerEvent::Reconciling {
                assigned, owned, ..
            } => {
                *first = self.list(assigned);
                *second = self.list(owned);
                ConsumerLine::Reconciling
            }
            ConsumerEvent::Revoking(partitions) => {
                *first = self.list(partitions);
                ConsumerLine::Revoking
            }
            _ => return None,
        })
    }

    fn rejoin(
        self,
        reason: &RejoinReason,
        first: &mut String,
        second: &mut String,
    ) -> ConsumerLine {
        match reason {
            RejoinReason::MemberIdGiven => ConsumerLine::RejoinWithId,
            RejoinReason::GroupRebalances => ConsumerLine::RejoinGroupRebalances,
            RejoinReason::MustRevoke(partitions) => {
                *first = self.list(partitions);
                ConsumerLine::RejoinMustRevoke
            }
            RejoinReason::MetadataChanged { .. } => ConsumerLine::RejoinMetadataChanged,
            RejoinReason::SubscriptionChanged { .. } => ConsumerLine::RejoinSubscriptionChanged,
            RejoinReason::Refused(error, api) => {
                *first = api.name().to_owned();
                *second = error.name().to_owned();
                ConsumerLine::RejoinRefused
            }
            RejoinReason::RebalanceFailed(error) => {
                *first = error.name().to_owned();
                ConsumerLine::RejoinFailed
            }
            RejoinReason::CommitWhileRebalancing => ConsumerLine::RejoinToCommit,
            RejoinReason::Left => ConsumerLine::MembershipGivenUp,
        }
    }

    /// A place in a partition.
    fn at(self, partition: TopicPartition, offset: Offset, name: &mut String, place: &mut String) {
        *name = self.names.name_of(partition);
        *place = offset.0.to_string();
    }

    fn list(self, partitions: &[TopicPartition]) -> String {
        let mut list = String::new();
        for partition in partitions {
            add(&mut list, &self.names.name_of(*partition));
        }
        match list.is_empty() {
            true => self.lang.pick("none", "없음").to_owned(),
            false => list,
        }
    }
}

fn coordinator_lost(why: CoordinatorLoss, error: &mut String) -> ConsumerLine {
    match why {
        CoordinatorLoss::Disconnected | CoordinatorLoss::DisconnectedUnanswered => {
            ConsumerLine::CoordinatorDisconnected
        }
        CoordinatorLoss::Error(code) | CoordinatorLoss::HeartbeatRefused(code) => {
            *error = code.name().to_owned();
            ConsumerLine::CoordinatorRefused
        }
        CoordinatorLoss::SessionTimedOut => ConsumerLine::CoordinatorSilent,
    }
}

/// A generation; before it has one, a member is in generation -1.
fn number(generation: Option<GenerationId>) -> String {
    generation.map_or(-1, |generation| generation.0).to_string()
}

/// `orders-0 5, orders-1 7`
#[must_use]
pub fn offsets_of(offsets: &[(TopicPartition, Offset)], names: &MetadataImage) -> String {
    let mut list = String::new();
    for (partition, offset) in offsets {
        add(&mut list, &names.name_of(*partition));
        list.push(' ');
        list.push_str(&offset.0.to_string());
    }
    list
}

fn add(list: &mut String, one: &str) {
    if !list.is_empty() {
        list.push_str(", ");
    }
    list.push_str(one);
}
