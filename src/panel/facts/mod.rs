//! The state of what is picked, in Kafka's words.

mod message;
mod metadata_record;

use highwater_core::broker::Broker;
use highwater_core::client::{Consumer, Producer};
use highwater_core::id::{BrokerId, NodeId, Offset, TopicPartition};
use highwater_core::sim::ReplicaView;
use highwater_text::course::Words;
use highwater_text::fill::{Value, fill};
use highwater_text::{Lang, say, standing};

use crate::session::{Selection, Session};

/// A name, its value, and what the name means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// What it means, where that is not plain.
    pub meaning: String,
}

/// What is said of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The language.
    lang: Lang,
    /// What kind of thing it is.
    pub kind: &'static str,
    /// Which one.
    pub title: String,
    /// A sentence about it.
    pub about: String,
    /// Its state.
    pub list: Vec<Fact>,
}

impl Facts {
    fn new(lang: Lang, en: &'static str, ko: &'static str, title: String) -> Self {
        Self {
            lang,
            kind: lang.pick(en, ko),
            title,
            ..Self::default()
        }
    }

    /// A fact of that name.
    #[inline(never)]
    fn add(&mut self, en: &str, ko: &str, value: Value<'_>) {
        self.add_named(self.lang.pick(en, ko).to_owned(), value);
    }

    /// A fact whose name is the same in both languages.
    #[inline(never)]
    fn add_same(&mut self, name: &str, value: Value<'_>) {
        self.add_named(name.to_owned(), value);
    }

    /// A fact whose name has values in it.
    #[inline(never)]
    fn add_named(&mut self, name: String, value: Value<'_>) {
        self.list.push(Fact {
            name,
            value: fill(self.lang, "{0}", &[value]),
            meaning: String::new(),
        });
    }
}

/// What there is to say of what is picked; of the whole cluster, while nothing is. Without the words
/// it is said without what it means.
pub fn of(session: &Session, words: &Words, lang: Lang) -> Facts {
    match session.selection() {
        None => cluster(session, lang),
        Some(Selection::Node(node)) => node_facts(session, node, lang),
        Some(Selection::Replica(broker, partition)) => {
            replica(session, words, broker, partition, lang)
        }
        Some(Selection::Record(broker, partition, offset)) => {
            record(session, words, broker, partition, offset, lang)
        }
        Some(Selection::Message(id)) => message::in_flight(session, words, id, lang),
        Some(Selection::Link(a, b)) => message::link(session, a, b, lang),
        Some(Selection::Connection(id)) => message::link(session, id.client, id.server, lang),
        Some(Selection::Partition(id)) => partition(session, id, lang),
        Some(Selection::Metadata(offset)) => {
            metadata_record::metadata_record(session, offset, lang)
        }
    }
}

fn cluster(session: &Session, lang: Lang) -> Facts {
    let metadata = session.world().metadata();
    let title = lang.pick("As the controller knows it", "컨트롤러가 아는 상태");
    let mut facts = Facts::new(lang, "Cluster", "클러스터", title.to_owned());
    for (id, partition) in &metadata.partitions {
        let name = say!(lang, "{0} leader", "{0} 리더", &metadata.name_of(*id));
        let leader = partition.leader.map_or(Value::Words("—"), Value::from);
        facts.add_named(name, leader);
        facts.add_same("ISR", names(&partition.isr));
        facts.add("leader epoch", "리더 에포크", partition.leader_epoch.into());
    }
    facts
}

fn partition(session: &Session, id: TopicPartition, lang: Lang) -> Facts {
    let metadata = session.world().metadata();
    let name = metadata.name_of(id);
    let Some(registration) = metadata.partitions.get(&id) else {
        return gone(lang, name);
    };
    let mut facts = Facts::new(lang, "Partition", "파티션", name);
    let leader = registration.leader.map_or(Value::Words("—"), Value::from);
    facts.add("leader", "리더", leader);
    facts.add("replicas", "레플리카", names(&registration.replicas));
    facts.add_same("ISR", names(&registration.isr));
    facts.add_same("ELR", names(&registration.elr));
    facts.add(
        "leader epoch",
        "리더 에포크",
        registration.leader_epoch.into(),
    );
    facts
}

fn node_facts(session: &Session, node: NodeId, lang: Lang) -> Facts {
    let world = session.world();
    let found = match node {
        NodeId::Broker(id) => world.broker(id).map(|it| broker(session, it, lang)),
        NodeId::Producer(_) => world
            .producers()
            .find(|it| it.id == node)
            .map(|it| producer(it, lang)),
        NodeId::Consumer(_) => world
            .consumers()
            .find(|it| it.id == node)
            .map(|it| consumer(session, it, lang)),
        NodeId::Controller(_) | NodeId::Admin => Some(controller(session, node, lang)),
    };
    found.unwrap_or_else(|| gone(lang, node.to_string()))
}

fn broker(session: &Session, broker: &Broker, lang: Lang) -> Facts {
    let yes_no = |yes| {
        let (en, ko) = if yes {
            ("yes", "예")
        } else {
            ("no", "아니요")
        };
        Value::Words(lang.pick(en, ko))
    };
    let node = NodeId::Broker(broker.id);
    let mut facts = Facts::new(lang, "Broker", "브로커", node.to_string());
    let standing = session.world().standing_of_process(broker);
    let runs = lang.pick("runs", "실행 중");
    let process = standing.map_or(runs, |standing| standing::word(lang, standing));
    facts.add("process", "프로세스", process.into());
    let fenced = session.world().is_fenced(broker.id);
    facts.add(
        "fenced by the controller",
        "펜싱 여부(컨트롤러)",
        yes_no(fenced),
    );
    if let Some(process) = broker.process() {
        if let Some(epoch) = process.broker_epoch() {
            facts.add("broker epoch", "브로커 에포크", epoch.into());
        }
        let fetches = process.delayed_fetches().count();
        let produces = process.delayed_produces().count();
        let offset = process.metadata_offset();
        facts.add("metadata offset", "메타데이터 오프셋", offset.into());
        facts.add("parked fetches", "대기 중인 Fetch", fetches.into());
        facts.add("acks that wait", "대기 중인 ack", produces.into());
    }
    facts
}

fn producer(producer: &Producer, lang: Lang) -> Facts {
    let config = producer.config();
    let mut facts = Facts::new(lang, "Producer", "프로듀서", producer.id.to_string());
    facts.add_same("acks", config.acks.into());
    facts.add_same("linger.ms", config.linger_ms.into());
    facts.add(
        "records in flight",
        "응답 대기 중인 레코드",
        producer.records_in_flight().into(),
    );
    facts.add(
        "records waiting",
        "전송 대기 레코드",
        producer.records_waiting().into(),
    );
    if let Some(last) = producer.outcomes().last() {
        let value = match last.result {
            Ok(Some(offset)) => say!(lang, "in, offset {0}", "성공, 오프셋 {0}", offset),
            Ok(None) => say!(lang, "sent, no ack asked for", "전송함, ack 요청 없음"),
            Err(error) => error.to_string(),
        };
        facts.add("last record", "마지막 레코드", Value::Words(&value));
    }
    facts
}

fn consumer(session: &Session, consumer: &Consumer, lang: Lang) -> Facts {
    let metadata = session.world().metadata();
    let mut facts = Facts::new(lang, "Consumer", "컨슈머", consumer.id.to_string());
    for (partition, position) in consumer.positions() {
        let name = &metadata.name_of(partition);
        let name = say!(lang, "{0} position", "{0} 포지션", name);
        facts.add_named(name, position.into());
    }
    facts.add("records read", "읽은 레코드", consumer.consumed().into());
    facts
}

fn controller(session: &Session, node: NodeId, lang: Lang) -> Facts {
    let world = session.world();
    let end = world
        .controller()
        .map_or(Offset::ZERO, |controller| controller.log().end_offset());
    let brokers = &world.metadata().brokers;
    let mut fenced: Vec<BrokerId> = brokers.keys().copied().collect();
    fenced.retain(|id| world.is_fenced(*id));
    let mut facts = Facts::new(lang, "Controller", "컨트롤러", node.to_string());
    facts.add(
        "metadata log end offset",
        "메타데이터 로그 끝 오프셋",
        end.into(),
    );
    facts.add("registered brokers", "등록된 브로커", brokers.len().into());
    facts.add("fenced brokers", "펜싱된 브로커", names(&fenced));
    facts
}

fn replica(
    session: &Session,
    words: &Words,
    broker: BrokerId,
    partition: TopicPartition,
    lang: Lang,
) -> Facts {
    let world = session.world();
    let name = world.metadata().name_of(partition);
    let Some(view) = world.replica(broker, partition) else {
        return gone(lang, name);
    };
    let now = session.timeline().position().time;
    let title = say!(lang, "{0} on {1}", "{1}의 {0}", &name, broker);
    let mut facts = Facts::new(lang, "Replica", "레플리카", title);
    facts.about = words.get(standing::meaning(view.standing)).to_owned();
    let badge = standing::badge(lang, &view, now);
    facts.add("standing", "상태", Value::from(&badge));
    facts.add_same("LEO", view.log.end_offset().into());
    // A process that is dead knows nothing; what is on its disk follows.
    if !view.standing.is_down() {
        facts.add(
            "high watermark",
            "하이 워터마크(HW)",
            view.log.high_watermark().into(),
        );
        facts.add("leader epoch", "리더 에포크", view.leader_epoch.into());
    }
    let process = world.broker(broker);
    if let Some(checkpoint) = process.and_then(|it| it.high_watermark_checkpoint(partition)) {
        facts.add_same("replication-offset-checkpoint", checkpoint.into());
    }
    of_leader(session, &view, &mut facts, lang);
    facts
}

/// What a leader knows of its followers: all of it from their fetches.
fn of_leader(session: &Session, view: &ReplicaView<'_>, facts: &mut Facts, lang: Lang) {
    let process = session
        .world()
        .broker(view.broker)
        .and_then(Broker::process);
    let partition = process.and_then(|process| process.partition(view.partition));
    let Some(leadership) = partition.and_then(|partition| partition.leadership()) else {
        return;
    };
    facts.add_same("ISR", names(leadership.isr().members()));
    for (follower, end) in session.world().known_ends(view.broker, view.partition) {
        let known = end.map_or(Value::Words("?"), Value::from);
        let name = say!(
            lang,
            "LEO of {0}, as known here",
            "이 리더가 아는 {0}의 LEO",
            follower
        );
        facts.add_named(name, known);
    }
}

fn record(
    session: &Session,
    words: &Words,
    broker: BrokerId,
    partition: TopicPartition,
    offset: Offset,
    lang: Lang,
) -> Facts {
    let world = session.world();
    let name = &world.metadata().name_of(partition);
    let title = say!(
        lang,
        "offset {0} of {1} on {2}",
        "{2}의 {1}, 오프셋 {0}",
        offset,
        name,
        broker
    );
    let view = world.replica(broker, partition);
    let found = view
        .as_ref()
        .and_then(|view| view.log.record_at(offset).map(|found| (view, found)));
    let Some((view, (epoch, record))) = found else {
        return gone(lang, title);
    };
    let mut facts = Facts::new(lang, "Record", "레코드", title);
    let committed = view.log.is_committed(offset);
    facts.about = words
        .get(standing::of_record(view.standing, committed))
        .to_owned();
    let none = lang.pick("none", "없음");
    facts.add("offset", "오프셋", offset.into());
    facts.add("key", "키", record.key.as_deref().unwrap_or(none).into());
    facts.add(
        "value",
        "값",
        record.value.as_deref().unwrap_or(none).into(),
    );
    facts.add("leader epoch", "리더 에포크", epoch.into());
    facts
}

fn gone(lang: Lang, title: String) -> Facts {
    Facts::new(lang, "Not there at this moment", "이 시점에는 없음", title)
}

fn names(brokers: &[BrokerId]) -> Value<'_> {
    match brokers {
        [] => Value::Words("—"),
        brokers => Value::Brokers(brokers),
    }
}
