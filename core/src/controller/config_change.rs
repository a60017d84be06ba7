//! Settings that change while the cluster runs (`ConfigurationControlManager`).

use std::sync::Arc;

use super::Controller;
use super::topics::{MIN_ISR, refused};
use crate::config::TopicConfig;
use crate::id::TopicId;
use crate::metadata::{ConfigResource, MetadataRecord};
use crate::sim::Out;
use crate::trace::Event;
use crate::wire::{ApiError, ErrorCode, ErrorDetail};

impl Controller {
    /// What a new cluster with eligible leader replicas begins with: a cluster-wide minimum ISR, so
    /// that no broker has one of its own (`maybeGenerateElrSafetyRecords`).
    pub(super) fn bootstrap(&mut self) {
        if self.elr_enabled() {
            let min_isr = self.config.min_insync_replicas.to_string();
            self.write_config(
                ConfigResource::Brokers,
                MIN_ISR.into(),
                Some(min_isr.into()),
            );
        }
    }

    /// Sets a key of a topic, or of all brokers, or gives it back to its default.
    pub(super) fn alter_config(
        &mut self,
        topic: Option<&Arc<str>>,
        key: &Arc<str>,
        value: Option<&Arc<str>>,
        out: &mut Out<'_>,
    ) -> Result<(), ApiError> {
        let resource = match topic {
            Some(name) => {
                let topic = self.image().topic_named(name);
                ConfigResource::Topic(topic.ok_or(ErrorCode::UnknownTopicOrPartition)?)
            }
            None => ConfigResource::Brokers,
        };
        let allowed = match value {
            Some(value) => TopicConfig::validate(key, value),
            None => TopicConfig::validate_key(key),
        };
        allowed.map_err(|error| refused(ErrorCode::InvalidConfig, ErrorDetail::Config(error)))?;
        self.write_config(resource, key.clone(), value.cloned());
        out.follow(Event::ConfigChanged {
            topic: topic.cloned(),
            key: key.clone(),
            value: value.cloned(),
        });
        if &**key == MIN_ISR {
            self.clear_elr(match resource {
                ConfigResource::Topic(topic) => Some(topic),
                ConfigResource::Brokers => None,
            });
        }
        self.elect_uncleanly(out);
        Ok(())
    }

    fn write_config(&mut self, resource: ConfigResource, key: Arc<str>, value: Option<Arc<str>>) {
        self.log.write(MetadataRecord::Config {
            resource,
            key,
            value,
        });
    }

    /// With another minimum nobody can tell whether those who were eligible still hold everything
    /// that is committed.
    pub(super) fn clear_elr(&mut self, topic: Option<TopicId>) {
        if self.elr_enabled() {
            self.log.write(MetadataRecord::ClearElr { topic });
        }
    }
}
