//! Which marks look different from how they looked in the scene before: each mark has a version, and what
//! draws the marks draws one anew when its version is another.

use core::cell::RefCell;
use std::sync::Arc;

use super::scene::{Group, Part, Scene};
use crate::view::RowKey;

/// The marks of the scene that was seen last, each with its version.
#[derive(Default)]
pub struct Versions(RefCell<Seen>);

#[derive(Default)]
struct Seen {
    scene: Arc<Scene>,
    rows: Vec<RowKey>,
}

impl Versions {
    /// The marks of a kind.
    pub fn of_kind(&self, scene: &Arc<Scene>, kind: usize) -> Vec<RowKey> {
        let seen = &mut *self.0.borrow_mut();
        if !Arc::ptr_eq(&seen.scene, scene) {
            let (old, new) = (groups(&seen.scene, kind), groups(scene, kind));
            let mut rows = Vec::with_capacity(new.len());
            for (index, group) in new.iter().enumerate() {
                let is_same = |at: usize| old.get(at) == Some(group);
                rows.push(seen.row(index, key_of(index, group), &is_same));
            }
            *seen = Seen {
                scene: scene.clone(),
                rows,
            };
        }
        seen.rows.clone()
    }

    /// The messages, by their ids.
    pub fn of_messages(&self, scene: &Arc<Scene>) -> Vec<RowKey> {
        let seen = &mut *self.0.borrow_mut();
        if !Arc::ptr_eq(&seen.scene, scene) {
            let mut rows = Vec::with_capacity(scene.messages.len());
            for (index, mark) in scene.messages.iter().enumerate() {
                let is_same = |at: usize| seen.scene.messages.get(at) == Some(mark);
                rows.push(seen.row(index, mark.id.0, &is_same));
            }
            *seen = Seen {
                scene: scene.clone(),
                rows,
            };
        }
        seen.rows.clone()
    }
}

impl Seen {
    /// The row of the mark at `index`, whose key that is; `is_same` says whether it looks like the one that
    /// was seen at another index.
    fn row(&self, index: usize, key: u64, is_same: &dyn Fn(usize) -> bool) -> RowKey {
        let has_key = |row: &RowKey| row.key == key;
        let known = match self.rows.get(index) {
            Some(row) if has_key(row) => Some(index),
            _ => self.rows.iter().position(has_key),
        };
        let version = match known {
            None => 0,
            Some(at) => self.rows[at].version + u64::from(!is_same(at)),
        };
        RowKey { key, version }
    }
}

/// A mark of a kind, by its key.
pub fn group_of(scene: &Scene, kind: usize, key: u64) -> Option<&Group> {
    let groups = groups(scene, kind).into_iter().enumerate();
    let mut of_key = groups.filter(|(index, group)| key_of(*index, group) == key);
    of_key.next().map(|(_, group)| group)
}

fn groups(scene: &Scene, kind: usize) -> Vec<&Group> {
    let parts = scene.groups.get(kind).map(|kind| kind.parts.as_slice());
    let mut groups = Vec::new();
    for part in parts.unwrap_or_default() {
        if let Part::Group(group) = part {
            groups.push(group);
        }
    }
    groups
}

/// A mark without a key of its own is known by its place among its kind.
fn key_of(index: usize, group: &Group) -> u64 {
    if group.key == 0 {
        index as u64
    } else {
        group.key
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(marks: &[(u64, &str)]) -> Arc<Scene> {
        let mut kind = Group::default();
        for (key, class) in marks {
            kind.group(class).keyed(*key);
        }
        Arc::new(Scene {
            groups: vec![kind],
            ..Scene::default()
        })
    }

    #[test]
    fn only_a_mark_that_looks_different_has_another_version() {
        let versions = Versions::default();
        let check = |marks: &[(u64, &str)], expected: &[(u64, u64)]| {
            let rows = versions.of_kind(&scene(marks), 0);
            let found: Vec<_> = rows.iter().map(|row| (row.key, row.version)).collect();
            assert_eq!(found, expected, "{marks:?}");
        };
        check(&[(7, "in"), (8, "in")], &[(7, 0), (8, 0)]);
        check(&[(7, "in"), (8, "out")], &[(7, 0), (8, 1)]);
        check(
            &[(9, "in"), (8, "out"), (7, "in")],
            &[(9, 0), (8, 1), (7, 0)],
        );
        check(&[(8, "in"), (7, "out")], &[(8, 2), (7, 1)]);
    }
}
