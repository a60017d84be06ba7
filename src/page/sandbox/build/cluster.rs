//! The cluster itself: brokers, racks, the network, the age of Kafka.

use highwater_text::{Lang, say};

use super::entry::{About, PartForm};
use super::of_building;
use super::settings::{settings, shown};
use crate::sandbox::{Part, field};
use crate::store::Store;
use crate::view::{El, el};

/// The cluster's fields.
pub fn cluster(store: Store, lang: Lang) -> El {
    let form = PartForm {
        store,
        lang,
        part: Part::Cluster,
    };
    let own = |name, hint: &str| form.typed(name, About::hint(hint));
    let brokers = lang.pick(
        "1 to 9, and one controller.",
        "1~9대이며, 컨트롤러는 따로 하나 있습니다.",
    );
    let racks = About {
        hint: lang.pick(
            "One for each broker, in order, separated by commas. Leave it empty for no racks.",
            "브로커 순서대로 하나씩 쉼표로 나눠 적으세요. 비우면 랙(rack)이 없습니다.",
        ),
        placeholder: "rack-a, rack-b, rack-c",
    };
    let latency = lang.pick(
        "How long a message travels, one way.",
        "메시지가 한 방향으로 가는 데 걸리는 시간입니다.",
    );
    let jitter = lang.pick(
        "Up to this much is added, drawn anew for each message.",
        "메시지마다 최대 이만큼 더 걸립니다.",
    );
    let seed = lang.pick(
        "Another seed, another run of the same cluster.",
        "시드가 다르면 같은 클러스터라도 다르게 진행됩니다.",
    );
    let opens = lang.pick(
        "The moment at which you come in. Topics are created at 1000 ms.",
        "화면이 처음 보여 주는 시점입니다. 토픽은 1000 ms에 만들어집니다.",
    );
    el("fieldset")
        .class("panel build__part")
        .child(el("legend").child(el("h2").text(lang.pick("Cluster", "클러스터"))))
        .child(
            el("div")
                .class("build__fields")
                .child(own(field::SANDBOX_NAME, ""))
                .child(own(field::BROKERS, brokers))
                .child(form.typed(field::RACKS, racks))
                .child(own(field::LATENCY, latency))
                .child(own(field::JITTER, jitter))
                .child(own(field::SEED, seed))
                .child(own(field::OPENS_AT, opens))
                .child(script(form))
                .child(shown(
                    form,
                    &["eligible.leader.replicas.version", "semantics.truncation"],
                )),
        )
        .child(settings(store, lang, Part::Cluster))
}

/// Whether what the scenario does by itself is kept, where it does something.
fn script(form: PartForm) -> Option<El> {
    let lang = form.lang;
    let entries = form
        .store
        .peek(|state| of_building(state, |building| building.draft.script.len()));
    let entries = entries.filter(|entries| *entries > 0)?;
    let hint = say!(
        lang,
        "The cluster that this one is made from does {0} things by itself.",
        "바탕이 되는 클러스터의 시나리오에는 저절로 하는 일이 {0}가지 있습니다.",
        entries
    );
    let choices = [
        ("yes", lang.pick("Keep it", "그대로 둔다")),
        ("no", lang.pick("Leave it out", "뺀다")),
    ];
    Some(form.choice(field::SCRIPT, About::hint(&hint), &choices))
}
