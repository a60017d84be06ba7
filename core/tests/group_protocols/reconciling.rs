//! A member of the consumer protocol on its way to what it is to have, while that changes, while its application
//! does not call `poll`, and as it leaves. `reconciling.txt` beside tells what such members do and say, in order.
//! All of it but what happens during the commit was held against what clusters of Apache Kafka 4.3.1 logged.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use highwater_core::command::{Command, ConsumerCall};
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, MessageId, NodeId, TopicPartition};
use highwater_core::scenario::ApplicationSpec;
use highwater_core::sim::{Direction, Payload};
use highwater_core::time::Time;
use highwater_core::trace::{ConsumerEvent, Event, Trace};
use highwater_core::wire::{Api, Request};

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;

const HEARTBEAT_INTERVAL_MS: u64 = 2_000;
const MAX_POLL_INTERVAL_MS: u64 = 30_000;
const LONG_MS: u64 = 5 * HEARTBEAT_INTERVAL_MS;

/// What happens in a story.
#[derive(Clone)]
enum Act {
    /// A consumer subscribes, and polls from now on.
    Join(u32),
    /// A consumer is called.
    Call(u32, ConsumerCall),
    /// The next heartbeat is stopped on its way.
    HoldHeartbeat,
    /// It goes on.
    ReleaseHeartbeat,
    /// The same is done to every broker.
    ToBrokers(fn(NodeId) -> Command),
}

/// What happens, in words, and for how long the members are left to themselves then.
type Turn = (&'static str, Act, u64);

/// A story: of what, whether its members commit by themselves, whether the first is static, and what happens.
type Story = (&'static str, bool, bool, Vec<Turn>);

fn stories() -> Vec<Story> {
    use Act::{Call, HoldHeartbeat, Join, ReleaseHeartbeat, ToBrokers};
    let busy = ConsumerCall::Poll {
        ms: 1,
        until_records: None,
    };
    let two_then_one = [
        ("it joins", Join(1), LONG_MS),
        ("another joins", Join(2), LONG_MS),
        ("it does not poll any more", Call(1, busy.clone()), 1_000),
        ("the other leaves", Call(2, ConsumerCall::Close), 3_000),
    ];
    let polls = Call(1, ConsumerCall::PollOn);
    let comes_back = vec![
        ("a third joins", Join(3), LONG_MS),
        ("it polls again", polls.clone(), LONG_MS),
    ];
    let comes_back_meanwhile = vec![
        ("its next heartbeat is held up", HoldHeartbeat, 0),
        ("a third joins", Join(3), 1_000),
        ("it polls again", polls.clone(), 100),
        ("the heartbeat goes on", ReleaseHeartbeat, LONG_MS),
    ];
    let late = vec![
        ("it joins", Join(1), LONG_MS),
        ("another joins", Join(2), LONG_MS),
        (
            "it does not poll any more",
            Call(1, busy.clone()),
            MAX_POLL_INTERVAL_MS + LONG_MS,
        ),
        ("it polls again", polls, LONG_MS),
    ];
    let nobody_is_told = vec![
        ("it joins", Join(1), LONG_MS),
        ("it does not poll any more", Call(1, busy), 1_000),
        (
            "all brokers die",
            ToBrokers(Command::Crash),
            MAX_POLL_INTERVAL_MS + LONG_MS,
        ),
        (
            "they come back",
            ToBrokers(Command::Restart),
            MAX_POLL_INTERVAL_MS,
        ),
    ];
    let unsubscribes = vec![
        ("it joins", Join(1), LONG_MS),
        ("it unsubscribes", Call(1, ConsumerCall::Unsubscribe), 1_000),
    ];
    let after = |turns: Vec<Turn>| [two_then_one.to_vec(), turns].concat();
    vec![
        (
            "A target comes back, with auto commit",
            true,
            false,
            after(comes_back.clone()),
        ),
        (
            "A target comes back, without auto commit",
            false,
            false,
            after(comes_back),
        ),
        (
            "A target comes back during the commit",
            true,
            false,
            after(comes_back_meanwhile),
        ),
        (
            "A member does not poll for too long, and joins again",
            false,
            false,
            late,
        ),
        (
            "A member does not poll for too long, and has nobody to tell",
            false,
            false,
            nobody_is_told,
        ),
        ("A member unsubscribes", false, false, unsubscribes.clone()),
        ("A static member unsubscribes", false, true, unsubscribes),
    ]
}

/// A story as it is told: up to three members, of whom the first is looked at.
struct Telling {
    run: Run,
    held: Option<MessageId>,
    /// What happened so far, a line each.
    text: String,
}

impl Telling {
    fn new(what: &str, commits_by_itself: bool, is_static: bool) -> Self {
        let by_hand = ApplicationSpec {
            by_hand: true,
            ..ApplicationSpec::default()
        };
        let mut one = member(Protocol::Consumer, by_hand);
        one.config.enable_auto_commit = Some(commits_by_itself);
        // No commits but those before partitions change hands.
        one.config.auto_commit_interval_ms = 600_000;
        one.config.max_poll_interval_ms = MAX_POLL_INTERVAL_MS;
        let mut members = vec![one; 3];
        if is_static {
            members[0].config.group_instance_id = "first".into();
        }
        let mut scenario = scenario(1, 4, members);
        scenario.broker_config.group_consumer_heartbeat_interval_ms = HEARTBEAT_INTERVAL_MS;
        let mut run = Run::new(scenario, what.to_owned());
        run.for_ms(5_000);
        Self {
            run,
            held: None,
            text: format!("# {what}\n"),
        }
    }

    fn turn(&mut self, (what, act, ms): Turn) {
        self.line(what);
        let until = self.run.world.now().as_ms() + ms;
        match act {
            Act::Join(id) => {
                self.call(id, ConsumerCall::Subscribe(vec![Arc::from("orders")]));
                self.call(id, ConsumerCall::PollOn);
            }
            Act::Call(id, call) => self.call(id, call),
            Act::ToBrokers(command) => {
                for id in 1..=3 {
                    self.run.act(&command(BrokerId(id).into()));
                }
            }
            Act::HoldHeartbeat => self.hold_heartbeat(),
            Act::ReleaseHeartbeat => {
                let held = self.held.take().expect("it is held up");
                self.go_on(&mut |run| run.act(&Command::Release(held)));
            }
        }
        while self
            .run
            .world
            .next_time()
            .is_some_and(|at| at.as_ms() <= until)
        {
            self.go_on(&mut Run::step);
        }
        self.line(&format!("    = {}", state(&self.run)));
    }

    fn call(&mut self, id: u32, call: ConsumerCall) {
        let command = Command::CallConsumer {
            consumer: c(id),
            call,
        };
        self.go_on(&mut |run| run.act(&command));
    }

    fn hold_heartbeat(&mut self) {
        let mut held = None;
        self.go_on(&mut |run| held = Some(run.hold_heartbeat(Direction::Request)));
        self.held = held;
    }

    fn go_on(&mut self, how: &mut dyn FnMut(&mut Run)) {
        let before = self.run.traces.len();
        how(&mut self.run);
        for at in before..self.run.traces.len() {
            if let Some(line) = told(&self.run, &self.run.traces[at]) {
                self.line(&format!("    {line}"));
            }
        }
    }

    fn line(&mut self, line: &str) {
        writeln!(self.text, "{line}").expect("a line");
    }
}

/// Who has what, and how many members the group has.
fn state(run: &Run) -> String {
    let mut parts = Vec::new();
    for (consumer, id) in run.world.consumers().zip(1..) {
        let owned = consumer.subscription().assigned();
        if !owned.is_empty() {
            parts.push(format!("c{id} has {}", list(&owned)));
        }
    }
    let board = GroupId("board".into());
    let mut processes = run.world.brokers().filter_map(|broker| broker.process());
    let group = processes.find_map(|process| process.describe_group(&board));
    let members = group.map_or(0, |group| group.members.len());
    parts.push(format!("members: {members}"));
    parts.join(", ")
}

/// When the first member last said that it lives, before something happened to it.
fn last_heartbeat_before(run: &Run, event: &Trace) -> Time {
    let is_heartbeat = |trace: &&Trace| {
        trace.actor == event.actor
            && trace.id < event.id
            && matches!(&trace.event, Event::MessageSent { gist, .. }
                if gist.api() == Api::ConsumerGroupHeartbeat)
    };
    let last = run.traces.iter().rfind(is_heartbeat);
    last.map_or(Time::START, |last| last.at)
}

/// What a trace says of the first member's way, if it does.
fn told(run: &Run, trace: &Trace) -> Option<String> {
    if trace.actor != c(1) {
        return None;
    }
    match &trace.event {
        Event::Consumer(event) => match &**event {
            ConsumerEvent::Transitioned { to, .. } => Some(to.name().to_owned()),
            ConsumerEvent::Reconciling {
                local_epoch,
                assigned,
                ..
            } => Some(format!(
                "begins with local epoch {local_epoch}: {}",
                list(assigned)
            )),
            ConsumerEvent::PartitionsRevoked(given) => Some(format!("gives back {}", list(given))),
            ConsumerEvent::PartitionsAssigned(taken) => Some(format!("takes {}", list(taken))),
            ConsumerEvent::PartitionsLost(lost) => Some(format!("loses {}", list(lost))),
            ConsumerEvent::PolledLate { late_by_ms, .. } => {
                Some(format!("polls again, {late_by_ms} ms too late"))
            }
            ConsumerEvent::PollTimedOut => {
                let since = trace.at.as_ms() - last_heartbeat_before(run, trace).as_ms();
                Some(format!(
                    "has not polled for too long, {since} ms after its last heartbeat"
                ))
            }
            _ => None,
        },
        Event::MessageSent { message, .. } => {
            let (_, _, message) = run.world.network().message(*message)?;
            match &*message.payload {
                Payload::Request(Request::ConsumerGroupHeartbeat(heartbeat)) => {
                    if heartbeat.member_epoch.0 < 0 {
                        return Some(format!("says epoch {}", heartbeat.member_epoch.0));
                    }
                    let owned = heartbeat.topic_partitions.as_ref()?;
                    Some(format!("says that it has {}", list(owned)))
                }
                Payload::Request(Request::OffsetCommit(_)) => Some("commits".to_owned()),
                _ => None,
            }
        }
        _ => None,
    }
}

fn list(partitions: &[TopicPartition]) -> String {
    let numbers: Vec<String> = partitions
        .iter()
        .map(|it| it.partition.0.to_string())
        .collect();
    format!("[{}]", numbers.join(", "))
}

#[test]
fn every_target_that_a_member_hears_of_is_confirmed_in_its_turn() {
    let mut text = String::new();
    for (what, commits_by_itself, is_static, turns) in stories() {
        let mut telling = Telling::new(what, commits_by_itself, is_static);
        for turn in turns {
            telling.turn(turn);
        }
        writeln!(text, "{}", telling.text).expect("a story");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/group_protocols/reconciling.txt");
    if std::env::var_os("HIGHWATER_BLESS").is_some() {
        std::fs::write(&path, &text).expect("it can be written when blessing");
    }
    let golden = std::fs::read_to_string(&path).expect("the file is there");
    assert_eq!(text, golden, "{text}");
}
