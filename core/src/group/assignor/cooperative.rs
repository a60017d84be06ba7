//! Sticky, in two steps: what moves from one member to another is given to nobody yet
//! (`CooperativeStickyAssignor`). Its owner learns that it lost it, revokes it and joins again, and then
//! it is given away.

use super::roster::{Partition, Roster, Share, remove};
use super::sticky;

pub(super) fn assign(roster: &Roster<'_>) -> Vec<Share> {
    let plan = sticky::assign(roster, sticky::cooperative_member_data);
    let transferring = match plan.transferring {
        Some(transferring) => transferring,
        None => transferring(roster, &plan.shares),
    };
    let mut shares = plan.shares;
    for (partition, member) in transferring {
        remove(&mut shares[member], partition);
    }
    shares
}

/// The partitions that one member gets and another loses, with who gets them
/// (`computePartitionsTransferringOwnership`).
fn transferring(roster: &Roster<'_>, shares: &[Share]) -> Vec<(Partition, usize)> {
    let (mut added, mut revoked) = (Vec::new(), Vec::new());
    for (member, share) in shares.iter().enumerate() {
        let mut owned = Vec::new();
        for name in &roster.members[member].subscription.owned_partitions {
            owned.extend(roster.partition_named(name));
        }
        for partition in share {
            if !owned.contains(partition) {
                added.push((*partition, member));
            }
        }
        owned.retain(|partition| !share.contains(partition));
        revoked.append(&mut owned);
    }
    added.retain(|(partition, _)| revoked.contains(partition));
    added
}
