//! What every view is made of: elements, and the few forms in which they depend on what changes.
//!
//! Leptos compiles each type of view on its own, and a page has hundreds of different closures: left
//! as they are they make up half of the download. So types end here. An element is a tag, attributes
//! and children; what it reads is boxed, and each form of reading exists once in the program.

use std::sync::Arc;

use leptos::ev::{Custom, Event};
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::custom;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;

type Read<T> = Box<dyn Fn() -> T + Send>;

/// An element that is being put together.
pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element with nothing in it.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts {
        tag,
        attributes: Vec::new(),
        children: Vec::new(),
    }))
}

// None of these is worth a copy of its own at the hundreds of places that call it.
impl El {
    /// With an attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.with(custom_attribute(name, value.to_owned()).into_any_attr())
    }

    /// With an attribute, where there is a value.
    pub fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    #[inline(never)]
    fn with(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    /// Of a class, or of several.
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// With an attribute that changes, or is there at times only.
    pub fn live(
        self,
        name: &'static str,
        read: impl Fn() -> Option<String> + Send + 'static,
    ) -> Self {
        self.live_attribute(name, Box::new(read))
    }

    #[inline(never)]
    fn live_attribute(self, name: &'static str, read: Read<Option<String>>) -> Self {
        self.with(custom_attribute(name, read).into_any_attr())
    }

    /// Hidden at times.
    pub fn hidden(self, is: impl Fn() -> bool + Send + 'static) -> Self {
        self.live("hidden", move || is().then(String::new))
    }

    /// With a value that follows what changes, as of a slider.
    pub fn value(self, read: impl Fn() -> String + Send + 'static) -> Self {
        self.live_property("value", Box::new(read))
    }

    /// With a largest value that follows what changes.
    pub fn max(self, read: impl Fn() -> String + Send + 'static) -> Self {
        self.live_property("max", Box::new(read))
    }

    #[inline(never)]
    fn live_property(self, name: &'static str, read: Read<String>) -> Self {
        self.with(prop(name, read).into_any_attr())
    }

    /// Checked or selected at times.
    pub fn on_when(self, property: &'static str, is: impl Fn() -> bool + Send + 'static) -> Self {
        self.live_flag(property, Box::new(is))
    }

    #[inline(never)]
    fn live_flag(self, name: &'static str, is: Read<bool>) -> Self {
        self.with(prop(name, is).into_any_attr())
    }

    /// Does something when that event comes.
    pub fn on(self, event: &'static str, mut act: impl FnMut() + 'static) -> Self {
        self.on_event(event, move |_| act())
    }

    /// Does something with that event when it comes.
    pub fn on_event(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.handle(event, Box::new(act))
    }

    #[inline(never)]
    fn handle(self, event: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        self.with(on(Custom::<Event>::new(event), act).into_any_attr())
    }

    /// Does something when it is clicked.
    pub fn click(self, act: impl FnMut() + 'static) -> Self {
        self.on("click", act)
    }

    /// With something in it.
    pub fn child(self, child: impl Into<Views>) -> Self {
        self.children(child.into())
    }

    #[inline(never)]
    fn children(mut self, children: Views) -> Self {
        self.0.children.extend(children.0);
        self
    }

    /// With words in it.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.child(text.to_owned().into_any())
    }

    /// With words in it that change.
    pub fn live_text(self, read: impl Fn() -> String + Send + 'static) -> Self {
        self.child(live_words(Box::new(read)))
    }

    /// With rendered text in it, from the course or made of constants.
    #[inline(never)]
    pub fn html(self, html: &str) -> Self {
        self.with(prop("innerHTML", html.to_owned()).into_any_attr())
    }

    /// With rendered text in it that changes.
    pub fn live_html(self, read: impl Fn() -> String + Send + 'static) -> Self {
        self.live_property("innerHTML", Box::new(read))
    }

    /// The element as a view.
    #[inline(never)]
    pub fn done(self) -> AnyView {
        let Parts {
            tag,
            attributes,
            children,
        } = *self.0;
        custom(tag)
            .add_any_attr(attributes)
            .child(children)
            .into_any()
    }
}

#[inline(never)]
fn live_words(read: Read<String>) -> AnyView {
    read.into_any()
}

/// A view that is made anew whenever what it reads changes.
pub fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    live_view(Box::new(view))
}

#[inline(never)]
fn live_view(view: Read<AnyView>) -> AnyView {
    view.into_any()
}

/// Views beside each other, each kept as long as its key is there.
pub fn keyed(
    keys: impl Fn() -> Vec<u64> + Send + 'static,
    view: impl Fn(u64) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    keyed_views(Box::new(keys), Arc::new(view))
}

#[inline(never)]
fn keyed_views(keys: Read<Vec<u64>>, view: Arc<dyn Fn(u64) -> AnyView + Send + Sync>) -> AnyView {
    let view = move |key| view(key);
    view! { <For each=keys key=|key| *key children=view/> }.into_any()
}

/// One view, some, or none.
pub struct Views(Vec<AnyView>);

impl From<AnyView> for Views {
    fn from(view: AnyView) -> Self {
        Self(vec![view])
    }
}

impl From<El> for Views {
    fn from(element: El) -> Self {
        Self(vec![element.done()])
    }
}

impl<T: Into<Views>> From<Option<T>> for Views {
    fn from(view: Option<T>) -> Self {
        view.map_or_else(|| Self(Vec::new()), Into::into)
    }
}

impl<T: Into<Views>> From<Vec<T>> for Views {
    fn from(views: Vec<T>) -> Self {
        Self(views.into_iter().flat_map(|view| view.into().0).collect())
    }
}

impl Views {
    #[inline(never)]
    fn done(self) -> AnyView {
        self.0.into_any()
    }
}

/// Views beside each other, without an element around them.
pub fn views(views: impl Into<Views>) -> AnyView {
    views.into().done()
}
