//! Lines with gaps: `Fencing broker {} at epoch {} because its session has timed out.`

use serde::Deserialize;

/// A text with gaps, each written `{}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Template(String);

impl Template {
    /// A template as it is written.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether a line is this text with something in the gaps.
    #[must_use]
    pub fn fits(&self, line: &str) -> bool {
        let mut parts = self.0.split("{}");
        let Some(mut rest) = parts.next().and_then(|first| line.strip_prefix(first)) else {
            return false;
        };
        let parts: Vec<&str> = parts.collect();
        let Some((last, between)) = parts.split_last() else {
            return rest.is_empty();
        };
        for part in between {
            let Some(at) = rest.find(part) else {
                return false;
            };
            rest = &rest[at + part.len()..];
        }
        rest.ends_with(last)
    }
}

/// Replaces what stands between two texts, wherever they occur.
#[must_use]
pub fn replace_between(
    line: &str,
    after: &str,
    until: &str,
    replaced: impl Fn(&str) -> String,
) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some(start) = rest.find(after).map(|at| at + after.len()) {
        let Some(length) = rest[start..].find(until) else {
            break;
        };
        text.push_str(&rest[..start]);
        text.push_str(&replaced(&rest[start..start + length]));
        rest = &rest[start + length..];
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_fits_where_only_the_gaps_differ() {
        let template = Template::new("Fencing broker {} at epoch {} because of its session.");
        for (line, fits) in [
            ("Fencing broker 1 at epoch 15 because of its session.", true),
            ("Fencing broker 1 at epoch 15 because of its session", false),
            ("Fencing broker 1 because of its session.", false),
            (
                "INFO Fencing broker 1 at epoch 15 because of its session.",
                false,
            ),
        ] {
            assert_eq!(template.fits(line), fits, "{line}");
        }
        assert!(Template::new("ISR updated to {}").fits("ISR updated to 1,2"));
        assert!(Template::new("no gap").fits("no gap"));
        assert!(!Template::new("no gap").fits("no gaps"));
    }

    #[test]
    fn what_stands_between_is_replaced_everywhere() {
        let masked = |line| replace_between(line, "epoch ", " ", |_| "<id>".to_owned());
        assert_eq!(
            masked("at epoch 7 and epoch 8 "),
            "at epoch <id> and epoch <id> "
        );
        assert_eq!(masked("at epoch 7"), "at epoch 7");
    }
}
