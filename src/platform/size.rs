//! How large a part of the page is.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};

/// Tells width and height in CSS pixels, now and whenever they change, until it is dropped.
pub struct SizeWatch {
    observer: Option<ResizeObserver>,
    // The observer calls into it.
    _told: Closure<dyn FnMut()>,
}

impl SizeWatch {
    /// Watches an element.
    pub fn new(element: &Element, mut told: impl FnMut(f64, f64) + 'static) -> Self {
        let watched = element.clone();
        let told = Closure::<dyn FnMut()>::new(move || {
            if !super::panic::is_dead() {
                told(
                    f64::from(watched.client_width()),
                    f64::from(watched.client_height()),
                );
            }
        });
        let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(element);
        }
        Self {
            observer,
            _told: told,
        }
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}
