//! Commands of every kind in any order, whether they make sense or not.

use std::sync::Arc;

use crate::common::{C1, P1, PALL, b, send, three_brokers};
use crate::{K1, NOBODY, cut_one_way, slow_link};
use highwater_core::command::Command;
use highwater_core::id::{MessageId, NodeId};
use highwater_core::sim::{Random, World};
use highwater_core::time::{Span, Time};

fn any_node(random: &mut Random) -> NodeId {
    match random.below(9) {
        0 => K1,
        1 => P1,
        2 => PALL,
        3 => C1,
        4 => NOBODY,
        _ => b(1 + random.below(4)),
    }
}

/// Any command at all, of which many make no sense.
fn any_command(world: &World, random: &mut Random) -> Command {
    let messages = world.network().messages();
    let count = u32::try_from(messages.len()).expect("a few messages");
    let message = messages.get(random.below(count) as usize);
    let message = message.map_or(MessageId(u64::MAX), |(_, _, message)| message.id);
    let (a, b) = (any_node(random), any_node(random));
    let by_ms = [0, 30, 3_000, u64::MAX][random.below(4) as usize];
    match random.below(20) {
        0 | 1 => send([P1, PALL][random.below(2) as usize], "v"),
        2 => Command::Crash(a),
        3 => Command::PowerLoss(a),
        4 | 5 => Command::Restart(a),
        6 => Command::Pause(a),
        7 | 8 => Command::Resume(a),
        9 => Command::Shutdown(a),
        10 => Command::SlowBroker { broker: a, by_ms },
        11 => Command::SlowDisk { broker: a, by_ms },
        12 => slow_link(a, b, by_ms),
        13 => Command::Cut(a, b),
        14 => cut_one_way(a, b),
        15 => Command::Heal(a, b),
        16 => Command::Isolate(a),
        17 => Command::Rejoin(a),
        18 => [Command::Hold, Command::Release, Command::Lose][random.below(3) as usize](message),
        _ => Command::HealAll,
    }
}

fn run_until(world: &mut World, until: Time) {
    while world.next_time().is_some_and(|at| at <= until) {
        world.step(&mut Vec::new());
    }
}

/// What the invariants say of such sequences is another test's concern.
#[test]
fn no_sequence_of_commands_panics_and_what_is_refused_changes_nothing() {
    for seed in 0..200 {
        let mut random = Random::new(seed);
        let mut world = World::new(Arc::new(three_brokers(seed)));
        let mut now = Time::from_ms(2_000);
        for _ in 0..40 {
            run_until(&mut world, now);
            let command = any_command(&world, &mut random);
            let before = world.state_hash();
            let allowed = world.may(&command);
            assert_eq!(world.apply(now, &command, &mut Vec::new()), allowed);
            if allowed.is_err() {
                assert_eq!(world.state_hash(), before, "{command:?}");
            }
            now = now + Span::from_ms(u64::from(random.below(400)));
        }
        if !world.faults().is_empty() {
            let healed = world.apply(now, &Command::HealAll, &mut Vec::new());
            assert_eq!(healed, Ok(()));
        }
        assert_eq!(world.faults(), [], "seed {seed}");
        run_until(&mut world, now + Span::from_ms(30_000));
    }
}
