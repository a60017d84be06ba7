//! Which broker coordinates a group (`KafkaApis.getCoordinator`), and the topic that has to be there for
//! that (`DefaultAutoTopicCreationManager`).

use super::Process;
use crate::command::AdminCommand;
use crate::config::GROUP_METADATA_TOPIC;
use crate::group::classic::GroupId;
use crate::id::BrokerId;
use crate::metadata::TopicSpec;
use crate::sim::{Channel, Out, Socket};
use crate::sorted::Map;
use crate::wire::{AdminRequest, ErrorCode, Request, Response};

/// What `__consumer_offsets` is configured with (`GroupCoordinatorService.groupMetadataTopicConfigs`).
const CONFIG: [(&str, &str); 3] = [
    ("cleanup.policy", "compact"),
    ("compression.type", "producer"),
    ("segment.bytes", "104857600"),
];

impl Process {
    /// Tells who coordinates a group. Without the topic nobody does: it is made, and the client asks again.
    pub(in crate::broker) fn find_coordinator(
        &mut self,
        socket: Socket,
        group: &GroupId,
        out: &mut Out<'_>,
    ) {
        if self.metadata.topic_named(GROUP_METADATA_TOPIC).is_none() {
            self.create_offsets_topic(out);
        }
        let broker = self.coordinator_of(group);
        let result = broker.ok_or(ErrorCode::CoordinatorNotAvailable);
        out.respond(socket, Response::FindCoordinator(result));
    }

    /// The leader of the group's partition, if there is one that lives.
    fn coordinator_of(&self, group: &GroupId) -> Option<BrokerId> {
        let partition = self.offsets_partition(self.partition_of_group(group)?)?;
        let leader = self.metadata.partitions.get(&partition)?.leader?;
        let registration = self.metadata.brokers.get(&leader)?;
        (!registration.fenced).then_some(leader)
    }

    fn create_offsets_topic(&mut self, out: &mut Out<'_>) {
        if self.groups.creating_topic {
            return;
        }
        self.groups.creating_topic = true;
        let mut config = Map::new();
        for (key, value) in CONFIG {
            config.insert(key.into(), value.into());
        }
        let brokers = u32::try_from(self.metadata.brokers.len()).unwrap_or(u32::MAX);
        let replicas = self.config.offsets_topic_replication_factor;
        let spec = TopicSpec {
            name: GROUP_METADATA_TOPIC.into(),
            assignment: Vec::new(),
            partitions: Some(self.config.offsets_topic_num_partitions),
            // Kafka would not make it where there are fewer brokers than replicas.
            replication_factor: Some(replicas.min(brokers)),
            config,
        };
        let request = AdminRequest {
            command: AdminCommand::CreateTopic(spec),
        };
        self.ask_controller(Channel::Forwarding, Request::Admin(request), out);
    }

    /// The controller has answered, or will not: if the topic is not there, whoever asks for a coordinator
    /// next has it asked for again.
    pub(in crate::broker) fn offsets_topic_created(&mut self) {
        self.groups.creating_topic = false;
    }
}
