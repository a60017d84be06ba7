//! The whole cluster, and everything in it that can be picked.

use highwater_core::id::{BrokerId, NodeId};
use highwater_core::sim::World;
use highwater_text::fact::NodeFact;
use highwater_text::{Lang, say};

use super::connection;
use super::sheet::Sheet;
use crate::session::Selection;

/// What is said while nothing is picked.
pub fn cluster(sheet: &mut Sheet<'_>) {
    let world = sheet.world();
    let title = sheet
        .lang
        .pick("As the controller knows it", "컨트롤러가 아는 상태");
    sheet.head("Cluster", "클러스터", title.to_owned());
    health(sheet, world);
    partitions(sheet, world);
    sheet.related("Nodes", "노드");
    for (node, _) in world.nodes() {
        if node != NodeId::Admin {
            sheet.node(node);
        }
    }
    sheet.related("Links", "네트워크 연결");
    for (a, _) in world.nodes() {
        for (b, _) in world.nodes() {
            if a < b && connection::are_linked(a, b) {
                sheet.link(a, b);
            }
        }
    }
}

fn health(sheet: &mut Sheet<'_>, world: &World) {
    let brokers = &world.metadata().brokers;
    let mut unfenced = 0_u32;
    for registration in brokers.values() {
        unfenced += u32::from(!registration.fenced);
    }
    let of_all = say!(
        sheet.lang,
        "{0} of {1}",
        "{1}대 중 {0}대",
        unfenced,
        brokers.len()
    );
    sheet.fact(
        "brokers unfenced",
        "펜싱되지 않은 브로커",
        (&of_all).into(),
        NodeFact::ClusterBrokers.meaning(),
    );
    let health = world.partition_health();
    for (en, ko, count, meaning) in [
        (
            "offline partitions",
            "오프라인 파티션",
            health.offline,
            NodeFact::OfflinePartitions,
        ),
        (
            "under-replicated partitions",
            "복제가 부족한 파티션",
            health.under_replicated,
            NodeFact::UnderReplicatedPartitions,
        ),
        (
            "partitions under min ISR",
            "min ISR 미달 파티션",
            health.under_min_isr,
            NodeFact::UnderMinIsrPartitions,
        ),
    ] {
        sheet.fact(en, ko, count.into(), meaning.meaning());
    }
}

/// The partitions, each with its leader: what one looks for first.
fn partitions(sheet: &mut Sheet<'_>, world: &World) {
    sheet.related("Partitions", "파티션");
    let metadata = world.metadata();
    for (id, registration) in metadata.partitions_of_users() {
        let name = name_with_leader(sheet.lang, &metadata.name_of(id), registration.leader);
        sheet.thing(name, Selection::Partition(id));
    }
}

fn name_with_leader(lang: Lang, name: &str, leader: Option<BrokerId>) -> String {
    match leader {
        Some(leader) => say!(lang, "{0}: leader {1}", "{0}: 리더 {1}", name, leader),
        None => say!(lang, "{0}: no leader", "{0}: 리더 없음", name),
    }
}
