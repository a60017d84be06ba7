//! Lines of logs, made comparable: ids and addresses masked, names as the recording has them.

use std::collections::BTreeSet;

use crate::deviation::{Deviation, Ledger, Rule, listed};
use crate::template::{Template, replace_between};

use super::mask::masked;
use super::recorder::recorder;

/// A line that is held against another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says, ids masked, and lists in order that have none.
    pub text: String,
    /// The same, with lists as they stand.
    as_printed: String,
    /// The partition that it is about, if it is about one.
    pub partition: Option<String>,
}

impl Line {
    /// A line, of which `partitions` are those that it may be about.
    #[must_use]
    pub fn new(line: &str, partitions: &BTreeSet<String>) -> Self {
        let mut text = masked(line.trim_end());
        for between in &recorder().ids {
            text = replace_between(&text, &between.after, &between.until, |_| "<id>".to_owned());
        }
        let as_printed = text.clone();
        for deviation in listed() {
            if let Rule::UnorderedList { after, until } = &deviation.rule {
                text = replace_between(&text, after, until, sorted);
            }
        }
        let partition = partitions.iter().find(|name| is_about(&text, name));
        Self {
            partition: partition.cloned(),
            text,
            as_printed,
        }
    }

    fn fits(&self, template: &Template) -> bool {
        template.fits(&self.text)
    }
}

fn sorted(list: &str) -> String {
    let mut items = items_of(list);
    items.sort_unstable();
    items.join(",")
}

/// The items of a list, at commas that stand in no brackets.
fn items_of(list: &str) -> Vec<&str> {
    let (mut items, mut depth, mut from) = (Vec::new(), 0usize, 0);
    for (at, letter) in list.char_indices() {
        match letter {
            '[' | '(' | '{' => depth += 1,
            ']' | ')' | '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                items.push(list[from..at].trim_start());
                from = at + 1;
            }
            _ => {}
        }
    }
    items.push(list[from..].trim_start());
    items
}

/// Whether a line names a partition: `orders-0` as a word, or its topic and number.
fn is_about(line: &str, partition: &str) -> bool {
    let belongs = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
    let is_word = |(at, word): (usize, &str)| {
        let before = line[..at].chars().next_back();
        let behind = line[at + word.len()..].chars().next();
        !before.is_some_and(belongs) && !behind.is_some_and(|letter| letter.is_alphanumeric())
    };
    if line.match_indices(partition).any(is_word) {
        return true;
    }
    partition.rsplit_once('-').is_some_and(|(topic, number)| {
        line.contains(&format!("topicId <topic-id:{topic}>, partition {number} "))
    })
}

/// The first lines that do not agree: what was recorded, and what the engine printed there.
pub type Disagreement = (Option<String>, Option<String>);

/// Holds the lines of a process against those that were recorded. They agree as a whole, or, which is
/// a known deviation, those about each partition do, together with those about none.
///
/// # Errors
/// The first that differ.
pub fn compare(
    recorded: &[Line],
    printed: &[Line],
    ledger: &mut Ledger,
) -> Result<(), Disagreement> {
    let mut notes = Ledger::default();
    if let Err(first) = align(recorded, printed, &mut notes) {
        notes = Ledger::default();
        if align_by_partition(recorded, printed, &mut notes).is_err() {
            return Err(first);
        }
    }
    ledger.add(&notes);
    Ok(())
}

/// Goes through the lines about each partition, with those about none among them.
fn align_by_partition(
    recorded: &[Line],
    printed: &[Line],
    ledger: &mut Ledger,
) -> Result<(), Disagreement> {
    let chosen = |lines: &[Line], is_chosen: &dyn Fn(&Line) -> bool| -> Vec<Line> {
        let chosen = lines.iter().filter(|line| is_chosen(line));
        chosen.cloned().collect()
    };
    let about_none = |line: &Line| line.partition.is_none();
    align(
        &chosen(recorded, &about_none),
        &chosen(printed, &about_none),
        ledger,
    )?;
    let partitions: BTreeSet<&String> = recorded
        .iter()
        .chain(printed)
        .filter_map(|line| line.partition.as_ref())
        .collect();
    for name in &partitions {
        let own = |line: &Line| line.partition.as_ref() == Some(*name);
        align(&chosen(recorded, &own), &chosen(printed, &own), ledger)?;
        let own_or_none = |line: &Line| own(line) || about_none(line);
        // What deviates was noted above, line by line.
        let mut noted = Ledger::default();
        align(
            &chosen(recorded, &own_or_none),
            &chosen(printed, &own_or_none),
            &mut noted,
        )?;
    }
    if partitions.len() > 1 && !ledger.allows(&Rule::OrderAmongPartitions) {
        return Err((None, None));
    }
    Ok(())
}

/// Goes through both in order. The engine may lack lines that are listed, print lines that the recorder
/// did not keep, and either may have lines that are a race.
fn align(recorded: &[Line], printed: &[Line], ledger: &mut Ledger) -> Result<(), Disagreement> {
    let (mut recorded, mut printed) = (recorded.iter().peekable(), printed.iter().peekable());
    loop {
        let (wanted, found) = (recorded.peek(), printed.peek());
        if wanted.is_none() && found.is_none() {
            return Ok(());
        }
        if let (Some(wanted), Some(found)) = (wanted, found)
            && wanted.text == found.text
        {
            if wanted.as_printed != found.as_printed {
                unordered(wanted).inspect(|deviation| ledger.note(deviation));
            }
            recorded.next();
            printed.next();
        } else if let Some(deviation) = wanted.and_then(|line| may_be_lacking(line)) {
            ledger.note(deviation);
            recorded.next();
        } else if found.is_some_and(|line| !recorder().keeps(&line.text)) {
            printed.next();
        } else if let Some(deviation) = found.and_then(|line| is_race(line)) {
            ledger.note(deviation);
            printed.next();
        } else {
            let text = |line: Option<&&Line>| line.map(|line| line.text.clone());
            return Err((text(wanted), text(found)));
        }
    }
}

/// The list in a line that stands in no fixed order.
fn unordered(line: &Line) -> Option<&'static Deviation> {
    listed().iter().find(|deviation| match &deviation.rule {
        Rule::UnorderedList { after, .. } => line.text.contains(after),
        _ => false,
    })
}

fn may_be_lacking(line: &Line) -> Option<&'static Deviation> {
    listed().iter().find(|deviation| match &deviation.rule {
        Rule::LackingLine(template) | Rule::RaceLine(template) => line.fits(template),
        _ => false,
    })
}

fn is_race(line: &Line) -> Option<&'static Deviation> {
    listed().iter().find(|deviation| match &deviation.rule {
        Rule::RaceLine(template) => line.fits(template),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<Line> {
        let partitions = BTreeSet::from(["orders-0".to_owned(), "orders-1".to_owned()]);
        texts
            .iter()
            .map(|text| Line::new(text, &partitions))
            .collect()
    }

    const LEADER_0: &str = "INFO [Broker id=1] Leader orders-0 starts at leader epoch 1";
    const LEADER_1: &str = "INFO [Broker id=1] Leader orders-1 starts at leader epoch 1";
    const FENCING: &str = "INFO Fencing broker 1 at last";
    const ISR: &str =
        "INFO [Partition orders-0 broker=1] ISR updated to 1,2  and version updated to 2";
    const LOST: &str = "INFO [Consumer clientId=c1, groupId=g] Group coordinator 127.0.0.1:19001 (id: \
                        2147483646 rack: null isFenced: false) is unavailable or invalid due to cause: \
                        error response NOT_COORDINATOR. isDisconnected: false. Rediscovery will be attempted.";
    const DISCONNECT: &str = "INFO [Consumer clientId=c1, groupId=g] Requesting disconnect from last known \
                              coordinator 127.0.0.1:19001 (id: 2147483646 rack: null isFenced: false)";
    const CLUSTER: &str = "INFO [Producer clientId=p1] Cluster ID: <cluster-id>";

    #[test]
    fn lines_agree_in_their_order_or_not_at_all() {
        for (recorded, printed, agree, why) in [
            (
                &[LEADER_0, FENCING][..],
                &[LEADER_0, FENCING][..],
                true,
                "they are the same",
            ),
            (
                &[LEADER_0, FENCING],
                &[FENCING, LEADER_0],
                false,
                "the order differs",
            ),
            (
                &[LEADER_0, LEADER_1, FENCING],
                &[LEADER_1, FENCING, LEADER_0],
                false,
                "one about no partition keeps its place among those about each",
            ),
            (
                &[LEADER_0, LEADER_1],
                &[LEADER_1, LEADER_0],
                true,
                "of two partitions",
            ),
            (&[LEADER_0], &[], false, "one is lacking"),
            (&[], &[LEADER_0], false, "one is too many"),
            (&[CLUSTER], &[], true, "it is listed as lacking"),
            (
                &[],
                &["INFO Node 1 disconnected."],
                true,
                "the recorder does not keep it",
            ),
            (
                &[LOST],
                &[LOST, DISCONNECT],
                true,
                "nor does it keep this one",
            ),
            (&[LOST, DISCONNECT], &[LOST], false, "it was recorded"),
            (&[ISR, LEADER_0], &[LEADER_0], true, "it is a race"),
            (&[LEADER_0], &[ISR, LEADER_0], true, "it is a race, too"),
            (
                &["INFO Node 1 disconnected."],
                &[],
                false,
                "it was recorded all the same",
            ),
        ] {
            let outcome = compare(&lines(recorded), &lines(printed), &mut Ledger::default());
            assert_eq!(outcome.is_ok(), agree, "{why}");
        }
    }

    #[test]
    fn ids_are_masked_and_nothing_else() {
        let line = "INFO [QuorumController id=100] Fencing broker 1 at epoch 15 because its session \
                    has timed out.";
        let [masked] = &lines(&[line])[..] else {
            panic!("one line stays one");
        };
        assert!(
            masked.text.contains("broker 1 at epoch <id> because"),
            "{}",
            masked.text
        );
    }

    #[test]
    fn a_partition_is_told_from_one_whose_name_begins_alike() {
        for (line, about) in [
            ("Truncating partition orders-1 with", Some("orders-1")),
            ("Truncating partition orders-12 with", None),
            ("Truncating partition my-orders-1 with", None),
            (
                "leader for topicId <topic-id:orders>, partition 0 to 2",
                Some("orders-0"),
            ),
        ] {
            assert_eq!(lines(&[line])[0].partition.as_deref(), about, "{line}");
        }
    }
}
