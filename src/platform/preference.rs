//! What the visitor's browser says of its visitor.

use highwater_text::Lang;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::window;

const REDUCED_MOTION: &str = "(prefers-reduced-motion: reduce)";

/// The first of the visitor's languages that this site speaks.
pub fn language() -> Lang {
    let Some(window) = window() else {
        return Lang::default();
    };
    let tags = window.navigator().languages();
    let spoken = tags.iter().filter_map(|tag| tag.as_string());
    spoken
        .into_iter()
        .find_map(|tag| Lang::from_tag(&tag))
        .unwrap_or_default()
}

/// Whether the visitor wants still pictures.
pub fn reduced_motion() -> bool {
    matches(REDUCED_MOTION)
}

/// Whether the window is so high that something more has room under the picture.
pub fn high_window() -> bool {
    matches("(min-height: 1000px)")
}

fn matches(query: &str) -> bool {
    let query = window().and_then(|window| window.match_media(query).ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Calls back when that changes, for as long as the app lives.
pub fn on_reduced_motion(mut changed: impl FnMut(bool) + 'static) {
    let query = window().and_then(|window| window.match_media(REDUCED_MOTION).ok().flatten());
    let Some(query) = query else { return };
    let listener = Closure::<dyn FnMut()>::new(move || changed(reduced_motion()));
    query.set_onchange(Some(listener.as_ref().unchecked_ref()));
    listener.forget();
    // The query calls back only while somebody holds it.
    core::mem::forget(query);
}
