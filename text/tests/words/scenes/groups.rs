//! Members of groups: who joins, who is waited for, who has nothing to do, and what they commit.

use std::sync::Arc;

use super::acks::says;
use super::{Play, Scene, b, scenario};
use highwater_core::command::{Command, ConsumerCall, LoopFault};
use highwater_core::config::{AutoOffsetReset, ConsumerConfig, GroupProtocol};
use highwater_core::explain::wait::{GroupReason, Reason, Wait, WhyJoin, waits, why};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, ClientId, NodeId, PartitionIndex};
use highwater_core::scenario::{ApplicationSpec, CommitCall, ConsumerSpec, Load, Scenario};
use highwater_core::sim::World;
use highwater_core::wire::{Api, ErrorCode};

use GroupProtocol::{Classic, Consumer};

pub fn scenes() -> Vec<Scene> {
    let mut scenes = joining();
    scenes.extend(hanging());
    scenes.extend(reconciling());
    scenes.extend(coordinators());
    scenes.extend(applications());
    scenes
}

/// Whether what a consumer has not read waits for its application.
fn is_fetched(world: &World, wait: Wait) -> bool {
    let works = |reason: &Reason| matches!(reason, Reason::Group(GroupReason::Processes { .. }));
    let explained = why(world, wait).filter(|_| matches!(wait, Wait::Consumer { .. }));
    explained.is_some_and(|explained| explained.reasons.iter().any(works))
}

fn joining() -> Vec<Scene> {
    vec![
        from_start(2, Classic)
            .when_says(|it| matches!(it, GroupReason::FirstRebalance { goes_on: true, .. }))
            .scene(
                "A group that was empty waits for more members",
                of_member(1),
            ),
        from_start(2, Classic)
            .when_says(|it| matches!(it, GroupReason::AwaitsLeader { .. }))
            .scene_that_says("A member waits for what the leader assigns", |it| {
                matches!(it, GroupReason::AwaitsLeader { .. })
            }),
    ]
}

/// What keeps a member from joining again while another has begun a rebalance.
fn hanging() -> Vec<Scene> {
    let slow = Command::DisturbLoop {
        consumer: c(2),
        fault: LoopFault::SlowProcessing { by_ms: 90_000 },
    };
    vec![
        rebalances(group(2, Classic).act(slow).after(2_000))
            .after(4_000)
            .scene(
                "A rebalance hangs on a member that is processing",
                of_member(1),
            ),
        rebalances(group(2, Classic).act(Command::Pause(c(2))))
            .after(4_000)
            .scene("A rebalance hangs on a member that is frozen", of_member(1)),
        rebalances(group(2, Classic).act(Command::Crash(c(2))))
            .after(4_000)
            .scene(
                "A rebalance hangs on a member that has crashed",
                of_member(1),
            ),
        rebalances(
            group(2, Classic)
                .act(Command::Crash(c(2)))
                .act(Command::Restart(c(2))),
        )
        .after(4_000)
        .scene(
            "A rebalance hangs on what a member was before",
            of_member(1),
        ),
        rebalances(group(2, Classic))
            .when_says(|it| matches!(it, GroupReason::HearsWithHeartbeat(_)))
            .scene_that_says("A rebalance waits until a member hears of it", |it| {
                matches!(it, GroupReason::HearsWithHeartbeat(_))
            }),
    ]
}

fn reconciling() -> Vec<Scene> {
    vec![
        group(1, Consumer)
            .act(Command::DisturbLoop {
                consumer: c(1),
                fault: LoopFault::SlowProcessing { by_ms: 90_000 },
            })
            .after(2_000)
            .joined_by_another()
            .when_says(|it| matches!(it, GroupReason::HeldBy { .. }))
            .after(6_000)
            .scene(
                "A member waits for what another has not given up",
                of_member(2),
            ),
        group(1, Consumer)
            .joined_by_another()
            .when_says(|it| matches!(it, GroupReason::GivesUp { .. }))
            .scene("A member has more than it is to have", of_member(1)),
        group(1, Consumer)
            .joined_by_another()
            .when_says(|it| matches!(it, GroupReason::Acknowledges(_)))
            .scene_that_says("A member is to report what it has given up", |it| {
                matches!(it, GroupReason::Acknowledges(_))
            }),
        group(1, Consumer)
            .joined_by_another()
            .when_says(|it| matches!(it, GroupReason::GivenUpBy { .. }))
            .scene(
                "A member waits until its coordinator hears of it",
                of_member(2),
            ),
        told_after_its_poll()
            .when_says(|it| matches!(it, GroupReason::TakesNote(_)))
            .scene(
                "A member is told of nothing new, and does not poll",
                of_member(2),
            ),
        group(1, Consumer)
            .joined_by_another()
            .when_says(|it| matches!(it, GroupReason::IsFree(_)))
            .scene("What a member waited for is free", of_member(2)),
        group(2, Classic)
            .act(Command::Crash(c(2)))
            .after(4_000)
            .scene("A partition is left to a member that has crashed", |wait| {
                matches!(wait, Wait::Unattended { .. })
            }),
        group(2, Consumer)
            .act(Command::Crash(c(2)))
            .after(4_000)
            .scene("The same in the consumer protocol", |wait| {
                matches!(wait, Wait::Unattended { .. })
            }),
        group(3, Classic).scene("A member for which no partition is left", |wait| {
            matches!(wait, Wait::Idle { .. })
        }),
    ]
}

/// Somebody calls `poll` for a second member by hand, and not long enough to be told what it is to have.
fn told_after_its_poll() -> Play {
    let mut scenario = cluster(2, Consumer);
    scenario.consumers[1].application.by_hand = true;
    scenario.consumers[1].subscribe.clear();
    let (ms, until_records) = (5, None);
    Play::from_start(scenario)
        .until(20_000)
        .act(call(2, ConsumerCall::Subscribe(vec!["orders".into()])))
        .act(call(2, ConsumerCall::Poll { ms, until_records }))
}

fn coordinators() -> Vec<Scene> {
    // The log of a new coordinator is read within a few milliseconds.
    let mut quick = cluster(1, Classic);
    quick.network.latency_ms = 1;
    quick.network.jitter_ms = 0;
    quick.consumers[0].config.retry_backoff_ms = 1;
    vec![
        from_start(1, Classic)
            .when_says(|it| matches!(it, GroupReason::NoOffsetsTopic))
            .scene("A group has no coordinator yet", of_member(1)),
        group(1, Classic)
            .at_coordinator(Command::Crash)
            .when("it looks for another", |world| {
                let why = why(world, Wait::Coordinator { consumer: c(1) });
                let reasons = why.map(|why| why.reasons).unwrap_or_default();
                let is_down = |it: &Reason| matches!(it, Reason::Down { .. });
                reasons.iter().any(is_down)
            })
            .scene(
                "The coordinator has crashed, and nobody else is it yet",
                |wait| *wait == Wait::Coordinator { consumer: c(1) },
            ),
        Play::from_start(quick)
            .when_says(|it| matches!(it, GroupReason::Loads(_)))
            .scene("The coordinator still reads its log", of_member(1)),
    ]
}

fn applications() -> Vec<Scene> {
    let mut committing = cluster(1, Classic);
    committing.consumers[0].application.commit = CommitCall::Sync;
    let mut unpolled = cluster(1, Consumer);
    unpolled.consumers[0].config.max_poll_interval_ms = 30_000;
    unpolled.consumers[0].application.process_ms = 90_000;
    let mut late = cluster(2, Classic);
    late.consumers[0].application.commit = CommitCall::Async;
    late.consumers[0].config.enable_auto_commit = Some(false);
    late.consumers[0].config.heartbeat_interval_ms = 8_000;
    let mut by_hand = cluster(1, Classic);
    by_hand.consumers[0].application.by_hand = true;
    by_hand.consumers[0].subscribe.clear();
    vec![
        group(1, Classic)
            .act(Command::DisturbLoop {
                consumer: c(1),
                fault: LoopFault::SlowProcessing { by_ms: 3_000 },
            })
            .after(2_000)
            .scene("An application is processing", |wait| {
                matches!(wait, Wait::Processing { .. })
            }),
        group(1, Classic)
            .act(Command::DisturbLoop {
                consumer: c(1),
                fault: LoopFault::SlowProcessing { by_ms: 3_000 },
            })
            .when("more was fetched than it works on", |world| {
                waits(world).into_iter().any(|wait| is_fetched(world, wait))
            })
            .scene("A consumer reads on with its next poll", |wait| {
                matches!(wait, Wait::Consumer { .. })
            }),
        group(1, Classic)
            .act(Command::Pause(c(1)))
            .after(3_000)
            .scene("A member is frozen, and not put out yet", |wait| {
                *wait == Wait::Frozen(c(1))
            }),
        group(1, Classic)
            .act(call(1, ConsumerCall::Pause(first_partition())))
            .after(3_000)
            .scene("A partition was paused by its application", |wait| {
                matches!(wait, Wait::Consumer { partition, .. } if partition.partition == PartitionIndex(0))
            }),
        Play::from_start(by_hand)
            .until(5_000)
            .act(call(1, ConsumerCall::Subscribe(vec!["orders".into()])))
            .scene("Nobody calls poll for a member", of_member(1)),
        rebalances(
            group(2, Classic)
                .act(Command::Cut(c(2), b(1)))
                .act(call(2, ConsumerCall::EndOffsets)),
        )
        .when_says(|it| matches!(it, GroupReason::InCall { .. }))
        .scene_that_says("A rebalance hangs on a member that asks for ends", |it| {
            matches!(it, GroupReason::InCall { .. })
        }),
        Play::from_start(committing.clone())
            .until(20_000)
            .at_coordinator(|broker| Command::Cut(c(1), broker))
            .when_waits("a commit", is_commit)
            .after(1_000)
            .scene("A commit does not reach the coordinator", is_commit),
        Play::from_start(committing)
            .until(20_000)
            .at_coordinator(|broker| Command::Cut(b(3), broker))
            .when_waits("a commit", is_commit)
            .after(1_000)
            .scene("A commit waits until it is replicated", is_commit),
        out_of_time(Classic)
            .when_waits("a commit", is_commit)
            .scene(
                "A commit comes too late: its member is none any more",
                is_commit,
            ),
        out_of_time(Consumer)
            .when_waits("a commit", is_commit)
            .scene(
                "A commit comes too late, in a group of the consumer protocol",
                is_commit,
            ),
        Play::from_start(unpolled)
            .when_waits("an application that works", |wait| {
                *wait == Wait::Processing { consumer: c(1) }
            })
            .after(30_050)
            .scene("A member has not polled for too long", |wait| {
                *wait == Wait::Processing { consumer: c(1) }
            }),
        out_of_time(Classic)
            .when_says(|it| {
                matches!(
                    it,
                    GroupReason::CommitRefused {
                        is_answered: true,
                        ..
                    }
                )
            })
            .scene(
                "A commit was refused, and its member has not heard",
                is_commit,
            ),
        Play::from_start(late)
            .until(20_000)
            .when_waits("an application that works", |wait| {
                *wait == Wait::Processing { consumer: c(1) }
            })
            .act(Command::Pause(c(1)))
            .after(60_000)
            .act(Command::Resume(c(1)))
            .when_says(|it| {
                let why = WhyJoin::Refused(Api::OffsetCommit, ErrorCode::UnknownMemberId);
                *it == GroupReason::MustJoin {
                    consumer: c(1),
                    why,
                }
            })
            .scene(
                "A commit was refused: the group has gone on without the member",
                of_member(1),
            ),
        rebalances(group(2, Classic))
            .when_says(|it| matches!(it, GroupReason::CommitsFirst(_)))
            .scene_that_says("A member commits before it joins again", |it| {
                matches!(it, GroupReason::CommitsFirst(_))
            }),
    ]
}

/// A member that stood still for longer than its session lasts, and is about to commit what it worked on.
fn out_of_time(protocol: GroupProtocol) -> Play {
    let mut scenario = cluster(2, protocol);
    for member in &mut scenario.consumers {
        member.application.commit = CommitCall::Sync;
        member.config.enable_auto_commit = Some(false);
        member.config.heartbeat_interval_ms = 8_000;
    }
    Play::from_start(scenario)
        .until(20_000)
        .when_waits("an application that works", |wait| {
            *wait == Wait::Processing { consumer: c(1) }
        })
        .act(Command::Pause(c(1)))
        .after(60_000)
        .act(Command::Resume(c(1)))
}

fn is_commit(wait: &Wait) -> bool {
    matches!(wait, Wait::Commit { .. })
}

pub fn c(id: u32) -> NodeId {
    NodeId::Consumer(ClientId(id))
}

pub fn call(id: u32, call: ConsumerCall) -> Command {
    Command::CallConsumer {
        consumer: c(id),
        call,
    }
}

fn of_member(id: u32) -> impl Fn(&Wait) -> bool {
    move |wait| *wait == Wait::Member { consumer: c(id) }
}

/// Members of the group `board`, which read `orders` and work on each record for a moment; a producer that
/// writes two records in a second.
pub fn cluster(members: usize, protocol: GroupProtocol) -> Scenario {
    let mut scenario = scenario();
    scenario.topics[0].assignment = vec![(1..=3).map(BrokerId).collect(); 2];
    scenario.producers[0].load = Some(Load {
        topic: "orders".into(),
        partitions: vec![PartitionIndex(0), PartitionIndex(1)],
        from_ms: 3_000,
        every_ms: 500,
    });
    scenario.consumers = vec![a_member(protocol); members];
    scenario
}

fn a_member(protocol: GroupProtocol) -> ConsumerSpec {
    ConsumerSpec {
        config: ConsumerConfig {
            group_id: "board".into(),
            group_protocol: protocol,
            auto_offset_reset: AutoOffsetReset::Earliest,
            ..ConsumerConfig::default()
        },
        subscribe: vec![Arc::from("orders")],
        application: ApplicationSpec {
            process_ms: 20,
            ..ApplicationSpec::default()
        },
        ..ConsumerSpec::default()
    }
}

fn from_start(members: usize, protocol: GroupProtocol) -> Play {
    Play::from_start(cluster(members, protocol))
}

/// A group that has settled.
pub fn group(members: usize, protocol: GroupProtocol) -> Play {
    from_start(members, protocol).until(20_000)
}

pub fn first_partition() -> NamedPartition {
    NamedPartition {
        topic: Arc::from("orders"),
        partition: PartitionIndex(0),
    }
}

/// The first member leaves and comes back, so that its group rebalances.
fn rebalances(play: Play) -> Play {
    play.joined_by_another()
}

impl Play {
    fn joined_by_another(self) -> Self {
        let protocol = self.0.scenario().consumers[0].config.group_protocol;
        self.act(Command::StartConsumer(Arc::new(a_member(protocol))))
    }

    fn when_says(self, is_it: impl Fn(&GroupReason) -> bool) -> Self {
        self.when("it says so", |world| {
            says(world, |it| matches!(it, Reason::Group(it) if is_it(it)))
        })
    }

    pub fn at_coordinator(self, command: impl Fn(NodeId) -> Command) -> Self {
        let group = GroupId("board".into());
        let coordinator = self.0.coordinator_of(&group).map(|(broker, _)| broker);
        self.act(command(coordinator.expect("somebody coordinates").into()))
    }

    /// The first of what waits of which that is said.
    fn scene_that_says(self, name: &'static str, is_it: impl Fn(&GroupReason) -> bool) -> Scene {
        let world = self.0.clone();
        self.scene(name, |wait| {
            let why = why(&world, *wait);
            let reasons = why.map(|why| why.reasons).unwrap_or_default();
            let mut reasons = reasons.iter();
            reasons.any(|it| matches!(it, Reason::Group(it) if is_it(it)))
        })
    }
}
