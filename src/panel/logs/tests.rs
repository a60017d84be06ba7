//! Which lines are shown, of real runs.

use highwater_core::command::Command;
use highwater_core::explain::{Level, Logged};
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::timeline::Timeline;

use super::{Reading, Shown};
use crate::action::UserAction;
use crate::session::{Action, Dock, LogFilter, Room, Session};

const B2: NodeId = NodeId::Broker(BrokerId(2));

fn step(session: &mut Session, times: usize) {
    for _ in 0..times {
        session.update(Action::User(UserAction::NextMilestone));
        while session.moves() {
            session.update(Action::Tick { real_us: 100_000 });
        }
    }
}

/// The home page's cluster, whose logs are read, and of which a broker has died.
fn without_b2() -> Session {
    let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
    session.keep_journal_by(Timeline::keep_journal);
    session.update(Action::Dock(Some(Dock::Logs)));
    session.update(Action::Do(Command::Crash(B2)));
    step(&mut session, 20);
    session
}

/// What is shown to somebody who has not read anything before.
fn shown(session: &Session, filter: &LogFilter, most: usize) -> Shown {
    Reading::default().shown(session, filter, most)
}

/// The lines that are shown.
fn lines<'a>(session: &'a Session, filter: &LogFilter, most: usize) -> Vec<&'a Logged> {
    let shown = shown(session, filter, most).lines.into_iter();
    let logged = session.timeline().logged();
    shown.map(|(place, _)| &*logged[place]).collect()
}

fn fencing() -> LogFilter {
    LogFilter {
        text: "fencing BROKER 2".to_owned(),
        ..LogFilter::default()
    }
}

#[test]
fn nothing_is_kept_before_somebody_reads() {
    let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
    session.keep_journal_by(Timeline::keep_journal);
    session.update(Action::Do(Command::Crash(B2)));
    step(&mut session, 20);
    assert!(!shown(&session, &LogFilter::default(), 10).has_any);
    session.update(Action::ReadLogs);
    assert!(shown(&session, &LogFilter::default(), 10).has_any);
    session.update(Action::User(UserAction::Reset));
    step(&mut session, 1);
    session.update(Action::Do(Command::Crash(B2)));
    step(&mut session, 20);
    assert!(
        shown(&session, &LogFilter::default(), 10).has_any,
        "also of the run that is shown instead"
    );
}

#[test]
fn each_filter_leaves_the_lines_that_fit_in_their_order() {
    let session = without_b2();
    let all = lines(&session, &LogFilter::default(), usize::MAX);
    assert!(all.is_sorted_by_key(|line| line.at));
    let of = |of| LogFilter {
        of: Some(of),
        ..LogFilter::default()
    };
    let from = |level| LogFilter {
        level,
        ..LogFilter::default()
    };
    type Fits = fn(&Logged) -> bool;
    let cases: [(LogFilter, Fits); 5] = [
        (of(NodeId::CONTROLLER), |it| it.who == NodeId::CONTROLLER),
        (of(NodeId::Broker(BrokerId(3))), |it| {
            it.who == NodeId::Broker(BrokerId(3))
        }),
        (from(Level::Warn), |it| it.line.level >= Level::Warn),
        (from(Level::Error), |it| it.line.level == Level::Error),
        (fencing(), |it| it.line.text.contains("Fencing broker 2")),
    ];
    for (filter, fits) in cases {
        let expected = all.iter().copied().filter(|it| fits(it));
        let expected: Vec<&Logged> = expected.collect();
        assert!(expected.len() < all.len(), "{filter:?}");
        assert_eq!(lines(&session, &filter, usize::MAX), expected, "{filter:?}");
    }
    assert_eq!(lines(&session, &fencing(), 10).len(), 1);
}

#[test]
fn only_the_last_lines_are_shown_and_it_is_said_that_there_are_older_ones() {
    let session = without_b2();
    let all = lines(&session, &LogFilter::default(), usize::MAX);
    for most in [1, 5, all.len() - 1, all.len(), all.len() + 1] {
        let last = &all[all.len().saturating_sub(most)..];
        assert_eq!(lines(&session, &LogFilter::default(), most), last);
        let shown = shown(&session, &LogFilter::default(), most);
        assert_eq!(shown.has_older, most < all.len());
    }
}

#[test]
fn who_goes_to_a_line_is_at_its_moment_and_the_later_ones_are_gone() {
    let mut session = without_b2();
    let at = lines(&session, &fencing(), 1)[0].at;
    session.update(Action::GoTo(at));
    assert_eq!(session.timeline().position(), at);
    let shown_there = shown(&session, &LogFilter::default(), usize::MAX);
    assert!(shown_there.lines.iter().any(|(_, is_here)| *is_here));
    assert!(
        lines(&session, &LogFilter::default(), usize::MAX)
            .iter()
            .all(|it| it.at <= at)
    );
    session.update(Action::User(UserAction::ToStart));
    assert!(!shown(&session, &LogFilter::default(), 10).has_any);
}

#[test]
fn who_has_read_before_is_shown_the_same_as_somebody_who_comes_now() {
    let mut session = without_b2();
    let (mut all, mut chosen) = (Reading::default(), Reading::default());
    let mut same = |session: &Session| {
        for (reading, filter) in [
            (&mut all, &LogFilter::default()),
            (&mut chosen, session.log_filter()),
        ] {
            for most in [3, usize::MAX] {
                let expected = shown(session, filter, most);
                assert_eq!(reading.shown(session, filter, most), expected);
            }
        }
    };
    let fencing_at = lines(&session, &fencing(), 1)[0].at;
    let b3 = NodeId::Broker(BrokerId(3));
    same(&session);
    for action in [
        Action::GoTo(fencing_at),
        Action::FilterLogs(fencing()),
        Action::User(UserAction::ToEnd),
        Action::GoTo(fencing_at),
        Action::Do(Command::Crash(b3)),
        Action::User(UserAction::NextMilestone),
        Action::User(UserAction::ToStart),
        Action::User(UserAction::ToEnd),
        Action::User(UserAction::Reset),
    ] {
        session.update(action);
        same(&session);
    }
}

#[test]
fn filters_stay_while_something_else_stands_under_the_picture() {
    let mut session = without_b2();
    session.update(Action::FilterLogs(fencing()));
    for dock in [Some(Dock::Charts), None, Some(Dock::Logs)] {
        session.update(Action::Dock(dock));
        assert_eq!(*session.log_filter(), fencing());
    }
}
