//! What consumer groups agree on, apart from how they talk about it: who gets which partitions, and
//! how a member gets from what it has to what it is to have.
//!
//! A group has a coordinator, the broker that leads its partition of `__consumer_offsets`
//! ([`coordinator_partition()`]). In the classic protocol the coordinator only brings the members together
//! ([`classic`]), and one of them, the leader, assigns by names ([`assignor`]). In the
//! consumer protocol (KIP-848) the coordinator ([`consumer_group`]) assigns by ids ([`server_assignor`]),
//! and leads each member there, heartbeat by heartbeat ([`reconciliation`]). A group may go from one to the
//! other ([`migration`]).

pub mod assignor;
pub mod classic;
pub mod consumer_group;
mod coordinator_partition;
mod description;
mod member;
pub mod migration;
pub mod reconciliation;
mod record;
pub mod server_assignor;
mod state;

pub use coordinator_partition::{absolute, coordinator_partition, java_hash_code};
pub use description::{GroupDescription, GroupType, MemberDescription};
pub use member::MemberId;
pub use record::{CoordinatorRecord, OffsetAndTime};
pub use state::GroupState;
