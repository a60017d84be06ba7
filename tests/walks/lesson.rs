//! A lesson in every way in which one can go through it but straight on, in both languages.

use crate::player::{Offsets, Player, lanes_of, lesson, play, sandbox};
use crate::words::{BOTH, Lane, Stands};
use highwater_tests::picture::{self, WINDOWS};
use highwater_tests::{Result, layout, walk};

/// What each part says of the logs: the end offset and the high watermark on b1, b2, b3.
pub const PARTS: [Offsets; 9] = [
    [(5, 5), (5, 5), (5, 5)],
    [(6, 5), (5, 5), (5, 5)],
    [(6, 5), (6, 5), (5, 5)],
    [(6, 5), (6, 5), (6, 5)],
    [(6, 5), (6, 5), (6, 5)],
    [(6, 6), (6, 5), (6, 5)],
    [(6, 6), (6, 5), (6, 5)],
    [(6, 6), (6, 5), (6, 5)],
    [(6, 6), (6, 6), (6, 6)],
];
/// The part with the prediction, and its right answer, counted from 0.
const ASKS: usize = 2;
const RIGHT: usize = 3;

impl Player<'_> {
    /// Waits until a part is shown, with the logs as it says.
    pub async fn is_at(&self, part: usize) -> Result<()> {
        self.is_at_part(part, PARTS.len()).await?;
        self.shows(&lanes_of(PARTS[part - 1])).await
    }

    /// Goes on to the next part, through the prediction if there is one.
    async fn continues_to(&self, part: usize) -> Result<()> {
        if part == ASKS + 1 {
            self.choose(RIGHT).await?;
            self.press(self.words.check_answer).await?;
        }
        self.press(self.words.go_on).await?;
        self.is_at(part).await
    }
}

#[tokio::test]
async fn the_question_comes_before_the_way_on_and_can_be_skipped() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, ASKS), async |player| {
            player.is_at(ASKS).await?;
            player.press(words.go_on).await?;
            let first = words.pick("Answer the question first", "먼저 질문에 답하거나");
            player.page.says(first).await?;
            player.is_at(ASKS).await?;
            player
                .press(words.pick("Skip the question", "질문 건너뛰기"))
                .await?;
            player.press(words.go_on).await?;
            player.is_at(ASKS + 1).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_question_is_in_sight_with_all_its_answers_and_what_checks_them() -> Result<()> {
    let asks = [
        "who-moves-the-high-watermark?step=2",
        "in-sync-replicas?step=1",
        "rebalancing?step=7",
    ];
    for words in BOTH {
        walk(&format!("#/{}/", words.language), async |page| {
            for window in &WINDOWS[..2] {
                picture::resize(page, *window).await?;
                for lesson in asks {
                    page.open(&format!("#/{}/lesson/{lesson}", words.language))
                        .await?;
                    page.until("a whole question", async || {
                        let mut parts = page.all("radio").await?;
                        parts.push(page.the("button", words.check_answer).await?);
                        for part in &parts {
                            if !layout::is_in_sight(page, part).await? {
                                return Ok(false);
                            }
                        }
                        Ok(parts.len() > 3)
                    })
                    .await?;
                }
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn while_it_plays_the_text_goes_along_with_the_picture() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 4), async |player| {
            player.is_at(4).await?;
            player.press(words.play).await?;
            let last = PARTS.len();
            player.page.says(&words.part(last, last)).await?;
            player.is_at(last).await?;
            player.stands().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn while_it_runs_on_to_the_next_part_the_way_on_leads_there_at_once() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 4), async |player| {
            let page = player.page;
            player.is_at(4).await?;
            page.choose(words.speed, "¼×").await?;
            player.press(words.go_on).await?;
            page.says(words.pick("runs on to the next part, at t = ", "다음 장면(t = "))
                .await?;
            assert!(!player.offers(words.go_on).await?, "it says what it does");
            player
                .press(words.pick("Skip ahead", "바로 다음 장면으로"))
                .await?;
            player.is_at(5).await?;
            page.the("button", words.go_on).await.map(drop)
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_part_is_a_click_away() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 1), async |player| {
            for part in [7, 3] {
                let number = words.part(part, PARTS.len());
                let bar = |name: &str| name.starts_with(&number);
                let bar = player.page.name_that("link", &number, bar).await?;
                player.page.click("link", &bar).await?;
                player.is_at(part).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn scrubbing_shows_another_moment_and_the_lesson_can_be_returned_to() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 9), async |player| {
            player.is_at(9).await?;
            let here = player.moment().await?;
            player.page.scrub(words.time, 0.0).await?;
            player.shows(&lanes_of(PARTS[0])).await?;
            player.is_at_event(0).await?;
            player.page.scrub(words.time, 0.5).await?;
            let between = player.moment().await?;
            assert!(
                between.event > 0 && between.event < here.event,
                "{between:?}"
            );
            player.press(words.back_to_lesson).await?;
            player.is_at(9).await?;
            assert_eq!(player.moment().await?, here);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn crashing_the_leader_begins_a_what_if_and_the_lesson_waits_where_it_was() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 8), async |player| {
            player.is_at(8).await?;
            let here = player.moment().await?;
            player.press(&words.crash("b1")).await?;
            player.page.says(words.what_if_began).await?;
            player.page.the("button", &words.restart("b1")).await?;
            assert!(!player.offers(words.go_on).await?, "the lesson waits");

            assert!(player.stands_as(1, Stands::Crashed).await?);
            // The record that was acknowledged is kept: b2 leads with LEO 6, and its HW gets there.
            player
                .goes_on_until(Lane {
                    partition: 0,
                    broker: 2,
                    stands: Stands::Leader,
                    leo: 6,
                    hw: 6,
                })
                .await?;

            player.press(words.back_to_lesson).await?;
            player.is_at(8).await?;
            assert_eq!(player.moment().await?, here);
            player.continues_to(9).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_a_part_proposes_to_break_can_be_broken_by_its_button() -> Result<()> {
    for (words, button) in BOTH
        .into_iter()
        .zip(["Try it: Cut b1–b3", "해 보기 · b1–b3 연결 끊기"])
    {
        play(words, lesson(words, 4), async |player| {
            player.is_at(4).await?;
            player.press(button).await?;
            player.page.says(words.what_if_began).await?;
            player.page.the("button", words.pause).await?;
            // b3 leaves the ISR, and only then does the high watermark move without it.
            player
                .goes_on_until(Lane {
                    partition: 0,
                    broker: 1,
                    stands: Stands::Leader,
                    leo: 6,
                    hw: 6,
                })
                .await?;
            assert!(
                player
                    .has_lane(Lane {
                        partition: 0,
                        broker: 3,
                        stands: Stands::OutOfSync,
                        leo: 6,
                        hw: 5
                    })
                    .await?
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn taking_over_opens_the_same_moment_with_every_control() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 6), async |player| {
            player.is_at(6).await?;
            let here = player.moment().await?;
            player.press(words.take_over).await?;
            player.page.the("heading", words.sandbox).await?;
            assert_eq!(player.page.route().await?, sandbox(words, 6));
            assert_eq!(player.moment().await?, here);
            for button in [
                words.crash("b1"),
                words.crash("b2"),
                words.crash("b3"),
                words.cut("b1", "b2"),
                words.cut("b1", "b3"),
                words.cut("b2", "b3"),
            ] {
                player.page.the("button", &button).await?;
            }
            for button in [
                words.send,
                words.reset,
                words.step,
                words.step_back,
                words.next_milestone,
            ] {
                player.page.the("button", button).await?;
            }
            assert!(
                !player.offers(words.go_on).await?,
                "there is no lesson to go on with"
            );
            player.press(words.back_to_lesson).await?;
            player.is_at(6).await?;
            assert_eq!(player.moment().await?, here);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_consumer_reads_after_the_high_watermark_has_moved_and_the_producer_is_answered()
-> Result<()> {
    for words in BOTH {
        for (part, position) in [(1, "→ 5"), (6, "→ 5"), (8, "→ 6")] {
            walk(&lesson(words, part), async |page| {
                let consumer =
                    |name: &str| name.contains("c1, orders-0") && name.contains(position);
                page.name_that("button", "the consumer", consumer)
                    .await
                    .map(drop)
            })
            .await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn everything_is_called_as_was_promised() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 1), async |player| {
            let buttons = [
                words.step,
                words.step_back,
                words.next_milestone,
                words.previous_milestone,
                words.play,
                words.go_on,
                words.take_over,
                words.send,
                &words.link("b1", "b2"),
                &words.crash("b1"),
                &words.cut("b1", "b2"),
            ];
            for button in buttons {
                player.page.the("button", button).await?;
            }
            player.page.the("slider", words.time).await?;
            player.page.the("combobox", words.speed).await.map(drop)
        })
        .await?;
    }
    Ok(())
}
