//! Views by key: each is made once, and stands for as long as its key is there.

use leptos::prelude::*;
use web_sys::{Comment, Element, Node as DomNode};

use super::{Built, document, insert, parent_of, remove};
use crate::view::{Keyed, Node, RowPlace};

/// The rows in their order, and where they end.
pub struct Rows {
    rows: Vec<Row>,
    end: Comment,
}

struct Row {
    key: u64,
    built: Built,
    /// Where it was put last, if it moves.
    place: Option<RowPlace>,
    /// What the row's view has made goes with the row.
    owner: Owner,
}

/// Rows that follow their keys and their places.
pub fn live(keyed: Keyed, old: Option<Rows>) -> RenderEffect<Rows> {
    let Keyed { keys, view, places } = keyed;
    // A row outlives the run of the effect that made it.
    let owner = Owner::current().unwrap_or_default();
    let mut is_of_an_earlier_view = old.is_some();
    let run = move |old: Option<Rows>| {
        let keys = keys();
        let mut rows = old.unwrap_or_else(|| Rows {
            rows: Vec::new(),
            end: document().create_comment(""),
        });
        let make = |key, before| Row::new(key, &owner, &*view, before);
        if core::mem::take(&mut is_of_an_earlier_view) {
            let earlier = core::mem::take(&mut rows.rows);
            let anew = |row: Row| make(row.key, Some(row));
            rows.rows = earlier.into_iter().map(anew).collect();
        }
        rows.arrange(&keys, &|key| make(key, None));
        if let Some(places) = &places {
            rows.put(places());
        }
        rows
    };
    RenderEffect::new_with_value(run, old)
}

impl Rows {
    fn arrange(&mut self, keys: &[u64], make: &dyn Fn(u64) -> Row) {
        let stands = |(row, key): (&Row, &u64)| row.key == *key;
        if self.rows.len() == keys.len() && self.rows.iter().zip(keys).all(stands) {
            return;
        }
        let mut old = core::mem::take(&mut self.rows);
        old.retain_mut(|row| {
            let stays = keys.contains(&row.key);
            if !stays {
                row.unmount();
            }
            stays
        });
        let parent = parent_of(&self.end);
        // From the end backwards, each row goes before the one after it, unless it is there already.
        let mut next: DomNode = self.end.clone().into();
        for key in keys.iter().rev() {
            let known = old.iter().position(|row| row.key == *key);
            let mut row = match known {
                Some(index) => old.swap_remove(index),
                None => make(*key),
            };
            if let Some(parent) = parent
                .as_ref()
                .filter(|_| !stands_before(&row.built, &next))
            {
                row.built.mount(parent, Some(&next));
            }
            next = row.built.first().unwrap_or(next);
            self.rows.push(row);
        }
        self.rows.reverse();
    }

    /// Puts rows where they are by now.
    fn put(&mut self, places: Vec<RowPlace>) {
        for (row, place) in self.rows.iter_mut().zip(places) {
            if row.key == place.key {
                row.put(place);
            }
        }
    }

    pub(super) fn mount(&mut self, parent: &Element, before: Option<&DomNode>) {
        for row in &mut self.rows {
            row.built.mount(parent, before);
        }
        insert(parent, &self.end, before);
    }

    pub(super) fn unmount(&mut self) {
        self.rows.iter_mut().for_each(Row::unmount);
        remove(&self.end);
    }

    pub(super) fn last(&self) -> DomNode {
        self.end.clone().into()
    }

    pub(super) fn first(&self) -> DomNode {
        let first = self.rows.first().and_then(|row| row.built.first());
        first.unwrap_or_else(|| self.end.clone().into())
    }
}

impl Row {
    /// A row as the view says it, put into what stands of it from an earlier view.
    fn new(key: u64, owner: &Owner, view: &dyn Fn(u64) -> Node, before: Option<Self>) -> Self {
        let owner = owner.child();
        let built = owner.with(|| {
            untrack(|| match before {
                Some(mut row) => {
                    view(key).rebuild(&mut row.built);
                    row.owner.cleanup();
                    row.built
                }
                None => view(key).build(),
            })
        });
        Self {
            key,
            built,
            place: None,
            owner,
        }
    }

    fn put(&mut self, place: RowPlace) {
        let Built::Element(built) = &self.built else {
            return;
        };
        let old = self.place.as_ref();
        if old.is_none_or(|old| old.class != place.class) {
            built.set_attribute("class", place.class);
        }
        if old.is_none_or(|old| old.style != place.style) {
            built.set_attribute("style", &place.style);
        }
        self.place = Some(place);
    }

    fn unmount(&mut self) {
        self.built.unmount();
        self.owner.cleanup();
    }
}

/// Whether a row ends right before that place. What stands is not put there again, or the focus in
/// it would be lost.
fn stands_before(built: &Built, next: &DomNode) -> bool {
    let is_next = |node: DomNode| node.next_sibling().as_ref() == Some(next);
    built.last().is_some_and(is_next)
}
