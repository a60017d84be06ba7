//! The logs of all processes under the stage, and what the tools print of groups.

use crate::player::{Player, play, preset, sandbox};
use crate::words::{BOTH, Words};
use highwater_tests::{Result, axe};
use thirtyfour::Key;

const FENCING: &str = "Fencing broker 2";

fn logs(words: &Words) -> &'static str {
    words.pick("Logs", "로그")
}

fn explain(words: &Words) -> &'static str {
    words.pick("Explain: ", "풀이: ")
}

/// The controller writes by two names, the second without a prefix.
fn is_the_controllers(line: &str) -> bool {
    line.contains("[QuorumController id=100]") || line.starts_with("Setting new leader")
}

impl Player<'_> {
    /// The lines that are listed, each by the name of the button that explains it.
    async fn log_lines(&self) -> Result<Vec<String>> {
        let names = self.page.names("button").await?.into_iter();
        let explained = |name: String| name.strip_prefix(explain(self.words)).map(str::to_owned);
        Ok(names.filter_map(explained).collect())
    }

    async fn lists(&self, what: &str, fits: impl Fn(&[String]) -> bool) -> Result<()> {
        let listed = async || Ok(fits(&self.log_lines().await?));
        self.page.until(what, listed).await
    }

    /// Goes on until the controller has fenced b2.
    async fn goes_on_until_fenced(&self) -> Result<()> {
        self.goes_on_until_it_says(FENCING).await
    }

    async fn opens_by_keyboard(&self, name: &str) -> Result<()> {
        self.page.focus("button", name).await?;
        self.page.press(Key::Enter).await
    }
}

#[tokio::test]
async fn a_broker_that_dies_is_in_the_controllers_log_and_its_line_leads_to_its_moment()
-> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.press(logs(words)).await?;
            player.press(&words.crash("b2")).await?;
            player.goes_on_until_fenced().await?;
            let until_then = player.log_lines().await?.len();
            player.press(&words.crash("b3")).await?;
            player.press(words.next_milestone).await?;
            player
                .lists("what came later", |lines| lines.len() > until_then)
                .await?;
            let before = player.log_lines().await?;
            let is_line = |name: &str| name.contains(FENCING) && !name.contains(explain(words));
            let line = page.name_that("button", FENCING, is_line).await?;
            player.opens_by_keyboard(&line).await?;
            player
                .lists("fewer lines", |lines| {
                    lines.len() < before.len() && lines.iter().any(|it| it.contains(FENCING))
                })
                .await?;
            let here = page.the("button", &line).await?;
            assert_eq!(here.name, line);
            player.press(words.previous_milestone).await?;
            player.press(words.previous_milestone).await?;
            player
                .lists("no line of fencing", |lines| {
                    !lines.iter().any(|it| it.contains(FENCING))
                })
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn lines_are_chosen_by_process_level_and_text() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.press(logs(words)).await?;
            player.press(&words.crash("b2")).await?;
            player.goes_on_until_fenced().await?;
            let (process, level) = (
                words.pick("Process", "프로세스"),
                words.pick("Level", "레벨"),
            );
            page.choose(process, words.pick("controller k1", "컨트롤러 k1"))
                .await?;
            player
                .lists("the controller's lines alone", |lines| {
                    !lines.is_empty() && lines.iter().all(|it| is_the_controllers(it))
                })
                .await?;
            page.choose(level, "ERROR").await?;
            page.says(words.pick("No line fits the filters.", "필터에 맞는 로그가 없습니다."))
                .await?;
            page.choose(level, words.pick("INFO and above", "INFO 이상"))
                .await?;
            page.fill("searchbox", words.pick("Text", "텍스트"), "fencing broker")
                .await?;
            let one = |lines: &[String]| lines.len() == 1 && lines[0].contains(FENCING);
            player.lists("one line", one).await?;
            player.press(words.pick("Charts", "차트")).await?;
            player.press(logs(words)).await?;
            player
                .lists("the same line when the logs come back", one)
                .await?;
            let text = page.the("searchbox", words.pick("Text", "텍스트")).await?;
            assert_eq!(text.value, "fencing broker");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_line_is_explained_part_by_part() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.press(logs(words)).await?;
            player.press(&words.crash("b2")).await?;
            player.goes_on_until_fenced().await?;
            let meaning = words.pick(
                "The controller takes the broker out of the cluster",
                "컨트롤러가 이 브로커를 클러스터 동작에서 제외합니다.",
            );
            assert!(!page.text().await?.contains(meaning));
            let is_it = |name: &str| name.contains(FENCING) && name.starts_with(explain(words));
            let button = page.name_that("button", FENCING, is_it).await?;
            player.opens_by_keyboard(&button).await?;
            page.says(meaning).await?;
            page.settle().await?;
            let violations = axe::violations(page).await?;
            assert!(violations.is_empty(), "{}", violations.join("\n"));
            player.opens_by_keyboard(&button).await?;
            page.until("no meaning", async || {
                Ok(!page.text().await?.contains(meaning))
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn of_two_lines_that_one_event_wrote_each_is_explained_alone() -> Result<()> {
    const ERROR: &str = "Got error produce response";
    const METADATA: &str = "Received invalid metadata error";
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.press(&words.crash("b1")).await?;
            player
                .picks(words.pick("producer p1", "프로듀서 p1"))
                .await?;
            let log = words.pick("Client log of p1", "p1의 클라이언트 로그");
            player.opens_by_keyboard(log).await?;
            player.goes_on_until_it_says(ERROR).await?;
            let told = async || page.all("definition").await.map(|all| all.len());
            let nothing = told().await?;
            for line in [ERROR, METADATA] {
                let is_it = |name: &str| name.contains(line) && name.starts_with(explain(words));
                let button = page.name_that("button", line, is_it).await?;
                player.opens_by_keyboard(&button).await?;
                page.until("what the line means", async || Ok(told().await? > nothing))
                    .await?;
                page.settle().await?;
                assert!(told().await? > nothing, "{line}");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_the_tool_prints_of_groups_is_there_with_their_members_and_their_state() -> Result<()>
{
    for words in BOTH {
        play(words, preset(words, "three-protocols"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player
                .opens_by_keyboard("kafka-consumer-groups --describe")
                .await?;
            page.says("--describe --group kip-848").await?;
            page.says("CURRENT-OFFSET").await?;
            player.press("--members").await?;
            page.says("--describe --group kip-848 --members").await?;
            page.says("#PARTITIONS").await?;
            player.press("--verbose").await?;
            page.says("TARGET-ASSIGNMENT").await?;
            player.press("--state").await?;
            page.says("--state --verbose").await?;
            page.says("ASSIGNMENT-STRATEGY").await?;
            page.says(words.pick(
                "The assignor that the group has agreed on.",
                "그룹이 쓰기로 한 할당자입니다.",
            ))
            .await
        })
        .await?;
    }
    Ok(())
}
