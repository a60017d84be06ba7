//! The faults in force, in words.

use highwater_core::command::Fault;
use highwater_core::sim::Network;

use crate::Lang;
use crate::josa::{Josa, with};
use crate::lang::say;
use crate::message::Message;

/// What is broken.
#[must_use]
pub fn describe(lang: Lang, fault: Fault, network: &Network) -> String {
    match fault {
        Fault::Crashed(node) => {
            let subject = with(node, Josa::IGa);
            say!(lang, "{node} is down", "{subject} 강제 종료된 상태입니다")
        }
        Fault::Cut(a, b) => {
            say!(
                lang,
                "the link {a}–{b} is cut",
                "{a}–{b} 연결이 끊겨 있습니다"
            )
        }
        Fault::Held(id) => {
            let Some((socket, direction, message)) = network.message(id) else {
                return say!(
                    lang,
                    "message {id} is held",
                    "메시지 {id}번을 붙잡아 두고 있습니다"
                );
            };
            let held = Message {
                connection: socket.connection,
                direction,
                gist: &message.gist,
            };
            let (api, from, to) = (held.gist.api().name(), held.sender(), held.receiver());
            let toward = with(to, Josa::EuroRo);
            say!(
                lang,
                "a {api} from {from} to {to} is held",
                "{from}에서 {toward} 가는 {api} 메시지를 붙잡아 두고 있습니다",
            )
        }
    }
}

/// What stands on the button that ends one fault.
#[must_use]
pub fn heal(lang: Lang) -> &'static str {
    lang.pick("Heal", "복구")
}

/// What stands on the button that ends all of them.
#[must_use]
pub fn heal_all(lang: Lang) -> &'static str {
    lang.pick("Heal all", "모두 복구")
}
