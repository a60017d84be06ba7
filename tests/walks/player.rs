//! The player as a person uses it: a lesson or the sandbox, by what is announced.

use crate::words::{Lane, Stands, Words};
use highwater_tests::picture::{self, Colours};
use highwater_tests::{Page, Problem, Result, walk};
use std::fmt;
use thirtyfour::Key;

pub const LESSON: &str = "who-moves-the-high-watermark";

/// A page that shows the player, in a language.
pub struct Player<'p> {
    pub page: &'p Page,
    pub words: &'p Words,
}

/// What is seen of a moment: when it is, how the replicas stand, and what happened so far.
#[derive(Clone, PartialEq, Eq)]
pub struct Moment {
    /// `t = 6 022.977 ms`.
    pub time: String,
    /// The number of the last event that matters.
    pub event: u32,
    pub lanes: Vec<String>,
    pub happened: Vec<String>,
}

/// The end offset and the high watermark of each of b1, b2, b3 while b1 leads and all are in sync.
pub type Offsets = [(u32, u32); 3];

pub fn lanes_of(offsets: Offsets) -> [Lane; 3] {
    let lane = |(broker, (leo, hw)): (u32, (u32, u32))| Lane {
        partition: 0,
        broker,
        stands: if broker == 1 {
            Stands::Leader
        } else {
            Stands::InSync
        },
        leo,
        hw,
    };
    let [first, second, third] = offsets;
    [(1, first), (2, second), (3, third)].map(lane)
}

pub fn lesson(words: &Words, step: usize) -> String {
    format!("#/{}/lesson/{LESSON}?step={step}", words.language)
}

pub fn sandbox(words: &Words, step: usize) -> String {
    format!("#/{}/sandbox?lesson={LESSON}&step={step}", words.language)
}

/// The sandbox with nothing but its cluster: the one that was kept last, or that of the home page, whose
/// producer has sent and been answered for seconds.
pub fn empty_sandbox(words: &Words) -> String {
    format!("#/{}/sandbox", words.language)
}

pub fn preset(words: &Words, id: &str) -> String {
    format!("#/{}/sandbox?preset={id}", words.language)
}

/// Walks in the player from a route on.
pub async fn play<'w>(
    words: &'w Words,
    route: String,
    steps: impl AsyncFn(Player<'_>) -> Result<()>,
) -> Result<()> {
    walk(&route, async |page| {
        let player = Player { page, words };
        player.is_ready().await?;
        steps(player).await
    })
    .await
}

impl Player<'_> {
    /// Waits until the cluster is there.
    pub async fn is_ready(&self) -> Result<()> {
        self.page
            .name_that("button", "a lane", |name| name.starts_with("orders-0"))
            .await
            .map(drop)
    }

    pub async fn press(&self, button: &str) -> Result<()> {
        self.page.click("button", button).await
    }

    /// Picks what is drawn, by how its name begins: by keyboard, since in the middle of a broker something
    /// smaller is drawn.
    pub async fn picks(&self, begins: &str) -> Result<()> {
        let drawn = self
            .page
            .name_that("button", begins, |name| name.starts_with(begins))
            .await?;
        self.page.focus("button", &drawn).await?;
        self.page.press(Key::Enter).await
    }

    pub async fn offers(&self, button: &str) -> Result<bool> {
        self.page.has("button", button).await
    }

    /// The lanes of `orders`, and the rows of its folded replicas, as they are named, in the order of their names.
    ///
    /// What the controller has recorded of a replica, where that differs, stands behind and is left out.
    pub async fn lanes(&self) -> Result<Vec<String>> {
        let mut lanes = self.page.names("button").await?;
        lanes.retain(|name| name.starts_with("orders-") && name.contains("LEO"));
        for lane in &mut lanes {
            let own = lane.split(", k1").next().unwrap_or_default().len();
            lane.truncate(own);
        }
        lanes.sort();
        Ok(lanes)
    }

    /// Waits until exactly these lanes are there.
    pub async fn shows(&self, lanes: &[Lane]) -> Result<()> {
        let mut expected: Vec<String> = lanes.iter().map(|lane| self.words.lane(*lane)).collect();
        expected.sort();
        let mut last = Vec::new();
        let arrived = self
            .page
            .until("lanes", async || Ok(self.lanes().await? == expected))
            .await;
        if arrived.is_err() {
            last = self.lanes().await?;
        }
        arrived.map_err(|_| Problem::NeverHappened {
            what: format!("the lanes {}", expected.join(" | ")),
            instead: last.join(" | "),
        })
    }

    /// Whether a lane is there now.
    pub async fn has_lane(&self, lane: Lane) -> Result<bool> {
        self.page.has("button", &self.words.lane(lane)).await
    }

    /// Whether the replica of a broker stands so now, whatever its offsets.
    pub async fn stands_as(&self, broker: u32, stands: Stands) -> Result<bool> {
        let lane = self.words.lane(Lane {
            partition: 0,
            broker,
            stands,
            leo: 0,
            hw: 0,
        });
        let before_leo = lane.split_inclusive("LEO ").next().unwrap_or_default();
        Ok(self
            .lanes()
            .await?
            .iter()
            .any(|name| name.starts_with(before_leo)))
    }

    /// Waits until the playhead stands.
    pub async fn stands(&self) -> Result<()> {
        self.page.the("button", self.words.play).await.map(drop)
    }

    /// The moment at which the playhead stands.
    pub async fn moment(&self) -> Result<Moment> {
        self.stands().await?;
        let text = self.page.text().await?;
        let line = text
            .lines()
            .find(|line| line.starts_with("t = "))
            .unwrap_or_default();
        let (time, event) = line.split_once(" · ").unwrap_or((line, ""));
        let number: String = event.chars().filter(char::is_ascii_digit).collect();
        let mut happened = self.page.names("button").await?;
        happened.retain(|name| name.starts_with(|first: char| first.is_ascii_digit()));
        Ok(Moment {
            time: time.to_owned(),
            event: number.parse().unwrap_or_default(),
            lanes: self.lanes().await?,
            happened,
        })
    }

    /// Waits until the number of the last event is this.
    pub async fn is_at_event(&self, event: u32) -> Result<()> {
        self.page
            .until(&format!("event {event}"), async || {
                Ok(self.moment().await?.event == event)
            })
            .await
    }

    /// Waits until the lesson shows a part, and its moment is there.
    pub async fn is_at_part(&self, number: usize, of: usize) -> Result<()> {
        self.page.says(&self.words.part(number, of)).await?;
        self.stands().await
    }

    /// Has whatever is asked for arrive at once, so that nothing is still on its way after a press.
    pub async fn without_motion(&self) -> Result<()> {
        picture::prefer(self.page, Colours::Light).await
    }

    /// Jumps from milestone to milestone until a lane is there.
    pub async fn goes_on_until(&self, lane: Lane) -> Result<()> {
        self.without_motion().await?;
        self.page
            .until(&self.words.lane(lane), async || {
                if self.has_lane(lane).await? {
                    return Ok(true);
                }
                self.press(self.words.next_milestone).await?;
                self.has_lane(lane).await
            })
            .await?;
        self.stands().await
    }

    /// Jumps from milestone to milestone until the page says something.
    pub async fn goes_on_until_it_says(&self, text: &str) -> Result<()> {
        self.presses_until_it_says(self.words.next_milestone, text)
            .await
    }

    /// Presses a button again and again until the page says something.
    pub async fn presses_until_it_says(&self, button: &str, text: &str) -> Result<()> {
        self.page
            .until(text, async || {
                if self.page.text().await?.contains(text) {
                    return Ok(true);
                }
                self.press(button).await?;
                Ok(false)
            })
            .await
    }

    /// Chooses the option with that number, counted from 0 over all that the page has.
    pub async fn choose(&self, option: usize) -> Result<()> {
        let options = self.page.names("radio").await?;
        let name = options.get(option).ok_or_else(|| Problem::NeverHappened {
            what: format!("an option {option}"),
            instead: options.join(" | "),
        })?;
        self.page.click("radio", name).await
    }
}

/// A failed comparison of two moments prints this.
impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, event {}", self.time, self.event)?;
        for line in self.lanes.iter().chain(&self.happened) {
            writeln!(f, "  {line}")?;
        }
        Ok(())
    }
}
