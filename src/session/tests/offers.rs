//! What is offered for whatever is picked, and what is told of what was asked for.

use std::sync::Arc;

use highwater_core::client::ConsumerError;
use highwater_core::command::{AdminCommand, Command, ConsumerCall, ElectionType, Refusal};
use highwater_core::id::{BrokerId, ClientId, NodeId, Offset, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::ConsumerSpec;
use highwater_core::sim::ConnectionId;
use highwater_core::wire::ErrorCode;

use super::{B1, settle, user};
use crate::action::UserAction;
use crate::session::{Action, Form, GroupKind, Notice, Place, Reply, Room, Selection, Session};

const B2: NodeId = NodeId::Broker(BrokerId(2));
const P1: NodeId = NodeId::Producer(ClientId(1));

fn sandbox() -> Session {
    Session::of_cluster(crate::home::scenario(), Room::Sandbox)
}

/// One of everything that can be picked, at a moment at which it is there.
fn selections(session: &Session) -> Vec<Option<Selection>> {
    let world = session.world();
    let partition = *world.metadata().partitions.keys().next().expect("orders-0");
    let messages = world.network().messages();
    let (socket, _, message) = *messages.first().expect("something is always on its way");
    let ConnectionId { client, server, .. } = socket.connection;
    vec![
        None,
        Some(Selection::Node(NodeId::CONTROLLER)),
        Some(Selection::Node(B1)),
        Some(Selection::Node(P1)),
        Some(Selection::Node(
            world.consumers().last().expect("one reads").id,
        )),
        Some(Selection::Partition(partition)),
        Some(Selection::Replica(BrokerId(1), partition)),
        Some(Selection::Record(BrokerId(1), partition, Offset(0))),
        Some(Selection::Message(message.id)),
        Some(Selection::Connection(socket.connection)),
        Some(Selection::Link(client, server)),
        Some(Selection::Link(B2, B1)),
    ]
}

/// What a form or a button leads to, by the name of the command; those of an administrator by theirs.
fn of_form(form: Form) -> &'static str {
    match form {
        Form::Send(_) => "Produce",
        Form::SendSteadily(_) => "SendSteadily",
        Form::SlowBroker(_) => "SlowBroker",
        Form::SlowDisk(_) => "SlowDisk",
        Form::SlowLink(..) => "SlowLink",
        Form::Reassign(_) => "Reassign",
        Form::AlterTopic(_) | Form::AlterBrokers => "AlterConfig",
        Form::AddPartitions(_) => "CreatePartitions",
        Form::DeleteRecords(..) => "DeleteRecords",
        Form::CreateTopic => "CreateTopic",
        Form::StartProducer => "StartProducer",
        Form::StartConsumer => "StartConsumer",
        Form::Call(..) => "CallConsumer",
        Form::SlowProcessing(_) | Form::FailNext(_) => "DisturbLoop",
        Form::ResetOffsets(_) => "ResetOffsets",
    }
}

/// The name of a command. It names every variant, so that a new one does not compile before somebody
/// has thought of where it is offered.
fn of_command(command: &Command) -> &'static str {
    match command {
        Command::Produce { .. } => "Produce",
        Command::SendSteadily { .. } => "SendSteadily",
        Command::CallProducer { .. } => "CallProducer",
        Command::CallConsumer { .. } => "CallConsumer",
        Command::DisturbLoop { .. } => "DisturbLoop",
        Command::StartProducer(_) => "StartProducer",
        Command::StartConsumer(_) => "StartConsumer",
        Command::StopSending(_) => "StopSending",
        Command::Crash(_) => "Crash",
        Command::PowerLoss(_) => "PowerLoss",
        Command::Restart(_) => "Restart",
        Command::Pause(_) => "Pause",
        Command::Resume(_) => "Resume",
        Command::Shutdown(_) => "Shutdown",
        Command::SlowBroker { .. } => "SlowBroker",
        Command::SlowDisk { .. } => "SlowDisk",
        Command::SlowLink { .. } => "SlowLink",
        Command::Cut(..) => "Cut",
        Command::CutOneWay { .. } => "CutOneWay",
        Command::Heal(..) => "Heal",
        Command::Isolate(_) => "Isolate",
        Command::Rejoin(_) => "Rejoin",
        Command::Hold(_) => "Hold",
        Command::Release(_) => "Release",
        Command::Lose(_) => "Lose",
        Command::Admin(AdminCommand::CreateTopic(_)) => "CreateTopic",
        Command::Admin(AdminCommand::CreatePartitions { .. }) => "CreatePartitions",
        Command::Admin(AdminCommand::Reassign { replicas, .. }) => match replicas {
            Some(_) => "Reassign",
            None => "Reassign, cancelled",
        },
        Command::Admin(AdminCommand::ElectLeader { election, .. }) => match election {
            ElectionType::Preferred => "ElectLeader, preferred",
            ElectionType::Unclean => "ElectLeader, unclean",
        },
        Command::Admin(AdminCommand::AlterConfig { .. }) => "AlterConfig",
        Command::Admin(AdminCommand::DeleteRecords { .. }) => "DeleteRecords",
        Command::Admin(AdminCommand::DescribeGroup(_)) => "DescribeGroup",
        Command::Admin(AdminCommand::DeleteGroup(_)) => "DeleteGroup",
        Command::Admin(AdminCommand::ResetOffsets { .. }) => "ResetOffsets",
        Command::HealAll => "HealAll",
        Command::StopScript => "StopScript",
    }
}

/// All of them but those that stand in the sandbox all the time: *heal all* and *stop the scenario*.
const OFFERED: [&str; 34] = [
    "AlterConfig",
    "CallConsumer",
    "CallProducer",
    "Crash",
    "CreatePartitions",
    "CreateTopic",
    "Cut",
    "CutOneWay",
    "DeleteRecords",
    "DisturbLoop",
    "ElectLeader, preferred",
    "ElectLeader, unclean",
    "Heal",
    "Hold",
    "Isolate",
    "Lose",
    "Pause",
    "PowerLoss",
    "Produce",
    "Reassign",
    "Reassign, cancelled",
    "Rejoin",
    "Release",
    "ResetOffsets",
    "Restart",
    "Resume",
    "SendSteadily",
    "Shutdown",
    "SlowBroker",
    "SlowDisk",
    "SlowLink",
    "StartConsumer",
    "StartProducer",
    "StopSending",
];

/// One more consumer, which belongs to a group.
fn member() -> Command {
    let mut spec = ConsumerSpec::default();
    spec.config.group_id = "desk".into();
    spec.subscribe = vec!["orders".into()];
    Command::StartConsumer(Arc::new(spec))
}

#[test]
fn every_command_is_offered_for_something() {
    let mut session = sandbox();
    session.update(Action::Do(member()));
    let mut offered = std::collections::BTreeSet::new();
    // What mends takes the place of what broke.
    for round in 0..2 {
        for selection in selections(&session) {
            session.update(Action::Select(selection));
            for group in session.offers() {
                offered.extend(group.forms.iter().map(|form| of_form(*form)));
                offered.extend(group.buttons.iter().map(|offer| of_command(&offer.command)));
            }
        }
        if round == 0 {
            for command in [
                Command::Crash(B2),
                Command::Pause(B1),
                Command::Isolate(B1),
                Command::Cut(B1, B2),
            ] {
                session.update(Action::Do(command));
            }
            let messages = session.world().network().messages();
            let first = messages.first().map(|(.., message)| message.id);
            session.update(Action::Do(Command::Hold(first.expect("nothing was lost"))));
        }
    }
    let expected: std::collections::BTreeSet<_> = OFFERED.into();
    assert_eq!(offered, expected);
}

#[test]
fn what_is_offered_is_what_the_cluster_takes_and_the_rest_says_why_not() {
    let session = sandbox();
    for selection in selections(&session) {
        let mut session = session.clone();
        session.update(Action::Select(selection));
        for offer in session.offers().into_iter().flat_map(|group| group.buttons) {
            let mut tried = session.clone();
            tried.update(Action::Do(offer.command));
            let refusal = match tried.notice() {
                Some(Notice::Refused(refusal)) => Some(refusal),
                _ => None,
            };
            assert_eq!(refusal, offer.refusal);
        }
    }
}

#[test]
fn each_offer_keeps_its_place_whatever_was_done() {
    let mut session = sandbox();
    session.update(Action::Select(Some(Selection::Node(B1))));
    let places = |session: &Session| {
        let mut places = Vec::new();
        for group in session.offers() {
            places.push((group.kind, group.buttons.len(), group.forms));
        }
        places
    };
    let before = places(&session);
    for command in [
        Command::Pause(B1),
        Command::Isolate(B1),
        Command::Cut(B1, B2),
        Command::PowerLoss(B1),
        Command::SlowBroker {
            broker: B1,
            by_ms: 100,
        },
    ] {
        session.update(Action::Do(command));
        assert_eq!(places(&session), before);
    }
}

#[test]
fn no_two_forms_share_a_number() {
    let session = sandbox();
    let mut known: Vec<Form> = Vec::new();
    for selection in selections(&session) {
        let mut session = session.clone();
        session.update(Action::Select(selection));
        for form in session.offers().into_iter().flat_map(|group| group.forms) {
            for other in &known {
                assert_eq!(
                    form == *other,
                    form.key() == other.key(),
                    "{form:?}, {other:?}"
                );
            }
            known.push(form);
        }
    }
}

fn topic(replication_factor: u32) -> Command {
    Command::Admin(AdminCommand::CreateTopic(TopicSpec {
        name: "payments".into(),
        assignment: Vec::new(),
        partitions: Some(1),
        replication_factor: Some(replication_factor),
        config: [].into(),
    }))
}

#[test]
fn a_form_tells_that_it_has_asked_and_later_what_kafka_has_answered() {
    let mut session = sandbox();
    let place = Place::Form(Form::CreateTopic);
    assert_eq!(session.reply(place), None);
    let asked_at = session.timeline().position().time;
    session.update(Action::Do(topic(5)));
    let asked = Some((topic(5), Reply::Asked { at: asked_at }));
    assert_eq!(session.reply(place), asked);
    let before = session.timeline().position();
    let answered = (0..50).any(|_| {
        user(&mut session, UserAction::Step);
        settle(&mut session);
        matches!(session.reply(place), Some((_, Reply::Answered { .. })))
    });
    assert!(answered);
    let Some((_, Reply::Answered { at, result, .. })) = session.reply(place) else {
        unreachable!("it was just there");
    };
    let error = result.expect_err("there are three brokers");
    assert_eq!(error.code, ErrorCode::InvalidReplicationFactor);
    assert!(at > asked_at);
    session.update(Action::GoTo(before));
    assert_eq!(session.reply(place), asked, "the answer has not come yet");
}

#[test]
fn what_the_cluster_refuses_is_told_where_it_was_asked_for_until_something_else_is_done() {
    let mut session = sandbox();
    let slow = |by_ms| Command::SlowBroker { broker: B1, by_ms };
    let place = Place::Form(Form::SlowBroker(B1));
    session.update(Action::Do(slow(0)));
    let refused = Reply::Refused(Refusal::NothingChanges);
    assert_eq!(session.reply(place), Some((slow(0), refused)));
    assert_eq!(session.reply(Place::Form(Form::SlowBroker(B2))), None);
    let at = session.timeline().position().time;
    session.update(Action::Do(slow(100)));
    assert_eq!(session.reply(place), Some((slow(100), Reply::Done { at })));
}

#[test]
fn what_a_button_did_is_told_until_something_else_is_done() {
    let mut session = sandbox();
    let place = Place::Group(GroupKind::Process);
    session.update(Action::Do(Command::Crash(B1)));
    assert!(matches!(
        session.reply(place),
        Some((Command::Crash(_), Reply::Done { .. }))
    ));
    session.update(Action::Do(Command::Cut(B1, B2)));
    assert_eq!(session.reply(place), None);
}

#[test]
fn what_a_call_threw_is_told_where_it_was_called() {
    let mut session = sandbox();
    let consumer = session.world().consumers().last().expect("one reads").id;
    let place = Place::Group(GroupKind::Calls);
    let reply_to = |session: &mut Session, call: ConsumerCall| {
        session.update(Action::Do(Command::CallConsumer { consumer, call }));
        user(session, UserAction::Step);
        settle(session);
        session.reply(place).map(|(_, reply)| reply)
    };
    let fine = reply_to(&mut session, ConsumerCall::SeekToBeginning);
    assert!(matches!(fine, Some(Reply::Done { .. })), "{fine:?}");
    let thrown = reply_to(&mut session, ConsumerCall::Commit);
    let thrown = thrown.map(|reply| match reply {
        Reply::Threw { error, .. } => Ok(error),
        reply => Err(reply),
    });
    assert_eq!(thrown, Some(Ok(ConsumerError::NoGroup)));
}

#[test]
fn a_client_that_was_added_is_offered_what_the_others_are() {
    let mut session = sandbox();
    session.update(Action::Do(member()));
    let place = Place::Form(Form::StartConsumer);
    let reply = session.reply(place).map(|(_, reply)| reply);
    assert!(matches!(reply, Some(Reply::Done { .. })), "{reply:?}");
    let of = |session: &mut Session, consumer: u32| {
        let node = NodeId::Consumer(ClientId(consumer));
        session.update(Action::Select(Some(Selection::Node(node))));
        let groups = session.offers().into_iter();
        groups
            .map(|group| (group.kind, group.buttons.len(), group.forms.len()))
            .collect::<Vec<_>>()
    };
    let added = of(&mut session, 2);
    let mut before = of(&mut session, 1);
    before.insert(3, (GroupKind::Offsets, 0, 1));
    assert_eq!(added, before, "and what its group has committed");
}

#[test]
fn whoever_stops_the_scenario_is_told() {
    let mut session = sandbox();
    session.update(Action::Do(Command::SendSteadily {
        producer: P1,
        topic: "orders".into(),
        partitions: vec![PartitionIndex(0)],
        every_ms: 100,
    }));
    session.update(Action::Do(Command::StopScript));
    assert_eq!(session.notice(), Some(Notice::ScriptStopped));
    session.update(Action::Do(Command::StopScript));
    let refused = Notice::Refused(Refusal::NothingToStop);
    assert_eq!(session.notice(), Some(refused));
}
