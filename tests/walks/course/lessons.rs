//! Every lesson as a person should find it: a lesson that is added is an entry here.

use crate::words::{Lane, Stands};

use Stands::{Crashed, Fenced, Frozen, InSync, Leader, OutOfSync, ShutDown};

/// The lessons, in order.
pub const COURSE: [&Lesson; 4] = [
    &WHO_MOVES_THE_HIGH_WATERMARK,
    &IN_SYNC_REPLICAS,
    &MIN_INSYNC_REPLICAS,
    &LEADER_FAILOVER,
];

/// A lesson as a person should find it.
pub struct Lesson {
    pub id: &'static str,
    /// Its number and title, in both languages, as another lesson's end calls it.
    pub title: [&'static str; 2],
    /// How the replicas on b1, b2, b3 stand at each part.
    pub parts: &'static [[Lane; 3]],
    pub asks: &'static [Prediction],
    /// A wrong and the right answer of each of the three questions at the end, counted from 0 over all
    /// that stand there.
    pub checks: [(usize, usize); 3],
    /// Keys that the end explains.
    pub keys: &'static [&'static str],
    /// What stands among the commands and their outputs.
    pub printed: &'static [&'static str],
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

pub const fn lane(broker: u32, stands: Stands, leo: u32, hw: u32) -> Lane {
    Lane {
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

pub const WHO_MOVES_THE_HIGH_WATERMARK: Lesson = Lesson {
    id: "who-moves-the-high-watermark",
    title: [
        "13 · Who moves the high watermark?",
        "13 · 하이 워터마크는 누가 움직이는가",
    ],
    parts: &[
        replicas([(Leader, 5, 5), (InSync, 5, 5), (InSync, 5, 5)]),
        replicas([(Leader, 6, 5), (InSync, 5, 5), (InSync, 5, 5)]),
        replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 6), (InSync, 6, 5), (InSync, 6, 5)]),
        replicas([(Leader, 6, 6), (InSync, 6, 6), (InSync, 6, 6)]),
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
};

pub const IN_SYNC_REPLICAS: Lesson = Lesson {
    id: "in-sync-replicas",
    title: [
        "14 · What makes a replica in sync?",
        "14 · 레플리카는 언제 동기화된 것으로 보는가",
    ],
    parts: &[
        replicas([(Leader, 12, 7), (InSync, 12, 7), (Frozen, 7, 6)]),
        replicas([(Leader, 14, 14), (InSync, 14, 7), (InSync, 14, 7)]),
        replicas([(Leader, 20, 19), (InSync, 19, 19), (InSync, 19, 18)]),
        replicas([(Leader, 33, 19), (InSync, 33, 19), (InSync, 19, 18)]),
        replicas([(Leader, 33, 19), (InSync, 33, 19), (OutOfSync, 19, 18)]),
        replicas([(Leader, 34, 33), (InSync, 33, 19), (OutOfSync, 19, 18)]),
        replicas([(Leader, 38, 37), (InSync, 37, 37), (OutOfSync, 37, 37)]),
        replicas([(Leader, 38, 37), (InSync, 38, 37), (InSync, 37, 37)]),
        replicas([(Leader, 47, 40), (InSync, 47, 40), (InSync, 40, 40)]),
        replicas([(Leader, 53, 40), (InSync, 53, 40), (OutOfSync, 47, 40)]),
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
};

pub const MIN_INSYNC_REPLICAS: Lesson = Lesson {
    id: "min-insync-replicas",
    title: [
        "15 · How many replicas in sync are enough?",
        "15 · 동기화된 레플리카는 몇 개면 충분한가",
    ],
    parts: &[
        replicas([(Leader, 4, 3), (InSync, 4, 3), (Crashed, 3, 0)]),
        replicas([(Leader, 4, 4), (InSync, 4, 3), (Crashed, 3, 0)]),
        replicas([(Leader, 5, 4), (InSync, 4, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 5, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 6, 5), (ShutDown, 5, 4), (Crashed, 3, 0)]),
        replicas([(Leader, 6, 6), (InSync, 6, 5), (Crashed, 3, 0)]),
        replicas([(Leader, 7, 7), (InSync, 7, 6), (Crashed, 3, 0)]),
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
};

pub const LEADER_FAILOVER: Lesson = Lesson {
    id: "leader-failover",
    title: [
        "16 · What happens when a leader dies?",
        "16 · 리더가 죽으면 어떤 일이 일어나는가",
    ],
    parts: &[
        replicas([(Leader, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (InSync, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (Leader, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 5, 5), (Leader, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 5, 5), (Leader, 5, 5)]),
        replicas([(Crashed, 6, 5), (InSync, 6, 5), (Leader, 7, 6)]),
        replicas([(Fenced, 5, 5), (InSync, 7, 7), (Leader, 7, 7)]),
        replicas([(InSync, 7, 7), (InSync, 7, 7), (Leader, 7, 7)]),
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
};
