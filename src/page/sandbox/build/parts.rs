//! Topics, producers and consumers: as many as one likes of each.

use highwater_text::{Lang, say};

use super::client::{consumer_fields, producer_fields};
use super::entry::{About, PartForm};
use super::label::part_name;
use super::of_building;
use super::settings::settings;
use crate::panel::button;
use crate::sandbox::{Draft, PARTS_MAX, Part, Sheet, field};
use crate::store::Store;
use crate::view::{El, Node, el, keyed};

/// A kind of parts.
#[derive(Clone, Copy)]
struct Kind {
    title: &'static str,
    one_more: &'static str,
    part: fn(u64) -> Part,
    sheets: fn(&Draft) -> &Vec<Sheet>,
    add: fn(&mut Draft),
    fields: fn(PartForm) -> Vec<El>,
}

/// The topics.
pub fn topics(store: Store, lang: Lang) -> El {
    let kind = Kind {
        title: lang.pick("Topics", "토픽"),
        one_more: lang.pick("Add a topic", "토픽 추가"),
        part: Part::Topic,
        sheets: |draft| &draft.topics,
        add: Draft::add_topic,
        fields: topic_fields,
    };
    parts(store, lang, kind)
}

/// The producers.
pub fn producers(store: Store, lang: Lang) -> El {
    let kind = Kind {
        title: lang.pick("Producers", "프로듀서"),
        one_more: lang.pick("Add a producer", "프로듀서 추가"),
        part: Part::Producer,
        sheets: |draft| &draft.producers,
        add: Draft::add_producer,
        fields: producer_fields,
    };
    parts(store, lang, kind)
}

/// The consumers.
pub fn consumers(store: Store, lang: Lang) -> El {
    let kind = Kind {
        title: lang.pick("Consumers", "컨슈머"),
        one_more: lang.pick("Add a consumer", "컨슈머 추가"),
        part: Part::Consumer,
        sheets: |draft| &draft.consumers,
        add: Draft::add_consumer,
        fields: consumer_fields,
    };
    parts(store, lang, kind)
}

fn parts(store: Store, lang: Lang, kind: Kind) -> El {
    let ids = move || {
        let ids: Option<Vec<u64>> = store.read(|state| {
            of_building(state, |building| {
                let sheets = (kind.sheets)(&building.draft);
                sheets.iter().map(|sheet| sheet.id).collect()
            })
        });
        ids.unwrap_or_default()
    };
    let is_full = move || ids().len() >= PARTS_MAX;
    el("section")
        .class("stack")
        .child(el("h2").text(kind.title))
        .child(keyed(ids, move |id| part(store, lang, kind, id)))
        .child(
            el("div").child(
                button("button", move || store.add_part(kind.add))
                    .flag("disabled", is_full)
                    .text(kind.one_more),
            ),
        )
}

fn part(store: Store, lang: Lang, kind: Kind, id: u64) -> Node {
    let part = (kind.part)(id);
    let name = move || {
        let name = store
            .read(|state| of_building(state, |building| part_name(lang, &building.draft, part)));
        name.unwrap_or_default()
    };
    let mut fields = el("div").class("build__fields");
    for one in (kind.fields)(PartForm { store, lang, part }) {
        fields = fields.child(one);
    }
    let remove = move || {
        let name = name();
        say!(lang, "Remove {0}", "{0} 빼기", &name)
    };
    el("fieldset")
        .class("panel build__part")
        .child(el("legend").child(el("h3").live_text(name)))
        .child(fields)
        .child(settings(store, lang, part))
        .child(el("div").child(button("button", move || store.remove_part(part)).live_text(remove)))
        .done()
}

fn topic_fields(form: PartForm) -> Vec<El> {
    let lang = form.lang;
    let placements = [
        (
            field::COUNTED,
            lang.pick("by the controller", "컨트롤러가 배치"),
        ),
        (field::BY_HAND, lang.pick("by hand", "직접 배치")),
    ];
    let by_default = About::hint(lang.pick(
        "Empty: what the brokers' configuration says.",
        "비우면 브로커 설정을 따릅니다.",
    ));
    let counted = |name| {
        let count = form.typed(name, by_default);
        form.while_chosen(field::PLACEMENT, field::COUNTED, count)
    };
    let by_hand = About {
        hint: lang.pick(
            "One partition in a line: the numbers of its brokers, the preferred leader first.",
            "한 줄에 파티션 하나씩, 브로커 번호를 선호 리더부터 적으세요.",
        ),
        placeholder: "1, 2, 3",
    };
    let assignment = form.lines(field::ASSIGNMENT, by_hand);
    vec![
        form.typed(field::NAME, About::default()),
        form.choice(field::PLACEMENT, About::default(), &placements),
        counted(field::PARTITIONS),
        counted(field::REPLICATION_FACTOR),
        form.while_chosen(field::PLACEMENT, field::BY_HAND, assignment),
    ]
}
