//! The stage's room: measures it, and keeps the picture at the session's moment.

use std::sync::Arc;

use highwater_text::Lang;
use leptos::html::Div;
use leptos::prelude::*;

use crate::platform::size::SizeWatch;
use crate::session::{Action, Room, Session};
use crate::stage::{self, Camera, Focus, Scene, StageView};
use crate::store::{Look, Store};
use crate::view::el;

/// The room until it is measured.
const CAMERA: Camera = Camera {
    width: 720.0,
    height: 0.0,
};

/// The picture of the cluster.
pub fn stage_room(store: Store, lang: Lang) -> AnyView {
    let canvas = NodeRef::<Div>::new();
    let camera = RwSignal::new(CAMERA);
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        let measured = move |width, height| camera.set(Camera { width, height });
        watch.set_value(
            canvas
                .get()
                .map(|element| SizeWatch::new(&element, measured)),
        );
    });
    let scene = Look::new(move || {
        let camera = camera.get();
        store.read(|state| {
            state
                .session
                .as_ref()
                .map(|session| Arc::new(scene(session, camera, lang)))
        })
    });
    let scene = Signal::derive(move || scene.get().unwrap_or_default());
    let places = Signal::derive(move || {
        let now = store.now();
        let places = scene
            .with(|scene| store.peek_session(|session| stage::places(scene, session.world(), now)));
        Arc::new(places.unwrap_or_default())
    });
    let on_select = Callback::new(move |selection| store.dispatch(Action::Select(selection)));
    let picture = view! { <StageView scene places lang on_select canvas/> };
    el("section")
        .class("panel stage")
        .attr("aria-label", lang.pick("The cluster", "클러스터"))
        .child(picture.into_any())
        .done()
}

fn scene(session: &Session, camera: Camera, lang: Lang) -> Scene {
    let timeline = session.timeline();
    let now = timeline.position().time;
    stage::scene(
        session.world(),
        timeline.past(),
        now,
        camera,
        &focus(session),
        session.selection(),
        lang,
    )
}

/// What the lesson's part is about, while its own moment is shown.
fn focus(session: &Session) -> Focus {
    let own = session.room() == Room::Lesson && !session.is_what_if() && !session.is_elsewhere();
    let run = session.lesson().filter(|run| own && !run.ended());
    let Some(step) = run.and_then(|run| run.step()) else {
        return Focus::default();
    };
    let metadata = session.world().metadata();
    Focus {
        nodes: step.focus.nodes.clone(),
        partition: step
            .focus
            .partition
            .as_ref()
            .and_then(|name| metadata.partition_named(name)),
    }
}
