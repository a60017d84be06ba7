//! The faults in force, in words.

use highwater_core::command::{Command, Fault};
use highwater_core::id::MessageId;
use highwater_core::sim::Network;

use crate::Lang;
use crate::command::link;
use crate::message::Message;
use crate::say;

/// What is broken.
#[must_use]
pub fn describe(lang: Lang, fault: Fault, network: &Network) -> String {
    match fault {
        Fault::Crashed(node) => say!(lang, "{0} is down", "{0이} 강제 종료된 상태입니다", node),
        Fault::PoweredOff(node) => {
            say!(lang, "{0} has no power", "{0}의 전원이 끊겨 있습니다", node)
        }
        Fault::Stopped(node) => say!(
            lang,
            "{0} is shut down",
            "{0이} 정상 종료된 상태입니다",
            node
        ),
        Fault::Paused(node) => say!(lang, "{0} is frozen", "{0이} 멈춰 있습니다", node),
        Fault::SlowBroker(node, ms) => say!(
            lang,
            "{0} is {1} ms slower",
            "{0이} {1} ms 느립니다",
            node,
            ms
        ),
        Fault::SlowDisk(node, ms) => say!(
            lang,
            "the disk of {0} is {1} ms slower",
            "{0}의 디스크가 {1} ms 느립니다",
            node,
            ms
        ),
        Fault::SlowLink(a, b, ms) => say!(
            lang,
            "the link {0} is {1} ms slower",
            "{0} 연결이 {1} ms 느립니다",
            &link(a, b),
            ms
        ),
        Fault::CutOneWay(from, to) => say!(
            lang,
            "the way {0} → {1} is cut",
            "{0} → {1} 방향만 끊겨 있습니다",
            from,
            to
        ),
        Fault::Isolated(node) => say!(lang, "{0} is isolated", "{0이} 격리되어 있습니다", node),
        Fault::Cut(a, b) => say!(
            lang,
            "the link {0} is cut",
            "{0} 연결이 끊겨 있습니다",
            &link(a, b)
        ),
        Fault::Held(id) => held(lang, id, network),
    }
}

/// A held message, by what it is as long as the network has it.
fn held(lang: Lang, id: MessageId, network: &Network) -> String {
    let Some((socket, direction, message)) = network.message(id) else {
        return say!(
            lang,
            "message {0} is held",
            "메시지 {0}번을 붙잡아 두고 있습니다",
            id
        );
    };
    let held = Message {
        connection: socket.connection,
        direction,
        gist: &message.gist,
    };
    let title = held.title(lang);
    say!(
        lang,
        "{0} is held",
        "{0} 메시지를 붙잡아 두고 있습니다",
        &title
    )
}

/// What stands on the button that ends one fault: the verb of its cure, as the button beside the thing itself has it.
#[must_use]
pub fn heal(lang: Lang, cure: &Command) -> &'static str {
    match cure {
        Command::Restart(_) => lang.pick("Restart", "재시작"),
        Command::Resume(_) => lang.pick("Unfreeze", "다시 움직이기"),
        Command::Rejoin(_) => lang.pick("Rejoin", "격리 해제"),
        Command::Release(_) => lang.pick("Let go", "놓아주기"),
        Command::SlowBroker { .. } | Command::SlowDisk { .. } | Command::SlowLink { .. } => {
            lang.pick("Normal speed", "속도 복구")
        }
        _ => lang.pick("Heal", "복구"),
    }
}

/// What stands on the button that ends all of them.
#[must_use]
pub fn heal_all(lang: Lang) -> &'static str {
    lang.pick("Heal all", "모두 복구")
}
