//! Every lesson, from its first part to its last question, in both languages.

mod lessons;

use crate::player::{Player, play};
use crate::words::{BOTH, EN, KO, Lane, Stands, Words};
use highwater_tests::Result;
use lessons::{
    BY_BROKER, COMMITTING, COURSE, IN_SYNC_REPLICAS, KEYS_AND_ORDER, LEADER_FAILOVER, Lesson,
    MIN_INSYNC_REPLICAS, Prediction, REBALANCING, RETRIES_ORDER_DUPLICATES,
    WHO_MOVES_THE_HIGH_WATERMARK, lane,
};

/// Each lesson in each language is a test of its own, so that several run beside each other.
macro_rules! whole {
    ($($name:ident: $lesson:ident, $words:ident;)*) => {$(
        #[tokio::test]
        async fn $name() -> Result<()> {
            whole(&$lesson, &$words).await
        }
    )*};
}

whole! {
    keys_and_order_in_english: KEYS_AND_ORDER, EN;
    keys_and_order_in_korean: KEYS_AND_ORDER, KO;
    retries_order_duplicates_in_english: RETRIES_ORDER_DUPLICATES, EN;
    retries_order_duplicates_in_korean: RETRIES_ORDER_DUPLICATES, KO;
    who_moves_the_high_watermark_in_english: WHO_MOVES_THE_HIGH_WATERMARK, EN;
    who_moves_the_high_watermark_in_korean: WHO_MOVES_THE_HIGH_WATERMARK, KO;
    in_sync_replicas_in_english: IN_SYNC_REPLICAS, EN;
    in_sync_replicas_in_korean: IN_SYNC_REPLICAS, KO;
    min_insync_replicas_in_english: MIN_INSYNC_REPLICAS, EN;
    min_insync_replicas_in_korean: MIN_INSYNC_REPLICAS, KO;
    leader_failover_in_english: LEADER_FAILOVER, EN;
    leader_failover_in_korean: LEADER_FAILOVER, KO;
    rebalancing_in_english: REBALANCING, EN;
    rebalancing_in_korean: REBALANCING, KO;
    committing_in_english: COMMITTING, EN;
    committing_in_korean: COMMITTING, KO;
}

impl Lesson {
    fn route(&self, words: &Words) -> String {
        format!("#/{}/lesson/{}", words.language, self.id)
    }

    fn prediction_at(&self, part: usize) -> Option<&Prediction> {
        self.asks.iter().find(|asked| asked.part == part)
    }

    /// Opens with the view that shows it best.
    async fn opens(&self, player: &Player<'_>) -> Result<()> {
        let Player { page, words, .. } = player;
        let [en, ko] = self.opens;
        let view = words.pick(en, ko);
        player.is_at_part(1, self.parts.len()).await?;
        page.until(view, async || Ok(page.the("button", view).await?.on))
            .await
    }

    /// Waits until a part is there, with the replicas as they stand at it.
    async fn is_at(&self, player: &Player<'_>, part: usize) -> Result<()> {
        player.is_at_part(part, self.parts.len()).await?;
        looks_by_broker(player).await?;
        player.shows(self.parts[part - 1]).await
    }

    /// Goes on from a part, through its prediction if there is one.
    async fn goes_on_from(&self, player: &Player<'_>, part: usize) -> Result<()> {
        if let Some(asked) = self.prediction_at(part) {
            every_option_is_judged(player, asked).await?;
        }
        player.press(player.words.go_on).await
    }
}

/// Replicas are seen by broker, whichever view a lesson opens with.
async fn looks_by_broker(player: &Player<'_>) -> Result<()> {
    let [en, ko] = BY_BROKER;
    let view = player.words.pick(en, ko);
    match player.page.the("button", view).await?.on {
        true => Ok(()),
        false => player.page.click("button", view).await,
    }
}

async fn whole(lesson: &Lesson, words: &Words) -> Result<()> {
    play(words, lesson.route(words), async |player| {
        player.without_motion().await?;
        lesson.opens(&player).await?;
        lesson.is_at(&player, 1).await?;
        for part in 1..lesson.parts.len() {
            a_step_is_taken_back(&player).await?;
            lesson.goes_on_from(&player, part).await?;
            lesson.is_at(&player, part + 1).await?;
            let there = format!("{}?step={}", lesson.route(words), part + 1);
            assert_eq!(player.page.route().await?, there);
        }
        lesson.goes_on_from(&player, lesson.parts.len()).await?;
        the_end(&player, lesson).await?;
        player
            .page
            .the("link", words.pick("All lessons", "모든 레슨"))
            .await?;
        player.press(words.pick("Again", "다시 하기")).await?;
        lesson.is_at(&player, 1).await
    })
    .await
}

/// *Step back* is the exact inverse of *Step*.
async fn a_step_is_taken_back(player: &Player<'_>) -> Result<()> {
    let words = player.words;
    let before = player.moment().await?;
    player.press(words.step).await?;
    player
        .page
        .until("a later event", async || {
            Ok(player.moment().await?.event > before.event)
        })
        .await?;
    player.press(words.step_back).await?;
    player.is_at_event(before.event).await?;
    assert_eq!(player.moment().await?, before);
    Ok(())
}

/// Each wrong option names its model, and the right one is called right.
async fn every_option_is_judged(player: &Player<'_>, asked: &Prediction) -> Result<()> {
    let words = player.words;
    for option in (0..asked.options).filter(|option| *option != asked.right) {
        player.choose(option).await?;
        player.press(words.check_answer).await?;
        player.page.says(words.wrong).await?;
        player.page.says(words.model).await?;
    }
    player.choose(asked.right).await?;
    player.press(words.check_answer).await?;
    player.page.says(words.right).await
}

async fn the_end(player: &Player<'_>, lesson: &Lesson) -> Result<()> {
    let (page, words) = (player.page, player.words);
    page.says(words.the_end).await?;
    page.the("heading", words.rule).await?;
    for key in lesson.keys {
        page.name_that("rowheader", key, |name| name.contains(key))
            .await?;
    }
    for line in lesson.printed {
        page.says(line).await?;
    }
    for (wrong, right) in lesson.checks {
        player.choose(wrong).await?;
        page.says("✗").await?;
        player.choose(right).await?;
        page.until("no wrong answer", async || {
            Ok(!page.text().await?.contains('✗'))
        })
        .await?;
    }
    let text = page.text().await?;
    let said = text.matches(words.right).count();
    assert_eq!(said, lesson.checks.len(), "{text}");
    assert!(
        !player.offers(words.go_on).await?,
        "nothing follows the end"
    );
    Ok(())
}

#[tokio::test]
async fn what_a_lesson_proposes_to_break_can_be_broken_by_its_button() -> Result<()> {
    /// A lesson, one of its parts, the button in both languages, and how a replica stands in the end.
    type Proposal = (&'static Lesson, usize, [&'static str; 2], Lane);
    let proposals: [Proposal; 7] = [
        (
            &KEYS_AND_ORDER,
            5,
            ["Try it: Send a record", "해 보기 · 레코드 보내기"],
            lane(1, Stands::Leader, 3, 3),
        ),
        (
            &RETRIES_ORDER_DUPLICATES,
            7,
            ["Try it: Crash b1", "해 보기 · b1 강제 종료"],
            lane(2, Stands::Leader, 6, 6),
        ),
        (
            &IN_SYNC_REPLICAS,
            8,
            ["Try it: Freeze b3", "해 보기 · b3 멈추기"],
            lane(1, Stands::Leader, 46, 46),
        ),
        (
            &MIN_INSYNC_REPLICAS,
            6,
            [
                "Try it: Set min.insync.replicas=1 for orders",
                "해 보기 · orders 설정: min.insync.replicas=1",
            ],
            lane(1, Stands::Leader, 6, 6),
        ),
        (
            &LEADER_FAILOVER,
            10,
            [
                "Try it: Elect the preferred leader",
                "해 보기 · 선호 리더 선출",
            ],
            lane(1, Stands::Leader, 7, 7),
        ),
        (
            &REBALANCING,
            3,
            ["Try it: Crash c2", "해 보기 · c2 강제 종료"],
            lane(1, Stands::Leader, 5, 5),
        ),
        (
            &COMMITTING,
            9,
            ["Try it: Crash c3", "해 보기 · c3 강제 종료"],
            lane(1, Stands::Leader, 18, 18),
        ),
    ];
    for (lesson, part, buttons, becomes) in proposals {
        for (words, button) in BOTH.into_iter().zip(buttons) {
            let route = format!("{}?step={part}", lesson.route(words));
            play(words, route, async |player| {
                lesson.is_at(&player, part).await?;
                player.without_motion().await?;
                player.press(button).await?;
                player.page.says(words.what_if_began).await?;
                player.press(words.next_milestone).await?;
                player.goes_on_until(becomes).await?;
                player.press(words.back_to_lesson).await?;
                lesson.is_at(&player, part).await
            })
            .await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn one_lesson_leads_to_the_next() -> Result<()> {
    for words in BOTH {
        for lesson in COURSE {
            let Some(next) = lesson.next else { continue };
            let route = format!("{}?step={}", lesson.route(words), lesson.parts.len());
            play(words, route, async |player| {
                player.without_motion().await?;
                lesson.is_at(&player, lesson.parts.len()).await?;
                player.press(words.go_on).await?;
                let title = words.pick(next.title[0], next.title[1]);
                player.page.the("link", title).await?;
                let (_, title) = title.split_once(" · ").unwrap_or_default();
                let way = words.pick("Next: ", "다음 레슨: ").to_owned() + title;
                player.page.click("link", &way).await?;
                next.is_at(&player, 1).await
            })
            .await?;
        }
    }
    Ok(())
}
