//! How a [`Node`] becomes a part of the document, and how it changes there: a Leptos view of our own.
//! What stands is changed in place, so that the focus stays and the style sheet can move things.

mod attribute;
mod rows;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use wasm_bindgen::JsCast as _;
use web_sys::{Comment, Document, Element, Node as DomNode, Text};

use self::attribute::Attributes;
use self::rows::Rows;
use crate::view::{El, Node, Parts, Read};

const SVG: &str = "http://www.w3.org/2000/svg";

/// What a node has become.
pub enum Built {
    /// Words, and what they are.
    Text(Text, String),
    /// An element.
    Element(Box<BuiltElement>),
    /// What is made anew whenever what it reads changes.
    Live(Rendered<Built>),
    /// Views beside each other, and where they end.
    Many(Vec<Built>, Comment),
    /// Views by key.
    Keyed(Rendered<Rows>),
}

/// What an element has become.
pub struct BuiltElement {
    element: Element,
    tag: &'static str,
    attributes: Attributes,
    children: Vec<Built>,
}

/// What an effect renders, again and again. When it goes, what it has rendered goes at once: the effect's own
/// task keeps that until it is polled next, and by then what that follows may be gone.
pub struct Rendered<T: 'static>(RenderEffect<T>);

impl<T: 'static> Rendered<T> {
    fn new(render: impl FnMut(Option<T>) -> T + 'static, old: Option<T>) -> Self {
        Self(RenderEffect::new_with_value(render, old))
    }

    fn with<U>(&self, look: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.0.with_value_mut(look)
    }

    fn take(&self) -> Option<T> {
        self.0.take_value()
    }
}

impl<T: 'static> Drop for Rendered<T> {
    fn drop(&mut self) {
        drop(self.take());
    }
}

impl Render for Node {
    type State = Built;

    fn build(self) -> Built {
        match self {
            Self::Text(text) => Built::Text(document().create_text_node(&text), text),
            Self::El(element) => Built::Element(Box::new(BuiltElement::new(element.into_parts()))),
            Self::Live(read) => Built::Live(live(read, None)),
            Self::Many(nodes) => {
                let built = nodes.into_iter().map(Self::build).collect();
                Built::Many(built, document().create_comment(""))
            }
            Self::Keyed(keyed) => Built::Keyed(rows::live(keyed, None)),
        }
    }

    fn rebuild(self, built: &mut Built) {
        match (self, &mut *built) {
            (Self::Text(new), Built::Text(node, text)) => {
                if new != *text {
                    node.set_data(&new);
                    *text = new;
                }
            }
            (Self::El(new), Built::Element(old)) => {
                let parts = new.into_parts();
                if parts.tag == old.tag {
                    old.rebuild(parts);
                } else {
                    replace(built, Self::El(El::from_parts(parts)));
                }
            }
            (Self::Live(read), Built::Live(effect)) => {
                let old = effect.take();
                *effect = live(read, old);
            }
            (Self::Many(new), Built::Many(old, end)) => rebuild_all(new, old, Some(end)),
            (Self::Keyed(keyed), Built::Keyed(effect)) => {
                let old = effect.take();
                *effect = rows::live(keyed, old);
            }
            (new, _) => replace(built, new),
        }
    }
}

fn live(read: Read<Node>, old: Option<Built>) -> Rendered<Built> {
    let run = move |old: Option<Built>| match old {
        None => read().build(),
        Some(mut built) => {
            read().rebuild(&mut built);
            built
        }
    };
    Rendered::new(run, old)
}

/// Puts something else where something stands.
fn replace(built: &mut Built, node: Node) {
    let mut new = node.build();
    built.insert_before_this(&mut new);
    built.unmount();
    *built = new;
}

/// Changes children one by one; what is new goes to the end of the element, or before `end`.
fn rebuild_all(new: Vec<Node>, old: &mut Vec<Built>, end: Option<&Comment>) {
    let kept = new.len();
    for (index, node) in new.into_iter().enumerate() {
        if let Some(old) = old.get_mut(index) {
            node.rebuild(old);
            continue;
        }
        let mut built = node.build();
        if let Some((parent, end)) = end.and_then(|end| Some((parent_of(end)?, end))) {
            built.mount(&parent, Some(end));
        }
        old.push(built);
    }
    for mut gone in old.drain(kept.min(old.len())..) {
        gone.unmount();
    }
}

impl BuiltElement {
    fn new(parts: Parts) -> Self {
        let Parts {
            tag,
            attributes,
            children,
        } = parts;
        let element = create(tag);
        let attributes = Attributes::new(&element, attributes);
        let mut children: Vec<Built> = children.into_iter().map(Node::build).collect();
        for child in &mut children {
            child.mount(&element, None);
        }
        Self {
            element,
            tag,
            attributes,
            children,
        }
    }

    /// Sets an attribute that its view says nothing of.
    fn set_attribute(&self, name: &str, value: &str) {
        let _ = self.element.set_attribute(name, value);
    }

    fn rebuild(&mut self, parts: Parts) {
        self.attributes.rebuild(&self.element, parts.attributes);
        let known = self.children.len();
        rebuild_all(parts.children, &mut self.children, None);
        for child in self.children.iter_mut().skip(known) {
            child.mount(&self.element, None);
        }
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        match self {
            Self::Text(text, _) => remove(text),
            Self::Element(built) => built.element.remove(),
            Self::Live(effect) => {
                effect.with(Self::unmount);
            }
            Self::Many(all, end) => {
                all.iter_mut().for_each(Self::unmount);
                remove(end);
            }
            Self::Keyed(effect) => {
                effect.with(Rows::unmount);
            }
        }
    }

    fn mount(&mut self, parent: &Element, before: Option<&DomNode>) {
        match self {
            Self::Text(text, _) => insert(parent, text, before),
            Self::Element(built) => insert(parent, &built.element, before),
            Self::Live(effect) => {
                effect.with(|built| built.mount(parent, before));
            }
            Self::Many(all, end) => {
                for one in all {
                    one.mount(parent, before);
                }
                insert(parent, end, before);
            }
            Self::Keyed(effect) => {
                effect.with(|rows| rows.mount(parent, before));
            }
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(first) = self.first() else {
            return false;
        };
        let Some(parent) = parent_of(&first) else {
            return false;
        };
        child.mount(&parent, Some(&first));
        true
    }

    fn elements(&self) -> Vec<Element> {
        match self {
            Self::Element(built) => vec![built.element.clone()],
            _ => Vec::new(),
        }
    }
}

impl Built {
    /// The first of its nodes in the document.
    fn first(&self) -> Option<DomNode> {
        match self {
            Self::Text(text, _) => Some(text.clone().into()),
            Self::Element(built) => Some(built.element.clone().into()),
            Self::Live(effect) => effect.with(|built| built.first()).flatten(),
            Self::Many(all, end) => Some(
                all.first()
                    .and_then(Self::first)
                    .unwrap_or_else(|| end.clone().into()),
            ),
            Self::Keyed(effect) => effect.with(|rows| rows.first()),
        }
    }

    /// The last of its nodes in the document.
    fn last(&self) -> Option<DomNode> {
        match self {
            Self::Text(text, _) => Some(text.clone().into()),
            Self::Element(built) => Some(built.element.clone().into()),
            Self::Live(effect) => effect.with(|built| built.last()).flatten(),
            Self::Many(_, end) => Some(end.clone().into()),
            Self::Keyed(effect) => effect.with(|rows| rows.last()),
        }
    }
}

fn document() -> Document {
    leptos::prelude::document()
}

fn create(tag: &'static str) -> Element {
    let created = match tag {
        "svg" | "g" | "path" | "text" | "title" => document().create_element_ns(Some(SVG), tag),
        _ => document().create_element(tag),
    };
    created.expect("a tag is a name, and every name makes an element")
}

fn parent_of(node: &DomNode) -> Option<Element> {
    node.parent_node().and_then(|parent| parent.dyn_into().ok())
}

fn insert(parent: &Element, node: &DomNode, before: Option<&DomNode>) {
    // It fails only where `before` is no child of `parent`, which no caller says.
    let _ = parent.insert_before(node, before);
}

fn remove(node: &DomNode) {
    if let Some(parent) = node.parent_node() {
        let _ = parent.remove_child(node);
    }
}
