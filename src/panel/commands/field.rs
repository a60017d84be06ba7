//! What each form asks for: its fields, what they begin with, and what they propose.

mod client;

use highwater_core::id::{BrokerId, Offset, PartitionIndex, TopicId, TopicPartition};
use highwater_text::{Lang, command, same, say};

use crate::session::{Form, Session};

/// A field of a form.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// What stands over it.
    pub label: String,
    /// What it begins with.
    pub start: String,
    /// What stands in it while it is empty.
    pub hint: &'static str,
    /// What is put into it.
    pub takes: Takes,
}

/// What is put into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Takes {
    /// Words.
    #[default]
    Words,
    /// Several things in one line.
    List,
    /// A whole number.
    Number,
    /// A key, of which some are proposed.
    Key(&'static [&'static str]),
    /// A partition of the cluster.
    Partition,
    /// A partition of the cluster, or whichever of a topic's the partitioner chooses.
    Record,
    /// A topic of the cluster, all its partitions in turn or as the partitioner chooses, or a partition of it.
    Target,
    /// One of a few words.
    OneOf(&'static [&'static str]),
}

/// The fields of a form, as things stand.
pub fn fields(session: &Session, form: Form, lang: Lang) -> Vec<Field> {
    let world = session.world();
    match form {
        Form::Send(_) => vec![
            none_or(lang.pick("Key", "키"), "", lang),
            none_or(lang.pick("Value", "값"), "hello", lang),
            field(lang.pick("Partition", "파티션"), "", Takes::Record),
        ],
        Form::SendSteadily(node) => {
            let every_ms = world.load_of(node).map_or(500, |load| load.every_ms);
            vec![
                field(lang.pick("To", "보낼 곳"), "", Takes::Target),
                number(lang.pick("Every (ms)", "간격(ms)"), every_ms),
            ]
        }
        Form::SlowBroker(node) => {
            let label = say!(lang, "Delay of {0} (ms)", "{0} 지연(ms)", node);
            vec![number(&label, 300)]
        }
        Form::SlowDisk(node) => {
            let label = say!(lang, "Disk delay of {0} (ms)", "{0} 디스크 지연(ms)", node);
            vec![number(&label, 300)]
        }
        Form::SlowLink(a, b) => {
            let label = say!(
                lang,
                "Delay of {0} (ms)",
                "{0} 지연(ms)",
                &command::link(a, b)
            );
            vec![number(&label, 300)]
        }
        Form::Reassign(partition) => vec![reassigned(session, partition, lang)],
        Form::AlterTopic(_) => setting(session, form, lang),
        Form::AlterBrokers => setting(session, form, lang),
        Form::AddPartitions(topic) => more_partitions(session, topic, lang),
        Form::DeleteRecords(partition, record) => {
            let offset = record.unwrap_or_else(|| high_watermark(session, partition));
            let label = lang.pick("First offset that stays", "남길 첫 오프셋");
            vec![field(label, &offset.to_string(), Takes::Number)]
        }
        Form::CreateTopic => new_topic(session, lang),
        // What a client is made of is asked for as where a cluster is built.
        Form::StartProducer | Form::StartConsumer => Vec::new(),
        Form::Call(node, call) => client::call(session, node, call, lang),
        Form::SlowProcessing(_) => {
            vec![number(
                lang.pick("Slower by (ms)", "더 걸리는 시간(ms)"),
                500,
            )]
        }
        Form::FailNext(_) => vec![number(lang.pick("Records", "레코드 수"), 1)],
        Form::ResetOffsets(node) => client::reset_offsets(session, node, lang),
    }
}

fn field(label: &str, start: &str, takes: Takes) -> Field {
    Field {
        label: label.to_owned(),
        start: start.to_owned(),
        takes,
        hint: "",
    }
}

fn number(label: &str, start: u64) -> Field {
    field(label, &start.to_string(), Takes::Number)
}

fn none_or(label: &str, start: &str, lang: Lang) -> Field {
    Field {
        hint: lang.pick("none", "없음"),
        ..field(label, start, Takes::Words)
    }
}

/// An assignment as `kafka-topics --replica-assignment` takes it.
fn assignment(label: &str) -> Field {
    Field {
        hint: "1:2:3,2:3:1",
        ..field(label, "", Takes::List)
    }
}

/// The replicas in another order, so that it changes something as it stands.
fn reassigned(session: &Session, partition: TopicPartition, lang: Lang) -> Field {
    let registration = session.world().metadata().partitions.get(&partition);
    let mut replicas = registration.map_or_else(Vec::new, |it| it.replicas.clone());
    if !replicas.is_empty() {
        replicas.rotate_left(1);
    }
    let label = lang.pick(
        "Replicas, the preferred leader first",
        "레플리카(맨 앞이 선호 리더)",
    );
    field(label, &ids(&replicas), Takes::Words)
}

/// As `kafka-reassign-partitions` has them: `1,2,3`.
fn ids(replicas: &[BrokerId]) -> String {
    let ids: Vec<String> = replicas.iter().map(BrokerId::to_string).collect();
    ids.join(",")
}

fn setting(session: &Session, form: Form, lang: Lang) -> Vec<Field> {
    let keys = session.settings(form);
    let key = keys.first().copied().unwrap_or_default();
    let value = Field {
        hint: lang.pick("the default", "기본값"),
        ..field(lang.pick("New value", "새 값"), "2", Takes::Words)
    };
    vec![
        field(lang.pick("Setting", "설정 키"), key, Takes::Key(keys)),
        value,
    ]
}

fn more_partitions(session: &Session, topic: TopicId, lang: Lang) -> Vec<Field> {
    let partitions = session.world().metadata().partitions.keys();
    let there = partitions.filter(|it| it.topic == topic).count();
    vec![
        number(
            lang.pick("Partitions in all", "전체 파티션 수"),
            there as u64 + 1,
        ),
        assignment(lang.pick(
            "Replicas of the new partitions (optional)",
            "새 파티션의 레플리카(선택)",
        )),
    ]
}

fn new_topic(session: &Session, lang: Lang) -> Vec<Field> {
    let world = session.world();
    let mut name = "payments".to_owned();
    for number in 2.. {
        let is_taken = |topic: &highwater_core::metadata::Topic| *topic.name == *name;
        if !world.metadata().topics.values().any(is_taken) {
            break;
        }
        name = same!(lang, "payments-{0}", number as u32);
    }
    let settings = Field {
        hint: "min.insync.replicas=2",
        ..field(lang.pick("Settings", "설정"), "", Takes::List)
    };
    let replicas = u64::from(world.scenario().brokers.min(3));
    vec![
        field(lang.pick("Name", "이름"), &name, Takes::Words),
        number(lang.pick("Partitions", "파티션 수"), 1),
        number(lang.pick("Replication factor", "복제 계수"), replicas),
        assignment(lang.pick(
            "Replicas of each partition (optional)",
            "파티션별 레플리카(선택)",
        )),
        settings,
    ]
}

fn high_watermark(session: &Session, partition: TopicPartition) -> Offset {
    let leader = session.world().leading_replica(partition);
    leader.map_or(Offset(-1), |leader| leader.log.high_watermark())
}

/// What a select of partitions offers, each by a number of its own.
pub fn choices(session: &Session, takes: Takes) -> Vec<u64> {
    let mut choices = Vec::new();
    let mut topics = Vec::new();
    for (partition, _) in session.world().metadata().partitions_of_users() {
        if topics.last() != Some(&partition.topic) {
            topics.push(partition.topic);
            if takes == Takes::Target {
                choices.push(number_of(partition.topic, WHOLE_TOPIC));
            }
        }
        choices.push(number_of(partition.topic, partition.partition));
    }
    if takes != Takes::Partition {
        for topic in topics {
            choices.push(number_of(topic, PARTITIONER));
        }
    }
    choices
}

/// Stands for every partition of a topic.
pub const WHOLE_TOPIC: PartitionIndex = PartitionIndex(u32::MAX);

/// Stands for whichever partition of a topic the producer's partitioner chooses.
pub const PARTITIONER: PartitionIndex = PartitionIndex(u32::MAX - 1);

fn number_of(topic: TopicId, partition: PartitionIndex) -> u64 {
    u64::from(topic.0) << 32 | u64::from(partition.0)
}

/// The partition with that number.
pub fn partition_of(number: u64) -> TopicPartition {
    TopicPartition {
        topic: TopicId((number >> 32) as u32),
        partition: PartitionIndex(number as u32),
    }
}

/// What a choice is called.
pub fn name_of(session: &Session, number: u64, lang: Lang) -> String {
    let metadata = session.world().metadata();
    let partition = partition_of(number);
    let topic = metadata.topics.get(&partition.topic);
    let topic = topic.map_or("", |topic| &*topic.name);
    match partition.partition {
        WHOLE_TOPIC => say!(lang, "{0} (all in turn)", "{0} (번갈아)", topic),
        PARTITIONER => say!(
            lang,
            "{0} (the partitioner chooses)",
            "{0} (파티셔너가 선택)",
            topic
        ),
        _ => metadata.name_of(partition),
    }
}
