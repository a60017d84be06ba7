//! What the site promises to call things, in both languages: people and tests rely on it.

/// The accessible names of one language.
pub struct Words {
    pub language: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    pub step: &'static str,
    pub step_back: &'static str,
    pub next_milestone: &'static str,
    pub previous_milestone: &'static str,
    pub go_on: &'static str,
    pub back_to_lesson: &'static str,
    pub take_over: &'static str,
    pub reset: &'static str,
    pub time: &'static str,
    pub speed: &'static str,
    pub heal_all: &'static str,
    pub hold: &'static str,
    pub lose: &'static str,
    pub send: &'static str,
    pub key: &'static str,
    pub value: &'static str,
    pub check_answer: &'static str,
    pub right: &'static str,
    pub wrong: &'static str,
    pub model: &'static str,
    pub what_if_began: &'static str,
    pub future_replaced: &'static str,
    pub the_end: &'static str,
    pub rule: &'static str,
    pub terminal: &'static str,
    pub sandbox: &'static str,
    pub cluster: &'static str,
    pub other_language: &'static str,
    pub try_again: &'static str,
}

pub const EN: Words = Words {
    language: "en",
    play: "Play",
    pause: "Pause",
    step: "Step",
    step_back: "Step back",
    next_milestone: "Next milestone",
    previous_milestone: "Previous milestone",
    go_on: "Continue",
    back_to_lesson: "Back to the lesson",
    take_over: "Take over",
    reset: "Reset",
    time: "Time",
    speed: "Speed",
    heal_all: "Heal all",
    hold: "Hold",
    lose: "Lose",
    send: "Send a record",
    key: "Key",
    value: "Value",
    check_answer: "Check the answer",
    right: "✓ Right",
    wrong: "✗ No",
    model: "The model “",
    what_if_began: "The lesson waits",
    future_replaced: "is replaced",
    the_end: "The end",
    rule: "The rule",
    terminal: "A command and its output",
    sandbox: "Sandbox",
    cluster: "The cluster",
    other_language: "한국어",
    try_again: "Try again",
};

pub const KO: Words = Words {
    language: "ko",
    play: "재생",
    pause: "일시정지",
    step: "한 단계 앞으로",
    step_back: "한 단계 뒤로",
    next_milestone: "다음 주요 사건",
    previous_milestone: "이전 주요 사건",
    go_on: "계속",
    back_to_lesson: "레슨으로 돌아가기",
    take_over: "직접 조작하기",
    reset: "처음으로",
    time: "시간",
    speed: "속도",
    heal_all: "모두 복구",
    hold: "붙잡아 두기",
    lose: "유실시키기",
    send: "레코드 보내기",
    key: "키",
    value: "값",
    check_answer: "답 확인",
    right: "✓ 맞습니다",
    wrong: "✗ 아닙니다",
    model: "생각입니다",
    what_if_began: "레슨은 그 자리에 멈춰 있습니다",
    future_replaced: "새 기록으로 바뀝니다",
    the_end: "마무리",
    rule: "규칙",
    terminal: "명령과 출력",
    sandbox: "샌드박스",
    cluster: "클러스터",
    other_language: "English",
    try_again: "다시 시도",
};

pub const BOTH: [&Words; 2] = [&EN, &KO];

/// How a replica stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    Leader,
    InSync,
    OutOfSync,
    Fenced,
    Frozen,
    Crashed,
    ShutDown,
}

impl Stands {
    /// Whether its broker's process does not run: then it is known by its checkpoint.
    fn is_down(self) -> bool {
        matches!(self, Self::Crashed | Self::ShutDown)
    }
}

/// A replica of a partition of `orders` as its lane should tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    pub partition: u32,
    pub broker: u32,
    pub stands: Stands,
    pub leo: u32,
    pub hw: u32,
}

impl Words {
    /// One of two, by the language.
    pub fn pick<T>(&self, en: T, ko: T) -> T {
        if self.language == "en" { en } else { ko }
    }

    pub fn lane(
        &self,
        Lane {
            partition,
            broker,
            stands,
            leo,
            hw,
        }: Lane,
    ) -> String {
        let is_down = stands.is_down();
        let stands = match stands {
            Stands::Leader => self.pick("leader", "리더"),
            Stands::InSync => self.pick("follower, in sync", "팔로워, 동기화됨"),
            Stands::OutOfSync => self.pick("follower, out of sync", "팔로워, 동기화 안 됨"),
            Stands::Fenced => self.pick("follower, fenced", "팔로워, 펜싱됨"),
            Stands::Frozen => self.pick("follower, frozen", "팔로워, 멈춤"),
            Stands::Crashed => self.pick("crashed", "강제 종료됨"),
            Stands::ShutDown => self.pick("shut down", "정상 종료됨"),
        };
        let hw = match is_down {
            true => self.pick(format!("checkpoint {hw}"), format!("체크포인트 {hw}")),
            false => self.pick(
                format!("high watermark {hw}"),
                format!("하이 워터마크 {hw}"),
            ),
        };
        self.pick(
            format!("orders-{partition} on b{broker}, {stands}, LEO {leo}, {hw}"),
            format!("orders-{partition}, b{broker}, {stands}, LEO {leo}, {hw}"),
        )
    }

    pub fn part(&self, number: usize, of: usize) -> String {
        self.pick(
            format!("Part {number} of {of}"),
            format!("장면 {number}/{of}"),
        )
    }

    pub fn crash(&self, node: &str) -> String {
        self.pick(format!("Crash {node}"), format!("{node} 강제 종료"))
    }

    pub fn restart(&self, node: &str) -> String {
        self.pick(format!("Restart {node}"), format!("{node} 재시작"))
    }

    pub fn cut(&self, a: &str, b: &str) -> String {
        self.pick(format!("Cut {a}–{b}"), format!("{a}–{b} 연결 끊기"))
    }

    pub fn link(&self, a: &str, b: &str) -> String {
        self.pick(format!("link {a}–{b}"), format!("{a}–{b} 연결"))
    }
}
