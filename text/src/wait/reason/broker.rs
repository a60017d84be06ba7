//! Brokers, and partitions that wait for one of them to lead, in a clause.

use highwater_core::explain::wait::{Electable, Reason};

use crate::standing;
use crate::wait::Teller;
use crate::wait::clause::Clause;

/// Processes that do not work.
pub(super) fn of_processes(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::Down { broker, standing } => {
            let word = standing::word(teller.lang, *standing);
            teller.clause(Clause::Down, &[broker.into(), word.into()])
        }
        Reason::Frozen(node) => teller.clause(Clause::Frozen, &[node.into()]),
        Reason::NeedsMetadata {
            broker,
            applied,
            end,
        } => {
            let clause = match applied < end {
                true => Clause::MetadataBehind,
                false => Clause::NeedsMetadata,
            };
            teller.clause(clause, &[broker.into(), applied.into(), end.into()])
        }
        Reason::Superseded {
            broker,
            partition,
            leader: Some(leader),
        } => teller.of(
            *partition,
            Clause::Superseded,
            &[broker.into(), leader.into()],
        ),
        Reason::Superseded {
            broker, partition, ..
        } => teller.of(*partition, Clause::SupersededByNobody, &[broker.into()]),
        _ => None,
    }
}

/// Brokers on their way into the cluster, or out of it.
pub(super) fn of_brokers(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::Fenced(broker) => teller.clause(Clause::Fenced, &[broker.into()]),
        Reason::Unregistered(broker) => teller.clause(Clause::Unregistered, &[broker.into()]),
        Reason::SessionOfPrevious(broker) => {
            teller.clause(Clause::SessionOfPrevious, &[broker.into()])
        }
        Reason::CatchesUp {
            broker,
            applied,
            registration,
        } => teller.clause(
            Clause::CatchesUp,
            &[broker.into(), applied.into(), registration.into()],
        ),
        Reason::AsksToServe(broker) => teller.clause(Clause::AsksToServe, &[broker.into()]),
        Reason::RegistrationReplaced(broker) => {
            teller.clause(Clause::RegistrationReplaced, &[broker.into()])
        }
        Reason::WaitsToStop(broker) => teller.clause(Clause::WaitsToStop, &[broker.into()]),
        Reason::HasToApply { broker, needed } => {
            teller.clause(Clause::HasToApply, &[broker.into(), needed.into()])
        }
        Reason::Closes(broker) => teller.clause(Clause::Closes, &[broker.into()]),
        _ => None,
    }
}

/// Partitions that nobody leads.
pub(super) fn of_leaders(teller: Teller<'_>, reason: &Reason) -> Option<String> {
    match reason {
        Reason::NoLeader(partition) => teller.of(*partition, Clause::NoLeader, &[]),
        Reason::OnlyElectable { from, brokers } => {
            let clause = match from {
                Electable::Isr => Clause::OnlyIsr,
                Electable::Elr => Clause::OnlyElr,
                Electable::LastKnownLeader => Clause::OnlyLastKnownLeader,
                Electable::AnyReplica => Clause::OnlyReplicas,
            };
            teller.clause(clause, &[brokers.as_slice().into()])
        }
        Reason::LeavesElr(brokers) => {
            teller.clause(Clause::LeavesElr, &[brokers.as_slice().into()])
        }
        Reason::OnlyTogether {
            brokers,
            would_lead,
        } => teller.clause(
            Clause::OnlyTogether,
            &[brokers.as_slice().into(), would_lead.into()],
        ),
        Reason::NobodyElectable => teller.clause(Clause::NobodyElectable, &[]),
        Reason::UncleanOff { would_lead } => {
            teller.clause(Clause::UncleanOff, &[would_lead.into()])
        }
        _ => None,
    }
}
