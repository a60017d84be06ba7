//! What is refused of producers and consumers.

use crate::home;
use crate::sandbox::field::{BY_ASSIGNMENT, READS};
use crate::sandbox::{Draft, Field, Part};

/// Whose, what is set, where it is refused, by whom and in which words.
type Conflict = (
    Part,
    &'static [(&'static str, &'static str)],
    &'static str,
    &'static str,
    &'static str,
);

fn conflicts(producer: Part, consumer: Part) -> [Conflict; 8] {
    [
        (
            producer,
            &[("acks", "1"), ("enable.idempotence", "true")],
            "acks",
            "ConfigException",
            "Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.",
        ),
        (
            producer,
            &[("max.in.flight.requests.per.connection", "6")],
            "max.in.flight.requests.per.connection",
            "ConfigException",
            "To use the idempotent producer, max.in.flight.requests.per.connection must be set to at most 5. Current \
             value is 6.",
        ),
        (
            producer,
            &[("linger.ms", "120000"), ("delivery.timeout.ms", "120000")],
            "delivery.timeout.ms",
            "ConfigException",
            "delivery.timeout.ms should be equal to or larger than linger.ms + request.timeout.ms",
        ),
        (
            consumer,
            &[("group.id", ""), ("enable.auto.commit", "true")],
            "enable.auto.commit",
            "InvalidConfigurationException",
            "enable.auto.commit cannot be set to true when default group id (null) is used.",
        ),
        (
            consumer,
            &[("heartbeat.interval.ms", "45000")],
            "heartbeat.interval.ms",
            "KafkaException",
            "Failed to construct kafka consumer",
        ),
        (
            consumer,
            &[("session.timeout.ms", "5000")],
            "session.timeout.ms",
            "InvalidSessionTimeoutException",
            "The session timeout is not within the range allowed by the broker (as configured by \
             group.min.session.timeout.ms and group.max.session.timeout.ms).",
        ),
        (
            consumer,
            &[
                ("group.protocol", "consumer"),
                ("session.timeout.ms", "9000"),
            ],
            "session.timeout.ms",
            "ConfigException",
            "session.timeout.ms cannot be set when group.protocol=CONSUMER",
        ),
        (
            consumer,
            &[("group.remote.assignor", "uniform")],
            "group.remote.assignor",
            "ConfigException",
            "group.remote.assignor cannot be set when group.protocol=CLASSIC",
        ),
    ]
}

#[test]
fn what_does_not_go_together_is_refused_at_its_field_in_the_clients_words() {
    let mut draft = Draft::of_clients("orders", 0);
    let scenario = home::scenario();
    assert_eq!(draft.problems_of_clients(&scenario), []);
    let producer = Part::Producer(draft.producers[0].id);
    let consumer = Part::Consumer(draft.consumers[0].id);
    for (part, set, key, class, message) in conflicts(producer, consumer) {
        let before = draft.clone();
        for (key, value) in set {
            draft.write(&Field::setting(part, key), value);
        }
        let problems = draft.problems_of_clients(&scenario);
        let path = draft.path(&Field::setting(part, key)).expect("it is there");
        let said = problems.iter().find(|problem| problem.is_at(&path));
        let said = said.and_then(|problem| problem.kafka.clone());
        let said = said.map(|kafka| (kafka.class, kafka.message));
        assert_eq!(said, Some((class, message.to_owned())), "{set:?}");
        draft = before;
    }
}

#[test]
fn a_consumer_that_subscribes_needs_a_group() {
    let mut draft = Draft::of_clients("orders", 0);
    let consumer = Part::Consumer(draft.consumers[0].id);
    draft.write(&Field::setting(consumer, "group.id"), "");
    let problems = draft.problems_of_clients(&home::scenario());
    let field = Field::setting(consumer, "group.id");
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    assert_eq!(draft.field_at(&problem.path), Some(field));
    draft.write(&Field::own(consumer, READS), BY_ASSIGNMENT);
    assert_eq!(draft.problems_of_clients(&home::scenario()), []);
}
