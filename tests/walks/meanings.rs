//! What is said only to who looks closer: it comes when it is wanted, and nothing else waits for it.

use crate::faults::produce_request;
use crate::lesson::PARTS;
use crate::links::no_error_but_the_browsers_own;
use crate::player::{Player, lanes_of, lesson, play, sandbox};
use crate::words::{BOTH, Words};
use highwater_tests::server::{Harm, Spoilt};
use highwater_tests::{Page, Result};

const FILES: [&str; 2] = ["words.en.bin", "words.ko.bin"];

fn told_of_acks(words: &Words) -> &'static str {
    words.pick(
        "What must have happened before the leader answers.",
        "리더가 응답하기 전에 충족되어야 하는 조건입니다.",
    )
}

fn told_of_the_request(words: &Words) -> &'static str {
    words.pick(
        "With acks=all the answer waits until the high watermark has passed the batch.",
        "acks=all이므로 하이 워터마크(HW)가 이 배치를 지나야 응답이 옵니다.",
    )
}

/// How often a file was asked for.
pub fn asked_for(page: &Page, file: &str) -> usize {
    let requests = page.requests();
    let asked = requests
        .iter()
        .filter(|request| request.path.ends_with(file));
    asked.count()
}

async fn says_what_it_means(page: &Page, words: &Words) -> Result<()> {
    page.says(told_of_the_request(words)).await?;
    let meaning = told_of_acks(words);
    page.until(meaning, async || {
        Ok(page.the("button", "acks").await?.description == meaning)
    })
    .await
}

#[tokio::test]
async fn what_a_message_means_is_said_once_it_is_picked_in_either_language() -> Result<()> {
    for (words, other) in BOTH.into_iter().zip(BOTH.into_iter().rev()) {
        play(words, lesson(words, 1), async |player| {
            let page = player.page;
            player.is_at_part(1, PARTS.len()).await?;
            assert_eq!(FILES.map(|file| asked_for(page, file)), [0, 0]);
            player.press(words.take_over).await?;
            page.the("heading", words.sandbox).await?;
            player.picks(produce_request(words)).await?;
            says_what_it_means(page, words).await?;
            page.click("link", words.other_language).await?;
            says_what_it_means(page, other).await?;
            assert_eq!(FILES.map(|file| asked_for(page, file)), [1, 1]);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_help_sheet_says_what_each_action_does() -> Result<()> {
    for words in BOTH {
        play(words, format!("#/{}/", words.language), async |player| {
            assert_eq!(FILES.map(|file| asked_for(player.page, file)), [0, 0]);
            player
                .press(words.pick("Keyboard help", "단축키 도움말"))
                .await?;
            let told = words.pick("Undoes a step exactly.", "한 단계를 정확히 되돌립니다.");
            player.page.says(told).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_the_file_of_words_everything_else_works() -> Result<()> {
    for (words, ending) in BOTH.into_iter().zip(FILES) {
        for harm in [Harm::Missing, Harm::CutShort] {
            let page = Page::start_spoilt(Spoilt { ending, harm }).await?;
            page.open(&sandbox(words, 1)).await?;
            let player = Player { page: &page, words };
            player.is_ready().await?;
            player.picks(produce_request(words)).await?;
            page.the("button", "acks").await?;
            player.press(words.hold).await?;
            player.press(words.heal_all).await?;
            player.press(words.step).await?;
            player.shows(&lanes_of(PARTS[1])).await?;
            // Nothing is told that is not known, and the way to it is there.
            page.the("button", words.pick("Try again", "다시 시도"))
                .await?;
            let nothing = words.pick(
                "Nothing is held up here.",
                "여기서 막혀 있는 것은 없습니다.",
            );
            assert!(!page.text().await?.contains(nothing));
            let yet = words.pick(
                "The explanations are not there yet.",
                "설명 파일을 아직 받지 못했습니다.",
            );
            page.says(yet).await?;
            assert!(asked_for(&page, ending) > 0 && !page.text().await?.contains('{'));
            no_error_but_the_browsers_own(&page).await?;
            page.end().await?;
        }
    }
    Ok(())
}
