//! Producers and consumers: what waits in them, what they were told, what they know of the cluster.

use highwater_core::client::{Cluster, Consumer, Outcome, Producer};
use highwater_core::explain::exception_class;
use highwater_text::fact::NodeFact;
use highwater_text::fill::Value;
use highwater_text::{Lang, config, say};

use super::sheet::Sheet;
use super::{application, connection};
use crate::session::Selection;

/// So many partitions are listed of what a client knows.
const KNOWN_MAX: usize = 8;

/// What is said of a producer.
pub fn producer(sheet: &mut Sheet<'_>, producer: &Producer) {
    sheet.head("Producer", "프로듀서", producer.id.to_string());
    application::process(sheet, producer.id);
    application::producer_state(sheet, producer.state());
    sheet.fact(
        "records waiting",
        "전송 대기 레코드",
        producer.records_waiting().into(),
        NodeFact::RecordsWaiting.meaning(),
    );
    sheet.fact(
        "records in flight",
        "응답 대기 중인 레코드",
        producer.records_in_flight().into(),
        NodeFact::RecordsInFlight.meaning(),
    );
    outcomes(sheet, producer.outcomes());
    sheet.group("What it knows of the cluster", "클러스터에 대해 아는 것");
    known_leaders(sheet, producer.cluster());
    sheet.group("Configuration", "설정");
    for setting in config::of_producer(producer.config()) {
        sheet.setting(&setting);
    }
    connection::of_node(sheet, producer.id);
}

fn outcomes(sheet: &mut Sheet<'_>, outcomes: &[Outcome]) {
    let mut good = 0_u32;
    for outcome in outcomes {
        good += u32::from(outcome.result.is_ok());
    }
    let failed = outcomes.len().saturating_sub(good as usize);
    let told = say!(
        sheet.lang,
        "{0} succeeded, {1} failed",
        "성공 {0}개, 실패 {1}개",
        good,
        failed
    );
    sheet.fact(
        "last outcomes",
        "최근 전송 결과",
        (&told).into(),
        NodeFact::Outcomes.meaning(),
    );
    if let Some(last) = outcomes.last() {
        let told = outcome(sheet.lang, last);
        sheet.fact(
            "last record",
            "마지막 레코드",
            (&told).into(),
            NodeFact::LastOutcome.meaning(),
        );
    }
}

fn outcome(lang: Lang, outcome: &Outcome) -> String {
    match &outcome.result {
        Ok(Some(offset)) => say!(lang, "acknowledged, offset {0}", "ack, 오프셋 {0}", *offset),
        Ok(None) => say!(
            lang,
            "sent, without asking for an ack",
            "전송함, ack 요청 없음"
        ),
        Err(error) => exception_class(error.code, &error.detail).to_owned(),
    }
}

fn known_leaders(sheet: &mut Sheet<'_>, cluster: &Cluster) {
    let metadata = sheet.world().metadata();
    let mut left_out = 0_usize;
    for (place, (id, _)) in metadata.partitions_of_users().enumerate() {
        if place >= KNOWN_MAX {
            left_out += 1;
            continue;
        }
        let known = match cluster.leader(id) {
            Some((leader, epoch)) => say!(
                sheet.lang,
                "{0}, epoch {1}",
                "{0}, 에포크 {1}",
                leader,
                epoch
            ),
            None => sheet.lang.pick("none known", "모름").to_owned(),
        };
        let name = say!(
            sheet.lang,
            "leader of {0}",
            "{0} 리더",
            &metadata.name_of(id)
        );
        sheet.named(name, (&known).into(), NodeFact::KnownLeader.meaning());
    }
    if left_out > 0 {
        let name = sheet.lang.pick("further partitions", "그 밖의 파티션");
        sheet.same(name, left_out.into(), NodeFact::KnownLeader.meaning());
    }
}

/// What is said of a consumer.
pub fn consumer(sheet: &mut Sheet<'_>, consumer: &Consumer) {
    sheet.head("Consumer", "컨슈머", consumer.id.to_string());
    application::process(sheet, consumer.id);
    positions(sheet, consumer);
    sheet.fact(
        "records read",
        "읽은 레코드",
        consumer.consumed().into(),
        NodeFact::RecordsRead.meaning(),
    );
    if consumer.config().has_group() {
        membership(sheet, consumer);
    }
    application::application(sheet, consumer);
    sheet.group("What it knows of the cluster", "클러스터에 대해 아는 것");
    known_leaders(sheet, consumer.cluster());
    sheet.group("Configuration", "설정");
    for setting in config::of_consumer(consumer.config()) {
        sheet.setting(&setting);
    }
    sheet.related("Partitions", "파티션");
    for (id, _) in consumer.positions() {
        let name = sheet.world().metadata().name_of(id);
        sheet.thing(name, Selection::Partition(id));
    }
    connection::of_node(sheet, consumer.id);
}

/// What a member knows of its own membership.
fn membership(sheet: &mut Sheet<'_>, consumer: &Consumer) {
    sheet.group("Its group", "그룹");
    let (config, membership) = (consumer.config(), consumer.membership());
    let meaning = NodeFact::GroupId.meaning();
    sheet.same("group.id", (&*config.group_id).into(), meaning);
    let member = membership.member_id.as_ref();
    let member = member.map_or(sheet.none(), |member| Value::Words(&member.0));
    let meaning = NodeFact::MemberId.meaning();
    sheet.fact("member id", "멤버 id", member, meaning);
    match config.is_consumer_protocol() {
        true => {
            let meaning = NodeFact::MemberEpoch.meaning();
            sheet.fact(
                "member epoch",
                "멤버 에포크",
                membership.epoch.into(),
                meaning,
            );
        }
        false => {
            let generation = membership.generation.map_or(sheet.none(), Value::from);
            let meaning = NodeFact::Generation.meaning();
            sheet.fact("generation", "세대", generation, meaning);
        }
    }
    let coordinator = consumer.coordinator().map_or(sheet.none(), Value::from);
    let meaning = NodeFact::GroupCoordinator.meaning();
    sheet.fact("coordinator", "코디네이터", coordinator, meaning);
    let metadata = sheet.world().metadata();
    let mut assignment = String::new();
    for (id, _) in &consumer.subscription().partitions {
        if !assignment.is_empty() {
            assignment.push_str(", ");
        }
        assignment.push_str(&metadata.name_of(*id));
    }
    let assignment = match assignment.is_empty() {
        true => sheet.none(),
        false => Value::Words(&assignment),
    };
    let meaning = NodeFact::MemberAssignment.meaning();
    sheet.fact("assignment", "할당", assignment, meaning);
}

fn positions(sheet: &mut Sheet<'_>, consumer: &Consumer) {
    let world = sheet.world();
    for view in world.positions(consumer) {
        let name = &world.metadata().name_of(view.partition);
        let position = say!(sheet.lang, "{0} position", "{0} 포지션", name);
        let at = match view.is_paused {
            true => say!(
                sheet.lang,
                "{0}, paused by its application",
                "{0}(pause()로 읽기 중지됨)",
                view.offset
            ),
            false => view.offset.to_string(),
        };
        sheet.named(position, (&at).into(), NodeFact::Position.meaning());
        let unknown = sheet
            .lang
            .pick("unknown without a leader", "리더가 없어 알 수 없음");
        let lag = view.lag.map_or(Value::Words(unknown), Value::from);
        let of_lag = say!(sheet.lang, "{0} lag", "{0} 컨슈머 랙(lag)", name);
        sheet.named(of_lag, lag, NodeFact::ConsumerLag.meaning());
        let leader = sheet.lang.pick("its leader", "리더");
        let from = consumer
            .read_replica(view.partition)
            .map_or(Value::Words(leader), Value::from);
        let reads = say!(sheet.lang, "{0} is read from", "{0을} 읽는 곳", name);
        sheet.named(reads, from, NodeFact::ReadReplica.meaning());
    }
}
