//! Every value has words, in both languages, and they stay in their language.

use crate::samples::{self, B1, C1, names, trace};
use highwater_core::command::Command;
use highwater_core::id::NodeId;
use highwater_core::trace::Weight;
use highwater_text::meaning::{self, Meaning};
use highwater_text::message::{Message, fields};
use highwater_text::{Lang, answer, command, error, event, headline, refusal, standing};

/// Whether a text is Korean at all: it has a Hangul syllable.
fn has_hangul(text: &str) -> bool {
    text.chars().any(|sign| ('가'..='힣').contains(&sign))
}

/// Asserts that a sentence is there in both languages, each in its own, and ends as sentences do.
fn both(what: &str, say: impl Fn(Lang) -> String) {
    let [en, ko] = Lang::ALL.map(say);
    for text in [&en, &ko] {
        assert!(!text.is_empty(), "{what}: empty");
        assert_eq!(text.trim(), text, "{what}: {text:?}");
        assert!(
            !text.contains("  ") && !text.contains(['{', '}']),
            "{what}: {text:?}"
        );
    }
    assert!(!has_hangul(&en), "{what}: Hangul in the English {en:?}");
    assert!(has_hangul(&ko), "{what}: no Hangul in the Korean {ko:?}");
}

fn meant(lang: Lang, meaning: Meaning) -> String {
    meaning::in_language(lang).get(meaning).to_owned()
}

#[test]
fn every_event_has_a_line() {
    let names = names();
    for event in samples::events() {
        both(&format!("{event:?}"), |lang| {
            event::sentence(lang, &meaning::in_language(lang), &event, &names)
        });
    }
}

#[test]
fn every_milestone_has_a_headline_and_nothing_else_has() {
    let names = names();
    for event in samples::events() {
        let trace = trace(NodeId::Broker(B1), event);
        for lang in Lang::ALL {
            let headline = headline(lang, &trace, &names);
            let milestone = trace.weight() == Weight::Milestone;
            assert_eq!(headline.is_some(), milestone, "{lang:?} {:?}", trace.event);
            let length = headline.map_or(0, |text| text.chars().count());
            assert!(length <= 45, "{lang:?} {:?}: {length} signs", trace.event);
        }
    }
}

#[test]
fn a_message_says_who_sends_it_to_whom() {
    for (connection, direction, gist) in samples::gists() {
        let message = Message {
            connection,
            direction,
            gist: &gist,
        };
        let route = format!(
            "{} → {}",
            connection.sender(direction),
            connection.receiver(direction)
        );
        assert_eq!(message.route(), route);
        both(&route, |lang| message.title(lang));
    }
}

#[test]
fn every_message_has_a_capsule_a_line_and_a_sentence() {
    let names = names();
    for (connection, direction, gist) in samples::gists() {
        let message = Message {
            connection,
            direction,
            gist: &gist,
        };
        for lang in Lang::ALL {
            let (capsule, line) = (message.capsule(lang), message.line(lang, &names));
            assert!(!line.is_empty() && !capsule.is_empty(), "{gist:?}");
            assert!(
                capsule.chars().count() <= 32,
                "{gist:?}: {capsule:?} is too long for a capsule"
            );
            assert!(
                lang == Lang::Ko || !has_hangul(&(capsule + &line)),
                "{gist:?}"
            );
        }
        both(&format!("{gist:?}"), |lang| {
            message.sentence(lang, &meaning::in_language(lang), &names)
        });
    }
}

#[test]
fn every_message_shows_its_fields_with_their_meaning() {
    let names = names();
    for payload in samples::payloads() {
        let [en, ko] = Lang::ALL.map(|lang| fields(lang, &payload, &names));
        assert!(!en.is_empty(), "{payload:?}");
        for (en, ko) in en.iter().zip(&ko) {
            assert_eq!((en.name, &en.value), (ko.name, &ko.value), "{payload:?}");
            assert!(!en.value.is_empty() && !has_hangul(&en.value), "{en:?}");
            assert_eq!(en.meaning, ko.meaning, "{payload:?}");
            both(en.name, |lang| meant(lang, en.meaning));
        }
    }
}

/// Every command, every call of consumers, and everything that befalls their loops.
fn commands() -> Vec<Command> {
    let mut commands = samples::commands();
    for call in samples::consumer_calls() {
        commands.push(Command::CallConsumer { consumer: C1, call });
    }
    for fault in samples::loop_faults() {
        commands.push(Command::DisturbLoop {
            consumer: C1,
            fault,
        });
    }
    commands
}

#[test]
fn every_command_has_a_label_and_says_what_it_does() {
    for command in commands() {
        both(&format!("{command:?}"), |lang| {
            command::label(lang, &command)
        });
        both(&format!("{command:?}"), |lang| {
            command::effect(lang, &meaning::in_language(lang), &command)
        });
    }
}

#[test]
fn the_labels_of_commands_are_the_agreed_ones() {
    let labels: Vec<_> = commands()
        .iter()
        .map(|command| {
            Lang::ALL
                .map(|lang| command::label(lang, command))
                .join(" | ")
        })
        .collect();
    let agreed = [
        "Send a record | 레코드 보내기",
        "Send a record | 레코드 보내기",
        "Send to orders-0 every 500 ms | orders-0에 500 ms마다 보내기",
        "Send to orders every 500 ms | orders에 500 ms마다 보내기",
        "Make the producer | 프로듀서 만들기",
        "Flush | 바로 보내기(flush)",
        "Close the producer | 프로듀서 닫기",
        "Add a producer | 프로듀서 추가",
        "Add a consumer | 컨슈머 추가",
        "Stop sending | 그만 보내기",
        "Call unsubscribe() | unsubscribe() 호출",
        "Fail on the next records (2) | 다음 레코드 2개 처리 실패시키기",
        "Crash b1 | b1 강제 종료",
        "Crash p1 | p1 강제 종료",
        "Cut power of b1 | b1 전원 차단",
        "Restart b1 | b1 재시작",
        "Restart p1 | p1 재시작",
        "Restart c1 | c1 재시작",
        "Freeze b1 | b1 멈추기",
        "Unfreeze b1 | b1 다시 움직이기",
        "Shut down b1 | b1 정상 종료",
        "Slow b1 by 300 ms | b1 300 ms 느리게",
        "Normal speed for b1 | b1 속도 복구",
        "Slow the disk of b1 by 300 ms | b1 디스크 300 ms 느리게",
        "Normal speed for the disk of b1 | b1 디스크 속도 복구",
        "Slow b1–b2 by 300 ms | b1–b2 연결 300 ms 느리게",
        "Normal speed for b1–b2 | b1–b2 연결 속도 복구",
        "Cut b1–b2 | b1–b2 연결 끊기",
        "Cut b1 → b2 | b1 → b2 방향만 끊기",
        "Heal b1–b2 | b1–b2 복구",
        "Isolate b1 | b1 격리하기",
        "Rejoin b1 | b1 격리 해제",
        "Hold | 붙잡아 두기",
        "Let go | 놓아주기",
        "Lose | 유실시키기",
        "Create topic orders | 토픽 orders 만들기",
        "Raise orders to 3 partitions | orders 파티션을 3개로 늘리기",
        "Reassign orders-0 to b2, b3 | orders-0 재할당: b2, b3",
        "Cancel the reassignment of orders-0 | orders-0 재할당 취소",
        "Elect the preferred leader | 선호 리더 선출",
        "Elect uncleanly | 언클린 선출",
        "Set min.insync.replicas=1 for orders | orders 설정: min.insync.replicas=1",
        "Reset min.insync.replicas for all brokers | 모든 브로커 설정 초기화: min.insync.replicas",
        "Delete orders-0 below offset 5 | orders-0 오프셋 5 미만 삭제",
        "Heal all | 모두 복구",
        "Stop the scenario | 시나리오 중단하기",
        "Call subscribe(orders, payments) | subscribe(orders, payments) 호출",
        "Call unsubscribe() | unsubscribe() 호출",
        "Call assign(orders-0, orders-1) | assign(orders-0, orders-1) 호출",
        "Call seek(orders-0, 5) | seek(orders-0, 5) 호출",
        "Call seekToBeginning() | seekToBeginning() 호출",
        "Call seekToEnd() | seekToEnd() 호출",
        "Call poll(500 ms) | poll(500 ms) 호출",
        "Poll in a loop | poll 되풀이하기",
        "Call commitSync() | commitSync() 호출",
        "Call commitSync(500 ms) | commitSync(500 ms) 호출",
        "Call commitAsync() | commitAsync() 호출",
        "Call commitSync(orders-0, 5) | commitSync(orders-0, 5) 호출",
        "Call position() | position() 호출",
        "Call endOffsets() | endOffsets() 호출",
        "Call pause(orders-0) | pause(orders-0) 호출",
        "Call resume(orders-0) | resume(orders-0) 호출",
        "Call close() | close() 호출",
        "Slow processing by 300 ms | 처리 300 ms 느리게",
        "Fail on the next records (2) | 다음 레코드 2개 처리 실패시키기",
        "Crash after poll | poll 뒤에 강제 종료",
        "Crash after process | process 뒤에 강제 종료",
        "Crash after commit | commit 뒤에 강제 종료",
    ];
    assert_eq!(labels, agreed);
}

#[test]
fn an_election_says_its_partition_where_several_could_be_meant() {
    let mut named = Vec::new();
    for command in samples::commands() {
        let both = Lang::ALL.map(|lang| command::named(lang, &command));
        if both != Lang::ALL.map(|lang| command::label(lang, &command)) {
            named.push(both.join(" | "));
        }
    }
    let elections = [
        "Elect the preferred leader: orders-0 | 선호 리더 선출: orders-0",
        "Elect uncleanly: orders-0 | 언클린 선출: orders-0",
    ];
    assert_eq!(named, elections);
}

#[test]
fn every_refusal_says_what_was_wrong_and_what_would_be_right() {
    for refusal in samples::refusals() {
        both(&format!("{refusal:?}"), |lang| {
            refusal::sentence(lang, &meaning::in_language(lang), refusal)
        });
    }
}

#[test]
fn every_error_says_what_it_means() {
    for error in samples::errors() {
        both(error.name(), |lang| meant(lang, error::meaning(error)));
        both(error.name(), |lang| meant(lang, answer::accepted(error)));
    }
}

#[test]
fn every_standing_has_a_word_and_a_meaning() {
    for standing in samples::standings() {
        both(&format!("{standing:?}"), |lang| {
            standing::word(lang, standing).to_owned()
        });
        both(&format!("{standing:?}"), |lang| {
            meant(lang, standing::meaning(standing))
        });
        for committed in [true, false] {
            both(&format!("a record, {standing:?}, {committed}"), |lang| {
                meant(lang, standing::of_record(standing, committed))
            });
        }
    }
}

#[test]
fn every_fault_in_force_is_described_also_one_whose_message_is_gone() {
    let network = highwater_core::sim::Network::default();
    for fault in samples::faults() {
        both(&format!("{fault:?}"), |lang| {
            highwater_text::fault::describe(lang, fault, &network)
        });
    }
}
