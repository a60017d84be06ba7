//! The stage's room: measures it, and keeps the picture at the session's moment.

use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use highwater_core::time::Time;
use highwater_core::timeline::Standstills;
use highwater_text::Lang;
use leptos::prelude::{Get as _, RwSignal, Set as _};

use super::when_here;
use crate::deferred;
use crate::session::{Action, Room, Session, View, perspective_of};
use crate::stage::{self, Camera, Focus, Scene, Stage};
use crate::store::{Look, STAGE_ID, Store};
use crate::view::{Node, el};

/// The room for which the picture is planned until its own is measured, in whole pixels.
const UNMEASURED: (u32, u32) = (720, 0);

/// The picture of the cluster.
pub fn stage_room(store: Store, lang: Lang) -> Node {
    let room = RwSignal::new(UNMEASURED);
    let view = store.look(Session::view);
    let standstills = Mutex::<Standstills>::default();
    let scene = Look::new(move || {
        let (width, height) = room.get();
        // What is left of a linger, a backoff or a session runs on between two events.
        let shows_time = matches!(view.get(), View::ByGroup | View::ByProducer);
        let now = shows_time.then(|| store.now());
        let scene = |session: &Session| {
            let camera = Camera {
                width: f64::from(width),
                height: f64::from(height),
                perspective: perspective_of(session.view()).unwrap_or_default(),
            };
            let mut scene = match now {
                Some(now) if session.view() == View::ByGroup => {
                    let mut read = standstills.lock().unwrap_or_else(PoisonError::into_inner);
                    group_scene(session, &mut read, now, camera, lang)
                }
                Some(now) => producer_scene(session, now, camera, lang),
                None => scene(session, camera, lang),
            };
            // It is measured within the same frame, and what stands is drawn only once.
            if (width, height) == UNMEASURED {
                scene.groups.clear();
            }
            Arc::new(scene)
        };
        store
            .read(|state| state.session.as_ref().map(scene))
            .unwrap_or_default()
    });
    let places = Look::new(move || {
        let now = store.now();
        let places =
            |session: &Session| scene.with(|scene| stage::places(scene, session.world(), now));
        Arc::new(store.peek_session(places).unwrap_or_default())
    });
    let picture = stage::stage_view(Stage {
        scene,
        offered: store.look(Session::views),
        places,
        lang,
        on_select: Rc::new(move |selection| store.dispatch(Action::Select(selection))),
        on_see: Rc::new(move |view| store.dispatch(Action::See(view))),
        on_room: Box::new(move |width, height| room.set((width as u32, height as u32))),
    });
    el("section")
        .attr("id", STAGE_ID)
        .class("panel stage")
        .attr("aria-label", lang.pick("The cluster", "클러스터"))
        .child(picture)
        .child(
            el("div")
                .class("stage__wait")
                .child(when_here(store, move || deferred::wait_line(store, lang))),
        )
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

fn group_scene(
    session: &Session,
    standstills: &mut Standstills,
    now: Time,
    camera: Camera,
    lang: Lang,
) -> Scene {
    stage::group_scene(
        session.timeline(),
        standstills,
        now,
        camera,
        session.shown_consumer(),
        session.selection(),
        lang,
    )
}

fn producer_scene(session: &Session, now: Time, camera: Camera, lang: Lang) -> Scene {
    stage::producer_scene(
        session.world(),
        now,
        camera,
        session.shown_producer(),
        session.selection(),
        lang,
    )
}

/// What the lesson's part is about, while its own moment is shown. What stands in the cells stays: whoever looks at
/// keys goes on looking at keys.
fn focus(session: &Session) -> Focus {
    let part = session.lesson().and_then(|run| run.step());
    let cells = part.map(|step| step.focus.cells).unwrap_or_default();
    let own = session.room() == Room::Lesson && !session.is_what_if() && !session.is_elsewhere();
    let run = session.lesson().filter(|run| own && !run.ended());
    let Some(step) = run.and_then(|run| run.step()) else {
        return Focus {
            cells,
            ..Focus::default()
        };
    };
    let metadata = session.world().metadata();
    Focus {
        nodes: step.focus.nodes.clone(),
        partition: step
            .focus
            .partition
            .as_ref()
            .and_then(|name| metadata.partition_named(name)),
        cells,
    }
}
