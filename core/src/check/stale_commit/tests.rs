//! The rule is broken on purpose, in each way in which a generation can be over.

use super::super::ownership::tests::scenario;
use super::*;
use crate::config::GroupProtocol;
use crate::time::Time;

fn note(commits: &mut Commits, world: &World, traces: &[Trace]) -> usize {
    let mut breaches = Vec::new();
    commits.note(world, traces, &mut breaches);
    breaches.len()
}

/// How often a commit is found, once its committer is taken for another, among all that two members make.
fn found(protocol: GroupProtocol, change: impl Fn(&World, &mut Committer)) -> usize {
    let mut world = World::new(scenario(protocol).into());
    let (mut commits, mut found) = (Commits::default(), 0);
    while world.now() < Time::from_ms(30_000) {
        let mut traces = Vec::new();
        world.step(&mut traces);
        let mut late = commits.clone();
        for committer in late.sent.values_mut() {
            change(&world, committer);
        }
        found += note(&mut late, &world, &traces);
        assert_eq!(note(&mut commits, &world, &traces), 0, "{protocol:?}");
    }
    found
}

#[test]
fn a_commit_of_a_classic_generation_that_is_over_is_found() {
    let before = |_: &World, committer: &mut Committer| {
        committer.generation = GenerationId(committer.generation.0 - 1);
    };
    assert!(found(GroupProtocol::Classic, before) > 0);
}

#[test]
fn a_commit_of_a_member_that_is_gone_is_found() {
    let gone = |_: &World, committer: &mut Committer| committer.member = MemberId("gone".into());
    assert!(found(GroupProtocol::Consumer, gone) > 0);
}

#[test]
fn a_commit_from_before_another_member_had_the_partition_is_found() {
    let of_the_other = |world: &World, committer: &mut Committer| {
        committer.generation = GenerationId(0);
        for consumer in world.consumers() {
            let id = consumer.membership().member_id.clone();
            if let Some(id) = id.filter(|id| *id != committer.member) {
                committer.member = id;
                break;
            }
        }
    };
    assert!(found(GroupProtocol::Consumer, of_the_other) > 0);
}
