//! Commits that a consumer makes by itself.

use highwater_core::command::Command;
use highwater_core::scenario::ApplicationSpec;
use highwater_core::sim::Direction;
use highwater_core::trace::Event;
use highwater_core::wire::Api;

use crate::cluster::{Protocol, member, scenario};
use crate::run::Run;

#[test]
fn only_the_classic_consumer_makes_one_that_failed_again_before_its_interval_is_over() {
    for protocol in Protocol::ALL {
        let members = vec![member(protocol, ApplicationSpec::default())];
        let mut run = Run::new(scenario(1, 1, members), format!("{protocol:?}"));
        run.for_ms(20_000);
        let commit = run.hold(Api::OffsetCommit, Direction::Request);
        run.act(&Command::Lose(commit));
        let lost_at = run.world.now();
        let since = run.traces.len();
        run.for_ms(8_000);
        let mut sent = run.traces[since..].iter().filter(|trace| {
            matches!(&trace.event, Event::MessageSent { gist, direction: Direction::Request, .. }
                if gist.api() == Api::OffsetCommit)
        });
        let next = sent.next().expect("it commits on").at;
        let is_sooner = next.since(lost_at).0 < 1_000_000;
        assert_eq!(
            is_sooner,
            protocol != Protocol::Consumer,
            "{protocol:?}: {next}"
        );
    }
}
