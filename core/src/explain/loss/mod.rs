//! A loss, told: which record, what was promised of it, how it came about, and what would have kept it.
//!
//! ```text
//! what broke (timeline) ─► story: what became of the record, read from the traces
//!                              ├─► chain: the events that led to it, each with its part
//!                              │     (hindrance: why a follower never had the record)
//!                              ├─► aftermath: who has a copy still, at the playhead
//!                              ├─► way: what it comes down to
//!                              └─► remedy: what would have kept this record
//! ```
//!
//! Nothing here knows a case by name. The story follows the record from its producer into logs and out of
//! them; the rest are readings of that. What is there twice or at the wrong place (`writing`), and what a group
//! has worked on twice or never (`work`), is told in the same form.

mod aftermath;
mod attempts;
mod chain;
mod hindrance;
mod links;
mod past;
mod remedy;
mod role;
mod story;
mod work;
mod writing;

pub use aftermath::copies;
pub use remedy::Remedy;
pub use role::{Link, Role};

use std::sync::Arc;

use crate::check::{Breach, Invariant};
use crate::config::Semantics;
use crate::id::{BrokerId, Offset, TopicPartition, TraceId};
use crate::log::Record;
use crate::timeline::{Broken, Position, Timeline};
use crate::trace::Election;
use crate::wire::Acks;
use past::Past;
use story::Story;

/// Something that broke, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What is lost.
    pub kind: LossKind,
    /// Of which partition, where it is about one.
    pub partition: Option<TopicPartition>,
    /// Where in the log, where a log ever had it.
    pub offset: Option<Offset>,
    /// Which group it is about, where that is what a group did.
    pub group: Option<Arc<str>>,
    /// Key and value, where they are known.
    pub record: Option<Record>,
    /// What people count on.
    pub promise: Promise,
    /// Whether this configuration promises it: if so, it is the rules of that time that broke it.
    pub promised: bool,
    /// What it comes down to.
    pub way: Way,
    /// What happened that broke it.
    pub broken_at: TraceId,
    /// The moment of that.
    pub at: Position,
    /// The events that led to it, in order of time.
    pub cause: Vec<Link>,
    /// What would have kept it: what this configuration has not, the surest first.
    pub kept_by: Vec<Remedy>,
    /// Whether the record is on a leader again at the playhead.
    pub returned: bool,
    /// By what those who still had it then have lost it since, up to the playhead.
    pub since: Vec<Link>,
    /// Who still has it at the playhead, though no leader does.
    pub copies: Vec<BrokerId>,
}

/// What is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossKind {
    /// A record that its producer counts as sent has never reached a log.
    NeverArrived,
    /// A record that its producer counts as sent is on no leader, and on no replica that may lead.
    Gone,
    /// A record that a consumer was handed is gone, or another stands in its place.
    ReadAndGone,
    /// Two replicas differ in what both hold to be committed.
    LogsDiffer,
    /// A record is in the log twice.
    WrittenTwice,
    /// A record stands behind one that its producer was handed after it.
    OutOfOrder,
    /// A group has worked on a record again.
    ProcessedTwice,
    /// A group has committed a record, and nobody will work on it.
    Skipped,
    /// Another invariant.
    Invariant(Invariant),
}

/// What people count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// What an acknowledgement with these acks means.
    Acknowledged(Acks),
    /// What was read stays as it was read.
    Read,
    /// Logs agree in what is committed.
    Invariant(Invariant),
}

/// What a loss comes down to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The request never reached a log.
    RequestLost,
    /// A leader that was deposed and had not heard of it took the record.
    DeposedLeader,
    /// A replica without the record was elected.
    Elected(Election),
    /// A replica that had the record lost what had not reached its disk.
    Unflushed,
    /// A replica that had the record cut it off.
    Truncated,
    /// A producer sent again what a leader had.
    SentAgain,
    /// An idempotent producer sent it again in another epoch, with another sequence.
    NewEpoch,
    /// A later record got in while the producer was about to send it again.
    Overtaken,
    /// A leader that knew nothing of an idempotent producer took a later record first.
    UnknownSequence,
    /// What was worked on was not committed yet.
    Uncommitted,
    /// The same, as the application was away from `poll` for too long.
    PolledTooLate,
    /// The group had gone on without a member, which did not know so and read on from where it was.
    WentOn,
    /// It was committed before it was worked on.
    CommittedFirst,
    /// A consumer that was closed committed what its application had in hand.
    CommittedAtClose,
    /// The application passed over what it could not process.
    PassedOver,
    /// None of these.
    Other,
}

impl Loss {
    /// Tells what broke in a run.
    #[must_use]
    pub fn of(timeline: &Timeline, broken: &Broken) -> Self {
        let kind = kind_of(broken);
        let (past, breach) = (Past::of(timeline, broken), &broken.breach);
        let account = match kind {
            LossKind::WrittenTwice | LossKind::OutOfOrder => writing::account(&past, breach),
            LossKind::ProcessedTwice | LossKind::Skipped => work::account(&past, breach),
            LossKind::NeverArrived
            | LossKind::Gone
            | LossKind::ReadAndGone
            | LossKind::LogsDiffer
            | LossKind::Invariant(_) => account_of(&past, breach),
        };
        let returned = is_back(timeline, broken);
        let is_told = !returned && broken.step <= timeline.position().step;
        let copies = match kind {
            LossKind::Gone | LossKind::ReadAndGone if is_told => {
                aftermath::copies(timeline.world(), breach)
            }
            _ => Vec::new(),
        };
        Self {
            kind,
            partition: broken.breach.partition,
            offset: broken.breach.offset,
            group: account.group,
            record: account.record,
            promise: account.promise,
            promised: is_promised(timeline, broken, account.promise, account.way),
            way: account.way,
            broken_at: broken.trace,
            at: timeline.position_of(broken),
            cause: account.cause,
            kept_by: account.kept_by,
            returned,
            since: account.since,
            copies,
        }
    }
}

/// What is read from the traces of something that broke.
struct Account {
    group: Option<Arc<str>>,
    record: Option<Record>,
    promise: Promise,
    way: Way,
    cause: Vec<Link>,
    kept_by: Vec<Remedy>,
    since: Vec<Link>,
}

/// What became of a record that is lost.
fn account_of(past: &Past<'_>, breach: &Breach) -> Account {
    let story = Story::of(past, breach);
    let way = story.way();
    let record = breach.record;
    Account {
        group: None,
        record: record.and_then(|id| past.record(id, story.place())),
        promise: promise_of(breach, &story),
        way,
        cause: chain::links(&story),
        kept_by: remedy::kept_by(&story, way),
        since: aftermath::since(&story),
    }
}

/// Whether the record has come back by the playhead.
fn is_back(timeline: &Timeline, broken: &Broken) -> bool {
    let here = timeline.position().step;
    broken.returned.is_some_and(|at| at <= here)
}

/// What is lost.
#[must_use]
pub fn kind_of(broken: &Broken) -> LossKind {
    let Breach {
        invariant,
        offset,
        record,
        ..
    } = broken.breach;
    match invariant {
        Invariant::AckedDurable if offset.is_none() => LossKind::NeverArrived,
        Invariant::AckedDurable => LossKind::Gone,
        Invariant::ConsistentRead if record.is_some() => LossKind::ReadAndGone,
        Invariant::LogMatching => LossKind::LogsDiffer,
        Invariant::NoDuplicates => LossKind::WrittenTwice,
        Invariant::ProducerOrder => LossKind::OutOfOrder,
        Invariant::AtMostOnce => LossKind::ProcessedTwice,
        Invariant::NoSkip => LossKind::Skipped,
        other => LossKind::Invariant(other),
    }
}

fn promise_of(breach: &Breach, story: &Story<'_>) -> Promise {
    match breach.invariant {
        Invariant::AckedDurable => Promise::Acknowledged(story.acks),
        Invariant::ConsistentRead if breach.record.is_some() => Promise::Read,
        other => Promise::Invariant(other),
    }
}

/// acks=all promises that a record survives as long as one in-sync replica does, with its disk, and no
/// election passes over all of them. Everything but I1 is promised, unless an unclean election had its
/// price.
fn is_promised(timeline: &Timeline, broken: &Broken, promise: Promise, way: Way) -> bool {
    let semantics = timeline.world().scenario().broker_config.semantics;
    match promise {
        Promise::Acknowledged(Acks::All) => {
            let by_rule = matches!(
                way,
                Way::Truncated
                    | Way::Other
                    | Way::Elected(
                        Election::Clean | Election::Preferred | Election::EligibleLeaderReplica
                    )
            );
            by_rule && semantics != Semantics::TODAY
        }
        Promise::Acknowledged(_) => false,
        Promise::Read | Promise::Invariant(_) => broken.invariant,
    }
}

/// What broke in a run up to the playhead, the latest first. What broke by the same event, as several
/// records in a row do, stands together, and so does what one consumer works on again.
#[must_use]
pub fn losses_so_far(timeline: &Timeline) -> Vec<Arc<[Broken]>> {
    let mut together = Broken::together(timeline.broken_so_far());
    together.reverse();
    together.into_iter().map(Arc::from).collect()
}
