//! What a message asks or tells, and what that means: beside the picture, when it is selected.

use highwater_core::id::{Offset, TopicPartition};
use highwater_core::log::OffsetForEpoch;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::Direction;
use highwater_core::wire::{Acks, Gist};

use super::Message;
use super::line::line;
use crate::Lang;
use crate::josa::{Josa, with};
use crate::lang::say;
use crate::value::{offsets_of, records};

/// What a message asks or tells, and what that means.
pub(crate) fn sentence(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let (sender, receiver) = (message.sender(), message.receiver());
    let name = |partition: TopicPartition| names.name_of(partition);
    let subject = with(sender, Josa::IGa);
    if let Some(error) = message.gist.error() {
        let (api, meaning) = (
            message.gist.api().name(),
            crate::error::meaning(lang, error),
        );
        return say!(
            lang,
            "{sender} answers the {api} request of {receiver} with {error}. {meaning}",
            "{subject} {receiver}의 {api} 요청에 {error} 오류로 답합니다. {meaning}",
        );
    }
    match *message.gist {
        Gist::Produce {
            partition,
            records: count,
            acks,
        } => {
            let (name, records) = (name(partition), records(lang, count));
            let (object, promise) = (with(&records, Josa::EulReul), promise(lang, acks));
            say!(
                lang,
                "{sender} sends {records} for {name} to {receiver}. {promise}",
                "{subject} {name}에 쓸 {object} {receiver}에 보냅니다. {promise}",
            )
        }
        Gist::ProduceAnswer {
            partition,
            records: count,
            result,
        } => {
            let name = name(partition);
            let offsets = offsets_of(result.unwrap_or_default(), count.max(1));
            say!(
                lang,
                "{sender} tells {receiver} that its batch is in: {name} {offsets}. This is the ack.",
                "{subject} {receiver}에 ack를 보냅니다. 배치는 {name} {offsets}에 들어갔습니다.",
            )
        }
        Gist::Fetch {
            partition: None, ..
        } => plain_sentence(lang, message, message.gist.api().name()),
        Gist::Fetch {
            partition: Some(partition),
            offset,
            follower,
            ..
        } => fetch(lang, message, &name(partition), offset, follower),
        Gist::FetchAnswer { .. } => fetch_answer(lang, message, names),
        Gist::AlterPartition {
            partition, members, ..
        } => {
            let name = name(partition);
            say!(
                lang,
                "{sender}, the leader of {name}, proposes an ISR of {members} to the controller. \
                 Only when the controller has written it does it count.",
                "{name}의 리더 {subject} 멤버가 {members}개인 ISR을 컨트롤러에 제안합니다. \
                 컨트롤러가 기록해야 비로소 효력이 있습니다.",
            )
        }
        Gist::AlterPartitionAnswer { partition, .. } => {
            let name = name(partition);
            say!(
                lang,
                "The controller has written the ISR of {name} that {receiver} proposed.",
                "컨트롤러가 {receiver}의 제안대로 {name}의 ISR을 기록했습니다.",
            )
        }
        Gist::BrokerRegistration { .. } => say!(
            lang,
            "{sender}'s new process announces itself to the controller, which gives it a broker epoch.",
            "{sender}의 새 프로세스가 컨트롤러에 자신을 등록합니다. 컨트롤러는 브로커 에포크를 줍니다.",
        ),
        Gist::BrokerHeartbeat { .. } => say!(
            lang,
            "{sender} tells the controller that it lives and how far it has applied the metadata log.",
            "{subject} 살아 있다는 것과 메타데이터 로그를 어디까지 적용했는지를 컨트롤러에 알립니다.",
        ),
        Gist::FetchMetadata { offset } => say!(
            lang,
            "{sender} asks the controller for the metadata log from offset {offset}. \
             The answer waits until there is something new.",
            "{subject} 컨트롤러에 메타데이터 로그를 오프셋 {offset}부터 요청합니다. \
             새 레코드가 생길 때까지 응답이 미뤄집니다.",
        ),
        Gist::FetchMetadataAnswer { records: 0, .. } => say!(
            lang,
            "There is nothing new in the metadata log for {receiver}.",
            "{receiver}에 보낼 새 메타데이터 레코드가 없습니다.",
        ),
        Gist::FetchMetadataAnswer { records: count, .. } => {
            let records = records(lang, count);
            say!(
                lang,
                "{records} of the metadata log for {receiver}: this is how a broker learns of leaders and ISRs.",
                "{receiver}에 보내는 메타데이터 로그 {records}입니다. 브로커는 이것으로 리더와 ISR의 변화를 압니다.",
            )
        }
        Gist::Plain { api, .. } => plain_sentence(lang, message, api.name()),
    }
}

fn plain_sentence(lang: Lang, message: Message<'_>, api: &str) -> String {
    let (sender, receiver) = (message.sender(), message.receiver());
    let subject = with(sender, Josa::IGa);
    match message.direction {
        Direction::Request => say!(
            lang,
            "{sender} sends a {api} request to {receiver}.",
            "{subject} {receiver}에 {api} 요청을 보냅니다.",
        ),
        Direction::Response => say!(
            lang,
            "{sender} answers the {api} request of {receiver}.",
            "{subject} {receiver}의 {api} 요청에 답합니다.",
        ),
    }
}

fn promise(lang: Lang, acks: Acks) -> &'static str {
    match acks {
        Acks::None => lang.pick(
            "With acks=0 there is no answer: nobody tells the producer whether the batch arrived.",
            "acks=0이므로 응답이 없습니다. 배치가 도착했는지 프로듀서는 알 수 없습니다.",
        ),
        Acks::Leader => lang.pick(
            "With acks=1 the answer comes as soon as the leader has appended the batch.",
            "acks=1이므로 리더가 배치를 추가하는 즉시 응답이 옵니다.",
        ),
        Acks::All => lang.pick(
            "With acks=all the answer waits until the high watermark has passed the batch.",
            "acks=all이므로 하이 워터마크(HW)가 이 배치를 지나야 응답이 옵니다.",
        ),
    }
}

fn fetch(lang: Lang, message: Message<'_>, name: &str, offset: Offset, follower: bool) -> String {
    let (sender, receiver) = (message.sender(), message.receiver());
    let subject = with(sender, Josa::IGa);
    if follower {
        return say!(
            lang,
            "{sender} asks {receiver} for {name} from offset {offset}. By that it says that it has everything \
             below {offset}: a follower sends no other acknowledgement.",
            "{subject} {receiver}에 {name}의 오프셋 {offset}부터 요청합니다. {offset} 미만은 모두 가지고 있다는 \
             뜻이며, 팔로워가 보내는 확인은 이것뿐입니다.",
        );
    }
    say!(
        lang,
        "{sender} asks {receiver} for {name} from offset {offset}, its position. A consumer is handed only what lies \
         below the high watermark.",
        "{subject} {receiver}에 {name}의 오프셋 {offset}부터 요청합니다. 컨슈머의 포지션은 {offset}입니다. \
         컨슈머는 하이 워터마크(HW) 아래에 있는 레코드만 받습니다.",
    )
}

fn fetch_answer(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let Gist::FetchAnswer {
        partition,
        base_offset,
        records: count,
        high_watermark,
        diverging_epoch,
        follower,
        ..
    } = *message.gist
    else {
        return line(lang, message, names);
    };
    let (sender, receiver) = (message.sender(), message.receiver());
    let name = partition
        .map(|partition| names.name_of(partition))
        .unwrap_or_default();
    if let Some(OffsetForEpoch { epoch, end_offset }) = diverging_epoch {
        let follower = with(receiver, Josa::EunNeun);
        return say!(
            lang,
            "{sender} tells {receiver} that their logs of {name} differ: in the leader's, epoch {epoch} ends at \
             {end_offset}. The follower cuts its log back and asks again.",
            "{name}의 두 로그가 다르다는 응답입니다. 리더 {sender}의 로그에서 에포크 {epoch}의 끝은 {end_offset}입니다. \
             팔로워 {follower} 로그를 잘라 내고 다시 요청합니다.",
        );
    }
    let what = match base_offset {
        Some(base) if count > 0 => format!("{name} {}", offsets_of(base, count)),
        _ => String::new(),
    };
    let (subject, object) = (with(sender, Josa::IGa), with(&what, Josa::EulReul));
    let brings = if what.is_empty() {
        say!(
            lang,
            "{sender} has no new records of {name} for {receiver}.",
            "{sender}에는 {receiver}에 보낼 {name}의 새 레코드가 없습니다.",
        )
    } else {
        say!(
            lang,
            "{sender} sends {what} to {receiver}.",
            "{subject} {receiver}에 {object} 보냅니다."
        )
    };
    if follower {
        let hw_is = with(high_watermark, Josa::EunNeun);
        return say!(
            lang,
            "{brings} HW {high_watermark} is the leader's high watermark at the moment it read.",
            "{brings} HW {hw_is} 리더가 읽는 순간의 하이 워터마크입니다.",
        );
    }
    say!(
        lang,
        "{brings} The high watermark is {high_watermark}.",
        "{brings} 하이 워터마크(HW)는 {high_watermark}입니다.",
    )
}
