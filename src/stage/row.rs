//! What is folded: a row that says what matters of a replica, or of a partition, and opens it.

use highwater_core::sim::Standing;
use highwater_text::{Lang, same, standing};

use super::cluster::{Cluster, Partition, Replica};
use super::geometry::{Rect, TEXT, fit, fit_end, point, text_width};
use super::label;
use super::scene::{Anchor, Group};
use crate::session::Selection;

/// From a row's side to its words.
const PADDING: f64 = 8.0;
/// The room that the ISR has at least: three brokers.
const ISR_MIN: f64 = 58.0;
/// Between two columns of the table.
const GAP: f64 = 10.0;

/// A replica in one line: its standing where it is none of the usual, its LEO, its HW, and how far it is
/// behind its leader.
pub fn replica(
    row: &mut Group,
    name: &str,
    replica: &Replica<'_>,
    rect: Rect,
    select: (Selection, Option<Selection>),
    lang: Lang,
) {
    let (leo, hw) = (replica.log.end_offset(), replica.log.high_watermark());
    let handle = handle(row, replica.name.clone(), rect, select);
    // A dead process has no high watermark: what its disk holds is the checkpoint.
    let mut words = match replica.standing {
        standing if standing.is_down() => same!(Lang::En, "LEO {0}", leo),
        _ => same!(Lang::En, "LEO {0} · HW {1}", leo, hw),
    };
    if replica.lag > 0 {
        words = same!(
            Lang::En,
            "{0} · {1}",
            &words,
            &label::behind(lang, replica.lag)
        );
    }
    let before = match replica.standing {
        Standing::Leader => "★",
        Standing::OutOfSync { .. } => standing::word(lang, replica.standing),
        _ => "",
    };
    if !before.is_empty() {
        let whole = same!(Lang::En, "{0} {1}", before, &words);
        if text_width(&whole, TEXT) <= rect.width * 0.7 {
            words = whole;
        }
    }
    let base = rect.centre().y + 4.2;
    let name = fit_end(name, rect.width - text_width(&words, TEXT) - 16.0, TEXT);
    let (left, right) = (rect.x + 4.0, rect.right() - 4.0);
    handle.text("lane__name", name, point(left, base), Anchor::Start);
    handle.text("row__text", words, point(right, base), Anchor::End);
}

/// The columns of the table of partitions.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// The left ends of name, leader and ISR.
    lefts: [f64; 3],
    /// The right ends of LEO, HW and lag.
    rights: [f64; 3],
    /// How wide a number is at most.
    number: f64,
}

impl Columns {
    /// Columns for all partitions of a cluster, in a row.
    pub fn new(cluster: &Cluster<'_>, row: Rect, lang: Lang) -> Self {
        let heads = label::columns(lang).map(|name| text_width(name, TEXT));
        let [mut longest_name, leader, isr, mut number, ..] = heads;
        let mut leader = leader;
        for partition in &cluster.partitions {
            longest_name = longest_name.max(text_width(&partition.name, TEXT));
            let last = partition
                .ends
                .map_or_else(String::new, |(end, _)| end.to_string());
            number = number.max(text_width(&last, TEXT));
            if let Some(id) = partition.elected {
                leader = leader.max(text_width(&label::leads(id), TEXT));
            }
        }
        let lag = row.right() - PADDING;
        let name = row.x + PADDING;
        let numbers = lag - 3.0 * (number + GAP);
        let name_room = numbers - name - leader - isr.max(ISR_MIN) - 2.0 * GAP;
        let leader_x = name + longest_name.min(name_room.max(0.0)) + GAP;
        Self {
            lefts: [name, leader_x, leader_x + leader + GAP],
            rights: [lag - 2.0 * (number + GAP), lag - number - GAP, lag],
            number,
        }
    }

    /// What the columns are called.
    pub fn head(&self, parent: &mut Group, rect: Rect, lang: Lang) {
        let names = label::columns(lang);
        self.write(
            parent,
            rect,
            names.map(|name| ("row__head", name.to_owned())),
        );
    }

    /// A partition in one line.
    pub fn partition(
        &self,
        row: &mut Group,
        partition: &Partition,
        rect: Rect,
        select: (Selection, Option<Selection>),
        lang: Lang,
    ) {
        let handle = handle(row, label::partition(lang, partition), rect, select);
        let (end, high_watermark) = match partition.ends {
            Some((end, high_watermark)) => (end.to_string(), high_watermark.to_string()),
            None => ("–".to_owned(), "–".to_owned()),
        };
        let lag = partition
            .ends
            .map_or_else(String::new, |_| partition.lag.to_string());
        let leader = match partition.elected {
            Some(leader) => ("row__text", label::leads(leader)),
            None => ("row__text row__text--none", label::nobody(lang).to_owned()),
        };
        let isr = match partition.isr.len() < partition.replicas.len() {
            true => "row__text row__text--short",
            false => "row__text",
        };
        self.write(
            handle,
            rect,
            [
                ("lane__name", partition.name.clone()),
                leader,
                (isr, label::brokers(&partition.isr)),
                ("row__text", end),
                ("row__text", high_watermark),
                ("row__text", lag),
            ],
        );
    }

    fn write(&self, parent: &mut Group, rect: Rect, words: [(&'static str, String); 6]) {
        let base = rect.centre().y + 4.2;
        let [name, leader, isr] = self.lefts;
        let [end, ..] = self.rights;
        let rooms = [leader - name, isr - leader, end - self.number - isr].map(|room| room - 4.0);
        for (index, (class, words)) in words.into_iter().enumerate() {
            match (self.lefts.get(index), rooms.get(index)) {
                (Some(left), Some(room)) => {
                    let cut = if index == 0 { fit_end } else { fit };
                    let words = cut(&words, *room, TEXT);
                    parent.text(class, words, point(*left, base), Anchor::Start);
                }
                _ => {
                    let right = self.rights.get(index - 3).copied().unwrap_or(rect.right());
                    parent.text(class, words, point(right, base), Anchor::End);
                }
            }
        }
    }
}

/// What is picked by a row, which is as large as the row.
fn handle(
    row: &mut Group,
    name: String,
    rect: Rect,
    (selection, now): (Selection, Option<Selection>),
) -> &mut Group {
    let handle = row.group("handle row");
    handle.name(name);
    handle.select(selection, now);
    handle.rect("handle__area", rect, 5.0);
    handle
}
