//! What is written about one thing: its fields in groups, and what one can go on to from it.

use highwater_core::id::{BrokerId, NodeId};
use highwater_core::sim::World;
use highwater_core::time::{Span, Time};
use highwater_text::config::Setting;
use highwater_text::course::Words;
use highwater_text::fill::{Value, fill};
use highwater_text::meaning::Meaning;
use highwater_text::{Lang, command, say};

use crate::panel::moment::{in_whole_ms, moment};
use crate::session::{Selection, Session};

/// A field: its name, its value, and the sentence that says what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// What it means.
    pub meaning: Meaning,
}

/// Fields that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// What they are about; nothing where the thing's own name says it.
    pub title: &'static str,
    /// The fields.
    pub facts: Vec<Fact>,
}

/// Things of one kind that one can go on to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Related {
    /// What kind.
    pub title: &'static str,
    /// Each by its name.
    pub things: Vec<(String, Selection)>,
}

/// What is said of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Which one.
    pub title: String,
    /// A sentence about it.
    pub about: String,
    /// Its state.
    pub groups: Vec<Group>,
    /// What belongs to it, and what it belongs to.
    pub related: Vec<Related>,
}

/// Facts while they are written.
pub struct Sheet<'a> {
    /// What they are read from.
    pub session: &'a Session,
    /// The sentences, once they are there.
    pub words: &'a Words,
    /// The language.
    pub lang: Lang,
    facts: Facts,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub fn new(session: &'a Session, words: &'a Words, lang: Lang) -> Self {
        Self {
            session,
            words,
            lang,
            facts: Facts::default(),
        }
    }

    /// The cluster at the playhead.
    pub fn world(&self) -> &'a World {
        self.session.world()
    }

    /// The moment of the playhead.
    pub fn now(&self) -> Time {
        self.session.timeline().position().time
    }

    /// What was written; groups without a field are left out.
    pub fn done(mut self) -> Facts {
        self.facts.groups.retain(|group| !group.facts.is_empty());
        self.facts.related.retain(|kind| !kind.things.is_empty());
        self.facts
    }

    /// What kind of thing it is, and which one.
    pub fn head(&mut self, en: &'static str, ko: &'static str, title: String) {
        self.facts.kind = self.lang.pick(en, ko);
        self.facts.title = title;
        self.facts.groups.push(Group::default());
    }

    /// It is not there at this moment.
    pub fn gone(&mut self, title: String) {
        self.head("Not there at this moment", "이 시점에는 없음", title);
    }

    /// A sentence about it.
    pub fn about(&mut self, about: String) {
        self.facts.about = about;
    }

    /// What follows is about that.
    #[inline(never)]
    pub fn group(&mut self, en: &'static str, ko: &'static str) {
        let title = self.lang.pick(en, ko);
        self.facts.groups.push(Group {
            title,
            facts: Vec::new(),
        });
    }

    /// A field.
    #[inline(never)]
    pub fn fact(&mut self, en: &str, ko: &str, value: Value<'_>, meaning: Meaning) {
        self.named(self.lang.pick(en, ko).to_owned(), value, meaning);
    }

    /// A field whose name is Kafka's own, the same in both languages.
    #[inline(never)]
    pub fn same(&mut self, name: &str, value: Value<'_>, meaning: Meaning) {
        self.named(name.to_owned(), value, meaning);
    }

    /// A field whose name has values in it.
    #[inline(never)]
    pub fn named(&mut self, name: String, value: Value<'_>, meaning: Meaning) {
        let value = fill(self.lang, "{0}", &[value]);
        if let Some(group) = self.facts.groups.last_mut() {
            group.facts.push(Fact {
                name,
                value,
                meaning,
            });
        }
    }

    /// A field that is a moment.
    pub fn moment(&mut self, en: &str, ko: &str, time: Time, meaning: Meaning) {
        let moment = moment(time);
        self.fact(en, ko, Value::Words(&moment), meaning);
    }

    /// A setting, with Kafka's default where it is another one.
    pub fn setting(&mut self, setting: &Setting) {
        let empty = self.lang.pick("empty", "비어 있음");
        let mut value = or(&setting.value, empty).to_owned();
        if !setting.is_default() {
            let default = or(&setting.default, empty);
            value = say!(
                self.lang,
                "{0}, default {1}",
                "{0} (기본값 {1})",
                &value,
                default
            );
        }
        self.same(setting.name, Value::Words(&value), setting.meaning);
    }

    /// What follows are things of that kind to go on to.
    #[inline(never)]
    pub fn related(&mut self, en: &'static str, ko: &'static str) {
        let title = self.lang.pick(en, ko);
        self.facts.related.push(Related {
            title,
            things: Vec::new(),
        });
    }

    /// One of them.
    #[inline(never)]
    pub fn thing(&mut self, name: String, selection: Selection) {
        if let Some(kind) = self.facts.related.last_mut() {
            kind.things.push((name, selection));
        }
    }

    /// A node among them.
    pub fn node(&mut self, node: NodeId) {
        self.thing(node.to_string(), Selection::Node(node));
    }

    /// A link among them, by its smaller end first, as it is picked in the picture.
    pub fn link(&mut self, a: NodeId, b: NodeId) {
        let name = command::link(a, b);
        let (a, b) = a.link(b);
        self.thing(name, Selection::Link(a, b));
    }
}

/// Values that several kinds of things have.
impl Sheet<'_> {
    /// Brokers, or a word that there are none.
    pub fn brokers<'v>(&self, ids: &'v [BrokerId]) -> Value<'v> {
        match ids {
            [] => self.none(),
            ids => Value::Brokers(ids),
        }
    }

    /// A broker, or a word that there is none.
    pub fn broker_or_none(&self, id: Option<BrokerId>) -> Value<'static> {
        id.map_or(self.none(), Value::from)
    }

    /// That there is none.
    pub fn none(&self) -> Value<'static> {
        Value::Words(self.lang.pick("none", "없음"))
    }

    /// Yes or no.
    pub fn yes_no(&self, yes: bool) -> Value<'static> {
        let (en, ko) = if yes {
            ("yes", "예")
        } else {
            ("no", "아니요")
        };
        Value::Words(self.lang.pick(en, ko))
    }

    /// How long ago that was.
    pub fn ago(&self, then: Time) -> String {
        let ms = in_ms(self.now().since(then));
        say!(self.lang, "{0} ms ago", "{0} ms 전", &ms)
    }

    /// In how long that is.
    pub fn ahead(&self, then: Time) -> String {
        let ms = in_ms(then.since(self.now()));
        say!(self.lang, "in {0} ms", "{0} ms 뒤", &ms)
    }
}

/// A value, or a word for it where it is empty.
fn or<'v>(value: &'v str, empty: &'v str) -> &'v str {
    if value.is_empty() { empty } else { value }
}

fn in_ms(span: Span) -> String {
    in_whole_ms(Time(span.0))
}
