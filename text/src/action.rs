//! What the actions do that have a name: for the help sheet.

use crate::command::Effect;
use crate::meaning::meanings;

meanings! {
    /// What an action does.
    pub enum Help from Effect::TABLE.end();
    TogglePlay:
        "Lets time run, or pauses it.",
        "시간을 흐르게 하거나 일시정지합니다.";
    Step:
        "Goes on to the next event that matters; pressed again on the way, jumps there.",
        "다음 중요한 이벤트까지 갑니다. 가는 도중에 다시 누르면 바로 도착합니다.";
    StepBack:
        "Undoes a step exactly.",
        "한 단계를 정확히 되돌립니다.";
    NextMilestone:
        "Goes on to the next event that changes what is true for the cluster.",
        "클러스터의 상태를 바꾸는 다음 이벤트까지 갑니다.";
    PreviousMilestone:
        "Goes back to the milestone before.",
        "바로 앞의 주요 사건으로 돌아갑니다.";
    ToStart:
        "Goes back to where the cluster opened.",
        "클러스터가 열린 시점으로 돌아갑니다.";
    ToEnd:
        "Goes to the latest moment that was computed.",
        "지금까지 계산된 마지막 시점으로 갑니다.";
    Continue:
        "The lesson goes on to the moment of its next part. Pressed again on the way, it is there at once.",
        "레슨의 다음 장면으로 갑니다. 가는 도중에 다시 누르면 바로 도착합니다.";
    BackToLesson:
        "Leaves what you tried and returns to where the lesson stands.",
        "시도해 본 것을 그만두고 레슨이 멈춘 곳으로 돌아갑니다.";
    TakeOver:
        "Opens the same moment in the sandbox, with every control.",
        "같은 시점을 샌드박스에서 열어 모든 것을 직접 조작합니다.";
    Reset:
        "Sets the cluster back to how it was at first.",
        "클러스터를 처음 상태로 되돌립니다.";
    ShowCluster:
        "Leaves what is picked, so that the inspector shows the whole cluster again.",
        "선택을 풀고 살펴보기 패널에 클러스터 전체를 다시 보여 줍니다.";
    SwitchView:
        "Shows the same moment in the next view: by broker, by partition, by producer.",
        "같은 시점을 다음 보기로 보여 줍니다: 브로커별, 파티션별, 프로듀서별.";
    Help:
        "Opens this sheet.",
        "이 도움말을 엽니다.";
}
