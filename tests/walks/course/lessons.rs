//! Every lesson as a person should find it: a lesson that is added is an entry here.

use crate::words::{Lane, Stands};

use Stands::{Crashed, Fenced, Frozen, InSync, Leader, OutOfSync, ShutDown};

/// The lessons, in order.
pub const COURSE: [&Lesson; 8] = [
    &KEYS_AND_ORDER,
    &RETRIES_ORDER_DUPLICATES,
    &WHO_MOVES_THE_HIGH_WATERMARK,
    &IN_SYNC_REPLICAS,
    &MIN_INSYNC_REPLICAS,
    &LEADER_FAILOVER,
    &REBALANCING,
    &COMMITTING,
];

pub const BY_BROKER: [&str; 2] = ["By broker", "브로커별"];
const BY_GROUP: [&str; 2] = ["By group", "그룹별"];

/// A lesson as a person should find it.
pub struct Lesson {
    pub id: &'static str,
    /// Its number and title, in both languages, as another lesson's end calls it.
    pub title: [&'static str; 2],
    /// The view that it opens with, in both languages.
    pub opens: [&'static str; 2],
    /// How the replicas stand at each part, broker by broker.
    pub parts: &'static [&'static [Lane]],
    pub asks: &'static [Prediction],
    /// A wrong and the right answer of each of the three questions at the end, counted from 0 over all
    /// that stand there.
    pub checks: [(usize, usize); 3],
    /// Keys that the end explains.
    pub keys: &'static [&'static str],
    /// What stands among the commands and their outputs.
    pub printed: &'static [&'static str],
    /// The lesson that its end leads to, if that is there.
    pub next: Option<&'static Lesson>,
}

/// A prediction.
pub struct Prediction {
    /// The part that asks.
    pub part: usize,
    /// How many options there are.
    pub options: usize,
    /// The right one, counted from 0.
    pub right: usize,
}

/// A replica of `orders-0`.
pub const fn lane(broker: u32, stands: Stands, leo: u32, hw: u32) -> Lane {
    of_partition(0, broker, stands, leo, hw)
}

pub const fn of_partition(partition: u32, broker: u32, stands: Stands, leo: u32, hw: u32) -> Lane {
    Lane {
        partition,
        broker,
        stands,
        leo,
        hw,
    }
}

/// Replicas on b1, b2, b3: how each stands, its LEO, and its high watermark.
const fn replicas(of: [(Stands, u32, u32); 3]) -> [Lane; 3] {
    let [(a, a_leo, a_hw), (b, b_leo, b_hw), (c, c_leo, c_hw)] = of;
    [
        lane(1, a, a_leo, a_hw),
        lane(2, b, b_leo, b_hw),
        lane(3, c, c_leo, c_hw),
    ]
}

/// Replicas of orders-0, orders-1, orders-2, of which each has one, on the broker of the next number: how far
/// they reach. Everything is committed at once.
const fn alone(ends: [u32; 3]) -> [Lane; 3] {
    let [a, b, c] = ends;
    [
        of_partition(0, 1, Leader, a, a),
        of_partition(1, 2, Leader, b, b),
        of_partition(2, 3, Leader, c, c),
    ]
}

/// Replicas on b1, which leads, and b2: how the latter stands, then LEO and high watermark of each.
const fn two(b1: (u32, u32), stands: Stands, b2: (u32, u32)) -> [Lane; 2] {
    [lane(1, Leader, b1.0, b1.1), lane(2, stands, b2.0, b2.1)]
}

pub const KEYS_AND_ORDER: Lesson = Lesson {
    id: "keys-and-order",
    title: [
        "7 · Which records stay in order?",
        "7 · 어떤 레코드끼리 순서가 지켜지는가",
    ],
    opens: BY_BROKER,
    parts: &[
        &alone([1, 0, 2]),
        &alone([1, 1, 3]),
        &alone([2, 1, 4]),
        &alone([2, 1, 4]),
        &alone([2, 1, 4]),
        &alone([2, 1, 4]),
        &alone([2, 1, 6]),
        &alone([2, 1, 6]),
    ],
    asks: &[
        Prediction {
            part: 1,
            options: 4,
            right: 3,
        },
        Prediction {
            part: 3,
            options: 3,
            right: 2,
        },
        Prediction {
            part: 6,
            options: 3,
            right: 2,
        },
    ],
    checks: [(0, 1), (3, 5), (8, 7)],
    keys: &["key.serializer", "partitioner.ignore.keys"],
    printed: &[
        "--topic orders --partition 2 --offset earliest",
        "cancelled",
        "PartitionCount: 3",
    ],
    next: Some(&RETRIES_ORDER_DUPLICATES),
};

pub const RETRIES_ORDER_DUPLICATES: Lesson = Lesson {
    id: "retries-order-duplicates",
    title: [
        "12 · What does a retry do to your records?",
        "12 · 재시도하면 레코드는 어떻게 되는가",
    ],
    opens: BY_BROKER,
    parts: &[
        &two((2, 2), InSync, (2, 1)),
        &two((2, 2), InSync, (2, 2)),
        &two((3, 3), InSync, (3, 2)),
        &two((3, 3), InSync, (3, 3)),
        &two((5, 4), InSync, (4, 3)),
        &two((6, 5), InSync, (5, 5)),
        &two((6, 6), InSync, (6, 6)),
        &two((6, 6), InSync, (6, 6)),
        &two((8, 8), InSync, (8, 7)),
        &two((9, 9), InSync, (9, 8)),
    ],
    asks: &[
        Prediction {
            part: 1,
            options: 4,
            right: 3,
        },
        Prediction {
            part: 4,
            options: 3,
            right: 2,
        },
        Prediction {
            part: 9,
            options: 3,
            right: 2,
        },
    ],
    checks: [(0, 1), (3, 5), (6, 8)],
    keys: &["enable.idempotence", "delivery.timeout.ms"],
    printed: &[
        "--topic orders --partition 0 --offset earliest",
        "Got error produce response with correlation id",
        "Error: NOT_ENOUGH_REPLICAS",
    ],
    next: Some(&WHO_MOVES_THE_HIGH_WATERMARK),
};

pub const WHO_MOVES_THE_HIGH_WATERMARK: Lesson = Lesson {
    id: "who-moves-the-high-watermark",
    title: [
        "13 · Who moves the high watermark?",
        "13 · 하이 워터마크는 누가 움직이는가",
    ],
    opens: BY_BROKER,
    parts: &[
        &replicas([(Leader, 5, 5), (InSync, 5, 5), (InSync, 5, 5)]),
        &replicas([(Leader, 6, 5), (InSync, 5, 5), (InSync, 5, 5)]),
        &replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        &replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 6, 5)]),
        &replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 6, 5)]),
        &replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        &replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        &replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        &replicas([(Leader, 6, 6), (InSync, 6, 6), (InSync, 6, 6)]),
    ],
    asks: &[Prediction {
        part: 2,
        options: 4,
        right: 3,
    }],
    checks: [(0, 1), (5, 4), (8, 7)],
    keys: &["acks", "min.insync.replicas", "replica.lag.time.max.ms"],
    printed: &[
        "kafka-topics.sh --bootstrap-server b1:9092 --describe --topic orders",
        "Isr: 1,2,3",
    ],
    next: Some(&IN_SYNC_REPLICAS),
};

pub const IN_SYNC_REPLICAS: Lesson = Lesson {
    id: "in-sync-replicas",
    title: [
        "14 · What makes a replica in sync?",
        "14 · 레플리카는 언제 동기화된 것으로 보는가",
    ],
    opens: BY_BROKER,
    parts: &[
        &replicas([(Leader, 12, 7), (InSync, 12, 7), (Frozen, 7, 6)]),
        &replicas([(Leader, 14, 14), (InSync, 14, 7), (InSync, 14, 7)]),
        &replicas([(Leader, 20, 19), (InSync, 19, 19), (InSync, 19, 18)]),
        &replicas([(Leader, 33, 19), (InSync, 33, 19), (InSync, 19, 18)]),
        &replicas([(Leader, 33, 19), (InSync, 33, 19), (OutOfSync, 19, 18)]),
        &replicas([(Leader, 34, 33), (InSync, 33, 19), (OutOfSync, 19, 18)]),
        &replicas([(Leader, 38, 37), (InSync, 37, 37), (OutOfSync, 37, 37)]),
        &replicas([(Leader, 38, 37), (InSync, 38, 37), (InSync, 37, 37)]),
        &replicas([(Leader, 47, 40), (InSync, 47, 40), (InSync, 40, 40)]),
        &replicas([(Leader, 53, 40), (InSync, 53, 40), (OutOfSync, 47, 40)]),
    ],
    asks: &[
        Prediction {
            part: 1,
            options: 4,
            right: 3,
        },
        Prediction {
            part: 9,
            options: 3,
            right: 2,
        },
    ],
    checks: [(0, 1), (4, 5), (7, 8)],
    keys: &["replica.lag.time.max.ms", "broker.session.timeout.ms"],
    printed: &[
        "--describe --under-replicated-partitions",
        "Isr: 1,2",
        "Shrinking ISR from 1,2,3 to 1,2. Leader: (highWatermark: 40, endOffset: 53).",
    ],
    next: Some(&MIN_INSYNC_REPLICAS),
};

pub const MIN_INSYNC_REPLICAS: Lesson = Lesson {
    id: "min-insync-replicas",
    title: [
        "15 · How many replicas in sync are enough?",
        "15 · 동기화된 레플리카는 몇 개면 충분한가",
    ],
    opens: BY_BROKER,
    parts: &[
        &replicas([(Leader, 4, 3), (InSync, 4, 3), (Crashed, 3, 0)]),
        &replicas([(Leader, 4, 4), (InSync, 4, 3), (Crashed, 3, 0)]),
        &replicas([(Leader, 5, 4), (InSync, 4, 4), (Crashed, 3, 0)]),
        &replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        &replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        &replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        &replicas([(Leader, 6, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        &replicas([(Leader, 6, 6), (InSync, 6, 5), (Crashed, 3, 0)]),
        &replicas([(Leader, 7, 7), (InSync, 7, 6), (Crashed, 3, 0)]),
    ],
    asks: &[
        Prediction {
            part: 1,
            options: 4,
            right: 3,
        },
        Prediction {
            part: 4,
            options: 4,
            right: 2,
        },
    ],
    checks: [(0, 1), (3, 4), (8, 7)],
    keys: &["min.insync.replicas", "acks", "delivery.timeout.ms"],
    printed: &[
        "--describe --under-min-isr-partitions",
        "Elr: 2",
        "NotEnoughReplicasException: The size of the current ISR : 1 is insufficient",
    ],
    next: Some(&LEADER_FAILOVER),
};

pub const LEADER_FAILOVER: Lesson = Lesson {
    id: "leader-failover",
    title: [
        "16 · What happens when a leader dies?",
        "16 · 리더가 죽으면 어떤 일이 일어나는가",
    ],
    opens: BY_BROKER,
    parts: &[
        &replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        &replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        &replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        &replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        &replicas([(Crashed, 6, 5), (InSync, 6, 5), (Leader, 5, 5)]),
        &replicas([(Crashed, 6, 5), (InSync, 5, 5), (Leader, 5, 5)]),
        &replicas([(Crashed, 6, 5), (InSync, 5, 5), (Leader, 5, 5)]),
        &replicas([(Crashed, 6, 5), (InSync, 6, 5), (Leader, 7, 6)]),
        &replicas([(Fenced, 5, 5), (InSync, 7, 7), (Leader, 7, 7)]),
        &replicas([(InSync, 7, 7), (InSync, 7, 7), (Leader, 7, 7)]),
    ],
    asks: &[
        Prediction {
            part: 2,
            options: 4,
            right: 2,
        },
        Prediction {
            part: 5,
            options: 3,
            right: 2,
        },
    ],
    checks: [(0, 1), (3, 5), (6, 7)],
    keys: &["broker.session.timeout.ms", "delivery.timeout.ms"],
    printed: &[
        "kafka-topics.sh --bootstrap-server b2:9092 --describe --topic orders",
        "Leader: 3",
        "Fencing broker 1 at epoch 3 because its session has timed out.",
        "Leader orders-0 with topic id",
    ],
    next: None,
};

/// Of orders-0 to orders-5, with a replica each on b1, b2, b3, b1, b2, b3: beside so many consumers there is room for
/// all of them. How far they reach; everything is committed at once.
const fn beside_nine_consumers(ends: [u32; 6]) -> [Lane; 6] {
    let [a, b, c, d, e, f] = ends;
    [
        of_partition(0, 1, Leader, a, a),
        of_partition(1, 2, Leader, b, b),
        of_partition(2, 3, Leader, c, c),
        of_partition(3, 1, Leader, d, d),
        of_partition(4, 2, Leader, e, e),
        of_partition(5, 3, Leader, f, f),
    ]
}

pub const REBALANCING: Lesson = Lesson {
    id: "rebalancing",
    title: [
        "28 · What stands still while a group rebalances?",
        "28 · 리밸런싱하는 동안 무엇이 멈추는가",
    ],
    opens: BY_GROUP,
    parts: &[
        &beside_nine_consumers([4, 4, 4, 3, 3, 3]),
        &beside_nine_consumers([4, 4, 4, 4, 4, 3]),
        &beside_nine_consumers([4, 4, 4, 4, 4, 4]),
        &beside_nine_consumers([4, 4, 4, 4, 4, 4]),
        &beside_nine_consumers([7, 6, 6, 6, 6, 6]),
        &beside_nine_consumers([7, 6, 6, 6, 6, 6]),
        &beside_nine_consumers([7, 7, 7, 6, 6, 6]),
        &beside_nine_consumers([8, 8, 8, 8, 7, 7]),
        &beside_nine_consumers([8, 8, 8, 8, 8, 8]),
        &beside_nine_consumers([9, 8, 8, 8, 8, 8]),
    ],
    asks: &[
        Prediction {
            part: 1,
            options: 3,
            right: 2,
        },
        Prediction {
            part: 4,
            options: 3,
            right: 2,
        },
        Prediction {
            part: 7,
            options: 3,
            right: 2,
        },
    ],
    checks: [(0, 2), (3, 5), (6, 8)],
    keys: &["partition.assignment.strategy", "group.protocol"],
    printed: &[
        "--describe --group eager --state --verbose",
        "PreparingRebalance",
        "TARGET-ASSIGNMENT",
        "Revoke previously assigned partitions [orders-0, orders-1, orders-2]",
    ],
    next: Some(&COMMITTING),
};

pub const COMMITTING: Lesson = Lesson {
    id: "committing",
    title: [
        "30 · What does a commit say about your work?",
        "30 · 커밋은 처리에 대해 무엇을 말해 주는가",
    ],
    opens: BY_GROUP,
    parts: &[
        &replicas([(Leader, 6, 6), (InSync, 6, 6), (InSync, 6, 6)]),
        &replicas([(Leader, 6, 6), (InSync, 6, 6), (InSync, 6, 6)]),
        &replicas([(Leader, 9, 9), (InSync, 9, 9), (InSync, 9, 9)]),
        &replicas([(Leader, 9, 9), (InSync, 9, 9), (InSync, 9, 9)]),
        &replicas([(Leader, 12, 12), (InSync, 12, 9), (InSync, 12, 9)]),
        &replicas([(Leader, 12, 12), (InSync, 12, 12), (InSync, 12, 12)]),
        &replicas([(Leader, 15, 15), (InSync, 15, 15), (InSync, 15, 15)]),
        &replicas([(Leader, 18, 18), (InSync, 18, 15), (InSync, 18, 15)]),
        &replicas([(Leader, 18, 18), (InSync, 18, 18), (InSync, 18, 18)]),
        &replicas([(Leader, 18, 18), (InSync, 18, 18), (InSync, 18, 18)]),
    ],
    asks: &[
        Prediction {
            part: 3,
            options: 3,
            right: 2,
        },
        Prediction {
            part: 5,
            options: 3,
            right: 2,
        },
        Prediction {
            part: 8,
            options: 3,
            right: 2,
        },
    ],
    checks: [(0, 2), (3, 5), (6, 8)],
    keys: &["enable.auto.commit", "auto.commit.interval.ms"],
    printed: &[
        "kafka-consumer-groups.sh --bootstrap-server b1:9092 --describe --group mail",
        "CURRENT-OFFSET",
        "to the committed offset FetchPosition{offset=6",
    ],
    next: None,
};
