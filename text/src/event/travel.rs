//! Messages and connections.

use highwater_core::id::NodeId;
use highwater_core::metadata::MetadataImage;
use highwater_core::trace::{BreakReason, Event, LossReason};

use crate::Lang;
use crate::message::Message;
use crate::say;

/// What happened to a message or a connection, if it did.
pub(super) fn sentence(lang: Lang, event: &Event, names: &MetadataImage) -> Option<String> {
    if let Event::Disconnected { connection, reason } = event {
        return Some(disconnected(lang, connection.server, *reason));
    }
    let message = Message::of(event)?;
    Some(match event {
        Event::MessageLost { reason, .. } => lost(lang, message, *reason, names),
        Event::MessageSent { .. } => sent(lang, message, names),
        _ => arrived(lang, message, names),
    })
}

fn sent(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let line = message.line(lang, names);
    say!(lang, "Sent · {0}", "보냈습니다 · {0}", &line)
}

fn arrived(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let line = message.line(lang, names);
    say!(lang, "Received · {0}", "받았습니다 · {0}", &line)
}

fn lost(lang: Lang, message: Message<'_>, reason: LossReason, names: &MetadataImage) -> String {
    let (line, receiver) = (message.line(lang, names), message.receiver());
    match reason {
        LossReason::Lost => {
            say!(
                lang,
                "Not delivered · {0} (lost on purpose)",
                "전달되지 않았습니다 · {0} (일부러 유실시켰습니다)",
                &line
            )
        }
        LossReason::ConnectionBroken => {
            say!(
                lang,
                "Not delivered · {0} (its connection broke)",
                "전달되지 않았습니다 · {0} (TCP 연결이 끊겼습니다)",
                &line
            )
        }
        LossReason::NobodyListens => say!(
            lang,
            "Not delivered · {0} (nobody listens at {1})",
            "전달되지 않았습니다 · {0} ({1}에서 listen 중인 프로세스가 없습니다)",
            &line,
            receiver
        ),
    }
}

fn disconnected(lang: Lang, server: NodeId, reason: BreakReason) -> String {
    match reason {
        BreakReason::Reset => say!(
            lang,
            "Lost the connection to {0}: it was closed or reset",
            "{0과}의 TCP 연결이 끊겼습니다: 상대가 닫았거나 리셋(RST)했습니다",
            server
        ),
        BreakReason::Refused => say!(
            lang,
            "Could not connect to {0}: nobody listens there",
            "{0}에 연결할 수 없습니다: 연결을 받아 줄(listen) 프로세스가 없습니다",
            server
        ),
        BreakReason::SetupTimeout => say!(
            lang,
            "Could not connect to {0}: no answer in time",
            "{0}에 연결할 수 없습니다: 제때 응답이 없습니다",
            server
        ),
        BreakReason::RequestTimeout => say!(
            lang,
            "Gave up the connection to {0}: no answer within the request timeout",
            "{0과}의 TCP 연결을 끊었습니다: 요청 타임아웃 안에 응답이 없었습니다",
            server
        ),
    }
}
