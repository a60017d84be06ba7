//! A lesson, and the sandbox.

use highwater_text::Lang;
use leptos::prelude::*;

use crate::panel::{EventList, Inspector, LessonPanel, StageRoom, TimeBar};
use crate::store::Store;

/// A lesson.
#[component]
pub fn LessonPage(store: Store, lang: Lang) -> impl IntoView {
    view! {
        <main id="main" class="player" tabindex="-1">
            <LessonPanel store lang/>
            <StageRoom store lang/>
            <Inspector store lang/>
            <TimeBar store lang/>
            <EventList store lang/>
        </main>
    }
}

/// The sandbox.
#[component]
pub fn SandboxPage(store: Store, lang: Lang) -> impl IntoView {
    view! {
        <main id="main" class="player player--sandbox" tabindex="-1">
            <StageRoom store lang/>
            <Inspector store lang/>
            <TimeBar store lang/>
            <EventList store lang/>
        </main>
    }
}
