//! What the browser itself counts of a page (`Performance.getMetrics`).

use crate::page::Page;
use crate::problem::Result;
use serde_json::{Value, json};

/// The counters at one moment, in seconds since the page began.
pub struct Counters(Value);

/// How much time something has taken between two moments.
pub struct Spent {
    before: Counters,
    after: Counters,
}

/// Begins to count.
pub async fn count(page: &Page) -> Result<()> {
    page.driver()
        .cdp()
        .send_raw("Performance.enable", json!({}))
        .await?;
    Ok(())
}

impl Counters {
    /// As they are now.
    pub async fn read(page: &Page) -> Result<Self> {
        let read = page
            .driver()
            .cdp()
            .send_raw("Performance.getMetrics", json!({}))
            .await?;
        Ok(Self(read))
    }

    /// What was spent up to now.
    pub async fn spent_since(page: &Page, before: Self) -> Result<Spent> {
        let after = Self::read(page).await?;
        Ok(Spent { before, after })
    }

    fn seconds(&self, name: &str) -> f64 {
        let metrics = self.0["metrics"].as_array();
        let known = metrics
            .into_iter()
            .flatten()
            .find(|one| one["name"] == name);
        known
            .and_then(|one| one["value"].as_f64())
            .unwrap_or_default()
    }
}

impl Spent {
    /// So many seconds, by the name of the counter.
    pub fn seconds(&self, name: &str) -> f64 {
        self.after.seconds(name) - self.before.seconds(name)
    }

    /// How much of the whole time that is, in percent.
    pub fn percent(&self, name: &str) -> f64 {
        100.0 * self.seconds(name) / self.seconds("Timestamp").max(f64::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counters(timestamp: f64, task: f64) -> Counters {
        Counters(json!({ "metrics": [
            { "name": "Timestamp", "value": timestamp },
            { "name": "TaskDuration", "value": task },
        ] }))
    }

    #[test]
    fn what_is_spent_is_told_apart_from_what_was_spent_before() {
        let spent = Spent {
            before: counters(5.0, 1.0),
            after: counters(15.0, 1.5),
        };
        assert_eq!(spent.seconds("TaskDuration"), 0.5);
        assert_eq!(spent.percent("TaskDuration"), 5.0);
        assert_eq!(spent.seconds("NoSuchCounter"), 0.0);
    }
}
