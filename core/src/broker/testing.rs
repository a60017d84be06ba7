//! What the tests of a leader's rules begin with.

use super::partition::{Context, Partition};
use crate::config::BrokerConfig;
use crate::id::{BrokerEpoch, BrokerId, LeaderEpoch};
use crate::log::{Batch, Log, Record};
use crate::metadata::{MetadataImage, MetadataRecord, PartitionRegistration};
use crate::time::Time;

/// b1, b2 and b3, each registered with its id as its epoch; the first `unfenced` of them unfenced.
pub(super) fn metadata(unfenced: u32) -> MetadataImage {
    let mut image = MetadataImage::default();
    for id in 1..=3 {
        let (broker, broker_epoch) = (BrokerId(id), BrokerEpoch(id.into()));
        image.apply(&MetadataRecord::RegisterBroker {
            broker,
            broker_epoch,
            incarnation: 1,
            rack: None,
        });
        image.apply(&MetadataRecord::BrokerRegistrationChange {
            broker,
            broker_epoch,
            fenced: Some(id > unfenced),
            in_controlled_shutdown: None,
        });
    }
    image
}

/// b1's surroundings at a time.
pub(super) fn context<'a>(
    config: &'a BrokerConfig,
    metadata: &'a MetadataImage,
    ms: u64,
) -> Context<'a> {
    Context {
        me: BrokerId(1),
        now: Time::from_ms(ms),
        cause: None,
        config,
        metadata,
    }
}

pub(super) fn append_one(log: &mut Log, epoch: i32) {
    let record = Record::new(None, Some("v"));
    let batch = Batch::new(log.end_offset(), LeaderEpoch(epoch), vec![record]);
    log.append(batch, Time::START);
}

/// A log of so many records, and a partition that b1 leads from the end of that log on, with b1 and
/// b2 in sync.
pub(super) fn leading(records: u32, context: &Context<'_>) -> (Partition, Log) {
    let mut log = Log::default();
    for _ in 0..records {
        append_one(&mut log, 0);
    }
    let registration = PartitionRegistration {
        replicas: vec![BrokerId(1), BrokerId(2), BrokerId(3)],
        isr: vec![BrokerId(1), BrokerId(2)],
        leader: Some(BrokerId(1)),
        leader_epoch: LeaderEpoch(1),
        ..PartitionRegistration::default()
    };
    let mut partition = Partition::new(1);
    partition.update(&registration, &mut log, context);
    (partition, log)
}
