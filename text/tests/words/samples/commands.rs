//! Samples of what is done to the cluster: commands, the faults that they cause, and why they are refused.

use std::sync::Arc;

use highwater_core::command::{
    AdminCommand, Command, ConsumerCall, ElectionType, Fault, LoopFault, OffsetTarget,
    ProducerCall, Refusal,
};
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, MessageId, NodeId, Offset, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::time::Time;

use super::{B1, B2, B3, C1, P1, samples};

samples! {
    /// Every command.
    commands: Command {
        Produce: [
            Command::Produce {
                producer: P1,
                topic: "orders".into(),
                partition: Some(PartitionIndex(0)),
                key: Some("order-6".into()),
                value: Some("paid".into()),
            },
            Command::Produce {
                producer: P1,
                topic: "orders".into(),
                partition: None,
                key: None,
                value: None,
            },
        ];
        SendSteadily: [
            Command::SendSteadily {
                producer: P1,
                topic: "orders".into(),
                partitions: vec![PartitionIndex(0)],
                every_ms: 500,
            },
            Command::SendSteadily {
                producer: P1,
                topic: "orders".into(),
                partitions: vec![PartitionIndex(0), PartitionIndex(1)],
                every_ms: 500,
            },
        ];
        CallProducer: [
            Command::CallProducer { producer: P1, call: ProducerCall::Create },
            Command::CallProducer { producer: P1, call: ProducerCall::Flush },
            Command::CallProducer { producer: P1, call: ProducerCall::Close { timeout_ms: 1_000 } },
        ];
        StartProducer: [Command::StartProducer(Arc::default())];
        StartConsumer: [Command::StartConsumer(Arc::default())];
        StopSending: [Command::StopSending(P1)];
        CallConsumer: [Command::CallConsumer { consumer: C1, call: ConsumerCall::Unsubscribe }];
        DisturbLoop: [Command::DisturbLoop { consumer: C1, fault: LoopFault::FailNext(2) }];
        Crash: [Command::Crash(NodeId::Broker(B1)), Command::Crash(P1)];
        PowerLoss: [Command::PowerLoss(NodeId::Broker(B1))];
        Restart: [
            Command::Restart(NodeId::Broker(B1)),
            Command::Restart(P1),
            Command::Restart(C1),
        ];
        Pause: [Command::Pause(NodeId::Broker(B1))];
        Resume: [Command::Resume(NodeId::Broker(B1))];
        Shutdown: [Command::Shutdown(NodeId::Broker(B1))];
        SlowBroker: [
            Command::SlowBroker { broker: NodeId::Broker(B1), by_ms: 300 },
            Command::SlowBroker { broker: NodeId::Broker(B1), by_ms: 0 },
        ];
        SlowDisk: [
            Command::SlowDisk { broker: NodeId::Broker(B1), by_ms: 300 },
            Command::SlowDisk { broker: NodeId::Broker(B1), by_ms: 0 },
        ];
        SlowLink: [
            Command::SlowLink { a: NodeId::Broker(B1), b: NodeId::Broker(B2), by_ms: 300 },
            Command::SlowLink { a: NodeId::Broker(B1), b: NodeId::Broker(B2), by_ms: 0 },
        ];
        Cut: [Command::Cut(NodeId::Broker(B1), NodeId::Broker(B2))];
        CutOneWay: [Command::CutOneWay { from: NodeId::Broker(B1), to: NodeId::Broker(B2) }];
        Heal: [Command::Heal(NodeId::Broker(B1), NodeId::Broker(B2))];
        Isolate: [Command::Isolate(NodeId::Broker(B1))];
        Rejoin: [Command::Rejoin(NodeId::Broker(B1))];
        Hold: [Command::Hold(MessageId(57))];
        Release: [Command::Release(MessageId(57))];
        Lose: [Command::Lose(MessageId(57))];
        Admin: [
            Command::Admin(create_topic()),
            Command::Admin(create_partitions()),
            Command::Admin(reassign(Some(vec![B2, B3]))),
            Command::Admin(reassign(None)),
            Command::Admin(elect(ElectionType::Preferred)),
            Command::Admin(elect(ElectionType::Unclean)),
            Command::Admin(alter_config(Some("orders"), Some("1"))),
            Command::Admin(alter_config(None, None)),
            Command::Admin(delete_records()),
        ];
        HealAll: [Command::HealAll];
        StopScript: [Command::StopScript];
    }
}

samples! {
    /// Every fault.
    faults: Fault {
        Crashed: [Fault::Crashed(NodeId::Broker(B1))];
        PoweredOff: [Fault::PoweredOff(NodeId::Broker(B1))];
        Stopped: [Fault::Stopped(NodeId::Broker(B1))];
        Paused: [Fault::Paused(NodeId::Broker(B1))];
        SlowBroker: [Fault::SlowBroker(NodeId::Broker(B1), 300)];
        SlowDisk: [Fault::SlowDisk(NodeId::Broker(B1), 300)];
        SlowLink: [Fault::SlowLink(NodeId::Broker(B1), NodeId::Broker(B2), 300)];
        Cut: [Fault::Cut(NodeId::Broker(B1), NodeId::Broker(B2))];
        CutOneWay: [Fault::CutOneWay(NodeId::Broker(B1), NodeId::Broker(B2))];
        Isolated: [Fault::Isolated(NodeId::Broker(B1))];
        Held: [Fault::Held(MessageId(57))];
    }
}

samples! {
    /// What an administrator asks for; the samples of each are its messages, too.
    admin_commands: AdminCommand {
        CreateTopic: [create_topic(), create_topic_by_hand()];
        CreatePartitions: [create_partitions()];
        Reassign: [reassign(Some(vec![B2, B3])), reassign(None)];
        ElectLeader: [elect(ElectionType::Preferred), elect(ElectionType::Unclean)];
        AlterConfig: [alter_config(Some("orders"), Some("1")), alter_config(None, None)];
        DeleteRecords: [delete_records()];
        DescribeGroup: [AdminCommand::DescribeGroup(GroupId("desk".into()))];
        DeleteGroup: [AdminCommand::DeleteGroup(GroupId("desk".into()))];
        ResetOffsets: [
            reset(OffsetTarget::Earliest),
            reset(OffsetTarget::Latest),
            reset(OffsetTarget::Offset(Offset(3))),
            reset(OffsetTarget::ShiftBy(-2)),
            reset(OffsetTarget::Since(Time::from_ms(5_000))),
        ];
    }
}

fn reset(to: OffsetTarget) -> AdminCommand {
    AdminCommand::ResetOffsets {
        group: GroupId("desk".into()),
        topic: "orders".into(),
        to,
    }
}

fn create_topic() -> AdminCommand {
    AdminCommand::CreateTopic(TopicSpec {
        name: "orders".into(),
        assignment: vec![],
        partitions: Some(3),
        replication_factor: None,
        config: [].into(),
    })
}

fn create_topic_by_hand() -> AdminCommand {
    AdminCommand::CreateTopic(TopicSpec {
        name: "orders".into(),
        assignment: vec![vec![B1, B2, B3]],
        partitions: None,
        replication_factor: None,
        config: [("min.insync.replicas".into(), "2".into())].into(),
    })
}

fn create_partitions() -> AdminCommand {
    AdminCommand::CreatePartitions {
        topic: "orders".into(),
        count: 3,
        assignment: vec![vec![B2, B3]],
    }
}

fn reassign(replicas: Option<Vec<BrokerId>>) -> AdminCommand {
    AdminCommand::Reassign {
        topic: "orders".into(),
        partition: PartitionIndex(0),
        replicas,
    }
}

fn elect(election: ElectionType) -> AdminCommand {
    AdminCommand::ElectLeader {
        election,
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }
}

fn alter_config(topic: Option<&str>, value: Option<&str>) -> AdminCommand {
    AdminCommand::AlterConfig {
        topic: topic.map(Arc::from),
        key: "min.insync.replicas".into(),
        value: value.map(Arc::from),
    }
}

pub fn delete_records() -> AdminCommand {
    AdminCommand::DeleteRecords {
        topic: "orders".into(),
        partition: PartitionIndex(0),
        before_offset: Offset(5),
    }
}

samples! {
    /// Every refusal.
    refusals: Refusal {
        NoSuchNode: [Refusal::NoSuchNode(NodeId::Broker(BrokerId(9)))];
        TooManyPartitions: [Refusal::TooManyPartitions { most: 60 }];
        TooManyClients: [Refusal::TooManyClients { most: 12 }];
        ImpossibleProducer: [Refusal::ImpossibleProducer];
        ImpossibleConsumer: [Refusal::ImpossibleConsumer];
        EmptyLoad: [Refusal::EmptyLoad(P1)];
        ConsumerClosed: [Refusal::ConsumerClosed(C1)];
        NotBetweenCalls: [Refusal::NotBetweenCalls(C1)];
        NotSending: [Refusal::NotSending(P1)];
        NothingToStop: [Refusal::NothingToStop];
        NotRunning: [Refusal::NotRunning(NodeId::Broker(B1))];
        AlreadyRunning: [Refusal::AlreadyRunning(NodeId::Broker(B1))];
        AlreadyPaused: [Refusal::AlreadyPaused(NodeId::Broker(B1))];
        Frozen: [Refusal::Frozen(P1)];
        AlreadyPolling: [Refusal::AlreadyPolling(C1)];
        NotPaused: [Refusal::NotPaused(NodeId::Broker(B1))];
        AlreadyShuttingDown: [Refusal::AlreadyShuttingDown(NodeId::Broker(B1))];
        AlreadyIsolated: [Refusal::AlreadyIsolated(NodeId::Broker(B1))];
        NotIsolated: [Refusal::NotIsolated(NodeId::Broker(B1))];
        NothingChanges: [Refusal::NothingChanges];
        NotInFlight: [Refusal::NotInFlight(MessageId(57))];
        AlreadyHeld: [Refusal::AlreadyHeld(MessageId(57))];
        NotHeld: [Refusal::NotHeld(MessageId(57))];
        LinkToItself: [Refusal::LinkToItself(NodeId::Broker(B1))];
        AlreadyCut: [Refusal::AlreadyCut(NodeId::Broker(B1), NodeId::Broker(B2))];
        NotCut: [Refusal::NotCut(NodeId::Broker(B1), NodeId::Broker(B2))];
        NothingToHeal: [Refusal::NothingToHeal];
    }
}
