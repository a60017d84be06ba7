//! The pages.

mod glossary;
mod home;
mod legend;
mod player;

pub use glossary::GlossaryPage;
pub use home::HomePage;
pub use legend::LegendPage;
pub use player::{LessonPage, SandboxPage};
