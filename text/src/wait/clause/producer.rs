//! The clauses for what a producer has and does not send, or has no room for.

use super::Clause;
use crate::meaning::meanings;

meanings! {
    /// A reason for which what a producer has waits. The first value is the producer, where there is no partition.
    pub enum ProducerClause from Clause::TABLE.end();
    Lingers:
        "the batch takes {1} of the {2} bytes that it may: {0} keeps it back for more records",
        "배치는 지금 {1}바이트이고 {2}바이트까지 담을 수 있어서, {0은} 레코드가 더 오기를 기다립니다";
    OneAtATime:
        "with max.in.flight.requests.per.connection=1 {1} keeps the order of a partition: the next batch for {0} goes after the one that is under way",
        "max.in.flight.requests.per.connection=1이라서 {1은} 파티션의 순서를 지킵니다. {0}에 쓸 다음 배치는 전송 중인 배치가 끝난 뒤에 보냅니다";
    EarlierFirst:
        "a batch for {0} with earlier sequence numbers has no answer yet: what is sent again goes after it, so that {1} keeps the order",
        "시퀀스 번호가 더 앞선 {0} 배치가 아직 응답을 받지 못했습니다. {1은} 순서를 지키려고 다시 보낼 배치를 그 뒤에 보냅니다";
    NeedsProducerId:
        "{0} is idempotent and does not know its producer id yet: it sends nothing before",
        "{0은} 멱등 프로듀서인데 아직 프로듀서 id를 받지 못했습니다. 받기 전에는 아무것도 보내지 않습니다";
    BufferFull:
        "the buffer of {0} is full: the next batch takes {1} bytes, and {2} of {3} are free (buffer.memory) · sends that wait, each in a thread of its own: {4}",
        "{0}의 버퍼가 가득 찼습니다. 다음 배치에 {1}바이트가 필요한데 {3}바이트 중 {2}바이트만 비어 있습니다(buffer.memory) · 기다리는 send(스레드마다 하나): {4}개";
    HoldsBuffer:
        "the buffer holds {0}: it has room again when a batch is answered, or given up",
        "버퍼를 차지한 배치: {0}. 배치가 응답을 받거나 프로듀서가 전송을 포기해야 자리가 다시 납니다";
    Flushes:
        "flush() of {0} waits until everything is answered that was sent before it · records: {1}",
        "{0}의 flush()는 그 전에 보낸 것이 모두 응답을 받을 때까지 기다립니다 · 레코드: {1}개";
    Closes:
        "close() of {0} takes no more records, and waits for those that it has · records: {1}",
        "{0}의 close()는 레코드를 더 받지 않고, 남은 레코드가 응답을 받을 때까지 기다립니다 · 레코드: {1}개";
}
