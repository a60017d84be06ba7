//! What happened, in one line each. Who it happened to stands in a column of its own ([`actor`]), so
//! the lines are about that actor.

use highwater_core::id::Offset;
use highwater_core::metadata::MetadataImage;
use highwater_core::trace::{BreakReason, Election, Event, LossReason, Trace};

use crate::Lang;
use crate::command;
use crate::josa::{Josa, with};
use crate::lang::say;
use crate::message::Message;
use crate::value::{brokers, offsets, records};

/// To whom it happened: `b1`, or `b2 → b1` for a message.
#[must_use]
pub fn actor(trace: &Trace) -> String {
    Message::of(&trace.event).map_or_else(|| trace.actor.to_string(), Message::route)
}

/// What happened.
#[must_use]
pub fn sentence(lang: Lang, event: &Event, names: &MetadataImage) -> String {
    let name = |partition: &_| names.name_of(*partition);
    match event {
        Event::Commanded(command) => command::sentence(lang, command),
        Event::MessageSent { .. } | Event::MessageArrived { .. } | Event::MessageLost { .. } => {
            travel(lang, event, names)
        }
        Event::Disconnected { connection, reason } => {
            disconnected(lang, connection.server, *reason)
        }

        Event::RecordAccepted { partition, .. } => {
            let name = name(partition);
            say!(
                lang,
                "The application handed over a record for {name}",
                "애플리케이션이 {name}에 보낼 레코드를 넘겼습니다",
            )
        }
        Event::RecordAcknowledged {
            partition, offset, ..
        } => acknowledged(lang, &name(partition), *offset),
        Event::RecordFailed {
            partition, error, ..
        } => {
            let name = name(partition);
            say!(
                lang,
                "Gave up on a record for {name}: {error}",
                "{name}에 보낼 레코드를 포기했습니다: {error}",
            )
        }
        Event::BatchRetried {
            partition,
            records: count,
            error,
            backoff_ms,
        } => {
            let (name, records) = (name(partition), records(lang, *count));
            let object = with(&records, Josa::EulReul);
            let why = error.map_or_else(
                || lang.pick("the connection ended", "연결이 끊김").to_owned(),
                |error| error.name().to_owned(),
            );
            say!(
                lang,
                "Will send {records} to {name} again in {backoff_ms} ms ({why})",
                "{backoff_ms} ms 뒤에 {object} {name}에 다시 보냅니다 ({why})",
            )
        }
        Event::LeaderLearned {
            partition,
            leader,
            leader_epoch,
        } => {
            let name = name(partition);
            match leader {
                Some(leader) => say!(
                    lang,
                    "Learned that b{leader} leads {name} (epoch {leader_epoch})",
                    "{name}의 리더가 b{leader}임을 알게 되었습니다 (에포크 {leader_epoch})",
                ),
                None => say!(
                    lang,
                    "Learned that {name} has no leader (epoch {leader_epoch})",
                    "{name}에 리더가 없음을 알게 되었습니다 (에포크 {leader_epoch})",
                ),
            }
        }

        Event::LeaderAppended {
            partition,
            base_offset,
            end_offset,
            leader_epoch,
        } => {
            let what = format!("{} {}", name(partition), offsets(*base_offset, *end_offset));
            let object = with(&what, Josa::EulReul);
            say!(
                lang,
                "Appended {what} · LEO {base_offset} → {end_offset} (epoch {leader_epoch})",
                "{object} 추가했습니다 · LEO {base_offset} → {end_offset} (에포크 {leader_epoch})",
            )
        }
        Event::FollowerAppended {
            partition,
            base_offset,
            end_offset,
            leader_epoch,
        } => {
            let what = format!("{} {}", name(partition), offsets(*base_offset, *end_offset));
            let object = with(&what, Josa::EulReul);
            say!(
                lang,
                "Copied {what} from the leader · LEO {base_offset} → {end_offset} (epoch {leader_epoch})",
                "리더에게서 {object} 복제했습니다 · LEO {base_offset} → {end_offset} (에포크 {leader_epoch})",
            )
        }
        Event::AppendRefused { partition, error } => {
            let name = name(partition);
            say!(
                lang,
                "Refused to append to {name}: {error}",
                "{name}에 추가하기를 거부했습니다: {error}",
            )
        }
        Event::ProduceParked {
            partition,
            required_offset,
        } => {
            let name = name(partition);
            let goal = with(required_offset, Josa::IGa);
            say!(
                lang,
                "Produce is parked until the high watermark of {name} reaches {required_offset}",
                "{name}의 하이 워터마크가 {goal} 될 때까지 Produce 응답을 미룹니다",
            )
        }
        Event::FetchParked {
            connection,
            partition,
            fetch_offset,
        } => {
            let (reader, name) = (
                connection.client,
                partition.as_ref().map(name).unwrap_or_default(),
            );
            say!(
                lang,
                "The fetch of {reader} is parked until there is data: {name} from offset {fetch_offset}",
                "데이터가 생길 때까지 {reader}의 Fetch 응답을 미룹니다: {name}, 오프셋 {fetch_offset}부터",
            )
        }

        Event::FollowerProgressed {
            partition,
            follower,
            from,
            to,
        } => {
            let name = name(partition);
            let from = known(lang, *from);
            say!(
                lang,
                "The fetch of b{follower} tells its LEO of {name}: {from} → {to}",
                "b{follower}의 Fetch가 {name}의 LEO를 알려 줍니다: {from} → {to}",
            )
        }
        Event::HighWatermarkAdvanced {
            partition,
            from,
            to,
        } => {
            let (name, what) = (name(partition), offsets(*from, *to));
            let (subject, are) = (
                with(&what, Josa::IGa),
                if to.0.saturating_sub(from.0) > 1 {
                    "are"
                } else {
                    "is"
                },
            );
            say!(
                lang,
                "High watermark of {name} {from} → {to} · {what} {are} committed",
                "{name}의 하이 워터마크(HW) {from} → {to} · {subject} 커밋되었습니다",
            )
        }
        Event::FollowerHighWatermarkSet {
            partition,
            from,
            to,
        } => {
            let name = name(partition);
            say!(
                lang,
                "High watermark of {name} {from} → {to}, as the leader said",
                "{name}의 하이 워터마크(HW) {from} → {to}, 리더가 알려 준 값입니다",
            )
        }
        Event::RecordsConsumed {
            partition,
            first_offset,
            next_offset,
        } => {
            let what = format!(
                "{} {}",
                name(partition),
                offsets(*first_offset, *next_offset)
            );
            let object = with(&what, Josa::EulReul);
            say!(
                lang,
                "Read {what} · position {first_offset} → {next_offset}",
                "{object} 읽었습니다 · 포지션 {first_offset} → {next_offset}",
            )
        }
        Event::PositionReset {
            partition,
            from,
            to,
        } => {
            let name = name(partition);
            let goal = with(to, Josa::EuroRo);
            if from == to {
                return say!(
                    lang,
                    "Position in {name} set to {to}",
                    "{name}의 포지션을 {goal} 정했습니다"
                );
            }
            say!(
                lang,
                "Position in {name} set to {to}, was {from}",
                "{name}의 포지션을 {from}에서 {goal} 옮겼습니다",
            )
        }

        Event::IsrShrinkProposed {
            partition,
            isr,
            out,
        } => {
            let (name, isr, out) = (name(partition), brokers(lang, isr), brokers(lang, out));
            let object = with(&out, Josa::EulReul);
            say!(
                lang,
                "Proposed to take {out} out of the ISR of {name} · ISR {isr}",
                "{name}의 ISR에서 {object} 빼자고 제안했습니다 · ISR {isr}",
            )
        }
        Event::IsrExpandProposed {
            partition,
            isr,
            joining,
        } => {
            let (name, isr) = (name(partition), brokers(lang, isr));
            let object = with(format_args!("b{joining}"), Josa::EulReul);
            say!(
                lang,
                "Proposed to take b{joining} into the ISR of {name} · ISR {isr}",
                "{name}의 ISR에 {object} 넣자고 제안했습니다 · ISR {isr}",
            )
        }
        Event::AlterPartitionRefused { partition, error } => {
            let name = name(partition);
            say!(
                lang,
                "The proposed ISR of {name} was refused: {error}",
                "{name}의 ISR 제안이 거부되었습니다: {error}",
            )
        }
        Event::IsrChanged {
            partition,
            from,
            to,
            partition_epoch,
        } => {
            let (name, from, to) = (name(partition), brokers(lang, from), brokers(lang, to));
            say!(
                lang,
                "Wrote the ISR of {name}: {from} → {to} (partition epoch {partition_epoch})",
                "{name}의 ISR을 기록했습니다: {from} → {to} (파티션 에포크 {partition_epoch})",
            )
        }
        Event::IsrCommitted {
            partition,
            isr,
            partition_epoch,
        } => {
            let (name, isr) = (name(partition), brokers(lang, isr));
            say!(
                lang,
                "The ISR of {name} is now {isr} (partition epoch {partition_epoch})",
                "{name}의 ISR이 확정되었습니다: {isr} (파티션 에포크 {partition_epoch})",
            )
        }
        Event::LeaderElected {
            partition,
            leader,
            leader_epoch,
            election,
        } => {
            let (name, how) = (name(partition), how_elected(lang, *election));
            let object = with(format_args!("b{leader}"), Josa::EulReul);
            say!(
                lang,
                "Elected b{leader} leader of {name} (epoch {leader_epoch}) · {how}",
                "{object} {name}의 리더로 선출했습니다 (에포크 {leader_epoch}) · {how}",
            )
        }
        Event::PartitionWentOffline {
            partition,
            leader_epoch,
        } => {
            let name = name(partition);
            say!(
                lang,
                "{name} has no leader: no replica may lead now (epoch {leader_epoch})",
                "{name}에 리더가 없습니다: 지금 리더가 될 수 있는 레플리카가 없습니다 (에포크 {leader_epoch})",
            )
        }

        Event::BecameLeader {
            partition,
            leader_epoch,
            from_offset,
            high_watermark,
        } => {
            let name = name(partition);
            say!(
                lang,
                "Leads {name} in epoch {leader_epoch}, from offset {from_offset} on · HW {high_watermark}",
                "{name}의 리더가 되었습니다: 에포크 {leader_epoch}, 오프셋 {from_offset}부터 · HW {high_watermark}",
            )
        }
        Event::BecameFollower {
            partition,
            leader,
            leader_epoch,
            from_offset,
        } => {
            let name = name(partition);
            match leader {
                Some(leader) => say!(
                    lang,
                    "Follows b{leader} for {name} in epoch {leader_epoch} · LEO {from_offset}",
                    "{name}에서 b{leader}의 팔로워가 되었습니다: 에포크 {leader_epoch} · LEO {from_offset}",
                ),
                None => say!(
                    lang,
                    "Waits for a leader of {name} in epoch {leader_epoch} · LEO {from_offset}",
                    "{name}의 리더를 기다립니다: 에포크 {leader_epoch} · LEO {from_offset}",
                ),
            }
        }
        Event::Truncated {
            partition,
            from,
            to,
            high_watermark_before,
        } => {
            let what = format!("{} {}", name(partition), offsets(*to, *from));
            let object = with(&what, Josa::EulReul);
            let below = if to < high_watermark_before {
                say!(
                    lang,
                    ", below its HW {high_watermark_before}",
                    ", 자신의 HW {high_watermark_before}보다 아래"
                )
            } else {
                String::new()
            };
            say!(
                lang,
                "Truncated {what} to agree with the leader · LEO {from} → {to}{below}",
                "리더와 맞추려고 {object} 잘라 냈습니다 · LEO {from} → {to}{below}",
            )
        }

        Event::BrokerStarted => lang
            .pick("The process started", "프로세스가 시작되었습니다")
            .to_owned(),
        Event::BrokerCrashed => lang
            .pick(
                "The process died; its log stays on disk",
                "프로세스가 죽었습니다. 로그는 디스크에 남습니다",
            )
            .to_owned(),
        Event::BrokerRegistered {
            broker,
            broker_epoch,
        } => {
            let object = with(format_args!("b{broker}"), Josa::EulReul);
            say!(
                lang,
                "Registered b{broker}, fenced at first (broker epoch {broker_epoch})",
                "{object} 등록했습니다. 처음에는 펜싱 상태입니다 (브로커 에포크 {broker_epoch})",
            )
        }
        Event::RegistrationRefused { broker, error } => say!(
            lang,
            "Refused to register b{broker}: {error}",
            "b{broker}의 등록을 거부했습니다: {error}",
        ),
        Event::BrokerFenced { broker } => {
            let object = with(format_args!("b{broker}"), Josa::EulReul);
            say!(
                lang,
                "Fenced b{broker}: no heartbeat came within its session",
                "{object} 펜싱했습니다: 세션 안에 하트비트가 오지 않았습니다",
            )
        }
        Event::BrokerUnfenced { broker } => say!(
            lang,
            "Unfenced b{broker}: it lives and has applied its registration",
            "b{broker}의 펜싱을 풀었습니다: 살아 있고 자신의 등록을 적용했습니다",
        ),
        Event::TopicCreated { name, partitions } => {
            let plural = if *partitions == 1 { "" } else { "s" };
            say!(
                lang,
                "Created topic {name} with {partitions} partition{plural}",
                "토픽 {name} 생성: 파티션 {partitions}개를 만들었습니다",
            )
        }
        Event::MetadataApplied { from, to } => say!(
            lang,
            "Applied the metadata log: offset {from} → {to}",
            "메타데이터 로그를 적용했습니다: 오프셋 {from} → {to}",
        ),
        Event::RequestFailed { api, error } => {
            let api = api.name();
            say!(
                lang,
                "{api} failed: {error}",
                "{api} 요청이 실패했습니다: {error}"
            )
        }
    }
}

fn travel(lang: Lang, event: &Event, names: &MetadataImage) -> String {
    let Some(message) = Message::of(event) else {
        return String::new();
    };
    let line = message.line(lang, names);
    match event {
        Event::MessageSent { .. } => say!(lang, "Sent · {line}", "보냄 · {line}"),
        Event::MessageLost { reason, .. } => {
            let receiver = message.receiver();
            let why = match reason {
                LossReason::Lost => lang.pick("lost on purpose", "일부러 유실시킴").to_owned(),
                LossReason::ConnectionBroken => lang
                    .pick("its connection broke", "연결이 끊어짐")
                    .to_owned(),
                LossReason::NobodyListens => {
                    say!(
                        lang,
                        "nobody listens at {receiver}",
                        "{receiver}에서 받는 프로세스가 없음"
                    )
                }
            };
            say!(lang, "Lost · {line} ({why})", "유실 · {line} ({why})")
        }
        _ => say!(lang, "Received · {line}", "받음 · {line}"),
    }
}

fn disconnected(lang: Lang, server: highwater_core::id::NodeId, reason: BreakReason) -> String {
    let with_server = with(server, Josa::GwaWa);
    match reason {
        BreakReason::Reset => say!(
            lang,
            "Lost the connection to {server}: it was closed or reset",
            "{with_server} 연결이 끊겼습니다: 상대가 닫았거나 재설정했습니다",
        ),
        BreakReason::RequestTimeout => say!(
            lang,
            "Gave up the connection to {server}: no answer within the request timeout",
            "{with_server}의 연결을 포기했습니다: 요청 제한 시간 안에 응답이 없었습니다",
        ),
    }
}

fn acknowledged(lang: Lang, name: &str, offset: Option<Offset>) -> String {
    match offset {
        Some(offset) => say!(
            lang,
            "Acknowledged: {name} [{offset}] is in",
            "{name} [{offset}]의 ack를 받았습니다",
        ),
        None => say!(
            lang,
            "Counted as sent: a record for {name}; acks=0 waits for no answer",
            "{name}에 보낸 레코드를 완료로 쳤습니다: acks=0은 응답을 기다리지 않습니다",
        ),
    }
}

fn how_elected(lang: Lang, election: Election) -> &'static str {
    match election {
        Election::Clean => lang.pick("from the ISR", "ISR에서"),
        Election::EligibleLeaderReplica => lang.pick(
            "from the eligible leader replicas",
            "ELR(eligible leader replicas)에서",
        ),
        Election::Unclean => lang.pick(
            "unclean, committed records may be lost",
            "언클린 선출, 커밋된 레코드가 사라질 수 있습니다",
        ),
    }
}

fn known(lang: Lang, offset: Option<Offset>) -> String {
    match offset {
        Some(offset) => offset.to_string(),
        None => lang.pick("unknown", "모름").to_owned(),
    }
}
