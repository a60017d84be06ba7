//! The process that a client runs in, and what the application there does.

use highwater_core::client::{Application, Consumer, ProducerState, Step};
use highwater_core::command::{Command, LoopFault};
use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::scenario::{CommitCall, OnFailure};
use highwater_core::sim::Standing;
use highwater_text::fact::NodeFact;
use highwater_text::{Lang, application, command, same, say, standing};

use super::sheet::Sheet;

/// What has become of the process of a client.
pub fn process(sheet: &mut Sheet<'_>, client: NodeId) {
    let process = match sheet.world().standing_of_client(client) {
        Some(standing) => standing::word(sheet.lang, standing),
        None => sheet.lang.pick("running", "실행 중"),
    };
    let meaning = NodeFact::ClientProcess.meaning();
    sheet.fact("process", "프로세스", process.into(), meaning);
}

/// How far a producer has come.
pub fn producer_state(sheet: &mut Sheet<'_>, state: ProducerState) {
    let (en, ko) = match state {
        ProducerState::NotCreated => ("not made yet", "아직 만들지 않음"),
        ProducerState::Running => ("open", "열림"),
        ProducerState::Closing => ("closing", "닫는 중"),
        ProducerState::Closed => ("closed", "닫힘"),
        // Its process says so.
        ProducerState::Crashed => return,
    };
    let state = sheet.lang.pick(en, ko);
    let meaning = NodeFact::ProducerState.meaning();
    sheet.fact("producer", "프로듀서 상태", state.into(), meaning);
}

/// What the application of a consumer does now, and what it is to do with records.
pub fn application(sheet: &mut Sheet<'_>, consumer: &Consumer) {
    let (lang, application) = (sheet.lang, consumer.application());
    sheet.group("Its application", "애플리케이션");
    let name = |partition| sheet.world().metadata().name_of(partition);
    let standing = sheet.world().standing_of_client(consumer.id);
    let step = match standing.is_some_and(Standing::is_down) {
        true => lang
            .pick("nothing: its process is down", "없음(프로세스가 종료됨)")
            .to_owned(),
        false => step(lang, application.step(), name),
    };
    let meaning = NodeFact::ApplicationStep.meaning();
    sheet.fact("now", "지금", (&step).into(), meaning);
    let takes = same!(lang, "{0} ms", application.takes_ms());
    let meaning = NodeFact::ApplicationProcess.meaning();
    sheet.fact(
        "processing a record",
        "레코드 처리 시간",
        (&takes).into(),
        meaning,
    );
    let meaning = NodeFact::ApplicationCommit.meaning();
    sheet.fact(
        "commits",
        "커밋",
        commits(lang, application).into(),
        meaning,
    );
    if let Some(ahead) = ahead(lang, consumer) {
        let meaning = NodeFact::ApplicationAhead.meaning();
        sheet.fact("still to come", "예정", (&ahead).into(), meaning);
    }
    let on_failure = on_failure(lang, application.spec().on_failure);
    let meaning = NodeFact::ApplicationOnFailure.meaning();
    sheet.fact("on failure", "처리에 실패하면", on_failure.into(), meaning);
}

fn step(lang: Lang, step: Step, name: impl Fn(TopicPartition) -> String) -> String {
    match step {
        Step::Processing { partition, offset } => say!(
            lang,
            "processing {0}, offset {1}",
            "{0} 오프셋 {1} 처리 중",
            &name(partition),
            offset
        ),
        other => application::call(lang, other)
            .unwrap_or_default()
            .to_owned(),
    }
}

/// What somebody has asked its loop for that has not happened yet.
fn ahead(lang: Lang, consumer: &Consumer) -> Option<String> {
    let (consumer, application) = (consumer.id, consumer.application());
    let crash = application.crash_at().map(LoopFault::CrashAt);
    let failures = match application.failures_to_come() {
        0 => None,
        count => Some(LoopFault::FailNext(count)),
    };
    let faults = crash.into_iter().chain(failures);
    let labels =
        faults.map(|fault| command::label(lang, &Command::DisturbLoop { consumer, fault }));
    let labels: Vec<String> = labels.collect();
    (!labels.is_empty()).then(|| labels.join(", "))
}

fn commits(lang: Lang, application: &Application) -> &'static str {
    let spec = application.spec();
    let (en, ko) = match (spec.commit, spec.commit_first) {
        (CommitCall::None, _) => ("nothing itself", "직접 호출하지 않음"),
        (CommitCall::Sync, false) => ("commitSync after processing", "처리한 뒤 commitSync"),
        (CommitCall::Sync, true) => ("commitSync before processing", "처리하기 전 commitSync"),
        (CommitCall::Async, false) => ("commitAsync after processing", "처리한 뒤 commitAsync"),
        (CommitCall::Async, true) => ("commitAsync before processing", "처리하기 전 commitAsync"),
    };
    lang.pick(en, ko)
}

fn on_failure(lang: Lang, reaction: OnFailure) -> &'static str {
    let (en, ko) = match reaction {
        OnFailure::Close => ("leaves the loop and closes", "루프를 나와 닫음"),
        OnFailure::SeekBack => ("seeks back and tries again", "되돌아가(seek) 다시 시도"),
        OnFailure::PassOver => ("passes over it", "건너뜀"),
    };
    lang.pick(en, ko)
}
