//! Producers, consumers, the admin client.

use super::acks::says;
use super::{C1, K1, ORDERS, P1, Play, Scene, b, is_batch, scenario};
use highwater_core::command::{AdminCommand, Command, ConsumerCall};
use highwater_core::explain::wait::{Reason, Wait};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::id::{Offset, PartitionIndex};

pub fn scenes() -> Vec<Scene> {
    vec![
        Play::with(|scenario| scenario.producers[0].config.linger_ms = 50)
            .send()
            .scene("A batch waits for more records", is_batch),
        Play::new()
            .act(Command::Pause(b(1)))
            .send()
            .after(100)
            .scene("A batch was sent to a frozen broker", is_batch),
        Play::new()
            .act(Command::PowerLoss(b(1)))
            .send()
            .after(100)
            .scene("A batch was sent to a broker without power", is_batch),
        Play::new()
            .act(Command::Pause(b(1)))
            .send()
            .after(100)
            .act(Command::PowerLoss(b(1)))
            .after(100)
            .scene("A batch was at a broker when that lost its power", is_batch),
        Play::new().act(Command::Crash(b(1))).when_tried().scene(
            "A batch cannot be sent: its leader refuses connections",
            is_batch,
        ),
        no_leader().scene("A batch cannot be sent: nobody leads", is_batch),
        no_leader().scene("A consumer of a partition that nobody leads", is_consumer),
        Play::new()
            .send()
            .when("it has read", |world| {
                let consumer = world.consumers().next();
                consumer.is_some_and(|it| it.position(ORDERS) == Some(Offset(1)))
            })
            .act(Command::Crash(b(1)))
            .when("the next leader knows of less", |world| {
                says(world, |it| matches!(it, Reason::BeyondHighWatermark { .. }))
            })
            .scene(
                "A consumer stands above the HW of a new leader",
                is_consumer,
            ),
        with_one_in_sync()
            .send()
            .when("it is refused", |world| {
                says(world, |it| matches!(it, Reason::RefusesRecords { .. }))
            })
            .scene("A batch is refused while the ISR is too small", is_batch),
        cut_off_by_unclean_election().scene(
            "A consumer has read what the leader does not have",
            is_consumer,
        ),
        Play::new()
            .act(Command::CallConsumer {
                consumer: C1,
                call: ConsumerCall::Seek {
                    partition: NamedPartition {
                        topic: "orders".into(),
                        partition: PartitionIndex(0),
                    },
                    offset: Offset(1_000),
                },
            })
            .scene("A consumer seeks beyond the end of the log", is_consumer),
        refused().scene("A batch was refused, and is sent again", is_batch),
        Play::with(|scenario| {
            scenario.producers[0]
                .config
                .max_in_flight_requests_per_connection = 1;
        })
        .act(Command::Pause(b(1)))
        .send()
        .after(100)
        .send_to("payments")
        .after(100)
        .scene(
            "A batch waits for room on its connection",
            |wait| matches!(wait, Wait::Batch { partition, .. } if *partition != ORDERS),
        ),
        Play::new()
            .send_to("refunds")
            .after(50)
            .scene("A record is for a topic that is not there", |wait| {
                matches!(wait, Wait::Send { .. })
            }),
        Play::new()
            .send()
            .after(1_000)
            .scene("A consumer has read everything", is_consumer),
        Play::new()
            .act(Command::Pause(b(3)))
            .after(600)
            .send()
            .after(1_000)
            .scene("A consumer may not read what is above the HW", is_consumer),
        Play::new()
            .act(Command::Cut(C1, b(1)))
            .send()
            .after(1_000)
            .scene("A consumer does not reach the leader", is_consumer),
        Play::from_start(without_position())
            .when("it knows the partition", |world| {
                says(world, |it| matches!(it, Reason::NoPosition { .. }))
            })
            .scene("A consumer has no position yet", is_consumer),
        Play::new().send().after(1_000).scene(
            "A follower's fetch waits for data",
            |wait| matches!(wait, Wait::Fetch { socket, .. } if socket.connection.client == b(2)),
        ),
        Play::new()
            .act(Command::Cut(super::NodeId::Admin, K1))
            .admin(delete_or_alter())
            .after(200)
            .scene(
                "A request of the admin client does not reach the controller",
                |wait| *wait == Wait::Admin,
            ),
        deletion().scene("A deletion waits for a follower", is_deletion),
        deletion()
            .act(Command::Crash(b(3)))
            .when("b3 counts no more", |world| {
                says(world, |it| matches!(it, Reason::LooksWithNextFetch(_)))
            })
            .scene("A deletion waits until its leader looks again", is_deletion),
    ]
}

fn is_deletion(wait: &Wait) -> bool {
    matches!(wait, Wait::Deletion { .. })
}

fn is_consumer(wait: &Wait) -> bool {
    matches!(wait, Wait::Consumer { .. })
}

impl Play {
    /// A record was sent, and its connection was refused.
    fn when_tried(self) -> Self {
        self.send().when("it is refused", |world| {
            says(
                world,
                |it| matches!(it, Reason::CouldNotConnect { client, .. } if *client == P1),
            )
        })
    }
}

/// All brokers that hold `orders-0` have died, and b4 tells the producer so.
fn no_leader() -> Play {
    Play::with(|scenario| scenario.brokers = 4)
        .act(Command::Crash(b(2)))
        .act(Command::Crash(b(3)))
        .after(12_000)
        .act(Command::Crash(b(1)))
        .after(12_000)
        .send()
        .when("it knows of no leader", |world| {
            says(
                world,
                |it| matches!(it, Reason::KnowsNoLeader { client, .. } if *client == P1),
            )
        })
}

/// Two of three are down, and out of the ISR.
fn with_one_in_sync() -> Play {
    Play::new()
        .act(Command::Crash(b(2)))
        .act(Command::Crash(b(3)))
        .after(12_000)
}

/// Too few are in sync: NOT_ENOUGH_REPLICAS, and a pause.
fn refused() -> Play {
    with_one_in_sync()
        .send()
        .when("it was sent in vain", |world| {
            says(world, |it| matches!(it, Reason::Unsent { attempts: 2, .. }))
        })
}

/// A consumer has read a record that the next leader, which was out of sync, does not have.
fn cut_off_by_unclean_election() -> Play {
    Play::with(|scenario| {
        let config = &mut scenario.topics[0].config;
        config.insert("min.insync.replicas".into(), "1".into());
        config.insert("unclean.leader.election.enable".into(), "true".into());
    })
    .act(Command::Crash(b(2)))
    .act(Command::Crash(b(3)))
    .after(12_000)
    .send()
    .after(1_000)
    .act(Command::Crash(b(1)))
    .act(Command::Restart(b(2)))
    .when("b2 leads without it", |world| {
        says(world, |it| matches!(it, Reason::ReadWhatIsGone { .. }))
    })
}

fn without_position() -> highwater_core::scenario::Scenario {
    let mut scenario = scenario();
    scenario.consumers[0].assign[0].from_offset = None;
    scenario
}

fn delete_or_alter() -> AdminCommand {
    AdminCommand::AlterConfig {
        topic: Some("orders".into()),
        key: "min.insync.replicas".into(),
        value: Some("1".into()),
    }
}

fn deletion() -> Play {
    Play::new()
        .send()
        .after(1_000)
        .act(Command::Cut(b(1), b(3)))
        .admin(AdminCommand::DeleteRecords {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            before_offset: Offset(1),
        })
        .when_waits("it is parked", is_deletion)
        .after(700)
}
