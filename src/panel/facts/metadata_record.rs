//! A record of the metadata log, and who has applied it.

use highwater_core::id::{NodeId, Offset};
use highwater_text::fact::NodeFact;
use highwater_text::fill::Value;
use highwater_text::{control_plane, say};

use super::sheet::Sheet;

/// What is said of a record of the metadata log.
pub fn metadata_record(sheet: &mut Sheet<'_>, offset: Offset) {
    let world = sheet.world();
    let Some(entry) = world.metadata_entry(offset) else {
        let title = say!(
            sheet.lang,
            "metadata offset {0}",
            "메타데이터 오프셋 {0}",
            offset
        );
        return sheet.gone(title);
    };
    let title = entry.record.name().to_owned();
    sheet.head("Metadata record", "메타데이터 레코드", title);
    sheet.fact(
        "offset",
        "오프셋",
        offset.into(),
        NodeFact::MetadataRecordOffset.meaning(),
    );
    for field in control_plane::fields(sheet.lang, &entry, world.metadata()) {
        sheet.same(field.name, Value::Words(&field.value), field.meaning);
    }
    let mut applied = Vec::new();
    for broker in world.liveness(sheet.now()) {
        if broker.applied.is_some_and(|end| end > offset) {
            applied.push(broker.broker);
        }
    }
    let applied = sheet.brokers(&applied);
    sheet.fact(
        "applied by",
        "적용한 브로커",
        applied,
        NodeFact::MetadataAppliedBy.meaning(),
    );
    sheet.related("Written by", "기록한 컨트롤러");
    if let Some(controller) = world.controller() {
        sheet.node(NodeId::Controller(controller.id));
    }
}
