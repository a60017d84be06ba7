//! A broker: its process, what the controller holds of it, what waits in it, how it is set up.

use highwater_core::broker::{Broker, Process};
use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::sim::World;
use highwater_core::time::Span;
use highwater_text::fact::NodeFact;
use highwater_text::fill::Value;
use highwater_text::{Lang, config, same, say, standing};

use super::connection;
use super::sheet::Sheet;
use crate::session::Selection;

/// What is said of a broker.
pub fn broker(sheet: &mut Sheet<'_>, broker: &Broker) {
    let node = NodeId::Broker(broker.id);
    sheet.head("Broker", "브로커", node.to_string());
    state(sheet, broker);
    sheet.group("As the controller knows it", "컨트롤러가 아는 상태");
    registration(sheet, broker);
    if let Some(process) = broker.process() {
        sheet.group("Waiting in its purgatory", "퍼거토리에서 기다리는 요청");
        purgatory(sheet, process);
    }
    sheet.group(
        "Set differently from Kafka's defaults",
        "카프카의 기본값과 다른 설정",
    );
    settings(sheet, broker);
    sheet.group(
        "Cluster-wide settings in the metadata",
        "메타데이터로 모든 브로커에 적용된 설정",
    );
    cluster_settings(sheet);
    sheet.related("Its replicas", "이 브로커의 레플리카");
    replicas(sheet, broker);
    connection::of_node(sheet, node);
}

fn state(sheet: &mut Sheet<'_>, broker: &Broker) {
    let (world, node) = (sheet.world(), NodeId::Broker(broker.id));
    let runs = sheet.lang.pick("running", "실행 중");
    let process = match world.standing_of_process(broker) {
        Some(standing) => standing::word(sheet.lang, standing),
        None => runs,
    };
    sheet.fact(
        "process",
        "프로세스",
        process.into(),
        NodeFact::Process.meaning(),
    );
    if let Some(process) = broker.process() {
        running(sheet, process);
    }
    if let Some(rack) = broker.rack() {
        sheet.same("broker.rack", rack.into(), NodeFact::RackOfBroker.meaning());
    }
    slowed(
        sheet,
        ("slowed down by", "느려진 정도"),
        world.slowness_of(node),
        NodeFact::Slowness,
    );
    slowed(
        sheet,
        ("disk slowed down by", "디스크가 느려진 정도"),
        world.slowness_of_disk(node),
        NodeFact::DiskSlowness,
    );
    if world.network().is_isolated(node) {
        let yes = sheet.yes_no(true);
        sheet.fact("isolated", "격리됨", yes, NodeFact::Isolated.meaning());
    }
}

fn slowed(sheet: &mut Sheet<'_>, (en, ko): (&str, &str), by: Span, meaning: NodeFact) {
    if by > Span::ZERO {
        let by = same!(Lang::En, "{0} ms", by.as_ms());
        sheet.fact(en, ko, (&by).into(), meaning.meaning());
    }
}

fn running(sheet: &mut Sheet<'_>, process: &Process) {
    let state = process.state().name();
    sheet.same("BrokerState", state.into(), NodeFact::BrokerState.meaning());
    let incarnation = process.incarnation();
    sheet.fact(
        "incarnation",
        "인카네이션(incarnation)",
        incarnation.into(),
        NodeFact::Incarnation.meaning(),
    );
    let epoch = process.broker_epoch().map_or(sheet.none(), Value::from);
    sheet.fact(
        "broker epoch",
        "브로커 에포크",
        epoch,
        NodeFact::OwnEpoch.meaning(),
    );
    let end = sheet.world().controller().map(|it| it.log().end_offset());
    let applied = say!(
        sheet.lang,
        "{0} of {1}",
        "{0} / {1}",
        process.metadata_offset(),
        end.unwrap_or_default()
    );
    sheet.fact(
        "metadata offset",
        "메타데이터 오프셋",
        (&applied).into(),
        NodeFact::AppliedMetadata.meaning(),
    );
    let (en, ko) = match process.serves() {
        true => ("open", "열림"),
        false => ("closed", "닫힘"),
    };
    let ports = sheet.lang.pick(en, ko);
    sheet.fact("ports", "포트", ports.into(), NodeFact::Ports.meaning());
    let mut leads = 0_u32;
    for (id, _) in sheet.world().metadata().partitions_of_users() {
        let partition = process.partition(id);
        leads += u32::from(partition.is_some_and(|it| it.leadership().is_some()));
    }
    sheet.fact(
        "leads partitions",
        "리더인 파티션",
        leads.into(),
        NodeFact::Leads.meaning(),
    );
}

fn registration(sheet: &mut Sheet<'_>, broker: &Broker) {
    let world = sheet.world();
    let fenced = sheet.yes_no(world.is_fenced(broker.id));
    sheet.fact(
        "fenced by the controller",
        "펜싱 여부(컨트롤러)",
        fenced,
        NodeFact::Fenced.meaning(),
    );
    let registration = world.metadata().brokers.get(&broker.id);
    let epoch = registration.map_or(sheet.none(), |it| it.broker_epoch.into());
    sheet.fact(
        "registered broker epoch",
        "등록된 브로커 에포크",
        epoch,
        NodeFact::RegisteredEpoch.meaning(),
    );
    if let Some(registration) = registration {
        let leaving = sheet.yes_no(registration.in_controlled_shutdown);
        sheet.fact(
            "in controlled shutdown",
            "정상 종료 진행 중",
            leaving,
            NodeFact::InControlledShutdown.meaning(),
        );
    }
    let session = world.controller().and_then(|it| it.session_of(broker.id));
    let ends = session.map(|session| sheet.ahead(session.expires));
    let ends = ends.as_deref().map_or(sheet.none(), Value::Words);
    sheet.fact(
        "session runs out",
        "세션 만료",
        ends,
        NodeFact::Session.meaning(),
    );
    let mut holds = 0_u32;
    for (_, registration) in world.metadata().partitions_of_users() {
        holds += u32::from(registration.replicas.contains(&broker.id));
    }
    sheet.fact(
        "replicas assigned",
        "할당된 레플리카",
        holds.into(),
        NodeFact::Holds.meaning(),
    );
}

/// What waits, by partition; a line for each kind where nothing does, so that its place is known.
fn purgatory(sheet: &mut Sheet<'_>, process: &Process) {
    let mut produces = Vec::new();
    for (socket, delayed) in process.delayed_produces() {
        for (partition, required_offset) in delayed.waiting() {
            let wait = say!(
                sheet.lang,
                "{0} waits for HW {1}",
                "{0} 요청, HW {1} 대기",
                socket.connection.client,
                required_offset
            );
            produces.push((Some(partition), wait));
        }
    }
    waiting(sheet, "Produce", produces, NodeFact::ParkedProduces);
    let mut fetches = Vec::new();
    for (socket, delayed) in process.delayed_fetches() {
        let asked = &delayed.request.partitions;
        let wait = say!(
            sheet.lang,
            "{0} waits for data",
            "{0} 요청, 데이터 대기",
            socket.connection.client
        );
        fetches.push((asked.first().map(|fetch| fetch.partition), wait));
    }
    waiting(sheet, "Fetch", fetches, NodeFact::ParkedFetches);
    let mut deletes = Vec::new();
    for (socket, delayed) in process.delayed_deletes() {
        let wait = say!(
            sheet.lang,
            "{0} waits for log start {1}",
            "{0} 요청, 로그 시작 {1} 대기",
            socket.connection.client,
            delayed.required_offset
        );
        deletes.push((Some(delayed.partition), wait));
    }
    if !deletes.is_empty() {
        waiting(sheet, "DeleteRecords", deletes, NodeFact::ParkedDeletes);
    }
}

fn waiting(
    sheet: &mut Sheet<'_>,
    api: &str,
    waits: Vec<(Option<TopicPartition>, String)>,
    meaning: NodeFact,
) {
    if waits.is_empty() {
        let none = sheet.none();
        sheet.same(api, none, meaning.meaning());
    }
    for (partition, wait) in waits {
        let partition = partition.map(|id| sheet.world().metadata().name_of(id));
        let name = [api, " ", partition.as_deref().unwrap_or_default()].concat();
        sheet.named(
            name.trim_end().to_owned(),
            (&wait).into(),
            meaning.meaning(),
        );
    }
}

fn settings(sheet: &mut Sheet<'_>, broker: &Broker) {
    for setting in config::of_broker(broker.config()) {
        if !setting.is_default() {
            sheet.setting(&setting);
        }
    }
}

/// These may well have the default's value: with eligible leader replicas the controller writes a minimum ISR
/// into the metadata by itself.
fn cluster_settings(sheet: &mut Sheet<'_>) {
    for (key, value) in &sheet.world().metadata().broker_config {
        sheet.same(key, (&**value).into(), NodeFact::ClusterSetting.meaning());
    }
}

fn replicas(sheet: &mut Sheet<'_>, broker: &Broker) {
    let world: &World = sheet.world();
    for (id, _) in world.metadata().partitions_of_users() {
        if let Some(view) = world.replica(broker.id, id) {
            let word = standing::word(sheet.lang, view.standing);
            let name = same!(Lang::En, "{0}: {1}", &world.metadata().name_of(id), word);
            sheet.thing(name, Selection::Replica(broker.id, id));
        }
    }
}
