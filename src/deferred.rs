//! The gates: what is only needed once somebody looks closer.
//!
//! A first visit does without all of it, so the published site keeps it in a wasm file of its own, which is
//! fetched when somebody picks something, does something, looks something up or opens the sandbox. A function
//! of this module is a gate: what is reached through gates alone stands in that file, and whoever calls a gate
//! asks [`Store::deferred`](crate::store::Store::deferred) first whether it is there. Where the site is not
//! split, as while one works on it, it always is.

use highwater_core::timeline::Timeline;
use highwater_text::Lang;
use highwater_text::course::Words;

use crate::home;
use crate::page::{self, sandbox};
use crate::panel::dock::dock_here;
use crate::panel::facts::{self, Facts};
use crate::panel::faults;
use crate::panel::inspector;
use crate::panel::loss;
use crate::panel::status;
use crate::panel::wait;
use crate::panel::{self, commands};
use crate::platform::page::add_style as add_to_page;
use crate::route::Page;
use crate::session::{Form, Place, Session};
use crate::store::{Look, Store};
use crate::view::Node;

/// Gives the page the style of what stands behind these gates alone.
#[inline(never)]
pub fn add_style() {
    add_to_page(concat!(
        include_str!("../style/charts.css"),
        include_str!("../style/closer.css"),
        include_str!("../style/control-plane.css"),
        include_str!("../style/group.css"),
        include_str!("../style/logs.css"),
        include_str!("../style/lookup.css"),
        include_str!("../style/producer.css"),
        include_str!("../style/sandbox.css"),
        include_str!("../style/wait.css")
    ));
}

/// What there is to say of what is picked.
#[inline(never)]
pub fn facts_of(session: &Session, words: &Words, lang: Lang) -> Facts {
    facts::of(session, words, lang)
}

/// The state of what is picked.
#[inline(never)]
pub fn state(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    inspector::state_here(store, lang, facts)
}

/// The way from the picture to what is picked.
#[inline(never)]
pub fn way_to_picked(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    inspector::way_to_picked(store, lang, facts)
}

/// What the inspector tells besides of what is picked: what belongs to it, and Kafka's own words.
#[inline(never)]
pub fn details(store: Store, lang: Lang, facts: Look<Facts>) -> Node {
    inspector::details(store, lang, facts)
}

/// A form of the inspector, for a command that needs to be told more.
#[inline(never)]
pub fn form(store: Store, lang: Lang, form: Form) -> Node {
    match form {
        Form::StartProducer | Form::StartConsumer => sandbox::add_client(store, lang, form),
        _ => commands::form::form(store, lang, form),
    }
}

/// What became of what was asked for, where it was asked.
#[inline(never)]
pub fn reply(store: Store, lang: Lang, place: Place) -> Node {
    commands::reply::reply(store, lang, place)
}

/// Has a session's run watched for what breaks, measured where there are charts of it, and a journal kept where
/// that is read. What that takes is reached by its address alone.
#[inline(never)]
pub fn watch(session: &mut Session) {
    session.watch_by(Timeline::watch);
    session.sample_by(Timeline::sample);
    session.keep_journal_by(Timeline::keep_journal);
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

/// What the help sheet says.
#[inline(never)]
pub fn help_content(store: Store, lang: Lang) -> Node {
    panel::help_content(store, lang)
}

/// The legend.
#[inline(never)]
pub fn legend_page(store: Store, lang: Lang) -> Node {
    page::legend_page(store, lang)
}

/// The glossary, at one of its terms or at its beginning.
#[inline(never)]
pub fn glossary_page(store: Store, lang: Lang, term: Option<&str>) -> Node {
    page::glossary_page(store, lang, term)
}

/// Brings the session to where the address of one of these pages says.
#[inline(never)]
pub fn follow(store: Store, page: &Page, lang: Lang) {
    store.follow_deferred(page, lang);
}

/// Whether a session's cluster is that of the home page.
#[inline(never)]
pub fn is_home_cluster(session: &Session) -> bool {
    *session.world().scenario() == *home::scenario()
}

/// Keeps the sandbox that is open.
#[inline(never)]
pub fn keep_sandbox(store: Store) {
    store.keep_sandbox();
}

/// Goes on with what was done when a lesson's cluster had been taken over before.
#[inline(never)]
pub fn take_up(store: Store, session: &mut Session) {
    store.take_up(session);
}

/// What was lost last, as it is announced.
#[inline(never)]
pub fn lost(session: &Session, words: &Words, lang: Lang) -> String {
    status::lost(session, words, lang)
}

/// What was lost last, in a line.
#[inline(never)]
pub fn latest_loss(store: Store, lang: Lang) -> Node {
    loss::latest_loss(store, lang)
}

/// What is broken, and how it is mended.
#[inline(never)]
pub fn fault_list(store: Store, lang: Lang) -> Node {
    faults::fault_list(store, lang).done()
}

/// What was just done, beside the heading of its group.
#[inline(never)]
pub fn done_beside(store: Store, lang: Lang, place: Place) -> Node {
    commands::reply::done_beside(store, lang, place)
}

/// Nothing is built any more.
#[inline(never)]
pub fn leave_builder(store: Store) {
    store.leave_builder();
}

/// What was lost up to the playhead.
#[inline(never)]
pub fn losses(store: Store, lang: Lang) -> Node {
    loss::losses(store, lang)
}

/// The room under the picture, and what stands in it.
#[inline(never)]
pub fn dock(store: Store, lang: Lang) -> Node {
    dock_here(store, lang)
}

/// Whether what is picked waits, in short.
#[inline(never)]
pub fn wait_lead(store: Store, lang: Lang) -> Node {
    wait::wait_lead(store, lang)
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
