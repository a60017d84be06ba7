//! The legend's pictures: the same marks as on the stage, with facts made up for the purpose.

use highwater_core::id::{
    BrokerId, ClientId, ControllerId, LeaderEpoch, MessageId, NodeId, Offset, PartitionIndex,
    TopicId, TopicPartition,
};
use highwater_core::sim::{PositionView, Standing};
use highwater_core::wire::Acks;
use highwater_text::Lang;
use highwater_text::legend::Drawing;

use super::asides::scissors;
use super::badge::{badge, badge_width};
use super::capsule;
use super::card;
use super::cell::{CELL_HEIGHT, cell};
use super::cluster::{Cluster, Consumer, Partition, Producer};
use super::geometry::{Rect, Size, TEXT, point};
use super::ink::shape;
use super::label;
use super::route::Route;
use super::scene::{Anchor, Group, MessageMark};
use super::view;
use crate::view::El;

const ROOM: Size = Size {
    width: 132.0,
    height: 76.0,
};
const CELL: Size = Size {
    width: 34.0,
    height: CELL_HEIGHT,
};

/// The picture of one line of the legend. The words beside it name it.
pub fn sample(drawing: Drawing, lang: Lang) -> El {
    view::still(ROOM.width, ROOM.height, &[picture(drawing, lang)])
}

/// The picture, in a room of [`ROOM`].
pub(super) fn picture(drawing: Drawing, lang: Lang) -> Group {
    match drawing {
        Drawing::Record => cells(&[(4, 0, true)]),
        Drawing::RecordOfLaterEpoch => cells(&[(4, 0, true), (5, 1, true)]),
        Drawing::RecordAboveHighWatermark => cells(&[(5, 0, false)]),
        Drawing::Batch => batch(),
        Drawing::Truncated => ghost(),
        Drawing::Water => water(None),
        Drawing::HighWatermark => water(Some(("tick tick--hw", "M0 -24V24", "tick__line"))),
        Drawing::LogEndOffset => tick(
            "tick tick--leo",
            "M0 20l-5.5 8.5h11z",
            "LEO 6",
            "tick__text tick__text--leo",
            29.0,
        ),
        Drawing::KnownEnds => known(lang),
        Drawing::Position => tick(
            "tick tick--position",
            "M0 -20l-5.5 -6h11z",
            "c1 → 5",
            "tick__text tick__text--position",
            -21.0,
        ),
        Drawing::Leader => standing(Standing::Leader, lang),
        Drawing::InSync => standing(Standing::InSync, lang),
        Drawing::OutOfSync => standing(Standing::OutOfSync { caught_up: None }, lang),
        Drawing::Fenced => standing(Standing::Fenced, lang),
        Drawing::Crashed => standing(Standing::Crashed, lang),
        Drawing::Request => message("message--request", &["Fetch b2 → 6"]),
        Drawing::Response => message("message--response", &["HW 5"]),
        Drawing::ErrorResponse => message("message--error", &["NOT_LEADER_", "OR_FOLLOWER"]),
        Drawing::RoutineMessage => message("message--request message--dot", &[]),
        Drawing::HeldMessage => message("message--request message--held", &["Fetch b2 → 6"]),
        Drawing::CutLink => cut(),
        Drawing::Producer => producer(lang),
        Drawing::Consumer => consumer(lang),
        Drawing::Controller => controller(lang),
        Drawing::Dimmed => dimmed(lang),
    }
}

fn middle() -> super::geometry::Point {
    point(ROOM.width / 2.0, ROOM.height / 2.0)
}

fn cell_at(index: f64, of: f64) -> Rect {
    let x = middle().x + (index - (of - 1.0) / 2.0) * (CELL.width + 4.0);
    Rect::around(point(x, middle().y), CELL)
}

fn cells(records: &[(i64, i32, bool)]) -> Group {
    let mut group = Group::new("lane");
    for (index, (offset, epoch, committed)) in records.iter().enumerate() {
        let rect = cell_at(index as f64, records.len() as f64);
        group.group(cell(Offset(*offset), LeaderEpoch(*epoch), *committed, rect));
    }
    group
}

fn batch() -> Group {
    let mut group = cells(&[(4, 0, true), (5, 0, true), (6, 0, true)]);
    let (first, last) = (cell_at(0.0, 3.0), cell_at(2.0, 3.0));
    let whole = Rect::new(first.x, first.y, last.right() - first.x, CELL_HEIGHT);
    group.rect("batch", whole.inset(-2.0), 6.0);
    group
}

fn ghost() -> Group {
    let mut group = Group::new("lane");
    group.group(cell(Offset(4), LeaderEpoch(0), true, cell_at(0.0, 2.0)));
    let rect = cell_at(1.0, 2.0);
    let mut ghost = Group::new("ghost ghost--still");
    ghost.rect("ghost__frame", rect, 5.0);
    let at = point(rect.centre().x, rect.y + 15.0);
    ghost.text("ghost__offset", "5", at, Anchor::Middle);
    group.group(ghost);
    group
}

fn water(mark: Option<(&'static str, &'static str, &'static str)>) -> Group {
    let mut group = Group::new("lane");
    let (first, last) = (cell_at(0.0, 3.0), cell_at(1.0, 3.0));
    let mut water = Group::new("water");
    let band = Rect::new(
        first.x - 2.0,
        first.y - 6.0,
        last.right() - first.x + 4.0,
        CELL_HEIGHT + 12.0,
    );
    water.rect("water__band", band, 0.0);
    group.group(water);
    for (index, committed) in [true, true, false].into_iter().enumerate() {
        let rect = cell_at(index as f64, 3.0);
        group.group(cell(
            Offset(3 + index as i64),
            LeaderEpoch(0),
            committed,
            rect,
        ));
    }
    if let Some((class, path, part)) = mark {
        let mut tick = Group::new(class).moved(band.right(), middle().y);
        tick.path(part, path);
        group.group(tick);
        let at = point(band.right(), first.y - 11.0);
        group.text("tick__text tick__text--hw", "HW 5", at, Anchor::Middle);
    }
    group
}

fn tick(class: &str, path: &str, words: &str, text_class: &'static str, y: f64) -> Group {
    let mut group = cells(&[(4, 0, true), (5, 0, false)]);
    let x = cell_at(1.0, 2.0).right() + 2.0;
    let x = if y < 0.0 {
        cell_at(0.0, 2.0).right() + 2.0
    } else {
        x
    };
    let mut mark = Group::new(class).moved(x, middle().y);
    mark.path("tick__mark", path);
    group.group(mark);
    let (at, anchor) = if y < 0.0 {
        (point(x + 9.0, middle().y + y), Anchor::Start)
    } else {
        (point(x - 9.0, middle().y + y), Anchor::End)
    };
    group.text(text_class, words, at, anchor);
    group
}

fn known(lang: Lang) -> Group {
    let followers = [
        (BrokerId(2), Some(Offset(6))),
        (BrokerId(3), Some(Offset(5))),
    ];
    let words = label::known_ends(lang, &followers);
    let mut group = Group::new("known");
    let at = point(middle().x, middle().y + 4.2);
    group.text("known__text", words, at, Anchor::Middle);
    group
}

fn standing(standing: Standing, lang: Lang) -> Group {
    let words = highwater_text::standing::word(lang, standing);
    let width = badge_width(words).min(ROOM.width);
    let mut group = badge(standing, words, point(middle().x - width / 2.0, middle().y));
    group.class.push_str(" sample");
    group
}

fn message(class: &str, lines: &[&str]) -> Group {
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let mark = MessageMark {
        id: MessageId(0),
        class: String::new(),
        name: String::new(),
        selected: false,
        capsule: capsule::size_of(&lines),
        lines,
        rank: 0,
        route: Route::default(),
        narrow_route: Route::default(),
    };
    let mut travelling = if mark.lines.is_empty() {
        capsule::dot(&mark)
    } else {
        capsule::capsule(&mark)
    };
    travelling = travelling.moved(middle().x, middle().y);
    let mut group = Group::new(format!("message {class}"));
    group.path("link__line", shape(point(4.0, middle().y), "h124"));
    let mut traveller = Group::new(if mark.lines.is_empty() {
        "traveller"
    } else {
        "traveller traveller--in-words"
    });
    traveller.group(travelling);
    group.group(traveller);
    group
}

fn cut() -> Group {
    let mut group = Group::new("cut");
    group.path("cut__line", shape(point(4.0, middle().y), "h124"));
    group.circle("cut__ground", middle(), 12.0);
    group.path("cut__mark", scissors(middle()));
    group
}

fn card_room() -> Rect {
    Rect::around(
        middle(),
        Size {
            width: 112.0,
            height: card::CARD_HEIGHT,
        },
    )
}

fn producer(lang: Lang) -> Group {
    let facts = Producer {
        id: NodeId::Producer(ClientId(1)),
        acks: Acks::All,
        ended: vec![true, true, false],
        in_flight: 1,
        waiting: 1,
    };
    card::producer(&facts, card_room(), None, lang)
}

fn consumer(lang: Lang) -> Group {
    let partition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };
    let cluster = Cluster {
        partitions: vec![Partition {
            id: partition,
            name: "orders-0".to_owned(),
            topic: "orders".to_owned(),
            replicas: 1,
            min_isr: None,
            leader: None,
        }],
        ..Cluster::default()
    };
    let facts = Consumer {
        id: NodeId::Consumer(ClientId(1)),
        positions: vec![PositionView {
            partition,
            offset: Offset(5),
            lag: None,
        }],
    };
    card::consumer(&facts, &cluster, Some(partition), card_room(), None, lang)
}

fn controller(lang: Lang) -> Group {
    let at = point(middle().x - 36.0, middle().y);
    card::controller(
        NodeId::Controller(ControllerId(1)),
        Offset(9),
        at,
        None,
        lang,
    )
}

fn dimmed(lang: Lang) -> Group {
    let mut group = Group::new("broker dim");
    let rect = Rect::around(
        middle(),
        Size {
            width: 120.0,
            height: 56.0,
        },
    );
    group.rect("broker__frame", rect, 9.0);
    group.text_of(
        "broker__name",
        "b3",
        point(rect.x + 12.0, rect.y + 22.0),
        Anchor::Start,
        TEXT + 3.0,
    );
    let words = highwater_text::standing::word(lang, Standing::InSync);
    group.group(badge(
        Standing::InSync,
        words,
        point(rect.x + 12.0, rect.y + 40.0),
    ));
    group
}
