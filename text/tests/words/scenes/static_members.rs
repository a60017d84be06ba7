//! Static members, which keep their place when they go, and groups without any member.

use super::groups::{c, call, cluster, group};
use super::{Play, Scene};
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::config::GroupProtocol;
use highwater_core::explain::wait::{Clock, End, Wait, waits, why};
use highwater_core::sim::World;

use GroupProtocol::{Classic, Consumer};

pub fn scenes() -> Vec<Scene> {
    vec![
        static_group(Classic)
            .act(call(2, ConsumerCall::Close))
            .after(4_000)
            .scene(
                "A partition is left to a static member that was closed",
                is_unattended,
            ),
        left_by_hand().scene(
            "A partition is left to a static member that has unsubscribed",
            is_unattended,
        ),
        group(1, Classic)
            .act(Command::Crash(c(1)))
            .after(60_000)
            .scene(
                "A partition of a group that has no member any more",
                is_unattended,
            ),
        slow(Classic).scene("A static member is about to poll too late", is_processing),
        slow(Consumer).scene(
            "A static member of the consumer protocol is about to poll too late",
            is_processing,
        ),
        slow(Consumer)
            .when("its next heartbeat says so", |world| {
                ends(world).any(|clock| matches!(clock, Clock::LeavesUnpolled { .. }))
            })
            .scene(
                "A static member of the consumer protocol has polled too late",
                is_processing,
            ),
        slow(Consumer)
            .at_coordinator(|broker| Command::Cut(c(1), broker))
            .when(
                "a heartbeat that is due waits for the last answer",
                |world| {
                    ends(world).any(|clock| {
                        matches!(
                            clock,
                            Clock::PollIntervalEnds {
                                leaves_at_once: true,
                                ..
                            }
                        )
                    })
                },
            )
            .scene(
                "A static member of the consumer protocol owes its heartbeat",
                is_processing,
            ),
    ]
}

/// A static member of which somebody makes the calls has unsubscribed.
fn left_by_hand() -> Play {
    let mut scenario = cluster(1, Consumer);
    let member = &mut scenario.consumers[0];
    member.config.group_instance_id = "first".into();
    member.application.by_hand = true;
    member.subscribe.clear();
    let (ms, until_records) = (5_000, None);
    Play::from_start(scenario)
        .until(10_000)
        .act(call(1, ConsumerCall::Subscribe(vec!["orders".into()])))
        .act(call(1, ConsumerCall::Poll { ms, until_records }))
        .after(10_000)
        .act(call(1, ConsumerCall::Unsubscribe))
        .after(4_000)
}

/// Two static members that have settled.
fn static_group(protocol: GroupProtocol) -> Play {
    let mut scenario = cluster(2, protocol);
    for (member, id) in scenario.consumers.iter_mut().zip(["first", "second"]) {
        member.config.group_instance_id = id.into();
    }
    Play::from_start(scenario).until(20_000)
}

/// A static member whose application takes longer over a record than it may.
fn slow(protocol: GroupProtocol) -> Play {
    let mut scenario = cluster(1, protocol);
    let member = &mut scenario.consumers[0];
    member.config.group_instance_id = "first".into();
    member.config.max_poll_interval_ms = 30_000;
    member.application.process_ms = 90_000;
    Play::from_start(scenario).when("its application works", |world| {
        waits(world).iter().any(is_processing)
    })
}

/// The clocks of what an application that works is said to end by.
fn ends(world: &World) -> impl Iterator<Item = Clock> {
    let said = why(world, Wait::Processing { consumer: c(1) });
    let ends = said.map(|said| said.ends).unwrap_or_default();
    ends.into_iter().filter_map(|end| match end {
        End::Clock { clock, .. } => Some(clock),
        _ => None,
    })
}

fn is_unattended(wait: &Wait) -> bool {
    matches!(wait, Wait::Unattended { .. })
}

fn is_processing(wait: &Wait) -> bool {
    matches!(wait, Wait::Processing { .. })
}
