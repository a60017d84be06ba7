//! What rebalances have cost, of all groups, so that protocols can be compared: which partitions stopped, and for
//! how long nobody had them.

use highwater_core::timeline::Rebalance;

use super::{Facts, words};
use crate::session::Selection;
use crate::stage::pen::{LINE, Pen};

/// So many rebalances are told of, and of the last one of the group that is shown so many partitions.
const REBALANCES_MAX: usize = 6;
const PARTITIONS_MAX: usize = 12;

/// The card of idle times.
pub fn idle_times(facts: &Facts<'_>, pen: &mut Pen<'_>) {
    let lang = facts.lang;
    pen.begin("pipe", words::idle_times(lang));
    let mut rebalances: Vec<&Rebalance> = facts.standstills.all().iter().collect();
    if rebalances.is_empty() {
        pen.note("card__line", words::nothing_stood(lang));
    } else {
        pen.note("card__line", words::what_idle_means(lang));
    }
    rebalances.reverse();
    for rebalance in rebalances.iter().take(REBALANCES_MAX) {
        summary(facts, pen, rebalance);
    }
    let of_group = rebalances.iter().find(|it| it.group == facts.view.id);
    if let Some(rebalance) = of_group {
        pen.note(
            "card__title",
            &words::last_idle_time(lang, &rebalance.group),
        );
        partitions(facts, pen, rebalance);
    }
    pen.end();
}

fn summary(facts: &Facts<'_>, pen: &mut Pen<'_>, rebalance: &Rebalance) {
    let (lang, now) = (facts.lang, facts.now);
    let who = words::rebalance(lang, rebalance);
    let stopped = words::stopped(
        lang,
        rebalance.standstills.len(),
        rebalance.ended_at.is_some(),
    );
    let longest = facts.span(rebalance.longest(now));
    let sum = facts.span(rebalance.sum(now));
    let lost = words::lost(lang, &longest, &sum);
    let began = words::began(lang, rebalance.began_at);
    let name = words::name_of_rebalance(lang, &who, [&began, &stopped, &lost]);
    // Where there is room all of it is a line, so that several are seen at once.
    let (whole, all) = (
        words::list(&[&who, &began]),
        words::list(&[&stopped, &lost]),
    );
    if pen.lines_for(&whole, &all) <= 1.0 {
        let mut row = pen.row(name, None, LINE);
        return row.pair("card__word", &whole, "card__word", &all);
    }
    let lines = pen.lines_for(&who, &began) + pen.lines_for(&stopped, &lost);
    let mut row = pen.row(name, None, lines * LINE);
    row.pair("card__word", &who, "row__text", &began);
    row.pair("card__line", &stopped, "card__word", &lost);
}

/// What each partition lost.
fn partitions(facts: &Facts<'_>, pen: &mut Pen<'_>, rebalance: &Rebalance) {
    let lang = facts.lang;
    for (partition, one) in rebalance.standstills.iter().take(PARTITIONS_MAX) {
        let name = facts.name_of(*partition);
        let lost = facts.span(one.in_all(facts.now));
        let said = match one.since {
            Some(_) => words::stands(lang, &lost),
            None => words::stood(lang, &lost),
        };
        let class = match one.since {
            Some(_) => "row__text row__text--short",
            None => "row__text",
        };
        let row_name = words::list(&[&name, &said]);
        let select = Selection::Partition(*partition);
        let mut row = pen.row(row_name, Some(select), LINE);
        row.name_line(&name, class, &said);
    }
    let more = rebalance.standstills.len().saturating_sub(PARTITIONS_MAX);
    if more > 0 {
        pen.note("card__line", &words::more(lang, more));
    }
}
