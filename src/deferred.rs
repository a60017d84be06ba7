//! The gates: what is only needed once somebody looks closer.
//!
//! A first visit does without all of it, so the published site keeps it in a wasm file of its own, which is
//! fetched when somebody picks something, does something or opens the sandbox. A function of this module
//! is a gate: what is reached through gates alone stands in that file, and whoever calls a gate asks
//! [`Store::deferred`](crate::store::Store::deferred) first whether it is there. Where the site is not
//! split, as while one works on it, it always is.

use highwater_text::Lang;
use highwater_text::course::Words;

use crate::panel::facts::{self, Facts};
use crate::panel::inspector;
use crate::session::Session;
use crate::store::{Look, Store};
use crate::view::Node;

/// What there is to say of what is picked.
#[inline(never)]
pub fn facts_of(session: &Session, words: &Words, lang: Lang) -> Facts {
    facts::of(session, words, lang)
}

/// What the inspector tells besides of what is picked: its state, what belongs to it, and Kafka's own words.
#[inline(never)]
pub fn details(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    inspector::details(store, lang, facts)
}
