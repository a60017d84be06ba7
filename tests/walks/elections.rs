//! Elections from outside the ISR: what ELR brings back without a loss, and what an unclean election costs.

use crate::player::{Player, play, preset};
use crate::words::BOTH;
use highwater_tests::Result;

impl Player<'_> {
    /// Has a broker stop in good order, and waits until it has.
    async fn shuts_down(&self, broker: &str) -> Result<()> {
        let words = self.words;
        self.picks(&words.pick(format!("broker {broker}"), format!("브로커 {broker}")))
            .await?;
        self.press(&words.pick(format!("Shut down {broker}"), format!("{broker} 정상 종료")))
            .await?;
        let particle = if broker.ends_with('3') { "이" } else { "가" };
        self.goes_on_until_it_says(&words.pick(
            format!("{broker} is shut down"),
            format!("{broker}{particle} 정상 종료된 상태입니다"),
        ))
        .await
    }

    /// Picks a partition by its title and asks why nobody leads it.
    async fn asks_why_nobody_leads(&self) -> Result<()> {
        let words = self.words;
        self.press(words.pick("orders-0 has no leader", "리더 없는 orders-0"))
            .await?;
        self.page
            .says(words.pick("Why does nobody lead?", "왜 리더가 없나요?"))
            .await
    }
}

#[tokio::test]
async fn a_partition_without_a_leader_says_whom_it_waits_for_and_comes_back_by_elr() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "elr-election"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.shuts_down("b3").await?;
            player.shuts_down("b2").await?;
            player.picks(words.pick("broker b1", "브로커 b1")).await?;
            player.press(&words.crash("b1")).await?;
            player
                .goes_on_until_it_says(words.pick(
                    "orders-0 has no leader: no replica may lead now",
                    "orders-0에 리더가 없습니다: 지금 리더가 될 수 있는 레플리카가 없습니다",
                ))
                .await?;
            page.press(thirtyfour::Key::Escape).await?;
            player.asks_why_nobody_leads().await?;
            page.says(words.pick("has to come back", "돌아와야 합니다"))
                .await?;
            page.click_first("button", &words.restart("b2")).await?;
            let elected = words.pick("Elected b2 leader of orders-0", "b2를 orders-0의 리더로");
            player.goes_on_until_it_says(elected).await?;
            page.says(words.pick("from the eligible leader replicas (ELR)", "ELR에서 선출"))
                .await?;
            let leads = words.pick("orders-0 on b2, leader", "orders-0, b2, 리더");
            page.until(leads, async || {
                player.press(words.next_milestone).await?;
                let lanes = player.lanes().await?;
                Ok(lanes.iter().any(|lane| lane.starts_with(leads)))
            })
            .await?;
            let loss = words.pick("What was lost", "유실된 것");
            assert!(!page.has("region", loss).await?, "nothing is lost by it");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn an_unclean_election_tells_what_it_cost_and_what_would_have_kept_it() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "unclean-election"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.press(&words.cut("b1", "b2")).await?;
            player.press(words.send).await?;
            player
                .goes_on_until_it_says(words.pick("ack of orders-0 [0]", "orders-0 [0] ack"))
                .await?;
            player.press(&words.crash("b1")).await?;
            player
                .goes_on_until_it_says(words.pick("Lost: orders-0 [0]", "유실: orders-0 [0]"))
                .await?;
            for said in words.pick(
                [
                    "unclean: committed records may be lost",
                    "A replica that may lack committed records was elected",
                    "was elected leader of orders-0 uncleanly",
                    "unclean.leader.election.enable=false: the partition stays offline",
                    "min.insync.replicas=2: a leader that is alone in the ISR refuses the write",
                ],
                [
                    "언클린 선출: 커밋된 레코드가 유실될 수 있습니다",
                    "커밋된 레코드를 모두 가졌는지 알 수 없는 레플리카가 리더로 선출되었습니다",
                    "언클린 선출로 orders-0의 에포크 1 리더가 되었습니다",
                    "unclean.leader.election.enable=false",
                    "min.insync.replicas=2: ISR에 혼자 남은 리더는 쓰기를 거부",
                ],
            ) {
                page.says(said).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}
