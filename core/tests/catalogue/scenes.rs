//! Scenes of what a chain has to tell beside the catalogue's rows: each thing that keeps a follower from fetching a
//! record that is lost with its leader, and a leader that says that it has a record too few others have.

use highwater_core::command::{AdminCommand, Command};
use highwater_core::explain::Role;
use highwater_core::id::{BrokerId, MessageId, Offset};
use highwater_core::scenario::Scenario;
use highwater_core::sim::{Channel, Direction};
use highwater_core::trace::Event;
use highwater_core::wire::{Acks, Gist};

use crate::common::{Run, b, send};
use crate::row::{Configuration, P};
use crate::rows::STRONG;

/// A run that is told, and a part that its chain has to name.
pub struct Scene {
    pub id: &'static str,
    configuration: Configuration,
    pub schedule: fn(&mut Run),
    pub role: Role,
}

impl Scene {
    pub fn scenario(&self) -> Scenario {
        self.configuration.scenario(1)
    }
}

const B2_COULD_NOT_FETCH: Role = Role::CouldNotFetch {
    follower: BrokerId(2),
    leader: BrokerId(1),
};

/// b1 leads and b2 follows, p1 is answered once b1 has a record, and b2 leads after b1 whatever it has.
const TWO: Configuration = Configuration {
    acks: Acks::Leader,
    replicas: 2,
    min_insync_replicas: "1",
    unclean: true,
    ..STRONG
};

const fn lost(id: &'static str, schedule: fn(&mut Run)) -> Scene {
    Scene {
        id,
        configuration: TWO,
        schedule,
        role: B2_COULD_NOT_FETCH,
    }
}

pub fn all() -> Vec<Scene> {
    vec![
        lost("the link is cut, and the leader comes back", |run| {
            only_the_leader_has_it(run, Command::Cut(b(1), b(2)));
            run.act(Command::HealAll);
            run.for_ms(15_000);
        }),
        lost("the link is cut one way", |run| {
            let (from, to) = (b(1), b(2));
            only_the_leader_has_it(run, Command::CutOneWay { from, to });
        }),
        lost("the link is cut the other way", |run| {
            let (from, to) = (b(2), b(1));
            only_the_leader_has_it(run, Command::CutOneWay { from, to });
        }),
        lost("the follower is frozen", |run| {
            dies_alone(run, Command::Pause(b(2)));
            run.act(Command::Resume(b(2)));
            run.for_ms(15_000);
        }),
        lost("the follower is isolated", |run| {
            dies_alone(run, Command::Isolate(b(2)));
            run.act(Command::Rejoin(b(2)));
            run.for_ms(15_000);
        }),
        lost("the leader is isolated", |run| {
            only_the_leader_has_it(run, Command::Isolate(b(1)));
        }),
        // One event keeps both followers from it, and has a part for each.
        Scene {
            id: "the leader of two followers is isolated",
            configuration: Configuration { replicas: 3, ..TWO },
            schedule: |run| only_the_leader_has_it(run, Command::Isolate(b(1))),
            role: Role::CouldNotFetch {
                follower: BrokerId(3),
                leader: BrokerId(1),
            },
        },
        lost("the follower dies", |run| {
            dies_alone(run, Command::Crash(b(2)));
            run.act(Command::Restart(b(2)));
            run.for_ms(15_000);
        }),
        lost("the follower loses power", |run| {
            dies_alone(run, Command::PowerLoss(b(2)));
            run.act(Command::Restart(b(2)));
            run.for_ms(15_000);
        }),
        lost("the follower shuts down, and leaves the ISR", |run| {
            run.act(Command::Shutdown(b(2)));
            run.until(|event| matches!(event, Event::BrokerStopped));
            only_the_leader_has_it_already(run);
            run.act(Command::Restart(b(2)));
            run.for_ms(15_000);
        }),
        lost("the answer to the follower is lost", |run| {
            answer_goes_wrong(run, Command::Lose);
        }),
        lost("the answer to the follower is held", |run| {
            answer_goes_wrong(run, Command::Hold);
        }),
        Scene {
            id: "the leader has it, and says that too few others do",
            configuration: STRONG,
            schedule: refused_after_append,
            role: Role::RefusedAfterAppend,
        },
    ]
}

fn acknowledged(run: &mut Run) {
    run.act(send(P, "m1"));
    run.until(|event| matches!(event, Event::RecordAcknowledged { .. }));
}

/// A frozen or isolated follower still gets what was on its way when it comes back: the first record, not the next.
fn dies_alone(run: &mut Run, fault: Command) {
    run.act(fault);
    acknowledged(run);
    only_the_leader_has_it_already(run);
}

fn only_the_leader_has_it_already(run: &mut Run) {
    acknowledged(run);
    run.act(Command::Crash(b(1)));
}

fn only_the_leader_has_it(run: &mut Run, fault: Command) {
    dies_alone(run, fault);
    run.for_ms(15_000);
}

/// What is done to the answer that would bring b2 the record.
fn answer_goes_wrong(run: &mut Run, wrong: fn(MessageId) -> Command) {
    run.act(send(P, "m1"));
    let is_fetched = |event: &Event| answer_to_follower(event).is_some();
    let sent = run.until(is_fetched);
    if let Some(message) = answer_to_follower(&sent.event) {
        run.act(wrong(message));
    }
    run.until(|event| matches!(event, Event::RecordAcknowledged { .. }));
    run.act(Command::Crash(b(1)));
    run.for_ms(15_000);
}

fn answer_to_follower(event: &Event) -> Option<MessageId> {
    match event {
        Event::MessageSent {
            message,
            connection,
            direction: Direction::Response,
            ..
        } if connection.channel == Channel::Fetcher => Some(*message),
        _ => None,
    }
}

/// On a slow leader the minimum grows between the move of the high watermark and the look at what waited for it,
/// and is what it was by the time at which the record comes again.
fn refused_after_append(run: &mut Run) {
    run.act(Command::Crash(b(3)));
    run.until(|event| matches!(event, Event::IsrChanged { .. }));
    run.for_ms(1_000);
    run.act(send(P, "m1"));
    run.until(|event| {
        matches!(event, Event::MessageSent { gist: Gist::Fetch { offset: Offset(1), .. }, connection, .. }
            if connection.client == b(2))
    });
    slow_leader(run, 1_000);
    set_minimum(run, "3");
    run.until(|event| matches!(event, Event::BatchRetried { .. }));
    slow_leader(run, 0);
    set_minimum(run, "2");
    run.for_ms(15_000);
}

fn slow_leader(run: &mut Run, by_ms: u64) {
    let broker = b(1);
    run.act(Command::SlowBroker { broker, by_ms });
}

fn set_minimum(run: &mut Run, value: &str) {
    run.act(Command::Admin(AdminCommand::AlterConfig {
        topic: Some("orders".into()),
        key: "min.insync.replicas".into(),
        value: Some(value.into()),
    }));
}
