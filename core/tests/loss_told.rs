//! What is told of a loss is true, in random runs of today's rules and of earlier ones: every event of a chain
//! plays the part that it is said to play, every record that is gone at the end is told, none that is there,
//! and today's rules break nothing but what they do not promise. A failure prints its seed.
#![cfg(not(target_arch = "wasm32"))]

#[path = "common/mod.rs"]
mod common;
#[path = "random_faults/schedule.rs"]
mod schedule;
#[path = "random_faults/shape.rs"]
mod shape;

use common::{ORDERS, Run, seeds};
use highwater_core::check::Invariant;
use highwater_core::command::{AdminCommand, Command};
use highwater_core::config::{HighWatermarkOver, Semantics, Truncation};
use highwater_core::explain::{Link, Loss, LossKind, Remedy, Role};
use highwater_core::id::{BrokerId, Offset, RecordId, StepNumber};
use highwater_core::scenario::Scenario;
use highwater_core::sim::{Random, World};
use highwater_core::time::Time;
use highwater_core::timeline::{Broken, Position, Timeline};
use highwater_core::trace::{ConsumerEvent, Event};

/// How many sequences there are, and how many commands each has.
const SEQUENCES: u64 = 1_000;
const COMMANDS: u32 = 16;

#[test]
fn what_is_told_of_a_loss_is_true() {
    seeds::each(0..SEQUENCES, "seed", |seed| {
        run_sequence(seed);
        false
    });
}

fn run_sequence(seed: u64) {
    let mut random = Random::new(seed);
    let scenario = any_cluster(seed, &mut random);
    let mut run = opened(scenario.clone());
    for _ in 0..COMMANDS {
        let command = schedule::any_command(&run.world, &mut random);
        if let Some(command) = command.filter(is_the_same_again) {
            let _ = run.try_act(command);
        }
        run.for_ms(schedule::any_pause_ms(&mut random));
    }
    if !run.world.faults().is_empty() {
        run.act(Command::HealAll);
    }
    run.for_ms(60_000);
    let timeline = run.timeline();
    let is_today = scenario.broker_config.semantics == Semantics::TODAY;
    for broken in timeline.broken() {
        let loss = Loss::of(&timeline, broken);
        let is_rule = matches!(loss.kind, LossKind::Invariant(_) | LossKind::LogsDiffer);
        assert!(!is_today || !is_rule && !loss.promised, "{loss:#?}");
        match loss.kind {
            LossKind::WrittenTwice | LossKind::OutOfOrder => {
                check_written(&timeline, broken, &loss);
            }
            LossKind::ProcessedTwice | LossKind::Skipped => check_worked(broken, &loss),
            _ => check_chain(&timeline, broken, &loss),
        }
        check_remedies(&scenario, &run, broken, &loss);
        check_own_moment(&timeline, broken, loss);
    }
    check_found(&run.world, &timeline);
}

/// One partition on one to three brokers, with today's rules or earlier ones.
fn any_cluster(seed: u64, random: &mut Random) -> Scenario {
    let mut scenario = shape::any_cluster(seed, random);
    scenario.brokers = [1, 2, 2, 3, 3, 3][random.below(6) as usize];
    scenario.racks.clear();
    scenario.topics.truncate(1);
    let topic = &mut scenario.topics[0];
    (topic.partitions, topic.replication_factor) = (None, None);
    topic.assignment = vec![(1..=scenario.brokers).map(BrokerId).collect()];
    let minimum = ["1", "1", "2"][random.below(3) as usize];
    let unclean = if shape::one_in(2, random) {
        "true"
    } else {
        "false"
    };
    for (key, value) in [
        ("min.insync.replicas", minimum),
        ("unclean.leader.election.enable", unclean),
    ] {
        topic.config.insert(key.into(), value.into());
    }
    let name = topic.name.clone();
    for producer in &mut scenario.producers {
        producer.load = None;
    }
    for consumer in &mut scenario.consumers {
        let is_there = |topic, index| topic == name && index == 0;
        consumer
            .assign
            .retain(|it| is_there(it.topic.clone(), it.partition.0));
    }
    scenario.broker_config.replica_lag_time_max_ms = [2_000, 5_000][random.below(2) as usize];
    let restart_keeps_isr = shape::one_in(2, random);
    let era = |truncation, high_watermark| Semantics {
        truncation,
        high_watermark,
        restart_keeps_isr,
        ..Semantics::TODAY
    };
    let maximal = HighWatermarkOver::MaximalIsr;
    scenario.broker_config.semantics = match random.below(6) {
        0 => era(Truncation::HighWatermark, maximal),
        1 => era(Truncation::LeaderEpochOnce, maximal),
        2 => era(Truncation::LeaderEpoch, HighWatermarkOver::CommittedIsr),
        _ => Semantics::TODAY,
    };
    scenario
}

/// A run from the moment on at which it opens.
fn opened(scenario: Scenario) -> Run {
    let mut run = Run::new(scenario);
    run.tolerates = |_| true;
    run.until_ms(shape::OPENS_AT_MS);
    while run.world.now() < Time::from_ms(shape::OPENS_AT_MS) {
        run.step();
    }
    run
}

/// Messages have other numbers where something else happened before, and offsets other records.
fn is_the_same_again(command: &Command) -> bool {
    !matches!(
        command,
        Command::Hold(_)
            | Command::Lose(_)
            | Command::Release(_)
            | Command::Admin(
                AdminCommand::Reassign { .. }
                    | AdminCommand::DeleteRecords { .. }
                    | AdminCommand::ResetOffsets { .. }
                    | AdminCommand::AlterConfig { .. }
                    | AdminCommand::CreatePartitions { .. }
            )
    )
}

fn world_at(timeline: &Timeline, step: StepNumber) -> World {
    let mut timeline = timeline.clone();
    let time = timeline.opening().time;
    timeline.seek(Position { step, time });
    timeline.world().clone()
}

fn has_at(world: &World, broker: BrokerId, offset: Offset, record: RecordId) -> bool {
    let replica = world.replica(broker, ORDERS);
    let there = replica.and_then(|replica| Some(replica.log.record_at(offset)?.1.id));
    there == Some(record)
}

fn has(world: &World, broker: BrokerId, record: RecordId) -> bool {
    let replica = world.replica(broker, ORDERS);
    replica.is_some_and(|it| it.log.records().any(|(_, _, there)| there.id == record))
}

/// Every event of the chain is what it is said to be.
fn check_chain(timeline: &Timeline, broken: &Broken, loss: &Loss) {
    let Some((record, offset)) = broken.breach.record.zip(loss.offset) else {
        return;
    };
    let by_deposed = |link: &Link| link.role == Role::AppendedByDeposed;
    let by_deposed = loss.cause.iter().any(by_deposed);
    for Link { trace, role } in &loss.cause {
        let after = world_at(timeline, trace.step);
        let before = world_at(timeline, StepNumber(trace.step.0.saturating_sub(1)));
        let holds = |world, broker| has_at(world, broker, offset, record);
        let actor = trace.actor.broker();
        let held = actor.is_some_and(|actor| holds(&before, actor));
        let has_it = actor.is_some_and(|actor| holds(&after, actor));
        let is_so = match role {
            Role::Appended | Role::AppendedByDeposed => has_it,
            Role::Committed => has_it,
            Role::CouldNotFetch { follower, .. } => !holds(&after, *follower),
            Role::LeftIsr(broker) => !after.metadata().partitions[&ORDERS].isr.contains(broker),
            Role::LeftIsrWithIt(broker) => {
                !after.metadata().partitions[&ORDERS].isr.contains(broker) && holds(&after, *broker)
            }
            // A deposed leader took it after that.
            Role::CutOff(broker) | Role::Fenced(broker) => by_deposed || holds(&before, *broker),
            Role::Crashed
            | Role::PowerLost
            | Role::ShutdownBegan
            | Role::Stopped
            | Role::Frozen => by_deposed || held,
            Role::TailLost | Role::Truncated | Role::ReplicaDeleted => held && !has_it,
            Role::ElectedWithout(_) => match trace.event {
                Event::LeaderElected { leader, .. } => !holds(&after, leader),
                _ => false,
            },
            _ => true,
        };
        assert!(is_so, "{role:?} at {} {loss:#?}", trace.at);
    }
}

/// Of what is there twice or out of order: leaders appended what they are said to have appended.
fn check_written(timeline: &Timeline, broken: &Broken, loss: &Loss) {
    let (record, offset) = broken.breach.record.zip(loss.offset).expect("it is one");
    let mut appends = 0;
    for Link { trace, role } in &loss.cause {
        let after = world_at(timeline, trace.step);
        let actor = trace.actor.broker();
        let there = actor.is_some_and(|actor| has_at(&after, actor, offset, record));
        let is_so = match role {
            Role::AppendedAgain | Role::AppendedBehind => there,
            Role::Appended => !there && actor.is_some_and(|actor| has(&after, actor, record)),
            Role::Overtaken => actor.is_some_and(|actor| !has_at(&after, actor, offset, record)),
            _ => true,
        };
        assert!(is_so, "{role:?} at {} {loss:#?}", trace.at);
        appends += usize::from(matches!(trace.event, Event::LeaderAppended { .. }));
    }
    assert!(appends > 0, "{loss:#?}");
}

/// Of what a group did: who is said to have worked on the record, or read it, has.
fn check_worked(broken: &Broken, loss: &Loss) {
    let offset = loss.offset.expect("it is about one");
    for Link { trace, role } in &loss.cause {
        let range = match &trace.event {
            Event::RecordsConsumed {
                first_offset,
                next_offset,
                ..
            } => *first_offset..*next_offset,
            Event::Consumer(event) => match **event {
                ConsumerEvent::RecordsProcessed {
                    first_offset,
                    next_offset,
                    ..
                } => first_offset..next_offset,
                _ => continue,
            },
            _ => continue,
        };
        assert!(
            range.contains(&offset),
            "{role:?} at {} {loss:#?}",
            trace.at
        );
    }
    assert_eq!(
        loss.cause.last().map(|link| link.trace.id),
        Some(broken.trace)
    );
}

/// At the opening of the run, when nothing of it has happened yet, the same is told.
fn check_own_moment(timeline: &Timeline, broken: &Broken, loss: Loss) {
    let mut before = timeline.clone();
    before.seek(timeline.opening());
    let told = Loss::of(&before, broken);
    let nothing_yet = Loss {
        returned: false,
        since: Vec::new(),
        copies: Vec::new(),
        ..loss
    };
    assert_eq!(told, nothing_yet);
}

/// Every record that was acknowledged is on the leader at last, or told as lost, and not both.
fn check_found(world: &World, timeline: &Timeline) {
    let leader = world.metadata().partitions[&ORDERS].leader;
    let Some(leader) = leader.filter(|id| world.broker(*id).is_some_and(|it| it.is_running()))
    else {
        return;
    };
    for trace in timeline.traces().iter() {
        let Event::RecordAcknowledged { record, .. } = trace.event else {
            continue;
        };
        let is_it = |one: &&Broken| {
            let Broken {
                breach, returned, ..
            } = one;
            (breach.invariant, breach.record) == (Invariant::AckedDurable, Some(record))
                && returned.is_none()
        };
        let is_told = timeline.broken().iter().any(|one| is_it(&one));
        assert_eq!(has(world, leader, record), !is_told, "{record:?}");
    }
}

/// What is on the disk of everybody, and what nobody acknowledges alone, is not lost once more the same way.
fn check_remedies(scenario: &Scenario, run: &Run, broken: &Broken, loss: &Loss) {
    for remedy in &loss.kept_by {
        let (key, value) = match remedy {
            Remedy::FlushMessages => ("flush.messages", "1"),
            Remedy::MinInsyncReplicas(_) => ("min.insync.replicas", "2"),
            _ => continue,
        };
        let mut kept = scenario.clone();
        kept.topics[0].config.insert(key.into(), value.into());
        let mut again = opened(kept);
        for act in &run.acts {
            while again.world.next_time().is_some_and(|at| at <= act.at) {
                again.step();
            }
            let _ = again.try_act(act.command.clone());
        }
        again.for_ms(60_000);
        let timeline = again.timeline();
        let lost = timeline.broken().iter().filter(|one| {
            let same = (one.breach.invariant, one.breach.record);
            same == (broken.breach.invariant, broken.breach.record) && one.returned.is_none()
        });
        for one in lost {
            let still = Loss::of(&timeline, one);
            assert_ne!(still.way, loss.way, "{remedy:?}: {loss:#?} {still:#?}");
        }
    }
}
