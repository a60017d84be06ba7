//! The pages.

mod glossary;
mod home;
mod legend;
mod player;
pub(crate) mod sandbox;

pub use glossary::glossary_page;
pub use home::home_page;
pub use legend::legend_page;
pub use player::{lesson_page, sandbox_page};
