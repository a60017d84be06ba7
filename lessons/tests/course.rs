//! The course as it is: each lesson is what it should be, and says what the engine does.

use std::path::Path;
use std::sync::LazyLock;

use highwater_core::check::{Claim, Ghost};
use highwater_core::sim::World;
use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Standstills, Timeline};
use highwater_lessons::{Course, compile};
use highwater_text::course::{self, End, Glossary, Index, Legend, Lesson, Step, Words};
use highwater_text::{Lang, glossary, legend, meaning};

/// How long the engine is watched after a lesson's last step, and after each thing to try.
const AFTERMATH: Span = Span::from_ms(60_000);

static COURSE: LazyLock<Course> = LazyLock::new(|| {
    compile(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("the course does not compile:\n{}", lines.join("\n"))
    })
});

/// Every lesson once; its languages share the machine's half.
fn lessons() -> impl Iterator<Item = &'static Lesson> {
    COURSE.lessons.iter().map(|[(en, _), _]| en)
}

/// A lesson's steps, each with the run standing at it, as the app comes to them.
fn steps_of(lesson: &Lesson) -> Vec<(&Step, Timeline)> {
    let mut timeline = Timeline::new(lesson.scenario.clone()).expect("the compiler has checked it");
    let mut steps = Vec::new();
    for step in &lesson.steps {
        let position = timeline
            .find(&step.until)
            .expect("the compiler has found it");
        timeline.seek(position);
        steps.push((step, timeline.clone()));
    }
    steps
}

fn at_every_step(mut visit: impl FnMut(&Lesson, &Step, &Timeline)) {
    for lesson in lessons() {
        for (step, timeline) in steps_of(lesson) {
            visit(lesson, step, &timeline);
        }
    }
}

fn judged(claim: &Claim, timeline: &Timeline, place: &str) -> bool {
    timeline
        .judge(claim)
        .unwrap_or_else(|error| panic!("{place}: {claim:?}: {error}"))
}

#[test]
fn what_a_step_says_is_so() {
    at_every_step(|lesson, step, timeline| {
        let place = format!("{}, step {}", lesson.id, step.id);
        assert!(
            !step.claims.is_empty(),
            "{place} says nothing that can be checked"
        );
        for claim in &step.claims {
            assert!(judged(claim, timeline, &place), "{place}: {claim:?}");
        }
    });
}

#[test]
fn the_idle_times_that_a_lesson_tells_are_those_that_are_drawn() {
    let told = [(4, "eager"), (7, "cooperative"), (10, "kip-848")];
    let lessons = COURSE.lessons.iter().flatten();
    for (lesson, end) in lessons.filter(|(lesson, _)| lesson.id == "rebalancing") {
        for (id, group) in told {
            let steps = steps_of(lesson);
            let at_step = steps.iter().find(|(step, _)| step.id == id);
            let (step, timeline) = at_step.expect("the step is there");
            let mut standstills = Standstills::default();
            standstills.follow(timeline);
            let mut rebalances = standstills.all().iter().rev();
            let rebalance = rebalances.find(|it| *it.group.0 == *group);
            let rebalance = rebalance.expect("its partitions stood still");
            let mut compared = 0;
            for (partition, one) in &rebalance.standstills {
                let [lost, _] = Lang::ALL
                    .map(|lang| highwater_text::span(lang, one.in_all(timeline.position().time)));
                let Some(seconds) = lost.strip_suffix(" s") else {
                    continue;
                };
                for told in [&step.html, &end.rule_html] {
                    let mut numbers = told.split(|it: char| !it.is_ascii_digit() && it != '.');
                    assert!(
                        numbers.any(|number| number.trim_end_matches('.') == seconds),
                        "{group} {partition:?}: {lost}; {told}"
                    );
                    compared += 1;
                }
            }
            assert!(compared > 0, "{group}: no partition was idle for a second");
        }
    }
}

#[test]
fn one_option_of_a_prediction_is_true_and_the_others_are_false() {
    at_every_step(|lesson, step, timeline| {
        let place = format!("{}, step {}", lesson.id, step.id);
        if let Some(prediction) = &step.prediction {
            let claims = prediction.options.iter().map(|option| &option.claim);
            let right = claims
                .filter(|claim| judged(claim, timeline, &place))
                .count();
            assert_eq!(right, 1, "{place}");
        }
    });
}

#[test]
fn what_stands_behind_the_gates_is_only_said_of_clusters_that_open_them() {
    at_every_step(|lesson, step, _| {
        let asked = step.prediction.iter().flat_map(|asked| &asked.options);
        let options = asked.map(|option| &option.claim);
        let needs_gates = step
            .claims
            .iter()
            .chain(options)
            .any(|claim| claim.that.needs_gates());
        assert!(
            !needs_gates || lesson.scenario.needs_gates(),
            "{}, step {}",
            lesson.id,
            step.id
        );
    });
}

#[test]
fn what_can_be_tried_can_be_done() {
    at_every_step(|lesson, step, timeline| {
        for command in step.tries.iter().filter_map(|one| one.command.as_ref()) {
            let allowed = timeline.world().may(command);
            assert_eq!(
                allowed,
                Ok(()),
                "{}, step {}: {command:?}",
                lesson.id,
                step.id
            );
        }
    });
}

#[test]
fn no_invariant_breaks_in_a_lesson() {
    for lesson in lessons() {
        let steps = steps_of(lesson);
        let (_, last) = steps.last().expect("a lesson has steps");
        let end = last.position().time;
        let mut world = World::new(lesson.scenario.clone());
        let mut ghost = Ghost::new(&world);
        watch(&mut world, &mut ghost, end + AFTERMATH, &lesson.id);
    }
}

#[test]
fn no_invariant_breaks_after_what_can_be_tried() {
    at_every_step(|lesson, step, timeline| {
        for command in step.tries.iter().filter_map(|one| one.command.as_ref()) {
            let mut world = timeline.world().clone();
            let mut ghost = Ghost::new(&world);
            let mut traces = Vec::new();
            let now = timeline.position().time;
            world
                .apply(now, command, &mut traces)
                .expect("it can be done");
            let place = format!("{}, step {}, {command:?}", lesson.id, step.id);
            assert_eq!(ghost.observe(&world, &traces), [], "{place}");
            watch(&mut world, &mut ghost, now + AFTERMATH, &place);
        }
    });
}

fn watch(world: &mut World, ghost: &mut Ghost, until: Time, place: &str) {
    let mut traces = Vec::new();
    while world.next_time().is_some_and(|at| at <= until) {
        traces.clear();
        world.step(&mut traces);
        let breaches = ghost.observe(world, &traces);
        assert_eq!(
            breaches,
            [],
            "{place}, after event {} at {} ms",
            world.step_number(),
            world.now()
        );
    }
}

#[test]
fn a_lesson_is_whole() {
    for (lesson, end) in COURSE.lessons.iter().flatten() {
        let place = format!("{} ({})", lesson.id, lesson.title);
        assert!(
            (5..=10).contains(&lesson.steps.len()),
            "{place}: 5 to 10 steps"
        );
        let predictions: Vec<_> = lesson
            .steps
            .iter()
            .filter_map(|step| step.prediction.as_ref())
            .collect();
        assert!(!predictions.is_empty(), "{place}: something is predicted");
        for prediction in predictions {
            assert!(
                prediction.options.len() >= 3,
                "{place}: a prediction is more than yes or no"
            );
        }
        let tries = lesson.steps.iter().flat_map(|step| &step.tries);
        assert!(
            tries.filter(|one| one.command.is_some()).count() >= 1,
            "{place}: something breaks"
        );
        assert_eq!(end.questions.len(), 3, "{place}: three questions");
        for question in &end.questions {
            let right = question
                .answers
                .iter()
                .filter(|answer| answer.right)
                .count();
            assert_eq!(right, 1, "{place}: one right answer");
        }
        assert!(!end.config.is_empty(), "{place}: configuration");
        assert!(
            !end.tools.is_empty(),
            "{place}: a command of a real cluster"
        );
        assert!(
            end.tools.iter().all(|tool| !tool.output.is_empty()),
            "{place}: its output"
        );
        assert!(
            !end.next.is_empty() && !end.reading.is_empty(),
            "{place}: what next"
        );
    }
}

#[test]
fn both_languages_have_the_same_machine_half() {
    for [(en, _), (ko, _)] in &COURSE.lessons {
        let half = |lesson: &Lesson| {
            let steps = lesson.steps.iter().map(|step| {
                let options = step
                    .prediction
                    .as_ref()
                    .map(|prediction| prediction.options.len());
                (
                    step.id,
                    step.until.clone(),
                    step.claims.clone(),
                    options,
                    step.tries.len(),
                )
            });
            (
                lesson.id.clone(),
                lesson.scenario.clone(),
                steps.collect::<Vec<_>>(),
            )
        };
        assert_eq!(half(en), half(ko));
        assert_ne!(en.title, ko.title);
    }
}

#[test]
fn what_is_written_is_read_back() {
    let index: Index = course::decode(file("course/index.bin")).expect("the index is readable");
    assert_eq!(index, COURSE.index);
    assert_eq!(index.lessons.len(), COURSE.lessons.len());
    for lessons in &COURSE.lessons {
        for ((lesson, end), lang) in lessons.iter().zip(["en", "ko"]) {
            let bytes = file(&format!("course/{}.{lang}.bin", lesson.id));
            assert_eq!(course::decode::<Lesson>(bytes).as_ref(), Ok(lesson));
            let bytes = file(&format!("course/{}.end.{lang}.bin", lesson.id));
            assert_eq!(course::decode::<End>(bytes).as_ref(), Ok(end));
        }
    }
}

#[test]
fn what_people_look_up_is_written_in_each_language() {
    for lang in Lang::ALL {
        let bytes = file(&format!("course/glossary.{}.bin", lang.code()));
        assert_eq!(
            course::decode::<Glossary>(bytes),
            Ok(glossary::in_language(lang))
        );
        let bytes = file(&format!("course/legend.{}.bin", lang.code()));
        assert_eq!(
            course::decode::<Legend>(bytes),
            Ok(legend::in_language(lang))
        );
        let bytes = file(&format!("course/words.{}.bin", lang.code()));
        assert_eq!(
            course::decode::<Words>(bytes),
            Ok(meaning::in_language(lang))
        );
    }
}

#[test]
fn a_term_is_shown_by_a_lesson_that_there_is() {
    for term in glossary::terms() {
        let shown = |id| COURSE.index.lessons.iter().any(|lesson| lesson.id == id);
        assert!(
            term.lesson.is_none_or(shown),
            "{}: {:?}",
            term.id,
            term.lesson
        );
    }
}

fn file(name: &str) -> &'static [u8] {
    COURSE
        .files
        .get(name)
        .unwrap_or_else(|| panic!("{name} is written"))
}

#[test]
fn reading_pages_need_no_script_and_no_server() {
    let pages = COURSE
        .files
        .iter()
        .filter(|(name, _)| name.ends_with(".html"));
    for (name, bytes) in pages {
        let html = std::str::from_utf8(bytes).expect("pages are UTF-8");
        assert!(!html.contains("<script"), "{name}");
        for link in html
            .split("href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let target = link.strip_prefix("../../#/");
            let known = match target {
                Some(route) => route.starts_with("en/") || route.starts_with("ko/"),
                None => {
                    link.starts_with("https://")
                        || link.starts_with("data:")
                        || leads_somewhere(name, link)
                }
            };
            assert!(known, "{name} links to {link}");
        }
    }
}

#[test]
fn reading_pages_tell_who_reads_what_and_leave_kafkas_own_topics_out() {
    for (name, bytes) in &COURSE.files {
        let html = String::from_utf8_lossy(bytes);
        let is_drawn = html.contains("<caption>") && html.contains("__consumer_offsets-0 ·");
        assert!(!is_drawn, "{name} draws a topic of Kafka's own");
    }
    let page = COURSE.files.get("read/en/rebalancing.html");
    let page = String::from_utf8_lossy(page.expect("the lesson has a page"));
    for group in ["eager", "cooperative"] {
        let row = page.lines().find(|line| {
            let mut words = line.split_whitespace();
            words.next() == Some(group) && words.next() == Some("orders")
        });
        assert!(row.is_some(), "whose the partitions of {group} are is told");
    }
}

/// Whether there is the page that a relative link names, with the place in it.
fn leads_somewhere(page: &str, link: &str) -> bool {
    let (to, place) = link.split_once('#').unwrap_or((link, ""));
    let to = if to.is_empty() {
        page.to_owned()
    } else {
        resolve(page, to)
    };
    let Some(bytes) = COURSE.files.get(&to) else {
        return false;
    };
    let html = String::from_utf8_lossy(bytes);
    place.is_empty() || html.contains(&format!(" id=\"{place}\""))
}

/// A page's relative link, from the site's root.
fn resolve(page: &str, link: &str) -> String {
    let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    match link.strip_prefix("../") {
        Some(rest) => {
            let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
            format!("{above}/{rest}")
        }
        None => format!("{folder}/{link}"),
    }
}

#[test]
fn the_same_sources_give_the_same_bytes() {
    let again = compile(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("it has compiled before");
    assert_eq!(again.files, COURSE.files);
}
