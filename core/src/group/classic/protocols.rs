//! Which assignor a group uses: its members vote.

use std::sync::Arc;

use super::group::HASH_MAP_CAPACITY;
use super::{ClassicGroup, ClassicGroupState, JoinGroupProtocol};
use crate::java_hash_map::{bucket, bucket_count};
use crate::sorted::sort_by;

impl ClassicGroup {
    /// Whether a member with these protocols may be in the group: it has one that all members support
    /// (`ClassicGroup.supportsProtocols`).
    pub(super) fn supports_protocols(
        &self,
        protocol_type: &str,
        protocols: &[JoinGroupProtocol],
    ) -> bool {
        if self.state == ClassicGroupState::Empty {
            return !protocol_type.is_empty() && !protocols.is_empty();
        }
        self.protocol_type.as_deref() == Some(protocol_type)
            && protocols.iter().any(|it| self.all_support(&it.name))
    }

    fn all_support(&self, name: &str) -> bool {
        self.members.iter().all(|member| member.supports(name))
    }

    /// The protocol with the most votes, each member's being for the one that it likes best of those that
    /// all support (`ClassicGroup.selectProtocol`). Of several with as many votes it is the first in the
    /// order of Kafka's hash map.
    pub(in crate::group) fn select_protocol(&self) -> Option<Arc<str>> {
        let mut ballot: Vec<(Arc<str>, usize)> = Vec::new();
        for member in &self.members {
            let mut protocols = member.protocols.iter();
            let Some(vote) = protocols.find(|it| self.all_support(&it.name)) else {
                continue;
            };
            match ballot.iter_mut().find(|(name, _)| *name == vote.name) {
                Some((_, votes)) => *votes += 1,
                None => ballot.push((vote.name.clone(), 1)),
            }
        }
        let buckets = bucket_count(HASH_MAP_CAPACITY, ballot.len());
        sort_by(&mut ballot, |(one, _), (other, _)| {
            bucket(one, buckets) < bucket(other, buckets)
        });
        let mut winner: Option<(Arc<str>, usize)> = None;
        for (name, votes) in ballot {
            if winner.as_ref().is_none_or(|(_, most)| votes > *most) {
                winner = Some((name, votes));
            }
        }
        winner.map(|(name, _)| name)
    }
}
