//! A record of the metadata log, and who has applied it.

use highwater_core::id::Offset;
use highwater_text::control_plane;
use highwater_text::fill::Value;
use highwater_text::{Lang, say};

use super::{Facts, gone, names};
use crate::session::Session;

/// What is said of a record of the metadata log.
pub fn metadata_record(session: &Session, offset: Offset, lang: Lang) -> Facts {
    let world = session.world();
    let Some(entry) = world.metadata_entry(offset) else {
        let title = say!(lang, "metadata offset {0}", "메타데이터 오프셋 {0}", offset);
        return gone(lang, title);
    };
    let title = entry.record.name().to_owned();
    let mut facts = Facts::new(lang, "Metadata record", "메타데이터 레코드", title);
    facts.add("offset", "오프셋", offset.into());
    for field in control_plane::fields(lang, &entry, world.metadata()) {
        facts.add_same(field.name, Value::Words(&field.value));
    }
    let mut applied = Vec::new();
    for broker in world.liveness(session.timeline().position().time) {
        if broker.applied.is_some_and(|end| end > offset) {
            applied.push(broker.broker);
        }
    }
    facts.add("applied by", "적용한 브로커", names(&applied));
    facts
}
