//! What the process of what is picked has logged up to the playhead, in Kafka's own lines.

use std::sync::{Mutex, PoisonError};

use highwater_core::id::NodeId;
use highwater_text::fact::ToolFact;
use highwater_text::{Lang, say};
use leptos::prelude::RwSignal;

use super::section::{look_while_open, section_that_asks};
use crate::panel::logs::{Reading, Shown, rows};
use crate::session::{Action, LogFilter, Selection, Session};
use crate::store::Store;
use crate::view::{El, el, views};

/// So many of the last lines are shown.
const LINES_MAX: usize = 40;

/// The part, for whatever keeps a log or is spoken of in one.
pub fn log(store: Store, lang: Lang) -> El {
    let (open, explained) = (RwSignal::new(false), RwSignal::new(None));
    let title = store.look(move |session| title(session, lang));
    let reading = Mutex::<Reading>::default();
    let lines = look_while_open(store, open, move |session| {
        let mut reading = reading.lock().unwrap_or_else(PoisonError::into_inner);
        lines(&mut reading, session)
    });
    let about = ToolFact::Log.meaning();
    let content = move || {
        let about = move || store.say(|words| words.get(about).to_owned());
        views(vec![
            el("p").class("small muted").live_text(about).done(),
            el("p")
                .class("small muted")
                .hidden(move || lines.with(|shown| !shown.lines.is_empty()))
                .text(lang.pick(
                    "Nothing has been logged since then.",
                    "그 뒤로 남은 로그가 없습니다.",
                ))
                .done(),
            el("ol")
                .class("log-lines")
                .child(rows(store, lang, lines, explained))
                .done(),
        ])
    };
    let ask = move || store.dispatch(Action::ReadLogs);
    section_that_asks(store, open, ask, move || title.get(), content)
        .hidden(move || title.with(String::is_empty))
}

/// Whose lines are shown, and about which partition.
fn wanted(selection: Option<Selection>) -> Option<LogFilter> {
    let (of, about) = match selection? {
        Selection::Node(node) => (Some(node), None),
        Selection::Partition(id) => (None, Some(id)),
        Selection::Replica(broker, id) | Selection::Record(broker, id, _) => {
            (Some(NodeId::Broker(broker)), Some(id))
        }
        Selection::Message(_)
        | Selection::Link(..)
        | Selection::Connection(_)
        | Selection::Metadata(_) => return None,
    };
    Some(LogFilter {
        of,
        about,
        ..LogFilter::default()
    })
}

/// What the part is called; nothing where there is no log.
fn title(session: &Session, lang: Lang) -> String {
    let Some(wanted) = wanted(session.selection()) else {
        return String::new();
    };
    let name = wanted
        .about
        .map(|id| session.world().metadata().name_of(id));
    match (wanted.of, name) {
        (None, Some(name)) => say!(lang, "Log lines about {0}", "{0}에 관한 로그", &name),
        (Some(node), Some(name)) => say!(
            lang,
            "Server log of {0} about {1}",
            "{1}에 관한 {0}의 서버 로그",
            node,
            &name
        ),
        (Some(node @ NodeId::Broker(_)), None) => {
            say!(lang, "Server log of {0}", "{0}의 서버 로그", node)
        }
        (Some(node @ NodeId::Controller(_)), None) => {
            say!(lang, "Controller log of {0}", "{0}의 컨트롤러 로그", node)
        }
        (Some(node), None) => say!(lang, "Client log of {0}", "{0}의 클라이언트 로그", node),
        (None, None) => String::new(),
    }
}

/// The last lines, the newest first: where in the journal each stands.
fn lines(reading: &mut Reading, session: &Session) -> Shown {
    let Some(filter) = wanted(session.selection()) else {
        return Shown::default();
    };
    let mut shown = reading.shown(session, &filter, LINES_MAX);
    shown.lines.reverse();
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Room;
    use highwater_core::command::Command;
    use highwater_core::explain::Logged;
    use highwater_core::id::BrokerId;
    use highwater_core::time::Time;
    use highwater_core::timeline::Timeline;
    use std::sync::Arc;

    fn session_after_a_crash() -> Session {
        let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
        session.keep_journal_by(Timeline::keep_journal);
        session.update(Action::ReadLogs);
        let b1 = NodeId::Broker(BrokerId(1));
        session.update(Action::Do(Command::Crash(b1)));
        for _ in 0..40 {
            session.update(Action::User(crate::action::UserAction::Step));
            while session.moves() {
                session.update(Action::Tick { real_us: 100_000 });
            }
        }
        session
    }

    fn of(session: &mut Session, selection: Selection) -> Vec<Arc<Logged>> {
        session.update(Action::Select(Some(selection)));
        let journal = session.timeline().logged();
        let lines = lines(&mut Reading::default(), session).lines.into_iter();
        lines.map(|(place, _)| journal[place].clone()).collect()
    }

    #[test]
    fn the_lines_of_a_process_are_its_own_and_the_newest_comes_first() {
        let mut session = session_after_a_crash();
        let b2 = NodeId::Broker(BrokerId(2));
        let lines = of(&mut session, Selection::Node(b2));
        assert!(!lines.is_empty() && lines.len() <= LINES_MAX);
        assert!(lines.iter().all(|line| line.who == b2));
        assert!(lines.is_sorted_by_key(|line| core::cmp::Reverse(line.at)));
        assert!(lines[0].at.time <= session.timeline().position().time);
    }

    #[test]
    fn lines_follow_the_playhead() {
        let mut session = session_after_a_crash();
        let b2 = Selection::Node(NodeId::Broker(BrokerId(2)));
        let last = of(&mut session, b2).first().map(|line| line.at);
        let last = last.expect("b2 has logged something");
        assert!(
            last.time > Time::from_ms(8_005),
            "after the crash: {last:?}"
        );
        session.update(Action::User(crate::action::UserAction::ToStart));
        assert!(of(&mut session, b2).iter().all(|line| line.at < last));
    }

    #[test]
    fn a_partition_has_the_lines_of_all_processes_about_it_and_a_replica_those_of_its_broker() {
        let mut session = session_after_a_crash();
        let orders = session.world().metadata().partition_named("orders-0");
        let orders = orders.expect("the topic is there");
        let all = of(&mut session, Selection::Partition(orders));
        let who = |lines: &[Arc<Logged>]| {
            let mut who: Vec<NodeId> = lines.iter().map(|line| line.who).collect();
            who.sort_unstable();
            who.dedup();
            who
        };
        assert!(who(&all).len() > 1, "{:?}", who(&all));
        let b2 = BrokerId(2);
        let own = of(&mut session, Selection::Replica(b2, orders));
        assert_eq!(who(&own), [NodeId::Broker(b2)]);
    }
}
