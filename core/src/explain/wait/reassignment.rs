//! A partition that is being moved to other replicas.

use super::Reason;
use super::chain::Chain;
use crate::command::{AdminCommand, Command};
use crate::id::TopicPartition;

impl Chain<'_> {
    /// A move is done when the replicas that it adds are in sync.
    pub fn reassignment(&mut self, partition: TopicPartition) {
        let metadata = self.world.metadata();
        let Some(registration) = metadata.partitions.get(&partition) else {
            return;
        };
        let (adding, removing) = (&registration.adding, &registration.removing);
        if adding.is_empty() && removing.is_empty() {
            return;
        }
        let moves = Reason::Moves {
            partition,
            adding: adding.clone(),
            removing: removing.clone(),
        };
        if !self.because(moves) {
            return;
        }
        let is_missing = |id: &&_| !registration.isr.contains(id);
        let wanted = adding.iter().chain(&registration.replicas);
        let mut missing = wanted.filter(|id| !removing.contains(id));
        match missing.find(is_missing) {
            Some(missing) => self.outside_isr(*missing, partition),
            None => {
                if let Some(leader) = registration.leader {
                    self.proposal(leader, partition);
                }
            }
        }
        let controller = self.world.controller();
        let may_cancel = controller.is_some_and(|controller| controller.cancels(partition));
        let topic = metadata.topics.get(&partition.topic);
        if let Some(topic) = topic.filter(|_| may_cancel) {
            self.command(Command::Admin(AdminCommand::Reassign {
                topic: topic.name.clone(),
                partition: partition.partition,
                replicas: None,
            }));
        }
    }
}
