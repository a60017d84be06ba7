//! As even as possible, and with as few moves as possible (`AbstractStickyAssignor`).
//!
//! Where all members subscribe to the same topics, quotas say it all ([`constrained`]); otherwise
//! partitions are moved one by one for as long as that makes it more even ([`general`]).
//!
//! What is left out: Kafka's assignor remembers the latest generation that it ever saw, here only those
//! count that members tell now; and where it fails, over partitions that are gone and over an earlier
//! owner that takes no part in moves, these are passed over.

mod balance;
mod claims;
mod constrained;
mod general;
mod movements;
mod racks;

pub(super) use claims::{MemberData, cooperative_member_data, eager_member_data};

use self::claims::Claims;
use self::racks::Racks;
use super::Subscription;
use super::roster::{Partition, Roster, Share};

/// What comes out.
pub(super) struct Plan {
    pub shares: Vec<Share>,
    /// The partitions that go from one owner to another, with the new one; not known where subscriptions
    /// differ.
    pub transferring: Option<Vec<(Partition, usize)>>,
}

/// Who gets what. `member_data` reads what a member owns from its subscription.
pub(super) fn assign(
    roster: &Roster<'_>,
    member_data: fn(&Subscription) -> MemberData<'_>,
) -> Plan {
    if roster.members.is_empty() {
        return Plan {
            shares: Vec::new(),
            transferring: Some(Vec::new()),
        };
    }
    let claims = Claims::new(roster, member_data);
    let racks = Racks::new(roster);
    if claims.are_subscriptions_equal {
        constrained::assign(roster, &racks, claims)
    } else {
        Plan {
            shares: general::assign(roster, &racks, claims),
            transferring: None,
        }
    }
}
