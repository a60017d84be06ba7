//! The scene as SVG. Nothing is decided here.
//!
//! What stands is found again by its key, compared with what stood (see [`versions`](super::versions)) and
//! changed in place where it differs, so that the style sheet can move it and the focus stays where it is.
//! Messages are keyed by their ids; with a frame, only their transforms change.

use core::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use highwater_core::id::MessageId;
use highwater_text::Lang;

use super::capsule;
use super::geometry::{Point, Size};
use super::ink::{self, number};
use super::label;
use super::motion::Place;
use super::scene::{Frame, Group, MessageMark, Part, Scene, Target, Transform};
use super::versions::{Versions, group_of};
use crate::platform::keyboard;
use crate::session::{Selection, View};
use crate::store::Look;
use crate::view::{El, Node, RowPlace, el, keyed, live, moving, versioned, views};

/// Told what is picked, or that the ground was.
pub type OnSelect = Rc<dyn Fn(Option<Selection>)>;

/// Told which view is to be shown.
pub type OnSee = Rc<dyn Fn(View)>;

/// What the stage shows and whom it tells.
pub struct Stage {
    /// What stands.
    pub scene: Look<Arc<Scene>>,
    /// The views that have something to show.
    pub offered: Look<Vec<View>>,
    /// Where the messages are.
    pub places: Look<Arc<Vec<Place>>>,
    /// The language.
    pub lang: Lang,
    /// Told what is picked.
    pub on_select: OnSelect,
    /// Told which view is to be shown.
    pub on_see: OnSee,
    /// Told how large the drawing's room is.
    pub on_room: Box<dyn FnMut(f64, f64)>,
}

/// The stage: a title, the drawing in its room, and what the drawing leaves out, in words.
pub fn stage_view(stage: Stage) -> Node {
    let Stage {
        scene,
        offered,
        places,
        lang,
        on_select,
        on_see,
        on_room,
    } = stage;
    let (picked, listed, ground) = (on_select.clone(), on_select.clone(), on_select.clone());
    let view_box = move || Some(view_box(scene.with(|scene| scene.size)));
    // In another frame everything stands elsewhere at once, and nothing moves there from where it stood.
    let known = RefCell::new(Frame::default());
    let class = move || {
        let frame = scene.with(|scene| scene.frame.clone());
        let is_new = frame != known.replace(frame.clone());
        // Cards grow and shrink while it plays: they hang from the top, or all of them would move.
        let cards = match frame.view {
            View::ByGroup | View::ByProducer => " drawing--cards",
            _ => "",
        };
        Some(["drawing", if is_new { " drawing--anew" } else { "" }, cards].concat())
    };
    let kinds = move || (0..scene.with(|scene| scene.groups.len() as u64)).collect();
    let standing = keyed(kinds, move |kind| {
        kind_view(scene, kind as usize, on_select.clone())
    });
    let known = Versions::default();
    let messages = moving(
        move || scene.with(|scene| known.of_messages(scene)),
        move |id| scene.with(|scene| message_view(scene, &picked, MessageId(id))),
        move || scene.with(|scene| places.with(|places| row_places(scene, places))),
    );
    let drawing = el("svg")
        .live("class", class)
        .live("viewBox", view_box)
        .attr("role", "group")
        .live("aria-label", move || {
            Some(scene.with(|scene| scene.name.clone()))
        })
        .on("click", move || ground(None))
        .child(standing)
        .child(messages);
    let canvas = move || {
        let scrolls = scene.with(|scene| scene.scrolls);
        Some(
            (if scrolls {
                "stage__canvas stage__canvas--scrolls"
            } else {
                "stage__canvas"
            })
            .to_owned(),
        )
    };
    let left_out = live(move || {
        let words = scene.with(|scene| scene.left_out.clone());
        views(words.map(|words| el("p").class("stage__left-out").text(&words)))
    });
    let title = el("h2")
        .class("stage__title")
        .live_text(move || scene.with(|scene| scene.title.clone()));
    let heading = el("div")
        .class("stage__heading")
        .child(title)
        .child(switch(scene, offered, lang, on_see));
    views(vec![
        heading.done(),
        el("div")
            .live("class", canvas)
            .measured(on_room)
            .child(drawing)
            .done(),
        live(move || views(scene.with(|scene| words_in_list(scene, lang, &listed)))),
        left_out,
    ])
}

/// A still group in a drawing of its own, for the legend. The words beside it say what it is.
pub(super) fn still(size: Size, mark: &Group) -> El {
    el("svg")
        .class("drawing drawing--still")
        .attr("viewBox", &view_box(size))
        .attr("aria-hidden", "true")
        .child(group_view(mark, None))
}

fn view_box(size: Size) -> String {
    let mut room = "0 0".to_owned();
    ink::write(&mut room, ' ', &[size.width, size.height]);
    room
}

/// Which view is shown.
fn switch(scene: Look<Arc<Scene>>, offered: Look<Vec<View>>, lang: Lang, on_see: OnSee) -> El {
    let keys = move || offered.with(|views| views.iter().map(|view| *view as u64).collect());
    let buttons = keyed(keys, move |key| {
        let view = View::ALL.into_iter().find(|view| *view as u64 == key);
        views(view.map(|view| button_of(view, scene, lang, on_see.clone())))
    });
    el("div")
        .class("stage__views")
        .attr("role", "group")
        .attr("aria-label", label::view(lang))
        .child(buttons)
}

fn button_of(view: View, scene: Look<Arc<Scene>>, lang: Lang, on_see: OnSee) -> El {
    let pressed = move || {
        let is_on = scene.with(|scene| scene.frame.view) == view;
        Some((if is_on { "true" } else { "false" }).to_owned())
    };
    el("button")
        .attr("type", "button")
        .class("stage__view")
        .live("aria-pressed", pressed)
        .on("click", move || on_see(view))
        .text(view.name(lang))
}

/// The marks of a kind.
fn kind_view(scene: Look<Arc<Scene>>, kind: usize, on_select: OnSelect) -> Node {
    let known = Versions::default();
    let rows = move || scene.with(|scene| known.of_kind(scene, kind));
    let mark = move |key| {
        let drawn = scene.with(|scene| {
            group_of(scene, kind, key).map(|group| group_view(group, Some(&on_select)))
        });
        views(drawn)
    };
    el("g").child(versioned(rows, mark)).done()
}

/// What can be selected has its name in a title: to whoever points at it, it is shown, too.
fn group_view(group: &Group, on_select: Option<&OnSelect>) -> El {
    let element = el("g")
        .class(&group.class)
        .attr("style", &transform(group.transform));
    let name = group.name.as_deref();
    let mut element = match (group.target, on_select) {
        (Some(target), Some(on_select)) => {
            let title = name.map(|name| el("title").text(name));
            selectable(element, target, on_select).child(title)
        }
        _ => element
            .attr_if("aria-label", name)
            .attr_if("role", name.map(|_| "img")),
    };
    for part in &group.parts {
        element = element.child(part_view(part, on_select));
    }
    element
}

fn selectable(element: El, target: Target, on_select: &OnSelect) -> El {
    let (clicked, pressed) = (on_select.clone(), on_select.clone());
    element
        .attr("role", "button")
        .attr(
            "aria-pressed",
            if target.selected { "true" } else { "false" },
        )
        .attr("tabindex", if target.tab_stop { "0" } else { "-1" })
        .on_event("click", move |event| {
            event.stop_propagation();
            clicked(Some(target.selection));
        })
        .on_event("keydown", move |event| {
            if keyboard::is_press(&event) {
                event.prevent_default();
                event.stop_propagation();
                pressed(Some(target.selection));
            }
        })
}

fn transform(transform: Transform) -> String {
    match transform {
        Transform::None => String::new(),
        Transform::Move(to) => moved(to),
        Transform::Stretch(part) if part < 0.9995 => {
            // Three decimals, with the zeros before them.
            let thousandths = (1_000.0 + part * 1_000.0).round() as u32;
            let digits = thousandths.to_string();
            let decimals = digits.strip_prefix('1').unwrap_or_default();
            ["transform:scaleX(0.", decimals, ")"].concat()
        }
        Transform::Stretch(_) => String::new(),
    }
}

fn part_view(part: &Part, on_select: Option<&OnSelect>) -> El {
    match part {
        Part::Group(group) => group_view(group, on_select),
        Part::Rect(class, rect, rounding) => path_view(class, &ink::rounded(*rect, *rounding)),
        Part::Text(class, text) => el("text")
            .class(class)
            .attr("x", &number(text.at.x))
            .attr("y", &number(text.at.y))
            .attr("text-anchor", text.anchor.name())
            .attr("font-size", &number(text.size))
            .text(&text.text),
        Part::Path(class, path) => path_view(class, path),
    }
}

/// Every shape is a path: one kind of element keeps the download small.
fn path_view(class: &str, path: &str) -> El {
    el("path").class(class).attr("d", path)
}

fn moved(to: Point) -> String {
    let (x, y) = (number(to.x), number(to.y));
    ["transform:translate(", &x, "px,", &y, "px)"].concat()
}

/// Where the messages are in the drawing, in the order of the scene.
fn row_places(scene: &Scene, places: &[Place]) -> Vec<RowPlace> {
    let mut row_places = Vec::with_capacity(scene.messages.len());
    for mark in &scene.messages {
        let place = places.iter().find(|place| place.id == mark.id);
        let in_words = place.is_some_and(|place| place.in_words);
        row_places.push(RowPlace {
            key: mark.id.0,
            class: if in_words {
                "traveller traveller--in-words"
            } else {
                "traveller"
            },
            style: match place {
                Some(place) => moved(place.at),
                None => "opacity:0".to_owned(),
            },
        });
    }
    row_places
}

fn message_view(scene: &Scene, on_select: &OnSelect, id: MessageId) -> Node {
    let mark = scene.messages.iter().find(|mark| mark.id == id);
    let drawn = mark.map(|mark| group_view(&handle(mark), Some(on_select)));
    el("g").child(views(drawn)).done()
}

/// A message as something to select: its capsule and its dot, of which one is seen.
fn handle(mark: &MessageMark) -> Group {
    let mut group = Group::new("handle ");
    group.class.push_str(&mark.class);
    group.name(mark.name.clone());
    group.target = Some(Target {
        selection: Selection::Message(mark.id),
        selected: mark.selected,
        tab_stop: true,
    });
    capsule::dot(&mut group, mark);
    if !mark.lines.is_empty() {
        capsule::capsule(&mut group, mark);
    }
    group
}

/// Where capsules have no room, what they say stands under the drawing.
fn words_in_list(scene: &Scene, lang: Lang, on_select: &OnSelect) -> Option<El> {
    if !scene.words_in_list {
        return None;
    }
    let mut list = el("ul")
        .class("in-flight")
        .attr("aria-label", label::in_flight(lang));
    for mark in &scene.messages {
        if !mark.lines.is_empty() {
            list = list.child(el("li").child(row(mark, on_select)));
        }
    }
    Some(list)
}

fn row(mark: &MessageMark, on_select: &OnSelect) -> El {
    let selection = Selection::Message(mark.id);
    let on_select = on_select.clone();
    let mut dot = Group::new(&mark.class);
    capsule::dot(&mut dot, mark);
    let picture = el("svg")
        .class("in-flight__mark")
        .attr("viewBox", "-7 -7 14 14")
        .attr("aria-hidden", "true")
        .child(group_view(&dot, None));
    el("button")
        .attr("type", "button")
        .class("in-flight__row")
        .attr("aria-pressed", if mark.selected { "true" } else { "false" })
        .on("click", move || on_select(Some(selection)))
        .child(picture)
        .text(&mark.name)
}
