//! Keys that go down anywhere in the page.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, HtmlInputElement, KeyboardEvent, window};

use crate::key::{Focus, KeyPress};

/// Calls back for every key; true means that the key was taken and the browser is not to act on it.
pub fn on_key(mut taken: impl FnMut(KeyPress) -> bool + 'static) {
    let Some(window) = window() else { return };
    let listener = Closure::<dyn FnMut(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if super::panic::is_dead() || event.default_prevented() {
            return;
        }
        if taken(press(&event)) {
            event.prevent_default();
        }
    });
    let function = listener.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("keydown", function);
    listener.forget();
}

/// Whether a key went down that presses a button.
pub fn is_press(event: &Event) -> bool {
    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
    matches!(key.as_deref(), Some("Enter" | " "))
}

/// Where in a row a key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the one before.
    Back,
    /// To the next one.
    On,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// Where in a row a key leads that went down there.
pub fn way_along(event: &Event) -> Option<Way> {
    let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
    match key.as_deref()? {
        "ArrowLeft" => Some(Way::Back),
        "ArrowRight" => Some(Way::On),
        "Home" => Some(Way::First),
        "End" => Some(Way::Last),
        _ => None,
    }
}

fn press(event: &KeyboardEvent) -> KeyPress {
    KeyPress {
        code: event.code(),
        key: event.key(),
        shift: event.shift_key(),
        modified: event.ctrl_key() || event.alt_key() || event.meta_key(),
        composing: event.is_composing(),
        focus: focus(),
    }
}

fn focus() -> Focus {
    let document = window().and_then(|window| window.document());
    let Some(focused) = document.and_then(|document| document.active_element()) else {
        return Focus::Elsewhere;
    };
    // An open dialog keeps what happens behind it still, Escape aside, which is the browser's.
    if focused.closest("dialog").ok().flatten().is_some() {
        return Focus::Typing;
    }
    let role = focused.get_attribute("role").unwrap_or_default();
    let by_role = takes(&role);
    by_role.unwrap_or_else(|| match focused.dyn_ref::<HtmlInputElement>() {
        Some(input) => takes(&input.type_()).unwrap_or(Focus::Typing),
        None => takes(&focused.tag_name()).unwrap_or_default(),
    })
}

/// Which keys belong to what has that role, is an input of that type, or has that tag.
const TAKES: [(&str, Focus); 15] = [
    ("button", Focus::Button),
    ("checkbox", Focus::Button),
    ("submit", Focus::Button),
    ("radio", Focus::Chooser),
    ("tab", Focus::Chooser),
    ("option", Focus::Chooser),
    ("listbox", Focus::Chooser),
    ("radiogroup", Focus::Chooser),
    ("slider", Focus::Slider),
    ("range", Focus::Slider),
    ("textbox", Focus::Typing),
    ("BUTTON", Focus::Button),
    ("SUMMARY", Focus::Button),
    ("SELECT", Focus::Typing),
    ("TEXTAREA", Focus::Typing),
];

fn takes(name: &str) -> Option<Focus> {
    let mut known = TAKES.iter();
    known.find(|(one, _)| *one == name).map(|(_, focus)| *focus)
}
