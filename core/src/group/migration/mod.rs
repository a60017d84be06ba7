//! A group goes from one protocol to the other while it has members (`group.consumer.migration.policy`,
//! KIP-848).
//!
//! ```text
//! classic ── a member of the consumer protocol joins ──► consumer, with members of either protocol
//!         ◄── the last member of the consumer protocol goes ──
//! ```
//!
//! Members need not notice: those of the classic protocol go on with its requests, a generation being the
//! epoch that they are in. What a group has committed stays, since either keeps its offsets alike. The
//! records of the one kind of group and the tombstones of the other are written in one batch, so that
//! whoever coordinates next finds one group.

mod downgrade;
mod upgrade;

pub use downgrade::Downgrade;
pub(in crate::group) use upgrade::{records, upgraded, validate_upgrade};
