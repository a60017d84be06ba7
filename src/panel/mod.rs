//! The panels around the stage. Each reads the session and dispatches actions; none decides.

mod commands;
mod ending;
mod events;
mod facts;
mod faults;
mod header;
mod help;
mod inspector;
mod lesson;
mod prediction;
mod send;
mod stage_room;
mod status;
mod time_bar;
mod track;
mod trouble;

pub use commands::Offers;
pub use events::EventList;
pub use faults::FaultList;
pub use header::{Footer, Header};
pub use help::HelpSheet;
pub use inspector::Inspector;
pub use lesson::LessonPanel;
pub use stage_room::StageRoom;
pub use status::{LiveRegion, NoticeLine};
pub use time_bar::{Now, PlayButtons, TimeBar};
pub use trouble::{BrokenView, TroubleView, trouble_in_words};

use leptos::prelude::*;

use crate::action::UserAction;
use crate::store::Store;

/// A button of a user action, named as the table names it.
pub(crate) fn action_button(
    store: Store,
    lang: highwater_text::Lang,
    action: UserAction,
    class: &'static str,
) -> impl IntoView {
    view! {
        <button type="button" class=class on:click=move |_| store.user(action)>
            {action.label(lang)}
        </button>
    }
}
