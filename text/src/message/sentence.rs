//! What a message asks or tells, and what that means: beside the picture, when it is selected.

use highwater_core::log::OffsetForEpoch;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::Direction;
use highwater_core::wire::{Acks, Gist};

use super::{FieldMeaning, Message};
use crate::course::Words;
use crate::fill::Value;
use crate::meaning::{Meaning, meanings};
use crate::{Lang, error};

/// What a message asks or tells, and what that means.
pub(crate) fn sentence(
    lang: Lang,
    words: &Words,
    message: Message<'_>,
    names: &MetadataImage,
) -> String {
    let name = message.partition_name(names);
    let [from, to] = [message.sender(), message.receiver()].map(Value::from);
    let mut said = Said {
        lang,
        words,
        values: [from, to, Value::from(&name), NONE, NONE],
        text: String::new(),
    };
    said.message(message);
    said.text
}

const NONE: Value<'static> = Value::Words("");

/// What is said of a message, sentence by sentence.
struct Said<'a> {
    lang: Lang,
    words: &'a Words,
    /// Who sends it, who is to receive it, and the partition that it is about; then what is particular
    /// to a sentence.
    values: [Value<'a>; 5],
    text: String,
}

impl<'a> Said<'a> {
    fn add(&mut self, sentence: MessageSentence, value: Value<'a>) {
        self.values[3] = value;
        self.add_by_number(sentence.meaning());
    }

    fn add_by_number(&mut self, sentence: Meaning) {
        let sentence = self.words.say(self.lang, sentence, &self.values);
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(&sentence);
    }

    fn message(&mut self, message: Message<'a>) {
        let api = Value::from(message.gist.api().name());
        if let Some(error) = message.gist.error() {
            self.values[4] = error.into();
            self.add(MessageSentence::Refused, api);
            return self.add_by_number(error::meaning(error));
        }
        let (sentence, value) = match *message.gist {
            Gist::Produce { records, acks, .. } => {
                self.add(MessageSentence::Produce, Value::Records(records));
                (promise(acks), NONE)
            }
            Gist::ProduceAnswer {
                records, result, ..
            } => (
                MessageSentence::ProduceAnswer,
                Value::offsets_of(result.unwrap_or_default(), records.max(1)),
            ),
            Gist::Fetch {
                partition: Some(_),
                offset,
                follower,
                ..
            } => match follower {
                true => (MessageSentence::FollowerFetch, offset.into()),
                false => (MessageSentence::ConsumerFetch, offset.into()),
            },
            Gist::FetchAnswer { .. } => return self.fetch_answer(message.gist),
            Gist::AlterPartition { members, .. } => {
                (MessageSentence::AlterPartition, members.into())
            }
            Gist::AlterPartitionAnswer { .. } => (MessageSentence::AlterPartitionAnswer, NONE),
            Gist::BrokerRegistration { .. } => (MessageSentence::BrokerRegistration, NONE),
            Gist::BrokerHeartbeat { .. } => (MessageSentence::BrokerHeartbeat, NONE),
            Gist::FetchMetadata { offset } => (MessageSentence::FetchMetadata, offset.into()),
            Gist::FetchMetadataAnswer { records: 0, .. } => {
                (MessageSentence::FetchMetadataAnswerEmpty, NONE)
            }
            Gist::FetchMetadataAnswer { records, .. } => (
                MessageSentence::FetchMetadataAnswer,
                Value::Records(records),
            ),
            Gist::Connect { .. } => (MessageSentence::Connect, api),
            Gist::Fetch { .. } | Gist::Plain { .. } => match message.direction {
                Direction::Request => (MessageSentence::PlainRequest, api),
                Direction::Response => (MessageSentence::PlainResponse, api),
            },
        };
        self.add(sentence, value);
    }

    fn fetch_answer(&mut self, gist: &Gist) {
        let Gist::FetchAnswer {
            base_offset,
            records,
            high_watermark,
            diverging_epoch,
            follower,
            ..
        } = *gist
        else {
            return;
        };
        if let Some(OffsetForEpoch { epoch, end_offset }) = diverging_epoch {
            self.values[4] = end_offset.into();
            return self.add(MessageSentence::Diverging, epoch.into());
        }
        match base_offset {
            Some(base) if records > 0 => {
                let offsets = Value::offsets_of(base, records);
                self.add(MessageSentence::FetchAnswer, offsets);
            }
            _ => self.add(MessageSentence::FetchAnswerEmpty, NONE),
        }
        let high_watermark = high_watermark.into();
        match follower {
            true => self.add(MessageSentence::HighWatermarkWhenRead, high_watermark),
            false => self.add(MessageSentence::HighWatermark, high_watermark),
        }
    }
}

/// What a producer may expect.
const fn promise(acks: Acks) -> MessageSentence {
    match acks {
        Acks::None => MessageSentence::AcksNone,
        Acks::Leader => MessageSentence::AcksLeader,
        Acks::All => MessageSentence::AcksAll,
    }
}

meanings! {
    /// What a message asks or tells: `{0}` sends it to `{1}`, and it is about the partition `{2}`.
    pub enum MessageSentence from FieldMeaning::TABLE.end();
    Refused:
        "{0} answers the {3} request of {1} with {4}.",
        "{0이} {1}의 {3} 요청에 {4} 오류로 답합니다.";
    Produce:
        "{0} sends {3} for {2} to {1}.",
        "{0이} {2}에 쓸 {3을} {1}에 보냅니다.";
    AcksNone:
        "With acks=0 there is no answer: nobody tells the producer whether the batch arrived.",
        "acks=0이므로 응답이 없습니다. 배치가 도착했는지 프로듀서는 알 수 없습니다.";
    AcksLeader:
        "With acks=1 the answer comes as soon as the leader has appended the batch.",
        "acks=1이므로 리더가 배치를 추가하는 즉시 응답이 옵니다.";
    AcksAll:
        "With acks=all the answer waits until the high watermark has passed the batch.",
        "acks=all이므로 하이 워터마크(HW)가 이 배치를 지나야 응답이 옵니다.";
    ProduceAnswer:
        "{0} tells {1} that its batch is in: {2} {3}. This is the ack.",
        "{0이} {1}에 ack를 보냅니다. 배치는 {2} {3}에 들어갔습니다.";
    FollowerFetch:
        "{0} asks {1} for {2} from offset {3}. By that it says that it has everything below {3}: \
         a follower sends no other acknowledgement.",
        "{0이} {1}에 {2}의 레코드를 오프셋 {3}부터 요청합니다. {3} 미만은 모두 가지고 있다는 \
         뜻이며, 팔로워가 보내는 확인 응답은 이것뿐입니다.";
    ConsumerFetch:
        "{0} asks {1} for {2} from offset {3}, its position. A consumer is handed only what lies \
         below the high watermark.",
        "{0이} {1}에 {2}의 레코드를 오프셋 {3}부터 요청합니다. 컨슈머의 포지션은 {3}입니다. \
         컨슈머는 하이 워터마크(HW) 아래에 있는 레코드만 받습니다.";
    Diverging:
        "{0} tells {1} that their logs of {2} differ: in the leader's, epoch {3} ends at {4}. \
         The follower cuts its log back and asks again.",
        "{2}의 두 로그가 다르다는 응답입니다. 리더 {0}의 로그에서 에포크 {3}의 끝은 {4}입니다. \
         팔로워 {1은} 로그를 잘라 내고 다시 요청합니다.";
    FetchAnswer:
        "{0} sends {2} {3} to {1}.",
        "{0이} {1}에 {2} {3을} 보냅니다.";
    FetchAnswerEmpty:
        "{0} has no new records of {2} for {1}.",
        "{0}에는 {1}에 보낼 {2}의 새 레코드가 없습니다.";
    HighWatermarkWhenRead:
        "HW {3} was the leader's high watermark at the moment at which the leader read its own log for this answer.",
        "HW\u{a0}{3은} 리더가 이 응답을 위해 자신의 로그를 읽은 시점의 하이 워터마크입니다.";
    HighWatermark:
        "The high watermark is {3}.",
        "하이 워터마크(HW)는 {3}입니다.";
    AlterPartition:
        "{0}, the leader of {2}, proposes an ISR of {3} to the controller. \
         Only when the controller has written it does it count.",
        "{2}의 리더 {0이} 멤버가 {3}개인 ISR을 컨트롤러에 제안합니다. \
         컨트롤러가 기록해야 비로소 효력이 있습니다.";
    AlterPartitionAnswer:
        "The controller has written the ISR of {2} that {1} proposed.",
        "컨트롤러가 {1}의 제안대로 {2}의 ISR을 기록했습니다.";
    BrokerRegistration:
        "{0}'s new process announces itself to the controller, which gives it a broker epoch.",
        "{0}의 새 프로세스가 컨트롤러에 자신을 등록합니다. 컨트롤러는 브로커 에포크를 줍니다.";
    BrokerHeartbeat:
        "{0} tells the controller that it lives and how far it has applied the metadata log.",
        "{0이} 살아 있다는 것과 메타데이터 로그를 어디까지 적용했는지를 컨트롤러에 알립니다.";
    FetchMetadata:
        "{0} asks the controller for the metadata log from offset {3}. \
         The answer waits until there is something new.",
        "{0이} 컨트롤러에 메타데이터 로그를 오프셋 {3}부터 요청합니다. \
         새 레코드가 생길 때까지 응답이 미뤄집니다.";
    FetchMetadataAnswerEmpty:
        "There is nothing new in the metadata log for {1}.",
        "{1}에 보낼 새 메타데이터 레코드가 없습니다.";
    FetchMetadataAnswer:
        "{3} of the metadata log for {1}: this is how a broker learns of leaders and ISRs.",
        "{1}에 보내는 메타데이터 로그 {3}입니다. 브로커는 이것으로 리더와 ISR의 변화를 압니다.";
    Connect:
        "{0} tries to connect to {1}. The request {3} leaves only when the connection stands.",
        "{0이} {1}에 연결을 시도합니다. {3} 요청은 연결된 뒤에야 나갑니다.";
    PlainRequest:
        "{0} sends the request {3} to {1}.",
        "{0이} {1}에 {3} 요청을 보냅니다.";
    PlainResponse:
        "{0} answers the {3} request of {1}.",
        "{0이} {1}의 {3} 요청에 답합니다.";
}
