//! The legend: what each drawing means. The pictures themselves are the stage's, by [`Drawing`].
//!
//! The table is for the host. The app fetches it in one language, as [`course::Legend`].

mod table;

pub use table::ITEMS;

use crate::course::{self, LegendGroup, LegendItem};
use crate::{Lang, Text};

/// Something that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Drawing {
    /// A record.
    Record,
    /// How many records are not shown.
    Count,
    /// A record of a later leader epoch.
    RecordOfLaterEpoch,
    /// A record above the high watermark.
    RecordAboveHighWatermark,
    /// Records that were appended together.
    Batch,
    /// A record that was cut off.
    Truncated,
    /// The water.
    Water,
    /// The mark of the high watermark.
    HighWatermark,
    /// The mark of the log end offset.
    LogEndOffset,
    /// What a leader knows of its followers.
    KnownEnds,
    /// The mark of a consumer's position.
    Position,
    /// The mark of what a group has committed.
    CommittedOffset,
    /// The badge of a leader.
    Leader,
    /// The badge of a follower in sync.
    InSync,
    /// The badge of a follower out of sync.
    OutOfSync,
    /// The badge of a replica on a fenced broker.
    Fenced,
    /// The badge of a replica on a dead broker.
    Crashed,
    /// The badge of an eligible leader replica.
    Eligible,
    /// The badge of the last known leader.
    LastKnownLeader,
    /// The badge of a leader that was elected uncleanly.
    Recovering,
    /// What the controller has recorded of a replica.
    Recorded,
    /// The mark of a partition without a leader.
    Offline,
    /// The badge of a replica on a frozen broker.
    Frozen,
    /// The mark of a broker that is isolated.
    Isolated,
    /// The mark of a broker that may not stop yet.
    ControlledShutdown,
    /// The mark of a broker's rack.
    Rack,
    /// The mark of a broker that coordinates groups.
    Coordinator,
    /// The marks of a slow broker and of a slow disk.
    Slow,
    /// The mark of messages that a broker has not read.
    Unread,
    /// The note of acks that wait.
    AcksWait,
    /// The mark of a fetch that waits.
    FetchWaits,
    /// A link that is cut one way.
    OneWayCut,
    /// A link that is slow.
    SlowLink,
    /// A record of the metadata log.
    MetadataRecord,
    /// How far a broker has applied the metadata log.
    MetadataApplied,
    /// What is left of a broker's session.
    Session,
    /// A request.
    Request,
    /// A response.
    Response,
    /// A response that carries an error.
    ErrorResponse,
    /// A heartbeat or another message of every day.
    RoutineMessage,
    /// A message that somebody holds.
    HeldMessage,
    /// The mark of a message that was lost.
    LostMessage,
    /// A link that is cut.
    CutLink,
    /// A producer.
    Producer,
    /// The marks of a producer's records.
    ProducerRecords,
    /// A consumer.
    Consumer,
    /// Where a member's application is, and what is left of its times.
    Member,
    /// The controller.
    Controller,
    /// What this step is not about.
    Dimmed,
    /// The marks above the time.
    TimeMarks,
    /// The marks of events in their list.
    EventMarks,
}

/// What a group of drawings is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A log.
    Log,
    /// How a replica stands.
    Replica,
    /// Messages and links.
    Network,
    /// Who takes part.
    Actor,
    /// The control plane.
    ControlPlane,
    /// Time, and what happens.
    Time,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::Log,
        Self::Replica,
        Self::Network,
        Self::Actor,
        Self::ControlPlane,
        Self::Time,
    ];

    /// Its heading.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Log => Text::new("A log", "로그"),
            Self::Replica => Text::new("The state of a replica", "레플리카의 상태"),
            Self::Network => Text::new("Messages and links", "메시지와 연결"),
            Self::Actor => Text::new("Who takes part", "구성 요소"),
            Self::ControlPlane => Text::new("The control plane", "컨트롤 플레인"),
            Self::Time => Text::new("Time and events", "시간과 이벤트"),
        }
    }
}

/// One line of the legend.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// What is drawn.
    pub drawing: Drawing,
    /// Where it belongs.
    pub group: Group,
    /// What it is called.
    pub name: Text,
    /// What it looks like and means.
    pub meaning: Text,
    /// The glossary's term, where there is one.
    pub term: Option<&'static str>,
}

/// The legend in one language, as the app fetches it.
#[must_use]
pub fn in_language(lang: Lang) -> course::Legend {
    let item = |item: &Item| LegendItem {
        drawing: item.drawing,
        name: item.name.get(lang).to_owned(),
        meaning: item.meaning.get(lang).to_owned(),
        term: item.term.map(str::to_owned),
    };
    let group = |group: Group| LegendGroup {
        title: group.title().get(lang).to_owned(),
        items: ITEMS
            .iter()
            .filter(|one| one.group == group)
            .map(item)
            .collect(),
    };
    course::Legend {
        groups: Group::ALL.map(group).into(),
    }
}
