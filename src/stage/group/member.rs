//! A member: where its application is in its program, which of its times run out, and what it has.

use highwater_core::client::Step;
use highwater_core::sim::{Countdown, Heartbeat, MemberView, PartitionProgress};

use super::{Facts, lane, words};
use crate::session::Selection;
use crate::stage::geometry::{Rect, TEXT, fit, point, text_width};
use crate::stage::key;
use crate::stage::pen::{LINE, Pen};
use crate::stage::scene::Anchor;

/// How high a station is, and how far it is to the next.
const STATION: f64 = 22.0;
const WAY: f64 = 16.0;
const BAR: f64 = 6.0;
/// A line so long has room for what an application is at and for a heartbeat.
const WIDE: f64 = 330.0;
/// So many partitions of a member of a crowd have a line each.
const SHOWN_IN_CROWD: usize = 2;

/// A member's card.
pub fn member(facts: &Facts<'_>, pen: &mut Pen<'_>, member: &MemberView<'_>) {
    pen.begin("pipe", &words::member(facts.lang, member));
    let over = words::over(facts.lang, member);
    match over {
        Some(words) => remains(facts, pen, member, words),
        None => {
            stations(facts, pen, member);
            times(facts, pen, member);
        }
    }
    let mut notes = Vec::new();
    if let Some(progress) = words::progress(facts.lang, member) {
        notes.push(("row__text row__text--short", progress));
    }
    if let Some(why) = words::left_since(facts.lang, member).filter(|_| over.is_none()) {
        notes.push(("row__text row__text--short", why.to_owned()));
    }
    if !member.is_member() && !member.partitions.is_empty() {
        notes.push(("card__line", words::only_believes(facts.lang).to_owned()));
    }
    if member.partitions.is_empty() && over.is_none() {
        notes.push(("card__line", words::has_nothing(facts.lang).to_owned()));
    }
    pen.notes(&notes);
    lanes(facts, pen, &member.partitions);
    pen.end();
}

/// Of one that is over nothing goes on but its session at the coordinator, to which it is a member until then.
fn remains(facts: &Facts<'_>, pen: &mut Pen<'_>, member: &MemberView<'_>, over: &str) {
    let lang = facts.lang;
    let title = pen.title();
    let mut row = pen.row(
        over.to_owned(),
        Some(Selection::Node(member.consumer.id)),
        LINE,
    );
    row.group.keyed(key::of_node(member.consumer.id));
    row.group.rect("handle__reach", title, 5.0);
    row.line("card__line", over, "", "");
    if facts.view.known.is_some() {
        let (is_known, has_some) = (member.known.is_some(), !member.partitions.is_empty());
        pen.note("card__line", words::is_known(lang, is_known, has_some));
    }
    if member.session.is_some() {
        runs_out(facts, pen, words::given_up_by(lang, member), member.session);
    }
}

/// The partitions that nobody has.
pub fn ownerless(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    pen.begin(
        "pipe",
        &words::ownerless(facts.lang, facts.view.ownerless.len()),
    );
    lanes(facts, pen, &facts.view.ownerless);
    pen.end();
}

/// A row for each partition; in a crowd for those on which something depends, and what is left is counted.
fn lanes(facts: &Facts<'_>, pen: &mut Pen<'_>, partitions: &[PartitionProgress]) {
    let is_picked =
        |one: &PartitionProgress| facts.selection == Some(Selection::Partition(one.partition));
    let room = match facts.is_crowd {
        true => SHOWN_IN_CROWD,
        false => partitions.len(),
    };
    let (mut folded, mut lag) = (0_usize, 0_i64);
    for (place, one) in partitions.iter().enumerate() {
        if place < room || is_picked(one) {
            lane::lane(facts, pen, one);
        } else {
            folded += 1;
            lag += one.lag.unwrap_or(0);
        }
    }
    if folded > 0 {
        pen.note("card__line", &words::folded(facts.lang, folded, lag));
    }
}

/// Where the application is: `poll`, processing, committing.
fn stations(facts: &Facts<'_>, pen: &mut Pen<'_>, member: &MemberView<'_>) {
    let (lang, consumer) = (facts.lang, member.consumer);
    let here = match consumer.application().step() {
        Step::Polling => Some(0),
        Step::Processing { .. } => Some(1),
        Step::Committing => Some(2),
        _ => None,
    };
    let doing = words::doing(lang, consumer, |partition| facts.name_of(partition));
    let name = words::program_counter(lang, consumer.id, &doing);
    let select = Selection::Node(consumer.id);
    // Where there is room for both whatever they say, the heartbeat stands behind what the application is at.
    let heartbeat = heartbeat(facts, member);
    let is_wide = pen.line_room() >= WIDE;
    let beside = if is_wide { &*heartbeat } else { "" };
    let name = words::list(&[&name, beside]);
    let title = pen.title();
    let mut row = pen.row(name, Some(select), STATION + 4.0 + LINE);
    row.group.keyed(key::of_node(consumer.id));
    row.group.rect("handle__reach", title, 5.0);
    let room = row.right - row.left;
    let width = (room - 2.0 * WAY) / 3.0;
    let top = row.y() + 2.0;
    for (place, word) in words::stations(lang).into_iter().enumerate() {
        let left = row.left + place as f64 * (width + WAY);
        let rect = Rect::new(left, top, width, STATION);
        let is_here = here == Some(place);
        let (frame, class) = match is_here {
            true => ("station station--here", "card__title"),
            false => ("station", "card__line"),
        };
        row.group.rect(frame, rect, 5.0);
        let marked = ["▸ ", word].concat();
        let word = match is_here && text_width(&marked, TEXT) <= width - 6.0 {
            true => marked,
            false => fit(word, width - 6.0, TEXT),
        };
        let at = point(rect.centre().x, rect.centre().y + 4.2);
        row.group.text(class, word, at, Anchor::Middle);
        if place < 2 {
            let at = point(rect.right() + 3.0, rect.centre().y);
            row.group
                .shape("pipe-arrow__line", at, "h9m-4 -3.5l4 3.5l-4 3.5");
        }
    }
    row.skip(STATION + 4.0);
    row.line("card__line", &doing, "card__line", beside);
    if !is_wide {
        pen.note("card__line", &heartbeat);
    }
}

fn heartbeat(facts: &Facts<'_>, member: &MemberView<'_>) -> String {
    let lang = facts.lang;
    match member.heartbeat {
        Heartbeat::None => words::no_heartbeat(lang).to_owned(),
        Heartbeat::UnderWay => words::heartbeat_under_way(lang).to_owned(),
        Heartbeat::DueAt(at) => words::heartbeat_due(lang, &facts.left(at)),
    }
}

/// The two times that run out. Of whoever is no member neither runs, and nothing is said of them.
fn times(facts: &Facts<'_>, pen: &mut Pen<'_>, member: &MemberView<'_>) {
    let lang = facts.lang;
    if member.session.is_none() && member.poll_interval.is_none() {
        return;
    }
    for (what, countdown) in [
        (words::given_up_by(lang, member), member.session),
        ("max.poll.interval.ms", member.poll_interval),
    ] {
        runs_out(facts, pen, what, countdown);
    }
}

fn runs_out(facts: &Facts<'_>, pen: &mut Pen<'_>, what: &str, countdown: Option<Countdown>) {
    let lang = facts.lang;
    let Some(countdown) = countdown else {
        let rests = words::rests(lang);
        let mut row = pen.row(words::time(lang, what, rests), None, LINE);
        return row.line("card__line", what, "card__line", rests);
    };
    let left = countdown.left(facts.now);
    let left_words = facts.left(countdown.ends_at);
    let said = words::left_of(lang, &left_words, &facts.span(countdown.whole));
    let height = if facts.is_crowd {
        LINE
    } else {
        LINE + BAR + 5.0
    };
    let mut row = pen.row(words::time(lang, what, &said), None, height);
    let permille = left.0.saturating_mul(1_000) / countdown.whole.0.max(1);
    let is_low = permille < 300;
    let class = match is_low {
        true => "row__text row__text--short",
        false => "row__text",
    };
    // Where that is too long, of how much is left out: the bar shows it.
    let short = words::left(lang, &left_words);
    let said = if row.has_room_for_both(what, &said) {
        said
    } else {
        short
    };
    row.line("card__line", what, class, &said);
    if facts.is_crowd {
        return;
    }
    let bar = row.bar(BAR, 0.0);
    row.group.rect("gauge", bar, BAR / 2.0);
    let width = bar.width * permille.min(1_000) as f64 / 1_000.0;
    if width > 0.0 {
        let class = match is_low {
            true => "gauge__level gauge__level--full",
            false => "gauge__level",
        };
        row.group.rect(class, Rect { width, ..bar }, BAR / 2.0);
    }
}
