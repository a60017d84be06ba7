//! What the visitor's own wishes change: colours, motion, the size of the screen.

use crate::inspector::top_of;
use crate::lesson::PARTS;
use crate::player::{lanes_of, lesson, play, preset};
use crate::words::{BOTH, EN};
use highwater_tests::picture::{self, Colours, WINDOWS, Window};
use highwater_tests::{Page, Result, layout, walk};

#[tokio::test]
async fn with_reduced_motion_a_step_arrives_at_once() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 1), async |player| {
            player.without_motion().await?;
            player.page.settle().await?;
            player.press(words.step).await?;
            assert!(player.has_lane(lanes_of(PARTS[1])[0]).await?);
            assert!(!player.offers(words.pause).await?, "nothing moves");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_that_wish_what_travels_can_be_watched() -> Result<()> {
    play(&EN, lesson(&EN, 1), async |player| {
        player.press(EN.step).await?;
        player.page.the("button", EN.pause).await?;
        player.shows(&lanes_of(PARTS[1])).await?;
        player.stands().await
    })
    .await
}

#[tokio::test]
async fn the_colours_follow_the_system_until_the_visitor_chooses_and_the_choice_is_kept()
-> Result<()> {
    walk("#/en/legend", async |page| {
        picture::prefer(page, Colours::Dark).await?;
        let dark = background(page).await?;
        picture::prefer(page, Colours::Light).await?;
        let light = background(page).await?;
        assert_ne!(light, dark);
        page.click("button", "Colours: System").await?;
        page.click("button", "Colours: Light").await?;
        page.the("button", "Colours: Dark").await?;
        is_background(page, &dark).await?;
        page.reload().await?;
        page.the("button", "Colours: Dark").await?;
        is_background(page, &dark).await?;
        page.click("button", "Colours: Dark").await?;
        is_background(page, &light).await
    })
    .await
}

async fn background(page: &Page) -> Result<String> {
    let colour = "document.getAnimations().forEach(animation => animation.finish()); \
                  return getComputedStyle(document.body).backgroundColor";
    Ok(page.driver().execute(colour, vec![]).await?.convert()?)
}

async fn is_background(page: &Page, colour: &str) -> Result<()> {
    page.until(colour, async || Ok(background(page).await? == colour))
        .await
}

#[tokio::test]
async fn the_document_says_its_language_and_its_title() -> Result<()> {
    for (words, title) in BOTH.into_iter().zip([
        "Who moves the high watermark?",
        "하이 워터마크는 누가 움직이는가",
    ]) {
        play(words, lesson(words, 1), async |player| {
            let lang = "return document.documentElement.lang";
            let driver = player.page.driver();
            let lang: String = driver.execute(lang, vec![]).await?.convert()?;
            assert_eq!(lang, words.language);
            assert!(driver.title().await?.contains(title));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Every page, by what follows the language in its route.
const PAGES: [&str; 7] = [
    "",
    "lesson/who-moves-the-high-watermark?step=1",
    "lesson/who-moves-the-high-watermark?step=2",
    "sandbox?lesson=who-moves-the-high-watermark&step=3",
    "legend",
    "glossary",
    "lesson/no-such-lesson",
];

#[tokio::test]
async fn on_a_phone_nothing_overflows_and_every_control_can_be_reached() -> Result<()> {
    no_page_is_broken_in(WINDOWS[2]).await
}

#[tokio::test]
async fn on_a_small_laptop_nothing_overflows_and_every_control_can_be_reached() -> Result<()> {
    no_page_is_broken_in(WINDOWS[1]).await
}

async fn no_page_is_broken_in(window: Window) -> Result<()> {
    for words in BOTH {
        walk(&format!("#/{}/", words.language), async |page| {
            picture::resize(page, window).await?;
            picture::prefer(page, Colours::Light).await?;
            let mut findings = Vec::new();
            for below in PAGES {
                let route = format!("#/{}/{below}", words.language);
                page.open(&route).await?;
                page.settle().await?;
                let found = [
                    layout::findings(page).await?,
                    layout::out_of_reach(page).await?,
                ];
                let found = found.into_iter().flatten();
                findings.extend(found.map(|finding| format!("{route}: {finding}")));
            }
            assert!(findings.is_empty(), "{}", findings.join("\n"));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn on_a_wide_screen_the_player_is_one_screen_whose_rooms_scroll() -> Result<()> {
    play(&EN, lesson(&EN, 9), async |player| {
        let page = player.page;
        picture::resize(page, WINDOWS[0]).await?;
        player.is_at(9).await?;
        assert_eq!(picture::page_height(page).await?, WINDOWS[0].height);
        player.press(EN.go_on).await?;
        page.the("heading", EN.rule).await?;
        assert_eq!(picture::page_height(page).await?, WINDOWS[0].height);
        Ok(())
    })
    .await
}

/// The picture's height must not follow what is drawn in it, or every resize event would make it grow, and move what
/// stands below.
#[tokio::test]
async fn on_a_small_laptop_the_picture_keeps_its_height() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "acks1-loss"), async |player| {
            let page = player.page;
            picture::resize(page, WINDOWS[1]).await?;
            player.without_motion().await?;
            page.settle().await?;
            let below = words.pick("Control plane", "컨트롤 플레인");
            let first = top_of(page, "button", below).await?;
            for _ in 0..6 {
                let resized = "dispatchEvent(new Event('resize'))";
                page.driver().execute(resized, vec![]).await?;
                page.settle().await?;
                let top = top_of(page, "button", below).await?;
                assert!((top - first).abs() < 1.0, "{top} after {first}");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn on_a_phone_what_begins_to_move_is_brought_into_view() -> Result<()> {
    play(&EN, lesson(&EN, 4), async |player| {
        let page = player.page;
        picture::resize(page, WINDOWS[2]).await?;
        player.is_at(4).await?;
        page.driver().execute("scrollTo(0, 0)", vec![]).await?;
        player.press(EN.go_on).await?;
        let seen = "const {top, bottom} = document.getElementById('stage').getBoundingClientRect();\
                    return top >= 0 && bottom <= innerHeight";
        page.until("the picture", async || {
            Ok(page.driver().execute(seen, vec![]).await?.convert()?)
        })
        .await?;
        player.stands().await?;
        let focused = page.focused().await?.map(|focused| focused.name);
        assert_eq!(focused.as_deref(), Some(EN.go_on));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_lesson_can_be_walked_and_the_cluster_be_broken_on_a_phone() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 4), async |player| {
            picture::resize(player.page, WINDOWS[2]).await?;
            player.is_at(4).await?;
            player.press(words.go_on).await?;
            player.is_at(5).await?;
            player.page.scrub(words.time, 0.0).await?;
            player.shows(&lanes_of(PARTS[0])).await?;
            player.press(words.back_to_lesson).await?;
            player.press(&words.crash("b1")).await?;
            player.page.the("button", &words.restart("b1")).await?;
            player.press(words.back_to_lesson).await?;
            player.is_at(5).await
        })
        .await?;
    }
    Ok(())
}
