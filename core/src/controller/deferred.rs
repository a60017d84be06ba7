//! The gates of the controller: what it only does once an administrator asks for more than topics whose
//! replicas are given, or a broker for ids of idempotent producers. See
//! [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) for who sees to it that they may be called.

use super::Controller;
use crate::command::AdminCommand;
use crate::id::BrokerId;
use crate::metadata::TopicSpec;
use crate::sim::Out;
use crate::wire::{AllocateProducerIdsRequest, ApiError, ErrorCode, ProducerIdsBlock};

/// Does what an administrator asks for, other than a topic.
#[inline(never)]
pub(super) fn administer(
    controller: &mut Controller,
    command: &AdminCommand,
    out: &mut Out<'_>,
) -> Result<(), ApiError> {
    controller.administer_behind_gate(command, out)
}

/// Places the replicas of a topic that does not say where they are to stand.
#[inline(never)]
pub(super) fn place_topic(
    controller: &Controller,
    spec: &TopicSpec,
    out: &mut Out<'_>,
) -> Result<Vec<Vec<BrokerId>>, ApiError> {
    controller.place_topic(spec, out)
}

/// Gives a broker ids of idempotent producers.
#[inline(never)]
pub(super) fn allocate_producer_ids(
    controller: &mut Controller,
    request: AllocateProducerIdsRequest,
) -> Result<ProducerIdsBlock, ErrorCode> {
    controller.allocate_producer_ids(request)
}
