//! A whole session by the keyboard alone: nothing is clicked, and the focus moves by keys only.

use crate::player::Player;
use crate::words::{BOTH, Stands};
use highwater_tests::picture::{self, Colours};
use highwater_tests::{Problem, Result, walk};
use thirtyfour::Key;

/// More than any page has.
const TABS_MAX: usize = 240;

#[tokio::test]
async fn from_home_through_a_lesson_to_a_cluster_of_ones_own_that_is_broken_and_healed()
-> Result<()> {
    for words in BOTH {
        walk(&format!("#/{}/", words.language), async |page| {
            picture::prefer(page, Colours::Light).await?;
            let player = Player { page, words };
            answers_a_lesson(&player).await?;
            takes_the_cluster_over(&player).await?;
            builds_a_cluster(&player).await?;
            breaks_and_heals_it(&player).await
        })
        .await?;
    }
    Ok(())
}

impl Player<'_> {
    /// Presses Tab until something of that role, whose name fits, has the focus.
    async fn tabs_to(&self, role: &str, what: &str, fits: impl Fn(&str) -> bool) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..TABS_MAX {
            self.page.press(Key::Tab).await?;
            if let Some(focused) = self.page.focused().await? {
                if focused.role == role && fits(&focused.name) {
                    return Ok(());
                }
                passed.push(focused.name);
            }
        }
        Err(Problem::NeverHappened {
            what: format!("the focus on a {role}: {what}"),
            instead: passed.join(" | "),
        })
    }

    /// Goes to the one thing of that name, and uses it as Enter does.
    async fn enters(&self, role: &str, name: &str) -> Result<()> {
        self.page.the(role, name).await?;
        self.tabs_to(role, name, |it| it == name).await?;
        self.page.press(Key::Enter).await
    }

    /// The same for what is known by the beginning of its name.
    async fn enters_first(&self, role: &str, begins: &str) -> Result<()> {
        self.page
            .name_that(role, begins, |name| name.starts_with(begins))
            .await?;
        self.tabs_to(role, begins, |name| name.starts_with(begins))
            .await?;
        self.page.press(Key::Enter).await
    }

    /// Goes to a field and types in place of what it holds.
    async fn types(&self, field: &str, text: &str) -> Result<()> {
        self.page.the("textbox", field).await?;
        self.tabs_to("textbox", field, |it| it == field).await?;
        self.page.press_with(Key::Control, 'a').await?;
        for key in text.chars() {
            self.page.press(key).await?;
        }
        let typed = self.page.the("textbox", field).await?.value;
        assert_eq!(typed, text, "{field}");
        Ok(())
    }
}

/// Opens a lesson from the list, steps and answers its first question, and hears what is right.
async fn answers_a_lesson(player: &Player<'_>) -> Result<()> {
    let (page, words) = (player.page, player.words);
    player
        .enters_first("link", words.pick("Lesson 13", "레슨 13"))
        .await?;
    player.is_ready().await?;
    player.is_at_part(1, 9).await?;
    player.enters("button", words.go_on).await?;
    player.is_at_part(2, 9).await?;
    player.tabs_to("radio", "an option", |_| true).await?;
    page.press(Key::Space).await?;
    for _ in 0..3 {
        page.press(Key::Down).await?;
    }
    player.enters("button", words.check_answer).await?;
    page.says(words.right).await?;
    player.enters("button", words.go_on).await?;
    player.is_at_part(3, 9).await
}

/// Takes the lesson's cluster over, and asks what waits there.
async fn takes_the_cluster_over(player: &Player<'_>) -> Result<()> {
    let (page, words) = (player.page, player.words);
    player.enters("button", words.take_over).await?;
    page.the("heading", words.sandbox).await?;
    player
        .enters_first(
            "button",
            words.pick("ack of orders-0 for p1", "p1에 보낼 orders-0 ack"),
        )
        .await?;
    page.says(words.pick(
        "Why is the ack still waiting?",
        "왜 ack가 아직 오지 않나요?",
    ))
    .await?;
    page.press('v').await?;
    page.until("the other view", async || {
        let view = words.pick("By partition", "파티션별");
        Ok(page.the("button", view).await?.on)
    })
    .await?;
    page.press('v').await?;
    page.press(Key::Escape).await
}

/// Builds two brokers with a name, after a number that is refused.
async fn builds_a_cluster(player: &Player<'_>) -> Result<()> {
    let (page, words) = (player.page, player.words);
    player
        .enters(
            "link",
            words.pick("Build a changed copy", "바꿔서 새로 만들기"),
        )
        .await?;
    let build = words.pick("Build", "만들기");
    player.types(words.pick("Name", "이름"), "two").await?;
    let brokers = words.pick("Brokers", "브로커 수");
    player.types(brokers, "0").await?;
    player.enters("button", build).await?;
    page.until("the field to be refused", async || {
        Ok(!page.the("textbox", brokers).await?.description.is_empty())
    })
    .await?;
    player.types(brokers, "2").await?;
    player
        .types(words.pick("Assignment", "레플리카 할당"), "1, 2")
        .await?;
    let by_itself = words.pick("What it does by itself", "저절로 하는 일");
    player
        .tabs_to("combobox", by_itself, |name| name == by_itself)
        .await?;
    page.press(Key::Down).await?;
    player.enters("button", build).await?;
    page.the("heading", words.sandbox).await?;
    player.is_ready().await
}

/// Picks what is drawn, breaks it, goes through time, and mends everything.
async fn breaks_and_heals_it(player: &Player<'_>) -> Result<()> {
    let (page, words) = (player.page, player.words);
    player
        .enters_first("button", words.pick("broker b2", "브로커 b2"))
        .await?;
    player
        .enters("button", words.pick("Freeze b2", "b2 멈추기"))
        .await?;
    page.says(words.pick("b2 is frozen", "b2가 멈춰 있습니다"))
        .await?;
    page.press(Key::Escape).await?;
    player.types(words.value, "oats").await?;
    player.enters("button", words.send).await?;
    page.until("b2 to be out of sync", async || {
        page.press_with(Key::Shift, Key::Right).await?;
        player.stands_as(2, Stands::Frozen).await
    })
    .await?;
    let event = player.moment().await?.event;
    page.press(Key::Left).await?;
    page.until("an earlier event", async || {
        Ok(player.moment().await?.event < event)
    })
    .await?;
    player.enters("button", words.heal_all).await?;
    page.until("no fault", async || {
        Ok(!player.offers(words.heal_all).await?)
    })
    .await?;
    page.until("b2 to be in sync", async || {
        page.press_with(Key::Shift, Key::Right).await?;
        player.stands_as(2, Stands::InSync).await
    })
    .await
}
