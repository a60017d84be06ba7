//! What is asked of a consumer in its inspector: every call of its application, and what befalls the loop of that.

use super::{build, built, subscribe_c1};
use crate::player::Player;
use crate::words::BOTH;
use highwater_tests::{Result, walk};

/// Something that is asked for with a form, once a field is filled in, or with a button.
pub struct Asks {
    form: Option<&'static str>,
    types: Option<(&'static str, &'static str)>,
    presses: &'static str,
    told: &'static str,
}

/// With a button.
pub const fn button(presses: &'static str) -> Asks {
    Asks {
        form: None,
        types: None,
        presses,
        told: presses,
    }
}

const fn form(presses: &'static str, told: &'static str) -> Asks {
    Asks {
        form: Some(presses),
        types: None,
        presses,
        told,
    }
}

const fn typed(
    presses: &'static str,
    types: (&'static str, &'static str),
    told: &'static str,
) -> Asks {
    Asks {
        types: Some(types),
        ..form(presses, told)
    }
}

impl Asks {
    /// Asks for it, and waits until it is done.
    pub async fn ask(&self, player: &Player<'_>) -> Result<()> {
        let page = player.page;
        let disclosure = self.form.map(|form| format!("{form}…"));
        if let Some(disclosure) = &disclosure {
            page.click("DisclosureTriangle", disclosure).await?;
        }
        if let Some((field, text)) = self.types {
            page.fill("textbox", field, text).await?;
        }
        // What is told of a wait may offer the same, further down.
        page.click_first("button", self.presses).await?;
        page.says(&format!("✓ {}", self.told)).await?;
        // What stands open has fields of the same names as others.
        match &disclosure {
            Some(disclosure) => page.click("DisclosureTriangle", disclosure).await,
            None => Ok(()),
        }
    }
}

/// Every call of a consumer, in an order in which each can be made.
const EVERY_CALL_EN: [Asks; 18] = [
    typed(
        "Call subscribe",
        ("Topics", "orders"),
        "Call subscribe(orders)",
    ),
    typed("Call poll", ("For (ms)", "9000"), "Call poll(9000 ms)"),
    form("Call pause", "Call pause(orders-0)"),
    form("Call resume", "Call resume(orders-0)"),
    typed("Call seek", ("Offset", "1"), "Call seek(orders-0, 1)"),
    button("Call seekToBeginning()"),
    button("Call position()"),
    button("Call seekToEnd()"),
    typed("Call poll", ("For (ms)", "500"), "Call poll(500 ms)"),
    button("Call endOffsets()"),
    button("Call commitAsync()"),
    button("Call commitSync()"),
    typed(
        "Call commitSync of an offset",
        ("Offset", "1"),
        "Call commitSync(orders-0, 1)",
    ),
    button("Call unsubscribe()"),
    form("Call assign", "Call assign(orders-0)"),
    typed("Call poll", ("For (ms)", "300"), "Call poll(300 ms)"),
    button("Poll in a loop"),
    button("Call close()"),
];

const EVERY_CALL_KO: [Asks; 18] = [
    typed(
        "subscribe 호출",
        ("토픽", "orders"),
        "subscribe(orders) 호출",
    ),
    typed("poll 호출", ("시간(ms)", "9000"), "poll(9000 ms) 호출"),
    form("pause 호출", "pause(orders-0) 호출"),
    form("resume 호출", "resume(orders-0) 호출"),
    typed("seek 호출", ("오프셋", "1"), "seek(orders-0, 1) 호출"),
    button("seekToBeginning() 호출"),
    button("position() 호출"),
    button("seekToEnd() 호출"),
    typed("poll 호출", ("시간(ms)", "500"), "poll(500 ms) 호출"),
    button("endOffsets() 호출"),
    button("commitAsync() 호출"),
    button("commitSync() 호출"),
    typed(
        "오프셋을 정해 commitSync 호출",
        ("오프셋", "1"),
        "commitSync(orders-0, 1) 호출",
    ),
    button("unsubscribe() 호출"),
    form("assign 호출", "assign(orders-0) 호출"),
    typed("poll 호출", ("시간(ms)", "300"), "poll(300 ms) 호출"),
    button("poll 되풀이하기"),
    button("close() 호출"),
];

/// Goes on until the application of the consumer that is picked is in no other call.
async fn is_between_calls(player: &Player<'_>) -> Result<()> {
    let (page, words) = (player.page, player.words);
    let call = words.pick("Call close()", "close() 호출");
    page.until("the end of the call", async || {
        if !page.the("button", call).await?.disabled {
            return Ok(true);
        }
        player.press(words.next_milestone).await?;
        Ok(false)
    })
    .await
}

#[tokio::test]
async fn every_call_of_a_consumer_is_made_in_the_inspector() -> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            subscribe_c1(page, words).await?;
            let calls = words.pick("Calls made by", "호출하는 쪽");
            page.choose(calls, words.pick("you, by hand", "직접 하나씩"))
                .await?;
            let player = built(page, words).await?;
            player.picks(words.pick("consumer c1", "컨슈머 c1")).await?;
            for call in words.pick(&EVERY_CALL_EN, &EVERY_CALL_KO) {
                is_between_calls(&player).await?;
                call.ask(&player).await?;
            }
            let closed = words.pick("c1 is closed", "c1은 닫혀서");
            page.until(closed, async || {
                let close = page.the("button", words.pick("Call close()", "close() 호출"));
                if close.await?.description.starts_with(closed) {
                    return Ok(true);
                }
                player.press(words.step).await?;
                Ok(false)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

const LOOP_FAULTS_EN: [Asks; 3] = [
    typed(
        "Fail on the next records",
        ("Records", "1"),
        "Fail on the next records (1)",
    ),
    typed(
        "Slow the processing",
        ("Slower by (ms)", "250"),
        "Slow processing by 250 ms",
    ),
    button("Crash after process"),
];

const LOOP_FAULTS_KO: [Asks; 3] = [
    typed(
        "다음 레코드 처리 실패시키기",
        ("레코드 수", "1"),
        "다음 레코드 1개 처리 실패시키기",
    ),
    typed(
        "처리 느리게 하기",
        ("더 걸리는 시간(ms)", "250"),
        "처리 250 ms 느리게",
    ),
    button("process 뒤에 강제 종료"),
];

#[tokio::test]
async fn what_befalls_the_loop_of_an_application_is_told_and_comes() -> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            subscribe_c1(page, words).await?;
            let on_failure = words.pick("On failure", "처리에 실패하면");
            page.choose(on_failure, words.pick("pass over it", "건너뛰기"))
                .await?;
            let player = built(page, words).await?;
            player.picks(words.pick("consumer c1", "컨슈머 c1")).await?;
            for fault in words.pick(&LOOP_FAULTS_EN, &LOOP_FAULTS_KO) {
                fault.ask(&player).await?;
            }
            let dead = words.pick("c1 is down", "c1이 강제 종료된 상태입니다");
            player.goes_on_until_it_says(dead).await?;
            player
                .page
                .click_first("button", &words.restart("c1"))
                .await?;
            let reset = words.pick(
                "Reset the offsets of group desk",
                "그룹 desk의 오프셋 재설정",
            );
            page.click("DisclosureTriangle", &format!("{reset}…"))
                .await?;
            player.press(reset).await?;
            page.says(words.pick("no answer yet", "아직 응답이 없습니다"))
                .await
        })
        .await?;
    }
    Ok(())
}
