//! What cards say, and that their words are apart.

use highwater_core::id::{ClientId, NodeId, Offset, PartitionIndex, TopicId, TopicPartition};
use highwater_core::sim::Standing;
use highwater_core::wire::Acks;

use super::*;
use crate::stage::scene::{Part, Text};

fn texts_of(width: f64, lag: u64, halt: Option<Halt>, partitions: usize, lang: Lang) -> Vec<Text> {
    consumer_of(width, lag, halt, vec![false; partitions], lang).1
}

/// The name of a card and its words: of a consumer of so many partitions, each paused or not.
fn consumer_of(
    width: f64,
    lag: u64,
    halt: Option<Halt>,
    paused: Vec<bool>,
    lang: Lang,
) -> (String, Vec<Text>) {
    let position = PositionView {
        partition: TopicPartition {
            topic: TopicId(0),
            partition: PartitionIndex(0),
        },
        offset: Offset(1_204),
        lag: Some(lag),
        is_paused: false,
    };
    let facts = Consumer {
        id: NodeId::Consumer(ClientId(1)),
        positions: paused
            .into_iter()
            .map(|is_paused| PositionView {
                is_paused,
                ..position
            })
            .collect(),
        halt,
    };
    let rect = Rect::new(0.0, 0.0, width, LOW_HEIGHT);
    let mut parent = Group::default();
    let known = Some(("orders-0", &position));
    let titles = titles_of_consumer(&facts, known, rect, lang);
    let card = consumer(&mut parent, &facts, known, rect, titles, None, lang);
    let texts = card.parts.iter().filter_map(|part| match part {
        Part::Text(_, text) => Some(text.clone()),
        _ => None,
    });
    (card.name.clone().unwrap_or_default(), texts.collect())
}

#[test]
fn with_acks_0_records_count_as_sent_and_are_not_acknowledged() {
    for (acks, says, class) in [
        (Acks::None, "1 counted as sent", "record--counted"),
        (Acks::Leader, "1 acknowledged", "record--acked"),
        (Acks::All, "1 acknowledged", "record--acked"),
    ] {
        let facts = Producer {
            acks,
            acked: 1,
            ..producer_of(0, 0, 0)
        };
        let mut parent = Group::default();
        let rect = Rect::new(0.0, 0.0, 150.0, HEIGHT);
        let card = producer(&mut parent, &facts, rect, Titles::Whole, None, Lang::En);
        let name = card.name.as_deref().unwrap_or_default();
        assert!(name.contains(says), "{acks:?}: {name}");
        let is_marked = |part: &Part| matches!(part, Part::Group(it) if it.class.contains(class));
        assert!(card.parts.iter().any(is_marked), "{acks:?}: {card:?}");
    }
}

#[test]
fn a_low_card_of_a_consumer_that_is_over_says_so_and_its_words_are_apart() {
    let halts = [
        None,
        Some(Halt::Process(Standing::Crashed)),
        Some(Halt::Process(Standing::Paused)),
        Some(Halt::Closed),
    ];
    for (lang, halt) in Lang::ALL
        .into_iter()
        .flat_map(|lang| halts.map(|it| (lang, it)))
    {
        for width in (84..200).step_by(4).map(f64::from) {
            for lag in [0, 12_345] {
                let at = format!("{lang:?} {halt:?} {width} {lag}");
                let texts = texts_of(width, lag, halt, 1, lang);
                for (index, text) in texts.iter().enumerate() {
                    for other in &texts[index + 1..] {
                        assert!(!text.bounds().overlaps(other.bounds()), "{at}: {texts:?}");
                    }
                }
                let word = halt.map(|it| label::halt(lang, it)).unwrap_or_default();
                let has_room =
                    text_width(&format!("c1 · {word}"), TEXT) <= width - 2.0 * LOW_PADDING;
                if has_room {
                    assert!(texts[0].text.contains(word), "{at}: {texts:?}");
                }
            }
        }
    }
}

#[test]
fn a_low_card_tells_of_how_many_more_partitions_a_consumer_reads_and_its_lag() {
    for lang in Lang::ALL {
        for width in (104..240).step_by(4).map(f64::from) {
            let texts = texts_of(width, 7, None, 3, lang);
            let more = [
                "+2, lag 21",
                "2 more, to read: 21",
                "2 more, records to read: 21",
            ];
            let more_ko = [
                "+2, lag 21",
                "그 밖에 2개, 안 읽음 21",
                "그 밖에 2개, 읽을 레코드 21",
            ];
            let is_told = |it: &Text| more.iter().chain(&more_ko).any(|more| it.text == *more);
            assert!(texts.iter().any(is_told), "{lang:?} {width}: {texts:?}");
        }
    }
}

#[test]
fn a_card_tells_what_its_application_has_paused() {
    for (paused, told) in [
        (vec![true], ["paused", "읽기 중지됨"]),
        (
            vec![false, true, true],
            ["2 of 3 paused", "3개 중 2개 읽기 중지됨"],
        ),
    ] {
        for (lang, told) in Lang::ALL.into_iter().zip(told) {
            let (name, texts) = consumer_of(360.0, 7, None, paused.clone(), lang);
            assert!(name.contains(told), "{name}");
            assert!(texts.iter().any(|it| it.text.contains(told)), "{texts:?}");
        }
    }
}

/// A producer with so many records in flight, waiting, and in a `send` that is blocked.
fn producer_of(in_flight: usize, waiting: usize, blocked: usize) -> Producer {
    Producer {
        id: NodeId::Producer(ClientId(1)),
        acks: Acks::All,
        acked: 12,
        acked_more: false,
        failed: 0,
        in_flight,
        waiting,
        blocked,
        halt: None,
    }
}

#[test]
fn whatever_is_under_way_is_told_in_every_room_and_leaves_its_card_nowhere() {
    let cases = [
        (0, 1, 0),
        (1, 0, 0),
        (1, 1, 0),
        (0, 2, 0),
        (2, 0, 0),
        (3, 4, 0),
        (0, 40, 0),
        (12, 30, 0),
        (0, 0, 2),
        (5, 1, 9),
    ];
    for (in_flight, waiting, blocked) in cases {
        for (failed, width) in [0, 1, 120]
            .into_iter()
            .flat_map(|failed| (104..240).step_by(4).map(move |width| (failed, width)))
        {
            let facts = Producer {
                failed,
                ..producer_of(in_flight, waiting, blocked)
            };
            let rect = Rect::new(0.0, 0.0, f64::from(width), LOW_HEIGHT);
            let titles = titles_of_producer(&facts, rect, Lang::En);
            let mut parent = Group::default();
            let card = producer(&mut parent, &facts, rect, titles, None, Lang::En);
            let at = format!("{in_flight} {waiting} {blocked} {failed} {width}: {card:?}");
            let marks = marks_of(card);
            let has = |class: &str| marks.iter().any(|(of, _)| of.contains(class));
            let told = (has("record--in-flight"), has("record--waiting"));
            // Beside those that have failed, too, there may be room for one kind alone, and beside many for none.
            match failed {
                0 => assert_eq!(told, (in_flight > 0, waiting + blocked > 0), "{at}"),
                1 => assert!(told.0 || told.1, "{at}"),
                _ => {}
            }
            let right = marks.iter().map(|(_, right)| *right).fold(0.0, f64::max);
            assert!(right <= rect.right() - LOW_PADDING, "{right}: {at}");
        }
    }
}

/// The marks in a card: of what, and where they end on the right.
fn marks_of(card: &Group) -> Vec<(String, f64)> {
    let mut marks = Vec::new();
    for part in &card.parts {
        if let Part::Group(mark) = part {
            let rights = mark.parts.iter().filter_map(|part| match part {
                Part::Rect(_, rect, _) => Some(rect.right()),
                _ => None,
            });
            marks.push((mark.class.clone(), rights.fold(0.0, f64::max)));
        }
    }
    marks
}
