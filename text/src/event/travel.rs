//! Messages and connections.

use highwater_core::id::NodeId;
use highwater_core::metadata::MetadataImage;
use highwater_core::trace::{BreakReason, LossReason};
use highwater_core::wire::{Api, ErrorCode};

use crate::Lang;
use crate::josa::{Josa, with};
use crate::lang::say;
use crate::message::Message;

pub(super) fn sent(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let line = message.line(lang, names);
    say!(lang, "Sent · {line}", "보냄 · {line}")
}

pub(super) fn arrived(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let line = message.line(lang, names);
    say!(lang, "Received · {line}", "받음 · {line}")
}

pub(super) fn lost(
    lang: Lang,
    message: Message<'_>,
    reason: LossReason,
    names: &MetadataImage,
) -> String {
    let (line, receiver) = (message.line(lang, names), message.receiver());
    match reason {
        LossReason::Lost => {
            say!(
                lang,
                "Lost · {line} (on purpose)",
                "유실 · {line} (일부러 유실시킴)"
            )
        }
        LossReason::ConnectionBroken => {
            say!(
                lang,
                "Lost · {line} (its connection broke)",
                "유실 · {line} (연결이 끊어짐)"
            )
        }
        LossReason::NobodyListens => say!(
            lang,
            "Lost · {line} (nobody listens at {receiver})",
            "유실 · {line} ({receiver}에서 받는 프로세스가 없음)",
        ),
    }
}

pub(super) fn disconnected(lang: Lang, server: NodeId, reason: BreakReason) -> String {
    let with_server = with(server, Josa::GwaWa);
    match reason {
        BreakReason::Reset => say!(
            lang,
            "Lost the connection to {server}: it was closed or reset",
            "{with_server}의 연결이 끊겼습니다: 상대가 닫았거나 재설정했습니다",
        ),
        BreakReason::Refused => say!(
            lang,
            "Could not connect to {server}: nobody listens there",
            "{server}에 연결할 수 없습니다: 받는 프로세스가 없습니다",
        ),
        BreakReason::RequestTimeout => say!(
            lang,
            "Gave up the connection to {server}: no answer within the request timeout",
            "{with_server}의 연결을 끊었습니다: 요청 제한 시간 안에 응답이 없었습니다",
        ),
    }
}

pub(super) fn request_failed(lang: Lang, api: Api, error: ErrorCode) -> String {
    let api = api.name();
    say!(
        lang,
        "{api} failed: {error}",
        "{api} 요청이 실패했습니다: {error}"
    )
}
