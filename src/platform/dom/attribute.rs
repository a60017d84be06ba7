//! What an element has: attributes, properties, listeners.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::RenderEffect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::Closure;
use web_sys::js_sys::Reflect;
use web_sys::{Element, Event};

use crate::platform::panic;
use crate::platform::size::SizeWatch;
use crate::view::{Act, Attribute, Kind, Read};

/// What an element has, by name.
pub struct Attributes(Vec<(&'static str, Built)>);

enum Built {
    Is(String),
    Html(String),
    Reads(Kind, RenderEffect<Option<String>>),
    On(Rc<RefCell<Act>>, Closure<dyn FnMut(Event)>),
    Measured(#[expect(dead_code, reason = "it watches until it is dropped")] SizeWatch),
}

impl Attributes {
    pub fn new(element: &Element, attributes: Vec<(&'static str, Attribute)>) -> Self {
        let build = |(name, attribute)| (name, build(element, name, attribute));
        Self(attributes.into_iter().map(build).collect())
    }

    /// Changes what differs.
    pub fn rebuild(&mut self, element: &Element, attributes: Vec<(&'static str, Attribute)>) {
        let mut old = core::mem::take(&mut self.0);
        for (name, attribute) in attributes {
            let known = old
                .iter()
                .position(|(known, built)| *known == name && built.is_like(&attribute));
            let built = match known.map(|index| old.swap_remove(index)) {
                Some((_, built)) => rebuild(element, name, built, attribute),
                None => build(element, name, attribute),
            };
            self.0.push((name, built));
        }
        for (name, gone) in old {
            let named_anew = self.0.iter().any(|(known, _)| *known == name);
            if !named_anew || matches!(gone, Built::On(..)) {
                gone.remove(element, name);
            }
        }
    }
}

impl Built {
    fn is_like(&self, attribute: &Attribute) -> bool {
        match (self, attribute) {
            (Self::Reads(kind, _), Attribute::Reads(new, _)) => kind == new,
            (Self::Is(_), Attribute::Is(_))
            | (Self::Html(_), Attribute::Html(_))
            | (Self::On(..), Attribute::On(_))
            | (Self::Measured(_), Attribute::Measured(_)) => true,
            _ => false,
        }
    }

    fn remove(self, element: &Element, name: &str) {
        match self {
            Self::Is(_) => write(element, name, Kind::Attribute, None),
            Self::Reads(kind, _) => write(element, name, kind, None),
            Self::Html(_) => element.set_inner_html(""),
            Self::On(_, listener) => {
                let function = listener.as_ref().unchecked_ref();
                let _ = element.remove_event_listener_with_callback(name, function);
            }
            Self::Measured(_) => {}
        }
    }
}

fn build(element: &Element, name: &'static str, attribute: Attribute) -> Built {
    match attribute {
        Attribute::Is(value) => {
            write(element, name, Kind::Attribute, Some(&value));
            Built::Is(value)
        }
        Attribute::Html(html) => {
            element.set_inner_html(&html);
            Built::Html(html)
        }
        Attribute::Reads(kind, read) => Built::Reads(kind, follow(element, name, kind, read, None)),
        Attribute::On(act) => listen(element, name, act),
        Attribute::Measured(told) => Built::Measured(SizeWatch::new(element, told)),
    }
}

fn rebuild(element: &Element, name: &'static str, built: Built, attribute: Attribute) -> Built {
    match (built, attribute) {
        (Built::Is(old), Attribute::Is(new)) if old == new => Built::Is(old),
        (Built::Html(old), Attribute::Html(new)) if old == new => Built::Html(old),
        (Built::Reads(kind, effect), Attribute::Reads(_, read)) => {
            let old = effect.take_value();
            Built::Reads(kind, follow(element, name, kind, read, old))
        }
        (Built::On(cell, listener), Attribute::On(act)) => {
            *cell.borrow_mut() = act;
            Built::On(cell, listener)
        }
        (_, attribute) => build(element, name, attribute),
    }
}

fn follow(
    element: &Element,
    name: &'static str,
    kind: Kind,
    read: Read<Option<String>>,
    old: Option<Option<String>>,
) -> RenderEffect<Option<String>> {
    let element = element.clone();
    let run = move |old: Option<Option<String>>| {
        let new = read();
        // A person may have changed a property since.
        if kind != Kind::Attribute || old.as_ref() != Some(&new) {
            write(&element, name, kind, new.as_deref());
        }
        new
    };
    RenderEffect::new_with_value(run, old)
}

fn write(element: &Element, name: &str, kind: Kind, value: Option<&str>) {
    let property = |value: JsValue| Reflect::set(element, &name.into(), &value).map(|_| ());
    let _ = match (kind, value) {
        (Kind::Attribute, Some(value)) => element.set_attribute(name, value),
        (Kind::Attribute, None) => element.remove_attribute(name),
        (Kind::Property, value) => property(value.unwrap_or_default().into()),
        (Kind::Flag, value) => property(value.is_some().into()),
    };
}

fn listen(element: &Element, name: &str, act: Act) -> Built {
    let cell = Rc::new(RefCell::new(act));
    let act = Rc::clone(&cell);
    let listener = Closure::<dyn FnMut(Event)>::new(move |event| {
        if panic::is_dead() {
            return;
        }
        if let Ok(mut act) = act.try_borrow_mut() {
            act(event);
        }
    });
    let function = listener.as_ref().unchecked_ref();
    let _ = element.add_event_listener_with_callback(name, function);
    Built::On(cell, listener)
}
