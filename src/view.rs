//! What every view is made of: elements, words, and the few forms in which they depend on what
//! changes.
//!
//! The usual way to write a view gives every element and every closure a type of its own, and each is
//! compiled on its own: for the pages of this site that was 200 KB of download, compressed. Here types
//! end. A view is a [`Node`], which is plain data with boxed closures in it; Leptos renders it (see
//! `platform::dom`) and runs what reads the state again whenever that changes.

use std::rc::Rc;

use leptos::ev::Event;

/// Something that is read, again and again.
pub type Read<T> = Box<dyn Fn() -> T>;

/// Something that is done with an event.
pub type Act = Box<dyn FnMut(Event)>;

/// A view.
pub enum Node {
    /// Words.
    Text(String),
    /// An element.
    El(El),
    /// What is made anew whenever what it reads changes; what stands is changed in place.
    Live(Read<Node>),
    /// Views beside each other.
    Many(Vec<Node>),
    /// Views beside each other, each kept as it is for as long as its key is there.
    Keyed(Keyed),
}

/// Views by key.
pub struct Keyed {
    /// Which there are, in order.
    pub rows: Read<Vec<RowKey>>,
    /// The view of a key.
    pub view: Rc<dyn Fn(u64) -> Node>,
    /// Where the views are by now, each an element, in the order of the keys; if they move.
    pub places: Option<Read<Vec<RowPlace>>>,
}

/// Which view among others it is, and of which version: with another one it is made anew, in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowKey {
    /// The view's key.
    pub key: u64,
    /// How often it has changed.
    pub version: u64,
}

/// Where an element among others is: what changes with every frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPlace {
    /// Its view's key.
    pub key: u64,
    /// Its class there.
    pub class: &'static str,
    /// Its style there.
    pub style: String,
}

/// An element.
pub struct El(Box<Parts>);

/// What an element is made of.
pub struct Parts {
    /// Its tag.
    pub tag: &'static str,
    /// Its attributes, properties and listeners, by name.
    pub attributes: Vec<(&'static str, Attribute)>,
    /// What is in it.
    pub children: Vec<Node>,
}

/// Something that an element has.
pub enum Attribute {
    /// An attribute that stays as it is.
    Is(String),
    /// Something that follows what it reads; nothing means that it is not there, or false.
    Reads(Kind, Read<Option<String>>),
    /// Rendered text in it.
    Html(String),
    /// A listener.
    On(Act),
    /// Somebody who is told its width and height, now and whenever they change.
    Measured(Box<dyn FnMut(f64, f64)>),
}

/// Where a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Into an attribute.
    Attribute,
    /// Into a property of the element.
    Property,
    /// Into a property that is true or false.
    Flag,
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
    #[inline(never)]
    fn with(mut self, name: &'static str, attribute: Attribute) -> Self {
        self.0.attributes.push((name, attribute));
        self
    }

    /// With an attribute.
    #[inline(never)]
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.with(name, Attribute::Is(value.to_owned()))
    }

    /// With an attribute, where there is a value.
    #[inline(never)]
    pub fn attr_if(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Of a class, or of several.
    #[inline(never)]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// With an attribute that changes, or is there at times only.
    pub fn live(self, name: &'static str, read: impl Fn() -> Option<String> + 'static) -> Self {
        self.with(name, Attribute::Reads(Kind::Attribute, Box::new(read)))
    }

    /// Hidden at times.
    pub fn hidden(self, is: impl Fn() -> bool + 'static) -> Self {
        self.at_times("hidden", Kind::Attribute, Box::new(is))
    }

    /// With a property that changes, as a slider's value.
    pub fn property(self, name: &'static str, read: impl Fn() -> String + 'static) -> Self {
        self.with(
            name,
            Attribute::Reads(Kind::Property, Box::new(move || Some(read()))),
        )
    }

    /// With a property that is true or false, as whether a box is checked.
    pub fn flag(self, name: &'static str, is: impl Fn() -> bool + 'static) -> Self {
        self.at_times(name, Kind::Flag, Box::new(is))
    }

    #[inline(never)]
    fn at_times(self, name: &'static str, kind: Kind, is: Read<bool>) -> Self {
        let read = Box::new(move || is().then(String::new));
        self.with(name, Attribute::Reads(kind, read))
    }

    /// Does something when that event comes.
    pub fn on(self, event: &'static str, mut act: impl FnMut() + 'static) -> Self {
        self.on_event(event, move |_| act())
    }

    /// Does something with that event when it comes.
    pub fn on_event(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.with(event, Attribute::On(Box::new(act)))
    }

    /// Tells its width and height in CSS pixels, now and whenever they change.
    pub fn measured(self, told: impl FnMut(f64, f64) + 'static) -> Self {
        self.with("", Attribute::Measured(Box::new(told)))
    }

    /// With something in it.
    pub fn child(self, child: impl Into<Node>) -> Self {
        self.with_child(child.into())
    }

    #[inline(never)]
    fn with_child(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }

    /// With words in it.
    #[inline(never)]
    pub fn text(self, text: &str) -> Self {
        self.with_child(Node::Text(text.to_owned()))
    }

    /// With words in it that may be too long for a line: they break after the underscores of a name and
    /// behind the name of a class, and not within what stays whole. Shared, as it is long and called at many places.
    #[inline(never)]
    pub fn words(mut self, text: &str) -> Self {
        let mut plain = String::new();
        for word in text.split_inclusive(' ') {
            let name = word.trim_end();
            if stays_whole(name) {
                self = self.text_if_any(&mut plain);
                self = self.child(el("span").class("unbroken").text(name));
                plain.push_str(word.strip_prefix(name).unwrap_or_default());
                continue;
            }
            let mut rest = word;
            while let Some((part, behind)) =
                may_break(rest).and_then(|at| rest.split_at_checked(at))
            {
                plain.push_str(part);
                self = self.text_if_any(&mut plain).child(el("wbr"));
                rest = behind;
            }
            plain.push_str(rest);
        }
        self.text_if_any(&mut plain)
    }

    fn text_if_any(self, text: &mut String) -> Self {
        match core::mem::take(text) {
            text if text.is_empty() => self,
            text => self.with_child(Node::Text(text)),
        }
    }

    /// With words in it that change.
    pub fn live_text(self, read: impl Fn() -> String + 'static) -> Self {
        self.with_child(Node::Live(Box::new(move || Node::Text(read()))))
    }

    /// With rendered text in it, from the course or made of constants.
    #[inline(never)]
    pub fn html(self, html: &str) -> Self {
        self.with("", Attribute::Html(html.to_owned()))
    }

    /// With rendered text in it that changes.
    pub fn live_html(self, read: impl Fn() -> String + 'static) -> Self {
        self.property("innerHTML", read)
    }

    /// As a view.
    pub fn done(self) -> Node {
        Node::El(self)
    }

    /// Made of that.
    pub fn from_parts(parts: Parts) -> Self {
        Self(Box::new(parts))
    }

    /// What it is made of.
    pub fn into_parts(self) -> Parts {
        *self.0
    }
}

/// Where a line may break within a word: after an underscore, and after the dot behind a class. The keys of settings have
/// dots, too, and stay whole: who has a page read out would hear their parts one by one.
fn may_break(word: &str) -> Option<usize> {
    let letters = word.as_bytes();
    let is_class = letters.first().is_some_and(u8::is_ascii_uppercase);
    let place = letters.windows(2).position(|pair| match pair {
        [b'_', _] => true,
        [b'.', next] => is_class && next.is_ascii_alphabetic(),
        _ => false,
    });
    place.map(|at| at + 1)
}

/// Whether a line must not break within a word: an option of a command, the name of a partition or of a link.
fn stays_whole(word: &str) -> bool {
    let names_link = || {
        word.split_once('–')
            .is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
    };
    word.starts_with("--") || names_partition(word) || names_link()
}

/// Whether a word begins with the name of a partition, as `my-orders-0에서` does.
fn names_partition(word: &str) -> bool {
    word.rsplit_once('-').is_some_and(|(topic, number)| {
        !topic.is_empty() && number.starts_with(|letter: char| letter.is_ascii_digit())
    })
}

/// A view that is made anew whenever what it reads changes.
pub fn live(view: impl Fn() -> Node + 'static) -> Node {
    Node::Live(Box::new(view))
}

/// Views beside each other, each kept as it is for as long as its key is there.
pub fn keyed(keys: impl Fn() -> Vec<u64> + 'static, view: impl Fn(u64) -> Node + 'static) -> Node {
    Node::Keyed(Keyed {
        rows: of_one_version(Box::new(keys)),
        view: Rc::new(view),
        places: None,
    })
}

fn of_one_version(keys: Read<Vec<u64>>) -> Read<Vec<RowKey>> {
    let row = |key| RowKey { key, version: 0 };
    Box::new(move || keys().into_iter().map(row).collect())
}

/// Views beside each other, each made anew in its place when its version is another. A view reads what it is
/// made of once: where there are many, it costs less to compare all of them in one go than to have each follow
/// by itself.
pub fn versioned(
    rows: impl Fn() -> Vec<RowKey> + 'static,
    view: impl Fn(u64) -> Node + 'static,
) -> Node {
    Node::Keyed(Keyed {
        rows: Box::new(rows),
        view: Rc::new(view),
        places: None,
    })
}

/// The same for elements that move with every frame, all of them in one go, too.
pub fn moving(
    rows: impl Fn() -> Vec<RowKey> + 'static,
    view: impl Fn(u64) -> Node + 'static,
    places: impl Fn() -> Vec<RowPlace> + 'static,
) -> Node {
    Node::Keyed(Keyed {
        rows: Box::new(rows),
        view: Rc::new(view),
        places: Some(Box::new(places)),
    })
}

/// Views beside each other, without an element around them.
pub fn views(views: impl Into<Node>) -> Node {
    views.into()
}

impl From<El> for Node {
    fn from(element: El) -> Self {
        Self::El(element)
    }
}

impl From<Option<El>> for Node {
    fn from(element: Option<El>) -> Self {
        Self::Many(element.map(Self::El).into_iter().collect())
    }
}

impl From<Option<Node>> for Node {
    fn from(node: Option<Node>) -> Self {
        Self::Many(node.into_iter().collect())
    }
}

impl From<Vec<El>> for Node {
    fn from(elements: Vec<El>) -> Self {
        Self::Many(elements.into_iter().map(Self::El).collect())
    }
}

impl From<Vec<Node>> for Node {
    fn from(nodes: Vec<Node>) -> Self {
        Self::Many(nodes)
    }
}

#[cfg(test)]
mod tests {
    use super::{may_break, names_partition, stays_whole};

    #[test]
    fn a_name_breaks_after_its_underscores_and_behind_its_class() {
        for (word, expected) in [
            ("ConsumerCoordinator.commitOffsetsSync", Some(20)),
            ("NOT_ENOUGH", Some(4)),
            ("min.insync.replicas=1", None),
            ("4.3.1", None),
            ("8.005", None),
            ("gone. ", None),
        ] {
            assert_eq!(may_break(word), expected, "{word}");
        }
    }

    #[test]
    fn a_partition_is_known_by_the_number_behind_its_last_hyphen() {
        for (word, expected) in [
            ("orders-0", true),
            ("my-orders-12:", true),
            ("orders-0의", true),
            ("b1–b2", false),
            ("high-watermark", false),
            ("-1", false),
            ("orders-", false),
        ] {
            assert_eq!(names_partition(word), expected, "{word}");
        }
    }

    #[test]
    fn options_partitions_and_links_stay_on_one_line() {
        for (word, expected) in [
            ("--bootstrap-server", true),
            ("--under-min-isr-partitions", true),
            ("orders-0", true),
            ("b1–b3", true),
            ("b1–b3을", true),
            ("–", false),
            ("high-watermark", false),
            ("kafka-topics.sh", false),
        ] {
            assert_eq!(stays_whole(word), expected, "{word}");
        }
    }
}
