//! Partition by partition, each to the next member that subscribes to its topic (`RoundRobinAssignor`).

use super::roster::{Roster, Share};

pub(super) fn assign(roster: &Roster<'_>) -> Vec<Share> {
    let mut shares = roster.empty_shares();
    let mut turns = roster.members_in_turn();
    for topic in 0..roster.topics.len() {
        for partition in roster.partitions_of(topic) {
            // Whoever does not subscribe to the topic is passed over, and its turn is gone.
            let wants = |member: &usize| roster.is_subscribed(*member, topic);
            if let Some(at) = turns.iter().position(wants) {
                shares[turns[at]].push(partition);
                turns.rotate_left(at + 1);
            }
        }
    }
    shares
}
