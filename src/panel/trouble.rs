//! What was wrong, where, and the ways on.

use highwater_text::course::{FORMAT_VERSION, FormatError};
use highwater_text::{Lang, say};

use super::{button, link, main_part};
use crate::load::Trouble;
use crate::platform::address;
use crate::platform::fetch::FetchError;
use crate::route::{BrokenLink, LessonLink, Page};
use crate::session::OpenError;
use crate::store::{Look, Store};
use crate::view::{El, Node, el, live, views};

/// A problem in words: a title, what exactly was wrong, and where to go from here.
struct Words {
    title: &'static str,
    detail: String,
    /// A lesson to begin anew, where the problem is one of its steps.
    lesson: Option<String>,
    /// Whether to try again may help.
    again: bool,
}

/// A lesson or a list of lessons that cannot be had.
pub fn trouble_page(store: Store, lang: Lang, trouble: &Trouble) -> Node {
    let lesson = store.peek(|state| match &state.route.page {
        Page::Lesson(link) | Page::Sandbox(Some(link)) => Some(link.id.clone()),
        _ => None,
    });
    problem(lang, of_trouble(trouble, lesson, lang))
}

/// A part of a page that cannot be had: its title, what exactly was wrong, and the button that asks for it
/// again.
pub fn trouble_note(lang: Lang, title: &str, trouble: &Trouble, again: El) -> El {
    el("div")
        .class("note note--danger")
        .child(el("p").text(title))
        .child(el("p").text(&trouble_in_words(trouble, lang)))
        .child(again.text(try_again(lang)))
}

/// That the words of whoever looks closer did not come, and the button that asks for them again.
pub fn words_trouble(store: Store, lang: Lang) -> Node {
    let trouble = Look::new(move || store.read(|state| state.words_trouble.clone()));
    live(move || {
        let note = trouble.get().map(|failure| {
            let title = lang.pick(
                "A file of texts could not be loaded. Why something waits, what was lost, and what messages mean \
                 cannot be told without it.",
                "설명 파일을 받지 못했습니다. 이 파일이 없으면 무엇이 왜 기다리는지, 무엇이 유실되었는지, 메시지가 무슨 뜻인지 \
                 보여 줄 수 없습니다.",
            );
            let again = button("button", move || store.want_words());
            trouble_note(lang, title, failure.trouble(), again).attr("role", "status")
        });
        views(note)
    })
}

fn try_again(lang: Lang) -> &'static str {
    lang.pick("Try again", "다시 시도")
}

/// What exactly was wrong.
pub fn trouble_in_words(trouble: &Trouble, lang: Lang) -> String {
    of_trouble(trouble, None, lang).detail
}

/// An address that leads nowhere.
pub fn broken_link(lang: Lang, link: &BrokenLink) -> Node {
    let words = Words {
        title: lang.pick("This link leads nowhere", "잘못된 링크입니다"),
        detail: broken_link_in_words(link, lang),
        lesson: None,
        again: false,
    };
    problem(lang, words)
}

/// What is wrong with an address.
pub fn broken_link_in_words(link: &BrokenLink, lang: Lang) -> String {
    match link {
        BrokenLink::NoSuchPage(page) => say!(
            lang,
            "There is no page \"{0}\" on this site.",
            "이 사이트에는 \"{0}\" 페이지가 없습니다.",
            page
        ),
        BrokenLink::NoLessonNamed => lang
            .pick(
                "The link asks for a lesson without naming one.",
                "링크에 레슨 이름이 없습니다.",
            )
            .to_owned(),
        BrokenLink::StepIsNoNumber(step) => say!(
            lang,
            "The link names its step \"{0}\"; a step is a number, counted from 1.",
            "링크의 step 값이 \"{0}\"입니다. step은 1부터 세는 숫자입니다.",
            step
        ),
    }
}

fn problem(lang: Lang, words: Words) -> Node {
    let Words {
        title,
        detail,
        lesson,
        again,
    } = words;
    let lesson = lesson.map(|id| {
        link(lang, Page::Lesson(LessonLink { id, step: None }))
            .class("button button--primary")
            .text(lang.pick("Open the lesson at its start", "레슨을 처음부터 열기"))
    });
    let again =
        again.then(|| button("button button--primary", address::reload).text(try_again(lang)));
    let to = |page, text: &str| link(lang, page).class("button").text(text);
    let ways = el("div")
        .class("row")
        .child(lesson)
        .child(again)
        .child(to(Page::Home, lang.pick("All lessons", "모든 레슨")))
        .child(to(Page::Presets, Page::Presets.name(lang)))
        .child(to(Page::Glossary(None), Page::Glossary(None).name(lang)));
    main_part("panel problem")
        .child(el("h1").text(title))
        .child(el("p").text(&detail))
        .child(ways)
        .done()
}

fn of_trouble(trouble: &Trouble, lesson: Option<String>, lang: Lang) -> Words {
    match trouble {
        Trouble::NoSuchLesson(id) => Words {
            title: lang.pick("There is no such lesson", "그런 레슨은 없습니다"),
            detail: say!(
                lang,
                "The course has no lesson \"{0}\". See the home page for all lessons.",
                "\"{0}\" 레슨은 없습니다. 홈에 모든 레슨 목록이 있습니다.",
                id
            ),
            lesson: None,
            again: false,
        },
        Trouble::NoSuchPreset(id) => Words {
            title: lang.pick("There is no such preset", "그런 프리셋은 없습니다"),
            detail: say!(
                lang,
                "The sandbox has no preset \"{0}\". See its page for all presets.",
                "\"{0}\" 프리셋은 없습니다. 샌드박스의 클러스터 목록에 모든 프리셋이 있습니다.",
                id
            ),
            lesson: None,
            again: false,
        },
        Trouble::Fetch { path, error } => Words {
            title: lang.pick("A file could not be loaded", "파일을 받지 못했습니다"),
            detail: not_fetched(path, error, lang),
            lesson: None,
            again: true,
        },
        Trouble::Format { path, error } => Words {
            title: lang.pick("A file cannot be read", "파일을 읽을 수 없습니다"),
            detail: not_read(path, error, lang),
            lesson: None,
            again: true,
        },
        Trouble::CannotRun(error) => cannot_run(error, lesson, lang),
    }
}

fn not_read(path: &str, error: &FormatError, lang: Lang) -> String {
    let what = match error {
        FormatError::Empty => lang.pick("it is empty", "내용이 비어 있습니다").to_owned(),
        FormatError::Version { found } => say!(
            lang,
            "it is of format {0}, expected {1}",
            "형식이 {0}인데 {1} 형식이어야 합니다",
            found,
            FORMAT_VERSION
        ),
        FormatError::Damaged => lang
            .pick(
                "it is damaged: it does not hold what it should",
                "손상되어 내용이 형식에 맞지 않습니다",
            )
            .to_owned(),
    };
    say!(
        lang,
        "{0}: {1}. If the site was updated while this page was open, load it anew.",
        "{0}: {1}. 페이지를 연 뒤에 사이트가 바뀌었다면 다시 불러오세요.",
        path,
        &what
    )
}

fn not_fetched(path: &str, error: &FetchError, lang: Lang) -> String {
    match error {
        FetchError::NotFound => say!(
            lang,
            "{0} is not on this site.",
            "이 사이트에 {0} 파일이 없습니다.",
            path
        ),
        FetchError::Status(status) => say!(
            lang,
            "{0}: the host answered with status {1}.",
            "{0}: 서버가 상태 코드 {1으로} 응답했습니다.",
            path,
            status
        ),
        FetchError::Unreachable => say!(
            lang,
            "{0}: the site cannot be reached. Is this device online?",
            "{0}: 사이트에 연결할 수 없습니다. 인터넷 연결을 확인하세요.",
            path
        ),
    }
}

fn cannot_run(error: &OpenError, lesson: Option<String>, lang: Lang) -> Words {
    let (title, detail) = match error {
        OpenError::NoSuchStep { step, known } => (
            lang.pick(
                "The lesson has no such part",
                "이 레슨에 그런 장면은 없습니다",
            ),
            say!(
                lang,
                "There is no step {0} in this lesson; there are {1}.",
                "링크의 step 번호 {0}에 해당하는 장면이 없습니다. 있는 번호는 {1}입니다.",
                step,
                &joined(", ", &mut known.iter().map(u32::to_string))
            ),
        ),
        OpenError::PartNeverComes { step } => (
            lang.pick("The lesson cannot be run", "레슨을 실행할 수 없습니다"),
            say!(
                lang,
                "The moment of its step {0} does not come in the engine.",
                "엔진을 실행해도 step 번호 {0}의 장면에 이르지 않습니다.",
                step
            ),
        ),
    };
    Words {
        title,
        detail,
        lesson,
        again: false,
    }
}

fn joined(between: &str, parts: &mut dyn Iterator<Item = String>) -> String {
    let mut joined = String::new();
    for part in parts {
        joined.push_str(if joined.is_empty() { "" } else { between });
        joined.push_str(&part);
    }
    joined
}
