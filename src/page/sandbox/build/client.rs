//! The own fields of producers and consumers: what is sent and read, and what the application above does.

use highwater_text::Lang;

use super::entry::{About, PartForm};
use super::settings::shown;
use crate::sandbox::field;
use crate::view::El;

/// A producer's.
pub fn producer_fields(form: PartForm) -> Vec<El> {
    let lang = form.lang;
    let made = [
        (
            field::AT_START,
            match form.is_added() {
                true => lang.pick("at once", "바로"),
                false => lang.pick("at the start", "시작할 때"),
            },
        ),
        (
            field::WHEN_SENDING,
            lang.pick("when it first sends", "처음 보낼 때"),
        ),
    ];
    let ways = [
        (
            field::ON_REQUEST,
            lang.pick("what you send by hand", "직접 보낼 때만"),
        ),
        (
            field::STEADILY,
            lang.pick("steadily, by itself", "일정한 간격으로 자동"),
        ),
    ];
    let mut fields = shown(form, &["acks", "enable.idempotence"]);
    fields.push(form.choice(field::MADE, About::default(), &made));
    fields.push(form.choice(field::SENDS, About::default(), &ways));
    fields.extend(load_fields(form));
    fields
}

/// What is sent by itself.
fn load_fields(form: PartForm) -> Vec<El> {
    let in_turn = form.lang.pick(
        "Separated by commas; they take turns. Empty: the partitioner chooses.",
        "쉼표로 나눠 적으면 번갈아 보냅니다. 비우면 파티셔너가 고릅니다.",
    );
    let mut fields = Vec::new();
    for (name, hint) in [
        (field::LOAD_TOPIC, ""),
        (field::LOAD_PARTITIONS, in_turn),
        (field::LOAD_FROM, ""),
        (field::LOAD_EVERY, ""),
    ] {
        // Whoever is added to a cluster that runs begins at once.
        if name == field::LOAD_FROM && form.is_added() {
            continue;
        }
        let one = form.typed(name, About::hint(hint));
        fields.push(form.while_chosen(field::SENDS, field::STEADILY, one));
    }
    fields
}

/// A consumer's.
pub fn consumer_fields(form: PartForm) -> Vec<El> {
    let mut fields = subscription_fields(form);
    fields.extend(shown(
        form,
        &[
            "group.id",
            "group.protocol",
            "partition.assignment.strategy",
            "group.remote.assignor",
            "auto.offset.reset",
            "enable.auto.commit",
        ],
    ));
    fields.extend(application_fields(form));
    fields
}

fn subscription_fields(form: PartForm) -> Vec<El> {
    let lang = form.lang;
    let ways = [
        (
            field::BY_SUBSCRIPTION,
            lang.pick("topics (subscribe)", "토픽 구독(subscribe)"),
        ),
        (
            field::BY_ASSIGNMENT,
            lang.pick("partitions (assign)", "파티션 지정(assign)"),
        ),
    ];
    let topics = lang.pick(
        "Topics separated by commas. The group divides their partitions among its members.",
        "토픽을 쉼표로 나눠 적으세요. 그룹이 그 파티션을 멤버들에게 나눕니다.",
    );
    let partitions = lang.pick(
        "Partitions separated by commas, such as orders-0, orders-1. orders-0@5 begins at offset 5; without it, auto.offset.reset says where.",
        "orders-0, orders-1처럼 쉼표로 나눠 적으세요. orders-0@5는 오프셋 5부터이고, 없으면 auto.offset.reset을 따릅니다.",
    );
    let subscribe = form.typed(field::SUBSCRIBE, About::hint(topics));
    let assign = form.typed(field::ASSIGN, About::hint(partitions));
    vec![
        form.choice(field::READS, About::default(), &ways),
        form.while_chosen(field::READS, field::BY_SUBSCRIPTION, subscribe),
        form.while_chosen(field::READS, field::BY_ASSIGNMENT, assign),
    ]
}

/// How the application loops: it polls, works on what it gets, and commits.
fn application_fields(form: PartForm) -> Vec<El> {
    let process = form.lang.pick(
        "How long the application works on each record.",
        "애플리케이션이 레코드 하나를 처리하는 데 걸리는 시간입니다.",
    );
    let fails = form.lang.pick(
        "How many of a hundred records cannot be processed, drawn for each.",
        "레코드 백 개 가운데 처리하지 못하는 개수입니다. 레코드마다 새로 뽑습니다.",
    );
    let commit = form.lang.pick(
        "What the application calls, besides what enable.auto.commit does.",
        "enable.auto.commit과 별도로 애플리케이션이 호출하는 것입니다.",
    );
    vec![
        form.choice(field::CALLS, About::default(), &calls(form.lang)),
        form.typed(field::PROCESS, About::hint(process)),
        form.choice(field::COMMIT, About::hint(commit), &commits(form.lang)),
        form.choice(field::COMMIT_FIRST, About::default(), &orders(form.lang)),
        form.typed(field::FAILS, About::hint(fails)),
        form.choice(field::ON_FAILURE, About::default(), &failures(form.lang)),
    ]
}

fn calls(lang: Lang) -> [(&'static str, &'static str); 2] {
    [
        (
            field::IN_LOOP,
            lang.pick("the application, in a loop", "애플리케이션이 루프에서"),
        ),
        (field::BY_HAND, lang.pick("you, by hand", "직접 하나씩")),
    ]
}

fn commits(lang: Lang) -> [(&'static str, &'static str); 3] {
    [
        (field::NO_COMMIT, lang.pick("nothing", "호출 안 함")),
        (field::COMMIT_SYNC, "commitSync"),
        (field::COMMIT_ASYNC, "commitAsync"),
    ]
}

fn orders(lang: Lang) -> [(&'static str, &'static str); 2] {
    [
        (
            field::AFTER_WORK,
            lang.pick("after processing", "처리한 뒤"),
        ),
        (
            field::BEFORE_WORK,
            lang.pick("before processing", "처리하기 전"),
        ),
    ]
}

fn failures(lang: Lang) -> [(&'static str, &'static str); 3] {
    [
        (
            field::CLOSE,
            lang.pick("leave the loop and close", "루프를 나와 닫기"),
        ),
        (
            field::SEEK_BACK,
            lang.pick("seek back and try again", "되돌아가(seek) 다시 시도"),
        ),
        (field::PASS_OVER, lang.pick("pass over it", "건너뛰기")),
    ]
}
