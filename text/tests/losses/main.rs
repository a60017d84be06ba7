//! Each kind of loss as it is told, in both languages: `tests/golden/losses.txt`, and what groups skip and
//! repeat: `deliveries.txt`, and what kept a record from followers, and where its copies went: `chains.txt`. The runs are those of the
//! engine's own catalogue of failures. Where a change is meant, `HIGHWATER_BLESS=1 cargo test -p
//! highwater-text --test losses` writes it anew.
#![cfg(not(target_arch = "wasm32"))]
#![allow(dead_code, reason = "the catalogue's rows say more than is read here")]

#[path = "../../../core/tests/group_protocols/cluster.rs"]
mod cluster;
#[path = "../../../core/tests/common/mod.rs"]
mod common;
#[path = "../words/golden_file.rs"]
mod golden_file;
#[path = "../../../core/tests/catalogue/group_rows.rs"]
mod group_rows;
#[path = "../../../core/tests/group_protocols/run.rs"]
mod group_run;
#[path = "../../../core/tests/catalogue/producers.rs"]
mod producers;
#[path = "../../../core/tests/catalogue/row.rs"]
mod row;
#[path = "../../../core/tests/catalogue/rows.rs"]
mod rows;
#[path = "../../../core/tests/catalogue/scenes.rs"]
mod scenes;
#[path = "../../../core/tests/catalogue/search.rs"]
mod search;

use std::fmt::Write as _;

use highwater_core::explain::{Loss, kind_of, losses_so_far};
use highwater_core::timeline::{Broken, Timeline};
use highwater_text::{Lang, loss, meaning};

use golden_file::same_as_golden;

#[test]
fn losses_read_as_they_are_written_down() {
    let mut text = String::from("The losses of the catalogue's failures, as they are told.\n");
    for row in rows::all() {
        let _ = writeln!(text, "\n{}", row.id);
        let mut run = row.run(row.weak(1));
        (row.schedule)(&mut run);
        write_losses(&mut text, &run.timeline(), usize::MAX);
        let mut run = row.run(row.control(1));
        (row.control_schedule)(&mut run);
        let _ = writeln!(text, "  with the control");
        write_titles(&mut text, &run.timeline());
    }
    same_as_golden("losses.txt", &text);
}

/// What groups skip and repeat: of each row the first, since it goes on as long as members come and go.
#[test]
fn what_groups_skip_and_repeat_reads_as_it_is_written_down() {
    let mut text = String::from("What groups skip and repeat, as it is told.\n");
    for row in group_rows::rows() {
        let _ = writeln!(text, "\n{}", row.id);
        let weak = group_rows::run(&row, row.weak, row.schedule, 1);
        write_losses(&mut text, &weak.timeline(), 1);
        let control = group_rows::run(&row, row.control, row.control_schedule, 1);
        let _ = writeln!(text, "  with the control");
        write_titles(&mut text, &control.timeline());
    }
    same_as_golden("deliveries.txt", &text);
}

/// What kept a record from the others, as its chain has it, when it is lost and at the end of the run.
#[test]
fn what_kept_a_record_from_followers_reads_as_it_is_written_down() {
    let mut text =
        String::from("What kept a record from followers, and what became of its copies.\n");
    for scene in scenes::all() {
        let _ = writeln!(text, "\n{}", scene.id);
        let mut run = common::Run::new(scene.scenario());
        run.tolerates = common::loss;
        (scene.schedule)(&mut run);
        let mut timeline = run.timeline();
        let Some(broken) = timeline.broken().first().copied() else {
            let _ = writeln!(text, "  nothing is lost");
            continue;
        };
        let at_end = Loss::of(&timeline, &broken);
        write_chain(&mut text, &timeline, &at_end);
        timeline.seek(at_end.at);
        let when_lost = Loss::of(&timeline, &broken);
        if when_lost.copies != at_end.copies {
            let _ = writeln!(text, "  when it was lost");
            write_copies(&mut text, &when_lost);
        }
    }
    same_as_golden("chains.txt", &text);
}

/// The first losses in full, the first first.
fn write_losses(text: &mut String, timeline: &Timeline, count: usize) {
    for group in losses_so_far(timeline).iter().rev().take(count) {
        write_title(text, timeline, group);
        let told = Loss::of(timeline, &group[0]);
        for lang in Lang::ALL {
            let words = meaning::in_language(lang);
            let record = told.record.as_ref();
            let content = record.map(|record| loss::content(lang, &words, record));
            let _ = writeln!(text, "    {}", content.unwrap_or_default());
            if let Some(group) = &told.group {
                let _ = writeln!(text, "    {}", loss::of_group(lang, &words, group));
            }
            let _ = writeln!(text, "    {}", words.get(loss::why(&told)));
            let _ = writeln!(text, "    {}", words.get(loss::promise(&told)));
            write_links(text, timeline, &told, lang);
            for remedy in &told.kept_by {
                let _ = writeln!(text, "    + {}", loss::remedy(lang, &words, *remedy));
            }
        }
    }
}

fn write_chain(text: &mut String, timeline: &Timeline, told: &Loss) {
    for lang in Lang::ALL {
        write_links(text, timeline, told, lang);
    }
}

/// The chain, what became of copies since, and where one is still.
fn write_links(text: &mut String, timeline: &Timeline, told: &Loss, lang: Lang) {
    let words = meaning::in_language(lang);
    let names = timeline.world().metadata();
    for link in told.cause.iter().chain(&told.since) {
        let said = loss::link(lang, &words, link, names);
        let _ = writeln!(text, "      {} {said}", link.trace.at);
    }
    for broker in &told.copies {
        let _ = writeln!(text, "      {}", loss::copy(lang, &words, *broker));
    }
}

fn write_copies(text: &mut String, told: &Loss) {
    for lang in Lang::ALL {
        let words = meaning::in_language(lang);
        for broker in &told.copies {
            let _ = writeln!(text, "      {}", loss::copy(lang, &words, *broker));
        }
    }
}

fn write_titles(text: &mut String, timeline: &Timeline) {
    let losses = losses_so_far(timeline);
    for group in losses.iter().rev() {
        write_title(text, timeline, group);
    }
    if losses.is_empty() {
        let _ = writeln!(text, "  nothing is lost");
    }
}

fn write_title(text: &mut String, timeline: &Timeline, group: &[Broken]) {
    for lang in Lang::ALL {
        let words = meaning::in_language(lang);
        let title = loss::title_of(lang, &words, group, timeline.world());
        let _ = writeln!(text, "  {:?} {title}", kind_of(&group[0]));
    }
}
