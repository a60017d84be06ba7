//! The gates: what is only needed once somebody looks closer.
//!
//! A first visit does without all of it, so the published site keeps it in a wasm file of its own, which is
//! fetched when somebody picks something, does something or opens the sandbox. A function of this module
//! is a gate: what is reached through gates alone stands in that file, and whoever calls a gate asks
//! [`Store::deferred`](crate::store::Store::deferred) first whether it is there. Where the site is not
//! split, as while one works on it, it always is.

use highwater_text::Lang;
use highwater_text::course::Words;

use crate::page::sandbox;
use crate::panel::facts::{self, Facts};
use crate::panel::wait;
use crate::route::Page;
use crate::session::Session;
use crate::store::Store;
use crate::view::Node;

/// What there is to say of what is picked.
#[inline(never)]
pub fn facts_of(session: &Session, words: &Words, lang: Lang) -> Facts {
    facts::of(session, words, lang)
}

/// The head of the sandbox.
#[inline(never)]
pub fn sandbox_head(store: Store, lang: Lang) -> Node {
    sandbox::sandbox_head(store, lang)
}

/// The list of clusters to break, and of those that are kept.
#[inline(never)]
pub fn presets_page(store: Store, lang: Lang) -> Node {
    sandbox::presets_page(store, lang)
}

/// The form that builds a cluster.
#[inline(never)]
pub fn build_page(store: Store, lang: Lang) -> Node {
    sandbox::build_page(store, lang)
}

/// Brings the session to where an address of the sandbox says.
#[inline(never)]
pub fn follow_in_sandbox(store: Store, page: &Page, lang: Lang) {
    store.follow_in_sandbox(page, lang);
}

/// Keeps the sandbox that is open.
#[inline(never)]
pub fn keep_sandbox(store: Store) {
    store.keep_sandbox();
}

/// Why what is picked waits, or what waits at all.
#[inline(never)]
pub fn wait_section(store: Store, lang: Lang) -> Node {
    wait::wait_section(store, lang).done()
}

/// The same in a line under the picture.
#[inline(never)]
pub fn wait_line(store: Store, lang: Lang) -> Node {
    wait::wait_line(store, lang).done()
}
