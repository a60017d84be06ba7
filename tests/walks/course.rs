//! Every lesson, from its first part to its last question, in both languages: as data, so that a
//! lesson that is added is an entry here.

use crate::player::{Player, play};
use crate::words::{BOTH, EN, KO, Lane, Stands, Words};
use highwater_tests::Result;

use Stands::{Crashed, Fenced, Frozen, InSync, Leader, OutOfSync, ShutDown};

/// A lesson as a person should find it.
struct Walked {
    id: &'static str,
    /// Its number and title, in both languages, as another lesson's end calls it.
    title: [&'static str; 2],
    /// How the replicas on b1, b2, b3 stand at each part.
    parts: &'static [[Lane; 3]],
    asks: &'static [Ask],
    /// A wrong and the right answer of each of the three questions at the end, counted from 0 over all
    /// that stand there.
    checks: [(usize, usize); 3],
    /// Keys that the end explains.
    keys: &'static [&'static str],
    /// What stands among the commands and their outputs.
    printed: &'static [&'static str],
}

/// A prediction.
struct Ask {
    /// The part that asks.
    part: usize,
    /// How many options there are.
    options: usize,
    /// The right one, counted from 0.
    right: usize,
}

const fn lane(broker: u32, stands: Stands, leo: u32, hw: u32) -> Lane {
    Lane {
        broker,
        stands,
        leo,
        hw,
    }
}

/// Replicas on b1, b2, b3: how each stands, its LEO, and its high watermark.
const fn replicas(of: [(Stands, u32, u32); 3]) -> [Lane; 3] {
    let [(a, a_leo, a_hw), (b, b_leo, b_hw), (c, c_leo, c_hw)] = of;
    [
        lane(1, a, a_leo, a_hw),
        lane(2, b, b_leo, b_hw),
        lane(3, c, c_leo, c_hw),
    ]
}

const WHO_MOVES_THE_HIGH_WATERMARK: Walked = Walked {
    id: "who-moves-the-high-watermark",
    title: [
        "13 · Who moves the high watermark?",
        "13 · 하이 워터마크는 누가 움직이는가",
    ],
    parts: &[
        replicas([(Leader, 5, 5), (InSync, 5, 5), (InSync, 5, 5)]),
        replicas([(Leader, 6, 5), (InSync, 5, 5), (InSync, 5, 5)]),
        replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 6), (InSync, 6, 6), (InSync, 6, 6)]),
    ],
    asks: &[Ask {
        part: 2,
        options: 4,
        right: 3,
    }],
    checks: [(0, 1), (5, 4), (8, 7)],
    keys: &["acks", "min.insync.replicas", "replica.lag.time.max.ms"],
    printed: &[
        "kafka-topics.sh --bootstrap-server b1:9092 --describe --topic orders",
        "Isr: 1,2,3",
    ],
};

const IN_SYNC_REPLICAS: Walked = Walked {
    id: "in-sync-replicas",
    title: [
        "14 · What makes a replica in sync?",
        "14 · 레플리카는 언제 동기화된 것으로 보는가",
    ],
    parts: &[
        replicas([(Leader, 12, 7), (InSync, 12, 7), (Frozen, 7, 6)]),
        replicas([(Leader, 14, 14), (InSync, 14, 7), (InSync, 14, 7)]),
        replicas([(Leader, 20, 19), (InSync, 19, 19), (InSync, 19, 18)]),
        replicas([(Leader, 33, 19), (InSync, 33, 19), (InSync, 19, 18)]),
        replicas([(Leader, 33, 19), (InSync, 33, 19), (OutOfSync, 19, 18)]),
        replicas([(Leader, 34, 33), (InSync, 33, 19), (OutOfSync, 19, 18)]),
        replicas([(Leader, 38, 37), (InSync, 37, 37), (OutOfSync, 37, 37)]),
        replicas([(Leader, 38, 37), (InSync, 38, 37), (InSync, 37, 37)]),
        replicas([(Leader, 47, 40), (InSync, 47, 40), (InSync, 40, 40)]),
        replicas([(Leader, 53, 40), (InSync, 53, 40), (OutOfSync, 47, 40)]),
    ],
    asks: &[
        Ask {
            part: 1,
            options: 4,
            right: 3,
        },
        Ask {
            part: 9,
            options: 3,
            right: 2,
        },
    ],
    checks: [(0, 1), (4, 5), (7, 8)],
    keys: &["replica.lag.time.max.ms", "broker.session.timeout.ms"],
    printed: &[
        "--describe --under-replicated-partitions",
        "Isr: 1,2",
        "Shrinking ISR from 1,2,3 to 1,2. Leader: (highWatermark: 40, endOffset: 53).",
    ],
};

const MIN_INSYNC_REPLICAS: Walked = Walked {
    id: "min-insync-replicas",
    title: [
        "15 · How many replicas in sync are enough?",
        "15 · 동기화된 레플리카는 몇 개면 충분한가",
    ],
    parts: &[
        replicas([(Leader, 4, 3), (InSync, 4, 3), (Crashed, 3, 0)]),
        replicas([(Leader, 4, 4), (InSync, 4, 3), (Crashed, 3, 0)]),
        replicas([(Leader, 5, 4), (InSync, 4, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 6, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 6, 6), (InSync, 6, 5), (Crashed, 3, 0)]),
        replicas([(Leader, 7, 7), (InSync, 7, 6), (Crashed, 3, 0)]),
    ],
    asks: &[
        Ask {
            part: 1,
            options: 4,
            right: 3,
        },
        Ask {
            part: 4,
            options: 4,
            right: 2,
        },
    ],
    checks: [(0, 1), (3, 4), (8, 7)],
    keys: &["min.insync.replicas", "acks", "delivery.timeout.ms"],
    printed: &[
        "--describe --under-min-isr-partitions",
        "Elr: 2",
        "NotEnoughReplicasException: The size of the current ISR : 1 is insufficient",
    ],
};

const LEADER_FAILOVER: Walked = Walked {
    id: "leader-failover",
    title: [
        "16 · What happens when a leader dies?",
        "16 · 리더가 죽으면 어떤 일이 일어나는가",
    ],
    parts: &[
        replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (Leader, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 5, 5), (Leader, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 5, 5), (Leader, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 7, 6), (Leader, 7, 6)]),
        replicas([(Fenced, 5, 5), (InSync, 7, 7), (Leader, 7, 7)]),
        replicas([(InSync, 7, 7), (InSync, 7, 7), (Leader, 7, 7)]),
    ],
    asks: &[
        Ask {
            part: 2,
            options: 4,
            right: 2,
        },
        Ask {
            part: 5,
            options: 3,
            right: 2,
        },
    ],
    checks: [(0, 1), (3, 5), (6, 7)],
    keys: &["broker.session.timeout.ms", "delivery.timeout.ms"],
    printed: &[
        "kafka-topics.sh --bootstrap-server b2:9092 --describe --topic orders",
        "Leader: 3",
        "Fencing broker 1 at epoch 3 because its session has timed out.",
        "Leader orders-0 with topic id",
    ],
};

#[tokio::test]
async fn who_moves_the_high_watermark_in_english() -> Result<()> {
    whole(&WHO_MOVES_THE_HIGH_WATERMARK, &EN).await
}

#[tokio::test]
async fn who_moves_the_high_watermark_in_korean() -> Result<()> {
    whole(&WHO_MOVES_THE_HIGH_WATERMARK, &KO).await
}

#[tokio::test]
async fn in_sync_replicas_in_english() -> Result<()> {
    whole(&IN_SYNC_REPLICAS, &EN).await
}

#[tokio::test]
async fn in_sync_replicas_in_korean() -> Result<()> {
    whole(&IN_SYNC_REPLICAS, &KO).await
}

#[tokio::test]
async fn min_insync_replicas_in_english() -> Result<()> {
    whole(&MIN_INSYNC_REPLICAS, &EN).await
}

#[tokio::test]
async fn min_insync_replicas_in_korean() -> Result<()> {
    whole(&MIN_INSYNC_REPLICAS, &KO).await
}

#[tokio::test]
async fn leader_failover_in_english() -> Result<()> {
    whole(&LEADER_FAILOVER, &EN).await
}

#[tokio::test]
async fn leader_failover_in_korean() -> Result<()> {
    whole(&LEADER_FAILOVER, &KO).await
}

impl Walked {
    fn route(&self, words: &Words) -> String {
        format!("#/{}/lesson/{}", words.language, self.id)
    }

    fn ask_at(&self, part: usize) -> Option<&Ask> {
        self.asks.iter().find(|ask| ask.part == part)
    }

    /// Waits until a part is there, with the replicas as they stand at it.
    async fn is_at(&self, player: &Player<'_>, part: usize) -> Result<()> {
        player.is_at_part(part, self.parts.len()).await?;
        player.shows(&self.parts[part - 1]).await
    }

    /// Goes on from a part, through its prediction if there is one.
    async fn goes_on_from(&self, player: &Player<'_>, part: usize) -> Result<()> {
        if let Some(ask) = self.ask_at(part) {
            every_option_is_judged(player, ask).await?;
        }
        player.press(player.words.go_on).await
    }
}

async fn whole(lesson: &Walked, words: &Words) -> Result<()> {
    play(words, lesson.route(words), async |player| {
        player.without_motion().await?;
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
async fn every_option_is_judged(player: &Player<'_>, ask: &Ask) -> Result<()> {
    let words = player.words;
    for option in (0..ask.options).filter(|option| *option != ask.right) {
        player.choose(option).await?;
        player.press(words.check_answer).await?;
        player.page.says(words.wrong).await?;
        player.page.says(words.model).await?;
    }
    player.choose(ask.right).await?;
    player.press(words.check_answer).await?;
    player.page.says(words.right).await
}

async fn the_end(player: &Player<'_>, lesson: &Walked) -> Result<()> {
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
    type Proposal = (&'static Walked, usize, [&'static str; 2], Lane);
    let proposals: [Proposal; 3] = [
        (
            &IN_SYNC_REPLICAS,
            8,
            ["Try it: Freeze b3", "해 보기: b3 멈추기"],
            lane(1, Leader, 46, 46),
        ),
        (
            &MIN_INSYNC_REPLICAS,
            6,
            [
                "Try it: Set min.insync.replicas=1 for orders",
                "해 보기: orders 설정: min.insync.replicas=1",
            ],
            lane(1, Leader, 6, 6),
        ),
        (
            &LEADER_FAILOVER,
            10,
            [
                "Try it: Elect the preferred leader",
                "해 보기: 선호 리더 선출",
            ],
            lane(1, Leader, 7, 7),
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
        let lessons = [
            &WHO_MOVES_THE_HIGH_WATERMARK,
            &IN_SYNC_REPLICAS,
            &MIN_INSYNC_REPLICAS,
            &LEADER_FAILOVER,
        ];
        for (lesson, next) in lessons.iter().zip(&lessons[1..]) {
            let route = format!("{}?step={}", lesson.route(words), lesson.parts.len());
            play(words, route, async |player| {
                player.without_motion().await?;
                lesson.is_at(&player, lesson.parts.len()).await?;
                player.press(words.go_on).await?;
                player
                    .page
                    .click("link", words.pick(next.title[0], next.title[1]))
                    .await?;
                next.is_at(&player, 1).await
            })
            .await?;
        }
    }
    Ok(())
}
