//! The one animation-frame loop. It runs only while something moves.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::window;

/// What the browser calls, with the time in milliseconds.
type OnFrame = Closure<dyn FnMut(f64)>;

/// A loop that calls a function once per frame.
pub struct FrameLoop {
    running: Cell<bool>,
    /// When the last frame was, in milliseconds of the browser's clock.
    last: Cell<Option<f64>>,
    /// Takes microseconds since the last frame; true while frames are wanted.
    frame: RefCell<Box<dyn FnMut(u64) -> bool>>,
    closure: RefCell<Option<OnFrame>>,
}

impl FrameLoop {
    /// A loop that stands still until it is started.
    pub fn new(frame: impl FnMut(u64) -> bool + 'static) -> Rc<Self> {
        let frames = Rc::new(Self {
            running: Cell::new(false),
            last: Cell::new(None),
            frame: RefCell::new(Box::new(frame)),
            closure: RefCell::new(None),
        });
        let weak = Rc::downgrade(&frames);
        let closure = OnFrame::new(move |now_ms| {
            if let Some(frames) = weak.upgrade() {
                frames.tick(now_ms);
            }
        });
        frames.closure.replace(Some(closure));
        frames
    }

    /// Starts it, unless it runs.
    pub fn start(&self) {
        if !self.running.replace(true) {
            self.last.set(None);
            self.request();
        }
    }

    fn tick(&self, now_ms: f64) {
        if super::panic::is_dead() {
            return;
        }
        let passed_ms = self
            .last
            .replace(Some(now_ms))
            .map_or(0.0, |last| now_ms - last);
        // A browser's clock is never negative and a frame never that long; the cast saturates.
        let wanted = (self.frame.borrow_mut())((passed_ms * 1_000.0) as u64);
        self.running.set(wanted);
        if wanted {
            self.request();
        }
    }

    fn request(&self) {
        let closure = self.closure.borrow();
        if let (Some(window), Some(closure)) = (window(), closure.as_ref()) {
            let _ = window.request_animation_frame(closure.as_ref().unchecked_ref());
        }
    }
}
