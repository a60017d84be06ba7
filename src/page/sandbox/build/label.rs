//! What the fields and the parts of the form are called.

use highwater_text::{Lang, say};

use crate::sandbox::{Draft, Field, Name, Part, field};

/// What a field is called.
pub fn label(lang: Lang, name: &str) -> &'static str {
    let (en, ko) = match name {
        field::SANDBOX_NAME => ("Name", "이름"),
        field::BROKERS => ("Brokers", "브로커 수"),
        field::RACKS => ("Racks", "랙(rack)"),
        field::LATENCY => ("Network latency (ms)", "네트워크 지연(ms)"),
        field::JITTER => ("Jitter (ms)", "지연 편차(ms)"),
        field::SEED => ("Seed", "시드"),
        field::OPENS_AT => ("Opens at (ms)", "여는 시점(ms)"),
        field::SCRIPT => ("What it does by itself", "저절로 하는 일"),
        field::NAME => ("Topic name", "토픽 이름"),
        field::PLACEMENT => ("Placement of replicas", "레플리카 배치"),
        field::PARTITIONS => ("Partitions", "파티션 수"),
        field::REPLICATION_FACTOR => ("Replication factor", "복제 계수"),
        field::ASSIGNMENT => ("Assignment", "레플리카 할당"),
        field::SENDS => ("Sends", "보내는 방식"),
        field::LOAD_TOPIC => ("To topic", "보낼 토픽"),
        field::LOAD_PARTITIONS => ("To partitions", "보낼 파티션"),
        field::LOAD_FROM => ("From (ms)", "시작 시점(ms)"),
        field::LOAD_EVERY => ("One record every (ms)", "레코드 간격(ms)"),
        field::MADE => ("Created", "만드는 때"),
        field::READS => ("Reads", "읽는 방식"),
        field::SUBSCRIBE => ("Topics to read", "읽을 토픽"),
        field::ASSIGN => ("Partitions to read", "읽을 파티션"),
        field::CALLS => ("Calls made by", "호출하는 쪽"),
        field::PROCESS => ("Processing a record (ms)", "레코드 처리 시간(ms)"),
        field::FAILS => ("Records that fail (%)", "처리 실패 비율(%)"),
        field::ON_FAILURE => ("On failure", "처리에 실패하면"),
        field::COMMIT => ("Commits with", "커밋 호출"),
        field::COMMIT_FIRST => ("Commits when", "커밋하는 때"),
        _ => ("", ""),
    };
    lang.pick(en, ko)
}

/// What a part is called: by its place, as the cluster will call its clients.
pub fn part_name(lang: Lang, draft: &Draft, part: Part) -> String {
    let number = draft.place(part).unwrap_or_default() + 1;
    match part {
        Part::Cluster => lang.pick("Cluster", "클러스터").to_owned(),
        Part::Topic(_) => say!(lang, "Topic {0}", "토픽 {0}", number),
        Part::Producer(_) => say!(lang, "Producer p{0}", "프로듀서 p{0}", number),
        Part::Consumer(_) => say!(lang, "Consumer c{0}", "컨슈머 c{0}", number),
    }
}

/// A field with its part, as it is listed among those that are refused.
pub fn full_name(lang: Lang, draft: &Draft, field: &Field) -> String {
    let part = part_name(lang, draft, field.part);
    let name: &str = match &field.name {
        Name::Own(name) => label(lang, name),
        Name::Setting(key) => key,
    };
    [&part, ": ", name].concat()
}
