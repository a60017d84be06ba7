//! What stands behind a gate of the program, and what stands in its place until that is there.

use crate::store::Store;
use crate::view::{El, Node, live, views};

/// What stands behind a gate, once that part of the program is there.
pub fn when_here(store: Store, view: impl Fn() -> Node + 'static) -> Node {
    when_here_or(store, view, || views(None::<El>))
}

/// The same, and what stands in its place until then.
pub fn when_here_or(
    store: Store,
    view: impl Fn() -> Node + 'static,
    until_then: impl Fn() -> Node + 'static,
) -> Node {
    live(move || match store.deferred() {
        true => view(),
        false => until_then(),
    })
}
