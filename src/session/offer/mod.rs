//! What can be done to the cluster at the playhead, by what is picked, and what ends its faults.

mod client;
mod form;
mod group;
mod kind;
mod reply;

pub use form::{CallForm, Form};
pub use group::{GroupKind, Offer, OfferGroup};
pub use reply::{Place, Reply};

use highwater_core::command::{AdminCommand, Command, ElectionType, Fault, Refusal};
use highwater_core::config::TopicConfig;
use highwater_core::id::{BrokerId, NodeId, Offset, TopicPartition};

use super::{Selection, Session};
use group::Offers;

/// Of a cluster with more brokers the links are offered one by one, where a broker is picked.
const LISTED_BROKERS_MAX: u32 = 4;

impl Session {
    /// What can be done to what is picked; for nothing picked, to the cluster as a whole. What the cluster
    /// would refuse now keeps its place, with why.
    #[must_use]
    pub fn offers(&self) -> Vec<OfferGroup> {
        let mut offers = Offers::new(self.world());
        match self.selection() {
            None => self.for_cluster(&mut offers),
            Some(Selection::Metadata(_)) => {}
            Some(Selection::Node(node)) => self.for_node(node, &mut offers),
            Some(Selection::Replica(broker, partition)) => {
                for_process(NodeId::Broker(broker), &mut offers);
                self.for_partition(partition, None, &mut offers);
                for_machine(NodeId::Broker(broker), &mut offers);
            }
            Some(Selection::Record(broker, partition, offset)) => {
                for_process(NodeId::Broker(broker), &mut offers);
                self.for_partition(partition, Some(offset), &mut offers);
                for_machine(NodeId::Broker(broker), &mut offers);
            }
            Some(Selection::Message(message)) => {
                let (hold, release) = (Command::Hold(message), Command::Release(message));
                offers.switch(GroupKind::Message, hold, release);
                offers.button(GroupKind::Message, Command::Lose(message));
            }
            Some(Selection::Link(a, b)) => for_link(a, b, &mut offers),
            Some(Selection::Connection(id)) => for_link(id.client, id.server, &mut offers),
            Some(Selection::Partition(partition)) => {
                let registration = self.world().metadata().partitions.get(&partition);
                for broker in registration.iter().flat_map(|it| &it.replicas) {
                    offers.crash_or_restart(NodeId::Broker(*broker));
                }
                self.for_partition(partition, None, &mut offers);
            }
        }
        offers.into_groups()
    }

    /// For each broker, that its process dies, or starts again.
    #[must_use]
    pub fn crashes_and_restarts(&self) -> Vec<Command> {
        let mut offers = Offers::new(self.world());
        for id in 1..=self.world().scenario().brokers {
            offers.crash_or_restart(NodeId::Broker(BrokerId(id)));
        }
        let mut commands = Vec::new();
        for group in offers.into_groups() {
            commands.extend(group.buttons.into_iter().map(|offer| offer.command));
        }
        commands
    }

    /// Whether the cluster would take a command now: not one whose fault is in force, for one.
    #[must_use]
    pub fn takes(&self, command: &Command) -> bool {
        self.refusal(command).is_none()
    }

    /// Whether an administrator has asked for just that in this run already: the cluster would take it again, and
    /// nothing would change.
    #[must_use]
    pub fn has_asked(&self, command: &Command) -> bool {
        let here = self.timeline().position().step;
        let mut acts = self.timeline().acts().iter();
        matches!(command, Command::Admin(_))
            && acts.any(|act| act.after < here && act.command == *command)
    }

    /// Why the cluster would not take a command now, if it would not.
    #[must_use]
    pub fn refusal(&self, command: &Command) -> Option<Refusal> {
        self.world().may(command).err()
    }

    /// The settings that a form proposes: those that have an effect here.
    #[must_use]
    pub fn settings(&self, form: Form) -> &'static [&'static str] {
        match form {
            Form::AlterBrokers => &TopicConfig::CLUSTER_KEYS,
            Form::AlterTopic(_) => &TopicConfig::KEYS,
            _ => &[],
        }
    }

    /// The faults in force, each with the command that ends it.
    #[must_use]
    pub fn faults(&self) -> Vec<(Fault, Command)> {
        let mut faults = Vec::new();
        for fault in self.world().faults() {
            faults.push((fault, fault.cure()));
        }
        faults
    }

    fn for_cluster(&self, offers: &mut Offers<'_>) {
        let brokers = self.world().scenario().brokers;
        for id in 1..=brokers {
            offers.crash_or_restart(NodeId::Broker(BrokerId(id)));
        }
        for a in 1..=brokers {
            for b in a + 1..=brokers {
                if brokers <= LISTED_BROKERS_MAX {
                    let (a, b) = (BrokerId(a), BrokerId(b));
                    offers.cut_or_heal(NodeId::Broker(a), NodeId::Broker(b));
                }
            }
        }
        if let Some(producer) = self.world().producers().next() {
            offers.form(GroupKind::Records, Form::Send(producer.id));
        }
        offers.form(GroupKind::Clients, Form::StartProducer);
        offers.form(GroupKind::Clients, Form::StartConsumer);
        for_administrator(offers);
    }

    fn for_node(&self, node: NodeId, offers: &mut Offers<'_>) {
        match node {
            NodeId::Broker(_) => {
                for_process(node, offers);
                for_machine(node, offers);
            }
            NodeId::Producer(_) => self.for_producer(node, offers),
            NodeId::Consumer(_) => self.for_consumer(node, offers),
            NodeId::Controller(_) => for_administrator(offers),
            NodeId::Admin => {}
        }
        for (peer, _) in self.world().nodes() {
            let is_linked = peer.broker().is_some() || node.broker().is_some();
            if is_linked && peer != node && peer != NodeId::Admin {
                offers.cut_or_heal(node, peer);
            }
        }
    }

    /// What an administrator can ask for of a partition, with a record of it in mind or with none.
    fn for_partition(
        &self,
        partition: TopicPartition,
        record: Option<Offset>,
        offers: &mut Offers<'_>,
    ) {
        let Some(topic) = self.world().metadata().topics.get(&partition.topic) else {
            return;
        };
        for election in [ElectionType::Preferred, ElectionType::Unclean] {
            let elect = AdminCommand::ElectLeader {
                election,
                topic: topic.name.clone(),
                partition: partition.partition,
            };
            offers.button(GroupKind::Leadership, Command::Admin(elect));
        }
        let cancel = AdminCommand::Reassign {
            topic: topic.name.clone(),
            partition: partition.partition,
            replicas: None,
        };
        offers.form(GroupKind::Leadership, Form::Reassign(partition));
        offers.button(GroupKind::Leadership, Command::Admin(cancel));
        offers.form(GroupKind::Topic, Form::AlterTopic(partition.topic));
        offers.form(GroupKind::Topic, Form::AddPartitions(partition.topic));
        offers.form(GroupKind::Topic, Form::DeleteRecords(partition, record));
    }
}

fn for_process(broker: NodeId, offers: &mut Offers<'_>) {
    offers.crash_or_restart(broker);
    offers.freeze_or_unfreeze(broker);
    offers.button(GroupKind::Process, Command::Shutdown(broker));
    offers.button(GroupKind::Process, Command::PowerLoss(broker));
}

fn for_machine(broker: NodeId, offers: &mut Offers<'_>) {
    let (isolate, rejoin) = (Command::Isolate(broker), Command::Rejoin(broker));
    offers.switch(GroupKind::Network, isolate, rejoin);
    offers.form(GroupKind::Speed, Form::SlowBroker(broker));
    offers.form(GroupKind::Speed, Form::SlowDisk(broker));
}

fn for_link(a: NodeId, b: NodeId, offers: &mut Offers<'_>) {
    let (a, b) = a.link(b);
    offers.cut_or_heal(a, b);
    for (from, to) in [(a, b), (b, a)] {
        offers.button(GroupKind::Network, Command::CutOneWay { from, to });
    }
    offers.form(GroupKind::Speed, Form::SlowLink(a, b));
}

fn for_administrator(offers: &mut Offers<'_>) {
    offers.form(GroupKind::Topic, Form::CreateTopic);
    offers.form(GroupKind::Topic, Form::AlterBrokers);
}
