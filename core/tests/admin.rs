//! What an administrator asks for while the cluster runs, and what comes back.

mod common;

use common::{ORDERS, PALL, Run, b, send, three_brokers};
use highwater_core::command::{AdminCommand, Command, ElectionType, Refusal};
use highwater_core::id::{BrokerId, NodeId, Offset};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::PARTITIONS_MAX;
use highwater_core::trace::Event;
use highwater_core::wire::{Api, ErrorCode};

fn ask(run: &mut Run, command: AdminCommand) -> (Api, Option<ErrorCode>, u64) {
    let asked = run.world.now();
    run.act(Command::Admin(command));
    let trace = run.until(|event| matches!(event, Event::AdminAnswered { .. }));
    let Event::AdminAnswered { api, result, .. } = trace.event else {
        unreachable!("it was waited for");
    };
    let error = result.err().map(|error| error.code);
    (api, error, trace.at.since(asked).as_ms())
}

#[test]
fn an_answer_names_the_command_that_asked_for_it() {
    let mut run = Run::new(three_brokers(1));
    run.for_ms(1_000);
    let commands = [elect(), reassign(None), set("2")];
    for command in commands.clone() {
        run.act(Command::Admin(command));
    }
    run.for_ms(1_000);
    let mut answered = Vec::new();
    for trace in &run.traces {
        if let Event::AdminAnswered { asked, .. } = trace.event {
            let asked = run.traces.iter().find(|trace| Some(trace.id) == asked);
            answered.push(asked.map(|trace| trace.event.clone()));
        }
    }
    let asked = commands.map(|command| Some(Event::Commanded(Command::Admin(command))));
    assert_eq!(answered, asked);
}

fn elect() -> AdminCommand {
    AdminCommand::ElectLeader {
        election: ElectionType::Preferred,
        topic: "orders".into(),
        partition: ORDERS.partition,
    }
}

fn reassign(replicas: Option<&[u32]>) -> AdminCommand {
    AdminCommand::Reassign {
        topic: "orders".into(),
        partition: ORDERS.partition,
        replicas: replicas.map(|ids| ids.iter().copied().map(BrokerId).collect()),
    }
}

fn set(value: &str) -> AdminCommand {
    AdminCommand::AlterConfig {
        topic: Some("orders".into()),
        key: "min.insync.replicas".into(),
        value: Some(value.into()),
    }
}

fn create(name: &str) -> AdminCommand {
    AdminCommand::CreateTopic(TopicSpec {
        name: name.into(),
        assignment: Vec::new(),
        partitions: Some(2),
        replication_factor: Some(3),
        config: [].into(),
    })
}

fn more(count: u32) -> AdminCommand {
    AdminCommand::CreatePartitions {
        topic: "orders".into(),
        count,
        assignment: Vec::new(),
    }
}

fn delete(before_offset: i64) -> AdminCommand {
    AdminCommand::DeleteRecords {
        topic: "orders".into(),
        partition: ORDERS.partition,
        before_offset: Offset(before_offset),
    }
}

#[test]
fn whatever_is_asked_for_is_answered_with_what_came_of_it() {
    let mut run = Run::new(three_brokers(1));
    for (command, api, error) in [
        (create("clicks"), Api::CreateTopics, None),
        (
            create("clicks"),
            Api::CreateTopics,
            Some(ErrorCode::TopicAlreadyExists),
        ),
        (more(2), Api::CreatePartitions, None),
        (
            more(2),
            Api::CreatePartitions,
            Some(ErrorCode::InvalidPartitions),
        ),
        (
            elect(),
            Api::ElectLeaders,
            Some(ErrorCode::ElectionNotNeeded),
        ),
        (
            reassign(None),
            Api::AlterPartitionReassignments,
            Some(ErrorCode::NoReassignmentInProgress),
        ),
        (set("1"), Api::IncrementalAlterConfigs, None),
        (
            set("none"),
            Api::IncrementalAlterConfigs,
            Some(ErrorCode::InvalidConfig),
        ),
        (delete(0), Api::DeleteRecords, None),
        (
            delete(9),
            Api::DeleteRecords,
            Some(ErrorCode::OffsetOutOfRange),
        ),
    ] {
        let (asked, answered, after_ms) = ask(&mut run, command.clone());
        assert_eq!((asked, answered), (api, error), "{command:?}");
        assert!(after_ms < 1_000, "{command:?}: after {after_ms} ms");
    }
}

#[test]
fn a_controller_that_is_not_heard_of_is_asked_again_for_a_minute() {
    let mut run = Run::new(three_brokers(1));
    run.act(Command::Cut(NodeId::Admin, NodeId::CONTROLLER));
    let (_, answered, after_ms) = ask(&mut run, more(2));
    assert_eq!(answered, Some(ErrorCode::RequestTimedOut));
    assert!((60_000..61_000).contains(&after_ms), "{after_ms} ms");
}

#[test]
fn records_are_deleted_by_whoever_leads_by_then() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(PALL, "a"));
    run.act(send(PALL, "b"));
    run.for_ms(2_000);
    assert_eq!(ask(&mut run, delete(0)).1, None, "b1 leads");
    run.act(Command::Crash(b(1)));
    let (_, answered, after_ms) = ask(&mut run, delete(1));
    assert_eq!(answered, None);
    assert!(
        (5_000..30_000).contains(&after_ms),
        "b1 is fenced first: {after_ms} ms"
    );
    let leader = run.world.metadata().partitions[&ORDERS].leader;
    let leader = leader.expect("b2 leads");
    let replica = run.world.replica(leader, ORDERS).expect("it has one");
    assert_eq!(replica.log.start_offset(), Offset(1));
}

/// While it moves, a partition is where it was and where it goes; what is in sync at the end is what
/// was asked for.
#[test]
fn a_partition_moves_with_what_is_in_it() {
    let mut scenario = three_brokers(1);
    scenario.brokers = 4;
    let mut run = Run::new(scenario);
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    assert_eq!(ask(&mut run, reassign(Some(&[4, 2, 3]))).1, None);
    run.until(|event| matches!(event, Event::ReassignmentCompleted { .. }));
    let moved = run.world.metadata().partitions[&ORDERS].clone();
    let wanted: Vec<_> = [4, 2, 3].map(BrokerId).into();
    assert_eq!(
        (&moved.replicas, moved.leader),
        (&wanted, Some(BrokerId(4)))
    );
    run.for_ms(2_000);
    assert_eq!(run.values(4), ["a"]);
    assert!(run.world.replica(BrokerId(1), ORDERS).is_none());
}

/// `orders` has one partition already.
#[test]
fn more_partitions_than_a_simulation_can_hold_are_refused_before_anybody_is_asked() {
    let topic = |partitions| {
        let AdminCommand::CreateTopic(spec) = create("payments") else {
            unreachable!("it creates a topic");
        };
        AdminCommand::CreateTopic(TopicSpec { partitions, ..spec })
    };
    let assigned = |partitions| {
        AdminCommand::CreateTopic(TopicSpec {
            name: "payments".into(),
            assignment: vec![vec![BrokerId(1)]; partitions],
            partitions: None,
            replication_factor: None,
            config: [].into(),
        })
    };
    let most = PARTITIONS_MAX;
    let refused = Err(Refusal::TooManyPartitions { most });
    for (command, expected) in [
        (topic(Some(most - 1)), Ok(())),
        (topic(Some(most)), refused),
        (topic(Some(u32::MAX)), refused),
        (topic(None), Ok(())),
        (assigned(59), Ok(())),
        (assigned(60), refused),
        (more(most), Ok(())),
        (more(most + 1), refused),
        (more(u32::MAX), refused),
    ] {
        let mut run = Run::new(three_brokers(1));
        let before = run.world.state_hash();
        let answered = run.try_act(Command::Admin(command.clone()));
        assert_eq!(answered, expected, "{command:?}");
        let unchanged = run.world.state_hash() == before;
        assert_eq!(unchanged, expected.is_err(), "{command:?}");
    }
}
