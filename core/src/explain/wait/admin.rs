//! What an administrator has asked for, and has no answer to.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::client::Admin;
use crate::command::AdminCommand;
use crate::id::NodeId;
use crate::sim::Timer;

impl Chain<'_> {
    /// The oldest call: asked for and not answered, or not sent.
    pub fn admin(&mut self) {
        let Some(admin) = self.world.admin() else {
            return;
        };
        if let Some((asked, command)) = admin.unanswered() {
            if self.because(Reason::AdminAsks(command.clone())) {
                self.answer_to(asked);
            }
        } else if let Some(command) = admin.next_call()
            && self.because(Reason::AdminAsks(command.clone()))
        {
            self.unsent_call(admin, command);
        }
    }

    /// What is for a leader waits until that is known, and can be reached.
    fn unsent_call(&mut self, admin: &Admin, command: &AdminCommand) {
        let (me, cluster) = (NodeId::Admin, admin.cluster());
        if let Some(at) = self.world.timer_at(me, Timer::Admin) {
            self.at(Clock::AsksAgain(me), cluster.asks_at(at));
        }
        match admin.leader_for(command) {
            Some((partition, None)) => self.knows_no_leader(me, partition),
            Some((_, Some(leader))) if cluster.may_connect(leader, self.now()).is_err() => {
                self.last(Reason::CouldNotConnect {
                    client: me,
                    broker: leader,
                });
                self.unreachable(me, leader);
                self.session(leader);
            }
            _ => self.metadata_of_client(me, cluster),
        }
    }
}
