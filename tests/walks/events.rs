//! The list of events, what is announced, and the clock.

use crate::lesson::PARTS;
use crate::player::{lanes_of, lesson, play};
use crate::words::{BOTH, EN, Stands};
use highwater_tests::{Page, Result};

#[tokio::test]
async fn an_event_of_the_list_leads_back_to_its_moment() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 9), async |player| {
            player.is_at(9).await?;
            let appended = words.pick("Appended orders-0 [5]", "orders-0 [5]를 추가했습니다");
            let appended = |name: &str| name.contains(appended);
            let event = player
                .page
                .name_that("button", "the append", appended)
                .await?;
            player.press(&event).await?;
            player.shows(&lanes_of(PARTS[1])).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn routine_events_are_listed_on_demand() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 9), async |player| {
            player.is_at(9).await?;
            let few = player.moment().await?.happened.len();
            let routine = words.pick("Show routine events too", "반복되는 이벤트도 보기");
            player.page.click("checkbox", routine).await?;
            player
                .page
                .until("more events", async || {
                    Ok(player.moment().await?.happened.len() > few)
                })
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_list_is_long_where_one_wants_that() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 9), async |player| {
            player.is_at(9).await?;
            let events = words.pick("Events", "이벤트");
            let height = async || -> Result<f64> {
                let list = player.page.the("region", events).await?;
                let list = list.element(player.page.driver()).await?;
                Ok(list.rect().await?.height)
            };
            let before = height().await?;
            let long = words.pick("Long list", "목록 길게 보기");
            player.page.click("checkbox", long).await?;
            player
                .page
                .until("a longer list", async || Ok(height().await? > 1.5 * before))
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_step_is_announced_in_words() -> Result<()> {
    let said = "LEO 5 → 6";
    for words in BOTH {
        play(words, lesson(words, 1), async |player| {
            player.press(words.step).await?;
            player.is_at_event(1).await?;
            player
                .page
                .until(said, async || {
                    Ok(announced(player.page).await?.contains(said))
                })
                .await
        })
        .await?;
    }
    Ok(())
}

/// What the live region holds.
pub async fn announced(page: &Page) -> Result<String> {
    let text = "return document.querySelector('[role=status][aria-live]').textContent";
    Ok(page.driver().execute(text, vec![]).await?.convert()?)
}

#[tokio::test]
async fn play_goes_on_by_itself_at_the_speed_that_was_chosen() -> Result<()> {
    play(&EN, lesson(&EN, 3), async |player| {
        let page = player.page;
        page.choose(EN.speed, "4×").await?;
        page.until("the speed", async || {
            Ok(page.the("combobox", EN.speed).await?.value == "4×")
        })
        .await?;
        player.press(EN.play).await?;
        player.shows(&lanes_of(PARTS[8])).await?;
        player.stands().await
    })
    .await
}

#[tokio::test]
async fn after_the_leaders_crash_play_alone_leads_to_the_election() -> Result<()> {
    play(&EN, lesson(&EN, 8), async |player| {
        player.is_at(8).await?;
        player.press(&EN.crash("b1")).await?;
        player.press(EN.play).await?;
        player
            .page
            .until("b2 to lead", async || {
                player.stands_as(2, Stands::Leader).await
            })
            .await
    })
    .await
}
