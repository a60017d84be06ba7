//! What consumer groups agree on, apart from how they talk about it: who gets which partitions, and
//! how a member gets from what it has to what it is to have.
//!
//! In the classic protocol one of the members, the leader, assigns by names ([`assignor`]). In the
//! consumer protocol (KIP-848) the coordinator assigns by ids ([`server_assignor`]), and leads each
//! member there, heartbeat by heartbeat ([`reconciliation`]).

pub mod assignor;
mod member;
pub mod reconciliation;
pub mod server_assignor;

pub use member::MemberId;
