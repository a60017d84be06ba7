//! What each form does, as its button says it.

use highwater_core::id::{NodeId, TopicId};
use highwater_text::{Lang, command, say};

use crate::session::{CallForm, Form, Session};

/// What a form does, on the button that does it.
pub fn verb(session: &Session, form: Form, lang: Lang) -> String {
    let metadata = session.world().metadata();
    let topic = |id: TopicId| {
        let topic = metadata.topics.get(&id);
        topic.map_or_else(String::new, |topic| topic.name.to_string())
    };
    let slow = |what: NodeId| say!(lang, "Slow {0}", "{0} 느리게 하기", what);
    match form {
        Form::Send(_) => lang.pick("Send a record", "레코드 보내기").to_owned(),
        Form::SendSteadily(_) => lang.pick("Send steadily", "계속 보내기").to_owned(),
        Form::SlowBroker(node) => slow(node),
        Form::SlowDisk(node) => say!(lang, "Slow the disk of {0}", "{0} 디스크 느리게 하기", node),
        Form::SlowLink(a, b) => say!(
            lang,
            "Slow {0}",
            "{0} 연결 느리게 하기",
            &command::link(a, b)
        ),
        Form::Reassign(id) => say!(lang, "Reassign {0}", "{0} 재할당", &metadata.name_of(id)),
        Form::AlterTopic(id) => say!(
            lang,
            "Change a setting of {0}",
            "{0} 설정 바꾸기",
            &topic(id)
        ),
        Form::AlterBrokers => lang
            .pick("Change a setting of all brokers", "모든 브로커 설정 바꾸기")
            .to_owned(),
        Form::AddPartitions(id) => {
            say!(
                lang,
                "Add partitions to {0}",
                "{0} 파티션 늘리기",
                &topic(id)
            )
        }
        Form::DeleteRecords(id, _) => say!(
            lang,
            "Delete records of {0}",
            "{0} 레코드 삭제",
            &metadata.name_of(id)
        ),
        Form::StartProducer => lang.pick("Add a producer", "프로듀서 추가").to_owned(),
        Form::StartConsumer => lang.pick("Add a consumer", "컨슈머 추가").to_owned(),
        Form::Call(_, CallForm::CommitOffset) => lang
            .pick(
                "Call commitSync of an offset",
                "오프셋을 정해 commitSync 호출",
            )
            .to_owned(),
        Form::Call(_, call) => say!(lang, "Call {0}", "{0} 호출", call.name()),
        Form::SlowProcessing(_) => lang
            .pick("Slow the processing", "처리 느리게 하기")
            .to_owned(),
        Form::FailNext(_) => lang
            .pick("Fail on the next records", "다음 레코드 처리 실패시키기")
            .to_owned(),
        Form::ResetOffsets(node) => {
            let consumer = session.world().consumer(node);
            let group = consumer.map_or("", |consumer| &*consumer.config().group_id);
            say!(
                lang,
                "Reset the offsets of group {0}",
                "그룹 {0}의 오프셋 재설정",
                group
            )
        }
        Form::CreateTopic => lang.pick("Create a topic", "토픽 만들기").to_owned(),
    }
}
