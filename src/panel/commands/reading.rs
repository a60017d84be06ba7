//! From what is typed to a command, or to what is wrong with it. What Kafka has words for is left to Kafka:
//! here only what could not be asked for at all is turned away.

mod client;

use std::str::FromStr;
use std::sync::Arc;

use highwater_core::command::{AdminCommand, Command, LoopFault};
use highwater_core::id::{BrokerId, Offset, PartitionIndex, TopicId, TopicPartition};
use highwater_core::metadata::TopicSpec;
use highwater_core::sorted::Map;
use highwater_text::Lang;

use super::field::{PARTITIONER, WHOLE_TOPIC, partition_of};
use crate::session::{Form, Session};

/// The longest that anything is slowed down by.
const DELAY_MAX_MS: u64 = 600_000;

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field, from 0.
    pub field: usize,
    /// What would be right, in words.
    pub text: String,
}

/// What is typed, in the order of the fields.
struct Typed<'a> {
    values: &'a [String],
    lang: Lang,
}

/// The command that a form asks for with these values.
///
/// # Errors
/// The first value that could not be asked for.
pub fn command(
    session: &Session,
    form: Form,
    values: &[String],
    lang: Lang,
) -> Result<Command, Problem> {
    let typed = Typed { values, lang };
    let name = |topic: TopicId| -> Arc<str> {
        let topic = session.world().metadata().topics.get(&topic);
        topic.map_or_else(|| "".into(), |topic| topic.name.clone())
    };
    Ok(match form {
        Form::Send(producer) => {
            let target = typed.target(2)?;
            Command::Produce {
                producer,
                topic: name(target.topic),
                partition: (target.partition != PARTITIONER).then_some(target.partition),
                key: typed.given(0),
                value: typed.given(1),
            }
        }
        Form::SendSteadily(producer) => {
            let target = typed.target(0)?;
            Command::SendSteadily {
                producer,
                topic: name(target.topic),
                partitions: meant(session, target),
                every_ms: typed.number(1, 1, DELAY_MAX_MS)?,
            }
        }
        Form::SlowBroker(broker) => Command::SlowBroker {
            broker,
            by_ms: typed.number(0, 0, DELAY_MAX_MS)?,
        },
        Form::SlowDisk(broker) => Command::SlowDisk {
            broker,
            by_ms: typed.number(0, 0, DELAY_MAX_MS)?,
        },
        Form::SlowLink(a, b) => Command::SlowLink {
            a,
            b,
            by_ms: typed.number(0, 0, DELAY_MAX_MS)?,
        },
        Form::Reassign(id) => Command::Admin(AdminCommand::Reassign {
            topic: name(id.topic),
            partition: id.partition,
            replicas: Some(typed.brokers(0, typed.text(0), ',')?),
        }),
        Form::AlterTopic(topic) => typed.setting(Some(name(topic))),
        Form::AlterBrokers => typed.setting(None),
        Form::AddPartitions(topic) => Command::Admin(AdminCommand::CreatePartitions {
            topic: name(topic),
            count: typed.number(0, 0, u32::MAX)?,
            assignment: typed.assignment(1)?,
        }),
        Form::DeleteRecords(id, _) => Command::Admin(AdminCommand::DeleteRecords {
            topic: name(id.topic),
            partition: id.partition,
            before_offset: Offset(typed.number(0, -1, i64::MAX)?),
        }),
        Form::Call(consumer, call) => Command::CallConsumer {
            consumer,
            call: client::call(&typed, call, &name)?,
        },
        Form::SlowProcessing(consumer) => Command::DisturbLoop {
            consumer,
            fault: LoopFault::SlowProcessing {
                by_ms: typed.number(0, 0, DELAY_MAX_MS)?,
            },
        },
        Form::FailNext(consumer) => Command::DisturbLoop {
            consumer,
            fault: LoopFault::FailNext(typed.number(0, 0, u32::MAX)?),
        },
        Form::ResetOffsets(consumer) => {
            let group = session.world().consumer(consumer);
            let group = group.map_or_else(|| "".into(), |it| Arc::clone(&it.config().group_id));
            Command::Admin(client::reset_offsets(&typed, group)?)
        }
        // What these make is read where a cluster is built.
        Form::StartProducer => Command::StartProducer(Arc::default()),
        Form::StartConsumer => Command::StartConsumer(Arc::default()),
        Form::CreateTopic => Command::Admin(AdminCommand::CreateTopic(TopicSpec {
            name: typed.text(0).into(),
            assignment: typed.assignment(3)?,
            partitions: typed.number_or_default(1)?,
            replication_factor: typed.number_or_default(2)?,
            config: typed.settings(4)?,
        })),
    })
}

/// The partitions that are meant by a choice; none where the producer's partitioner chooses.
fn meant(session: &Session, target: TopicPartition) -> Vec<PartitionIndex> {
    let mut partitions = Vec::new();
    match target.partition {
        PARTITIONER => {}
        WHOLE_TOPIC => {
            let all = session.world().metadata().partitions.keys();
            let of_topic = all.filter(|it| it.topic == target.topic);
            partitions.extend(of_topic.map(|it| it.partition));
        }
        chosen => partitions.push(chosen),
    }
    partitions
}

impl Typed<'_> {
    fn text(&self, field: usize) -> &str {
        self.values.get(field).map_or("", |value| value.trim())
    }

    /// What was typed, exactly; nothing where nothing was.
    fn given(&self, field: usize) -> Option<Arc<str>> {
        let text = self.values.get(field)?;
        (!text.is_empty()).then(|| Arc::from(text.as_str()))
    }

    fn wrong<T>(&self, field: usize, en: &str, ko: &str) -> Result<T, Problem> {
        let text = self.lang.pick(en, ko).to_owned();
        Err(Problem { field, text })
    }

    fn number<T: FromStr + PartialOrd>(
        &self,
        field: usize,
        least: T,
        most: T,
    ) -> Result<T, Problem> {
        match self.text(field).parse::<T>() {
            Ok(number) if number >= least && number <= most => Ok(number),
            _ => self.not_a_number(field),
        }
    }

    fn not_a_number<T>(&self, field: usize) -> Result<T, Problem> {
        self.wrong(
            field,
            "Enter a whole number that is not too large, such as 3.",
            "너무 크지 않은 정수를 적어 주세요. 예: 3",
        )
    }

    /// Nothing and -1 are Kafka's ways to leave it to the broker's setting.
    fn number_or_default(&self, field: usize) -> Result<Option<u32>, Problem> {
        match self.text(field) {
            "" | "-1" => Ok(None),
            _ => self.number(field, 0, u32::MAX).map(Some),
        }
    }

    fn target(&self, field: usize) -> Result<TopicPartition, Problem> {
        match self.text(field).parse() {
            Ok(number) => Ok(partition_of(number)),
            Err(_) => self.wrong(
                field,
                "There is no partition yet: create a topic first.",
                "아직 파티션이 없습니다. 먼저 토픽을 만드세요.",
            ),
        }
    }

    fn brokers(&self, field: usize, text: &str, between: char) -> Result<Vec<BrokerId>, Problem> {
        let mut brokers = Vec::new();
        for id in text.split(between) {
            let id = id.trim();
            match id.strip_prefix('b').unwrap_or(id).parse() {
                Ok(id) => brokers.push(BrokerId(id)),
                Err(_) if text.is_empty() => {}
                Err(_) => {
                    return match between {
                        ',' => self.wrong(
                            field,
                            "Write the brokers' ids with commas between them: 1,2,3.",
                            "브로커 id를 쉼표로 나눠 적으세요. 예: 1,2,3",
                        ),
                        _ => self.wrong(
                            field,
                            "Write each partition's brokers with colons between them, and commas between \
                             partitions: 1:2:3,2:3:1.",
                            "파티션마다 브로커 id를 콜론(:)으로 나누고, 파티션 사이는 쉼표로 나누세요. 예: 1:2:3,2:3:1",
                        ),
                    };
                }
            }
        }
        Ok(brokers)
    }

    fn assignment(&self, field: usize) -> Result<Vec<Vec<BrokerId>>, Problem> {
        let mut assignment = Vec::new();
        for replicas in self.text(field).split(',') {
            if !self.text(field).is_empty() {
                assignment.push(self.brokers(field, replicas.trim(), ':')?);
            }
        }
        Ok(assignment)
    }

    /// A value that is left empty goes back to the default.
    fn setting(&self, topic: Option<Arc<str>>) -> Command {
        let value = self.text(1);
        Command::Admin(AdminCommand::AlterConfig {
            topic,
            key: self.text(0).into(),
            value: (!value.is_empty()).then(|| value.into()),
        })
    }

    fn settings(&self, field: usize) -> Result<Map<Arc<str>, Arc<str>>, Problem> {
        let mut settings = Map::new();
        for setting in self.text(field).split_whitespace() {
            match setting.split_once('=') {
                Some((key, value)) => settings.insert(key.into(), value.into()),
                None => {
                    return self.wrong(
                        field,
                        "Write each setting as key=value, with a space between two of them.",
                        "설정은 key=value로 적고, 여러 개면 공백으로 나누세요.",
                    );
                }
            };
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::{Takes, choices, fields};
    use super::*;
    use crate::session::Room;
    use highwater_core::id::NodeId;

    const B1: NodeId = NodeId::Broker(BrokerId(1));
    const ORDERS: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    fn read(form: Form, values: &[&str]) -> Result<Command, usize> {
        let session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        command(&session, form, &values, Lang::En).map_err(|problem| problem.field)
    }

    #[test]
    fn a_record_that_is_sent_as_the_form_stands_has_a_value() {
        let session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
        let producer = session.world().producers().next().expect("there is one");
        let form = Form::Send(producer.id);
        let mut starts = Vec::new();
        for field in fields(&session, form, Lang::Ko) {
            // A select begins with the first of its choices.
            let chosen = match field.takes {
                Takes::Record => choices(&session, field.takes).first().copied(),
                _ => None,
            };
            starts.push(chosen.map_or(field.start, |number| number.to_string()));
        }
        let sent = command(&session, form, &starts, Lang::Ko).ok();
        let Some(Command::Produce { value, .. }) = sent else {
            panic!("{sent:?}");
        };
        assert_eq!(value.as_deref(), Some("hello"));
    }

    fn brokers(ids: &[u32]) -> Vec<BrokerId> {
        ids.iter().copied().map(BrokerId).collect()
    }

    #[test]
    fn what_could_not_be_asked_for_is_turned_away_at_its_field() {
        for (form, values, field) in [
            (Form::SlowBroker(B1), &["soon"][..], 0),
            (Form::SlowBroker(B1), &["-1"], 0),
            (Form::SlowBroker(B1), &["600001"], 0),
            (Form::SlowBroker(B1), &[""], 0),
            (Form::SendSteadily(B1), &["4294967296", "0"], 1),
            (Form::SendSteadily(B1), &["", "5"], 0),
            (Form::Reassign(ORDERS), &["1,two"], 0),
            (Form::Reassign(ORDERS), &["1,,2"], 0),
            (Form::DeleteRecords(ORDERS, None), &["-2"], 0),
            (Form::AddPartitions(ORDERS.topic), &["3", "1:2,x"], 1),
            (Form::AddPartitions(ORDERS.topic), &["-3", ""], 0),
            (Form::CreateTopic, &["t", "some", "", "", ""], 1),
            (Form::CreateTopic, &["t", "", "5000000000", "", ""], 2),
            (Form::CreateTopic, &["t", "", "", "1:two", ""], 3),
            (
                Form::CreateTopic,
                &["t", "", "", "", "min.insync.replicas"],
                4,
            ),
        ] {
            assert_eq!(read(form, values), Err(field), "{form:?}, {values:?}");
        }
    }

    #[test]
    fn what_kafka_has_words_for_is_left_to_kafka() {
        for (form, values) in [
            (Form::CreateTopic, &["", "0", "99", "", "colour=blue"][..]),
            (Form::CreateTopic, &["t", "", "", "1:1,9", ""]),
            (Form::CreateTopic, &["t", "", "", "1:2,", ""]),
            (Form::AddPartitions(ORDERS.topic), &["0", "1"]),
            (Form::Reassign(ORDERS), &[""]),
            (Form::Reassign(ORDERS), &["9,9"]),
            (Form::AlterBrokers, &["colour", "blue"]),
            (Form::DeleteRecords(ORDERS, None), &["1000"]),
        ] {
            assert!(read(form, values).is_ok(), "{form:?}, {values:?}");
        }
    }

    #[test]
    fn values_are_read_as_kafkas_tools_read_them() {
        let topic = TopicSpec {
            name: "t".into(),
            assignment: vec![brokers(&[1, 2]), brokers(&[3, 1])],
            partitions: None,
            replication_factor: Some(2),
            config: Map::from([
                ("cleanup.policy".into(), "compact,delete".into()),
                ("min.insync.replicas".into(), "2".into()),
            ]),
        };
        let settings = "min.insync.replicas=2 cleanup.policy=compact,delete";
        let created = read(Form::CreateTopic, &["t", "-1", "2", "1:b2, 3:1", settings]);
        assert_eq!(
            created,
            Ok(Command::Admin(AdminCommand::CreateTopic(topic)))
        );

        let reassigned = read(Form::Reassign(ORDERS), &["b3, 1"]);
        let expected = AdminCommand::Reassign {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            replicas: Some(brokers(&[3, 1])),
        };
        assert_eq!(reassigned, Ok(Command::Admin(expected)));

        let reset = read(Form::AlterBrokers, &["min.insync.replicas", " "]);
        let expected = AdminCommand::AlterConfig {
            topic: None,
            key: "min.insync.replicas".into(),
            value: None,
        };
        assert_eq!(reset, Ok(Command::Admin(expected)));
    }
}
