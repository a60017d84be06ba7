//! Waits that end by a clock which no other scene shows.

use super::groups::{c, call, cluster, first_partition};
use super::isr::answer_is_cut;
use super::producers::without_id;
use super::{Play, Scene, b};
use highwater_core::command::{AdminCommand, Command, ConsumerCall};
use highwater_core::config::GroupProtocol;
use highwater_core::explain::wait::{Clock, End, Wait, waits, why};
use highwater_core::id::Offset;
use highwater_core::scenario::CommitCall;
use highwater_core::sim::World;

pub fn scenes() -> Vec<Scene> {
    vec![
        Play::new()
            .act(Command::Isolate(b(1)))
            .send()
            .scene_that_ends_by("A broker pauses before it asks for metadata again", |it| {
                matches!(it, Clock::FetchesMetadata(_))
            }),
        answer_is_cut().scene_that_ends_by("A leader proposes again after a pause", |it| {
            matches!(it, Clock::ProposesAgain(_))
        }),
        unclean_too_late().scene_that_ends_by(
            "The controller looks for elections that may be unclean",
            |it| matches!(it, Clock::ElectsUncleanly),
        ),
        without_id()
            .act(Command::Crash(b(1)))
            .act(Command::Crash(b(2)))
            .act(Command::Crash(b(3)))
            .scene_that_ends_by("A producer asks for its id again", |it| {
                matches!(it, Clock::AsksForProducerId(_))
            }),
        Play::from_start(cluster(1, GroupProtocol::Classic))
            .scene_that_ends_by("A member asks again who coordinates its group", |it| {
                matches!(it, Clock::AsksForCoordinator(_))
            }),
        commits_while_loading()
            .scene_that_ends_by("A commit was refused, and is sent again", |it| {
                matches!(it, Clock::CommitsAgain(_))
            }),
        commits()
            .at_coordinator(|broker| Command::Cut(c(1), broker))
            .act(call(1, ConsumerCall::Close))
            .scene_that_ends_by("A consumer closes, and gets no answer", |it| {
                matches!(it, Clock::ConsumerCloses(_))
            }),
    ]
}

/// A member that commits what it has worked on.
fn commits() -> Play {
    let mut scenario = cluster(1, GroupProtocol::Classic);
    scenario.consumers[0].application.commit = CommitCall::Sync;
    Play::from_start(scenario).until(20_000)
}

/// A consumer is no member and commits as the first of its group, while its coordinator still reads the log.
fn commits_while_loading() -> Play {
    let mut scenario = cluster(1, GroupProtocol::Classic);
    scenario.network.latency_ms = 1;
    scenario.network.jitter_ms = 0;
    scenario.consumers[0].config.retry_backoff_ms = 1;
    scenario.consumers[0].application.by_hand = true;
    scenario.consumers[0].subscribe.clear();
    Play::of(scenario).act(call(
        1,
        ConsumerCall::CommitOffset {
            partition: first_partition(),
            offset: Offset(1),
        },
    ))
}

/// Nobody in the ISR is alive, and unclean elections are allowed when a replica that is alive has been passed over.
fn unclean_too_late() -> Play {
    Play::new()
        .act(Command::Crash(b(2)))
        .act(Command::Crash(b(3)))
        .after(12_000)
        .act(Command::Crash(b(1)))
        .act(Command::Restart(b(2)))
        .after(12_000)
        .admin(AdminCommand::AlterConfig {
            topic: Some("orders".into()),
            key: "unclean.leader.election.enable".into(),
            value: Some("true".into()),
        })
}

impl Play {
    /// Takes events until something waits that such a clock ends, and asks about that.
    fn scene_that_ends_by(self, name: &'static str, is_it: impl Fn(&Clock) -> bool) -> Scene {
        let play = self.when(name, |world| {
            waits(world)
                .into_iter()
                .any(|wait| ends_by(world, wait, &is_it))
        });
        let world = play.0.clone();
        play.scene(name, |wait| ends_by(&world, *wait, &is_it))
    }
}

fn ends_by(world: &World, wait: Wait, is_it: &impl Fn(&Clock) -> bool) -> bool {
    let said = why(world, wait).map(|said| said.ends).unwrap_or_default();
    said.iter()
        .any(|end| matches!(end, End::Clock { clock, .. } if is_it(clock)))
}
