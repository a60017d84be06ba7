//! The tables hold together: configuration, glossary, legend.

use std::collections::BTreeSet;

use highwater_core::config::{BrokerConfig, ConsumerConfig, ProducerConfig, TopicConfig};
use highwater_text::course::{ConfigKey, ConfigScope, Words, decode, encode};
use highwater_text::{
    Lang, Text, answer, config, event, glossary, legend, loss, meaning, refusal, wait,
};
use serde_json::Value;

/// Asserts that both versions are there, each in its language.
fn both(what: &str, text: Text) {
    let hangul = |text: &str| text.chars().any(|sign| ('가'..='힣').contains(&sign));
    assert!(
        !text.en.is_empty() && !hangul(text.en),
        "{what}: {:?}",
        text.en
    );
    assert!(
        text.ko == text.en || hangul(text.ko),
        "{what}: {:?}",
        text.ko
    );
    for text in [text.en, text.ko] {
        assert!(
            !text.contains("  ") && text.trim() == text,
            "{what}: {text:?}"
        );
    }
}

/// Asserts that a text is one or more whole sentences in both languages.
fn sentences(what: &str, text: Text) {
    both(what, text);
    assert_ne!(text.en, text.ko, "{what}");
    assert!(text.en.ends_with('.'), "{what}: {:?}", text.en);
    assert!(text.ko.ends_with("다."), "{what}: {:?}", text.ko);
    for sentence in text.ko.split_inclusive(". ") {
        let end = sentence.trim_end();
        assert!(
            end.ends_with("니다.") || end.ends_with(")."),
            "{what}: {sentence:?}"
        );
    }
}

#[test]
fn every_key_that_the_engine_has_is_explained_with_its_default() {
    let json = |config: Result<Value, _>| config.expect("a configuration is plain data");
    let engine = [
        (
            ConfigScope::Broker,
            json(serde_json::to_value(BrokerConfig::default())),
        ),
        (
            ConfigScope::Producer,
            json(serde_json::to_value(ProducerConfig::default())),
        ),
        (
            ConfigScope::Consumer,
            json(serde_json::to_value(ConsumerConfig::default())),
        ),
    ];
    let mut explained = 0;
    for (scope, keys) in &engine {
        for (name, default) in &flat(keys) {
            let key = config::key(*scope, name).unwrap_or_else(|| panic!("{scope:?} {name}"));
            // Of a key whose default hangs on other keys nothing is set.
            if !default.is_null() {
                let default = default
                    .as_str()
                    .map_or_else(|| default.to_string(), str::to_owned);
                assert_eq!(key.default_value(), default, "{name}");
            }
            sentences(name, key.meaning);
            let unit = key.unit.text();
            assert_eq!(unit.en.is_empty(), unit.ko.is_empty(), "{name}");
            explained += 1;
        }
    }
    for name in TopicConfig::KEYS {
        let key = config::key(ConfigScope::Topic, name).unwrap_or_else(|| panic!("{name}"));
        if key.scope == ConfigScope::Topic {
            sentences(name, key.meaning);
            explained += 1;
        }
    }
    assert_eq!(
        config::KEYS.len(),
        explained,
        "a key is explained that the engine does not have"
    );
}

#[test]
fn the_form_of_the_sandbox_has_every_key_and_a_choice_has_its_default() {
    let table = config::in_language(Lang::En);
    assert_eq!(
        table.keys.len(),
        config::KEYS.len() + 2,
        "two are a topic's as well"
    );
    for key in &table.keys {
        let ConfigKey {
            name,
            default,
            choices,
            ..
        } = key;
        let has_default = choices.is_empty() || choices.contains(default);
        assert!(has_default, "{name}: {default} is none of {choices:?}");
    }
}

/// A configuration's keys; those of a part of it behind the part's name.
fn flat(config: &Value) -> Vec<(String, Value)> {
    let mut keys = Vec::new();
    for (name, value) in config.as_object().expect("a configuration has keys") {
        match value {
            Value::Object(_) => {
                let part = flat(value).into_iter();
                keys.extend(part.map(|(key, value)| (format!("{name}.{key}"), value)));
            }
            _ => keys.push((name.clone(), value.clone())),
        }
    }
    keys
}

#[test]
fn a_topics_keys_are_explained_too() {
    for name in TopicConfig::KEYS {
        assert!(config::key(ConfigScope::Topic, name).is_some(), "{name}");
    }
    assert!(config::key(ConfigScope::Topic, "no.such.key").is_none());
}

#[test]
fn every_term_is_there_once_and_defined_in_both_languages() {
    let mut ids = BTreeSet::new();
    for term in glossary::terms() {
        assert!(ids.insert(term.id), "{} is there twice", term.id);
        assert!(
            term.id
                .chars()
                .all(|sign| sign.is_ascii_lowercase() || sign == '-'),
            "{}",
            term.id
        );
        both(term.id, term.name);
        sentences(term.id, term.definition);
        let count = term.definition.en.matches(". ").count() + 1;
        assert!(count <= 3, "{}: {count} sentences", term.id);
    }
    for chapter in &glossary::CHAPTERS {
        both(chapter.id, chapter.title);
        assert!(ids.iter().filter(|id| **id == chapter.id).count() <= 1);
    }
}

#[test]
fn a_term_leads_to_other_terms_only() {
    for term in glossary::terms() {
        let related: BTreeSet<_> = term.related.iter().collect();
        assert!(
            !related.is_empty() && related.len() == term.related.len(),
            "{}",
            term.id
        );
        for id in related {
            assert!(
                glossary::is_term(id) && *id != term.id,
                "{} → {id}",
                term.id
            );
        }
    }
}

#[test]
fn every_term_is_reached_from_another() {
    let reached: BTreeSet<_> = glossary::terms().flat_map(|term| term.related).collect();
    for term in glossary::terms() {
        assert!(reached.contains(&term.id), "nothing leads to {}", term.id);
    }
}

#[test]
fn the_legend_names_each_drawing_once_group_by_group() {
    let mut drawn = BTreeSet::new();
    for item in legend::ITEMS {
        assert!(
            drawn.insert(item.drawing),
            "{:?} is there twice",
            item.drawing
        );
        both("legend", item.name);
        sentences(item.name.en, item.meaning);
        assert!(item.term.is_none_or(glossary::is_term), "{:?}", item.term);
    }
    let groups = legend::ITEMS.iter().map(|item| item.group);
    let order: Vec<_> = groups
        .map(|group| legend::Group::ALL.iter().position(|one| *one == group))
        .collect();
    assert!(order.is_sorted(), "{order:?}");
}

#[test]
fn whatever_is_said_to_who_looks_closer_is_said_in_both_languages() {
    let mut said = BTreeSet::new();
    let is = |one: &meaning::Table, table: &meaning::Table| {
        core::ptr::eq(one.texts().as_ptr(), table.texts().as_ptr())
    };
    for table in &meaning::TABLES {
        // A line ends without a full stop, and a refusal and its remedy ask for something.
        let free = [
            event::Line::TABLE,
            event::ConsumerGroupLine::TABLE,
            event::ClassicGroupLine::TABLE,
            event::ConsumerLine::TABLE,
            loss::LossLine::TABLE,
            refusal::Why::TABLE,
            answer::Accepted::TABLE,
            wait::Clause::TABLE,
            wait::ProducerClause::TABLE,
            wait::GroupClause::TABLE,
            wait::ClockClause::TABLE,
        ];
        let is_free = free.iter().any(|one| is(table, one));
        for text in table.texts() {
            match is_free {
                true => both(text.en, *text),
                false => sentences(text.en, *text),
            }
            assert!(said.insert((text.en, text.ko)), "{text:?} is there twice");
        }
    }
}

#[test]
fn a_file_of_words_is_read_back_and_without_it_nothing_is_said() {
    let crash = highwater_text::standing::meaning(highwater_core::sim::Standing::Crashed);
    for lang in Lang::ALL {
        let words = meaning::in_language(lang);
        assert!(!words.get(crash).is_empty());
        assert_eq!(decode::<Words>(&encode(&words)), Ok(words));
        assert_eq!(Words::default().get(crash), "");
        assert_eq!(Words::default().say(lang, crash, &[]), "");
    }
}
