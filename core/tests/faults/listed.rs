//! Which faults are in force, which commands they refuse, and what ends them.

use crate::common::{C1, P1, b};
use crate::{K1, NOBODY, cut_one_way, opened, slow_broker, slow_disk, slow_link};
use highwater_core::command::{Command, ConsumerCall, Fault, Refusal};
use highwater_core::id::{MessageId, NodeId};

#[test]
fn every_fault_is_listed_and_refused_twice_and_ended_by_its_cure() {
    let cases: [(&[Command], Fault, Refusal); 11] = [
        (
            &[Command::Crash(b(2))],
            Fault::Crashed(b(2)),
            Refusal::NotRunning(b(2)),
        ),
        (
            &[Command::PowerLoss(b(2))],
            Fault::PoweredOff(b(2)),
            Refusal::NotRunning(b(2)),
        ),
        (
            &[Command::Crash(b(2)), Command::PowerLoss(b(2))],
            Fault::PoweredOff(b(2)),
            Refusal::NotRunning(b(2)),
        ),
        (
            &[Command::Pause(b(2))],
            Fault::Paused(b(2)),
            Refusal::AlreadyPaused(b(2)),
        ),
        (
            &[slow_broker(2, 70)],
            Fault::SlowBroker(b(2), 70),
            Refusal::NothingChanges,
        ),
        (
            &[slow_disk(2, 70)],
            Fault::SlowDisk(b(2), 70),
            Refusal::NothingChanges,
        ),
        (
            &[slow_link(b(2), K1, 70)],
            Fault::SlowLink(K1, b(2), 70),
            Refusal::NothingChanges,
        ),
        (
            &[Command::Cut(b(2), b(1))],
            Fault::Cut(b(1), b(2)),
            Refusal::AlreadyCut(b(2), b(1)),
        ),
        (
            &[cut_one_way(b(2), b(1))],
            Fault::CutOneWay(b(2), b(1)),
            Refusal::AlreadyCut(b(2), b(1)),
        ),
        (
            &[cut_one_way(b(2), b(1)), cut_one_way(b(1), b(2))],
            Fault::Cut(b(1), b(2)),
            Refusal::AlreadyCut(b(1), b(2)),
        ),
        (
            &[Command::Isolate(b(2))],
            Fault::Isolated(b(2)),
            Refusal::AlreadyIsolated(b(2)),
        ),
    ];
    for (commands, fault, refusal) in cases {
        let mut run = opened();
        for command in commands {
            run.act(command.clone());
        }
        assert_eq!(run.world.faults(), [fault]);
        run.for_ms(300);
        let before = run.world.state_hash();
        let again = commands.last().expect("a command").clone();
        assert_eq!(run.try_act(again), Err(refusal), "{fault:?}");
        assert_eq!(run.world.state_hash(), before, "a refusal changes nothing");
        run.act(fault.cure());
        assert_eq!(run.world.faults(), [], "{fault:?}");
        assert!(run.try_act(fault.cure()).is_err(), "{fault:?} is over");
    }
}

#[test]
fn what_makes_no_sense_is_refused_with_its_reason() {
    let lost = MessageId(u64::MAX);
    let cases: [(&[Command], Command, Refusal); 24] = [
        (&[], Command::Crash(K1), Refusal::NoSuchNode(K1)),
        (&[], Command::PowerLoss(K1), Refusal::NoSuchNode(K1)),
        (
            &[],
            Command::Pause(NodeId::Admin),
            Refusal::NoSuchNode(NodeId::Admin),
        ),
        (&[], Command::Isolate(K1), Refusal::NoSuchNode(K1)),
        (&[], Command::Shutdown(b(9)), Refusal::NoSuchNode(b(9))),
        (&[], slow_broker(9, 5), Refusal::NoSuchNode(b(9))),
        (&[], slow_broker(1, 0), Refusal::NothingChanges),
        (&[], slow_disk(1, 0), Refusal::NothingChanges),
        (&[], slow_link(b(1), b(1), 5), Refusal::LinkToItself(b(1))),
        (&[], Command::Cut(b(1), b(1)), Refusal::LinkToItself(b(1))),
        (&[], slow_link(b(1), NOBODY, 5), Refusal::NoSuchNode(NOBODY)),
        (&[], Command::Resume(b(1)), Refusal::NotPaused(b(1))),
        (
            &[],
            Command::CallConsumer {
                consumer: C1,
                call: ConsumerCall::PollOn,
            },
            Refusal::AlreadyPolling(C1),
        ),
        (&[], Command::Rejoin(b(1)), Refusal::NotIsolated(b(1))),
        (&[], Command::Restart(b(1)), Refusal::AlreadyRunning(b(1))),
        (&[], Command::Heal(b(1), b(2)), Refusal::NotCut(b(1), b(2))),
        (
            &[Command::Isolate(b(1))],
            Command::Heal(b(1), b(2)),
            Refusal::NotCut(b(1), b(2)),
        ),
        (
            &[Command::Crash(b(1))],
            Command::Pause(b(1)),
            Refusal::NotRunning(b(1)),
        ),
        (
            &[Command::Crash(b(1))],
            Command::Shutdown(b(1)),
            Refusal::NotRunning(b(1)),
        ),
        (
            &[Command::Pause(b(1))],
            Command::Restart(b(1)),
            Refusal::AlreadyRunning(b(1)),
        ),
        (
            &[Command::Pause(b(1))],
            Command::Shutdown(b(1)),
            Refusal::AlreadyPaused(b(1)),
        ),
        (
            &[Command::Shutdown(b(1))],
            Command::Shutdown(b(1)),
            Refusal::AlreadyShuttingDown(b(1)),
        ),
        (&[], Command::Hold(lost), Refusal::NotInFlight(lost)),
        (&[], Command::HealAll, Refusal::NothingToHeal),
    ];
    for (before, command, refusal) in cases {
        let mut run = opened();
        for command in before {
            run.act(command.clone());
        }
        assert_eq!(run.try_act(command.clone()), Err(refusal), "{command:?}");
    }
}

#[test]
fn all_faults_at_once_are_ended_one_by_one_or_together() {
    let faults = [
        Command::Pause(b(1)),
        Command::PowerLoss(b(2)),
        Command::Crash(b(3)),
        slow_broker(1, 40),
        slow_disk(2, 40),
        slow_link(b(1), b(3), 40),
        cut_one_way(P1, b(1)),
        Command::Cut(b(1), b(2)),
        Command::Isolate(b(3)),
    ];
    for together in [true, false] {
        let mut run = opened();
        for fault in &faults {
            run.act(fault.clone());
            run.for_ms(100);
        }
        assert_eq!(run.world.faults().len(), faults.len());
        run.for_ms(5_000);
        while let Some(fault) = run.world.faults().first() {
            run.act(if together {
                Command::HealAll
            } else {
                fault.cure()
            });
            run.for_ms(100);
        }
        run.for_ms(60_000);
        assert_eq!(run.isr().len(), 3);
    }
}
