//! To whom the wires of clients run.

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, ClientId, NodeId};
use highwater_core::time::{Span, Time};
use highwater_core::timeline::Timeline;
use highwater_text::Lang;

use super::runs::{broker, small};
use crate::stage::cluster::Cluster;

const CLIENTS: [NodeId; 2] = [NodeId::Producer(ClientId(1)), NodeId::Consumer(ClientId(1))];

/// The brokers to which a client's wires run.
fn wired(timeline: &Timeline, client: NodeId) -> Vec<NodeId> {
    let now = timeline.position().time;
    let cluster = Cluster::read(timeline.world(), timeline.past(), now, Lang::En);
    let of_client = cluster.links.iter().filter(|(it, _)| *it == client);
    of_client.map(|(_, server)| *server).collect()
}

/// The leader that a client knows of.
fn believed(timeline: &Timeline, client: NodeId) -> Option<BrokerId> {
    let world = timeline.world();
    let (partition, _) = world.metadata().partitions_of_users().next()?;
    let cluster = match world.producer(client) {
        Some(producer) => producer.cluster(),
        None => world.consumer(client)?.cluster(),
    };
    Some(cluster.leader(partition)?.0)
}

#[test]
fn a_client_is_wired_to_the_leader_that_it_knows_of_and_not_to_one_that_it_has_not_heard_of() {
    let mut timeline = small();
    timeline.run_to_time(Time::from_ms(8_005));
    for client in CLIENTS {
        assert_eq!(wired(&timeline, client), [broker(1)], "{client}");
    }
    timeline.act(Command::Crash(broker(1))).expect("it runs");
    let mut unheard = [0; 2];
    while timeline.position().time < Time::from_ms(40_000) {
        timeline.run_to_time(timeline.position().time + Span::from_ms(5));
        let world = timeline.world();
        let partition = world.metadata().partitions_of_users().next();
        let elected = partition.and_then(|(_, it)| it.leader);
        for (client, unheard) in CLIENTS.into_iter().zip(&mut unheard) {
            let known = believed(&timeline, client);
            for server in wired(&timeline, client) {
                assert_eq!(server.broker(), known, "{client}");
            }
            *unheard += usize::from(elected.is_some() && known != elected);
        }
    }
    assert!(unheard.iter().all(|it| *it > 0), "{unheard:?}");
    for client in CLIENTS {
        assert_eq!(wired(&timeline, client), [broker(2)], "{client}");
    }
}
