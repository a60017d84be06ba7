//! What an administrator has asked for, and has no answer to.

use super::chain::Chain;
use super::{Clock, Reason};
use crate::id::NodeId;
use crate::sim::Timer;

impl Chain<'_> {
    /// The oldest call: asked for and not answered, or not sent.
    pub fn admin(&mut self) {
        let Some(admin) = self.world.admin() else {
            return;
        };
        if let Some((connection, command)) = admin.unanswered() {
            if self.because(Reason::AdminAsks(command.clone())) {
                self.answer(connection);
            }
        } else if let Some(command) = admin.next_call()
            && self.because(Reason::AdminAsks(command.clone()))
        {
            self.timer(NodeId::Admin, Timer::Admin, Clock::AsksAgain(NodeId::Admin));
            self.metadata_of_client(NodeId::Admin, admin.cluster());
        }
    }
}
