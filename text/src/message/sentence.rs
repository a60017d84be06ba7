//! What a message asks or tells, and what that means: beside the picture, when it is selected.

use highwater_core::id::Offset;
use highwater_core::log::OffsetForEpoch;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::Direction;
use highwater_core::wire::{Acks, Gist};

use super::Message;
use super::line::line;
use crate::Lang;
use crate::say;
use crate::value::Value;

/// What a message asks or tells, and what that means.
pub(crate) fn sentence(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let (sender, receiver) = (message.sender(), message.receiver());
    let name = message.partition_name(names);
    if let Some(error) = message.gist.error() {
        let (api, meaning) = (
            message.gist.api().name(),
            crate::error::meaning(lang, error),
        );
        return say!(
            lang,
            "{0} answers the {1} request of {2} with {3}. {4}",
            "{0이} {2}의 {1} 요청에 {3} 오류로 답합니다. {4}",
            sender,
            api,
            receiver,
            error,
            meaning
        );
    }
    match *message.gist {
        Gist::Produce {
            records: count,
            acks,
            ..
        } => {
            say!(
                lang,
                "{0} sends {1} for {2} to {3}. {4}",
                "{0이} {2}에 쓸 {1을} {3}에 보냅니다. {4}",
                sender,
                Value::Records(count),
                &name,
                receiver,
                promise(lang, acks)
            )
        }
        Gist::ProduceAnswer {
            records: count,
            result,
            ..
        } => {
            say!(
                lang,
                "{0} tells {1} that its batch is in: {2} {3}. This is the ack.",
                "{0이} {1}에 ack를 보냅니다. 배치는 {2} {3}에 들어갔습니다.",
                sender,
                receiver,
                &name,
                Value::offsets_of(result.unwrap_or_default(), count.max(1))
            )
        }
        Gist::Fetch {
            partition: None, ..
        } => plain_sentence(lang, message, message.gist.api().name()),
        Gist::Fetch {
            offset, follower, ..
        } => fetch(lang, message, &name, offset, follower),
        Gist::FetchAnswer { .. } => fetch_answer(lang, message, &name, names),
        Gist::AlterPartition { members, .. } => {
            say!(
                lang,
                "{0}, the leader of {1}, proposes an ISR of {2} to the controller. \
                 Only when the controller has written it does it count.",
                "{1}의 리더 {0이} 멤버가 {2}개인 ISR을 컨트롤러에 제안합니다. \
                 컨트롤러가 기록해야 비로소 효력이 있습니다.",
                sender,
                &name,
                members
            )
        }
        Gist::AlterPartitionAnswer { .. } => {
            say!(
                lang,
                "The controller has written the ISR of {0} that {1} proposed.",
                "컨트롤러가 {1}의 제안대로 {0}의 ISR을 기록했습니다.",
                &name,
                receiver
            )
        }
        Gist::BrokerRegistration { .. } => say!(
            lang,
            "{0}'s new process announces itself to the controller, which gives it a broker epoch.",
            "{0}의 새 프로세스가 컨트롤러에 자신을 등록합니다. 컨트롤러는 브로커 에포크를 줍니다.",
            sender
        ),
        Gist::BrokerHeartbeat { .. } => say!(
            lang,
            "{0} tells the controller that it lives and how far it has applied the metadata log.",
            "{0이} 살아 있다는 것과 메타데이터 로그를 어디까지 적용했는지를 컨트롤러에 알립니다.",
            sender
        ),
        Gist::FetchMetadata { offset } => say!(
            lang,
            "{0} asks the controller for the metadata log from offset {1}. \
             The answer waits until there is something new.",
            "{0이} 컨트롤러에 메타데이터 로그를 오프셋 {1}부터 요청합니다. \
             새 레코드가 생길 때까지 응답이 미뤄집니다.",
            sender,
            offset
        ),
        Gist::FetchMetadataAnswer { records: 0, .. } => say!(
            lang,
            "There is nothing new in the metadata log for {0}.",
            "{0}에 보낼 새 메타데이터 레코드가 없습니다.",
            receiver
        ),
        Gist::FetchMetadataAnswer { records: count, .. } => {
            say!(
                lang,
                "{0} of the metadata log for {1}: this is how a broker learns of leaders and ISRs.",
                "{1}에 보내는 메타데이터 로그 {0}입니다. 브로커는 이것으로 리더와 ISR의 변화를 압니다.",
                Value::Records(count),
                receiver
            )
        }
        Gist::Plain { api, .. } => plain_sentence(lang, message, api.name()),
    }
}

fn plain_sentence(lang: Lang, message: Message<'_>, api: &str) -> String {
    let (sender, receiver) = (message.sender(), message.receiver());
    match message.direction {
        Direction::Request => say!(
            lang,
            "{0} sends a {1} request to {2}.",
            "{0이} {2}에 {1} 요청을 보냅니다.",
            sender,
            api,
            receiver
        ),
        Direction::Response => say!(
            lang,
            "{0} answers the {1} request of {2}.",
            "{0이} {2}의 {1} 요청에 답합니다.",
            sender,
            api,
            receiver
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
    if follower {
        return say!(
            lang,
            "{0} asks {1} for {2} from offset {3}. By that it says that it has everything \
             below {3}: a follower sends no other acknowledgement.",
            "{0이} {1}에 {2}의 오프셋 {3}부터 요청합니다. {3} 미만은 모두 가지고 있다는 \
             뜻이며, 팔로워가 보내는 확인은 이것뿐입니다.",
            sender,
            receiver,
            name,
            offset
        );
    }
    say!(
        lang,
        "{0} asks {1} for {2} from offset {3}, its position. A consumer is handed only what lies \
         below the high watermark.",
        "{0이} {1}에 {2}의 오프셋 {3}부터 요청합니다. 컨슈머의 포지션은 {3}입니다. \
         컨슈머는 하이 워터마크(HW) 아래에 있는 레코드만 받습니다.",
        sender,
        receiver,
        name,
        offset
    )
}

fn fetch_answer(lang: Lang, message: Message<'_>, name: &str, names: &MetadataImage) -> String {
    let Gist::FetchAnswer {
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
    if let Some(OffsetForEpoch { epoch, end_offset }) = diverging_epoch {
        return say!(
            lang,
            "{0} tells {1} that their logs of {2} differ: in the leader's, epoch {3} ends at \
             {4}. The follower cuts its log back and asks again.",
            "{2}의 두 로그가 다르다는 응답입니다. 리더 {0}의 로그에서 에포크 {3}의 끝은 {4}입니다. \
             팔로워 {1은} 로그를 잘라 내고 다시 요청합니다.",
            sender,
            receiver,
            name,
            epoch,
            end_offset
        );
    }
    let brings = match base_offset {
        Some(base) if count > 0 => say!(
            lang,
            "{0} sends {1} {2} to {3}.",
            "{0이} {3}에 {1} {2을} 보냅니다.",
            sender,
            name,
            Value::offsets_of(base, count),
            receiver
        ),
        _ => say!(
            lang,
            "{0} has no new records of {1} for {2}.",
            "{0}에는 {2}에 보낼 {1}의 새 레코드가 없습니다.",
            sender,
            name,
            receiver
        ),
    };
    if follower {
        return say!(
            lang,
            "{0} HW {1} is the leader's high watermark at the moment it read.",
            "{0} HW {1은} 리더가 읽는 순간의 하이 워터마크입니다.",
            &brings,
            high_watermark
        );
    }
    say!(
        lang,
        "{0} The high watermark is {1}.",
        "{0} 하이 워터마크(HW)는 {1}입니다.",
        &brings,
        high_watermark
    )
}
