//! Lanes and badges: their names are agreed, for people and for tests.

use crate::samples::{B1, B2, ORDERS_0, names};
use highwater_core::id::{BrokerId, LeaderEpoch, Offset};
use highwater_core::log::{Batch, Log, Record};
use highwater_core::sim::{ReplicaRole, ReplicaView, Standing};
use highwater_core::time::Time;
use highwater_text::{Lang, standing};

/// Six records, of which five are committed.
fn log() -> Log {
    let mut log = Log::default();
    for offset in 0..6 {
        let records = vec![Record::new(None, Some("v"))];
        let batch = Batch::new(Offset(offset), LeaderEpoch(1), records);
        log.append(batch, Time::START);
    }
    log.set_high_watermark(Offset(5));
    log
}

fn replica(broker: BrokerId, standing: Standing, log: &Log) -> ReplicaView<'_> {
    ReplicaView {
        broker,
        partition: ORDERS_0,
        log,
        standing,
        leader_epoch: LeaderEpoch(1),
        leads: standing == Standing::Leader,
        preferred: broker == B1,
        role: match standing {
            Standing::Leader => ReplicaRole::Leader,
            Standing::InSync => ReplicaRole::InSync,
            _ => ReplicaRole::OutOfSync,
        },
        recovering: false,
        offline: false,
        lag: Some(0),
    }
}

#[test]
fn a_lane_has_the_agreed_name() {
    let (log, names) = (log(), names());
    let out_of_sync = Standing::OutOfSync {
        caught_up: Some(Time::from_ms(10_000)),
    };
    for (broker, standing, en, ko) in [
        (
            B1,
            Standing::Leader,
            "orders-0 on b1, leader, LEO 6, high watermark 5",
            "orders-0, b1, 리더, LEO 6, 하이 워터마크 5",
        ),
        (
            B2,
            Standing::InSync,
            "orders-0 on b2, follower, in sync, LEO 6, high watermark 5",
            "orders-0, b2, 팔로워, 동기화됨, LEO 6, 하이 워터마크 5",
        ),
        (
            B2,
            out_of_sync,
            "orders-0 on b2, follower, out of sync, LEO 6, high watermark 5",
            "orders-0, b2, 팔로워, 동기화 안 됨, LEO 6, 하이 워터마크 5",
        ),
        (
            B2,
            Standing::Fenced,
            "orders-0 on b2, follower, fenced, LEO 6, high watermark 5",
            "orders-0, b2, 팔로워, 펜싱됨, LEO 6, 하이 워터마크 5",
        ),
        (
            B2,
            Standing::Crashed,
            "orders-0 on b2, crashed, LEO 6, checkpoint 5",
            "orders-0, b2, 강제 종료됨, LEO 6, 체크포인트 5",
        ),
        (
            B2,
            Standing::PoweredOff,
            "orders-0 on b2, no power, LEO 6, checkpoint 5",
            "orders-0, b2, 전원 끊김, LEO 6, 체크포인트 5",
        ),
        (
            B2,
            Standing::Stopped,
            "orders-0 on b2, shut down, LEO 6, checkpoint 5",
            "orders-0, b2, 정상 종료됨, LEO 6, 체크포인트 5",
        ),
        (
            B2,
            Standing::Paused,
            "orders-0 on b2, follower, frozen, LEO 6, high watermark 5",
            "orders-0, b2, 팔로워, 멈춤, LEO 6, 하이 워터마크 5",
        ),
    ] {
        let replica = replica(broker, standing, &log);
        assert_eq!(
            Lang::ALL.map(|lang| standing::lane(lang, &replica, &names)),
            [en, ko]
        );
    }
}

#[test]
fn a_frozen_leader_still_believes_that_it_leads() {
    let (log, names) = (log(), names());
    let frozen = ReplicaView {
        leads: true,
        ..replica(B1, Standing::Paused, &log)
    };
    let lane = |lang| standing::lane(lang, &frozen, &names);
    assert!(lane(Lang::En).contains("leader, frozen"));
    assert!(lane(Lang::Ko).contains("리더, 멈춤"));
}

#[test]
fn a_lane_tells_what_the_controller_has_recorded_where_the_standing_does_not() {
    let (log, names) = (log(), names());
    for (standing, role, en, ko) in [
        (
            Standing::Crashed,
            ReplicaRole::Leader,
            ", k1's view: leader",
            ", k1 기록상 리더",
        ),
        (
            Standing::Paused,
            ReplicaRole::InSync,
            ", k1's view: in sync",
            ", k1 기록상 동기화됨",
        ),
        (
            Standing::Stopped,
            ReplicaRole::Eligible,
            ", k1's view: eligible (ELR)",
            ", k1 기록상 리더 자격(ELR)",
        ),
        (
            Standing::Fenced,
            ReplicaRole::LastKnownLeader,
            ", k1's view: last known leader",
            ", k1 기록상 마지막으로 알려진 리더",
        ),
        (
            Standing::Leader,
            ReplicaRole::OutOfSync,
            ", k1's view: out of sync",
            ", k1 기록상 동기화 안 됨",
        ),
        (
            Standing::InSync,
            ReplicaRole::Leader,
            ", k1's view: leader",
            ", k1 기록상 리더",
        ),
        (Standing::Leader, ReplicaRole::Leader, "5", "5"),
        (Standing::InSync, ReplicaRole::InSync, "5", "5"),
        (Standing::Eligible, ReplicaRole::Eligible, "5", "5"),
        (Standing::Crashed, ReplicaRole::OutOfSync, "5", "5"),
    ] {
        let replica = ReplicaView {
            role,
            ..replica(B2, standing, &log)
        };
        for (lang, end) in Lang::ALL.into_iter().zip([en, ko]) {
            let lane = standing::lane(lang, &replica, &names);
            assert!(lane.ends_with(end), "{lane}");
        }
    }
}

#[test]
fn a_lane_tells_that_its_leader_recovers_and_that_its_partition_is_offline() {
    let (log, names) = (log(), names());
    for (recovering, offline, en, ko) in [
        (true, false, ", recovering", ", 복구 중"),
        (false, true, ", no leader", ", 리더 없음"),
    ] {
        let replica = ReplicaView {
            recovering,
            offline,
            ..replica(B1, Standing::Leader, &log)
        };
        for (lang, end) in Lang::ALL.into_iter().zip([en, ko]) {
            let lane = standing::lane(lang, &replica, &names);
            assert!(lane.ends_with(end), "{lane}");
        }
    }
}

#[test]
fn a_badge_tells_the_leaders_epoch_and_how_long_a_replica_is_out_of_sync() {
    let log = log();
    let now = Time::from_ms(41_204);
    let caught_up = |ms| Standing::OutOfSync {
        caught_up: Some(Time::from_ms(ms)),
    };
    for (standing, en, ko) in [
        (Standing::Leader, "leader · epoch 1", "리더 · 에포크 1"),
        (Standing::InSync, "in sync", "동기화됨"),
        (
            caught_up(10_000),
            "out of sync · 31 s",
            "동기화 안 됨 · 31초",
        ),
        (caught_up(99_000), "out of sync · 0 s", "동기화 안 됨 · 0초"),
        (
            Standing::OutOfSync { caught_up: None },
            "out of sync",
            "동기화 안 됨",
        ),
        (Standing::Fenced, "fenced", "펜싱됨"),
        (Standing::Crashed, "crashed", "강제 종료됨"),
        (Standing::PoweredOff, "no power", "전원 끊김"),
        (Standing::Stopped, "shut down", "정상 종료됨"),
        (Standing::Paused, "frozen", "멈춤"),
    ] {
        let replica = replica(B1, standing, &log);
        assert_eq!(
            Lang::ALL.map(|lang| standing::badge(lang, &replica, now)),
            [en, ko]
        );
    }
}
