//! The panels around the stage. Each reads the session and dispatches actions; none decides.

mod buttons;
mod charts;
pub mod commands;
pub(crate) mod dock;
mod ending;
mod events;
pub(crate) mod facts;
pub mod faults;
mod gate;
mod header;
mod help;
pub(crate) mod inspector;
mod lesson;
mod logs;
pub(crate) mod loss;
mod moment;
mod outline;
mod prediction;
mod sentence;
mod stage_room;
pub mod status;
mod time_bar;
mod track;
mod trouble;
pub(crate) mod wait;

pub use buttons::{button, command_button};
pub use dock::dock;
pub use events::event_list;
pub use gate::{when_here, when_here_or};
pub use header::header;
pub use help::{help_content, help_sheet};
pub use inspector::{facts_of, inspector};
pub use lesson::lesson_panel;
pub use outline::{MAIN_ID, link, link_to_lesson, main_part, page_head};
pub use sentence::sentence;
pub use stage_room::stage_room;
pub use status::{live_region, notice_line};
pub use time_bar::{now_line, play_buttons, time_bar};
pub use trouble::{broken_link, trouble_note, trouble_page, words_trouble};

use buttons::{action_button, explained, fetch_button, form_button, icon, offer_button};
