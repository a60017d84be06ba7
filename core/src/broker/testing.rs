//! What the tests of a broker's rules begin with: a partition that leads, and a broker that stands
//! alone.

use super::Broker;
use super::partition::{Context, Partition};
use crate::config::BrokerConfig;
use crate::id::{
    BrokerEpoch, BrokerId, ClientId, LeaderEpoch, NodeId, Offset, PartitionIndex, TopicId,
    TopicPartition,
};
use crate::log::{Batch, Log, Record};
use crate::metadata::{MetadataImage, MetadataRecord, PartitionRegistration};
use crate::sim::{Actor as _, Channel, ConnectionId, Effect, Input, Socket, Timer, turn_at};
use crate::time::{Span, Time};
use crate::trace::Event;
use crate::wire::{BrokerHeartbeatState, ErrorCode, FetchMetadataResponse, Request, Response};

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

pub(super) const ORDERS: TopicPartition = TopicPartition {
    topic: TopicId(1),
    partition: PartitionIndex(0),
};

/// b1, told by hand what reaches it.
pub(super) struct Alone {
    pub(super) broker: Broker,
    pub(super) now: Time,
    metadata_offset: Offset,
}

/// What came of one turn.
#[derive(Debug, Default)]
pub(super) struct Turn {
    pub(super) events: Vec<Event>,
    pub(super) requests: Vec<Request>,
    pub(super) responses: Vec<Response>,
    pub(super) timers: Vec<(Timer, Span)>,
    pub(super) exits: bool,
}

impl Turn {
    /// When a timer that this turn set goes off.
    pub(super) fn timer(&self, wanted: Timer) -> Option<u64> {
        let mut timers = self.timers.iter().rev();
        let found = timers.find(|(timer, _)| *timer == wanted);
        found.map(|(_, after)| after.as_ms())
    }
}

impl Alone {
    /// A broker whose process has just started.
    pub(super) fn new(config: BrokerConfig) -> Self {
        let mut alone = Self {
            broker: Broker::new(BrokerId(1), config.into()),
            now: Time::START,
            metadata_offset: Offset::ZERO,
        };
        alone.on(Input::Start);
        alone
    }

    /// A broker that is registered with epoch 1, unfenced, and knows these records besides.
    pub(super) fn running(config: BrokerConfig, records: Vec<MetadataRecord>) -> Self {
        let mut alone = Self::new(config);
        alone.controller_says(Response::BrokerRegistration(Ok(BrokerEpoch(1))));
        for (is_caught_up, is_fenced) in [(true, true), (true, false)] {
            alone.heartbeat(Ok(BrokerHeartbeatState {
                is_caught_up,
                is_fenced,
                should_shut_down: false,
            }));
        }
        alone.learns(records);
        alone
    }

    pub(super) fn on(&mut self, input: Input) -> Turn {
        let mut turn = Turn::default();
        let broker = &mut self.broker;
        let (traces, effects) = turn_at(BrokerId(1).into(), self.now, |out| broker.on(input, out));
        turn.events = traces.into_iter().map(|trace| trace.event).collect();
        for effect in effects {
            match effect {
                Effect::Send(_, request, _) => turn.requests.push(request),
                Effect::Respond(_, Some(response), _) => turn.responses.push(response),
                Effect::SetTimer(timer, at, _) => turn.timers.push((timer, at.since(self.now))),
                Effect::Exit(_) => turn.exits = true,
                _ => {}
            }
        }
        turn
    }

    pub(super) fn controller_says(&mut self, response: Response) -> Turn {
        let channel = match response {
            Response::FetchMetadata(_) => Channel::Metadata,
            _ => Channel::Heartbeat,
        };
        let connection = ConnectionId {
            client: BrokerId(1).into(),
            server: NodeId::CONTROLLER,
            channel,
        };
        self.on(Input::Response(connection, response))
    }

    pub(super) fn heartbeat(&mut self, said: Result<BrokerHeartbeatState, ErrorCode>) -> Turn {
        self.controller_says(Response::BrokerHeartbeat(said))
    }

    /// Hands the broker the next records of the metadata log.
    pub(super) fn learns(&mut self, records: Vec<MetadataRecord>) -> Turn {
        let base_offset = self.metadata_offset;
        self.metadata_offset = base_offset.plus(records.len());
        self.controller_says(Response::FetchMetadata(FetchMetadataResponse {
            base_offset,
            records,
        }))
    }

    /// The process starts again, and knows nothing of the metadata log.
    pub(super) fn starts_again(&mut self) -> Turn {
        self.metadata_offset = Offset::ZERO;
        self.on(Input::Start)
    }

    /// A client, or another broker, asks for something on its one connection.
    pub(super) fn asked(&mut self, by: NodeId, request: Request) -> Turn {
        let connection = ConnectionId {
            client: by,
            server: BrokerId(1).into(),
            channel: Channel::Client,
        };
        let socket = Socket {
            connection,
            incarnation: 0,
        };
        self.on(Input::Request(socket, request))
    }
}

pub(super) const CLIENT: NodeId = NodeId::Producer(ClientId(1));

/// A topic `orders`, whose one partition is this.
pub(super) fn orders(registration: PartitionRegistration) -> Vec<MetadataRecord> {
    vec![
        MetadataRecord::Topic {
            id: ORDERS.topic,
            name: "orders".into(),
        },
        MetadataRecord::Partition {
            partition: ORDERS,
            registration,
        },
    ]
}

/// A partition on b1, b2 and b3, all in sync.
pub(super) fn led_by(leader: u32, leader_epoch: i32) -> PartitionRegistration {
    PartitionRegistration {
        replicas: (1..=3).map(BrokerId).collect(),
        isr: (1..=3).map(BrokerId).collect(),
        leader: Some(BrokerId(leader)),
        leader_epoch: LeaderEpoch(leader_epoch),
        ..PartitionRegistration::default()
    }
}
