//! What is asked of the cluster: forms, what Kafka answers, and where the focus is afterwards.

use crate::meanings::asked_for;
use crate::player::{Player, lesson, play, sandbox};
use crate::words::{BOTH, Words};
use highwater_tests::server::{Harm, Spoilt};
use highwater_tests::{Page, Result};
use thirtyfour::Key;

/// Opens a form that is closed until it is asked for.
async fn open(player: &Player<'_>, form: &str) -> Result<()> {
    player
        .page
        .click("DisclosureTriangle", &format!("{form}…"))
        .await
}

/// Steps on until the page says something.
async fn steps_until(player: &Player<'_>, text: &str) -> Result<()> {
    player.without_motion().await?;
    player.presses_until_it_says(player.words.step, text).await
}

fn no_answer_yet(words: &Words) -> &'static str {
    words.pick("no answer yet", "아직 응답이 없습니다")
}

#[tokio::test]
async fn a_topic_that_kafka_refuses_is_refused_in_kafkas_words_at_the_form() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let create = words.pick("Create a topic", "토픽 만들기");
            open(&player, create).await?;
            let factor = words.pick("Replication factor", "복제 계수");
            player.page.fill("textbox", factor, "5").await?;
            player.press(create).await?;
            player.page.says(no_answer_yet(words)).await?;
            steps_until(
                &player,
                "Unable to replicate the partition 5 time(s): The target replication factor of 5 cannot be \
                 reached because only 3 broker(s) are registered",
            )
            .await?;
            player.page.says("INVALID_REPLICATION_FACTOR:").await?;
            let accepted = words.pick("as many replicas as there are brokers", "브로커 수까지");
            player.page.says(accepted).await?;

            player.page.fill("textbox", factor, "3").await?;
            player.press(create).await?;
            steps_until(&player, words.pick("done at t =", "에 완료")).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_election_that_is_not_needed_is_answered_so() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player
                .picks(words.pick("orders-0 on b1", "orders-0, b1"))
                .await?;
            for (elect, done) in [
                words.pick(
                    ("Elect uncleanly", "Elect uncleanly: orders-0: asked"),
                    ("언클린 선출", "언클린 선출: orders-0: t ="),
                ),
                words.pick(
                    (
                        "Elect the preferred leader",
                        "Elect the preferred leader: orders-0: asked",
                    ),
                    ("선호 리더 선출", "선호 리더 선출: orders-0: t ="),
                ),
            ] {
                player.press(elect).await?;
                player.page.says(no_answer_yet(words)).await?;
                steps_until(&player, "ELECTION_NOT_NEEDED").await?;
                player.page.says(done).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_is_no_number_is_turned_away_at_its_field() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player.picks(words.pick("broker b2", "브로커 b2")).await?;
            let delay = words.pick("Delay of b2 (ms)", "b2 지연(ms)");
            player.page.fill("textbox", delay, "soon").await?;
            player
                .press(words.pick("Slow b2", "b2 느리게 하기"))
                .await?;
            player
                .page
                .says(words.pick("Enter a whole number", "정수를 적어 주세요"))
                .await?;
            player
                .page
                .until("the focus on the field", async || {
                    let focused = player.page.focused().await?;
                    Ok(focused.is_some_and(|focused| focused.name == delay))
                })
                .await?;
            player.page.fill("textbox", delay, "0").await?;
            player
                .press(words.pick("Slow b2", "b2 느리게 하기"))
                .await?;
            let refused = words.pick("Nothing would change", "바뀌는 것이 없습니다");
            player.page.says(refused).await
        })
        .await?;
    }
    Ok(())
}

/// Has p1 send every 200 ms.
async fn sends_steadily(player: &Player<'_>) -> Result<()> {
    let words = player.words;
    player
        .picks(words.pick("producer p1", "프로듀서 p1"))
        .await?;
    let steadily = words.pick("Send steadily", "계속 보내기");
    open(player, steadily).await?;
    let every = words.pick("Every (ms)", "간격(ms)");
    player.page.fill("textbox", every, "200").await?;
    player.press(steadily).await?;
    let done = words.pick("every 200 ms, t =", "200 ms마다 보내기, t =");
    player.page.says(done).await
}

#[tokio::test]
async fn a_producer_sends_steadily_until_it_is_stopped() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player
                .picks(words.pick("producer p1", "프로듀서 p1"))
                .await?;
            let stop = words.pick("Stop sending", "그만 보내기");
            assert!(player.page.the("button", stop).await?.disabled);
            let steadily = words.pick("Send steadily", "계속 보내기");
            open(&player, steadily).await?;
            player
                .page
                .fill("textbox", words.pick("Every (ms)", "간격(ms)"), "200")
                .await?;
            player.press(steadily).await?;
            let done = words.pick("every 200 ms, t =", "200 ms마다 보내기, t =");
            player.page.says(done).await?;
            player
                .page
                .until("a load that can be stopped", async || {
                    Ok(!player.page.the("button", stop).await?.disabled)
                })
                .await?;
            player.press(stop).await?;
            player
                .page
                .until("no load any more", async || {
                    Ok(player.page.the("button", stop).await?.disabled)
                })
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_focus_stays_where_something_can_be_done() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            let presses = async |button: &str, then: &str| -> Result<()> {
                page.focus("button", button).await?;
                page.press(Key::Enter).await?;
                page.until(&format!("the focus on {then}"), async || {
                    let focused = page.focused().await?;
                    Ok(focused.is_some_and(|focused| focused.name == then))
                })
                .await
            };
            presses(&words.crash("b2"), &words.restart("b2")).await?;
            presses(
                &words.cut("b1", "b3"),
                words.pick("Heal b1–b3", "b1–b3 복구"),
            )
            .await?;
            let (down, cut) = words.pick(
                ("Restart: b2 is down", "Heal: the link b1–b3 is cut"),
                (
                    "재시작: b2가 강제 종료된 상태입니다",
                    "복구: b1–b3 연결이 끊겨 있습니다",
                ),
            );
            page.the("button", cut).await?;
            presses(down, cut).await?;
            let offers = words.pick("What can be done", "할 수 있는 일");
            presses(cut, offers).await?;
            presses(&words.crash("b2"), &words.restart("b2")).await?;
            presses(words.heal_all, offers).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_scenario_that_is_stopped_says_so_and_its_button_keeps_the_focus() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let stop = words.pick("Stop the scenario", "시나리오 중단하기");
            let page = player.page;
            assert!(
                page.the("button", stop).await?.disabled,
                "nothing is left to stop"
            );
            sends_steadily(&player).await?;
            page.focus("button", stop).await?;
            page.press(Key::Enter).await?;
            page.says(words.pick("Nothing happens by itself", "저절로 일어나는 일은 없습니다"))
                .await?;
            let button = page.the("button", stop).await?;
            assert!(button.disabled && button.focused);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_record_that_is_sent_while_time_stands_still_has_a_value_and_says_what_shows_it()
-> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            assert_eq!(page.the("textbox", words.value).await?.value, "hello");
            player.press(words.send).await?;
            let hint = words.pick("Time stands still:", "시간이 멈춰 있습니다.");
            page.says(hint).await?;
            player.press(&words.crash("b3")).await?;
            page.says(words.pick(
                "Crash b3 · time stands still",
                "b3 강제 종료 · 시간 정지 중",
            ))
            .await?;
            player.press(words.play).await?;
            page.until("the hint to be gone", async || {
                Ok(!page.text().await?.contains(hint))
            })
            .await?;
            // With its form the reply goes, while it is about to follow what was picked.
            player.picks(words.pick("broker b2", "브로커 b2")).await?;
            page.the("heading", "b2").await.map(drop)
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_form_that_was_asked_for_is_open_once_its_part_of_the_program_has_come() -> Result<()> {
    const PART: &str = ".deferred.wasm";
    for words in BOTH {
        let page = Page::start_spoilt(Spoilt {
            ending: PART,
            harm: Harm::Missing,
        })
        .await?;
        page.open(&lesson(words, 1)).await?;
        let player = Player { page: &page, words };
        player.is_ready().await?;
        let send = words.pick("Send a record", "레코드 보내기");
        player.press(send).await?;
        page.until("its part to be asked for", async || {
            Ok(asked_for(&page, PART) > 0)
        })
        .await?;
        page.settle().await?;
        page.the("button", send).await?;

        page.mend();
        player.press(send).await?;
        page.until("the focus in its first field", async || {
            let focused = page.focused().await?;
            Ok(focused.is_some_and(|focused| focused.name == words.pick("Key", "키")))
        })
        .await?;
        page.end().await?;
    }
    Ok(())
}
