//! From the fields of producers and consumers to what they describe.

use std::sync::Arc;

use highwater_core::config::{BrokerConfig, ConsumerConfig, ProducerConfig};
use highwater_core::explain::refused_session_timeout;
use highwater_core::id::{Offset, PartitionIndex};
use highwater_core::scenario::{
    ApplicationSpec, AssignedPartition, CommitCall, ConsumerSpec, Load, OnFailure, ProblemKind,
    ProducerSpec,
};

use super::{FieldProblem, Reader, Wrong, numbers};
use crate::sandbox::draft::Sheet;
use crate::sandbox::field::{
    ASSIGN, BEFORE_WORK, BY_HAND, BY_SUBSCRIPTION, CALLS, COMMIT, COMMIT_ASYNC, COMMIT_FIRST,
    COMMIT_SYNC, FAILS, Field, LOAD_EVERY, LOAD_FROM, LOAD_PARTITIONS, LOAD_TOPIC, MADE,
    ON_FAILURE, PASS_OVER, PROCESS, Part, READS, SEEK_BACK, SENDS, STEADILY, SUBSCRIBE,
    WHEN_SENDING,
};

impl Reader<'_> {
    pub(super) fn producer(&mut self, sheet: &Sheet) -> ProducerSpec {
        let part = Part::Producer(sheet.id);
        let mut config = ProducerConfig::default();
        self.settings(part, sheet, &mut |key, value| config.set(key, value));
        let load = (sheet.text(SENDS) == STEADILY).then(|| self.load(part, sheet));
        ProducerSpec {
            config,
            load,
            on_demand: sheet.text(MADE) == WHEN_SENDING,
        }
    }

    /// Without partitions the producer's partitioner chooses.
    fn load(&mut self, part: Part, sheet: &Sheet) -> Load {
        let field = Field::own(part, LOAD_PARTITIONS);
        let written = sheet.text(LOAD_PARTITIONS);
        let partitions = match written.trim() {
            "" => Some(Vec::new()),
            written => numbers(written, 'p'),
        };
        if partitions.is_none() {
            self.wrong(&field, Wrong::Partitions);
        }
        let partitions = partitions.unwrap_or_default();
        Load {
            topic: sheet.text(LOAD_TOPIC).trim().into(),
            partitions: partitions.into_iter().map(PartitionIndex).collect(),
            from_ms: self.number(part, LOAD_FROM),
            every_ms: self.number(part, LOAD_EVERY),
        }
    }

    pub(super) fn consumer(&mut self, sheet: &Sheet) -> ConsumerSpec {
        let part = Part::Consumer(sheet.id);
        let mut config = ConsumerConfig::default();
        self.settings(part, sheet, &mut |key, value| config.set(key, value));
        let (subscribe, assign) = match sheet.text(READS) == BY_SUBSCRIPTION {
            true => (topics(sheet.text(SUBSCRIBE)), Vec::new()),
            false => (Vec::new(), self.assign(part, sheet)),
        };
        ConsumerSpec {
            config,
            subscribe,
            assign,
            application: self.application(part, sheet),
        }
    }

    fn assign(&mut self, part: Part, sheet: &Sheet) -> Vec<AssignedPartition> {
        let mut assign = Vec::new();
        for one in sheet.text(ASSIGN).split([',', '\n']) {
            match assigned(one.trim()) {
                _ if one.trim().is_empty() => {}
                Some(assigned) => assign.push(assigned),
                None => {
                    self.wrong(&Field::own(part, ASSIGN), Wrong::Assigned);
                    break;
                }
            }
        }
        assign
    }

    fn application(&mut self, part: Part, sheet: &Sheet) -> ApplicationSpec {
        ApplicationSpec {
            by_hand: sheet.text(CALLS) == BY_HAND,
            process_ms: self.number(part, PROCESS),
            fail_percent: self.number(part, FAILS),
            on_failure: match sheet.text(ON_FAILURE) {
                SEEK_BACK => OnFailure::SeekBack,
                PASS_OVER => OnFailure::PassOver,
                _ => OnFailure::Close,
            },
            commit: match sheet.text(COMMIT) {
                COMMIT_SYNC => CommitCall::Sync,
                COMMIT_ASYNC => CommitCall::Async,
                _ => CommitCall::None,
            },
            commit_first: sheet.text(COMMIT_FIRST) == BEFORE_WORK,
        }
    }

    /// The brokers would not let a member in with such a session.
    pub(super) fn session_timeouts(&mut self, brokers: &BrokerConfig, consumers: &[ConsumerSpec]) {
        for (sheet, consumer) in self.draft.consumers.iter().zip(consumers) {
            let refused = refused_session_timeout(brokers, consumer);
            if let Some((exception, bounds)) = refused {
                let field = Field::setting(Part::Consumer(sheet.id), "session.timeout.ms");
                self.take_down(FieldProblem {
                    path: self.draft.path(&field).unwrap_or_default(),
                    kafka: Some(exception),
                    wrong: Wrong::Scenario(ProblemKind::OutOfBounds {
                        value: consumer.config.session_timeout_ms,
                        least: *bounds.start(),
                        most: *bounds.end(),
                    }),
                });
            }
        }
    }
}

/// Topics with commas between them.
fn topics(list: &str) -> Vec<Arc<str>> {
    let names = list.split([',', '\n']).map(str::trim);
    names
        .filter(|name| !name.is_empty())
        .map(Arc::from)
        .collect()
}

/// `orders-0`, or `orders-0@5`.
fn assigned(text: &str) -> Option<AssignedPartition> {
    let (partition, offset) = match text.split_once('@') {
        None => (text, None),
        Some((partition, offset)) => (partition, Some(Offset(offset.trim().parse().ok()?))),
    };
    let (topic, index) = partition.trim().rsplit_once('-')?;
    Some(AssignedPartition {
        topic: topic.into(),
        partition: PartitionIndex(index.parse().ok()?),
        from_offset: offset,
    })
}
