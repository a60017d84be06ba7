//! What the views rely on, in a real document.

use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};

use super::document;
use crate::view::{Node, RowKey, RowPlace, el, keyed, live, moving, versioned};

wasm_bindgen_test_configure!(run_in_browser);

/// A room of its own in the document, with that view in it.
fn shown(view: impl FnOnce() -> Node + 'static) -> HtmlElement {
    let room = document().create_element("div").expect("div is a tag");
    let body = document().body().expect("a page has a body");
    body.append_child(&room).expect("a body takes a div");
    let room: HtmlElement = room.unchecked_into();
    leptos::mount::mount_to_renderer(&room, view).forget();
    room
}

fn all(room: &HtmlElement, tag: &str) -> Vec<HtmlElement> {
    let found = room.get_elements_by_tag_name(tag);
    let at = |index| found.item(index).map(Element::unchecked_into);
    (0..found.length()).filter_map(at).collect()
}

fn words(elements: &[HtmlElement]) -> Vec<String> {
    let text = |element: &HtmlElement| element.text_content().unwrap_or_default();
    elements.iter().map(text).collect()
}

#[wasm_bindgen_test]
async fn what_stands_is_changed_in_place_and_keeps_the_focus() {
    let number = RwSignal::new(1);
    let room = shown(move || {
        live(move || {
            let number = number.get().to_string();
            el("button").attr("title", &number).text(&number).done()
        })
    });
    let before = all(&room, "button");
    before[0].focus().expect("a button takes the focus");
    number.set(2);
    tick().await;
    let after = all(&room, "button");
    assert!(after == before, "it is the same button");
    assert_eq!(words(&after), ["2"]);
    assert_eq!(after[0].title(), "2");
    assert_eq!(
        document().active_element().as_ref(),
        Some(after[0].as_ref())
    );
}

#[wasm_bindgen_test]
async fn rows_keep_their_elements_wherever_they_go() {
    let keys = RwSignal::new(vec![1, 2, 3]);
    let row = |key: u64| el("li").text(&key.to_string()).done();
    let room = shown(move || el("ol").child(keyed(move || keys.get(), row)).done());
    let before = all(&room, "li");
    keys.set(vec![3, 4, 1]);
    tick().await;
    let after = all(&room, "li");
    assert_eq!(words(&after), ["3", "4", "1"]);
    assert!(after[0] == before[2] && after[2] == before[0]);
}

#[wasm_bindgen_test]
async fn a_row_of_another_version_is_made_anew_in_its_element_and_no_other_is() {
    let versions = RwSignal::new([1, 1]);
    let made = RwSignal::new(0);
    let rows = move || {
        let row = |(key, version): (u64, u64)| RowKey { key, version };
        [1, 2].into_iter().zip(versions.get()).map(row).collect()
    };
    let row = move |_| {
        made.update(|made| *made += 1);
        el("p").text(&made.get_untracked().to_string()).done()
    };
    let room = shown(move || el("div").child(versioned(rows, row)).done());
    let before = all(&room, "p");
    assert_eq!(words(&before), ["2", "1"]);
    versions.set([1, 2]);
    tick().await;
    let after = all(&room, "p");
    assert!(after == before, "they are the same elements");
    assert_eq!(words(&after), ["2", "3"]);
}

#[wasm_bindgen_test]
async fn what_moves_is_put_where_it_is_and_stays_the_same_element() {
    let at = RwSignal::new(vec![(1, 10), (2, 20)]);
    let row_key = |(key, _): &(u64, u32)| RowKey {
        key: *key,
        version: 0,
    };
    let keys = move || at.get().iter().map(row_key).collect();
    let row = |key: u64| el("p").text(&key.to_string()).done();
    let places = move || {
        let place = |(key, left): &(u64, u32)| RowPlace {
            key: *key,
            class: if *left > 20 { "far" } else { "near" },
            style: format!("left: {left}px"),
        };
        at.get().iter().map(place).collect()
    };
    let room = shown(move || el("div").child(moving(keys, row, places)).done());
    let stands = |element: &HtmlElement| {
        let style = element.get_attribute("style").unwrap_or_default();
        [element.class_name(), style].join(" ")
    };
    let before = all(&room, "p");
    assert_eq!(
        before.iter().map(stands).collect::<Vec<_>>(),
        ["near left: 10px", "near left: 20px"]
    );
    at.set(vec![(2, 21), (3, 5)]);
    tick().await;
    let after = all(&room, "p");
    assert!(after[0] == before[1], "it is the same element");
    assert_eq!(
        after.iter().map(stands).collect::<Vec<_>>(),
        ["far left: 21px", "near left: 5px"]
    );
}

#[wasm_bindgen_test]
async fn a_listener_gives_way_to_the_one_that_comes_after_it() {
    let (number, told) = (RwSignal::new(1), RwSignal::new(Vec::new()));
    let room = shown(move || {
        live(move || {
            let number = number.get();
            let tell = move || told.update(|told| told.push(number));
            el("button").on("click", tell).done()
        })
    });
    let button = all(&room, "button");
    button[0].click();
    number.set(2);
    tick().await;
    button[0].click();
    assert_eq!(told.get_untracked(), [1, 2]);
}

#[wasm_bindgen_test]
async fn rows_say_what_a_view_made_anew_says_of_them() {
    let word = RwSignal::new("one");
    let room = shown(move || {
        live(move || {
            let word = word.get();
            let seen = RwSignal::new(word);
            keyed(
                || vec![1],
                move |_| el("p").live_text(move || seen.get().to_owned()).done(),
            )
        })
    });
    let before = all(&room, "p");
    word.set("two");
    tick().await;
    let after = all(&room, "p");
    assert!(after == before, "it is the same row");
    assert_eq!(words(&after), ["two"]);
}

#[wasm_bindgen_test]
async fn who_measures_is_told_at_once_also_where_another_measured_before() {
    let number = RwSignal::new(1);
    let (told, tell) = signal(Vec::new());
    let room = shown(move || {
        live(move || {
            let number = number.get();
            let told = move |width: f64, _| tell.update(|all| all.push((number, width > 0.0)));
            el("div").text("room").measured(told).done()
        })
    });
    for (now, expected) in [(1, vec![(1, true)]), (2, vec![(1, true), (2, true)])] {
        number.set(now);
        for _ in 0..100 {
            if told.get_untracked().len() >= expected.len() {
                break;
            }
            next_frame().await;
        }
        assert_eq!(told.get_untracked(), expected);
    }
    drop(room);
}

#[wasm_bindgen_test]
async fn what_was_in_a_row_that_is_gone_follows_nothing_any_more() {
    let (keys, changed) = (RwSignal::new(vec![1]), RwSignal::new(0));
    let (told, tell) = signal(Vec::new());
    let row = move |_| {
        live(move || {
            let own = RwSignal::new("its own");
            let inner = live(move || {
                changed.track();
                tell.update(|told| told.push(own.try_get()));
                el("span").done()
            });
            el("p").child(inner).done()
        })
    };
    let room = shown(move || keyed(move || keys.get(), row));
    keys.set(Vec::new());
    changed.set(1);
    tick().await;
    assert!(all(&room, "p").is_empty());
    // Whichever of the two came first: nothing has read what went with the row.
    let so_far = told.get_untracked();
    assert!(
        so_far.iter().all(|own| *own == Some("its own")),
        "{so_far:?}"
    );
    changed.set(2);
    tick().await;
    assert_eq!(told.get_untracked(), so_far);
}

/// Sizes are told between two frames.
async fn next_frame() {
    let promise = web_sys::js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a test runs in a window");
        let _ = window.request_animation_frame(&resolve);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
