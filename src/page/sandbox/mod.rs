//! What belongs to the sandbox alone: its head, the list of clusters to break, and the form that builds one.

mod build;
mod head;
mod presets;

pub use build::{add_client, build_page};
pub use head::sandbox_head;
pub use presets::presets_page;
