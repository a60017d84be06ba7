//! The playhead: it stands, plays, or travels to a stop. Plain rules over the engine's timeline.

use highwater_core::command::{Command, Refusal};
use highwater_core::id::StepNumber;
use highwater_core::sim::World;
use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Position, Timeline};
use highwater_core::trace::{Trace, Weight};

use crate::clock::{self, Around, Speed, Tempo};

/// What the playhead does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// It stands.
    #[default]
    Still,
    /// It runs on until somebody stops it.
    Playing,
    /// It runs to a moment and stands there.
    Travelling {
        /// The moment.
        to: Position,
    },
}

/// A moment at which something of weight ordinary or more happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The moment.
    pub at: Position,
    /// The weight of the most that happens there.
    pub weight: Weight,
    /// Whether something is lost there.
    pub breaks: bool,
}

/// A timeline and how it is being watched.
#[derive(Clone, Debug)]
pub struct Playback {
    /// The run.
    pub timeline: Timeline,
    motion: Motion,
    /// How fast the person wants it.
    pub speed: Speed,
    tempo: Tempo,
    /// Whether the person asked for still pictures: then nothing travels, it arrives.
    pub reduced_motion: bool,
    stops: Vec<Stop>,
    /// Up to which trace the stops are known.
    known: usize,
    /// The furthest moment that was watched in this run.
    furthest: Position,
    /// How often the run became another; a trace's number means something only within one.
    edition: u64,
}

impl Playback {
    /// The run, at its playhead, standing.
    #[must_use]
    pub fn new(timeline: Timeline) -> Self {
        let mut playback = Self {
            furthest: timeline.position(),
            timeline,
            motion: Motion::Still,
            speed: Speed::default(),
            tempo: Tempo::default(),
            reduced_motion: false,
            stops: Vec::new(),
            known: 0,
            edition: 0,
        };
        playback.read_stops();
        playback
    }

    /// Another run in place of this one, watched in the same way.
    pub fn show(&mut self, timeline: Timeline) {
        self.furthest = timeline.position();
        self.timeline = timeline;
        self.motion = Motion::Still;
        self.begin_edition();
    }

    /// Has the run watched for what breaks, unless it is; what broke already is a stop, too.
    pub fn watch(&mut self, watch: fn(&mut Timeline)) {
        if !self.timeline.is_watched() {
            watch(&mut self.timeline);
            self.begin_edition();
        }
    }

    /// How often the run became another.
    #[must_use]
    pub fn edition(&self) -> u64 {
        self.edition
    }

    fn begin_edition(&mut self) {
        self.edition += 1;
        self.stops.clear();
        self.known = 0;
        self.read_stops();
    }

    /// Does something to the cluster at the playhead. True when the person had already watched what
    /// it replaces.
    ///
    /// # Errors
    /// When the cluster refuses it; nothing has changed then.
    pub fn act(&mut self, command: Command) -> Result<bool, Refusal> {
        let watched = self.furthest.step > self.timeline.position().step;
        self.timeline.act(command)?;
        self.furthest = self.timeline.position();
        self.begin_edition();
        Ok(watched)
    }

    /// What the playhead does.
    #[must_use]
    pub fn motion(&self) -> Motion {
        self.motion
    }

    /// Whether the clock dwells or hurries.
    #[must_use]
    pub fn tempo(&self) -> Tempo {
        self.tempo
    }

    /// The stops that are known, in order of time.
    #[must_use]
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// How many stops lie at or before the playhead.
    #[must_use]
    pub fn stops_passed(&self) -> usize {
        let here = self.timeline.position().step;
        self.stops.partition_point(|stop| stop.at.step <= here)
    }

    /// Where the slider's value leads: to the opening, or to the stop with that number from 1.
    #[must_use]
    pub fn stop_at(&self, passed: usize) -> Position {
        passed
            .checked_sub(1)
            .and_then(|index| self.stops.get(index).or(self.stops.last()))
            .map_or(self.timeline.opening(), |stop| stop.at)
    }

    /// Lets time run.
    pub fn play(&mut self) {
        self.motion = Motion::Playing;
    }

    /// Stops where it is.
    pub fn stand(&mut self) {
        self.motion = Motion::Still;
    }

    /// Goes to a moment at once.
    pub fn jump(&mut self, to: Position) {
        self.motion = Motion::Still;
        self.timeline.seek(to);
        self.read_stops();
    }

    /// Goes to a moment ahead so that the way can be watched; back, at once.
    pub fn travel(&mut self, to: Position) {
        let here = self.timeline.position();
        if self.reduced_motion || to.time <= here.time {
            self.jump(to);
        } else {
            self.motion = Motion::Travelling { to };
        }
    }

    /// Goes to the next stop of that weight. Already on the way, it first arrives and then goes on.
    /// False when nothing of that weight happens any more.
    pub fn step(&mut self, weight: Weight) -> bool {
        if let Motion::Travelling { to } = self.motion {
            self.jump(to);
        }
        let next = self.timeline.next_stop(weight);
        self.read_stops();
        match next {
            Some(next) => self.travel(next),
            None => self.motion = Motion::Still,
        }
        next.is_some()
    }

    /// Goes back to the stop before. False at the opening.
    pub fn step_back(&mut self, weight: Weight) -> bool {
        let previous = self.timeline.previous_stop(weight);
        match previous {
            Some(previous) => self.jump(previous),
            None => self.motion = Motion::Still,
        }
        previous.is_some()
    }

    /// So much of a person's time has passed. True when the playhead has just arrived.
    pub fn tick(&mut self, real_us: u64) -> bool {
        match self.motion {
            Motion::Still => false,
            Motion::Playing => {
                let to = self.advance(real_us, None);
                self.timeline.run_to_time(to);
                self.read_stops();
                false
            }
            Motion::Travelling { to } => {
                let next = self.advance(real_us, Some(to.time));
                if next >= to.time {
                    self.jump(to);
                    return true;
                }
                self.timeline.run_to_time(next);
                self.read_stops();
                false
            }
        }
    }

    fn advance(&mut self, real_us: u64, goal: Option<Time>) -> Time {
        let now = self.timeline.position().time;
        let next_worth = self.next_worth();
        let around = Around {
            now,
            under_way: is_under_way(self.timeline.world(), now),
            next_worth: next_worth.into_iter().chain(goal).min(),
        };
        let (to, tempo) = clock::advance(real_us, self.speed, around);
        self.tempo = tempo;
        to
    }

    /// The next stop, from what is known if it is.
    fn next_worth(&mut self) -> Option<Time> {
        let known = self.stops.get(self.stops_passed()).map(|stop| stop.at.time);
        known.or_else(|| {
            self.timeline
                .next_stop(Weight::Ordinary)
                .map(|next| next.time)
        })
    }

    fn read_stops(&mut self) {
        self.furthest = self.furthest.max(self.timeline.position());
        let traces = self.timeline.traces();
        for trace in traces.get(self.known..).unwrap_or_default() {
            add(&mut self.stops, trace, &self.timeline);
        }
        self.known = traces.len();
    }

    /// The traces that matter among those of the event at the playhead.
    #[must_use]
    pub fn traces_here(&self) -> Vec<&Trace> {
        let here: StepNumber = self.timeline.position().step;
        let mut traces = Vec::new();
        for trace in self.timeline.past().iter().rev() {
            if trace.step != here {
                break;
            }
            if self.timeline.weight_of(trace) >= Weight::Ordinary {
                traces.push(&**trace);
            }
        }
        traces.reverse();
        traces
    }
}

fn add(stops: &mut Vec<Stop>, trace: &Trace, timeline: &Timeline) {
    let (weight, breaks) = (timeline.weight_of(trace), timeline.breaks(trace));
    if weight < Weight::Ordinary {
        return;
    }
    match stops.last_mut().filter(|last| last.at.step == trace.step) {
        Some(last) => {
            last.weight = last.weight.max(weight);
            last.breaks |= breaks;
        }
        None => stops.push(Stop {
            at: Position::of(trace),
            weight,
            breaks,
        }),
    }
}

/// Whether a message that matters is moving.
fn is_under_way(world: &World, now: Time) -> bool {
    world
        .network()
        .messages()
        .into_iter()
        .any(|(_, _, message)| {
            world.weight_of_message(&message.gist) >= Weight::Ordinary
                && message.is_moving(now)
                && message.arrives.since(now) > Span::ZERO
        })
}
