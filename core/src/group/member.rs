//! Members and their order.

use core::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::sorted::sort_by;

/// A member of a group (`member.id`). In the classic protocol the coordinator makes it, in the consumer
/// protocol the client.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub Arc<str>);

impl fmt::Display for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What decides a member's turn.
pub(super) struct Turn<'a> {
    /// Its place in the list that it is taken from.
    pub index: usize,
    pub id: &'a MemberId,
    pub instance_id: Option<&'a str>,
}

/// The members in their turn: static ones by their instance id, then the others by their id, so that a
/// static member that comes back under another id keeps its place (`MemberInfo.compareTo`,
/// `RangeAssignor.sortMemberIds`).
pub(super) fn in_turn(mut members: Vec<Turn<'_>>) -> Vec<usize> {
    sort_by(&mut members, |one, other| {
        match (one.instance_id, other.instance_id) {
            (Some(one), Some(other)) => one < other,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => one.id < other.id,
        }
    });
    let mut order = Vec::new();
    for member in members {
        order.push(member.index);
    }
    order
}
