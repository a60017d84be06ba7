//! The events of a chain while they are gathered, each told once.

use super::past::Told;
use super::role::{Link, Role};
use crate::id::TraceId;
use crate::trace::Event;

/// Events of a chain, in any order as long as they are gathered.
#[derive(Default)]
pub(super) struct Links(Vec<Link>);

impl Links {
    pub(super) fn add(&mut self, trace: Option<&Told>, role: Role) {
        if let Some(trace) = trace.filter(|trace| !self.tells(trace.id, role)) {
            let trace = trace.clone();
            self.0.push(Link { trace, role });
        }
    }

    /// Whether that event is told already. One event may be told once for each replica that it concerns.
    fn tells(&self, id: TraceId, role: Role) -> bool {
        let is_of_another = |told: Role| match (told.replica(), role.replica()) {
            (Some(one), Some(other)) => one != other,
            _ => false,
        };
        let mut links = self.0.iter();
        links.any(|link| link.trace.id == id && !is_of_another(link.role))
    }

    pub(super) fn in_order(mut self) -> Vec<Link> {
        self.0.sort_by_key(|link| link.trace.id);
        self.0
    }

    /// By what a replica lost it.
    pub(super) fn add_lost(&mut self, lost_by: Option<&Told>) {
        let role = match lost_by.map(|trace| &trace.event) {
            Some(Event::TailLost { .. }) => Role::TailLost,
            Some(Event::Truncated { .. }) => Role::Truncated,
            _ => Role::ReplicaDeleted,
        };
        self.add(lost_by, role);
    }
}
