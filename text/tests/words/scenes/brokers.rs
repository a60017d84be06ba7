//! Brokers on their way in or out, and partitions without a leader.

use super::acks::says;
use super::{ORDERS, Play, Scene, b, is_broker, scenario};
use highwater_core::command::Command;
use highwater_core::explain::wait::{Reason, Wait};
use highwater_core::id::BrokerId;
use highwater_core::sim::{MessageInFlight, Payload, World};
use highwater_core::wire::Request;

pub fn scenes() -> Vec<Scene> {
    vec![
        Play::new()
            .act(Command::Crash(b(3)))
            .act(Command::Restart(b(3)))
            .after(100)
            .scene(
                "A broker may not register yet: a session of it still runs",
                is_broker(3),
            ),
        Play::from_start(scenario())
            .when("it catches up", |world| {
                says(world, |it| matches!(it, Reason::CatchesUp { .. }))
            })
            .scene("A broker is not unfenced yet: it catches up", is_broker(1)),
        Play::new()
            .act(Command::Pause(b(3)))
            .after(1_000)
            .scene("A broker is frozen, and not fenced yet", |wait| {
                *wait == Wait::Frozen(b(3))
            }),
        Play::new()
            .act(Command::Pause(b(3)))
            .after(12_000)
            .act(Command::Resume(b(3)))
            .when("it asks", |world| {
                says(world, |it| matches!(it, Reason::AsksToServe(_)))
            })
            .scene("A broker was fenced, and asks to be unfenced", is_broker(3)),
        Play::new()
            .act(Command::Isolate(b(3)))
            .after(12_000)
            .scene("A broker is isolated, and was fenced for it", is_broker(3)),
        Play::new()
            .act(Command::Isolate(b(3)))
            .when("it has given up its request", |world| {
                says(world, |it| matches!(it, Reason::Unreachable(_)))
            })
            .scene("A broker is isolated, and asks nothing", is_broker(3)),
        registered_by_an_old_request().scene(
            "A broker is registered anew by a request of its former process",
            is_broker(3),
        ),
        Play::new()
            .act(Command::Shutdown(b(1)))
            .when("others have to hear", |world| {
                says(world, |it| matches!(it, Reason::HasToApply { .. }))
            })
            .scene(
                "A broker stops in good order: others have to know first",
                is_broker(1),
            ),
        Play::new()
            .act(Command::Shutdown(b(3)))
            .when("it closes", |world| {
                says(world, |it| matches!(it, Reason::Closes(_)))
            })
            .scene("A broker closes", is_broker(3)),
        nobody_in_the_isr().scene("A partition has no leader: the ISR is dead", is_leaderless),
        nobody_in_the_isr()
            .act(Command::Restart(b(1)))
            .after(100)
            .scene(
                "A partition has no leader: the last of the ISR comes back",
                is_leaderless,
            ),
        stopped_one_by_one().scene("A partition has no leader: the ELR is dead", is_leaderless),
        crashed_one_by_one().scene(
            "A partition has no leader: several have to come back",
            is_leaderless,
        ),
        out_of_sync_is_back(false).scene(
            "A partition has no leader: only a replica out of sync is alive",
            is_leaderless,
        ),
        out_of_sync_is_back(true).scene(
            "A partition has no leader, and unclean elections are allowed",
            is_leaderless,
        ),
        without_elr().scene(
            "A partition has no leader: nobody is trusted",
            is_leaderless,
        ),
    ]
}

fn is_leaderless(wait: &Wait) -> bool {
    *wait == Wait::Leaderless(ORDERS)
}

fn leads(world: &World) -> bool {
    world.metadata().partitions[&ORDERS].leader.is_some()
}

fn isr_is(world: &World, ids: &[u32]) -> bool {
    let isr = &world.metadata().partitions[&ORDERS].isr;
    isr.iter().map(|id| id.0).eq(ids.iter().copied())
}

/// A request to register outlives its process, and arrives once the session of the next one has run out.
fn registered_by_an_old_request() -> Play {
    let registration = |world: &World| {
        let messages = world.network().messages();
        let mut messages = messages.iter();
        let found = messages.find(|(.., message)| is_registration(message));
        found.map(|(.., message)| message.id)
    };
    let play = Play::new()
        .act(Command::Crash(b(3)))
        .after(15_000)
        .act(Command::Restart(b(3)))
        .when("it registers", |world| registration(world).is_some());
    let request = registration(&play.0).expect("it is under way");
    play.act(Command::Hold(request))
        .act(Command::PowerLoss(b(3)))
        .act(Command::Restart(b(3)))
        .when("the next one is registered", |world| {
            let process = world.broker(BrokerId(3)).and_then(|it| it.process());
            process.is_some_and(|it| it.broker_epoch().is_some())
        })
        .act(Command::Pause(b(3)))
        .after(15_000)
        .act(Command::Release(request))
        .after(100)
        .act(Command::Resume(b(3)))
        .when("it is replaced", |world| {
            says(world, |it| matches!(it, Reason::RegistrationReplaced(_)))
        })
}

fn is_registration(message: &MessageInFlight) -> bool {
    matches!(
        &*message.payload,
        Payload::Request(Request::BrokerRegistration(_))
    )
}

/// All three are dead, b1 last: it alone is in the ISR.
fn nobody_in_the_isr() -> Play {
    Play::with(|scenario| scenario.broker_config.eligible_leader_replicas_version = 0)
        .act(Command::Crash(b(3)))
        .act(Command::Crash(b(2)))
        .when("b1 is alone", |world| isr_is(world, &[1]))
        .act(Command::Crash(b(1)))
        .when("nobody leads", |world| !leads(world))
}

/// With ELR: two stopped in good order, and the last crashed.
fn stopped_one_by_one() -> Play {
    Play::new()
        .act(Command::Shutdown(b(3)))
        .after(3_000)
        .act(Command::Shutdown(b(2)))
        .when("b1 is alone", |world| isr_is(world, &[1]))
        .after(3_000)
        .act(Command::Crash(b(1)))
        .when("nobody leads", |world| !leads(world))
}

/// With ELR: all three have crashed, and the last two are in the ELR.
fn crashed_one_by_one() -> Play {
    Play::new()
        .act(Command::Crash(b(3)))
        .act(Command::Crash(b(2)))
        .when("b1 is alone", |world| isr_is(world, &[1]))
        .act(Command::Crash(b(1)))
        .when("nobody leads", |world| !leads(world))
}

/// b1, alone in the ISR, is dead, and b3 is back.
fn out_of_sync_is_back(unclean: bool) -> Play {
    let play = nobody_in_the_isr();
    let play = if unclean {
        play.admin(highwater_core::command::AdminCommand::AlterConfig {
            topic: Some("orders".into()),
            key: "unclean.leader.election.enable".into(),
            value: Some("true".into()),
        })
        .after(100)
    } else {
        play
    };
    let is_back = |world: &World| !world.is_fenced(BrokerId(3));
    match unclean {
        false => play.act(Command::Restart(b(3))).when("b3 is back", is_back),
        true => play,
    }
}

/// With ELR: the minimum was changed while nobody led, which clears the ELR and the last known leader.
fn without_elr() -> Play {
    stopped_one_by_one()
        .admin(highwater_core::command::AdminCommand::AlterConfig {
            topic: Some("orders".into()),
            key: "min.insync.replicas".into(),
            value: Some("1".into()),
        })
        .after(100)
}
