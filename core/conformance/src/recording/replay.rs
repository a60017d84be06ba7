//! A run of the engine that is made to do what a recording did, at the times at which it did.

use std::collections::BTreeMap;

use highwater_core::command::{Command, Refusal};
use highwater_core::config::is_internal_topic;
use highwater_core::explain::{Logged, Names, logged_in_step};
use highwater_core::id::{BrokerId, NodeId, Offset, RecordId};
use highwater_core::metadata::MetadataRecord;
use highwater_core::sim::World;
use highwater_core::time::{Span, Time};
use highwater_core::timeline::Act;
use highwater_core::trace::Trace;

use super::answers::Answers;
use super::cluster::Cluster;
use super::consumer_event::ConsumerEvents;

/// How long a process takes from its start until it first speaks to the controller: the time that a
/// Java program of that size needs to load.
const START_UP: Span = Span::from_ms(1_500);

/// How long a tool takes: it loads as well, asks, and takes leave.
pub const TOOL_RUN: Span = Span::from_ms(2_000);

/// A recording begins when the cluster has been up for a moment.
const SETTLED: Span = Span::from_ms(3_000);

/// How long anything is waited for.
pub const PATIENCE: Span = Span::from_ms(60_000);

/// The run.
#[derive(Clone)]
pub struct Replay {
    /// The cluster as it stands.
    pub world: World,
    /// What processes logged since the last step was compared.
    pub lines: Vec<(NodeId, String)>,
    /// Everything that was done, and all that was logged, since the cluster was made.
    pub acts: Vec<Act>,
    pub logged: Vec<Logged>,
    /// What came back to clients.
    pub answers: Answers,
    /// What consumers were told.
    pub consumer_events: ConsumerEvents,
    /// The last record that each producer was handed.
    sent: BTreeMap<NodeId, RecordId>,
    /// How many producers were made without a `client.id`.
    pub nameless_producers: u32,
    /// When the first step began.
    began: Time,
    /// The time, which runs on where nothing happens.
    now: Time,
    /// Processes that are loading, and when they will be up.
    loading: Vec<(Time, BrokerId)>,
    /// How much of the metadata log was compared.
    compared: Offset,
}

/// Something that was waited for has not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Never;

impl Replay {
    /// The cluster before the first step: all brokers are up. They were started one after the other, in
    /// this order, within one interval of heartbeats, so that they send them at moments of their own.
    ///
    /// # Errors
    /// When that never comes.
    pub fn new(cluster: &Cluster, order: &[BrokerId]) -> Result<Self, Never> {
        let world = World::new(cluster.scenario.clone());
        let mut replay = Self {
            world,
            lines: Vec::new(),
            acts: Vec::new(),
            logged: Vec::new(),
            answers: Answers::default(),
            consumer_events: ConsumerEvents::default(),
            sent: BTreeMap::new(),
            nameless_producers: 0,
            began: Time::START,
            now: Time::START,
            loading: Vec::new(),
            compared: Offset::ZERO,
        };
        replay.start_in_turn(
            order,
            cluster.scenario.broker_config.broker_heartbeat_interval_ms,
        );
        replay.wait(|replay| order.iter().all(|id| replay.is_unfenced(*id)))?;
        replay.pass(SETTLED);
        replay.began = replay.now;
        replay.look_away();
        Ok(replay)
    }

    /// The engine starts all processes at once. Before they can have said a word they are stopped, and
    /// each is started again in its turn.
    fn start_in_turn(&mut self, order: &[BrokerId], interval_ms: u64) {
        self.run_until(Time::START);
        for broker in order {
            // A process that did not run would not be started here, either.
            let _ = self.command(&Command::Crash(NodeId::Broker(*broker)));
        }
        let count = u64::try_from(order.len()).unwrap_or(1);
        for (turn, broker) in (0..).zip(order) {
            let at = Time::from_ms(interval_ms * turn / count.max(1));
            self.loading.push((at, *broker));
        }
    }

    /// What was compared is not compared again.
    pub fn look_away(&mut self) {
        self.lines.clear();
        self.consumer_events.look_away();
        let log = self.world.controller().map(|controller| controller.log());
        self.compared = log.map_or(Offset::ZERO, |log| log.end_offset());
    }

    /// The records that the controller has written and that were not compared.
    #[must_use]
    pub fn new_records(&self) -> &[MetadataRecord] {
        self.records_from(self.compared)
    }

    /// How often a broker has registered since the cluster was made.
    #[must_use]
    pub fn registrations(&self, of: BrokerId) -> usize {
        let registers = |record: &&MetadataRecord| match record {
            MetadataRecord::RegisterBroker { broker, .. } => *broker == of,
            _ => false,
        };
        let records = self.records_from(Offset::ZERO).iter();
        records.filter(registers).count()
    }

    fn records_from(&self, offset: Offset) -> &[MetadataRecord] {
        let controller = self.world.controller();
        controller.map_or(&[], |controller| controller.log().from(offset))
    }

    /// Lets the run go on until so long after the first step began; not at all if it is later.
    pub fn run_until_ms(&mut self, since_began: u64) {
        self.run_until(self.began + Span::from_ms(since_began));
    }

    /// Lets so much time pass.
    pub fn pass(&mut self, span: Span) {
        self.run_until(self.now + span);
    }

    fn run_until(&mut self, end: Time) {
        while self.advance(end) {}
    }

    /// Lets time pass until something is so.
    ///
    /// # Errors
    /// When it is not so after [`PATIENCE`].
    pub fn wait(&mut self, is_so: impl Fn(&Self) -> bool) -> Result<(), Never> {
        let end = self.now + PATIENCE;
        while !is_so(self) {
            if !self.advance(end) {
                return Err(Never);
            }
        }
        Ok(())
    }

    /// Takes the next event up to a moment. Without one the moment has come.
    fn advance(&mut self, end: Time) -> bool {
        let loaded = self.loading.first().map(|(at, _)| *at);
        let event = self.world.next_time();
        let next = match (loaded, event) {
            (Some(loaded), Some(event)) => loaded.min(event),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => end + Span::from_ms(1),
        };
        if next > end {
            self.now = self.now.max(end);
            return false;
        }
        self.now = self.now.max(next);
        if loaded == Some(next) {
            let (_, broker) = self.loading.remove(0);
            // A process that was killed while it was loading is not in the list any more.
            let _ = self.command(&Command::Restart(NodeId::Broker(broker)));
        } else {
            let mut traces = Vec::new();
            self.world.step(&mut traces);
            self.note(&traces);
        }
        true
    }

    /// Takes note of what came back and of what was logged. A line speaks of the cluster as it is when
    /// it is written.
    fn note(&mut self, traces: &[Trace]) {
        let names = Names::of(&self.world);
        for trace in traces {
            self.answers.note(trace);
            self.consumer_events.note(trace, &self.world, &names);
        }
        for logged in logged_in_step(&self.world, traces) {
            let line = with_topic_names(logged.line.to_string(), &names);
            self.lines.push((logged.who, line));
            self.logged.push(logged);
        }
    }

    /// Does something now.
    ///
    /// # Errors
    /// When the engine refuses it.
    pub fn command(&mut self, command: &Command) -> Result<(), Refusal> {
        let mut traces = Vec::new();
        let after = self.world.step_number();
        self.world.apply(self.now, command, &mut traces)?;
        self.acts.push(Act {
            after,
            at: self.now,
            command: command.clone(),
        });
        self.note(&traces);
        Ok(())
    }

    /// Notes that a producer was handed a record, and says which: the one that was to come next.
    pub fn count_send(&mut self, producer: NodeId, record: RecordId) -> RecordId {
        self.sent.insert(producer, record);
        record
    }

    /// The last record that a producer was handed.
    #[must_use]
    pub fn sent(&self, producer: NodeId) -> Option<RecordId> {
        self.sent.get(&producer).copied()
    }

    /// Starts a broker's process, which has to load first.
    pub fn start(&mut self, broker: BrokerId) {
        self.loading.push((self.now + START_UP, broker));
    }

    /// Kills a broker's process.
    ///
    /// # Errors
    /// When the engine refuses it.
    pub fn kill(&mut self, broker: BrokerId) -> Result<(), Refusal> {
        let loading = self.loading.iter().position(|(_, id)| *id == broker);
        match loading {
            Some(index) => {
                self.loading.remove(index);
                Ok(())
            }
            None => self.command(&Command::Crash(NodeId::Broker(broker))),
        }
    }

    /// Whether a broker's process lives; one that is loading does.
    #[must_use]
    pub fn is_alive(&self, broker: BrokerId) -> bool {
        let loading = self.loading.iter().any(|(_, id)| *id == broker);
        loading || self.world.broker(broker).is_some_and(|it| it.is_running())
    }

    /// Whether the controller has a broker registered, and fenced.
    #[must_use]
    pub fn is_fenced(&self, broker: BrokerId) -> bool {
        let registration = self.world.metadata().brokers.get(&broker);
        registration.is_some_and(|registration| registration.fenced)
    }

    /// Whether the controller has a broker registered, and not fenced.
    #[must_use]
    pub fn is_unfenced(&self, broker: BrokerId) -> bool {
        let registration = self.world.metadata().brokers.get(&broker);
        registration.is_some_and(|registration| !registration.fenced)
    }
}

/// A line in which ids that differ from run to run are what recordings have in their place.
fn with_topic_names(mut line: String, names: &Names<'_>) -> String {
    let cluster_id = names.cluster_id();
    if line.contains(&cluster_id) {
        line = line.replace(&cluster_id, "<cluster-id>");
    }
    for (id, topic) in &names.metadata.topics {
        let id = names.topic_id(*id);
        if line.contains(&id) {
            // The recorder knows no id of an internal topic.
            let known = match is_internal_topic(&topic.name) {
                true => "<id>".to_owned(),
                false => format!("<topic-id:{}>", topic.name),
            };
            line = line.replace(&id, &known);
        }
    }
    line
}
