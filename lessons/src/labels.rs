//! The fixed words of the reading pages, in both languages.

use highwater_text::Text;
use highwater_text::course::ConfigScope;

/// The site's name stands as it is in both languages.
pub const SITE: &str = "Highwater";

macro_rules! labels {
    ($($name:ident = $en:literal, $ko:literal;)*) => {
        $(pub const $name: Text = Text::new($en, $ko);)*
    };
}

labels! {
    ALL_LESSONS = "All lessons", "모든 레슨";
    INTRODUCTION = "Lessons computed by a simulated Kafka cluster, to read and to print. Each has a live version that you can step through and break.",
        "카프카 클러스터를 시뮬레이션해 만든 레슨입니다. 읽거나 인쇄할 수 있고, 레슨마다 한 단계씩 진행하고 고장 내 볼 수 있는 실행 버전도 있습니다.";
    OPEN_LIVE = "Open the live lesson", "실행하며 배우기";
    OPEN_STEP = "Open this part live", "이 장면을 실행 화면에서 열기";
    STATE = "The cluster at this moment", "이 시점의 클러스터";
    REPLICA = "Replica", "레플리카";
    LOG = "Log", "로그";
    STANDING = "State", "상태";
    LEADER_EPOCH = "leader epoch", "리더 에포크";
    FIDELITY = "How true to Kafka", "실제 카프카와 비교";
    PREDICTION = "Predict", "예측해 보기";
    ANSWER = "What the engine shows", "엔진이 보여 주는 결과";
    RIGHT = "Right", "정답";
    WRONG = "Wrong", "오답";
    TRY = "Try", "직접 해 보기";
    RULE = "The rule", "규칙";
    CONFIG = "The configuration it depends on", "관련 설정";
    GLOSSARY = "Glossary", "용어집";
    GLOSSARY_ABOUT = "Kafka's terms, each with what it exactly means.",
        "카프카의 용어와 그 정확한 뜻입니다.";
    SEE_LESSON = "See it in a lesson", "레슨에서 보기";
    CONFIGURATION = "Configuration", "설정";
    CONFIGURATION_ABOUT = "The configuration keys that the engine knows, with Kafka's names and defaults.",
        "엔진이 아는 설정입니다. 이름과 기본값은 카프카와 같습니다.";
    UNIT = "Unit", "단위";
    KEY = "Key", "키";
    DEFAULT = "Default", "기본값";
    HERE = "Here", "이 클러스터";
    MEANING = "What it does here", "여기서 하는 일";
    TOOLS = "On a real cluster", "실제 클러스터에서 확인하기";
    QUESTIONS = "Check yourself", "스스로 확인하기";
    NEXT = "What next", "다음 레슨";
    NOT_YET = "not written yet", "준비 중";
    READING = "What to read", "더 읽을거리";
}

/// How long a lesson takes.
pub fn minutes(count: u32) -> [String; 2] {
    [format!("about {count} minutes"), format!("약 {count}분")]
}

/// Whose configuration a key is.
pub fn scope(scope: ConfigScope) -> Text {
    match scope {
        ConfigScope::Broker => Text::new("broker", "브로커"),
        ConfigScope::Topic => Text::new("topic", "토픽"),
        ConfigScope::Producer => Text::new("producer", "프로듀서"),
        ConfigScope::Consumer => Text::new("consumer", "컨슈머"),
    }
}
