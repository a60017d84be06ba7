//! The gates of the admin client: what is asked about groups. See
//! [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) for who sees to it that they may be called.

use super::groups::GroupCall;
use super::{Admin, Call};
use crate::sim::Out;
use crate::wire::{OffsetSpec, Response};

/// An administrator asks about a group.
#[inline(never)]
pub(super) fn call_about_group(admin: &mut Admin, call: Call, out: &mut Out<'_>) {
    if let Some(call) = GroupCall::of(&call) {
        admin.go_on_about_group(call, out);
    }
}

/// What waits of that goes on.
#[inline(never)]
pub(super) fn go_on_about_groups(admin: &mut Admin, out: &mut Out<'_>) {
    for call in core::mem::take(&mut *admin.group_calls) {
        admin.go_on_about_group(call, out);
    }
}

/// A step of it will not be answered.
#[inline(never)]
pub(super) fn on_group_call_lost(admin: &mut Admin, call: &GroupCall) {
    let mut call = call.clone();
    call.forget_coordinator();
    admin.group_calls.push(call);
}

/// A step of it was answered.
#[inline(never)]
pub(super) fn on_group_response(
    admin: &mut Admin,
    call: &GroupCall,
    spec: Option<OffsetSpec>,
    response: Response,
    out: &mut Out<'_>,
) {
    admin.on_group_response(call.clone(), spec, response, out);
}
