//! What a client has asked for, and has no answer to.

use crate::sim::ConnectionId;

/// A request that has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// On which connection it was sent.
    pub connection: ConnectionId,
    /// How many that were sent before it on that connection have no answer either.
    pub ahead: usize,
}

impl Asked {
    /// The request on a connection before which so many have no answer.
    pub(crate) fn on(connection: ConnectionId, ahead: usize) -> Self {
        Self { connection, ahead }
    }
}
