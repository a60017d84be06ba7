//! The scene as SVG. Nothing is decided here.
//!
//! What stands is compared with what stood and changed in place, so that the style sheet can move it
//! and the focus stays where it is. Messages are keyed by their ids; with a frame, only their
//! transforms change.

use std::sync::Arc;

use highwater_text::Lang;
use leptos::attr::custom::CustomAttribute as _;
use leptos::{ev, html, prelude::*, svg};

use super::capsule;
use super::geometry::Point;
use super::ink::{self, number};
use super::label;
use super::motion::Place;
use super::scene::{Group, MessageMark, Part, Scene, Target, Transform};
use crate::session::Selection;

/// The stage: a title, the drawing in its room, and what the drawing leaves out, in words.
#[component]
pub fn StageView(
    /// What stands.
    #[prop(into)]
    scene: Signal<Arc<Scene>>,
    /// Where the messages are.
    #[prop(into)]
    places: Signal<Arc<Vec<Place>>>,
    /// The language.
    #[prop(into)]
    lang: Signal<Lang>,
    /// Told what is picked, or that the ground was.
    #[prop(into)]
    on_select: Callback<Option<Selection>>,
    /// The drawing's room: whoever owns the browser measures it for the camera.
    canvas: NodeRef<html::Div>,
) -> impl IntoView {
    let title = move || scene.with(|scene| scene.title.clone());
    let view_box = move || {
        scene.with(|scene| {
            format!(
                "0 0 {} {}",
                number(scene.size.width),
                number(scene.size.height)
            )
        })
    };
    let name = move || scene.with(|scene| scene.name.clone());
    let frame = move || [scene.with(|scene| scene.frame)];
    let standing = move || {
        scene.with(|scene| {
            scene
                .groups
                .iter()
                .map(|group| group_view(group, Some(on_select)))
                .collect_view()
        })
    };
    let messages = move || {
        scene.with(|scene| {
            scene
                .messages
                .iter()
                .map(|mark| mark.id)
                .collect::<Vec<_>>()
        })
    };
    view! {
        <h2 class="stage__title">{title}</h2>
        <div class="stage__canvas" node_ref=canvas>
            <svg class="drawing" viewBox=view_box role="group" aria-label=name
                on:click=move |_| on_select.run(None)>
                <For each=frame key=|frame| *frame let:_frame>
                    {standing}
                </For>
                <For each=messages key=|id| *id let:id>
                    {message_view(scene, places, on_select, id)}
                </For>
            </svg>
        </div>
        {move || scene.with(|scene| words_in_list(scene, lang.get(), on_select))}
        {move || scene.with(|scene| scene.left_out.clone()).map(|words| view! { <p class="stage__left-out">{words}</p> })}
    }
}

/// Still groups in a drawing of their own, for the legend. The words beside it say what it is.
pub(super) fn still(width: f64, height: f64, groups: &[Group]) -> impl IntoView + use<> {
    let groups = groups
        .iter()
        .map(|group| group_view(group, None))
        .collect_view();
    view! {
        <svg class="drawing drawing--still" viewBox=format!("0 0 {} {}", number(width), number(height)) aria-hidden="true">
            {groups}
        </svg>
    }
}

fn group_view(group: &Group, on_select: Option<Callback<Option<Selection>>>) -> AnyView {
    let parts: Vec<AnyView> = group
        .parts
        .iter()
        .map(|part| part_view(part, on_select))
        .collect();
    let element = svg::g()
        .class(group.class.clone())
        .style(transform(group.transform))
        .attr("aria-label", group.name.clone());
    match (group.target, on_select) {
        (Some(target), Some(on_select)) => {
            let choose = move || on_select.run(Some(target.selection));
            element
                .attr("role", "button")
                .attr(
                    "aria-pressed",
                    if target.selected { "true" } else { "false" },
                )
                .attr("tabindex", if target.tab_stop { "0" } else { "-1" })
                .on(ev::click, move |event| {
                    event.stop_propagation();
                    choose();
                })
                .on(ev::keydown, move |event| {
                    if is_press(&event.key()) {
                        event.prevent_default();
                        event.stop_propagation();
                        choose();
                    }
                })
                .child(parts)
                .into_any()
        }
        _ => element
            .attr("role", group.name.as_ref().map(|_| "img"))
            .child(parts)
            .into_any(),
    }
}

fn is_press(key: &str) -> bool {
    matches!(key, "Enter" | " ")
}

fn transform(transform: Transform) -> String {
    match transform {
        Transform::None => String::new(),
        Transform::Move(to) => moved(to),
        Transform::Stretch(part) => match (part * 1_000.0).round() as u32 {
            thousandths @ 0..1_000 => format!("transform:scaleX(0.{thousandths:03})"),
            _ => String::new(),
        },
    }
}

fn part_view(part: &Part, on_select: Option<Callback<Option<Selection>>>) -> AnyView {
    match part {
        Part::Group(group) => group_view(group, on_select),
        Part::Rect(class, rect, rounding) => path_view(class, ink::rounded(*rect, *rounding)),
        Part::Text(class, text) => svg::text()
            .class(*class)
            .attr("x", number(text.at.x))
            .attr("y", number(text.at.y))
            .attr("text-anchor", text.anchor.name())
            .attr("font-size", number(text.size))
            .child(text.text.clone())
            .into_any(),
        Part::Path(class, path) => path_view(class, path.clone()),
    }
}

/// Every shape is a path: one kind of element keeps the download small.
fn path_view(class: &'static str, path: String) -> AnyView {
    svg::path().class(class).attr("d", path).into_any()
}

fn moved(to: Point) -> String {
    let (x, y) = (number(to.x), number(to.y));
    format!("transform:translate({x}px,{y}px)")
}

fn message_view(
    scene: Signal<Arc<Scene>>,
    places: Signal<Arc<Vec<Place>>>,
    on_select: Callback<Option<Selection>>,
    id: highwater_core::id::MessageId,
) -> impl IntoView {
    let mark = Memo::new(move |_| {
        scene.with(|scene| scene.messages.iter().find(|mark| mark.id == id).cloned())
    });
    let place = Memo::new(move |_| {
        places.with(|places| places.iter().find(|place| place.id == id).copied())
    });
    let drawn = move || {
        mark.get()
            .map(|mark| group_view(&handle(&mark), Some(on_select)))
    };
    let style = move || {
        place
            .get()
            .map_or_else(|| "opacity:0".to_owned(), |place| moved(place.at))
    };
    let class = move || match place.get() {
        Some(Place { in_words: true, .. }) => "traveller traveller--in-words",
        _ => "traveller",
    };
    view! { <g class=class style=style>{drawn}</g> }
}

/// A message as something to select: its capsule and its dot, of which one is seen.
fn handle(mark: &MessageMark) -> Group {
    let mut group = Group::new(format!("handle {}", mark.class)).named(&mark.name);
    group.target = Some(Target {
        selection: Selection::Message(mark.id),
        selected: mark.selected,
        tab_stop: true,
    });
    group.group(capsule::dot(mark));
    if !mark.lines.is_empty() {
        group.group(capsule::capsule(mark));
    }
    group
}

/// Where capsules have no room, what they say stands under the drawing.
fn words_in_list(
    scene: &Scene,
    lang: Lang,
    on_select: Callback<Option<Selection>>,
) -> Option<impl IntoView + use<>> {
    let rows: Vec<_> = scene
        .messages
        .iter()
        .filter(|mark| scene.words_in_list && !mark.lines.is_empty())
        .map(|mark| {
            let selection = Selection::Message(mark.id);
            let pressed = if mark.selected { "true" } else { "false" };
            view! {
                <li>
                    <button class="in-flight__row" aria-pressed=pressed
                        on:click=move |_| on_select.run(Some(selection))>
                        <svg class="in-flight__mark" viewBox="-7 -7 14 14" aria-hidden="true">
                            {group_view(&{ let mut dot = Group::new(mark.class.clone()); dot.group(capsule::dot(mark)); dot }, None)}
                        </svg>
                        {mark.name.clone()}
                    </button>
                </li>
            }
        })
        .collect();
    scene.words_in_list.then(|| {
        view! {
            <ul class="in-flight" aria-label=label::in_flight(lang)>{rows}</ul>
        }
    })
}
