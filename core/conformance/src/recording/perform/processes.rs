//! What is done to the brokers' processes.

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, NodeId};
use highwater_core::time::Span;
use serde_json::Value;

use super::{Performer, refused};
use crate::case::Failure;

/// How long the operating system takes to end a process and its connections.
const UNTIL_GONE: Span = Span::from_ms(10);

impl Performer<'_> {
    /// Kills processes, and waits until the controller has fenced them all.
    pub(super) fn crash(&mut self, ids: &[u32]) -> Result<Value, Failure> {
        for id in ids {
            self.kill(BrokerId(*id))?;
        }
        let is_fenced = |id: &u32, replay: &super::Replay| replay.is_fenced(BrokerId(*id));
        self.wait("crash", |replay| ids.iter().all(|id| is_fenced(id, replay)))?;
        Ok(Value::Null)
    }

    /// Kills a process, and waits until it is gone.
    pub(super) fn kill_and_wait(&mut self, id: BrokerId) -> Result<Value, Failure> {
        self.kill(id)?;
        self.replay.pass(UNTIL_GONE);
        Ok(Value::Null)
    }

    pub(super) fn kill(&mut self, id: BrokerId) -> Result<Value, Failure> {
        let killed = self.replay.kill(id);
        killed.map_err(|refusal| refused(&Command::Crash(NodeId::Broker(id)), &refusal))?;
        Ok(Value::Null)
    }

    /// Starts a process, and waits until the controller has unfenced it.
    pub(super) fn restart(&mut self, id: BrokerId) -> Result<Value, Failure> {
        self.start(id)?;
        self.wait("restart", |replay| replay.is_unfenced(id))?;
        Ok(Value::Null)
    }

    pub(super) fn start(&mut self, id: BrokerId) -> Result<Value, Failure> {
        self.replay.start(id);
        Ok(Value::Null)
    }

    /// Asks a process to stop, and waits until it is gone.
    pub(super) fn shut_down(&mut self, id: BrokerId) -> Result<Value, Failure> {
        self.command(&Command::Shutdown(NodeId::Broker(id)))?;
        self.wait("controlled_shutdown", |replay| !replay.is_alive(id))?;
        Ok(Value::Null)
    }
}
