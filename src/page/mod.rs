//! The pages.

mod glossary;
mod home;
mod legend;
mod player;
mod sandbox;

pub use glossary::glossary_page;
pub use home::home_page;
pub use legend::legend_page;
pub use player::lesson_page;
pub use sandbox::{build_page, presets_page, sandbox_page};
