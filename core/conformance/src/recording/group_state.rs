//! Groups, as recordings spell them.

use std::collections::BTreeMap;

use highwater_core::group::classic::GroupId;
use highwater_core::sim::World;
use serde::{Deserialize, Serialize};

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GroupState {
    /// Its state.
    pub state: String,
    /// Its protocol.
    pub r#type: String,
    /// Its assignor; empty for none.
    pub assignor: String,
    /// The broker that coordinates it.
    pub coordinator: u32,
    /// Its epoch, in the consumer protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_epoch: Option<i32>,
    /// The epoch of its target assignment, in the consumer protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_assignment_epoch: Option<i32>,
    /// Its members, by client id.
    pub members: BTreeMap<String, MemberState>,
    /// What it has committed.
    pub committed: BTreeMap<String, i64>,
}

/// A member.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MemberState {
    /// What it has.
    pub assigned: Vec<String>,
    /// What it is to have, in the consumer protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Vec<String>>,
    /// Its epoch, in the consumer protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_epoch: Option<i32>,
    /// Its instance id, if it is a static member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_instance_id: Option<String>,
}

/// A group of the engine; none where nobody coordinates it.
#[must_use]
pub fn seen_group(world: &World, id: &str) -> Option<GroupState> {
    let group = GroupId(id.into());
    let mut brokers = world.brokers().filter_map(|broker| {
        let process = broker.process()?;
        Some((broker.id, process, process.describe_group(&group)?))
    });
    let (coordinator, process, described) = brokers.next()?;
    let names = |partitions: &[highwater_core::group::assignor::NamedPartition]| {
        let mut names: Vec<_> = partitions.iter().collect();
        names.sort();
        let names = names.into_iter();
        names
            .map(|it| format!("{}-{}", it.topic, it.partition))
            .collect::<Vec<String>>()
    };
    let members = described.members.iter().map(|member| {
        let state = MemberState {
            assigned: names(&member.assigned),
            target: member.target.as_deref().map(names),
            member_epoch: member.member_epoch.map(|epoch| epoch.0),
            group_instance_id: member.instance_id.as_deref().map(str::to_owned),
        };
        (member.client_id.to_string(), state)
    });
    let offsets = process
        .shard_of(&group)
        .and_then(|it| it.offsets().of_group(&group));
    let committed = offsets.into_iter().flatten().map(|(partition, kept)| {
        let name = world.metadata().name_of(*partition);
        (name, kept.committed.offset.0)
    });
    Some(GroupState {
        state: described.state.name().to_owned(),
        r#type: described.group_type.name().to_owned(),
        assignor: described.assignor.as_deref().unwrap_or_default().to_owned(),
        coordinator: coordinator.0,
        group_epoch: described.group_epoch.map(|epoch| epoch.0),
        target_assignment_epoch: described.target_assignment_epoch.map(|epoch| epoch.0),
        members: members.collect(),
        committed: committed.collect(),
    })
}
