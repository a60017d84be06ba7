//! What the strip shows, from a real run.

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, NodeId, Offset};
use highwater_core::sim::LivenessState;
use highwater_core::time::{Span, Time};
use highwater_core::timeline::Timeline;
use highwater_text::{Lang, control_plane};

use super::reading::{self, Tick, WINDOW, cell, sessions, ticks, window};

const B2: BrokerId = BrokerId(2);

fn run() -> Timeline {
    Timeline::new(crate::home::scenario()).expect("the scenario is right")
}

/// What is said of a broker's session at a moment.
fn said(timeline: &mut Timeline, at_ms: u64, broker: BrokerId, lang: Lang) -> String {
    let now = Time::from_ms(at_ms);
    timeline.run_to_time(now);
    let sessions = sessions(timeline.world(), now);
    let session = sessions.iter().find(|session| session.broker == broker);
    control_plane::session(lang, session.expect("every broker is there"))
}

#[test]
fn each_kind_of_record_is_a_cell_with_kafkas_name_and_what_matters_in_it() {
    let mut timeline = run();
    timeline.run_to_time(Time::from_ms(8_005));
    let mut told: Vec<(&str, [String; 2])> = Vec::new();
    for offset in 0..window(timeline.world()).1.0 {
        let [en, ko] = Lang::ALL
            .map(|lang| cell(timeline.world(), Offset(offset), lang).expect("it was written"));
        if told.iter().all(|(kind, _)| *kind != en.kind) {
            assert_eq!(
                en.name,
                format!("{} at offset {offset}, {}", en.kind, en.brief)
            );
            told.push((en.kind, [en.brief, ko.brief]));
        }
    }
    for (kind, en, ko) in [
        (
            "RegisterBrokerRecord",
            "b3, broker epoch 1",
            "b3, 브로커 에포크 1",
        ),
        (
            "BrokerRegistrationChangeRecord",
            "b1: unfenced",
            "b1: 펜싱 해제됨",
        ),
        ("TopicRecord", "orders", "orders"),
        (
            "PartitionRecord",
            "orders-0: leader b1, ISR b1, b2, b3",
            "orders-0: 리더 b1, ISR b1, b2, b3",
        ),
    ] {
        let found = told.iter().find(|(told, _)| *told == kind);
        let (_, words) = found.unwrap_or_else(|| panic!("no {kind} in {told:?}"));
        assert_eq!(words, &[en, ko], "{kind}");
    }
}

#[test]
fn a_dead_leader_s_session_runs_out_it_is_fenced_and_another_one_leads() {
    for (lang, lives, runs_out, fenced, elected) in [
        (
            Lang::En,
            "b1, 7 s of its session left",
            "b1, 0.1 s of its session left",
            "b1, fenced, no session",
            "orders-0: leader b2, epoch 1, ISR b2, b3",
        ),
        (
            Lang::Ko,
            "b1, 세션 7초 남음",
            "b1, 세션 0.1초 남음",
            "b1, 펜싱됨, 세션 없음",
            "orders-0: 리더 b2, 에포크 1, ISR b2, b3",
        ),
    ] {
        let mut timeline = run();
        timeline.run_to_time(Time::from_ms(8_005));
        timeline
            .act(Command::Crash(NodeId::Broker(BrokerId(1))))
            .expect("b1 runs");
        assert_eq!(said(&mut timeline, 8_005, BrokerId(1), lang), lives);
        let mut seen = Vec::new();
        for at_ms in (8_100..20_000).step_by(20) {
            let now = said(&mut timeline, at_ms, BrokerId(1), lang);
            if seen.last() != Some(&now) {
                seen.push(now);
            }
        }
        assert!(seen.iter().any(|said| said == runs_out), "{seen:?}");
        assert_eq!(seen.last().map(String::as_str), Some(fenced));
        assert!(seen.len() < 25, "it stands still for a while: {seen:?}");
        let end = window(timeline.world()).1;
        let last_two = [2, 1].map(|back| {
            let cell = cell(timeline.world(), Offset(end.0 - back), lang);
            cell.map(|cell| (cell.kind, cell.brief))
                .expect("it was written")
        });
        assert_eq!(last_two[0], ("PartitionChangeRecord", elected.to_owned()));
        assert_eq!(last_two[1].0, "BrokerRegistrationChangeRecord");
    }
}

#[test]
fn a_broker_that_hears_nothing_falls_behind_and_one_that_is_dead_has_no_tick() {
    let mut timeline = run();
    timeline.run_to_time(Time::from_ms(8_005));
    let end = window(timeline.world()).1;
    let all = |end| {
        (1..=3)
            .map(BrokerId)
            .map(move |broker| Tick { broker, end })
    };
    assert_eq!(ticks(timeline.world()), all(end).collect::<Vec<_>>());

    let isolate = Command::Isolate(NodeId::Broker(B2));
    timeline.act(isolate).expect("b2 is reached");
    timeline.run_to_time(Time::from_ms(30_000));
    let new_end = window(timeline.world()).1;
    let behind = ticks(timeline.world());
    assert!(new_end > end);
    assert_eq!(
        behind.iter().map(|tick| tick.end).collect::<Vec<_>>(),
        [new_end, end, new_end]
    );
    let first = Offset(end.0 + 1);
    let stands: Vec<_> = behind.iter().map(|tick| tick.behind(first).0).collect();
    assert_eq!(
        stands,
        [new_end.0 - 1, first.0 - 1, new_end.0 - 1],
        "b2 stands before the window"
    );

    let crash = Command::Crash(NodeId::Broker(B2));
    timeline.act(crash).expect("b2 runs");
    assert!(ticks(timeline.world()).iter().all(|tick| tick.broker != B2));
}

#[test]
fn the_window_shows_the_last_records_and_counts_those_before() {
    let mut timeline = run();
    let (first, end) = window(timeline.world());
    assert!(
        first == Offset(0) && end.0 < WINDOW as i64,
        "all of it is there: {end}"
    );
    timeline.run_to_time(Time::from_ms(8_005));
    for round in 0..8 {
        let restart = if round % 2 == 0 {
            Command::Crash
        } else {
            Command::Restart
        };
        timeline
            .act(restart(NodeId::Broker(B2)))
            .expect("it runs, or it does not");
        timeline.run_to_time(Time::from_ms(8_005 + 20_000 * (round + 1)));
    }
    let (first, end) = window(timeline.world());
    assert_eq!(end.0 - first.0, WINDOW as i64);
    let summary = reading::Summary::read(timeline.world());
    assert_eq!((summary.end, summary.fenced), (end, Vec::new()));
}

#[test]
fn a_broker_in_controlled_shutdown_is_told_so_until_it_is_fenced() {
    let mut timeline = run();
    timeline.run_to_time(Time::from_ms(8_005));
    let shutdown = Command::Shutdown(NodeId::Broker(BrokerId(1)));
    timeline.act(shutdown).expect("b1 runs");
    let mut states = Vec::new();
    for at_ms in 8_005..12_000 {
        let now = Time::from_ms(at_ms);
        timeline.run_to_time(now);
        let state = timeline.world().liveness(now)[0].state;
        if states.last() != Some(&state) {
            states.push(state);
        }
    }
    assert_eq!(
        states,
        [
            LivenessState::Active,
            LivenessState::ControlledShutdown,
            LivenessState::Fenced
        ]
    );
    assert_eq!(
        timeline.world().liveness(Time::from_ms(12_000))[0].session,
        Span::from_ms(9_000)
    );
}
