//! What is on no disk when every machine loses power is gone, also of `__consumer_offsets`.

use highwater_core::command::Command;
use highwater_core::config::GroupProtocol;
use highwater_core::id::Offset;
use highwater_core::scenario::{ApplicationSpec, CommitCall, OnFailure, Scenario};

use super::cluster::{committed, group_of};
use super::common::{Run, b, loss};

/// A group that commits before it works, on machines that write nothing by themselves: only offsets and
/// records above the last that was on a disk are lost.
fn at_most_once(protocol: GroupProtocol) -> Scenario {
    let mut scenario = group_of(2, protocol, 1);
    scenario.broker_config.os_writeback_ms = 20_000;
    for consumer in &mut scenario.consumers {
        consumer.config.enable_auto_commit = Some(false);
        consumer.application = ApplicationSpec {
            commit: CommitCall::Sync,
            commit_first: true,
            on_failure: OnFailure::PassOver,
            ..ApplicationSpec::default()
        };
    }
    scenario
}

fn committed_in_all(run: &Run) -> i64 {
    let offsets = committed(&run.world);
    offsets.iter().map(|(_, Offset(offset))| offset).sum()
}

/// Generations, epochs and committed offsets go back then, and nobody has promised that they would not: the
/// checker, which looks at every event, finds nothing broken.
#[test]
fn nothing_is_promised_of_offsets_that_were_on_no_disk() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut run = Run::new(at_most_once(protocol));
        run.tolerates = loss;
        run.until_ms(50_000);
        let before = committed_in_all(&run);
        for broker in 1..=3 {
            run.act(Command::PowerLoss(b(broker)));
        }
        run.for_ms(1_000);
        for broker in 1..=3 {
            run.act(Command::Restart(b(broker)));
        }
        let mut least = before;
        for _ in 0..600 {
            run.for_ms(100);
            if !committed(&run.world).is_empty() {
                least = least.min(committed_in_all(&run));
            }
        }
        assert!(least < before, "{protocol:?}: no offset was lost");
    }
}
