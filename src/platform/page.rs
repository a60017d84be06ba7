//! The document around the app: its title and language, its colours, where the focus goes.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Document, Element, FocusOptions, HtmlDialogElement, HtmlElement, ScrollBehavior,
    ScrollIntoViewOptions, ScrollLogicalPosition, window,
};

use super::preference::reduced_motion;

/// Whoever is so near to the end of what scrolls looks at its end.
const END_PX: i32 = 24;

/// So much of what stands above a heading is seen with it: the line that says what kind of thing it names.
const ABOVE_HEADING_PX: i32 = 28;

/// So much is seen below what is to be seen as a whole: there the room fades out.
const BELOW_WHOLE_PX: i32 = 18;

/// Puts the app into the page, for as long as the page lives.
pub fn mount(app: fn() -> crate::view::Node) {
    if let Some(body) = document().and_then(|document| document.body()) {
        leptos::mount::mount_to_renderer(&body, app).forget();
    }
}

fn document() -> Option<Document> {
    window().and_then(|window| window.document())
}

fn root() -> Option<Element> {
    document().and_then(|document| document.document_element())
}

/// Calls back when the page is left or put away, for as long as the app lives.
pub fn on_hide(mut hidden: impl FnMut() + 'static) {
    let Some(window) = window() else { return };
    let listener = Closure::<dyn FnMut()>::new(move || {
        if !super::panic::is_dead() {
            hidden();
        }
    });
    let function = listener.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("pagehide", function);
    listener.forget();
}

/// Names the page and its language.
pub fn set_title(title: &str, lang: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", lang);
    }
}

/// Whether the page, as it was built, names a lesson of that id. While one works on the site it names none.
pub fn names_lesson(id: &str) -> bool {
    let names = document().and_then(|document| document.get_element_by_id("lessons"));
    let names = names.and_then(|names| names.get_attribute("content"));
    names.is_some_and(|names| names.split(' ').any(|name| name == id))
}

/// Adds to how the page looks.
pub fn add_style(css: &str) {
    let element = document().and_then(|document| document.create_element("style").ok());
    if let (Some(root), Some(element)) = (root(), element) {
        element.set_text_content(Some(css));
        let _ = root.append_child(&element);
    }
}

/// Chooses the colours: `light`, `dark`, or the system's.
pub fn set_theme(theme: Option<&str>) {
    if let Some(root) = root() {
        let _ = match theme {
            Some(theme) => root.set_attribute("data-theme", theme),
            None => root.remove_attribute("data-theme"),
        };
    }
}

/// Opens a dialog over the page, which keeps the focus until it is closed and gives it back then: where nothing
/// had it, to what opens the dialog.
pub fn open_dialog(id: &str, opener: &str) {
    if let Some(dialog) = dialog(id).filter(|dialog| !dialog.open()) {
        if has_focus_nowhere() {
            focus_in_place(opener);
        }
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

fn element(id: &str) -> Option<HtmlElement> {
    let element = document()?.get_element_by_id(id)?;
    element.dyn_into().ok()
}

/// Shows something where the window begins and gives it the focus.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view();
    }
    focus_in_place(id);
}

/// Gives something the focus; the browser scrolls no further than that it is seen.
pub fn focus_in_place(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// A new page begins at its top, and something in it has the focus, once it is drawn.
pub fn begin_at(id: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        scroll_to_top();
        if let Some(element) = element(id) {
            let in_place = FocusOptions::new();
            in_place.set_prevent_scroll(true);
            let _ = element.focus_with_options(&in_place);
        }
    });
}

/// A room that scrolls by itself goes back to its top once what was just changed is drawn, or so far that
/// its heading is seen. The page stays where it is.
pub fn rewind_soon(room: &'static str, heading: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        let (Some(room), Some(heading)) = (element(room), element(heading)) else {
            return;
        };
        let top = heading.offset_top();
        let is_seen = top + heading.offset_height() <= room.client_height();
        room.set_scroll_top(if is_seen { 0 } else { top - ABOVE_HEADING_PX });
    });
}

/// A room that scrolls by itself begins at its top, or just so far down that the whole of something in it is
/// seen. This comes after what brings a heading into view in the first frame, as it is to stay so.
pub fn begin_room_soon(room: &'static str, whole: &'static str) {
    let begin = move || {
        let Some(room) = element(room).filter(|room| room.scroll_height() > room.client_height())
        else {
            return;
        };
        let top = element(whole).map_or(0, |whole| {
            let end = whole.offset_top() + whole.offset_height() + BELOW_WHOLE_PX;
            (end - room.client_height()).min(whole.offset_top())
        });
        room.set_scroll_top(top.max(0));
    };
    leptos::prelude::request_animation_frame(move || {
        leptos::prelude::request_animation_frame(begin);
    });
}

/// Where a room scrolls by itself, it scrolls just so far that what is pressed in it is seen, once what was
/// just changed is drawn.
pub fn show_pressed_soon(room: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        let find = |room: Element| room.query_selector("[aria-pressed=true]").ok().flatten();
        let room = document().and_then(|document| document.query_selector(room).ok().flatten());
        let scrolls = |room: &Element| room.scroll_height() > room.client_height();
        if let Some(pressed) = room.filter(scrolls).and_then(find) {
            bring_element_into_view(&pressed);
        }
    });
}

/// Whether a room that scrolls by itself shows its end. Asked where nothing was just changed, it costs no layout.
pub fn shows_end(room: &str) -> bool {
    element(room).is_none_or(|room| {
        let below = room.scroll_height() - room.client_height() - room.scroll_top();
        below <= END_PX
    })
}

/// Whether a room whose lines run to the left, so that it begins at its right end, shows that end.
pub fn shows_right_end(room: &str) -> bool {
    element(room).is_none_or(|room| room.scroll_left() >= -END_PX)
}

/// A room whose lines run to the left shows its right end, once what was just changed is drawn. The browser by itself
/// stays with what it had snapped to.
pub fn show_right_end_soon(room: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        if let Some(room) = element(room) {
            room.set_scroll_left(0);
        }
    });
}

/// A room that scrolls by itself shows its end, once what was just changed is drawn.
pub fn show_end_soon(room: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        if let Some(room) = element(room) {
            room.set_scroll_top(room.scroll_height());
        }
    });
}

fn has_focus_nowhere() -> bool {
    document().is_none_or(|document| {
        let focused = document.active_element();
        focused.is_none() || focused == document.body().map(Element::from)
    })
}

/// Whether the focus is on something within that.
pub fn has_focus_within(id: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    let within = |focused: Element| focused.closest(&["#", id].concat()).ok().flatten();
    focused.and_then(within).is_some()
}

/// What has the focus in a room keeps it, once what was just changed is drawn: if it is gone by then, what is
/// called the same there gets it.
pub fn keep_focus(room: &'static str) {
    let focused = document().and_then(|document| document.active_element());
    let Some(name) = focused.filter(|_| has_focus_within(room)).and_then(titled) else {
        return;
    };
    leptos::prelude::request_animation_frame(move || {
        if has_focus_within(room) {
            return;
        }
        let room = document().and_then(|document| document.get_element_by_id(room));
        let Some(titles) = room.map(|room| room.get_elements_by_tag_name("title")) else {
            return;
        };
        for index in 0..titles.length() {
            let title = titles.item(index);
            if let Some(title) = title.filter(|title| title.text_content().as_ref() == Some(&name))
                && let Some(element) = title.parent_element()
            {
                // What is drawn takes the focus as any element does, though it is not of HTML.
                let _ = element.unchecked_ref::<HtmlElement>().focus();
                return;
            }
        }
    });
}

/// The name of something in the picture.
fn titled(element: Element) -> Option<String> {
    let first = element.first_element_child()?;
    let is_title = first.tag_name() == "title";
    is_title.then(|| first.text_content()).flatten()
}

/// Gives the focus to the first of these that is there, once what was just changed is drawn. The page
/// moves no further than it must.
pub fn focus_first(ids: Vec<String>) {
    leptos::prelude::request_animation_frame(move || {
        for id in ids {
            if let Some(element) = element(&id) {
                let _ = element.focus();
                return;
            }
        }
    });
}

/// Shows something where the window begins and gives it the focus, once what was just changed is drawn.
pub fn focus_soon(id: String) {
    leptos::prelude::request_animation_frame(move || focus(&id));
}

/// Gives a heading the focus, once what was just changed is drawn. Where it is seen, it stays; elsewhere it stands
/// where the window begins, as what it heads is to be read.
pub fn focus_heading_soon(id: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        let top = element(id).map(|heading| heading.get_bounding_client_rect().top());
        match top {
            Some(top) if top >= 0.0 && top < window_height() => focus_in_place(id),
            _ => focus(id),
        }
    });
}

fn window_height() -> f64 {
    let height = window().and_then(|window| window.inner_height().ok());
    height
        .and_then(|height| height.as_f64())
        .unwrap_or_default()
}

/// The same for what belongs to the page that one is on: it moves no further than it must.
pub fn focus_in_place_soon(id: &'static str) {
    leptos::prelude::request_animation_frame(move || focus_in_place(id));
}

/// Scrolls just so far that something can be seen, once what was just changed is drawn.
pub fn reveal_soon(id: &'static str) {
    leptos::prelude::request_animation_frame(move || reveal(id));
}

fn reveal(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view_with_bool(false);
    }
}

/// Scrolls just so far that what begins to move is seen; the focus stays where it is.
pub fn bring_into_view(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        bring_element_into_view(&element);
    }
}

fn bring_element_into_view(element: &Element) {
    let how = ScrollIntoViewOptions::new();
    how.set_block(ScrollLogicalPosition::Nearest);
    how.set_behavior(match reduced_motion() {
        true => ScrollBehavior::Instant,
        false => ScrollBehavior::Smooth,
    });
    element.scroll_into_view_with_scroll_into_view_options(&how);
}

/// Shows what was just opened by the button that has the focus: all of what is of that class around it, or its
/// beginning.
pub fn show_opened_soon(class: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        let focused = document().and_then(|document| document.active_element());
        let around = |focused: Element| focused.closest(&[".", class].concat()).ok().flatten();
        if let Some(opened) = focused.and_then(around) {
            bring_element_into_view(&opened);
        }
    });
}

/// Scrolls just so far that something is seen, once what was just changed is drawn.
pub fn bring_into_view_soon(id: &'static str) {
    leptos::prelude::request_animation_frame(move || bring_into_view(id));
}

/// Back to the top of a page.
pub fn scroll_to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
