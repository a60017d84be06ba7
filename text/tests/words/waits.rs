//! Why something waits, written down: `tests/golden/waits.txt` reads as documentation. Each chain is what
//! the engine says of a run in which that happens.

use std::fmt::Write as _;

use crate::golden_file::same_as_golden;
use crate::scenes::{self, Scene};
use highwater_core::explain::wait::{End, Explanation, Reason, why};
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
            shown.push(kind_of(&reason));
        }
    }
    let missing: Vec<&str> = REASONS
        .iter()
        .copied()
        .filter(|kind| !shown.iter().any(|shown| shown == kind))
        .collect();
    assert_eq!(missing, [""; 0]);
}

fn kind_of(reason: &Reason) -> String {
    let debug = match reason {
        Reason::Producer(reason) => format!("{reason:?}"),
        Reason::Group(reason) => format!("{reason:?}"),
        reason => format!("{reason:?}"),
    };
    let end = debug.find(['(', ' ', '{']).unwrap_or(debug.len());
    debug[..end].to_owned()
}

const REASONS: [&str; 86] = [
    "AboveHighWatermark",
    "AckNeedsHighWatermark",
    "AdminAsks",
    "AsksToServe",
    "AwaitsAssignment",
    "AwaitsLeader",
    "AwaitsMembers",
    "Behind",
    "Broken",
    "BufferFull",
    "CatchesUp",
    "Closes",
    "Closes",
    "Commits",
    "CommitRefused",
    "CommitsFirst",
    "CouldNotConnect",
    "DeletionNeedsLogStart",
    "Down",
    "EarlierFirst",
    "Fenced",
    "FetchNeedsData",
    "FetcherPauses",
    "FirstRebalance",
    "Flushes",
    "Forgotten",
    "Frozen",
    "Gone",
    "HasToApply",
    "HearsWithHeartbeat",
    "Held",
    "HeldBack",
    "HeldBy",
    "HoldsBuffer",
    "InCall",
    "InFlight",
    "IsFree",
    "Joins",
    "JoinsWithNextFetch",
    "KnowsNoLeader",
    "LacksRecords",
    "Lags",
    "Lingers",
    "Loads",
    "LooksLate",
    "LooksWithNextFetch",
    "Moves",
    "MustJoin",
    "NeedsMetadata",
    "NeedsProducerId",
    "NoCoordinator",
    "NoLeader",
    "NoOffsetsTopic",
    "NoPosition",
    "NoRoom",
    "NobodyElectable",
    "NobodyPolls",
    "NotConnected",
    "NotEligible",
    "NotInMetadata",
    "NothingLeft",
    "NothingToRead",
    "OneAtATime",
    "OnlyElectable",
    "OnlyTogether",
    "OtherProposalFirst",
    "OutsideIsr",
    "Pauses",
    "Processes",
    "ProposalRefused",
    "Proposed",
    "ReadsLate",
    "Reconciles",
    "RecordsNeedHighWatermark",
    "SessionOfPrevious",
    "StartsEarlier",
    "Stopped",
    "Superseded",
    "Unacknowledged",
    "Unanswered",
    "UncleanOff",
    "UnderMinIsr",
    "Unread",
    "Unregistered",
    "Unsent",
    "WaitsToStop",
];

#[test]
fn how_long_it_is_from_now_is_said_in_milliseconds_then_in_seconds() {
    for (us, en, ko) in [
        (0, "now", "지금"),
        (1, "in 1 ms", "1 ms 뒤"),
        (12_000, "in 12 ms", "12 ms 뒤"),
        (999_001, "in 1.0 s", "1.0초 뒤"),
        (4_230_000, "in 4.2 s", "4.2초 뒤"),
        (120_000_000, "in 120.0 s", "120.0초 뒤"),
    ] {
        assert_eq!(Lang::ALL.map(|lang| left(lang, Span(us))), [en, ko]);
    }
}
