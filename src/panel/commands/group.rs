//! A group of offers: its heading, beside it what was just done, its buttons and its forms.

use highwater_text::{Lang, command};

use super::mends;
use super::verb::verb;
use crate::deferred;
use crate::panel::{form_button, offer_button, when_here, when_here_or};
use crate::session::{Form, GroupKind, Offer, OfferGroup, Place};
use crate::store::{Look, Store};
use crate::view::{El, Node, el, keyed, live, views};

/// The group with that number.
pub fn group(store: Store, lang: Lang, groups: Look<Vec<OfferGroup>>, key: u64) -> Node {
    let kind = groups.with(|groups| find(groups, key).map(|group| group.kind));
    let Some(kind) = kind else {
        return views(Vec::<El>::new());
    };
    let buttons = live(move || {
        let offers = groups.with(|groups| find(groups, key).map(|group| group.buttons.clone()));
        let mut buttons = Vec::new();
        for offer in offers.unwrap_or_default() {
            buttons.push(offered(store, lang, offer));
        }
        views(buttons)
    });
    let forms = move || -> Vec<u64> {
        let keys = |group: &OfferGroup| group.forms.iter().map(Form::key).collect();
        groups.with(|groups| find(groups, key).map(keys).unwrap_or_default())
    };
    let form_with = move |number: u64| {
        let fitting = |group: &OfferGroup| {
            let mut forms = group.forms.iter();
            forms.find(|form| form.key() == number).copied()
        };
        groups.with(|groups| find(groups, key).and_then(fitting))
    };
    let place = Place::Group(kind);
    let head = el("div")
        .class("offers__head")
        .child(el("h3").class("label").text(heading(lang, kind)))
        .child(when_here(store, move || {
            deferred::done_beside(store, lang, place)
        }));
    let no_buttons =
        move || groups.with(|groups| find(groups, key).is_none_or(|it| it.buttons.is_empty()));
    el("div")
        .class("inspector__section")
        .child(head)
        .child(el("div").class("grid-2").hidden(no_buttons).child(buttons))
        .child(when_here(store, move || {
            deferred::reply(store, lang, place)
        }))
        .child(keyed(forms, move |number| {
            views(form_with(number).map(|form| asked(store, lang, form)))
        }))
        .done()
}

/// A form, or what fetches the part of the program that has it.
fn asked(store: Store, lang: Lang, form: Form) -> Node {
    let fetch = move || {
        let name = store.peek_session(|session| verb(session, form, lang));
        form_button(store, form, &name.unwrap_or_default()).done()
    };
    when_here_or(store, move || deferred::form(store, lang, form), fetch)
}

fn find(groups: &[OfferGroup], key: u64) -> Option<&OfferGroup> {
    groups.iter().find(|group| group.kind as u64 == key)
}

/// A button that breaks turns in its place into the one that mends, and the focus stays on it. Where the
/// cluster would refuse it, it keeps its place and the focus, and says why.
fn offered(store: Store, lang: Lang, offer: Offer) -> El {
    let Offer { command, refusal } = offer;
    let class = match mends(&command) {
        true => "button",
        false => "button button--danger",
    };
    let label = command::label(lang, &command);
    offer_button(store, class, command, refusal).child(el("span").words(&label))
}

fn heading(lang: Lang, kind: GroupKind) -> &'static str {
    let (en, ko) = match kind {
        GroupKind::Message => ("This message", "이 메시지"),
        GroupKind::Records => ("Records", "레코드"),
        GroupKind::Calls => ("Calls of its application", "애플리케이션의 호출"),
        GroupKind::Loop => ("Loop of its application", "애플리케이션의 루프"),
        GroupKind::Offsets => ("Committed offsets", "커밋된 오프셋"),
        GroupKind::Clients => ("Producers and consumers", "프로듀서와 컨슈머"),
        GroupKind::Process => ("Process", "프로세스"),
        GroupKind::Network => ("Network", "네트워크"),
        GroupKind::Speed => ("Speed", "속도 늦추기"),
        GroupKind::Leadership => ("Leadership and replicas", "리더와 레플리카"),
        GroupKind::Topic => ("Topics and settings", "토픽과 설정"),
    };
    lang.pick(en, ko)
}
