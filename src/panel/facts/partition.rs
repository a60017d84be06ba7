//! A partition, as the controller has it registered.

use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::metadata::PartitionRegistration;
use highwater_text::course::ConfigScope;
use highwater_text::fact::PartitionFact;
use highwater_text::{config, say, standing};

use super::sheet::Sheet;
use crate::session::Selection;

/// What is said of a partition.
pub fn partition(sheet: &mut Sheet<'_>, id: TopicPartition) {
    let metadata = sheet.world().metadata();
    let name = metadata.name_of(id);
    let Some(registration) = metadata.partitions.get(&id) else {
        return sheet.gone(name);
    };
    sheet.head("Partition", "파티션", name);
    election(sheet, registration);
    replicas(sheet, registration);
    sheet.group("Settings that apply", "적용되는 설정");
    rules(sheet, id);
    related(sheet, id, registration);
}

fn election(sheet: &mut Sheet<'_>, registration: &PartitionRegistration) {
    let leader = sheet.broker_or_none(registration.leader);
    sheet.fact("leader", "리더", leader, PartitionFact::Leader.meaning());
    sheet.fact(
        "leader epoch",
        "리더 에포크",
        registration.leader_epoch.into(),
        PartitionFact::RegisteredLeaderEpoch.meaning(),
    );
    sheet.fact(
        "partition epoch",
        "파티션 에포크",
        registration.partition_epoch.into(),
        PartitionFact::RegisteredPartitionEpoch.meaning(),
    );
    let recovery = match registration.recovering {
        true => "RECOVERING",
        false => "RECOVERED",
    };
    sheet.same(
        "LeaderRecoveryState",
        recovery.into(),
        PartitionFact::Recovery.meaning(),
    );
}

fn replicas(sheet: &mut Sheet<'_>, registration: &PartitionRegistration) {
    for (en, ko, ids, meaning) in [
        (
            "replicas",
            "레플리카",
            &registration.replicas,
            PartitionFact::AssignedReplicas,
        ),
        (
            "ISR",
            "ISR",
            &registration.isr,
            PartitionFact::RegisteredIsr,
        ),
        ("ELR", "ELR", &registration.elr, PartitionFact::Elr),
        (
            "last known ELR",
            "마지막으로 알려진 ELR(last known ELR)",
            &registration.last_known_elr,
            PartitionFact::LastKnownElr,
        ),
        (
            "adding",
            "추가 중",
            &registration.adding,
            PartitionFact::Adding,
        ),
        (
            "removing",
            "제거 중",
            &registration.removing,
            PartitionFact::Removing,
        ),
    ] {
        let ids = sheet.brokers(ids);
        sheet.fact(en, ko, ids, meaning.meaning());
    }
}

fn rules(sheet: &mut Sheet<'_>, id: TopicPartition) {
    let world = sheet.world();
    if let Some(least) = world.min_isr(id) {
        sheet.fact(
            "min ISR in force",
            "적용되는 min ISR",
            least.into(),
            PartitionFact::MinIsr.meaning(),
        );
    }
    let allowed = sheet.yes_no(world.allows_unclean_election(id));
    sheet.fact(
        "unclean election allowed",
        "언클린 선출 허용",
        allowed,
        PartitionFact::UncleanElection.meaning(),
    );
    let Some(topic) = world.metadata().topics.get(&id.topic) else {
        return;
    };
    for (key, value) in &topic.config {
        let meaning = config::meaning(ConfigScope::Topic, key)
            .unwrap_or(PartitionFact::OtherTopicSetting.meaning());
        let name = say!(sheet.lang, "{0}, of the topic", "{0} (토픽)", &**key);
        sheet.named(name, (&**value).into(), meaning);
    }
}

fn related(sheet: &mut Sheet<'_>, id: TopicPartition, registration: &PartitionRegistration) {
    sheet.related("Replicas", "레플리카");
    for view in sheet.world().replicas(id) {
        let word = standing::word(sheet.lang, view.standing);
        let name = say!(
            sheet.lang,
            "on {0}: {1}",
            "{0}의 레플리카: {1}",
            view.broker,
            word
        );
        sheet.thing(name, Selection::Replica(view.broker, id));
    }
    sheet.related("Brokers", "브로커");
    for broker in &registration.replicas {
        sheet.node(NodeId::Broker(*broker));
    }
}
