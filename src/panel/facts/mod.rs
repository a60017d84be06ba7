//! The state of what is picked, in Kafka's words.

mod message;

use highwater_core::broker::Broker;
use highwater_core::client::{Consumer, Producer};
use highwater_core::id::{BrokerId, NodeId, Offset, TopicPartition};
use highwater_core::sim::{ReplicaView, Standing};
use highwater_text::{Lang, standing};

use crate::session::{Selection, Session};

/// A name, its value, and what the name means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
    /// What it means, where that is not plain.
    pub meaning: &'static str,
}

/// What is said of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
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
    fn new(kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            ..Self::default()
        }
    }

    fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.list.push(Fact {
            name: name.to_owned(),
            value: value.to_string(),
            meaning: "",
        });
        self
    }
}

/// What there is to say of what is picked; of the whole cluster, while nothing is.
pub fn of(session: &Session, lang: Lang) -> Facts {
    match session.selection() {
        None => cluster(session, lang),
        Some(Selection::Node(node)) => node_facts(session, node, lang),
        Some(Selection::Replica(broker, partition)) => replica(session, broker, partition, lang),
        Some(Selection::Record(broker, partition, offset)) => {
            record(session, broker, partition, offset, lang)
        }
        Some(Selection::Message(id)) => message::in_flight(session, id, lang),
        Some(Selection::Link(a, b)) => message::link(session, a, b, lang),
    }
}

fn cluster(session: &Session, lang: Lang) -> Facts {
    let metadata = session.world().metadata();
    let mut facts = Facts::new(
        lang.pick("Cluster", "클러스터"),
        lang.pick("As the controller knows it", "컨트롤러가 아는 상태"),
    );
    for (id, partition) in &metadata.partitions {
        let leader = partition
            .leader
            .map_or("—".to_owned(), |leader| format!("b{leader}"));
        let name = metadata.name_of(*id);
        facts = facts
            .with(
                &lang.pick(format!("{name} leader"), format!("{name} 리더")),
                leader,
            )
            .with("ISR", names(&partition.isr))
            .with(
                lang.pick("leader epoch", "리더 에포크"),
                partition.leader_epoch,
            );
    }
    facts
}

fn node_facts(session: &Session, node: NodeId, lang: Lang) -> Facts {
    let world = session.world();
    let of_broker = |id| world.broker(id).map(|it| broker(session, it, lang));
    let found = match node {
        NodeId::Broker(id) => of_broker(id),
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
    let fenced = session.world().is_fenced(broker.id);
    let yes_no = |yes| {
        lang.pick(
            if yes { "yes" } else { "no" },
            if yes { "예" } else { "아니요" },
        )
    };
    let mut facts = Facts::new(lang.pick("Broker", "브로커"), format!("b{}", broker.id))
        .with(
            lang.pick("process runs", "프로세스 실행 중"),
            yes_no(broker.is_running()),
        )
        .with(
            lang.pick("fenced by the controller", "컨트롤러가 펜싱함"),
            yes_no(fenced),
        );
    if let Some(process) = broker.process() {
        if let Some(epoch) = process.broker_epoch() {
            facts = facts.with(lang.pick("broker epoch", "브로커 에포크"), epoch);
        }
        let fetches = process.parked_fetches().count();
        let produces = process.parked_produces().count();
        facts = facts
            .with(
                lang.pick("metadata offset", "메타데이터 오프셋"),
                process.metadata_offset(),
            )
            .with(lang.pick("parked fetches", "대기 중인 Fetch"), fetches)
            .with(lang.pick("acks that wait", "대기 중인 ack"), produces);
    }
    facts
}

fn producer(producer: &Producer, lang: Lang) -> Facts {
    let config = producer.config();
    let in_flight: usize = producer
        .in_flight()
        .map(|(_, batch)| batch.records.len())
        .sum();
    let waiting: usize = producer.waiting().map(|batch| batch.records.len()).sum();
    let mut facts = Facts::new(lang.pick("Producer", "프로듀서"), producer.id.to_string())
        .with("acks", config.acks.name())
        .with("linger.ms", config.linger_ms)
        .with(
            lang.pick("records in flight", "전송 중인 레코드"),
            in_flight,
        )
        .with(lang.pick("records waiting", "대기 중인 레코드"), waiting);
    if let Some(last) = producer.outcomes().last() {
        let value = match last.result {
            Ok(Some(offset)) => lang.pick(
                format!("in, offset {offset}"),
                format!("성공, 오프셋 {offset}"),
            ),
            Ok(None) => lang
                .pick("sent, no ack asked for", "전송함, ack 요청 없음")
                .to_owned(),
            Err(error) => error.to_string(),
        };
        facts = facts.with(lang.pick("last record", "마지막 레코드"), value);
    }
    facts
}

fn consumer(session: &Session, consumer: &Consumer, lang: Lang) -> Facts {
    let metadata = session.world().metadata();
    let mut facts = Facts::new(lang.pick("Consumer", "컨슈머"), consumer.id.to_string());
    for (partition, position) in consumer.positions() {
        let name = metadata.name_of(partition);
        facts = facts.with(
            &lang.pick(format!("{name} position"), format!("{name} 포지션")),
            position,
        );
    }
    facts.with(
        lang.pick("records read", "읽은 레코드"),
        consumer.consumed(),
    )
}

fn controller(session: &Session, node: NodeId, lang: Lang) -> Facts {
    let world = session.world();
    let end = world
        .controller()
        .map_or(Offset::ZERO, |controller| controller.log().end_offset());
    let metadata = world.metadata();
    let fenced: Vec<BrokerId> = metadata
        .brokers
        .keys()
        .filter(|id| world.is_fenced(**id))
        .copied()
        .collect();
    Facts::new(lang.pick("Controller", "컨트롤러"), node.to_string())
        .with(
            lang.pick("metadata log end offset", "메타데이터 로그 끝 오프셋"),
            end,
        )
        .with(
            lang.pick("registered brokers", "등록된 브로커"),
            metadata.brokers.len(),
        )
        .with(lang.pick("fenced brokers", "펜싱된 브로커"), names(&fenced))
}

fn replica(session: &Session, broker: BrokerId, partition: TopicPartition, lang: Lang) -> Facts {
    let world = session.world();
    let name = world.metadata().name_of(partition);
    let Some(view) = world.replica(broker, partition) else {
        return gone(lang, name);
    };
    let now = session.timeline().position().time;
    let title = lang.pick(
        format!("{name} on b{broker}"),
        format!("b{broker}의 {name}"),
    );
    let mut facts = Facts::new(lang.pick("Replica", "레플리카"), title)
        .about(standing::meaning(lang, view.standing))
        .with(
            lang.pick("standing", "상태"),
            standing::badge(lang, &view, now),
        )
        .with("LEO", view.log.end_offset());
    // A process that is dead knows nothing; what is on its disk follows.
    if view.standing != Standing::Crashed {
        facts = facts
            .with(
                lang.pick("high watermark", "하이 워터마크(HW)"),
                view.log.high_watermark(),
            )
            .with(lang.pick("leader epoch", "리더 에포크"), view.leader_epoch);
    }
    if let Some(checkpoint) = world
        .broker(broker)
        .and_then(|it| it.high_watermark_checkpoint(partition))
    {
        facts = facts.with("replication-offset-checkpoint", checkpoint);
    }
    of_leader(session, &view, facts, lang)
}

/// What a leader knows of its followers: all of it from their fetches.
fn of_leader(session: &Session, view: &ReplicaView<'_>, mut facts: Facts, lang: Lang) -> Facts {
    let process = session
        .world()
        .broker(view.broker)
        .and_then(Broker::process);
    let partition = process.and_then(|process| process.partition(view.partition));
    let Some(leadership) = partition.and_then(|partition| partition.leadership()) else {
        return facts;
    };
    facts = facts.with("ISR", names(leadership.isr().members()));
    for (follower, end) in session.world().known_ends(view.broker, view.partition) {
        let known = end.map_or("?".to_owned(), |offset| offset.to_string());
        let name = lang.pick(
            format!("LEO of b{follower}, as known here"),
            format!("여기서 아는 b{follower}의 LEO"),
        );
        facts = facts.with(&name, known);
    }
    facts
}

fn record(
    session: &Session,
    broker: BrokerId,
    partition: TopicPartition,
    offset: Offset,
    lang: Lang,
) -> Facts {
    let world = session.world();
    let name = world.metadata().name_of(partition);
    let title = lang.pick(
        format!("offset {offset} of {name} on b{broker}"),
        format!("b{broker}의 {name}, 오프셋 {offset}"),
    );
    let view = world.replica(broker, partition);
    let found = view
        .as_ref()
        .and_then(|view| view.log.record_at(offset).map(|found| (view, found)));
    let Some((view, (epoch, record))) = found else {
        return gone(lang, title);
    };
    let none = lang.pick("none", "없음");
    let about = match (view.standing, view.log.is_committed(offset)) {
        (Standing::Crashed, true) => lang.pick(
            "Below the high watermark that this broker last checkpointed: committed.",
            "이 브로커가 마지막으로 체크포인트한 하이 워터마크(HW) 아래에 있으므로 커밋된 레코드입니다.",
        ),
        (Standing::Crashed, false) => lang.pick(
            "Not below the high watermark that this broker last checkpointed: after a restart it does not know whether this is committed.",
            "이 브로커가 마지막으로 체크포인트한 하이 워터마크(HW) 아래에 있지 않으므로, 재시작한 뒤에는 커밋되었는지 알지 못합니다.",
        ),
        (_, true) => lang.pick(
            "Below this replica's high watermark: committed.",
            "이 레플리카의 하이 워터마크(HW) 아래에 있으므로 커밋된 레코드입니다.",
        ),
        (_, false) => lang.pick(
            "Not below this replica's high watermark: not known here to be committed.",
            "이 레플리카의 하이 워터마크(HW) 아래에 있지 않으므로, 커밋되었는지 여기서는 아직 모릅니다.",
        ),
    };
    Facts::new(lang.pick("Record", "레코드"), title)
        .about(about)
        .with(lang.pick("offset", "오프셋"), offset)
        .with(
            lang.pick("key", "키"),
            record.key.as_deref().unwrap_or(none),
        )
        .with(
            lang.pick("value", "값"),
            record.value.as_deref().unwrap_or(none),
        )
        .with(lang.pick("leader epoch", "리더 에포크"), epoch)
}

fn gone(lang: Lang, title: String) -> Facts {
    Facts::new(
        lang.pick("Not there at this moment", "이 순간에는 없음"),
        title,
    )
}

fn names(brokers: &[BrokerId]) -> String {
    if brokers.is_empty() {
        return "—".to_owned();
    }
    let names: Vec<String> = brokers.iter().map(|broker| format!("b{broker}")).collect();
    names.join(", ")
}
