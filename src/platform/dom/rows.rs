//! Views by key: each is made once, made anew in its place when its version is another, and stands for as
//! long as its key is there.

use leptos::prelude::*;
use web_sys::{Comment, Element, Node as DomNode};

use super::{Built, Rendered, document, insert, parent_of, remove};
use crate::view::{Keyed, Node, RowKey, RowPlace};

/// The rows in their order, and where they end.
pub struct Rows {
    rows: Vec<Row>,
    end: Comment,
}

struct Row {
    is: RowKey,
    built: Built,
    /// Where it was put last, if it moves.
    place: Option<RowPlace>,
    /// What the row's view has made goes with the row.
    owner: Owner,
}

/// Rows that follow their keys and their places.
pub fn live(keyed: Keyed, old: Option<Rows>) -> Rendered<Rows> {
    let Keyed {
        rows: wanted,
        view,
        places,
    } = keyed;
    // A row outlives the run of the effect that made it.
    let owner = Owner::current().unwrap_or_default();
    let mut is_of_an_earlier_view = old.is_some();
    let run = move |old: Option<Rows>| {
        let wanted = wanted();
        let mut rows = old.unwrap_or_else(|| Rows {
            rows: Vec::new(),
            end: document().create_comment(""),
        });
        let of_an_earlier_view = core::mem::take(&mut is_of_an_earlier_view);
        rows.arrange(&wanted, &|is| Row::new(is, &owner, &*view));
        for (row, is) in rows.rows.iter_mut().zip(wanted) {
            if of_an_earlier_view || row.is != is {
                row.renew(is, &owner, &*view);
            }
        }
        if let Some(places) = &places {
            rows.put(places());
        }
        rows
    };
    Rendered::new(run, old)
}

impl Rows {
    /// Has the rows that are wanted, in that order. Mostly a few come at one end and a few go at the other:
    /// what stands in order before and behind the others is not touched.
    fn arrange(&mut self, wanted: &[RowKey], make: &dyn Fn(RowKey) -> Row) {
        let rows = &self.rows;
        if rows.len() == wanted.len() && in_order(rows.iter(), wanted.iter()) == rows.len() {
            return;
        }
        self.keep_only(wanted);
        let before = in_order(self.rows.iter(), wanted.iter());
        let (old, new) = (&self.rows[before..], &wanted[before..]);
        let behind = in_order(old.iter().rev(), new.iter().rev());
        let new = &new[..new.len() - behind];
        let end = self.rows.len() - behind;
        let mut next = self.node_at(end);
        let mut last = self.rows.split_off(end);
        let mut old = self.rows.split_off(before);
        let parent = parent_of(&self.end);
        // From the end backwards, each row goes before the one after it, unless it is there already.
        let mut arranged = Vec::with_capacity(new.len());
        for wanted in new.iter().rev() {
            let known = old.iter().position(|row| row.is.key == wanted.key);
            let mut row = match known {
                Some(index) => old.swap_remove(index),
                None => make(*wanted),
            };
            if let Some(parent) = parent
                .as_ref()
                .filter(|_| !stands_before(&row.built, &next))
            {
                row.built.mount(parent, Some(&next));
            }
            next = row.built.first().unwrap_or(next);
            arranged.push(row);
        }
        arranged.reverse();
        self.rows.append(&mut arranged);
        self.rows.append(&mut last);
    }

    /// Takes away the rows that are not wanted any more.
    fn keep_only(&mut self, wanted: &[RowKey]) {
        self.rows.retain_mut(|row| {
            let stays = wanted.iter().any(|wanted| wanted.key == row.is.key);
            if !stays {
                row.unmount();
            }
            stays
        });
    }

    /// The first node of the row at an index, or of one behind it; else where the rows end.
    fn node_at(&self, index: usize) -> DomNode {
        let rows = self.rows.get(index..).unwrap_or_default();
        let first = rows.iter().find_map(|row| row.built.first());
        first.unwrap_or_else(|| self.end.clone().into())
    }

    /// Puts rows where they are by now.
    fn put(&mut self, places: Vec<RowPlace>) {
        for (row, place) in self.rows.iter_mut().zip(places) {
            if row.is.key == place.key {
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
    /// A row as the view says it.
    fn new(is: RowKey, owner: &Owner, view: &dyn Fn(u64) -> Node) -> Self {
        let owner = owner.child();
        let built = owner.with(|| untrack(|| view(is.key).build()));
        Self {
            is,
            built,
            place: None,
            owner,
        }
    }

    /// What the view says by now, put into what stands.
    fn renew(&mut self, is: RowKey, owner: &Owner, view: &dyn Fn(u64) -> Node) {
        let owner = owner.child();
        owner.with(|| untrack(|| view(is.key).rebuild(&mut self.built)));
        end(&core::mem::replace(&mut self.owner, owner));
        self.is = is;
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
        end(&self.owner);
    }
}

/// What a view has made goes. What follows the state within it may be about to run, since it is freed a moment
/// later than what it reads: it is stopped first.
fn end(owner: &Owner) {
    owner.pause();
    owner.cleanup();
}

/// How many of the rows are those that are wanted, one by one.
fn in_order<'a>(
    rows: impl Iterator<Item = &'a Row>,
    wanted: impl Iterator<Item = &'a RowKey>,
) -> usize {
    let pairs = rows.zip(wanted);
    pairs
        .take_while(|(row, wanted)| row.is.key == wanted.key)
        .count()
}

/// Whether a row ends right before that place. What stands is not put there again, or the focus in
/// it would be lost.
fn stands_before(built: &Built, next: &DomNode) -> bool {
    let is_next = |node: DomNode| node.next_sibling().as_ref() == Some(next);
    built.last().is_some_and(is_next)
}
