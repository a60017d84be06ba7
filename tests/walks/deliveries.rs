//! What is repeated, skipped or swapped is told as losses are: which record, why, what was promised, and what
//! would have kept it from that.

use crate::player::{Player, play, preset};
use crate::words::{BOTH, Words};
use highwater_tests::Result;

/// What is told of something that happened by a preset.
struct Told<'w> {
    /// The heading of the section.
    region: &'w str,
    /// How its title begins, with the partition.
    title: &'w str,
    /// What is said of it: why, what is promised, and what would have kept it.
    said: [&'w str; 3],
    /// Events of the chain, in order of time.
    chain: &'w [&'w str],
}

impl Player<'_> {
    /// Loses the message that is picked, and looks at the cluster again.
    async fn loses_it(&self) -> Result<()> {
        self.press(self.words.lose).await?;
        let cluster = self.words.pick("Show the cluster", "클러스터 보기");
        self.press(cluster).await
    }

    async fn picks_c1(&self) -> Result<()> {
        self.picks(self.words.pick("Application of c1", "c1의 애플리케이션"))
            .await
    }

    /// Goes on until it is told, and follows its chain to the first event and back.
    async fn is_told(&self, told: &Told<'_>) -> Result<()> {
        let (page, words) = (self.page, self.words);
        self.goes_on_until_it_says(told.title).await?;
        page.the("region", told.region).await?;
        for said in told.said {
            page.says(said).await?;
        }
        let names = page.names("button").await?;
        let place = |event: &str| names.iter().position(|name| name.contains(event));
        let places: Vec<_> = told.chain.iter().map(|event| place(event)).collect();
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted(),
            "{}: {:?} stand at {places:?} of {names:?}",
            words.language,
            told.chain
        );
        self.follows(told).await
    }

    /// The first event of the chain leads to its moment; the title leads back.
    async fn follows(&self, told: &Told<'_>) -> Result<()> {
        let page = self.page;
        let first = told.chain.first().copied().unwrap_or_default();
        let first = page
            .name_that("button", first, |name| name.contains(first))
            .await?;
        let here = self.moment().await?.event;
        self.press(&first).await?;
        page.until("an earlier event", async || {
            Ok(self.moment().await?.event < here)
        })
        .await?;
        let title = page
            .name_that("button", told.title, |name| name.starts_with(told.title))
            .await?;
        self.press(&title).await?;
        page.until("the moment of that", async || {
            Ok(self.moment().await?.event <= here)
        })
        .await?;
        page.the("region", told.region).await.map(drop)
    }
}

fn processed_twice(words: &Words) -> Told<'static> {
    words.pick(
        Told {
            region: "What was processed twice",
            title: "Processed twice: orders-0 [",
            said: [
                "It was processed, but not committed",
                "processes every record at least once",
                "Committing before processing",
            ],
            chain: &[
                "c1 processed it.",
                "The process of c1 died.",
                "c1 began at offset",
                "It was processed again, by c1.",
            ],
        },
        Told {
            region: "두 번 처리된 것",
            title: "중복 처리: orders-0 [",
            said: [
                "처리했지만 커밋하지 않았습니다",
                "모든 레코드를 최소 한 번 처리하며",
                "처리하기 전에 커밋하기",
            ],
            chain: &[
                "c1이 이 레코드를 처리했습니다.",
                "c1의 프로세스가 강제 종료되었습니다.",
                "c1은 그룹이 커밋한 오프셋",
                "c1에서 이 레코드가 다시 처리되었습니다.",
            ],
        },
    )
}

#[tokio::test]
async fn a_consumer_that_dies_before_it_commits_processes_a_record_twice() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "at-least-once"), async |player| {
            player.without_motion().await?;
            player.picks_c1().await?;
            player
                .press(words.pick("Crash after process", "process 뒤에 강제 종료"))
                .await?;
            let dead = words.pick("c1 is down", "c1이 강제 종료된 상태입니다");
            player.goes_on_until_it_says(dead).await?;
            player
                .page
                .click_first("button", &words.restart("c1"))
                .await?;
            player.is_told(&processed_twice(words)).await
        })
        .await?;
    }
    Ok(())
}

fn skipped(words: &Words) -> Told<'static> {
    words.pick(
        Told {
            region: "What was skipped",
            title: "Skipped: orders-0 [",
            said: [
                "It was committed before it was processed",
                "is processed at most once",
                "Committing after processing",
            ],
            chain: &[
                "c1 read it.",
                "the group's coordinator, took a commit",
                "The process of c1 died.",
            ],
        },
        Told {
            region: "건너뛴 것",
            title: "건너뜀: orders-0 [",
            said: [
                "처리하기 전에 커밋했습니다",
                "최대 한 번 처리되며",
                "처리한 뒤에 커밋하기",
            ],
            chain: &[
                "c1이 이 레코드를 읽었습니다.",
                "커밋을 받았습니다",
                "c1의 프로세스가 강제 종료되었습니다.",
            ],
        },
    )
}

#[tokio::test]
async fn a_consumer_that_commits_first_and_dies_skips_a_record() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "at-most-once"), async |player| {
            player.without_motion().await?;
            player.picks_c1().await?;
            player
                .press(words.pick("Crash after commit", "commit 뒤에 강제 종료"))
                .await?;
            player.is_told(&skipped(words)).await
        })
        .await?;
    }
    Ok(())
}

fn written_twice(words: &Words) -> Told<'static> {
    words.pick(
        Told {
            region: "What was written twice",
            title: "Written twice: orders-0 [1]",
            said: [
                "The producer got no answer, or an error, and sent it again",
                "without idempotence a record may be in the log more than once",
                "enable.idempotence=true",
            ],
            chain: &[
                "b1 appended it to orders-0",
                "The answer, that the leader has it, was lost.",
                "p1 did not hear whether it arrived",
                "b1 appended it again, at orders-0 [1].",
            ],
        },
        Told {
            region: "두 번 기록된 것",
            title: "중복 기록: orders-0 [1]",
            said: [
                "프로듀서는 응답을 받지 못했거나 오류를 받아 다시 보냈습니다",
                "같은 레코드가 로그에 여러 번 들어갈 수 있습니다",
                "enable.idempotence=true",
            ],
            chain: &[
                "b1이 에포크 0에서 orders-0에 이 레코드를 추가했습니다.",
                "리더가 받았다는 응답이 유실되었습니다.",
                "p1은 도착했는지 알 수 없어",
                "b1이 이 레코드를 orders-0 [1]에 다시 추가했습니다.",
            ],
        },
    )
}

#[tokio::test]
async fn a_retry_that_duplicates_names_the_setting_that_prevents_it() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "retry-duplicate"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.press(words.send).await?;
            let answer = words.pick("Produce response b1 → p1", "Produce 응답 b1 → p1");
            page.until(answer, async || {
                let names = page.names("button").await?;
                if names.iter().any(|name| name.starts_with(answer)) {
                    return Ok(true);
                }
                player.press(words.step).await?;
                Ok(false)
            })
            .await?;
            player.picks(answer).await?;
            player.loses_it().await?;
            player.is_told(&written_twice(words)).await
        })
        .await?;
    }
    Ok(())
}

fn out_of_order(words: &Words) -> Told<'static> {
    words.pick(
        Told {
            region: "What is out of order",
            title: "Out of order: orders-0 [1]",
            said: [
                "a record that was sent later was in the log already",
                "a retry may come after a record that was sent later",
                "max.in.flight.requests.per.connection=1",
            ],
            chain: &[
                "The request that carried it was lost.",
                "p1 did not hear whether it arrived",
                "b1 appended the record that was sent later, at orders-0 [0].",
                "b1 appended this record behind it, at orders-0 [1].",
            ],
        },
        Told {
            region: "순서가 바뀐 것",
            title: "순서 바뀜: orders-0 [1]",
            said: [
                "나중에 보낸 레코드가 이미 로그에 있었습니다",
                "나중에 보낸 레코드보다 뒤에 들어갈 수 있습니다",
                "max.in.flight.requests.per.connection=1",
            ],
            chain: &[
                "이 레코드를 실은 요청이 유실되었습니다.",
                "p1은 도착했는지 알 수 없어",
                "b1이 나중에 보낸 레코드를 orders-0 [0]에 추가했습니다.",
                "b1이 이 레코드를 그 뒤인 orders-0 [1]에 추가했습니다.",
            ],
        },
    )
}

#[tokio::test]
async fn a_retry_that_comes_too_late_is_told_as_out_of_order() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "retry-reorder"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player
                .picks(words.pick("Produce request p1 → b1", "Produce 요청 p1 → b1"))
                .await?;
            let both = words.pick("2 in flight", "응답 대기 중 2개");
            page.until(both, async || {
                if page
                    .names("button")
                    .await?
                    .iter()
                    .any(|name| name.contains(both))
                {
                    return Ok(true);
                }
                player.press(words.step).await?;
                Ok(false)
            })
            .await?;
            player.loses_it().await?;
            player.is_told(&out_of_order(words)).await
        })
        .await?;
    }
    Ok(())
}
