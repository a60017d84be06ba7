//! The replicas of a partition that is being moved (`PartitionReassignmentReplicas`).

use crate::id::BrokerId;
use crate::sorted::Set;

/// A partition's replicas while it is moved: those that it is to have, then those that are to go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ReassignmentReplicas {
    /// The replicas that go when the others are in sync.
    pub removing: Vec<BrokerId>,
    /// The replicas that come.
    pub adding: Vec<BrokerId>,
    /// All of them, the wanted ones first.
    pub replicas: Vec<BrokerId>,
}

impl ReassignmentReplicas {
    /// The move from one assignment to another.
    #[must_use]
    pub(super) fn between(current: &[BrokerId], target: &[BrokerId]) -> Self {
        let removing = difference(current, target);
        let adding = difference(target, current);
        let mut replicas = target.to_vec();
        replicas.extend(&removing);
        Self {
            removing,
            adding,
            replicas,
        }
    }

    /// The assignment before the move: what a cancelled one goes back to.
    #[must_use]
    pub(super) fn original(&self) -> Vec<BrokerId> {
        without(&self.replicas, &self.adding)
    }

    /// The replicas and the ISR once the move is done, if it is with this ISR: all that are added are
    /// in sync, somebody stays in sync, and, where the partition ends up with fewer replicas, all that
    /// stay are in sync.
    #[must_use]
    pub(super) fn completed(&self, isr: &[BrokerId]) -> Option<(Vec<BrokerId>, Vec<BrokerId>)> {
        if self.adding.is_empty() && self.removing.is_empty() {
            return None;
        }
        let (replicas, isr) = (
            without(&self.replicas, &self.removing),
            without(isr, &self.removing),
        );
        let needed = if self.adding.len() < self.removing.len() {
            &replicas
        } else {
            &self.adding
        };
        let done = !isr.is_empty() && !replicas.is_empty();
        (done && needed.iter().all(|id| isr.contains(id))).then_some((replicas, isr))
    }
}

/// What is in `of` and not in `other`, ascending.
fn difference(of: &[BrokerId], other: &[BrokerId]) -> Vec<BrokerId> {
    let mut left = Set::new();
    left.extend(without(of, other));
    left.iter().copied().collect()
}

/// What is in `of` and not in `other`, in its order.
fn without(of: &[BrokerId], other: &[BrokerId]) -> Vec<BrokerId> {
    let mut left = of.to_vec();
    left.retain(|id| !other.contains(id));
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[u32]) -> Vec<BrokerId> {
        ids.iter().copied().map(BrokerId).collect()
    }

    #[test]
    fn a_move_is_done_when_those_that_come_are_in_sync_and_in_a_smaller_one_all_that_stay() {
        for (from, to, isr, done) in [
            (&[1, 2][..], &[3, 4][..], &[1, 2, 3][..], None),
            (
                &[1, 2],
                &[3, 4],
                &[1, 2, 3, 4],
                Some((vec![3, 4], vec![3, 4])),
            ),
            (
                &[1, 2, 3],
                &[1, 2, 4],
                &[3, 4],
                Some((vec![1, 2, 4], vec![4])),
            ),
            (&[1, 2, 3], &[1, 2], &[1, 3], None),
            (
                &[1, 2, 3],
                &[1, 2],
                &[1, 2, 3],
                Some((vec![1, 2], vec![1, 2])),
            ),
            (&[1, 2], &[1], &[2], None),
            (&[1, 2], &[2, 1], &[1, 2], None),
        ] {
            let reassignment = ReassignmentReplicas::between(&ids(from), &ids(to));
            assert_eq!(
                reassignment.original().len(),
                from.len(),
                "{from:?} → {to:?}"
            );
            let wanted = done.map(|(replicas, isr)| (ids(&replicas), ids(&isr)));
            assert_eq!(
                reassignment.completed(&ids(isr)),
                wanted,
                "{from:?} → {to:?}, {isr:?}"
            );
        }
    }
}
