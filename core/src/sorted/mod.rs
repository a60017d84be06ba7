//! Maps and sets in the order of their keys, kept in one vector.
//!
//! The engine's collections hold a handful of entries each, and there are some forty kinds of them.
//! A B-tree is compiled anew for every kind: it made up a tenth of what a visitor downloads.

mod map;
mod set;
mod sort;

pub use map::{Iter, IterMut, Map};
pub use set::Set;
pub(crate) use sort::sort_by;
