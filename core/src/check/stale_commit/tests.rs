//! The rule is broken on purpose: a commit is taken for one of the generation before.

use super::super::ownership::tests::{PROTOCOLS, scenario};
use super::*;
use crate::time::Time;

fn note(commits: &mut Commits, world: &World, traces: &[Trace]) -> usize {
    let mut breaches = Vec::new();
    commits.note(world, traces, &mut breaches);
    breaches.len()
}

#[test]
fn a_commit_of_a_generation_that_is_over_is_found() {
    for protocol in PROTOCOLS {
        let mut world = World::new(scenario(protocol).into());
        let (mut commits, mut seen) = (Commits::default(), 0);
        while world.now() < Time::from_ms(30_000) {
            let mut traces = Vec::new();
            world.step(&mut traces);
            let mut late = commits.clone();
            for (_, committer) in &mut late.sent {
                // Of the classic protocol: the generation before. Of the other: of a member that is gone.
                committer.generation = GenerationId(committer.generation.0 - 1);
                committer.member = MemberId("gone".into());
            }
            let appended = traces.iter().any(|trace| {
                matches!(&trace.event, Event::MessageArrived { message, .. } if commits.sent.contains_key(message))
            });
            if appended && note(&mut late, &world, &traces) > 0 {
                seen += 1;
            }
            assert_eq!(note(&mut commits, &world, &traces), 0, "{protocol:?}");
        }
        assert!(seen > 0, "{protocol:?}: members commit");
    }
}
