//! Whether racks matter.

use std::sync::Arc;

/// Whether partitions are to be given to members of their racks: if a member is in a rack that a
/// partition is in, and some partition is not in all of the racks
/// (`AbstractPartitionAssignor.useRackAwareAssignment`).
pub(super) fn is_rack_aware(
    member_racks: &[&str],
    partition_racks: &[&[Arc<str>]],
    prefer_rack_aware_logic: bool,
) -> bool {
    let mut all_racks: Vec<&str> = Vec::new();
    for racks in partition_racks {
        for rack in *racks {
            if !all_racks.contains(&&**rack) {
                all_racks.push(rack);
            }
        }
    }
    let meets = member_racks.iter().any(|rack| all_racks.contains(rack));
    let is_everywhere = |racks: &&[Arc<str>]| all_racks.iter().all(|rack| contains(racks, rack));
    meets && (prefer_rack_aware_logic || !partition_racks.iter().all(is_everywhere))
}

/// Whether a rack is among these.
pub(super) fn contains(racks: &[Arc<str>], rack: &str) -> bool {
    racks.iter().any(|one| &**one == rack)
}
