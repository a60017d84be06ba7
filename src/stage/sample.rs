//! The legend's pictures: the same marks as on the stage, with facts made up for the purpose.

use highwater_core::id::{
    BrokerId, ClientId, LeaderEpoch, MessageId, NodeId, Offset, PartitionIndex, TopicId,
    TopicPartition,
};
use highwater_core::sim::{PositionView, ReplicaRole, Standing};
use highwater_core::time::Span;
use highwater_core::wire::Acks;
use highwater_text::Lang;
use highwater_text::legend::Drawing;

use super::asides::{arrow, loss_mark, scissors};
use super::badge::{self, Mark, badge, mark_room, standing_width};
use super::capsule;
use super::card::{self, Slot, Titles};
use super::cell::{CELL_HEIGHT, cell, epoch_word};
use super::cluster::{Consumer, Producer};
use super::geometry::{Point, Rect, Size, TEXT, point};
use super::label;
use super::route::Route;
use super::scene::{Anchor, Group, MessageMark, Transform};
use super::view;
use super::waiting::parked_mark;
use crate::view::El;

const ROOM: Size = Size {
    width: 148.0,
    height: 76.0,
};
const CELL: Size = Size {
    width: 34.0,
    height: CELL_HEIGHT,
};

/// The picture of one line of the legend. The words beside it name it.
pub fn sample(drawing: Drawing, lang: Lang) -> El {
    view::still(ROOM, &picture(drawing, lang))
}

/// The picture, in a room of [`ROOM`].
pub(super) fn picture(drawing: Drawing, lang: Lang) -> Group {
    let mut picture = Group::new("sample");
    draw(&mut picture, drawing, lang);
    picture
}

fn draw(picture: &mut Group, drawing: Drawing, lang: Lang) {
    match drawing {
        Drawing::Record => cells(picture, &[(4, 0, true)]),
        Drawing::Count => count(picture),
        Drawing::RecordOfLaterEpoch => cells(picture, &[(4, 0, true), (5, 1, true)]),
        Drawing::RecordAboveHighWatermark => cells(picture, &[(5, 0, false)]),
        Drawing::Batch => batch(picture),
        Drawing::Truncated => ghost(picture),
        Drawing::Water => {
            water(picture);
        }
        Drawing::HighWatermark => high_watermark(picture),
        Drawing::LogEndOffset => tick(
            picture,
            "tick tick--leo",
            "M0 20l-5.5 8.5h11z",
            "LEO 6",
            "tick__text tick__text--leo",
            29.0,
        ),
        Drawing::KnownEnds => known(picture, lang),
        Drawing::Position => tick(
            picture,
            "tick tick--position",
            "M0 -20l-5.5 -6h11z",
            "c1 → 5",
            "tick__text tick__text--position",
            -21.0,
        ),
        Drawing::CommittedOffset => committed(picture),
        Drawing::Leader => {
            let words = highwater_text::standing::leader(lang, LeaderEpoch(1));
            standing_in_words(picture, Standing::Leader, words);
        }
        Drawing::InSync => standing(picture, Standing::InSync, lang),
        Drawing::OutOfSync => {
            let standing = Standing::OutOfSync { caught_up: None };
            let words = highwater_text::standing::out_of_sync(lang, Span::from_ms(12_000));
            standing_in_words(picture, standing, words);
        }
        Drawing::Fenced => standing(picture, Standing::Fenced, lang),
        Drawing::Crashed => crashed(picture, lang),
        Drawing::Frozen => standing(picture, Standing::Paused, lang),
        Drawing::Eligible => standing(picture, Standing::Eligible, lang),
        Drawing::LastKnownLeader => standing(picture, Standing::LastKnownLeader, lang),
        Drawing::Recovering => {
            let words = highwater_text::standing::recovering(lang);
            mark(picture, Mark::Recovering, words.to_owned(), 0.0);
        }
        Drawing::Recorded => {
            let words = highwater_text::standing::recorded(lang, ReplicaRole::Leader);
            mark(picture, Mark::Recorded, words, 0.0);
        }
        Drawing::Offline => {
            let words = highwater_text::standing::offline(lang);
            mark(picture, Mark::Offline, words.to_owned(), 0.0);
        }
        Drawing::ControlledShutdown => {
            mark(picture, Mark::ControlledShutdown, String::new(), 0.0);
        }
        Drawing::Isolated => mark(
            picture,
            Mark::Isolated,
            label::isolated(lang).to_owned(),
            0.0,
        ),
        Drawing::Rack => mark(picture, Mark::Rack, "rack-a".to_owned(), 0.0),
        Drawing::Coordinator => mark(picture, Mark::Coordinator, "orders".to_owned(), 0.0),
        Drawing::Slow => {
            mark(picture, Mark::Slow, label::slower(lang, 200), -14.0);
            mark(picture, Mark::SlowDisk, label::slower(lang, 50), 14.0);
        }
        Drawing::Unread => mark(picture, Mark::Unread, label::unread(lang, 3), 0.0),
        Drawing::AcksWait => mark(picture, Mark::AcksWait, label::acks_wait(lang, 1), 0.0),
        Drawing::FetchWaits => fetch_waits(picture),
        Drawing::OneWayCut => one_way_cut(picture),
        Drawing::SlowLink => slow_link(picture),
        Drawing::MetadataRecord => metadata_record(picture),
        Drawing::MetadataApplied => plain_text(picture, "▲ b2"),
        Drawing::Session => session(picture),
        Drawing::TimeMarks => time_marks(picture),
        Drawing::EventMarks => event_marks(picture),
        Drawing::Request => message(picture, "message--request", &[asked_from(lang)]),
        Drawing::Response => message(picture, "message--response", &["HW 5"]),
        Drawing::ErrorResponse => {
            message(picture, "message--error", &["NOT_LEADER_", "OR_FOLLOWER"]);
        }
        Drawing::RoutineMessage => message(picture, "message--request message--dot", &[]),
        Drawing::HeldMessage => {
            message(
                picture,
                "message--request message--held",
                &[asked_from(lang)],
            );
        }
        Drawing::LostMessage => loss_mark(picture.group("loss"), middle()),
        Drawing::CutLink => cut(picture),
        Drawing::Producer => producer(picture, lang),
        Drawing::ProducerRecords => producer_records(picture),
        Drawing::Member => member(picture),
        Drawing::Consumer => consumer(picture, lang),
        Drawing::Controller => controller(picture, lang),
        Drawing::Dimmed => dimmed(picture, lang),
    }
}

fn middle() -> Point {
    point(ROOM.width / 2.0, ROOM.height / 2.0)
}

fn cell_at(index: f64, of: f64) -> Rect {
    let x = middle().x + (index - (of - 1.0) / 2.0) * (CELL.width + 4.0);
    Rect::around(point(x, middle().y), CELL)
}

fn cells(picture: &mut Group, records: &[(i64, i32, bool)]) {
    for (index, (offset, epoch, committed)) in records.iter().enumerate() {
        let rect = cell_at(index as f64, records.len() as f64);
        let (offset, epoch) = (Offset(*offset), LeaderEpoch(*epoch));
        cell(
            picture,
            (offset, epoch),
            &epoch_word(epoch),
            *committed,
            rect,
        );
    }
}

fn batch(picture: &mut Group) {
    cells(picture, &[(4, 0, true), (5, 0, true), (6, 0, true)]);
    let (first, last) = (cell_at(0.0, 3.0), cell_at(2.0, 3.0));
    let whole = Rect::new(first.x, first.y, last.right() - first.x, CELL_HEIGHT);
    picture.rect("batch", whole.inset(-2.0), 6.0);
}

fn ghost(picture: &mut Group) {
    let (first, rect) = (cell_at(0.0, 2.0), cell_at(1.0, 2.0));
    let epoch = LeaderEpoch(0);
    cell(picture, (Offset(4), epoch), &epoch_word(epoch), true, first);
    let ghost = picture.group("ghost ghost--still");
    ghost.rect("ghost__frame", rect, 5.0);
    let at = point(rect.centre().x, rect.y + 15.0);
    ghost.text("ghost__offset", "5".to_owned(), at, Anchor::Middle);
}

/// Water up to the third of three records; tells its room.
fn water(picture: &mut Group) -> Rect {
    let (first, last) = (cell_at(0.0, 3.0), cell_at(1.0, 3.0));
    let band = Rect::new(
        first.x - 2.0,
        first.y - 6.0,
        last.right() - first.x + 4.0,
        CELL_HEIGHT + 12.0,
    );
    picture.group("water").rect("water__band", band, 0.0);
    cells(picture, &[(3, 0, true), (4, 0, true), (5, 0, false)]);
    band
}

fn high_watermark(picture: &mut Group) {
    let band = water(picture);
    let tick = picture.group("tick tick--hw");
    tick.transform = Transform::Move(point(band.right(), middle().y));
    tick.path("tick__line", "M0 -24V24".to_owned());
    let at = point(band.right(), band.y - 5.0);
    let class = "tick__text tick__text--hw";
    picture.text(class, "HW 5".to_owned(), at, Anchor::Middle);
}

fn tick(
    picture: &mut Group,
    class: &str,
    path: &str,
    words: &str,
    text_class: &'static str,
    y: f64,
) {
    cells(picture, &[(4, 0, true), (5, 0, false)]);
    let (index, aside, anchor) = if y < 0.0 {
        (0.0, 9.0, Anchor::Start)
    } else {
        (1.0, -9.0, Anchor::End)
    };
    let x = cell_at(index, 2.0).right() + 2.0;
    let mark = picture.group(class);
    mark.transform = Transform::Move(point(x, middle().y));
    mark.path("tick__mark", path.to_owned());
    let at = point(x + aside, middle().y + y);
    picture.text(text_class, words.to_owned(), at, anchor);
}

/// A lane of the view by group, with what is committed and not yet.
fn committed(picture: &mut Group) {
    let track = Rect::around(
        middle(),
        Size {
            width: 112.0,
            height: 8.0,
        },
    );
    picture.rect("gauge", track, 4.0);
    let behind = Rect::new(middle().x, track.y, 30.0, track.height);
    picture.rect("gauge__level", behind, 0.0);
    let mark = picture.group("tick tick--committed");
    let at = point(middle().x, track.y - 1.0);
    mark.shape("tick__mark", at, "l5 5l-5 5l-5 -5z");
}

fn known(picture: &mut Group, lang: Lang) {
    let follower = [(BrokerId(2), Some(Offset(6)))];
    let [words, _] = label::known_ends(lang, &follower);
    let at = point(middle().x, middle().y + 4.2);
    let known = picture.group("known");
    known.text("known__text", words, at, Anchor::Middle);
}

fn standing(picture: &mut Group, standing: Standing, lang: Lang) {
    let words = highwater_text::standing::word(lang, standing);
    standing_in_words(picture, standing, words.to_owned());
}

fn standing_in_words(picture: &mut Group, standing: Standing, words: String) {
    let width = standing_width(standing, &words).min(ROOM.width);
    let at = point(middle().x - width / 2.0, middle().y);
    badge(picture, standing, words, at);
}

/// A box, as it is drawn of a broker.
fn broker_box<'a>(picture: &'a mut Group, class: &str, name: &str) -> (&'a mut Group, Point) {
    let size = Size {
        width: 120.0,
        height: 56.0,
    };
    let rect = Rect::around(middle(), size);
    let broker = picture.group("broker");
    broker.class.push_str(class);
    broker.rect("broker__frame", rect, 9.0);
    let at = point(rect.x + 12.0, rect.y + 22.0);
    let name = name.to_owned();
    broker.text_of("broker__name", name, at, Anchor::Start, TEXT + 3.0);
    (broker, point(at.x, rect.y + 40.0))
}

fn crashed(picture: &mut Group, lang: Lang) {
    let words = highwater_text::standing::word(lang, Standing::Crashed).to_owned();
    let (broker, at) = broker_box(picture, " broker--crashed", "b2");
    badge(broker, Standing::Crashed, words, at);
}

/// The first records of a window, and how many lie before it.
fn count(picture: &mut Group) {
    cells(picture, &[(6, 0, true), (7, 0, true)]);
    let at = point(cell_at(0.0, 2.0).x - 7.0, middle().y + 4.2);
    picture.text("count__text", label::before("6"), at, Anchor::End);
}

/// A mark for each way in which a record can be.
fn producer_records(picture: &mut Group) {
    const PITCH: f64 = 24.0;
    let slots = [
        Slot::Acked,
        Slot::Counted,
        Slot::Failed,
        Slot::InFlight,
        Slot::Waiting,
    ];
    let mut at = point(middle().x - 2.0 * PITCH - 6.5, middle().y - 6.5);
    for slot in slots {
        slot.draw(picture, at);
        at.x += PITCH;
    }
}

/// The stations of a member's card of which its application is at the second, and one of its times.
fn member(picture: &mut Group) {
    const WAY: f64 = 16.0;
    let size = Size {
        width: 34.0,
        height: 22.0,
    };
    for (place, words) in ["", "▸", ""].into_iter().enumerate() {
        let x = middle().x + (place as f64 - 1.0) * (size.width + WAY);
        let rect = Rect::around(point(x, middle().y - 8.0), size);
        let frame = match words {
            "" => "station",
            _ => "station station--here",
        };
        picture.rect(frame, rect, 5.0);
        let at = point(rect.centre().x, rect.centre().y + 4.2);
        picture.text("card__title", words.to_owned(), at, Anchor::Middle);
        if place < 2 {
            let at = point(rect.right() + 3.0, rect.centre().y);
            picture.shape("pipe-arrow__line", at, "h9m-4 -3.5l4 3.5l-4 3.5");
        }
    }
    let bar = Rect::new(middle().x - 67.0, middle().y + 16.0, 134.0, 6.0);
    picture.rect("gauge", bar, 3.0);
    let left = Rect { width: 80.0, ..bar };
    picture.rect("gauge__level", left, 3.0);
}

fn mark(picture: &mut Group, mark: Mark, words: String, down: f64) {
    let width = mark_room(&words, point(0.0, 0.0)).width;
    let at = point(middle().x - width / 2.0, middle().y + down);
    badge::mark(picture, mark, words, at);
}

/// Where a fetch waits: on the edge of the broker that it has come to.
fn fetch_waits(picture: &mut Group) {
    let broker = Rect::new(middle().x - 60.0, middle().y - 22.0, 60.0, 44.0);
    picture.rect("broker__frame", broker, 6.0);
    parked_mark(picture.group("parked"), point(broker.right(), middle().y));
}

fn one_way_cut(picture: &mut Group) {
    cut(picture);
    let at = point(middle().x + 34.0, middle().y);
    picture.path("cut__arrow", arrow(at, point(at.x + 1.0, at.y), false));
}

/// The strip is no part of the drawing of the cluster; what it has is drawn here alike.
fn metadata_record(picture: &mut Group) {
    let size = Size {
        width: 124.0,
        height: 40.0,
    };
    let rect = Rect::around(middle(), size);
    picture.rect("broker__frame", rect, 6.0);
    for (words, down) in [("12 TopicRecord", 16.0), ("orders", 31.0)] {
        let at = point(rect.x + 8.0, rect.y + down);
        picture.text("card__line", words.to_owned(), at, Anchor::Start);
    }
}

fn plain_text(picture: &mut Group, words: &str) {
    let at = point(middle().x, middle().y + 4.2);
    picture.text("broker__name", words.to_owned(), at, Anchor::Middle);
}

fn session(picture: &mut Group) {
    let size = Size {
        width: 64.0,
        height: 8.0,
    };
    let whole = Rect::around(middle(), size);
    picture.rect("session-sample", whole, 4.0);
    let left = Rect {
        width: 24.0,
        ..whole
    };
    picture.rect("session-sample__left", left, 4.0);
}

/// The bar of the time is no part of the drawing either, nor is the list of events.
fn time_marks(picture: &mut Group) {
    let at = |x: f64, down: f64| point(x, middle().y + down);
    picture.shape("mark mark--ordinary", at(36.0, -4.0), "v14");
    picture.shape("mark mark--milestone", at(62.0, -10.0), "v20");
    picture.shape("mark mark--loss", at(88.0, -10.0), "v20");
    picture.shape("mark mark--dot", at(88.0, -10.0), "h0");
    picture.shape("mark mark--branch", at(114.0, -10.0), "v20");
}

fn event_marks(picture: &mut Group) {
    let at = |x: f64| point(x, middle().y);
    let square = Rect::around(
        at(36.0),
        Size {
            width: 8.0,
            height: 8.0,
        },
    );
    picture.rect("event-sample--routine", square, 2.0);
    picture.circle("event-sample--ordinary", at(62.0), 4.0);
    picture.shape(
        "event-sample--milestone",
        at(82.3),
        "l5.7 -5.7l5.7 5.7l-5.7 5.7z",
    );
    picture.circle("event-sample--loss", at(114.0), 4.0);
}

fn slow_link(picture: &mut Group) {
    let link = picture.group("link link--slow");
    link.shape("link__line", point(4.0, middle().y), "h124");
}

fn asked_from(lang: Lang) -> &'static str {
    lang.pick("b2: Fetch from 6", "b2: Fetch 6부터")
}

fn message(picture: &mut Group, class: &str, lines: &[&str]) {
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let mark = MessageMark {
        id: MessageId(0),
        class: String::new(),
        name: String::new(),
        selected: false,
        capsule: capsule::size_of(&lines),
        lines,
        stem: None,
        rank: 0,
        route: Route::default(),
        narrow_route: Route::default(),
    };
    let message = picture.group("message ");
    message.class.push_str(class);
    message.shape("link__line", point(4.0, middle().y), "h124");
    let travelling = if mark.lines.is_empty() {
        capsule::dot(message.group("traveller"), &mark)
    } else {
        capsule::capsule(message.group("traveller traveller--in-words"), &mark)
    };
    travelling.transform = Transform::Move(middle());
}

fn cut(picture: &mut Group) {
    let cut = picture.group("cut");
    cut.shape("cut__line", point(4.0, middle().y), "h124");
    cut.circle("cut__ground", middle(), 12.0);
    cut.path("cut__mark", scissors(middle()));
}

fn card_room() -> Rect {
    let size = Size {
        width: 112.0,
        height: card::height(false),
    };
    Rect::around(middle(), size)
}

fn producer(picture: &mut Group, lang: Lang) {
    let facts = Producer {
        id: NodeId::Producer(ClientId(1)),
        acks: Acks::All,
        acked: 5,
        acked_more: false,
        failed: 1,
        in_flight: 1,
        waiting: 1,
        blocked: 0,
        halt: None,
    };
    card::producer(picture, &facts, card_room(), Titles::Whole, None, lang);
}

fn consumer(picture: &mut Group, lang: Lang) {
    let partition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };
    let position = PositionView {
        partition,
        offset: Offset(5),
        lag: Some(1),
        is_paused: false,
    };
    let known = Some(("orders-0", &position));
    let facts = Consumer {
        id: NodeId::Consumer(ClientId(1)),
        positions: Vec::new(),
        halt: None,
    };
    card::consumer(
        picture,
        &facts,
        known,
        card_room(),
        Titles::Whole,
        None,
        lang,
    );
}

fn controller(picture: &mut Group, lang: Lang) {
    let at = point(middle().x - 36.0, middle().y);
    card::controller(picture, NodeId::CONTROLLER, Offset(9), at, None, lang);
}

fn dimmed(picture: &mut Group, lang: Lang) {
    let words = highwater_text::standing::word(lang, Standing::InSync).to_owned();
    let (broker, at) = broker_box(picture, " dim", "b3");
    badge(broker, Standing::InSync, words, at);
}
