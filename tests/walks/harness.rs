//! The harness itself, on a page that is made for it: what the other walks rely on.

use highwater_tests::picture::{self, Colours, WINDOWS};
use highwater_tests::{Page, Problem, Result, layout, walk};
use std::cell::Cell;
use std::path::Path;
use thirtyfour::Key;

async fn fixture(route: &str) -> Result<Page> {
    let page = Page::start_with(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/fixture"))).await?;
    page.open(route).await?;
    Ok(page)
}

#[tokio::test]
async fn controls_are_used_by_role_and_accessible_name() -> Result<()> {
    let page = fixture("").await?;
    page.click("button", "Send a record").await?;
    page.says("clicked Send a record").await?;
    page.click("button", "message 1").await?;
    page.says("clicked message 1").await?;
    page.choose("Speed", "2×").await?;
    page.says("speed 2×").await?;
    page.scrub("Time", 0.75).await?;
    page.says("time 7").await?;
    page.fill("textbox", "Key", "new").await?;
    assert_eq!(page.the("textbox", "Key").await?.value, "new");
    page.press(Key::Right).await?;
    page.says("key ArrowRight").await?;
    page.click("radio", "Broker 2").await?;
    assert!(page.the("radio", "Broker 2").await?.on);
    assert!(page.the("button", "Hold").await?.disabled);
    page.end().await
}

#[tokio::test]
async fn what_a_person_cannot_reach_is_not_there() -> Result<()> {
    let page = fixture("").await?;
    assert!(
        !page.has("button", "Lose").await?,
        "a hidden button is not announced"
    );
    assert_eq!(
        page.all("button")
            .await?
            .iter()
            .filter(|button| button.name == "Heal")
            .count(),
        2
    );
    page.end().await
}

#[tokio::test]
async fn an_error_on_the_console_is_noticed() -> Result<()> {
    let page = fixture("#error").await?;
    let errors = page.console_errors().await?;
    assert!(
        matches!(errors.as_slice(), [error] if error.contains("something is wrong")),
        "{errors:?}"
    );
    page.end().await
}

#[tokio::test]
async fn a_layout_that_is_too_wide_or_cuts_text_is_noticed() -> Result<()> {
    let page = fixture("").await?;
    for (route, expected) in [
        ("", None),
        ("#wide", Some("the page is")),
        ("#cut", Some("its text is cut")),
    ] {
        picture::resize(&page, WINDOWS[2]).await?;
        page.open(route).await?;
        let findings = layout::findings(&page).await?;
        let as_expected = match expected {
            None => findings.is_empty(),
            Some(words) => findings.iter().any(|finding| finding.contains(words)),
        };
        assert!(as_expected, "{route}: {findings:?}");
    }
    page.end().await
}

#[tokio::test]
async fn a_control_that_lies_under_something_is_noticed() -> Result<()> {
    let page = fixture("").await?;
    assert_eq!(layout::out_of_reach(&page).await?, Vec::<String>::new());
    page.open("#covered").await?;
    let findings = layout::out_of_reach(&page).await?;
    assert!(
        findings
            .iter()
            .any(|finding| finding.contains("Send a record")),
        "{findings:?}"
    );
    page.end().await
}

#[tokio::test]
async fn a_focus_that_cannot_be_seen_is_noticed() -> Result<()> {
    let page = fixture("").await?;
    for (route, seen) in [("", true), ("#covered", false), ("#faint", false)] {
        page.open(route).await?;
        page.press(Key::Tab).await?;
        let focused = page.focused().await?.map(|focused| focused.name);
        assert_eq!(focused.as_deref(), Some("Send a record"));
        let why = layout::focus_hidden(&page).await?;
        assert_eq!(why.is_none(), seen, "{route}: {why:?}");
    }
    page.end().await
}

#[tokio::test]
async fn the_first_of_the_same_name_can_be_asked_for() -> Result<()> {
    let page = fixture("").await?;
    page.click_first("button", "Heal").await?;
    page.says("clicked Heal").await?;
    page.press_with(Key::Shift, '?').await?;
    page.says("key Slash").await?;
    page.end().await
}

#[tokio::test]
async fn a_picture_has_the_size_of_its_window_or_of_the_page() -> Result<()> {
    let page = fixture("").await?;
    picture::prefer(&page, Colours::Dark).await?;
    for window in WINDOWS {
        picture::resize(&page, window).await?;
        let png = picture::png(&page).await?;
        assert_eq!(size_of(&png), Some((window.width, window.height)));
        let png = picture::png_of_page(&page, window, 3_000).await?;
        assert_eq!(size_of(&png), Some((window.width, 3_000)));
    }
    page.end().await
}

/// A PNG holds its width and height right behind its signature and the name of the first chunk.
fn size_of(png: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?));
    Some((number(16)?, number(20)?))
}

#[tokio::test]
async fn a_second_of_the_same_name_is_a_problem_that_tells_what_is_there() -> Result<()> {
    let page = fixture("").await?.with_little_patience();
    let problem = page
        .click("button", "Heal")
        .await
        .expect_err("there are two");
    assert!(
        matches!(&problem, Problem::NotOne { found: 2, there, .. } if there.contains(&"Hold".to_owned())),
        "{problem}"
    );
    page.end().await
}

#[tokio::test]
async fn a_walk_in_which_the_browser_dies_is_taken_once_more() -> Result<()> {
    for (deaths, walks, is_over) in [(0, 1, true), (1, 2, true), (2, 2, false)] {
        let taken = Cell::new(0);
        let walked = walk("#/en/", async |page: &Page| {
            taken.set(taken.get() + 1);
            if taken.get() <= deaths {
                page.driver().goto("chrome://crash").await?;
                page.text().await?;
            }
            Ok(())
        })
        .await;
        assert_eq!(
            (taken.get(), walked.is_ok()),
            (walks, is_over),
            "{deaths}: {walked:?}"
        );
    }
    Ok(())
}
