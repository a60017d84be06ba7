//! Why what is picked waits, as a chain; what waits at all, while nothing is picked; and the same in a
//! line under the picture.

mod chain;
mod selection;

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::time::Time;
use highwater_text::course::Words;
use highwater_text::wait::left;
use highwater_text::{Lang, say};

use self::chain::{Chain, EndLine, ReasonLine, WaitList};
use super::{button, command_button};
use crate::platform::page;
use crate::store::{Look, Store};
use crate::view::{El, Node, el, live, views};

/// The id of what is told of waits in the inspector.
const WAITS_ID: &str = "waits";

/// So many chains stand under each other at most.
const CHAINS_MAX: usize = 3;

/// So many reasons stand in the line under the picture; the inspector has all of them.
const REASONS_IN_LINE: usize = 4;

/// In the inspector: why what is picked waits, or what waits at all.
pub fn wait_section(store: Store, lang: Lang) -> El {
    let chains = look(store, lang, CHAINS_MAX);
    let listed = store.look(move |session| chain::wait_list(session, lang));
    let told = live(move || {
        let mut told = Vec::new();
        chains.with(|chains| {
            for one in chains.iter() {
                told.push(chain(store, lang, one));
            }
        });
        views(told)
    });
    let list = live(move || views(listed.with(|listed| entries(store, listed))));
    el("div")
        .class("inspector__section waits")
        .attr("id", WAITS_ID)
        .attr("tabindex", "-1")
        .hidden(move || {
            chains.with(|chains| chains.is_empty()) && listed.with(|it| it.shown.is_empty())
        })
        .child(told)
        .child(
            el("h3")
                .class("label")
                .hidden(move || listed.with(|listed| listed.shown.is_empty()))
                .text(lang.pick("What is waiting", "지금 기다리는 것")),
        )
        .child(el("ul").class("waits__list").child(list))
        .child(
            el("p")
                .class("small muted")
                .hidden(move || listed.with(|listed| listed.left_out == 0))
                .live_text(move || {
                    let more = listed.with(|listed| listed.left_out);
                    say!(lang, "and {0} more", "그 밖에 {0}개", more)
                }),
        )
}

/// Beside what is picked, in short, and the way to all of it. It says something at every moment, so that it can stand
/// above buttons.
pub fn wait_lead(store: Store, lang: Lang) -> Node {
    let chains = look(store, lang, 1);
    let listed = store.look(move |session| chain::wait_list(session, lang));
    let lead = Look::new(move || {
        let why = chains.with(|chains| chains.first().map(|it| (it.question, in_short(it))));
        let listed = || listed.with(|listed| all_in_short(listed, lang));
        why.or_else(listed)
            .map(|(question, answer)| [question, " ", &answer].concat())
            .unwrap_or_default()
    });
    let waits = button("waits__pick waits__lead", || page::focus(WAITS_ID))
        .hidden(move || lead.with(String::is_empty))
        .child(live(move || {
            lead.with(|lead| el("span").words(lead).done())
        }));
    let nothing = el("p")
        .class("muted")
        .hidden(move || !lead.with(String::is_empty))
        .live_text(move || without_chains(store, lang).to_owned());
    views(vec![waits, nothing])
}

/// What waits at all, by name.
fn all_in_short(listed: &WaitList, lang: Lang) -> Option<(&'static str, String)> {
    let mut names = String::new();
    for (title, _) in &listed.shown {
        if !names.is_empty() {
            names.push_str(" · ");
        }
        names.push_str(title);
    }
    (!names.is_empty()).then(|| (lang.pick("Waiting:", "기다리는 중:"), names))
}

/// Under the picture: the first of these chains, in short, and the way to all of it. While something is picked it says
/// something, and its place stays when nothing is, so that nothing below it moves.
pub fn wait_line(store: Store, lang: Lang) -> El {
    let chains = look(store, lang, 1);
    let first = move |of: fn(&Chain) -> String| {
        chains
            .with(|chains| chains.first().map(of))
            .unwrap_or_default()
    };
    let nothing = move || chains.with(|chains| chains.is_empty());
    let answer = move || match nothing() {
        true => without_chains(store, lang).to_owned(),
        false => first(in_short),
    };
    let is_idle = store.look(|session| session.selection().is_none());
    let line = el("span")
        .class("wait-line__text")
        .child(el("strong").live_text(move || first(|chain| chain.question.to_owned())))
        .text(" ")
        .child(el("span").live_text(answer));
    button("wait-line", || page::focus(WAITS_ID))
        .live("class", move || {
            let class = match is_idle.get() {
                true => "wait-line wait-line--idle",
                false => "wait-line",
            };
            Some(class.to_owned())
        })
        .flag("disabled", nothing)
        .child(line)
}

/// What is said where no chain is: that nothing waits, unless it could not be told if something did.
fn without_chains(store: Store, lang: Lang) -> &'static str {
    match store.say(Words::are_there) {
        true => lang.pick(
            "Nothing is held up here.",
            "여기서 막혀 있는 것은 없습니다.",
        ),
        false => lang.pick(
            "The explanations are not there yet.",
            "설명 파일을 아직 받지 못했습니다.",
        ),
    }
}

fn look(store: Store, lang: Lang, chains_max: usize) -> Look<Arc<[Chain]>> {
    store.look(move |session| {
        store.peek(|state| chain::chains_of(session, &state.words, lang, chains_max).into())
    })
}

fn in_short(chain: &Chain) -> String {
    let mut line = String::new();
    for reason in chain.reasons.iter().take(REASONS_IN_LINE) {
        line.push_str(if line.is_empty() { "" } else { " ← " });
        line.push_str(&reason.clause);
    }
    if chain.reasons.len() > REASONS_IN_LINE {
        line.push_str(" ← …");
    }
    line
}

/// One chain: what is asked, the reasons, and what ends it.
fn chain(store: Store, lang: Lang, chain: &Chain) -> El {
    let mut reasons = Vec::new();
    for reason in &chain.reasons {
        reasons.push(reason_line(store, reason));
    }
    let mut ends = Vec::new();
    for end in &chain.ends {
        ends.push(end_line(store, lang, end));
    }
    el("section")
        .class("waits__chain")
        .attr(
            "aria-label",
            lang.pick("Why is it waiting?", "왜 기다리나요?"),
        )
        .child(el("h3").class("label").text(chain.question))
        .child(el("p").class("small muted").text(&chain.title))
        .child(el("ol").class("waits__reasons").child(views(reasons)))
        .child(el("p").class("label").text(lang.pick(
            "What ends or changes it",
            "무엇이 이 대기를 끝내거나 바꾸나요?",
        )))
        .child(el("ul").class("waits__ends").child(views(ends)))
}

fn reason_line(store: Store, reason: &ReasonLine) -> El {
    let line = el("li");
    match reason.about {
        Some(about) => {
            let pick = move || store.go_to_thing(about);
            line.child(button("waits__pick", pick).words(&reason.clause))
        }
        None => line.words(&reason.clause),
    }
}

/// What comes by itself stands with the time left, which follows the playhead; what a person may do is a
/// button.
fn end_line(store: Store, lang: Lang, end: &EndLine) -> El {
    let line = el("li");
    match (end.at, &end.command) {
        (Some(at), _) => line
            .child(time_left(store, lang, at))
            .child(el("span").text(&end.what))
            .child(end.setting.map(|key| el("code").class("small").text(key))),
        (None, Some(command)) => line.child(act(store, command, &end.what)),
        (None, None) => line.child(el("span").text(&end.what)),
    }
}

fn time_left(store: Store, lang: Lang, at: Time) -> El {
    el("span")
        .class("waits__left")
        .live_text(move || left(lang, at.since(store.now())))
}

fn act(store: Store, command: &Command, label: &str) -> El {
    command_button(store, "button", command.clone()).text(label)
}

fn entries(store: Store, listed: &WaitList) -> Vec<Node> {
    let mut entries = Vec::new();
    for (title, selection) in &listed.shown {
        let selection = *selection;
        let pick = move || store.go_to_thing(selection);
        entries.push(
            el("li")
                .child(button("waits__pick", pick).text(title))
                .done(),
        );
    }
    entries
}
