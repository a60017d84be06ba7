//! A partition that nobody leads.

use super::chain::Chain;
use super::reason::Electable;
use super::{Clock, Reason};
use crate::command::{AdminCommand, Command, ElectionType};
use crate::controller::Return;
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
        match best.clone().map(|(_, from)| *from).min() {
            None => self.together(partition, registration),
            Some(from) => {
                self.last(Reason::OnlyElectable {
                    from,
                    brokers: best.map(|(broker, _)| *broker).collect(),
                });
                if from == Electable::Elr {
                    self.leave_elr(registration);
                }
                self.return_of(returning.iter().map(|(broker, _)| *broker));
            }
        }
        self.unclean(partition);
    }

    /// Who would lead by coming back alone.
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
            let elected = controller.leader_after_return(partition, &[self.return_from(*id)]);
            if let Some((_, election)) = elected.filter(|(leader, _)| leader == id) {
                returning.push((*id, electable(election)));
            }
        }
        returning
    }

    /// Members of the ELR whose return brings no leader.
    fn leave_elr(&mut self, registration: &PartitionRegistration) {
        let mut leaving = registration.elr.clone();
        leaving.retain(|id| self.return_from(*id).clean == Some(false));
        if !leaving.is_empty() {
            self.last(Reason::LeavesElr(leaving));
        }
    }

    /// Several may have to come back before one of them is trusted: as long as somebody is in the ELR
    /// the last known leader is not.
    fn together(&mut self, partition: TopicPartition, registration: &PartitionRegistration) {
        let mut brokers = Vec::new();
        for id in &registration.replicas {
            let trusted = [
                &registration.isr,
                &registration.elr,
                &registration.last_known_elr,
            ];
            if trusted.iter().any(|those| those.contains(id)) {
                brokers.push(*id);
            }
        }
        let returns: Vec<Return> = brokers.iter().map(|id| self.return_from(*id)).collect();
        let controller = self.world.controller();
        let elected = controller.and_then(|it| it.leader_after_return(partition, &returns));
        let Some((would_lead, _)) = elected else {
            return self.last(Reason::NobodyElectable);
        };
        self.last(Reason::OnlyTogether {
            brokers: brokers.clone(),
            would_lead,
        });
        self.return_of(brokers.into_iter());
    }

    /// What the controller will make of a broker that comes back: it compares what the next process knows
    /// of the one before, from its clean-shutdown file, with the registration that it has.
    fn return_from(&self, broker: BrokerId) -> Return {
        let holder = self.world.broker(broker);
        let process = holder.and_then(|holder| holder.process());
        let known = self.world.metadata().brokers.get(&broker);
        let registered = known.map(|known| known.incarnation);
        let previous = match process {
            Some(process) if registered == Some(process.incarnation()) => {
                return Return {
                    broker,
                    clean: None,
                };
            }
            Some(process) => process.previous_broker_epoch(),
            None => holder
                .and_then(|holder| holder.clean_shutdown_file())
                .and_then(|file| file.broker_epoch),
        };
        let is_clean = previous.is_some() && previous == known.map(|known| known.broker_epoch);
        Return {
            broker,
            clean: Some(is_clean),
        }
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

    /// What keeps those away who would have to come back.
    fn return_of(&mut self, brokers: impl Iterator<Item = BrokerId>) {
        for broker in brokers {
            let holder = self.world.broker(broker);
            if holder.is_some_and(|it| it.is_running()) {
                self.broker(broker);
            } else {
                self.is_out_of_order(broker);
            }
        }
    }
}

/// As what somebody would be elected.
fn electable(election: Election) -> Electable {
    match election {
        Election::Clean | Election::Preferred => Electable::Isr,
        Election::EligibleLeaderReplica => Electable::Elr,
        Election::LastKnownLeader => Electable::LastKnownLeader,
        Election::Unclean => Electable::AnyReplica,
    }
}
