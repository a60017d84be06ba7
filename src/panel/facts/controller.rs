//! The controller: its metadata log, and the brokers as it knows them.

use highwater_core::id::{BrokerId, NodeId, Offset};
use highwater_text::fact::NodeFact;
use highwater_text::say;

use super::connection;
use super::sheet::Sheet;

/// What is said of a controller.
pub fn controller(sheet: &mut Sheet<'_>, node: NodeId) {
    let world = sheet.world();
    sheet.head("Controller", "컨트롤러", node.to_string());
    let end = world
        .controller()
        .map_or(Offset::ZERO, |it| it.log().end_offset());
    sheet.fact(
        "metadata log end offset",
        "메타데이터 로그 끝 오프셋",
        end.into(),
        NodeFact::MetadataLogEnd.meaning(),
    );
    brokers(sheet);
    sheet.group("Sessions", "세션");
    sessions(sheet);
    sheet.related("Brokers", "브로커");
    for broker in world.brokers() {
        sheet.node(NodeId::Broker(broker.id));
    }
    connection::of_node(sheet, node);
}

fn brokers(sheet: &mut Sheet<'_>) {
    let brokers = &sheet.world().metadata().brokers;
    let (mut all, mut fenced, mut leaving) = (Vec::new(), Vec::new(), Vec::new());
    for (id, registration) in brokers {
        all.push(*id);
        if registration.fenced {
            fenced.push(*id);
        }
        if registration.in_controlled_shutdown {
            leaving.push(*id);
        }
    }
    for (en, ko, ids, meaning) in [
        (
            "registered brokers",
            "등록된 브로커",
            &all,
            NodeFact::RegisteredBrokers,
        ),
        (
            "fenced brokers",
            "펜싱된 브로커",
            &fenced,
            NodeFact::FencedBrokers,
        ),
        (
            "in controlled shutdown",
            "정상 종료 진행 중",
            &leaving,
            NodeFact::ShuttingDownBrokers,
        ),
    ] {
        let ids = sheet.brokers(ids);
        sheet.fact(en, ko, ids, meaning.meaning());
    }
}

fn sessions(sheet: &mut Sheet<'_>) {
    let ids: Vec<BrokerId> = sheet.world().metadata().brokers.keys().copied().collect();
    for id in ids {
        let session = sheet.world().controller().and_then(|it| it.session_of(id));
        let told = match session {
            Some(session) => say!(
                sheet.lang,
                "heard {0}, runs out {1}",
                "마지막 하트비트 {0}, 만료 {1}",
                &sheet.ago(session.last_contact),
                &sheet.ahead(session.expires)
            ),
            None => sheet.lang.pick("none", "없음").to_owned(),
        };
        let name = say!(sheet.lang, "session of {0}", "{0}의 세션", id);
        sheet.named(name, (&told).into(), NodeFact::SessionOfBroker.meaning());
    }
}
