//! As even as possible, and with few moves (`UniformAssignor`).

mod balancer;
mod heterogeneous;
mod homogeneous;

use super::SubscriptionType;
use super::spec::{GroupAssignment, GroupSpec, PartitionAssignorError};

pub(super) fn assign(spec: &GroupSpec<'_>) -> Result<GroupAssignment, PartitionAssignorError> {
    match spec.subscription_type {
        SubscriptionType::Homogeneous => homogeneous::assign(spec),
        SubscriptionType::Heterogeneous => heterogeneous::assign(spec),
    }
}
