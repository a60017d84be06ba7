//! Where in the site one is: the part of the address after `#`. Read and written here, and nothing
//! that is typed there makes it fail.

use core::fmt;

use highwater_text::Lang;

/// A page in a language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The language.
    pub lang: Lang,
    /// The page.
    pub page: Page,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The live cluster and the list of lessons.
    #[default]
    Home,
    /// A lesson, at the step with that permanent id, or where it begins.
    Lesson(LessonLink),
    /// The cluster to do with as one likes: a lesson's at one of its steps, or the home page's.
    Sandbox(Option<LessonLink>),
    /// A cluster to break, by its id; opened, it is the sandbox.
    Preset(String),
    /// The clusters to break, and what the browser keeps.
    Presets,
    /// A cluster is built.
    Build,
    /// What the drawing means.
    Legend,
    /// The terms, one of them singled out by its id.
    Glossary(Option<String>),
    /// An address that leads nowhere.
    Broken(BrokenLink),
}

/// A lesson and one of its steps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonLink {
    /// The lesson's id.
    pub id: String,
    /// The step's permanent id.
    pub step: Option<u32>,
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrokenLink {
    /// No page has that name.
    NoSuchPage(String),
    /// A lesson's page is asked for without saying which.
    NoLessonNamed,
    /// A step is named by something that is not a number.
    StepIsNoNumber(String),
}

impl Page {
    /// Whether it is a lesson or the sandbox.
    #[must_use]
    pub fn is_player(&self) -> bool {
        matches!(self, Self::Lesson(_) | Self::Sandbox(_) | Self::Preset(_))
    }

    /// What it is called wherever it is named; nothing for those that are called otherwise, or not at all.
    #[must_use]
    pub fn name(&self, lang: Lang) -> &'static str {
        let (en, ko) = match self {
            Self::Sandbox(_) | Self::Preset(_) => ("Sandbox", "샌드박스"),
            Self::Presets => ("Clusters to break", "고장 내 볼 클러스터"),
            Self::Build => ("Build a cluster", "클러스터 만들기"),
            Self::Legend => ("Legend", "범례"),
            Self::Glossary(_) => ("Glossary", "용어집"),
            Self::Home | Self::Lesson(_) | Self::Broken(_) => ("", ""),
        };
        lang.pick(en, ko)
    }

    /// Whether it is shown only once the part of the program is there that a first visit does without.
    #[must_use]
    pub fn is_deferred(&self) -> bool {
        matches!(
            self,
            Self::Sandbox(None)
                | Self::Preset(_)
                | Self::Presets
                | Self::Build
                | Self::Legend
                | Self::Glossary(_)
        )
    }
}

impl Route {
    /// Reads what stands after `#`, with or without it. `preferred` is the language of an address
    /// that names none.
    #[must_use]
    pub fn parse(hash: &str, preferred: Lang) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (typed, query) = hash.split_once('?').unwrap_or((hash, ""));
        let (first, rest) = first_part(typed);
        let (lang, path) = match Lang::from_code(first) {
            Some(lang) => (lang, rest),
            None => (preferred, typed),
        };
        Self {
            lang,
            page: page(path, typed, query),
        }
    }

    /// The same page in another language.
    #[must_use]
    pub fn in_language(&self, lang: Lang) -> Self {
        Self {
            lang,
            page: self.page.clone(),
        }
    }
}

/// The part up to the first slash, and what comes after it.
fn first_part(path: &str) -> (&str, &str) {
    let path = path.trim_matches('/');
    path.split_once('/').unwrap_or((path, ""))
}

fn page(path: &str, typed: &str, query: &str) -> Page {
    let (name, rest) = first_part(path);
    let (id, more) = first_part(rest);
    let read = match (name, id) {
        _ if !more.is_empty() => Err(no_such_page(typed)),
        ("", _) => Ok(Page::Home),
        ("lesson", "") => Err(BrokenLink::NoLessonNamed),
        ("lesson", id) => lesson_link(id, query).map(Page::Lesson),
        ("sandbox", "") => sandbox(query),
        ("sandbox", "presets") => Ok(Page::Presets),
        ("sandbox", "build") => Ok(Page::Build),
        ("legend", "") => Ok(Page::Legend),
        ("glossary", "") => Ok(Page::Glossary(value_of(query, "term").map(decoded))),
        _ => Err(no_such_page(typed)),
    };
    read.unwrap_or_else(Page::Broken)
}

fn no_such_page(typed: &str) -> BrokenLink {
    BrokenLink::NoSuchPage(decoded(typed.trim_matches('/')))
}

fn sandbox(query: &str) -> Result<Page, BrokenLink> {
    if let Some(id) = value_of(query, "lesson") {
        return lesson_link(id, query).map(|link| Page::Sandbox(Some(link)));
    }
    let preset = value_of(query, "preset").map(decoded);
    Ok(preset.map_or(Page::Sandbox(None), Page::Preset))
}

fn lesson_link(id: &str, query: &str) -> Result<LessonLink, BrokenLink> {
    let step = match value_of(query, "step") {
        None => None,
        Some(step) => Some(
            step.parse()
                .map_err(|_| BrokenLink::StepIsNoNumber(decoded(step)))?,
        ),
    };
    Ok(LessonLink {
        id: decoded(id),
        step,
    })
}

fn value_of<'q>(query: &'q str, name: &str) -> Option<&'q str> {
    for pair in query.split('&') {
        match pair.split_once('=') {
            Some((key, value)) if key == name && !value.is_empty() => return Some(value),
            _ => {}
        }
    }
    None
}

/// Undoes percent-encoding, so that a message shows what was typed.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        match (byte, hex(ahead.next()), hex(ahead.next())) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(high << 4 | low);
                rest = ahead;
            }
            _ => bytes.push(byte),
        }
    }
    // What is no text stays as it was typed.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: Option<u8>) -> Option<u8> {
    let value = char::from(digit?).to_digit(16)?;
    u8::try_from(value).ok()
}

/// As it stands in the address, `#` included.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#/{}/", self.lang.code())?;
        match &self.page {
            Page::Home | Page::Broken(_) => Ok(()),
            Page::Lesson(link) => {
                write!(f, "lesson/{}", link.id)?;
                link.step.map_or(Ok(()), |step| write!(f, "?step={step}"))
            }
            Page::Sandbox(None) => f.write_str("sandbox"),
            Page::Sandbox(Some(link)) => {
                write!(f, "sandbox?lesson={}", link.id)?;
                link.step.map_or(Ok(()), |step| write!(f, "&step={step}"))
            }
            Page::Preset(id) => write!(f, "sandbox?preset={id}"),
            Page::Presets => f.write_str("sandbox/presets"),
            Page::Build => f.write_str("sandbox/build"),
            Page::Legend => f.write_str("legend"),
            Page::Glossary(None) => f.write_str("glossary"),
            Page::Glossary(Some(term)) => write!(f, "glossary?term={term}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(id: &str, step: Option<u32>) -> LessonLink {
        LessonLink {
            id: id.into(),
            step,
        }
    }

    #[test]
    fn every_page_is_read_as_it_is_written() {
        for page in [
            Page::Home,
            Page::Lesson(link("who-moves-the-high-watermark", None)),
            Page::Lesson(link("who-moves-the-high-watermark", Some(4))),
            Page::Sandbox(None),
            Page::Sandbox(Some(link("who-moves-the-high-watermark", Some(4)))),
            Page::Preset("acks1-loss".into()),
            Page::Presets,
            Page::Build,
            Page::Legend,
            Page::Glossary(None),
            Page::Glossary(Some("high-watermark".into())),
        ] {
            for lang in Lang::ALL {
                let route = Route {
                    lang,
                    page: page.clone(),
                };
                assert_eq!(Route::parse(&route.to_string(), lang.other()), route);
            }
        }
    }

    #[test]
    fn the_link_of_the_lesson_stays_as_it_was_promised() {
        let route = Route::parse("#/ko/lesson/who-moves-the-high-watermark?step=4", Lang::En);
        let expected = Page::Lesson(link("who-moves-the-high-watermark", Some(4)));
        assert_eq!(
            route,
            Route {
                lang: Lang::Ko,
                page: expected
            }
        );
    }

    #[test]
    fn an_address_without_a_language_takes_the_preferred_one() {
        for (hash, page) in [
            ("", Page::Home),
            ("#", Page::Home),
            ("#/legend", Page::Legend),
        ] {
            assert_eq!(
                Route::parse(hash, Lang::Ko),
                Route {
                    lang: Lang::Ko,
                    page
                }
            );
        }
    }

    #[test]
    fn a_broken_link_says_what_is_wrong_with_it() {
        for (hash, problem) in [
            ("#/en/lesons", BrokenLink::NoSuchPage("en/lesons".into())),
            ("#/fr/", BrokenLink::NoSuchPage("fr".into())),
            (
                "#/en/legend/more",
                BrokenLink::NoSuchPage("en/legend/more".into()),
            ),
            ("#/ko/%ED%95%9C", BrokenLink::NoSuchPage("ko/한".into())),
            ("#/en/lesson/", BrokenLink::NoLessonNamed),
            (
                "#/en/lesson/x?step=four",
                BrokenLink::StepIsNoNumber("four".into()),
            ),
            (
                "#/en/lesson/x?step=-1",
                BrokenLink::StepIsNoNumber("-1".into()),
            ),
            (
                "#/en/sandbox?lesson=x&step=99999999999",
                BrokenLink::StepIsNoNumber("99999999999".into()),
            ),
        ] {
            assert_eq!(
                Route::parse(hash, Lang::En).page,
                Page::Broken(problem),
                "{hash}"
            );
        }
    }

    #[test]
    fn no_text_makes_reading_fail() {
        for hash in [
            "#%",
            "#%f",
            "#%ff%fe",
            "#//??&&==",
            "#/en/lesson/%00?step=%",
            "한글",
            "#/en/glossary?term=",
        ] {
            let _ = Route::parse(hash, Lang::En).to_string();
        }
    }
}
