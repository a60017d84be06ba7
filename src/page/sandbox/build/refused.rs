//! What is refused: at each field, and together where the cluster is built.

use highwater_text::problem::{accepted, accepted_by, number};
use highwater_text::{Lang, say};

use super::label::full_name;
use super::of_building;
use crate::panel::button;
use crate::platform::page;
use crate::sandbox::{Field, FieldProblem, Wrong};
use crate::store::{REFUSALS_ID, State, Store};
use crate::view::{El, Node, el, live, views};

/// Whether something is refused at a field.
pub fn is_refused(state: &State, field: &Field) -> bool {
    at(state, field, |_| ()).is_some()
}

fn at<T>(state: &State, field: &Field, look: impl FnOnce(&FieldProblem) -> T) -> Option<T> {
    of_building(state, |building| {
        let path = building.draft.path(field)?;
        let problem = building
            .problems
            .iter()
            .find(|problem| problem.is_at(&path));
        problem.map(look)
    })
    .flatten()
}

/// What is said at a field, under the id by which the field refers to it.
pub fn refusal_at(store: Store, lang: Lang, field: Field, id: &str) -> El {
    let said =
        live(move || views(store.read(|state| at(state, &field, |problem| words(lang, problem)))));
    el("div").class("build__refusal").attr("id", id).child(said)
}

/// What Kafka says, and what would be accepted.
fn words(lang: Lang, problem: &FieldProblem) -> El {
    let kafka = problem.kafka.as_ref().map(|kafka| {
        let said = [kafka.class, ": ", &kafka.message].concat();
        el("p").child(el("code").attr("lang", "en").text(&said))
    });
    el("div")
        .child(kafka)
        .child(el("p").text(&what_is_accepted(lang, &problem.wrong)))
}

fn what_is_accepted(lang: Lang, wrong: &Wrong) -> String {
    let (en, ko) = match wrong {
        Wrong::Number => return number(lang, 0, u64::MAX),
        Wrong::Setting(error) => return accepted_by(lang, error),
        Wrong::Scenario(problem) => return accepted(lang, problem),
        Wrong::Brokers => (
            "Accepted: a line for each partition, with the numbers of its brokers: 1, 2, 3. The first is the preferred leader.",
            "파티션마다 한 줄에 브로커 번호를 1, 2, 3처럼 적으세요. 맨 앞이 선호 리더입니다.",
        ),
        Wrong::Partitions => (
            "Accepted: the numbers of partitions, separated by commas: 0, 1, 2. Or nothing: the partitioner chooses.",
            "파티션 번호를 0, 1, 2처럼 쉼표로 나눠 적으세요. 비우면 파티셔너가 고릅니다.",
        ),
        Wrong::Assigned => (
            "Accepted: partitions separated by commas, such as orders-0; orders-0@5 begins at offset 5.",
            "orders-0처럼 파티션을 쉼표로 나눠 적으세요. orders-0@5는 오프셋 5부터 읽습니다.",
        ),
    };
    lang.pick(en, ko).to_owned()
}

/// Everything that is refused, each with the way to its field, and with why.
pub fn refusals(store: Store, lang: Lang) -> Node {
    live(move || views(store.read(|state| summary(state, lang))))
}

fn summary(state: &State, lang: Lang) -> Option<El> {
    of_building(state, |building| {
        if building.problems.is_empty() {
            return None;
        }
        let title = say!(
            lang,
            "Refused values: {0}. Once each is accepted, the cluster can be built.",
            "거부된 값이 {0}개 있습니다. 모두 고치면 만들 수 있습니다.",
            building.problems.len()
        );
        let mut list = el("ul");
        for problem in &building.problems {
            let at = match building.draft.field_at(&problem.path) {
                Some(field) => {
                    let name = full_name(lang, &building.draft, &field);
                    let id = field.id();
                    button("link-button", move || page::focus(&id)).text(&name)
                }
                None => el("code").text(&problem.path),
            };
            list = list.child(el("li").child(at).child(words(lang, problem)));
        }
        let note = el("div")
            .class("note note--danger")
            .attr("id", REFUSALS_ID)
            .attr("tabindex", "-1")
            .child(el("p").child(el("strong").text(&title)))
            .child(list);
        Some(note)
    })
    .flatten()
}
