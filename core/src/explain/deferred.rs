//! The gate of what is told of errors. See
//! [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) for who sees to it that it may be called.

use super::error_message;
use crate::wire::ApiError;

/// What an administrator or a group is told that is refused something.
#[inline(never)]
pub(super) fn refused(error: &ApiError) -> String {
    error_message::refused(error)
}
