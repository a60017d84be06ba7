//! The moments that are worth a picture, as data: `shots.toml`.

use crate::page::Page;
use crate::problem::{Problem, Result};
use serde::Deserialize;
use thirtyfour::Key;

/// The languages of the site.
pub const LANGUAGES: [&str; 2] = ["en", "ko"];

/// A moment: where it is, and what a person does to get there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moment {
    /// Its name, which becomes the pictures' name.
    pub name: String,
    /// The route below the site's address, with `{lang}` for the language.
    pub route: String,
    /// What to do there, in order.
    #[serde(default, rename = "do")]
    pub actions: Vec<Action>,
}

/// One thing that a person does.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Action {
    /// Click what has this role and, in each language, this accessible name.
    Click {
        /// The role.
        click: String,
        /// The name in English.
        en: String,
        /// The name in Korean.
        ko: String,
    },
    /// Pick a mark of the picture, with the keyboard: others may lie upon its middle.
    Pick {
        /// How its name begins in English.
        pick: String,
        /// The same in Korean.
        ko: String,
    },
    /// Choose a value of one of Kafka's keys, which have the same names in both languages.
    Choose {
        /// The key.
        choose: String,
        /// The value.
        option: String,
    },
    /// Press a key, by the name that the web gives it.
    Press {
        /// The key.
        press: NamedKey,
    },
}

/// The keys that the site listens to.
#[derive(Clone, Copy, Debug, Deserialize)]
#[allow(missing_docs, reason = "the keys are named as the web names them")]
pub enum NamedKey {
    ArrowLeft,
    ArrowRight,
    End,
    Enter,
    Escape,
    Home,
    Space,
    Tab,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    moment: Vec<Moment>,
}

/// All moments.
pub fn all() -> Result<Vec<Moment>> {
    parse(include_str!("../shots.toml"))
}

fn parse(text: &str) -> Result<Vec<Moment>> {
    let file: File = toml::from_str(text)
        .map_err(|error| Problem::Moments(format!("tests/shots.toml: {error}")))?;
    Ok(file.moment)
}

/// The moments with these names, or all if there are no names.
pub fn chosen(moments: Vec<Moment>, names: &[String]) -> Result<Vec<Moment>> {
    if let Some(unknown) = names
        .iter()
        .find(|name| moments.iter().all(|moment| moment.name != **name))
    {
        let known: Vec<&str> = moments.iter().map(|moment| moment.name.as_str()).collect();
        return Err(Problem::Moments(format!(
            "there is no moment \"{unknown}\"; there are: {}",
            known.join(", ")
        )));
    }
    Ok(moments
        .into_iter()
        .filter(|moment| names.is_empty() || names.contains(&moment.name))
        .collect())
}

impl Moment {
    /// Goes there in one language, as somebody who has done nothing before.
    pub async fn reach(&self, page: &Page, language: &str) -> Result<()> {
        page.forget_what_is_kept().await?;
        page.open(&self.route.replace("{lang}", language)).await?;
        for action in &self.actions {
            page.settle().await?;
            action.take(page, language).await?;
        }
        page.settle().await
    }
}

impl Action {
    async fn take(&self, page: &Page, language: &str) -> Result<()> {
        match self {
            Self::Click { click, en, ko } => {
                page.click_first(click, if language == "ko" { ko } else { en })
                    .await
            }
            Self::Pick { pick, ko } => {
                let begins = if language == "ko" { ko } else { pick };
                let name = page
                    .name_that("button", begins, |name| name.starts_with(begins.as_str()))
                    .await?;
                page.focus("button", &name).await?;
                page.press(Key::Enter).await
            }
            Self::Choose { choose, option } => page.choose(choose, option).await,
            Self::Press { press } => page.press(press.key()).await,
        }
    }
}

impl NamedKey {
    fn key(self) -> Key {
        match self {
            Self::ArrowLeft => Key::Left,
            Self::ArrowRight => Key::Right,
            Self::End => Key::End,
            Self::Enter => Key::Enter,
            Self::Escape => Key::Escape,
            Self::Home => Key::Home,
            Self::Space => Key::Space,
            Self::Tab => Key::Tab,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_moments_is_right_and_its_names_are_unique() {
        let moments = all().expect("shots.toml is right");
        let mut names: Vec<&str> = moments.iter().map(|moment| moment.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), moments.len());
        assert!(moments.iter().all(|moment| moment.route.contains("{lang}")));
    }

    #[test]
    fn a_mistake_in_the_file_is_told_with_its_place() {
        let problem = parse("[[moment]]\nname = \"a\"\nrout = \"b\"\n")
            .expect_err("a key is misspelt")
            .to_string();
        assert!(
            problem.contains("line 3") && problem.contains("rout"),
            "{problem}"
        );
    }

    #[test]
    fn an_unknown_moment_is_answered_with_those_there_are() {
        let moments = parse("[[moment]]\nname = \"home\"\nroute = \"#/{lang}/\"\n")
            .expect("the text is right");
        let problem = chosen(moments, &["hom".to_owned()])
            .expect_err("there is none")
            .to_string();
        assert!(problem.contains("home"), "{problem}");
    }
}
