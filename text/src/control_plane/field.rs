//! The fields of a record of the metadata log, by Kafka's names: those that it has a value for.

use highwater_core::id::BrokerId;
use highwater_core::metadata::{
    MetadataImage, MetadataRecord, PartitionChange, PartitionRegistration,
};
use highwater_core::sim::MetadataEntry;

use crate::Lang;
use crate::fact::{NodeFact, PartitionFact};
use crate::fill::{Value, fill};
use crate::meaning::Meaning;
use crate::message::{Field, FieldMeaning};

/// The fields of a record, in the order in which Kafka writes them.
#[must_use]
pub fn fields(lang: Lang, entry: &MetadataEntry<'_>, names: &MetadataImage) -> Vec<Field> {
    let mut list = List {
        lang,
        fields: Vec::new(),
    };
    match entry.record {
        MetadataRecord::RegisterBroker {
            broker,
            broker_epoch,
            incarnation,
            rack,
        } => {
            list.put("brokerId", broker.into(), FieldMeaning::BrokerId.meaning());
            let meaning = NodeFact::Incarnation.meaning();
            list.put("incarnationId", incarnation.into(), meaning);
            let meaning = NodeFact::RegisteredEpoch.meaning();
            list.put("brokerEpoch", broker_epoch.into(), meaning);
            let rack = rack.as_deref().unwrap_or("null");
            list.put("rack", rack.into(), NodeFact::RackOfBroker.meaning());
            list.put("fenced", "true".into(), NodeFact::Fenced.meaning());
        }
        MetadataRecord::BrokerRegistrationChange {
            broker,
            broker_epoch,
            fenced,
            in_controlled_shutdown,
        } => {
            list.put("brokerId", broker.into(), FieldMeaning::BrokerId.meaning());
            let meaning = NodeFact::RegisteredEpoch.meaning();
            list.put("brokerEpoch", broker_epoch.into(), meaning);
            if let Some(fenced) = fenced {
                // Kafka's three values: no change would be 0.
                let value = if *fenced { 1 } else { -1 };
                list.put("fenced", Value::Number(value), NodeFact::Fenced.meaning());
            }
            if let Some(leaving) = in_controlled_shutdown {
                let meaning = NodeFact::InControlledShutdown.meaning();
                let value = Value::Number((*leaving).into());
                list.put("inControlledShutdown", value, meaning);
            }
        }
        MetadataRecord::Topic { name, .. } => {
            list.put("name", (&**name).into(), FieldMeaning::TopicName.meaning());
        }
        MetadataRecord::Config {
            resource,
            key,
            value,
        } => {
            let whose = super::whose(lang, *resource, names);
            let meaning = FieldMeaning::ConfigResource.meaning();
            list.put("resourceName", (&whose).into(), meaning);
            list.put("name", (&**key).into(), FieldMeaning::ConfigName.meaning());
            let value = value.as_deref().unwrap_or("null");
            list.put("value", value.into(), FieldMeaning::ConfigValue.meaning());
        }
        MetadataRecord::ClearElr { .. } => {
            let whose = super::brief(lang, entry, names);
            let meaning = FieldMeaning::TopicName.meaning();
            list.put("topicName", (&whose).into(), meaning);
        }
        MetadataRecord::ProducerIds {
            broker,
            broker_epoch,
            next_producer_id,
        } => {
            list.put("brokerId", broker.into(), FieldMeaning::BrokerId.meaning());
            let meaning = NodeFact::RegisteredEpoch.meaning();
            list.put("brokerEpoch", broker_epoch.into(), meaning);
            let meaning = FieldMeaning::NextProducerId.meaning();
            list.put("nextProducerId", next_producer_id.0.into(), meaning);
        }
        MetadataRecord::Partition {
            partition,
            registration,
        } => {
            list.partition(&names.name_of(*partition));
            list.registration(registration);
        }
        MetadataRecord::PartitionChange { partition, change } => {
            list.partition(&names.name_of(*partition));
            list.change(change);
            if let Some(epoch) = entry.leader_epoch {
                let name = lang.pick("leader epoch from here on", "이때부터의 리더 에포크");
                let meaning = PartitionFact::RegisteredLeaderEpoch.meaning();
                list.put(name, epoch.into(), meaning);
            }
        }
    }
    list.fields
}

struct List {
    lang: Lang,
    fields: Vec<Field>,
}

impl List {
    #[inline(never)]
    fn put(&mut self, name: &'static str, value: Value<'_>, meaning: Meaning) {
        let value = fill(self.lang, "{0}", &[value]);
        self.fields.push(Field {
            name,
            value,
            meaning,
        });
    }

    fn partition(&mut self, name: &str) {
        let meaning = FieldMeaning::Partition.meaning();
        self.put("partition", name.into(), meaning);
    }

    fn registration(&mut self, registration: &PartitionRegistration) {
        // What is said of a new partition is a change of everything.
        let empty = |brokers: &Vec<BrokerId>| (!brokers.is_empty()).then(|| brokers.clone());
        self.change(&PartitionChange {
            isr: Some(registration.isr.clone()),
            leader: Some(registration.leader),
            elr: empty(&registration.elr),
            last_known_elr: empty(&registration.last_known_elr),
            recovering: Some(registration.recovering),
            replicas: Some(registration.replicas.clone()),
            adding: empty(&registration.adding),
            removing: empty(&registration.removing),
        });
        self.put(
            "leaderEpoch",
            registration.leader_epoch.into(),
            PartitionFact::RegisteredLeaderEpoch.meaning(),
        );
        self.put(
            "partitionEpoch",
            registration.partition_epoch.into(),
            PartitionFact::RegisteredPartitionEpoch.meaning(),
        );
    }

    fn change(&mut self, change: &PartitionChange) {
        self.brokers("isr", &change.isr, PartitionFact::RegisteredIsr);
        if let Some(leader) = change.leader {
            let leader = leader.map_or(Value::Number(-1), Value::from);
            self.put("leader", leader, PartitionFact::Leader.meaning());
        }
        for (name, brokers, meaning) in [
            (
                "replicas",
                &change.replicas,
                PartitionFact::AssignedReplicas,
            ),
            (
                "removingReplicas",
                &change.removing,
                PartitionFact::Removing,
            ),
            ("addingReplicas", &change.adding, PartitionFact::Adding),
        ] {
            self.brokers(name, brokers, meaning);
        }
        if let Some(recovering) = change.recovering {
            let state = if recovering {
                "RECOVERING"
            } else {
                "RECOVERED"
            };
            let meaning = PartitionFact::Recovery.meaning();
            self.put("leaderRecoveryState", state.into(), meaning);
        }
        self.brokers("eligibleLeaderReplicas", &change.elr, PartitionFact::Elr);
        self.brokers(
            "lastKnownElr",
            &change.last_known_elr,
            PartitionFact::LastKnownElr,
        );
    }

    fn brokers(
        &mut self,
        name: &'static str,
        brokers: &Option<Vec<BrokerId>>,
        meaning: PartitionFact,
    ) {
        if let Some(brokers) = brokers {
            self.put(name, Value::Brokers(brokers), meaning.meaning());
        }
    }
}
