//! The end of a lesson: it comes when somebody comes near it, and nothing before it waits for it.

use crate::lesson::PARTS;
use crate::links::no_error_but_the_browsers_own;
use crate::meanings::asked_for;
use crate::player::{LESSON, Player, lesson, play};
use crate::words::{BOTH, Words};
use highwater_tests::server::{Harm, Spoilt};
use highwater_tests::{Page, Result};

const FILES: [&str; 2] = ["watermark.end.en.bin", "watermark.end.ko.bin"];

async fn tells_the_rule(page: &Page, words: &Words) -> Result<()> {
    page.the("heading", words.rule).await?;
    page.the("region", words.terminal).await.map(drop)
}

#[tokio::test]
async fn it_is_fetched_once_at_the_last_part_and_again_in_the_other_language() -> Result<()> {
    for ((words, other), file) in BOTH.into_iter().zip(BOTH.into_iter().rev()).zip(FILES) {
        play(words, lesson(words, PARTS.len() - 1), async |player| {
            let page = player.page;
            player.is_at(PARTS.len() - 1).await?;
            assert_eq!(FILES.map(|file| asked_for(page, file)), [0, 0]);
            player.press(words.go_on).await?;
            player.is_at(PARTS.len()).await?;
            page.until(file, async || Ok(asked_for(page, file) == 1))
                .await?;
            player.press(words.go_on).await?;
            tells_the_rule(page, words).await?;
            page.click("link", words.other_language).await?;
            tells_the_rule(page, other).await?;
            assert_eq!(FILES.map(|file| asked_for(page, file)), [1, 1]);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn when_it_does_not_come_its_file_is_named_and_can_be_asked_for_again() -> Result<()> {
    for (words, ending) in BOTH.into_iter().zip(FILES) {
        for harm in [Harm::Missing, Harm::CutShort, Harm::BitTurned] {
            let page = Page::start_spoilt(Spoilt { ending, harm }).await?;
            page.open(&lesson(words, PARTS.len())).await?;
            let player = Player { page: &page, words };
            player.is_at(PARTS.len()).await?;
            player.press(words.go_on).await?;
            page.says(&format!("course/{LESSON}.end.{}.bin", words.language))
                .await?;
            page.the("heading", words.rule).await?;
            player.press(words.try_again).await?;
            page.until("a second request", async || {
                Ok(asked_for(&page, ending) == 2)
            })
            .await?;
            page.the("button", words.try_again).await?;
            page.mend();
            player.press(words.try_again).await?;
            tells_the_rule(&page, words).await?;
            assert!(!player.offers(words.try_again).await?);
            no_error_but_the_browsers_own(&page).await?;
            page.end().await?;
        }
    }
    Ok(())
}
