//! Coordinators that come and go.

use highwater_core::command::Command;
use highwater_core::config::GroupProtocol;

use super::cluster::{committed, coordinators, description, group_of};
use super::common::{Run, b};

const PROTOCOLS: [GroupProtocol; 2] = [GroupProtocol::Classic, GroupProtocol::Consumer];

#[test]
fn a_group_is_put_together_reads_and_commits() {
    for protocol in PROTOCOLS {
        let mut run = Run::new(group_of(2, protocol, 1));
        run.until_ms(30_000);
        let group = description(&run.world).expect("there is a group");
        let assigned = group.members.iter().map(|member| member.assigned.len());
        assert_eq!(assigned.collect::<Vec<_>>(), [3, 3], "{protocol:?}");
        assert_eq!(committed(&run.world).len(), 6, "{protocol:?}");
    }
}

#[test]
fn another_coordinator_goes_on_with_what_the_log_says() {
    for protocol in PROTOCOLS {
        let mut run = Run::new(group_of(2, protocol, 1));
        run.until_ms(20_000);
        let before = committed(&run.world);
        let coordinator = coordinators(&run.world)[0];
        run.act(Command::Crash(b(coordinator.0)));
        run.for_ms(20_000);
        let now = coordinators(&run.world);
        assert!(
            now.len() == 1 && now[0] != coordinator,
            "{protocol:?} {now:?}"
        );
        let after = committed(&run.world);
        for ((partition, before), (same, after)) in before.iter().zip(&after) {
            assert!(
                partition == same && before <= after,
                "{protocol:?} {partition:?}"
            );
        }
        assert!(before != after, "{protocol:?}: it goes on");
    }
}
