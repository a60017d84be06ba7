//! What is told of what waits: the chain of reasons of one thing, and the list of all.

use highwater_core::command::Command;
use highwater_core::explain::wait::{End, Wait, waits, why};
use highwater_core::sim::World;
use highwater_core::time::Time;
use highwater_text::Lang;
use highwater_text::course::Words;
use highwater_text::wait::{Teller, end, question, reason, title};

use super::selection::{concerns, selection_of, shown_by};
use crate::session::{Selection, Session};

/// So many things that wait are listed at most.
const LISTED_MAX: usize = 8;

/// Why one thing waits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chain {
    /// What waits.
    pub title: String,
    /// What is asked of it.
    pub question: &'static str,
    /// The reasons.
    pub reasons: Vec<ReasonLine>,
    /// What ends it.
    pub ends: Vec<EndLine>,
}

/// A reason.
#[derive(Clone, Debug, PartialEq)]
pub struct ReasonLine {
    /// In words.
    pub clause: String,
    /// What it is about, unless that is what is picked.
    pub about: Option<Selection>,
}

/// What ends it.
#[derive(Clone, Debug, PartialEq)]
pub struct EndLine {
    /// In words.
    pub what: String,
    /// When, if it comes by itself.
    pub at: Option<Time>,
    /// The setting behind it.
    pub setting: Option<&'static str>,
    /// What a person may do.
    pub command: Option<Command>,
}

/// What waits at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitList {
    /// Each with what is picked to see why.
    pub shown: Vec<(String, Selection)>,
    /// How many more there are.
    pub left_out: usize,
}

/// Why what is picked waits, in so many chains at most; nothing while the words are not there.
pub fn chains_of(session: &Session, words: &Words, lang: Lang, chains_max: usize) -> Vec<Chain> {
    let mut chains = Vec::new();
    let Some(selection) = session.selection().filter(|_| words.are_there()) else {
        return chains;
    };
    let world = session.world();
    for wait in waits(world) {
        if chains.len() == chains_max {
            break;
        }
        if concerns(world, wait, selection) {
            chains.extend(chain(world, words, lang, wait, selection));
        }
    }
    chains
}

fn chain(
    world: &World,
    words: &Words,
    lang: Lang,
    wait: Wait,
    selection: Selection,
) -> Option<Chain> {
    let explanation = why(world, wait)?;
    let names = world.metadata();
    let teller = Teller { lang, words, names };
    let mut chain = Chain {
        title: title(lang, wait, world),
        question: question(lang, wait),
        ..Chain::default()
    };
    for one in &explanation.reasons {
        let about = one.about().map(shown_by);
        chain.reasons.push(ReasonLine {
            clause: reason(teller, one),
            about: about.filter(|about| *about != selection),
        });
    }
    for one in &explanation.ends {
        let (setting, command) = match one {
            End::Clock { clock, .. } => (clock.setting(), None),
            End::Command(command) => (None, Some(command.clone())),
            End::Arrival { .. } | End::Nothing => (None, None),
        };
        chain.ends.push(EndLine {
            what: end(teller, one, world.network()),
            at: one.at(),
            setting,
            command,
        });
    }
    Some(chain)
}

/// What waits at all, while nothing is picked; what waits when all is well is left out.
pub fn wait_list(session: &Session, lang: Lang) -> WaitList {
    let mut list = WaitList::default();
    if session.selection().is_some() {
        return list;
    }
    let world = session.world();
    for wait in waits(world) {
        if wait.is_routine(world) {
            continue;
        }
        if list.shown.len() == LISTED_MAX {
            list.left_out += 1;
        } else {
            let entry = (title(lang, wait, world), selection_of(world, wait));
            list.shown.push(entry);
        }
    }
    list
}
