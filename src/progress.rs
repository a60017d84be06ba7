//! What the browser remembers of the lessons: a few words of plain text per lesson, so that nothing
//! of it can be damaged beyond reading.
//!
//! ```text
//! who-moves-the-high-watermark reached=1,2,3 settled=4 ended
//! ```

use core::fmt;
use highwater_core::sorted::{Map, Set};

/// How far somebody is, by lesson id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    lessons: Map<String, LessonProgress>,
}

/// How far somebody is in one lesson. Steps are named by their permanent ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LessonProgress {
    /// The steps that were shown.
    pub reached: Set<u32>,
    /// The step that was shown last.
    pub latest: Option<u32>,
    /// The steps whose prediction was answered or skipped.
    pub settled: Set<u32>,
    /// Whether the end was shown.
    pub ended: bool,
}

impl Progress {
    /// Reads what was remembered; what cannot be read is forgotten.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut progress = Self::default();
        for line in text.split('\n') {
            let mut words = line.split(' ');
            let Some(id) = words.next().filter(|id| !id.is_empty()) else {
                continue;
            };
            let mut lesson = LessonProgress::default();
            for word in words {
                match word.split_once('=') {
                    Some(("reached", steps)) => read_numbers(steps, &mut lesson.reached),
                    Some(("settled", steps)) => read_numbers(steps, &mut lesson.settled),
                    Some(("latest", step)) => lesson.latest = step.parse().ok(),
                    _ => lesson.ended |= word == "ended",
                }
            }
            progress.lessons.insert(id.to_owned(), lesson);
        }
        progress
    }

    /// What is remembered of a lesson.
    #[must_use]
    pub fn of(&self, lesson: &str) -> LessonProgress {
        self.lessons.get(lesson).cloned().unwrap_or_default()
    }

    /// Remembers that a step was shown, and what was settled. True when that is news.
    pub fn note(&mut self, lesson: &str, step: u32, settled: &Set<u32>, ended: bool) -> bool {
        let known = self.lessons.get_or_default(lesson.to_owned());
        let before = known.clone();
        known.reached.insert(step);
        known.latest = Some(step);
        known.settled.extend(settled.iter().copied());
        known.ended |= ended;
        *known != before
    }
}

fn read_numbers(list: &str, numbers: &mut Set<u32>) {
    for number in list.split(',') {
        if let Ok(number) = number.parse() {
            numbers.insert(number);
        }
    }
}

/// As it is remembered.
impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (id, lesson) in &self.lessons {
            f.write_str(id)?;
            write_numbers(f, " reached=", &lesson.reached)?;
            if let Some(latest) = lesson.latest {
                write!(f, " latest={latest}")?;
            }
            if !lesson.settled.is_empty() {
                write_numbers(f, " settled=", &lesson.settled)?;
            }
            f.write_str(if lesson.ended { " ended\n" } else { "\n" })?;
        }
        Ok(())
    }
}

fn write_numbers(f: &mut fmt::Formatter<'_>, name: &str, numbers: &Set<u32>) -> fmt::Result {
    f.write_str(name)?;
    for (index, number) in numbers.iter().enumerate() {
        f.write_str(if index > 0 { "," } else { "" })?;
        write!(f, "{number}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(steps: &[u32]) -> Set<u32> {
        let mut set = Set::new();
        set.extend(steps.iter().copied());
        set
    }

    #[test]
    fn what_is_remembered_is_read_back() {
        let mut progress = Progress::default();
        assert!(progress.note("a-lesson", 1, &Set::new(), false));
        assert!(progress.note("a-lesson", 4, &set(&[3]), true));
        assert!(progress.note("another", 2, &Set::new(), false));
        assert_eq!(Progress::parse(&progress.to_string()), progress);
        assert_eq!(progress.of("a-lesson").latest, Some(4));
        assert_eq!(progress.of("a-lesson").reached, set(&[1, 4]));
    }

    #[test]
    fn the_same_step_again_is_no_news() {
        let mut progress = Progress::default();
        progress.note("a-lesson", 1, &Set::new(), false);
        assert!(!progress.note("a-lesson", 1, &Set::new(), false));
    }

    #[test]
    fn what_cannot_be_read_is_forgotten_and_the_rest_kept() {
        for (text, reached) in [
            ("", vec![]),
            ("\n\n  \n", vec![]),
            ("x reached=1,two,3", vec![1, 3]),
            ("x reached= settled==", vec![]),
            ("x reached=9 what=ever", vec![9]),
        ] {
            let known: Vec<u32> = Progress::parse(text)
                .of("x")
                .reached
                .iter()
                .copied()
                .collect();
            assert_eq!(known, reached, "{text:?}");
        }
    }
}
