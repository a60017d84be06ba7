//! Everything by keyboard: the keys of time, keys that belong to what has the focus, and a focus
//! that reaches everything and is always seen.

use crate::lesson::PARTS;
use crate::player::{Player, lanes_of, lesson, play, sandbox};
use crate::words::{BOTH, EN};
use highwater_tests::{Problem, Result, layout};
use std::collections::BTreeSet;
use thirtyfour::Key;

#[tokio::test]
async fn time_is_moved_by_keys() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            page.press(Key::Right).await?;
            player.is_at_event(1).await?;
            player.shows(&lanes_of(PARTS[1])).await?;
            page.press(Key::Right).await?;
            player.is_at_event(2).await?;
            page.press(Key::Left).await?;
            player.is_at_event(1).await?;
            page.press_with(Key::Shift, Key::Right).await?;
            player.shows(&lanes_of(PARTS[5])).await?;
            page.press_with(Key::Shift, Key::Left).await?;
            player.shows(&lanes_of(PARTS[0])).await?;
            page.press(Key::End).await?;
            player.shows(&lanes_of(PARTS[8])).await?;
            page.press(Key::Home).await?;
            player.is_at_event(0).await?;
            page.press(Key::Space).await?;
            page.the("button", words.pause).await?;
            page.press(Key::Space).await?;
            player.stands().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn space_on_a_focused_button_presses_that_button_only() -> Result<()> {
    play(&EN, lesson(&EN, 1), async |player| {
        player.page.focus("button", &EN.crash("b1")).await?;
        player.page.press(Key::Space).await?;
        player.page.the("button", &EN.restart("b1")).await?;
        assert!(player.offers(EN.play).await?, "nothing else was pressed");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn arrows_stay_in_a_slider_and_in_a_group_of_radio_buttons() -> Result<()> {
    play(&EN, lesson(&EN, 2), async |player| {
        let page = player.page;
        player.is_at(2).await?;
        player.without_motion().await?;
        let options = page.names("radio").await?;
        page.focus("radio", &options[0]).await?;
        page.press(Key::Right).await?;
        page.until("the second option", async || {
            Ok(page.the("radio", &options[1]).await?.on)
        })
        .await?;
        assert_eq!(player.moment().await?.event, 1);

        // Were the arrow also that of the page, it would go two events on.
        page.focus("slider", EN.time).await?;
        page.press(Key::Right).await?;
        player.is_at_event(2).await?;
        page.press(Key::Home).await?;
        player.is_at_event(0).await
    })
    .await
}

#[tokio::test]
async fn what_is_typed_into_a_field_is_text() -> Result<()> {
    play(&EN, sandbox(&EN, 1), async |player| {
        let page = player.page;
        page.fill("textbox", EN.key, "a b?").await?;
        page.press(Key::Left).await?;
        page.press(Key::Home).await?;
        assert_eq!(page.the("textbox", EN.key).await?.value, "a b?");
        assert!(
            page.names("dialog").await?.is_empty(),
            "the help sheet stays closed"
        );
        assert_eq!(player.moment().await?.event, 0);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_question_mark_opens_the_sheet_of_keys_and_escape_closes_it() -> Result<()> {
    for (words, sheet) in BOTH.into_iter().zip(["Keys and actions", "단축키와 동작"]) {
        play(words, lesson(words, 1), async |player| {
            let page = player.page;
            page.press_with(Key::Shift, '?').await?;
            page.the("dialog", sheet).await?;
            for action in [words.step, words.step_back, words.next_milestone] {
                page.name_that("rowheader", action, |name| name == action)
                    .await?;
            }
            page.press(Key::Escape).await?;
            page.until("no dialog", async || {
                Ok(page.names("dialog").await?.is_empty())
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_keys_can_be_switched_off() -> Result<()> {
    play(&EN, lesson(&EN, 1), async |player| {
        let page = player.page;
        player.without_motion().await?;
        player.press("Keyboard help").await?;
        page.click("checkbox", "Use these keys").await?;
        page.press(Key::Escape).await?;
        page.until("no dialog", async || {
            Ok(page.names("dialog").await?.is_empty())
        })
        .await?;
        page.press(Key::Right).await?;
        player.press(EN.step).await?;
        player.is_at_event(1).await
    })
    .await
}

/// More than any page has.
const TABS_MAX: usize = 240;

#[tokio::test]
async fn the_tab_key_reaches_every_control_and_the_focus_is_seen_on_each() -> Result<()> {
    for (words, route) in BOTH.into_iter().zip([lesson(&EN, 2), sandbox(BOTH[1], 3)]) {
        play(words, route, async |player| {
            player.without_motion().await?;
            // The first round fetches what is there for who looks closer; the second begins with all of it.
            reached_by_tab(&player).await?;
            player.page.settle().await?;
            let reached = reached_by_tab(&player).await?;
            let missed: Vec<_> = controls(&player)
                .await?
                .into_iter()
                .filter(|name| !reached.contains(name))
                .collect();
            assert!(missed.is_empty(), "the Tab key does not reach {missed:?}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Presses Tab until it comes round, and looks at the focus each time.
async fn reached_by_tab(player: &Player<'_>) -> Result<BTreeSet<String>> {
    let page = player.page;
    let mut reached = BTreeSet::new();
    for _ in 0..TABS_MAX {
        page.press(Key::Tab).await?;
        let Some(focused) = page.focused().await? else {
            break;
        };
        if let Some(why) = layout::focus_hidden(page).await? {
            return Err(Problem::NeverHappened {
                what: format!("a visible focus on {} \"{}\"", focused.role, focused.name),
                instead: why,
            });
        }
        reached.insert(focused.name);
    }
    Ok(reached)
}

/// What can be used, by name. A record is reached when its lane is picked, and of a group of radio
/// buttons the Tab key reaches one.
async fn controls(player: &Player<'_>) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for role in [
        "link", "button", "slider", "combobox", "textbox", "checkbox",
    ] {
        let controls = player.page.all(role).await?.into_iter();
        names.extend(
            controls
                .filter(|control| !control.disabled)
                .map(|control| control.name),
        );
    }
    names.retain(|name| !name.starts_with("offset ") && !name.starts_with("오프셋 "));
    Ok(names)
}

#[tokio::test]
async fn the_records_of_a_picked_lane_are_reached_by_the_tab_key() -> Result<()> {
    play(&EN, lesson(&EN, 1), async |player| {
        let page = player.page;
        let lane = EN.lane(lanes_of(PARTS[0])[1]);
        page.focus("button", &lane).await?;
        page.press(Key::Enter).await?;
        page.until("the lane to be picked", async || {
            Ok(page.the("button", &lane).await?.on)
        })
        .await?;
        page.press(Key::Tab).await?;
        let focused = page
            .focused()
            .await?
            .map(|focused| focused.name)
            .unwrap_or_default();
        assert!(focused.starts_with("offset 0"), "{focused}");
        Ok(())
    })
    .await
}
