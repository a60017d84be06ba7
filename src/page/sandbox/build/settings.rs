//! The settings of a part: every key that the engine acts on, found by Kafka's names.

use highwater_text::course::{ConfigKey, ConfigScope};
use highwater_text::{Lang, say};

use super::entry::{About, PartForm, choice, typed};
use super::of_building;
use crate::sandbox::{Field, Name, Part};
use crate::store::{State, Store};
use crate::view::{El, el};

/// Keys that stand in the form itself, since a cluster or a client is chosen by them.
const SHOWN: [&str; 10] = [
    "eligible.leader.replicas.version",
    "semantics.truncation",
    "acks",
    "enable.idempotence",
    "group.id",
    "group.protocol",
    "partition.assignment.strategy",
    "group.remote.assignor",
    "auto.offset.reset",
    "enable.auto.commit",
];

/// Keys that have to go with the other settings once somebody sets them, be it to their default.
const SAID: [&str; 2] = ["enable.idempotence", "enable.auto.commit"];

fn scope_of(part: Part) -> ConfigScope {
    match part {
        Part::Cluster => ConfigScope::Broker,
        Part::Topic(_) => ConfigScope::Topic,
        Part::Producer(_) => ConfigScope::Producer,
        Part::Consumer(_) => ConfigScope::Consumer,
    }
}

fn keys_of(state: &State, part: Part) -> Vec<ConfigKey> {
    let mut keys = Vec::new();
    if let Some((_, table)) = &state.sandbox.settings {
        for key in &table.keys {
            if key.scope == scope_of(part) {
                keys.push(key.clone());
            }
        }
    }
    keys
}

/// The keys of a part that stand in the form itself, in that order.
pub fn shown(form: PartForm, names: &[&str]) -> Vec<El> {
    let PartForm { store, lang, part } = form;
    let keys = store.peek(|state| keys_of(state, part));
    let mut rows = Vec::new();
    for name in names {
        let key = keys.iter().find(|key| key.name == *name);
        rows.extend(key.map(|key| row(store, lang, part, key)));
    }
    rows
}

/// The other keys of a part, folded away until one is looked for.
pub fn settings(store: Store, lang: Lang, part: Part) -> El {
    let mut rows = el("div").class("build__settings");
    for key in store.peek(|state| keys_of(state, part)) {
        if SHOWN.contains(&&*key.name) {
            continue;
        }
        let (name, meaning) = (key.name.clone(), key.meaning.clone());
        let is_hidden = move || {
            let fits = |search: &str| fits(search, &name, &meaning);
            !store.read(|state| searched(state, fits))
        };
        rows = rows.child(row(store, lang, part, &key).hidden(is_hidden));
    }
    let title = move || {
        let set = store.read(|state| {
            let draft = of_building(state, |building| {
                let sheet = building.draft.sheet(part)?;
                Some(sheet.settings().count())
            });
            draft.flatten().unwrap_or_default()
        });
        say!(
            lang,
            "Configuration · changed: {0}",
            "설정 · 바꾼 값 {0}개",
            set
        )
    };
    let is_open = move || {
        let is_looked_at = store.read(|state| {
            is_refused_within(state, part) || searched(state, |search| !search.is_empty())
        });
        is_looked_at.then(String::new)
    };
    el("details")
        .class("build__details")
        .live("open", is_open)
        .child(el("summary").live_text(title))
        .child(rows)
}

/// Whether a key of the part is refused that is folded away.
fn is_refused_within(state: &State, part: Part) -> bool {
    let refused = of_building(state, |building| {
        let mut problems = building.problems.iter();
        problems.any(|problem| {
            let field = building.draft.field_at(&problem.path);
            field.is_some_and(|field| match field.name {
                Name::Setting(key) => field.part == part && !SHOWN.contains(&&*key),
                Name::Own(_) => false,
            })
        })
    });
    refused == Some(true)
}

/// Whether what is looked for fits.
fn searched(state: &State, fits: impl FnOnce(&str) -> bool) -> bool {
    of_building(state, |building| fits(building.search.trim())).unwrap_or(true)
}

fn fits(search: &str, name: &str, meaning: &str) -> bool {
    let search = search.to_lowercase();
    name.contains(&search) || meaning.to_lowercase().contains(&search)
}

/// How many keys fit what is looked for: of one part's, or of all.
pub fn found(state: &State, lang: Lang, part: Option<Part>) -> String {
    let search = of_building(state, |building| building.search.trim().to_owned());
    let search = search.unwrap_or_default();
    if search.is_empty() {
        return String::new();
    }
    let mut count = 0;
    if let Some((_, table)) = &state.sandbox.settings {
        for key in &table.keys {
            let is_meant = part.is_none_or(|part| key.scope == scope_of(part));
            count += u32::from(is_meant && fits(&search, &key.name, &key.meaning));
        }
    }
    match count {
        0 => say!(
            lang,
            "No setting that has an effect here fits \"{0}\".",
            "\"{0}\"에 맞는 설정 가운데 여기서 효과가 있는 것은 없습니다.",
            &search
        ),
        _ => say!(lang, "Settings that fit: {0}.", "찾은 설정: {0}개.", count),
    }
}

fn row(store: Store, lang: Lang, part: Part, key: &ConfigKey) -> El {
    let field = Field::setting(part, &key.name);
    let unit = match key.unit.is_empty() {
        true => String::new(),
        false => [" ", &key.unit].concat(),
    };
    let default = match key.default.is_empty() {
        true => lang.pick("none", "없음").to_owned(),
        false => [&*key.default, &unit].concat(),
    };
    let hint = say!(
        lang,
        "Default: {0}. {1}",
        "기본값: {0}. {1}",
        &default,
        &key.meaning
    );
    let label = match key.unit.is_empty() {
        true => key.name.clone(),
        false => [&*key.name, " (", &key.unit, ")"].concat(),
    };
    let about = About {
        hint: &hint,
        placeholder: &key.default,
    };
    if key.choices.is_empty() {
        return typed(store, lang, field, &label, about);
    }
    let unset = say!(lang, "default ({0})", "기본값({0})", &default);
    let mut choices = vec![("", &*unset)];
    for word in &key.choices {
        let is_default = *word == key.default && !SAID.contains(&&*key.name);
        let is_named = !word.is_empty() && !is_default;
        if is_named {
            choices.push((word, called(lang, &key.name, word)));
        }
    }
    choice(store, lang, field, &label, about, &choices)
}

/// What a word is called, where it says little by itself.
fn called<'w>(lang: Lang, key: &str, word: &'w str) -> &'w str {
    match word {
        "0" if key == "eligible.leader.replicas.version" => lang.pick("0, off", "0, 사용 안 함"),
        "kip-101" => lang.pick("kip-101, as from 0.11 to 1.1", "kip-101, 0.11~1.1의 규칙"),
        "high-watermark" => lang.pick(
            "high-watermark, as before 0.11",
            "high-watermark, 0.11 이전의 규칙",
        ),
        word => word,
    }
}
