//! What a person may do: what stands on the button, and what the event list says of it.

use highwater_core::command::Command;

use crate::course::Words;
use crate::fill::Value;
use crate::meaning::meanings;
use crate::standing::StandingMeaning;
use crate::{Lang, Message, same, say};

/// What stands on the button: stable, for people and for tests.
#[must_use]
pub fn label(lang: Lang, command: &Command) -> String {
    match command {
        Command::Produce { .. } => lang.pick("Send a record", "레코드 보내기").to_owned(),
        Command::Crash(node) => say!(lang, "Crash {0}", "{0} 강제 종료", node),
        Command::Restart(node) => say!(lang, "Restart {0}", "{0} 재시작", node),
        Command::Cut(a, b) => say!(lang, "Cut {0}–{1}", "{0}–{1} 연결 끊기", a, b),
        Command::Heal(a, b) => say!(lang, "Heal {0}–{1}", "{0}–{1} 복구", a, b),
        Command::Release(_) => lang.pick("Let it go on", "놓아주기").to_owned(),
        Command::Hold(_) => lang.pick("Hold", "붙잡아 두기").to_owned(),
        Command::Lose(_) => lang.pick("Lose", "유실시키기").to_owned(),
        Command::HealAll => lang.pick("Heal all", "모두 복구").to_owned(),
        Command::StopScript => lang.pick("Stop the script", "시나리오 멈추기").to_owned(),
    }
}

/// What the command does: for the help text of a button. Nothing while the words are not there.
#[must_use]
pub fn effect(lang: Lang, words: &Words, command: &Command) -> String {
    let say = |effect: Effect, values: &[Value<'_>]| words.say(lang, effect.meaning(), values);
    match command {
        Command::Produce {
            producer,
            topic,
            partition,
            ..
        } => say(
            Effect::Produce,
            &[producer.into(), Value::Words(topic), partition.into()],
        ),
        Command::Crash(node) => say(Effect::Crash, &[node.into()]),
        Command::Restart(node) => say(Effect::Restart, &[node.into()]),
        Command::Cut(a, b) => say(Effect::Cut, &[a.into(), b.into()]),
        Command::Heal(a, b) => say(Effect::Heal, &[a.into(), b.into()]),
        Command::Hold(_) => say(Effect::Hold, &[]),
        Command::Release(_) => say(Effect::Release, &[]),
        Command::Lose(_) => say(Effect::Lose, &[]),
        Command::HealAll => say(Effect::HealAll, &[]),
        Command::StopScript => say(Effect::StopScript, &[]),
    }
}

meanings! {
    /// What a command does.
    pub enum Effect from StandingMeaning::TABLE.end();
    Produce:
        "An application sends a record to {1}-{2} through {0}.",
        "애플리케이션이 {0을} 통해 {1}-{2}에 레코드를 보냅니다.";
    Crash:
        "The process of {0} dies at once, as by kill -9: its connections are reset, what was only in its \
         memory is gone, and its log stays.",
        "kill -9처럼 {0}의 프로세스가 바로 강제 종료됩니다. 연결은 재설정되고 메모리에만 있던 것은 사라지며 로그는 \
         남습니다.";
    Restart:
        "The process of {0} starts again with the log that is on its disk.",
        "{0}의 프로세스가 디스크에 있는 로그로 다시 시작합니다.";
    Cut:
        "Nothing gets through between {0} and {1} any more, either way, and nobody is told.",
        "{0과} {1} 사이에서는 어느 방향으로도 아무것도 지나가지 못하며, 끊겼다고 알려 주는 것도 없습니다.";
    Heal:
        "Messages get through between {0} and {1} again, also those sent meanwhile.",
        "{0과} {1} 사이로 메시지가 다시 지나갑니다. 그사이에 보낸 메시지도 도착합니다.";
    Hold:
        "The message stays where it is, and what is behind it on its connection with it.",
        "메시지가 그 자리에 멈춥니다. 같은 연결에서 뒤따르는 메시지도 함께 멈춥니다.";
    Release:
        "The held message goes on.",
        "붙잡아 둔 메시지가 다시 움직입니다.";
    Lose:
        "The message is lost and its connection breaks: the sender cannot know whether it was processed.",
        "메시지가 유실되고 연결이 끊어집니다. 보낸 쪽은 그것이 처리되었는지 알 수 없습니다.";
    HealAll:
        "Every fault ends: links heal, held messages go on, dead brokers start.",
        "모든 장애가 끝납니다. 연결이 복구되고, 붙잡힌 메시지가 움직이고, 강제 종료된 브로커가 재시작됩니다.";
    StopScript:
        "What the scenario would still do by itself is dropped.",
        "시나리오에 남은 동작을 더 이상 실행하지 않습니다.";
}

/// What the event list says when it was done.
pub(crate) fn sentence(lang: Lang, command: &Command) -> String {
    match command {
        Command::Produce {
            topic,
            partition,
            key,
            value,
            ..
        } => {
            let key = key.as_deref().unwrap_or("null");
            let value = value.as_deref().unwrap_or("null");
            let label = label(lang, command);
            same!(
                lang,
                "{0}: {1}-{2}, {3}={4}",
                &label,
                &**topic,
                partition,
                key,
                value
            )
        }
        Command::Hold(id) => say!(lang, "Hold message {0}", "메시지 {0}번 붙잡아 두기", id),
        Command::Release(id) => say!(lang, "Let message {0} go on", "메시지 {0}번 놓아주기", id),
        Command::Lose(id) => say!(lang, "Lose message {0}", "메시지 {0}번 유실시키기", id),
        Command::Crash(_)
        | Command::Restart(_)
        | Command::Cut(..)
        | Command::Heal(..)
        | Command::HealAll
        | Command::StopScript => label(lang, command),
    }
}

/// What was done to a message, by what the message is: for whoever still knows that.
#[must_use]
pub fn done_to_message(lang: Lang, command: &Command, message: Message<'_>) -> Option<String> {
    let title = message.title(lang);
    Some(match command {
        Command::Hold(_) => say!(lang, "Hold {0}", "{0} 붙잡아 두기", &title),
        Command::Release(_) => say!(lang, "Let {0} go on", "{0} 놓아주기", &title),
        Command::Lose(_) => say!(lang, "Lose {0}", "{0} 유실시키기", &title),
        _ => return None,
    })
}
