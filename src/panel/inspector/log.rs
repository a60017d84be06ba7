//! What the process of what is picked has logged up to the playhead, in Kafka's own lines.

use highwater_core::explain::{self, Level, Names};
use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::timeline::Position;
use highwater_text::fact::ToolFact;
use highwater_text::{Lang, say};
use leptos::prelude::RwSignal;

use super::section::{look_while_open, section};
use crate::panel::button;
use crate::panel::moment::to_the_microsecond;
use crate::session::{Action, Selection, Session};
use crate::store::Store;
use crate::view::{El, el, live, views};

/// So many of the last lines are shown.
const LINES_MAX: usize = 40;

/// The part, for whatever keeps a log or is spoken of in one.
pub fn log(store: Store, lang: Lang) -> El {
    let open = RwSignal::new(false);
    let title = store.look(move |session| title(session, lang));
    let lines = look_while_open(store, open, lines);
    let about = ToolFact::Log.meaning();
    let content = move || {
        let about = move || store.say(|words| words.get(about).to_owned());
        views(vec![
            el("p").class("small muted").live_text(about).done(),
            el("p")
                .class("small muted")
                .hidden(move || lines.with(|lines| !lines.is_empty()))
                .text(lang.pick(
                    "Nothing has been logged since then.",
                    "그 뒤로 남은 로그가 없습니다.",
                ))
                .done(),
            el("ol")
                .class("log-lines")
                .child(live(move || {
                    let mut shown = Vec::new();
                    for one in lines.get() {
                        shown.push(line(store, one));
                    }
                    views(shown)
                }))
                .done(),
        ])
    };
    section(store, open, move || title.get(), content).hidden(move || title.with(String::is_empty))
}

/// Whose lines are shown, and about which partition; none of who is nobody's is everybody's.
#[derive(Clone, Copy)]
struct Wanted {
    of: Option<NodeId>,
    about: Option<TopicPartition>,
}

fn wanted(selection: Option<Selection>) -> Option<Wanted> {
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
    Some(Wanted { of, about })
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

/// A line, and where in the run it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    at: Position,
    who: NodeId,
    level: Level,
    text: String,
    is_here: bool,
}

/// The last lines, the newest first.
fn lines(session: &Session) -> Vec<Line> {
    let mut lines = Vec::new();
    let Some(wanted) = wanted(session.selection()) else {
        return lines;
    };
    let names = Names::of(session.world());
    let here = session.timeline().position().step;
    for trace in session.timeline().past().iter().rev() {
        let is_of = wanted.of.is_none_or(|node| node == trace.actor);
        let is_about = wanted.about.is_none() || wanted.about == trace.event.partition();
        if !is_of || !is_about {
            continue;
        }
        for line in explain::log_lines(trace, &names).into_iter().rev() {
            lines.push(Line {
                at: Position::of(trace),
                who: trace.actor,
                level: line.level,
                text: line.text,
                is_here: trace.step == here,
            });
        }
        if lines.len() >= LINES_MAX {
            lines.truncate(LINES_MAX);
            break;
        }
    }
    lines
}

fn line(store: Store, line: Line) -> El {
    let Line { at, is_here, .. } = line;
    let part = |class, text: &str| el("span").class(class).text(text);
    let chosen = button("log-line", move || store.dispatch(Action::GoTo(at)))
        .attr_if("aria-current", is_here.then_some("true"))
        .child(part("log-line__time", &to_the_microsecond(line.at.time)))
        .child(part("log-line__who", &line.who.to_string()))
        .child(part("log-line__level", line.level.name()).attr("data-level", line.level.name()))
        .child(part("log-line__text", &line.text));
    el("li").child(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Room;
    use highwater_core::command::Command;
    use highwater_core::id::BrokerId;
    use highwater_core::time::Time;

    fn session_after_a_crash() -> Session {
        let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
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

    fn of(session: &mut Session, selection: Selection) -> Vec<Line> {
        session.update(Action::Select(Some(selection)));
        lines(session)
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
        let who = |lines: &[Line]| {
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
