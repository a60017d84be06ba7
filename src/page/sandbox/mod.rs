//! The sandbox: a cluster to break, the list of those there are, and the form that builds one.

mod build;
mod head;
mod presets;

use highwater_text::Lang;

use self::head::sandbox_head;
use super::player::player;
use crate::store::Store;
use crate::view::Node;

pub use build::build_page;
pub use presets::presets_page;

/// The sandbox.
pub fn sandbox_page(store: Store, lang: Lang) -> Node {
    let head = sandbox_head(store, lang);
    player("player player--sandbox", store, lang, head)
}
