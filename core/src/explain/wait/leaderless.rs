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
        let trusted = returning
            .iter()
            .any(|(_, from)| *from != Electable::AnyReplica);
        let counts = |from: Electable| !trusted || from != Electable::AnyReplica;
        let best = returning.iter().filter(|(_, from)| counts(*from));
        self.last(match best.clone().map(|(_, from)| *from).min() {
            None => Reason::NobodyElectable,
            Some(from) => Reason::OnlyElectable {
                from,
                brokers: best.map(|(broker, _)| *broker).collect(),
            },
        });
        self.unclean(partition);
        self.returns(&returning);
    }

    /// Who would lead by coming back.
    fn returning(
        &self,
        partition: TopicPartition,
        registration: &PartitionRegistration,
    ) -> Vec<(BrokerId, Electable)> {
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
                returning.push((*id, electable(election)));
            }
        }
        returning
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
    fn returns(&mut self, returning: &[(BrokerId, Electable)]) {
        for (broker, _) in returning {
            let holder = self.world.broker(*broker);
            if holder.is_some_and(|it| it.is_running()) {
                self.broker(*broker);
            } else {
                self.is_out_of_order(*broker);
            }
        }
    }
}

/// As what somebody would be elected.
fn electable(election: Election) -> Electable {
    match election {
        Election::Clean => Electable::Isr,
        Election::EligibleLeaderReplica => Electable::Elr,
        Election::LastKnownLeader => Electable::LastKnownLeader,
        Election::Unclean => Electable::AnyReplica,
    }
}
