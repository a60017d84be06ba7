//! Reading TOML strictly, and all of it: every value is read for itself and keeps its place, so that
//! one run finds every problem of a file.

use highwater_core::id::NodeId;
use serde::de::{DeserializeOwned, IntoDeserializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::Source;

/// A value and where it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// The byte at which it begins.
    pub at: usize,
}

/// A table of a TOML file, of which the reader asks for the keys that it knows.
pub struct Table<'s> {
    source: &'s Source,
    at: usize,
    entries: DeTable<'s>,
    known: Vec<&'static str>,
}

impl<'s> Table<'s> {
    /// The whole file. What is no TOML is reported, and what can be read is read.
    #[must_use]
    pub fn of(source: &'s Source) -> Self {
        let (table, errors) = DeTable::parse_recoverable(source.text());
        for error in errors {
            let at = error.span().map_or(0, |span| span.start);
            source.report(at, format!("this is no TOML: {}", error.message()), "");
        }
        Self {
            source,
            at: 0,
            entries: table.into_inner(),
            known: Vec::new(),
        }
    }

    /// Where it begins.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// A value that has to be there.
    pub fn required<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<At<T>> {
        let value = self.take(key).or_else(|| self.missing(key))?;
        read(self.source, value)
    }

    /// A value that may be there.
    pub fn optional<T: DeserializeOwned>(&mut self, key: &'static str) -> Option<At<T>> {
        let value = self.take(key)?;
        read(self.source, value)
    }

    /// The values of an array that may be there.
    pub fn list<T: DeserializeOwned>(&mut self, key: &'static str) -> Vec<At<T>> {
        let source = self.source;
        self.array(key)
            .into_iter()
            .filter_map(|value| read(source, value))
            .collect()
    }

    /// A table that has to be there.
    pub fn table(&mut self, key: &'static str) -> Option<Table<'s>> {
        let value = self.take(key).or_else(|| self.missing(key))?;
        self.as_table(key, value)
    }

    /// A table that may be there.
    pub fn optional_table(&mut self, key: &'static str) -> Option<Table<'s>> {
        let value = self.take(key)?;
        self.as_table(key, value)
    }

    /// The tables of an array that may be there.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'s>> {
        let values = self.array(key);
        values
            .into_iter()
            .filter_map(|value| self.as_table(key, value))
            .collect()
    }

    /// Reports the keys that nobody asked for.
    pub fn done(self) {
        for key in self.entries.keys() {
            self.source.report(
                key.span().start,
                format!("unknown key `{}`", key.get_ref()),
                format!("expected one of {}", names(&self.known)),
            );
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'s>>> {
        self.known.push(key);
        self.entries.remove(key)
    }

    fn missing<T>(&self, key: &'static str) -> Option<T> {
        self.source.report(
            self.at,
            format!("the key `{key}` is missing"),
            "add it to this table",
        );
        None
    }

    fn array(&mut self, key: &'static str) -> Vec<Spanned<DeValue<'s>>> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Array(values) => values.into_iter().collect(),
            other => {
                self.wrong_type(key, at, &other, "an array");
                Vec::new()
            }
        }
    }

    fn as_table(&self, key: &'static str, value: Spanned<DeValue<'s>>) -> Option<Table<'s>> {
        let at = value.span().start;
        match value.into_inner() {
            DeValue::Table(entries) => Some(Table {
                source: self.source,
                at,
                entries,
                known: Vec::new(),
            }),
            other => {
                self.wrong_type(key, at, &other, "a table");
                None
            }
        }
    }

    fn wrong_type(&self, key: &str, at: usize, found: &DeValue<'_>, expected: &str) {
        self.source.report(
            at,
            format!("`{key}` is of type {}", found.type_str()),
            format!("expected {expected}"),
        );
    }
}

/// Reads one value with the type's own rules.
fn read<T: DeserializeOwned>(source: &Source, value: Spanned<DeValue<'_>>) -> Option<At<T>> {
    let span = value.span();
    match T::deserialize(value.into_deserializer()) {
        Ok(value) => Some(At {
            value,
            at: span.start,
        }),
        Err(error) => {
            let at = error.span().map_or(span.start, |inner| inner.start);
            source.report(at, error.message().replace('\n', " "), "");
            None
        }
    }
}

/// Names in backquotes, as a list.
pub fn names<T: AsRef<str>>(names: &[T]) -> String {
    let quoted: Vec<_> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    quoted.join(", ")
}

/// Where the value at a path such as `topics[0].config` stands, or what holds it as far as it is there.
pub fn locate(source: &Source, path: &str) -> usize {
    let (table, _) = DeTable::parse_recoverable(source.text());
    let mut at = 0;
    let mut here = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
    for step in path
        .split(['.', '['])
        .map(|step| step.trim_end_matches(']'))
    {
        let inner = match here.into_inner() {
            DeValue::Table(mut table) => table.remove(step),
            DeValue::Array(values) => step
                .parse()
                .ok()
                .and_then(|index| values.into_iter().nth(index)),
            _ => None,
        };
        let Some(inner) = inner else { break };
        at = inner.span().start;
        here = inner;
    }
    at
}

/// What a cluster has, as moments, claims and commands name it.
pub struct KnownNames {
    /// The nodes.
    pub nodes: Vec<NodeId>,
    /// The partitions, `orders-0`.
    pub partitions: Vec<String>,
    /// The groups that its consumers belong to.
    pub groups: Vec<String>,
}

/// Reports the nodes, partitions and groups that a file names and its cluster does not have.
///
/// Moments, claims and commands name them by strings, whatever key they stand under, and the TOML is
/// walked (not the types) so that each name keeps its place.
pub fn check_names(source: &Source, known: &KnownNames) {
    let (table, _) = DeTable::parse_recoverable(source.text());
    for (key, value) in table.get_ref() {
        if key.get_ref() == "steps" || key.get_ref() == "end" {
            Names { source, known }.check(key.get_ref(), value);
        }
    }
}

struct Names<'a> {
    source: &'a Source,
    known: &'a KnownNames,
}

impl Names<'_> {
    fn check(&self, key: &str, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::Table(table) => {
                table
                    .iter()
                    .for_each(|(key, value)| self.check(key.get_ref(), value));
            }
            DeValue::Array(values) => values.iter().for_each(|value| self.check(key, value)),
            DeValue::String(text) => self.check_text(key, text, value.span().start),
            _ => {}
        }
    }

    fn check_text(&self, key: &str, text: &str, at: usize) {
        // A record's own bytes, and the file's own ids, may look like anything.
        if ["key", "value", "id", "right", "source", "command"].contains(&key) {
            return;
        }
        if key == "partition" {
            self.check_among(key, text, &self.known.partitions, at);
        } else if key == "group" {
            self.check_among(key, text, &self.known.groups, at);
        } else if let Ok(node) = text.parse::<NodeId>()
            && !self.known.nodes.contains(&node)
        {
            let known = self.known.nodes.iter().map(ToString::to_string);
            self.check_among("node", text, &known.collect::<Vec<_>>(), at);
        }
    }

    fn check_among(&self, what: &str, text: &str, known: &[String], at: usize) {
        if !known.iter().any(|one| one == text) {
            let right = match known.is_empty() {
                true => "the scenario has none".to_owned(),
                false => format!("the scenario has {}", names(known)),
            };
            self.source
                .report(at, format!("there is no {what} `{text}`"), right);
        }
    }
}
