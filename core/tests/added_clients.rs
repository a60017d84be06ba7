//! Producers and consumers that are added while the cluster runs.

mod common;

use std::sync::Arc;

use common::{ORDERS, Run, three_brokers};
use highwater_core::command::{Command, ConsumerCall, Refusal};
use highwater_core::config::{ConsumerConfig, ProducerConfig};
use highwater_core::id::{ClientId, NodeId, PartitionIndex};
use highwater_core::scenario::{
    ApplicationSpec, CLIENTS_MAX, CommitCall, ConsumerSpec, Load, ProblemKind, ProducerSpec,
    Scenario, ScriptEntry, check, check_consumer, check_producer,
};
use highwater_core::time::Span;
use highwater_core::timeline::Timeline;
use highwater_core::wire::Acks;

const P4: NodeId = NodeId::Producer(ClientId(4));
const C2: NodeId = NodeId::Consumer(ClientId(2));

/// A producer that sends by itself.
fn producer() -> Command {
    Command::StartProducer(Arc::new(ProducerSpec {
        config: ProducerConfig {
            linger_ms: 20,
            ..ProducerConfig::default()
        },
        load: Some(Load {
            topic: "orders".into(),
            partitions: vec![PartitionIndex(0)],
            from_ms: 1_000,
            every_ms: 200,
        }),
        on_demand: false,
    }))
}

/// A member of a group that commits by itself once it has worked.
fn member() -> ConsumerSpec {
    ConsumerSpec {
        config: ConsumerConfig {
            group_id: "desk".into(),
            enable_auto_commit: Some(false),
            ..ConsumerConfig::default()
        },
        subscribe: vec!["orders".into()],
        application: ApplicationSpec {
            process_ms: 5,
            commit: CommitCall::Sync,
            ..ApplicationSpec::default()
        },
        ..ConsumerSpec::default()
    }
}

fn consumer() -> Command {
    Command::StartConsumer(Arc::new(member()))
}

fn scenario() -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.broker_config.offsets_topic_num_partitions = 1;
    scenario
}

#[test]
fn added_clients_take_part_as_those_that_were_there_do() {
    let mut run = Run::new(scenario());
    run.act(consumer());
    run.for_ms(10_000);
    run.act(producer());
    run.for_ms(2_000);
    let producer = run.world.producer(P4).expect("it was added");
    assert_eq!(producer.config().linger_ms, 20);
    assert!(producer.identity().is_some(), "it is idempotent");
    assert_eq!(run.values(1)[..3], ["v1", "v2", "v3"]);
    let consumer = run.world.consumer(C2).expect("it was added");
    assert!(consumer.membership().member_id.is_some());
    assert!(consumer.consumed() > 3);
    assert_eq!(consumer.subscription().assigned(), [ORDERS]);
}

#[test]
fn an_added_client_is_told_what_to_do_as_any_other() {
    let mut run = Run::new(scenario());
    run.act(consumer());
    run.act(producer());
    run.for_ms(1_000);
    for command in [
        Command::StopSending(P4),
        Command::Pause(P4),
        Command::Resume(P4),
        Command::Crash(C2),
        Command::Restart(C2),
        Command::CallConsumer {
            consumer: C2,
            call: ConsumerCall::SeekToEnd,
        },
    ] {
        run.act(command);
    }
}

#[test]
fn what_was_added_is_gone_before_and_there_again_after() {
    let mut timeline = Timeline::new(Arc::new(scenario())).expect("the scenario is right");
    let before = timeline.position();
    for command in [producer(), consumer()] {
        timeline.act(command).expect("it is taken");
        timeline.run_to_time(timeline.position().time + Span::from_ms(4_000));
    }
    let after = timeline.position();
    let hash = timeline.world().state_hash();
    timeline.seek(before);
    assert!(timeline.world().producer(P4).is_none());
    timeline.seek(after);
    assert_eq!(timeline.world().state_hash(), hash);
    let mut again = Timeline::new(Arc::new(scenario())).expect("the scenario is right");
    again
        .restore(timeline.acts(), after)
        .expect("the same acts");
    assert_eq!(again.world().state_hash(), hash);
}

#[test]
fn a_client_that_could_not_be_made_is_refused_and_nothing_changes() {
    type Change<Spec> = fn(&mut Spec);
    let producers: [(&str, Change<ProducerSpec>); 3] = [
        ("producers[0].config.\"acks\"", |it| {
            it.config.enable_idempotence = Some(true);
            it.config.acks = Acks::Leader;
        }),
        (
            "producers[0].config.\"max.in.flight.requests.per.connection\"",
            |it| it.config.max_in_flight_requests_per_connection = 6,
        ),
        ("producers[0].config.\"delivery.timeout.ms\"", |it| {
            it.config.delivery_timeout_ms = Some(1_000);
        }),
    ];
    let consumers: [(&str, Change<ConsumerSpec>); 4] = [
        ("consumers[0].config.\"enable.auto.commit\"", |it| {
            it.config.group_id = "".into();
            it.config.enable_auto_commit = Some(true);
            it.subscribe.clear();
        }),
        ("consumers[0].config.\"group.id\"", |it| {
            it.config.group_id = "".into()
        }),
        ("consumers[0].config.\"heartbeat.interval.ms\"", |it| {
            it.config.heartbeat_interval_ms = it.config.session_timeout_ms;
        }),
        ("consumers[0].application.fail_percent", |it| {
            it.application.fail_percent = 101;
        }),
    ];
    let mut run = Run::new(scenario());
    let before = run.world.state_hash();
    for (path, change) in producers {
        let mut spec = ProducerSpec::default();
        change(&mut spec);
        let problems = check_producer(&spec);
        assert_eq!(problems.first().map(|it| &*it.path), Some(path));
        let refused = run.try_act(Command::StartProducer(Arc::new(spec)));
        assert_eq!(refused, Err(Refusal::ImpossibleProducer), "{path}");
    }
    for (path, change) in consumers {
        let mut spec = member();
        change(&mut spec);
        let problems = check_consumer(&spec);
        assert_eq!(problems.first().map(|it| &*it.path), Some(path));
        let refused = run.try_act(Command::StartConsumer(Arc::new(spec)));
        assert_eq!(refused, Err(Refusal::ImpossibleConsumer), "{path}");
    }
    assert_eq!(run.world.state_hash(), before);
}

#[test]
fn there_are_so_many_of_a_kind_and_no_more() {
    let mut run = Run::new(scenario());
    let refused = Err(Refusal::TooManyClients { most: CLIENTS_MAX });
    while run.world.consumers().count() < CLIENTS_MAX as usize {
        run.act(consumer());
    }
    assert_eq!(run.try_act(consumer()), refused);
    assert_eq!(run.try_act(producer()), Ok(()), "they are counted apart");
}

#[test]
fn a_script_may_start_clients_and_name_them_from_then_on() {
    let entry = |at_ms, command| ScriptEntry { at_ms, command };
    let mut scripted = scenario();
    scripted.script = vec![
        entry(3_000, producer()),
        entry(3_000, consumer()),
        entry(9_000, Command::Crash(P4)),
    ];
    assert_eq!(check(&scripted), []);
    let mut run = Run::new(scripted.clone());
    run.until_ms(8_000);
    assert!(run.world.consumer(C2).is_some());
    run.until_ms(9_100);
    assert_eq!(run.world.faults().len(), 1);
    let unknown = NodeId::Producer(ClientId(5));
    scripted.script.push(entry(9_500, Command::Crash(unknown)));
    let problems = check(&scripted);
    let found = problems.iter().map(|it| it.kind.clone());
    assert_eq!(
        found.collect::<Vec<_>>(),
        [ProblemKind::UnknownNode(unknown)]
    );
}
