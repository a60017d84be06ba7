//! The part of the address after `#`.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::window;

/// What stands after `#`.
pub fn hash() -> String {
    window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// Goes to another page; *Back* returns from it.
pub fn go(hash: &str) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(hash);
    }
}

/// Writes where one is by now; *Back* does not stop here.
pub fn replace(hash: &str) {
    let history = window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(hash));
    }
}

/// Calls back whenever the page is to be another, for as long as the app lives.
pub fn on_change(mut changed: impl FnMut() + 'static) {
    let Some(window) = window() else { return };
    let listener = Closure::<dyn FnMut()>::new(move || {
        if !super::panic::is_dead() {
            changed();
        }
    });
    let function = listener.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("hashchange", function);
    listener.forget();
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _ = window.location().reload();
    }
}
