//! The control plane in words.

use crate::samples::{B1, B2, ORDERS_0, names};
use highwater_core::id::{BrokerEpoch, BrokerId, LeaderEpoch, Offset, ProducerId};
use highwater_core::metadata::{ConfigResource, MetadataRecord, PartitionChange};
use highwater_core::sim::{BrokerLiveness, LivenessState, MetadataEntry};
use highwater_core::time::Span;
use highwater_text::{Lang, control_plane};

fn entry(record: &MetadataRecord, epoch: Option<i32>) -> MetadataEntry<'_> {
    MetadataEntry {
        offset: Offset(12),
        record,
        leader_epoch: epoch.map(LeaderEpoch),
    }
}

fn change(change: PartitionChange) -> MetadataRecord {
    MetadataRecord::PartitionChange {
        partition: ORDERS_0,
        change,
    }
}

fn registration_change(fenced: Option<bool>, leaving: Option<bool>) -> MetadataRecord {
    MetadataRecord::BrokerRegistrationChange {
        broker: B2,
        broker_epoch: BrokerEpoch(4),
        fenced,
        in_controlled_shutdown: leaving,
    }
}

#[test]
fn a_record_is_told_by_what_it_changes() {
    let config = |value: Option<&str>| MetadataRecord::Config {
        resource: ConfigResource::Topic(ORDERS_0.topic),
        key: "min.insync.replicas".into(),
        value: value.map(Into::into),
    };
    for (record, epoch, en, ko) in [
        (
            change(PartitionChange {
                leader: Some(Some(B2)),
                isr: Some(vec![B2, BrokerId(3)]),
                ..PartitionChange::default()
            }),
            Some(2),
            "orders-0: leader b2, epoch 2, ISR b2, b3",
            "orders-0: 리더 b2, 에포크 2, ISR b2, b3",
        ),
        (
            change(PartitionChange {
                leader: Some(None),
                isr: Some(Vec::new()),
                elr: Some(vec![B1]),
                last_known_elr: Some(vec![B1]),
                ..PartitionChange::default()
            }),
            Some(3),
            "orders-0: no leader, epoch 3, ISR empty, ELR b1, last known leader b1",
            "orders-0: 리더 없음, 에포크 3, ISR 없음, ELR b1, 마지막으로 알려진 리더 b1",
        ),
        (
            change(PartitionChange {
                recovering: Some(true),
                ..PartitionChange::default()
            }),
            None,
            "orders-0: recovering",
            "orders-0: 복구 중",
        ),
        (
            change(PartitionChange {
                replicas: Some(vec![B1, B2]),
                adding: Some(vec![B2]),
                removing: Some(vec![B1]),
                ..PartitionChange::default()
            }),
            None,
            "orders-0: replicas b1, b2, adding b2, removing b1",
            "orders-0: 레플리카 b1, b2, 추가 중 b2, 제거 중 b1",
        ),
        (
            registration_change(Some(true), None),
            None,
            "b2: fenced",
            "b2: 펜싱됨",
        ),
        (
            registration_change(Some(false), None),
            None,
            "b2: unfenced",
            "b2: 펜싱 해제됨",
        ),
        (
            registration_change(None, Some(true)),
            None,
            "b2: controlled shutdown",
            "b2: 정상 종료 중",
        ),
        (
            config(Some("2")),
            None,
            "orders: min.insync.replicas=2",
            "orders: min.insync.replicas=2",
        ),
        (
            config(None),
            None,
            "orders: min.insync.replicas=removed",
            "orders: min.insync.replicas=삭제됨",
        ),
        (
            MetadataRecord::ClearElr { topic: None },
            None,
            "all topics",
            "모든 토픽",
        ),
        (
            MetadataRecord::ProducerIds {
                broker: BrokerId(1),
                broker_epoch: BrokerEpoch(5),
                next_producer_id: ProducerId(2_000),
            },
            None,
            "b1: …1999",
            "b1: …1999",
        ),
    ] {
        let entry = entry(&record, epoch);
        let brief = |lang| control_plane::brief(lang, &entry, &names());
        assert_eq!(Lang::ALL.map(brief), [en, ko]);
        let name = control_plane::record(Lang::En, &entry, &names());
        assert_eq!(name, format!("{} at offset 12, {en}", record.name()));
    }
}

#[test]
fn the_fields_of_a_record_are_those_that_it_has_a_value_for_by_kafkas_names() {
    let record = change(PartitionChange {
        leader: Some(None),
        isr: Some(vec![B2]),
        recovering: Some(true),
        ..PartitionChange::default()
    });
    let fields = control_plane::fields(Lang::En, &entry(&record, Some(3)), &names());
    let told: Vec<_> = fields
        .iter()
        .map(|field| (field.name, field.value.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("partition", "orders-0"),
            ("isr", "b2"),
            ("leader", "-1"),
            ("leaderRecoveryState", "RECOVERING"),
            ("leader epoch from here on", "3"),
        ]
    );
    let record = registration_change(Some(false), None);
    let fields = control_plane::fields(Lang::En, &entry(&record, None), &names());
    assert_eq!(
        fields
            .last()
            .map(|field| (field.name, field.value.as_str())),
        Some(("fenced", "-1")),
        "Kafka writes -1 for unfenced"
    );
}

#[test]
fn what_is_left_of_a_session_is_told_in_seconds_and_at_last_in_tenths() {
    for (ms, en, ko) in [
        (9_000, "9 s", "9초"),
        (8_001, "8 s", "8초"),
        (1_001, "1 s", "1초"),
        (1_000, "1 s", "1초"),
        (901, "1.0 s", "1.0초"),
        (900, "0.9 s", "0.9초"),
        (1, "0.1 s", "0.1초"),
    ] {
        let left = |lang| control_plane::left(lang, Span::from_ms(ms));
        assert_eq!(Lang::ALL.map(left), [en, ko], "{ms}");
    }
}

#[test]
fn a_session_is_named_by_its_broker_what_that_may_do_and_what_is_left() {
    for (state, left, en, ko) in [
        (
            LivenessState::Active,
            Some(8_000),
            "b2, 8 s of its session left",
            "b2, 세션 8초 남음",
        ),
        (
            LivenessState::Active,
            Some(0),
            "b2, its session has run out",
            "b2, 세션 만료",
        ),
        (
            LivenessState::Fenced,
            None,
            "b2, fenced, no session",
            "b2, 펜싱됨, 세션 없음",
        ),
        (
            LivenessState::ControlledShutdown,
            Some(9_000),
            "b2, controlled shutdown, 9 s of its session left",
            "b2, 정상 종료 중, 세션 9초 남음",
        ),
        (
            LivenessState::Unregistered,
            None,
            "b2, not registered, no session",
            "b2, 등록 안 됨, 세션 없음",
        ),
    ] {
        let liveness = BrokerLiveness {
            broker: B2,
            state,
            session: Span::from_ms(9_000),
            left: left.map(Span::from_ms),
            applied: None,
        };
        let name = |lang| control_plane::session(lang, &liveness);
        assert_eq!(Lang::ALL.map(name), [en, ko]);
    }
}
