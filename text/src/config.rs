//! The configuration that the engine knows: what each key means, its unit, and its default as the
//! engine has it.

mod setting;

pub use setting::{Setting, TABLE, meaning, of_broker, of_consumer, of_producer};

use highwater_core::config::{
    BrokerConfig, ConsumerConfig, ProducerConfig, Takes, TopicConfig, ValueType,
};

use crate::course::{self, ConfigScope};
use crate::{Lang, Text};

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Bytes.
    Bytes,
    /// Replicas.
    Replicas,
    /// Members of a group.
    Members,
    /// Partitions.
    Partitions,
    /// Records.
    Records,
    /// Requests.
    Requests,
    /// Attempts.
    Attempts,
    /// True or false.
    Switch,
    /// One of a few words.
    Choice,
}

impl Unit {
    /// What stands behind a value; nothing for a switch or a word.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Milliseconds => Text::same("ms"),
            Self::Seconds => Text::new("s", "초"),
            Self::Minutes => Text::new("min", "분"),
            Self::Bytes => Text::new("bytes", "바이트"),
            Self::Replicas => Text::new("replicas", "개"),
            Self::Members => Text::new("members", "명"),
            Self::Partitions => Text::new("partitions", "개"),
            Self::Records => Text::new("records", "개"),
            Self::Requests => Text::new("requests", "개"),
            Self::Attempts => Text::new("attempts", "번"),
            Self::Switch | Self::Choice => Text::same(""),
        }
    }
}

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Whose it is.
    pub scope: ConfigScope,
    /// Kafka's name.
    pub name: &'static str,
    /// What its value counts.
    pub unit: Unit,
    /// What it means.
    pub meaning: Text,
}

impl Key {
    /// Kafka's default, as the engine has it.
    #[must_use]
    pub fn default_value(&self) -> String {
        default_of(self.scope, self.name).unwrap_or_default()
    }
}

fn default_of(scope: ConfigScope, name: &str) -> Option<String> {
    match scope {
        ConfigScope::Broker => BrokerConfig::default().written(name),
        ConfigScope::Topic => TopicConfig::of_broker(&BrokerConfig::default()).written(name),
        ConfigScope::Producer => ProducerConfig::default().written(name),
        ConfigScope::Consumer => ConsumerConfig::default().written(name),
    }
}

/// The key of that name and scope. A topic's keys that brokers have under the same name are explained
/// there.
#[must_use]
pub fn key(scope: ConfigScope, name: &str) -> Option<&'static Key> {
    KEYS.get(key_of(scope, name)?)
}

/// Where the key of that name and scope stands in the table.
fn key_of(scope: ConfigScope, name: &str) -> Option<usize> {
    let own = |scope: ConfigScope| {
        let mut names = NAMES.iter();
        names.position(|(of, known)| *of == scope && *known == name)
    };
    match own(scope) {
        None if scope == ConfigScope::Topic => own(ConfigScope::Broker),
        key => key,
    }
}

macro_rules! keys {
    ($($scope:ident $name:literal, $unit:ident, $en:literal, $ko:literal;)*) => {
        /// Every key, the brokers' first.
        pub static KEYS: &[Key] = &[$(Key {
            scope: ConfigScope::$scope,
            name: $name,
            unit: Unit::$unit,
            meaning: Text::new($en, $ko),
        },)*];

        /// The keys without the texts: the app holds no more than this.
        static NAMES: &[(ConfigScope, &str)] = &[$((ConfigScope::$scope, $name),)*];

        const TEXTS: [Text; [$($name),*].len()] = [$(Text::new($en, $ko)),*];
    };
}

/// What one builds a cluster with, in one language: every key that the engine acts on, as the app fetches it.
#[must_use]
pub fn in_language(lang: Lang) -> course::ConfigTable {
    let mut keys = Vec::new();
    let clients = [
        (ConfigScope::Broker, BrokerConfig::SETTINGS),
        (ConfigScope::Producer, ProducerConfig::SETTINGS),
        (ConfigScope::Consumer, ConsumerConfig::SETTINGS),
    ];
    for (scope, settings) in clients {
        for setting in settings {
            keys.extend(entry(lang, scope, setting.name));
        }
    }
    for name in TopicConfig::KEYS {
        keys.extend(entry(lang, ConfigScope::Topic, name));
    }
    course::ConfigTable { keys }
}

fn entry(lang: Lang, scope: ConfigScope, name: &str) -> Option<course::ConfigKey> {
    let key = key(scope, name)?;
    Some(course::ConfigKey {
        scope,
        name: name.to_owned(),
        unit: key.unit.text().get(lang).to_owned(),
        meaning: key.meaning.get(lang).to_owned(),
        default: default_of(scope, name)?,
        choices: choices(scope, name),
    })
}

/// The words that a key takes, its default first; none where it takes a number or any word.
fn choices(scope: ConfigScope, name: &str) -> Vec<String> {
    // A topic's switch is the brokers' of the same name.
    let settings = match scope {
        ConfigScope::Broker | ConfigScope::Topic => BrokerConfig::SETTINGS,
        ConfigScope::Producer => ProducerConfig::SETTINGS,
        ConfigScope::Consumer => ConsumerConfig::SETTINGS,
    };
    let known = settings.iter().find(|setting| setting.name == name);
    let words: &[&str] = match known.map(|setting| setting.takes) {
        Some(Takes::OneOf(words) | Takes::AnyCaseOf(words)) => words,
        Some(Takes::Value(ValueType::Boolean)) => &["true", "false"],
        _ => &[],
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

keys! {
    Broker "replica.lag.time.max.ms", Milliseconds,
        "A follower that has not been at its leader's log end for this long is taken out of the ISR. The leader looks \
         every half of it, so that it takes between one and one and a half times as long.",
        "팔로워가 이 시간 동안 리더의 로그 끝을 따라잡지 못하면 ISR에서 빠집니다. 리더는 이 값의 절반 간격으로 \
         확인하므로 실제로는 이 값의 1배에서 1.5배가 걸립니다.";
    Broker "replica.fetch.wait.max.ms", Milliseconds,
        "How long a follower's fetch may wait at the leader for data. A new high watermark alone does not end the wait.",
        "팔로워의 Fetch가 리더에서 데이터를 기다릴 수 있는 시간입니다. 하이 워터마크(HW)만 바뀌어서는 대기가 끝나지 \
         않습니다.";
    Broker "replica.fetch.min.bytes", Bytes,
        "How much data a follower's fetch waits for.",
        "팔로워의 Fetch가 기다리는 최소 데이터양입니다.";
    Broker "replica.fetch.backoff.ms", Milliseconds,
        "How long a follower waits after a fetch that failed.",
        "Fetch가 실패한 뒤 팔로워가 쉬는 시간입니다.";
    Broker "replica.socket.timeout.ms", Milliseconds,
        "How long a follower waits for the answer to a fetch before it gives up the connection.",
        "팔로워가 Fetch의 응답을 기다리다가 TCP 연결을 끊기까지의 시간입니다.";
    Broker "replica.high.watermark.checkpoint.interval.ms", Milliseconds,
        "How often high watermarks are written to replication-offset-checkpoint. After a crash a broker starts with the \
         one that is there.",
        "하이 워터마크(HW)를 replication-offset-checkpoint 파일에 쓰는 간격입니다. 강제 종료된 브로커는 이 파일에 \
         적힌 값으로 다시 시작합니다.";
    Broker "broker.heartbeat.interval.ms", Milliseconds,
        "How often a broker tells the controller that it lives.",
        "브로커가 컨트롤러에 살아 있음을 알리는 간격입니다.";
    Broker "broker.session.timeout.ms", Milliseconds,
        "How long the controller waits for a broker's next heartbeat before it fences the broker.",
        "컨트롤러가 브로커의 다음 하트비트를 기다리다가 펜싱하기까지의 시간입니다.";
    Broker "min.insync.replicas", Replicas,
        "While the ISR is smaller, acks=all is refused and the high watermark stands still. It is a gate: an ack waits \
         for every member of the ISR, not for this many.",
        "ISR이 이보다 작으면 acks=all이 거부되고 하이 워터마크(HW)가 움직이지 않습니다. 이 값은 통과 조건일 뿐이며, ack는 \
         이 수만큼이 아니라 ISR의 모든 멤버를 기다립니다.";
    Broker "unclean.leader.election.enable", Switch,
        "Whether a replica that is neither in the ISR nor eligible may lead when no other can. Committed records may be \
         lost by it.",
        "리더가 될 수 있는 레플리카가 없을 때 ISR에도 ELR에도 없는 레플리카를 리더로 세울지 정합니다. 커밋된 \
         레코드가 유실될 수 있습니다.";
    Broker "eligible.leader.replicas.version", Choice,
        "A feature level, not a key of server.properties: with 1, the controller keeps eligible leader replicas \
         (KIP-966), as in clusters made at 4.1 or later.",
        "server.properties의 설정이 아니라 기능 수준(feature level)입니다. 1이면 컨트롤러가 ELR(KIP-966)을 관리하며, 4.1 이상에서 \
         만든 클러스터의 기본값입니다.";
    Broker "unclean.leader.election.interval.ms", Milliseconds,
        "How often the controller looks for partitions without a leader that may elect one uncleanly.",
        "언클린 선출이 허용된 파티션 가운데 리더가 없는 것을 컨트롤러가 찾는 간격입니다.";
    Broker "auto.leader.rebalance.enable", Switch,
        "Whether the controller, from time to time, gives leadership back by itself to preferred leaders that are in sync.",
        "컨트롤러가 주기적으로, 동기화된 선호 리더에게 리더를 되돌려 줄지 정합니다.";
    Broker "leader.imbalance.check.interval.seconds", Seconds,
        "How often the controller looks for partitions that are led by another than their preferred leader. It gives back every \
         one that it can; how many there are does not matter.",
        "선호 리더가 아닌 브로커가 리더인 파티션을 컨트롤러가 찾는 간격입니다. 몇 개든 되돌릴 수 있는 것은 모두 \
         되돌립니다.";
    Broker "num.partitions", Partitions,
        "How many partitions a topic gets when its creation does not say.",
        "파티션 수를 정하지 않고 만든 토픽의 파티션 수입니다.";
    Broker "default.replication.factor", Replicas,
        "How many replicas each partition of a topic gets when its creation does not say.",
        "복제 계수를 정하지 않고 만든 토픽에서 파티션마다 두는 레플리카의 수입니다.";
    Broker "replica.selector.class", Choice,
        "Who decides from which replica a consumer reads. Empty, it is always the leader; with RackAwareReplicaSelector \
         the leader sends a consumer with client.rack to a replica in its rack (KIP-392).",
        "컨슈머가 어느 레플리카에서 읽을지 정하는 클래스입니다. 비어 있으면 항상 리더에서 읽습니다. \
         RackAwareReplicaSelector(KIP-392)이면 리더가 client.rack이 있는 컨슈머를 같은 랙의 레플리카로 보냅니다.";
    Broker "offsets.topic.num.partitions", Partitions,
        "How many partitions __consumer_offsets has. The id of a group decides in which of them the group is kept; that \
         partition's leader coordinates the group.",
        "__consumer_offsets의 파티션 수입니다. 그룹이 어느 파티션에 기록될지는 그룹 id로 정해지며, 그 파티션의 리더가 \
         그룹의 코디네이터입니다.";
    Broker "offsets.topic.replication.factor", Replicas,
        "How many replicas each partition of __consumer_offsets has. Kafka does not create the topic while there are \
         fewer brokers; here it is created with one replica on each of them.",
        "__consumer_offsets의 파티션마다 두는 레플리카의 수입니다. 브로커가 이보다 적으면 카프카는 토픽을 만들지 않지만, \
         여기서는 브로커마다 레플리카를 하나씩 두어 만듭니다.";
    Broker "offsets.retention.minutes", Minutes,
        "How long the committed offsets of a group are kept once it has no members.",
        "멤버가 없어진 그룹의 커밋된 오프셋을 보관하는 시간입니다.";
    Broker "offsets.retention.check.interval.ms", Milliseconds,
        "How often a coordinator looks for committed offsets whose retention is over, and deletes them.",
        "보관 기간이 지난 커밋된 오프셋을 코디네이터가 찾아 지우는 간격입니다.";
    Broker "offset.metadata.max.bytes", Bytes,
        "How long the note may be that a client writes beside a committed offset.",
        "클라이언트가 커밋하는 오프셋 옆에 적는 메모의 최대 길이입니다.";
    Broker "group.max.size", Members,
        "How many members a group of the classic protocol may have.",
        "클래식 프로토콜을 쓰는 그룹의 최대 멤버 수입니다.";
    Broker "group.initial.rebalance.delay.ms", Milliseconds,
        "How long the first rebalance of an empty group waits for more members.",
        "빈 그룹의 첫 리밸런싱이 다른 멤버를 더 기다리는 시간입니다.";
    Broker "group.min.session.timeout.ms", Milliseconds,
        "The shortest session.timeout.ms that a member may have.",
        "멤버가 쓸 수 있는 가장 짧은 session.timeout.ms입니다.";
    Broker "group.max.session.timeout.ms", Milliseconds,
        "The longest session.timeout.ms that a member may have.",
        "멤버가 쓸 수 있는 가장 긴 session.timeout.ms입니다.";
    Broker "group.consumer.max.size", Members,
        "How many members a group of the consumer protocol (KIP-848) may have.",
        "컨슈머 프로토콜(KIP-848)을 쓰는 그룹의 최대 멤버 수입니다.";
    Broker "group.consumer.assignment.interval.ms", Milliseconds,
        "How long at least a group of the consumer protocol (KIP-848) keeps its target assignment before the coordinator \
         computes it again.",
        "컨슈머 프로토콜(KIP-848)에서 코디네이터가 그룹의 목표 할당을 다시 계산하기까지의 최소 간격입니다.";
    Broker "group.consumer.heartbeat.interval.ms", Milliseconds,
        "How often a member of the consumer protocol (KIP-848) tells the coordinator that it lives.",
        "컨슈머 프로토콜(KIP-848)의 멤버가 코디네이터에 살아 있음을 알리는 간격입니다.";
    Broker "group.consumer.session.timeout.ms", Milliseconds,
        "How long a member of the consumer protocol (KIP-848) may be silent before it is taken out of its group.",
        "컨슈머 프로토콜(KIP-848)의 멤버가 이 시간 동안 하트비트를 보내지 않으면 그룹에서 제거됩니다.";
    Broker "group.consumer.migration.policy", Choice,
        "Whether a group may go from the classic protocol to the consumer protocol (upgrade) and back (downgrade) while \
         it has members. With bidirectional it may do both, with disabled neither.",
        "멤버가 있는 그룹이 클래식 프로토콜에서 컨슈머 프로토콜로(upgrade), 또 그 반대로(downgrade) 바뀔 수 있는지 \
         정합니다. bidirectional이면 양쪽 모두, disabled이면 어느 쪽으로도 바뀌지 않습니다.";
    Broker "os.writeback.ms", Milliseconds,
        "Not a setting of Kafka: how long the operating system keeps written pages in its cache before it writes them to \
         the disk. Kafka does not wait for that; a loss of power takes what is not written yet.",
        "카프카의 설정이 아니라, 운영체제가 기록된 페이지를 캐시에 두었다가 디스크에 쓰기까지의 시간입니다. 카프카는 이를 \
         기다리지 않으며, 전원이 끊기면 아직 쓰지 않은 것은 유실됩니다.";
    Broker "semantics.truncation", Choice,
        "Not a setting of Kafka: which period's rule a follower uses to make its log agree with its leader's. high-watermark is \
         Kafka before 0.11, which cut the log to the follower's own high watermark; kip-101 asks once where the epoch of \
         its last record ended; kip-279 asks until the two logs agree, as Kafka does today.",
        "카프카의 설정이 아니라, 팔로워가 로그를 리더와 맞출 때 어느 시기의 규칙을 쓸지 정합니다. high-watermark는 \
         0.11 이전으로, 로그에서 팔로워 자신의 하이 워터마크(HW) 뒤를 잘라 냅니다. kip-101은 마지막 레코드의 에포크가 어디에서 끝났는지 \
         한 번만 묻습니다. kip-279는 두 로그가 맞을 때까지 물으며, 지금의 카프카가 이렇게 합니다.";
    Broker "semantics.high_watermark", Choice,
        "Not a setting of Kafka: for whom the high watermark waits while an ISR change is not confirmed yet. maximal-isr \
         counts whoever may be in the ISR by then, as Kafka does; committed-isr only the confirmed members, which can \
         lose records.",
        "카프카의 설정이 아니라, ISR 변경이 확정되기 전에 하이 워터마크(HW)가 누구를 기다릴지 정합니다. maximal-isr은 그때 \
         ISR에 있을 수 있는 레플리카를 모두 기다리며, 카프카가 이렇게 합니다. committed-isr은 확정된 멤버만 기다리므로 \
         레코드가 유실될 수 있습니다.";
    Broker "semantics.broker_epoch_check", Switch,
        "Not a setting of Kafka: whether requests of an earlier registration of a broker are told apart from those of its \
         present one (KIP-903), as Kafka does today.",
        "카프카의 설정이 아니라, 브로커의 이전 등록으로 보낸 요청을 지금 등록의 요청과 구별할지(KIP-903) 정합니다. 지금의 \
         카프카는 구별합니다.";
    Broker "semantics.restart_keeps_isr", Switch,
        "Not a setting of Kafka: whether a broker that starts again within its session keeps its place in the ISR, as in \
         the time of ZooKeeper. Today its registration is refused until the session has run out.",
        "카프카의 설정이 아니라, 세션 안에 다시 시작한 브로커가 주키퍼 시절처럼 ISR에 그대로 남을지 정합니다. 지금은 세션이 \
         만료될 때까지 등록이 거부됩니다.";
    Broker "semantics.producer_state_check", Switch,
        "Not a setting of Kafka: whether leaders check the sequences of idempotent producers. Before 0.11 there were \
         none, and a batch that was sent again was appended again.",
        "카프카의 설정이 아니라, 리더가 멱등 프로듀서의 시퀀스를 확인할지 정합니다. 0.11 전에는 시퀀스가 없어서 다시 \
         보낸 배치가 다시 추가되었습니다.";
    Topic "flush.messages", Records,
        "After how many records a broker forces the log to its disk. By default it never does: until the operating \
         system has written them, records are safe only in the copies on other machines.",
        "레코드가 몇 개 쌓일 때마다 브로커가 로그를 디스크에 강제로 쓸지 정합니다. 기본값에서는 강제로 쓰지 않으므로, \
         운영체제가 쓰기 전까지 레코드를 지키는 것은 다른 서버의 레플리카뿐입니다.";
    Topic "flush.ms", Milliseconds,
        "How long a record may wait before a broker forces it to its disk. By default the operating system decides.",
        "브로커가 레코드를 디스크에 강제로 쓰기까지 기다릴 수 있는 시간입니다. 기본값에서는 운영체제가 정합니다.";
    Topic "max.message.bytes", Bytes,
        "How large a batch may be. A larger one is refused; the producer splits it into smaller ones if it can.",
        "배치 하나의 최대 크기입니다. 더 크면 거부되고, 프로듀서는 나눌 수 있으면 더 작은 배치로 나눠 다시 보냅니다.";
    Broker "message.max.bytes", Bytes,
        "How large a batch may be in a topic that has no max.message.bytes of its own.",
        "max.message.bytes를 따로 정하지 않은 토픽에서 배치 하나의 최대 크기입니다.";
    Broker "producer.id.expiration.ms", Milliseconds,
        "How long a partition remembers an idempotent producer that sends nothing to it. After that the leader takes any \
         sequence from the producer.",
        "아무것도 보내지 않는 멱등 프로듀서를 파티션이 기억하는 시간입니다. 이 시간이 지나면 리더는 그 프로듀서의 어떤 \
         시퀀스든 받아들입니다.";
    Producer "acks", Choice,
        "What the producer waits for before a batch counts as sent. 0: nothing; 1: the leader's append; all: every \
         member of the ISR.",
        "배치를 전송 완료로 여기기 전에 무엇을 기다리는지 정합니다. 0은 기다리지 않고, 1은 리더가 로그에 추가하기를, all은 ISR의 모든 \
         멤버를 기다립니다.";
    Producer "enable.idempotence", Switch,
        "Whether leaders recognise a batch that comes again by its producer id and sequence, and do not append it twice. \
         By default it is on if acks is all and retries is not 0.",
        "다시 온 배치를 리더가 프로듀서 id와 시퀀스로 알아보고 두 번 추가하지 않게 할지 정합니다. 기본값에서는 acks가 \
         all이고 retries가 0이 아니면 켜집니다.";
    Producer "key.serializer", Choice,
        "How a key becomes bytes. If the serializer cannot take the key, send fails at once.",
        "키를 바이트로 바꾸는 클래스입니다. 시리얼라이저(serializer)가 바꾸지 못하는 키이면 send가 바로 실패합니다.";
    Producer "value.serializer", Choice,
        "How a value becomes bytes. If the serializer cannot take the value, send fails at once.",
        "값을 바이트로 바꾸는 클래스입니다. 시리얼라이저(serializer)가 바꾸지 못하는 값이면 send가 바로 실패합니다.";
    Producer "batch.size", Bytes,
        "How many bytes fill a batch; a larger record gets a batch of its own. A full batch is sent without waiting for \
         linger.ms. Records without a key stay with one partition until about as many bytes have gone there.",
        "배치 하나를 채우는 크기입니다. 이보다 큰 레코드는 따로 배치 하나가 됩니다. 다 찬 배치는 linger.ms를 기다리지 \
         않고 보냅니다. 키가 없는 레코드는 대략 이만큼 보낼 때까지 같은 파티션으로 갑니다.";
    Producer "compression.type", Choice,
        "How the records of a batch are compressed, so that more of them fit into a batch and into a request.",
        "배치의 레코드를 압축하는 방식입니다. 압축하면 배치와 요청에 레코드가 더 많이 들어갑니다.";
    Producer "max.request.size", Bytes,
        "How large a request may be, and also a record before it is compressed. send refuses a larger record.",
        "요청 하나의 최대 크기이자 압축 전 레코드 하나의 최대 크기입니다. send는 더 큰 레코드를 거부합니다.";
    Producer "buffer.memory", Bytes,
        "How much memory the batches may take that are not answered yet. When it is used up, send waits for at most \
         max.block.ms.",
        "아직 응답받지 못한 배치가 쓸 수 있는 메모리입니다. 다 차면 send가 최대 max.block.ms 동안 기다립니다.";
    Producer "partitioner.ignore.keys", Switch,
        "Whether the partition of a record is chosen as if it had no key. Otherwise records with the same key go to the \
         same partition.",
        "레코드가 갈 파티션을 정할 때 키를 무시할지 정합니다. 무시하지 않으면 키가 같은 레코드는 같은 파티션으로 갑니다.";
    Producer "partitioner.adaptive.partitioning.enable", Switch,
        "Whether records without a key go less often to partitions for which many batches wait.",
        "대기 중인 배치가 많은 파티션에는 키가 없는 레코드를 덜 보낼지 정합니다.";
    Producer "partitioner.availability.timeout.ms", Milliseconds,
        "How long a broker may take no batch for a partition before records without a key go to other partitions. 0 \
         turns this off.",
        "브로커가 이 시간 동안 파티션의 배치를 받지 못하면 키가 없는 레코드를 다른 파티션으로 보냅니다. 0이면 쓰지 \
         않습니다.";
    Producer "linger.ms", Milliseconds,
        "How long a batch waits for more records before it is sent.",
        "배치를 보내기 전에 레코드가 더 오기를 기다리는 시간입니다.";
    Producer "max.in.flight.requests.per.connection", Requests,
        "How many requests may be unanswered on one connection. With more than 1, a retry can swap batches unless the \
         producer is idempotent.",
        "한 연결에서 응답을 받지 못한 채 보낼 수 있는 요청의 수입니다. 2 이상이면 멱등 프로듀서가 아닌 한 재시도로 \
         배치의 순서가 바뀔 수 있습니다.";
    Producer "request.timeout.ms", Milliseconds,
        "How long the producer waits for the answer to one request before it gives up the connection and sends again.",
        "프로듀서가 요청 하나의 응답을 기다리다가 TCP 연결을 끊고 다시 보내기까지의 시간입니다.";
    Producer "delivery.timeout.ms", Milliseconds,
        "How long sending a record may take in all, with every retry, before it has failed.",
        "모든 재시도를 포함해 레코드 전송에 쓸 수 있는 전체 시간입니다. 넘기면 실패로 끝납니다.";
    Producer "retry.backoff.ms", Milliseconds,
        "The wait before a batch is sent again the first time; it doubles with each attempt.",
        "첫 재시도 전에 쉬는 시간입니다. 재시도할 때마다 두 배가 됩니다.";
    Producer "retry.backoff.max.ms", Milliseconds,
        "The longest wait before a batch is sent again.",
        "배치를 다시 보내기 전에 쉬는 가장 긴 시간입니다.";
    Producer "retries", Attempts,
        "How often a batch is sent again at most. By default delivery.timeout.ms ends the attempts long before.",
        "배치를 다시 보내는 최대 횟수입니다. 기본값에서는 그보다 훨씬 먼저 delivery.timeout.ms가 재시도를 끝냅니다.";
    Producer "max.block.ms", Milliseconds,
        "How long an application's send may wait for the topic's metadata and for room in the buffer before it fails.",
        "애플리케이션의 send가 토픽의 메타데이터나 버퍼의 빈자리를 기다리다가 실패하기까지의 시간입니다.";
    Producer "transactional.id", Choice,
        "The name under which a producer writes transactions. A new producer with the same name fences the earlier one \
         and ends its transaction. There are no transactions here yet.",
        "프로듀서가 트랜잭션을 쓸 때의 이름입니다. 이름이 같은 새 프로듀서는 이전 프로듀서를 펜싱하고 그 트랜잭션을 \
         끝냅니다. 여기에는 아직 트랜잭션이 없습니다.";
    Consumer "fetch.max.wait.ms", Milliseconds,
        "How long a consumer's fetch may wait at the leader for data.",
        "컨슈머의 Fetch가 리더에서 데이터를 기다릴 수 있는 시간입니다.";
    Consumer "fetch.min.bytes", Bytes,
        "How much data a consumer's fetch waits for.",
        "컨슈머의 Fetch가 기다리는 최소 데이터양입니다.";
    Consumer "auto.offset.reset", Choice,
        "Where a consumer without a valid position begins: earliest at the first record that is there, latest at the \
         end, by_duration:PT1H at the first record of the last hour. With none the application gets an exception.",
        "유효한 포지션이 없을 때 읽기 시작할 곳을 정합니다. earliest는 남아 있는 첫 레코드, latest는 로그의 끝, \
         by_duration:PT1H는 지난 한 시간의 첫 레코드입니다. none이면 애플리케이션에 예외가 납니다.";
    Consumer "fetch.max.bytes", Bytes,
        "How much data an answer to a fetch may hold; its first batch may be larger.",
        "Fetch 응답 하나에 담을 수 있는 최대 데이터양입니다. 첫 배치는 더 커도 됩니다.";
    Consumer "max.partition.fetch.bytes", Bytes,
        "How much data of one partition an answer to a fetch may hold; its first batch may be larger.",
        "Fetch 응답 하나에 담을 수 있는 파티션별 최대 데이터양입니다. 첫 배치는 더 커도 됩니다.";
    Consumer "max.poll.records", Records,
        "How many records one poll hands to the application at most. The rest of what was fetched waits for the next \
         poll.",
        "poll 한 번이 애플리케이션에 넘기는 최대 레코드 수입니다. 가져온 나머지는 다음 poll을 기다립니다.";
    Consumer "max.poll.interval.ms", Milliseconds,
        "How long the application may take from one poll to the next before its consumer leaves the group. A rebalance \
         waits that long for the member, too.",
        "애플리케이션이 다음 poll까지 쓸 수 있는 시간입니다. 넘으면 컨슈머가 그룹에서 나갑니다. 리밸런싱도 멤버를 이만큼 \
         기다립니다.";
    Consumer "enable.auto.commit", Switch,
        "Whether poll commits positions by itself. What an earlier poll has handed over then counts as read, processed \
         or not. Without a group.id it is off.",
        "poll이 포지션을 자동으로 커밋할지 정합니다. 커밋하면 이전 poll이 넘긴 레코드는 처리되지 않았어도 읽은 것이 \
         됩니다. group.id가 없으면 꺼져 있습니다.";
    Consumer "auto.commit.interval.ms", Milliseconds,
        "How much time lies at least between two automatic commits by poll.",
        "poll이 자동으로 커밋하는 최소 간격입니다.";
    Consumer "group.id", Choice,
        "The group that the consumer belongs to: its members share the partitions of their topics, and its committed \
         offsets are kept under this id. A consumer without a group.id belongs to no group.",
        "컨슈머가 속한 그룹의 id입니다. 그룹의 멤버들은 토픽의 파티션을 나눠 맡고, 커밋한 오프셋은 이 id로 보관됩니다. \
         비어 있으면 어느 그룹에도 속하지 않습니다.";
    Consumer "group.instance.id", Choice,
        "The name of a static member. When it comes back before its session ends, it gets its partitions back without a \
         rebalance.",
        "정적 멤버의 이름입니다. 세션이 끝나기 전에 돌아오면 리밸런싱 없이 원래 맡던 파티션을 다시 맡습니다.";
    Consumer "client.id", Choice,
        "The consumer's name in logs; without one it is that of the picture, where Kafka makes one up. In the classic \
         protocol the id of a dynamic member begins with it.",
        "로그에 적히는 컨슈머의 이름입니다. 비어 있으면 카프카는 이름을 만들어 붙이고, 여기서는 그림에 적힌 이름을 씁니다. \
         클래식 프로토콜에서는 동적 멤버의 id가 이 이름으로 시작합니다.";
    Consumer "group.protocol", Choice,
        "How the group is kept together: with classic members join and one of them assigns the partitions, with consumer \
         (KIP-848) the coordinator assigns them.",
        "그룹을 유지하는 방식입니다. classic이면 멤버들이 참가하고 그중 하나가 파티션을 할당하며, consumer(KIP-848)이면 \
         코디네이터가 할당합니다.";
    Consumer "group.remote.assignor", Choice,
        "Which of its assignors the coordinator uses in the consumer protocol: uniform or range. Without one the \
         coordinator chooses.",
        "컨슈머 프로토콜에서 코디네이터가 쓸 할당자(assignor)로, uniform이나 range입니다. 비어 있으면 코디네이터가 \
         정합니다.";
    Consumer "partition.assignment.strategy", Choice,
        "The assignors that the consumer supports in the classic protocol, the preferred one first. The group uses one \
         that every member supports.",
        "클래식 프로토콜에서 컨슈머가 지원하는 할당자(assignor)를 선호하는 순서로 적습니다. 그룹은 모든 멤버가 지원하는 \
         것을 씁니다.";
    Consumer "session.timeout.ms", Milliseconds,
        "How long a member of the classic protocol may be silent before it is taken out of its group.",
        "클래식 프로토콜의 멤버가 이 시간 동안 하트비트를 보내지 않으면 그룹에서 제거됩니다.";
    Consumer "heartbeat.interval.ms", Milliseconds,
        "How often a member of the classic protocol tells the coordinator that it lives.",
        "클래식 프로토콜의 멤버가 코디네이터에 살아 있음을 알리는 간격입니다.";
    Consumer "default.api.timeout.ms", Milliseconds,
        "How long a call such as commitSync waits when the application gives it no timeout.",
        "commitSync처럼 애플리케이션이 시간을 따로 정하지 않은 호출이 기다리는 시간입니다.";
    Consumer "request.timeout.ms", Milliseconds,
        "How long the consumer waits for the answer to one request before it gives up the connection.",
        "컨슈머가 요청 하나의 응답을 기다리다가 TCP 연결을 끊기까지의 시간입니다.";
    Consumer "retry.backoff.ms", Milliseconds,
        "The wait before a request is sent again.",
        "요청을 다시 보내기 전에 쉬는 시간입니다.";
    Consumer "client.rack", Choice,
        "The consumer's rack. With it, a leader may send the consumer to a replica in the same rack.",
        "컨슈머가 있는 랙입니다. 이 값이 있으면 리더가 컨슈머를 같은 랙의 레플리카로 보낼 수 있습니다.";
    Consumer "metadata.max.age.ms", Milliseconds,
        "How long the consumer believes what it knows of the cluster before it asks again, and in the replica that it \
         was sent to.",
        "컨슈머가 알고 있는 클러스터 정보를 다시 묻지 않고 쓰는 시간입니다. 리더가 안내한 다른 레플리카에서 읽는 것도 이 시간까지입니다.";
    Consumer "semantics.position_validation", Switch,
        "Not a setting of Kafka: whether a consumer that learns of another leader checks its position against the \
         leader's epochs, and so notices that the log was cut (KIP-320). Older consumers do not.",
        "카프카의 설정이 아니라, 리더가 바뀐 것을 안 컨슈머가 포지션을 리더의 에포크와 비교해 로그가 잘렸는지 \
         알아낼지(KIP-320) 정합니다. 예전 컨슈머는 비교하지 않습니다.";
}
