//! What is shown when the app has failed: in both languages, drawn without the app, which answers
//! nothing any more.

use core::sync::atomic::{AtomicBool, Ordering};
use std::panic::PanicHookInfo;

use highwater_text::{Lang, Text};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, Element, console, window};

use super::storage::{self, Kept};

static DEAD: AtomicBool = AtomicBool::new(false);

const TITLE: Text = Text::new(
    "Something went wrong in here.",
    "내부에서 문제가 생겼습니다.",
);
const BODY: Text = Text::new(
    "Highwater has a mistake, and this run has ended. What you have done in the lessons is kept.",
    "Highwater에 오류가 생겨 실행이 중단되었습니다. 레슨 진행 상황은 남아 있습니다.",
);
const RELOAD: Text = Text::new("Reload", "다시 불러오기");
const BACK: Text = Text::new("Back to where you were", "있던 곳으로 돌아가기");

/// Whether the app has failed. What the browser still calls then does nothing.
pub fn is_dead() -> bool {
    DEAD.load(Ordering::Relaxed)
}

/// Shows the message when the app fails. The event `highwater-panic-drill` on the window makes it
/// fail on purpose: a drill, so that a test sees what a visitor would see.
pub fn install() {
    std::panic::set_hook(Box::new(report));
    let Some(window) = window() else { return };
    let drill = Closure::<dyn FnMut()>::new(|| {
        panic!("a drill: the window was sent highwater-panic-drill")
    });
    let function = drill.as_ref().unchecked_ref();
    let _ = window.add_event_listener_with_callback("highwater-panic-drill", function);
    drill.forget();
}

fn report(info: &PanicHookInfo<'_>) {
    if DEAD.swap(true, Ordering::Relaxed) {
        return;
    }
    console::error_1(&info.to_string().into());
    if let Some(document) = window().and_then(|window| window.document()) {
        // If even this fails, the console has said what there is to say.
        let _ = show(&document);
    }
}

fn show(document: &Document) -> Option<()> {
    let body = document.body()?;
    body.set_text_content(None);
    let main = child(document, &body, "main", "panic")?;
    main.set_attribute("role", "alert").ok()?;
    for (tag, text) in [("h1", TITLE), ("p", BODY)] {
        for lang in Lang::ALL {
            say(document, &main, tag, lang, text)?;
        }
    }
    let place = storage::read(Kept::LastPlace).unwrap_or_else(|| "#/".to_owned());
    for lang in Lang::ALL {
        let row = child(document, &main, "p", "row")?;
        let reload = say(document, &row, "button", lang, RELOAD)?;
        reload.set_class_name("button button--primary");
        reload.set_attribute("onclick", "location.reload()").ok()?;
        let back = say(document, &row, "a", lang, BACK)?;
        back.set_class_name("button");
        back.set_attribute("href", &place).ok()?;
        // Only the hash differs, so the browser would not load the page anew by itself.
        back.set_attribute("onclick", "location.href = this.href; location.reload()")
            .ok()?;
    }
    Some(())
}

fn child(document: &Document, parent: &Element, tag: &str, class: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    element.set_class_name(class);
    parent.append_child(&element).ok()?;
    Some(element)
}

fn say(
    document: &Document,
    parent: &Element,
    tag: &str,
    lang: Lang,
    text: Text,
) -> Option<Element> {
    let element = child(document, parent, tag, "")?;
    element.set_attribute("lang", lang.code()).ok()?;
    element.set_text_content(Some(text.get(lang)));
    Some(element)
}
