//! A partition that nobody leads.

use super::chain::Chain;
use super::reason::Electable;
use super::{Clock, Reason};
use crate::command::{AdminCommand, Command, ElectionType};
use crate::id::{BrokerId, NodeId, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::sim::Timer;
use crate::trace::Election;

impl Chain<'_> {
    /// Whose return would end it, and whether an unclean election would.
    pub fn leaderless(&mut self, partition: TopicPartition) {
        let Some(registration) = self.world.metadata().partitions.get(&partition) else {
            return;
        };
        if registration.leader.is_some() || !self.because(Reason::NoLeader(partition)) {
            return;
        }
        let returning = self.returning(partition, registration);
        let mut brokers = Vec::new();
        for (broker, election) in &returning {
            if !election.is_unclean() || is_last_known(registration, *broker) {
                brokers.push(*broker);
            }
        }
        self.electable(registration, brokers.clone());
        self.unclean(partition);
        self.returns(&brokers);
    }

    /// Who would lead by coming back.
    fn returning(
        &self,
        partition: TopicPartition,
        registration: &PartitionRegistration,
    ) -> Vec<(BrokerId, Election)> {
        let mut returning = Vec::new();
        let Some(controller) = self.world.controller() else {
            return returning;
        };
        for id in &registration.replicas {
            let clean = self.world.broker(*id).and_then(|broker| {
                let file = broker.clean_shutdown_file();
                let known = self.world.metadata().brokers.get(id);
                let epoch = file.and_then(|file| file.broker_epoch);
                let is_clean = epoch.is_some() && epoch == known.map(|known| known.broker_epoch);
                (!broker.is_running()).then_some(is_clean)
            });
            let elected = controller.leader_after_return(partition, *id, clean);
            if let Some((_, election)) = elected.filter(|(leader, _)| leader == id) {
                returning.push((*id, election));
            }
        }
        returning
    }

    fn electable(&mut self, registration: &PartitionRegistration, brokers: Vec<BrokerId>) {
        let of_isr = |id: &BrokerId| registration.isr.contains(id);
        let of_elr = |id: &BrokerId| registration.elr.contains(id);
        let from = if brokers.iter().any(of_isr) {
            Electable::Isr
        } else if brokers.iter().any(of_elr) {
            Electable::Elr
        } else {
            Electable::LastKnownLeader
        };
        self.last(if brokers.is_empty() {
            Reason::NobodyElectable
        } else {
            Reason::OnlyElectable { from, brokers }
        });
    }

    /// An unclean election, which comes by itself where that is allowed.
    fn unclean(&mut self, partition: TopicPartition) {
        let Some(controller) = self.world.controller() else {
            return;
        };
        let Some(would_lead) = controller.unclean_leader(partition) else {
            return;
        };
        if controller.elects_uncleanly(partition) {
            let timer = Timer::UncleanElection;
            self.timer(NodeId::CONTROLLER, timer, Clock::ElectsUncleanly);
        } else {
            self.last(Reason::UncleanOff { would_lead });
        }
        if let Some(topic) = self.world.metadata().topics.get(&partition.topic) {
            self.command(Command::Admin(AdminCommand::ElectLeader {
                election: ElectionType::Unclean,
                topic: topic.name.clone(),
                partition: partition.partition,
            }));
        }
    }

    /// What keeps those away who would lead.
    fn returns(&mut self, brokers: &[BrokerId]) {
        for broker in brokers {
            let holder = self.world.broker(*broker);
            if holder.is_some_and(|it| it.is_running()) {
                self.broker(*broker);
            } else {
                self.is_out_of_order(*broker);
            }
        }
    }
}

fn is_last_known(registration: &PartitionRegistration, broker: BrokerId) -> bool {
    registration.last_known_elr.contains(&broker)
}
