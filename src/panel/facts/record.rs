//! A record in a replica: what it is, what its producer was told, and who else has it.

use highwater_core::explain::exception_class;
use highwater_core::id::{BrokerId, Offset, RecordId, TopicPartition};
use highwater_core::log::Record;
use highwater_core::sim::{RecordCopy, RecordOutcome, ReplicaView};
use highwater_core::time::Time;
use highwater_core::trace::Event;
use highwater_text::fact::PartitionFact;
use highwater_text::fill::Value;
use highwater_text::{same, say, standing};

use super::sheet::Sheet;
use crate::panel::moment::moment;
use crate::session::{Selection, Session};

/// What is said of a record.
pub fn record(sheet: &mut Sheet<'_>, broker: BrokerId, id: TopicPartition, offset: Offset) {
    let world = sheet.world();
    let name = &world.metadata().name_of(id);
    let title = say!(
        sheet.lang,
        "offset {0} of {1} on {2}",
        "{2}의 {1}, 오프셋 {0}",
        offset,
        name,
        broker
    );
    let view = world.replica(broker, id);
    let found = view
        .as_ref()
        .and_then(|view| view.log.record_at(offset).map(|found| (view, found)));
    let Some((view, (epoch, record))) = found else {
        return sheet.gone(title);
    };
    sheet.head("Record", "레코드", title);
    let committed = view.log.is_committed(offset);
    let about = standing::of_record(view.standing, committed);
    sheet.about(sheet.words.get(about).to_owned());
    content(sheet, offset, record);
    sheet.fact(
        "leader epoch",
        "리더 에포크",
        epoch.into(),
        PartitionFact::RecordEpoch.meaning(),
    );
    batch(sheet, view, offset);
    let is_committed = sheet.yes_no(committed);
    sheet.fact(
        "committed, as known here",
        "커밋 여부(이 레플리카 기준)",
        is_committed,
        PartitionFact::RecordCommitted.meaning(),
    );
    let told = told(sheet, record.id);
    sheet.fact(
        "answer to its producer",
        "프로듀서가 받은 결과",
        (&told).into(),
        PartitionFact::RecordAcknowledged.meaning(),
    );
    sheet.group(
        "At this offset of each replica",
        "레플리카마다 이 오프셋에 있는 것",
    );
    copies(sheet, broker, id, offset);
    related(sheet, view, offset);
}

fn content(sheet: &mut Sheet<'_>, offset: Offset, record: &Record) {
    sheet.fact(
        "offset",
        "오프셋",
        offset.into(),
        PartitionFact::RecordOffset.meaning(),
    );
    let key = record.key.as_deref().map_or(sheet.none(), Value::Words);
    sheet.fact("key", "키", key, PartitionFact::RecordKey.meaning());
    let value = record.value.as_deref().map_or(sheet.none(), Value::Words);
    sheet.fact("value", "값", value, PartitionFact::RecordValue.meaning());
}

fn batch(sheet: &mut Sheet<'_>, view: &ReplicaView<'_>, offset: Offset) {
    let mut batches = view.log.batches();
    let holds = batches.find(|it| it.base_offset <= offset && offset < it.next_offset());
    let Some(batch) = holds else { return };
    sheet.fact(
        "batch",
        "배치",
        Value::Offsets(batch.base_offset, batch.next_offset()),
        PartitionFact::RecordBatch.meaning(),
    );
    if let Some(producer) = batch.producer {
        sheet.fact(
            "sent by",
            "보낸 프로듀서",
            producer.into(),
            PartitionFact::RecordProducer.meaning(),
        );
    }
}

/// What its producer was told of a record, and when, as far as the run shown here has seen it.
fn told(sheet: &Sheet<'_>, id: RecordId) -> String {
    let lang = sheet.lang;
    let at = when_told(sheet.session, id).map(|at| [", ", &moment(at)].concat());
    let at = &at.unwrap_or_default();
    match sheet.world().outcome_of(id) {
        RecordOutcome::Acknowledged(Some(_)) => say!(lang, "acknowledged{0}", "ack{0}", at),
        RecordOutcome::Acknowledged(None) => {
            let en = "nothing: acks=0 asks for no ack";
            lang.pick(en, "없음: acks=0은 ack를 요청하지 않음")
                .to_owned()
        }
        RecordOutcome::Failed(error) => {
            same!(
                lang,
                "{0}{1}",
                exception_class(error.code, &error.detail),
                at
            )
        }
        RecordOutcome::Pending => lang.pick("nothing yet", "아직 없음").to_owned(),
        RecordOutcome::Forgotten => {
            let en = "too long ago to be remembered";
            lang.pick(en, "오래되어 기억하지 않음").to_owned()
        }
    }
}

fn when_told(session: &Session, id: RecordId) -> Option<Time> {
    let mut past = session.timeline().past().iter().rev();
    let told = past.find(|trace| match &trace.event {
        Event::RecordAcknowledged { record, .. } | Event::RecordFailed { record, .. } => {
            *record == id
        }
        _ => false,
    });
    told.map(|trace| trace.at)
}

fn copies(sheet: &mut Sheet<'_>, broker: BrokerId, id: TopicPartition, offset: Offset) {
    let copies = sheet.world().copies_of_record(broker, id, offset);
    for (en, ko, copy, meaning) in [
        (
            "this record",
            "이 레코드",
            RecordCopy::Same,
            PartitionFact::CopiesSame,
        ),
        (
            "another record",
            "다른 레코드",
            RecordCopy::Other,
            PartitionFact::CopiesOther,
        ),
        (
            "nothing",
            "레코드 없음",
            RecordCopy::Missing,
            PartitionFact::CopiesMissing,
        ),
        (
            "deleted",
            "삭제됨",
            RecordCopy::Deleted,
            PartitionFact::CopiesDeleted,
        ),
    ] {
        let mut on = Vec::new();
        for (broker, has) in &copies {
            if *has == copy {
                on.push(*broker);
            }
        }
        if !on.is_empty() || copy == RecordCopy::Same {
            let on = sheet.brokers(&on);
            sheet.fact(en, ko, on, meaning.meaning());
        }
    }
}

fn related(sheet: &mut Sheet<'_>, view: &ReplicaView<'_>, offset: Offset) {
    let (world, id, broker) = (sheet.world(), view.partition, view.broker);
    let name = world.metadata().name_of(id);
    sheet.related("Belongs to", "속한 곳");
    let replica = say!(sheet.lang, "{0} on {1}", "{1}의 {0}", &name, broker);
    sheet.thing(replica, Selection::Replica(broker, id));
    sheet.thing(name, Selection::Partition(id));
    sheet.related("Its neighbours", "이웃 레코드");
    for next in [Offset(offset.0.saturating_sub(1)), offset.plus(1)] {
        if next != offset && view.log.record_at(next).is_some() {
            let name = say!(sheet.lang, "offset {0}", "오프셋 {0}", next);
            sheet.thing(name, Selection::Record(broker, id, next));
        }
    }
    sheet.related("The same offset elsewhere", "다른 레플리카의 같은 오프셋");
    for other in world.replicas(id) {
        if other.broker != broker && other.log.record_at(offset).is_some() {
            let name = say!(sheet.lang, "on {0}", "{0}의 레플리카", other.broker);
            sheet.thing(name, Selection::Record(other.broker, id, offset));
        }
    }
}
