//! Settings that change while the cluster runs (`ConfigurationControlManager`).

use std::sync::Arc;

use super::Controller;
use super::refusal::{invalid_config, missing};
use crate::config::{MIN_INSYNC_REPLICAS, TopicConfig};
use crate::id::TopicId;
use crate::metadata::{ConfigResource, MetadataRecord};
use crate::sim::Out;
use crate::trace::Event;
use crate::wire::{Api, ApiError, ErrorCode, ErrorDetail};

impl Controller {
    /// What a new cluster with eligible leader replicas begins with: a cluster-wide minimum ISR, so
    /// that no broker has one of its own (`maybeGenerateElrSafetyRecords`).
    pub(super) fn bootstrap(&mut self) {
        if self.elr_enabled() {
            let min_isr = self.config.min_insync_replicas.to_string();
            self.log.write(MetadataRecord::Config {
                resource: ConfigResource::Brokers,
                key: MIN_INSYNC_REPLICAS.into(),
                value: Some(min_isr.into()),
            });
        }
    }

    /// Sets a key of a topic, or of all brokers, or gives it back to its default. A topic that may
    /// elect uncleanly from now on does so at the next look at leaderless partitions, or when something
    /// else is written of the partition, and not at once: so it was recorded of Kafka 4.3.1.
    pub(super) fn alter_config(
        &mut self,
        topic: Option<&Arc<str>>,
        key: &Arc<str>,
        value: Option<&Arc<str>>,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        let resource = match topic {
            Some(name) => self.altered_topic(name, key, value)?,
            None => self.altered_brokers(key, value)?,
        };
        // What brokers have is written again, so that they read it again.
        let is_set = self.value_of(resource, key);
        if is_set == value && resource != ConfigResource::Brokers {
            return Ok(());
        }
        self.log.write(MetadataRecord::Config {
            resource,
            key: key.clone(),
            value: value.cloned(),
        });
        out.follow(Event::ConfigChanged {
            topic: topic.cloned(),
            key: key.clone(),
            value: value.cloned(),
        });
        if &**key == MIN_INSYNC_REPLICAS {
            self.clear_elr(match resource {
                ConfigResource::Topic(topic) => Some(topic),
                ConfigResource::Brokers => None,
            });
        }
        Ok(())
    }

    /// The topic whose setting may change so. As in Kafka, a value is looked at before the topic is
    /// looked for, and a key that is given back is not looked at.
    fn altered_topic(
        &self,
        name: &Arc<str>,
        key: &Arc<str>,
        value: Option<&Arc<str>>,
    ) -> Result<ConfigResource, ApiError> {
        if let Some(value) = value {
            TopicConfig::validate(key, value).map_err(invalid_config)?;
        }
        match self.image().topic_named(name) {
            Some(topic) => Ok(ConfigResource::Topic(topic)),
            None => Err(missing(Api::IncrementalAlterConfigs, name, None)),
        }
    }

    fn altered_brokers(
        &self,
        key: &Arc<str>,
        value: Option<&Arc<str>>,
    ) -> Result<ConfigResource, ApiError> {
        TopicConfig::validate_cluster(key, value).map_err(invalid_config)?;
        if value.is_none() && &**key == MIN_INSYNC_REPLICAS && self.elr_enabled() {
            let detail = ErrorDetail::ClusterMinIsr;
            return Err(ApiError::new(ErrorCode::InvalidConfig, detail));
        }
        Ok(ConfigResource::Brokers)
    }

    fn value_of(&self, resource: ConfigResource, key: &Arc<str>) -> Option<&Arc<str>> {
        match resource {
            ConfigResource::Topic(topic) => self.image().topics.get(&topic)?.config.get(key),
            ConfigResource::Brokers => self.image().broker_config.get(key),
        }
    }

    /// With another minimum nobody can tell whether those who were eligible still hold everything
    /// that is committed.
    pub(super) fn clear_elr(&mut self, topic: Option<TopicId>) {
        if self.elr_enabled() {
            self.log.write(MetadataRecord::ClearElr { topic });
        }
    }
}
