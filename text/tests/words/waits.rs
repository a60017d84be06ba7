//! Why something waits, written down: `tests/golden/waits.txt` reads as documentation. Each chain is what
//! the engine says of a run in which that happens.

use std::fmt::Write as _;

use crate::golden_file::same_as_golden;
use crate::scenes::{self, Scene};
use highwater_core::explain::wait::{
    Clock, End, Explanation, GroupReason, ProducerReason, Reason, why,
};
use highwater_core::sim::World;
use highwater_core::time::Span;
use highwater_text::wait::{Teller, end, left, question, reason, title};
use highwater_text::{Lang, meaning};

#[test]
fn every_kind_of_wait_reads_as_it_is_written_down() {
    let mut text = String::from(
        "Why something waits: what it is, what is asked, the reasons (each the reason of the one \
         before), and what ends it, what comes first before the rest.\n",
    );
    for scene in scenes::all() {
        let Scene { name, world, wait } = scene;
        let explained = why(&world, wait).unwrap_or_else(|| panic!("{name}: nothing waits"));
        let _ = writeln!(text, "\n{name}");
        for lang in Lang::ALL {
            let _ = writeln!(text, "  {}", title(lang, wait, &world));
            let _ = writeln!(text, "  {}", question(lang, wait));
            write_chain(&mut text, lang, &world, &explained);
        }
    }
    same_as_golden("waits.txt", &text);
}

fn write_chain(text: &mut String, lang: Lang, world: &World, explained: &Explanation) {
    let words = &meaning::in_language(lang);
    let names = world.metadata();
    let teller = Teller { lang, words, names };
    for one in &explained.reasons {
        let _ = writeln!(text, "    ← {}", reason(teller, one));
    }
    for one in &explained.ends {
        let what = end(teller, one, world.network());
        let when = one.at().map(|at| left(lang, at.since(world.now())) + ": ");
        let setting = match one {
            End::Clock { clock, .. } => clock.setting(),
            _ => None,
        };
        let setting = setting.map(|key| format!(" ({key})"));
        let (when, setting) = (when.unwrap_or_default(), setting.unwrap_or_default());
        let _ = writeln!(text, "    → {when}{what}{setting}");
    }
}

#[test]
fn the_scenes_show_every_reason() {
    let mut shown = Vec::new();
    for Scene { world, wait, .. } in scenes::all() {
        let explained = why(&world, wait);
        for reason in explained.map(|it| it.reasons).unwrap_or_default() {
            shown.extend(names_of(&reason));
        }
    }
    let all = [NAMES, NAMES_OF_PRODUCERS, NAMES_OF_GROUPS].concat();
    let missing: Vec<&str> = all.into_iter().filter(|it| !shown.contains(it)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_scenes_show_every_clock() {
    let mut shown = Vec::new();
    for Scene { world, wait, .. } in scenes::all() {
        let explained = why(&world, wait);
        for end in explained.map(|it| it.ends).unwrap_or_default() {
            if let End::Clock { clock, .. } = end {
                shown.push(name_of_clock(&clock));
            }
        }
    }
    let all = NAMES_OF_CLOCKS.iter().copied();
    let missing: Vec<&str> = all.filter(|it| !shown.contains(it)).collect();
    assert_eq!(missing, [""; 0]);
}

/// What a reason is called; of one of a client, also what that is.
fn names_of(reason: &Reason) -> Vec<&'static str> {
    let mut names = vec![name_of(reason)];
    match reason {
        Reason::Producer(reason) => names.push(name_of_producers(reason)),
        Reason::Group(reason) => names.push(name_of_groups(reason)),
        _ => {}
    }
    names
}

/// The names of all reasons of a kind, and which of them one has: a new one does not compile before it stands here,
/// and then a scene has to show it.
macro_rules! names {
    ($names:ident, $name:ident, $kind:ident: $($reason:ident)*) => {
        const $names: &[&str] = &[$(concat!(stringify!($kind), "::", stringify!($reason))),*];

        const fn $name(reason: &$kind) -> &'static str {
            match reason {
                $($kind::$reason { .. } => concat!(stringify!($kind), "::", stringify!($reason)),)*
            }
        }
    };
}

names! {
    NAMES, name_of, Reason:
    AckNeedsHighWatermark
    LooksLate
    HeldBack
    LooksWithNextFetch
    UnderMinIsr
    Superseded
    Down
    Frozen
    InFlight
    Held
    Behind
    Stopped
    NotConnected
    Unread
    ReadsLate
    Broken
    Forgotten
    Unacknowledged
    Unreachable
    FetcherPauses
    NeedsMetadata
    FetchNeedsData
    AboveHighWatermark
    OutsideIsr
    LacksRecords
    NotEligible
    JoinsWithNextFetch
    Proposed
    OtherProposalFirst
    ProposalRefused
    NoLeader
    OnlyElectable
    LeavesElr
    OnlyTogether
    NobodyElectable
    UncleanOff
    Fenced
    Unregistered
    SessionOfPrevious
    CatchesUp
    AsksToServe
    RegistrationReplaced
    WaitsToStop
    HasToApply
    Closes
    Moves
    Unanswered
    Unsent
    KnowsNoLeader
    CouldNotConnect
    NoRoom
    NotInMetadata
    NothingToRead
    EndUnknown
    BeyondHighWatermark
    ReadWhatIsGone
    OutOfRange
    RefusesRecords
    Lags
    NoPosition
    AdminAsks
    DeletionNeedsLogStart
    StartsEarlier
    Producer
    Group
}

names! {
    NAMES_OF_PRODUCERS, name_of_producers, ProducerReason:
    Lingers
    OneAtATime
    EarlierFirst
    NeedsProducerId
    BufferFull
    HoldsBuffer
    Flushes
    Closes
}

names! {
    NAMES_OF_GROUPS, name_of_groups, GroupReason:
    MustJoin
    Joins
    AwaitsAssignment
    Reconciles
    GivesUp
    Acknowledges
    TakesNote
    FirstRebalance
    AwaitsMembers
    AwaitsLeader
    Gone
    HearsWithHeartbeat
    Processes
    NobodyPolls
    PausedPartition
    InCall
    RecordsNeedHighWatermark
    HeldBy
    GivenUpBy
    StillAssigned
    NoMemberLeft
    KeepsPlace
    IsFree
    NoCoordinator
    NoOffsetsTopic
    Loads
    Pauses
    CommitsFirst
    NothingLeft
    Commits
    CommitRefused
}

#[test]
fn how_long_it_is_from_now_is_said_in_milliseconds_then_in_seconds() {
    for (us, en, ko) in [
        (0, "now", "지금"),
        (1, "in 1 ms", "1 ms 뒤"),
        (12_000, "in 12 ms", "12 ms 뒤"),
        (999_500, "in 1.0 s", "1.0초 뒤"),
        (4_230_000, "in 4.2 s", "4.2초 뒤"),
        (120_000_000, "in 120 s", "120초 뒤"),
    ] {
        assert_eq!(Lang::ALL.map(|lang| left(lang, Span(us))), [en, ko]);
    }
}

names! {
    NAMES_OF_CLOCKS, name_of_clock, Clock:
    ProduceExpires
    DeletionExpires
    FetchExpires
    LooksLate
    Reads
    ConnectionEnds
    AnswerTimesOut
    JoinTimesOut
    SessionEnds
    LeavesIsr
    FetchesAgain
    SpeaksToController
    FetchesMetadata
    Stops
    HasClosed
    ProposesAgain
    ElectsUncleanly
    LingerEnds
    RetriesBatch
    Reconnects
    DeliveryTimesOut
    SendTimesOut
    CloseTimesOut
    AsksForProducerId
    AsksForCoordinator
    Loaded
    LosesCoordinator
    JoinsAgain
    Heartbeats
    FirstRebalanceEnds
    JoinEnds
    SyncEnds
    RevocationEnds
    MemberSessionEnds
    WriteExpires
    Processed
    PollIntervalEnds
    LeavesUnpolled
    CommitsAgain
    CallTimesOut
    ConsumerCloses
    AsksForMetadata
    AsksAgain
}
